"""Beveridge curve: vacancies against unemployment, month by month, over a business cycle.

Each small dot is a month, coloured by time. The line is the mean of the twelve months around each month, which takes the
season out; its arrows show the direction, the years stand where each began. Moves along a falling line are the
cycle; a loop means that at the same unemployment there are fewer vacancies on the way down than on the way up, or
more. The rate of vacancies is open vacancies in percent of all posts, filled or open, on the last day of the month.

Made for a scenario with a downturn and a recovery, such as scenarios/mulhouse_cycle.cfg. A result of less than
two years has no line.
"""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize
from matplotlib.patheffects import withStroke

from .style import page, percent, plt

COLOURS = plt.get_cmap("viridis")


def rates(result):
    """Unemployment rate and vacancy rate in percent, and the time in years, month by month."""
    unemployment = result.series("unemployment_rate")
    vacancies, staff = result.series("vacancies"), result.series("staff_by_sector")
    open_posts = vacancies.sum([d for d in vacancies.dims if d != "time"]).values
    filled = staff.sum([d for d in staff.dims if d != "time"]).values
    months = unemployment["time"].values.astype("datetime64[M]").astype(int)
    return unemployment.values, 100 * open_posts / np.maximum(open_posts + filled, 1), 1970 + (months + 0.5) / 12


def without_season(values):
    """Centred mean of twelve months, the two at the edges weighted by half; six months shorter at both ends."""
    weights = np.array([0.5] + [1.0] * 11 + [0.5]) / 12
    return np.convolve(values, weights, mode="valid")


def turn(x, y):
    """Which way a path turns, or None where it hardly encloses anything."""
    area = np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2
    if abs(area) < 0.1 * np.ptp(x) * np.ptp(y):
        return None
    return "counter-clockwise" if area > 0 else "clockwise"


def outside(axes, points, k):
    """Unit vector to the right of the direction of travel, on the paper."""
    near = axes.transData.transform(points[[max(k - 2, 0), min(k + 2, len(points) - 1)]])
    along = near[1] - near[0]
    return np.array([along[1], -along[0]]) / max(np.hypot(*along), 1e-9)


def draw_path(axes, x, y, time, scale):
    points = np.column_stack([x, y])
    colours = COLOURS(scale(time))
    steps = np.stack([points[:-1], points[1:]], axis=1)
    axes.add_collection(LineCollection(steps, colors=colours, lw=2.6, capstyle="round"))
    for k, month in enumerate(np.round(time % 1 * 12 + 0.5).astype(int)):
        if month == 1:
            axes.plot(x[k], y[k], "o", ms=6, color=colours[k], mec="white", mew=0.8, zorder=3)
            axes.annotate(f"{int(time[k])}", (x[k], y[k]), 15 * outside(axes, points, k), textcoords="offset points",
                          size=9.5, ha="center", va="center", zorder=4,
                          path_effects=[withStroke(linewidth=3, foreground="white")])
        elif month in (4, 10) and 0 < k < len(time) - 1:
            axes.annotate("", points[k + 1], points[k], zorder=3,
                          arrowprops={"arrowstyle": "-|>,head_width=0.3,head_length=0.6", "shrinkA": 0, "shrinkB": 0,
                                      "color": colours[k]})


def draw(result, options):
    unemployment, vacancies, time = rates(result)
    smooth = len(time) >= 24
    x, y, middle = unemployment, vacancies, time
    subtitle = "Dots are months, from dark to light."
    if smooth:
        x, y, middle = without_season(unemployment), without_season(vacancies), time[6:-6]
        subtitle += " The line is the mean of the twelve months around each; years stand at their January.\n"
        direction = turn(x, y)
        subtitle += f"The path turns {direction}." if direction else "The path encloses little: it goes and comes the same way."
    title = (f"Unemployment between {x.min():.1f} and {percent(x.max())}, "
             f"vacancies between {y.min():.2f} and {percent(y.max(), 2)}")
    figure, axes = page(result, 6.6, title, subtitle)
    scale = Normalize(time[0], time[0] + 1.1 * max(time[-1] - time[0], 1))  # the palest yellow is left out
    axes.scatter(unemployment, vacancies, c=COLOURS(scale(time)), s=16, alpha=0.45, lw=0)
    axes.set_ylim(0)
    axes.set_xlim(axes.get_xlim())
    if smooth:
        draw_path(axes, x, y, middle, scale)
    axes.set_xlabel("unemployment rate, % of the labour force")
    axes.set_ylabel("open vacancies, % of all posts")
    return figure
