"""What the scripts of this folder share: a result by the names in it, one palette, the frame of a picture, a command line.

Labels come from the result and never from their place in it, so a script goes on working when a status, a reason
or a contract is added. What it does not know is drawn in grey under the label that the result gives it.
"""

import argparse
import io
import re
import sys
import warnings
from pathlib import Path

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from PIL import Image

# Statuses in the order in which pictures show them: name and colour. Work is blue to green, work for a term yellow to
# orange, wanting work red, all else grey. The nearest pair stays apart for colour-blind eyes too (a test measures it).
STATUSES = {
    "cdi": ("CDI", "#0c4db0"),
    "cdd": ("CDD", "#e59e4d"),
    "interim": ("agency work", "#f0d631"),
    "apprentice": ("apprentice", "#6ac0fa"),
    "mini_job": ("mini-job", "#a5579c"),
    "self_employed": ("self-employed", "#368f58"),
    "unemployed": ("unemployed", "#bb340e"),
    "halo": ("halo", "#560566"),
    "inactive": ("inactive", "#a4a4a4"),
    "retired": ("retired", "#e8e8e8"),
}
LONG_NAMES = {"halo": "halo: wants work, does not search"}
UNKNOWN = "#434343"
QUIET = "#595959"
DAYS_PER_YEAR = 365.25

NO_BREAK = "\N{NO-BREAK SPACE}"


class ResultError(Exception):
    """A result that cannot be read, or that lacks what a picture shows. Its text is one line."""


# ---- A result ---------------------------------------------------------------------------------------------------------


class Result:
    """A result of bassin. Of several arms or replicates it is the first of each, and its source line says so."""

    def __init__(self, path):
        self.path = path
        if not Path(path).is_file():
            raise ResultError(f"{path}: there is no such file")
        try:
            self.file = h5py.File(path, "r")
        except OSError:
            raise ResultError(f"{path}: not a result of bassin (not HDF5, or cut off)") from None
        self.attributes = dict(self.file.attrs)
        if not str(self.attributes.get("source", "")).startswith("bassin ") or "model" not in self.attributes:
            raise ResultError(f"{path}: not a result of bassin (its attributes do not say so)")

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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # xarray of Debian 12 casts missing dates before it masks them
            with xr.open_dataset(self.path) as dataset:
                series = dataset[name].load()
        return series.isel({axis: 0 for axis in ("arm", "replicate") if axis in series.dims}, drop=True)

    def panel(self, name, columns):
        """Columns of a panel. Codes become labels; days stay days since 1970-01-01."""
        group = self.file.get(f"panel/{name}")
        if group is None:
            raise self.lacks(f"no panel {name} (a run with run.panels=true and panel.sample above 0 writes it)")
        frame = {}
        for column in columns:
            if column not in group:
                raise self.lacks(f"no column {column} in the panel {name}")
            values = group[column][()]
            if "codes_of" in group[column].attrs:
                dimension = group[column].attrs["codes_of"]
                values = pd.Categorical.from_codes(values, self.labels(dimension))
            frame[column] = values
        if len(values) == 0:
            raise self.lacks(f"nobody in the panel {name}")
        return pd.DataFrame(frame)

    def first_day(self):
        """The first day that is recorded, in days since 1970-01-01."""
        return np.datetime64(self.attributes["start"], "D").astype(int)

    def parameter(self, path, day=None):
        """The value of a parameter as it is written, on the first day or as dated changes have left it on `day`."""
        table = self.file["parameters"]
        names, values = table["parameter"].asstr()[()], table["value"].asstr()[()]
        value = dict(zip(names, values)).get(path)
        for date, changed, new in self.changes():
            if day is not None and changed == path and np.datetime64(date, "D").astype(int) <= day:
                value = new
        return value

    def changes(self):
        """Dated changes of the scenario: (date, parameter, value) in the order in which they happen."""
        text = self.file["scenario"].asstr()[()] if "scenario" in self.file else ""
        found = re.findall(r'\{ date = "([-\d]+)"; path = "([^"]+)"; value = ([^;]+); \}', text)
        return sorted((date, path, value.strip('"')) for date, path, value in found)

    def published(self, measure):
        """The first of the scenario's targets for a measure: (value, where it is of, and its source), or None."""
        table = self.file["parameters"]
        for name, value in zip(table["parameter"].asstr()[()], table["value"].asstr()[()]):
            if name.startswith("targets.") and name.endswith(".measure") and value == measure:
                row = name.removesuffix(".measure")
                words = [self.parameter(f"{row}.{field}") for field in ("territory", "year")]
                place = " ".join(word for word in words if word)
                source = self.parameter(f"{row}.source")
                return float(self.parameter(f"{row}.value")), f"{place}, {source}" if place else source
        return None

    def source_line(self):
        """Where a picture comes from: title, dated changes, seed, arm and replicate where there are several, program."""
        parts = [str(self.attributes.get("title", ""))]
        if changes := self.changes():
            parts[0] += f", with {len(changes)} dated change{'s' if len(changes) > 1 else ''}"
        parts.append(f"seed {self.attributes.get('seed', '?')}")
        if self.attributes.get("population_seed") != self.attributes.get("seed"):
            parts[-1] += f", population {self.attributes.get('population_seed', '?')}"
        for axis in ("arm", "replicate"):
            if axis in self.file and self.file[axis].size > 1:
                first = self.file[axis][0]
                parts.append(f"{axis} {first.decode() if isinstance(first, bytes) else first} of {self.file[axis].size}")
        parts.append(str(self.attributes["source"]).split(",")[0])
        return " · ".join(part for part in parts if part)


# ---- Names, colours, numbers -------------------------------------------------------------------------------------------


def status_name(label, long=False):
    if long and label in LONG_NAMES:
        return LONG_NAMES[label]
    return STATUSES[label][0] if label in STATUSES else label.replace("_", " ")


def status_colour(label):
    return STATUSES[label][1] if label in STATUSES else UNKNOWN


def in_order(labels):
    """Statuses in the order of pictures; unknown ones last, by name."""
    known = list(STATUSES)
    return sorted(labels, key=lambda label: (known.index(label) if label in STATUSES else len(known), label))


def count(number):
    """A whole number with spaces between thousands."""
    return f"{number:,.0f}".replace(",", NO_BREAK)


def percent(value, digits=1):
    return f"{value:.{digits}f}{NO_BREAK}%"


def date_of(day):
    return np.datetime64(int(day), "D")


# ---- The frame of a picture ----------------------------------------------------------------------------------------------

WIDTH = 9.0  # inches
plt.rcParams.update({
    "font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET, "axes.labelcolor": QUIET,
    "xtick.color": QUIET, "ytick.color": QUIET, "axes.axisbelow": True, "legend.frameon": False, "svg.hashsalt": "bassin",
})


def page(result, height, title, subtitle, left=0.75, right=0.3, bottom=0.55, **grid):
    """A figure with a title that says what is found, a subtitle that says how to read it, and its source at the
    bottom. Margins in inches; `grid` goes to Figure.subplots. Returns the figure and its axes."""
    figure = plt.figure(figsize=(WIDTH, height))
    figure.text(0.2 / WIDTH, 1 - 0.15 / height, title, size=13, weight="bold", va="top")
    figure.text(0.2 / WIDTH, 1 - 0.44 / height, subtitle, size=10, color=QUIET, va="top", linespacing=1.35)
    figure.text(0.2 / WIDTH, 0.1 / height, result.source_line(), size=8, color=QUIET)
    top = 0.62 + 0.19 * (1 + subtitle.count("\n"))
    edges = {"left": left / WIDTH, "right": 1 - right / WIDTH, "bottom": (bottom + 0.2) / height, "top": 1 - top / height}
    return figure, figure.subplots(gridspec_kw={**edges, **grid.pop("gridspec_kw", {})}, **grid)


def in_few_colours(image):
    """The image in 256 colours, which makes its file small: the most frequent ones as they are, others by their nearest."""
    pixels = np.asarray(image, dtype=int).reshape(-1, 3)
    colours, where, frequency = np.unique(pixels @ [65536, 256, 1], return_inverse=True, return_counts=True)
    colours = np.column_stack([colours >> 16, colours >> 8 & 255, colours & 255])
    frequent = colours[np.argsort(-frequency, kind="stable")[:160]]
    others = np.reshape(image.quantize(96, dither=Image.Dither.NONE).getpalette(), (-1, 3))[:96]
    palette = np.concatenate([frequent, others])
    nearest = np.concatenate([((part[:, None] - palette) ** 2).sum(axis=2).argmin(axis=1)
                              for part in np.array_split(colours, 1 + len(colours) // 1000)])
    few = Image.fromarray(nearest[where].reshape(image.height, image.width).astype(np.uint8), "P")
    few.putpalette(palette.astype(np.uint8).tobytes())
    return few


def save(figure, path, dpi):
    """Writes a picture without its date, so that the same result gives the same bytes."""
    try:
        if Path(path).suffix == ".png":
            pixels = io.BytesIO()
            figure.savefig(pixels, format="png", dpi=dpi)
            with Image.open(pixels) as image:
                in_few_colours(image.convert("RGB")).save(path, optimize=True, dpi=(dpi, dpi))
        else:
            figure.savefig(path, metadata={"Date" if Path(path).suffix == ".svg" else "CreationDate": None})
    except OSError as error:
        raise ResultError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        plt.close(figure)


# ---- The command line -----------------------------------------------------------------------------------------------------


def command(draw, text, add_options=lambda parser: None):
    """Runs `draw(result, options)`, which returns a figure, for the arguments of the command line. Ends with 2 and
    one line if that cannot be done."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", metavar="RESULT.h5", help="what bassin run wrote")
    parser.add_argument("picture", metavar="PICTURE", help="file to write: .png, .svg or .pdf")
    parser.add_argument("--dpi", type=float, default=120, help="dots per inch of a png (default: 120)")
    add_options(parser)
    options = parser.parse_args()
    try:
        if Path(options.picture).suffix not in (".png", ".svg", ".pdf"):
            raise ResultError(f"{options.picture}: a picture is .png, .svg or .pdf")
        save(draw(Result(options.result), options), options.picture, options.dpi)
    except ResultError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        sys.exit(2)
