"""The examples of analysis/drivers, each run from the shell as its tool runs it.

    BASSIN=PROGRAM python3 -m pytest test_drivers.py

Debian has none of the tools. Where one is not installed, a few lines that call the example as the tool's documentation
says take its place; the example and the program are the real ones.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = ROOT / "analysis/drivers"
SCENARIO = ROOT / "tests/config/good/overrides.cfg"

TOOLS = {
    "black_it/__init__.py": "",
    "black_it/samplers/__init__.py": "",
    "black_it/loss_functions/__init__.py": "",
    "black_it/samplers/halton.py": "class HaltonSampler:\n    def __init__(self, batch_size): self.batch_size = batch_size\n",
    "black_it/samplers/best_batch.py": "class BestBatchSampler:\n    def __init__(self, batch_size): self.batch_size = batch_size\n",
    "black_it/loss_functions/msm.py": """
class MethodOfMomentsLoss:
    def compute_loss(self, simulated, real):
        return float(((simulated.mean(axis=(0, 1)) - real.mean(axis=0)) ** 2).sum())
""",
    "black_it/calibrator.py": """
import numpy as np
class Calibrator:
    def __init__(self, loss_function, real_data, model, parameters_bounds, parameters_precision, ensemble_size, samplers,
                 random_state=None):
        self.__dict__.update(locals())
        assert parameters_bounds.shape == (2, len(parameters_precision)) and real_data.ndim == 2
    def calibrate(self, n_batches):
        low, high = self.parameters_bounds
        thetas = [low + (high - low) * share for share in (0.25, 0.75)]
        losses = []
        for theta in thetas:
            runs = np.array([self.model(theta, len(self.real_data), seed) for seed in range(self.ensemble_size)])
            assert runs.shape == (self.ensemble_size, *self.real_data.shape), runs.shape
            assert not (runs[0] == runs[1]).all(), 'another seed is another run'
            losses.append(self.loss_function.compute_loss(runs, self.real_data))
        assert np.isnan(self.model(low - 1e9, len(self.real_data), 1)).all(), 'illegal values'
        order = np.argsort(losses)
        return np.array(thetas)[order], np.array(losses)[order]
""",
    "pyabc.py": """
import numpy as np, pandas as pd
def RV(kind, low, width): return lambda share: low + share * width
def Distribution(**variables): return variables
def create_sqlite_db_id(file_): return 'sqlite:///' + file_
class History:
    def __init__(self, found): self.found = found
    def get_distribution(self): return pd.DataFrame(self.found), np.full(len(self.found), 1 / len(self.found))
class ABCSMC:
    def __init__(self, models, parameter_priors, distance_function, population_size):
        self.model, self.prior, self.distance = models, parameter_priors, distance_function
    def new(self, db, observed_sum_stat): self.observed = observed_sum_stat
    def run(self, max_nr_populations):
        found = [{name: value(share) for name, value in self.prior.items()} for share in np.linspace(0.2, 0.8, max_nr_populations)]
        gaps = [self.distance(self.model(parameters), self.observed) for parameters in found]
        assert all(0 < gap < 100 for gap in gaps), gaps
        assert self.distance(self.model({'search.radius_minutes': -1}), self.observed) == 1e9
        return History(found)
""",
    "ema_workbench.py": """
import numpy as np, pandas as pd
class RealParameter:
    def __init__(self, name, lower_bound, upper_bound):
        assert name.isidentifier() and lower_bound < upper_bound
        self.name, self.low, self.high = name, lower_bound, upper_bound
class ScalarOutcome:
    def __init__(self, name): self.name = name
class Model:
    def __init__(self, name, function): self.name, self.function = name, function
class SequentialEvaluator:
    def __init__(self, model): self.model = model
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def perform_experiments(self, scenarios):
        design = [{u.name: u.low + share * (u.high - u.low) for u in self.model.uncertainties}
                  for share in np.linspace(0.2, 0.8, scenarios)]
        runs = [self.model.function(**row) for row in design]
        return pd.DataFrame(design), {o.name: np.array([run[o.name] for run in runs]) for o in self.model.outcomes}
""",
    "SALib/__init__.py": "",
    "SALib/sample/__init__.py": "",
    "SALib/analyze/__init__.py": "",
    "SALib/sample/morris.py": """
import numpy as np
def sample(problem, trajectories):
    low, high = np.array(problem['bounds']).T
    assert problem['num_vars'] == len(problem['names']) == len(problem['dists']) == len(low)
    points = []
    for start in np.linspace(0.2, 0.4, trajectories):
        for changed in range(problem['num_vars'] + 1):
            points.append(low + (high - low) * (start + 0.5 * (np.arange(len(low)) < changed)))
    return np.array(points)
""",
    "SALib/analyze/morris.py": """
import numpy as np
def analyze(problem, points, values):
    step = problem['num_vars'] + 1
    effects = np.array([[values[i + k + 1] - values[i + k] for k in range(step - 1)] for i in range(0, len(values), step)])
    return {'names': problem['names'], 'mu_star': abs(effects).mean(axis=0), 'sigma': effects.std(axis=0)}
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drivers")
    for name, text in TOOLS.items():
        tool = name.split("/", maxsplit=1)[0].removesuffix(".py")
        if importlib.util.find_spec(tool) is None:
            path = folder / "tools" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    # A small town of half a year.
    (folder / "town.cfg").write_text(f'@include "{SCENARIO}"\nrun: {{ end = "2016-07-01"; burn_in_days = 30; }};\n')
    return folder


def shell(folder, *command, code=0, **environment):
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False, timeout=300,
                          env={**os.environ, "PYTHONPATH": str(folder / "tools"), "PYTHONDONTWRITEBYTECODE": "1", **environment})
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def example(folder, name, *arguments):
    return shell(folder, sys.executable, DRIVERS / name, *arguments).splitlines()


def test_black_it(folder):
    shell(folder, os.environ["BASSIN"], "run", "town.cfg", "-q", "-o", "known.h5")
    (folder / "known.txt").write_text(shell(folder, os.environ["BASSIN"], "export", "known.h5", "-F", "matrix",
                                            "-S", "unemployment_rate,cdi_share"))
    head, *rows = example(folder, "with_black_it.py", "town.cfg", "known.txt", 1)
    assert head == "loss search.radius_minutes separations.resignation" and len(rows) >= 2
    assert float(rows[0].split()[0]) <= float(rows[1].split()[0])


def test_pyabc(folder):
    head, *rows = example(folder, "with_pyabc.py", "town.cfg", 2)
    assert {"search.radius_minutes", "separations.resignation", "weight"} == set(head.split()) and len(rows) >= 2


def test_ema_workbench(folder):
    head, *rows = example(folder, "with_ema_workbench.py", "town.cfg", 2)
    assert {"search__radius_minutes", "contracts__cdd__end_bonus", "unemployment_rate", "hires_quarter"} <= set(head.split())
    assert len(rows) == 2
    columns = dict(zip(head.split(), zip(*(row.split() for row in rows))))
    assert len(set(columns["unemployment_rate"])) == 2, "other values are another run"


def test_salib(folder):
    rows = example(folder, "with_salib.py", "town.cfg", "cdi_share", "search.radius_minutes,contracts.cdd.end_bonus", 1)
    assert sorted(row.split()[0] for row in rows) == ["contracts.cdd.end_bonus", "search.radius_minutes"]
    assert max(float(row.split()[1]) for row in rows) > 0


# What Dakota writes: "N variables", a line for each, then functions, what is asked of them, and the evaluation.
PARAMETERS = """\
                                          2 variables
                     {} search.radius_minutes
                     1.500000000000000e-01 contracts.cdd.end_bonus
                                          2 functions
                                          1 ASV_1:unemployment_rate
                                          1 ASV_2:cdi_share
                                          2 derivative_variables
                                          1 DVV_1:search.radius_minutes
                                          2 DVV_2:contracts.cdd.end_bonus
                                          0 analysis_components
                                          1 eval_id
"""


@pytest.mark.parametrize("radius, fails", [("3.000000000000000e+01", False), ("-3.000000000000000e+01", True)])
def test_dakota(folder, radius, fails):
    (folder / "params.in").write_text(PARAMETERS.format(radius))
    (folder / "results.out").unlink(missing_ok=True)
    environment = {"SCENARIO": "town.cfg", "MEASURES": "unemployment_rate,cdi_share"}
    shell(folder, DRIVERS / "with_dakota.sh", "params.in", "results.out", **environment)
    results = (folder / "results.out").read_text().split("\n")
    if fails:
        assert results[0] == "FAIL"
        return
    shell(folder, os.environ["BASSIN"], "run", "town.cfg", "-q", "-f", "-o", "same.h5", "--set", f"search.radius_minutes={radius}",
          "--set", "contracts.cdd.end_bonus=0.15")
    same = shell(folder, os.environ["BASSIN"], "score", "same.h5", "-F", "row", "-m", environment["MEASURES"])
    assert results == [*same.strip().split(","), ""] and np.isfinite(list(map(float, results[:2]))).all()


def test_dakota_input_names_what_exists():
    """Parameters and measures of the example's input file."""
    text = (DRIVERS / "with_dakota.in").read_text()
    for name in ("search.radius_minutes", "contracts.cdd.end_bonus", "unemployment_rate", "cdi_share", "./with_dakota.sh"):
        assert f"'{name}'" in text
