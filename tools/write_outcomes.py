#!/usr/bin/python3
"""Writes what came out into each experiment whose outcome is known, from what `bassin validate -F json` prints.

    bassin validate --no-run -o build/validation -F json | tools/write_outcomes.py scenarios/experiments

Below "# What came out" in the head of the file, until the head ends, all lines are replaced: what is to stay stands above.
"""
import json
import pathlib
import sys
import textwrap

BEGIN = "# What came out"
WIDTH = 120


def number(value):
    """Three significant digits with a sign, without an exponent."""
    if value == 0:
        return "0"
    digits = max(0, 2 - int(f"{abs(value):e}".split("e")[1]))
    return f"{value:+.{digits}f}"


def line(outcome):
    """One outcome: what it is, its estimate with half of the interval, the verdict."""
    unit = {"percent": " %", "points": " points", "difference": f" {outcome['unit'] or ''}".rstrip()}.get(outcome["expressed"], "")
    half = (outcome["result_high"] - outcome["result_low"]) / 2 if outcome["result_high"] is not None else None
    interval = f" ({half:.2g})" if half else ""
    text = f"{outcome['what']}: {number(outcome['result'])}{unit}{interval}, {outcome['verdict'].replace('_', ' ')}"
    return textwrap.wrap(text, WIDTH - 4, initial_indent="#   ", subsequent_indent="#     ")


def block(outcomes):
    pairs = outcomes[0]["pairs"]
    lines = [f"{BEGIN} of {pairs} pairs of runs, in brackets half of the 95 % interval (tools/update_validation.sh writes it):"]
    for outcome in outcomes:
        lines += line(outcome)
    return lines


def rewrite(path, outcomes):
    lines = path.read_text().splitlines()
    head = next(k for k, text in enumerate(lines) if not text.startswith("#"))
    begin = next((k for k in range(head) if lines[k].startswith(BEGIN)), None)
    if begin is None:
        sys.exit(f'{path}: no line begins with "{BEGIN}": expected one in the head of the file')
    path.write_text("\n".join(lines[:begin] + block(outcomes) + lines[head:]) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    found = [row for row in json.load(sys.stdin)["outcomes"] if row["result"] is not None]
    for experiment in dict.fromkeys(row["experiment"] for row in found):
        rewrite(pathlib.Path(sys.argv[1]) / experiment, [row for row in found if row["experiment"] == experiment])


if __name__ == "__main__":
    main()
