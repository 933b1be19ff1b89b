"""Sixty lives as coloured bars: what people do over the years of a run.

Each bar is a person, coloured by labour status; a white line within a colour is a new employer. At the left stands the
age on the first day. People are chosen within groups of like careers, evenly along the list of their numbers, so the same result
shows the same people. The percentage behind the name of a group is its share of all who lived in the place from the first to
the last day, so it says how common such lives are; a person is in the first group below that fits.

Not a sample of the population: common lives are shown as rarely as rare ones.
"""

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from .result import DAYS_PER_YEAR
from .style import QUIET, date_of, in_order, page, percent, status_colour, status_name

SHORT = ("cdd", "interim")
OUT_OF_WORK = ("unemployed", "halo")
NOT_WORKING = ("unemployed", "halo", "inactive", "retired")
MARK_DAYS = 25  # a shorter job gets no white line, which would be all that is seen of it
HALF = 0.41  # of the height of a bar, in rows
HEAD = 1.9  # rows that the name of a group takes


def lives(result):
    """Spells cut to the recorded period, in order, of those who were there all the time; first day and day after the last."""
    spells = result.panel("spells", ["person", "status", "start", "end", "new_job"])
    first, last = result.first_day(), int(spells["end"].max())
    spells = spells[spells["end"] > first].copy()
    spells["new_job"] = (spells["new_job"] == 1) & (spells["start"] >= first)
    spells["start"] = spells["start"].clip(lower=first)
    spells["days"] = spells["end"] - spells["start"]
    seen = spells.groupby("person")["days"].sum()
    spells = spells[spells["person"].isin(seen.index[seen == last - first])]
    if spells.empty:
        raise result.lacks("nobody who was there from the first to the last day")
    return spells.sort_values(["person", "start"], kind="stable"), first, last


def measure(result, spells, first, last):
    """One row per person: what the groups ask for."""
    person = spells["person"]

    def of(labels):
        return spells["status"].isin(labels)

    def days(labels):
        return (spells["days"] * of(labels)).groupby(person).sum()

    def status_at(end):
        return spells.drop_duplicates("person", keep=end).set_index("person")["status"].astype(str)

    births = result.panel("people", ["person", "birth_day"]).set_index("person")["birth_day"]
    people = pd.DataFrame({
        "cdi": days(["cdi"]), "out": days(OUT_OF_WORK), "retired": days(["retired"]),
        "working": spells["days"].groupby(person).sum() - days(NOT_WORKING),
        "begins": status_at("first"), "ends": status_at("last"),
        "short_jobs": (spells["new_job"] & of(SHORT)).groupby(person).sum(),
        "first_work": spells["start"].where(~of(NOT_WORKING), last).groupby(person).min(),
        "last_work": spells["end"].where(~of(NOT_WORKING), first).groupby(person).max(),
        "cdi_since": spells["start"].where(of(["cdi"]), last).groupby(person).min(),
    })
    people["age"] = ((first - births.loc[people.index]) / DAYS_PER_YEAR).astype(int)
    return people


def groups(people, length):
    """(name, how many to show, who, sorted by what), in the order of the picture. The first that fits a person counts."""
    years = length / DAYS_PER_YEAR
    many = max(3, round(years))
    long = max(1, round(0.3 * years))
    young = people["age"].lt(20) & people["working"].gt(0.1 * length)
    waiting = people["out"] >= long * DAYS_PER_YEAR
    settled = people["cdi"].gt(0.3 * length) & people["ends"].eq("cdi") & people["begins"].ne("cdi")
    return [
        ("On a CDI all the time", 6, people["cdi"] == length, "age"),
        ("Starting out: 15 to 19 on the first day, worked since", 10, young, "first_work"),
        ("Retiring", 8, people["begins"].eq("cdi") & people["ends"].eq("retired"), "last_work"),
        (f"Out of work for {long} year{'s'[:long > 1]} or more in all, wanting work", 12, waiting, "out"),
        ("Arriving: no CDI on the first day, one on the last and long before", 10, settled, "cdi_since"),
        (f"Moving between short contracts: {many} or more of them", 14, people["short_jobs"] >= many, "cdi"),
    ]


def choose(people, length):
    """The people of each group that are shown: (name, share of all, their numbers from top to bottom)."""
    free = pd.Series(True, index=people.index)
    chosen = []
    for name, wanted, fits, order in groups(people, length):
        members = people[fits & free]
        free &= ~fits
        if len(members) > 0:
            some = members.iloc[np.unique(((np.arange(wanted) + 0.5) * len(members) / wanted).astype(int))]
            chosen.append((name, 100 * len(members) / len(people), some.sort_values(order, kind="stable").index))
    return chosen


def draw_lives(axes, spells, rows):
    """A coloured box for every spell; `rows` says at which height each person is."""
    shown = spells[spells["person"].isin(rows.index)]
    y = rows.loc[shown["person"]].to_numpy()
    begin, end = date_number(shown["start"]), date_number(shown["end"])
    corners = (begin, y - HALF), (end, y - HALF), (end, y + HALF), (begin, y + HALF)
    boxes = np.stack([np.column_stack(corner) for corner in corners], axis=1)
    axes.add_collection(PolyCollection(boxes, facecolors=[status_colour(s) for s in shown["status"].astype(str)], lw=0))
    same = (shown["status"].astype(str) == shown["status"].astype(str).shift()) & (shown["person"] == shown["person"].shift())
    mark = (same & shown["new_job"] & (shown["days"] >= MARK_DAYS)).to_numpy()
    axes.vlines(begin[mark], y[mark] - HALF, y[mark] + HALF, color="white", lw=1.1)

def date_number(days):
    """Days as calendar years, for an axis with plain numbers."""
    return 1970 + np.asarray(days, dtype=float) / DAYS_PER_YEAR


def draw(result, options):
    spells, first, last = lives(result)
    people = measure(result, spells, first, last)
    chosen = choose(people, last - first)
    if not chosen:
        raise result.lacks("nobody whose life is of one of the kinds that are shown")
    names = {name: share for name, share, _ in chosen}
    always = names.get("On a CDI all the time", 0.0)
    rest = 100 - sum(names.values())
    title = f"{percent(always)} are on a CDI all the time: theirs and other lives"
    subtitle = (f"{date_of(first)} to {date_of(last - 1)}. Each bar is a person, at its left the age on the first day; "
                "a white line is a new employer.\n"
                f"Percentages: of those present all the time ({percent(rest)} are of no kind shown here).")
    rows, heads, y = {}, [], 0.0
    for name, share, members in chosen:
        heads.append((y + HEAD - 0.95, f"{name}", share))
        y += HEAD
        rows.update({person: y + k for k, person in enumerate(members)})
        y += len(members)
    rows = pd.Series(rows)
    statuses = in_order(spells.loc[spells["person"].isin(rows.index), "status"].astype(str).unique())
    columns = len(statuses) if len(statuses) <= 5 else 4
    lines = -(-len(statuses) // columns)
    figure, axes = page(result, 0.125 * y + 1.75 + 0.22 * lines, title, subtitle, left=0.5, bottom=0.4 + 0.22 * lines)
    draw_lives(axes, spells, rows)
    left, right = date_number([first, last])
    for person, row in rows.items():
        axes.text(left, row, f"{people.loc[person, 'age']}  ", ha="right", va="center", size=7.5, color=QUIET)
    for height, name, share in heads:
        axes.annotate(name, (left, height), weight="bold", size=9.5, va="center")
        axes.annotate(percent(share), (right, height), ha="right", size=9.5, va="center", color=QUIET)
    axes.set_xlim(left, right)
    axes.set_ylim(y - 0.3, 0)
    axes.set_yticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=right - left > 3))
    axes.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}" if year % 1 == 0 else f"{year:.1f}")
    figure.legend(handles=[Patch(color=status_colour(s), label=status_name(s, long=True)) for s in statuses], loc="lower left",
                  bbox_to_anchor=(0.4 / figure.get_figwidth(), 0.24 / figure.get_figheight()), ncol=columns,
                  fontsize=9, columnspacing=1.2, handlelength=1.2)
    return figure
