"""The scripts of analysis/ draw what is in a result, by its labels, and say in a line why they cannot.

    BASSIN=PROGRAM python3 -m pytest test_pictures.py

The results are of a town of some hundred people over three years, so what is tested is that pictures are drawn, not
what they show; the statistics behind them are tested with numbers that can be counted by hand.
"""

import importlib
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "analysis"
sys.path.insert(0, str(ANALYSIS))
from bassin import beveridge, command, flows, result as results, style, survival  # noqa: E402

SCRIPTS = ["beveridge", "careers", "cdi_survival", "flows", "overview", "pay"]
OF_SPELLS = ["careers", "cdi_survival", "overview", "pay"]


def simulate(path, scenario, *options):
    subprocess.run([os.environ["BASSIN"], "run", scenario, "-o", path, "--quiet", *options], check=True, capture_output=True)
    return path


def script(name, *arguments):
    """Runs a script within this process, which need not load matplotlib each time: exit code, output, messages."""
    module = importlib.import_module(name)
    output, messages = io.StringIO(), io.StringIO()
    arguments = [f"{name}.py", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(messages), warnings.catch_warnings():
        patch.setattr(sys, "argv", arguments)
        warnings.simplefilter("error")
        try:
            command.command(module.draw, module.__doc__, getattr(module, "add_options", lambda parser: None))
            code = 0
        except SystemExit as end:
            code = end.code
    return code, output.getvalue(), messages.getvalue()


def draw(name, *arguments):
    code, output, messages = script(name, *arguments)
    assert (code, messages) == (0, "")
    return output


def refused(name, *arguments):
    """What is said when it cannot be done: one line that names the script, and nothing else."""
    code, output, messages = script(name, *arguments)
    assert (code, output) == (2, "")
    assert messages.startswith(f"{name}.py: ") and messages.count("\n") == 1, messages
    return messages


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def town(folder):
    scenario = ROOT / "tests/config/good/overrides.cfg"
    return simulate(folder / "town.h5", scenario, "--set", "run.end=2019-01-01", "--set", "firms.jobs=2000",
                    "--set", "run.burn_in_days=100", "--set", "run.seed=3")


@pytest.fixture(scope="module")
def mulhouse(folder):
    """Four months: too short for some of what is drawn of years."""
    return simulate(folder / "mulhouse.h5", ROOT / "scenarios/mulhouse.cfg", "--set", "run.burn_in_days=30",
                    "--set", "run.end=2012-05-01", "--set", "panel.sample=0.2")


@pytest.fixture(scope="module")
def drawn(folder, town):
    """The picture of the town that a script draws, in a format; drawn once."""
    def picture(name, suffix):
        path = folder / f"{name}.{suffix}"
        if not path.exists():
            draw(name, town, path)
        return path
    return picture


def relabelled(source, target, order, names):
    """A copy of a result whose statuses stand in another order and may have other names."""
    shutil.copy(source, target)
    with h5py.File(target, "a") as file:
        rank = np.argsort(order).astype(np.uint8)
        for dimension in ("status", "status_from", "status_to"):
            labels = file[dimension].asstr()[()]
            file[dimension][()] = [names.get(label, label) for label in labels[order]]
        for item in file.values():
            if isinstance(item, h5py.Dataset) and item.name[1:] not in ("status", "status_from", "status_to"):
                for axis in range(item.ndim):
                    if item.dims[axis] and item.dims[axis][0].name in ("/status", "/status_from", "/status_to"):
                        item[()] = np.take(item[()], order, axis=axis)
        file["panel/spells/status_code"][()] = rank[file["panel/spells/status_code"][()]]
    return target


# ---- Pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_formats(name, drawn):
    for suffix, head in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        assert drawn(name, suffix).read_bytes().startswith(head)
    with Image.open(drawn(name, "png")) as image:
        assert image.width == 1080
        white = np.asarray(image.convert("RGB")).min(axis=2) == 255
        assert 0.2 < white.mean() < 0.99
        assert white[0].all() and white[:, 0].all() and white[:, -1].all(), "nothing is cut off at the edges"
    assert "seed 3" in drawn(name, "svg").read_text()  # text is kept as comments beside its outlines


@pytest.mark.parametrize("name", SCRIPTS)
def test_short_result(name, mulhouse, tmp_path):
    draw(name, mulhouse, tmp_path / "picture.png")


@pytest.mark.parametrize("name", SCRIPTS)
def test_labels_and_not_places(name, town, drawn, tmp_path):
    with h5py.File(town) as file:
        count = file["status"].size
    shuffled = relabelled(town, tmp_path / "shuffled.h5", np.random.default_rng(1).permutation(count), {})
    draw(name, shuffled, tmp_path / "shuffled.png")
    assert drawn(name, "png").read_bytes() == (tmp_path / "shuffled.png").read_bytes()


@pytest.mark.parametrize("name", SCRIPTS)
def test_unknown_status(name, town, mulhouse, tmp_path):
    source = mulhouse if name == "pay" else town  # nobody in the town is on a CDD on the last day
    with h5py.File(source) as file:
        order = np.arange(file["status"].size)
    renamed = relabelled(source, tmp_path / "renamed.h5", order, {"cdd": "on_call"})
    draw(name, renamed, tmp_path / "picture.svg")
    if name in ("careers", "flows", "overview", "pay"):
        text = (tmp_path / "picture.svg").read_text()
        assert "on call" in text and style.UNKNOWN in text


def test_pay_by_sex(town, tmp_path):
    draw("pay", "--by", "sex", town, tmp_path / "picture.svg")
    assert "women" in (tmp_path / "picture.svg").read_text()


@pytest.mark.parametrize("name", SCRIPTS)
def test_as_a_program(name, town, drawn, tmp_path):
    program = ANALYSIS / f"{name}.py"
    done = subprocess.run([program, town, tmp_path / "picture.pdf"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "picture.pdf").read_bytes() == drawn(name, "pdf").read_bytes(), "the same result gives the same bytes"


@pytest.mark.parametrize("name", SCRIPTS)
def test_help(name):
    code, output, messages = script(name, "--help")
    assert (code, messages) == (0, "")
    assert output.startswith(f"usage: {name}.py ") and "RESULT.h5" in output and len(output.splitlines()) > 10


def test_a_program_that_cannot(tmp_path):
    done = subprocess.run([ANALYSIS / "flows.py", "none.h5", "picture.png"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "flows.py: none.h5: there is no such file\n")


# ---- Refusals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_no_result(name, town, tmp_path):
    picture = tmp_path / "picture.png"
    assert "no such file" in refused(name, tmp_path / "none.h5", picture)
    assert "not a result of bassin" in refused(name, ROOT / "README.md", picture)
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["x"] = 1
    assert "not a result of bassin" in refused(name, tmp_path / "other.h5", picture)
    (tmp_path / "cut.h5").write_bytes(town.read_bytes()[:5000])
    assert "cut off" in refused(name, tmp_path / "cut.h5", picture)
    assert not picture.exists()
    assert ".png, .svg or .pdf" in refused(name, town, tmp_path / "picture.gif")
    assert "cannot be written" in refused(name, town, tmp_path / "none" / "picture.png")


def test_other_model(folder, tmp_path):
    walkers = simulate(folder / "two_state.h5", ROOT / "scenarios/two_state.cfg", "--set", "run.end=2010-03-01", "--set",
                       "run.burn_in_days=0", "--set", "population.size=100")
    for name in SCRIPTS:
        assert "model two_state has no " in refused(name, walkers, tmp_path / "picture.png")


def test_without_panels(folder, tmp_path):
    for number, setting in enumerate(("run.panels=false", "panel.sample=0")):
        bare = simulate(folder / f"bare{number}.h5", ROOT / "tests/config/good/market.cfg", "--set", setting)
        for name in OF_SPELLS:
            assert "panel spells" in refused(name, bare, tmp_path / "picture.png")
        for name in set(SCRIPTS) - set(OF_SPELLS):
            draw(name, bare, tmp_path / "picture.png")


# ---- The page that shows them ---------------------------------------------------------------------------------------------


def test_page():
    page = (ROOT / "docs/pictures.md").read_text()
    shown = set(re.findall(r"\]\((pictures/\w+\.png)\)", page))
    assert shown == {f"pictures/{name}.png" for name in SCRIPTS if name != "overview"}
    for picture in shown:
        assert (ROOT / "docs" / picture).stat().st_size < 150_000
    drawn = (ROOT / "docs/pictures/draw.sh").read_text()
    for name in SCRIPTS:
        assert f"draw {name} " in drawn


def test_cycle_comes_back():
    done = subprocess.run([os.environ["BASSIN"], "check", ROOT / "scenarios/mulhouse_cycle.cfg"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    levels = [float(level) for level in re.findall(r"demand\.level = (\S+)", done.stdout)]
    assert len(levels) > 8 and min(levels) == -0.06 and levels[-1] == 0
    assert max(np.abs(np.diff([0] + levels))) < 0.01, "in steps, without a jump"


# ---- What they count ------------------------------------------------------------------------------------------------------


def test_incidence_by_hand():
    length = np.array([1, 2, 2, 3, 4])
    reason = pd.Series(pd.Categorical(["trial period", "resignation", "running", "trial period", "running"],
                                      ["running", "trial period", "resignation", "retirement"]))
    ended = survival.incidence(length, reason, 4)
    # At risk: 5, 4, 2, 1. Held: 4/5 after a day, 3/5 after two, 3/10 after three.
    assert ended["trial period"] == pytest.approx([0, 1 / 5, 1 / 5, 1 / 2, 1 / 2])
    assert ended["resignation"] == pytest.approx([0, 0, 1 / 5, 1 / 5, 1 / 5])
    assert set(ended) == {"trial period", "resignation"}


def test_new_cdis_are_signed_when_recorded(town):
    result = results.Result(town)
    length, reason = survival.new_cdis(result)
    signed = int(result.series("hires").sel(contract="cdi").sum())
    assert len(length) == signed
    assert len(reason) == len(length) and length.min() >= 0


def test_season_is_taken_out():
    months = np.arange(60)
    assert beveridge.without_season(5 + np.sin(2 * np.pi * months / 12)) == pytest.approx(np.full(48, 5.0))
    assert beveridge.without_season(0.5 * months) == pytest.approx(0.5 * months[6:-6])


def test_turn():
    angle = np.linspace(0, 2 * np.pi, 50)
    assert beveridge.turn(np.cos(angle), np.sin(angle)) == "counter-clockwise"
    assert beveridge.turn(np.cos(angle), -np.sin(angle)) == "clockwise"
    assert beveridge.turn(np.cos(angle), np.cos(angle)) is None


def test_flows_prefer_the_quarter(town, tmp_path):
    assert "3 months later" in draw("flows", "--table", town, tmp_path / "picture.png")
    shutil.copy(town, tmp_path / "months.h5")
    with h5py.File(tmp_path / "months.h5", "a") as file:
        del file["transitions_quarter"]
    assert "1 month later" in draw("flows", "--table", tmp_path / "months.h5", tmp_path / "picture.png")
    shutil.copy(tmp_path / "months.h5", tmp_path / "quarters.h5")
    with h5py.File(tmp_path / "quarters.h5", "a") as file:
        months = file["transitions"]
        quarters = file.create_dataset("transitions_quarter", data=np.zeros_like(months[()]))
        quarters[2::3] = 7  # a record every third month
        for axis in range(months.ndim):
            quarters.dims[axis].attach_scale(months.dims[axis][0])
    people, span, _ = flows.mean_flows(results.Result(tmp_path / "quarters.h5"))
    assert span == 3 and (people.values == 7).all()
    assert "3 months later" in draw("flows", "--table", tmp_path / "quarters.h5", tmp_path / "picture.png")


def test_result(town, mulhouse):
    result = results.Result(town)
    assert result.changes() == [("2016-01-10", "contracts.cdd.end_bonus", "0.2")]
    assert float(result.parameter("minimum_wage.level")) == 9.0
    before, after = (np.datetime64(day).astype(int) for day in ("2016-01-09", "2016-01-10"))
    assert float(result.parameter("contracts.cdd.end_bonus", before)) != 0.2
    assert float(result.parameter("contracts.cdd.end_bonus", after)) == 0.2
    assert result.published("pay.d1") is None
    assert results.Result(mulhouse).published("cdi_ended_3m") == (19.6, "France 2011, DARES 2015-005 quoted")
    assert result.source_line().startswith("A small market, with 1 dated change · seed 3, population 1 · bassin ")
    assert "unemployment_rat" in str(result.lacks("no series unemployment_rat"))
    assert style.in_order(["zzz", "retired", "cdi", "aaa"]) == ["cdi", "retired", "aaa", "zzz"]
    assert style.count(1234567.2) == "1\xa0234\xa0567"


# Machado, Oliveira and Fernandes 2009: how colours look without one kind of cone.
EYES = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def seen(colour, eyes):
    """A colour in CIE L*a*b*, in which distances are those that are seen; 2 is just visible."""
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.clip(eyes @ np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", ["statuses", "reasons"])
def test_colours_differ(eyes, palette):
    table = style.STATUSES if palette == "statuses" else survival.REASONS
    colours = [colour for _, colour in table.values()] + [style.UNKNOWN]
    for one, other in itertools.combinations(colours, 2):
        assert np.linalg.norm(seen(one, np.array(EYES[eyes])) - seen(other, np.array(EYES[eyes]))) > 20, (one, other)
