"""Sums of INSEE's tables over the communes of zones. What is not released counts as missing, never as zero."""

import numpy as np

from . import communes as geography
from .fault import Fault


def without_parts(codes, written):
    """Arrondissements count only where the table has no row of their commune, which is their sum."""
    cities = geography.arrondissements()
    there = set(written)
    return [None if cities.get(own) in there else code for code, own in zip(codes, written)]


class Sums:
    """Sums of a table over the communes of each zone, known by what the table calls a commune."""

    def __init__(self, table, zone_of, mergers):
        self.table = table
        codes = [geography.present_code(code.zfill(5), zone_of, mergers) for code in table.frame["CODGEO"]]
        codes = without_parts(codes, table.frame["CODGEO"])
        self.rows = [i for i, code in enumerate(codes) if code is not None]
        self._check_once(table.frame["CODGEO"])
        self.communes = [codes[i] for i in self.rows]
        self.zones = [zone_of[code] for code in self.communes]
        self.zone_of = zone_of

    def _check_once(self, written):
        """A row twice would count twice; only other codes may stand for the same commune."""
        first = {}
        for row in self.rows:
            code = written.iloc[row]
            if code in first:
                there = self.table.place(first[code], "CODGEO")
                raise self.table.fault(row, "CODGEO", f"the commune {code} is there twice; the first is at {there}")
            first[code] = row

    def has(self, *columns):
        return self.table.has(*columns)

    def by_zone(self, column):
        """({zone: sum}, source)."""
        values = self.table.numbers(column).iloc[self.rows].to_numpy()
        if len(values) and np.isnan(values).all():
            raise self.table.fault(self.rows[0], column, f"{column} is not released for any commune of the territory")
        sums = {}
        for zone, value in zip(self.zones, values):
            sums[zone] = sums.get(zone, 0.0) + (0.0 if np.isnan(value) else value)
        return sums, self.source(column, int(np.isnan(values).sum()))

    def total(self, column):
        sums, source = self.by_zone(column)
        return sum(sums.values()), source

    def by_commune(self, column):
        return dict(zip(self.communes, np.nan_to_num(self.table.numbers(column).iloc[self.rows].to_numpy())))

    def source(self, column, missing):
        left_out = f", without {missing} of {len(self.rows)} communes that are not released" if missing else ""
        return f"{file_name(self.table.name)}: {column}{left_out}"


def file_name(name):
    """Name of a table without the folder or the archive it was read from, which are others on each machine."""
    return name.split("/")[-1]


def check_all_there(sums, selected, mergers, what):
    """A commune without a row is a fault: the table is of another vintage, or the list is."""
    there = set(sums.communes)
    for commune in selected:
        if geography.present_code(commune.code, there, mergers) is None:
            raise Fault(
                commune.place,
                f"the commune {commune.code} ({commune.name}) has no row in {sums.table.name}, the table of {what}; "
                "expected tables of one "
                "vintage, or v_mvtcommune.csv beside them, which says into which commune it was merged",
            )


def check_identities(activity, year, form):
    """Sums that hold in the census: where they do not, a column was misread, or the file is damaged."""
    digits = f"{year % 100:02d}"
    for whole, parts in (
        (f"P{digits}_ACT1564", (f"P{digits}_ACTOCC1564", f"P{digits}_CHOM1564")),
        (f"P{digits}_EMPLT", (f"P{digits}_EMPLT_SAL", f"P{digits}_EMPLT_NSAL")),
    ):
        if activity.has(whole, *parts):
            total, added = activity.total(whole)[0], sum(activity.total(part)[0] for part in parts)
            if abs(total - added) > 0.005 * total:
                form.remarks.append(
                    f"{whole} is {total:.0f} and {' + '.join(parts)} are {added:.0f}; expected the same "
                    f"({file_name(activity.table.name)})"
                )
