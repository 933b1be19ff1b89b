#!/usr/bin/python3
"""Approximate Bayesian computation by pyABC (pip install pyabc): measures of a run against published ones.

    with_pyabc.py SCENARIO [POPULATIONS]
"""

import json
import os
import subprocess
import sys
import tempfile

import numpy as np

BASSIN = os.environ.get("BASSIN", "bassin")
OBSERVED = {"unemployment_rate": 11.1, "hires.cdd_share": 80.0}
PROBLEM = json.loads(subprocess.check_output([BASSIN, "params", "--format=salib", "search.radius_minutes,separations.resignation"]))


def model(parameters):
    """One run: {measure: value}, nan where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        settings = [f"--set={name}={value}" for name, value in parameters.items()]
        seed = f"--seed={np.random.randint(2**31)}"
        subprocess.run([BASSIN, "run", sys.argv[1], "--quiet", "-o", f"{folder}/run.h5", seed, *settings], check=False)
        row = subprocess.run([BASSIN, "score", f"{folder}/run.h5", "--format=row", "--measures", ",".join(OBSERVED)],
                             stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    values = [np.nan] * len(OBSERVED) if row == "FAIL" else map(float, row.split(","))
    return dict(zip(OBSERVED, values))


def distance(simulated, observed):
    """Mean relative gap; a run that failed is far from everything."""
    gap = np.mean([abs(simulated[name] / observed[name] - 1) for name in OBSERVED])
    return 1e9 if np.isnan(gap) else gap


def main():
    import pyabc

    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", low, high - low)
                                  for name, (low, high) in zip(PROBLEM["names"], PROBLEM["bounds"])})
    search = pyabc.ABCSMC(model, prior, distance, population_size=20)
    search.new(pyabc.create_sqlite_db_id(file_="pyabc.db"), OBSERVED)
    found, weights = search.run(max_nr_populations=int(sys.argv[2]) if len(sys.argv) > 2 else 3).get_distribution()
    print(found.assign(weight=weights).to_string(index=False))


if __name__ == "__main__":
    main()
