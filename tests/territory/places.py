#!/usr/bin/python3
"""Scores of the territories made from public tables: what docs/own_place.md shows of them.

    places.py update PROGRAM [NAME ...]    run them with three seeds each and write places.csv anew, and the page; with names
                                           only those of Mulhouse, Vannes or Guéret (mulhouse, vannes, gueret)
    places.py documents                    the page shows places.csv

First the shipped territory, its scenario and its targets are made anew by the command, so that its jobs are those of the scenario
it is like as that is now. Each is run so, and as it was before its tables were read: Mulhouse by hand (mulhouse.cfg), Vannes and Guéret from
their population alone, with ages, levels and sectors of France and as many jobs. Both are held against the targets of the new
one. `tools/update_places.sh` does `update`; the page shows the figures between two marks. The programs in places.csv say which
version a figure is of.
"""

import csv
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "analysis")]
SCENARIOS, PAGE, KEPT = ROOT / "scenarios", ROOT / "docs" / "own_place.md", HERE / "places.csv"
SEEDS = (1, 2, 3)
FIELDS = ("run", "measure", "label", "unit", "published", "mean", "low", "high", "program")
MULHOUSE = ("jobs", "unemployment_rate", "long_term_share", "hires_quarter", "turnover.services")
FRENCH = ("unemployment_rate", "employment.15_64", "employment.50_64", "long_term_share")
PLACES = {  # by place: the run before, the run after, what is shown of them
    "mulhouse": ("mulhouse", "mulhouse_census", MULHOUSE),
    "vannes": ("vannes_before", "vannes", FRENCH),
    "gueret": ("gueret_before", "gueret", FRENCH),
}
NAMES = {"mulhouse": "Mulhouse", "vannes": "Vannes", "gueret": "Guéret"}
WITHIN, AWAY = "within", "away"  # figures within tolerance of each run; employed who work outside their zone


def program(*arguments):
    return subprocess.run(list(map(str, arguments)), check=True, capture_output=True, text=True).stdout


LIKE = {"mulhouse": "mulhouse", "vannes": "france", "gueret": "france"}


def remake(place, folder=SCENARIOS):
    """Writes the shipped files of a place: FOLDER/NAME.cfg, FOLDER/territories/NAME.cfg and FOLDER/targets/NAME.csv."""
    from territory.command import main
    from territory.like import Like

    name = PLACES[place][1]
    title = Like(SCENARIOS / f"{name}.cfg").texts["title"][0]
    places = SCENARIOS / "places"
    options = ["--short", places / place, "--year", 2016, "--title", title, "--country", places / "france", "--force"]
    options += ["--like", SCENARIOS / f"{LIKE[place]}.cfg", "-o", folder / "territories" / f"{name}.cfg"]
    if main(list(map(str, options))) != 0:
        raise SystemExit(f"{name}: not made")


def population_alone(place, folder):
    """A scenario of the place of which only the residents of its zones are known; its jobs are those of the new one."""
    from territory.command import main
    from territory.like import Like
    from territory.short_form import read_short_form

    short = folder / f"{place}_short"
    short.mkdir()
    zones = read_short_form(SCENARIOS / "places" / place).zones
    with open(short / "zones.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["zone", "population", "source"])
        rows.writerows([zone.zone, zone.population, zone.source] for zone in zones)
    made = folder / "territories" / f"{place}_before.cfg"
    options = ("--short", short, "--year", 2016, "-o", made, "--like", SCENARIOS / "france.cfg")
    if main(list(map(str, options))) != 0:
        raise SystemExit(f"{made}: not made")
    return folder / made.name, ("--set", f"firms.jobs={Like(SCENARIOS / f'{place}.cfg').groups['firms']['jobs']}")


def scenario_of(run, folder):
    """(file, options) of a run."""
    if run.endswith("_before"):
        return population_alone(run.removesuffix("_before"), folder)
    return SCENARIOS / f"{run}.cfg", ()


def scored(bassin, targets, results):
    return list(csv.DictReader(io.StringIO(program(bassin, "score", *results, "--targets", targets, "--format", "csv"))))


def working_away(result):
    """Percent of those at work on the last day who work outside the zone where they live."""
    import bassin

    spells = bassin.spells(result)
    now = spells[(spells.reason == "running") & (spells.second == 0) & spells.work_zone.notna()]
    return 100 * float((now.zone.astype(str) != now.work_zone.astype(str)).mean())


def runs_of(bassin, run, place, measures, folder):
    """Rows of places.csv."""
    file, options = scenario_of(run, folder)
    targets = SCENARIOS / "targets" / f"{PLACES[place][1]}.csv"
    results = [folder / f"{run}_{seed}.h5" for seed in SEEDS]
    for seed, result in zip(SEEDS, results):
        program(bassin, "run", file, "--quiet", "--force", "--seed", seed, "--output", result, *options)
    version = program(bassin, "--version").strip()
    for row in scored(bassin, targets, results):
        if row["measure"] in measures:
            values = {name: f"{float(row[name]):.3f}" for name in ("published", "mean", "low", "high")}
            yield {**row, **values, "run": run, "unit": row["measure_unit"], "program": version}
    counts = [[row["within"] == "true" for row in scored(bassin, targets, [result]) if row["published"]] for result in results]
    hits = ", ".join(str(sum(count)) for count in counts)
    yield {"run": run, "measure": WITHIN, "published": len(counts[0]), "mean": hits, "program": version}
    if run == "mulhouse_census":
        yield {"run": run, "measure": AWAY, "published": f"{expected_away():.3f}", "mean": f"{working_away(results[0]):.3f}",
               "program": version}


def expected_away():
    """The same as the picture of the zone's flows has it."""
    import numpy as np
    from territory.like import Like
    from territory.picture import commuters
    from territory.short_form import read_short_form
    from territory.territory import Territory

    form = read_short_form(SCENARIOS / "places" / "mulhouse")
    country = read_short_form(SCENARIOS / "places" / "france", need_zones=False)
    territory = Territory(form, country, Like(SCENARIOS / "mulhouse.cfg"))
    people, _ = commuters(territory.network, territory.radius, territory.employed)
    return 100 * (1 - float(np.trace(people)) / people.sum())


def kept():
    with open(KEPT, encoding="utf-8", newline="") as file:
        return {(row["run"], row["measure"]): row for row in csv.DictReader(file)}


def spaced(number):
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", " ", number)


def shown(row, field):
    return f"{float(row[field]):.1f}" if row["unit"] == "%" else spaced(f"{float(row[field]):.0f}")


def cell(row):
    """Mean, and the range of single runs where it was kept."""
    if row["measure"] == WITHIN:
        return f"{row['mean']} of {row['published']}"
    return shown(row, "mean") + (f" ({shown(row, 'low')} to {shown(row, 'high')})" if row["low"] else "")


def line(label, *cells):
    return f"| {label} | " + " | ".join(cells) + " |"


def versions(rows, places):
    said = (f"{NAMES[place]}: {rows[PLACES[place][1], WITHIN]['program']}" for place in places)
    return f"Means of three seeds, in brackets the range of single runs. {'; '.join(said)}."


def mulhouse_table(rows):
    runs = PLACES["mulhouse"][:2]
    lines = ["| | published | `mulhouse.cfg` | `mulhouse_census.cfg` |", "| --- | --- | --- | --- |"]
    lines.append(line("within tolerance, run by run", "", *(cell(rows[run, WITHIN]) for run in runs)))
    for measure in MULHOUSE:
        row = rows[runs[1], measure]
        unit = f" ({row['unit']})" if row["unit"] == "%" else ""
        lines.append(line(row["label"] + unit, shown(row, "published"), *(cell(rows[run, measure]) for run in runs)))
    away = rows[runs[1], AWAY]
    said = (
        f"One of the figures is the number of employed residents itself, which the old one cannot meet. In the new one "
        f"{float(away['mean']):.0f} % of those at work at the end of the run (seed 1) worked outside the zone where they live; the "
        f"picture above expects {float(away['published']):.0f} %."
    )
    return "\n".join([*lines, "", versions(rows, ["mulhouse"]), said])


def french_table(rows):
    pairs = [PLACES[place][:2] for place in ("vannes", "gueret")]
    runs = [run for pair in pairs for run in pair]
    lines = ["| | Vannes: before | after | Guéret: before | after |", "| --- | --- | --- | --- | --- |"]
    for measure in FRENCH:
        row = rows["vannes", measure]
        published = ", ".join(dict.fromkeys(f"{float(rows[after, measure]['published']):g}" for _, after in pairs))
        label = f"{row['label']} ({row['unit']}); published {published}"
        lines.append(line(label, *(cell(rows[run, measure]) for run in runs)))
    label = "within tolerance, run by run (most are figures of France)"
    lines.append(line(label, *(cell(rows[run, WITHIN]) for run in runs)))
    return "\n".join([*lines, "", versions(rows, ["vannes", "gueret"])])


def page():
    rows, text = kept(), PAGE.read_text(encoding="utf-8")
    for name, table in (("mulhouse", mulhouse_table), ("french", french_table)):
        block = rf"(<!-- places {name} -->\n).*?(<!-- end of places {name} -->)"
        text, found = re.subn(block, lambda match: match[1] + table(rows) + "\n" + match[2], text, flags=re.S)
        if found != 1:
            raise SystemExit(f"{PAGE}: not once <!-- places {name} --> and its end")
    return text


def update(bassin, places):
    rows = kept() if KEPT.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        for place in places or PLACES:
            before, after, measures = PLACES[place]
            remake(place)
            for run in (before, after):
                rows = {key: row for key, row in rows.items() if key[0] != run}
                rows.update({(run, row["measure"]): row for row in runs_of(bassin, run, place, measures, Path(folder))})
                print(f"{run}: {rows[run, WITHIN]['mean']} of {rows[run, WITHIN]['published']} within tolerance", flush=True)
    with open(KEPT, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n", extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows.values())
    PAGE.write_text(page(), encoding="utf-8")


def main(command, *arguments):
    if command == "update":
        unknown = set(arguments[1:]) - set(PLACES)
        if unknown:
            raise SystemExit(f"no place is called {sorted(unknown)[0]}; expected {', '.join(PLACES)}")
        update(Path(arguments[0]).resolve(), arguments[1:])
        return 0
    same = page() == PAGE.read_text(encoding="utf-8")
    print("the page agrees with places.csv" if same else f"{PAGE}: out of date; run tools/update_places.sh")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
