"""`bassin score`: published figures against a result, read from the file alone."""

import csv
import io
import json
import shutil
import unittest

import h5py

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
        return json.loads(self.bassin("score", "--format", "json", *arguments)[0])

    def test_text(self):
        out, err = self.bassin("score", self.result())
        self.assertEqual(err, "")
        lines = out.splitlines()
        self.assertEqual(lines[-1], "1 of 2 within tolerance")
        self.assertRegex(out, r"share without a job \(%\) +30\.00 +[\d.]+ +[-+][\d.]+ +[-+]\d\.\d  pass \[1\]")
        self.assertRegex(out, r"jobs found \(persons\) +1 000\.0 +[\d.]+ +-99[\d.]+ +-99[\d.]+  miss \[2\]")
        self.assertIn("Nowhere, 2012: all, of all ages. Census 2012 (V)", out)
        self.assertIn('Office "of jobs" (S)', out)
        self.assertIn("Mean over all months", out)

    def test_text_fits(self):
        result = self.result()
        for columns in (40, 60, 80, 120):
            out, _ = self.bassin("score", result, environment={"COLUMNS": str(columns)})
            self.assertLessEqual(max(map(len, out.splitlines())), columns)
        self.assertLessEqual(max(map(len, self.bassin("score", result)[0].splitlines())), 80)

    def test_csv_and_json_say_the_same(self):
        result = self.result()
        out, _ = self.bassin("score", "--format=csv", result)
        table = list(csv.DictReader(io.StringIO(out)))
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
        rows = [line.split("  ")[-3:-1] for line in scored.splitlines() if line.endswith("]") and "[" in line]
        self.assertEqual(len(rows), 3)
        for line in scored.splitlines():
            if "pass [" in line or "miss [" in line:
                self.assertIn(line.rsplit("[", 1)[0].rstrip(), printed)
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
        self.assertRegex(out, r"0\.00 +not in this run  miss \[1\]")
        self.assertTrue(out.endswith("\n0 of 1 within tolerance\n"))
        record, = self.records("small.h5")
        self.assertIsNone(record["simulated"])
        self.assertIsNone(record["gap"])
        self.assertFalse(record["within"])
        row, = csv.DictReader(io.StringIO(self.bassin("score", "-F", "csv", "small.h5")[0]))
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
        self.assertIn("is not a result of bassin", self.bassin("score", "other.h5", expect=2)[1])
        self.bassin("score", expect=2)
        self.bassin("score", result, "--format", "markdown", expect=2)

    def test_results_of_other_versions(self):
        result = self.result()
        shutil.copy(self.folder / result, self.folder / "older.h5")
        with h5py.File(self.folder / "older.h5", "a") as file:
            file.attrs["version"] = "0.0.1"
            del file["hires"]
        _, err = self.bassin("score", "older.h5", expect=2)
        self.assertIn('"older.h5" has no series "hires", which this version keeps', err)
        self.assertIn("it was written by bassin 0.0.1", err)
        with h5py.File(self.folder / result, "a") as file:
            text = file["scenario"][()].decode()
            file["scenario"][()] = text.replace("job_loss =", "job_lost =")
        _, err = self.bassin("score", result, expect=2)
        self.assertRegex(err, r"small\.h5 \(its scenario\):\d+:\d+: rates has no parameter called \"job_lost\"")

    def test_the_result_stands_alone(self):
        """The rows are in the resolved scenario: neither the scenario nor the table is needed any more."""
        result = self.result()
        with h5py.File(self.folder / result) as file:
            (self.folder / "again.cfg").write_text(file["scenario"][()].decode())
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
            if name != "scenario" and not name.startswith("parameters/"):
                self.assertEqual(ours[name], theirs[name], name)


if __name__ == "__main__":
    bassin.main()
