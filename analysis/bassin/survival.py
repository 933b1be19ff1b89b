"""How long newly signed CDIs last, and why they end.

Above: the share of CDIs still held so long after signing (Kaplan-Meier: contracts still running when the recording ends
count for as long as they were seen). Dots are the published figures that the scenario brings along. Below: the
share that has ended, by why it ended (cumulative incidence of competing ends); all layers together are what is missing
from 100 % above.

It counts the spells on a CDI that begin with a job (new_job is 1) within the recorded period, not CDDs continued as CDIs.
"""

import numpy as np

from .style import QUIET, UNKNOWN, count, page, percent, status_colour

DAYS = 730
PUBLISHED = {"cdi_ended_1m": (30, "a month"), "cdi_ended_3m": (91, "3 months"), "cdi_ended_12m": (365, "a year")}
MONTHS = {0: "0", 30: "1", 91: "3", 182: "6", 365: "12", 548: "18", 730: "24"}
# Reasons in the order of the layers; any other is grey and comes last.
REASONS = {
    "trial period": ("in the trial period", "#0c4db0"),
    "resignation": ("resignation", "#6ac0fa"),
    "dismissal for cause": ("dismissal for cause", "#bb340e"),
    "economic dismissal": ("economic dismissal", "#560566"),
    "agreed termination": ("agreed termination", "#e59e4d"),
    "withdrawal": ("withdrawal from work", "#368f58"),
    "retirement": ("retirement", "#a4a4a4"),
}


def new_cdis(result):
    """Of the CDIs signed in the recorded period: days held, and why they ended ("running": they had not)."""
    spells = result.panel("spells", ["status", "new_job", "start", "end", "reason"])
    if "cdi" not in spells["status"].cat.categories:
        raise result.lacks("no status cdi")
    signed = spells[(spells["status"] == "cdi") & (spells["new_job"] == 1) & (spells["start"] >= result.first_day())]
    if signed.empty:
        raise result.lacks("no CDI that was signed in the recorded period")
    return (signed["end"] - signed["start"]).to_numpy(), signed["reason"]


def incidence(length, reason, days):
    """Share ended within 0, 1, ... `days` days, by reason: Aalen-Johansen, whose sum is one minus Kaplan-Meier."""
    at_risk = np.cumsum(np.bincount(length, minlength=days + 1)[::-1])[::-1][: days + 1]
    ends = {}
    for name in reason.cat.categories.drop("running"):
        ended = np.bincount(length[reason == name], minlength=days + 1)[: days + 1]
        if ended.any():
            ends[name] = ended / np.maximum(at_risk, 1)
    all_ends = sum(ends.values(), np.zeros(days + 1))
    held = np.concatenate([[1.0], np.cumprod(1 - all_ends)[:-1]])
    return {name: np.cumsum(held * ended) for name, ended in ends.items()}


def reason_name(label):
    return REASONS[label][0] if label in REASONS else label


def layer_order(name):
    names = list(REASONS)
    return (names.index(name) if name in REASONS else len(names), name)


def draw_held(axes, result, ended, days):
    held = 100 * (1 - ended)
    axes.step(np.arange(days + 1), held, where="post", color=status_colour("cdi"), lw=2)
    for figure, (day, _) in PUBLISHED.items():
        if (published := result.published(figure)) and day <= days:
            value, source = published
            axes.plot(day, 100 - value, "o", color="black", ms=6, zorder=3, label=f"published: {source}")
            axes.annotate(f"{percent(value)} ended (this run {percent(100 * ended[day])})", (day, 100 - value),
                          (10, 7), textcoords="offset points", size=9)
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        axes.legend(handles[:1], labels[:1], loc="lower left")
    axes.set_ylim(0, 103)
    axes.set_ylabel("% still held")


def draw_ends(axes, incidences, days):
    bottom = np.zeros(days + 1)
    names = sorted(incidences, key=layer_order)
    ends, middles = [], []
    for name in names:
        top = bottom + 100 * incidences[name]
        axes.fill_between(np.arange(days + 1), bottom, top, color=REASONS.get(name, (name, UNKNOWN))[1], lw=0.4, ec="white")
        middles.append((bottom[-1] + top[-1]) / 2)
        ends.append(top[-1] - bottom[-1])
        bottom = top
    gap = max(bottom[-1] * 1.08, 5) / 16
    spots = spread(middles, gap)
    line = {"arrowstyle": "-", "lw": 0.6, "color": QUIET, "shrinkA": 1, "shrinkB": 0}
    for name, share, middle, spot in zip(names, ends, middles, spots):
        axes.annotate(f"{percent(share)} {reason_name(name)}", (days, middle), (days * 1.035, spot), va="center", size=9,
                      annotation_clip=False, arrowprops=line)
    axes.set_ylim(0, max(bottom[-1] * 1.08, 5))
    axes.set_ylabel("% ended, by why")
    axes.set_xlabel("months since signing")


def spread(middles, gap):
    """Places for labels as near their layers as they can be without touching."""
    spots = np.array(middles, dtype=float)
    for _ in range(200):
        close = gap - np.diff(spots)
        push = np.where(close > 0, close / 2, 0)
        spots[:-1] -= push
        spots[1:] += push
    return spots


def draw(result, options):
    length, reason = new_cdis(result)
    days = int(min(DAYS, length.max()))
    incidences = incidence(length, reason, days)
    ended = sum(incidences.values(), np.zeros(days + 1))
    within = [(day, name) for day, name in PUBLISHED.values() if day <= days]
    day, name = within[-1] if within else (days, f"{days} days")
    title = f"{percent(100 * ended[day])} of new CDIs end within {name}"
    subtitle = f"{count(len(length))} CDIs signed in the recorded period."
    if incidences:
        most = max(incidences, key=lambda reason: incidences[reason][day])
        share = percent(100 * incidences[most][day])
        subtitle += f" The most frequent end within that time: {reason_name(most)} ({share})."
    figure, (above, below) = page(result, 7.6, title, subtitle, right=2.2, nrows=2, sharex=True,
                                  gridspec_kw={"height_ratios": [1, 1.1], "hspace": 0.12})
    draw_held(above, result, ended, days)
    draw_ends(below, incidences, days)
    below.set_xlim(0, days)
    ticks = [tick for tick in MONTHS if tick <= days]
    below.set_xticks(ticks, [MONTHS[tick] for tick in ticks])
    return figure
