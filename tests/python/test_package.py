"""analysis/bassin, the Python package: reads results, runs the program, draws experiments. And the example in R.

    BASSIN=PROGRAM python3 -m pytest test_package.py
"""

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "analysis"
sys.path.insert(0, str(ANALYSIS))
import bassin  # noqa: E402
from bassin import differences, runs, trajectories  # noqa: E402

TOWN = ROOT / "tests/config/good/overrides.cfg"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("package")


@pytest.fixture(scope="module")
def town(folder):
    bassin.run(TOWN, set={"run.end": "2016-12-01", "run.seed": 3}, output=folder / "town.h5")
    return folder / "town.h5"


# ---- Running ------------------------------------------------------------------------------------------------------------


def test_run_returns_the_series(town, tmp_path):
    found = bassin.run(TOWN, set={"run.end": "2016-12-01"}, seed=3, threads=1)
    with xr.open_dataset(town) as wanted:
        assert list(found.time.values) == list(wanted.time.values)
        for name in ("unemployment_rate", "hires", "stock"):
            np.testing.assert_array_equal(found[name].values, wanted[name].values)
    assert found.attrs["title"] == "A small market" and found.hires.attrs["unit"] == "hires"
    assert not list(tmp_path.iterdir())


def test_changes_and_settings_reach_the_run(folder):
    output = folder / "changed.h5"
    bassin.run(TOWN, set={"run.daily": True, "search.radius_minutes": 33.5}, change={"2016-01-20": {"contracts.cdd.end_bonus": 0.3}},
               until="2016-03-01", output=output)
    assert bassin.parameters(output).loc["search.radius_minutes", "value"] == "33.5"
    assert bassin.parameters(output).loc["run.daily", "value"] == "true"
    changes = bassin.changes(output)
    assert changes.date.tolist() == [pd.Timestamp("2016-01-10"), pd.Timestamp("2016-01-20")] and changes.value.tolist() == ["0.2", "0.3"]


def test_what_cannot_run(town):
    with pytest.raises(bassin.RunError, match="did you mean \"run.end\"") as told:
        bassin.run(TOWN, set={"run.ed": 1})
    assert told.value.code == 2
    with pytest.raises(bassin.RunError, match="exists already"):
        bassin.run(TOWN, output=town)
    with pytest.raises(bassin.RunError, match="No such file"):
        bassin.run("nowhere.cfg")
    assert "A small market" in bassin.check(TOWN, set={"run.end": "2017-01-01"})


# ---- Reading ------------------------------------------------------------------------------------------------------------


def test_series(town):
    assert {"unemployment_rate", "stock"} <= set(bassin.series(town))
    some = bassin.series(town, ["hires"])
    assert list(some) == ["hires"] and some.hires.sizes["arm"] == 1
    with pytest.raises(bassin.ResultError, match="no series hirse"):
        bassin.series(town, ["hirse"])
    with pytest.raises(bassin.ResultError, match="no such file"):
        bassin.series("none.h5")


def test_spells_are_tidy(town):
    spells = bassin.spells(town)
    with h5py.File(town) as file:
        raw = {name: values[()] for name, values in file["panel/spells"].items() if name != "row"}
        labels = file["status"].asstr()[()]
        none = file["panel/spells/contract_code"].attrs["_FillValue"][0]
    assert len(spells) == len(raw["person"])
    assert spells.status.astype(str).tolist() == labels[raw["status_code"]].tolist()
    assert (spells.end - pd.Timestamp("1970-01-01")).dt.days.tolist() == raw["end"].tolist()
    assert spells.contract.isna().tolist() == (raw["contract_code"] == none).tolist() and spells.contract.isna().any()
    assert spells.firm.isna().any() and spells.planned_end.isna().any()
    assert spells.attrs["unit"]["wage"] == "cent/hour" and spells.attrs["unit"]["start"] == "date"
    assert spells.attrs["meaning"]["status"] == "labour status"
    assert list(bassin.spells(town, ["person", "end"])) == ["person", "end"]
    people = bassin.people(town)
    assert people.birth_day.between("1900-01-01", "2020-01-01").all() and set(spells.person) <= set(people.person)


def test_states_are_the_spells(town):
    states = bassin.states(town)
    assert list(states.columns[:2]) == [pd.Timestamp("2016-01-01"), pd.Timestamp("2016-02-01")] and len(states.columns) == 11
    # Those there at the end of a month are counted in the result; a weekly table sees the same people.
    spells = bassin.spells(town)
    main = spells[spells.second == 0]
    for date in states.columns[::3]:
        there = main[(main.start <= date) & (main.end > date)].set_index("person").status.astype(str)
        column = states[date].dropna()
        assert column.sort_index().to_dict() == there.sort_index().to_dict()
    assert states.isna().any(axis=None), "some are born or leave"
    weeks = bassin.states(town, "7D")
    assert (weeks[pd.Timestamp("2016-01-01")].dropna() == states[pd.Timestamp("2016-01-01")].dropna()).all()
    one = bassin.states(town, [pd.Timestamp("2016-05-05")])
    assert one.shape == (len(states), 1)


def test_measures_and_score(town):
    measures = bassin.measures(town)
    assert measures.unemployment_rate.dims == ("arm", "replicate")
    with xr.open_dataset(town) as data:
        assert float(measures.unemployment_rate) == pytest.approx(float(data.unemployment_rate.mean()))
    score = bassin.score(town, ROOT / "scenarios/targets/france.csv")
    assert score.published.notna().sum() > 30 and "source" in score
    with pytest.raises(bassin.ResultError, match="it is of one run"):
        bassin.members(town)


# ---- Experiments ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def experiment(folder):
    """A file as docs describe the result of an experiment, with figures that are known: the arm "more" is 1 above in the
    mean, each pair a little off; a run of it is missing."""
    path = folder / "experiment.h5"
    time = pd.date_range("2012-01-31", periods=24, freq="M")
    luck = np.array([0.0, 2.0, -1.0, 1.0])
    base = 10 + luck[:, None] + np.linspace(0, 1, 24)
    rate = np.stack([base, base + 1 + np.array([0.1, -0.1, 0.1, -0.1])[:, None], base])
    rate[2, 3] = np.nan
    coordinates = {"arm": ["baseline", "more", "same"], "replicate": np.arange(4, dtype=np.int32), "time": time}
    stock = np.stack([rate * 10, rate * 20], axis=-1)
    data = xr.Dataset({"unemployment_rate": (("arm", "replicate", "time"), rate, {"long_name": "Rate.", "unit": "percent of labour force"}),
                       "stock": (("arm", "replicate", "time", "status"), stock, {"long_name": "People.", "unit": "persons"})},
                      {**coordinates, "status": ["cdi", "unemployed"]},
                      {"title": "Known figures.", "source": "bassin 0.1.0, model labour_market", "model": "labour_market", "start": "2012-01-01"})
    data.to_netcdf(path)
    measures = xr.Dataset({"unemployment_rate": (("arm", "replicate"), rate[:, :, -1], {"long_name": "unemployment rate", "units": "%"}),
                           "hires_quarter": (("arm", "replicate"), 100 + 0 * rate[:, :, -1], {"long_name": "hires per quarter", "units": "hires"})},
                          {name: coordinates[name] for name in ("arm", "replicate")})
    measures.to_netcdf(path, mode="a", group="measure")
    with h5py.File(path, "a") as file:
        for arm, text in (("baseline", ""), ("more", 'changes = ( { date = "2012-06-01"; path = "a.b"; value = 2; } );'), ("same", "")):
            file.create_dataset(f"scenarios/{arm}", data=np.frombuffer(f"x = 1; {text}".encode(), "S1"))
    return path


def test_interval_by_hand():
    mean, half = runs.interval(np.array([1.0, 2.0, 3.0, np.nan]), 0)
    assert mean == pytest.approx(2.0) and half == pytest.approx(4.302653 / np.sqrt(3), rel=1e-6)
    assert np.isnan(runs.interval(np.array([1.0]), 0)[1])


def test_differences_are_those_of_pairs(experiment):
    found = {(row["measure"], row["arm"]): row for row in runs.differences(bassin.measures(experiment))}
    more, same = found["unemployment_rate", "more"], found["unemployment_rate", "same"]
    # Gaps 1.1, 0.9, 1.1, 0.9: their standard error is 0.1155 / 2 though runs differ by two.
    assert more["difference"] == pytest.approx(1.0) and more["half"] == pytest.approx(3.182446 * 0.1154701 / 2, rel=1e-6)
    assert (more["pairs"], same["pairs"]) == (4, 3)
    assert same["difference"] == 0 and differences.holds_zero(same) and not differences.holds_zero(more)
    assert differences.amount(more) == "+1.00 points (+0.82 to +1.18)".replace("-", "\N{MINUS SIGN}")
    with pytest.raises(bassin.ResultError, match="no arm other; known: baseline, more, same"):
        runs.differences(bassin.measures(experiment), "other")


def test_the_title_tells_the_difference(experiment):
    loaded = runs.Runs(experiment)
    assert [str(date) for date in loaded.dates()] == ["2012-06-01"]
    values, words, unit = trajectories.cell(loaded, "unemployment_rate")
    assert trajectories.headline(loaded, values, words, unit) == "Unemployment rate: more +1.00 points (+0.82 to +1.18)"
    people, words, unit = trajectories.cell(loaded, "stock[status=cdi]")
    assert words == "stock, cdi" and float(people[0, 0, 0]) == pytest.approx(100.0)
    assert float(trajectories.cell(loaded, "stock")[0][0, 0, 0]) == pytest.approx(300.0)
    for wrong in ("stok", "stock[status=cdd]", "stock[sex=men]", "stock["):
        with pytest.raises(bassin.ResultError):
            trajectories.cell(loaded, wrong)


def test_bands_are_intervals_of_pairs(experiment):
    values = trajectories.cell(runs.Runs(experiment), "unemployment_rate")[0].values
    mean, low, high = trajectories.band_of(values, 1, "pairs")
    assert high - mean == pytest.approx(np.full(24, 3.182446 * 0.1154701 / 2), rel=1e-6)
    assert (trajectories.band_of(values, 1, "mean")[2] - mean > 1).all()
    _, low, high = trajectories.band_of(values, 0, "runs")
    assert high - low == pytest.approx(np.full(24, np.percentile([0, 2, -1, 1], 90) - np.percentile([0, 2, -1, 1], 10)))


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_pictures_of_experiments(experiment, tmp_path, suffix):
    for name, options in (("trajectories", ["--series", "unemployment_rate", "--series", "stock[status=unemployed]", "--band", "runs"]),
                          ("differences", ["--measures", "unemployment_rate,hires_quarter"]), ("differences", ["--baseline", "more"])):
        pictures = []
        for number in range(2 if suffix == "svg" else 1):
            picture = tmp_path / f"{number}.{suffix}"
            done = subprocess.run([ANALYSIS / f"{name}.py", experiment, picture, *options], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            pictures.append(picture.read_bytes())
        assert pictures[0] == pictures[-1] and len(pictures[0]) > 5000
    if suffix == "svg":
        assert "3 arms" in (tmp_path / "0.svg").read_text()


def test_pictures_of_single_runs(town, folder, tmp_path):
    bassin.run(TOWN, set={"run.end": "2016-12-01", "run.seed": 3, "contracts.cdd.end_bonus": 0.5}, output=folder / "bonus.h5")
    for name in ("trajectories", "differences"):
        picture = tmp_path / f"{name}.svg"
        done = subprocess.run([ANALYSIS / f"{name}.py", town, folder / "bonus.h5", picture], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "one pair of runs" in picture.read_text() and "bonus" in picture.read_text()


def test_refusals(town, experiment, tmp_path):
    for name, arguments, message in (("differences", [town], "one arm"), ("trajectories", [town, "--series", "stok"], "no series stok"),
                                     ("trajectories", ["none.h5"], "no such file"), ("differences", [experiment, "--measures", "x"], "no measure x"),
                                     ("differences", [experiment, "--baseline", "x"], "no arm x"), ("flows", [experiment, "--arm", "x"], "no arm x"),
                                     ("careers", [experiment], "no panel spells"), ("flows", [experiment, "--replicate", "4"], "no replicate 4")):
        done = subprocess.run([ANALYSIS / f"{name}.py", arguments[0], tmp_path / "x.png", *arguments[1:]], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "") and message in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_one_run_of_an_experiment(experiment):
    result = bassin.Result(experiment, "more", 1)
    assert result.changes() == [("2012-06-01", "a.b", "2")] and bassin.Result(experiment).changes() == []
    assert float(result.series("unemployment_rate")[0]) == pytest.approx(12.9)
    assert "Known figures, with 1 dated change · arm more of 3 · replicate 1 of 4" in result.source_line()


def test_together(town):
    one = bassin.series(town)
    both = bassin.together({"a": [town, one], "b": one})
    assert both.unemployment_rate.sizes["arm"] == 2 and both.unemployment_rate.sizes["replicate"] == 2
    assert np.isnan(both.unemployment_rate.sel(arm="b", replicate=1)).all(), "a run that is missing"


def test_figures_for_papers(town, tmp_path):
    """What the page on Python shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = bassin.draw.trajectories(town, "unemployment_rate", "cdi_share")
        bassin.draw.save(figure, tmp_path / "trajectories.pdf")
        for draw in (bassin.draw.flows, bassin.draw.survival, bassin.draw.beveridge, bassin.draw.careers, bassin.draw.pay, bassin.draw.overview):
            bassin.draw.save(draw(town), tmp_path / f"{draw.__name__}.png", dpi=50)
    assert len(list(tmp_path.iterdir())) == 7


def test_importing_draws_nothing():
    done = subprocess.run([sys.executable, "-B", "-c", "import sys, bassin; print('matplotlib' in sys.modules)"], check=True,
                          env={**os.environ, "PYTHONPATH": str(ANALYSIS)}, capture_output=True, text=True)
    assert done.stdout == "False\n"


@pytest.mark.skipif("batch" not in bassin.told("--help"), reason="this program has no batch")
def test_a_true_experiment(folder):
    (folder / "experiment.cfg").write_text(f'''title = "Two arms"; scenario = "{TOWN}";
overrides = ( {{ path = "run.end"; value = "2016-07-01"; }} );
arms = ( {{ name = "baseline"; }}, {{ name = "bonus"; changes = ( {{ date = "2016-03-01"; path = "contracts.cdd.end_bonus"; value = 0.5; }} ); }} );
replicates = {{ count = 2; }};
''')
    path = folder / "true.h5"
    bassin.told("batch", folder / "experiment.cfg", "-o", path)
    assert bassin.series(path).unemployment_rate.sizes["replicate"] == 2
    assert bassin.measures(path).unemployment_rate.shape == (2, 2)
    assert len(bassin.members(path)) == 4
    loaded = runs.Runs(path)
    assert [str(date) for date in loaded.dates()] == ["2016-03-01"]
    bassin.draw.save(bassin.draw.trajectories(loaded), folder / "true.png")
    bassin.draw.save(bassin.draw.differences(loaded), folder / "true.pdf")


# ---- Panels of an experiment -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lives(folder):
    """Two arms, three replicates, of which two keep their panels."""
    (folder / "lives.cfg").write_text(f"""title = "Lives";
scenario = "{TOWN}";
overrides = ( {{ path = "run.end"; value = "2016-12-01"; }} );
arms = ( {{ name = "baseline"; }},
         {{ name = "bonus"; changes = ( {{ date = "2016-06-01"; path = "contracts.cdd.end_bonus"; value = 0.4; }} ); }} );
replicates = {{ count = 3; seed = 3; }};
keep = {{ series = [ "stock", "hires" ]; panels = 2; }};
""")
    subprocess.run([os.environ["BASSIN"], "batch", "-q", "-o", folder / "lives.h5", folder / "lives.cfg"], check=True)
    return folder / "lives.h5"


def test_panels_of_an_experiment(lives, town):
    spells = bassin.spells(lives)
    assert list(spells.columns[:2]) == ["arm", "replicate"] and spells.columns[2] in bassin.spells(town)
    assert list(spells["arm"].cat.categories) == ["baseline", "bonus"]
    sizes = spells.groupby(["arm", "replicate"], observed=True).size()
    assert list(sizes.index) == [("baseline", 0), ("baseline", 1), ("bonus", 0), ("bonus", 1)] and (sizes > 100).all()
    assert spells["start"].dtype.kind == "M" and spells.attrs["unit"]["wage"] == "cent/hour"
    one = bassin.spells(lives, arm="baseline", replicate=0)
    assert set(one["arm"]) == {"baseline"} and set(one["replicate"]) == {0}
    pd.testing.assert_frame_equal(one.drop(columns=["arm", "replicate"]), bassin.spells(town))
    people = bassin.people(lives, ["person", "birth_day"])
    assert list(people.columns) == ["arm", "replicate", "person", "birth_day"]
    past = spells[spells["end"] < "2016-06-01"].drop(columns="arm")
    arms = [past[spells.loc[past.index, "arm"] == arm].reset_index(drop=True) for arm in ("baseline", "bonus")]
    pd.testing.assert_frame_equal(*arms)


def test_states_of_an_experiment(lives, town):
    states = bassin.states(lives, ["2016-07-01", "2016-10-01"])
    assert states.index.names == ["arm", "replicate", "person"]
    pd.testing.assert_frame_equal(states.loc[("baseline", 0)], bassin.states(town, ["2016-07-01", "2016-10-01"]))
    assert (states.loc["bonus"] != states.loc["baseline"].reindex(states.loc["bonus"].index)).any().any()


def test_panels_that_were_not_kept(lives):
    with pytest.raises(bassin.ResultError, match="keep = { panels"):
        bassin.spells(lives, replicate=2)
    with pytest.raises(bassin.ResultError, match="no column wages"):
        bassin.spells(lives, ["wages"])


# ---- R --------------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("Rscript") is None or subprocess.run(["Rscript", "-e", "library(ncdf4)"], capture_output=True).returncode != 0,
                    reason="R with ncdf4 (r-cran-ncdf4) is not installed")
def test_r_draws_sequences(town, tmp_path):
    script = ANALYSIS / "r/sequences.R"
    done = subprocess.run(["Rscript", script, town, tmp_path / "picture.pdf", "50"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    states = bassin.states(town).dropna()
    rate = bassin.series(town).unemployment_rate
    assert done.stdout.splitlines() == [
        f"unemployment rate: {float(rate.mean()):.2f} % on average over {rate.sizes['time']} months",
        f"{len(bassin.spells(town))} spells; {len(states)} people were there in all of {states.shape[1]} months"]
    assert (tmp_path / "picture.pdf").read_bytes().startswith(b"%PDF")
    done = subprocess.run(["Rscript", script, "none.h5", "x.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "sequences.R: none.h5: there is no such file\n")


# ---- Sensitivity --------------------------------------------------------------------------------------------------------

RATES = """title = "Two states"; model = "two_state"; run = { start = "2010-01-01"; end = "2010-04-01"; burn_in_days = 100; };
population = { size = 400; }; rates = { job_loss = 0.01; job_finding = 0.05; };
"""


@pytest.fixture(scope="module")
def influences(folder):
    """What is found by both methods, as frames and as files."""
    (folder / "rates.cfg").write_text(RATES)
    (folder / "rates.csv").write_text("parameter,lower,upper\nrates.job_loss,0.005,0.02\nrates.job_finding,0.02,0.1\npopulation.unemployed,0.05,0.2\n")
    found = {}
    for method, samples in (("morris", 30), ("sobol", 64)):
        store = folder / "rates.evaluations.csv"
        found[method] = bassin.sensitivity(folder / "rates.cfg", method=method, parameters=folder / "rates.csv", samples=samples, output=store)
        for form in ("csv", "json"):
            text = bassin.told("sensitivity", folder / "rates.cfg", "-p", folder / "rates.csv", "-M", method, "-n", samples, "-o", store, "-q", "-F", form)
            (folder / f"{method}.{form}").write_text(text)
    return found


def test_sensitivity(influences, folder):
    for method, frame in influences.items():
        assert frame.shape[0] == 15 and frame.attrs["method"] == method and frame.attrs["title"] == "Two states"
        for form in ("csv", "json"):
            pd.testing.assert_frame_equal(bassin.read_sensitivity(folder / f"{method}.{form}"), frame, check_dtype=False)
    exact = influences["sobol"].query("measure == 'jobless.exact'").set_index("parameter")
    assert exact.loc["population.unemployed", ["first", "total"]].tolist() == [0, 0]
    assert exact["first"].sum() == pytest.approx(exact["first_sum"].iloc[0])
    effects = influences["morris"].query("measure == 'jobless.exact'").set_index("parameter")
    assert effects["finding"].to_dict() == {"rates.job_loss": "moves", "rates.job_finding": "moves", "population.unemployed": "nothing"}
    with pytest.raises(bassin.RunError, match="no measure"):
        bassin.sensitivity(folder / "rates.cfg", parameters=folder / "rates.csv", only=["joblss"], output=folder / "other.csv")


def test_pictures_of_sensitivity(influences, folder):
    for method, frame in influences.items():
        figure = bassin.draw.sensitivity(frame, ["jobless", "found"])
        axes = [one for one in figure.axes if one.get_visible()]
        assert [one.get_title(loc="left").split(" (")[0] for one in axes] == ["share without a job", "jobs found"]
        rows = frame[frame["measure"] == "jobless"]
        if method == "morris":
            points = sorted(tuple(line.get_xydata()[0]) for line in axes[0].lines if line.get_marker() == "o")
            np.testing.assert_allclose(points, sorted(zip(rows["mu_star"], rows["sigma"])))
        else:
            widths = sorted(patch.get_width() for patch in axes[0].patches)
            np.testing.assert_allclose(widths, sorted(np.maximum(np.r_[rows["first"], rows["total"]], 0)))
        bassin.draw.save(figure, folder / f"{method}.png")
        with_script = subprocess.run([sys.executable, ANALYSIS / "sensitivity.py", folder / f"{method}.csv", folder / f"{method}.svg"],
                                     capture_output=True, text=True, check=False)
        assert (with_script.returncode, with_script.stderr) == (0, "")
    for wrong, text in (("none.json", "No such file"), ("rates.csv", "this is not what bassin sensitivity prints")):
        done = subprocess.run([sys.executable, ANALYSIS / "sensitivity.py", folder / wrong, folder / "x.png"], capture_output=True, text=True, check=False)
        assert done.returncode == 2 and text in done.stderr and done.stderr.count("\n") == 1
    with pytest.raises(bassin.ResultError, match="no measure hires in it; known: jobless,"):
        bassin.draw.sensitivity(influences["morris"], ["hires"])


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="there is no R")
def test_r_draws_sensitivity(influences, folder):
    script = ANALYSIS / "r/sensitivity.R"
    for method, frame in influences.items():
        done = subprocess.run(["Rscript", script, folder / f"{method}.csv", folder / f"{method}.pdf", "jobless.exact"], capture_output=True, text=True,
                              check=False)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "jobless.exact: 2 of 3 parameters move it\n"), frame
        assert (folder / f"{method}.pdf").read_bytes().startswith(b"%PDF")
    done = subprocess.run(["Rscript", script, folder / "rates.csv", "x.pdf"], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "expected what bassin sensitivity prints" in done.stderr
