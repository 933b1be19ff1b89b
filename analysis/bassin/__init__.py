"""Results of bassin in Python, runs from Python, and pictures for papers.

    import sys; sys.path.append("analysis")
    import bassin

    base = bassin.run("scenarios/classroom.cfg", output="base.h5")            # an xarray.Dataset of all series
    bonus = bassin.run("scenarios/classroom.cfg", set={"contracts.cdd.end_bonus": 0.3})
    spells = bassin.spells("base.h5")                                         # a pandas.DataFrame: who did what when
    states = bassin.states("base.h5")                                         # a row a person, a column a month
    figure = bassin.draw.trajectories(bassin.together({"as it is": base, "bonus": bonus}), "unemployment_rate")

Needs what Debian has: python3-xarray, python3-pandas, python3-h5py, python3-netcdf4 or python3-h5netcdf, and for pictures
python3-matplotlib, python3-scipy and python3-pil.
"""

from .data import (changes, measures, members, panel, parameters, people, read_sensitivity, score, sensitivity, series, spells, states,
                   together)
from .program import RunError, check, run, told
from .result import Result, ResultError

__all__ = ["Result", "ResultError", "RunError", "changes", "check", "draw", "measures", "members", "panel", "parameters", "people",
           "read_sensitivity", "run", "score", "sensitivity", "series", "spells", "states", "together", "told"]


def __getattr__(name):
    """Pictures are loaded with the first of them: matplotlib takes its time."""
    if name == "draw":
        from importlib import import_module

        return import_module(".draw", __name__)
    raise AttributeError(f"module bassin has no {name}")
