"""Help, version, typing errors, lists: what one meets before the first run."""

import csv
import io
import json
import os
import re
import subprocess
import unittest

import bassin

SUBCOMMANDS = ["run", "batch", "merge", "calibrate", "sensitivity", "check", "params", "outputs", "info", "score", "compare", "explain", "validate", "export",
               "report"]


class Usage(bassin.Case):
    def test_help_goes_to_standard_output(self):
        for arguments in (["--help"], ["-h"], ["help"]):
            out, err = self.bassin(*arguments)
            self.assertEqual(err, "")
            for subcommand in SUBCOMMANDS:
                self.assertIn(f"\n  {subcommand} ", out)

    def test_every_subcommand_has_help(self):
        for subcommand in SUBCOMMANDS:
            out, err = self.bassin(subcommand, "--help")
            self.assertTrue(out.startswith(f"Usage: bassin {subcommand}"))
            self.assertEqual(self.bassin("help", subcommand)[0], out)
            self.assertEqual(err, "")

    def test_help_fits_the_width(self):
        for columns in (40, 60, 80, 200):
            for arguments in (["--help"], *([s, "--help"] for s in SUBCOMMANDS), ["params"], ["outputs"]):
                out, _ = self.bassin(*arguments, environment={"COLUMNS": str(columns)})
                if columns < 60 and arguments[0] in ("params", "outputs", "export"):
                    continue  # long names stay whole, and so does the usage
                self.assertLessEqual(max(map(len, out.splitlines())), columns, (arguments, columns))

    def test_version(self):
        for word in ("--version", "-V"):
            out, err = self.bassin(word)
            self.assertRegex(out, r"^bassin \d+\.\d+\.\d+ \(\S+\)\n$")
            self.assertEqual(err, "")

    def test_nothing_at_all_shows_usage_as_an_error(self):
        out, err = self.bassin(expect=2)
        self.assertEqual(out, "")
        self.assertIn("Usage: bassin", err)

    def test_typing_errors_are_understood(self):
        for arguments, what, hint in (
            (["rum"], 'unknown subcommand "rum"', 'did you mean "bassin run"?'),
            (["xyzzy"], 'unknown subcommand "xyzzy"', "--help"),
            (["--versoin"], 'unknown option "--versoin"', "--version"),
            (["run", "--thread-count"], "unknown option --thread-count", "--help"),
            (["run", "--theads=2", "x.cfg"], "unknown option --theads", "did you mean --threads?"),
            (["run", "--s=2", "x.cfg"], "--s is ambiguous", ""),
            (["run", "-Z", "x.cfg"], "unknown option -Z", "--help"),
            (["run", "-qZ", "x.cfg"], "unknown option -Z", "--help"),
            (["run", "x.cfg", "--seed"], "--seed needs a value", ""),
            (["run", "x.cfg", "-o"], "--output needs a value", ""),
            (["run", "--quiet=yes", "x.cfg"], "--quiet takes no value", ""),
            (["run"], "SCENARIO is missing", "usage: bassin run"),
            (["run", "a.cfg", "b.cfg"], '"b.cfg" is one argument too many', ""),
            (["run", "--", "--quiet"], "--quiet", ""),
            (["run", "--seed", "x", "a.cfg"], "--seed x: expected a whole number", ""),
            (["run", "--seed", "-1", "a.cfg"], "--seed -1: expected a whole number", ""),
            (["run", "--seed", "99999999999999999999", "a.cfg"], "expected a whole number", ""),
            (["run", "--threads", "5000", "a.cfg"], "from 0 to 1024", ""),
            (["run", "--checkpoint-every", "0", "a.cfg"], "from 1 to", ""),
            (["run", "--until", "2016-02-30", "a.cfg"], "expected a date", ""),
            (["run", "--set", "daily", "a.cfg"], "expected PATH=VALUE", ""),
            (["run", "-"], "<stdin>: the model is missing", ""),
            (["params", "--model", "two_stat"], 'no model called "two_stat"', 'did you mean "two_state"?'),
            (["params", "--format", "jsn"], "expected text, markdown, csv, json or salib", "json"),
            (["params", "no.such.thing.at.all"], "no parameter matches", ""),
            (["params", "burn_in_dais"], "no parameter matches", "burn_in_days"),
            (["outputs", "stok"], "no output matches", "stock"),
            (["info"], "FILE.h5 is missing", ""),
            (["help", "paramz"], "unknown subcommand", "params"),
        ):
            with self.subTest(arguments=arguments):
                out, err = self.bassin(*arguments, expect=2)
                self.assertEqual(out, "")
                self.assertIn(what, err)
                self.assertIn(hint, err)
                self.assertNotIn("\033", err)

    def test_files_that_are_not_there(self):
        for arguments in (["run", "absent.cfg"], ["check", "absent.cfg"], ["info", "absent.h5"]):
            process = self.start(*arguments)
            _, err = process.communicate()
            self.assertIn(process.returncode, (1, 2))
            self.assertIn(arguments[1], err)
        self.assertEqual(self.files(), [])

    def test_something_else_is_not_a_result(self):
        (self.folder / "text.h5").write_text("no result at all\n" * 100)
        process = self.start("info", "text.h5")
        _, err = process.communicate()
        self.assertIn(process.returncode, (1, 2))
        self.assertIn("text.h5", err)
        self.assertLess(len(err.splitlines()), 4, "the library's own complaints are not for people")


class Lists(bassin.Case):
    def records(self, *arguments):
        """The same list as CSV and JSON, which must agree."""
        rows = list(csv.DictReader(io.StringIO(self.bassin(*arguments, "--format", "csv")[0])))
        objects = json.loads(self.bassin(*arguments, "--format", "json")[0])
        self.assertEqual(len(rows), len(objects))
        for row, entry in zip(rows, objects):
            self.assertEqual(list(row), list(entry))
            for name, value in entry.items():
                if value is None:
                    self.assertEqual(row[name], "")
                elif isinstance(value, bool):
                    self.assertEqual(row[name], str(value).lower())
                elif isinstance(value, str):
                    self.assertEqual(row[name], value)
                else:
                    self.assertEqual(float(row[name]), value)
        return objects

    def test_params(self):
        entries = {entry["path"]: entry for entry in self.records("params", "--model", "two_state")}
        self.assertEqual(entries["run.seed"]["default"], 1)
        self.assertIs(entries["run.daily"]["default"], False)
        self.assertEqual(entries["run.seed"]["model"], "engine")
        self.assertEqual(entries["rates.job_loss"]["max"], 1)
        self.assertTrue(entries["rates.job_loss"]["dated"])
        self.assertFalse(entries["population.size"]["dated"])
        for path, entry in entries.items():
            self.assertTrue(entry["text"] and entry["source"] and entry["type"], path)
            self.assertIn(path, self.bassin("params", "--model", "two_state")[0])
            self.assertIn(f"| `{path}` |", self.bassin("params", path, "--format", "markdown")[0])

    def test_patterns(self):
        paths = lambda pattern: [entry["path"] for entry in self.records("params", pattern)]
        self.assertIn("run.seed", paths("seed"))
        self.assertIn("run.population_seed", paths("SEED"))
        self.assertEqual(paths("run.seed"), ["run.seed"])
        self.assertTrue(all(path.startswith("run.") for path in paths("run.*")))
        self.assertIn("run.seed", paths("*.see[dz]"))

    def test_a_path_as_scenarios_have_it_finds_its_parameter(self):
        paths = lambda pattern: [entry["path"] for entry in self.records("params", pattern)]
        self.assertEqual(paths("zones.Saint-Louis.population"), ["zones.NAME.population"])
        self.assertEqual(paths("travel.3.minutes"), ["travel.NUMBER.minutes"])
        self.bassin("params", "zones..population", expect=2)

    def test_every_model_is_listed(self):
        models = {entry["model"] for entry in self.records("params")}
        self.assertTrue({"engine", "two_state"} <= models)

    def test_outputs(self):
        entries = {entry["name"]: entry for entry in self.records("outputs", "--model", "two_state")}
        self.assertEqual(entries["stock"]["dims"], "time,state")
        self.assertEqual(entries["daily_stock"]["dims"], "day,state")
        self.assertEqual(entries["panel/spells/person"]["kind"], "panel")
        for name in entries:
            self.assertIn(name, self.bassin("outputs", "--model", "two_state")[0])

    def test_markdown_tables_are_tables(self):
        for subcommand in ("params", "outputs"):
            out, _ = self.bassin(subcommand, "--format", "markdown")
            columns = None
            for line in out.splitlines():
                cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
                self.assertTrue(columns is None or cells is None or cells == columns, line)
                columns = cells

    def test_markdown_holds_what_json_holds(self):
        """Cells read back, without their escapes, are the declared facts; each group has one table."""
        out, _ = self.bassin("params", "--format", "markdown")
        entries = {f"`{entry['path']}`": entry for entry in self.records("params")}
        rows = [[re.sub(r"\\([|*<\[\\])", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
                for line in out.splitlines() if line.startswith("| `")]
        self.assertEqual({row[0] for row in rows}, set(entries))
        for path, default, limits, unit, use, meaning, source in rows:
            entry = entries[path]
            declared = "required" if entry["required"] else entry["default"]
            self.assertEqual(default if isinstance(declared, str) else json.loads(default), declared)
            self.assertEqual((meaning, source), (entry["text"], entry["source"]))
            self.assertIn(unit, (entry["unit"], ""))
            self.assertEqual("sweep" in use, entry["sweep"])
            self.assertEqual("dated" in use, entry["dated"])
            if entry["min"] is not None:
                self.assertEqual([float(limit) for limit in limits.split(" to ")], [entry["min"], entry["max"]])
        self.assertEqual(out.count("| parameter | default | range | unit | use | meaning | source |"),
                         out.count("### "))


class Effort(bassin.Case):
    def test_check_and_run_say_what_a_run_takes(self):
        self.scenario("large.cfg", size=400000)
        takes = r"1 thread, about ([0-9.]+) MB of memory, about \d+:\d\d"
        told, _ = self.bassin("check", "large.cfg")
        self.assertRegex(told, takes)
        process = self.start("run", "large.cfg", "-o", "large.h5")
        with process.stdout, process.stderr:
            err = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
        self.assertRegex(err, takes)
        for text in (told, err):
            megabytes = float(re.search(takes, text)[1])
            self.assertLess(used.ru_maxrss / 1000 / 3, megabytes)
            self.assertLess(megabytes, used.ru_maxrss / 1000 * 3)


class Documents(bassin.Case):
    def test_manual_and_completions_know_every_option(self):
        manual = self.bassin("manual")[0].replace("\\-", "-")
        for subcommand in SUBCOMMANDS:
            out, _ = self.bassin(subcommand, "--help")
            options = re.findall(r"^ {2,6}(?:-\w, )?--([a-z-]+)", out, re.MULTILINE)
            self.assertIn("help", options)
            _, _, section = manual.partition(f".SS bassin {subcommand} ")
            section = section.partition(".SS ")[0]
            self.assertEqual(self.complete(bassin.PROGRAM, subcommand, "--"), [f"--{option}" for option in options])
            self.assertEqual(re.findall(r"--([a-z-]+)", "".join(re.findall(r"^\\&-\w, .*\n", section, re.MULTILINE))),
                             [option for option in options if option != "help"])

    def complete(self, *words):
        script = f"""source {bassin.SOURCE}/sim/cli/bassin.bash
        COMP_WORDS=({' '.join(f"'{word}'" for word in words)}); COMP_CWORD={len(words) - 1}
        _bassin 2>/dev/null; printf '%s\\n' "${{COMPREPLY[@]}}" """
        return subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True,
                              check=False).stdout.split()

    def test_bash_completes(self):
        self.scenario("here.cfg")
        (self.folder / "here.h5").write_text("")
        self.assertEqual(self.complete(bassin.PROGRAM, "ch"), ["check"])
        self.assertEqual(self.complete(bassin.PROGRAM, "run", "--che"), ["--checkpoint-every"])
        self.assertEqual(self.complete(bassin.PROGRAM, "run", "he"), ["here.cfg"])
        self.assertEqual(self.complete(bassin.PROGRAM, "info", "he"), ["here.h5"])
        self.assertEqual(self.complete(bassin.PROGRAM, "score", "he"), ["here.h5"])
        self.assertEqual(self.complete(bassin.PROGRAM, "score", "--t"), ["--targets"])
        self.assertEqual(self.complete(bassin.PROGRAM, "compare", "he"), ["here.h5"])
        self.assertEqual(self.complete(bassin.PROGRAM, "compare", "--ba"), ["--baseline"])
        (self.folder / "here.csv").write_text("")
        self.assertEqual(self.complete(bassin.PROGRAM, "validate", "he"), ["here.csv"])
        self.assertEqual(self.complete(bassin.PROGRAM, "validate", "--no"), ["--no-run"])
        self.assertEqual(self.complete(bassin.PROGRAM, "score", "--format", ""), ["text", "csv", "json", "row"])
        self.assertEqual(self.complete(bassin.PROGRAM, "params", "--format", "m"), ["markdown"])
        self.assertEqual(self.complete(bassin.PROGRAM, "run", "--set", "run.bur"), ["run.burn_in_days="])
        self.assertIn("two_state", self.complete(bassin.PROGRAM, "params", "--model", ""))


if __name__ == "__main__":
    bassin.main()
