"""What the tests of the page share: building it, running JavaScript, and leaving clearly where a tool is missing."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
WEB = SOURCE / "analysis/web"
BUILD = SOURCE / "build/web"
PROGRAM = os.environ.get("BASSIN") or sys.exit("BASSIN must name the program")


def skip(what):
    """Exit 77 is "skipped" to ctest."""
    print(f"skipped: there is no {what}; tools/setup.sh web installs it", flush=True)
    sys.exit(77)


def build(part):
    """Builds the engine, the report or the page, or skips the test where something is missing."""
    for tool in ("node", "npm") if part == "report" else ("emcc", "node", "npm"):
        if shutil.which(tool) is None:
            skip(tool)
    if not (WEB / "node_modules/.package-lock.json").exists():
        skip("analysis/web/node_modules")
    done = subprocess.run([WEB / "build.sh", part], env={**os.environ, "BASSIN": PROGRAM}, check=False)
    if done.returncode != 0:
        sys.exit(done.returncode)


def script(name, *arguments):
    """Runs a TypeScript file of this folder in Node.js; what it prints is JSON."""
    bundle = BUILD / f"{name}.mjs"
    subprocess.run([WEB / "node_modules/.bin/esbuild", SOURCE / f"tests/web/{name}.ts", "--bundle", "--platform=node",
                    "--format=esm", "--log-level=warning", f"--outfile={bundle}"], check=True)
    done = subprocess.run(["node", bundle, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def bassin(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True).stdout
