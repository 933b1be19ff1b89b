"""The program `bassin`, driven from Python."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()


class RunError(Exception):
    """The program has not done what was asked; the text is what it said, `code` its exit status (2: what was given is
    wrong)."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


def program():
    """The program: what BASSIN names, else `bassin` on the path, else the one that was built here."""
    built = HERE.parents[2] / "build/release/bassin"
    found = os.environ.get("BASSIN") or shutil.which("bassin") or (str(built) if built.exists() else None)
    if found is None:
        raise RunError(127, "there is no program bassin: put it on the PATH, or name it in BASSIN")
    return found


def told(*arguments):
    """What the program prints. RunError with its message when it fails."""
    done = subprocess.run([program(), *map(str, arguments)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise RunError(done.returncode, done.stderr.strip())
    return done.stdout


def written(value):
    """A value as a scenario writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def settings(values, changes):
    """Options for {path: value} and {date: {path: value}}."""
    options = [f"--set={path}={written(value)}" for path, value in (values or {}).items()]
    for date, of_date in (changes or {}).items():
        options += [f"--change={str(date)[:10]}:{path}={written(value)}" for path, value in of_date.items()]
    return options


def run(scenario, *, set=None, change=None, seed=None, until=None, output=None, threads=None, force=False):  # noqa: A002
    """Runs a scenario and returns its series (data.series).

        base = bassin.run("mulhouse.cfg", set={"run.end": "2014-01-01"})
        more = bassin.run("mulhouse.cfg", change={"2013-01-01": {"minimum_wage.level": 10.5}}, seed=7, output="more.h5")

    `set` gives parameters other values, `change` changes them at a date. The result is kept as `output`, else it goes
    when it is read (its spells, too). RunError says what is wrong, with file, line and column.
    """
    from .data import series

    with tempfile.TemporaryDirectory(prefix="bassin-") as folder:
        result = Path(folder, "run.h5") if output is None else Path(output)
        options = settings(set, change)
        for name, value in (("seed", seed), ("until", until), ("threads", threads)):
            options += [] if value is None else [f"--{name}={value}"]
        told("run", "--quiet", *(["--force"] if force else []), "--output", result, *options, "--", scenario)
        return series(result)


def check(scenario, *, set=None, change=None):  # noqa: A002
    """What would run, as the program says it; RunError where the scenario is wrong."""
    return told("check", *settings(set, change), "--", scenario)
