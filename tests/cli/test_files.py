"""What a run does to the files of its user: nothing that was not asked, and nothing half done."""

import json
import os
import resource
import subprocess
import time
import unittest

import h5py
import numpy

import bassin


def limit_file_size(size):
    def prepare():
        bassin.plain_signals()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return prepare


def can_mount():
    probe = "mkdir -p /tmp/bassin-probe-$$ && mount -t tmpfs -o size=64k none /tmp/bassin-probe-$$"
    return subprocess.run(["unshare", "-m", "sh", "-c", probe + "; r=$?; rmdir /tmp/bassin-probe-$$ 2>/dev/null; exit $r"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


class Files(bassin.Case):
    def test_the_result_has_the_name_of_the_scenario(self):
        (self.folder / "sub").mkdir()
        self.scenario("sub/place.v2.cfg")
        out, err = self.bassin("run", "sub/place.v2.cfg")
        self.assertEqual(self.files(), ["place.v2.h5", "sub"])
        self.assertIn("wrote place.v2.h5", err)
        self.assertTrue(out.strip(), "a summary is printed")
        self.assertIn("two_state", self.bassin("info", "place.v2.h5")[0])

    def test_quiet_is_quiet(self):
        self.scenario()
        self.assertEqual(self.bassin("run", "--quiet", "small.cfg"), ("", ""))
        out, err = self.bassin("run", "--quiet", "--summary", "--force", "small.cfg")
        self.assertTrue(out.strip())
        self.assertEqual(err, "")

    def test_the_summary_fits(self):
        self.scenario()
        self.assertLessEqual(max(map(len, self.bassin("run", "-f", "small.cfg")[0].splitlines())), 80)

    def test_options_reach_the_result(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q", "-o", "a.h5")
        self.bassin("run", "small.cfg", "-q", "-o", "b.h5", "--set", "run.seed=1", "--threads", "3")
        self.bassin("run", "small.cfg", "-q", "-o", "c.h5", "--set=run.seed=1", "--seed", "7")
        self.bassin("run", "-q", "-o", "d.h5", "--", "small.cfg")
        self.bassin("run", "-q", "-o", "e.h5", "small.cfg", "--until=2012-06-01")
        self.assert_same_data("a.h5", "b.h5")
        self.assert_same_data("a.h5", "d.h5")
        a, c, e = (bassin.datasets(self.folder / name) for name in ("a.h5", "c.h5", "e.h5"))
        self.assertNotEqual(a["stock"], c["stock"])
        self.assertEqual(e["time"][1], (5,))

    def test_scenario_from_standard_input(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q", "-o", "a.h5")
        with open(self.folder / "small.cfg") as text:
            self.bassin("run", "-", "-q", "-o", "b.h5", stdin=text)
        self.assert_same_data("a.h5", "b.h5")

    def test_one_day_is_one_day(self):
        self.scenario(burn_in=0)
        one_day = ["small.cfg", "--until", "2012-01-02", "--threads", "1"]
        _, err = self.bassin("run", *one_day)
        self.assertRegex(err, r"wrote small\.h5 \([\d.]+ k?B\): 1 day in \d\.\d s, [\d. ]+ days/s, 1 thread\n$")
        self.assertIn("2012-01-01 to 2012-01-01, 1 day\n", self.bassin("check", *one_day[:3])[0])

    def test_an_existing_result_is_kept(self):
        self.scenario()
        (self.folder / "small.h5").write_text("dear to me")
        out, err = self.bassin("run", "small.cfg", expect=2)
        self.assertEqual(out, "")
        self.assertIn("small.h5", err)
        self.assertIn("--force", err)
        self.assertEqual((self.folder / "small.h5").read_text(), "dear to me")
        self.assertEqual(self.files(), ["small.cfg", "small.h5"])
        self.bassin("run", "small.cfg", "--force")
        self.assertIn("two_state", self.bassin("info", "small.h5")[0])
        self.assertEqual(self.files(), ["small.cfg", "small.h5"])

    def test_a_wrong_scenario_leaves_nothing(self):
        self.scenario()
        text = (self.folder / "small.cfg").read_text()
        (self.folder / "small.cfg").write_text(text.replace("job_loss", "jop_loss", 1))
        for subcommand in ("run", "check"):
            out, err = self.bassin(subcommand, "small.cfg", expect=2)
            self.assertEqual(out, "")
            self.assertRegex(err, r"^small\.cfg:5:\d+: .*jop_loss")
            self.assertIn("job_loss", err.splitlines()[1])
        self.assertEqual(self.files(), ["small.cfg"])

    def test_wrong_values_on_the_command_line(self):
        self.scenario()
        for value, what in (("rates.job_los=0.1", "rates.job_loss"), ("rates.job_loss=2", "1"),
                            ("rates.job_loss=often", "often"), ("run.end=2000-01-01", "run.end"), ("=3", "=")):
            out, err = self.bassin("check", "small.cfg", "--set", value, expect=2)
            self.assertEqual(out, "")
            self.assertIn(what, err)

    def test_check_says_what_would_run(self):
        self.scenario()
        before = self.files()
        out, err = self.bassin("check", "small.cfg", "--seed", "42", "--set", "rates.job_loss=0.25")
        self.assertEqual(err, "")
        for fact in ("Two states for the command line", "two_state", "2012-01-01 to 2012-12-31", "366 days",
                     "30 days from 2011-12-02", "42", "rates.job_loss=0.25", "2012-07-01  rates.job_loss = 0.004", "small.h5"):
            self.assertIn(fact, out)
        self.assertEqual(self.files(), before)
        (self.folder / "small.h5").write_text("")
        self.assertIn("exists", self.bassin("check", "small.cfg")[0])

    def test_places_where_nothing_can_be_written(self):
        self.scenario()
        (self.folder / "text").write_text("not a folder")
        (self.folder / "folder.h5").mkdir()
        for path in ("absent/a.h5", "text/a.h5", "/proc/a.h5", "folder.h5", "-", "", "x" * 300 + ".h5"):
            with self.subTest(path=path):
                process = self.start("run", "small.cfg", "-o", path)
                out, err = process.communicate()
                self.assertIn(process.returncode, (1, 2), err)
                self.assertEqual(out, "")
                self.assertIn(path, err)
        self.assertEqual(self.files(), ["folder.h5", "small.cfg", "text"])

    def test_a_folder_one_may_not_write_to(self):
        self.scenario()
        locked = self.folder / "locked"
        locked.mkdir()
        locked.chmod(0o555)
        self.folder.chmod(0o755)

        def prepare():
            bassin.plain_signals()
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
        try:
            self.bassin("--version", prepare=prepare)
        except (AssertionError, PermissionError, subprocess.SubprocessError):
            self.skipTest("the program cannot be started without privileges here")
        process = self.start("run", "small.cfg", "-o", "locked/a.h5", prepare=prepare)
        out, err = process.communicate()
        self.assertIn(process.returncode, (1, 2), err)
        self.assertIn("locked", err)
        self.assertIn("ermission", err)
        self.assertEqual(list(locked.iterdir()), [])

    def test_a_full_disk_fails_cleanly(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q", "-o", "whole.h5")
        whole = (self.folder / "whole.h5").stat().st_size
        for limit in (0, 1, 1000, 20000, whole // 2, whole - 1):
            with self.subTest(limit=limit):
                out, err = self.bassin("run", "small.cfg", "-o", "a.h5", expect=1, prepare=limit_file_size(limit))
                self.assertEqual(out, "")
                self.assertIn("a.h5", err)
                self.assertLess(len(err.splitlines()), 4, "said once")
                self.assertEqual(self.files(), ["small.cfg", "whole.h5"])

    def test_no_freed_memory_is_used(self):
        self.scenario()
        overwritten = {"MALLOC_PERTURB_": "165"}
        self.bassin("run", "small.cfg", "-q", "-c", "100", environment=overwritten)
        self.bassin("run", "small.cfg", "-o", "a.h5", expect=1, prepare=limit_file_size(20000), environment=overwritten)
        self.bassin("info", "small.h5", environment=overwritten)

    def test_a_full_disk_keeps_the_old_result_and_the_checkpoint(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q", "-o", "whole.h5")
        self.bassin("run", "small.cfg", "-q", "-o", "a.h5", "--until", "2012-03-01")
        old = (self.folder / "a.h5").read_bytes()
        whole = (self.folder / "whole.h5").stat().st_size
        process = self.start("run", "small.cfg", "-o", "a.h5", "--force", "--checkpoint-every", "10",
                             prepare=limit_file_size(whole - 1))
        _, err = process.communicate()
        self.assertEqual(process.returncode, 1)
        self.assertEqual((self.folder / "a.h5").read_bytes(), old)
        if "a.h5.checkpoint" in self.files():
            self.assertIn("--resume", err)
            self.bassin("run", "small.cfg", "-q", "-o", "a.h5", "--force", "--resume")
            self.assert_same_data("a.h5", "whole.h5")

    @unittest.skipUnless(can_mount(), "a small file system cannot be mounted here")
    def test_a_disk_that_is_really_full(self):
        self.scenario()
        disk = self.folder / "disk"
        disk.mkdir()
        for size in ("4k", "24k", "64k"):
            script = (f"mount -t tmpfs -o size={size} none disk && '{bassin.PROGRAM}' run small.cfg -o disk/a.h5; "
                      "r=$?; ls disk; exit $r")
            done = subprocess.run(["unshare", "-m", "sh", "-c", script], cwd=self.folder, capture_output=True,
                                  text=True, check=False)
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("No space left", done.stderr)
            self.assertEqual(done.stdout, "", "nothing is left on the disk")

    def state(self):
        """What is in the folder, links and fifos as such."""
        kinds = {}
        for path in self.folder.iterdir():
            kinds[path.name] = (path.lstat().st_mode, path.lstat().st_ino,
                                path.read_bytes() if path.is_file() and not path.is_symlink() else None)
        return kinds

    def test_files_of_the_user_are_kept(self):
        self.scenario()
        victim = self.folder / "victim"
        victim.write_text("precious")
        makers = (lambda path: path.write_text("mine"), lambda path: path.symlink_to(victim), os.mkfifo)
        for suffix in ("partial", "lock", "spells.partial", "checkpoint.partial"):
            for make in makers:
                path = self.folder / f"small.h5.{suffix}"
                make(path)
                before = self.state()
                for more in ([], ["--force"], ["--resume"]):
                    _, err = self.bassin("run", "small.cfg", "-q", *more, expect=2)
                    self.assertIn(path.name, err)
                    self.assertEqual(self.state(), before)
                path.unlink()
        self.assertEqual(victim.read_text(), "precious")

    def test_only_a_file_is_replaced(self):
        self.scenario()
        os.mkfifo(self.folder / "fifo")
        (self.folder / "folder").mkdir()
        before = self.state()
        for path in ("fifo", "folder", "/dev/null"):
            for more in ([], ["--force"], ["--resume"]):
                _, err = self.bassin("run", "small.cfg", "-o", path, *more, expect=2)
                self.assertIn("the name of a file was expected", err)
            out, _ = self.bassin("check", "small.cfg", "-o", path, "--force")
            self.assertIn("the name of a file was expected", " ".join(out.split()))
        self.assertEqual(self.state(), before)

    def test_a_link_is_followed(self):
        self.scenario()
        (self.folder / "sub").mkdir()
        (self.folder / "link.h5").symlink_to("sub/second.h5")
        (self.folder / "sub/second.h5").symlink_to("../target.h5")
        for more in ([], ["--force"], ["--resume"]):
            self.bassin("run", "small.cfg", "-q", "-o", "link.h5", *more)
            self.assertTrue((self.folder / "link.h5").is_symlink())
            self.assertTrue((self.folder / "sub/second.h5").is_symlink())
            self.assertEqual(self.files(), ["link.h5", "small.cfg", "sub", "target.h5"])
        self.bassin("info", "target.h5")
        self.bassin("run", "small.cfg", "-q", "-o", "link.h5", expect=2)
        (self.folder / "ring.h5").symlink_to("ring.h5")
        self.bassin("run", "small.cfg", "-q", "-o", "ring.h5", expect=2)

    def test_all_names_are_tried_at_the_start(self):
        self.scenario(end="2900-01-01")
        for path in ("x" * 234 + ".h5", "x" * 250 + ".h5"):
            out, err = self.bassin("run", "small.cfg", "-o", path, expect=1)
            self.assertIn("File name too long", err)
            self.assertIn("File name too long", " ".join(self.bassin("check", "small.cfg", "-o", path)[0].split()))
        self.assertEqual(self.files(), ["small.cfg"])

    def test_check_leaves_a_run_alone(self):
        self.scenario()
        for suffix in ("partial", "lock", "spells.partial", "checkpoint", "checkpoint.partial"):
            (self.folder / f"small.h5.{suffix}").write_text("in use")
        before = self.state()
        self.bassin("check", "small.cfg")
        self.assertEqual(self.state(), before)

    def test_the_log(self):
        self.scenario(end="2012-03-01", burn_in=0)
        self.bassin("run", "small.cfg", "-q", "-c", "40", "--log", "log.json")
        self.bassin("run", "small.cfg", "-q", "--log", "log.json", expect=2)
        self.bassin("run", "small.cfg", "-q", "--resume", "--log", "log.json")
        lines = [json.loads(line) for line in (self.folder / "log.json").read_text().splitlines()]
        self.assertEqual([line["event"] for line in lines],
                         ["begun", "month", "checkpoint", "month", "finished", "failed", "complete"])
        self.assertEqual([line["day"] for line in lines[:5]],
                         ["2012-01-01", "2012-02-01", "2012-02-10", "2012-03-01", "2012-03-01"])
        self.assertEqual([line.get("status") for line in lines[3:]], [None, 0, 2, 0])
        self.assertIn("exists already", lines[5]["message"])
        self.assertGreater(lines[4]["seconds"], lines[0]["seconds"])
        self.bassin("run", "small.cfg", "-q", "--log", "absent/log.json", expect=2)

    def test_a_result_names_the_commit(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q")
        with h5py.File(self.folder / "small.h5") as file:
            version, commit = (numpy.bytes_(file.attrs[name]).decode() for name in ("version", "commit"))
        self.assertEqual(self.bassin("--version")[0], f"bassin {version} ({commit})\n")
        self.assertTrue(commit)

    def test_two_programs_do_not_write_one_result(self):
        self.scenario("long.cfg", end="2400-01-01", size=20000)
        first = self.start("run", "long.cfg", "-o", "a.h5")
        self.addCleanup(first.communicate)
        self.addCleanup(first.kill)
        self.wait_for(lambda: "a.h5.lock" in self.files(), first)
        for more in ([], ["--force"], ["--resume"]):
            _, err = self.bassin("run", "long.cfg", "-o", "a.h5", *more, expect=2)
            self.assertIn("another bassin", err)
        first.kill()
        first.communicate()
        self.scenario()
        self.bassin("run", "small.cfg", "-o", "a.h5", "-q")  # a lock that nobody holds is no hindrance
        self.assertNotIn("a.h5.lock", self.files())

    def wait_for(self, condition, process, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            self.assertIsNone(process.poll(), "ended too early")
            self.assertLess(time.monotonic(), end, "nothing happened")
            time.sleep(0.01)


class Streams(bassin.Case):
    def test_lost_output_is_noticed(self):
        with open("/dev/full", "w") as full:
            for arguments in (["--help"], ["params"], ["outputs", "--format", "json"]):
                _, err = self.bassin(*arguments, expect=1, stdout=full)
                self.assertIn("cannot write to standard output", err)
                self.assertIn("No space left", err)

    def test_closed_standard_output_is_noticed(self):
        _, err = self.bassin("params", expect=1, prepare=lambda: os.close(1))
        self.assertIn("cannot write to standard output", err)

    def test_a_pipe_closed_early(self):
        self.scenario()
        for arguments in ("params --format json", "run small.cfg -q --summary"):
            script = f"'{bassin.PROGRAM}' {arguments} | true; echo ${{PIPESTATUS[0]}}"
            for _ in range(5):
                done = subprocess.run(["bash", "-c", f"rm -f small.h5; {script}"], cwd=self.folder, text=True,
                                      capture_output=True, check=False, preexec_fn=bassin.plain_signals)
                self.assertIn(done.stdout.strip(), ("0", "141"))
                self.assertEqual(done.stderr, "")
        self.assertEqual(self.files(), ["small.cfg", "small.h5"])

    def test_progress_to_a_closed_pipe_does_not_stop_the_run(self):
        self.scenario()
        read, write = os.pipe()
        os.close(read)
        with os.fdopen(write, "w") as pipe:
            self.bassin("run", "small.cfg", stderr=pipe)
        self.assertEqual(self.files(), ["small.cfg", "small.h5"])

    def test_no_file_takes_the_place_of_a_closed_stream(self):
        self.scenario(end="2900-01-01")

        def prepare():
            bassin.plain_signals()
            for stream in (0, 1, 2):
                os.close(stream)
        process = self.start("run", "small.cfg", prepare=prepare)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        while "small.h5.lock" not in self.files():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        for stream in (0, 1, 2):
            self.assertEqual(os.readlink(f"/proc/{process.pid}/fd/{stream}"), "/dev/null")

    def test_closed_streams_do_no_harm(self):
        self.scenario()
        self.bassin("run", "small.cfg", "-q", "-o", "whole.h5")
        for streams in ([0], [2], [0, 2], [0, 1, 2]):
            def prepare():
                bassin.plain_signals()
                for stream in streams:
                    os.close(stream)
            process = self.start("run", "small.cfg", "-o", "a.h5", "--force", prepare=prepare)
            process.communicate()
            self.assertEqual(process.returncode, 1 if 1 in streams else 0)
            self.assert_same_data("a.h5", "whole.h5")


if __name__ == "__main__":
    bassin.main()
