"""What the tests of the command line share: the program, a folder of its own for each test, small scenarios,
and the comparison of results."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
    import numpy
except ImportError as missing:
    sys.exit(f"{missing}: run this with the Python of the system, which sees python3-h5py")

PROGRAM = os.environ.get("BASSIN") or sys.exit("BASSIN must name the program")
SOURCE = pathlib.Path(__file__).resolve().parents[2]

SCENARIO = """\
title = "Two states for the command line";
model = "two_state";
run: {{ start = "2012-01-01"; end = "{end}"; burn_in_days = {burn_in}; daily = true; }};
population: {{ size = {size}; }};
rates: {{ job_loss = 0.002; }};
changes = ( {{ date = "2012-07-01"; path = "rates.job_loss"; value = 0.004; }} );
"""


def plain_signals():
    """In the child: signals as an interactive shell leaves them, whatever started the tests."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


class Case(unittest.TestCase):
    """A test with a folder of its own, in which the program runs."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bassin-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def scenario(self, name="small.cfg", end="2013-01-01", size=2000, burn_in=30):
        (self.folder / name).write_text(SCENARIO.format(end=end, size=size, burn_in=burn_in))
        return name

    def start(self, *arguments, prepare=plain_signals, environment=None, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        inherited = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        return subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, preexec_fn=prepare, text=True,
                                env={**inherited, "LC_ALL": "C.UTF-8", **(environment or {})}, **options)

    def bassin(self, *arguments, expect=0, **options):
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, expect, f"bassin {' '.join(arguments)}\n{out}\n{err}")
        return out or "", err or ""

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def assert_same_data(self, one, other):
        ours, theirs = datasets(self.folder / one), datasets(self.folder / other)
        self.assertEqual(ours.keys(), theirs.keys())
        self.assertTrue(ours)
        for name, values in ours.items():
            self.assertEqual(values, theirs[name], f"{one} and {other} differ in {name}")


def datasets(path):
    """Every dataset of a file: type, shape and bytes."""
    found = {}

    def note(name, item):
        if isinstance(item, h5py.Dataset):
            values = item[()]
            text = item.dtype.kind == "O"
            found[name] = (str(item.dtype), item.shape,
                           repr(numpy.asarray(values).tolist()) if text else numpy.asarray(values).tobytes())

    with h5py.File(path, "r") as file:
        file.visititems(note)
    return found


def main():
    unittest.main(verbosity=1)
