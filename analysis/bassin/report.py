"""A report that anyone can read, from one run, or from runs without and with a change on the same people.

    report.py RUN.h5 -o report.html [--lang en|fr]
    report.py WITHOUT.h5 --with WITH.h5 -o report.html
    report.py WITHOUT_*.h5 --with WITH_*.h5 -o report.html       pairs with the same seeds, for the uncertainty

The page is one file without a network: question and change in words, differences with their band over the pairs,
series, flows, who gains and who loses (grouped by what was known before the change), the scorecard of the first run, sources
and provenance. It needs build/web/report.html, which analysis/web/build.sh makes, and the program for the scorecard
(BASSIN, or build/release/bassin).
"""

import argparse
import json
import re
import sys
from pathlib import Path

import h5py
import numpy as np

from . import program

ROOT = Path(__file__).resolve().parents[2]
# Series that the page shows: src/indicators.ts, and the flows.
SERIES = ["unemployment_rate", "long_term_share", "stock", "cdi_share", "hires", "vacancies", "pay_decile", "at_minimum",
          "second_jobs", "benefit_recipients", "benefits", "transitions"]
# Of these the page needs only the first dimensions.
SUMMED = {"stock": 1, "hires": 0, "vacancies": 0}
AGES = [(15, 25), (25, 35), (35, 50), (50, 60), (60, 75)]
DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = 30.4375
CHANGE = re.compile(r'\{ date = "([\d-]+)"; path = "([^"]+)"; value = "?([^;"]+)"?; \}')


class ReportError(Exception):
    """Results that make no report. Its text is one line."""


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def day_of(date):
    return int(np.datetime64(date, "D").astype(int))


class Run:
    """One result of one arm and one replicate."""

    def __init__(self, path):
        self.path = path
        try:
            self.file = h5py.File(path)
        except OSError as error:
            raise ReportError(f"{path}: cannot be read as a result: {error}") from error
        if "model" not in self.file.attrs or text(self.file.attrs["model"]) != "labour_market":
            raise ReportError(f"{path}: expected a result of the model labour_market")
        self.start, self.end = (day_of(text(self.file.attrs[name])) for name in ("start", "end"))
        self.seeds = tuple(int(self.file.attrs[name]) for name in ("seed", "population_seed"))

    def labels(self, dimension):
        return [text(label) for label in self.file[dimension][...]]

    def records(self, name):
        """[months, cells ...], without the dimensions that the page sums over."""
        values = self.file[name][...].astype(float)[:, 0, 0]
        first = 1 + SUMMED.get(name, values.ndim - 1)
        return values.sum(axis=tuple(range(first, values.ndim)))

    def series(self, with_flows):
        kept = {}
        for name in SERIES:
            if name in self.file and (with_flows or name != "transitions"):
                kept[name] = [None if np.isnan(v) else v for v in self.records(name).ravel().tolist()]
        return kept

    def declared(self):
        """Names, sizes and dimensions of the series, as the page knows them from the engine."""
        outputs, dimensions = [], {}
        for name in SERIES:
            if name not in self.file:
                continue
            data = self.file[name]
            dims = [Path(axis[0].name).name for axis in data.dims][3:]
            dims = dims[: SUMMED.get(name, len(dims))]
            outputs.append({"name": name, "type": "f64", "axis": 0, "cells": self.records(name)[0].size, "dims": dims,
                            "unit": text(data.attrs["units"]), "text": text(data.attrs["long_name"])})
            dimensions.update({dim: self.labels(dim) for dim in dims})
        return outputs, dimensions

    def months(self):
        bounds = self.file["time_bnds"][...]
        return [[int(first), int(last) - 1] for first, last in bounds]

    def parameters(self):
        columns = {name: [text(v) for v in self.file[f"parameters/{name}"][...]]
                   for name in ("parameter", "value", "default", "unit", "meaning", "source")}
        return {row[0]: dict(zip(columns, row)) for row in zip(*columns.values())}

    def changes(self):
        scenario = text(self.file["scenario"][()]) if self.file["scenario"].shape == () else self.file["scenario"][...].tobytes().decode()
        return {(date, path): value.strip() for date, path, value in CHANGE.findall(scenario.partition("\nchanges = (")[2])}

    def provenance(self):
        kept = {name: text(self.file.attrs[name]) for name in ("command_line", "version", "commit", "created")}
        return {"file": Path(self.path).name, "seed": self.seeds[0], "population_seed": self.seeds[1], **kept}


def changed(without, with_):
    """What differs between two runs: values from the beginning, and dated changes."""
    a, b = without.parameters(), with_.parameters()
    rows = [{"path": path, "date": None, "without": a.get(path, {}).get("value", ""), "with": b[path]["value"]}
            for path in b if b[path]["value"] != a.get(path, {}).get("value") and not path.startswith("run.")]
    old, new = without.changes(), with_.changes()
    for date, path in sorted(set(old) | set(new)):
        if old.get((date, path)) != new.get((date, path)):
            before = old.get((date, path), a[path]["value"])
            rows.append({"path": path, "date": date, "without": before, "with": new.get((date, path), a[path]["value"])})
    for row in rows:
        about = b.get(row["path"]) or a[row["path"]]
        row.update({"unit": about["unit"], "text": about["meaning"], "source": about["source"]})
    return rows


def lives(run, since):
    """Of everyone in the run, by number: months in work a year and pay a month from `since` on."""
    spells = run.file["panel/spells"]
    read = {name: spells[name][...] for name in ("person", "start", "end", "wage", "hours", "second")}
    status = spells["status_code"][...]
    working = [i for i, label in enumerate(run.labels("status")) if label in
               ("cdi", "cdd", "interim", "apprentice", "mini_job", "zero_hours", "self_employed")]
    days = np.clip(np.minimum(read["end"], run.end) - np.maximum(read["start"], since), 0, None)
    works = np.isin(status, working)
    size = int(read["person"].max()) + 1
    share = np.bincount(read["person"], days * works * (read["second"] == 0), size) / (run.end - since)
    cents = read["wage"].astype(float) * read["hours"] * days / 7 * works
    pay = np.bincount(read["person"], cents / 100, size) / ((run.end - since) / DAYS_PER_MONTH)
    return {"work": share * 12, "pay": pay}


def groups_before(run, since):
    """Groups of people by what was known the day before: [(kind, label, numbers of the people)]."""
    spells = run.file["panel/spells"]
    start, end, second = (spells[name][...] for name in ("start", "end", "second"))
    day = max(since - 1, run.start)
    there = (start <= day) & (end > day) & (second == 0)
    person, status = spells["person"][...][there], spells["status_code"][...][there]
    about = run.file["panel/people"]
    row = np.full(int(max(person.max(), about["person"][...].max())) + 1, -1)
    row[about["person"][...]] = np.arange(about["person"].shape[0])
    known = row[person] >= 0
    person, status = person[known], status[known]
    read = {name: about[name][...][row[person]] for name in ("birth_day", "female", "qualification_code")}
    age = (since - read["birth_day"]) / DAYS_PER_YEAR
    groups = [("age", f"{low}-{high - 1}", person[(age >= low) & (age < high)]) for low, high in AGES]
    groups += [("sex", label, person[read["female"] == code]) for code, label in enumerate(("man", "woman"))]
    for kind, dimension, codes in (("qualification", "qualification", read["qualification_code"]), ("status", "status", status)):
        groups += [(kind, label, person[codes == code]) for code, label in enumerate(run.labels(dimension))]
    return [(kind, label, numbers) for kind, label, numbers in groups if len(numbers) >= 30]


def winners(pairs, since):
    """For each group the means in both arms, pair by pair. None where results hold no lives of all people."""
    told = {}
    for without, with_ in pairs:
        if any("panel/spells" not in run.file or run.file["panel/spells/person"].shape[0] == 0 for run in (without, with_)):
            return None
        a, b = lives(without, since), lives(with_, since)
        for kind, label, people in groups_before(without, since):
            inside = people[(people < len(a["work"])) & (people < len(b["work"]))]
            row = told.setdefault((kind, label), {"kind": kind, "label": label, "people": [], "work": [], "pay": []})
            row["people"].append(len(inside))
            for what in ("work", "pay"):
                row[what].append([float(a[what][inside].mean()), float(b[what][inside].mean())])
    return [row for row in told.values() if len(row["people"]) == len(pairs)]


def scorecard(run):
    program.program()  # that there is none is told
    try:
        rows = json.loads(program.told("score", "--format", "json", run.path))["measures"]
    except program.RunError:
        return []
    return [row for row in rows if row.get("published") is not None]


def settings(run):
    """What the scenario sets, with its sources; tables are left to the scenario itself."""
    return [row for path, row in run.parameters().items()
            if path.count(".") == 1 and row["value"] != row["default"] and not path.startswith(("run.", "targets."))]


def pair_up(without, with_):
    """Runs that share seeds and days, in the order of the first."""
    if not with_:
        return []
    others = {run.seeds: run for run in with_}
    missing = [run.path for run in without if run.seeds not in others]
    if missing or len(others) != len(without):
        raise ReportError(f"{(missing or [with_[0].path])[0]}: there is no run of the other arm with the same seeds")
    pairs = [(run, others[run.seeds]) for run in without]
    for a, b in pairs:
        if (a.start, a.end) != (b.start, b.end):
            raise ReportError(f"{b.path}: covers other days than {a.path}")
    return pairs


def content(without, with_):
    pairs = pair_up(without, with_)
    first = without[0]
    outputs, dimensions = first.declared()
    rows = changed(*pairs[0]) if pairs else []
    dates = [day_of(row["date"]) for row in rows if row["date"]]
    since = first.start if not dates or any(row["date"] is None for row in rows) else min(dates)
    return {
        "title": text(first.file.attrs["title"]), "start": first.start, "end": first.end, "since": since, "months": first.months(),
        "outputs": outputs, "dimensions": dimensions, "changed": rows,
        "pairs": [[run.series(number == 0) for run in pair] for number, pair in enumerate(pairs)] or [[first.series(True)]],
        "winners": winners(pairs, since) if pairs else None, "score": scorecard(first), "settings": settings(first),
        "runs": [run.provenance() for pair in (pairs or [(first,)]) for run in pair],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0], formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog="\n".join(__doc__.splitlines()[2:]))
    parser.add_argument("without", nargs="+", metavar="RUN.h5")
    parser.add_argument("--with", dest="with_", nargs="+", default=[], metavar="WITH.h5")
    parser.add_argument("-o", "--output", required=True, metavar="report.html")
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    options = parser.parse_args()
    template = ROOT / "build/web/report.html"
    try:
        if not template.exists():
            raise ReportError(f"{template}: is not there: analysis/web/build.sh makes it")
        found = content([Run(path) for path in options.without], [Run(path) for path in options.with_])
    except (ReportError, program.RunError) as error:
        print(f"report.py: {error}", file=sys.stderr)
        return 2
    data = json.dumps({**found, "language": options.lang}, allow_nan=False, ensure_ascii=False).replace("<", "\\u003c")
    page = template.read_text(encoding="utf-8").replace("/*data*/null", data)
    Path(options.output).write_text(page, encoding="utf-8")
    return 0
