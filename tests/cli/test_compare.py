"""`bassin compare`: paired differences, worked out again from the file by other means."""

import csv
import io
import json
import math
import unittest

import h5py
import numpy

import bassin

EXPERIMENT = """\
title = "Three arms";
scenario = "small.cfg";
arms = (
    {{ name = "baseline"; }},
    {{ name = "crisis"; text = "Twice the losses."; changes = ( {{ date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; }} ); }},
    {{ name = "twin"; changes = ( {{ date = "2012-09-01"; path = "rates.job_loss"; value = 0.004; }} ); }}
);
replicates = {{ count = {replicates}; }};
{more}
"""
# Published (Fisher and Yates): two-sided 95 % and 90 % with 7 degrees of freedom.
T_95, T_90 = 2.364624, 1.894579


class Compare(bassin.Case):
    def setUp(self):
        super().setUp()
        self.result()

    def result(self, replicates=8, more="", text=EXPERIMENT, name="a.h5", options=(), **scenario):
        self.scenario(**scenario)
        (self.folder / "e.cfg").write_text(text.format(replicates=replicates, more=more))
        self.bassin("batch", "e.cfg", "-o", name, "-q", "--force", *options)

    def told(self, *arguments, name="a.h5"):
        return json.loads(self.bassin("compare", name, "-F", "json", *arguments)[0])

    def rows(self, *arguments, name="a.h5"):
        return self.told(*arguments, name=name)["differences"]

    def row(self, *arguments, **options):
        row, = self.rows(*arguments, **options)
        return row

    def check(self, row, first, second, t=T_95):
        """The figures of a row against two columns of values."""
        difference = second - first
        half = t * difference.std(ddof=1) / math.sqrt(len(difference))
        self.assertEqual(row["pairs"], len(difference))
        self.assertAlmostEqual(row["baseline_mean"], first.mean(), delta=1e-9 * abs(first.mean()))
        self.assertAlmostEqual(row["arm_mean"], second.mean(), delta=1e-9 * abs(second.mean()))
        self.assertAlmostEqual(row["difference"], difference.mean(), delta=1e-9 * abs(first.mean()))
        self.assertAlmostEqual(row["low"], difference.mean() - half, delta=1e-6 * half + 1e-12)
        self.assertAlmostEqual(row["high"], difference.mean() + half, delta=1e-6 * half + 1e-12)
        self.assertAlmostEqual(row["difference_percent"], 100 * difference.mean() / abs(first.mean()), delta=1e-6)
        apart = first.var(ddof=1) + second.var(ddof=1)
        self.assertAlmostEqual(row["variance_ratio"], apart / difference.var(ddof=1), delta=1e-6)

    def test_measures_and_series_are_those_of_the_file(self):
        with h5py.File(self.folder / "a.h5") as file:
            measure, rate = file["measure/jobless"][()], file["unemployment_rate"][()]
            stock, daily = file["stock"][()], file["daily_stock"][()]
        crisis = ("-a", "crisis", "--only")
        self.check(self.row(*crisis, "jobless"), measure[0], measure[1])
        self.check(self.row(*crisis, "jobless", "-l", "90"), measure[0], measure[1], T_90)
        self.check(self.row(*crisis, "unemployment_rate"), rate[0, :, 11], rate[1, :, 11])
        self.check(self.row(*crisis, "unemployment_rate", "-d", "2012-11"), rate[0, :, 10], rate[1, :, 10])
        self.check(self.row(*crisis, "unemployment_rate", "--by", "year"), rate[0].mean(1), rate[1].mean(1))
        for cell, row in enumerate(self.rows(*crisis, "stock", "--along", "state")):
            self.assertEqual(row["labels"], ("state=employed", "state=unemployed")[cell])
            self.check(row, stock[0, :, 11, cell], stock[1, :, 11, cell])
        rows = self.rows(*crisis, "daily_stock", "--along", "all", "--date", "2012-12-25", "--by", "day")
        self.check(rows[1], daily[0, :, 359, 1], daily[1, :, 359, 1])
        rows = self.rows(*crisis, "daily_stock", "--along", "state", "--date", "2012-12-25")
        self.assertEqual((rows[0]["first_day"], rows[0]["last_day"]), ("2012-12-01", "2012-12-31"))
        self.check(rows[0], daily[0, :, 335:, 0].mean(1), daily[1, :, 335:, 0].mean(1))
        back = self.row("-b", "crisis", "-a", "baseline", "--only", "jobless")
        self.check(back, measure[1], measure[0])

    def test_cells_are_told_apart_along_some_dimensions(self):
        with h5py.File(self.folder / "a.h5") as file:
            flow = file["gross_flow"][()][:, :, 11].astype(float)
        rows = self.rows("-a", "crisis", "--only", "gross_flow", "--along", "state")
        self.assertEqual([row["labels"] for row in rows], ["state=employed", "state=unemployed"])
        for cell, row in enumerate(rows):
            self.check(row, flow[0, :, :, cell].sum(1), flow[1, :, :, cell].sum(1))
        rows = self.rows("-a", "crisis", "--only", "gross_flow", "--along", "state_before")
        for cell, row in enumerate(rows):
            self.check(row, flow[0, :, cell].sum(1), flow[1, :, cell].sum(1)) if flow[0, :, cell].sum(1).std() else None
        rows = self.rows("-a", "crisis", "--only", "gross_flow", "--along", "all")
        self.assertEqual(rows[1]["labels"], "state_before=employed,state=unemployed")
        self.check(rows[1], flow[0, :, 0, 1], flow[1, :, 0, 1])

    def test_identical_arms_differ_by_exactly_nothing(self):
        told = self.told("-a", "twin", "-d", "all", "--along", "all")
        self.assertGreater(len(told["differences"]), 100)
        for row in told["differences"]:
            self.assertEqual((row["difference"], row["low"], row["high"], row["finding"]), (0, 0, 0, "identical"))
            self.assertEqual((row["p"], row["p_adjusted"], row["variance_ratio"]), (1, 1, None))
        out = self.bassin("compare", "a.h5", "-a", "twin")[0].split("\n\ndiffer.")[0]
        self.assertNotIn("effect", out)
        self.assertIn("  same\n", out)

    def test_before_the_first_change_there_is_nothing(self):
        for row in self.rows("-a", "crisis", "-d", "2012-09"):
            self.assertTrue(row["kind"] == "measure" or row["finding"] == "identical", row)

    def test_findings_and_their_correction(self):
        told = self.told("-d", "all", "--along", "all")
        rows = [row for row in told["differences"] if row["p"] is not None]
        self.assertEqual((told["figures_tested"], told["correction"], told["level"]), (len(rows), "holm", 0.95))
        largest = 0
        for number, row in enumerate(sorted(rows, key=lambda row: row["p"])):
            largest = max(largest, min(1, row["p"] * (len(rows) - number)))
            self.assertAlmostEqual(row["p_adjusted"], largest, delta=1e-12 + 1e-9 * largest)
        seen = set()
        for row in rows:
            outside = row["low"] > 0 or row["high"] < 0
            expected = ("identical" if row["low"] == row["high"] == 0 else "holds_zero" if not outside else
                        "effect" if row["p_adjusted"] <= 0.05 else "alone")
            self.assertEqual(row["finding"], expected, row)
            seen.add(expected)
        self.assertEqual(seen, {"identical", "holds_zero", "alone", "effect"})
        exact = self.row("-a", "crisis", "--only", "jobless.exact")
        self.assertEqual((exact["finding"], exact["low"], exact["p"]), ("constant", exact["high"], None))

    def test_needed_replicates(self):
        row = self.row("-a", "crisis", "--only", "jobless", "--precision", "0.5")
        spread = (row["high"] - row["difference"]) * math.sqrt(8) / T_95
        normal = 1.959964
        self.assertGreaterEqual(row["replicates_needed"], (normal * spread / 0.5) ** 2)
        self.assertLess(row["replicates_needed"], (normal * spread / 0.5) ** 2 + 4)
        self.assertGreater(row["replicates_needed_unpaired"], row["replicates_needed"])
        share = self.row("-a", "crisis", "--only", "jobless", "--precision", f"{50 / row['baseline_mean']:.15g}%")
        self.assertEqual(share["replicates_needed"], row["replicates_needed"])

    def test_formats_say_the_same(self):
        out, _ = self.bassin("compare", "a.h5", "-F", "csv", "-d", "all")
        table = list(csv.DictReader(io.StringIO(out)))
        records = self.rows("-d", "all")
        self.assertEqual(len(table), len(records))
        for row, record in zip(table, records):
            self.assertEqual(list(row), list(record))
            for name, value in record.items():
                self.assertEqual(row[name] if isinstance(value, (str, type(None))) else float(row[name]), value or
                                 ("" if value is None else value))

    def test_text(self):
        out, err = self.bassin("compare", "a.h5")
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        self.assertEqual(err, "")
        self.assertIn("crisis against baseline: 8 pairs of 8 with the same seeds\n  Twice the losses.\n", out)
        row = self.row("-a", "crisis", "--only", "jobless")
        line = next(line for line in out.splitlines() if line.startswith("jobless (%)"))
        self.assertAlmostEqual(float(line.split()[3]), row["difference"], delta=0.01 * abs(row["difference"]))
        self.assertRegex(out, r"\n2012-12 +baseline +differ\. +\+- 95 % +percent +x var +needs\n")
        self.assertRegex(out, r"when\s+\d+\s+figures\s+are\s+looked\s+at\s+together\s+\(Holm")
        out = self.bassin("compare", "a.h5", "-d", "all", "--along", "all", "--by", "day")[0]
        self.assertLessEqual(max(map(len, out.splitlines())), 80)

    def test_one_replicate_has_no_interval(self):
        self.result(replicates=1)
        for row in self.rows():
            self.assertEqual((row["pairs"], row["finding"], row["low"], row["p"]), (1, "none", None, None))
        out = self.bassin("compare", "a.h5")[0]
        self.assertNotIn("effect", out)
        self.assertIn("1 pair\n", out)
        self.assertIn("There is one pair at most: no interval can be given", out)

    def test_missing_members_are_missing_pairs(self):
        self.result(replicates=6, name="part.h5", options=("--shard", "1/2"))
        out, err = self.bassin("compare", "part.h5")
        self.assertIn("9 of 18 members are done: pairs that lack one are left out", err)
        self.assertIn("crisis against baseline: 3 pairs of 6", out)
        with h5py.File(self.folder / "part.h5") as file:
            values = file["measure/jobless"][()]
        done = ~numpy.isnan(values[0])
        self.assertEqual(done.sum(), 3)
        row = self.row("-a", "crisis", "--only", "jobless", name="part.h5")
        self.assertAlmostEqual(row["difference"], (values[1] - values[0])[done].mean())
        stock = self.row("-a", "crisis", "--only", "hires", name="part.h5")
        self.assertEqual(stock["pairs"], 3)
        self.assertGreater(stock["baseline_mean"], 0)
        self.result(name="one.h5", options=("--member", "1"))
        out, err = self.bassin("compare", "one.h5")
        self.assertIn("no pairs\n", out)
        for row in self.rows(name="one.h5"):
            self.assertEqual((row["pairs"], row["difference"], row["baseline_mean"]), (0, None, None))

    def test_points_are_compared(self):
        sweep = 'sweep = { parameters = ( { path = "rates.job_finding"; values = [ 0.002, 0.004, 0.006 ]; } ); };'
        self.result(more=sweep)
        with h5py.File(self.folder / "a.h5") as file:
            measure, hires = file["measure/jobless"][()], file["hires"][()][:, :, :, 11]
        rows = self.rows("-a", "crisis", "--only", "jobless,hires")
        self.assertEqual([row["point"] for row in rows], [0, 0, 1, 1, 2, 2])
        for point in range(3):
            self.check(rows[2 * point], measure[0, :, point], measure[1, :, point])
            self.check(rows[2 * point + 1], hires[0, :, point], hires[1, :, point])
        out = self.bassin("compare", "a.h5", "-a", "crisis", "--only", "hires")[0]
        self.assertIn("crisis at point 2 against baseline at point 2: 8 pairs", out)
        self.assertIn("  rates.job_finding = 0.006\n", out)

        self.result(text='scenario = "small.cfg"; replicates = {{ count = {replicates}; }};' + sweep.replace("{", "{{")
                    .replace("}", "}}"))
        with h5py.File(self.folder / "a.h5") as file:
            measure = file["measure/jobless"][()]
        rows = self.rows("--baseline", "1", "--only", "jobless")
        self.assertEqual([(row["point"], row["baseline_point"]) for row in rows], [(0, 1), (2, 1)])
        self.check(rows[1], measure[0, :, 1], measure[0, :, 2])
        self.assertIn("point 2 against point 0: 8 pairs", self.bassin("compare", "a.h5")[0])
        self.assertIn('there is no point "3"', self.bassin("compare", "a.h5", "-b", "3", expect=2)[1])

    def test_what_is_not_an_experiment(self):
        self.bassin("run", "small.cfg", "-q")
        _, err = self.bassin("compare", "small.h5", expect=2)
        self.assertIn('"small.h5" is not the result of an experiment\n', err)
        self.assertIn("bassin batch EXPERIMENT -o FILE.h5", err)
        self.assertIn("small.cfg", self.bassin("compare", "small.cfg", expect=2)[1])
        self.assertIn("none.h5", self.bassin("compare", "none.h5", expect=2)[1])
        self.result(text='scenario = "small.cfg"; replicates = {{ count = {replicates}; }};')
        _, err = self.bassin("compare", "a.h5", expect=2)
        self.assertIn("one arm and no sweep: there is nothing to compare", err)

    def test_options_that_cannot_be(self):
        for arguments, message in (
                (("-b", "basline"), 'there is no arm "basline"\n  did you mean "baseline"?'),
                (("-a", "crisis,baseline"), "--arm crisis,baseline: the baseline is compared with others"),
                (("--only", "joblss"), '--only: the result has no measure and no series "joblss"'),
                (("--only", "jobless,jobless"), "--only: jobless is there twice"),
                (("--along", "stat"), 'no dimension "stat"\n  did you mean "state"?'),
                (("--date", "2019-01"), "--date: nothing is kept of 2019-01-01, the result is of 2012-01-01 to 2012-12-31"),
                (("--date", "2012-13"), "--date 2012-13: expected last, all, or days"),
                (("--date", "2012,,"), "--date 2012,,: expected"),
                (("--date", "2012 2013"), "--date 2012 2013: expected"),
                (("--by", "week"), "--by week: expected day, month or year"),
                (("--level", "5"), "--level 5: expected a percentage from 50 to 99.9999"),
                (("--level", "95x"), "--level 95x: expected"),
                (("--precision", "-1"), "--precision -1: expected a number above zero"),
                (("--precision", "1%%"), "--precision 1%%: expected"),
                (("--format", "row"), "--format row: expected text, csv or json")):
            out, err = self.bassin("compare", "a.h5", *arguments, expect=2)
            self.assertEqual(out, "")
            self.assertIn(message, err)

    def test_series_that_are_not_kept(self):
        self.result(more='keep = { series = [ "stock" ]; };')
        _, err = self.bassin("compare", "a.h5", "--only", "hires", expect=2)
        self.assertIn('no measure and no series "hires"', err)
        self.assertEqual({row["name"] for row in self.rows() if row["kind"] == "series"}, {"stock"})


if __name__ == "__main__":
    bassin.main()
