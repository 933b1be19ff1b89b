"""One picture of a result of the labour market.

Four views of one run: unemployment over time, what people do by age, how long new CDIs last beside published
figures, and hires by planned length.
"""

import numpy as np
from matplotlib.dates import AutoDateLocator

from .style import in_order, page, status_colour, status_name
from .survival import PUBLISHED, incidence, new_cdis

DAYS = 730


def plot_unemployment(axes, result):
    rate, long_term = result.series("unemployment_rate"), result.series("long_term_share")
    axes.plot(rate["time"], rate, color=status_colour("unemployed"), label="unemployment rate")
    axes.plot(rate["time"], long_term * rate / 100, color=status_colour("unemployed"), ls="--",
              label="without a job for a year or more")
    if published := result.published("unemployment_rate"):
        axes.axhline(published[0], color="k", lw=0.8, ls=":", label=f"published: {published[0]:.1f} % ({published[1]})")
    axes.set_ylim(0)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))
    axes.set_ylabel("% of the labour force")
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(0, 0.58))
    axes.set_title("Unemployment", loc="left", size=11)


def plot_ages(axes, result):
    stock = result.series("stock").isel(time=-1).sum("sex")
    share = 100 * stock / stock.sum("status")
    bottom = np.zeros(share.sizes["age_group"])
    ages = [str(age) for age in share["age_group"].values]
    for status in in_order(str(label) for label in share["status"].values):
        values = share.sel(status=status).values
        axes.bar(ages, values, bottom=bottom, color=status_colour(status), width=0.92, label=status_name(status))
        bottom += values
    axes.set_ylabel("% of residents of the age")
    axes.tick_params(axis="x", rotation=60, labelsize=8)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    axes.set_title("Who does what, by age", loc="left", size=11)


def plot_survival(axes, result):
    ended = sum(incidence(*new_cdis(result), DAYS).values(), np.zeros(DAYS + 1))
    axes.plot(100 * (1 - ended), color=status_colour("cdi"), label="this run")
    published = [(day, result.published(figure)) for figure, (day, _) in PUBLISHED.items() if result.published(figure)]
    if published:
        axes.plot([day for day, _ in published], [100 - value for _, (value, _) in published], "ko", ms=5,
                  label=f"published: {published[0][1][1]}")
    axes.set_ylim(0, 102)
    axes.set_xlim(0, DAYS)
    axes.set_xticks([0, 91, 182, 365, 548, 730], ["0", "3", "6", "12", "18", "24"])
    axes.set_xlabel("months since signing")
    axes.set_ylabel("% still held")
    axes.legend(fontsize=8, loc="lower left")
    axes.set_title("How long new CDIs last", loc="left", size=11)


def plot_hires(axes, result):
    hires = result.series("hires").isel(time=slice(-12, None)).sum(["time", "contract"])
    share = 100 * hires / hires.sum()
    lengths = [str(name) for name in hires["length"].values]
    axes.barh(lengths, share, color=[status_colour("cdi" if name == "open-ended" else "cdd") for name in lengths])
    axes.invert_yaxis()
    axes.set_xlabel("% of the hires of the last year")
    axes.set_title("Hires by planned length", loc="left", size=11)


def draw(result, options):
    title = str(result.attributes.get("title", ""))
    figure, axes = page(result, 7.6, title, "Four views of one run", right=1.25, nrows=2, ncols=2,
                        gridspec_kw={"top": 0.85, "hspace": 0.5, "wspace": 0.42})
    plot_unemployment(axes[0, 0], result)
    plot_ages(axes[0, 1], result)
    plot_survival(axes[1, 0], result)
    plot_hires(axes[1, 1], result)
    return figure
