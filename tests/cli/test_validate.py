"""`bassin validate`: known outcomes of two states, where what comes out is known by construction, beside what `compare`
says of the same runs."""

import csv
import io
import json
import math
import os
import resource
import signal
import time
import unittest

import h5py
import numpy

import bassin

EXPERIMENT = """\
title = "Losses of jobs";
scenario = "small.cfg";
arms = (
    {{ name = "baseline"; }},
    {{ name = "crisis"; changes = ( {{ date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; }} ); }},
    {{ name = "none"; changes = ( {{ date = "2012-10-01"; path = "rates.job_loss"; value = 0.0; }} ); }},
    {{ name = "twin"; changes = ( {{ date = "2012-09-01"; path = "rates.job_loss"; value = 0.004; }} ); }}
);
replicates = {{ count = {replicates}; }};
{more}
"""
COLUMNS = "id,experiment,arm,baseline,figure,over,period,expressed,per,low,high,unit,what,source,confidence,missing"
T_95 = 2.364624  # Fisher and Yates: two-sided 95 % with 7 degrees of freedom


def row(id, figure="stock[state=unemployed]", low="", high="", arm="crisis", **others):
    cells = dict(id=id, experiment="e.cfg", arm=arm, figure=figure, period="2012-12", expressed="percent", low=low, high=high,
                 what=f"what {id} is", source="by construction", confidence="D")
    cells.update(others)
    return ",".join(f'"{cells.get(name, "")}"' for name in COLUMNS.split(","))


class Validate(bassin.Case):
    def setUp(self):
        super().setUp()
        self.scenario()
        self.experiment()

    def experiment(self, name="e.cfg", replicates=8, more=""):
        (self.folder / name).write_text(EXPERIMENT.format(replicates=replicates, more=more))

    def known(self, *rows, columns=COLUMNS, name="known.csv"):
        (self.folder / name).write_text("\n".join([columns, *rows]) + "\n")

    def told(self, *arguments, **options):
        return json.loads(self.bassin("validate", "known.csv", "-q", "-F", "json", *arguments, **options)[0])

    def outcomes(self, *arguments, **options):
        return {outcome["id"]: outcome for outcome in self.told(*arguments, **options)["outcomes"]}

    def compared(self, *arguments):
        out = self.bassin("compare", "validation/e.h5", "-F", "json", "-a", "crisis", *arguments)[0]
        return json.loads(out)["differences"]


class Verdicts(Validate):
    def test_all_of_them(self):
        self.known(
            row("as.none", "job_losses", -150, -50, arm="none"),  # nobody loses a job: exactly 100 % less
            row("as.twin", low=0, high=0, arm="twin"),             # the same history
            row("more", low=0),
            row("too_much", low=1000, high=2000),
            row("sign", low=-50, high=-1),
            row("sign_of_a_ratio", low=0.5, high=0.9, expressed="ratio"),
            row("other", experiment="", arm="", figure="", expressed="", period="", low=8000, unit="EUR", missing="public money"),
        )
        told = self.told()
        verdicts = {outcome["id"]: outcome["verdict"] for outcome in told["outcomes"]}
        self.assertEqual(verdicts, {"as.none": "inside", "as.twin": "inside", "more": "inside", "too_much": "outside",
                                    "sign": "wrong_sign", "sign_of_a_ratio": "wrong_sign", "other": "not_asked"})
        self.assertEqual([told[name] for name in ("inside", "outside", "wrong_sign", "cannot_tell", "not_run", "not_asked")],
                         [3, 1, 2, 0, 0, 1])
        self.assertEqual(told["outcomes"][0]["result"], -100)
        self.assertEqual(told["outcomes"][1]["result_high"], 0)
        found, = self.compared("--only", "stock", "--along", "state")[1:]
        for bound in ("low", "high"):  # a range that ends within the interval
            self.known(row("edge", **{bound: found["difference_percent"]}), row("more", low=0))
            self.assertEqual(self.outcomes()["edge"]["verdict"], "cannot_tell")

    def test_one_replicate_tells_nothing_and_no_run_less(self):
        self.known(row("more", low=0), row("none", "job_losses", -100, -100, arm="none"))
        for outcome in self.outcomes("-r", "1").values():
            self.assertEqual((outcome["verdict"], outcome["pairs"], outcome["result_low"]), ("cannot_tell", 1, None))
        for outcome in self.outcomes("-r", "1", "--no-run", "-o", "nowhere").values():
            self.assertEqual((outcome["verdict"], outcome["result"]), ("not_run", None))
        self.assertNotIn("nowhere", self.files())

    def test_the_exit_status_of_a_miss(self):
        self.known(row("more", low=0), row("too_much", low=1000))
        self.bassin("validate", "known.csv", "-q")
        out, err = self.bassin("validate", "known.csv", "-q", "--strict", expect=1)
        self.assertIn("1 of 2 inside, 1 outside", out)
        self.assertIn("1 results lie outside, 0 have the wrong sign", err)
        self.bassin("validate", "known.csv", "-q", "--strict", "--only", "more")

    def test_members_that_fail_are_pairs_that_are_missing(self):
        big = '{ name = "big"; overrides = ( { path = "population.size"; value = 100000000; } ); },'
        text = EXPERIMENT.format(replicates=2, more="").replace('{ name = "crisis"', big + ' { name = "crisis"')
        (self.folder / "e.cfg").write_text(text)
        self.known(row("more", low=-1000), row("big", low=0, arm="big"))
        limit = lambda: (bassin.plain_signals(), resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20)))
        out, err = self.bassin("validate", "known.csv", "-q", "-t", "1", "-F", "json", expect=1, prepare=limit)
        more, big = json.loads(out)["outcomes"]
        self.assertEqual((more["pairs"], big["pairs"], big["verdict"]), (2, 0, "not_run"))
        self.assertIn("2 of 10 members failed", err)
        self.assertIn("members of 1 of 1 experiments failed", err)

    def test_a_folder_that_cannot_be_made(self):
        self.known(row("more", low=0))
        (self.folder / "file").write_text("")
        out, err = self.bassin("validate", "known.csv", "-o", "file/x", expect=2)
        self.assertEqual(out, "")
        self.assertIn("--results file/x: cannot make the folder", err)


class Figures(Validate):
    """What is read, worked out again from the file by other means."""

    def setUp(self):
        super().setUp()
        self.known(
            row("percent", low=0),
            row("difference", low=0, expressed="difference", period="2012"),
            row("ratio", low=1, expressed="ratio", period="2012-11..2012-12"),
            row("elasticity", low=0, expressed="elasticity", per=100),
            row("back", high=0, arm="baseline", baseline="crisis"),
            row("points", "unemployment_rate", low=0, expressed="points"),
            row("cell", "gross_flow[state_before=employed; state=unemployed|employed]", low=0, expressed="difference"),
            row("share", "daily_stock[state=unemployed] / daily_stock", low=0, expressed="points", period="2012-12-25"),
            row("measure", "jobless", low=0, expressed="percent", period=""),
            row("multiplier", "hires", low=0, expressed="multiplier", over="job_losses"),
        )
        self.found = self.outcomes()
        with h5py.File(self.folder / "validation/e.h5") as file:
            self.data = {name: file[name][()].astype(float) for name in
                         ("stock", "unemployment_rate", "gross_flow", "daily_stock", "hires", "job_losses", "measure/jobless")}

    def check(self, name, first, second, factor=1.0, start=0.0):
        difference = second - first
        half = T_95 * difference.std(ddof=1) / math.sqrt(len(difference))
        outcome = self.found[name]
        self.assertEqual(outcome["pairs"], 8)
        self.assertAlmostEqual(outcome["result"], start + factor * difference.mean(), places=9)
        self.assertAlmostEqual(outcome["result_low"], start + factor * difference.mean() - abs(factor) * half, delta=1e-5 * half * abs(factor) + 1e-12)
        self.assertAlmostEqual(outcome["result_high"], start + factor * difference.mean() + abs(factor) * half, delta=1e-5 * half * abs(factor) + 1e-12)

    def test_values(self):
        out = self.data["stock"][:, :, :, 1]
        last = out[0, :, 11].mean()
        self.check("percent", out[0, :, 11], out[1, :, 11], 100 / last)
        self.check("elasticity", out[0, :, 11], out[1, :, 11], 1 / last)
        self.check("back", out[1, :, 11], out[0, :, 11], 100 / out[1, :, 11].mean())
        self.check("difference", out[0].mean(1), out[1].mean(1))
        autumn = out[:, :, 10:12].mean(2)
        self.check("ratio", autumn[0], autumn[1], 1 / autumn[0].mean(), 1)
        rate = self.data["unemployment_rate"]
        self.check("points", rate[0, :, 11], rate[1, :, 11], 100)
        flow = self.data["gross_flow"][:, :, 11, 0, :].sum(2)
        self.check("cell", flow[0], flow[1])
        day = self.data["daily_stock"][:, :, 359]
        share = day[..., 1] / day.sum(2)
        self.check("share", share[0], share[1], 100)
        measure = self.data["measure/jobless"]
        self.check("measure", measure[0], measure[1], 100 / measure[0].mean())

    def test_the_multiplier(self):
        one = self.data["hires"][1, :, 11] - self.data["hires"][0, :, 11]
        other = self.data["job_losses"][1, :, 11] - self.data["job_losses"][0, :, 11]
        ratio = one.mean() / other.mean()
        half = T_95 * (one - ratio * other).std(ddof=1) / math.sqrt(8) / abs(other.mean())
        self.assertAlmostEqual(self.found["multiplier"]["result"], ratio, places=9)
        self.assertAlmostEqual(self.found["multiplier"]["result_high"], ratio + half, delta=1e-5 * half)

    def test_it_says_what_compare_says(self):
        found = self.compared("--only", "stock", "--along", "state")[1]
        for ours, theirs in (("result", "difference_percent"), ("result_low", "low_percent"), ("result_high", "high_percent")):
            self.assertAlmostEqual(self.found["percent"][ours], found[theirs], places=9)

    def test_csv_has_what_json_has(self):
        out = self.bassin("validate", "known.csv", "-q", "-F", "csv")[0]
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([r["id"] for r in rows], list(self.found))
        for r in rows:
            told = self.found[r["id"]]
            self.assertEqual(r.keys(), told.keys())
            self.assertEqual(r["verdict"], told["verdict"])
            self.assertEqual(float(r["result"]), told["result"])

    def test_the_table_fits_and_has_all_rows(self):
        out = self.bassin("validate", "known.csv", "-q")[0]
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        for name in self.found:
            self.assertIn(f"what {name} is", out)
        self.assertIn("8 pairs in validation/e.h5, found there", out)
        self.assertIn("10 of 10 inside" if all(f["verdict"] == "inside" for f in self.found.values()) else " of 10 inside", out)


class Results(Validate):
    def setUp(self):
        super().setUp()
        self.experiment("f.cfg", more='overrides = ( { path = "rates.job_finding"; value = 0.02; } );')
        self.known(row("a.more", low=0), row("a.twin", low=0, high=0, arm="twin"), row("b.more", low=0, experiment="f.cfg"))

    def stamp(self, name):
        about = os.stat(self.folder / "validation" / name)
        return about.st_ino, about.st_mtime_ns

    def test_a_finished_file_is_used_and_not_run_again(self):
        first, err = self.bassin("validate", "known.csv")
        self.assertIn("experiment 1 of 2: e", err)
        stamps = self.stamp("e.h5"), self.stamp("f.h5")
        again, err = self.bassin("validate", "known.csv")
        self.assertEqual((self.stamp("e.h5"), self.stamp("f.h5")), stamps)
        self.assertIn("validation/e.h5 is used as it is", err)
        self.assertNotIn("experiment 1", err)
        self.assertEqual(again, first.replace("run now", "found there"))
        self.assertEqual(sorted(os.listdir(self.folder / "validation")), ["e.h5", "f.h5"])

    def test_results_of_batch_are_used(self):
        os.mkdir(self.folder / "results")
        self.bassin("batch", "e.cfg", "-q", "-o", "results/e.h5")
        _, err = self.bassin("validate", "known.csv", "--results", "results/", "--only", "a")
        self.assertIn("results/e.h5 is used as it is", err)

    def test_only(self):
        self.assertEqual(list(self.outcomes("--only", "f")), ["b.more"])
        self.assertEqual(sorted(os.listdir(self.folder / "validation")), ["f.h5"])
        self.assertEqual(list(self.outcomes("--only", "a")), ["a.more", "a.twin"])
        self.assertEqual(list(self.outcomes("--only", "b.more, a.twin")), ["a.twin", "b.more"])
        _, err = self.bassin("validate", "known.csv", "--only", "a.mroe", expect=2)
        self.assertIn('--only: the list has no outcome and no experiment "a.mroe"', err)
        self.assertIn('did you mean "a.more"?', err)

    def test_another_experiment_is_run_again_when_that_is_wanted(self):
        self.bassin("validate", "known.csv", "-q")
        self.experiment(more='overrides = ( { path = "rates.job_finding"; value = 0.03; } );')
        before = self.stamp("e.h5"), self.stamp("f.h5")
        out, err = self.bassin("validate", "known.csv", expect=2)
        self.assertEqual((out, self.stamp("e.h5")), ("", before[0]))
        self.assertIn('"validation/e.h5" exists already and is not of this experiment', err)
        self.assertIn("--force", err)
        for outcome in ("a.more", "a.twin"):
            self.assertEqual(self.outcomes("--no-run")[outcome]["verdict"], "not_run")
        self.bassin("validate", "known.csv", "-q", "--force")
        self.assertNotEqual(self.stamp("e.h5"), before[0])
        self.assertEqual(self.stamp("f.h5"), before[1])
        self.bassin("validate", "known.csv", "-q")

    def test_stopped_and_killed_it_goes_on(self):
        self.scenario(size=30000)
        arguments = ("validate", "known.csv", "-F", "json", "-t", "1")
        begun = time.monotonic()
        whole = json.loads(self.bassin(*arguments, "-o", "whole", "-q")[0])
        part = (time.monotonic() - begun) / 4  # so that there is something left to stop on a fast machine, too
        stopped = 0
        for number in (signal.SIGINT, signal.SIGKILL, signal.SIGTERM):
            process = self.start(*arguments, "-q")
            time.sleep(part)
            process.send_signal(number)
            out, err = process.communicate(timeout=self.patience)
            if process.returncode == 0:
                break  # on a machine that is faster now there was nothing left to stop
            stopped += 1
            self.assertEqual(out, "")
            self.assertEqual(process.returncode, -number if number == signal.SIGKILL else 128 + number)
            if number != signal.SIGKILL:
                self.assertIn("To go on: ", err)
                self.assertIn("validate known.csv", err)
        self.assertGreater(stopped, 0)
        again = json.loads(self.bassin(*arguments)[0])
        for one, other in zip(whole["outcomes"], again["outcomes"]):
            for name in ("result", "result_low", "result_high", "verdict", "pairs"):
                self.assertEqual(one[name], other[name])
        self.assertEqual(sorted(os.listdir(self.folder / "validation")), ["e.h5", "f.h5"])

    def test_nothing_is_run_where_something_would_be_refused(self):
        os.mkdir(self.folder / "validation")
        (self.folder / "validation/f.h5.members").write_text("mine")
        _, err = self.bassin("validate", "known.csv", expect=2)
        self.assertIn("f.h5.members", err)
        self.assertEqual((self.folder / "validation/f.h5.members").read_text(), "mine")
        self.assertEqual(os.listdir(self.folder / "validation"), ["f.h5.members"])


class Faults(Validate):
    """What is wrong in a list is told with its place, and before anything is run."""

    def refused(self, *rows, at, what, hint="", columns=COLUMNS):
        self.known(*rows, columns=columns)
        out, err = self.bassin("validate", "known.csv", expect=2)
        self.assertEqual(out, "")
        self.assertTrue(err.startswith(f"known.csv:{at}: "), err)
        self.assertIn(what, err)
        self.assertIn(hint, err)
        if "validation" in self.files():
            self.assertEqual(os.listdir(self.folder / "validation"), [])

    def cell(self, name, line=2, **cells):
        """Where a cell of the only row stands."""
        text = row("a", **cells)
        before = text.split(",")[:COLUMNS.split(",").index(name)]
        return f"{line}:{len(','.join(before)) + (2 if before else 1)}"

    def faulty(self, column, what, hint="", **cells):
        cells = {"low": 0, **cells}
        self.refused(row("a", **cells), at=self.cell(column, **cells), what=what, hint=hint)

    def test_cells(self):
        self.faulty("low", "low is \"much\"; expected a number", low="much")
        self.faulty("low", "low is \"5\"; expected a number that is not above high", low=5, high=1)
        self.faulty("low", "nothing stands in \"low\"", low="")
        self.faulty("expressed", "expressed is \"percents\"", 'did you mean "percent"?', expressed="percents")
        self.faulty("per", "by how many percent", expressed="elasticity")
        self.faulty("per", "nothing but for elasticities", per=3)
        self.faulty("over", "the figure of whose difference", expressed="multiplier")
        self.faulty("over", "nothing but for multipliers", over="hires")
        self.faulty("period", "expected a day, a month, a year", period="2012-13")
        self.faulty("period", "expected a day, a month, a year", period="2012-12..2012-11")
        self.faulty("period", "hires has no record in the period 2014", figure="hires", period="2014")
        self.faulty("period", "hires is a series; expected a period", figure="hires", period="")
        self.faulty("confidence", "expected V, V2, S, D or A", confidence="sure")
        self.faulty("source", "nothing stands in \"source\"", source="")
        self.faulty("missing", "an experiment, or what is missing", experiment="")
        self.faulty("arm", "the experiment has no arm \"crysis\"", 'did you mean "crisis"?', arm="crysis")
        self.faulty("arm", "the arm is what it is compared with", arm="baseline")
        self.faulty("baseline", "the experiment has no arm \"x\"", baseline="x")
        self.faulty("experiment", "there is no experiment \"g.cfg\"", experiment="g.cfg")

    def test_figures(self):
        for figure, what, hint in (
            ("stok", 'no measure and no series "stok"', 'did you mean "stock"?'),
            ("stock[stat=employed]", 'stock has no dimension "stat"', 'did you mean "state"?'),
            ("stock[state=employd]", 'state has no label "employd"', 'did you mean "employed"?'),
            ("stock[state]", "expected state=LABEL", ""),
            ("stock[state=employed", "that ends with ]", ""),
            ("jobless[state=employed]", "a measure has no dimensions", ""),
            ("stock / stok", 'no measure and no series "stok"', ""),
        ):
            self.faulty("figure", what, hint, figure=figure)
        self.faulty("figure", "points are of shares, and the figure is in persons", expressed="points")
        self.experiment(more='keep = { series = [ "hires" ]; };')
        self.faulty("figure", 'does not keep the series "stock"')

    def test_an_experiment_with_a_sweep(self):
        self.experiment(more='sweep = { parameters = ( { path = "rates.job_finding"; values = [ 0.01, 0.02 ]; } ); };')
        self.faulty("experiment", '"e.cfg" has a sweep')

    def test_columns(self):
        good = row("a", low=0)
        self.refused(good, at="1:80", columns=COLUMNS.replace("source", "sauce"), what='unknown column "sauce"',
                     hint='did you mean "source"?')
        self.refused(good, at="1:1", columns="identity" + COLUMNS[2:], what='unknown column "identity"')
        self.refused("a,e.cfg", at="1:1", columns="id,experiment", what='no column is called "arm"')
        self.refused(at="1:1", what="there is no row")
        self.refused(good, good, at="3:1", what='two outcomes are called "a"; the first stands at line 2')
        os.mkdir(self.folder / "other")
        (self.folder / "other/e.cfg").write_text((self.folder / "e.cfg").read_text())
        line = row("b", low=0, experiment="other/e.cfg")
        self.refused(good, line, at=f"3:{len('b') + 4}", what='two experiments are called "e"')

    def test_no_list(self):
        _, err = self.bassin("validate", expect=2)
        self.assertIn("scenarios/experiments/known_outcomes.csv", err)
        _, err = self.bassin("validate", "none.csv", expect=2)
        self.assertIn("none.csv", err)


class Shipped(bassin.Case):
    def test_the_list_that_is_shipped_can_be_asked(self):
        """All of its experiments, arms, figures and labels are there."""
        known = bassin.SOURCE / "scenarios/experiments/known_outcomes.csv"
        told = json.loads(self.bassin("validate", str(known), "--no-run", "-o", "none", "-q", "-F", "json")[0])
        self.assertGreater(told["not_run"], 15)
        self.assertEqual(told["not_run"] + told["not_asked"], len(told["outcomes"]))
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    bassin.main()
