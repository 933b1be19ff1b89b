#!/usr/bin/python3
"""All years of the shipped scenarios with a twentieth of their people, for a build in which all people take too long.

    years.py PROGRAM GOLDEN_RESULTS FOLDER

GOLDEN_RESULTS has some months of each scenario with all people; they say how many live where. The runs must end well.
"""

import subprocess
import sys
from pathlib import Path

import h5py

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
NAMES = ("mulhouse", "france", "germany")
PART = 20


def fewer(result):
    """Options that leave a part of the residents of each zone, and of the jobs."""
    with h5py.File(result) as file:
        settings = dict(zip(file["parameters/parameter"].asstr(), file["parameters/value"].asstr()))
    counts = [path for path in settings if path == "firms.jobs" or path.startswith("zones.") and path.endswith(".population")]
    assert len(counts) > 2, f"{result}: no zones"
    return [word for path in counts for word in ("--set", f"{path}={round(float(settings[path]) / PART)}")]


def main(program, golden, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        done = subprocess.run([program, "run", SCENARIOS / f"{name}.cfg", *fewer(Path(golden) / f"{name}.h5"), "--quiet",
                               "--force", "--threads", "1", "-o", folder / f"{name}.h5"], check=False)
        if done.returncode != 0:
            sys.exit(f"{name}: exit code {done.returncode}")


if __name__ == "__main__":
    main(*sys.argv[1:])
