"""Results as tables and arrays: xarray for what has dimensions, pandas for what has rows."""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from .program import settings, told
from .result import Result, ResultError, opened, text_of


def series(path, names=None):
    """All series of a result, or those of `names`, as an xarray.Dataset with labelled dimensions, dates and units.

    The dimensions arm and replicate are there for one run, too, so that what reads the result of an experiment reads this.
    """
    result = Result(path)
    with opened(path) as dataset:
        kept = [name for name, values in dataset.data_vars.items() if "replicate" in values.dims]
        for name in names or []:
            if name not in kept:
                raise result.lacks(f"no series {name}")
        found = dataset[list(names) if names else kept].load()
    found.attrs = {name: text_of(value) if isinstance(value, bytes) else value for name, value in found.attrs.items()}
    return found


def measures(path):
    """Measures of the runs of a result, as an xarray.Dataset over arm and replicate (and point, where there is a sweep).

    Of an experiment they are in the file; of one run the program computes them.
    """
    result = Result(path)
    if result.has("measure"):
        with opened(path, "measure") as dataset:
            return dataset.load()
    rows = json.loads(told("score", "--format", "json", path))["measures"]
    found = xr.Dataset(coords={"arm": result.labels("arm"), "replicate": [0]})
    for row in rows:
        value = np.nan if row["simulated"] is None else row["simulated"]
        found[row["measure"]] = (("arm", "replicate"), [[value]],
                                 {"long_name": row["label"], "unit": row["measure_unit"], "definition": row["measure_definition"]})
    return found


def members(path):
    """The runs of an experiment: a row a member, with its seeds and whether it was done (1), is missing (0) or failed (2)."""
    result = Result(path)
    if not result.has("member"):
        raise result.lacks("no members: it is of one run")
    with opened(path, "member") as dataset:
        return dataset.drop_dims([dim for dim in dataset.dims if dim != "number"]).to_dataframe()


def panel(path, name, columns=None, arm=None, replicate=None):
    """A panel as a pandas.DataFrame: labels as categories, dates as datetime64, and NaN, NaT or no category where there is none.

    Of an experiment it has all members whose panels were kept, or those of `arm` and `replicate`, with the columns arm and replicate
    (and point, where there is a sweep) in front. `frame.attrs` has the unit and the meaning of each column.
    """
    result = Result(path)
    if not result.has("scenarios"):
        return one_panel(result, name, columns)
    frames = []
    for run in kept(result, arm, replicate):
        result.run = {axis: place for axis, (place, _) in run.items()}
        frame = one_panel(result, name, columns)
        for position, (axis, (_, label)) in enumerate(run.items()):
            frame.insert(position, axis, label)
        frames.append(frame)
    together_ = pd.concat(frames, ignore_index=True)
    together_["arm"] = pd.Categorical(together_["arm"], result.labels("arm"))
    together_.attrs = frames[0].attrs
    return together_


def kept(result, arm=None, replicate=None):
    """The members of an experiment whose panels are in its result: {axis: (place, label)}, arm by arm."""
    found = []
    for place, label in enumerate(result.labels("arm")):
        for one in result.file.get(f"panel/{label}", []):
            run = {"arm": (place, label), "replicate": (int(one), int(one))}
            points = result.file[f"panel/{label}/{one}"] if result.has("point") else [None]
            found += [run if point is None else run | {"point": (int(point), int(point))} for point in points]
    found = [run for run in found if arm in (None, run["arm"][1]) and replicate in (None, run["replicate"][1])]
    if not found:
        raise result.lacks("no panels of such members (keep = { panels = N; } of the experiment keeps those of the first N replicates)")
    return sorted(found, key=lambda run: [place for place, _ in run.values()])


def one_panel(result, name, columns):
    """That of one run."""
    group = result.panel_group(name)
    there = [column.removesuffix("_code") for column in group if column != "row"]
    frame = result.panel(name, there if columns is None else list(columns))
    about = {"unit": {}, "meaning": {}}
    for column in frame:
        attributes = group.get(f"{column}_code", group.get(column)).attrs
        about["meaning"][column] = text_of(attributes.get("long_name", ""))
        about["unit"][column] = text_of(attributes.get("unit", attributes.get("units", "1")))
        none = np.ravel(attributes["_FillValue"])[0] if "_FillValue" in attributes else None
        if about["unit"][column].startswith("days since"):
            days = frame[column] if none is None else frame[column].where(frame[column] != none)
            frame[column] = pd.to_datetime(days, unit="D")
            about["unit"][column] = "date"
        elif none is not None and not isinstance(frame[column].dtype, pd.CategoricalDtype):
            frame[column] = frame[column].where(frame[column] != none)
    frame.attrs = about
    return frame


def spells(path, columns=None, arm=None, replicate=None):
    """What everybody did when: a row for each spell in a status, with its first day and the day after its last."""
    return panel(path, "spells", columns, arm, replicate)


def people(path, columns=None, arm=None, replicate=None):
    """Everybody who was there: date of birth, sex, qualification, place."""
    return panel(path, "people", columns, arm, replicate)


def states(path, dates="MS", arm=None, replicate=None):
    """The tidy table of states: a row a person, a column a date, the main status as value, None where not there.

    `dates` are days, or a frequency of pandas: "MS", the first day of each month; "7D", each week. For sequence analysis,
    transitions, and pictures. Of an experiment a row is a person of a member: arm and replicate are in its index.
    """
    table = spells(path, ["person", "status", "start", "end", "second"], arm, replicate)
    table = table[table["second"] == 0]
    if isinstance(dates, str):
        dates = pd.date_range(Result(path).attributes["start"], table["end"].max() - pd.Timedelta(days=1), freq=dates)
    axes = [axis for axis in ("arm", "replicate", "point") if axis in table]
    if not axes:
        return states_of(table, dates)
    runs = {run: states_of(lives, dates) for run, lives in table.groupby(axes, observed=True)}
    return pd.concat(runs, names=axes)


def states_of(table, dates):
    """Those of one run."""
    persons = np.sort(table["person"].unique())
    row = pd.Index(persons).get_indexer(table["person"])
    codes = np.full((len(persons), len(dates)), -1, dtype=np.int16)
    start, end, status = table["start"].to_numpy(), table["end"].to_numpy(), table["status"].cat.codes.to_numpy()
    for column, date in enumerate(pd.DatetimeIndex(dates).to_numpy()):
        there = (start <= date) & (end > date)
        codes[row[there], column] = status[there]
    labels = np.append(np.asarray(table["status"].cat.categories, dtype=object), None)
    return pd.DataFrame(labels[codes], index=pd.Index(persons, name="person"), columns=pd.DatetimeIndex(dates, name="date"))


def parameters(path):
    """All values of the scenario of one run, with default, unit, meaning and source."""
    result = Result(path)
    if not result.has("parameters"):
        raise result.lacks("no list of parameters: the scenarios of its arms hold them")
    with opened(path, "parameters") as dataset:
        return dataset.load().to_dataframe()


def changes(path, arm=None):
    """Dated changes of the scenario: a row each."""
    return pd.DataFrame(Result(path, arm).changes(), columns=["date", "parameter", "value"]).astype({"date": "datetime64[ns]"})


def score(path, targets=None):
    """What is published beside the run: a row for each measure, with its gap, tolerance and source. Of an experiment it is the mean
    over the replicates of the first arm, with its range."""
    options = [] if targets is None else ["--targets", targets]
    return pd.read_csv(io.StringIO(told("score", "--format", "csv", *options, path)))


def together(runs):
    """Results of single runs as one dataset: {"baseline": path or dataset, "bonus": ...}; lists are replicates.

    Replicates with the same place in their lists are taken for pairs: give them the same seeds.
    """
    arms = []
    for arm, members_ in runs.items():
        members_ = members_ if isinstance(members_, (list, tuple)) else [members_]
        read = [one if isinstance(one, xr.Dataset) else series(one) for one in members_]
        one_arm = xr.concat([one.isel(arm=0, replicate=0, drop=True) for one in read], "replicate", combine_attrs="override")
        arms.append(one_arm.assign_coords(replicate=np.arange(len(read))))
    if not arms:
        raise ResultError("together: there are no runs")
    return xr.concat(arms, pd.Index(list(runs), name="arm"), join="outer", combine_attrs="override")


def sensitivity(operand, *, method="morris", set=None, change=None, parameters=None, only=None, samples=None, seeds=None,  # noqa: A002
                arm=None, output=None):
    """Runs `bassin sensitivity` of an experiment or a scenario: a pandas.DataFrame with a row for each measure and parameter.
    Runs are kept in `output`, else in the current folder, where a second call finds them.

        effects = bassin.sensitivity("classroom.cfg", only=["unemployment_rate"], samples=30)
    """
    options = settings(set, change)
    only = ",".join(only) if isinstance(only, (list, tuple)) else only
    for name, value in (("parameters", parameters), ("only", only), ("samples", samples), ("seeds", seeds), ("arm", arm), ("output", output)):
        options += [] if value is None else [f"--{name}={value}"]
    return _sensitivity_frame(json.loads(told("sensitivity", f"--method={method}", "--format=json", "--quiet", *options, "--", operand)))


def read_sensitivity(path):
    """What `bassin sensitivity` printed with --format json or csv, as such a frame."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        frame = _sensitivity_frame(json.loads(text)) if text.startswith("{") else pd.read_csv(path)
    except OSError as error:
        raise ResultError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError):
        frame = pd.DataFrame()
    if frame.empty or not {"method", "measure", "parameter"} <= {*frame.columns}:
        raise ResultError(f"{path}: this is not what bassin sensitivity prints with --format json or csv")
    return frame


def _sensitivity_frame(found):
    frame = pd.DataFrame(found["figures"])
    words = ["method", "measure", "unit", "parameter", "scale", "finding", "label"]
    for name in frame.columns.difference(words):
        frame[name] = frame[name].astype(float)
    frame.attrs.update({name: value for name, value in found.items() if name != "figures"})
    return frame
