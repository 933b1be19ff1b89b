"""How settled the recorded years of a run are: what `run` and `info` say of it."""

import json
import re
import shutil

import bassin

CLASSROOM = bassin.SOURCE / "scenarios" / "classroom.cfg"
SIX_YEARS = ("--set", "run.end=2022-01-01", "--set", "run.panels=false", "-t", "1")

STILL = '''\
model = "two_state";
run: { start = "2012-01-01"; end = "2017-01-01"; burn_in_days = %d; panels = false; };
population: { size = 20000; unemployed = 0.5; };
rates: { job_loss = 0.0005; job_finding = 0.004; };
'''


class Settled(bassin.Case):
    def still(self, name, burn_in, *more):
        """What is said of two states that begin with half of all people out of work, and the record of `info`."""
        (self.folder / f"{name}.cfg").write_text(STILL % burn_in)
        out, _ = self.bassin("run", f"{name}.cfg", "-f", *more)
        return out.split("\n\n")[-1], self.record(f"{name}.h5")

    def record(self, name):
        return json.loads(self.bassin("info", "-F", "json", name)[0])["settled"]

    def test_with_and_without_burn_in(self):
        told, record = self.still("none", 0)
        self.assertRegex(" ".join(told.split()), r"^Still settling: share without a job \d\d\.\d\d % in the first recorded "
                         r"year, 1\d\.\d\d in the 4 years after it\. A longer run\.burn_in_days helps\.$")
        self.assertEqual((record["verdict"], record["years"]), ("drifts", 5))
        self.assertEqual((record["first_day"], record["last_day"]), ("2012-01-01", "2016-12-31"))
        figure, = record["figures"]
        self.assertEqual((figure["name"], figure["bound"], figure["scale"]), ("jobless", 0.3, "unit"))
        self.assertAlmostEqual(figure["change"], figure["later"] - figure["first"])
        self.assertGreater(figure["first"], 20)
        self.assertLess(figure["chance"], 0.001)

        told, record = self.still("long", 3000)
        self.assertIn("Settled: no figure changed by more than its bound", " ".join(told.split()))
        self.assertEqual(record["verdict"], "within")

    def test_a_dated_change_ends_what_is_looked_at(self):
        told, record = self.still("early", 3000, "-d", "2014-03-01:rates.job_loss=0.001")
        self.assertEqual(" ".join(told.split()), "Settled or not: cannot be told. The run records 2 whole years before "
                         "rates.job_loss changes on 2014-03-01; it takes 3.")
        self.assertEqual((record["verdict"], record["years"], record["changes"], record["change_day"]),
                         ("unknown", 2, "rates.job_loss", "2014-03-01"))
        self.assertEqual({record["figures"][0][name] for name in ("first", "later", "change", "luck", "chance")}, {None})
        told, record = self.still("late", 3000, "-d", "2015-01-01:rates.job_loss=0.002")
        self.assertIn("the 2 years after it, before rates.job_loss changes on 2015-01-01.", " ".join(told.split()))
        self.assertEqual((record["verdict"], record["years"]), ("within", 3))

    def test_the_table(self):
        self.still("none", 0)
        out, _ = self.bassin("info", "none.h5")
        heading, labels, line = re.search(r"\n\n(settled: .*)\n(.*)\n(.*)\n\n", out).groups()
        self.assertEqual(heading, "settled: the first recorded year beside the 4 years after it (2012-01-01 to 2016-12-31)")
        self.assertEqual(labels.split(), ["first", "later", "change", "luck", "bound"])
        self.assertRegex(line, r"^  share without a job \(%\) +\d\d\.\d\d +1\d\.\d\d +-\d+\.\d\d +\d\.\d\d +0\.30  drifts$")
        self.assertEqual(len(labels) + len("  drifts"), len(line))

    def test_what_is_said_fits(self):
        for more in ((), ("-d", "2014-03-01:rates.job_loss=0.001"), ("-d", "2015-03-01:rates.job_finding=0.001")):
            told, _ = self.still("small", 0, *more)
            self.assertLessEqual(max(map(len, told.splitlines())), 80)

    def test_quiet(self):
        (self.folder / "a.cfg").write_text(STILL % 0)
        self.assertEqual(self.bassin("run", "-q", "a.cfg")[0], "")
        self.assertIn("Still settling", self.bassin("run", "-q", "-S", "-f", "a.cfg")[0])

    def test_classroom(self):
        """Six years from the first day on are not settled; after twenty years nothing is said against them."""
        # a match has to be worth so much more that the first day, which does not ask for it, is far from what follows
        out, _ = self.bassin("run", str(CLASSROOM), *SIX_YEARS, "-o", "none.h5", "--set", "run.burn_in_days=0",
                             "--set", "matching.value=1.5")
        told = " ".join(out.split("\n\n")[-1].split())
        self.assertRegex(told, r"^Still settling: .*mean pay")
        record = self.record("none.h5")
        figures = {figure["name"]: figure for figure in record["figures"]}
        self.assertEqual(list(figures), ["unemployment_rate", "long_term_share", "cdi_share", "jobs", "mean_pay", "vacancies"])
        self.assertEqual(figures["mean_pay"]["verdict"], "drifts")
        self.assertAlmostEqual(figures["mean_pay"]["change"],
                               100 * (figures["mean_pay"]["later"] / figures["mean_pay"]["first"] - 1))
        table = self.bassin("info", "none.h5")[0].split("\n\n")[1].splitlines()[1:]
        self.assertEqual(len(table), 1 + len(figures))
        self.assertLessEqual(max(map(len, table)), 80)

        out, _ = self.bassin("run", str(CLASSROOM), *SIX_YEARS, "-o", "long.h5", "--set", "run.burn_in_days=7305")
        self.assertNotIn("Still settling", out)
        self.assertIn(self.record("long.h5")["verdict"], ("within", "luck"))

    def test_a_step_of_the_minimum_wage_ends_what_is_looked_at(self):
        shutil.copytree(CLASSROOM.parent / "territories", self.folder / "territories")
        shutil.copytree(CLASSROOM.parent / "targets", self.folder / "targets")
        (self.folder / "steps.cfg").write_text(CLASSROOM.read_text() + '''
minimum_wages = ( { date = "2010-01-01"; level = 9.67; }, { date = "2017-05-01"; level = 10.0; } );
''')
        out, _ = self.bassin("run", "steps.cfg", "-t", "1", "--set", "run.panels=false", "--set", "run.burn_in_days=100")
        self.assertEqual(" ".join(out.split("\n\n")[-1].split()), "Settled or not: cannot be told. The run records 1 whole "
                         "year before the rules change on 2017-05-01; it takes 3.")
        record = self.record("steps.h5")
        self.assertEqual((record["change_day"], record["years"]), ("2017-05-01", 1))
        self.assertNotIn("changes", record)


if __name__ == "__main__":
    bassin.main()
