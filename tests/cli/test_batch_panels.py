"""Panels of members: the first replicates keep their spells, bit for bit those of runs of their own, whatever the
threads, the shards and the moment of a kill."""

import os
import random
import resource
import signal
import subprocess
import time
import unittest

import h5py
import numpy

import bassin

EXPERIMENT = """\
title = "Lives";
scenario = "small.cfg";
arms = (
    {{ name = "baseline"; }},
    {{ name = "crisis"; changes = ( {{ date = "2012-10-01"; path = "rates.job_loss"; value = 0.008; }} ); }},
    {{ name = "twin"; changes = ( {{ date = "2012-09-01"; path = "rates.job_loss"; value = 0.004; }} ); }},
    {{ name = "early"; overrides = ( {{ path = "rates.job_finding"; value = 0.01; }} ); }}
);
replicates = {{ count = {replicates}; }};
keep = {{ series = [ "stock" ]; panels = {panels}; }};
{more}
"""

ARMS = ["baseline", "crisis", "twin", "early"]


def columns(group):
    return {name: item[()].tobytes() for name, item in group.items() if name != "row"}


class Panels(bassin.Case):
    def experiment(self, replicates=3, panels=2, more="", **options):
        self.scenario(**options)
        (self.folder / "e.cfg").write_text(EXPERIMENT.format(replicates=replicates, panels=panels, more=more))

    def batch(self, *arguments, **options):
        options.setdefault("environment", {"SOURCE_DATE_EPOCH": "0"})
        return self.bassin("batch", "e.cfg", *arguments, **options)

    def spells(self, path, group):
        with h5py.File(self.folder / path) as file:
            return columns(file[group]["spells"])

    def test_a_member_has_the_panels_of_its_own_run(self):
        self.experiment()
        self.batch("-o", "a.h5")
        self.assertEqual(self.files(), ["a.h5", "e.cfg", "small.cfg"], "nothing is left beside it")
        with h5py.File(self.folder / "a.h5") as file:
            self.assertEqual(sorted(file["panel"]), sorted(ARMS))
            self.assertTrue(all(list(file["panel"][arm]) == ["0", "1"] for arm in ARMS))
            self.assertEqual(file["panel/crisis/1"].attrs["member"], 6)
            self.assertEqual(file["panel/crisis/1/spells/person"].dims[0][0].name, "/panel/crisis/1/spells/row")
        for number in range(1, 9):
            (self.folder / "m.cfg").write_text(self.bassin("check", "e.cfg", "--member", str(number))[0])
            self.bassin("run", "m.cfg", "-o", "m.h5", "-q", "--force")
            place = f"panel/{ARMS[(number - 1) % 4]}/{(number - 1) // 4}"
            with h5py.File(self.folder / "m.h5") as alone, h5py.File(self.folder / "a.h5") as whole:
                self.assertGreater(len(alone["panel/spells/row"]), 2000)
                self.assertEqual(columns(alone["panel/spells"]), columns(whole[place]["spells"]), place)
                for name, item in alone["panel/spells"].items():
                    other = whole[place]["spells"][name]
                    self.assertEqual(dict(item.attrs).keys(), dict(other.attrs).keys(), name)
                    self.assertEqual((item.chunks, item.compression, item.shuffle),
                                     (other.chunks, other.compression, other.shuffle), name)

    def test_arms_have_one_past(self):
        self.experiment()
        self.batch("-o", "a.h5")
        self.assertEqual(self.spells("a.h5", "panel/baseline/1"), self.spells("a.h5", "panel/twin/1"))
        reform = (numpy.datetime64("2012-10-01") - numpy.datetime64("1970-01-01")).astype(int)
        with h5py.File(self.folder / "a.h5") as file:
            past = []
            for arm in ("baseline", "crisis"):
                group = file[f"panel/{arm}/0/spells"]
                end = group["end_day"][()]
                ended = end < reform
                past.append({name: item[()][ended].tobytes() for name, item in group.items() if name != "row"})
                self.assertTrue(ended.any() and not ended.all())
            self.assertEqual(*past)
        self.assertNotEqual(self.spells("a.h5", "panel/baseline/0"), self.spells("a.h5", "panel/crisis/0"))

    def test_threads_shards_and_a_sweep_change_nothing(self):
        self.experiment(replicates=3, more='sweep = { parameters = ( { path = "rates.job_finding"; values = [ 0.004, 0.006 ]; } ); };')
        self.batch("-o", "a.h5", "-t", "1")
        self.batch("-o", "b.h5", "-t", "2", "-j", "1", environment={"OMP_NUM_THREADS": "2"})
        self.assert_same_data("a.h5", "b.h5")
        with h5py.File(self.folder / "a.h5") as file:
            self.assertEqual(list(file["panel/baseline/1"]), ["0", "1"])
        for shard in ("2/3", "3/3", "1/3"):
            self.batch("-o", f"p{shard[0]}.h5", "--shard", shard, "-q")
        self.bassin("merge", "-o", "c.h5", "p3.h5", "p1.h5", "p2.h5")
        self.assert_same_data("a.h5", "c.h5")

    def test_kept_members_survive_kills(self):
        self.experiment(replicates=8, panels=6, size=20000)
        self.batch("-o", "whole.h5", "-q")
        chance = random.Random(11)
        log = self.folder / "log"
        killed = 0
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGKILL, signal.SIGUSR1):
            log.write_text("")
            process = self.start("batch", "e.cfg", "-o", "a.h5", "-t", "2", "--log", "log",
                                 environment={"OMP_NUM_THREADS": "2"})
            events = chance.randint(2, 6)
            while log.read_text().count("\n") < events and process.poll() is None:
                time.sleep(0.002)
            process.send_signal(number)
            err = process.communicate(timeout=self.patience)[1]
            self.assertIn(process.returncode, (0, -signal.SIGKILL, 128 + number), err)
            killed += process.returncode == -signal.SIGKILL
            self.assertLessEqual(set(self.files()), {"a.h5", "a.h5.lock", "a.h5.members", "a.h5.partial", "e.cfg", "log",
                                                     "small.cfg", "whole.h5"}, "spools have no names")
        self.assertGreater(killed, 1)
        self.batch("-o", "a.h5")
        log.unlink()
        self.assert_same_data("a.h5", "whole.h5")
        self.assertEqual(self.files(), ["a.h5", "e.cfg", "small.cfg", "whole.h5"])

    def test_a_torn_or_damaged_journal_costs_its_last_members_only(self):
        self.experiment(replicates=4, panels=4, size=5000)
        self.batch("-o", "whole.h5", "-q")
        for damage in ("cut", "flip"):
            process = self.start("batch", "e.cfg", "-o", "a.h5", "-t", "1", "--log", "log")
            log = self.folder / "log"
            while (not log.exists() or log.read_text().count('"member"') < 6) and process.poll() is None:
                time.sleep(0.002)
            process.kill()
            process.communicate(timeout=self.patience)
            log.unlink()
            journal = self.folder / "a.h5.members"
            data = bytearray(journal.read_bytes())
            if damage == "cut":
                del data[-1000:]
            else:
                data[-1000] ^= 16
            journal.write_bytes(data)
            err = self.batch("-o", "a.h5")[1]
            self.assertRegex(err, r"[1-9]\d* are done already")
            self.assert_same_data("a.h5", "whole.h5")
            os.unlink(self.folder / "a.h5")

    def test_a_full_disk_fails_members_and_the_rest_is_safe(self):
        self.experiment(replicates=3, panels=1, size=20000)
        self.batch("-o", "whole.h5", "-q")
        limit = lambda: (bassin.plain_signals(), signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                         resource.setrlimit(resource.RLIMIT_FSIZE, (300000, 300000)))
        err = self.batch("-o", "a.h5", "-t", "1", expect=1, prepare=limit)[1]
        self.assertIn("File too large", err)
        self.batch("-o", "a.h5")
        self.assert_same_data("a.h5", "whole.h5")

    def test_what_is_not_kept_is_not_there(self):
        self.experiment(panels=0, size=200)
        self.batch("-o", "a.h5", "-q")
        with h5py.File(self.folder / "a.h5") as file:
            self.assertNotIn("panel", file)
        self.experiment(panels=2, size=200)
        self.batch("-o", "b.h5", "-q", "-r", "1")
        with h5py.File(self.folder / "b.h5") as file:
            self.assertEqual([len(file["panel"][arm]) for arm in ARMS], [1, 1, 1, 1])

    def test_what_is_said_of_them(self):
        self.experiment(size=20000)
        out = " ".join(self.bassin("check", "e.cfg")[0].split())
        self.assertRegex(out, r"panels of 2 replicates, 8 members: about [\d.]+ [kM]B on disk in all, and [\d.]+ [kM]B")
        self.batch("-o", "a.h5", "-q")
        self.assertIn("spells of replicates 0 to 1, in the groups panel/ARM/REPLICATE", " ".join(self.bassin("info", "a.h5")[0].split()))
        self.assertIn('"panels_of_replicates": 2', self.bassin("info", "a.h5", "--format", "json")[0])

    def test_damaged_panels_are_not_merged(self):
        self.experiment(replicates=2, panels=1, size=5000)
        self.batch("-o", "a.h5", "-q", "--shard", "1/2")
        self.batch("-o", "b.h5", "-q", "--shard", "2/2")
        with h5py.File(self.folder / "a.h5", "r+") as file:
            column = file["panel/crisis/0/spells/person"]
            place = column.id.get_chunk_info(0)
        data = bytearray((self.folder / "a.h5").read_bytes())
        data[place.byte_offset + place.size // 2] ^= 1
        (self.folder / "a.h5").write_bytes(data)
        self.assertIn("damaged", self.bassin("merge", "-o", "c.h5", "a.h5", "b.h5", expect=1)[1])
        self.assertNotIn("c.h5", self.files())


if __name__ == "__main__":
    unittest.main()
