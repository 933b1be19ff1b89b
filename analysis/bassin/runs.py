"""Many runs for one picture: the result of an experiment, or results of single runs as arms of one."""

from functools import cached_property
from pathlib import Path

import numpy as np
import xarray as xr
from scipy import stats

from . import data
from .result import Result, ResultError

CONFIDENCE = 0.95


class Runs:
    """Series and measures over arm and replicate. `source` is a path, a list of paths (each an arm that is called like its
    file), or a dataset of series."""

    def __init__(self, source):
        self.changes, self.source = {}, ""
        if isinstance(source, xr.Dataset):
            self.series, self.paths = source, []
            self.attributes = source.attrs
            return
        paths = [source] if isinstance(source, (str, Path)) else list(source)
        self.paths, results = paths, [Result(path) for path in paths]
        self.attributes = results[0].attributes
        if len(paths) == 1:
            self.series = data.series(paths[0])
            self.changes = {arm: Result(paths[0], arm if self.arms > 1 else None).changes() for arm in self.names()}
        else:
            stems = [Path(path).stem for path in paths]
            self.series = data.together(dict(zip(stems, map(str, paths))))
            self.changes = {stem: result.changes() for stem, result in zip(stems, results)}
        if "point" in self.series.dims:
            raise results[0].lacks("a sweep: a picture of arms has no place for its points")

    @cached_property
    def measures(self):
        """None for a dataset. Of single runs the program computes them, which takes time, so not before they are asked for."""
        if len(self.paths) == 1:
            return data.measures(self.paths[0])
        each = [data.measures(path).isel(arm=0, drop=True) for path in self.paths]
        return xr.concat(each, self.series["arm"], join="outer") if each else None

    @property
    def arms(self):
        return self.series.sizes["arm"]

    def names(self):
        return [str(arm) for arm in self.series["arm"].values]

    def lacks(self, what):
        return ResultError(f"this result has {what}")

    def dates(self):
        """Days on which an arm changes what the first one does not."""
        first = set(self.changes.get(self.names()[0], []))
        return sorted({np.datetime64(change[0]) for arm in self.names()[1:] for change in self.changes.get(arm, []) if change not in first})

    def source_line(self):
        runs = self.series.sizes["replicate"]
        parts = [str(self.attributes.get("title", "")).rstrip("."), f"{self.arms} arm{'s'[: self.arms > 1]} × {runs} run{'s'[: runs > 1]}",
                 str(self.attributes.get("source", "")).split(",", maxsplit=1)[0]]
        return " · ".join(part for part in parts if part)


def interval(values, axis):
    """Mean and half the width of its confidence interval, along an axis of runs; nan where there is one run. Runs that are
    missing do not count."""
    count = np.sum(~np.isnan(values), axis=axis)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(values, axis=axis) / count
        spread = np.sqrt(np.nansum((values - np.expand_dims(mean, axis)) ** 2, axis=axis) / (count - 1) / count)
        return mean, np.where(count > 1, stats.t.ppf((1 + CONFIDENCE) / 2, np.maximum(count - 1, 1)) * spread, np.nan)


def differences(measures, baseline=None):
    """Of each measure and arm: the mean difference to the baseline over pairs of runs, half its confidence interval, the
    mean of the baseline, and the number of pairs, as a list of records."""
    baseline = str(measures["arm"].values[0]) if baseline is None else baseline
    if baseline not in measures["arm"].values:
        raise ResultError(f"there is no arm {baseline}; known: {', '.join(map(str, measures['arm'].values))}")
    records = []
    for name, values in measures.data_vars.items():
        base = values.sel(arm=baseline).values.astype(float)
        for arm in measures["arm"].values:
            gaps = values.sel(arm=arm).values.astype(float) - base
            pairs = int(np.sum(~np.isnan(gaps)))
            if arm != baseline and pairs > 0:
                mean, half = interval(gaps, 0)
                records.append({"measure": name, "label": values.attrs.get("long_name", name), "unit": values.attrs.get("unit") or values.attrs.get("units", ""),
                                "arm": str(arm), "difference": float(mean), "half": float(half),
                                "baseline": float(np.nanmean(base[~np.isnan(gaps)])), "pairs": pairs})
    return records
