"""Memory runs out at any allocation of the program or of a library: a message and exit code 1 or 2, or success with
the right result.

Each command is run again and again; each time another allocation fails, once. A crash inside a library cannot be
helped from here and is counted; a crash in our own code fails. The suite tries a sample, EVERY=1 in the
environment every allocation (some minutes).
"""

import collections
import os
import re

import bassin

PRELOAD = os.environ["FAILING_MALLOC"]
EVERY = int(os.environ.get("EVERY", "0"))
SAMPLE = 35  # so many allocations of a command fail in the suite
FIRST = 40  # and the first in turn, of one command: all begin alike
# A message begins with the program or with the file that it is about, and with the place in it.
MESSAGE = r"\A(bassin|[\w/]+(\.\w+)+(:\d+)*( \((its scenario|scenario of \w+)\))?): .*\n"


class FailingMalloc(bassin.Case):
    def attempt(self, *arguments, **environment):
        process = self.start(*arguments, environment={"LD_PRELOAD": PRELOAD, **environment})
        out, err = process.communicate(timeout=self.patience)
        return process.returncode, out, err

    def count(self, *arguments):
        code, _, err = self.attempt(*arguments, COUNT_TO="count")
        self.assertEqual(code, 0, err)
        return int((self.folder / "count").read_text())

    def in_library(self, code, err):
        """Where a library ended the process; empty if none did."""
        crash = re.search(r"^crash in (\S+)", err, re.MULTILINE)
        if crash:
            same = os.path.realpath(crash[1]) == os.path.realpath(bassin.PROGRAM)
            return "" if same else f"crash in {os.path.basename(crash[1]).split('.')[0]}"
        if code == 255:
            return "exit(-1) in libhdf5"
        return "exit(2) in libconfig" if err.startswith("out of dynamic memory in libconfig") else ""

    def go_through(self, *arguments, first=0, prepare=lambda: None, check=lambda out: None):
        prepare()
        total = self.count(*arguments)
        step = EVERY or max(1, total // SAMPLE)
        ended = collections.Counter()
        for at in sorted({*range(1, min(total, first) + 1), *range(1, total + 1, step)}):
            with self.subTest(command=arguments, allocation=at):
                prepare()
                code, out, err = self.attempt(*arguments, FAIL_AT=str(at))
                where = self.in_library(code, err)
                if where:
                    ended[where] += 1
                elif code == 0:
                    ended["success"] += 1
                    if "out of memory" not in out:  # said, though the command goes on
                        check(out)
                else:
                    ended["message"] += 1
                    self.assertIn(code, (1, 2), err)
                    self.assertRegex(err, MESSAGE)
        print(f"{arguments[0]}: {total} allocations, {dict(ended)}")
        self.assertGreater(ended["message"], 0)

    def test_check(self):
        self.scenario()
        # A thread that the system refuses is done without, and `check` says so.
        without_threads = lambda out: re.sub(r"\d threads?", "", out)
        usual, _ = self.bassin("check", "small.cfg")
        self.go_through(
            "check", "small.cfg", first=FIRST, check=lambda out: self.assertEqual(without_threads(out), without_threads(usual))
        )

    def test_run(self):
        self.scenario(size=200, end="2012-09-01")
        arguments = ("run", "small.cfg", "-q", "-t", "1", "-f")
        self.bassin(*arguments, "-o", "right.h5")
        self.go_through(*arguments, "-o", "a.h5", check=lambda out: self.assert_same_data("a.h5", "right.h5"))

    def test_info(self):
        self.bassin("run", self.scenario(size=200, end="2012-09-01"), "-q", "-o", "a.h5")
        usual, _ = self.bassin("info", "a.h5")
        self.go_through("info", "a.h5", check=lambda out: self.assertEqual(out, usual))

    def test_explain(self):
        (self.folder / "town.cfg").write_text(f'@include "{bassin.SOURCE}/scenarios/classroom.cfg"\n')
        self.bassin("run", "town.cfg", "-q", "--until", "2016-03-01", "--set", "run.burn_in_days=5", "--set",
                    "explain.firms=0.02", "-o", "a.h5")
        listed, _ = self.bassin("explain", "a.h5")
        firm = " ".join(listed.split()).split("--firm ")[1].split()[0]
        for options in ((), ("--firm", firm)):
            usual, _ = self.bassin("explain", "a.h5", *options)
            self.go_through("explain", "a.h5", *options, check=lambda out: self.assertEqual(out, usual))

    def test_export(self):
        self.bassin("run", self.scenario(size=200, end="2012-09-01"), "-q", "-o", "a.h5")
        for options in (("-o", "out", "-p"), ("-F", "netcdf", "-o", "a.nc", "-p"), ("-F", "matrix",)):
            self.go_through("export", "a.h5", *options, *(() if "matrix" in options else ("-f",)))

    def test_settings(self):
        self.scenario()
        (self.folder / "small.cfg.csv").write_text("rates.job_loss,2012-09-01:rates.job_loss\n0.1,0.2\n")
        self.go_through("check", "small.cfg", "--set-from", "small.cfg.csv:1", "--change", "2012-10-01:rates.job_loss=0.3")

    def test_compare(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg"; replicates = { count = 3; };\n'
            'arms = ( { name = "a"; }, { name = "b"; overrides = ( { path = "rates.job_loss"; value = 0.01; } ); } );\n')
        self.bassin("batch", "e.cfg", "-q", "-o", "a.h5")
        for options in (("-d", "2012-08,2012-07", "--only", "stock,jobless", "--along", "state"), ("-F", "json", "-a", "b")):
            usual, _ = self.bassin("compare", "a.h5", *options)
            self.go_through("compare", "a.h5", *options, check=lambda out: self.assertEqual(out, usual))

    def test_validate(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg"; replicates = { count = 2; };\n'
            'arms = ( { name = "a"; }, { name = "b"; overrides = ( { path = "rates.job_loss"; value = 0.01; } ); } );\n')
        (self.folder / "small.cfg.csv").write_text(
            "id,experiment,arm,figure,over,period,expressed,low,high,what,source,confidence\n"
            "a,e.cfg,b,hires,job_losses,2012-08,multiplier,0,,found,x,D\n")
        arguments = ("validate", "small.cfg.csv", "-q", "-F", "csv", "-t", "1")
        usual, _ = self.bassin(*arguments)
        usual, _ = self.bassin(*arguments)  # found there
        self.go_through(*arguments, check=lambda out: self.assertEqual(out, usual))

    def test_persons(self):
        self.scenario(size=100, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg"; replicates = { count = 2; }; keep = { panels = 2; series = "none"; };\n'
            'arms = ( { name = "a"; }, { name = "p"; placebo = true; },\n'
            '  { name = "b"; changes = ( { date = "2012-08-01"; path = "rates.job_loss"; value = 0.01; } ); } );\n')
        self.bassin("batch", "e.cfg", "-q", "-o", "a.h5")
        usual, _ = self.bassin("compare", "a.h5", "--persons")
        self.go_through("compare", "a.h5", "--persons", check=lambda out: self.assertEqual(out, usual))

    def test_a_row(self):
        self.bassin("run", self.scenario(size=200, end="2012-09-01"), "-q", "-o", "a.h5")
        self.go_through("score", "a.h5", "-F", "row")

    def test_a_score_of_several(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "t.csv").write_text("id,measure,value,tolerance,source,confidence\nshare,jobless,30,10,x,D\n")
        (self.folder / "e.cfg").write_text('scenario = "small.cfg"; replicates = { count = 2; };\n')
        self.bassin("run", "small.cfg", "-q", "-o", "a.h5")
        self.bassin("run", "small.cfg", "-q", "-o", "b.h5", "--seed", "2")
        usual, _ = self.bassin("score", "a.h5", "b.h5", "-T", "t.csv")
        self.go_through("score", "a.h5", "b.h5", "-T", "t.csv", check=lambda out: self.assertEqual(out, usual))
        self.bassin("batch", "e.cfg", "-q", "-f", "-o", "a.h5")
        self.go_through("score", "a.h5", "-T", "t.csv", check=lambda out: self.assertEqual(out, usual))


if __name__ == "__main__":
    bassin.main()
