"""The five-minute tour of the README does what it says: its commands are run as they stand there.

Needs BUILD (the build folder) in the environment.
"""

import os
import re
import subprocess
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
TOUR = (SOURCE / "README.md").read_text().split("## Five minutes")[1].split("\n## ")[0]


def blocks(language):
    """The code blocks of the tour in one language, in order."""
    every = re.findall(r"^```(\w*)\n(.*?)^```$", TOUR, flags=re.DOTALL | re.MULTILINE)
    return [text for name, text in every if name == language]


def test_tour(tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "release").symlink_to(os.environ["BUILD"])
    (tmp_path / "results").mkdir()
    for folder in ("scenarios", "analysis"):
        (tmp_path / folder).symlink_to(SOURCE / folder)

    def run(*command):
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout}{done.stderr}"
        return done.stdout

    folder = tmp_path
    commands = "".join(blocks("sh"))
    assert "cd results" in commands
    run("sh", "-e", "-c", commands)

    folder = tmp_path / "results"
    assert (folder / "base.h5").is_file()
    for number, text in enumerate(blocks("")):
        (folder / f"scenario{number}.cfg").write_text(text)
        run(tmp_path / "build" / "release" / "bassin", "check", f"scenario{number}.cfg")
    for text in blocks("python"):
        assert run("/usr/bin/python3", "-c", text)
    run(tmp_path / "analysis" / "overview.py", "base.h5", "picture.png")
    assert (folder / "picture.png").stat().st_size > 10000
