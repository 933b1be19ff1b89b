"""The short form of a territory: six small CSV files, which any country's tables can be brought into by hand.

Every row has a source. What a file does not hold, or a cell does not, is taken from the scenario that the territory is to be
like, and called an assumption there. docs/own_place.md describes the columns.
"""

import csv
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np

from .fault import Fault
from .table import members, read_member


@dataclass
class Zone:
    """A part of the territory: residents aged 15 to 74, employed and unemployed residents, jobs at the place of work."""

    zone: str
    population: float
    employed: float
    unemployed: float
    jobs: float
    minutes_within: float
    source: str
    place: str = ""


@dataclass
class Way:
    """Who works where: employed residents of `home` who work in `work`; what is no zone is an employer outside."""

    home: str
    work: str
    people: float
    minutes: float
    source: str
    place: str = ""


@dataclass
class Band:
    """People of an age: sex is men, women or all; both ages belong to it."""

    sex: str
    first: float
    last: float
    people: float
    employed: float
    unemployed: float
    source: str
    place: str = ""


@dataclass
class Level:
    level: str
    people: float
    source: str
    place: str = ""


@dataclass
class Employer:
    """Jobs of one or more sectors ("automotive + other industry") or of a class of sizes."""

    sector: str
    size_first: float
    size_last: float
    jobs: float
    source: str
    place: str = ""


@dataclass
class Rate:
    """Unemployment, percent of the labour force; by the survey and the mean of the year, unless the definition says otherwise."""

    year: float
    rate: float
    source: str
    definition: str = ""
    place: str = ""


@dataclass
class ShortForm:
    zones: list = field(default_factory=list)
    commuting: list = field(default_factory=list)
    ages: list = field(default_factory=list)
    levels: list = field(default_factory=list)
    employers: list = field(default_factory=list)
    unemployment: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


# By file: what a row is, the columns that must have a value, and those that are numbers.
FILES = {
    "zones": (Zone, ("zone", "population"), ("population", "employed", "unemployed", "jobs", "minutes_within")),
    "commuting": (Way, ("home", "work"), ("people", "minutes")),
    "ages": (Band, ("sex", "first", "last", "people"), ("first", "last", "people", "employed", "unemployed")),
    "levels": (Level, ("level", "people"), ("people",)),
    "employers": (Employer, ("jobs",), ("size_first", "size_last", "jobs")),
    "unemployment": (Rate, ("year", "rate"), ("year", "rate")),
}


def columns_of(row):
    return [one.name for one in fields(row) if one.name != "place"]


def read_rows(table, name):
    row_type, required, numbers = FILES[name]
    columns = columns_of(row_type)
    table.require(*required, "source")
    for column in table.frame:
        if column not in columns:
            raise table.fault(-1, column, f"no column of {name}.csv is called {column}; expected {', '.join(columns)}")
    values = {column: table.numbers(column) if column in numbers else table.frame[column] for column in table.frame}
    rows = []
    for i in range(len(table)):
        cells = {
            column: values[column].iloc[i] if column in values else (np.nan if column in numbers else "") for column in columns
        }
        for column in (*required, "source"):
            if cells[column] == "" or (column in numbers and np.isnan(cells[column])):
                raise table.fault(i, column, f"{column} is empty; expected a value in each row")
        rows.append(row_type(**cells, place=table.place(i, columns[0] if columns[0] in table.frame else required[0])))
    return rows


DAY = 1440


def check(form):
    """What must hold within the files."""
    names = set()
    for zone in form.zones:
        if zone.zone in names:
            raise Fault(zone.place, f"the zone {zone.zone} is there twice")
        names.add(zone.zone)
    for way in form.commuting:
        if way.home not in names:
            raise Fault(way.place, f"home is {way.home}, which is no zone of zones.csv; expected one (work may lie outside)")
        if way.minutes > DAY:
            raise Fault(way.place, f"{way.minutes:g} minutes; expected at most {DAY}, a day")
    for rate in form.unemployment:
        if rate.rate >= 100:
            raise Fault(rate.place, f"rate is {rate.rate:g} %; expected less than 100")
    for band in form.ages:
        if band.sex not in ("men", "women", "all"):
            raise Fault(band.place, f"sex is {band.sex}; expected men, women or all")
        if not band.first <= band.last:
            raise Fault(band.place, f"the ages are {band.first:g} to {band.last:g}; expected the first not above the last")
        if np.nansum([band.employed, band.unemployed]) > band.people * 1.0001:
            raise Fault(
                band.place,
                f"{band.employed:g} employed and {band.unemployed:g} unemployed are more than the {band.people:g} people",
            )
    for employer in form.employers:
        if (employer.sector == "") == np.isnan(employer.size_first):
            raise Fault(employer.place, "expected either a sector or a size_first in each row")
    return form


def read_short_form(folder, need_zones=True):
    """The files of a folder; only zones.csv has to be there."""
    folder = Path(folder)
    form = ShortForm()
    for name in FILES:
        path = folder / f"{name}.csv"
        if not path.exists():
            if name == "zones" and need_zones:
                raise Fault(path, "there is no such file; expected the zones of the territory")
            continue
        ((member, data),) = members(path)
        first = columns_of(FILES[name][0])
        table = read_member(member, data, lambda cells: "source" in cells or first[0] in cells, None)
        if table is None:
            raise Fault(f"{member}:1:1", f"no line names the columns; expected {', '.join(first)}")
        setattr(form, name, read_rows(table, name))
    if need_zones and not form.zones:
        raise Fault(f"{folder / 'zones.csv'}:1:1", "no zone; expected at least one")
    return check(form)


def cell(value):
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.10g}"
    return value


def short_form_files(folder):
    return [Path(folder) / f"{name}.csv" for name in FILES]


def write_short_form(form, folder):
    """The same as files; equal forms give equal bytes."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (row_type, _, _) in FILES.items():
        columns = columns_of(row_type)
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([cell(getattr(row, column)) for column in columns] for row in getattr(form, name))
