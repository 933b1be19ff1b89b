#!/usr/bin/python3
"""Exploratory modelling by the EMA workbench (pip install ema_workbench): measures over ranges of parameters.

    with_ema_workbench.py SCENARIO [SCENARIOS]
"""

import json
import os
import subprocess
import sys
import tempfile

BASSIN = os.environ.get("BASSIN", "bassin")
MEASURES = ["unemployment_rate", "cdi_share", "hires_quarter"]
PROBLEM = json.loads(subprocess.check_output([BASSIN, "params", "--format=salib", "search.radius_minutes,contracts.cdd.end_bonus"]))


def simulate(**parameters):
    """One run: {measure: value}. The workbench wants names without points, so that "__" stands for them."""
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/settings.txt", "w", encoding="utf-8") as file:
            file.writelines(f"{name.replace('__', '.')} = {value}\n" for name, value in parameters.items())
        run = [BASSIN, "run", sys.argv[1], "--quiet", "-o", f"{folder}/run.h5", f"--set-from={folder}/settings.txt"]
        subprocess.run(run, check=True)
        row = subprocess.check_output([BASSIN, "score", f"{folder}/run.h5", "--format=row", "--measures", ",".join(MEASURES)], text=True)
    return dict(zip(MEASURES, map(float, row.split(","))))


def main():
    from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator

    model = Model("bassin", function=simulate)
    model.uncertainties = [RealParameter(name.replace(".", "__"), low, high)
                           for name, (low, high) in zip(PROBLEM["names"], PROBLEM["bounds"])]
    model.outcomes = [ScalarOutcome(name) for name in MEASURES]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    for name in MEASURES:
        experiments[name] = outcomes[name]
    print(experiments.to_string(index=False))


if __name__ == "__main__":
    main()
