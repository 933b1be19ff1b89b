#!/usr/bin/python3
"""Sensitivity by SALib (pip install SALib): which parameter moves a measure, by Morris' elementary effects.

    with_salib.py SCENARIO MEASURE "PATTERN,PATTERN" [TRAJECTORIES]

The design is a CSV file, and each run takes its row of it: so the runs may as well be made elsewhere, one by one.
"""

import json
import os
import subprocess
import sys
import tempfile

import numpy as np

BASSIN = os.environ.get("BASSIN", "bassin")


def evaluate(scenario, design, row, measure, folder):
    """The measure of the run with row `row` of the design, from 1."""
    result = f"{folder}/run_{row}.h5"
    subprocess.run([BASSIN, "run", scenario, "--quiet", "-o", result, f"--set-from={design}:{row}"], check=True)
    return float(subprocess.check_output([BASSIN, "score", result, "--format=row", f"--measures={measure}"], text=True))


def main():
    from SALib.analyze import morris as effects
    from SALib.sample import morris as trajectories

    scenario, measure, patterns = sys.argv[1:4]
    problem = json.loads(subprocess.check_output([BASSIN, "params", "--format=salib", patterns]))
    points = trajectories.sample(problem, int(sys.argv[4]) if len(sys.argv) > 4 else 4)
    with tempfile.TemporaryDirectory() as folder:
        design = f"{folder}/design.csv"
        np.savetxt(design, points, delimiter=",", header=",".join(problem["names"]), comments="", fmt="%.10g")
        values = [evaluate(scenario, design, row + 1, measure, folder) for row in range(len(points))]
    found = effects.analyze(problem, points, np.array(values))
    for name, mean, spread in zip(found["names"], found["mu_star"], found["sigma"]):
        print(f"{name:40} {mean:10.4g} {spread:10.4g}")


if __name__ == "__main__":
    main()
