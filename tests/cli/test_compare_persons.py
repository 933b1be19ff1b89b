"""`bassin compare --persons`: groups of persons by what was known before, worked out again from the panels by other means,
held against closed forms, and beside a placebo."""

import csv
import io
import json
import math
import re
import unittest

import h5py
import numpy

import bassin

TOWN = """\
title = "A town";
scenario = "%s/scenarios/classroom.cfg";
overrides = ( { path = "run.end"; value = "2017-01-01"; }, { path = "run.burn_in_days"; value = 100; } );
arms = (
    { name = "baseline"; },
    { name = "higher"; text = "One fifth more."; changes = ( { date = "2016-05-01"; path = "minimum_wage.level"; value = 11.60; } ); },
    { name = "twin"; changes = ( { date = "2016-05-01"; path = "minimum_wage.level"; value = 9.67; } ); },
    { name = "placebo"; placebo = true; }
);
replicates = { count = 4; };
keep = { series = [ "stock", "hires" ]; panels = 3; };
""" % bassin.SOURCE

# The unemployed find jobs twice as fast from a day on.
STATES = """\
title = "Two states";
scenario = "small.cfg";
overrides = ( { path = "run.end"; value = "2012-07-01"; }, { path = "run.daily"; value = false; },
              { path = "rates.job_loss"; value = %s; }, { path = "rates.job_finding"; value = 0.01; } );
arms = (
    { name = "baseline"; },
    { name = "faster"; changes = ( { date = "2012-02-01"; path = "rates.job_finding"; value = 0.02; } ); },
    { name = "chance"; placebo = "2012-02-01"; }
);
replicates = { count = 16; };
keep = { series = "none"; panels = 16; };
"""

FIRST, END = (numpy.datetime64(day, "D").astype(int) for day in ("2016-05-01", "2017-01-01"))


def spells(file, arm, replicate):
    group = file[f"panel/{arm}/{replicate}/spells"]
    return {name.removesuffix("_code"): item[()].astype(numpy.int64) for name, item in group.items() if name != "row"}


def lives(file, arm, replicate):
    """{person: (status on the eve, days at work, days, last status, pay)}, person by person and spell by spell."""
    table, found = spells(file, arm, replicate), {}
    order = range(len(table["person"]))
    for i in order:
        if not table["second"][i] and table["start"][i] < FIRST <= table["end"][i] and table["end"][i] > table["start"][i]:
            found[table["person"][i]] = [table["status"][i], 0, 0, "gone", 0, table["wage_start"][i]]
    for i in order:
        life = found.get(table["person"][i])
        days = min(table["end"][i], END) - max(table["start"][i], FIRST)
        if life is None or table["end"][i] < FIRST or days <= 0:
            continue
        at_work = table["status"][i] <= 7
        life[4] += table["wage"][i] * table["hours"][i] * days / 700 * at_work
        if not table["second"][i]:
            life[1] += days * at_work
            life[2] += days
            if table["end"][i] >= END:
                life[3] = table["status"][i]
    return found


class Town(bassin.Case):
    """One result that all look at."""

    @classmethod
    def setUpClass(cls):
        case = cls("run_town")
        case.setUp()
        cls.addClassCleanup(case.doCleanups)
        cls.town = case.folder
        case.run_town()

    def run_town(self):
        (self.folder / "town.cfg").write_text(TOWN)
        self.bassin("batch", "town.cfg", "-o", "town.h5", "-q")

    def rows(self, *arguments, name="town.h5"):
        out = self.bassin("compare", str(self.town / name), "--persons", "-F", "json", *arguments)[0]
        return json.loads(out)["differences"]

    def find(self, rows, **wanted):
        found, = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
        return found

    def test_figures_are_those_of_the_panels(self):
        rows = self.rows("--arm", "higher")
        with h5py.File(self.town / "town.h5") as file:
            labels = file["status"].asstr()[()]
            women = {number for number, female in zip(file["panel/baseline/0/people/person"][()], file["panel/baseline/0/people/female"][()]) if female}
            runs = {arm: [lives(file, arm, r) for r in range(3)] for arm in ("baseline", "higher", "placebo")}
        groups = {"all": lambda person, life: True, "sex: women": lambda person, life: person in women,
                  "status: unemployed": lambda person, life: labels[life[0]] == "unemployed"}
        for name, member in groups.items():
            for figure, top, bottom, factor in (("days_at_work", 1, 2, 365.25), ("paid", 4, 2, 365.25)):
                means = {}
                for arm, each in runs.items():
                    chosen = [[life for person, life in run.items() if member(person, life)] for run in each]
                    means[arm] = numpy.array([factor * sum(life[top] for life in one) / sum(life[bottom] for life in one) for one in chosen])
                row = self.find(rows, figure=figure, group=name)
                difference = means["higher"] - means["baseline"]
                half = 4.302653 * difference.std(ddof=1) / math.sqrt(3)
                self.assertEqual(row["pairs"], 3)
                self.assertAlmostEqual(row["baseline_mean"], means["baseline"].mean(), places=6)
                self.assertAlmostEqual(row["difference"], difference.mean(), places=6)
                self.assertAlmostEqual(row["high"] - row["low"], 2 * half, delta=1e-4 * half)
                self.assertAlmostEqual(row["placebo_difference"], (means["placebo"] - means["baseline"]).mean(), places=6)
            count = numpy.mean([sum(member(person, life) for person, life in run.items()) for run in runs["baseline"]])
            self.assertAlmostEqual(row["persons"], count)
        for arm, column in (("higher", "arm_mean"), ("placebo", "placebo_mean")):
            shares = [numpy.mean([abs(other[person][1] - life[1]) > 30 for person, life in base.items()])
                      for base, other in zip(runs["baseline"], runs[arm])]
            self.assertAlmostEqual(self.find(rows, figure="changed", group="all")[column], 100 * numpy.mean(shares))
        unemployed = list(labels).index("unemployed")
        for to, code in (("cdi", 0), ("unemployed", unemployed), ("gone", "gone")):
            share = [numpy.mean([life[3] == code for life in run.values() if life[0] == unemployed]) for run in runs["higher"]]
            row = self.find(rows, figure="changes_of_state", to=to, **{"from": "unemployed"})
            self.assertAlmostEqual(row["arm_mean"], 100 * numpy.mean(share))

    def test_all_states_of_the_eve_add_up(self):
        rows = [row for row in self.rows("--arm", "higher", "--only", "changes_of_state") if row["from"] == "cdi"]
        self.assertAlmostEqual(sum(row["arm_mean"] for row in rows), 100)
        self.assertAlmostEqual(sum(row["difference"] for row in rows), 0)

    def test_identical_arms_differ_in_nothing(self):
        rows = self.rows("--arm", "twin")
        self.assertGreater(len(rows), 100)
        for row in rows:
            if row["figure"] == "changed":
                self.assertEqual(row["arm_mean"] or 0, 0, row)
                continue
            self.assertIn(row["finding"], ("identical", "none"), row)
            self.assertEqual(row["difference"] or 0, 0, row)

    def test_a_placebo_is_the_baseline_before_its_day_and_another_one_after(self):
        with h5py.File(self.town / "town.h5") as file:
            months = file["time"][()] < FIRST
            for name in ("stock", "hires"):
                values = file[name][()]
                self.assertEqual(values[0][:, months].tobytes(), values[3][:, months].tobytes())
                self.assertNotEqual(values[0].tobytes(), values[3].tobytes())
            for replicate in range(3):
                past = []
                for arm in ("baseline", "placebo"):
                    table = spells(file, arm, replicate)
                    past.append({name: values[table["end"] < FIRST].tobytes() for name, values in table.items()})
                self.assertEqual(*past)
            replicates = file["hires"][()][3].sum(axis=tuple(range(2, file["hires"].ndim - 1)))
            self.assertEqual(len({values.tobytes() for values in replicates}), 4, "replicates have a luck of their own")

    def test_what_is_known_only_later_makes_no_group(self):
        for name in ("wage", "end", "reason", "raises", "days_at_work", "last_status"):
            err = self.bassin("compare", str(self.town / "town.h5"), "--persons", "--along", name, expect=2)[1]
            self.assertIn("is not known of persons before the arms part; known: sex, age", err)

    def test_a_trait_that_differs_between_arms_is_refused(self):
        for place, column, what in (("people", "female", "sex"), ("spells", "wage_start", "pay"), ("people", "birth_day", "age")):
            data = (self.town / "town.h5").read_bytes()
            (self.folder / "bent.h5").write_bytes(data)
            with h5py.File(self.folder / "bent.h5", "r+") as file:
                group = file[f"panel/higher/1/{place}"]
                person = spells(file, "higher", 1)
                eve = (person["start"] < FIRST) & (person["end"] >= FIRST) & (person["end"] > person["start"]) & (person["second"] == 0)
                eve &= person["status"] <= 7
                row = numpy.flatnonzero(eve)[7]
                row = row if place == "spells" else numpy.flatnonzero(group["person"][()] == person["person"][row])[0]
                group[column][row] = 1 - group[column][row] if column == "female" else group[column][row] + 1
            err = self.bassin("compare", "bent.h5", "--persons", "--arm", "higher", expect=1)[1]
            self.assertIn(f"the arms have not the same persons on 2016-04-30: {what} differs", err)

    def test_formats_and_columns(self):
        out = self.bassin("compare", str(self.town / "town.h5"), "--persons")[0]
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        self.assertFalse([line for line in out.splitlines() if line != line.rstrip()])
        said = " ".join(out.split())
        self.assertIn("higher against baseline: 3 pairs of 3 that have panels", said)
        self.assertRegex(said, r"persons a run who were there on 2016-04-30, until 2016-12-31\. \d+ a run who came later are left out")
        self.assertIn("never of a person in one of them", said)
        self.assertNotIn("placebo against", said, "it stands beside the others")
        table = list(csv.DictReader(io.StringIO(self.bassin("compare", str(self.town / "town.h5"), "--persons", "-F", "csv")[0])))
        rows = self.rows()
        self.assertEqual(len(table), len(rows))
        for line, row in zip(table, rows):
            self.assertEqual({key: "" if value is None else value for key, value in row.items() if isinstance(value, str) or value is None},
                             {key: line[key] for key, value in row.items() if isinstance(value, str) or value is None})

    def test_crossed_groups(self):
        rows = self.rows("--arm", "higher", "--along", "sex,age", "--only", "days_at_work")
        self.assertEqual(len(rows), 1 + 2 * 5)
        self.assertAlmostEqual(sum(row["persons"] for row in rows[1:]), rows[0]["persons"])
        self.assertEqual(rows[-1]["group"], "sex: women, age: 60 and over")
        self.assertEqual({row["unit"] for row in rows}, {"days/year"})

    def test_the_placebo_alone_gives_the_same_bytes_and_can_be_resumed(self):
        (self.folder / "town.cfg").write_text(TOWN)
        (self.folder / "m.cfg").write_text(self.bassin("check", "town.cfg", "--member", "4")[0])
        self.assertRegex((self.folder / "m.cfg").read_text(), r'date = "2016-05-01"; path = "run.luck"; value = 1;')
        self.bassin("run", "m.cfg", "-o", "m.h5", "-q")
        for until in ("2016-04-11", "2016-06-20"):
            self.bassin("run", "m.cfg", "-o", "k.h5", "-q", "--force", "--until", until, "--keep-checkpoint")
            self.bassin("run", "m.cfg", "-o", "k.h5", "-q", "--resume", "--until", "2017-01-01")
            with h5py.File(self.folder / "m.h5") as whole, h5py.File(self.folder / "k.h5") as resumed, \
                    h5py.File(self.town / "town.h5") as town:
                for name, item in whole["panel/spells"].items():
                    self.assertEqual(item[()].tobytes(), resumed["panel/spells"][name][()].tobytes(), (name, until))
                    self.assertEqual(item[()].tobytes(), town["panel/placebo/0/spells"][name][()].tobytes(), name)


class States(bassin.Case):
    """Where the truth is known."""

    def result(self, loss):
        self.scenario(size=4000, burn_in=200)
        scenario = (self.folder / "small.cfg").read_text()
        (self.folder / "small.cfg").write_text(re.sub(r"changes = .*\n", "", scenario))
        (self.folder / "e.cfg").write_text(STATES % loss)
        self.bassin("batch", "e.cfg", "-o", "a.h5", "-q")
        out = self.bassin("compare", "a.h5", "--persons", "-F", "json", "--level", "99.9", "--only", "days_at_work,changed")[0]
        return {(row["figure"], row["group"]): row for row in json.loads(out)["differences"]}

    def truth(self, begins_at_work, loss, finding, days):
        """Days at work of a year, of a person in that state on the eve."""
        steady, fade = finding / (loss + finding), 1 - loss - finding
        return 365.25 / days * sum(steady + (begins_at_work - steady) * fade ** k for k in range(1, days + 1))

    def test_differences_are_those_of_the_closed_form(self):
        rows = self.result(0.004)
        days = (numpy.datetime64("2012-07-01") - numpy.datetime64("2012-02-01")).astype(int)
        for group, begins in (("state: employed", 1), ("state: unemployed", 0)):
            row = rows["days_at_work", group]
            before, after = (self.truth(begins, 0.004, finding, days) for finding in (0.01, 0.02))
            self.assertTrue(row["low"] < after - before < row["high"], (row, after - before))
            self.assertEqual(row["finding"], "effect")
            self.assertTrue(row["placebo_low"] < 0 < row["placebo_high"], row)
            self.assertLess(abs(row["baseline_mean"] - before), 2)
        self.assertLess(rows["days_at_work", "state: unemployed"]["high"], 366)

    def test_who_cannot_be_touched_is_not(self):
        rows = self.result(0)
        row = rows["days_at_work", "state: employed"]
        self.assertEqual((row["difference"], row["finding"], row["baseline_mean"]), (0, "identical", 365.25))
        self.assertEqual(rows["changed", "state: employed"]["arm_mean"], 0)
        touched = rows["days_at_work", "state: unemployed"]
        self.assertGreater(touched["low"], 0)
        self.assertEqual(touched["finding"], "effect")
        self.assertGreater(rows["changed", "state: unemployed"]["arm_mean"], 10)


class Refusals(bassin.Case):
    def test_what_has_no_persons(self):
        self.scenario(size=50)
        text = 'title = "T"; scenario = "small.cfg"; arms = ( { name = "a"; }, { name = "b"; %s } ); replicates = { count = 2; };%s'
        later = 'changes = ( { date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; } );'
        begins = 'overrides = ( { path = "rates.job_loss"; value = 0.008; } );'
        for number, (arm, keep, said) in enumerate((
                (later, "", "the result has no panels of persons"),
                (begins, "keep = { panels = 2; };", "part before the first day that is recorded"))):
            (self.folder / "e.cfg").write_text(text % (arm, keep))
            self.bassin("batch", "e.cfg", "-o", f"{number}.h5", "-q")
            self.assertIn(said, self.bassin("compare", f"{number}.h5", "--persons", expect=2)[1])
        self.assertIn("--date: persons are followed", self.bassin("compare", "1.h5", "--persons", "--date", "all", expect=2)[1])
        self.assertIn("--changed goes with --persons", self.bassin("compare", "1.h5", "--changed", "3", expect=2)[1])

    def test_shards_say_the_same(self):
        self.scenario(size=500)
        (self.folder / "e.cfg").write_text(STATES % 0.004)
        self.bassin("batch", "e.cfg", "-o", "whole.h5", "-q")
        for shard in "12":
            self.bassin("batch", "e.cfg", "-o", f"{shard}.h5", "-q", "--shard", f"{shard}/2")
        self.bassin("merge", "-o", "merged.h5", "2.h5", "1.h5", "-q")
        whole, merged = (self.bassin("compare", f"{name}.h5", "--persons", "-F", "csv")[0] for name in ("whole", "merged"))
        self.assertEqual(whole, merged)
        out, err = self.bassin("compare", "1.h5", "--persons")[:2]
        self.assertIn("8 pairs of 16", out)
        self.assertIn("24 of 48 members are done", err)


if __name__ == "__main__":
    unittest.main()
