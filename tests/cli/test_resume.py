"""Stopped or killed at any moment, a run loses nothing: the resumed result equals the uninterrupted one."""

import random
import re
import shlex
import signal
import subprocess
import time

import bassin

SIZE, END = 150000, "2018-01-01"


class Resume(bassin.Case):
    whole = None  # the bytes of the uninterrupted result

    def setUp(self):
        super().setUp()
        self.scenario("my scenario.cfg", end=END, size=SIZE)
        if not Resume.whole:
            self.bassin("run", "my scenario.cfg", "-q", "-f", "-o", "whole.h5")
            Resume.whole = (self.folder / "whole.h5").read_bytes()
        (self.folder / "whole.h5").write_bytes(Resume.whole)
        self.random = random.Random(20160101)
        self.log = self.folder.with_suffix(".log")
        self.addCleanup(self.log.unlink, missing_ok=True)

    def interrupt(self, number, *arguments):
        """Starts a run, sends the signal at a random moment of it; its exit status and messages. The clock is the log
        of the run, so that nothing depends on the speed of the machine."""
        self.log.write_text("")
        process = self.start("run", *arguments, "--log", str(self.log))
        events = self.random.randint(1, 60)
        while self.log.read_text().count("\n") < events and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(number)
        out, err = process.communicate(timeout=self.patience)
        return process.returncode, out, err

    def assert_complete(self):
        self.assert_same_data("a.h5", "whole.h5")
        self.assertEqual(self.files(), ["a.h5", "my scenario.cfg", "whole.h5"])

    def test_signals(self):
        stopped = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            code, out, err = self.interrupt(number, "my scenario.cfg", "-o", "a.h5")
            if code != 0:
                stopped += 1
                self.assertEqual(code, 128 + number, err)
                self.assertEqual(out, "")
                self.assertIn("a.h5.checkpoint", self.files())
                self.assertNotIn("a.h5", self.files())
                command = err.splitlines()[-1].removeprefix("To go on: ")
                words = shlex.split(command)
                self.assertEqual(words, [bassin.PROGRAM, "run", "--resume", "my scenario.cfg", "-o", "a.h5", "--log", str(self.log)])
                subprocess.run(["sh", "-c", command], cwd=self.folder, check=True, capture_output=True)
            self.assert_complete()
            (self.folder / "a.h5").unlink()
        self.assertGreater(stopped, 2, "few signals arrived in time: the run is too short")

    def test_stopped_again_and_again(self):
        arguments = ["my scenario.cfg", "-o", "a.h5"]
        for threads in ("1", "2", "1", "3"):
            code, _, err = self.interrupt(signal.SIGTERM, *arguments, "--threads", threads)
            self.assertIn(code, (0, 143), err)
            if code == 0:
                break
            arguments = ["my scenario.cfg", "-o", "a.h5", "--resume"]
        if code != 0:
            self.bassin("run", *arguments, "--audit")
        self.assert_complete()

    def test_killed(self):
        killed = 0
        for _ in range(3):
            arguments = ["my scenario.cfg", "-o", "a.h5", "--checkpoint-every", "100"]
            for _ in range(4):
                resume = ["--resume"] if "a.h5.checkpoint" in self.files() else []
                code, _, err = self.interrupt(signal.SIGKILL, *arguments, *resume)
                self.assertIn(code, (0, -signal.SIGKILL), err)
                killed += code != 0
                if "a.h5" in self.files() and "a.h5.checkpoint" not in self.files():
                    break
            else:
                resume = ["--resume"] if "a.h5.checkpoint" in self.files() else []
                self.bassin("run", *arguments, *resume)
            self.assert_same_data("a.h5", "whole.h5")
            (self.folder / "a.h5").unlink()
        self.assertGreater(killed, 2)

    def test_killed_between_the_result_and_its_checkpoint(self):
        code, _, _ = self.stop_early()
        kept = {path: (self.folder / path).read_bytes() for path in self.files() if path.startswith("a.h5.")}
        self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", "-q")
        for path, data in kept.items():
            (self.folder / path).write_bytes(data)
        time.sleep(0.02)
        (self.folder / "a.h5").touch()
        _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume")
        self.assertIn("complete", err)
        self.assertEqual(code, 143)
        self.assert_complete()

    def wait_for_lock(self, process):
        """From then on signals are caught and the first day is near."""
        while not (self.folder / "a.h5.lock").exists():
            self.assertIsNone(process.poll())
            time.sleep(0.005)

    def stop_early(self, *more, numbers=(signal.SIGTERM,)):
        process = self.start("run", "my scenario.cfg", "-o", "a.h5", *more)
        self.wait_for_lock(process)
        for number in numbers:
            process.send_signal(number)
        out, err = process.communicate(timeout=self.patience)
        return process.returncode, out, err

    def test_a_checkpoint_is_not_lost(self):
        self.assertEqual(self.stop_early()[0], 143)
        before = {path: (self.folder / path).read_bytes() for path in self.files()}
        _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", expect=2)
        self.assertIn("interrupted", err)
        self.assertIn("--resume", err)
        for other in (["--seed", "5"], ["--set", "rates.job_loss=0.1"], ["--set", "population.size=5"]):
            _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", *other, expect=2)
            self.assertIn("a.h5.checkpoint", err)
        self.assertEqual(before, {path: (self.folder / path).read_bytes() for path in self.files()})
        self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--force")
        self.assert_complete()

    def test_a_broken_checkpoint_is_refused(self):
        self.assertEqual(self.stop_early()[0], 143)
        path = self.folder / "a.h5.checkpoint"
        data = path.read_bytes()
        for broken in (b"", b"nothing of the kind", data[: len(data) // 2]):
            path.write_bytes(broken)
            process = self.start("run", "my scenario.cfg", "-o", "a.h5", "--resume")
            _, err = process.communicate(timeout=self.patience)
            self.assertIn(process.returncode, (1, 2), err)
            self.assertIn("a.h5.checkpoint", err)
            self.assertNotIn("a.h5", self.files())
        path.write_bytes(data)
        self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume")
        self.assert_complete()

    def test_one_command_line_begins_goes_on_and_is_done(self):
        arguments = ["my scenario.cfg", "-o", "a.h5", "--resume"]
        code, _, err = self.stop_early("--resume")
        self.assertEqual(code, 143)
        self.assertIn("there is no a.h5.checkpoint: the run begins", err)
        self.assertIn("resuming on", self.bassin("run", *arguments)[1])
        self.assertIn("a.h5 is complete already", self.bassin("run", *arguments)[1])
        self.assert_complete()

    def test_completeness_is_not_a_matter_of_time(self):
        self.assertEqual(self.stop_early()[0], 143)
        self.bassin("run", "my scenario.cfg", "-q", "-o", "other.h5", "--seed", "5", "--until", "2012-03-01")
        other = (self.folder / "other.h5").read_bytes()
        for there in (b"", b"nothing of the kind", other, Resume.whole[: len(Resume.whole) // 2]):
            (self.folder / "a.h5").write_bytes(there)
            before = {path: (self.folder / path).read_bytes() for path in self.files()}
            _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", expect=2)
            self.assertIn("no complete result of this scenario", err)
            self.assertEqual(before, {path: (self.folder / path).read_bytes() for path in self.files()})
        # The checkpoint of another run stays beside a result that is complete.
        (self.folder / "a.h5").write_bytes(other)
        _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", "--seed", "5", "--until", "2012-03-01")
        self.assertIn("complete already", err)
        self.assertEqual(before.keys(), set(self.files()))
        (self.folder / "other.h5").unlink()
        self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", "--force")
        self.assert_complete()

    def test_signals_of_batch_systems_and_terminals(self):
        """Every one stops cleanly, also when more come while the checkpoint is not yet written."""
        term, hup, usr, interrupt = signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGINT
        for numbers in ((usr,), (signal.SIGUSR2,), (signal.SIGXCPU,), (hup, hup, hup, term, hup), (usr, usr, term, term),
                        (interrupt, interrupt, term)):
            code, _, err = self.stop_early(numbers=numbers)
            self.assertIn(code, [128 + number for number in numbers], err)
            self.assertIn("To go on: ", err)
            self.assertIn("a.h5.checkpoint", self.files())
            for path in self.folder.glob("a.h5.*"):
                path.unlink()

    def test_prolonged(self):
        """A finished run whose state was kept goes on to a later end, whatever month that was cut."""
        shorter = ("run", "my scenario.cfg", "-o", "a.h5", "--resume", "--until", "2017-05-12")
        self.bassin(*shorter, "--keep-checkpoint")
        self.assertIn("a.h5.checkpoint", self.files())
        before = {path: (self.folder / path).read_bytes() for path in self.files()}
        _, err = self.bassin(*shorter)
        self.assertIn("complete", err)
        self.assertEqual(before, {path: (self.folder / path).read_bytes() for path in self.files()})
        _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume")
        self.assertIn("resuming on 2017-05-12", err)
        self.assert_complete()

    def test_prolonged_without_its_state(self):
        self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--until", "2017-05-12")
        _, err = self.bassin("run", "my scenario.cfg", "-o", "a.h5", "--resume", expect=2)
        self.assertIn("--keep-checkpoint", err)

    def test_an_ignored_signal_stays_ignored(self):
        def prepare():
            bassin.plain_signals()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        process = self.start("run", "my scenario.cfg", "-o", "a.h5", prepare=prepare)
        self.wait_for_lock(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=self.patience)
        self.assertEqual(process.returncode, 0)
        self.assert_complete()


class Market(bassin.Case):
    """The labour market, whose state is much richer than that of two states: stopped and killed in its burn-in and
    later, and resumed by other numbers of threads."""

    ARGUMENTS = [str(bassin.SOURCE / "scenarios/mulhouse.cfg"), "--until", "2012-11-01",
                 *(word for zone, people in (("Mulhouse", 8400), ("Wittenheim-Illzach", 4500),
                                             ("Rixheim-Ottmarsheim", 3600), ("Thann-Cernay", 3800),
                                             ("Guebwiller", 3000), ("Altkirch-Sundgau", 3700))
                   for word in ("--set", f"zones.{zone}.population={people}")),
                 "--set", "firms.jobs=14850", "--set", "run.burn_in_days=60", "--set", "run.daily=true"]

    def test_stopped_and_killed(self):
        self.bassin("run", *self.ARGUMENTS, "-q", "-o", "whole.h5", "--threads", "1")
        resumed = []
        arguments = [*self.ARGUMENTS, "-o", "a.h5", "--checkpoint-every", "4"]
        rounds = ((signal.SIGKILL, 1, 2), (signal.SIGTERM, 2, 1), (signal.SIGKILL, 8, 2), (signal.SIGINT, 6, 1),
                  (signal.SIGKILL, 5, 3))
        for number, checkpoints, threads in rounds:
            code, err = self.stop_after(checkpoints, number, *arguments, "--threads", str(threads))
            self.assertIn(code, (-signal.SIGKILL, 128 + number), err)
            resumed += re.findall("resuming on ([0-9-]+)", err)
            if "--resume" not in arguments:
                arguments.append("--resume")
        _, err = self.bassin("run", *arguments, "--threads", "2", "--audit")
        resumed += re.findall("resuming on ([0-9-]+)", err)
        self.assertEqual(len(resumed), len(rounds))
        self.assertEqual(resumed, sorted(set(resumed)), "each time it was further")
        self.assertLess(resumed[0], "2012-01-01", "once killed in its burn-in")
        self.assertGreater(resumed[-1], "2012-01-01", "and once later")
        self.assert_same_data("a.h5", "whole.h5")
        self.assertEqual(self.files(), ["a.h5", "whole.h5"])

    def stop_after(self, checkpoints, number, *arguments):
        """Sends the signal when the run has written so many more checkpoints."""
        path = self.folder / "a.h5.checkpoint"
        state = lambda: path.stat().st_mtime_ns if path.exists() else 0
        process = self.start("run", *arguments)
        seen = state()
        while checkpoints > 0 and process.poll() is None:
            time.sleep(0.001)
            checkpoints -= state() != seen
            seen = state()
        process.send_signal(number)
        _, err = process.communicate(timeout=self.patience)
        return process.returncode, err


class Twice(bassin.Case):
    def test_a_second_ctrl_c_stops_at_once(self):
        """A population so large that the first day is far: only a Ctrl-C that comes a while after the first does not
        wait for it."""
        self.scenario("large.cfg", size=100_000_000, end="2200-01-01")
        for first in (signal.SIGINT, signal.SIGHUP):
            process = self.start("run", "large.cfg")
            while not (self.folder / "large.h5.lock").exists():
                self.assertIsNone(process.poll())
                time.sleep(0.01)
            time.sleep(0.1)
            for number in (first, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
                process.send_signal(number)
            time.sleep(0.6)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
            self.assertIsNone(process.poll(), "these must not kill")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
            self.assertEqual(process.returncode, -signal.SIGINT, err)
            self.assertNotIn("large.h5", self.files())
            for path in self.folder.glob("large.h5*"):
                path.unlink()


if __name__ == "__main__":
    bassin.main()
