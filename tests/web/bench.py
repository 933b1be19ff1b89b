#!/usr/bin/python3
"""Measures the page: weight, first picture, three years of the classroom in Chromium against the program, memory.

    BASSIN=build/release/bassin tests/web/bench.py [TIMES]

Prints the best of TIMES (5), and the bars of the page. On a machine that is busy with other things all times are longer.
"""

import gzip
import json
import os
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


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    chromium = shutil.which("chromium") or web.skip("chromium")
    web.build("page")
    path = web.BUILD / "classroom.html"
    page = path.read_bytes()
    done = subprocess.run(["node", web.SOURCE / "tests/web/bench.mjs", str(times)], check=True, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PAGE": str(path), "CHROMIUM": chromium})
    told = json.loads(done.stdout)
    here, years, shown = native(times), min(told["years"]) / 1000, min(told["shown"]) / 1000
    print(f"weight                     {len(page) / 1e6:.2f} MB, {len(gzip.compress(page)) / 1e6:.2f} MB packed   (bar 1.5)")
    print(f"first picture              {min(told['firstPicture']) / 1000:.2f} s   (bar 2)")
    print(f"three years in Chromium    {years:.2f} s, {shown:.2f} s until they are drawn   (bar 0.4)")
    print(f"the same in the program    {here:.2f} s, ratio {years / here:.1f}   (bar 3)")
    print(f"memory                     engine {max(told['engineMegabytes'])} MB, page {max(told['heapMegabytes']):.0f} MB")


if __name__ == "__main__":
    main()
