"""Tables as a French spreadsheet saves them give what the same tables give with commas and points, wherever one is read."""

import csv
import io
import json
import unittest

import bassin

NO_BREAK, THIN, NARROW = "\u00a0", "\u2009", "\u202f"


def french(text, blank, code):
    """The table with semicolons, decimal commas, a blank between thousands, and \\r\\n, in a code."""
    def number(cell):
        try:
            value = float(cell)
        except ValueError:
            return cell
        whole, point, part = cell.partition(".")
        if abs(value) >= 1000:
            whole = f"{int(whole):,}".replace(",", blank)
        return whole + ("," + part if point else "")

    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerows([number(cell) for cell in row] for row in csv.reader(io.StringIO(text)))
    return out.getvalue().encode(code)


COATS = ((NO_BREAK, "latin-1"), (NARROW, "utf-8"), (THIN, "utf-8-sig"))  # Latin-1 has no thin blank


class FrenchTables(bassin.Case):
    def write(self, name, text, coat=None):
        (self.folder / name).write_bytes(text.encode() if coat is None else french(text, *coat))

    def in_all_coats(self, name, text, look):
        """What `look` finds of the table is the same in every coat."""
        self.write(name, text)
        expected = look()
        for coat in COATS:
            with self.subTest(coat=coat):
                self.write(name, text, coat)
                self.assertEqual(look(), expected)
        return expected

    def town(self):
        classroom = bassin.SOURCE / "scenarios" / "classroom.cfg"
        (self.folder / "town.cfg").write_text(
            f'@include "{classroom}"\ntitle = "Town";\nzones = "zones.csv";\ntravel = "travel.csv";\ntargets = "targets.csv";\n'
            'run = { start = "2016-01-01"; end = "2016-02-01"; burn_in_days = 1; };\n')
        self.write("zones.csv", "name,population,jobs_share,minutes_within\nGuéret,3500,0.75,12.5\nLa Souterraine,1500,0.25,10.0\n")
        self.write("travel.csv", "from,to,minutes\nGuéret,La Souterraine,35.5\n")
        self.write("targets.csv", "id,territory,measure,value,tolerance,year,source,confidence\n"
                   "a,Guéret,unemployment_rate,9.25,0.5,2016,BIT,V\nb,Guéret,jobs,4250,1250.5,2016,recensement,V\n")

    def population(self):
        self.bassin("run", "town.cfg", "-o", "town.h5", "-q", "-f")
        with bassin.h5py.File(self.folder / "town.h5") as file:
            return file["stock_by_zone"][()].tolist(), file["zone"].asstr()[()].tolist()

    def test_tables_of_a_scenario(self):
        self.town()
        zones = (self.folder / "zones.csv").read_text()
        stock, names = self.in_all_coats("zones.csv", zones, self.population)
        self.assertEqual(names, ["Guéret", "La Souterraine"])
        self.in_all_coats("travel.csv", (self.folder / "travel.csv").read_text(), self.population)

    def test_targets(self):
        self.town()
        self.population()

        def published():
            out = self.bassin("score", "town.h5", "--targets", "targets.csv", "-F", "csv")[0]
            return [(row["territory"], row["published"], row["tolerance"]) for row in csv.DictReader(io.StringIO(out))
                    if row["published"]]

        found = self.in_all_coats("targets.csv", (self.folder / "targets.csv").read_text(), published)
        self.assertEqual(found, [("Guéret", "9.25", "0.5"), ("Guéret", "4250", "1250.5")])

    def test_values_of_another_program(self):
        self.scenario("small.cfg", end="2012-06-01")

        def run():
            self.bassin("run", "small.cfg", "-o", "a.h5", "-q", "-f", "--set-from", "values.csv:2")
            with bassin.h5py.File(self.folder / "a.h5") as file:
                return {name: file[name][()].tolist() for name in ("stock", "job_losses")}

        rows = "population.size,rates.job_loss\n1500,0.002\n2500,0.0125\n"
        self.assertEqual(sum(self.in_all_coats("values.csv", rows, run)["stock"][0][0][0]), 2500)

    def test_rows_of_a_sweep(self):
        self.scenario("small.cfg", end="2012-06-01")
        (self.folder / "e.cfg").write_text('title = "e";\nscenario = "small.cfg";\nreplicates = { count = 1; };\n'
                                           'sweep = { rows = "rows.csv"; };\n')

        def points():
            self.bassin("batch", "e.cfg", "-o", "e.h5", "-q", "-f")
            with bassin.h5py.File(self.folder / "e.h5") as file:
                return file["population.size"][()].tolist(), file["rates.job_loss"][()].tolist()

        rows = "population.size,rates.job_loss\n1500,0.002\n2500,0.0125\n"
        self.assertEqual(self.in_all_coats("rows.csv", rows, points), ([1500, 2500], [0.002, 0.0125]))

    def test_free_parameters(self):
        self.scenario("small.cfg", end="2012-06-01", size=1000)

        def effects():
            (self.folder / "kept.csv").unlink(missing_ok=True)
            options = ("-n", "3", "-r", "1", "-o", "kept.csv", "-F", "json", "-q")
            return json.loads(self.bassin("sensitivity", "small.cfg", "-p", "free.csv", *options)[0])

        self.in_all_coats("free.csv", "parameter,lower,upper\nrates.job_loss,0.001,0.0125\npopulation.size,1000,3000\n", effects)

    def test_known_outcomes(self):
        self.scenario("small.cfg", end="2013-01-01")
        (self.folder / "e.cfg").write_text(
            'title = "e";\nscenario = "small.cfg";\nreplicates = { count = 2; };\narms = ( { name = "baseline"; }, { name = "crisis"; '
            'changes = ( { date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; } ); } );\n')

        def told():
            out = json.loads(self.bassin("validate", "known.csv", "-q", "-F", "json", "-f")[0])
            return [{key: outcome[key] for key in ("id", "low", "high", "verdict", "what")} for outcome in out["outcomes"]]

        header = "id,experiment,arm,figure,period,expressed,low,high,what,source,confidence\n"
        row = "a,e.cfg,crisis,stock[state=unemployed],2012-12,percent,0.25,1250.5,chômage,Insee,D\n"
        (outcome,) = self.in_all_coats("known.csv", header + row, told)
        self.assertEqual((outcome["low"], outcome["high"], outcome["what"]), (0.25, 1250.5, "chômage"))


if __name__ == "__main__":
    unittest.main()
