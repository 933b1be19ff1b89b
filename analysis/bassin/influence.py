"""Which parameters move which measures: what `bassin sensitivity` found, as a picture.

    bassin sensitivity town.cfg --format json > effects.json                       analysis/sensitivity.py effects.json effects.png
    bassin sensitivity town.cfg --method sobol --format json > indices.json        analysis/sensitivity.py indices.json indices.png

Morris: a plane for each measure; to the right what a parameter does to it over its range (mu*), upwards how much that
differs from place to place (sigma). On the dashed line both are equal: above it the effect depends more on the rest than it
is there. Lines are intervals. Hollow points are not told from luck.

Sobol: a bar for each parameter, the share of the variance that it makes alone (dark) and in all (light), with intervals.
"""

import numpy as np

from .data import read_sensitivity
from .result import ResultError
from .style import ARMS, QUIET, WIDTH, page, percent

DARK, LIGHT = ARMS[1], "#a9c3ea"
MOST = 6  # measures in a picture


# ---- Names and places ---------------------------------------------------------------------------------------------------


class _Source:
    """What stands at the bottom of the picture."""

    def __init__(self, frame):
        self.frame = frame

    def source_line(self):
        about = self.frame.attrs
        parts = [str(about.get("title", "")).rstrip("."), f"{about['runs']} runs, {about['seeds']} seeds a point" if "runs" in about else ""]
        return " · ".join(part for part in [*parts, "bassin sensitivity"] if part)


def _chosen(frame, names):
    known = list(dict.fromkeys(frame["measure"]))
    for name in names or []:
        if name not in known:
            raise ResultError(f"there is no measure {name} in it; known: {', '.join(known)}")
    column = "mu_star" if frame["method"].iloc[0] == "morris" else "total"
    given = [name for name in known if frame.loc[frame["measure"] == name, column].notna().any()]
    chosen = [name for name in names or given[:MOST] if name in given]
    if not chosen:
        raise ResultError("nothing moves these measures, or no run gives them")
    return [frame[frame["measure"] == name].reset_index(drop=True) for name in chosen]


def _short(paths):
    """The last part of each path, where that tells them apart."""
    ends = [path.rpartition(".")[2] for path in paths]
    return [end if ends.count(end) == 1 else path for path, end in zip(paths, ends)]


def _title(rows):
    unit = rows["unit"].iloc[0]
    return f"{rows['label'].iloc[0]}" + (f" ({unit})" if unit != "1" else "")


def _grid(source, count, height, title, subtitle, left):
    columns = 1 if count == 1 else 2
    lines = -(-count // columns)
    figure, axes = page(source, 1.2 + lines * height, title, subtitle, left=left, right=0.35, bottom=0.6, nrows=lines, ncols=columns,
                        squeeze=False, gridspec_kw={"hspace": 0.85 / height + 0.12, "wspace": 2 * left / (WIDTH - 3 * left)})
    for spare in axes.flat[count:]:
        spare.set_visible(False)
    return figure, list(axes.flat[:count])


# ---- Morris -------------------------------------------------------------------------------------------------------------


def _line(axes, x, y, colour):
    axes.plot(x, y, color=colour, lw=1, alpha=0.6, zorder=1)


def _draw_plane(axes, rows):
    moves = (rows["finding"] == "moves") | (rows["finding"] == "untold")
    reach = 1.12 * np.nanmax([rows["mu_star_high"].max(), rows["sigma_high"].max(), rows["mu_star"].max(), 1e-12])
    axes.plot([0, reach], [0, reach], color=QUIET, lw=0.8, ls="--", zorder=0)
    labels = []
    for (_, row), name, clear in zip(rows.iterrows(), _short(list(rows["parameter"])), moves):
        colour = DARK if clear else QUIET
        if not np.isnan(row["mu_star_low"]):
            _line(axes, [max(row["mu_star_low"], 0), row["mu_star_high"]], [row["sigma"]] * 2, colour)
        if not np.isnan(row["sigma_low"]):
            _line(axes, [row["mu_star"]] * 2, [row["sigma_low"], row["sigma_high"]], colour)
        axes.plot(row["mu_star"], row["sigma"], "o", ms=6, color=colour, mfc=DARK if clear else "white", zorder=2, clip_on=False)
        labels.append((row["mu_star"], row["sigma"], ("− " if row["mu"] < 0 else "+ ") + name, colour))
    _put_labels(axes, labels, reach)
    axes.set_xlim(0, reach)
    axes.set_ylim(0, reach)
    axes.set_title(_title(rows), size=10, loc="left", color="black")
    axes.set_xlabel("mu*")
    axes.set_ylabel("sigma")


def _put_labels(axes, labels, reach):
    """Beside the points, one above the other where they would meet."""
    step, placed = 0.075 * reach, []
    for x, y, text, colour in sorted(labels, key=lambda label: (label[1], label[0])):
        at = y + 0.03 * reach
        while any(abs(at - other) < step and abs(x - there) < 0.45 * reach for there, other in placed):
            at += step / 4
        placed.append((x, at))
        left = x > 0.6 * reach
        axes.annotate(text, (x, y), (x + (-0.02 if left else 0.02) * reach, at), textcoords="data", size=8.5, color=colour,
                      ha="right" if left else "left", va="bottom", annotation_clip=False)


def _draw_morris(source, measures):
    frame = source.frame
    moved = frame.loc[frame["finding"] == "moves", "parameter"].nunique()
    title = f"{moved} of {frame['parameter'].nunique()} parameters move a measure"
    level = percent(100 * frame["level"].iloc[0], 0)
    subtitle = (f"What a parameter does over its range (mu*) and how much that differs from place to place (sigma). Lines: {level} confidence.\n"
                "Sign: up or down on average; hollow: not told from luck. On the dashed line both are equal.")
    figure, all_axes = _grid(source, len(measures), 3.3, title, subtitle, 0.75)
    for axes, rows in zip(all_axes, measures):
        _draw_plane(axes, rows)
    return figure


# ---- Sobol --------------------------------------------------------------------------------------------------------------


def _bar(axes, y, row, name, colour, height):
    axes.barh(y, max(row[name], 0), height=height, color=colour)
    if not np.isnan(row[f"{name}_low"]):
        axes.plot([row[f"{name}_low"], row[f"{name}_high"]], [y, y], color="black", lw=1)


def _draw_bars(axes, rows):
    rows = rows.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)
    for y, row in rows.iterrows():
        _bar(axes, y - 0.18, row, "first", DARK, 0.34)
        _bar(axes, y + 0.18, row, "total", LIGHT, 0.34)
    axes.axvline(0, color=QUIET, lw=0.8)
    axes.set_yticks(range(len(rows)), _short(list(rows["parameter"])))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(min(-0.05, rows["first_low"].min()), max(1.05, rows["total_high"].max(), rows["first_high"].max()))
    luck = rows["luck_share"].iloc[0]
    more = "" if np.isnan(luck) else f"; {percent(100 * luck, 0)} luck"
    inches = axes.get_position().width * WIDTH
    axes.set_title(_title(rows) + more, size=10, loc="left", x=-1.3 / inches, color="black")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _draw_sobol(source, measures):
    frame = source.frame
    title = "Who makes the variance: alone and with others"
    level = percent(100 * frame["level"].iloc[0], 0)
    subtitle = (f"Share of the variance of a measure over the ranges that a parameter makes alone (dark) and in all (light). Lines: {level}\n"
                "confidence. Luck: its share in the variance of a single run, of which the indices are free.")
    count = measures[0]["parameter"].nunique()
    figure, all_axes = _grid(source, len(measures), 0.75 + 0.36 * count, title, subtitle, 1.5)
    for axes, rows in zip(all_axes, measures):
        _draw_bars(axes, rows)
    return figure


# ---- A picture ----------------------------------------------------------------------------------------------------------


def draw_frame(frame, names=None):
    measures = _chosen(frame, names)
    of_sobol = frame["method"].iloc[0] == "sobol"
    return (_draw_sobol if of_sobol else _draw_morris)(_Source(frame), measures)


def draw(path, options):
    names = [name.strip() for name in options.measures.split(",")] if options.measures else None
    return draw_frame(read_sensitivity(path), names)


def add_options(parser):
    parser.add_argument("--measures", metavar="NAMES", help=f"measures, separated by commas (default: the first {MOST} that are moved)")
