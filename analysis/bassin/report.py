"""What a result says, for people who read no code: one page, from a run or an experiment.

`bassin report RESULT.h5 -o report.html` starts it. The page is one file without a network: question and arms in words, what
differs and in how many of the paired runs, series with their bands, flows, who gains and who loses (grouped by what was
known before the change), public accounts, the scorecard of the first arm, sources and provenance.

The page itself is build/web/report.html, which `analysis/web/build.sh report` makes; it says which figures it shows.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

from . import program
from .result import Result, ResultError

HERE = Path(__file__).resolve()
# In the source tree, and where `cmake --install` puts it.
PAGES = [HERE.parents[2] / "build/web/report.html", HERE.parents[1] / "report.html"]
DATA = "/*data*/null"
INDICATORS = re.compile(r'<script type="application/json" id="indicators">(.*?)</script>', re.S)
BAND = (0.1, 0.9)  # 8 in 10
FEWEST = 5  # members of a band
YEAR = 12


# ---- figures ----------------------------------------------------------------------------------------------------------


def declared(series):
    """Figures that follow from the declaration of a series, as addDeclared of analysis/web/src/indicators.ts has them."""
    unit = attribute(series, "unit") or attribute(series, "units")
    text = attribute(series, "long_name")
    if unit.startswith("cent") and not unit.startswith("cent/hour"):
        return {"scale": 1e-5, "unit": "kEUR/month", "digits": 1, "optional": True, "text": text}
    if unit.startswith(("percent", "%")) and series.ndim == 3:
        return {"unit": "%", "digits": 1, "optional": True, "text": text}
    return None


def attribute(series, name):
    value = series.attrs.get(name, "")
    return value.decode() if isinstance(value, bytes) else str(value)


def dimensions(series):
    return [Path(axis[0].name).name for axis in series.dims]


def is_monthly(item):
    return isinstance(item, h5py.Dataset) and item.ndim > 2 and sorted(dimensions(item)[:3]) == ["arm", "replicate", "time"]


def of_one_arm(series, arm):
    """[replicates, months, cells ...]; nan where a member is missing. The result of one run begins with time."""
    values = series[arm] if dimensions(series)[0] == "arm" else np.moveaxis(series[()], 0, 2)[arm]
    return np.where(values == np.iinfo(np.int64).min, np.nan, values.astype(float)) if values.dtype.kind == "i" else values


class Figures:
    """The figures of the page, by month, of any run of a result."""

    def __init__(self, result, listed):
        self.file = result.file
        self.result = result
        self.months = result.file["time"].size
        monthly = {name: item for name, item in result.file.items() if is_monthly(item)}
        self.all = [indicator for indicator in listed if indicator["output"] in monthly]
        taken = {indicator["output"] for indicator in listed}
        for name, item in sorted(monthly.items()):
            figure = None if name in taken else declared(item)
            if figure is not None:
                self.all.append({"id": name, "output": name, **figure})

    def cells(self, indicator, values):
        """[replicates, months, cells ...] as [replicates, months]."""
        if "of" in indicator:
            labels = self.result.labels(dimensions(self.file[indicator["output"]])[3])
            values = values[:, :, [i for i, label in enumerate(labels) if label in indicator["of"]]]
        return values.reshape(*values.shape[:2], -1).sum(axis=2) * indicator.get("scale", 1)

    def of_arm(self, arm):
        """{id: [replicates, months]}, nan where a member is missing."""
        read, found = {}, {}
        for indicator in self.all:
            series = self.file[indicator["output"]]
            if series.name not in read:
                read[series.name] = of_one_arm(series, arm)
            found[indicator["id"]] = self.cells(indicator, read[series.name])
        return found

    def shown(self, arms):
        """Those that have numbers, other than zero if they are optional."""
        def is_there(indicator):
            values = [arm[indicator["id"]] for arm in arms]
            return any(np.any(np.isfinite(v) & ((v != 0) | (not indicator.get("optional", False)))) for v in values)
        return [indicator for indicator in self.all if is_there(indicator)]


def listed_of(values, digits):
    """JSON has no nan, and the page needs no more than two places behind those that it shows."""
    return [None if not np.isfinite(value) else round(float(value), digits + 2) for value in np.ravel(values)]


def rows_there(values):
    return values[np.isfinite(values).any(axis=1)]


def band(values, digits):
    """Of [runs, months]: mean, and where 8 in 10 runs lie."""
    values = rows_there(values)
    if len(values) == 0:
        return None
    kept = {"mean": listed_of(values.mean(axis=0), digits)}
    if len(values) >= FEWEST:
        kept.update({"low": listed_of(np.quantile(values, BAND[0], axis=0), digits), "high": listed_of(np.quantile(values, BAND[1], axis=0), digits)})
    return kept


def last_year(values):
    """[runs]: means of the last twelve months."""
    last = values[:, -YEAR:]
    there = np.isfinite(last)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(there, last, 0).sum(axis=1) / there.sum(axis=1)


def mean_of(values):
    """None where there is no number."""
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else None


def pairs_of(without, with_, digits):
    """The last twelve months of all pairs, run by run, and what they say together."""
    a, b = last_year(without), last_year(with_)
    there = np.isfinite(a) & np.isfinite(b)
    a, b = a[there], b[there]
    if len(a) == 0:
        return None
    gaps = b - a
    kept = {"without": float(a.mean()), "with": float(b.mean()), "mean": float(gaps.mean()), "higher": int((gaps > 0).sum()), "lower": int((gaps < 0).sum()),
            "pairs": len(gaps), "low": None, "high": None, "runs": [listed_of(a, digits), listed_of(b, digits)]}
    if len(gaps) >= FEWEST:
        kept["low"], kept["high"] = (float(np.quantile(gaps, share)) for share in BAND)
    return kept


def flows(result, arm):
    """[from][to]: moves between statuses in the last twelve months, mean over runs."""
    if "transitions" not in result.file:
        return None
    values = of_one_arm(result.file["transitions"], arm)[:, -YEAR:]
    there = values[np.isfinite(values).all(axis=(1, 2, 3))]
    return None if len(there) == 0 else there.sum(axis=1).mean(axis=0).round(1).tolist()


# ---- scenarios --------------------------------------------------------------------------------------------------------


def scenario_of(result, arm):
    """All values of an arm as texts, and its dated changes, as `bassin export --web` prints them."""
    place = result.file["scenario" if "scenario" in result.file else f"scenarios/{arm}"]
    with tempfile.TemporaryDirectory(prefix="bassin-") as folder:
        path = Path(folder, "arm.cfg")
        path.write_bytes(place[()].tobytes())
        return json.loads(program.told("export", "--web", path))


def values_of(scenario):
    """{path: value}; rows of tables by their name, else by their number."""
    found = {}
    for group, rows in scenario["groups"].items():
        if group == "targets":
            continue
        for number, row in enumerate(rows):
            name = "" if group in scenario["scalars"] else f".{row.get('name', number + 1)}"
            found.update({f"{group}{name}.{parameter}": value for parameter, value in row.items()})
    return found


def changes_of(scenario):
    return {(change["date"], change["path"]): change["value"] for change in scenario["changes"]}


class Parameters:
    """What the program says of parameters."""

    def __init__(self, model):
        rows = json.loads(program.told("params", "--format", "json"))
        self.rows = {row["path"]: row for row in rows if row["model"] in ("engine", model)}
        self.fields = {(row["group"], row["name"]): row for row in rows}

    def about(self, path):
        parts = path.split(".")
        row = self.rows.get(path) or self.fields.get((parts[0], parts[-1])) or {"unit": "1", "text": "", "source": "", "default": None}
        return {"unit": row["unit"], "text": row["text"], "source": row["source"]}

    def settings(self, scenario):
        """What the scenario sets other than the default, tables left out."""
        values = values_of(scenario)
        return [{"path": path, "value": values[path], **self.about(path)} for path, row in self.rows.items()
                if not row["table"] and path in values and values[path] != str(row["default"]) and not path.startswith("run.")]


def changed(parameters, without, with_):
    """What differs between two arms: values from the beginning, and dated changes."""
    a, b = values_of(without), values_of(with_)
    rows = [{"path": path, "date": None, "without": a.get(path, ""), "with": b[path]} for path in b if b[path] != a.get(path) and not path.startswith("run.")]
    old, new = changes_of(without), changes_of(with_)
    for date, path in sorted(set(old) | set(new)):
        if old.get((date, path)) != new.get((date, path)):
            rows.append({"path": path, "date": date, "without": old.get((date, path), a.get(path, "")), "with": new.get((date, path), a.get(path, ""))})
    return [{**row, **parameters.about(row["path"])} for row in rows]


# ---- what the program computes ----------------------------------------------------------------------------------------


PERSON_FIGURES = ("days_at_work", "paid")


def persons(result, arm):
    """Groups of the same persons in both arms, by what was known before (`bassin compare --persons`); why there are none."""
    try:
        told = json.loads(program.told("compare", result.path, "--persons", "--arm", arm, "--only", ",".join(PERSON_FIGURES), "--format", "json"))
    except program.RunError as error:
        return {"none": str(error).splitlines()[0].removeprefix("bassin: "), "rows": []}
    kept = ("figure", "group", "persons", "pairs", "baseline_mean", "difference", "low", "high", "finding", "placebo_difference", "placebo_low", "placebo_high", "known_on")
    return {"none": "", "rows": [{name: row[name] for name in kept} for row in told["differences"] if row["persons"] and row["persons"] >= 30]}


def scorecard(result):
    try:
        told = json.loads(program.told("score", "--format", "json", result.path))
    except program.RunError:
        return []
    kept = ("measure", "label", "measure_unit", "published", "tolerance", "within", "source", "territory", "year")
    return [{**{name: row[name] for name in kept}, "simulated": row.get("mean", row.get("simulated"))} for row in told["measures"] if row.get("published") is not None]


def arms_of(result):
    """Names of the arms, what the experiment says of them, and which are placebos."""
    if "experiment" not in result.file:
        return [{"name": "", "text": "", "placebo": False}]
    told = json.loads(program.told("info", "--format", "json", result.path))
    return [{"name": name, "text": text, "placebo": name in told["placebos"]} for name, text in zip(told["arms"], told["arm_texts"])]


# ---- the report -------------------------------------------------------------------------------------------------------


def day_of(date):
    return int(np.datetime64(date, "D").astype(int))


def comparison(context, number, arm):
    """One arm beside the first, replicate by replicate."""
    result, figures, shown, base, scenarios, placebo = context
    own = figures.of_arm(number)
    names = result.labels("arm")
    rows = changed(Parameters(result.attributes["model"]), scenarios[names[0]], scenarios[arm])
    start = day_of(result.attributes["start"])
    since = min((start if row["date"] is None else day_of(row["date"]) for row in rows), default=start)
    told = {}
    for indicator in shown:
        name, digits = indicator["id"], indicator["digits"]
        there = np.isfinite(base[name]).any(axis=1) & np.isfinite(own[name]).any(axis=1)
        gap = own[name] - base[name]
        told[name] = {"with": band(own[name][there], digits), "difference": band(gap[there], digits), "year": pairs_of(base[name], own[name], digits)}
        if placebo is not None:
            chance = pairs_of(base[name], placebo[name], digits)
            told[name]["placebo"] = None if chance is None else {key: chance[key] for key in ("mean", "low", "high", "pairs")}
    return {"arm": arm, "since": since, "changed": rows, "figures": told, "flows": flows(result, number), "persons": persons(result, arm)}


def seeds_of(result):
    if "member" in result.file:
        member = result.file["member"]
        return {"seeds": sorted({int(seed) for seed in member["seed"][()]}), "population_seeds": sorted({int(seed) for seed in member["population_seed"][()]})}
    return {"seeds": [int(result.attributes["seed"])], "population_seeds": [int(result.attributes["population_seed"])]}


def content(path, indicators):
    result = Result(path)
    if result.attributes["model"] != "labour_market":
        raise result.lacks("no figures that the report knows: it is for the model labour_market")
    if result.has("point"):
        raise result.lacks("a sweep, which the report has no place for: bassin compare and bassin sensitivity read it")
    figures = Figures(result, indicators)
    names, arms = result.labels("arm"), arms_of(result)
    placebos = [arm["name"] for arm in arms if arm["placebo"]]
    scenarios = {name: scenario_of(result, name) for name in names}
    base = figures.of_arm(0)
    others = [(number, name) for number, name in enumerate(names) if number > 0 and name not in placebos]
    shown = figures.shown([base, *(figures.of_arm(number) for number, _ in others)])
    if not shown:
        raise result.lacks("no monthly series that the report shows (keep = { series = \"all\"; } of the experiment keeps them)")
    placebo = figures.of_arm(names.index(placebos[0])) if placebos else None
    context = (result, figures, shown, base, scenarios, placebo)
    attributes = result.attributes
    return {
        "title": attributes.get("title") or Path(path).stem, "story": attributes.get("story", ""), "start": day_of(attributes["start"]), "end": day_of(attributes["end"]),
        "months": [[int(first), int(last) - 1] for first, last in result.file["time_bnds"][()]],
        "indicators": shown, "statuses": result.labels("status"),
        "arms": arms,
        "replicates": int(result.file["replicate"].size), "members": int(attributes.get("members", 1)), "members_done": int(attributes.get("members_done", 1)),
        "base": {indicator["id"]: band(base[indicator["id"]], indicator["digits"]) for indicator in shown}, "flows": flows(result, 0),
        "base_year": {indicator["id"]: mean_of(last_year(base[indicator["id"]])) for indicator in shown},
        "comparisons": [comparison(context, number, name) for number, name in others],
        "score": scorecard(result), "settings": Parameters(attributes["model"]).settings(scenarios[names[0]]),
        "origin": {"file": Path(path).name, "identity": attributes.get("experiment_identity", ""), **seeds_of(result),
                   **{name: attributes[name] for name in ("command_line", "version", "commit", "created")}},
    }


def page_text():
    for path in PAGES:
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise ResultError(f"{PAGES[0]}: there is no page to put the report into; analysis/web/build.sh report makes it (tools/setup.sh report installs what that needs)")


def write(path, text, force):
    """Under another name first: what is there is whole at any moment."""
    if path.exists() and not force:
        raise ResultError(f"{path}: there is a file of this name; --force replaces it")
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def parser_of():
    parser = argparse.ArgumentParser(prog="bassin report", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("result", metavar="RESULT.h5", help="of a run or of an experiment without a sweep")
    parser.add_argument("-o", "--output", metavar="FILE", help="the page to write (default: the name of the result with .html)")
    parser.add_argument("-l", "--lang", choices=("en", "fr"), default="en", help="its language")
    parser.add_argument("-f", "--force", action="store_true", help="replace a file that exists")
    return parser


def main():
    options = parser_of().parse_args()
    output = Path(options.output or Path(options.result).with_suffix(".html").name)
    try:
        Result(options.result)  # that there is none is told before anything else
        text = page_text()
        found = content(options.result, json.loads(INDICATORS.search(text).group(1)))
        data = json.dumps({**found, "language": options.lang}, allow_nan=False, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        write(output, text.replace(DATA, data), options.force)
    except (ResultError, program.RunError) as error:
        print(f"bassin: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"bassin: {output}: {os.strerror(error.errno)}", file=sys.stderr)
        return 1
    print(f"bassin: wrote {output}", file=sys.stderr)
    return 0
