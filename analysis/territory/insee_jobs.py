"""Jobs of a territory by sector and by size of establishment, from INSEE's tables of employers (FLORES) or the census."""

import re

import numpy as np

from .insee_sums import file_name
from .short_form import Employer

NAN = float("nan")

# Sectors of INSEE (A17; A5 of CLAP and of the census) in those of the simulator. OQ is public service, education, health and
# social work.
SECTORS = {
    "AZ": "agriculture",
    "C4": "automotive",
    "C1": "other industry",
    "C2": "other industry",
    "C3": "other industry",
    "C5": "other industry",
    "DE": "other industry",
    "FZ": "construction",
    "GZ": "trade",
    "HZ": "transport",
    "IZ": "hospitality",
    "JZ": "business services",
    "KZ": "business services",
    "LZ": "business services",
    "MN": "business services",
    "RU": "business services",
    "OQ": "public service + health and social work",
}
FIVE_SECTORS = {
    "AZ": "agriculture",
    "BE": "automotive + other industry",
    "FZ": "construction",
    "GU": "trade + transport + hospitality + business services",
    "OQ": "public service + health and social work",
}
CENSUS_SECTORS = {
    "AGRI": "agriculture",
    "INDUS": "automotive + other industry",
    "CONST": "construction",
    "CTS": "trade + transport + hospitality + business services",
    "APESAS": "public service + health and social work",
}


def merged_sectors(values, sectors):
    """{sectors: (jobs, [codes])} of codes with their jobs."""
    found = {}
    for code, jobs in values.items():
        name = sectors[code]
        so_far, codes = found.get(name, (0.0, []))
        found[name] = (so_far + jobs, [*codes, code])
    return found


def codes_of(group, sectors):
    return [code for code, name in sectors.items() if set(name.split(" + ")) & set(group.split(" + "))]


def joined(names):
    """Groups of sectors that overlap in what is not released, as one group."""
    return " + ".join(dict.fromkeys(part for name in names for part in name.split(" + ")))


def add_sectors(form, values, hidden, total, source, sectors=None):
    """values: jobs by code as far as released. What is hidden is the rest of the total, for its sectors together."""
    sectors = sectors or SECTORS
    found = merged_sectors(values, sectors)
    rest = total - sum(values.values())
    if hidden and rest > 0:
        names = [sectors[code] for code in hidden]
        group = joined([name for name in found if set(name.split(" + ")) & set(joined(names).split(" + "))] + names)
        inside = [name for name in found if set(name.split(" + ")) <= set(group.split(" + "))]
        jobs = rest + sum(found.pop(name)[0] for name in inside)
        form.employers.append(
            Employer(
                group,
                NAN,
                NAN,
                jobs,
                f"{source} {' + '.join(codes_of(group, sectors))}; cells that are not released are the rest of the total "
                f"({', '.join(hidden)})",
            )
        )
    for name, (jobs, codes) in found.items():
        form.employers.append(Employer(name, NAN, NAN, jobs, f"{source} {' + '.join(codes)}"))


def add_staff(form, sums):
    """Jobs by sector from a table with a row for each commune, by 17 sectors (FLORES) or five (CLAP). A column that is not
    there is not released."""
    if not sums.rows:
        raise sums.table.fault(-1, "CODGEO", "no commune of the territory has a row; expected those with employers")
    sectors = FIVE_SECTORS if sums.has("EFF_BE", "EFF_GU") and not sums.has("EFF_C5") else SECTORS
    values, hidden = {}, []
    for code in sectors:
        column = f"EFF_{code}"
        if sums.has(column):
            numbers = sums.table.numbers(column).iloc[sums.rows]
            values[code] = float(numbers.sum())
            if numbers.isna().any():
                hidden.append(code)
        else:
            hidden.append(code)
    total, _ = sums.total("EFF_TOT")
    add_sectors(form, values, hidden, total, f"{file_name(sums.table.name)}: EFF of", sectors)


def add_flores(form, table, zones, year):
    """Jobs by sector and by size from the long form, which has a row for each employment zone. False: not one is there."""
    table.require("ACTIVITY", "TIME_PERIOD")
    frame = table.frame
    jobs = table.numbers("OBS_VALUE")
    geo = frame["GEO"].str.zfill(4)
    here = geo.isin(zones) & (frame["FLORES_MEASURE"] == "EMPL3112")
    years = sorted({int(y) for y in frame.loc[here, "TIME_PERIOD"] if y.isdigit()}, key=lambda y: (abs(y - year), y))
    if not years:
        return False
    here &= frame["TIME_PERIOD"] == str(years[0])
    band = frame["NUMBER_EMPL"] if "NUMBER_EMPL" in frame else "_T"
    source = f"{file_name(table.name)}: EMPL3112 of {years[0]},"
    by_sector = jobs[here & (band == "_T")].groupby(frame["ACTIVITY"])
    released = by_sector.sum(min_count=1)
    values = {code: float(released[code]) for code in SECTORS if code in released and not np.isnan(released[code])}
    hidden = [code for code in SECTORS if code in released and by_sector.get_group(code).isna().any()]
    if not {"_T", "C5", "GZ", "MN", "OQ"} <= set(released.index):
        return False  # another grid of sectors
    if not form.employers:
        add_sectors(form, values, hidden, float(released["_T"]), source)
    if "NUMBER_EMPL" in frame:
        rows = here & (frame["ACTIVITY"] == "_T") & (band != "_T")
        place = table.place(int(np.flatnonzero(rows)[0]), "OBS_VALUE") if rows.any() else ""
        add_sizes(form, jobs[rows].groupby(band).sum(min_count=1), source, place)
    return True


def add_sizes(form, by_band, source, place):
    """Classes of sizes whose code has two numbers; the codes of open classes (50 and more) have one. They begin at `place`."""
    for code, jobs in by_band.items():
        bounds = [int(number) for number in re.findall(r"\d+", code)]
        if not np.isnan(jobs) and bounds and bounds[0] > 0:
            form.employers.append(
                Employer("", bounds[0], bounds[1] if len(bounds) > 1 else NAN, float(jobs), f"{source} {code}", place)
            )


def add_census_sectors(form, activity, year):
    digits = f"{year % 100:02d}"
    for code, name in CENSUS_SECTORS.items():
        column = f"C{digits}_EMPLT_{code}"
        if not activity.has(column):
            return
        jobs, source = activity.total(column)
        form.employers.append(Employer(name, NAN, NAN, jobs, f"{source} (all jobs, also of the self-employed)"))
