#!/usr/bin/python3
"""One picture of a result of the labour market: overview.py RESULT.h5 PICTURE.png

Four views of one run: unemployment over time, what people do by age, how long new CDIs last beside published
figures, and hires by planned length. Needs xarray, netCDF4 or h5netcdf, and matplotlib (all in Debian).
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

COLOURS = {"cdi": "#2b6c8f", "cdd": "#e0a03c", "unemployed": "#c44e52", "inactive": "#b8b8b8", "retired": "#dedede"}
# DARES 2015-005: share of the CDIs signed in 2011 that had ended after so many days.
PUBLISHED_ENDED = {30: 10.0, 91: 19.6, 365: 36.1}


def survival(spells, days):
    """Share of CDIs signed at hire in the recorded years that are still held after each number of days (Kaplan-Meier)."""
    status = spells["status"].values
    start = spells["start"].values.astype("datetime64[D]")
    end = spells["end"].values.astype("datetime64[D]")
    ended = spells["reason"].values != 0
    first = end.min() + np.timedelta64(31, "D")
    signed = (status == 0) & (spells["new_job"].values == 1) & (start >= first)
    length = (end - start)[signed].astype(int)
    ended = ended[signed]
    at_risk = np.cumsum(np.bincount(length, minlength=days + 1)[::-1])[::-1]
    lost = np.bincount(length[ended], minlength=days + 1)
    steps = 1 - lost[: days + 1] / np.maximum(at_risk[: days + 1], 1)
    return np.cumprod(steps)


def plot_unemployment(axes, series):
    rate = series["unemployment_rate"].squeeze()
    axes.plot(rate["time"], rate, color=COLOURS["unemployed"], label="unemployment rate")
    axes.plot(rate["time"], series["long_term_share"].squeeze() * rate / 100, color="#7d2b2f", ls="--",
              label="without a job for a year or more")
    axes.axhline(11.1, color="k", lw=0.8, ls=":", label="published, 2016: 11.1 %")
    axes.set_ylim(0)
    axes.set_ylabel("% of the labour force")
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    axes.set_title("Unemployment", loc="left")


def plot_ages(axes, series):
    stock = series["stock"].squeeze().isel(time=-1).sum("sex")
    share = 100 * stock / stock.sum("status")
    bottom = np.zeros(share.sizes["age_group"])
    ages = [str(a) for a in share["age_group"].values]
    for status in share["status"].values:
        values = share.sel(status=status).values
        axes.bar(ages, values, bottom=bottom, color=COLOURS[str(status)], width=0.92, label=str(status))
        bottom += values
    axes.set_ylabel("% of residents of the age")
    axes.tick_params(axis="x", rotation=60, labelsize=8)
    axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    axes.set_title("Who does what, by age", loc="left")


def plot_survival(axes, spells):
    days = 730
    axes.plot(np.arange(days + 1), 100 * survival(spells, days), color=COLOURS["cdi"], label="this run")
    axes.plot(list(PUBLISHED_ENDED), [100 - v for v in PUBLISHED_ENDED.values()], "ko", ms=5, label="published (DARES)")
    axes.set_ylim(0, 102)
    axes.set_xlim(0, days)
    axes.set_xticks([0, 91, 182, 365, 548, 730], ["0", "3", "6", "12", "18", "24 months"])
    axes.set_ylabel("% still held")
    axes.legend(frameon=False, fontsize=8)
    axes.set_title("How long new CDIs last", loc="left")


def plot_hires(axes, series):
    hires = series["hires"].squeeze().isel(time=slice(-12, None)).sum("time").sum("contract")
    share = 100 * hires / hires.sum()
    colours = [COLOURS["cdi"] if str(name) == "open-ended" else COLOURS["cdd"] for name in hires["length"].values]
    axes.barh([str(n) for n in hires["length"].values], share.values, color=colours)
    axes.invert_yaxis()
    axes.set_xlabel("% of the hires of the last year")
    axes.set_title("Hires by planned length", loc="left")


def main(result, picture):
    series = xr.open_dataset(result)
    spells = xr.open_dataset(result, group="panel/spells")[["status", "start", "end", "reason", "new_job"]].load()
    plt.rcParams.update({"font.size": 9.5, "axes.spines.top": False, "axes.spines.right": False})
    figure, axes = plt.subplots(2, 2, figsize=(10, 7), constrained_layout=True)
    plot_unemployment(axes[0, 0], series)
    plot_ages(axes[0, 1], series)
    plot_survival(axes[1, 0], spells)
    plot_hires(axes[1, 1], series)
    figure.suptitle(series.attrs.get("title", ""), x=0.01, ha="left", weight="bold")
    figure.savefig(picture, dpi=130)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
