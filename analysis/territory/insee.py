"""From INSEE's files to the short form of a territory."""

from . import communes as geography
from .insee_commuting import add_commuting, add_distances, coordinates, read_flows
from .insee_jobs import add_census_sectors, add_flores, add_staff
from .insee_people import add_ages, add_levels, add_unemployment, add_zones
from .insee_sums import Sums, check_all_there, check_identities, file_name
from .short_form import ShortForm


class Import:
    """The communes of a territory, the zones they are put into, and the short form that comes of them."""

    def __init__(self, folder, choice, values, year, cut=None, abroad=None):
        self.folder, self.choice, self.year, self.digits = folder, choice, year, f"{year % 100:02d}"
        self.abroad = abroad or {}
        self.form = ShortForm()
        self.known = geography.read_membership(folder.require("membership")[0])
        self.mergers = geography.read_mergers(folder.all("mergers"))
        self.selected = geography.chosen(self.known, choice, values, self.mergers)
        self.activity_table, _ = folder.require("activity", year, exact=True)
        self.activity = self.sums(self.activity_table, {commune.code: commune.code for commune in self.selected})
        check_all_there(self.activity, self.selected, self.mergers, "activity")
        self.jobs = self.activity.by_commune(f"P{self.digits}_EMPLT")
        self.flows = self.read_flows()
        self.zone_of, names = self.cut_into_zones(cut)
        self.names = unique(names)

    def sums(self, table, zone_of):
        return Sums(table, zone_of, self.mergers)

    def residents(self, table, what):
        """Sums of a table that has a row for each commune where people live."""
        sums = self.sums(table, self.zone_of)
        check_all_there(sums, self.selected, self.mergers, what)
        return sums

    def nearest(self, kind):
        """(table, year) of the year nearest to the census's; another year is told."""
        table, there = self.folder.one(kind, self.year)
        if there not in (None, self.year):
            self.form.remarks.append(f"{kind}: of {there}, nearest to {self.year} in {file_name(table.name)}")
        return table, there

    def read_flows(self):
        table, there = self.nearest("flows")
        return read_flows(table, there) if table is not None else None

    def cut_into_zones(self, cut):
        """Zone of each commune and name of each zone: as a file says, employment zones, or poles of one of them."""
        if cut is not None and not isinstance(cut, int):
            return geography.from_file(cut, self.selected)
        if cut is None and len({commune.zone for commune in self.selected}) > 1:
            return geography.by_employment_zone(self.selected)
        count = cut or (geography.POLES if self.flows else 1)
        ties = self.flows.between(self.activity.zone_of, self.mergers) if self.flows else {}
        zone_of, names, alone = geography.poles(self.selected, self.jobs, ties, count)
        if alone and count > 1:
            self.form.remarks.append(f"{alone} communes have no commuting with any zone and were put into the first")
        return zone_of, names

    def add_people(self):
        sums = self.sums(self.activity_table, self.zone_of)
        table, there = self.nearest("ages")
        ages = (self.residents(table, "ages"), there) if table is not None else None
        add_zones(self.form, sums, ages, self.year, self.names)
        add_ages(self.form, sums, ages, self.year)
        table, there = self.nearest("diplomas")
        if table is not None:
            add_levels(self.form, self.residents(table, "diplomas"), there)
        check_identities(sums, self.year, self.form)

    def add_jobs(self):
        staff, _ = self.folder.one("staff")
        if staff is not None:
            add_staff(self.form, self.sums(staff, self.zone_of))  # a commune without employers has no row
        if self.choice in ("zone", "all"):
            for table in self.folder.all("flores"):
                add_flores(self.form, table, {commune.zone for commune in self.selected}, self.year)
        if not any(employer.sector for employer in self.form.employers):
            add_census_sectors(self.form, self.activity, self.year)

    def add_ways(self):
        if self.flows:
            add_commuting(self.form, self.flows, self.zone_of, self.names, self.known, self.mergers, self.abroad)
        add_distances(self.form, coordinates(self.folder.all("places")), self.zone_of, self.names, self.jobs)

    def add_survey(self):
        table, _ = self.folder.one("unemployment")
        if table is not None:
            zones = self.sums(self.activity_table, {commune.code: commune.zone for commune in self.selected})
            add_unemployment(self.form, table, zones.by_zone(f"P{self.digits}_ACTOCC1564")[0], self.year)

    def title(self):
        """Names of the employment zones, as long as they are few."""
        names = list(dict.fromkeys(commune.zone_name for commune in self.selected))
        return ", ".join(names) if len(names) <= 3 else f"{len(names)} employment zones"

    def short_form(self):
        self.add_people()
        self.add_jobs()
        self.add_ways()
        self.add_survey()
        return self.form


def unique(names):
    """Names of zones, with their code where two are called alike."""
    counts = list(names.values())
    return {code: name if counts.count(name) == 1 else f"{name} {code}" for code, name in names.items()}
