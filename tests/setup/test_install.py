"""What `cmake --install` puts in place is complete, and works without the sources.

Needs BUILD (the build folder) in the environment.
"""

import os
import subprocess
from pathlib import Path

import pytest

BUILD = Path(os.environ["BUILD"])


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prefix")
    subprocess.run(["cmake", "--install", BUILD, "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def test_files(prefix):
    for name in (
        "bin/bassin",
        "bin/bassin-territory",
        "share/man/man1/bassin.1",
        "share/bash-completion/completions/bassin",
        "share/bassin/scenarios/two_state.cfg",
        "share/bassin/scenarios/mulhouse.cfg",
        "share/bassin/analysis/territory/command.py",
        "share/bassin/analysis/bassin/__init__.py",
        "share/bassin/analysis/report.py",
        "share/bassin/analysis/r/sequences.R",
        "share/bassin/analysis/drivers/with_dakota.sh",
        "share/bassin/analysis/drivers/with_dakota.in",
        "share/doc/bassin/LICENSE",
        "share/doc/bassin/README.md",
        "share/doc/bassin/CHANGELOG.md",
        "share/doc/bassin/CITATION.cff",
    ):
        assert (prefix / name).is_file(), name


def test_nothing_of_the_sources_is_left_in(prefix):
    for path in prefix.rglob("*"):
        assert path.suffix not in (".c", ".h", ".a"), path
        # Scripts that users copy.
        assert path.suffix != ".sh" or path.parent in (prefix / "share/bassin/analysis/drivers", prefix / "share/bassin/scenarios/slurm"), path
        assert path.suffix != ".py" or path.is_relative_to(prefix / "share/bassin/analysis"), path


def test_installed_scenarios_run(prefix, tmp_path):
    scenarios = sorted((prefix / "share/bassin/scenarios").glob("*.cfg"))
    assert scenarios
    for scenario in scenarios:
        done = subprocess.run([prefix / "bin/bassin", "check", scenario], cwd=tmp_path, env={}, capture_output=True)
        assert done.returncode == 0, done.stderr
    result = tmp_path / "result.h5"
    done = subprocess.run(
        [prefix / "bin/bassin", "run", prefix / "share/bassin/scenarios/two_state.cfg", "-o", result],
        cwd=tmp_path, env={}, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert result.stat().st_size > 0


def test_version_names_the_commit(prefix):
    done = subprocess.run([prefix / "bin/bassin", "--version"], check=True, capture_output=True, text=True)
    source = Path(__file__).resolve().parents[2]
    if (source / ".git").exists():
        commit = subprocess.run(["git", "-C", source, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True)
        if commit.returncode == 0:
            assert commit.stdout.strip() in done.stdout


def test_manual_has_no_faults(prefix):
    done = subprocess.run(
        ["man", "--warnings", "-l", "-Tutf8", prefix / "share/man/man1/bassin.1"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "100"}, capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
    assert "bassin" in done.stdout


def test_the_report_is_found_beside_the_program(prefix, tmp_path):
    """Not in the sources that it was built from: the words are those of the installed script."""
    (tmp_path / "python").write_text('#!/bin/sh\necho "$2"\n')
    (tmp_path / "python").chmod(0o755)
    done = subprocess.run([prefix / "bin/bassin", "report", "any.h5"], cwd=tmp_path, env={"PYTHON": tmp_path / "python"}, capture_output=True, text=True)
    assert done.returncode == 0 and Path(done.stdout.strip()) == prefix / "share/bassin/analysis/report.py", done.stdout + done.stderr
