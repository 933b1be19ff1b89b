#!/usr/bin/python3
"""The search of `bassin calibrate` against those of NLopt and CMA-ES, at equal numbers of points.

    calibrate_searches.py BASSIN SCENARIO PARAMETERS.csv [--truth PATH=VALUE,...] [--set PATH=VALUE] [--points N,N]
                          [--starts N] [--seeds N] [--draw N] [--measures NAME,...]

With --truth the targets are made: all measures, or those that are named, are what 16 runs at these values give, each with the
standard deviation between these runs as tolerance (one percent of the value, if that is more). Else they are those of the scenario.

Each method begins with steps of a fifth of the range and looks for the least loss of the command: all targets, the same
seeds at all points, the same starts, which are drawn from the middle half of each range; each start has seeds of its own.
It prints, after as many points, median and range over the starts of the least loss that was seen, which part luck has made where
runs are noisy; of the loss of that point with 8 other seeds; and, with --truth, of how far the point is from the truth: the mean
over the parameters, in percent of the range. Needs python3-cmaes and python3-nlopt.
"""

import argparse
import csv
import math
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import cmaes
import nlopt
import numpy

BEND = 3.0
FIRST_STEP = 0.2


class Spent(Exception):
    """All points are used."""


class Problem:
    """The loss at positions from 0 to 1, which are told to the program as values; of one start, with its seeds."""

    def __init__(self, arguments, folder, seed):
        self.program, self.folder, self.first_seed, self.seeds = arguments.bassin, folder, seed, arguments.seeds
        self.scenario, self.set = pathlib.Path(arguments.scenario).resolve(), arguments.set
        with open(arguments.parameters, newline="") as file:
            rows = list(csv.DictReader(file))
        self.paths = [row["parameter"] for row in rows]
        self.ranges = [(float(row["lower"]), float(row["upper"])) for row in rows]
        self.logarithmic = [low > 0 and high >= 10 * low for low, high in self.ranges]
        self.targets = folder / "targets.csv" if arguments.truth else None
        self.cache, self.scale = {}, None

    def text(self, factor, position):
        low, high = self.ranges[factor]
        share = min(max(position, 0), 1)
        return "%.6g" % (low * (high / low) ** share if self.logarithmic[factor] else low + share * (high - low))

    def position(self, factor, value):
        low, high = self.ranges[factor]
        return math.log(value / low) / math.log(high / low) if self.logarithmic[factor] else (value - low) / (high - low)

    def settings(self, texts):
        return [word for pair in [*self.set, *(f"{path}={text}" for path, text in zip(self.paths, texts))] for word in ("--set", pair)]

    def run(self, texts, seed):
        """Measures with what is published and the tolerance, by the name of the target; while targets are made, of the measure."""
        result = self.folder / "run.h5"
        subprocess.run([self.program, "run", self.scenario, "-q", "-f", "-t", "1", "-o", result, "--seed", str(seed), "--set",
                        f"run.population_seed={seed}", "--set", "run.panels=false", *self.settings(texts)], check=True)
        making = self.targets is not None and not self.targets.exists()
        targets = ["--targets", self.targets] if self.targets is not None and not making else []
        table = subprocess.run([self.program, "score", result, "--format", "csv", *targets], check=True, capture_output=True,
                               text=True).stdout
        return {row["measure" if making else "id"]: (float(row["simulated"]), float(row["published"] or "nan"), float(row["tolerance"] or "nan"))
                for row in csv.DictReader(table.splitlines()) if row["simulated"] and (row["id"] or making)}

    def make_targets(self, truth, measures):
        texts = ["%.6g" % truth[path] for path in self.paths]
        runs = [self.run(texts, seed) for seed in range(900001, 900017)]
        lines = ["id,measure,value,tolerance,source,confidence"]
        for name in runs[0]:
            values = [run[name][0] for run in runs if name in run]
            if (not measures or name in measures) and len(values) == len(runs):
                mean = statistics.mean(values)
                tolerance = max(statistics.stdev(values), 0.01 * abs(mean))
                if tolerance > 0:
                    lines.append(f"{name},{name},{mean!r},{tolerance!r},runs at the truth,D")
        self.targets.write_text("\n".join(lines) + "\n")
        return len(lines) - 1

    def loss(self, position, fresh=False):
        texts = tuple(self.text(factor, x) for factor, x in enumerate(position))
        key = texts, fresh
        if key not in self.cache:
            runs = [self.run(texts, seed) for seed in
                    (range(800001, 800009) if fresh else range(self.first_seed, self.first_seed + self.seeds))]
            runs = [{name: run[name] for name in runs[0] if not math.isnan(run[name][1])} for run in runs]
            if self.scale is None:
                self.scale = {name: math.hypot(runs[0][name][2], statistics.stdev(run[name][0] for run in runs)
                                               / math.sqrt(self.seeds) if self.seeds > 1 else 0) for name in runs[0]}
            gaps = [abs(statistics.mean(run[name][0] for run in runs) - runs[0][name][1]) / scale
                    for name, scale in self.scale.items()]
            self.cache[key] = statistics.mean(gap ** 2 if gap <= BEND else BEND * (2 * gap - BEND) for gap in gaps)
        return self.cache[key]


def limited(problem, points):
    """The loss, for so many points."""
    seen = []

    def loss(position, *_):
        if len(seen) == points:
            raise Spent
        seen.append((problem.loss(position), list(position)))
        return seen[-1][0]

    return loss, seen


def with_nlopt(algorithm):
    def search(loss, start, points, seed):
        nlopt.srand(seed + 1)
        method = nlopt.opt(algorithm, len(start))
        method.set_lower_bounds(0)
        method.set_upper_bounds(1)
        method.set_min_objective(loss)
        method.set_initial_step(FIRST_STEP)
        method.set_maxeval(points)
        method.optimize(start)

    return search


def with_cmaes(loss, start, points, seed):
    method = cmaes.CMA(mean=numpy.array(start), sigma=FIRST_STEP, seed=seed + 1, bounds=numpy.array([[0, 1]] * len(start)))
    loss(start)
    while True:
        method.tell([(x, loss(x)) for x in (method.ask() for _ in range(method.population_size))])


def with_bassin(problem, start, points):
    """The loss at the values that the command gives after at most so many points, and how many it used."""
    with tempfile.TemporaryDirectory() as folder:
        listed = pathlib.Path(folder) / "p.csv"
        listed.write_text("parameter,lower,upper\n" + "".join(
            f"{path},{low},{high}\n" for path, (low, high) in zip(problem.paths, problem.ranges)))
        targets = ["--targets", problem.targets] if problem.targets else []
        seed = ["--set", f"run.seed={problem.first_seed}", "--set", f"run.population_seed={problem.first_seed}"]
        said = subprocess.run([problem.program, "calibrate", problem.scenario, "-p", listed, "-x", "0", "-o",
                               pathlib.Path(folder) / "v.cfg", "--seeds", str(problem.seeds), "--budget", str(points), *targets, *seed,
                               *problem.settings([problem.text(factor, x) for factor, x in enumerate(start)])],
                              check=True, capture_output=True, text=True)
        rows = [line for line in (pathlib.Path(folder) / "v.cfg").read_text().splitlines() if " # was " in line]
    values = {line.split()[0]: float(line.split()[2].rstrip(";")) for line in rows}
    position = [problem.position(factor, values[path.rpartition(".")[2]]) for factor, path in enumerate(problem.paths)]
    used = int(said.stderr.rpartition(" points,")[0].split()[-1])
    return (problem.loss(position), position), used


class Table:
    """What came out: by method and number of points, a record for each start."""

    def __init__(self, truth):
        self.truth, self.found = truth, {}

    def add(self, problem, name, points, found):
        loss, position = found
        record = {"seen": loss, "others": problem.loss(position, fresh=True)}
        if self.truth:
            record["off"] = 100 * statistics.mean(
                abs(x - problem.position(factor, self.truth[path])) for factor, (path, x) in enumerate(zip(problem.paths, position)))
        self.found.setdefault((points, name), []).append(record)
        print(f"{points} points, {name}: {record}", file=sys.stderr, flush=True)

    def report(self):
        for (points, name), records in sorted(self.found.items(), key=lambda item: item[0][0]):
            cells = []
            for what in records[0]:
                values = [record[what] for record in records]
                cells.append(f"{what} {statistics.median(values):8.3g} ({min(values):.3g} to {max(values):.3g})")
            print(f"{points:4} points  {name:8}  " + "   ".join(cells))


def try_start(problem, methods, start, budgets, number, table):
    """All methods from one start. Returns how many points the command used for each budget."""
    table.add(problem, "start", 0, (problem.loss(start), start))
    used = []
    for points in budgets:
        found, count = with_bassin(problem, start, points)
        table.add(problem, "bassin", points, found)
        used.append(count)
    for name, method in methods.items():
        loss, seen = limited(problem, budgets[-1])
        try:
            method(loss, start, budgets[-1], number)
        except (Spent, nlopt.ForcedStop, nlopt.RoundoffLimited):
            pass
        for points in budgets:
            table.add(problem, name, points, min(seen[:points]))
    return used


def pairs(text):
    return dict((path, float(value)) for path, value in (pair.split("=") for pair in text.split(",")))


def main():
    parser = argparse.ArgumentParser()
    for name in ("bassin", "scenario", "parameters"):
        parser.add_argument(name)
    parser.add_argument("--truth", type=pairs, help="make the targets at these values")
    parser.add_argument("--measures", type=lambda text: text.split(","), help="of the targets that are made")
    parser.add_argument("--set", action="append", default=[], help="as of bassin run")
    parser.add_argument("--points", type=lambda text: [int(points) for points in text.split(",")], default=[30])
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--draw", type=int, default=2, help="which starts are drawn; the constants of our search were set on draw 1")
    arguments = parser.parse_args()
    methods = {"BOBYQA": with_nlopt(nlopt.LN_BOBYQA), "SBPLX": with_nlopt(nlopt.LN_SBPLX),
               "COBYLA": with_nlopt(nlopt.LN_COBYLA), "CRS2": with_nlopt(nlopt.GN_CRS2_LM), "CMA-ES": with_cmaes}
    draw = random.Random(arguments.draw)
    budgets = sorted(arguments.points)
    table, used = Table(arguments.truth), []
    with tempfile.TemporaryDirectory() as folder:
        targets = None
        for number in range(arguments.starts):
            problem = Problem(arguments, pathlib.Path(folder), 1 + number * arguments.seeds + 1000 * arguments.draw)
            if arguments.truth and targets is None:
                targets = problem.make_targets(arguments.truth, arguments.measures)
            start = [draw.uniform(0.25, 0.75) for _ in problem.paths]
            used.append(try_start(problem, methods, start, budgets, number, table))
    print(f"{arguments.seeds} seeds, {arguments.starts} starts of draw {arguments.draw}"
          + (f", {targets} targets made" if targets else "") + f"; bassin used {used} of {budgets} points")
    table.report()


if __name__ == "__main__":
    main()
