"""What programs that drive runs write and read: settings in files, changes on the command line, rows and tables of
numbers, a problem for SALib, and how they notice that a run failed."""

import json
import math
import unittest

import bassin


class Driven(bassin.Case):
    def checked(self, *arguments):
        """The lines of `check` under "set" and "changes"."""
        out, _ = self.bassin("check", "small.cfg", *arguments)
        return out

    def refused(self, message, *arguments):
        self.scenario()
        out, err = self.bassin("check", "small.cfg", *arguments, expect=2)
        self.assertEqual(out, "")
        self.assertTrue(err.startswith(message), err)

    def put(self, name, text):
        (self.folder / name).write_text(text)
        return name

    # ---- in

    def test_a_setting_a_line(self):
        self.scenario()
        self.put("values.txt", "\ufeff# of a tool\r\n\r\n  rates.job_loss   0.01 \r\n\trates.job_finding = 2.5e-2\n"
                               "  # last\nrun.seed=7")
        told = json.loads(self.bassin("export", "--web", "small.cfg", "--set-from", "values.txt")[0])["groups"]
        self.assertEqual((told["rates"][0]["job_loss"], told["rates"][0]["job_finding"]), ("0.01", "0.025"))
        self.assertEqual(told["run"][0]["seed"], "7")
        self.assertIn("rates.job_finding=2.5e-2 (values.txt:4)", self.checked("--set-from", "values.txt"))

    def test_a_row_of_a_table(self):
        self.scenario()
        self.put("design.csv", "# a design\nrates.job_loss, rates.job_finding\n 0.01 ,0.1\n\n0.02, 0.2\n")
        for row, wanted in ((1, ("0.01", "0.1")), (2, ("0.02", "0.2"))):
            told = json.loads(self.bassin("export", "-w", "small.cfg", f"--set-from=design.csv:{row}")[0])["groups"]
            self.assertEqual((told["rates"][0]["job_loss"], told["rates"][0]["job_finding"]), wanted)
        self.put("french.csv", "rates.job_loss;rates.job_finding\n0,01;0,1\n")
        told = json.loads(self.bassin("export", "-w", "small.cfg", "--set-from=french.csv")[0])["groups"]
        self.assertEqual(told["rates"][0]["job_loss"], "0.01")

    def test_the_last_one_wins(self):
        self.scenario()
        self.put("a.txt", "run.seed 3\n")
        self.assertIn("seed        3,", self.checked("--set", "run.seed = 4", "--set-from", "a.txt"))
        self.assertIn("seed        4,", self.checked("--set-from", "a.txt", "--set", "run.seed = 4 "))
        self.assertIn("seed        5,", self.checked("--set-from", "a.txt", "--seed", "5"))

    def test_the_same_run(self):
        """Whichever way values come, the data are the same."""
        self.scenario(size=500)
        self.put("design.csv", "rates.job_loss,2012-09-01:rates.job_loss\n9,9\n0.01,0.02\n")
        self.put("a.txt", "rates.job_loss 0.01\n2012-09-01:rates.job_loss 0.02\n")
        given = (("--set", "rates.job_loss=0.01", "--change", "2012-09-01:rates.job_loss=0.02"),
                 ("--set-from", "design.csv:2"), ("--set-from", "a.txt"))
        for number, options in enumerate(given):
            self.bassin("run", "-q", "small.cfg", "-o", f"{number}.h5", *options)
        self.bassin("run", "-q", "small.cfg", "-o", "plain.h5")
        digests = [next(line for line in self.bassin("info", "--digest", f"{name}.h5")[0].splitlines() if "digest" in line)
                   for name in ("0", "1", "2", "plain")]
        self.assertEqual(len(set(digests[:3])), 1)
        self.assertNotEqual(digests[0], digests[3])

    def test_a_change_equals_that_of_a_file(self):
        self.scenario(size=500)
        self.put("two.cfg", (self.folder / "small.cfg").read_text().replace(
            "0.004; }", '0.004; }, { date = "2012-10-01"; path = "rates.job_loss"; value = 0.01; }'))
        self.bassin("run", "-q", "two.cfg")
        self.bassin("run", "-q", "small.cfg", "--change", " 2012-10-01 : rates.job_loss = 0.01 ")
        one, other = (self.bassin("info", "-d", name)[0] for name in ("two.h5", "small.h5"))
        self.assertEqual(*(next(line for line in text.splitlines() if line.startswith("digest")) for text in (one, other)))

    def test_a_change_replaces_that_of_the_file(self):
        self.scenario()
        out = self.checked("--change", "2012-07-01:rates.job_loss=0.009", "--change=2012-08-01:rates.job_loss=0.008",
                           "--change", "2012-08-01:rates.job_loss=0.007")
        self.assertRegex(out, r"changes +2\n +2012-07-01  rates.job_loss = 0.009\n +2012-08-01  rates.job_loss = 0.007\n")
        self.put("a.txt", "2012-07-01:rates.job_loss 0.009")
        self.assertRegex(self.checked("--set-from", "a.txt"),
                         r"replaces +rates.job_loss of small.cfg:\d+:\d+ by\s+a.txt:1:27")

    def test_resumed_with_the_same_settings(self):
        self.scenario(size=500)
        self.put("a.txt", "rates.job_loss 0.01\n2012-09-01:rates.job_loss 0.02\n")
        arguments = ("run", "-q", "small.cfg", "--set-from", "a.txt", "--keep-checkpoint")
        self.bassin(*arguments)
        self.bassin(*arguments, "--until", "2013-03-01", "--resume")
        self.bassin("run", "-q", "small.cfg", "--set-from", "a.txt", "--until", "2013-03-01", "-o", "whole.h5")
        self.assert_same_data("small.h5", "whole.h5")

    def test_faults_of_a_file(self):
        for text, message in (
            ("rates.job_loss x\n", "a.txt:1:16: rates.job_loss: \"x\" is not a number"),
            ("\n rates.job_los 1\n", "a.txt:2:2: no parameter \"rates.job_los\""),
            ("rates.job_loss\n", "a.txt:1:15: no value"),
            ("rates.job_loss  \n", "a.txt:1:17: no value"),
            ("= 3\n", "a.txt:1:1: the path of a parameter is missing"),
            ("rates.job_loss 0.1\nrates.job_loss = 0.1", "a.txt:2:1: rates.job_loss is given twice; the first is at line 1"),
            ("2012-02-30:rates.job_loss 0.1", "a.txt:1:1: \"2012-02-30\" is not a date that exists"),
            ("2012-02-20:run.seed 1", "a.txt:1:1: run.seed may not change at a date"),
            ("2012-02-20:rates.job_loss 2\n", "a.txt:1:27: rates.job_loss: 2 is "),
            ("rates.job_loss 0.1\nrun.end 2001-01-01\n", "a.txt: run.end (2001-01-01) must be later"),
            ("run.end 2001-01-01\n", "a.txt:1: run.end (2001-01-01) must be later"),
            ("rates.job_loss 0.1\0", "a.txt:1:19: byte 0x00"),
            ("rates.job_loss " + "1" * 2000, "a.txt:1:1: this line is too long"),
            ("x" * 400 + " 1", "a.txt:1:1: too long for the path"),
        ):
            with self.subTest(text=text[:60]):
                self.put("a.txt", text)
                self.refused(message, "--set-from", "a.txt")

    def test_faults_of_a_table(self):
        self.put("d.csv", "rates.job_loss,rates.job_los\n0.1,1\n7,x\n")
        self.put("e.csv", "rates.job_loss\n")
        self.put("t.csv", "rates.job_loss,rates.job_loss\n1,1\n")
        for name, message in (
            ("d.csv:1", "d.csv:1:16: no parameter \"rates.job_los\""),
            ("d.csv:2", "d.csv:3:1: rates.job_loss: 7 is"),
            ("d.csv:3", "d.csv: there is no row 3; the table has 2 rows"),
            ("d.csv", "d.csv: the table has 2 rows; expected d.csv:ROW"),
            ("e.csv", "e.csv: the table has 0 rows"),
            ("t.csv", "t.csv:1:16: rates.job_loss is given twice"),
            ("d.csv:0", "bassin: --set-from d.csv:0: rows count from 1"),
            ("d.csv:99999999999999999999", "bassin: --set-from d.csv:9"),
            (":1", "bassin: --set-from :1: expected FILE"),
            ("", "bassin: --set-from : expected FILE"),
            ("none.csv:1", "bassin: cannot read \"none.csv\": No such file"),
            (".", "bassin: cannot read \".\": it is a folder"),
        ):
            with self.subTest(name=name):
                self.refused(message, "--set-from", name)

    def test_faults_of_a_change(self):
        for text, message in (
            ("rates.job_loss=1", ": expected DATE:PATH=VALUE"),
            ("2012-09-01:rates.job_loss", ": expected DATE:PATH=VALUE"),
            ("2012-9-1:rates.job_loss=0.1", ": \"2012-9-1\" is not a date"),
            ("2012-09-01:run.seed=1", ": run.seed may not change at a date"),
            ("2012-09-01:rates.job_los=0.1", ": no parameter"),
            ("2012-09-01:rates.job_loss=x", ": rates.job_loss: \"x\" is not a number"),
        ):
            with self.subTest(text=text):
                self.refused(f"--change {text}{message}", "--change", text)
        self.refused("--set 2012-09-01:rates.job_loss=1: expected PATH=VALUE", "--set", "2012-09-01:rates.job_loss=1")
        _, err = self.bassin("check", "small.cfg", "--change", "2020-01-01:rates.job_loss=0.1")
        self.assertIn("--change 2020-01-01:rates.job_loss=0.1: warning: rates.job_loss changes on 2020-01-01, after", err)

    # ---- out

    def test_a_row(self):
        self.bassin("run", "-q", self.scenario())
        out, err = self.bassin("score", "small.h5", "--format", "row", "--header")
        names, values = (line.split(",") for line in out.splitlines())
        self.assertEqual((err, len(names)), ("", len(values)))
        told = json.loads(self.bassin("score", "-F", "json", "small.h5")[0])["measures"]
        self.assertEqual({name: float(value) for name, value in zip(names, values) if value != "nan"},
                         {measure["measure"]: measure["simulated"] for measure in told})
        self.assertEqual(self.bassin("score", "small.h5", "-F", "row")[0], out.splitlines()[1] + "\n")
        chosen, _ = self.bassin("score", "small.h5", "-F", "row", "--measures", "found, jobless")
        self.assertEqual(chosen.strip().split(","), [values[names.index("found")], values[names.index("jobless")]])

    def test_names_without_a_comma_are_refused(self):
        self.bassin("run", "-q", self.scenario())
        for words in (("score", "small.h5", "-F", "row", "--measures"), ("export", "small.h5", "-F", "matrix", "--series")):
            known = "found" if words[0] == "score" else "stock"
            right, _ = self.bassin(*words, f" {known} ")
            self.assertNotIn("FAIL", right)
            for after in ("jobless", "nonsense", known, "jobless,found"):
                out, err = self.bassin(*words, f"{known} {after}", expect=2)
                self.assertEqual(out, "FAIL\n")
                self.assertIn(f'{words[-1]}: expected a comma before "{after.split(",")[0]}"', err)
            self.assertIn("is there twice", self.bassin(*words, f"{known}, {known}", expect=2)[1])
            self.assertIn('""', self.bassin(*words, f"{known},", expect=2)[1])

    def test_what_a_run_does_not_give_keeps_its_place(self):
        self.scenario()
        self.bassin("run", "-q", "small.cfg", "--set", "rates.job_finding=0", "--set", "rates.job_loss=0",
                    "--until", "2012-03-01")
        out, _ = self.bassin("score", "small.h5", "-F", "row", "-H")
        names, values = (line.split(",") for line in out.splitlines())
        self.assertEqual(values[names.index("jobless.exact")], "nan")

    def test_a_matrix(self):
        self.bassin("run", "-q", self.scenario())
        out, err = self.bassin("export", "small.h5", "--format", "matrix", "--header")
        names, *rows = (line.split(" ") for line in out.splitlines())
        self.assertEqual((err, len(rows)), ("", 12))
        self.assertEqual({len(row) for row in rows}, {len(names)})
        with bassin.h5py.File(self.folder / "small.h5") as file:
            for name in {column.split(":")[0] for column in names}:
                wanted = file[name][()].reshape(12, -1)
                found = [[float(row[i]) for i, column in enumerate(names) if column.split(":")[0] == name] for row in rows]
                self.assertEqual(found, wanted.tolist(), name)
        one = names[-1].split(":")[0]
        chosen, _ = self.bassin("export", "small.h5", "-F", "matrix", "--series", one)
        self.assertEqual([line.split(" ") for line in chosen.splitlines()],
                         [[row[i] for i, column in enumerate(names) if column.split(":")[0] == one] for row in rows])

    def test_failure_is_noticed(self):
        """FAIL in place of numbers, and an exit code, whatever is wrong."""
        self.bassin("run", "-q", self.scenario())
        self.put("text.h5", "no result")
        for arguments in (("score", "none.h5", "-F", "row"), ("score", "text.h5", "-F", "row"),
                          ("score", "small.h5", "-F", "row", "-m", "nonsense"),
                          ("score", "small.h5", "-F", "row", "-m", "jobless,jobless"),
                          ("score", "small.h5", "-F", "row", "-m", ""),
                          ("score", "small.h5", "-F", "row", "--strict"),
                          ("export", "none.h5", "-F", "matrix"), ("export", "small.cfg", "-F", "matrix"),
                          ("export", "small.h5", "-F", "matrix", "-S", "nonsense")):
            with self.subTest(arguments=arguments):
                out, err = self.bassin(*arguments, expect=2)
                self.assertEqual(out, "FAIL\n")
                self.assertNotEqual(err, "")

    def test_options_that_do_not_belong_together(self):
        self.bassin("run", "-q", self.scenario())
        for arguments in (("score", "small.h5", "--header"), ("score", "small.h5", "-m", "jobless"),
                          ("export", "small.h5", "--set", "run.seed=2", "-F", "matrix"),
                          ("export", "small.cfg", "--web", "-F", "matrix"), ("export", "small.cfg", "--web", "--header")):
            with self.subTest(arguments=arguments):
                self.assertIn("expected", self.bassin(*arguments, expect=2)[1].replace("is for", "expected"))

    def test_a_problem_for_salib(self):
        out, err = self.bassin("params", "--format", "salib", "--model", "two_state")
        problem = json.loads(out)
        self.assertEqual(err, "")
        self.assertEqual(problem["num_vars"], len(problem["names"]))
        self.assertIn("rates.job_loss", problem["names"])
        self.assertEqual({len(problem[name]) for name in ("names", "bounds", "dists")}, {problem["num_vars"]})
        for low, high in problem["bounds"]:
            self.assertTrue(math.isfinite(low) and low < high < math.inf)
        self.assertEqual(set(problem["dists"]), {"unif"})
        declared = json.loads(self.bassin("params", "-F", "json")[0])
        sampled = {p["path"] for p in declared if p["sweep"] and p["type"] == "real" and p["model"] == "two_state"}
        self.assertLessEqual(set(problem["names"]), sampled)
        # Usual ranges are narrower than legal ones; rows of tables are those that are named.
        problem = json.loads(self.bassin("params", "-F", "salib", "contracts.cdd.end_bonus,search.radius_minutes")[0])
        bounds = dict(zip(problem["names"], problem["bounds"]))
        self.assertEqual(set(bounds), {"contracts.cdd.end_bonus", "search.radius_minutes"})
        legal, = (p for p in declared if p["path"] == "search.radius_minutes")
        self.assertLess(bounds["search.radius_minutes"][1], legal["max"])
        # What is printed is legal: both ends are accepted.
        for end in (0, 1):
            settings = [f"--set={name}={ends[end]}" for name, ends in bounds.items()]
            self.bassin("check", str(bassin.SOURCE / "scenarios/classroom.cfg"), *settings)

    def test_problems_that_are_none(self):
        for arguments, message in ((("run.end",), "no parameter that can be sampled"),
                                   (("search.radius_minutes,nonsense",), "no parameter matches \"nonsense\""),
                                   (("rates.job_loss,search.radius_minutes",), "of several models"),
                                   (("firms.jobs",), "left out: firms.jobs")):
            with self.subTest(arguments=arguments):
                out, err = self.bassin("params", "-F", "salib", *arguments, expect=2)
                self.assertEqual(out, "")
                self.assertIn(message, err)

    def test_several_patterns(self):
        one, other, both = (json.loads(self.bassin("params", "-F", "json", pattern)[0])
                            for pattern in ("run.seed", "rates.job_loss", "rates.job_loss, run.seed"))
        self.assertEqual([p["path"] for p in both], [p["path"] for p in one + other])


if __name__ == "__main__":
    unittest.main()
