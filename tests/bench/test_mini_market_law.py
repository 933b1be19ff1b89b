#!/usr/bin/python3
"""The mini market on the engine and the plain program have the same law, and it is the published one.

Over many seeds, the averages of weeks 27 to 52 of each program are independent draws; the difference of their means,
in standard errors, must stay below a bound that two equal laws pass with a probability above 0.999 for all figures
together. Seeds are fixed, so the test is the same every time. The figures of one large market must be those that others
report for this law."""
import math
import subprocess
import sys

engine, plain = sys.argv[1:3]
WORKERS, SEEDS = 10000, 150
FIGURES = ("unemployed", "fixed_term", "vacancies", "hires", "expiries", "separations", "mean_wage", "wage_variance")
# 8 figures and their spreads in two windows, two-sided, about 298 degrees of freedom: 32 * 4e-5 is near 0.001.
BOUND = 4.2


def weeks(program, seed):
    command = [program, str(WORKERS), "52", str(seed), "1", "--weekly"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [[float(field) for field in line.split()[2:]] for line in done.stderr.splitlines()]


def averages(program, first, last, runs):
    return [[sum(week[k] for week in run[first - 1:last]) / (last - first + 1) for k in range(len(FIGURES))]
            for run in runs]


def moments(values):
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)


runs = {program: [weeks(program, seed) for seed in range(1, SEEDS + 1)] for program in (engine, plain)}
failed = False
for first, last in ((1, 8), (27, 52)):
    here = averages(engine, first, last, runs[engine])
    there = averages(plain, first, last, runs[plain])
    for k, name in enumerate(FIGURES):
        mean_here, variance_here = moments([row[k] for row in here])
        mean_there, variance_there = moments([row[k] for row in there])
        gap = (mean_here - mean_there) / math.sqrt(variance_here + variance_there)
        # The spread between seeds belongs to the law too: the logarithm of a ratio of variances.
        spread = math.log(variance_here / variance_there) / math.sqrt(4.0 / (SEEDS - 1))
        bad = abs(gap) > BOUND or abs(spread) > BOUND
        failed = failed or bad
        print(f"weeks {first}-{last} {name:14} engine {mean_here:.6g} plain {mean_there:.6g} gap {gap:+.2f} "
              f"spread {spread:+.2f}{'  <-- differs' if bad else ''}")

# unemployed, fixed-term share, hires a week, mean wage: published to these digits.
PUBLISHED = ((0.046, 0.0005), (0.114, 0.0010), (0.0085, 0.0001), (1.10, 0.005))
for program in (engine, plain):
    line = subprocess.run([program, "1000000"], capture_output=True, text=True, check=True).stdout.split()
    for field, (published, tolerance) in zip(line[8:], PUBLISHED):
        if not abs(float(field) - published) <= tolerance:
            failed = True
            print(f"{line[0]}: {field} instead of {published}")
sys.exit("the laws differ" if failed else 0)
