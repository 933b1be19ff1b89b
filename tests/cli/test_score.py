"""`bassin score`: published figures against a result, read from the file alone."""

import csv
import io
import json
import re
import shutil
import signal
import statistics
import time
import unittest

import h5py
import numpy

import bassin

# A run of the scenario gives some 30 % without a job: one hit, one miss, and one on which nothing is said.
TARGETS = '''\
# Published of a place that does not exist
id,territory,measure,value,tolerance,unit,year,definition,source,confidence
share,Nowhere,jobless,30,60,percent,2012,"all, of all ages",Census 2012,V
found,,found,1000,1,persons a day,,,"Office ""of jobs""",S
'''


class Score(bassin.Case):
    def result(self, targets=TARGETS, name="small", **options):
        """A scenario with targets, and its result."""
        self.scenario(f"{name}.cfg", **options)
        if targets:
            (self.folder / f"{name}.csv").write_text(targets)
            with open(self.folder / f"{name}.cfg", "a") as file:
                file.write(f'targets = "{name}.csv";\n')
        self.bassin("run", "-q", f"{name}.cfg")
        return f"{name}.h5"

    def records(self, *arguments):
        """Those with a target. The rest are the measures of which nothing is published."""
        told = json.loads(self.bassin("score", "--format", "json", *arguments)[0])
        return [record for record in told["measures"] if record["published"] is not None]

    def test_json_says_of_what_it_is(self):
        told = json.loads(self.bassin("score", "-F", "json", self.result(targets=None))[0])
        self.assertEqual((told["model"], told["seed"], told["population_seed"]), ("two_state", 1, 1))
        self.assertTrue(told["commit"] and told["version"] and told["title"])
        self.assertGreater(len(told["measures"]), 3)
        for measure in told["measures"]:
            self.assertIsInstance(measure["simulated"], (int, float))
            self.assertEqual((measure["published"], measure["within"], measure["id"]), (None, None, None))

    def test_text(self):
        out, err = self.bassin("score", self.result())
        self.assertEqual(err, "")
        lines = out.splitlines()
        self.assertEqual(lines[-1], "1 of 2 within tolerance")
        self.assertRegex(out, r"share without a job \(%\) +30\.00 +[\d.]+ +[-+]\d\.\d  pass\n")
        self.assertRegex(out, r"jobs found \(persons\) +1 000\.0 +[\d.]+ +-99[\d.]+  miss\n")
        self.assertIn("Nowhere, 2012: all, of all ages. Census 2012 (V)", out)
        self.assertIn('Office "of jobs" (S)', out)
        self.assertIn("Mean over all months", out)

    def test_text_fits(self):
        result = self.result()
        self.assertLessEqual(max(map(len, self.bassin("score", result)[0].splitlines())), 80)

    def test_csv_and_json_say_the_same(self):
        result = self.result()
        out, _ = self.bassin("score", "--format=csv", result)
        table = [row for row in csv.DictReader(io.StringIO(out)) if row["published"]]
        records = self.records(result)
        self.assertEqual([record["id"] for record in records], ["share", "found"])
        for row, record in zip(table, records):
            self.assertEqual(list(row), list(record))
            for name, value in record.items():
                self.assertEqual(row[name], {True: "true", False: "false"}.get(value) if isinstance(value, bool)
                                 else value if isinstance(value, str) else row[name])
                if isinstance(value, float):
                    self.assertEqual(float(row[name]), value)
        share = records[0]
        self.assertEqual(share["definition"], "all, of all ages")
        self.assertEqual(share["confidence"], "V")
        self.assertTrue(share["within"])
        self.assertFalse(records[1]["within"])
        self.assertAlmostEqual(share["gap"], share["simulated"] - 30)
        self.assertAlmostEqual(share["gap_tolerances"], share["gap"] / 60)

    def test_it_is_what_the_run_said(self):
        """The file gives the very figures that were printed when the run ended, reform included."""
        self.scenario()
        (self.folder / "t.csv").write_text(TARGETS.replace("share,", "exact,Theory,jobless.exact,40,1,,,,x,D\nshare,"))
        with open(self.folder / "small.cfg", "a") as file:
            file.write('targets = "t.csv";\n')
        printed, _ = self.bassin("run", "small.cfg")
        scored, _ = self.bassin("score", "small.h5")
        rows = [line for line in scored.splitlines() if line.endswith(("  pass", "  miss"))]
        self.assertEqual(len(rows), 3)
        self.assertEqual(rows, [line for line in printed.splitlines() if line.endswith(("  pass", "  miss"))])
        # The rate of job losses doubled in July: the closed form is that of the rates at the end.
        exact = next(record for record in self.records("small.h5") if record["id"] == "exact")
        self.assertAlmostEqual(exact["simulated"], 100 * 0.004 / 0.008)

    def test_what_a_run_does_not_give(self):
        self.scenario()
        (self.folder / "t.csv").write_text("id,measure,value,tolerance,source,confidence\nshare,jobless.exact,0,1,x,D\n")
        with open(self.folder / "small.cfg", "a") as file:
            file.write('targets = "t.csv";\n')
        # Nobody changes: the share stays as it began, and the theory says nothing.
        self.bassin("run", "-q", "small.cfg", "--set", "rates.job_finding=0", "--set", "rates.job_loss=0",
                    "--until", "2012-03-01")
        out, _ = self.bassin("score", "small.h5")
        self.assertRegex(out, r"0\.00 +not in this run  miss\n")
        self.assertTrue(out.endswith("\n0 of 1 within tolerance\n"))
        record, = self.records("small.h5")
        self.assertIsNone(record["simulated"])
        self.assertIsNone(record["gap"])
        self.assertFalse(record["within"])
        rows = csv.DictReader(io.StringIO(self.bassin("score", "-F", "csv", "small.h5")[0]))
        row, = (row for row in rows if row["published"])
        self.assertEqual((row["simulated"], row["gap"], row["gap_tolerances"]), ("", "", ""))

    def test_a_miss_is_a_result_but_not_with_strict(self):
        result = self.result()
        self.bassin("score", result)
        out, err = self.bassin("score", "--strict", result, expect=1)
        self.assertIn("1 of 2 within tolerance", out)
        self.assertEqual(err, "bassin: 1 of 2 figures is not within tolerance (--strict)\n")
        (self.folder / "hit.csv").write_text("".join(TARGETS.splitlines(True)[:3]))
        self.bassin("score", "--strict", result, "--targets", "hit.csv")

    def test_other_targets(self):
        result = self.result()
        (self.folder / "other.csv").write_text("id,measure,value,tolerance,source,confidence\nlost,lost,4,100,x,D\n")
        record, = self.records(result, "--targets", "other.csv")
        self.assertEqual(record["id"], "lost")
        for text, message in (
            ("id,measure,value,tolerance,source\nlost,lost,4,100,x\n", 'other.csv:1:1: targets: no column is called "confidence"'),
            ("id,measure,value,tolerance,source,confidence\nlost,loss,4,100,x,D\n", 'other.csv:2:1: targets.lost.measure: the model has no measure called "loss"'),
            ("id,measure,value,tolerance,source,confidence\nlost,lost,4,-1,x,D\n", "other.csv:2:13: targets.lost.tolerance: -1 is too small"),
            ("", "other.csv: the file is empty"),
            ("id,measure,value,tolerance,source,confidence\n", "other.csv: there are no published figures"),
        ):
            (self.folder / "other.csv").write_text(text)
            out, err = self.bassin("score", result, "--targets=other.csv", expect=2)
            self.assertEqual(out, "")
            self.assertIn(message, err)
        self.assertIn("nowhere.csv", self.bassin("score", result, "-T", "nowhere.csv", expect=2)[1])

    def test_no_targets(self):
        out, err = self.bassin("score", self.result(targets=None), expect=2)
        self.assertEqual(out, "")
        self.assertIn("small.h5: there are no published figures to compare with", err)
        self.assertIn("--targets FILE.csv", err)

    def test_what_is_no_result(self):
        result = self.result()
        self.assertIn("absent.h5", self.bassin("score", "absent.h5", expect=2)[1])
        self.assertIn("small.cfg", self.bassin("score", "small.cfg", expect=2)[1])
        (self.folder / "empty.h5").touch()
        self.bassin("score", "empty.h5", expect=2)
        with h5py.File(self.folder / "other.h5", "w") as file:
            file.attrs["source"] = "another program"
        self.assertIn("not written by bassin", self.bassin("score", "other.h5", expect=2)[1])
        with h5py.File(self.folder / "other.h5", "w") as file:
            file.attrs["source"] = numpy.bytes_("another program")
        self.assertIn("is not a result of bassin", self.bassin("score", "other.h5", expect=2)[1])
        self.bassin("score", expect=2)
        self.bassin("score", result, "--format", "markdown", expect=2)

    def test_results_of_other_versions(self):
        result = self.result()
        shutil.copy(self.folder / result, self.folder / "older.h5")
        with h5py.File(self.folder / "older.h5", "a") as file:
            file.attrs["version"] = numpy.bytes_("0.0.1")
            del file["hires"]
        _, err = self.bassin("score", "older.h5", expect=2)
        self.assertIn('"older.h5" has no series "hires", which this version keeps', err)
        self.assertIn("it was written by bassin 0.0.1", err)
        with h5py.File(self.folder / result, "a") as file:
            text = file["scenario"][()].tobytes().decode()
            file["scenario"][()] = numpy.frombuffer(text.replace("job_loss =", "job_lost =").encode(), "S1")
        _, err = self.bassin("score", result, expect=2)
        self.assertRegex(err, r"small\.h5 \(its scenario\):\d+:\d+: rates has no parameter called \"job_lost\"")

    def test_the_result_stands_alone(self):
        """The rows are in the resolved scenario: neither the scenario nor the table is needed any more."""
        result = self.result()
        with h5py.File(self.folder / result) as file:
            (self.folder / "again.cfg").write_text(file["scenario"][()].tobytes().decode())
        (self.folder / "small.cfg").unlink()
        (self.folder / "small.csv").unlink()
        self.bassin("score", result)
        self.bassin("run", "-q", "again.cfg")
        self.assertEqual(self.records(result), self.records("again.h5"))
        self.assert_same_data(result, "again.h5")

    def test_targets_change_nothing(self):
        """Not the figures, and not what a checkpoint fits to."""
        self.result()
        self.scenario("bare.cfg")
        self.bassin("run", "-q", "bare.cfg")
        ours, theirs = (bassin.datasets(self.folder / name) for name in ("small.h5", "bare.h5"))
        for name in ours:
            if not name.startswith("scenario") and not name.startswith("parameters/"):
                self.assertEqual(ours[name], theirs[name], name)


# Of three runs the mean is within half of the first, none is within the second; 0 is published of the third.
SEVERAL = """\
id,measure,value,tolerance,source,confidence
share,jobless,31.2,2,x,D
found,found,1000,1,x,D
exact,jobless.exact,0,1,x,D
"""


class Several(bassin.Case):
    """Results of one scenario with other seeds, and the replicates of a batch."""

    def write(self, name="small", targets=SEVERAL):
        self.scenario(f"{name}.cfg", size=500)
        if targets:
            (self.folder / f"{name}.csv").write_text(targets)
            with open(self.folder / f"{name}.cfg", "a") as file:
                file.write(f'targets = "{name}.csv";\n')

    def results(self, *seeds, name="small", options=(), **scenario):
        self.write(name, **scenario)
        return [self.result(seed, f"{name}.cfg", *options, output=f"{name}{seed}.h5") for seed in seeds]

    def result(self, seed, scenario, *options, output):
        self.bassin("run", "-q", scenario, "--seed", str(seed), "-o", output, *options)
        return output

    def batch(self, more="", count=3, options=()):
        self.write()
        (self.folder / "e.cfg").write_text(
            f'scenario = "small.cfg"; replicates = {{ count = {count}; }};\n'
            'arms = ( { name = "base"; },\n'
            '  { name = "reform"; overrides = ( { path = "rates.job_finding"; value = 0.01; } ); } );\n' + more)
        self.bassin("batch", "e.cfg", "-q", "-o", "e.h5", *options)
        return "e.h5"

    def told(self, *arguments):
        return json.loads(self.bassin("score", "-F", "json", *arguments)[0])

    def refused(self, *arguments):
        out, err = self.bassin("score", *arguments, expect=2)
        self.assertEqual(out, "")
        return err

    def test_means_and_ranges_are_those_of_the_single_results(self):
        results = self.results(1, 2, 3)
        single = [{record["measure"]: record for record in self.told(result)["measures"]} for result in results]
        told = self.told(*results)
        self.assertEqual([(run["file"], run["seed"]) for run in told["runs"]], [(f"small{i}.h5", i) for i in (1, 2, 3)])
        for record in told["measures"]:
            values = [measures[record["measure"]]["simulated"] for measures in single]
            self.assertAlmostEqual(record["mean"], statistics.fmean(values), 9)
            self.assertEqual((record["low"], record["high"]), (min(values), max(values)))
            self.assertEqual(record["runs"], 3)
            if record["id"] is None:
                self.assertIsNone(record["within"])
                continue
            self.assertEqual(record["runs_within"], sum(measures[record["measure"]]["within"] for measures in single))
            self.assertAlmostEqual(record["gap"], record["mean"] - record["published"])
            self.assertEqual(record["within"], abs(record["gap_tolerances"]) <= 1)
            self.assertEqual(record["within_half"], abs(record["gap_tolerances"]) <= 0.5)
            self.assertEqual(record["relative_gap"], abs(record["gap"]) / record["published"] if record["published"] else None)
        summary = told["summary"]
        self.assertEqual((summary["runs"], summary["targets"], summary["published_zero"]), (3, 3, 1))
        within = [sum(record["within"] or False for record in measures.values()) for measures in single]
        self.assertEqual((summary["single_low"], summary["single_high"]), (min(within), max(within)))
        self.assertAlmostEqual(summary["single_mean"], statistics.fmean(within))
        gaps = [record["relative_gap"] for record in told["measures"] if record["relative_gap"] is not None]
        self.assertAlmostEqual(summary["relative_gap"], statistics.fmean(gaps))
        self.assertEqual(summary["within"], sum(record["within"] or False for record in told["measures"]))
        for part, held in (("held_out", True), ("others", False)):
            self.assertEqual(summary[part]["targets"], sum(record["held_out"] is held for record in told["measures"]))
            self.assertGreater(summary[part]["targets"], 0)

    def test_text(self):
        results = self.results(1, 2, 3)
        out, err = self.bassin("score", *results)
        self.assertEqual(err, "")
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        row = re.search(r"share without a job.* 31\.20 +([\d.]+) +([\d.]+) +([\d.]+) +[-+]0\.\d +(\d)/3  pass\n", out)
        mean, low, high = (float(row[i]) for i in (1, 2, 3))
        self.assertTrue(low < mean < high)
        self.assertRegex(out, r"jobs found \(persons\) +1 000\.0 .* -99\d\.\d +0/3  miss\n")
        summary = self.told(*results)["summary"]
        lines = " ".join(out.partition("D: derived.")[2].split())
        self.assertTrue(lines.startswith(
            f"3 runs. Mean: 1 of 3 within tolerance, {summary['within_half']} within half of it. Single runs: "
            f"{summary['single_low']} to {summary['single_high']} (mean {summary['single_mean']:.1f}) of 3. "
            f"Mean relative gap {100 * summary['relative_gap']:.1f} % (without 1 published as 0). "
            "Held out of calibration by name. Mean: "), lines)
        self.assertIn("The others. Mean: 1 of 1 within tolerance", lines)

    def test_csv_and_json_say_the_same(self):
        results = self.results(1, 2)
        rows = list(csv.DictReader(io.StringIO(self.bassin("score", "-F", "csv", *results)[0])))
        records = self.told(*results)["measures"]
        self.assertEqual(len(rows), len(records))
        for row, record in zip(rows, records):
            self.assertEqual(list(row), list(record))
            for name, value in record.items():
                self.assertEqual(row[name], "" if value is None else str(value).lower() if isinstance(value, bool) else
                                 value if isinstance(value, str) else row[name])
                if isinstance(value, float):
                    self.assertEqual(float(row[name]), value)

    def test_what_some_runs_do_not_give(self):
        """Without finding and losing there is no closed form: of three runs one gives it."""
        still = ("--set", "rates.job_finding=0", "--set", "rates.job_loss=0", "--until", "2012-03-01")
        one, = self.results(1, targets=SEVERAL.replace("exact,0,1", "exact,50,40"))
        two, three = (self.result(seed, "small.cfg", *still, output=f"{seed}.h5") for seed in (2, 3))
        told = self.told(one, two, three)
        record, = (record for record in told["measures"] if record["id"] == "exact")
        self.assertEqual((record["runs"], record["runs_within"], record["within"]), (1, 1, True))
        self.assertEqual(record["low"], record["high"])
        self.assertIn(" 1/1  pass\n", self.bassin("score", one, two, three)[0])
        record, = (record for record in self.told(two, three)["measures"] if record["id"] == "exact")
        self.assertEqual((record["mean"], record["runs"], record["runs_within"], record["within"]), (None, 0, 0, False))
        out, _ = self.bassin("score", two, three)
        self.assertRegex(out, r" 50\.00 +in no run  miss\n")
        self.assertIn("(without 1 in no run)", " ".join(out.split()))
        (self.folder / "share.csv").write_text("".join(SEVERAL.splitlines(True)[:2]))
        self.assertIn("   1 run\n", self.bassin("score", one, two, three, "-T", "share.csv")[0])

    def test_a_batch_is_the_results_of_its_members(self):
        batch = self.batch()
        results = [self.result(seed, "small.cfg", output=f"{seed}.h5") for seed in (1, 2, 3)]
        for options in ((), ("-F", "csv"), ("-F", "row", "-H")):
            out, err = self.bassin("score", batch, *options)
            self.assertEqual(err, "")
            self.assertEqual(out, self.bassin("score", *results, *options)[0])
            self.assertEqual(out, self.bassin("score", batch, "--arm", "base", *options)[0])
        reformed = [self.result(seed, "small.cfg", "--set", "rates.job_finding=0.01", output=f"r{seed}.h5") for seed in (1, 2, 3)]
        out, _ = self.bassin("score", batch, "--arm", "reform", "-F", "csv")
        self.assertEqual(out, self.bassin("score", *reformed, "-F", "csv")[0])
        told = self.told(batch, "-a", "reform")
        self.assertEqual(told["arm"], "reform")
        self.assertEqual([(run["replicate"], run["seed"]) for run in told["runs"]], [(0, 1), (1, 2), (2, 3)])

    def test_other_targets(self):
        """Those of the command line hold for all, whatever the scenarios say."""
        (self.folder / "other.csv").write_text("id,measure,value,tolerance,source,confidence\nlost,lost,1,100,x,D\n")
        results = [*self.results(1, 2), *self.results(3, name="bare", targets=None)]
        record, = (record for record in self.told(*results, "-T", "other.csv")["measures"] if record["id"])
        self.assertEqual((record["id"], record["runs_within"]), ("lost", 3))
        record, = (record for record in self.told(self.batch(), "-T", "other.csv")["measures"] if record["id"])
        self.assertEqual((record["id"], record["runs_within"]), ("lost", 3))

    def test_a_sweep(self):
        batch = self.batch('sweep = { parameters = ( { path = "rates.job_loss"; values = [ 0.002, 0.1 ]; } ); };\n', count=2)
        err = self.refused(batch)
        self.assertIn('"e.h5" has 2 points of a sweep', err)
        self.assertIn("--point N, from 0 to 1", err)
        shares = [next(record["mean"] for record in self.told(batch, "--point", str(point))["measures"]) for point in (0, 1)]
        self.assertGreater(shares[1], shares[0] + 10)
        self.assertIn("has points from 0 to 1", self.refused(batch, "--point", "2"))
        self.assertIn("--point -1: expected a whole number", self.refused(batch, "--point=-1"))

    def test_a_batch_that_lacks_members(self):
        batch = self.batch(options=("--member", "1"))
        out, err = self.bassin("score", batch)
        self.assertEqual(err, "bassin: 1 of 3 replicates are done: the others are left out\n")
        self.assertIn("\n1 run. Mean: ", out)
        self.assertIn("no replicate of the arm reform is done", self.refused(batch, "--arm", "reform"))

    def test_rows(self):
        results = self.results(1, 2)
        rows = [self.bassin("score", result, "-F", "row")[0] for result in results]
        self.assertNotEqual(*rows)
        self.assertEqual(self.bassin("score", "-F", "row", *reversed(results), results[0])[0], rows[1] + rows[0] + rows[0])
        out = self.bassin("score", "-F", "row", "-H", "-m", "lost,jobless", *results)[0].splitlines()
        self.assertEqual(out[0], "lost,jobless")
        self.assertEqual([len(line.split(",")) for line in out], [2, 2, 2])
        # Of other scenarios, with other targets.
        other = self.results(1, name="bare", targets=None, options=("--set", "rates.job_loss=0.01"))
        out, err = self.bassin("score", "-F", "row", *results, *other)
        self.assertEqual((len(out.splitlines()), err), (3, ""))
        out, _ = self.bassin("score", "-F", "row", *results, "absent.h5", expect=2)
        self.assertEqual(out, "FAIL\n")

    def test_strict_judges_the_mean(self):
        results = self.results(1, 2, 3)
        _, err = self.bassin("score", "--strict", *results, expect=1)
        self.assertEqual(err, "bassin: 2 of 3 means are not within tolerance (--strict)\n")
        # The mean is within what no single run needs to be.
        mean, = (record["mean"] for record in self.told(*results)["measures"] if record["measure"] == "jobless")
        (self.folder / "near.csv").write_text(f"id,measure,value,tolerance,source,confidence\nnear,jobless,{mean},1e-6,x,D\n")
        self.assertIn("Single runs: 0 to 0", self.bassin("score", "--strict", *results, "-T", "near.csv")[0])

    def test_other_scenarios_are_told(self):
        results = self.results(1, 2)
        other = [self.result(seed, "small.cfg", "--set", "rates.job_finding=0.01", output=f"other{seed}.h5") for seed in (1, 2)]
        _, err = self.bassin("score", *results, *other)
        self.assertEqual(err, 'bassin: "small1.h5" and "other1.h5" differ in more than their seeds: '
                              "rates.job_finding = 0.004 and 0.01; 1 more differ from the first\n")
        # What is kept makes no other run.
        daily = self.result(3, "small.cfg", "--set", "run.daily=false", output="daily.h5")
        self.assertEqual(self.bassin("score", *results, daily)[1], "")

    def test_what_is_refused(self):
        one, two = self.results(1, 2)
        self.assertIn(f'"{one}" and "{one}" are the same run: seed 1, population seed 1', self.refused(one, two, one))
        shutil.copy(self.folder / two, self.folder / "copy.h5")
        self.assertIn(f'"{two}" and "copy.h5" are the same run: seed 2', self.refused(one, two, "copy.h5"))
        again = self.result(1, "small.cfg", "--set", "run.daily=false", output="again.h5")
        self.assertIn(f'"{one}" and "{again}" are the same run', self.refused(one, again))
        for targets, difference in ((SEVERAL.replace("31.2", "30"), "row 1 is jobless = 31.2 within 2 in the first, jobless = 30 within 2 in"),
                                    (SEVERAL.replace("0,1,x", "0,3,x"), "row 2 is found = 1000 within 1 in the first, found = 1000 within 3 in"),
                                    (SEVERAL.replace("exact,0", "exact,1"), "row 3 is jobless.exact = 0 within 1 in the first, jobless.exact = 1"),
                                    (SEVERAL.rpartition("exact,j")[0], "row 3 is jobless.exact = 0 within 1 in the first, no such row in the second")):
            with self.subTest(difference=difference):
                other, = self.results(3, name="other", targets=targets, options=("-f",))
                err = self.refused(one, other)
                self.assertIn(f'"{one}" and "other3.h5" have different targets: {difference}', err)
                self.assertIn("--targets FILE.csv", err)
        self.assertIn("absent.h5", self.refused(one, "absent.h5"))
        self.assertIn("small.cfg", self.refused(one, "small.cfg"))
        self.assertIn("there are no published figures", self.refused(*self.results(1, 2, name="bare", targets=None)))
        classroom = bassin.SOURCE / "scenarios" / "classroom.cfg"
        self.result(1, str(classroom), "--until", "2016-02-01", "--set", "run.burn_in_days=1", output="room.h5")
        self.assertIn('"small1.h5" is of the model two_state, "room.h5" of the model labour_market', self.refused(one, "room.h5"))

    def test_batches_and_results_are_not_mixed(self):
        batch = self.batch()
        one, two = self.results(1, 2)
        for arguments in ((one, batch), (batch, one), (batch, batch)):
            self.assertIn('"e.h5" holds the runs of an experiment: it is scored alone', self.refused(*arguments))
        self.assertIn('there is no arm "refrom"\n  did you mean "reform"?', self.refused(batch, "--arm", "refrom"))
        self.assertIn('"e.h5" has no point but 0', self.refused(batch, "--point", "1"))
        for option in ("--arm=base", "--point=0"):
            for files in ((one,), (one, two)):
                self.assertRegex(self.refused(*files, option), r"--(arm|point) is for the result of an experiment")

    def test_a_run_that_was_stopped_is_no_result(self):
        one, = self.results(1)
        self.scenario("long.cfg", size=5000, end="2152-01-01")
        process = self.start("run", "long.cfg", "-q", "-o", "long.h5", "--checkpoint-every", "100")
        until = time.monotonic() + self.patience
        while "long.h5.checkpoint" not in self.files() and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=self.patience)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM)
        self.assertIn("long.h5.checkpoint", self.files())
        self.assertIn("long.h5", self.refused(one, "long.h5"))
        self.assertIn("long.h5.checkpoint", self.refused(one, "long.h5.checkpoint"))


if __name__ == "__main__":
    bassin.main()
