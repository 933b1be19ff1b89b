"""`bassin batch`: members give the bytes of runs of their own, whatever the threads, the arms beside them and the
moment of a kill."""

import errno
import json
import os
import random
import resource
import signal
import time
import unittest

import h5py
import numpy

import bassin

MISSING = numpy.iinfo(numpy.int64).min

EXPERIMENT = """\
title = "Three arms";
scenario = "small.cfg";
arms = (
    {{ name = "baseline"; }},
    {{ name = "crisis"; text = "Twice the losses."; changes = ( {{ date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; }} ); }},
    {{ name = "twin"; changes = ( {{ date = "2012-09-01"; path = "rates.job_loss"; value = 0.004; }} ); }}
);
replicates = {{ count = {replicates}; differ = "{differ}"; }};
{more}
"""


def series(path):
    """Name: (dimensions, values) of all series of an experiment's result."""
    with h5py.File(path) as file:
        return {name: item[()] for name, item in file.items()
                if isinstance(item, h5py.Dataset) and item.ndim >= 2 and name != "time_bnds"}


class Batch(bassin.Case):
    def experiment(self, replicates=3, differ="dynamics", more="", **options):
        self.scenario(**options)
        (self.folder / "e.cfg").write_text(EXPERIMENT.format(replicates=replicates, differ=differ, more=more))

    def batch(self, *arguments, **options):
        options.setdefault("environment", {"SOURCE_DATE_EPOCH": "0"})
        return self.bassin("batch", "e.cfg", *arguments, **options)

    def members(self, path):
        with h5py.File(self.folder / path) as file:
            return {name: item[()] for name, item in file["member"].items() if isinstance(item, h5py.Dataset)}


class Members(Batch):
    def test_arms_differ_from_their_first_change_on_and_in_nothing_else(self):
        self.experiment()
        err = self.batch("-o", "a.h5")[1]
        self.assertIn("9 members: 3 arms, 3 replicates", err)
        self.assertRegex(err, r"common history was lived once: \d+ of \d+ days")
        self.assertEqual(self.files(), ["a.h5", "e.cfg", "small.cfg"])
        with h5py.File(self.folder / "a.h5") as file:
            self.assertEqual([name.decode() for name in file["arm"][()]], ["baseline", "crisis", "twin"])
            self.assertEqual(file.attrs["members_done"], 9)
            self.assertTrue(all(file["stock"].dims[i][0].name == f"/{name}"
                                for i, name in enumerate(("arm", "replicate", "time", "state"))))
            reform = numpy.datetime64("2012-10-01")
            months = numpy.datetime64("1970-01-01") + file["time"][()].astype("timedelta64[D]")
        for name, values in series(self.folder / "a.h5").items():
            with self.subTest(name=name):
                self.assertEqual(values[0].tobytes(), values[2].tobytes(), "a change to the same value changes nothing")
                if values.shape[2] == len(months):
                    before = values[:, :, months < reform]
                    self.assertEqual(before[0].tobytes(), before[1].tobytes())
                self.assertNotEqual(values[0, 0].tobytes(), values[0, 1].tobytes(), "replicates differ")
        lost = series(self.folder / "a.h5")["stock"][:, :, months >= reform]
        self.assertTrue((lost[1] != lost[0]).any(axis=(1, 2)).all())
        digests = self.members("a.h5")["state"].reshape(3, 3)
        self.assertTrue((digests[:, 0] == digests[:, 2]).all() and (digests[:, 0] != digests[:, 1]).all())

    def test_a_member_alone_gives_the_same_bytes(self):
        self.experiment()
        self.batch("-o", "a.h5")
        whole = series(self.folder / "a.h5")
        for number in (2, 6, 9):
            arm, replicate = (number - 1) % 3, (number - 1) // 3
            (self.folder / "m.cfg").write_text(self.bassin("check", "e.cfg", "--member", str(number))[0])
            self.bassin("run", "m.cfg", "-o", "m.h5", "-q", "--force")
            self.batch("-o", "k.h5", "--member", str(number), "--force")
            alone, part = series(self.folder / "m.h5"), series(self.folder / "k.h5")
            self.assertEqual(alone.keys(), whole.keys())
            for name, values in whole.items():
                self.assertEqual(alone[name].tobytes(), values[arm, replicate].tobytes(), name)
                self.assertEqual(part[name][arm, replicate].tobytes(), values[arm, replicate].tobytes(), name)
                other = part[name][(arm + 1) % 3, replicate]
                self.assertTrue((other == MISSING).all() if other.dtype == numpy.int64 else numpy.isnan(other).all())
            self.assertEqual(self.members("k.h5")["status"].tolist(), [int(i == number - 1) for i in range(9)])

    def test_threads_and_jobs_change_nothing(self):
        self.experiment(replicates=5, differ="both")
        self.batch("-o", "a.h5", "-t", "1")
        for number, options in enumerate((("-t", "2"), ("-t", "3"), ("-t", "2", "-j", "1"))):
            self.batch("-o", f"{number}.h5", *options, environment={"OMP_NUM_THREADS": "3"})
            self.assert_same_data("a.h5", f"{number}.h5")

    def test_seeds(self):
        for differ, dynamics, population in (("dynamics", 2, 0), ("population", 0, 2), ("both", 2, 2)):
            self.experiment(differ=differ, size=50)
            self.batch("-o", "a.h5", "-q", "--force")
            members = self.members("a.h5")
            self.assertEqual(numpy.ptp(members["seed"]), dynamics)
            self.assertEqual(numpy.ptp(members["population_seed"]), population)

    def test_what_is_kept(self):
        self.experiment(size=50, more='keep = { series = [ "stock" ]; };')
        self.batch("-o", "a.h5")
        self.assertEqual(list(series(self.folder / "a.h5")), ["stock"])
        with h5py.File(self.folder / "a.h5") as file:
            stock = file["stock"][()]
            jobless = 100 * (stock[..., 1] / stock.sum(-1)).mean(-1)
            self.assertTrue(numpy.allclose(file["measure/jobless"][()], jobless))


class Stopped(Batch):
    def test_killed_and_stopped_it_goes_on(self):
        self.experiment(replicates=8, size=20000)
        self.batch("-o", "whole.h5", "-q")
        chance = random.Random(2016)
        log = self.folder / "log"
        stopped = 0
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGUSR1, signal.SIGXCPU, signal.SIGUSR2):
            log.write_text("")
            process = self.start("batch", "e.cfg", "-o", "a.h5", "-t", "2", "--log", "log",
                                 environment={"OMP_NUM_THREADS": "2"})
            events = chance.randint(2, 6)
            while log.read_text().count("\n") < events and process.poll() is None:
                time.sleep(0.002)
            process.send_signal(number)
            out, err = process.communicate(timeout=self.patience)
            stopped += process.returncode != 0
            self.assertIn(process.returncode, (0, -signal.SIGKILL, 128 + number), err)
            if process.returncode == 128 + number:
                self.assertRegex(err, r"\d+ of 24 members are done and safe")
                done = self.members("a.h5")["status"].reshape(8, 3).sum(axis=0)
                self.assertLessEqual(numpy.ptp(done), 2, "the arms are not balanced")
                self.assertNotIn("a.h5.members", self.files(), err)
        self.assertGreater(stopped, 2)
        self.batch("-o", "a.h5")
        log.unlink()
        self.assert_same_data("a.h5", "whole.h5")
        self.assertIn("complete already", self.batch("-o", "a.h5")[1])
        self.assertEqual(self.files(), ["a.h5", "e.cfg", "small.cfg", "whole.h5"])

    def test_a_journal_of_another_experiment_stays(self):
        self.experiment(replicates=40, size=20000)
        self.batch("-o", "whole.h5", "-q")
        log = self.folder / "log"
        log.touch()
        process = self.start("batch", "e.cfg", "-o", "a.h5", "-q", "-t", "1", "--log", "log")
        while log.read_text().count('"member"') < 4 and process.poll() is None:
            time.sleep(0.002)
        process.kill()
        process.communicate(timeout=self.patience)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        log.unlink()
        left = self.files()
        self.assertIn("a.h5.members", left)
        self.assertNotIn("a.h5", left)
        journal = (self.folder / "a.h5.members").read_bytes()
        for _ in range(2):
            err = self.batch("-o", "a.h5", "--set", "rates.job_finding=0.01", expect=2)[1]
            self.assertIn("holds members of another experiment", err)
            self.assertEqual(self.files(), left)
            self.assertEqual((self.folder / "a.h5.members").read_bytes(), journal)
        self.assertRegex(self.batch("-o", "a.h5")[1], r"\d+ are done already")
        self.assert_same_data("a.h5", "whole.h5")
        self.assertEqual(self.files(), ["a.h5", "e.cfg", "small.cfg", "whole.h5"])

    def test_a_failure_is_in_the_log(self):
        self.experiment(size=50)
        limit = lambda: (bassin.plain_signals(), signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                         resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)))
        err = self.batch("-o", "a.h5", "-t", "1", "--log", "log", expect=1, prepare=limit)[1]
        last = json.loads((self.folder / "log").read_text().splitlines()[-1])
        self.assertEqual((last["event"], last["status"]), ("failed", 1))
        self.assertIn(os.strerror(errno.EFBIG), last["message"])
        self.assertEqual(err.count(os.strerror(errno.EFBIG)), 1, err)
        self.assertRegex(err, r"(?s)File too large.* members are done and safe.*To go on: ")

    def test_the_log(self):
        self.experiment(size=50)
        self.batch("-o", "a.h5", "--log", "log")
        events = [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]
        self.assertEqual([event["event"] for event in events], ["begun"] + 9 * ["member"] + ["written", "finished"])
        self.assertEqual(sorted(event["member"] for event in events[1:10]), list(range(1, 10)))
        self.assertEqual({(event["status"], event["day"]) for event in events[1:10]}, {(0, "2013-01-01")})
        self.assertEqual(events[-1]["status"], 0)

    def test_a_scenario_is_no_experiment_and_an_experiment_no_scenario(self):
        self.experiment(size=50)
        self.assertIn("small.cfg:2:1: this is a scenario", self.bassin("batch", "small.cfg", expect=2)[1])
        self.assertIn("this is an experiment", self.bassin("run", "e.cfg", expect=2)[1])
        self.batch("-o", "a.h5", "-q")
        for command in (("export",), ("info", "--digest")):
            with self.subTest(command=command):
                err = self.bassin(*command, "a.h5", expect=2)[1]
                self.assertIn("expected the result of one", err)
                self.assertRegex(err, "group me(asure|mber)")

    def test_another_experiment_is_refused_and_nothing_is_lost(self):
        self.experiment(size=50)
        self.batch("-o", "a.h5", "-q")
        before = (self.folder / "a.h5").read_bytes()
        err = self.batch("-o", "a.h5", "--set", "rates.job_finding=0.01", expect=2)[1]
        self.assertIn("not of this experiment", err)
        self.assertIn("--force", err)
        (self.folder / "b.h5.members").write_text("mine")
        self.assertIn("no journal", self.batch("-o", "b.h5", expect=2)[1])
        self.assertEqual((self.folder / "b.h5.members").read_text(), "mine")
        self.assertEqual((self.folder / "a.h5").read_bytes(), before)
        self.assertEqual(self.files(), ["a.h5", "b.h5.members", "e.cfg", "small.cfg"])


class FileFaults(bassin.FileFaults, Batch):
    ARGUMENTS = ("batch", "e.cfg", "-q", "-t", "1", "-o", "a.h5")
    RESULT = "a.h5"
    CALLS = 30
    TOLD = (1, 2)

    def write_inputs(self):
        self.experiment(replicates=2, end="2012-11-10", size=300, burn_in=5)


class Merged(Batch):
    def test_shuffled_shards_equal_one_process(self):
        self.experiment(replicates=5)
        self.batch("-o", "whole.h5", "-q")
        for shard in (3, 1, 4, 2):
            self.batch("-o", f"part{shard}.h5", "--shard", f"{shard}/4", "-q")
        done = [self.members(f"part{k}.h5")["status"].sum() for k in (1, 2, 3, 4)]
        self.assertEqual((sum(done), sorted(done)), (15, [3, 3, 3, 6]))
        out, err = self.bassin("merge", "part3.h5", "-o", "all.h5", "part1.h5", "part4.h5", "part2.h5")
        self.assertIn("15 of 15 members from 4 parts", err)
        self.assert_same_data("all.h5", "whole.h5")

    def test_parts_that_are_almost_empty(self):
        """Most chunks of their series were never written: the file is far smaller than its values."""
        self.experiment(replicates=1000, size=20, burn_in=0)
        for shard in (1, 1000):
            self.batch("-o", f"part{shard}.h5", "--shard", f"{shard}/1000", "-q")
        with h5py.File(self.folder / "part1.h5") as file:
            self.assertTrue(any(item.size * item.dtype.itemsize > 1100 * item.id.get_storage_size()
                                for item in file.values() if isinstance(item, h5py.Dataset)))
        err = self.bassin("merge", "-o", "both.h5", "part1.h5", "part1000.h5", "--incomplete")[1]
        self.assertIn("6 of 3000 members from 2 parts", err)
        first, last, both = (series(self.folder / name) for name in ("part1.h5", "part1000.h5", "both.h5"))
        for name, values in both.items():
            self.assertEqual(values[:, 0].tobytes(), first[name][:, 0].tobytes(), name)
            self.assertEqual(values[:, -1].tobytes(), last[name][:, -1].tobytes(), name)
            self.assertEqual(values[:, 1:-1].tobytes(), first[name][:, 1:-1].tobytes(), name)

    def test_parts_that_do_not_fit_are_refused(self):
        self.experiment(replicates=4, size=100)
        for shard in (1, 2):
            self.batch("-o", f"part{shard}.h5", "--shard", f"{shard}/2", "-q")
        self.batch("-o", "other.h5", "--shard", "2/2", "-q", "--set", "rates.job_finding=0.1")
        self.batch("-o", "double.h5", "--member", "2", "-q")
        self.bassin("run", "small.cfg", "-o", "run.h5", "-q")
        merge = lambda *parts, **options: self.bassin("merge", "-o", "all.h5", *parts, **options)[1]
        self.assertIn("another experiment", merge("part1.h5", "other.h5", expect=2))
        self.assertIn('member 2 is in "part1.h5" and in "double.h5"', merge("part1.h5", "double.h5", "part2.h5", expect=2))
        self.assertIn("6 of 12 members are missing, the first is 7", merge("part1.h5", expect=2))
        self.assertIn("not the result of an experiment", merge("run.h5", "part1.h5", expect=2))
        self.assertIn("PART.h5... is missing", merge(expect=2))
        self.assertNotIn("all.h5", self.files())
        merge("part2.h5", "--incomplete")
        self.assertIn("exists already", merge("part1.h5", "part2.h5", expect=2))
        self.batch("-o", "all.h5")
        self.batch("-o", "whole.h5")
        self.assert_same_data("all.h5", "whole.h5")


class Failing(Batch):
    @unittest.skipIf(bassin.SANITIZED, "a sanitizer asks for terabytes of addresses at the start")
    def test_a_member_without_memory_is_told_and_leaves_the_others_whole(self):
        (self.folder / "rows.csv").write_text("population.size,rates.job_finding\n500,0.01\n100000000,0.02\n600,0.03\n")
        self.experiment(replicates=1, more='sweep = { rows = "rows.csv"; };')
        limit = lambda: (bassin.plain_signals(), resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20)))
        err = self.batch("-o", "a.h5", "-t", "1", expect=1, prepare=limit)[1]
        self.assertIn("3 of 9 members failed", err)
        self.assertIn("member 4 failed: out of memory", err)
        self.assertEqual(self.members("a.h5")["status"].tolist(), [1, 1, 1, 2, 2, 2, 1, 1, 1])
        self.assertIn("out of memory", self.bassin("info", "a.h5")[0])
        (self.folder / "rows.csv").write_text("population.size,rates.job_finding\n500,0.01\n600,0.03\n")
        self.batch("-o", "b.h5")
        some, all_of = series(self.folder / "a.h5"), series(self.folder / "b.h5")
        for name, values in all_of.items():
            self.assertEqual(some[name][:, :, [0, 2]].tobytes(), values.tobytes(), name)
        with h5py.File(self.folder / "a.h5") as file:
            self.assertEqual(file["population.size"][()].tolist(), [500, 1e8, 600])
            self.assertTrue(numpy.isnan(file["measure/found"][0, 0, 1]))


if __name__ == "__main__":
    bassin.main()
