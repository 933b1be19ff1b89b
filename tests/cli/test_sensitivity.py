"""`bassin sensitivity`: indices and effects of two states, where they are known; luck apart; a kill leaves no trace."""

import csv
import io
import itertools
import json
import re
import signal
import time
import unittest

import bassin
import numpy

SCENARIO = """\
title = "Two states";
model = "two_state";
run = {{ start = "2010-01-01"; end = "2011-01-01"; burn_in_days = {burn_in}; }};
population = {{ size = {size}; }};
rates = {{ job_loss = 0.01; job_finding = 0.05; }};
"""
LOSS, FINDING = (0.005, 0.02), (0.02, 0.1)
PARAMETERS = f"parameter,lower,upper,scale\nrates.job_loss,{LOSS[0]},{LOSS[1]},linear\nrates.job_finding,{FINDING[0]},{FINDING[1]},linear\n"
EXPERIMENT = f"""\
title = "Ranges of two rates";
scenario = "town.cfg";
arms = ( {{ name = "plain"; }}, {{ name = "small"; overrides = ( {{ path = "population.size"; value = 300; }} ); }} );
sweep = {{ design = "sobol"; points = 4; parameters = (
    {{ path = "rates.job_loss"; from = {LOSS[0]}; to = {LOSS[1]}; }},
    {{ path = "rates.job_finding"; from = {FINDING[0]}; to = {FINDING[1]}; steps = 3; }} ); }};
"""
TARGETS = "id,measure,value,tolerance,source,confidence\na,jobless,11,1,x,D\n"


def jobless(loss, finding):
    return 100 * loss / (loss + finding)


def true_indices():
    """First order and total of the share of people without a job, over both ranges, by the midpoint rule."""
    cells = (numpy.arange(1000) + 0.5) / 1000
    shares = jobless(LOSS[0] + (LOSS[1] - LOSS[0]) * cells[:, None], FINDING[0] + (FINDING[1] - FINDING[0]) * cells)
    first = numpy.array([shares.mean(axis=1).var(), shares.mean(axis=0).var()]) / shares.var()
    return {"first": first, "total": 1 - first[::-1], "variance": shares.var(), "mean": shares.mean()}


def true_effects():
    """mu and sigma of both rates over all steps of the grid."""
    found = []
    for moved in range(2):
        effects = []
        for low, other in itertools.product((0, 1), range(4)):
            def at(level):
                place = [level / 3, other / 3] if moved == 0 else [other / 3, level / 3]
                return jobless(*(a + (b - a) * x for (a, b), x in zip((LOSS, FINDING), place)))
            effects.append((at(low + 2) - at(low)) * 1.5)
        found.append((numpy.mean(effects), numpy.std(effects)))
    return found


class Case(bassin.Case):
    def town(self, size=2000, burn_in=200, folder="."):
        here = self.folder / folder
        (here / "parameters").mkdir(parents=True, exist_ok=True)
        (here / "town.cfg").write_text(SCENARIO.format(size=size, burn_in=burn_in))
        (here / "parameters" / "town.csv").write_text(PARAMETERS)

    def table(self, *arguments, **options):
        out, err = self.bassin("sensitivity", *arguments, "--format", "csv", **options)
        return list(csv.DictReader(io.StringIO(out))), err

    def of(self, rows, measure):
        """Of a measure: columns as numbers, a number a parameter."""
        chosen = [row for row in rows if row["measure"] == measure]
        self.assertEqual([row["parameter"] for row in chosen], ["rates.job_loss", "rates.job_finding"])

        def number(name):
            return numpy.array([float(row[name] or "nan") for row in chosen])

        return number


class Truth(Case):
    def test_indices_of_two_states(self):
        self.town()
        rows, err = self.table("town.cfg", "--method", "sobol", "--samples", "256")
        self.assertIn("2 parameters, 256 base samples of 4 points, 2 seeds", err)
        self.assertIn("2048 runs; about", err)
        true = true_indices()
        for measure in ("jobless", "jobless.exact"):
            number = self.of(rows, measure)
            for index in ("first", "total"):
                half = number(f"{index}_high") - number(index)
                self.assertTrue((abs(number(index) - true[index]) < 1.5 * half).all(), (measure, index, number(index), true))
                self.assertTrue((half < 0.2).all())
            self.assertTrue((abs(number("variance") / true["variance"] - 1) < 0.25).all())
        exact, lived = self.of(rows, "jobless.exact"), self.of(rows, "jobless")
        self.assertEqual(exact("luck_share")[0], 0)
        self.assertTrue((abs(exact("total") - lived("total")) < 0.02).all(), "luck is taken off")

    def test_effects_of_two_states(self):
        self.town()
        rows, err = self.table("town.cfg", "--samples", "60")
        self.assertIn("60 trajectories of 3 points", err)
        for measure in ("jobless", "jobless.exact"):
            number = self.of(rows, measure)
            for factor, (mu, sigma) in enumerate(true_effects()):
                self.assertLess(abs(number("mu")[factor] - mu), 1.5 * (number("mu_high") - number("mu"))[factor])
                self.assertLess(abs(number("sigma")[factor] / sigma - 1), 0.3)
        self.assertEqual({row["finding"] for row in rows}, {"moves"})
        self.assertTrue((self.of(rows, "jobless.exact")("luck") == 0).all())

    def test_luck_is_that_of_the_number_of_people(self):
        """The variance by luck of a share goes down as one over the number of people."""
        shares = {}
        for size in (200, 800):
            self.town(size=size, folder=str(size))
            rows, _ = self.table(f"{size}/town.cfg", "--method", "sobol", "--only", "jobless", "-o", f"{size}.csv")
            share = self.of(rows, "jobless")("luck_share")[0]
            shares[size] = share / (1 - share)
        self.assertGreater(shares[800], 0.001)
        self.assertLess(abs(shares[200] / shares[800] / 4 - 1), 0.3)

    def test_what_moves_nothing_is_said_to(self):
        self.town()
        (self.folder / "p.csv").write_text("parameter,lower,upper\nrates.job_loss,0.005,0.02\npopulation.unemployed,0.05,0.2\n")
        out, _ = self.bassin("sensitivity", "town.cfg", "-p", "p.csv", "--only", "jobless.exact,jobless", "-n", "40")
        self.assertIn("does not move it: population.unemployed", out)
        self.assertIn("not told from luck: population.unemployed", out)
        out, _ = self.bassin("sensitivity", "town.cfg", "-p", "p.csv", "--only", "jobless.exact", "-M", "sobol", "-n", "64")
        self.assertIn("total below 0.01, or its interval holds 0: population.unemployed", out)
        self.assertRegex(out, r"rates.job_loss +(0\.9|1\.[01])\d +0\.\d\d +(0\.9|1\.[01])\d +0\.\d\d\n")

    def test_whole_numbers_have_all_values_as_often(self):
        self.town()
        (self.folder / "p.csv").write_text("parameter,lower,upper\npopulation.size,301,303\nrates.job_loss,0.005,0.02\n")
        self.table("town.cfg", "-p", "p.csv", "-M", "sobol", "-n", "48", "-r", "1")
        with open(self.folder / "town.evaluations.csv", newline="") as file:
            rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
        often = [sum(row["population.size"] == size for row in rows) for size in ("301", "302", "303")]
        self.assertEqual(sum(often), len(rows))
        self.assertTrue(all(abs(count / len(rows) - 1 / 3) < 0.08 for count in often), often)


class Input(Case):
    def test_an_experiment_gives_ranges_and_arms(self):
        self.town()
        (self.folder / "e.cfg").write_text(EXPERIMENT)
        rows, _ = self.table("e.cfg", "-n", "5")
        other, err = self.table("town.cfg", "-n", "5", "-o", "e.evaluations.csv")
        self.assertIn("30 runs, of which 30 are there", err)
        self.assertEqual(rows, other)
        small, _ = self.table("e.cfg", "-n", "5", "--arm", "small", "-o", "small.csv")
        self.assertLess(float(small[-1]["mean"]), 0.2 * float(rows[-1]["mean"]))
        self.assertIn('did you mean "small"', self.table("e.cfg", "--arm", "smal", expect=2)[1])
        self.assertIn("is no experiment", self.table("town.cfg", "--arm", "small", expect=2)[1])

    def test_measures_with_a_target_or_named(self):
        self.town()
        with open(self.folder / "town.cfg", "a") as file:
            file.write('targets = "targets.csv";\n')
        (self.folder / "targets.csv").write_text(TARGETS)
        for options, expected in (((), {"jobless"}), (("--only", "found, lost"), {"found", "lost"}),
                                  (("--only", "all"), {"jobless", "jobless.exact", "found", "lost", "flow.exact"})):
            rows, _ = self.table("town.cfg", "-n", "4", *options)
            self.assertEqual({row["measure"] for row in rows}, expected)

    def test_text_and_json(self):
        self.town()
        for method in ("morris", "sobol"):
            out, _ = self.bassin("sensitivity", "town.cfg", "-M", method, "-n", "96", "-q")
            for line in out.splitlines():
                self.assertLessEqual(len(line), 80, line)
            self.assertEqual(len(re.findall(r"^  rates.job_loss ", out, re.MULTILINE)), 6)  # five measures and all
            out, err = self.bassin("sensitivity", "town.cfg", "-M", method, "-n", "16", "-q", "-F", "json")
            self.assertEqual(err, "")
            read = json.loads(out)
            self.assertEqual((read["method"], read["samples"], read["seeds"], len(read["figures"])), (method, 16, 2, 10))
            self.assertEqual(read["runs"], 16 * (3 if method == "morris" else 4) * 2)

    def test_a_plan_runs_and_writes_nothing(self):
        self.town()
        before = self.files()
        out, err = self.bassin("sensitivity", "town.cfg", "--plan", "-M", "sobol", "-n", "100")
        self.assertEqual((out, self.files()), ("", before))
        self.assertIn("112 base samples of 4 points", err)
        self.assertRegex(err, r"896 runs; about \d+:\d\d with \d+ thread")

    def test_refusals(self):
        self.town()
        (self.folder / "e.cfg").write_text(EXPERIMENT.replace(f"from = {LOSS[0]}; to = {LOSS[1]};", "values = [ 0.01, 0.02 ];")
                                           .replace('design = "sobol"; points = 4;', ""))
        (self.folder / "none.cfg").write_text('scenario = "town.cfg";\n')
        (self.folder / "mine.csv").write_text("my own\n1\n")
        for arguments, expected in (
            (("e.cfg",), "e.cfg:5:14: rates.job_loss has values; expected a range"),
            (("none.cfg",), "the experiment sweeps nothing"),
            (("town.cfg", "--only", "joblss"), 'no measure "joblss"'),
            (("town.cfg", "-M", "morrris"), "expected morris or sobol"),
            (("town.cfg", "-n", "2"), "--samples 2"),
            (("town.cfg", "-n", "1000000"), "runs; at most"),
            (("town.cfg", "-l", "20"), "--level 20"),
            (("town.cfg", "-o", "x.h5"), "expected FILE.csv"),
            (("town.cfg", "-p", "no.csv"), "no.csv"),
            (("town.cfg", "-o", "mine.csv"), "no file of evaluations"),
            (("town.cfg", "-o", "mine.csv", "-f"), "no file of evaluations"),
        ):
            with self.subTest(arguments=arguments):
                self.assertIn(expected, self.table(*arguments, expect=2)[1])
        self.assertEqual((self.folder / "mine.csv").read_text(), "my own\n1\n")
        self.table("town.cfg", "-n", "3")
        self.assertIn("of another scenario", self.table("town.cfg", "-n", "3", "-s", "population.size=10", expect=2)[1])
        self.table("town.cfg", "-n", "3", "-s", "population.size=10", "-f")


class GoingOn(Case):
    def test_a_kill_leaves_no_trace(self):
        self.town(size=20000)
        arguments = ("sensitivity", "town.cfg", "-n", "20", "-F", "csv")
        whole, _ = self.bassin(*arguments, "-o", "whole.csv")
        store = self.folder / "killed.csv"
        kills = 0
        for lines in (5, 30, 60):
            process = self.start(*arguments, "-o", "killed.csv")
            while process.poll() is None and (not store.exists() or store.read_bytes().count(b"\n") < lines):
                time.sleep(0.002)
            kills += process.poll() is None
            process.kill()
            process.communicate()
        self.assertGreaterEqual(kills, 2)
        with open(store, "ab") as file:
            file.write(b"1,1,0.0005,0.00")  # a row that is torn
        out, err = self.bassin(*arguments, "-o", "killed.csv")
        there = int(re.search(r"120 runs, of which (\d+) are there", err).group(1))
        self.assertTrue(58 <= there < 120, there)
        self.assertEqual(out, whole)
        self.assertEqual(*(sorted((self.folder / name).read_text().splitlines()) for name in ("whole.csv", "killed.csv")))
        self.assertEqual([name for name in self.files() if "lock" in name], [])

    def test_interrupted_it_says_how_to_go_on(self):
        self.town(size=200000)
        process = self.start("sensitivity", "town.cfg", "-M", "sobol")
        store = self.folder / "town.evaluations.csv"
        while not store.exists() or store.read_bytes().count(b"\n") < 4:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        self.assertEqual((process.returncode, out), (130, ""), err)
        self.assertRegex(err, r"runs are safe in town.evaluations.csv\nTo go on: .* sensitivity town.cfg -M sobol\n")

    def test_threads_change_nothing(self):
        self.town()
        found = [self.table("town.cfg", "-n", "6", "-t", threads, "-o", f"{threads}.csv")[0] for threads in ("1", "3")]
        self.assertEqual(*found)

    def test_more_samples_go_on_from_fewer(self):
        self.town()
        self.table("town.cfg", "-n", "5")
        for options, runs, there in ((("-n", "8"), 48, 30), (("-n", "8", "-r", "3"), 72, None), (("-n", "8", "-D", "2"), 48, 0),
                                     (("-M", "sobol", "-n", "16"), 128, 0), (("-M", "sobol", "-n", "32"), 256, 128)):
            err = self.table("town.cfg", *options)[1]
            self.assertIn(f"{runs} runs", err)
            if there is not None:
                self.assertEqual(f"of which {there} are there" in err, there > 0, err)

    def test_runs_that_failed_count_for_nothing(self):
        self.town()
        self.table("town.cfg", "-n", "5", "-r", "1")
        store = self.folder / "town.evaluations.csv"
        lines = store.read_text().splitlines()
        cells = lines[2].split(",")
        lines[2] = ",".join([*cells[:4], '"it broke"', *["nan"] * 5])
        store.write_text("\n".join(lines) + "\n")
        rows, err = self.table("town.cfg", "-n", "5", "-r", "1")
        self.assertIn("1 run failed and counts for nothing", err)
        self.assertIn({row["samples"] for row in rows}, ({"4"}, {"4", "5"}))
        store.write_text("\n".join([*lines[:2], *(",".join([*line.split(",")[:4], '"no"', *["nan"] * 5]) for line in lines[2:])]) + "\n")
        self.assertIn("no run came to its end", self.table("town.cfg", "-n", "5", "-r", "1", expect=1)[1])


if __name__ == "__main__":
    bassin.main()
