"""Series over time by arm, as the mean of the runs with a band.

A line is the mean of the runs of an arm. Its band is the 95 % confidence interval of the difference to the first arm, over pairs
of runs with the same seed: what lies outside the band is no chance of luck. With --band mean it is the interval of the mean of the
arm itself, with --band runs the middle 80 % of its runs. Dotted lines are the dates on which an arm changes something that the first does not. What the last twelve months
differ by stands in the title: over pairs of runs with the same seed, with the interval of that difference.

--series takes a name, or a part of a series, NAME[DIMENSION=LABEL,...]; dimensions that are not named are summed,
where they are counts. Results of single runs may be given side by side; each is an arm that is called like its file.
"""

import re

import numpy as np
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from .runs import Runs, interval
from .style import NO_BREAK, QUIET, arm_colour, arm_name, page
from .survival import spread


def cell(runs, name):
    """A series of the runs as [arm, replicate, time], its name in words and its unit. `name` may be "stock[status=unemployed]"."""
    match = re.fullmatch(r"([\w.]+)(?:\[(.*)\])?", name)
    if not match or match[1] not in runs.series:
        raise runs.lacks(f"no series {name}")
    values = runs.series[match[1]]
    if "time" not in values.dims:
        raise runs.lacks(f"no monthly series {match[1]}")
    words = match[1].replace("_", " ")
    for part in filter(None, (match[2] or "").split(",")):
        dimension, _, label = (word.strip() for word in part.partition("="))
        if dimension not in values.dims or label not in values[dimension].values.astype(str):
            raise runs.lacks(f"no {dimension}={label} in {match[1]}({', '.join(values.dims)})")
        values = values.isel({dimension: list(values[dimension].values.astype(str)).index(label)}, drop=True)
        words += f", {label}"
    rest = [dimension for dimension in values.dims if dimension not in ("arm", "replicate", "time")]
    unit = str(values.attrs.get("unit") or values.attrs.get("units", ""))
    if rest and (unit.startswith("percent") or "/" in unit):
        raise runs.lacks(f"{match[1]} over {', '.join(rest)}, which are no counts: say which, as {match[1]}[{rest[0]}=...]")
    return values.astype(float).sum(rest, skipna=False).transpose("arm", "replicate", "time"), words, unit


def short(unit):
    return "%" if unit.startswith("percent") else unit


def signed(value, digits):
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")


def headline(runs, values, words, unit):
    """What is found: of two or more arms the largest difference in the last twelve months, of one the range."""
    last = values.isel(time=slice(-12, None)).mean("time").values
    digits = 2 if short(unit) == "%" else 1
    points = "points" if short(unit) == "%" else short(unit)
    head = words[0].upper() + words[1:]
    if runs.arms == 1:
        mean = values.mean(["arm", "replicate"]).values
        return f"{head}: {np.nanmin(mean):.{digits}f} to {np.nanmax(mean):.{digits}f}{NO_BREAK}{short(unit)}"
    found = [(name, *interval(last[number] - last[0], 0)) for number, name in enumerate(runs.names()) if number > 0]
    name, mean, half = max(found, key=lambda arm: abs(arm[1]) if np.isnan(arm[2]) else abs(arm[1]) / max(arm[2], 1e-12))
    text = f"{head}: {arm_name(name)} {signed(mean, digits)} {points}"
    if np.isnan(half):
        return f"{text} in one pair of runs"
    bounds = f"{signed(mean - half, digits)} to {signed(mean + half, digits)}"
    return f"{text} ({bounds}" + (", which holds zero)" if abs(mean) <= half else ")")


def band_of(values, number, band):
    """Mean, lower and upper edge over the runs of arm `number`, month by month."""
    mean, half = interval(values[number], 0)
    if band == "pairs":
        half = interval(values[number] - values[0], 0)[1]
    if band == "runs":
        return (mean, *np.nanpercentile(values[number], [10, 90], axis=0))
    return mean, mean - half, mean + half


def draw_series(axes, runs, values, unit, band):
    time = values["time"].values
    ends = []
    for number, name in enumerate(runs.names()):
        mean, low, high = band_of(values.values, number, band)
        if band != "pairs" or number > 0:
            axes.fill_between(time, low, high, color=arm_colour(number), alpha=0.18, lw=0)
        axes.plot(time, mean, color=arm_colour(number), lw=1.8, label=name)
        ends.append(mean[-1])
    for date in runs.dates():
        axes.axvline(date, color=QUIET, lw=0.9, ls=":")
    axes.set_ylabel(short(unit))
    axes.margins(x=0)
    low, high = axes.get_ylim()
    order = np.argsort(ends)
    spots = spread(np.array(ends)[order], (high - low) * 0.2 / axes.get_position().height / axes.figure.get_figheight())
    for number, spot in zip(order, spots):
        axes.annotate(arm_name(runs.names()[number]), (1.01, spot), xycoords=("axes fraction", "data"), va="center", size=9,
                      color=arm_colour(number), annotation_clip=False)


BANDS = {
    "pairs": f"bands: 95{NO_BREAK}% confidence of the difference to",
    "mean": f"bands: 95{NO_BREAK}% confidence of the mean",
    "runs": f"bands: the middle 80{NO_BREAK}% of the runs",
}


def how_to_read(runs, band):
    first = arm_name(runs.names()[0])
    if runs.series.sizes["replicate"] < 2:
        text = "Lines: one run of each arm." if runs.arms > 1 else "One run."
    else:
        text = f"Lines: means of the runs; {BANDS[band]}{' ' + first if band == 'pairs' else ''}."
    if runs.arms > 1:
        text += f"\nIn the title: the last twelve months against {first}"
        text += f", pairs of runs with the same seed, 95{NO_BREAK}% interval." if runs.series.sizes["replicate"] > 1 else "."
    return text


def draw_runs(runs, names=("unemployment_rate",), band="pairs"):
    cells = [cell(runs, name) for name in names]
    band = "mean" if band == "pairs" and runs.arms == 1 else band
    width = 0.2 + 0.075 * max(map(len, runs.names()))
    figure, axes = page(runs, 1.6 + 2.5 * len(cells), headline(runs, *cells[0]), how_to_read(runs, band), right=0.2 + width, bottom=0.4, nrows=len(cells),
                        sharex=True, squeeze=False, gridspec_kw={"hspace": 0.28})
    for one, (values, words, unit) in zip(axes[:, 0], cells):
        draw_series(one, runs, values, unit, band)
        if len(cells) > 1:
            one.set_title(words, loc="left", size=10.5)
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes[-1, 0].xaxis.set_major_locator(locator)
    axes[-1, 0].xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    return figure


def draw(paths, options):
    names = options.series or ["unemployment_rate"]
    return draw_runs(Runs(paths), names, options.band)


def add_options(parser):
    parser.add_argument("--series", action="append", metavar="NAME", help="a series, or NAME[DIMENSION=LABEL]; can be repeated")
    parser.add_argument("--band", choices=tuple(BANDS), default="pairs", help="what bands show (default: pairs)")
