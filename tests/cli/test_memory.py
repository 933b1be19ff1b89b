"""Every command under valgrind: no access to memory that is not ours or not set, nothing lost.

Sanitizers do not see what happens inside libraries, such as libhdf5 using memory that it has freed.
"""

import os
import signal
import time

import bassin

CLASSROOM = str(bassin.SOURCE / "scenarios" / "classroom.cfg")
SHORT = ("--until", "2016-02-01", "--set", "run.burn_in_days=5", "--threads", "2", "-q")
REPORTED = 99


class Memory(bassin.Case):
    patience = 300
    command = [os.environ["VALGRIND"], "--quiet", "--log-file=valgrind.log", "--leak-check=full",
               "--show-leak-kinds=definite,indirect", "--errors-for-leak-kinds=definite,indirect",
               f"--error-exitcode={REPORTED}", bassin.PROGRAM]

    def tearDown(self):
        self.expect_silence()

    def expect_silence(self):
        log = (self.folder / "valgrind.log").read_text()
        self.assertEqual(log, "", f"valgrind found:\n{log}")

    def clean(self, *arguments, expect=0):
        """Runs the program; what it wrote."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=self.patience)
        self.expect_silence()
        self.assertEqual(process.returncode, expect, f"bassin {' '.join(arguments)}\n{out}\n{err}")
        return out, err

    def test_a_result_is_written_and_read(self):
        self.clean("run", CLASSROOM, *SHORT, "-o", "a.h5")
        for command in ("info", "score"):
            out, _ = self.clean(command, "a.h5")
            self.assertNotEqual(out, "")
        self.clean("export", "a.h5", "--panels", "-o", "tables")
        self.clean("export", "a.h5", "--panels", "-F", "netcdf")
        self.assertNotEqual(self.clean("export", "a.h5", "-F", "matrix", "-H")[0], "")
        self.assertNotEqual(self.clean("score", "a.h5", "-F", "row", "-H")[0], "")
        self.clean("run", CLASSROOM, *SHORT, "-o", "a.h5", expect=2)

    def test_a_history_is_told(self):
        self.clean("run", CLASSROOM, *SHORT, "--set", "explain.person_ids=7, 20", "--set", "explain.firms=0.02", "-o", "a.h5")
        listed, _ = self.clean("explain", "a.h5")
        firm = " ".join(listed.split()).split("--firm ")[1].split()[0]
        for options in (("--person", "20", "--all"), ("--firm", firm)):
            self.assertNotEqual(self.clean("explain", "a.h5", *options)[0], "")

    def test_several_results_are_scored(self):
        for seed in ("1", "2"):
            self.clean("run", CLASSROOM, *SHORT, "--seed", seed, "-o", f"{seed}.h5")
        for options in ((), ("-F", "csv"), ("-F", "json"), ("-F", "row", "-H")):
            self.assertNotEqual(self.clean("score", "1.h5", "2.h5", *options)[0], "")
        self.clean("score", "1.h5", "2.h5", "1.h5", expect=2)

    def test_another_model_every_day(self):
        self.clean("run", self.scenario(size=200, end="2012-09-01"), "-q", "-o", "a.h5")
        self.clean("info", "a.h5")

    def test_stopped_and_resumed(self):
        arguments = ("run", self.scenario(size=5000, end="2032-01-01"), "-o", "a.h5", "-q")
        process = self.start(*arguments, "--checkpoint-every", "100")
        until = time.monotonic() + self.patience
        while "a.h5.checkpoint" not in self.files() and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=self.patience)
        self.expect_silence()
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, err)
        self.clean(*arguments, "--resume")
        self.assertIn("a.h5", self.files())

    def test_an_experiment_in_parts(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg";\narms = ( { name = "a"; },\n'
            '  { name = "b"; changes = ( { date = "2012-08-01"; path = "rates.job_loss"; value = 0.01; } ); } );\n'
            'sweep = { design = "sobol"; points = 3; parameters = ( { path = "rates.job_finding"; from = 0.01; to = 0.1; } ); };\n')
        self.clean("check", "e.cfg")
        for shard in ("1", "2"):
            self.clean("batch", "e.cfg", "-q", "-t", "2", "--shard", f"{shard}/2", "-o", f"{shard}.h5")
        self.clean("batch", "e.cfg", "-q", "--member", "6", "-o", "1.h5")
        self.clean("merge", "2.h5", "1.h5", "-o", "all.h5", expect=2)
        self.clean("merge", "2.h5", "-i", "-o", "all.h5")
        self.clean("batch", "e.cfg", "-q", "-o", "all.h5")
        self.assertIn("6 done", self.clean("info", "all.h5")[0])
        (self.folder / "t.csv").write_text("id,measure,value,tolerance,source,confidence\nshare,jobless,30,10,x,D\n")
        for options in (("-T", "t.csv"), ("-F", "json", "-a", "b"), ("-F", "row")):
            self.assertNotEqual(self.clean("score", "all.h5", "-p", "1", *options)[0], "")
        self.clean("score", "all.h5", expect=2)
        for options in ((), ("-d", "all", "--along", "all", "-F", "json"), ("--only", "stock,jobless", "-b", "b", "-F", "csv")):
            self.assertNotEqual(self.clean("compare", "all.h5", *options)[0], "")
        self.clean("compare", "1.h5", "--only", "stick", expect=2)

    def test_known_outcomes(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg"; replicates = { count = 2; };\narms = ( { name = "a"; },\n'
            '  { name = "b"; changes = ( { date = "2012-08-01"; path = "rates.job_loss"; value = 0.01; } ); } );\n')
        title = "id,experiment,arm,figure,over,period,expressed,low,high,what,source,confidence,missing\n"
        rows = ("a,e.cfg,b,stock[state=unemployed] / stock,,2012-08,points,0,,out,x,D,\n"
                "b,e.cfg,b,hires,job_losses,2012-08,multiplier,0,,found,x,D,\nc,,,,,,,0,,other,x,V,all\n")
        (self.folder / "known.csv").write_text(title + rows)
        for options in ((), ("-F", "json"), ("--no-run", "-F", "csv", "--only", "a")):
            self.assertNotEqual(self.clean("validate", "known.csv", "-t", "2", *options)[0], "")
        (self.folder / "known.csv").write_text(title + rows.replace("hires", "hire"))
        self.clean("validate", "known.csv", expect=2)

    def test_persons(self):
        self.scenario(size=200, end="2012-09-01")
        (self.folder / "e.cfg").write_text(
            'scenario = "small.cfg"; replicates = { count = 2; }; keep = { panels = 2; };\n'
            'arms = ( { name = "a"; }, { name = "p"; placebo = true; },\n'
            '  { name = "b"; changes = ( { date = "2012-08-01"; path = "rates.job_loss"; value = 0.01; } ); } );\n')
        self.clean("check", "e.cfg")
        for shard in ("1", "2"):
            self.clean("batch", "e.cfg", "-q", "-t", "2", "--shard", f"{shard}/2", "-o", f"{shard}.h5")
        self.clean("merge", "2.h5", "1.h5", "-o", "all.h5")
        for options in ((), ("--along", "state,jobless", "-F", "json"), ("--only", "changed", "-F", "csv")):
            self.assertNotEqual(self.clean("compare", "all.h5", "--persons", *options)[0], "")
        self.clean("compare", "all.h5", "--persons", "--along", "end_day", expect=2)

    def test_a_calibration(self):
        self.scenario(size=200, end="2012-03-01")
        (self.folder / "targets.csv").write_text("id,measure,value,tolerance,source,confidence\na,jobless,20,1,x,S\n")
        (self.folder / "p.csv").write_text("parameter,lower,upper\nrates.job_loss,0.001,0.02\n")
        calibrate = ("calibrate", "small.cfg", "-p", "p.csv", "-T", "targets.csv", "-t", "2", "--seeds", "2")
        self.clean(*calibrate, "-b", "8")
        self.clean(*calibrate, "-b", "12", "-f")
        self.clean(*calibrate, expect=2)

    def test_an_analysis_of_sensitivity(self):
        self.scenario(size=200, end="2012-03-01")
        (self.folder / "p.csv").write_text("parameter,lower,upper\nrates.job_loss,0.001,0.02\npopulation.size,150,300\n")
        for options in ((), ("-M", "sobol", "-n", "16", "-F", "json"), ("-F", "csv", "-m", "found"), ("-P", "-n", "40")):
            self.clean("sensitivity", "small.cfg", "-p", "p.csv", "-t", "2", "-n", "4", *options)
        self.clean("sensitivity", "small.cfg", "-p", "p.csv", "-m", "fund", expect=2)

    def test_what_needs_no_result(self):
        self.clean("--help")
        self.clean("run", "--help")
        self.clean("check", CLASSROOM)
        self.clean("params", "--format", "json")
        self.clean("outputs", "--format", "csv")

    def test_wrong_files(self):
        (self.folder / "wrong.cfg").write_text('model = "two_state";\nrates: { job_lost = 0.1; };\n')
        (self.folder / "broken.cfg").write_text('model = "two_state";\nrates: {')
        (self.folder / "text.h5").write_text("no result")
        for arguments in (("check", "wrong.cfg"), ("run", "broken.cfg", "-o", "a.h5"), ("check", "missing.cfg"),
                          ("info", "text.h5"), ("score", "missing.h5"), ("run", "--nonsense")):
            _, err = self.clean(*arguments, expect=2)
            self.assertNotEqual(err, "")


if __name__ == "__main__":
    bassin.main()
