"""What the tests of the command line share: the program, a folder of its own for each test, small scenarios,
and the comparison of results."""

import errno
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


SANITIZED = bool(os.environ.get("SANITIZED"))  # by a sanitizer, as CMake's BASSIN_SANITIZE
FAULTS = os.environ.get("FILE_FAULTS")
FAULTS_STEP = int(os.environ.get("FILE_FAULTS_STEP", "9"))  # 1 takes minutes


def plain_signals():
    """In the child: signals as an interactive shell leaves them, whatever started the tests."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGUSR1, signal.SIGUSR2,
                   signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)


class Case(unittest.TestCase):
    """A test with a folder of its own, in which the program runs."""

    command = [PROGRAM]
    patience = 180  # seconds

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
        return subprocess.Popen([*self.command, *arguments], cwd=self.folder, preexec_fn=prepare, text=True,
                                env={**inherited, "LC_ALL": "C.UTF-8", **(environment or {})}, **options)

    def bassin(self, *arguments, expect=0, **options):
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=self.patience)
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


@unittest.skipUnless(FAULTS and os.path.exists(FAULTS), "there is nothing to preload")
class FileFaults(Case):
    """Calls that change a file fail or are the last ones before a kill, in turn: the same command line again gives the
    result of an undisturbed run. FILE_FAULTS_STEP=1 tries every call."""

    ARGUMENTS = ()
    RESULT = ""  # its file
    CALLS = 0  # there are more than that
    TOLD = (1, 1)  # numerator and denominator of the share of faults that end the program, at least

    def write_inputs(self):
        """Writes what the program reads."""
        raise NotImplementedError

    def setUp(self):
        super().setUp()
        self.write_inputs()
        self.given = self.files()
        self.assertEqual(self.with_faults(FAULT_COUNT="count")[0], 0)
        self.calls = int((self.folder / "count").read_text())
        (self.folder / "count").unlink()
        self.whole = (self.folder / self.RESULT).read_bytes()
        (self.folder / self.RESULT).unlink()
        self.assertGreater(self.calls, self.CALLS)

    def with_faults(self, **faults):
        process = self.start(*self.ARGUMENTS, environment={
            "LD_PRELOAD": FAULTS, "ASAN_OPTIONS": "verify_asan_link_order=0", "SOURCE_DATE_EPOCH": "0", **faults})
        _, err = process.communicate(timeout=60)
        return process.returncode, err

    def finish(self):
        self.bassin(*self.ARGUMENTS, environment={"SOURCE_DATE_EPOCH": "0"})
        self.assertEqual((self.folder / self.RESULT).read_bytes(), self.whole)
        self.assertEqual(self.files(), sorted([*self.given, self.RESULT]))
        (self.folder / self.RESULT).unlink()

    def test_killed_anywhere(self):
        for call in range(1, self.calls + 1, FAULTS_STEP):
            with self.subTest(call=call):
                self.assertEqual(self.with_faults(FAULT_AT=str(call))[0], -signal.SIGKILL)
                self.finish()

    def fail_each(self, number, **faults):
        told = 0
        for call in range(2, self.calls + 1, FAULTS_STEP):
            with self.subTest(call=call):
                code, err = self.with_faults(FAULT_AT=str(call), FAULT_ERRNO=str(number), **faults)
                self.assertIn(code, (0, 1), err)
                if code == 1:
                    self.assertIn(os.strerror(number), err)
                    told += 1
                self.finish()
        self.assertGreater(told, self.calls * self.TOLD[0] // self.TOLD[1] // FAULTS_STEP)

    def test_one_call_fails(self):
        self.fail_each(errno.EIO)

    def test_the_disk_is_full_from_a_call_on(self):
        self.fail_each(errno.ENOSPC, FAULT_STICKY="1")

    def test_where_there_are_no_locks(self):
        code, err = self.with_faults(FAULT_NO_LOCKS="1")
        self.assertEqual(code, 0)
        self.assertIn("there are no locks here", err)
        self.finish()


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
