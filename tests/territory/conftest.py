"""What the tests of this folder share: the command within this process, and a look at the files it writes."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "analysis")]

import made_up  # noqa: E402
from territory.command import main  # noqa: E402
from territory.like import Like  # noqa: E402


class Made:
    """What the command did: its exit code, what it said, the territory it wrote."""

    def __init__(self, code, output, messages, path):
        self.code, self.output, self.messages, self.path = code, output, messages, path
        self.scenario = path.parent.parent / path.name
        self.targets = path.parent.parent / "targets" / f"{path.stem}.csv"

    @property
    def text(self):
        return self.path.read_text()

    def rows(self, table):
        return Like(self.scenario).rows(table)

    def column(self, table, field):
        return [float(row[field]) for row in self.rows(table)]

    def by_name(self, table, field):
        return {row["name"]: float(row[field]) for row in self.rows(table)}

    def checked(self):
        """What `bassin check` says of the scenario: exit code and messages."""
        done = subprocess.run([os.environ["BASSIN"], "check", self.scenario], capture_output=True, text=True)
        return done.returncode, done.stderr


@pytest.fixture
def make(tmp_path):
    """Runs bassin-territory; the files of INSEE's folder may be replaced by keywords."""

    def run(*arguments, name="place", insee=True, like="france", **files):
        path = tmp_path / "scenarios" / "territories" / f"{name}.cfg"
        arguments = [*map(str, arguments), "-o", str(path), "--like", str(ROOT / "scenarios" / f"{like}.cfg"), "--force"]
        if insee:
            folder = tmp_path / "insee"
            for old in folder.iterdir() if folder.exists() else ():
                old.unlink()
            arguments += ["--from", str(made_up.folder(folder, **files))]
        output, messages = io.StringIO(), io.StringIO()
        with redirect_stdout(output), redirect_stderr(messages):
            try:
                code = main([*arguments, *([] if "--year" in arguments else ["--year", "2021"])])
            except SystemExit as end:
                code = end.code
        return Made(code, output.getvalue(), messages.getvalue().replace(str(tmp_path) + "/", ""), path)

    return run
