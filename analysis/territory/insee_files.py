"""Which of INSEE's files lie in a folder: they are known by their columns, not by their names, which change with the year.

One file may hold several tables (the `dossier complet` holds most of them), and a folder may hold several years of one.
"""

import re
from pathlib import Path

from .fault import Fault
from .table import members, read_member

QUARTER = re.compile(
    r"(?:^|\D)(?:(?P<y1>(?:19|20)\d\d)\D*[TQ]?(?P<q1>[1-4])|[TQ]?(?P<q2>[1-4])(?:er|e|è|ème)?\D*(?P<y2>(?:19|20)\d\d))$"
)
ZONE_CODES = ("ZE2020", "ze2020", "Code de la zone d'emploi 2020", "Code ZE2020")
COMMUNE_CODES = ("CODGEO", "code_commune_INSEE", "code_commune_insee", "code_insee")
LATITUDES = ("LATITUDE", "latitude", "lat", "latitude_mairie", "latitude_centre")
LONGITUDES = ("LONGITUDE", "longitude", "lon", "longitude_mairie", "longitude_centre")


YEAR = re.compile(r"(?:19|20)\d\d")


def periods_of(columns, year=None):
    """Columns with a rate of a quarter or of a year, {column: year}; of one year, if it is given. Where quarters are there,
    a year's column beside them is left."""
    quarters = {column: quarter_of(column)[0] for column in columns if quarter_of(column)}
    years = {column: int(column) for column in columns if YEAR.fullmatch(column)}
    found = quarters or years
    return {column: there for column, there in found.items() if year in (None, there)}


def quarter_of(column):
    """(year, quarter) of a column such as 2016-T1 or `1er trimestre 2016`, or None."""
    found = QUARTER.search(column)
    if not found:
        return None
    return int(found["y1"] or found["y2"]), int(found["q1"] or found["q2"])


def first_of(names, columns):
    return next((name for name in names if name in columns), None)


def years_of(pattern, columns):
    """Years (2021) whose columns are there: the pattern has YY for the two digits."""
    found = (re.fullmatch(pattern.replace("YY", r"(\d\d)"), column) for column in columns)
    return sorted({2000 + int(match[1]) for match in found if match}, reverse=True)


class Kind:
    """A kind of table: how its columns show it, which of them are read, what to download for it, and, where only some rows
    matter, (column, value) of these."""

    def __init__(self, name, shows, reads, download, year_pattern=None, only=None):
        self.name = name
        self.shows = shows
        self.reads = re.compile(reads)
        self.download = download
        self.year_pattern = year_pattern
        self.only = only


def has(*names):
    return lambda columns: set(names) <= set(columns)


KINDS = [
    Kind(
        "membership",
        has("CODGEO", "ZE2020"),
        "CODGEO|LIBGEO|ZE2020|LIBZE2020|DEP|REG",
        "the communes of employment zones (ZE2020)",
    ),
    Kind(
        "activity",
        lambda c: "CODGEO" in c and years_of("PYY_ACTOCC1564", c),
        r"CODGEO|[PC]\d\d_(H|F)?(POP|ACT|ACTOCC|CHOM|EMPLT).*|P\d\d_[HF]\d{4}|C\d\d_EMPLT.*",
        "base-cc-emploi-pop-active or the dossier complet",
        "PYY_ACTOCC1564",
    ),
    Kind(
        "ages",
        lambda c: "CODGEO" in c and years_of("PYY_POP1529", c),
        r"CODGEO|P\d\d_(POP|H|F)(0014|1529|3044|4559|6074|7589|90P|75P)",
        "base-cc-evol-struct-pop or the dossier complet",
        "PYY_POP1529",
    ),
    Kind(
        "diplomas",
        lambda c: "CODGEO" in c and years_of("PYY_NSCOL15P", c),
        r"CODGEO|P\d\d_NSCOL15P.*",
        "base-cc-diplomes-formation or the dossier complet",
        "PYY_NSCOL15P",
    ),
    Kind(
        "flows",
        lambda c: {"CODGEO", "DCLT"} <= set(c) and years_of("NBFLUX_CYY_ACTOCC15P", c),
        r"CODGEO|DCLT|L_DCLT|NBFLUX_C\d\d_ACTOCC15P",
        "base-flux-mobilite-domicile-lieu-travail",
        "NBFLUX_CYY_ACTOCC15P",
    ),
    Kind(
        "staff", has("CODGEO", "EFF_TOT"), r"CODGEO|EFF_\w\w|EFF_TOT", "FLORES, jobs of employees by commune and sector (NBSAL)"
    ),
    Kind(
        "flores",
        has("GEO", "GEO_OBJECT", "FLORES_MEASURE", "OBS_VALUE"),
        "GEO|GEO_OBJECT|ACTIVITY|NUMBER_EMPL|FLORES_MEASURE|TIME_PERIOD|OBS_VALUE",
        "FLORES of 2022 and later (DS_FLORES)",
        only=("GEO_OBJECT", "ZE2020"),
    ),
    Kind(
        "unemployment",
        lambda c: first_of(ZONE_CODES, c) and len(periods_of(c)) >= 2,
        f"{'|'.join(map(re.escape, ZONE_CODES))}|.*\\d{{4}}.*",
        "unemployment of employment zones by quarter or year (chomage-zone)",
    ),
    Kind(
        "places",
        lambda c: first_of(COMMUNE_CODES, c) and first_of(LATITUDES, c) and first_of(LONGITUDES, c),
        "|".join(COMMUNE_CODES + LATITUDES + LONGITUDES),
        "coordinates of communes",
    ),
    Kind(
        "mergers",
        has("COM_AV", "COM_AP"),
        "MOD|DATE_EFF|TYPECOM_AV|TYPECOM_AP|COM_AV|COM_AP",
        "movements of communes (v_mvtcommune)",
    ),
]


def kinds_of(columns):
    return [kind for kind in KINDS if kind.shows(columns)]


class Folder:
    """The tables of a folder by kind, each list with the newest year first."""

    def __init__(self, path):
        self.path = Path(path)
        self.found = {kind.name: [] for kind in KINDS}
        self.unknown = []  # names of tables whose columns show nothing that is read here
        if not self.path.is_dir():
            raise Fault(path, "there is no such folder")
        for file in sorted(self.path.iterdir()):
            if file.suffix.lower() in (".csv", ".zip", ".xlsx", ".txt"):
                for name, data in members(file):
                    self._add(name, data)
            elif file.suffix.lower() == ".xls":
                raise Fault(file, "a workbook of the old kind; save it as .xlsx or as CSV")

    def _add(self, name, data):
        def wanted(header):
            kinds = kinds_of(header)
            return {column for column in header if any(kind.reads.fullmatch(column) for kind in kinds)}

        def only(header):
            return next((kind.only for kind in kinds_of(header) if kind.only), None)

        table = read_member(name, data, kinds_of, wanted, only)
        if table is None and not Path(name).name.lower().startswith("meta"):
            self.unknown.append(name)
        if table is not None:
            for kind in kinds_of(table.frame.attrs["columns"]):
                self.found[kind.name].append(table)

    def all(self, name):
        return self.found[name]

    def one(self, name, year=None, exact=False):
        """(table, year) of the kind, of that year or, unless `exact`, of the one nearest to it. (None, None): there is none."""
        kind = next(kind for kind in KINDS if kind.name == name)
        tables = self.found[name]
        if kind.year_pattern is None:
            if len(tables) > 1:
                raise Fault(
                    tables[1].place(-1, None), f"a second table of this kind ({kind.download}); the first is {tables[0].name}"
                )
            return (tables[0], None) if tables else (None, None)
        offered = [(there, table) for table in tables for there in years_of(kind.year_pattern, table.frame.columns)]
        if not offered:
            return None, None
        best = min(offered, key=lambda pair: (abs(pair[0] - year), -pair[0]))
        if exact and best[0] != year:
            held = ", ".join(str(there) for there in sorted({there for there, _ in offered}, reverse=True))
            raise Fault(
                tables[0].place(-1, None), f"holds {held}; expected {year} (--year, or download {kind.download} of {year})"
            )
        return best[1], best[0]

    def require(self, name, year=None, exact=False):
        table, there = self.one(name, year, exact)
        if table is None:
            kind = next(kind for kind in KINDS if kind.name == name)
            raise Fault(self.path, f"no file holds {kind.download}; expected one")
        return table, there
