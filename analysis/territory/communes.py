"""Which communes make a territory, and into which zones they are put.

A territory of one employment zone is cut into poles: its communes with most jobs, each with the communes that send
most of their commuters there. One of several employment zones has each as a zone, linked to the others.
"""

from .fault import Fault

POLES = 6


class Commune:
    """A row of the table of membership."""

    def __init__(self, code, name, zone, zone_name, departement, region, table, row):
        self.code, self.name = code, name
        self.zone, self.zone_name = zone, zone_name
        self.departement, self.region = departement, region
        self._table, self._row = table, row

    @property
    def place(self):
        """Where it stands; looked up when it is asked for, since a line is searched from the beginning of the file."""
        return self._table.place(self._row, "CODGEO")


def departement_of(code):
    return code[:3] if code.startswith("97") else code[:2]


def read_membership(table):
    """Communes by code."""
    frame, communes = table.frame, {}
    column = {name: frame[name] if name in frame else None for name in ("LIBGEO", "LIBZE2020", "DEP", "REG")}
    for row, (code, zone) in enumerate(zip(frame["CODGEO"], frame["ZE2020"])):
        code = code.zfill(5)
        if code in communes:
            raise table.fault(row, "CODGEO", f"the commune {code} is there twice; the first is at {communes[code].place}")

        def cell(name, missing=""):
            return (column[name].iloc[row] if column[name] is not None else "") or missing

        communes[code] = Commune(
            code,
            cell("LIBGEO", code),
            zone.zfill(4),
            cell("LIBZE2020", zone),
            cell("DEP", departement_of(code)).zfill(DIGITS["departement"]),
            cell("REG").zfill(DIGITS["region"]) if cell("REG") else "",
            table,
            row,
        )
    if not communes:
        raise table.fault(-1, "CODGEO", "no row below the names of the columns; expected one for each commune")
    return communes


def arrondissements():
    """Codes of the arrondissements of Paris, Lyon and Marseille -> that of their commune. Some tables have the one, some the
    other, some both."""
    cities = (("75056", 75101, 75120), ("69123", 69381, 69389), ("13055", 13201, 13216))
    return {str(code): city for city, first, last in cities for code in range(first, last + 1)}


def read_mergers(tables):
    """Code of a commune that is no more -> the one that took it, from the table of movements; arrondissements likewise."""
    into = arrondissements()
    for table in tables:
        frame = table.frame
        for row in range(len(frame)):
            old, new = frame["COM_AV"].iloc[row].zfill(5), frame["COM_AP"].iloc[row].zfill(5)
            kinds = [frame[name].iloc[row] if name in frame else "COM" for name in ("TYPECOM_AV", "TYPECOM_AP")]
            if old != new and kinds == ["COM", "COM"]:
                into[old] = new
    return into


def present_code(code, known, mergers):
    """The code under which a commune is known: its own, or that of the one it was merged into. None: under none."""
    seen = set()
    while code not in known and code in mergers and code not in seen:
        seen.add(code)
        code = mergers[code]
    return code if code in known else None


def listed(communes, values, mergers):
    """The communes of a list {code: place}, each once; a code that is no more stands for the commune that took it."""
    codes = {value: present_code(value.upper().zfill(5), communes, mergers) for value in values}
    for value, code in codes.items():
        if code is None:
            raise Fault(
                values[value] or "--communes",
                f"no commune has the code {value}; expected codes of the table of membership, such as {next(iter(communes))}",
            )
    return [communes[code] for code in dict.fromkeys(codes.values())]


DIGITS = {"zone": 4, "departement": 2, "region": 2}  # codes are as long; zeros at the left get lost in spreadsheets


def chosen(communes, choice, values, mergers):
    """The communes of a territory: choice is zone, communes, departement, region or all."""
    if choice == "all":
        return list(communes.values())
    if choice == "communes":
        return listed(communes, values, mergers)
    wanted = {value.upper().zfill(DIGITS[choice]): place for value, place in values.items()}
    found = [commune for commune in communes.values() if getattr(commune, choice) in wanted]
    for value in sorted(set(wanted) - {getattr(commune, choice) for commune in found}):
        known = sorted({getattr(commune, choice) for commune in communes.values()} - {""})
        if not known:
            raise Fault(next(iter(communes.values())).place, f"no column says in which {choice} a commune lies; expected REG")
        raise Fault(
            wanted[value] or f"--{choice}",
            f"no commune lies in {value}; expected one of {', '.join(known[:8])}{' ...' if len(known) > 8 else ''}",
        )
    return found


def by_employment_zone(selected):
    """Zone of each commune, the name of each zone."""
    return {commune.code: commune.zone for commune in selected}, {commune.zone: commune.zone_name for commune in selected}


def poles(selected, jobs, flows, count=POLES):
    """Cuts communes into the zones of their `count` poles.

    A pole is one of the communes with most jobs. The others join, the one with the strongest tie first, the zone to which
    most people go from there or come from, until no tie is left; the rest joins the first pole. `flows` is
    {(home, work): people}.
    """
    codes = sorted((commune.code for commune in selected), key=lambda code: (-jobs.get(code, 0), code))
    names = {commune.code: commune.name for commune in selected}
    zone = {code: code for code in codes[:count]}
    ties = {code: {} for code in codes}
    for (home, work), people in flows.items():
        if home in ties and work in ties and home != work:
            ties[home][work] = ties[home].get(work, 0) + people
            ties[work][home] = ties[work].get(home, 0) + people
    waiting = [code for code in codes if code not in zone]
    while waiting:
        pulls = {code: strongest(ties[code], zone) for code in waiting}
        code = max(waiting, key=lambda c: (pulls[c][0], c))
        if pulls[code][0] == 0:
            break
        zone[code] = pulls[code][1]
        waiting.remove(code)
    zone.update({code: codes[0] for code in waiting})
    return zone, {code: names[code] for code in codes[:count]}, len(waiting)


def strongest(ties, zone):
    """(people, zone) of the zone with which a commune has most to do."""
    pull = {}
    for other, people in ties.items():
        if other in zone:
            pull[zone[other]] = pull.get(zone[other], 0) + people
    best = max(pull, key=lambda z: (pull[z], z), default=None)
    return (pull[best], best) if best is not None else (0, "")


def from_file(table, selected):
    """Zones that a file gives: columns CODGEO and ZONE, for each of the communes."""
    table.require("CODGEO", "ZONE")
    zone = {code.zfill(5): name for code, name in zip(table.frame["CODGEO"], table.frame["ZONE"])}
    for commune in selected:
        if commune.code not in zone:
            raise table.fault(
                -1,
                "CODGEO",
                f"the commune {commune.code} ({commune.name}) has no row; expected one for each commune of the territory",
            )
    return {commune.code: zone[commune.code] for commune in selected}, {name: name for name in zone.values()}
