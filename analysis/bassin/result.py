"""A result by the names in it: one run of it, its parameters and changes, and where it comes from.

Labels come from the result and never from their place in it, so that whatever reads it goes on working when a status, a
reason or a contract is added.
"""

import re
import warnings
from contextlib import contextmanager
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr

DAYS_PER_YEAR = 365.25
RUNS = ("arm", "replicate", "point")  # dimensions that tell runs apart


def text_of(value):
    """Text of an attribute, which h5py gives as bytes or as a string."""
    return value.decode() if isinstance(value, bytes) else str(value)


@contextmanager
def opened(path, group=None):
    """The result, or a group of it, as an xarray.Dataset that is read where it is used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # xarray of Debian 12 casts missing dates before it masks them
        with xr.open_dataset(path, group=group) as dataset:
            yield dataset


class ResultError(Exception):
    """A result that cannot be read, or that lacks what a picture shows. Its text is one line."""


# ---- A result ---------------------------------------------------------------------------------------------------------


class Result:
    """A run in a result of bassin. Of several arms and replicates it is one, the first unless said otherwise, and its
    source line says which."""

    def __init__(self, path, arm=None, replicate=0):
        self.path = path
        if not Path(path).is_file():
            raise ResultError(f"{path}: there is no such file")
        try:
            self.file = h5py.File(path, "r")
        except OSError:
            raise ResultError(f"{path}: not a result of bassin (not HDF5, or cut off)") from None
        self.attributes = {name: text_of(value) if isinstance(value, bytes) else value for name, value in self.file.attrs.items()}
        if not str(self.attributes.get("source", "")).startswith("bassin ") or "model" not in self.attributes:
            raise ResultError(f"{path}: not a result of bassin (its attributes do not say so)")
        self.run = {}
        self.choose("arm", 0 if arm is None else arm, self.labels("arm") if "arm" in self.file else [])
        self.choose("replicate", replicate, range(self.file["replicate"].size if "replicate" in self.file else 0))

    def choose(self, axis, wanted, there):
        """Which of several is meant, by name or number."""
        if len(there) < 2:
            return
        if wanted not in there and not (isinstance(wanted, int) and 0 <= wanted < len(there)):
            raise ResultError(f"{self.path}: there is no {axis} {wanted}; known: {', '.join(map(str, there))}")
        self.run[axis] = list(there).index(wanted) if wanted in there else wanted

    def lacks(self, what):
        """The error to raise for something that is not there."""
        return ResultError(f"{self.path}: this result of the model {self.attributes['model']} has {what}")

    def has(self, name):
        return name in self.file

    def labels(self, dimension):
        return [str(label) for label in self.file[dimension].asstr()[()]]

    def series(self, name):
        """A series as a labelled array, over time and its own dimensions."""
        if name not in self.file:
            raise self.lacks(f"no series {name}")
        with opened(self.path) as dataset:
            series = dataset[name].isel({axis: self.run.get(axis, 0) for axis in RUNS if axis in dataset[name].dims}, drop=True)
            return series.load()

    def panel_group(self, name):
        """The group of a panel of this run: that of an experiment is of one arm, replicate and point."""
        place = f"panel/{name}"
        if "scenarios" in self.file:
            runs = [self.labels("arm")[self.run.get("arm", 0)]]
            runs += [str(self.run.get(axis, 0)) for axis in RUNS[1:] if axis in self.file]
            place = f"panel/{'/'.join(runs)}/{name}"
            if place not in self.file:
                raise self.lacks(f"no panel {name} of {' '.join(runs)} (keep = {{ panels = N; }} of the experiment keeps those of the first N replicates)")
        if place not in self.file:
            raise self.lacks(f"no panel {name} (a run with run.panels=true and panel.sample above 0 writes it)")
        return self.file[place]

    def panel(self, name, columns):
        """Columns of a panel. Codes become labels; days stay days since 1970-01-01."""
        group = self.panel_group(name)
        frame = {}
        for column in columns:
            variable = group.get(f"{column}_code", group.get(column))
            if variable is None:
                raise self.lacks(f"no column {column} in the panel {name}")
            values = variable[()]
            if "codes_of" in variable.attrs:
                none = variable.attrs.get("_FillValue", len(self.labels(text_of(variable.attrs["codes_of"]))))
                values = pd.Categorical.from_codes(np.where(values == none, -1, values.astype(int)),
                                                   self.labels(text_of(variable.attrs["codes_of"])))
            frame[column] = values
        if len(values) == 0:
            raise self.lacks(f"nobody in the panel {name}")
        return pd.DataFrame(frame)

    def first_day(self):
        """The first day that is recorded, in days since 1970-01-01."""
        return np.datetime64(self.attributes["start"], "D").astype(int)

    def parameters(self):
        """All values as they are written, on the first day: {path: value}. Results of experiments have no such list."""
        table = self.file.get("parameters")
        return {} if table is None else dict(zip(table["parameter"].asstr()[()], table["value"].asstr()[()]))

    def parameter(self, path, day=None):
        """The value of a parameter as it is written, on the first day or as dated changes have left it on `day`."""
        value = self.parameters().get(path)
        for date, changed, new in self.changes():
            if day is not None and changed == path and np.datetime64(date, "D").astype(int) <= day:
                value = new
        return value

    def changes(self):
        """Dated changes of the scenario: (date, parameter, value) in the order in which they happen."""
        place = "scenario"
        if place not in self.file and "scenarios" in self.file:
            place = f"scenarios/{self.labels('arm')[self.run.get('arm', 0)]}"
        text = self.file[place][()].tobytes().decode() if place in self.file else ""
        found = re.findall(r'\{ date = "([-\d]+)"; path = "([^"]+)"; value = ([^;]+); \}', text)
        return sorted((date, path, value.strip('"')) for date, path, value in found)

    def published(self, measure):
        """The first of the scenario's targets for a measure: (value, where it is of, and its source), or None."""
        for name, value in self.parameters().items():
            if name.startswith("targets.") and name.endswith(".measure") and value == measure:
                row = name.removesuffix(".measure")
                words = [self.parameter(f"{row}.{field}") for field in ("territory", "year")]
                place = " ".join(word for word in words if word)
                source = self.parameter(f"{row}.source")
                return float(self.parameter(f"{row}.value")), f"{place}, {source}" if place else source
        return None

    def source_line(self):
        """Where a picture comes from: title, dated changes, seed, arm and replicate where there are several, program."""
        parts = [str(self.attributes.get("title", "")).rstrip(".")]
        if changes := self.changes():
            parts[0] += f", with {len(changes)} dated change{'s' if len(changes) > 1 else ''}"
        if "seed" in self.attributes:
            parts.append(f"seed {self.attributes['seed']}")
            if self.attributes.get("population_seed") != self.attributes["seed"]:
                parts[-1] += f", population {self.attributes.get('population_seed', '?')}"
        for axis, chosen in self.run.items():
            parts.append(f"{axis} {text_of(self.file[axis][chosen])} of {self.file[axis].size}")
        parts.append(str(self.attributes["source"]).split(",")[0])
        return " · ".join(part for part in parts if part)
