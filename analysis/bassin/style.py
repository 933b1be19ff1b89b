"""How pictures look: names and colours of statuses, numbers in words, the frame, and files that are the same each time."""

import io
import sys
from pathlib import Path

import matplotlib

if "matplotlib.pyplot" not in sys.modules:  # nobody shows figures: no window is needed
    matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from .result import ResultError

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
# Arms of an experiment, the baseline first.
ARMS = ["#434343", "#0c4db0", "#e59e4d", "#368f58", "#bb340e", "#a5579c", "#6ac0fa", "#560566"]

NO_BREAK = "\N{NO-BREAK SPACE}"


# ---- Names, colours, numbers -------------------------------------------------------------------------------------------


def status_name(label, long=False):
    if long and label in LONG_NAMES:
        return LONG_NAMES[label]
    return STATUSES[label][0] if label in STATUSES else label.replace("_", " ")


def status_colour(label):
    return STATUSES[label][1] if label in STATUSES else UNKNOWN


def arm_name(name):
    return name.replace("_", " ")


def arm_colour(number):
    return ARMS[number % len(ARMS)]


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
