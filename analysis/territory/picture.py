"""Who works where: a flow diagram of the commuting of a territory.

On the left zones by where people live, on the right by where they work, with employers outside at the bottom. Only those
who leave their zone are drawn, as bands whose width is their number; how many stay stands beside the name.
"""

import numpy as np

from bassin.result import ResultError
from bassin.style import count, page, percent, save
from bassin.flows import SLOT, band, bar_tops, fitting_scale, label_at

from .fault import Fault
from .travel import shortest_ways

MOST = 9  # zones that are drawn; the smaller ones are drawn together
COLOURS = ["#0c4db0", "#e59e4d", "#368f58", "#a5579c", "#bb340e", "#6ac0fa", "#8a6d1f", "#560566", "#3f7f7f", "#a4a4a4"]
OUTSIDE = "#595959"


def commuters(network, radius, employed):
    """People by home and work, and whether a table says so. Where none does: where so many who search would look."""
    if network.people.any():
        return network.people, True
    n = network.inside
    minutes = shortest_ways(network.given, network.within)[:n]
    looks = network.jobs[None, :] * np.exp(-minutes / radius)
    people = np.zeros((len(network.names), len(network.names)))
    people[:n] = (
        employed
        * (network.residents[:n] / network.residents.sum())[:, None]
        * looks
        / looks.sum(axis=1, keepdims=True)
    )
    return people, False


def fewer(names, people, inside):
    """(names, people, who of these stay in their zone [n], zones): at most MOST zones, the others as one."""
    stay = np.diag(people)
    if inside <= MOST:
        return names, people, stay, inside
    order = np.argsort(-people[:inside].sum(axis=1), kind="stable")
    group = np.full(len(names), MOST - 1)
    group[order[: MOST - 1]] = np.arange(MOST - 1)
    group[inside:] = MOST + np.arange(len(names) - inside)
    few = np.zeros((MOST + len(names) - inside,) * 2)
    np.add.at(few, (group[:, None], group[None, :]), people)
    few_names = [*(names[i] for i in order[: MOST - 1]), f"{inside - MOST + 1} other zones", *names[inside:]]
    return few_names, few, np.bincount(group, stay, len(few)), MOST


class Origin:
    """The line at the bottom of the picture."""

    def __init__(self, text):
        self.text = text

    def source_line(self):
        return self.text


def draw_commuting(network, radius, employed, title, path, dpi=120):
    people, known = commuters(network, radius, employed)
    names, people, stay, inside = fewer(network.names, people, network.inside)
    moves = people * (1 - np.eye(len(names)))
    share = percent(100 * (1 - stay.sum() / people.sum()), 0)
    subtitle = f"{title}. Where people live (left) and where they work (right).\n"
    if known:
        finding = f"{share} of the employed work outside the zone where they live"
        together = ", the smaller zones as one" if network.inside > MOST else ""
        subtitle += f"Drawn are those who leave their zone{together}; figures on bands: people."
    else:
        finding = f"{share} of the employed would work outside the zone where they live"
        subtitle += "No table of commuting was given: drawn is where people who search would look, by jobs and travel times."
    height = max(3.2, (SLOT + 0.12) * len(names))
    source = "bassin-territory" + ("" if known else ", from jobs and travel times")
    figure, axes = page(Origin(source), height + 1.9, finding, subtitle, left=2.2, right=1.9, bottom=0.2)
    draw_bands(axes, names, people, stay, moves, inside, height)
    try:
        save(figure, path, dpi)
    except ResultError as error:
        raise Fault(None, str(error)) from None


def colour(i, inside):
    return COLOURS[i % len(COLOURS)] if i < inside else OUTSIDE


def draw_bands(axes, names, people, stay, moves, inside, height):
    sides = moves.sum(axis=1)[:inside], moves.sum(axis=0)
    scale = min(fitting_scale(sizes, height) for sizes in sides)
    tops = [bar_tops(sizes, scale, height) for sizes in sides]
    widths = moves[:inside] * scale
    left = tops[0][:, None] + np.cumsum(widths, axis=1) - widths
    right = tops[1][None, :] + np.cumsum(widths, axis=0) - widths
    for cell in np.argsort(-widths, axis=None, kind="stable"):
        i, j = np.unravel_index(cell, widths.shape)
        if widths[i, j] > 0:
            band(axes, left[i, j], right[i, j], widths[i, j], colour(i, inside))
        if widths[i, j] >= 0.13:
            axes.text(0.015, left[i, j] + widths[i, j] / 2, count(moves[i, j]), va="center", size=8.5, zorder=3)
    for side, (x, heads, sizes) in enumerate(zip((-0.025, 1.0), tops, sides)):
        axes.bar(
            np.full(len(sizes), x),
            np.maximum(sizes * scale, 0.02),
            bottom=heads,
            width=0.025,
            align="edge",
            color=[colour(i, inside) for i in range(len(sizes))],
        )
        for i, (top, size) in enumerate(zip(heads, sizes)):
            middle = top + size * scale / 2
            if side == 0:
                staying = percent(100 * stay[i] / people[i].sum(), 0) if people[i].sum() > 0 else "none"
                label_at(axes, -0.04, middle, names[i], f"{count(people[i].sum())} employed, {staying} stay", "right")
            else:
                label_at(
                    axes, 1.04, middle, names[i], f"{count(size)} come in" if i < inside else f"{count(size)} go there", "left"
                )
    axes.set_xlim(-0.026, 1.026)
    axes.set_ylim(height, 0)
    axes.axis("off")
