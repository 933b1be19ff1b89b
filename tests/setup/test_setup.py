"""tools/setup.sh asks for what is missing, once, with the rights it has, and for nothing when nothing is missing.

The package tools are replaced by small scripts that note how they were called.
"""

import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "tools" / "setup.sh"


@pytest.fixture
def machine(tmp_path):
    """A machine whose programs can be replaced, and that notes calls of apt-get and sudo."""

    class Machine:
        calls = tmp_path / "calls"
        programs = tmp_path / "bin"

        def program(self, name, text):
            self.programs.mkdir(exist_ok=True)
            file = self.programs / name
            file.write_text(f"#!/bin/sh\n{text}\n")
            file.chmod(0o755)

        def has(self, *packages):
            """dpkg-query that knows these packages only."""
            lines = "; ".join(f'[ "$p" = {p} ] && echo {p}=installed' for p in packages)
            self.program("dpkg-query", f'for p in "$@"; do {lines or ":"}; done; exit 1')

        def setup(self, *arguments, **environment):
            done = subprocess.run(
                [SETUP, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/",
                env={"PATH": f"{self.programs}:/usr/bin:/bin", "CALLS": str(self.calls), **environment})
            calls = self.calls.read_text().splitlines() if self.calls.exists() else []
            return done, calls

    machine = Machine()
    machine.program("apt-get", 'echo "apt-get $*" >>"$CALLS"; echo "frontend $DEBIAN_FRONTEND" >>"$CALLS"')
    machine.program("sudo", 'echo "sudo $*" >>"$CALLS"; exec "$@"')
    machine.program("id", "echo 0")
    machine.program("dpkg-query", 'for p in "$@"; do echo "$p=installed"; done')
    return machine


@pytest.mark.parametrize("group", [(), ("core",), ("tests",), ("slurm",)])
def test_nothing_missing(machine, group):
    machine.program("apt-get", 'echo called >>"$CALLS"; exit 100')
    done, calls = machine.setup(*group)
    assert done.returncode == 0 and calls == []
    assert done.stderr == "setup: all packages are there\n" and done.stdout == ""


def test_installs_only_what_is_missing(machine):
    machine.has("gcc", "libc6-dev", "cmake", "pkgconf", "libhdf5-dev")
    done, calls = machine.setup()
    assert done.returncode == 0, done.stderr
    assert done.stderr == "setup: installing ninja-build libconfig-dev libdeflate-dev\n"
    update, frontend, install, _ = calls
    assert update.endswith(" update") and frontend == "frontend noninteractive"
    assert install.endswith(" install --no-install-recommends ninja-build libconfig-dev libdeflate-dev") and "--yes" in install


def test_removed_package_is_missing(machine):
    machine.program("dpkg-query", 'for p in "$@"; do echo "$p=config-files"; done')
    done, calls = machine.setup()
    assert done.returncode == 0 and " gcc " in calls[-2]


def test_core_is_part_of_tests(machine):
    machine.has()
    _, core = machine.setup("core")
    machine.calls.unlink()
    _, tests = machine.setup("tests")
    packages = [set(calls[-2].split("--no-install-recommends ")[1].split()) for calls in (core, tests)]
    assert packages[0] < packages[1] and "gcc" in packages[0] and "libcmocka-dev" in packages[1]


def test_sudo_only_if_not_root(machine):
    machine.has("gcc")
    machine.program("id", "echo 1000")
    done, calls = machine.setup()
    assert done.returncode == 0
    assert calls[0].startswith("sudo env DEBIAN_FRONTEND=noninteractive ")
    assert [c.split()[0] for c in calls if not c.startswith("frontend")] == ["sudo", "apt-get"] * 2


def test_neither_root_nor_sudo(machine):
    machine.has("gcc")
    machine.program("id", "echo 1000")
    machine.programs.joinpath("sudo").unlink()
    for name in ("sh", "env", "grep", "sed", "dirname", "mktemp", "tail", "rm"):  # a machine without sudo
        (machine.programs / name).symlink_to(f"/usr/bin/{name}")
    done, calls = machine.setup(PATH=str(machine.programs))
    assert done.returncode == 1 and calls == []
    assert "As root: apt-get install libc6-dev cmake" in done.stderr


def test_stale_lists_do_not_matter(machine):
    machine.has("gcc")
    machine.program("apt-get", 'case "$*" in *update) exit 100 ;; esac')
    done, _ = machine.setup()
    assert done.returncode == 0


def test_failure_says_why(machine):
    machine.has("gcc")
    machine.program("apt-get", 'echo "E: no network"; exit 100')
    done, _ = machine.setup()
    assert done.returncode == 1
    assert "E: no network" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("setup: could not install libc6-dev cmake")


def test_other_systems_go_on(machine):
    for name in ("sh", "sed"):
        (machine.programs / name).symlink_to(f"/usr/bin/{name}")
    machine.programs.joinpath("apt-get").unlink()
    done, calls = machine.setup(PATH=str(machine.programs))
    assert done.returncode == 0 and calls == []
    assert "bassin needs" in done.stderr and "libhdf5-dev" in done.stderr


def test_usage(machine):
    done, calls = machine.setup("everything")
    assert done.returncode == 2 and calls == []
    assert "tools/setup.sh [core|tests|report|web|slurm]" in done.stderr


def test_web_asks_for_a_node_that_is_missing_only(machine):
    machine.has()
    machine.program("node", "exit 0")
    machine.program("npm", 'echo "npm $*" >>"$CALLS"')
    done, calls = machine.setup("web")
    assert done.returncode == 0, done.stderr
    install = next(call for call in calls if " install " in call).split()
    assert {"chromium", "emscripten", "gcc"} <= set(install)
    assert "nodejs" not in install and "npm" not in install


def test_libraries_of_the_page_are_those_of_the_lock_file(machine):
    """A copy of the script beside a page without libraries."""
    root = machine.calls.parent / "project"
    (root / "tools").mkdir(parents=True)
    (root / "analysis/web").mkdir(parents=True)
    (root / "analysis/web/package-lock.json").write_text("{}")
    (root / "tools/setup.sh").write_bytes(SETUP.read_bytes())
    machine.program("node", "exit 0")
    machine.program("npm", 'echo "npm $*" >>"$CALLS"')
    for group, expected in (("core", False), ("report", True), ("web", True)):
        machine.calls.unlink(missing_ok=True)
        subprocess.run(["sh", root / "tools/setup.sh", group], check=True, capture_output=True,
                       env={"PATH": f"{machine.programs}:/usr/bin:/bin", "CALLS": str(machine.calls)})
        called = machine.calls.exists() and "npm ci" in machine.calls.read_text()
        assert called == expected
