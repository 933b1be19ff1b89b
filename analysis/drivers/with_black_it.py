#!/usr/bin/python3
"""Calibration by black-it (pip install black-it): monthly series against those of a place, N months × D series.

    with_black_it.py SCENARIO OBSERVED.txt [BATCHES]

OBSERVED.txt is a table of numbers, a line a month, without header: what "bassin export FILE.h5 --format matrix
--series unemployment_rate,cdi_share" prints of a run, or what is known of the place.
"""

import io
import os
import subprocess
import sys
import tempfile

import numpy as np

BASSIN = os.environ.get("BASSIN", "bassin")
SERIES = "unemployment_rate,cdi_share"
SEARCHED = {"search.radius_minutes": (20, 60, 1), "separations.resignation": (0.02, 0.1, 0.005)}  # from, to, step


def model(theta, months, seed):
    """One run: [months, series]. nan where bassin refuses the values, which black-it leaves aside."""
    with tempfile.TemporaryDirectory() as folder:
        settings = [f"--set={name}={value}" for name, value in zip(SEARCHED, theta)]
        run = [BASSIN, "run", sys.argv[1], "--quiet", "-o", f"{folder}/run.h5", f"--seed={seed}", *settings]
        if subprocess.run(run, check=False).returncode != 0:
            return np.full((months, len(SERIES.split(","))), np.nan)
        table = subprocess.check_output([BASSIN, "export", f"{folder}/run.h5", "--format=matrix", f"--series={SERIES}"], text=True)
        return np.loadtxt(io.StringIO(table), ndmin=2)[:months]


def main():
    from black_it.calibrator import Calibrator
    from black_it.loss_functions.msm import MethodOfMomentsLoss
    from black_it.samplers.best_batch import BestBatchSampler
    from black_it.samplers.halton import HaltonSampler

    bounds, steps = np.array(list(SEARCHED.values()))[:, :2].T, [step for _, _, step in SEARCHED.values()]
    calibrator = Calibrator(samplers=[HaltonSampler(batch_size=4), BestBatchSampler(batch_size=4)],
                            real_data=np.loadtxt(sys.argv[2], ndmin=2), model=model, parameters_bounds=bounds,
                            parameters_precision=steps, ensemble_size=2, loss_function=MethodOfMomentsLoss(), random_state=1)
    found, losses = calibrator.calibrate(int(sys.argv[3]) if len(sys.argv) > 3 else 5)
    print("loss", *SEARCHED)
    for loss, theta in list(zip(losses, found))[:5]:
        print(loss, *theta)


if __name__ == "__main__":
    main()
