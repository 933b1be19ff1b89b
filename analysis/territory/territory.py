"""A territory from its short form: fits all parts and writes the files."""

from pathlib import Path

import numpy as np

from . import territory_file as out
from .ages import Groups, fit_ages
from .fault import Fault
from .shares import fit_levels, fit_sectors, fit_sizes
from .short_form import ShortForm
from .travel import network_of, travel_times

RADIUS = 20.0  # search.radius_minutes, unless the scenario to be like has another
MINUTES_WITHIN = 12.0  # zones.minutes_within


def jobs_per_employed(like):
    """firms.jobs of the scenario to be like, for each person whom its ages put to work."""
    groups = Groups(like.rows("age_groups"))
    employed = (groups.people * groups.active * (1 - groups.unemployed)).sum() / groups.people.sum()
    residents = sum(float(zone["population"]) for zone in like.rows("zones"))
    jobs = like.number("firms", "jobs", np.nan)
    if not jobs > 0:
        raise Fault(like.path, "has no firms.jobs; expected a scenario that runs")
    return jobs / (employed * residents)


def overall(groups):
    active = groups.people * groups.active
    return float((active * groups.unemployed).sum() / active.sum())


class Territory:
    """What was fitted, for those who look at it: groups, network, shares, rows of travel."""

    def __init__(self, form, country, like):
        """`country`: the short form of it; None: the place lies in another country than the scenario to be like."""
        self.targets_like = like if country is not None else None
        country = country or ShortForm()
        total = sum(zone.population for zone in form.zones)
        self.form, self.country, self.like = form, country, like
        self.groups = fit_ages(like.rows("age_groups"), country, form, total)
        self.levels, self.levels_source = fit_levels(like.rows("qualifications"), country, form)
        self.sectors, self.sectors_sources = fit_sectors(like.rows("sectors"), form)
        self.sizes, self.sizes_source = fit_sizes(like.rows("sizes"), form)
        self.radius = like.number("search", "radius_minutes", RADIUS)
        self.network = network_of(form, MINUTES_WITHIN, self.radius)
        self.travel, self.travel_kinds = travel_times(self.network, self.radius)
        self.employed = float((self.groups.people * self.groups.active * (1 - self.groups.unemployed)).sum())

    def text(self, title, scale):
        form, like = self.form, self.like
        form.remarks += self.network.remarks
        self.network.remarks = []
        ratio = overall(self.groups) / overall(Groups(like.rows("age_groups")))
        parts = [
            out.zones_part(form, self.network, scale),
            out.travel_part(form, self.travel, self.travel_kinds, self.radius),
            out.ages_part(form, self.country, self.groups, like),
            out.levels_part(like, self.levels, self.levels_source, ratio),
            out.sectors_part(like, self.sectors, self.sectors_sources),
            out.sizes_part(like, self.sizes, self.sizes_source),
        ]
        return out.territory_text(title, form, parts)


def files_of(territory_path):
    """The scenario and the targets that belong to scenarios/territories/NAME.cfg."""
    path = Path(territory_path)
    if path.suffix != ".cfg":
        raise Fault(path, "expected a name that ends with .cfg")
    folder = path.parent.parent if path.parent.name == "territories" else path.parent
    scenario = folder / path.name if folder != path.parent else folder / f"{path.stem}_run.cfg"
    targets = folder / "targets" / f"{path.stem}.csv" if folder != path.parent else folder / f"{path.stem}_targets.csv"
    return scenario, targets


def write_territory(territory, path, title, year, scale, confidence):
    """Three files; their names."""
    path = Path(path)
    scenario, targets = files_of(path)
    ratio = jobs_per_employed(territory.like)
    out.write(path, territory.text(title, scale))
    out.write(
        targets,
        out.targets_text(
            territory.targets_like, out.target_rows(path.stem, title, territory.form, scale, year, confidence)
        ),
    )
    out.write(
        scenario,
        out.scenario_text(
            title, territory.like, scenario, path, targets, ratio * territory.employed * scale, ratio, (year - 4, year + 2)
        ),
    )
    return path, scenario, targets
