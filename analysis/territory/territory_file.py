"""Writes a territory, a scenario that runs it, and its targets, each value with its source."""

import csv
import io
import math
import os
from pathlib import Path

import numpy as np

from .shares import rounded_shares
from .sources import sources
from .table import rows_of

ASSUMED = "assumption"
WIDTH = 140
EVERYWHERE = 0.05  # tolerance of jobs, of the employed residents: between two years of a census
RATE_TOLERANCE = 0.6  # points of unemployment, as in the targets that came before


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def comment(paragraph):
    """A paragraph as lines of comment."""
    lines, line = [], "#"
    for word in paragraph.split():
        if len(line) + 1 + len(word) > WIDTH and line != "#":
            lines.append(line)
            line = "#"
        line += f" {word}"
    return "\n".join([*lines, line])


def row(fields):
    return "  { " + " ".join(f"{name} = {value};" for name, value in fields) + " }"


def table(name, rows):
    return f"{name} = (\n" + ",\n".join(rows) + "\n);" if rows else f"{name} = ( );"


def zone_rows(network, scale):
    shares = rounded_shares(network.jobs)
    rows = []
    for i, name in enumerate(network.names):
        people = max(1, round(network.residents[i] * scale))
        rows.append(
            row(
                [
                    ("name", text(name)),
                    ("population", people),
                    ("jobs_share", shares[i]),
                    ("minutes_within", f"{network.within[i]:.1f}"),
                ]
            )
        )
    return rows


def zones_part(form, network, scale):
    outside = network.names[network.inside :]
    said = [f"Residents aged 15 to 74 and jobs: {sources(zone.source for zone in form.zones)}."]
    if network.people.any():
        said.append(
            "Jobs are those that residents hold, by commuting: jobs of people who come from outside are left out, with "
            "the people."
        )
    if outside:
        said.append(
            f"Employers outside the territory, as zones of one resident: {', '.join(outside)}. Their pay, law and firms "
            "are those of the territory (assumption)."
        )
    if scale != 1:
        said.append(f"One in {1 / scale:g} residents.")
    return [comment(" ".join(said)), table("zones", zone_rows(network, scale))]


MINUTES = "minutes: "


def of_minutes(way):
    """The source of the minutes of a way: what stands after "minutes: ", or all of it."""
    return way.source.partition(MINUTES)[2] or way.source


def of_people(way):
    return way.source.partition("; " + MINUTES)[0]


def travel_part(form, rows, kinds, radius):
    if not rows:
        return [comment("One zone: no ways between zones."), table("travel", [])]
    given = [of_minutes(way) for way in form.commuting if not math.isnan(way.minutes)]
    said = {
        "commuting": f"{'Other ways' if 'given' in kinds else 'Travel times'} are not roads: they are such that people who "
        f"search look where the employed are known to work, e times less often for each {radius:g} minutes "
        f"({sources(of_people(way) for way in form.commuting if not math.isnan(way.people))}).",
        "given": f"Minutes: {sources(given, 'no table says, see the notes (assumption)')}.",
    }
    made = [row([("from", text(a)), ("to", text(b)), ("minutes", f"{minutes:.1f}")]) for a, b, minutes in rows]
    return [comment(" ".join(said[kind] for kind in sorted(kinds, reverse=True))), table("travel", made)]


KEPT_AGES = ("cdd", "self_employed")


def unemployed_said(form, like):
    """Who is unemployed on the first day, and what says so."""
    if not form.unemployment:
        return (
            " Unemployed: no table of the survey was given; the census's, which are more, or the country's (assumption)."
        )
    rate = form.unemployment[0]
    if all(math.isnan(row.unemployed) for row in (*form.ages, *form.zones)):
        return f" Unemployed: {rate.rate:.1f} % ({rate.source}), by age as in {like.path.name} (assumption)."
    return (
        f" Unemployed: those of the census, by age as it has them, scaled to {rate.rate:.1f} % ({rate.source}): a census counts"
        " more people without a job than the survey of the labour force."
    )


def ages_part(form, country, groups, like):
    rows = []
    for i, old in enumerate(groups.rows):
        fields = [
            ("name", text(old["name"])),
            ("from_age", old["from_age"]),
            ("men", f"{groups.people[0, i]:.1f}"),
            ("women", f"{groups.people[1, i]:.1f}"),
            ("active_men", f"{groups.active[0, i]:.4f}"),
            ("active_women", f"{groups.active[1, i]:.4f}"),
            ("unemployed", f"{groups.unemployed[i]:.4f}"),
        ]
        rows.append(row(fields + [(name, old[name]) for name in KEPT_AGES if name in old]))
    here = [band.source for band in form.ages]
    said = (
        f"People and the employed by age and sex: {sources(here)}."
        if here
        else "No table of the place: ages and activity of the country (assumption)."
    )
    said += f" Within bands the shape is that of {sources([band.source for band in country.ages], like.path.name)};"
    said += f" activity by five years, CDDs and self-employed that of {like.path.name} (assumption)."
    said += unemployed_said(form, like)
    return [comment(said), table("age_groups", rows)]


def with_values(old, changes):
    """The fields of a row of the scenario to be like, in their order, with new values."""
    return row([(name, changes.get(name, text(value) if name in ("name", "branch") else value)) for name, value in old.items()])


def levels_part(like, shares, source, ratio):
    rows = []
    for old, share in zip(like.rows("qualifications"), rounded_shares(shares)):
        rows.append(with_values(old, {"share": share, "unemployed": f"{min(float(old['unemployed']) * ratio, 0.9):.4f}"}))
    said = f"Levels: {source}." if source else f"Levels: no table of the place; those of {like.path.name} (assumption)."
    return [
        comment(
            f"{said} Unemployed on the first day as there, scaled to the place; ability and ages of leaving school as "
            "there (assumption)."
        ),
        table("qualifications", rows),
    ]


def sectors_part(like, shares, origin):
    rows = [with_values(old, {"jobs_share": share}) for old, share in zip(like.rows("sectors"), rounded_shares(shares))]
    by_source = {}
    for old, source in zip(like.rows("sectors"), origin):
        by_source.setdefault(source or f"{like.path.name} (assumption)", []).append(old["name"])
    said = " ".join(f"{', '.join(names)}: {source}." for source, names in by_source.items())
    return [
        comment(f"Shares of jobs. {said} All else of a sector is that of {like.path.name} (assumption)."),
        table("sectors", rows),
    ]


def sizes_part(like, shares, source):
    rows = [with_values(old, {"jobs_share": share}) for old, share in zip(like.rows("sizes"), rounded_shares(shares))]
    said = (
        f"Jobs by size of the establishment: {source}."
        if source
        else f"Sizes of firms: no table of the place; those of {like.path.name} (assumption)."
    )
    return [comment(said), table("sizes", rows)]


def territory_text(title, form, parts):
    head = [comment(f"{title}. Written by analysis/bassin-territory: write it anew rather than change it.")]
    head += [comment(f"Note: {remark}.") for remark in form.remarks]
    return "\n".join(head) + "\n\n" + "\n\n".join("\n".join(part) for part in parts) + "\n"


def relative(path, folder):
    return os.path.relpath(path, folder)


def scenario_text(title, like, scenario, territory, targets, jobs, ratio, years):
    folder = scenario.parent
    lines = [
        comment(
            f"{title}: no reform, no shock. Law, contracts, occupations and all that is not said here are those of "
            f"{like.path.name}."
        ),
        f"title = {text(title)};",
        "",
        f'run = {{ start = "{years[0]}-01-01"; end = "{years[1]}-01-01"; }};',
        comment(
            f"Assumption: {ratio:.3f} for each employed resident, as in {like.path.name}. If unemployment of a run is a "
            "point too high, one or two percent more, and run again."
        ),
        f"firms = {{ jobs = {jobs:.1f}; }};",
        "",
        f"targets = {text(relative(targets, folder))};",
        "",
        f'@include "{relative(like.path, folder)}"',
        f'@include "{relative(territory, folder)}"',
    ]
    return "\n".join(lines) + "\n"


TARGET_COLUMNS = ["id", "territory", "measure", "value", "tolerance", "unit", "year", "definition", "source", "confidence"]


def target_rows(slug, title, form, scale, year, confidence):
    """Figures of the place itself; jobs by where people live. The confidence is that of the survey's rate."""
    rows = []
    if form.unemployment:
        rate = form.unemployment[0]
        rows.append(
            [
                f"{slug}.unemployment",
                title,
                "unemployment_rate",
                f"{rate.rate:.2f}",
                RATE_TOLERANCE,
                "percent of labour force",
                int(rate.year),
                rate.definition or "survey; mean of the year",
                rate.source,
                confidence,
            ]
        )
    employed = np.nansum([zone.employed for zone in form.zones])
    if employed > 0:
        source = sources(zone.source for zone in form.zones)
        rows.append(
            [
                f"{slug}.jobs",
                title,
                "jobs",
                f"{employed * scale:.0f}",
                f"{EVERYWHERE * employed * scale:.0f}",
                "people",
                year,
                "employed residents, wherever they work",
                source[:250],
                "D",
            ]
        )
    return rows


def targets_text(like, rows):
    """The targets of the place, then those of the scenario to be like, if there is one, for other measures."""
    taken = {one[2] for one in rows}
    head = (
        "# Written by analysis/bassin-territory. The rows of the place come first; the others are those of the scenario it is like."
    )
    out = [TARGET_COLUMNS, *[[str(value) for value in one] for one in rows]]
    if like is not None and "targets" in like.texts:
        name, of = like.texts["targets"]
        others = rows_of(of.parent / name, ("id", "measure", "value"))
        out += [[one.get(column, "") for column in TARGET_COLUMNS] for one in others if one["measure"] not in taken]
    text_of = io.StringIO()
    csv.writer(text_of, lineterminator="\n").writerows(out)
    return head + "\n" + text_of.getvalue()


def write(path, content):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
