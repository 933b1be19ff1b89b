#!/usr/bin/python3
"""Scorecards of the shipped scenarios: the page of all of them, and the table of the README.

    scorecards.py run PROGRAM FOLDER       run the scenarios, with the seeds they have, into FOLDER
    scorecards.py check PROGRAM FOLDER     compare these runs with the column `first` of NAME.csv beside this script
    scorecards.py update PROGRAM FOLDER    run each with eight seeds and write these files anew, and what the documents
                                           show of them
    scorecards.py documents PROGRAM        the documents show these files, and defaults named in texts are the program's

One run is one draw, so what is shown is the mean of eight; the tests run the first of them. `tools/update_results.sh`
does `update`. docs/scorecards.md is written as a whole; the table of the README stands between `<!-- scorecard NAME -->`
and `<!-- end of scorecard -->`; a default is written `search.looks` = 2, in these quotes.
"""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCENARIOS = {"france": "France", "mulhouse": "Mulhouse", "germany": "Germany (Upper Bavaria)"}
SEEDS = 8
PAGE, README = ROOT / "docs/scorecards.md", ROOT / "README.md"
IN_SHORT = ("unemployment_rate", "long_term_share", "hires.cdd_share", "hires.cdd_under_month_of_cdd", "hires_quarter",
            "turnover.industry", "turnover.services", "cdi_ended_1m")
INTRODUCTION = """\
# Scorecards

What the shipped scenarios give, beside what is published: means of the last twelve months and of eight runs, which differ
in the seeds of people and of luck; the range is that of single runs. Values are calibrated on France, a third of whose
figures was held out ([calibration](calibration.md#france)). France is a sample of one in 150, ten linked zones; Mulhouse
six zones; Germany Upper Bavaria. A figure is met when the mean is within its tolerance; misses stay in the tables, and
[the model document](../models/labour_market/README.md#misses-and-why) says why they miss. What each figure is and
where it is published: [scenarios](../scenarios/README.md).

`tools/update_results.sh` runs the scenarios and writes this page; a test fails while it is out of date."""


def program(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def run(bassin, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCENARIOS:
        program(bassin, "run", ROOT / f"scenarios/{name}.cfg", "--quiet", "--force", "--set", "panel.sample=0",
                "--output", folder / f"{name}.h5")


def rounded(row, value):
    """With the digits that such figures have here."""
    digits = {"1": 3, "%": 1}.get(row["measure_unit"], 0)
    return f"{float(value):.{digits}f}"


def first(bassin, result):
    """Measures of the first run in a result, by name."""
    lines = program(bassin, "score", result, "--format", "row", "--header").splitlines()
    return dict(zip(lines[0].split(","), map(float, lines[1].split(","))))


def batch(bassin, folder, name):
    """Eight runs of a scenario; the first has its seeds."""
    experiment = folder / f"{name}_experiment.cfg"
    experiment.write_text(f'scenario = "{ROOT}/scenarios/{name}.cfg";\n'
                          f'replicates = {{ count = {SEEDS}; differ = "both"; }};\nkeep = {{ series = "none"; }};\n')
    result = folder / f"{name}_seeds.h5"
    program(bassin, "batch", experiment, "--quiet", "--force", "--output", result)
    return result


def scorecard(bassin, result):
    values = first(bassin, result)
    for row in csv.DictReader(io.StringIO(program(bassin, "score", result, "--format", "csv"))):
        if row["published"]:
            yield {"measure": row["measure"], "label": row["label"], "unit": row["measure_unit"],
                   "source": f"{row['source']} {row['year']}".strip(), "published": rounded(row, row["published"]),
                   "mean": rounded(row, row["mean"]), "low": rounded(row, row["low"]), "high": rounded(row, row["high"]),
                   "runs_within": row["runs_within"], "gap_tolerances": f"{float(row['gap_tolerances']):+.1f}",
                   "half": row["within_half"], "relative_gap": f"{float(row['relative_gap'] or 'nan'):.4f}",
                   "held_out": row["held_out"], "verdict": "pass" if row["within"] == "true" else "miss",
                   "first": rounded(row, values[row["measure"]])}


def kept(name):
    with open(HERE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spaced(number):
    whole, point, part = number.partition(".")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", " ", whole) + point + part


def met(rows):
    return f"{sum(row['verdict'] == 'pass' for row in rows)} of {len(rows)} within tolerance"


def in_words(name, rows):
    gap = 100 * sum(float(row["relative_gap"]) for row in rows) / len(rows)
    half = sum(row["half"] == "true" for row in rows)
    held = [row for row in rows if row["held_out"] == "true"]
    text = f"Mean of {SEEDS} runs of `scenarios/{name}.cfg`: {met(rows)}, {half} within half of it; mean relative gap {gap:.1f} %."
    if name == "france":
        gap = 100 * sum(float(row["relative_gap"]) for row in held) / len(held)
        text += f" Of those held out of the calibration: {met(held)}; {gap:.1f} %."
    return text


def full_table(name):
    rows = kept(name)
    lines = [f"## {SCENARIOS[name]}", "", in_words(name, rows), "",
             "| figure | published | mean | single runs | gap in tolerances | runs within | source |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        unit = "" if row["unit"] == "1" else f" ({row['unit']})"
        miss = " **miss**" if row["verdict"] == "miss" else ""
        lines.append(f"| {row['label']}{unit} | {spaced(row['published'])} | {spaced(row['mean'])} | "
                     f"{spaced(row['low'])} to {spaced(row['high'])} | {row['gap_tolerances']}{miss} | "
                     f"{row['runs_within']} of {SEEDS} | {row['source']} |")
    return "\n".join(lines)


def page():
    return "\n\n".join([INTRODUCTION, *map(full_table, SCENARIOS)]) + "\n"


def short_table(name):
    rows = kept(name)
    lines = ["```", f"{'':36}published      mean  gap/tol"]
    for row in (row for measure in IN_SHORT for row in rows if row["measure"] == measure):
        label = row["label"] + ("" if row["unit"] == "1" else f" ({row['unit']})")
        lines.append(f"{label:36}{spaced(row['published']):>9}  {spaced(row['mean']):>8}  "
                     f"{row['gap_tolerances']:>7}  {row['verdict']}")
    others = "; ".join(f"`scenarios/{other}.cfg`: {met(kept(other))}" for other in SCENARIOS if other != name)
    return "\n".join([*lines, "", met(rows), "```", "", others + "."])


def readme():
    block = r"(<!-- scorecard (\w+) -->\n).*?(\n<!-- end of scorecard -->)"
    return re.sub(block, lambda found: found[1] + short_table(found[2]) + found[3], README.read_text(), flags=re.S)


def differences(bassin, folder, name):
    values = first(bassin, folder / f"{name}.h5")
    for row in kept(name):
        now = rounded({"measure_unit": row["unit"]}, values[row["measure"]])
        if now != row["first"]:
            yield f"{name}: {row['measure']} {row['first']} is now {now}"


def check(bassin, folder):
    found = [line for name in SCENARIOS for line in differences(bassin, folder, name)]
    print("\n".join(found) or "the scorecards are as before")
    return found


def update(bassin, folder):
    for name in SCENARIOS:
        rows = list(scorecard(bassin, batch(bassin, folder, name)))
        with open(HERE / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    PAGE.write_text(page())
    README.write_text(readme())


def wrong_defaults(bassin):
    defaults = {entry["path"]: entry["default"]
                for model in ("labour_market", "two_state")
                for entry in json.loads(program(bassin, "params", "--model", model, "--format", "json"))}
    for path in sorted(ROOT.glob("**/*.md")):
        if "build" in path.relative_to(ROOT).parts:
            continue
        for name, value in re.findall(r"`([a-z_]+\.[a-z_]+)` = ([-0-9.]*[0-9])", path.read_text()):
            if name in defaults and float(defaults[name]) != float(value):
                yield f"{path.relative_to(ROOT)}: {name} = {value}, the default is {defaults[name]}"


def documents(bassin):
    found = [f"{path.relative_to(ROOT)}: out of date; run tools/update_results.sh"
             for path, text in ((PAGE, page()), (README, readme())) if path.read_text() != text]
    found += wrong_defaults(bassin)
    print("\n".join(found) or "the documents agree with scorecards and defaults")
    return found


def main(command, bassin, folder=None):
    bassin = Path(bassin).resolve()
    if command == "documents":
        return 1 if documents(bassin) else 0
    return 1 if {"run": run, "check": check, "update": update}[command](bassin, Path(folder)) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
