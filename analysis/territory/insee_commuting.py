"""Who works where, from INSEE's table of commuting; drives assumed from the coordinates of communes."""

import re

import numpy as np

from . import communes as geography
from .insee_files import COMMUNE_CODES, LATITUDES, LONGITUDES, first_of
from .insee_sums import file_name
from .short_form import Way
from .travel import MOST_MINUTES

NAN = float("nan")


class Flows:
    """Employed residents by commune of home and of work, with the name of the latter."""

    def __init__(self, homes, works, labels, people, source):
        self.homes, self.works, self.labels, self.people = homes, works, labels, people
        self.source = source

    def rows(self):
        return zip(self.homes, self.works, self.labels, self.people)

    def between(self, codes, mergers):
        """{(home, work): people} within a set of communes."""
        found = {}
        for home, work, _, number in self.rows():
            pair = geography.present_code(home, codes, mergers), geography.present_code(work, codes, mergers)
            if None not in pair:
                found[pair] = found.get(pair, 0.0) + number
        return found


def read_flows(table, year):
    column = f"NBFLUX_C{year % 100:02d}_ACTOCC15P"
    works = table.frame["DCLT"].str.zfill(5)
    labels = table.frame["L_DCLT"] if table.has("L_DCLT") else works
    people = np.nan_to_num(table.numbers(column).to_numpy())
    return Flows(
        table.frame["CODGEO"].str.zfill(5).to_numpy(),
        works.to_numpy(),
        labels.to_numpy(),
        people,
        f"{file_name(table.name)}: {column}",
    )


ELSEWHERE = "Elsewhere in France"
ABROAD = "Abroad"
FRENCH_CODE = re.compile(r"(0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|97\d{3}")

# Countries at the borders of France, by INSEE's code of the country and by its name in French.
NEIGHBOURS = {
    "99109": "Germany",
    "99127": "Italy",
    "99130": "Andorra",
    "99131": "Belgium",
    "99134": "Spain",
    "99137": "Luxembourg",
    "99138": "Monaco",
    "99140": "Switzerland",
    "ALLEMAGNE": "Germany",
    "ITALIE": "Italy",
    "ANDORRE": "Andorra",
    "BELGIQUE": "Belgium",
    "ESPAGNE": "Spain",
    "LUXEMBOURG": "Luxembourg",
    "MONACO": "Monaco",
    "SUISSE": "Switzerland",
}


def workplace(code, label, known, mergers, abroad):
    """The employer outside for whom people work whose workplace is not in the territory.

    A table of membership may hold a part of France only, so a code of the form of a commune's is in France as well.
    """
    if label in abroad:
        return abroad[label]
    if geography.present_code(code, known, mergers) is not None or FRENCH_CODE.fullmatch(code):
        return ELSEWHERE
    return NEIGHBOURS.get(code) or NEIGHBOURS.get(label.strip().upper(), ABROAD)


def add_commuting(form, flows, zone_of, names, known, mergers, abroad):
    """Commuting between zones and to employers outside; how many come in from outside is told."""
    sums, incoming = {}, 0.0
    for home, work, label, number in flows.rows():
        home_zone = zone_of.get(geography.present_code(home, zone_of, mergers))
        work_zone = zone_of.get(geography.present_code(work, zone_of, mergers))
        if home_zone is None:
            incoming += number if work_zone is not None else 0.0
            continue
        target = names[work_zone] if work_zone is not None else workplace(work, label, known, mergers, abroad)
        key = names[home_zone], target
        sums[key] = sums.get(key, 0.0) + number
    order = {zone.zone: i for i, zone in enumerate(form.zones)}
    for home, work in sorted(sums, key=lambda key: (order[key[0]], order.get(key[1], len(order)), key[1])):
        form.commuting.append(Way(home, work, sums[home, work], NAN, flows.source))
    if incoming:
        form.remarks.append(
            f"{incoming:.0f} people from outside work in the territory and are left out, with their jobs ({flows.source})"
        )


def coordinates(tables):
    """{commune: (latitude, longitude)}."""
    found = {}
    for table in tables:
        code, lat, lon = (first_of(names, table.frame) for names in (COMMUNE_CODES, LATITUDES, LONGITUDES))
        for name, most in ((lat, 90), (lon, 180)):
            for row in np.flatnonzero(table.numbers(name, signed=True).abs() > most):
                raise table.fault(row, name, f"{name} is {table.frame[name].iloc[row]}; expected degrees, {-most} to {most}")
        for commune, y, x in zip(table.frame[code].str.zfill(5), table.numbers(lat, True), table.numbers(lon, True)):
            if not np.isnan(x + y):
                found[commune] = (y, x)
    return found


EARTH_KM, DETOUR, KM_PER_HOUR, START = 6371.0, 1.3, 50.0, 5.0


def drive(a, b):
    """Minutes by car between two points, assumed: some minutes at both ends, a detour over the straight line, one speed."""
    (lat1, lon1), (lat2, lon2) = np.radians(a), np.radians(b)
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return START + 60 * DETOUR * 2 * EARTH_KM * np.arcsin(np.sqrt(h)) / KM_PER_HOUR


def add_distances(form, places, zone_of, names, jobs):
    """Minutes between the middles of zones, where jobs lie; only where coordinates were given. Overseas is as far as can be."""
    middles = {}
    for zone in sorted(set(zone_of.values())):
        inside = [code for code, z in zone_of.items() if z == zone and code in places]
        if inside:
            weights = [jobs.get(code, 0) + 1 for code in inside]
            middles[names[zone]] = tuple(np.average([places[code] for code in inside], axis=0, weights=weights))
    there = {(way.home, way.work): way for way in form.commuting}
    for home in middles:
        for work in middles:
            if home < work:
                minutes = min(float(round(drive(middles[home], middles[work]), 1)), MOST_MINUTES)
                source = f"minutes: {DETOUR} times the straight line at {KM_PER_HOUR:g} km/h and {START:g} minutes (assumption)"
                way = there.get((home, work)) or there.get((work, home))
                if way is None:
                    form.commuting.append(Way(home, work, NAN, minutes, source))
                else:
                    way.minutes, way.source = minutes, f"{way.source}; {source}"
