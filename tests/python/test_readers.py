#!/usr/bin/python3
"""Results open unaided in the tools that people have: xarray with both engines, h5py, ncdump, pandas, R.

    WRITE_WALKERS=PROGRAM BASSIN=PROGRAM test_readers.py        (or pytest test_readers.py)

The file comes from a small model that has every type of column; what is in it is computed here again.
"""

import datetime
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import netCDF4
    import xarray as xr

# xarray of Debian 12 casts missing dates before it masks them, and numpy says so.
pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered in cast")

PLACES = ["Mulhouse", "Bad Säckingen", "Saint Louis"]
MOODS = ["glad", "neither glad nor sad", "déçu"]
SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
ENGINES = ["h5netcdf", "netcdf4"]


def write(path, *assignments):
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1700000000")
    subprocess.run([os.environ["WRITE_WALKERS"], path, *assignments], check=True, env=environment)
    return str(path)


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A file with everything: daily series, panels, a first and a last month that are partial."""
    path = tmp_path_factory.mktemp("readers") / "walkers.h5"
    return write(path, "run.daily=true", "run.start=2010-01-10", "run.end=2011-03-05", "run.burn_in_days=30")


@pytest.fixture(scope="module")
def results(result, tmp_path_factory):
    """That file and results of the models that are shipped."""
    paths = [result]
    for name in ("classroom", "two_state"):
        paths.append(str(tmp_path_factory.mktemp("models") / f"{name}.h5"))
        subprocess.run([os.environ["BASSIN"], "run", "-q", SCENARIOS / f"{name}.cfg", "-o", paths[-1], "--set", "run.daily=true"],
                       check=True)  # fmt: skip
    return paths


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture
def series(result, engine):
    with xr.open_dataset(result, engine=engine) as dataset:
        yield dataset


@pytest.fixture
def moves(result, engine):
    with xr.open_dataset(result, engine=engine, group="panel/moves") as dataset:
        yield dataset.to_dataframe().rename(columns={"place_code": "place", "mood_code": "mood", "moved_on": "day"})


def test_dimensions_have_labels(series):
    assert dict(series.sizes) == {"arm": 1, "replicate": 1, "time": 15, "day": 419, "place": 3, "mood": 3, "bnds": 2}
    assert list(series.place.values) == PLACES
    assert list(series.mood.values) == MOODS
    assert list(series.arm.values) == ["baseline"]
    assert list(series.replicate.values) == [0]
    assert series.place.attrs["long_name"] == "place"


def test_times_are_dates(series):
    assert series.time.dtype == "datetime64[ns]" and series.day.dtype == "datetime64[ns]"
    month_ends = pd.date_range("2010-01-31", "2011-02-28", freq="M")
    assert list(series.time.values) == list(month_ends.append(pd.DatetimeIndex(["2011-03-04"])).values)
    assert list(series.day.values) == list(pd.date_range("2010-01-10", "2011-03-04").values)
    first, after = series.time_bnds.values.T
    assert first[0] == np.datetime64("2010-01-10") and (first[1:] == after[:-1]).all()
    assert (after == series.time.values + np.timedelta64(1, "D")).all()


def test_series_are_described(series):
    for name, dims, unit in [
        ("present", ("time", "place", "mood"), "persons"),
        ("moves", ("time", "place"), "persons"),
        ("mean_stay", ("time", "place"), "day"),
        ("moves_of_day", ("day", "mood"), "persons"),
        ("all_moves", ("place",), "persons"),
        ("share", (), "1"),
    ]:
        variable = series[name]
        times = [name for name in dims if name in ("time", "day")]
        assert variable.dims == (*times, "arm", "replicate", *dims[len(times):])
        assert (variable.attrs["units"], variable.attrs.get("unit")) == (("1", unit) if unit == "persons" else (unit, None))
        assert variable.attrs["long_name"].endswith(".")


def test_lengths_of_time_stay_numbers(series):
    """`days` would become a timedelta of nanoseconds."""
    assert series.mean_stay.dtype == "float64"
    assert series.days_of_stays.dtype == "int64"
    assert 1 <= float(series.mean_stay.mean()) <= 30


def test_series_agree_with_the_panel(series, moves):
    frame = moves.assign(month=moves.day.dt.to_period("M"))
    counted = frame.groupby(["month", "place"]).size().unstack(fill_value=0)
    assert (series.moves.squeeze(drop=True).values == counted.values).all()
    daily = frame.groupby(["day", "mood"]).size().unstack(fill_value=0)
    assert (series.moves_of_day.squeeze(drop=True).values == daily.reindex(series.day.values, fill_value=0).values).all()
    assert (series.all_moves.squeeze(drop=True).values == frame.groupby("place").size().values).all()
    assert float(series.share.squeeze()) == (frame.place == 0).mean()
    stays = frame.assign(stay=frame.stay.astype("float64")).groupby(["month", "place"]).stay.mean().unstack()
    np.testing.assert_allclose(series.mean_stay.squeeze(drop=True).values, stays.values, rtol=1e-12)
    assert (series.present.sum(["place", "mood"]) == 500).all()


def test_panels_of_many_chunks(tmp_path, engine):
    """A column is packed in pieces of 65536 rows, the last of them not full."""
    path = write(tmp_path / "many.h5", "walk.walkers=5003")
    with xr.open_dataset(path, engine=engine) as series:
        expected = series.moves.squeeze(drop=True).sum("time").values
    with xr.open_dataset(path, engine=engine, group="panel/moves") as dataset:
        moves = dataset.to_dataframe().rename(columns={"place_code": "place", "moved_on": "day"})
    assert len(moves) > 2 * 65536 and len(moves) % 65536 != 0
    assert (moves.groupby("place").size().values == expected).all()
    assert moves.day.is_monotonic_increasing and set(moves.walker) == set(range(5003))
    ordered = moves.sort_values(["walker", "day"], kind="stable")
    last = ~ordered.duplicated("walker", keep="last")
    assert (ordered.next_day[~last].values == ordered.day[~(~ordered.duplicated("walker"))].values).all()
    assert ((ordered.next_day - ordered.day).dt.days[~last] == ordered.stay[~last]).all()
    assert (ordered.number.diff()[~(~ordered.duplicated("walker"))] == 1).all()
    dump = subprocess.run(["ncdump", "-v", "walker", path], check=True, capture_output=True, text=True).stdout
    numbers = dump[dump.rindex("walker =") + len("walker ="):].split(";")[0].split(",")
    assert [int(number) for number in numbers] == list(moves.walker)


def test_selection_by_label_and_date(series):
    one = series.present.sel(place="Bad Säckingen", mood="déçu", time="2010-05-31")
    assert one.size == 1 and 0 < int(one.squeeze()) < 500
    assert series.moves.sel(time=slice("2010-03-01", "2010-05-31")).sizes["time"] == 3


def test_the_panel_is_a_table(moves):
    kinds = {
        "luck": "uint64", "cents": "int64", "length": "float64", "walker": "uint32", "stay": "float32",
        "place": "uint16", "mood": "uint8", "hurried": "uint8", "number": "uint32",
        "day": "datetime64[ns]", "next_day": "datetime64[ns]",
    }  # fmt: skip
    assert {name: str(kind) for name, kind in moves.dtypes.items()} == kinds
    assert moves.day.min() == pd.Timestamp("2010-01-10") and moves.day.max() == pd.Timestamp("2011-03-04")
    ordered = moves.sort_values(["walker", "day"], kind="stable")
    assert ordered.walker.nunique() == 500
    last = ~ordered.duplicated("walker", keep="last")
    assert ordered.next_day[last].isna().all() and ordered.next_day[~last].notna().all()
    assert (ordered.next_day[~last].values == ordered.day[~(~ordered.duplicated("walker"))].values).all()
    planned = (ordered.next_day - ordered.day).dt.days[~last]
    assert (planned == ordered.stay[~last]).all()


def walkers_hash(seed, walker, day):
    """The model's own, in plain Python integers."""
    bits = 2**64
    x = (seed * 0x9E3779B97F4A7C15 + walker * 0xBF58476D1CE4E5B9 + day) % bits
    x = ((x ^ (x >> 31)) * 0x94D049BB133111EB) % bits
    x = ((x ^ (x >> 27)) * 0xBF58476D1CE4E5B9) % bits
    return x ^ (x >> 31)


def test_no_bit_of_the_panel_is_lost(moves):
    for row in moves.iloc[:: max(1, len(moves) // 300)].itertuples():
        day = (row.day - pd.Timestamp("1970-01-01")).days
        assert row.luck == walkers_hash(1, row.walker, day)
        assert row.place == row.luck % 3 and row.mood == (row.luck >> 40) % 3


def test_codes_carry_their_meaning(result, engine):
    with xr.open_dataset(result, engine=engine, group="panel/moves") as dataset:
        assert list(dataset.place_code.attrs["flag_values"]) == [0, 1, 2]
        assert dataset.place_code.attrs["flag_meanings"] == "Mulhouse Bad_Säckingen Saint_Louis"
        assert dataset.mood_code.attrs["flag_meanings"].split() == ["glad", "neither_glad_nor_sad", "déçu"]
        assert dataset.mood_code.attrs["codes_of"] == "mood"
        assert dataset.cents.attrs["units"] == "1" and dataset.cents.attrs["unit"] == "cents"
        assert dataset.walker.attrs["units"] == "1"
        assert dataset.attrs["title"] == "Every move of every walker."


UNITS = {"1", "day", "hour", "minute", "year", "month", "km", "%", "percent", "hour/week", "days since 1970-01-01"}


def broken_conventions(path):
    """What of the CF conventions a file does not keep, of those that concern it (sections 2.3 to 3.5, 4.4, 7.1)."""
    with netCDF4.Dataset(path) as root:
        if root.Conventions != "CF-1.10":
            yield "Conventions"
        for group in (root, *root["panel"].groups.values()):
            for name in (*group.variables, *group.dimensions):
                if not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name):
                    yield f"{name}: name"
            for name, variable in group.variables.items():
                attributes = variable.__dict__
                if any(isinstance(value, list) for value in attributes.values()):
                    yield f"{name}: text that is no array of characters"
                if "long_name" not in attributes or re.search("of the same|[Tt]he same over|as above", attributes["long_name"]):
                    yield f"{name}: long_name"
                if variable.dtype != str and variable.dtype.kind != "S" and attributes.get("units") not in UNITS:
                    yield f"{name}: units {attributes.get('units')}"
                if "time" in variable.dimensions[1:] or "day" in variable.dimensions[1:]:
                    yield f"{name}: time is not first"
                if "since" in attributes.get("units", "") and attributes.get("calendar") != "standard":
                    yield f"{name}: calendar"
                if "bounds" in attributes and root[attributes["bounds"]].shape != (*variable.shape, 2):
                    yield f"{name}: bounds"
                if "_FillValue" in attributes and attributes["_FillValue"].dtype != variable.dtype:
                    yield f"{name}: type of _FillValue"
                flags = np.atleast_1d(attributes.get("flag_values", []))
                if len(flags) != len(attributes.get("flag_meanings", "").split()) or len(set(flags)) != len(flags):
                    yield f"{name}: flags"
        if root["time"].bounds != "time_bnds" or root["time"].axis != "T" or not root["time"].calendar:
            yield "time"


def test_conventions_are_kept(results):
    for path in results:
        assert list(broken_conventions(path)) == []


@pytest.mark.parametrize("alter", [
    lambda file: file["time_bnds"].attrs.__delitem__("long_name"),
    lambda file: file["moves"].attrs.__setitem__("units", np.bytes_("persons")),
    lambda file: file["time"].attrs.__setitem__("bounds", np.bytes_("moves")),
    lambda file: file.move("moves", "all moves"),
    lambda file: file["panel/moves/hurried"].attrs.__setitem__("flag_meanings", np.bytes_("no")),
    lambda file: file["moves"].attrs.__setitem__("long_name", np.bytes_("Mean of the same.")),
])  # fmt: skip
def test_the_checker_of_conventions_sees(result, tmp_path, alter):
    path = shutil.copy(result, tmp_path / "altered.h5")
    with h5py.File(path, "a") as file:
        alter(file)
    assert list(broken_conventions(path))


@pytest.mark.skipif(shutil.which("udunits2") is None, reason="udunits-bin is not installed")
def test_units_are_known_to_udunits():
    for unit in sorted(UNITS):
        said = subprocess.run(["udunits2", "-H", unit, "-W", unit], capture_output=True, text=True)
        assert "recognize" not in said.stdout + said.stderr and said.returncode == 0, unit


@pytest.mark.skipif(shutil.which("ncra") is None, reason="nco is not installed")
def test_nco_averages_over_time(result, series, tmp_path):
    mean = tmp_path / "mean.nc"
    subprocess.run(["ncra", "-O", "-v", "mean_stay", result, mean], check=True, capture_output=True)
    with netCDF4.Dataset(mean) as file:
        assert file["mean_stay"].units == "day" and file.title == "Walkers of the Dreiländereck"
        np.testing.assert_allclose(file["mean_stay"][0, 0, 0], series.mean_stay.values[:, 0, 0].mean(axis=0))


def root_dimensions(file):
    return {name for name, item in file.items() if isinstance(item, h5py.Dataset) and h5py.h5ds.is_scale(item.id)}


def test_no_column_hides_behind_a_dimension(results):
    """ncdf4 of R does not see a variable of a group that has the name of a dimension of the root."""
    for path in results:
        with h5py.File(path) as file:
            for panel in file["panel"].values():
                assert not root_dimensions(file) & set(panel), panel.name


def test_every_value_of_a_panel_is_declared(results):
    """By the attributes of a column alone: a code is one of flag_values or the fill value, a date is a date."""
    codes = 0
    for path in results:
        with h5py.File(path) as file:
            for name, column in ((f"{panel.name}/{name}", panel[name]) for panel in file["panel"].values() for name in panel):
                values = np.unique(column[()])
                values = values[values != column.attrs.get("_FillValue", np.nan)]
                units = np.asarray(column.attrs.get("units", b"")).astype(str).item()
                if "flag_values" in column.attrs:
                    meanings = column.attrs["flag_meanings"].decode().split(" ")
                    assert len(meanings) == len(column.attrs["flag_values"]), name
                    assert set(values) <= set(column.attrs["flag_values"]), name
                    assert column.attrs["flag_values"].dtype == column.dtype, name
                    codes += 1
                elif "codes_of" in column.attrs:
                    assert values.max() < len(file[column.attrs["codes_of"]]), name
                elif units.startswith("days since") and len(values) > 0:
                    assert -200_000 < values.min() and values.max() < 400_000, name
                elif column.dtype.kind == "u" and name != "/panel/moves/luck":
                    assert len(values) == 0 or values.max() < np.iinfo(column.dtype).max, name
    assert codes >= 12


def test_origin_is_recorded(series):
    attributes = series.attrs
    assert attributes["Conventions"] == "CF-1.10"
    assert attributes["title"] == "Walkers of the Dreiländereck"
    assert attributes["model"] == "walkers"
    assert attributes["command_line"] == "write_walkers"
    assert attributes["created"] == "2023-11-14T22:13:20Z"
    assert attributes["seed"] == 1 and attributes["population_seed"] == 1
    assert attributes["start"] == "2010-01-10" and attributes["end"] == "2011-03-05"
    assert attributes["first_simulated_day"] == "2009-12-11"
    assert attributes["version"] and attributes["commit"]


def test_the_scenario_and_its_parameters_are_recorded(result, engine, series):
    text = str(series.scenario.values)
    assert "walkers" in text and "Bad Säckingen" in text and "2011-03-05" in text
    with xr.open_dataset(result, engine=engine, group="parameters") as parameters:
        haste = parameters.sel(parameter="walk.haste")
        assert float(haste.value.item()) == 0.5 and float(haste["default"].item()) == 0.5
        assert haste.unit.item() == "1" and haste.type.item() == "real"
        assert haste.meaning.item() == "Share of stays that are short."
        assert haste.source.item() == "choice of the test"
        assert parameters.value.sel(parameter="places.Bad Säckingen.stay").item() == "20"
        assert parameters["default"].sel(parameter="places.Bad Säckingen.stay").item() == "9"
        assert parameters.value.sel(parameter="run.burn_in_days").item() == "30"
        assert parameters.value.sel(parameter="run.daily").item() == "true"


def test_a_copy_by_xarray_is_equal(result, engine, series, tmp_path):
    """What was read can be written and read again: nothing in the file is beyond the data model."""
    copy = tmp_path / "copy.nc"
    series.load().to_netcdf(copy, engine=engine)
    with xr.open_dataset(copy, engine=engine) as again:
        xr.testing.assert_identical(series, again)


def test_every_dimension_is_a_scale(result):
    def check(name, item):
        if isinstance(item, h5py.Dataset) and item.shape and not h5py.h5ds.is_scale(item.id):
            for dimension in item.dims:
                assert len(dimension) == 1, name
        if isinstance(item, h5py.Dataset):
            assert item.dtype.kind in "uif" or item.dtype == "S1" or h5py.check_string_dtype(item.dtype).length is None, name
            units = np.asarray(item.attrs.get("units", "")).astype(str).item()
            assert "since" not in units or units == "days since 1970-01-01"

    def made_in_order(group):
        names = []
        group.id.links.iterate(names.append, idx_type=h5py.h5.INDEX_CRT_ORDER)
        return [name.decode() for name in names]

    with h5py.File(result) as file:
        file.visititems(check)
        assert made_in_order(file["/"])[:6] == ["arm", "replicate", "time", "bnds", "time_bnds", "day"]
        panel = file["panel/moves"]
        assert made_in_order(panel)[:4] == ["row", "luck", "cents", "length"]
        for column in panel.values():
            if not h5py.h5ds.is_scale(column.id):
                assert column.chunks and column.compression == "gzip" and column.shuffle


def test_panels_of_many_chunks_lose_no_row(tmp_path):
    path = write(tmp_path / "many.h5", "walk.walkers=30000", "run.start=2010-01-01", "run.end=2010-03-15")
    with h5py.File(path) as file:
        moves = file["panel/moves"]
        assert moves["moved_on"].shape[0] > 5 * moves["moved_on"].chunks[0]  # more than are packed at a time
        assert moves["moved_on"].shape[0] % moves["moved_on"].chunks[0] != 0
        walkers = moves["walker"][:]
        numbers = moves["number"][:]
        order = np.lexsort((numbers, walkers))
        expected = np.concatenate([np.arange(1, n + 1) for n in np.bincount(walkers)])
        assert (numbers[order] == expected).all()
        assert moves["moved_on"].shape[0] == file["all_moves"][...].sum()


def test_a_single_walker_and_a_single_day(tmp_path, engine):
    path = write(tmp_path / "few.h5", "walk.walkers=1", "run.start=2010-01-10", "run.end=2010-01-11", "run.burn_in_days=1")
    with xr.open_dataset(path, engine=engine) as dataset:
        assert list(dataset.time.values) == [np.datetime64("2010-01-10")]
    with xr.open_dataset(path, engine=engine, group="panel/moves") as panel:
        assert panel.sizes["row"] in (0, 1)


def test_an_empty_panel(tmp_path, engine):
    """The one walker moves on the eve and is still there: not one row, and not one error."""
    for stay_until in range(12, 40):
        path = write(tmp_path / "none.h5", "walk.walkers=1", "walk.haste=0", "run.start=2010-01-10",
                     "run.end=2010-01-11", f"run.burn_in_days={stay_until}")  # fmt: skip
        with xr.open_dataset(path, engine=engine, group="panel/moves") as panel:
            if panel.sizes["row"] == 0:
                assert panel.to_dataframe().empty and "mood_code" in panel
                return
    pytest.fail("no run without a move was found")


def test_what_is_off_is_absent(tmp_path):
    path = write(tmp_path / "off.h5", "run.panels=false")
    with h5py.File(path) as file:
        assert "panel" not in file and "day" not in file and "moves_of_day" not in file


def test_equal_runs_are_equal_files(tmp_path):
    one = write(tmp_path / "one.h5")
    other = write(tmp_path / "other.h5")
    with open(one, "rb") as first, open(other, "rb") as second:
        assert first.read() == second.read()


def test_netcdf4_reads_groups(result):
    with netCDF4.Dataset(result) as file:
        assert list(file.groups) == ["parameters", "panel"]
        rows = file["panel/moves"].dimensions["row"]
        assert rows.isunlimited() and len(rows) == len(file["panel/moves/moved_on"])
        assert netCDF4.num2date(file["time"][0], file["time"].units, file["time"].calendar).isoformat()[:10] == "2010-01-31"


def test_ncdump_prints_dates(result):
    header = subprocess.run(["ncdump", "-h", result], check=True, capture_output=True, text=True).stdout
    assert "int64 present(time, arm, replicate, place, mood) ;" in header
    assert 'time:units = "days since 1970-01-01" ;' in header
    assert "time = UNLIMITED ; // (15 currently)" in header
    dates = subprocess.run(["ncdump", "-t", "-v", "time", result], check=True, capture_output=True, text=True).stdout
    assert '"2010-01-31"' in dates


@pytest.mark.skipif(
    shutil.which("Rscript") is None
    or subprocess.run(["Rscript", "-e", "library(ncdf4)"], capture_output=True).returncode != 0,
    reason="R with ncdf4 (r-cran-ncdf4) is not installed",
)
def test_r_reads_series_and_panels(result):
    """ncdf4 does not see variables of groups that are called like a dimension of the root (`day`, `mood`)."""
    program = f"""
        library(ncdf4)
        file <- nc_open("{result}")
        moves <- ncvar_get(file, "moves")
        cat(dim(moves), "\\n")
        cat(sum(moves), length(ncvar_get(file, "panel/moves/number")), "\\n")
        cat(file$dim$time$units, "\\n")
        cat(format(as.Date(ncvar_get(file, "time")[1], origin = "1970-01-01")), "\\n")
        cat(file$dim$place$vals, sep = "\\n")
        cat(table(ncvar_get(file, "panel/moves/hurried")), "\\n")
        cat(ncatt_get(file, "moves", "long_name")$value, "\\n")
    """
    lines = subprocess.run(["Rscript", "-e", program], check=True, capture_output=True, text=True).stdout.split("\n")
    assert lines[0].split() == ["3", "15"]
    assert lines[1].split()[0] == lines[1].split()[1]
    assert lines[2].strip() == "days since 1970-01-01"
    assert lines[3].strip() == datetime.date(2010, 1, 31).isoformat()
    assert lines[4:7] == PLACES
    assert sum(map(int, lines[7].split())) == int(lines[1].split()[0])
    assert lines[8].strip() == "Moves to a place."


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q", "-p", "no:cacheprovider"]))
