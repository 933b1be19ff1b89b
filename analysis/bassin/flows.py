"""Who moves between labour statuses within a quarter: a flow diagram.

On the left people by the status they had, on the right by the status they have three months later. Only those who moved
are drawn, as bands whose width is their number; how many stayed stands beside the name. A figure on a band is the
percentage of all people of the status on the left; bands too thin for one are in the table that --table prints.

It shows the mean over the last year of the series transitions_quarter, or of transitions, which looks a month
ahead, where a result has no other. The picture says which.
"""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .style import QUIET, count, in_order, page, percent, status_colour, status_name

SLOT = 0.46  # inches that the two lines of a label take
FIGURE_ON = 0.13  # inches that a band needs for its figure


def mean_flows(result):
    """People by status before and after, the mean of the last year; over how many months; how many records."""
    for name, months in (("transitions_quarter", 3), ("transitions", 1)):
        if not result.has(name) and months == 3:
            continue
        flows = result.series(name).isel(time=slice(-12, None))
        flows = flows[flows.sum(["status_from", "status_to"]) > 0]  # a record in which nobody was followed is none
        if flows.sizes["time"] > 0:
            people = flows.sum("time")
            there = (people.sum("status_to").values + people.sum("status_from").values) > 0  # same order of labels
            order = in_order(str(label) for label, some in zip(flows["status_from"].values, there) if some)
            flows = flows.transpose("time", "status_from", "status_to").sel(status_from=order, status_to=order)
            return flows.mean("time").to_pandas(), months, flows["time"].values
    raise result.lacks("nobody in its transitions")


def slots(sizes, scale):
    """Height that each status takes: its bar, and no less than its label."""
    return np.maximum(sizes * scale + 0.08, SLOT)


def fitting_scale(sizes, height):
    """Inches a person, so that all slots fill the height."""
    low, high = 0.0, height / max(sizes.sum(), 1)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if slots(sizes, middle).sum() < height else (low, middle)
    return low


def band(axes, left, right, thickness, colour):
    """A band from (0, left) to (1, right), given by its upper edges."""
    curve = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    points = [(0, left), (0.5, left), (0.5, right), (1, right), (1, right + thickness), (0.5, right + thickness),
              (0.5, left + thickness), (0, left + thickness), (0, left)]
    axes.add_patch(PathPatch(Path(points, curve), facecolor=colour, alpha=0.62, lw=0))


def bar_tops(sizes, scale, height):
    """Where the bar of each status begins, downwards, the room that is left shared among all."""
    taken = slots(sizes, scale)
    taken += (height - taken.sum()) / len(taken)
    return np.cumsum(taken) - taken / 2 - sizes * scale / 2


def draw_bands(axes, flows, moves, height):
    """Bars and the bands between them; returns the middles of the bars on both sides."""
    sides = moves.sum(axis=1), moves.sum(axis=0)
    scale = min(fitting_scale(sizes, height) for sizes in sides)
    tops = [bar_tops(sizes, scale, height) for sizes in sides]
    widths = moves * scale
    left = tops[0][:, None] + np.cumsum(widths, axis=1) - widths
    right = tops[1][None, :] + np.cumsum(widths, axis=0) - widths
    for cell in np.argsort(-widths, axis=None):  # the thin ones last, on top
        i, j = np.unravel_index(cell, widths.shape)
        if widths[i, j] > 0:
            band(axes, left[i, j], right[i, j], widths[i, j], status_colour(flows.index[i]))
        if widths[i, j] >= FIGURE_ON:
            share = 100 * moves[i, j] / flows.values[i].sum()
            axes.text(0.015, left[i, j] + widths[i, j] / 2, percent(share), va="center", size=8.5, zorder=3)
    for x, heads, sizes in zip((-0.025, 1.0), tops, sides):
        axes.bar(np.full(len(sizes), x), np.maximum(sizes * scale, 0.02), bottom=heads, width=0.025, align="edge",
                 color=[status_colour(status) for status in flows.index], edgecolor=QUIET, lw=0.3)
    return [heads + sizes * scale / 2 for heads, sizes in zip(tops, sides)]


def label_at(axes, x, y, name, text, align):
    axes.text(x, y - 0.015, name, ha=align, va="bottom", weight="bold", size=10)
    axes.text(x, y + 0.015, text, ha=align, va="top", color=QUIET, size=8.5)


def draw(result, options):
    flows, months, times = mean_flows(result)
    moves = flows.values * (1 - np.eye(len(flows)))
    if options.table:
        table = flows.div(flows.sum(axis=1), axis=0) * 100
        print(f"Percent of each status (rows) by status {months} month{'s'[:months > 1]} later")
        print(table.to_string(float_format=lambda share: f"{share:.2f}", na_rep="-"))
    i, j = np.unravel_index(moves.argmax(), moves.shape)
    span = "a quarter" if months == 3 else "a month"
    title = f"{percent(100 * moves.sum() / flows.values.sum())} of people change their labour status within {span}"
    first, last = str(times[0])[:7], str(times[-1])[:7]
    largest = f"from {status_name(flows.index[i])} to {status_name(flows.index[j])}: {count(moves[i, j])} people"
    subtitle = (f"The largest flow is {largest}. Drawn are those who moved, mean of {first} to {last}.\n"
                "Figures on bands: percent of all people of the status on the left.")
    if months == 1:
        subtitle += " (This result counts from month to month only.)"
    height = max(4.6, (SLOT + 0.12) * len(flows))
    figure, axes = page(result, height + 1.9, title, subtitle, left=2.0, right=1.55, bottom=0.2)
    left, right = draw_bands(axes, flows, moves, height)
    for k, status in enumerate(flows.index):
        people = flows.values[k].sum()
        stay = f", {percent(100 * flows.values[k, k] / people)} stay" if people > 0 else ""
        label_at(axes, -0.04, left[k], status_name(status), f"{count(people)} people{stay}", "right")
        label_at(axes, 1.04, right[k], status_name(status), f"{count(moves[:, k].sum())} arrive", "left")
    axes.set_xlim(-0.026, 1.026)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return figure


def add_options(parser):
    parser.add_argument("--table", action="store_true", help="print all percentages too")
