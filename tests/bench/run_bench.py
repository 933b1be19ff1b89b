#!/usr/bin/python3
"""Measures the programs of this folder side by side and holds them against the bars of the project.

Programs are interleaved (A B A B ...), so that a machine that slows down slows all of them, and medians and ratios
are printed. A case is any command: wall clock, user time and peak memory are taken by the system; a case may also read
its own figures from what it prints. A bar compares figures of cases. To measure another program, add its cases to
`cases` and its bars to `bars`."""
import argparse
import dataclasses
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Callable, Optional


def watch(process):
    """Waits for a process; its status, its usage, and the seconds in which its threads ran or waited for a processor that
    others had: what they would have run on a machine of their own."""
    ready = 0
    while True:
        try:
            stats = [open(f"/proc/{process}/task/{task}/schedstat", encoding="ascii").read().split()
                     for task in os.listdir(f"/proc/{process}/task")]
            ready = max(ready, sum(int(ran) + int(waited) for ran, waited, _ in stats) / 1e9)
        except (OSError, ValueError):
            pass
        done, status, usage = os.wait4(process, os.WNOHANG)
        if done:
            return status, usage, ready
        time.sleep(0.02)


@dataclasses.dataclass
class Case:
    """A command, what one unit of its work is called, and how many units it does."""
    name: str
    command: list
    units: float
    unit: str
    read: Callable = lambda printed: {}  # its own figures instead: seconds of the work proper, bytes at the peak
    runs: list = dataclasses.field(default_factory=list)
    watched: bool = False

    def run(self):
        with tempfile.TemporaryFile("w+") as output:
            begin = time.monotonic()
            process = subprocess.Popen(self.command, stdout=output, stderr=subprocess.DEVNULL)
            status, usage, ready = watch(process.pid) if self.watched else (*os.wait4(process.pid, 0)[1:], 0)
            wall = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            printed = output.read()
        if process.returncode != 0:
            sys.exit(f"{' '.join(self.command)}: exit code {process.returncode}")
        self.runs.append({"seconds": wall, "user": usage.ru_utime, "cpu": usage.ru_utime + usage.ru_stime,
                          "bytes": usage.ru_maxrss * 1024, "ready": ready} | self.read(printed))

    def median(self, figure):
        return statistics.median(run[figure] for run in self.runs)

    def best(self, figure):
        return min(run[figure] for run in self.runs)

    @property
    def rate(self):
        return self.units / self.median("seconds")

    @property
    def best_rate(self):
        return self.units / self.best("seconds")


@dataclasses.dataclass
class Bar:
    """A figure and what it has to reach: at least, or at most."""
    text: str
    value: float
    least: Optional[float] = None
    most: Optional[float] = None

    @property
    def passed(self):
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def __str__(self):
        bound = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return f"{'PASS' if self.passed else 'MISS'}  {self.text}: {self.value:.3g} ({bound})"


WEEKS = 52
SIZES = (100_000, 1_000_000, 10_000_000)


def read_mini_market(printed):
    """Loop seconds and peak megabytes from the line of the mini market (see bench_report.h)."""
    fields = printed.split()
    if len(fields) != 12 or fields[0] not in ("bassin", "plain"):
        sys.exit(f"not a line of the mini market: {printed}")
    return {"seconds": float(fields[4]), "bytes": float(fields[7]) * 1e6}


def mini_market_case(build, program, workers, threads):
    names = {"mini_market": "bassin", "mini_market_plain": "plain C"}
    command = [os.path.join(build, "tests", "bench", program), str(workers), str(WEEKS), "1", str(threads)]
    return Case(f"mini market, {names[program]}, {threads} thread{'s' if threads > 1 else ''}, {workers:.0e} workers",
                command, workers * WEEKS, "agent-weeks", read_mini_market)


def mini_market_cases(build, workers):
    return {"bassin": mini_market_case(build, "mini_market", workers, 1),
            "plain": mini_market_case(build, "mini_market_plain", workers, 1),
            "two": mini_market_case(build, "mini_market", workers, 2)}


def mini_market_bars(workers, cases):
    ratio = cases["bassin"].rate / cases["plain"].rate
    yield Bar(f"engine over plain C at {workers:.0e} workers", ratio, least=2.3)
    if workers >= 1_000_000:
        yield Bar(f"million agent-weeks a second, one thread, {workers:.0e} workers", cases["bassin"].rate / 1e6,
                  least={1_000_000: 190, 10_000_000: 150}[workers])
        yield Bar(f"two threads over one at {workers:.0e} workers", cases["two"].rate / cases["bassin"].rate, least=1.7)
    yield Bar(f"bytes per worker at {workers:.0e} workers", cases["bassin"].median("bytes") / workers, most=64)


SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scenarios")
ZONE_POPULATION = re.compile(r"(?<=population = )\d+")


def replaced_once(pattern, replacement, text):
    text, count = re.subn(pattern, replacement, text)
    if count != 1:
        sys.exit(f"the scenario has {count} times what was to be replaced once: {pattern}")
    return text


def write_scaled_scenario(folder, persons):
    """The labour market of Mulhouse with `persons` residents and jobs in proportion, for one year."""
    for part in ("territories", "targets"):
        shutil.copytree(os.path.join(SCENARIOS, part), os.path.join(folder, part))
    territory = os.path.join(folder, "territories", "mulhouse.cfg")
    with open(territory, encoding="utf-8") as file:
        text = file.read()
    scale = persons / sum(int(count) for count in ZONE_POPULATION.findall(text))
    with open(territory, "w", encoding="utf-8") as file:
        file.write(ZONE_POPULATION.sub(lambda count: str(round(int(count[0]) * scale)), text))

    with open(os.path.join(SCENARIOS, "mulhouse.cfg"), encoding="utf-8") as file:
        text = file.read()
    text = replaced_once(r"jobs = ([\d.]+)", lambda jobs: f"jobs = {float(jobs[1]) * scale:.3f}", text)
    year = 'run = { start = "2012-01-01"; end = "2013-01-01"; burn_in_days = 0; }'
    text = replaced_once(r"run = \{[^}]*\}", year, text)
    scenario = os.path.join(folder, "mulhouse.cfg")
    with open(scenario, "w", encoding="utf-8") as file:
        file.write(text)
    return scenario


def market_case(build, folder, persons, threads, *options):
    name = f"labour market, {threads} thread{'s' if threads > 1 else ''}, {persons:.0e} persons"
    name += "".join(f", {option}" for option in options[1::2])
    scenario = os.path.join(folder, f"{persons}", "mulhouse.cfg")
    command = [os.path.join(build, "bassin"), "run", scenario, "-o", os.path.join(folder, "result.h5"), "--force",
               "--quiet", "--threads", str(threads), *options]
    return Case(name, command, persons, "person-years")


def scenario_years():
    """Years that scenarios/mulhouse.cfg simulates, burn-in included."""
    with open(os.path.join(SCENARIOS, "mulhouse.cfg"), encoding="utf-8") as file:
        run = re.search(r'run = \{ start = "(\d+)-01-01"; end = "(\d+)-01-01"; burn_in_days = (\d+); \}', file.read())
    if not run:
        sys.exit("mulhouse.cfg: the run is not written as expected")
    return int(run[2]) - int(run[1]) + int(run[3]) / 365.25


def scenario_case(build, folder):
    """The scenario as it is shipped, all outputs and spells written."""
    command = [os.path.join(build, "bassin"), "run", os.path.join(SCENARIOS, "mulhouse.cfg"), "-o",
               os.path.join(folder, "mulhouse.h5"), "--force", "--quiet", "--threads", "1"]
    return Case("scenarios/mulhouse.cfg, 1 thread", command, scenario_years(), "years")


def market_cases(build, folder):
    for persons in SIZES:
        os.mkdir(os.path.join(folder, f"{persons}"))
        write_scaled_scenario(os.path.join(folder, f"{persons}"), persons)
    cases = {(persons, threads): market_case(build, folder, persons, threads)
             for persons, threads in [(size, 1) for size in SIZES] + [(1_000_000, 2)]}
    cases[1_000_000, "no panels"] = market_case(build, folder, 1_000_000, 1, "--set", "run.panels=false")
    return cases


def market_bars(cases, scenario):
    yield Bar("scenarios/mulhouse.cfg: seconds of CPU time for ten simulated years",
              10 * scenario.median("cpu") / scenario.units, most=6)
    yield Bar("labour market: seconds of CPU time for a year of 1e6 persons", cases[1_000_000, 1].median("cpu"), most=4)
    cost = {persons: cases[persons, 1].median("cpu") / persons for persons in SIZES}
    small, middle, large = SIZES
    yield Bar("labour market: cost of a person-year at 1e7 over that at 1e5", cost[large] / cost[small], most=1.5)
    spells = 1 - cases[middle, "no panels"].median("cpu") / cases[middle, 1].median("cpu")
    yield Bar("labour market: share of CPU time for the spells of all lives at 1e6", spells, most=0.2)
    yield Bar("labour market: gigabytes at 1e7 persons", cases[large, 1].median("bytes") / 1e9, most=3)
    yield Bar("labour market: two threads over one at 1e6 persons",
              cases[middle, 2].rate / cases[middle, 1].rate, least=1.7)


def measure_market(build, rounds):
    with tempfile.TemporaryDirectory() as folder:
        cases = market_cases(build, folder)
        scenario = scenario_case(build, folder)
        few = min(3, rounds)
        run_in_turn([scenario, *cases.values()], few)
        run_in_turn([case for (persons, _), case in cases.items() if persons != SIZES[-1]], rounds - few)
    print(f"{scenario.name:58} {scenario.median('cpu') / scenario.units:9.2f} s CPU per simulated year, "
          f"{scenario.median('seconds'):.2f} s wall, {scenario.median('bytes') / 1e6:.0f} MB", flush=True)
    for case in cases.values():
        print(f"{case.name:58} {case.median('cpu') / case.units * 1e6:9.2f} us CPU per person-year, "
              f"{case.median('seconds'):.2f} s wall, {case.median('bytes') / 1e6:.0f} MB", flush=True)
    return list(market_bars(cases, scenario))


def write_experiment(folder, name, scenario, date, end, replicates):
    """Two arms that part on `date`."""
    path = os.path.join(folder, f"{name}.cfg")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'''scenario = "{os.path.join(SCENARIOS, scenario)}";
overrides = ( {{ path = "run.end"; value = "{end}"; }}, {{ path = "run.panels"; value = false; }} );
arms = ( {{ name = "baseline"; }},
         {{ name = "higher"; changes = ( {{ date = "{date}"; path = "minimum_wage.level"; value = 11.0; }} ); }} );
replicates = {{ count = {replicates}; }};
''')
    return path


def batch_case(build, folder, experiment, members, threads):
    name = os.path.splitext(os.path.basename(experiment))[0]
    command = [os.path.join(build, "bassin"), "batch", experiment, "-o", os.path.join(folder, f"{name}.h5"), "--force",
               "--quiet", "--threads", str(threads)]
    return Case(f"batch of {members} members of {name}, {threads} thread{'s' if threads > 1 else ''}", command, members,
                "members", watched=True)


def one_by_one_case(build, folder, experiment, members):
    """The same members, each from its first day in a run of its own on all threads."""
    program = os.path.join(build, "bassin")
    for member in range(1, members + 1):
        with open(os.path.join(folder, f"{member}.cfg"), "w", encoding="utf-8") as file:
            subprocess.run([program, "check", experiment, "--member", str(member)], stdout=file, check=True)
    script = (f'for i in $(seq {members}); do "{program}" run "{folder}/$i.cfg" -o "{folder}/one.h5" -f -q -t 2; done')
    return Case(f"the same {members} members one by one, 2 threads", ["sh", "-ec", script], members, "members")


def ready_share(case):
    """Of the time of two processors."""
    return case.median("ready") / 2 / case.median("seconds")


def compare_case(build, folder, members):
    command = [os.path.join(build, "bassin"), "compare", os.path.join(folder, "classroom.h5")]
    return Case(f"bassin compare of {members} members of classroom", command, members, "members")


def batch_bars(one, two, alone, town, compared):
    yield Bar("batch: two cores over one, wall clock", two.rate / one.rate, least=1.9)
    yield Bar("batch: two cores over one, if both were its own", ready_share(two) * 2 * one.median("cpu") /
              two.median("cpu"), least=1.9)
    yield Bar("batch: over the same runs one by one, wall clock", two.rate / alone.rate, least=1.35)
    yield Bar("batch: over the same runs one by one, CPU time", alone.median("cpu") / two.median("cpu"), least=1.35)
    yield Bar("batch: peak megabytes for each member in flight", two.median("bytes") / 2 / 1e6, most=150)
    yield Bar("batch: share of two cores that many small members keep busy, if both were its own", ready_share(town),
              least=0.95)
    yield Bar(f"compare: seconds for {compared.units} members of the classroom", compared.median("seconds"), most=3)


def measure_batch(build, rounds, replicates):
    """Two years of common history behind the burn-in and three of difference; the bars are meant for 100 replicates, and
    for 2 000 members of the classroom."""
    with tempfile.TemporaryDirectory() as folder:
        market = write_experiment(folder, "mulhouse", "mulhouse.cfg", "2014-01-01", "2017-01-01", replicates)
        small = write_experiment(folder, "classroom", "classroom.cfg", "2017-01-01", "2019-01-01", 10 * replicates)
        cases = [batch_case(build, folder, market, 2 * replicates, 1), batch_case(build, folder, market, 2 * replicates, 2),
                 one_by_one_case(build, folder, market, 2 * replicates),
                 batch_case(build, folder, small, 20 * replicates, 2), compare_case(build, folder, 20 * replicates)]
        run_in_turn(cases, rounds)
    for case in cases:
        print(f"{case.name:58} {case.median('seconds'):9.2f} s wall, {case.median('cpu'):.2f} s CPU, "
              f"{case.median('bytes') / 1e6:.0f} MB", flush=True)
    return list(batch_bars(*cases))


def run_in_turn(cases, rounds):
    for _ in range(rounds):
        for case in cases:
            case.run()


def measure(cases, rounds):
    run_in_turn(cases, rounds)
    for case in cases:
        print(f"{case.name:58} {case.rate / 1e6:9.1f} million {case.unit}/s (best {case.best_rate / 1e6:.1f}), "
              f"user {case.median('user'):.2f} s, {case.median('bytes') / 1e6:.0f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release", help="build folder (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of small cases (default: %(default)s)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, choices=SIZES, metavar="N",
                        help="workers of the mini market")
    parser.add_argument("--replicates", type=int, default=4, help="of the batch, which has ten times as many of the "
                        "classroom; the bars are meant for 100 (default: %(default)s)")
    parser.add_argument("--only", choices=("mini", "market", "batch"), help="only the mini market, the labour market, "
                        "or a batch")
    arguments = parser.parse_args()

    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is busy (load {load:.1f}): trust ratios more than rates, and two threads not at all")
    bars = []
    for workers in arguments.sizes if arguments.only in (None, "mini") else []:
        cases = mini_market_cases(arguments.build, workers)
        measure(cases.values(), arguments.rounds if workers < 10_000_000 else min(3, arguments.rounds))
        bars += mini_market_bars(workers, cases)
    if arguments.only in (None, "market"):
        bars += measure_market(arguments.build, arguments.rounds)
    if arguments.only in (None, "batch"):
        bars += measure_batch(arguments.build, min(3, arguments.rounds), arguments.replicates)
    print()
    for bar in bars:
        print(bar)
    print(f"{sum(bar.passed for bar in bars)} of {len(bars)} bars passed")


if __name__ == "__main__":
    main()
