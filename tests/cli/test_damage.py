"""Damaged files: a message and exit code 1 or 2, or success; never a crash, and a resumed run never has another result.

A result is read by `info` and `score`, a checkpoint with its waiting rows is resumed, after bytes of the file were
flipped, zeroed or cut off. A crash inside libhdf5, whose own structures were damaged, cannot be helped from here
and is counted; a crash in our own code fails. The suite tries some damages, DAMAGES=2000 in the environment many.
"""

import collections
import os
import random
import re
import signal
import time

import bassin

PRELOAD = os.environ["FAILING_MALLOC"]  # says where a crash was
CLASSROOM = str(bassin.SOURCE / "scenarios" / "classroom.cfg")
DAMAGES = int(os.environ.get("DAMAGES", "30"))


def damaged(data, chance):
    data = bytearray(data)
    place = chance.randrange(len(data))
    kind = chance.choice(("flip", "flip", "flip", "zero", "cut"))
    if kind == "flip":
        for _ in range(chance.choice((1, 1, 2, 16))):
            data[place] ^= chance.randrange(1, 256)
            place = chance.randrange(len(data))
    elif kind == "zero":
        data[place:place + 64] = bytes(len(data[place:place + 64]))
    else:
        del data[place:]
    return bytes(data)


class Damage(bassin.Case):
    patience = 120

    def try_all(self, names, arguments, check):
        """Damages one of the files after another, runs the program; `check` looks at a success."""
        chance = random.Random(20160101)
        whole = {name: (self.folder / name).read_bytes() for name in self.files()}
        ended = collections.Counter()
        for number in range(DAMAGES):
            for name in set(self.files()) - whole.keys():
                (self.folder / name).unlink()
            for name, data in whole.items():
                (self.folder / name).write_bytes(data)
            name = names[number % len(names)]
            (self.folder / name).write_bytes(damaged(whole[name], chance))
            with self.subTest(command=arguments, file=name, number=number):
                process = self.start(*arguments, environment={"LD_PRELOAD": PRELOAD})
                out, err = process.communicate(timeout=self.patience)
                crash = re.search(r"^crash in (\S+)", err, re.MULTILINE)
                if crash:
                    self.assertIn("libhdf5", crash[1], err)
                    ended["crash in libhdf5"] += 1
                elif process.returncode == 0:
                    ended["success"] += 1
                    check(out)
                else:
                    ended["message"] += 1
                    self.assertIn(process.returncode, (1, 2), err)
                    self.assertRegex(err, r"\Abassin: .*\n")
        print(f"{arguments[0]}: {dict(ended)}")
        self.assertGreater(ended["message"], 0)

    def test_results(self):
        self.bassin("run", CLASSROOM, "-q", "-o", "a.h5", "--until", "2016-02-01", "--set", "run.burn_in_days=5")
        for command in ("info", "score"):
            self.bassin(command, "a.h5")
            self.try_all(["a.h5"], (command, "a.h5"), lambda out: self.assertNotEqual(out, ""))

    def test_checkpoints(self):
        arguments = ("run", self.scenario(size=1000, end="2022-01-01"), "-q", "-t", "1", "-o", "a.h5")
        self.bassin(*arguments)
        (self.folder / "a.h5").rename(self.folder / "whole.h5")
        process = self.start(*arguments, "--checkpoint-every", "300")
        until = time.monotonic() + self.patience
        while "a.h5.checkpoint" not in self.files() and time.monotonic() < until:
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=self.patience)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, err)
        names = [name for name in self.files() if name.startswith("a.h5.")]
        self.assertIn("a.h5.spells.partial", names)
        self.try_all(names, (*arguments, "--resume"), lambda out: self.assert_same_data("a.h5", "whole.h5"))


if __name__ == "__main__":
    bassin.main()
