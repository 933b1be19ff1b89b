"""`bassin report`: what it puts into its page is what the result and the program say. The page itself is tests/web's.

    BASSIN=PROGRAM python3 -m pytest test_report.py
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "analysis"))
from bassin import report  # noqa: E402
from bassin.result import ResultError  # noqa: E402

PROGRAM = os.environ["BASSIN"]
INDICATORS = json.loads((ROOT / "analysis/web/src/indicators.json").read_text(encoding="utf-8"))
PAIRS = 6
EXPERIMENT = f"""
title = "A minimum wage of 12 EUR";
story = "What if it rose in July?";
scenario = "{ROOT}/scenarios/classroom.cfg";
overrides = ( {{ path = "run.end"; value = "2017-07-01"; }}, {{ path = "run.burn_in_days"; value = 400; }} );
arms = ( {{ name = "baseline"; text = "As it was."; }},
         {{ name = "twelve"; text = "12 EUR.";
            changes = ( {{ date = "2016-07-01"; path = "minimum_wage.level"; value = 12.0; }},
                        {{ date = "2016-07-01"; path = "hiring_subsidy.active"; value = true; }} ); }},
         {{ name = "placebo"; placebo = true; }} );
replicates = {{ count = {PAIRS}; }};
keep = {{ panels = {PAIRS}; }};
"""


def program(*arguments, expect=0, **environment):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout if expect == 0 else done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    (folder / "experiment.cfg").write_text(EXPERIMENT, encoding="utf-8")
    program("batch", "--quiet", folder / "experiment.cfg", "-o", folder / "experiment.h5")
    program("run", "--quiet", ROOT / "scenarios/classroom.cfg", "--until", "2016-07-01", "--set", "run.burn_in_days=30", "-o", folder / "run.h5")
    return folder


@pytest.fixture(scope="module")
def found(folder):
    return report.content(folder / "experiment.h5", INDICATORS)


def test_question_and_arms_are_in_words(found):
    assert (found["title"], found["story"]) == ("A minimum wage of 12 EUR", "What if it rose in July?")
    assert found["arms"][:2] == [{"name": "baseline", "text": "As it was.", "placebo": False}, {"name": "twelve", "text": "12 EUR.", "placebo": False}]
    assert found["arms"][2]["placebo"]
    # A placebo is no reform.
    (one,) = found["comparisons"]
    assert one["arm"] == "twelve" and one["since"] == report.day_of("2016-07-01")
    changed = {row["path"]: row for row in one["changed"]}
    assert {path: (row["without"], row["with"], row["date"]) for path, row in changed.items()} == {
        "minimum_wage.level": ("9.67", "12", "2016-07-01"), "hiring_subsidy.active": ("false", "true", "2016-07-01")}
    assert changed["minimum_wage.level"]["unit"] == "EUR/hour" and changed["minimum_wage.level"]["source"]


def test_paired_differences_are_those_of_the_result(found, folder):
    with xr.open_dataset(folder / "experiment.h5") as runs:
        rate = runs.unemployment_rate.values
        work = runs.stock.sel(status=["cdi", "cdd", "interim", "apprentice", "mini_job", "zero_hours", "self_employed"]).sum(["status", "age_group", "sex"]).values
        low = runs.pay_decile.sel(decile="D1").values
    for name, values in (("unemployment", rate), ("employed", work), ("pay_low", low)):
        year = found["comparisons"][0]["figures"][name]["year"]
        without, with_, placebo = (values[arm, :, -12:].mean(axis=1) for arm in range(3))
        gaps = with_ - without
        assert year["pairs"] == PAIRS
        np.testing.assert_allclose([year["without"], year["with"], year["mean"]], [without.mean(), with_.mean(), gaps.mean()])
        np.testing.assert_allclose([year["low"], year["high"]], np.quantile(gaps, [0.1, 0.9]))
        assert (year["higher"], year["lower"]) == ((gaps > 0).sum(), (gaps < 0).sum())
        np.testing.assert_allclose(year["runs"], [without, with_], atol=0.006)
        np.testing.assert_allclose(found["comparisons"][0]["figures"][name]["placebo"]["mean"], (placebo - without).mean())
        band = found["base"][name]
        np.testing.assert_allclose(band["mean"], values[0].mean(axis=0), atol=0.006)
        np.testing.assert_allclose(band["low"], np.quantile(values[0], 0.1, axis=0), atol=0.006)
        difference = found["comparisons"][0]["figures"][name]["difference"]
        np.testing.assert_allclose(difference["high"], np.quantile(values[1] - values[0], 0.9, axis=0), atol=0.006)
    # The arms have one history until they part.
    assert found["comparisons"][0]["figures"]["unemployment"]["difference"]["mean"][:5] == [0] * 5


def test_what_the_engine_declares_as_money_is_a_public_account(found, folder):
    """Nothing names hiring_subsidy_paid: its unit does."""
    assert all(indicator["output"] != "hiring_subsidy_paid" for indicator in INDICATORS)
    indicator = next(one for one in found["indicators"] if one["id"] == "hiring_subsidy_paid")
    assert indicator["unit"] == "kEUR/month" and indicator["text"]
    with xr.open_dataset(folder / "experiment.h5") as runs:
        paid = runs.hiring_subsidy_paid.values[:, :, -12:].mean(axis=(1, 2)) / 1e5
    year = found["comparisons"][0]["figures"]["hiring_subsidy_paid"]["year"]
    np.testing.assert_allclose([year["without"], year["with"]], paid[:2])
    assert paid[1] > 0
    # What is always zero is not shown.
    assert all(one["id"] != "benefits" for one in found["indicators"])


def test_flows_are_means_of_moves(found, folder):
    with xr.open_dataset(folder / "experiment.h5") as runs:
        moves = runs.transitions.values[:, :, -12:].sum(axis=2).mean(axis=1)
    np.testing.assert_allclose(found["flows"], moves[0], atol=0.06)
    np.testing.assert_allclose(found["comparisons"][0]["flows"], moves[1], atol=0.06)


def test_groups_are_those_of_compare_and_known_before(found, folder):
    told = json.loads(program("compare", folder / "experiment.h5", "--persons", "--arm", "twelve", "--only", "days_at_work,paid", "--format", "json"))
    rows = found["comparisons"][0]["persons"]["rows"]
    assert {row["known_on"] for row in rows} == {"2016-06-30"}
    wanted = {(row["figure"], row["group"]): row for row in told["differences"]}
    for row in rows:
        assert row["persons"] >= 30
        assert row["difference"] == wanted[row["figure"], row["group"]]["difference"]
        assert row["placebo_low"] == wanted[row["figure"], row["group"]]["placebo_low"]
    kinds = list(dict.fromkeys(row["group"].split(":")[0] for row in rows))
    assert kinds == ["all", "sex", "age", "qualification", "status", "sector", "pay", "jobless"]
    # In the order in which the model declares them, never by what came out.
    ages = [row["group"] for row in rows if row["figure"] == "paid" and row["group"].startswith("age")]
    assert ages == ["age: under 25", "age: 25 to 34", "age: 35 to 49", "age: 50 to 59", "age: 60 and over"]


def test_scorecard_settings_and_provenance(found, folder):
    told = json.loads(program("score", folder / "experiment.h5", "--format", "json"))
    assert len(found["score"]) == told["summary"]["targets"]
    assert sum(row["within"] for row in found["score"]) == told["summary"]["within"]
    # What is the default is not told.
    settings = {row["path"]: row["value"] for row in found["settings"]}
    jobs = re.search(r"jobs = (\d+)", (ROOT / "scenarios/classroom.cfg").read_text())[1]
    assert settings["firms.jobs"] == jobs and "minimum_wage.level" not in settings
    assert found["origin"]["seeds"] == list(range(1, PAIRS + 1)) and found["members_done"] == 3 * PAIRS
    assert "experiment.cfg" in found["origin"]["command_line"]


def test_a_run_alone(folder):
    found = report.content(folder / "run.h5", INDICATORS)
    assert found["comparisons"] == [] and found["replicates"] == 1
    with xr.open_dataset(folder / "run.h5") as run:
        np.testing.assert_allclose(found["base"]["unemployment"]["mean"], run.unemployment_rate.values[:, 0, 0], atol=0.006)
    assert "low" not in found["base"]["unemployment"]
    assert np.shape(found["flows"]) == (len(found["statuses"]),) * 2
    assert any(row["measure"] == "unemployment_rate" for row in found["score"])


def test_arms_that_begin_otherwise_have_no_groups(folder, tmp_path):
    text = EXPERIMENT.replace("changes = ( { date = \"2016-07-01\"; path = \"minimum_wage.level\"; value = 12.0; },", "overrides = ( { path = \"minimum_wage.level\"; value = 12.0; } ); changes = (")
    text = text.replace(f"count = {PAIRS}", "count = 2").replace(f"panels = {PAIRS}", "panels = 2").replace('{ name = "placebo"; placebo = true; }', '{ name = "other"; }')
    (tmp_path / "begins.cfg").write_text(text, encoding="utf-8")
    program("batch", "--quiet", tmp_path / "begins.cfg", "-o", tmp_path / "begins.h5")
    found = report.content(tmp_path / "begins.h5", INDICATORS)
    assert [one["arm"] for one in found["comparisons"]] == ["twelve", "other"]
    one = found["comparisons"][0]
    assert ("minimum_wage.level", None) in {(row["path"], row["date"]) for row in one["changed"]}
    assert one["persons"]["rows"] == [] and one["persons"]["none"]
    # Two pairs are no band.
    assert one["figures"]["unemployment"]["year"]["low"] is None and "low" not in one["figures"]["unemployment"]["difference"]


def test_missing_members_leave_their_pairs_out(folder, tmp_path):
    program("batch", "--quiet", folder / "experiment.cfg", "--shard", "1/2", "-o", tmp_path / "part.h5")
    found = report.content(tmp_path / "part.h5", INDICATORS)
    assert (found["members_done"], found["members"]) == (3 * PAIRS // 2, 3 * PAIRS)
    assert found["comparisons"][0]["figures"]["unemployment"]["year"]["pairs"] == PAIRS // 2
    json.dumps(found, allow_nan=False)


def test_the_command_writes_one_page(folder, monkeypatch, capsys):
    page = folder / "page.html"
    page.write_text(f'<script type="application/json" id="indicators">{json.dumps(INDICATORS)}</script><script>window.bassin = /*data*/null;</script>', encoding="utf-8")
    monkeypatch.setattr(report, "PAGES", [page])
    monkeypatch.setattr(sys, "argv", ["report.py", str(folder / "run.h5"), "-o", str(folder / "run.html"), "--lang", "fr"])
    assert report.main() == 0
    written = (folder / "run.html").read_text(encoding="utf-8")
    assert json.loads(written.partition("window.bassin = ")[2].partition(";</script>")[0])["language"] == "fr"
    capsys.readouterr()
    assert report.main() == 2
    assert "run.html: there is a file of this name" in capsys.readouterr().err
    monkeypatch.setattr(report, "PAGES", [folder / "none.html"])
    assert report.main() == 2
    assert "analysis/web/build.sh report makes it" in capsys.readouterr().err


def test_what_makes_no_report(folder, tmp_path):
    (tmp_path / "text.h5").write_text("no result")
    with pytest.raises(ResultError, match="not a result of bassin"):
        report.content(tmp_path / "text.h5", INDICATORS)
    program("run", "--quiet", ROOT / "scenarios/two_state.cfg", "--until", "2011-01-01", "-o", tmp_path / "walkers.h5")
    with pytest.raises(ResultError, match="for the model labour_market"):
        report.content(tmp_path / "walkers.h5", INDICATORS)
    (tmp_path / "sweep.cfg").write_text(f'scenario = "{ROOT}/tests/config/good/overrides.cfg"; sweep = {{ parameters = ( {{ path = "search.looks"; values = [ 1, 2 ]; }} ); }};')
    program("batch", "--quiet", tmp_path / "sweep.cfg", "-o", tmp_path / "sweep.h5")
    with pytest.raises(ResultError, match="a sweep, which the report has no place for"):
        report.content(tmp_path / "sweep.h5", INDICATORS)


def test_series_that_were_not_kept(tmp_path):
    """Figures of what was kept only; none at all is no report."""
    for kept, wanted in (('[ "stock" ]', {"employed", "limited"}), ('"none"', None)):
        (tmp_path / "kept.cfg").write_text(f"""scenario = "{ROOT}/scenarios/classroom.cfg"; overrides = ( {{ path = "run.burn_in_days"; value = 30; }}, {{ path = "run.end"; value = "2016-03-01"; }} );
replicates = {{ count = 2; }}; keep = {{ series = {kept}; }};""", encoding="utf-8")
        program("batch", "--quiet", "--force", tmp_path / "kept.cfg", "-o", tmp_path / "kept.h5")
        if wanted is None:
            with pytest.raises(ResultError, match="no monthly series that the report shows"):
                report.content(tmp_path / "kept.h5", INDICATORS)
        else:
            found = report.content(tmp_path / "kept.h5", INDICATORS)
            assert {one["id"] for one in found["indicators"]} == wanted and found["flows"] is None


def test_the_program_starts_it(folder, tmp_path):
    assert 'expected en or fr, not "de"' in program("report", folder / "run.h5", "--lang", "de", expect=2)
    assert "FILE.h5 is missing" in program("report", expect=2)
    assert "none.h5: there is no such file" in program("report", tmp_path / "none.h5", expect=2)
    assert "cannot start /no/python" in program("report", folder / "run.h5", expect=1, PYTHON="/no/python")
    # The script is told which program to ask, and gets the words as they were given.
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$BASSIN|$*"\n')
    python.chmod(0o755)
    told = program("report", "-o", "a b.html", "--lang", "fr", "--force", "x.h5", PYTHON=str(python)).strip()
    named, words = told.split("|")
    script = words.removeprefix("-B ").split(" --output")[0]
    assert Path(named) == Path(PROGRAM).resolve() and Path(script).resolve() == ROOT / "analysis/report.py"
    assert words.endswith("report.py --output a b.html --lang fr --force -- x.h5")
