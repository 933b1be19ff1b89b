"""`bassin calibrate`: known rates are found again, what is held out decides nothing, and a kill leaves no trace."""

import csv
import re
import shutil
import signal
import time
import unittest

import bassin

SCENARIO = """\
title = "Two states";
model = "two_state";
run = {{ start = "2010-01-01"; end = "2012-01-01"; burn_in_days = {burn_in}; }};
population = {{ size = {size}; }};
rates = {{ job_loss = 0.001; job_finding = 0.01; }};
targets = "targets.csv";
"""
LOSS, FINDING, SIZE = 0.0005, 0.004, 20000
JOBLESS = LOSS / (LOSS + FINDING)
FLOW = SIZE * JOBLESS * FINDING
# jobless and flow.exact are searched by, the others are held out: by the hash of their names.
TARGETS = {"jobless": (100 * JOBLESS, 0.2), "flow.exact": (FLOW, 0.3), "found": (FLOW, 0.3), "lost": (FLOW, 0.3)}
PARAMETERS = "parameter,lower,upper,scale\nrates.job_loss,0.0001,0.01,\nrates.job_finding,0.0005,0.05,logarithmic\n"


class Case(bassin.Case):
    def town(self, size=SIZE, burn_in=700, targets=None, folder="."):
        here = self.folder / folder
        (here / "parameters").mkdir(parents=True, exist_ok=True)
        (here / "town.cfg").write_text(SCENARIO.format(size=size, burn_in=burn_in))
        (here / "parameters" / "town.csv").write_text(PARAMETERS)
        self.targets(targets or TARGETS, here)

    def targets(self, targets, here=None):
        lines = [f"t.{name},{name},{value!r},{tolerance},closed form,D" for name, (value, tolerance) in targets.items()]
        ((here or self.folder) / "targets.csv").write_text(
            "\n".join(["id,measure,value,tolerance,source,confidence", *lines]) + "\n")

    def calibrate(self, *arguments, **options):
        return self.bassin("calibrate", "town.cfg", *arguments, **options)

    def found(self, name="town.values.cfg"):
        text = (self.folder / name).read_text()
        return {path: tuple(float(number) for number in numbers) for path, *numbers in re.findall(
            r"(\w+) = (\S+); # was \S+; (\S+) to (\S+) do", text)}

    def values(self, name="town.values.cfg"):
        """The lines that set values, without what stands behind them."""
        return [line.partition("#")[0] for line in (self.folder / name).read_text().splitlines() if "=" in line]

    def rows(self, name):
        with open(self.folder / name, newline="") as file:
            return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Finding(Case):
    def test_known_rates_are_found_within_their_uncertainty(self):
        self.town()
        out, err = self.calibrate()
        self.assertIn("2 targets and 2 held out", err)
        for name, true in (("job_loss", LOSS), ("job_finding", FINDING)):
            value, low, high = self.found()[name]
            self.assertLess(abs(value / true - 1), 0.03)
            self.assertTrue(low < value < high and low < true < high, (low, true, high))
            self.assertLess(high / low, 1.2)
        for line in out.splitlines():
            self.assertLessEqual(len(line), 80, line)
        self.assertIn("Targets held out", out)

    def test_the_values_can_be_included_and_give_the_gaps_that_are_told(self):
        self.town()
        self.calibrate("--seeds", "1")
        (self.folder / "over.cfg").write_text('@include "town.cfg"\n@include "town.values.cfg"\n')
        self.bassin("run", "over.cfg", "-o", "over.h5", "-q")
        scored = {row["id"]: float(row["simulated"]) for row in csv.DictReader(
            self.bassin("score", "over.h5", "--format", "csv")[0].splitlines()) if row["id"]}
        for row in self.rows("town.values.targets.csv"):
            self.assertEqual(float(row["after"]), scored[row["id"]])
            self.assertEqual(float(row["noise"]), 0, "one seed has no noise")

    def test_rows_of_tables_and_whole_numbers(self):
        classroom = bassin.SOURCE / "scenarios" / "classroom.cfg"
        (self.folder / "town.cfg").write_text(f'@include "{classroom}"\nrun = {{ start = "2016-01-01"; end = "2016-04-01"; '
                                              'burn_in_days = 30; };\n')
        self.targets({"unemployment_rate": (10, 1), "employment.15_64": (65, 1), "part_time": (18, 1)})
        path = "sectors.other industry.tasks"
        (self.folder / "p.csv").write_text(f"parameter,lower,upper\nsearch.looks,1,9\n{path},0.05,0.9\n")
        self.calibrate("-p", "p.csv", "-T", "targets.csv", "-x", "0", "--seeds", "1", "-q")
        (self.folder / "over.cfg").write_text('@include "town.cfg"\n@include "town.values.cfg"\n')
        stored = self.rows("town.values.evaluations.csv")
        self.assertGreater(len({row["search.looks"] for row in stored}), 1)
        text = (self.folder / "town.values.cfg").read_text()
        self.assertIn(f'{{ path = "{path}"; value = ', text)
        self.bassin("run", "over.cfg", "-o", "over.h5", "-q")
        scored = {row["measure"]: float(row["simulated"]) for row in csv.DictReader(
            self.bassin("score", "over.h5", "--targets", "targets.csv", "--format", "csv")[0].splitlines()) if row["id"]}
        for row in self.rows("town.values.targets.csv"):
            self.assertEqual(float(row["after"]), scored[row["measure"]])

    def test_slopes_are_those_of_the_closed_form(self):
        self.town()
        self.calibrate("-x", "0")
        table = {row["measure"]: row for row in self.rows("town.values.targets.csv")}
        # d jobless / d ln(loss) = share (1 - share); a tenth of the range of two decades, in tolerances of 0.2 %.
        expected = 100 * JOBLESS * (1 - JOBLESS) * 0.2 * 2.302585 / 0.2
        self.assertAlmostEqual(float(table["jobless"]["rates.job_loss"]) / expected, 1, delta=0.1)
        self.assertAlmostEqual(float(table["jobless"]["rates.job_finding"]) / expected, -1, delta=0.1)

    def test_a_target_out_of_reach_does_not_rule(self):
        self.town(targets={**TARGETS, "found": (300.0, 0.3)})
        self.calibrate("-x", "0")
        gaps = {row["measure"]: abs(float(row["gap_after"])) for row in self.rows("town.values.targets.csv")}
        self.assertGreater(gaps.pop("found"), 900)
        for name, gap in gaps.items():
            self.assertLess(gap, 3, f"{name}: its pull is that of three tolerances")

    def test_a_parameter_that_moves_nothing_is_told(self):
        self.town()
        (self.folder / "p.csv").write_text("parameter,lower,upper\nrates.job_loss,0.0001,0.01\n"
                                           "population.unemployed,0.05,0.2\n")
        self.calibrate("-p", "p.csv", "--set", "run.burn_in_days=30000", "--set", "population.size=2000")
        self.assertIn("the targets hardly say", (self.folder / "town.values.cfg").read_text())


class HeldOut(Case):
    def test_what_is_held_out_decides_nothing(self):
        self.town()
        self.calibrate("-o", "a.cfg")
        self.targets({**TARGETS, "found": (3.0, 0.001), "lost": (77.0, 5.0)})
        self.calibrate("-o", "b.cfg")
        self.assertEqual(self.values("a.cfg"), self.values("b.cfg"))
        self.targets({**TARGETS, "jobless": (12.0, 0.2)})
        self.calibrate("-o", "c.cfg")
        self.assertNotEqual(self.values("a.cfg"), self.values("c.cfg"))
        sides = {row["measure"]: row["held_out"] for row in self.rows("a.targets.csv")}
        self.assertEqual(sides, {"jobless": "false", "flow.exact": "false", "found": "true", "lost": "true"})

    def test_only_held_out(self):
        self.town(targets={"found": (FLOW, 0.3)})
        self.assertIn("--held-out 0", self.calibrate(expect=2)[1])


class GoingOn(Case):
    def results(self, folder):
        return {name: (self.folder / folder / name).read_bytes() for name in ("town.values.cfg", "town.values.targets.csv")}

    def test_a_kill_leaves_no_trace(self):
        for folder in ("whole", "killed"):
            self.town(size=60000, folder=folder)
        whole, killed = self.folder / "whole", self.folder / "killed"
        self.folder = whole
        self.calibrate()
        self.folder = killed
        store = killed / "town.values.evaluations.csv"
        kills = 0
        for lines in (4, 30, 60):
            process = self.start("calibrate", "town.cfg")
            while process.poll() is None and (not store.exists() or store.read_bytes().count(b"\n") < lines):
                time.sleep(0.005)
            if process.poll() is None:
                process.kill()
                kills += 1
            process.communicate()
        self.assertGreaterEqual(kills, 2)
        with open(store, "ab") as file:
            file.write(b"1,1,0.0005,0.00")  # a row that is torn
        if not (killed / "town.values.cfg").exists():
            err = self.calibrate()[1]
            self.assertRegex(err, r"\d+ runs are there already")
        self.folder = whole.parent
        self.assertEqual(self.results("whole"), self.results("killed"))
        lines = [sorted((self.folder / f / "town.values.evaluations.csv").read_text().splitlines()) for f in
                 ("whole", "killed")]
        self.assertEqual(*lines)
        self.assertEqual(sorted(path.name for path in killed.iterdir()), sorted(path.name for path in whole.iterdir()))

    def test_interrupted_it_says_how_to_go_on(self):
        self.town(size=200000)
        process = self.start("calibrate", "town.cfg")
        store = self.folder / "town.values.evaluations.csv"
        while not store.exists() or store.read_bytes().count(b"\n") < 4:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        err = process.communicate()[1]
        self.assertEqual(process.returncode, 130, err)
        self.assertRegex(err, r"runs are safe in town.values.evaluations.csv\nTo go on: .* calibrate town.cfg")
        self.assertNotIn("town.values.cfg", self.files())

    def test_threads_change_nothing(self):
        self.town()
        self.calibrate("-t", "1")
        first = self.values(), self.rows("town.values.targets.csv")
        (self.folder / "town.values.evaluations.csv").unlink()
        self.calibrate("-t", "3", "-f")
        self.assertEqual(first, (self.values(), self.rows("town.values.targets.csv")))

    def test_a_larger_budget_goes_on_from_what_is_there(self):
        self.town()
        self.calibrate("--budget", "9")
        err = self.calibrate("--budget", "40", "--force")[1]
        there = int(re.search(r"(\d+) runs are there already", err).group(1))
        points, runs, now = map(int, re.search(r"(\d+) points, (\d+) runs of which (\d+) now", err).groups())
        self.assertEqual(there, 9 * 4)
        self.assertLess(now, runs)
        self.assertLess(abs(self.found()["job_loss"][0] / LOSS - 1), 0.03)


class Refusals(Case):
    def refused(self, text, *arguments, name="p.csv"):
        err = self.calibrate("-p", name, *arguments, expect=2)[1]
        self.assertIn(text, err)
        self.assertFalse([name for name in self.files() if "values" in name])

    def list(self, text):
        (self.folder / "p.csv").write_text(text)

    def test_lists_of_parameters(self):
        self.town()
        for text, expected in (
            ("parameter\nrates.job_los\n", 'p.csv:2:1: '),
            ("parameter\nrun.start\n", "p.csv:2:1: run.start cannot be free"),
            ("parameter,lower,upper\nrates.job_loss,0.002,0.01\n", "p.csv:2:1: rates.job_loss: the scenario has 0.001"),
            ("parameter,lower,upper\nrates.job_loss,0.01,0.0001\n", "p.csv:2:1: rates.job_loss: from 0.01 to 0.0001 is no range"),
            ("parameter,lower,upper\nrates.job_loss,0.0001,7\n", "p.csv:2:23: "),
            ("parameter,lower,upper\nrates.job_loss,x,1\n", "p.csv:2:16: "),
            ("parameter,scale\nrates.job_loss,log\n", 'p.csv:2:16: unknown scale "log"'),
            ("parameter,scale\nrates.job_loss,logarithmic\n", "p.csv:2:16: a logarithmic scale needs bounds above 0"),
            ("parameter,lowest\nrates.job_loss,0\n", 'p.csv:1:11: unknown column "lowest"'),
            ("parameter\nrates.job_loss\nrates.job_loss\n", "p.csv:3:1: rates.job_loss is listed twice"),
            ("lower,upper\n0,1\n", 'expected a column "parameter"'),
        ):
            with self.subTest(text=text):
                self.list(text)
                self.refused(expected)

    def test_other_input(self):
        self.town()
        self.refused("no.csv", name="no.csv")
        self.list("parameter\nrates.job_loss\n")
        self.refused("take at least 5 points", "--budget", "4")
        self.refused("expected FILE.cfg", "-o", "a.h5")
        shutil.rmtree(self.folder / "parameters")
        self.assertIn("there is no parameters/town.csv", self.calibrate(expect=2)[1])

    def test_without_targets(self):
        self.town()
        text = (self.folder / "town.cfg").read_text().replace('targets = "targets.csv";\n', "")
        (self.folder / "town.cfg").write_text(text)
        self.assertIn("no targets", self.calibrate(expect=2)[1])
        self.calibrate("--targets", "targets.csv", "-q")

    def test_what_is_there_is_kept(self):
        self.town()
        (self.folder / "town.values.cfg").write_text("mine")
        self.assertIn("exists already", self.calibrate(expect=2)[1])
        self.assertEqual((self.folder / "town.values.cfg").read_text(), "mine")
        self.calibrate("-q", "--force")
        (self.folder / "town.values.cfg").unlink()
        (self.folder / "town.values.targets.csv").unlink()
        self.assertIn("of another scenario", self.calibrate("--set", "population.size=1000", expect=2)[1])
        self.calibrate("--set", "population.size=1000", "-f", "-q")
        (self.folder / "x.evaluations.csv").write_text("seed\nmy own\n")
        for force in ((), ("-f",)):
            self.assertIn("no file of evaluations", self.calibrate("-o", "x.cfg", *force, expect=2)[1])
        self.assertEqual((self.folder / "x.evaluations.csv").read_text(), "seed\nmy own\n")


if __name__ == "__main__":
    bassin.main()
