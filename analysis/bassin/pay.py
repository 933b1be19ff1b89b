"""What employees are paid per hour on the last day of a run.

A histogram of gross hourly pay in classes of half a euro that begin at the minimum wage, so that the class with the spike holds
those paid the minimum or up to half a euro more. Colours are contracts, or women and men with --by sex. Below it the nine
deciles of the run, and the published ones (first, median, ninth) that the scenario brings along.

Employees are people with a contract whose spell is still running when the run ends; the self-employed have no pay here.
"""

import numpy as np

from .style import QUIET, count, date_of, in_order, page, percent, status_colour, status_name

CLASS = 0.5  # EUR/hour
SEXES = {"women": "#560566", "men": "#e59e4d"}
PUBLISHED = {1: "pay.d1", 5: "pay.median", 9: "pay.d9"}  # net, a month
MONTH_HOURS = 151.67
FULL_TIME_HOURS = 32  # a week, from here on: as the model counts


def employees(result, by):
    """Employees when the run ends, main jobs only: pay in euros, kind (contract or sex), and who of them works
    full-time and is no apprentice, as published deciles count; and the day after the run."""
    spells = result.panel("spells", ["person", "status", "contract", "reason", "wage", "end", "hours", "second"])
    running = spells[(spells["reason"] == "running") & (spells["second"] == 0)]
    paid = running[running["contract"].notna() & (running["status"] != "self_employed")]
    if paid.empty:
        raise result.lacks("no employee on its last day")
    kinds = paid["status"].astype(str).to_numpy()
    if by == "sex":
        people = result.panel("people", ["person", "female"]).set_index("person")["female"]
        kinds = np.where(people.loc[paid["person"]].to_numpy() == 1, "women", "men")
    trained = (paid["status"].astype(str) != "apprentice").to_numpy()
    full_time = trained & (paid["hours"] >= FULL_TIME_HOURS).to_numpy()
    return paid["wage"].to_numpy() / 100, kinds, trained, full_time, int(running["end"].max())


def draw_histogram(axes, pay, kinds, minimum, by):
    kinds_there = list(SEXES) if by == "sex" else in_order(set(kinds))
    last = np.ceil(np.percentile(pay, 99) / 5) * 5
    first = minimum - np.ceil((minimum - min(pay.min(), minimum)) / CLASS) * CLASS
    edges = np.arange(first, last + CLASS, CLASS)
    bottom = np.zeros(len(edges) - 1)
    for kind in kinds_there:
        share = 100 * np.histogram(pay[kinds == kind], edges)[0] / len(pay)
        name, colour = (kind, SEXES[kind]) if by == "sex" else (status_name(kind), status_colour(kind))
        axes.bar(edges[:-1], share, CLASS, bottom, align="edge", color=colour, ec="white", lw=0.4,
                 label=f"{name}, {percent(100 * np.mean(kinds == kind))}")
        bottom += share
    spike = np.searchsorted(edges, minimum + 0.001) - 1
    axes.annotate(f"minimum wage: {minimum:.2f} EUR", (minimum + CLASS, bottom[spike] * 0.97), (14, 0), size=9,
                  textcoords="offset points", va="center", arrowprops={"arrowstyle": "-", "lw": 0.7, "color": QUIET})
    axes.set_ylabel("% of employees per half euro")
    axes.legend(loc="upper right", bbox_to_anchor=(1, 0.92))
    axes.tick_params(axis="x", length=0)
    return first, last


def draw_deciles(axes, result, deciles):
    axes.plot([deciles[0], deciles[-1]], [1, 1], color=status_colour("cdi"), lw=1)
    axes.plot(deciles, np.ones(9), "|", color=status_colour("cdi"), ms=11, mew=2)
    for k in (1, 5, 9):
        axes.text(deciles[k - 1], 1.3, f"D{k} {deciles[k - 1]:.2f}", ha="right" if k == 1 else "center", va="bottom", size=9)
    names, sources = ["this run"], set()
    for measure in PUBLISHED.values():
        if published := result.published(measure):
            gross = published[0] / MONTH_HOURS / float(result.parameter("wages.net"))
            axes.plot(gross, 0, "o", color="black", ms=6)
            axes.text(gross, -0.35, f"{gross:.2f}", ha="center", va="top", size=9)
            sources.add(published[1])
    if sources:
        names.append("published")
        axes.annotate("; ".join(sorted(sources)), (1, 0), (0, 0), ("axes fraction", "data"), "offset points", ha="right",
                      va="center", size=8, color=QUIET)
    axes.set_yticks([1, 0][: len(names)], names)
    axes.set_ylim(-1.2, 2.1)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("gross pay, EUR/hour")


def draw(result, options):
    pay, kinds, trained, full_time, end = employees(result, options.by)
    if not full_time.any():
        raise result.lacks("nobody in full-time work on its last day")
    minimum = result.parameter("minimum_wage.level", end - 1)
    if minimum is None:
        raise result.lacks("no parameter minimum_wage.level")
    minimum = float(minimum)
    deciles = np.percentile(pay[full_time], range(10, 100, 10), method="inverted_cdf")
    at_minimum = 100 * np.mean(pay[trained] <= 1.02 * minimum)
    title = f"The median full-time employee is paid {deciles[4]:.2f} EUR/hour; {percent(at_minimum)} are at the minimum"
    subtitle = (f"{count(len(pay))} employees on {date_of(end - 1)}, by {'sex' if options.by == 'sex' else 'contract'}. "
                "Deciles: full-time.\nAt the minimum: paid no more than two percent over it. Apprentices are in neither.")
    figure, (above, below) = page(result, 6.2, title, subtitle, left=0.95, nrows=2, sharex=True,
                                  gridspec_kw={"height_ratios": [4, 1], "hspace": 0.04})
    first, last = draw_histogram(above, pay, kinds, minimum, options.by)
    beyond = np.mean(pay > last)
    draw_deciles(below, result, deciles)
    below.set_xlim(min(first, minimum) - 1, last)
    if beyond > 0:
        above.text(1, 0.04, f"{percent(100 * beyond)} are paid more →", transform=above.transAxes, ha="right",
                   size=8.5, color=QUIET)
    return figure


def add_options(parser):
    parser.add_argument("--by", choices=("contract", "sex"), default="contract", help="what colours show (default: contract)")
