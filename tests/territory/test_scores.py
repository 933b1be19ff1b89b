"""The page shows the scores that were kept, and the places as they were before their tables can be made."""

import os
import subprocess

import places
import pytest
from territory.like import Like


def test_the_page_shows_the_scores():
    assert places.page() == places.PAGE.read_text(encoding="utf-8"), "run tools/update_places.sh"


@pytest.mark.parametrize("place", sorted(places.PLACES))
def test_shipped_places_are_what_the_command_writes(place, tmp_path):
    """But for the jobs of their scenarios, which follow the scenario that they are like when tools/update_places.sh is run."""
    places.remake(place, tmp_path)
    name = places.PLACES[place][1]
    for file in (f"territories/{name}.cfg", f"targets/{name}.csv"):
        assert (tmp_path / file).read_text() == (places.SCENARIOS / file).read_text()
    made, shipped = Like(tmp_path / f"{name}.cfg"), Like(places.SCENARIOS / f"{name}.cfg")
    assert made.number("firms", "jobs", 0) == pytest.approx(shipped.number("firms", "jobs", 0), rel=0.05)
    assert made.groups["run"] == shipped.groups["run"]


@pytest.mark.parametrize("place", ["vannes", "gueret"])
def test_a_place_of_which_only_the_population_is_known(place, tmp_path):
    scenario, options = places.population_alone(place, tmp_path)
    done = subprocess.run([os.environ["BASSIN"], "check", scenario, *options], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    before, after = Like(scenario), Like(places.SCENARIOS / f"{place}.cfg")
    assert [row["population"] for row in before.rows("zones")] == [row["population"] for row in after.rows("zones")][:1]
    france = Like(places.SCENARIOS / "france.cfg")
    for table, share in (("sectors", "jobs_share"), ("sizes", "jobs_share"), ("qualifications", "share")):
        usual = [float(row[share]) for row in france.rows(table)]
        assert [float(row[share]) for row in before.rows(table)] == pytest.approx(usual, abs=1e-5)
    assert options == ("--set", f"firms.jobs={after.groups['firms']['jobs']}")


def test_rows_of_a_table():
    row = {"measure": "hires_quarter", "unit": "hires", "mean": "26735.6", "low": "26001.2", "high": "27450.0"}
    assert places.cell(row) == "26 736 (26 001 to 27 450)"
    assert places.cell({"measure": "x", "unit": "%", "mean": "8.26", "low": ""}) == "8.3"
    assert places.cell({"measure": places.WITHIN, "mean": "13, 12", "published": "16"}) == "13, 12 of 16"
