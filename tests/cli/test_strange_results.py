"""`info` and `score` of damaged results and of files that strangers made: a message and exit code 2 or 1, no crash."""

import json
import os
import random
import socket
import subprocess
import unittest

import h5py
import numpy as np

import bassin


class StrangeResults(bassin.Case):
    def setUp(self):
        super().setUp()
        self.scenario()
        self.bassin("run", "-q", "small.cfg")
        self.whole = (self.folder / "small.h5").read_bytes()

    def ends(self, *arguments):
        """Exit code and all output of a call that has to end by itself within seconds."""
        done = subprocess.run([bassin.PROGRAM, *arguments], cwd=self.folder, capture_output=True, timeout=100)
        return done.returncode, (done.stdout + done.stderr).decode()

    def refused(self, path, *words):
        for command in ("info", "score", "export"):
            code, text = self.ends(command, path)
            self.assertIn(code, (1, 2), text)
            self.assertEqual(len(text.splitlines()), len(set(text.splitlines())))
            for word in words:
                self.assertIn(word, text)

    def altered(self, alter):
        (self.folder / "odd.h5").write_bytes(self.whole)
        with h5py.File(self.folder / "odd.h5", "a") as file:
            alter(file)
        return "odd.h5"

    def test_flipped_bytes(self):
        """Any byte may be wrong. What HDF5 cannot know is data; nothing crashes, and nothing takes long."""
        chance = random.Random(1)
        codes = {0: 0, 1: 0, 2: 0}
        for trial in range(250):
            bytes_ = bytearray(self.whole)
            for _ in range(chance.choice((1, 1, 4, 64))):
                bytes_[chance.randrange(len(bytes_))] ^= chance.randrange(1, 256)
            (self.folder / "bad.h5").write_bytes(bytes_)
            for command in (("info", "--digest"), ("score", "-F", "json"), ("export", "-p", "-f", "-o", "out"),
                            ("export", "-F", "netcdf", "-p", "-f", "-o", "out.nc"))[: 4 if trial % 5 == 0 else 1]:
                code, text = self.ends(*command, "bad.h5")
                self.assertIn(code, codes, f"trial {trial}: {text}")
                codes[code] += 1
        self.assertGreater(codes[1] + codes[2], 20)

    def test_the_cause_is_told(self):
        self.refused("none.h5", 'cannot read "none.h5": No such file')
        (self.folder / "text.h5").write_text("no HDF5 at all")
        self.refused("text.h5", '"text.h5" is not an HDF5 file')
        (self.folder / "empty.h5").touch()
        self.refused("empty.h5", '"empty.h5" is empty')
        (self.folder / "folder.h5").mkdir()
        self.refused("folder.h5", '"folder.h5" is a folder')
        os.mkfifo(self.folder / "pipe.h5")
        self.refused("pipe.h5", '"pipe.h5" is a pipe')
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(self.folder / "socket.h5"))
            self.refused("socket.h5", "socket.h5")
        self.refused("/dev/null", '"/dev/null" is a device')
        (self.folder / "cut.h5").write_bytes(self.whole[: len(self.whole) // 2])
        self.refused("cut.h5", '"cut.h5" is damaged, or only a part of it is there')
        (self.folder / "next.h5.partial").write_bytes(self.whole[:1000])
        self.refused("next.h5", "a run writes it at this moment")

    def test_readers_need_no_lock(self):
        with h5py.File(self.folder / "small.h5", "a"):  # which locks it
            self.assertEqual(self.ends("info", "small.h5")[0], 0)

    def test_a_text_that_is_an_array(self):
        """More bytes than one text has room for."""
        def alter(file):
            file.attrs["title"] = np.array(["x" * 1000] * 1000, dtype="S1000")[:60]
        self.refused(self.altered(alter), "title")

        def longer(file):
            del file.attrs["title"]
            file.attrs.create("title", ["a", "b"], dtype=h5py.string_dtype())
        self.refused(self.altered(longer), "title")

        def number(file):
            file.attrs["commit"] = 7
        self.refused(self.altered(number), "commit")

        def text(file):
            file.attrs["seed"] = "seven"
        self.refused(self.altered(text), "seed")

    def test_what_stands_elsewhere(self):
        os.mkfifo(self.folder / "pipe.h5")

        def external(file):
            del file["stock"]
            file["stock"] = h5py.ExternalLink("pipe.h5", "/stock")
        self.refused(self.altered(external), '"stock" is a link to elsewhere')

        def soft(file):
            del file["scenario"]
            file["scenario"] = h5py.SoftLink("/stock")
        self.refused(self.altered(soft), '"scenario" is a link to elsewhere')

        def virtual(file):
            shape = file["stock"].shape
            del file["stock"]
            layout = h5py.VirtualLayout(shape=shape, dtype="<i8")
            layout[:] = h5py.VirtualSource("pipe.h5", "stock", shape=shape)
            file.create_virtual_dataset("stock", layout)
        self.refused(self.altered(virtual), '"stock" is no group and no variable with values of its own')

        def storage(file):
            shape = file["stock"].shape
            del file["stock"]
            file.create_dataset("stock", shape, "<i8", external=[("pipe.h5", 0, h5py.h5f.UNLIMITED)])
        self.refused(self.altered(storage), '"stock" is no group and no variable with values of its own')

    def test_counts_beyond_the_file(self):
        def texts(file):
            del file["scenario"]
            file.create_dataset("scenario", (2**40,), "S1", chunks=(2**20,))
        self.refused(self.altered(texts), '"scenario" has more values than the file can hold')

        def days(file):
            del file["time_bnds"]
            file.create_dataset("time_bnds", (2**28, 2), "<i4", chunks=(2**16, 2), compression="gzip")
        self.refused(self.altered(days), '"time_bnds" has more values than the file can hold')

    def test_wild_dates(self):
        for day in (-(2**31), 2**31 - 1, 0):
            def alter(file):
                file["time_bnds"][0, 0] = day
                file["time_bnds"][1, 1] = day
            self.refused(self.altered(alter), '"time_bnds" has dates outside the run')

    def test_no_escape_reaches_the_terminal(self):
        def alter(file):
            for name in ("title", "created", "model_text", "command_line"):
                file.attrs[name] = np.bytes_("\033]0;owned\007 \x9b31m\u009b31m red".encode("utf-8", "surrogateescape"))
            file["scenario"][0:4] = np.frombuffer(b"\033[2J", "S1")
        for arguments in (("info",), ("info", "--scenario"), ("info", "-F", "json"), ("score",)):
            _, text = self.ends(*arguments, self.altered(alter))
            self.assertFalse(any(ord(c) < 32 and c not in "\n\t" or 127 <= ord(c) < 160 for c in text), arguments)

    def test_a_stored_scenario_names_no_file(self):
        (self.folder / "secret").write_text("the line of a file of the reader\n")
        for text in ('@include "secret"\n', 'targets = "secret";\n'):
            def alter(file):
                del file["scenario"]
                start = f'title = "x"; model = "two_state";\n{text}'.encode()
                file.create_dataset("scenario", data=np.frombuffer(start, "S1"))
            code, said = self.ends("score", self.altered(alter))
            self.assertEqual(code, 2)
            self.assertNotIn("the line of a file", said)
            self.assertRegex(said, "file")


class Info(bassin.Case):
    def setUp(self):
        super().setUp()
        self.scenario()
        self.bassin("run", "-q", "small.cfg")

    def test_json(self):
        told = json.loads(self.bassin("info", "--format", "json", "small.h5")[0])
        self.assertEqual(told["model"], "two_state")
        self.assertIn("small.cfg", told["command_line"])
        self.assertEqual(told["bytes"], (self.folder / "small.h5").stat().st_size)
        self.assertNotIn("digest", told)
        settings = {setting["path"]: (setting["value"], setting["default"]) for setting in told["settings"]}
        self.assertTrue(all(value != default for value, default in settings.values()))
        self.assertTrue(any(isinstance(value, int) for value, _ in settings.values()))
        with h5py.File(self.folder / "small.h5") as file:
            for output in told["outputs"]:
                dims = [file[output["name"]].dims[i][0].name[1:] for i in range(file[output["name"]].ndim)]
                self.assertEqual(output["dims"].split(","), dims)
            for panel, rows in told["panels"].items():
                self.assertEqual(rows, len(file[f"panel/{panel}/person"]))
        self.bassin("info", "--format", "csv", "small.h5", expect=2)

    def test_the_scenario_runs_again_and_gives_the_same_data(self):
        (self.folder / "again.cfg").write_text(self.bassin("info", "--scenario", "small.h5")[0])
        self.bassin("run", "-q", "again.cfg")
        self.bassin("run", "-q", "small.cfg", "-o", "other.h5", "--set", "run.seed=77")

        def digest(name):
            return json.loads(self.bassin("info", "-d", "-F", "json", name)[0])["digest"]
        self.assertRegex(self.bassin("info", "-d", "small.h5")[0], f"\ndigest     {digest('small.h5')}\n")
        self.assertNotEqual((self.folder / "small.h5").read_bytes(), (self.folder / "again.h5").read_bytes())
        self.assertEqual(digest("small.h5"), digest("again.h5"))
        self.assertNotEqual(digest("small.h5"), digest("other.h5"))
        with h5py.File(self.folder / "again.h5", "a") as file:
            file["panel/spells/person"][-1] += 1
        self.assertNotEqual(digest("small.h5"), digest("again.h5"))


if __name__ == "__main__":
    bassin.main()
