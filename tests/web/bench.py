#!/usr/bin/python3
"""Measures the page: weight, first picture, three years of the classroom in Chromium against the program, memory.

    BASSIN=build/release/bassin tests/web/bench.py [TIMES] [--report]

Prints the best of TIMES (5), and the bars of the page; with --report also those of a report of 1000 members, which are run
for it in a minute or two. On a machine that is busy with other things all times are longer.
"""

import gzip
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import web


def native(times):
    """Seconds of one thread for the three recorded years: a whole run less one that ends after the burn-in."""
    scenario = web.SOURCE / "scenarios/classroom.cfg"
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            for until in ("2016-01-02", "2019-01-01"):
                begun = time.perf_counter()
                web.bassin("run", "--quiet", "--force", "--threads", "1", "--until", until, scenario, "-o", f"{folder}/a.h5")
                seconds = time.perf_counter() - begun
                best[until] = min(best.get(until, seconds), seconds)
    return best["2019-01-01"] - best["2016-01-02"]


EXPERIMENT = """
title = "A thousand members";
scenario = "%s/scenarios/classroom.cfg";
overrides = ( { path = "run.burn_in_days"; value = 200; } );
arms = ( { name = "without"; }, { name = "with"; changes = ( { date = "2016-07-01"; path = "minimum_wage.level"; value = 12.0; } ); } );
replicates = { count = 500; };
"""


def thousand(folder):
    """A report of 500 pairs of three years, and the seconds that writing it took."""
    (folder / "thousand.cfg").write_text(EXPERIMENT % web.SOURCE, encoding="utf-8")
    web.bassin("batch", "--quiet", folder / "thousand.cfg", "-o", folder / "thousand.h5")
    begun = time.perf_counter()
    web.bassin("report", folder / "thousand.h5", "-o", folder / "thousand.html")
    return folder / "thousand.html", time.perf_counter() - begun


def main():
    words = [word for word in sys.argv[1:] if word != "--report"]
    times = int(words[0]) if words else 5
    with tempfile.TemporaryDirectory() as folder:
        measure(times, pathlib.Path(folder) if "--report" in sys.argv else None)


def measure(times, folder):
    chromium = shutil.which("chromium") or web.skip("chromium")
    web.build("page")
    path = web.BUILD / "classroom.html"
    page = path.read_bytes()
    report, written = thousand(folder) if folder else ("", 0)
    done = subprocess.run(["node", web.SOURCE / "tests/web/bench.mjs", str(times)], check=True, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PAGE": str(path), "CHROMIUM": chromium, "REPORT": str(report)})
    told = json.loads(done.stdout)
    here, years, shown = native(times), min(told["years"]) / 1000, min(told["shown"]) / 1000
    print(f"weight                     {len(page) / 1e6:.2f} MB, {len(gzip.compress(page)) / 1e6:.2f} MB packed   (bar 1.5)")
    print(f"first picture              {min(told['firstPicture']) / 1000:.2f} s   (bar 2)")
    print(f"three years in Chromium    {years:.2f} s, {shown:.2f} s until they are drawn   (bar 0.4)")
    print(f"the same in the program    {here:.2f} s, ratio {years / here:.1f}   (bar 3)")
    if folder:
        print(f"report of 1000 members     {min(told['report']) / 1000:.2f} s until it is drawn   (bar 2), {report.stat().st_size / 1e6:.2f} MB, written in {written:.1f} s")
    print(f"memory                     engine {max(told['engineMegabytes'])} MB, page {max(told['heapMegabytes']):.0f} MB")


if __name__ == "__main__":
    main()
