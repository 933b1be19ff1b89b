#!/usr/bin/python3
"""The two-state model a second time, in plain Python, from the random generator upwards.

Written to be read beside models/two_state: one loop over days, one over people, no threads, no arrays. It
must agree with the program draw for draw: the same stock on every day, the same spells of every person.

    two_state_twin.py path/to/bassin
"""

import struct
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

MASK = 2**64 - 1
ACTOR_STEP = 0x9E3779B97F4A7C15
DAY_STEP = 0xD1B54A32D192ED03
NEVER = 2**31 - 1
LONGEST = NEVER // 2
EMPLOYED, UNEMPLOYED = 0, 1


# Random streams: sim/random.h


def mix(x):
    x ^= x >> 30
    x = x * 0xBF58476D1CE4E5B9 & MASK
    x ^= x >> 27
    x = x * 0x94D049BB133111EB & MASK
    return x ^ x >> 31


def purpose(seed, name):
    """The key of a purpose: the seed mixed with the hash of its name."""
    digest = 0xCBF29CE484222325
    for byte in name.encode():
        digest = (digest ^ byte) * 0x100000001B3 & MASK
    return mix(mix(seed + ACTOR_STEP & MASK) + digest & MASK)


class Stream:
    """The stream of one actor on one day for one purpose: PCG32 XSH-RR."""

    def __init__(self, key, actor, day):
        day_key = mix(key + (day & 0xFFFFFFFF) * DAY_STEP & MASK)
        first = mix(day_key + actor * ACTOR_STEP & MASK)
        self.state = mix(first + ACTOR_STEP & MASK)
        self.increment = first | 1

    def bits(self):
        old = self.state
        self.state = old * 6364136223846793005 + self.increment & MASK
        shifted = (old >> 18 ^ old) >> 27 & 0xFFFFFFFF
        turn = old >> 59
        return (shifted >> turn | shifted << (-turn & 31)) & 0xFFFFFFFF

    def chance(self, probability):
        return self.bits() / 2**32 < probability

    def open(self):
        """Uniform on (0, 1), never its ends."""
        high = self.bits()
        return (((high << 32 | self.bits()) >> 12) + 0.5) / 2**52

    def geometric(self, probability):
        """Days until an event that happens each day with this probability, from 1."""
        if probability <= 0:
            return LONGEST
        scale = -1 / log_of_one_minus(probability) if probability < 1 else 0.0
        days = -log(self.open()) * scale
        return int(days) + 1 if days < LONGEST - 1 else LONGEST


# Logarithms: the operations of sim/real.c in their order, since the last bit counts


def log(x):
    """ln x for normal positive numbers."""
    bits = struct.unpack("<Q", struct.pack("<d", x))[0] + 0x3FF0000000000000 - 0x3FE6A09E667F3BCD
    k = float((bits >> 52) - 1023)
    m = struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD))[0]
    hexadecimal = float.fromhex
    f = m - 1
    s = f / (2 + f)
    z = s * s
    z2 = z * z
    p01 = hexadecimal("0x1.5555555555555p-1") + z * hexadecimal("0x1.9999999999d0ap-2")
    p23 = hexadecimal("0x1.249249243a379p-2") + z * hexadecimal("0x1.c71c724a7f1e0p-3")
    p45 = hexadecimal("0x1.745ce211aab75p-3") + z * hexadecimal("0x1.3b201847748a5p-3")
    p67 = hexadecimal("0x1.0f685006f7423p-3") + z * hexadecimal("0x1.0f049eceb9d33p-3")
    r = z * ((p01 + z2 * p23) + (z2 * z2) * (p45 + z2 * p67))
    half = 0.5 * f * f
    low = k * hexadecimal("0x1.a39ef35793c76p-33")
    return k * hexadecimal("0x1.62e42fee00000p-1") - ((half - (s * (half + r) + low)) - f)


def log_of_one_minus(p):
    u = 1 - p
    return -p if u == 1 else log(u) * (-p / (u - 1))


# The model: models/two_state


class Person:
    def __init__(self, state, since, due):
        self.state = state
        self.since = since
        self.due = due


def simulate(case):
    """Unemployed at the end of every recorded day, and all spells as (person, state, first_day, end_day)."""
    start, end = case["start"], case["end"]
    first = start - case["burn_in"]
    rates = {EMPLOYED: case["job_loss"], UNEMPLOYED: case["job_finding"]}
    names = {"rates.job_loss": EMPLOYED, "rates.job_finding": UNEMPLOYED}
    luck_start = purpose(case["population_seed"], "two_state.start")
    luck_wait = purpose(case["seed"], "two_state.wait")
    luck_redraw = purpose(case["seed"], "two_state.redraw")

    for day, path, value in case["changes"]:
        if day <= first:
            rates[names[path]] = value

    people = []
    for i in range(case["size"]):
        without = Stream(luck_start, i, first - 1).chance(case["unemployed"])
        state = UNEMPLOYED if without else EMPLOYED
        wait = Stream(luck_wait, i, first - 1).geometric(rates[state])
        people.append(Person(state, first - 1, first - 1 + wait))

    unemployed, spells = [], []
    for day in range(first, end):
        before = dict(rates)
        if day > first:
            for change_day, path, value in case["changes"]:
                if change_day == day:
                    rates[names[path]] = value
        for i, person in enumerate(people):
            if rates[person.state] != before[person.state]:
                person.due = day - 1 + Stream(luck_redraw, i, day).geometric(rates[person.state])
            if person.due <= day:
                if day >= start:
                    spells.append((i, person.state, person.since, day))
                person.state = 1 - person.state
                person.since = day
                person.due = day + Stream(luck_wait, i, day).geometric(rates[person.state])
        if day >= start:
            unemployed.append(sum(person.state == UNEMPLOYED for person in people))
    spells += [(i, person.state, person.since, NEVER) for i, person in enumerate(people)]
    return unemployed, spells


# The comparison


def day_of(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def text_of(day):
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


CASES = [
    dict(size=300, unemployed=0.1, start=day_of("2010-01-01"), end=day_of("2011-01-01"), burn_in=0,
         seed=1, population_seed=1, job_loss=0.0005, job_finding=0.004, changes=[]),
    dict(size=200, unemployed=0.4, start=day_of("1969-11-17"), end=day_of("1970-06-05"), burn_in=100,
         seed=123456789012345, population_seed=77, job_loss=0.02, job_finding=0.05,
         changes=[(day_of("1900-01-01"), "rates.job_loss", 0.03),
                  (day_of("1969-10-10"), "rates.job_finding", 0.01),
                  (day_of("1970-01-01"), "rates.job_loss", 0.25),
                  (day_of("1970-02-14"), "rates.job_loss", 0.25),
                  (day_of("1970-02-15"), "rates.job_finding", 1.0),
                  (day_of("1970-03-01"), "rates.job_finding", 0.0),
                  (day_of("1970-04-01"), "rates.job_finding", 1e-9),
                  (day_of("1970-05-01"), "rates.job_finding", 0.125)]),
    dict(size=50, unemployed=1.0, start=day_of("2024-02-28"), end=day_of("2024-03-30"), burn_in=1,
         seed=0, population_seed=2**53, job_loss=1.0, job_finding=0.5, changes=[]),
]


def scenario_text(case):
    changes = ",\n".join(f'  {{ date = "{text_of(day)}"; path = "{path}"; value = {float(value)!r}; }}'
                         for day, path, value in case["changes"])
    return f"""
title = "twin";
model = "two_state";
run: {{ start = "{text_of(case['start'])}"; end = "{text_of(case['end'])}"; burn_in_days = {case['burn_in']};
        seed = {case['seed']}L; population_seed = {case['population_seed']}L; daily = true; panels = true; }};
population: {{ size = {case['size']}; unemployed = {float(case['unemployed'])!r}; }};
rates: {{ job_loss = {float(case['job_loss'])!r}; job_finding = {float(case['job_finding'])!r}; }};
changes = (
{changes}
);
"""


def run_program(program, case, folder):
    import h5py

    scenario, result = folder / "twin.cfg", folder / "twin.h5"
    scenario.write_text(scenario_text(case))
    result.unlink(missing_ok=True)
    subprocess.run([program, "run", scenario, "-o", result, "--quiet", "--threads", "2"], check=True)
    with h5py.File(result) as file:
        stock = file["daily_stock"][:, 0, 0]
        spells = [file["panel/spells"][name][:] for name in ("person", "state_code", "first_day", "end_day")]
    return [int(n) for n in stock[:, UNEMPLOYED]], [tuple(int(x) for x in row) for row in zip(*spells)]


def main():
    program = Path(sys.argv[1]).resolve()
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for number, case in enumerate(CASES):
            stock, spells = simulate(case)
            program_stock, program_spells = run_program(program, case, Path(name))
            days = [text_of(case["start"] + i) for i, (a, b) in enumerate(zip(stock, program_stock)) if a != b]
            same = stock == program_stock and spells == program_spells
            failed += not same
            print(f"case {number}: {len(stock)} days, {len(spells)} spells:", "equal" if same else
                  f"differ (stock first on {days[0] if days else 'no day'}; "
                  f"{len(set(spells) ^ set(program_spells))} spells in one only)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
