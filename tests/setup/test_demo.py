"""scenarios/demo.sh works in a fresh copy of the sources: from another folder, without a terminal, an
environment, standard input or a network; and a second time without installing or building anything.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
SHORT = ("--until", "2012-03-01")  # the demo itself runs ten years
FOLDERS = ("cmake", "models", "scenarios", "sim", "tools", "tests")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a fresh copy") / "bassin"
    for name in FOLDERS:
        shutil.copytree(SOURCE / name, folder / name)
    for file in SOURCE.glob("*"):
        if file.is_file():
            shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def no_network(tmp_path_factory):
    """A folder of programs in which those that would need a network or rights fail, and the compiler is in a hurry."""
    folder = tmp_path_factory.mktemp("bin")
    programs = {name: f'echo "{name} was called: $*" >&2\nexit 100' for name in ("apt-get", "sudo", "curl", "wget", "git")}
    programs["gcc"] = 'exec /usr/bin/gcc "$@" -O1'
    for name, text in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return folder


def demo(copy, no_network):
    environment = {"PATH": f"{no_network}:/usr/bin:/bin"}
    return subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", copy / "scenarios" / "demo.sh", *SHORT],
        cwd="/", env=environment, capture_output=True, text=True)


def test_demo(copy, no_network):
    first = demo(copy, no_network)
    assert first.returncode == 0, first.stderr
    assert "was called" not in first.stderr
    result = copy / "results" / "mulhouse.h5"
    assert result.stat().st_size > 0
    assert f"The result is {result}\n" in first.stdout
    assert "\x1b" not in first.stdout + first.stderr

    program = copy / "build" / "release" / "bassin"
    built = program.stat().st_mtime_ns
    second = demo(copy, no_network)
    assert second.returncode == 0, second.stderr
    assert program.stat().st_mtime_ns == built
    assert second.stdout == first.stdout


def test_demo_says_when_it_fails(copy, no_network):
    """A broken scenario: no message of success, and the exit code of the program."""
    scenario = copy / "scenarios" / "mulhouse.cfg"
    good = scenario.read_text()
    scenario.write_text("nonsense = ;\n")
    done = demo(copy, no_network)
    scenario.write_text(good)
    assert done.returncode == 2
    assert "The result is" not in done.stdout
    assert "mulhouse.cfg:1" in done.stderr
