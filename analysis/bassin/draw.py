"""Pictures for papers. Each function takes the path of a result and returns a matplotlib figure; `save` writes it.

    figure = bassin.draw.differences("minimum_wage.h5")
    bassin.draw.save(figure, "differences.pdf")
"""

from argparse import Namespace
from pathlib import Path

from . import beveridge as beveridge_picture
from . import careers as careers_picture
from . import differences as differences_picture
from . import flows as flows_picture
from . import influence as influence_picture
from . import overview as overview_picture
from . import pay as pay_picture
from . import survival as survival_picture
from . import trajectories as trajectories_picture
from . import style
from .data import read_sensitivity
from .result import Result
from .runs import Runs


def _runs(source):
    return source if isinstance(source, Runs) else Runs(source)


def _result(source, arm, replicate):
    return Result(source, arm, replicate) if isinstance(source, (str, Path)) else source


def trajectories(source, *names, band="pairs"):
    """Series over time by arm, with bands (trajectories.py); names as "unemployment_rate" or "stock[status=unemployed]"."""
    return trajectories_picture.draw_runs(_runs(source), names or ("unemployment_rate",), band)


def differences(source, measures=None, baseline=None):
    """A forest plot of what the arms differ by (differences.py)."""
    return differences_picture.draw_runs(_runs(source), measures, baseline)


def sensitivity(source, measures=None):
    """Which parameters move measures (influence.py): of what bassin.sensitivity returns, or of the path of what
    `bassin sensitivity` printed as JSON or CSV."""
    frame = read_sensitivity(source) if isinstance(source, (str, Path)) else source
    return influence_picture.draw_frame(frame, measures)


def flows(source, arm=None, replicate=0):
    """Who moves between statuses within a quarter (flows.py)."""
    return flows_picture.draw(_result(source, arm, replicate), Namespace(table=False))


def survival(source, arm=None, replicate=0):
    """How long new CDIs last, and why they end (survival.py)."""
    return survival_picture.draw(_result(source, arm, replicate), Namespace())


def beveridge(source, arm=None, replicate=0):
    """Vacancies against unemployment (beveridge.py)."""
    return beveridge_picture.draw(_result(source, arm, replicate), Namespace())


def careers(source, arm=None, replicate=0):
    """Sixty lives as coloured bars (careers.py)."""
    return careers_picture.draw(_result(source, arm, replicate), Namespace())


def pay(source, by="contract", arm=None, replicate=0):
    """What employees are paid on the last day (pay.py)."""
    return pay_picture.draw(_result(source, arm, replicate), Namespace(by=by))


def overview(source, arm=None, replicate=0):
    """Four views of one run (overview.py)."""
    return overview_picture.draw(_result(source, arm, replicate), Namespace())


def save(figure, path, dpi=300):
    """Writes .png, .svg or .pdf, the same bytes each time, and closes the figure."""
    style.save(figure, path, dpi)
