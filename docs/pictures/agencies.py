#!/usr/bin/python3
"""Draws the two pictures of docs/agencies.md from the results of scenarios/experiments/agencies_objective.cfg and job_search_help.cfg.

agencies.py OBJECTIVE.h5 HELP.h5 FOLDER
"""

import sys
from pathlib import Path

import xarray as xr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "analysis"))
from bassin import differences, style  # noqa: E402
from bassin.runs import Runs  # noqa: E402


def total(values, dimensions):
    return values.sum([name for name in values.dims if name not in dimensions])


def figure(runs, title, figures):
    """A forest plot of figures of series: name to (values over arm and replicate, unit)."""
    runs.measures = xr.Dataset({name: values.reset_coords(drop=True).assign_attrs(long_name=name, unit=unit) for name, (values, unit) in figures.items()})
    drawn = differences.draw_runs(runs)
    drawn.texts[0].set_text(title)
    return drawn


def objective(path):
    runs = Runs(path)
    runs.series = runs.series.sel(arm=["own", "territory", "race", "fifth", "fifth_shared"])
    year = runs.series.sel(time=runs.series.time.dt.year == 2016)
    kept = ("arm", "replicate")
    helped = total(year.registered_helped, (*kept, "helped", "time")).mean("time")
    placed = year.registered_placements
    return figure(runs, "Whom agencies follow depends on what they count; how many find work does not", {
        "followed by several": (helped.sel(helped="several"), "persons"),
        "registered, followed by none": (helped.sel(helped="none"), "persons"),
        "agencies' counts of placements": (total(year.agency_placements, kept), "a year"),
        "lasting jobs of those followed": (total(placed.sel(helped=["one", "several"]), kept), "a year"),
        "lasting jobs of all registered": (total(placed, kept), "a year"),
        "interviews": (total(year.agency_contacts, kept), "a year"),
        "frictions lifted": (total(year.agency_lifted, kept), "a year"),
        "without a job for a year": (year.long_term_share.mean("time"), "%"),
    })


def lottery(path):
    runs = Runs(path)
    kept = ("arm", "replicate")
    people, hires = runs.series.lot_people, runs.series.lot_hires
    august = people.sel(time="2014-08").isel(time=0)
    months = slice("2014-01", "2014-08")
    ends = {"first": "drawn first", "fourth": "drawn last"}
    figures = {}
    for quarter, name in ends.items():
        share = august.sel(lot=quarter, lot_state="lasting job") / total(august.sel(lot=quarter), kept) * 100
        figures[f"{name}: in a lasting job"] = (share, "%")
    for quarter, name in ends.items():
        out = total(people.sel(lot=quarter, lot_state="unemployed", time=months), kept)
        figures[f"{name}: exits to jobs"] = (total(hires.sel(lot=quarter, time=months), kept) / out * 100, "%")
    return figure(runs, "Those who are helped find work sooner, those who are not a little later", figures)


if __name__ == "__main__":
    folder = Path(sys.argv[3])
    style.save(objective(sys.argv[1]), folder / "agencies.png", 120)
    style.save(lottery(sys.argv[2]), folder / "job_search_help.png", 120)
