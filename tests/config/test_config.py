#!/usr/bin/python3
"""Every file of bad/ is refused by `bassin check` with the message that expected.txt gives, every one of good/ is not.

    test_config.py PROGRAM             test
    test_config.py PROGRAM --update    write expected.txt anew, to be read before it is committed

A line of expected.txt is the whole message, its lines joined by " | ". The files are seen from this folder.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPECTED = HERE / "expected.txt"


def check(program, path):
    """Exit code, standard output and the message of `bassin check`."""
    done = subprocess.run([program, "check", path.relative_to(HERE)], cwd=HERE, capture_output=True, text=True,
                          errors="replace", stdin=subprocess.DEVNULL, timeout=60)
    return done.returncode, done.stdout, " | ".join(line.strip() for line in done.stderr.splitlines())


def main(program, option=None):
    program = Path(program).resolve()
    messages = {}
    failures = []
    bad = sorted((HERE / "bad").glob("*.cfg"))
    for path in bad:
        code, out, messages[path.name] = check(program, path)
        if code != 2 or out or not messages[path.name]:
            failures.append(f"{path.name}: exit code {code}, output {out!r}, message {messages[path.name]!r}")
    if option == "--update":
        EXPECTED.write_text("".join(f"{name}: {message}\n" for name, message in messages.items()))
    expected = dict(line.split(": ", 1) for line in EXPECTED.read_text().splitlines())
    for name in sorted(expected.keys() | messages.keys()):
        if expected.get(name) != messages.get(name):
            failures.append(f"{name}:\n  expected {expected.get(name)}\n  got      {messages.get(name)}")
    scenarios = HERE.parent.parent / "scenarios"
    good = [*sorted((HERE / "good").glob("*.cfg")), *sorted(scenarios.glob("*.cfg")),
            *sorted((scenarios / "experiments").glob("*.cfg"))]
    for path in good:
        done = subprocess.run([program, "check", path], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        told = done.stderr.splitlines()
        if path.parent.name == "experiments":  # they may ask for what is not usual
            told = [line for line in told if not re.search(r": warning: \S+: \S+ is outside the usual range", line)]
        if done.returncode != 0 or told:
            failures.append(f"{path.name} is refused: {done.stderr}")
    print("\n".join(failures))
    print(f"{len(bad)} bad files, {len(good)} good ones: {len(failures)} failures")
    return 1 if failures or len(bad) < 40 or not good else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
