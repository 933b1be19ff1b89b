"""What the arms of an experiment differ by: a forest plot of measures.

Each mark is the mean difference to the first arm (or --baseline) over pairs of runs with the same seed, in percent of that
arm's value so that measures of all kinds stand on one axis; the line is its 95 % confidence interval. A hollow mark has an
interval that holds zero. At the right the difference in the unit of the measure.

Each interval stands for itself: of twenty that are drawn one misses on average. `bassin compare` corrects for many.
"""

import numpy as np

from .runs import Runs, differences
from .style import QUIET, arm_colour, arm_name, page

USUAL = ["unemployment_rate", "long_term_share", "employment.15_64", "cdi_share", "hires_quarter", "hires.cdd_share",
         "hires.cdd_under_month", "cdi_ended_3m", "vacancy_rate", "pay.d1", "pay.median", "pay.d9", "at_minimum"]


def chosen(runs, names):
    if runs.measures is None:
        raise runs.lacks("no measures: give the path of a result")
    wanted = names or [name for name in USUAL if name in runs.measures] or list(runs.measures)[:20]
    for name in wanted:
        if name not in runs.measures:
            raise runs.lacks(f"no measure {name}")
    return runs.measures[wanted]


def amount(record):
    """"+0.42 points (+0.10 to +0.74)" """
    size = abs(record["difference"]) if np.isnan(record["half"]) else record["half"]
    digits = int(np.clip(1 - np.floor(np.log10(max(size, 1e-4))), 0, 4))
    unit = {"%": " points", "1": ""}.get(record["unit"], f" {record['unit']}")

    def number(value):
        if round(value, digits) == 0:
            return f"{0:.{digits}f}"
        return f"{value:+,.{digits}f}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")

    if np.isnan(record["half"]):
        return number(record["difference"]) + unit
    low, high = record["difference"] - record["half"], record["difference"] + record["half"]
    return f"{number(record['difference'])}{unit} ({number(low)} to {number(high)})"


def holds_zero(record):
    return not abs(record["difference"]) > record["half"]


def headline(records, baseline):
    clear = [record for record in records if not np.isnan(record["half"]) and not holds_zero(record)]
    if all(np.isnan(record["half"]) for record in records):
        return f"Differences to {baseline} in one pair of runs, without an interval"
    if not clear:
        return f"No difference to {baseline} is clear of zero"
    measures = len({record["measure"] for record in records})
    named = len({record["measure"] for record in clear})
    return f"{named} of {measures} measures differ from {baseline}, with an interval clear of zero"


def draw_runs(runs, names=None, baseline=None):
    if runs.arms < 2:
        raise runs.lacks("one arm: there is nothing to compare it with")
    measures = chosen(runs, names)
    baseline = baseline or runs.names()[0]
    base = arm_name(baseline)
    records = [record for record in differences(measures, baseline) if record["baseline"] != 0]
    if not records:
        raise runs.lacks("no measure that both arms give")
    labels = list(dict.fromkeys(record["label"] for record in records))
    arms = [name for name in runs.names() if name != baseline]
    pairs = {record["pairs"] for record in records}
    count = f"{min(pairs)}" if len(pairs) == 1 else f"{min(pairs)} to {max(pairs)}"
    of = f" of {arm_name(arms[0])}" if len(arms) == 1 else ""
    subtitle = f"Differences{of} to {base} in percent of its value, over {count} pair{'s'[:max(pairs) > 1]} of runs with the same seed.\n"
    subtitle += ("Lines: 95\N{NO-BREAK SPACE}% confidence, each for itself; hollow: the interval holds zero." if max(pairs) > 1 else
                 "One pair does not tell a difference from chance.")
    step = 0.22 * len(arms) + 0.14
    figure, axes = page(runs, 1.75 + step * len(labels) + 0.25 * (len(arms) > 1), headline(records, base), subtitle, left=2.35, right=3.1, bottom=0.55)
    axes.axvline(0, color=QUIET, lw=0.9)
    for record in records:
        arm = arms.index(record["arm"])
        y = labels.index(record["label"]) * step + arm * 0.22
        scale = 100 / abs(record["baseline"])
        colour = arm_colour(runs.names().index(record["arm"]))
        if not np.isnan(record["half"]):
            axes.plot(scale * (record["difference"] + record["half"] * np.array([-1, 1])), [y, y], color=colour, lw=1.6)
        axes.plot(scale * record["difference"], y, "o", ms=6, color=colour, mfc="white" if holds_zero(record) else colour)
        axes.annotate(amount(record), (1.03, y), xycoords=("axes fraction", "data"), va="center", size=8.5, color=colour)
    axes.set_yticks(np.arange(len(labels)) * step + 0.11 * (len(arms) - 1), labels)
    axes.set_ylim(len(labels) * step - 0.14, -0.2)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(f"difference, % of {base}")
    if len(arms) > 1:
        handles = [axes.plot([], [], "o", color=arm_colour(runs.names().index(arm)), label=arm_name(arm))[0] for arm in arms]
        figure.legend(handles=handles, loc="lower right", ncol=len(arms), fontsize=9, bbox_to_anchor=(0.985, 0.22 / figure.get_figheight()))
    return figure


def draw(paths, options):
    names = [name.strip() for name in options.measures.split(",")] if options.measures else None
    return draw_runs(Runs(paths), names, options.baseline)


def add_options(parser):
    parser.add_argument("--measures", metavar="NAMES", help="measures, separated by commas (default: the main ones)")
    parser.add_argument("--baseline", metavar="ARM", help="the arm to compare with (default: the first)")
