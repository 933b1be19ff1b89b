"""Residents of a territory from INSEE's tables: zones, ages with activity, levels, unemployment by the survey."""

import numpy as np

from .insee_files import ZONE_CODES, first_of, periods_of
from .insee_sums import file_name
from .short_form import Band, Level, Rate, Zone

NAN = float("nan")
OLDER = 1.168  # people aged 15 to 74 over those aged 15 to 64: INSEE 5397445, France 2018

# The scale of diplomas changed twice: each with the columns that only it has, and its columns in the levels of the simulator.
DIPLOMAS = (
    (
        {"SUP2", "SUP34", "SUP5"},
        {"none": ("DIPLMIN", "BEPC"), "cap": ("CAPBEP",), "bac": ("BAC",), "higher": ("SUP2", "SUP34", "SUP5")},
    ),
    (
        {"DIPL0", "CEP", "BACP2"},
        {"none": ("DIPL0", "CEP", "BEPC"), "cap": ("CAPBEP",), "bac": ("BAC",), "higher": ("SUP", "BACP2")},
    ),
    (set(), {"none": ("DIPLMIN",), "cap": ("CAPBEP",), "bac": ("BAC",), "higher": ("SUP",)}),
)


def columns_of(source):
    """What a source says after the name of the file."""
    return source.partition(": ")[2]


def add_zones(form, activity, ages, year, names):
    digits = f"{year % 100:02d}"
    employed, source = activity.by_zone(f"P{digits}_ACTOCC" if activity.has(f"P{digits}_ACTOCC") else f"P{digits}_ACTOCC1564")
    unemployed, _ = activity.by_zone(f"P{digits}_CHOM1564")
    jobs, job_source = activity.by_zone(f"P{digits}_EMPLT")
    if ages is not None:
        sums, where = ages
        parts = [sums.by_zone(f"P{where % 100:02d}_POP{band}")[0] for band in ("1529", "3044", "4559", "6074")]
        people = {zone: sum(part[zone] for part in parts) for zone in employed}
        people_source = f"{file_name(sums.table.name)}: P{where % 100:02d}_POP1529 to _POP6074"
    else:
        people, people_source = activity.by_zone(f"P{digits}_POP1564")
        people = {zone: value * OLDER for zone, value in people.items()}
        people_source += f" x {OLDER} (assumption: France)"
    for code in sorted(employed, key=lambda code: (-jobs[code], code)):
        form.zones.append(
            Zone(
                names[code],
                people[code],
                employed[code],
                unemployed[code],
                jobs[code],
                NAN,
                f"{people_source}; {source}, P{digits}_CHOM1564, {columns_of(job_source)}",
            )
        )


def add_ages(form, activity, ages, year):
    """Bands of age and sex, as far as the table has them."""
    digits = f"{year % 100:02d}"
    for sex, letter in (("men", "H"), ("women", "F"), ("all", "")):
        for band in ("1524", "2554", "5564"):
            people = f"P{digits}_{letter or 'POP'}{band}"
            employed, unemployed, active = (f"P{digits}_{letter}{what}{band}" for what in ("ACTOCC", "CHOM", "ACT"))
            if not activity.has(people, employed):
                continue
            number, source = activity.total(people)
            at_work, _ = activity.total(employed)
            if activity.has(unemployed):
                without, last = activity.total(unemployed)[0], unemployed
            elif activity.has(active):
                without, last = activity.total(active)[0] - at_work, active
            else:
                without, last = NAN, ""
            form.ages.append(
                Band(
                    sex,
                    int(band[:2]),
                    int(band[2:]),
                    number,
                    at_work,
                    without,
                    ", ".join(filter(None, (source, employed, last))),
                )
            )
    if ages is not None:
        sums, there = ages
        for sex, letter in (("men", "H"), ("women", "F"), ("all", "POP")):
            for band in ("1529", "3044", "4559", "6074"):
                column = f"P{there % 100:02d}_{letter}{band}"
                if sums.has(column):
                    number, source = sums.total(column)
                    form.ages.append(Band(sex, int(band[:2]), int(band[2:]), number, NAN, NAN, source))


def add_levels(form, sums, year):
    prefix = f"P{year % 100:02d}_NSCOL15P_"
    scale = next(scale for own, scale in DIPLOMAS if not own or any(sums.has(prefix + name) for name in own))
    for level, names in scale.items():
        columns = [prefix + name for name in names]
        people = sum(sums.total(column)[0] for column in columns)
        form.levels.append(
            Level(level, people, f"{file_name(sums.table.name)}: {' + '.join(columns)}; people out of school aged 15 or more")
        )


def add_unemployment(form, table, weight_of_zone, year):
    """Mean of the year's quarters over the employment zones of the territory, weighted by their employed residents."""
    code = first_of(ZONE_CODES, table.frame)
    columns = list(periods_of(table.frame, year))
    if not columns:
        years = sorted(periods_of(table.frame).values())
        raise table.fault(-1, code, f"holds the years {years[0]} to {years[-1]}; expected {year} (--year)")
    rows = {zone.zfill(4): row for row, zone in enumerate(table.frame[code])}
    rates, weights = [], []
    for zone, weight in weight_of_zone.items():
        if zone not in rows:
            raise table.fault(-1, code, f"the employment zone {zone} has no row; expected one")
        for column in columns:
            if table.numbers(column).iloc[rows[zone]] >= 100:
                found = table.frame[column].iloc[rows[zone]]
                raise table.fault(rows[zone], column, f"{found} % unemployed; expected less than 100")
        rate = np.mean([table.numbers(column).iloc[rows[zone]] for column in columns])
        if not np.isnan(rate):
            rates.append(rate)
            weights.append(weight)
    if rates:
        form.unemployment.append(
            Rate(
                year,
                float(np.average(rates, weights=weights)),
                f"{file_name(table.name)}: {columns[0] if len(columns) == 1 else f'mean of {columns[0]} to {columns[-1]}'}",
            )
        )
