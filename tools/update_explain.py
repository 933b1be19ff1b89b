#!/usr/bin/python3
"""Writes what the commands of docs/explain.md print into it, as the program prints it.

    tools/update_explain.py [--check] [PROGRAM]

PROGRAM is the built bassin, by default build/release/bassin. --check changes nothing and exits 1 when the page is out of date.
"""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explain.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def run(command, program, folder):
    words = shlex.split(command)
    if words[0] != "bassin":
        sys.exit(f"{PAGE.name}: \"{command}\": expected a command of bassin")
    done = subprocess.run([program, *words[1:]], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{PAGE.name}: \"{command}\" failed:\n{done.stderr}")
    return done.stdout


def renewed(text, program):
    """The page with each block run anew: its lines that begin with a dollar, each with what it prints below it."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "scenarios").symlink_to(ROOT / "scenarios")

        def renew(block):
            commands = [line[2:] for line in block.group(1).splitlines() if line.startswith("$ ")]
            return "```console\n" + "".join(f"$ {command}\n{run(command, program, folder)}" for command in commands) + "```"

        return BLOCK.sub(renew, text)


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    programs = [word for word in arguments if word != "--check"]
    program = str(pathlib.Path(programs[0] if programs else ROOT / "build" / "release" / "bassin").resolve())
    old = PAGE.read_text()
    new = renewed(old, program)
    if check and new != old:
        sys.exit("docs/explain.md is out of date: tools/update_explain.py writes it anew")
    if not check:
        PAGE.write_text(new)


if __name__ == "__main__":
    main()
