"""The page in Chromium: what tests/web/page.test.mjs says, and that its series are those of `bassin run`."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import web

try:
    import h5py
    import numpy
except ImportError as missing:
    sys.exit(f"{missing}: run this with the Python of the system, which sees python3-h5py")

SCREENS = web.BUILD / "screens"
CHROMIUM = shutil.which("chromium") or ""
CHANGES = [("minimum_wage.level", "12"), ("unemployment_insurance.replacement", "0.57")]


class Page(unittest.TestCase):
    def test_all_names_are_french(self):
        told = web.script("names", web.BUILD / "engine.wasm", web.WEB / "territories.json", web.BUILD / "territories")
        self.assertEqual(told["missing"], [])
        self.assertGreater(told["shown"], 60)
        self.assertEqual(told["alike"], [], "in grey, and for the colour-blind")

    def test_sources_are_sound(self):
        subprocess.run([web.WEB / "node_modules/.bin/tsc", "--noEmit", "--project", web.WEB], check=True)

    def test_answers_of_the_lesson_are_from_these_runs(self):
        """The columns of seed 1, of one exercise; analysis/web/answers.sh writes all."""
        bundle = web.BUILD / "answers.mjs"
        subprocess.run([web.WEB / "node_modules/.bin/esbuild", web.WEB / "answers.ts", "--bundle", "--platform=node",
                        "--format=esm", "--log-level=warning", f"--outfile={bundle}"], check=True)
        done = subprocess.run(["node", bundle, web.BUILD / "engine.wasm", web.BUILD / "territories", "1", "minimum"], check=True,
                              stdout=subprocess.PIPE, text=True)
        first = lambda table: [line.split(" | ")[:3] for line in table.splitlines() if line.startswith("| ")][1:]
        for language, name in (("en", "lesson.md"), ("fr", "lesson.fr.md")):
            text = (web.SOURCE / "docs" / name).read_text(encoding="utf-8")
            printed = text.partition("<!-- answers minimum -->")[2].partition("<!-- end of answers -->")[0]
            told = first(json.loads(done.stdout)["minimum"][language])
            self.assertGreater(len(told), 4)
            self.assertEqual(first(printed), told)

    def test_weight(self):
        page = (web.BUILD / "classroom.html").read_bytes()
        self.assertLess(len(page), 1.5e6)
        self.assertNotIn(b"https://cdn", page)

    def test_in_the_browser(self):
        subprocess.run(["node", "--test", "--test-reporter=spec", web.SOURCE / "tests/web/page.test.mjs"], check=True,
                       env={**os.environ, "PAGE": str(web.BUILD / "classroom.html"), "SCREENS": str(SCREENS), "CHROMIUM": CHROMIUM, "OWN": self.own_place()})
        for arm, changes in enumerate(([], CHANGES)):
            self.compare(SCREENS / f"series_{arm}.csv", self.native(changes))

    def test_in_the_browser_then_experiment(self):
        """After the browser has saved it: what the page prints for a shell can be run."""
        text = (SCREENS / "experiment.sh").read_text(encoding="utf-8")
        experiment = text.partition("<<'END'\n")[2].partition("\nEND\n")[0]
        path = SCREENS / "pairs.cfg"
        path.write_text(experiment.replace('"classroom.cfg"', f'"{web.SOURCE}/scenarios/classroom.cfg"'), encoding="utf-8")
        told = web.bassin("check", path)
        self.assertIn("60 members", told)
        self.assertIn("bassin report pairs.h5 -o report.html --lang en", text)

    def own_place(self):
        """A scenario that the page does not have, as `bassin export --web` prints it."""
        path = SCREENS / "own_town.json"
        path.write_text(web.bassin("export", "--web", web.SOURCE / "scenarios/classroom.cfg", "--set", "zones.Town.population=3000", "--set", "firms.jobs=1467", "--sliders", "search.step_up,demand.level"), encoding="utf-8")
        return str(path)

    def native(self, changes):
        listed = ", ".join(f'{{ date = "2016-07-01"; path = "{path}"; value = {value}; }}' for path, value in changes)
        scenario = SCREENS / "native.cfg"
        scenario.write_text(f'@include "{web.SOURCE}/scenarios/classroom.cfg"\nchanges = ( {listed} );\n')
        result = SCREENS / "native.h5"
        web.bassin("run", "--quiet", "--force", "--seed", "3", scenario, "-o", result)
        return result

    def compare(self, table, result):
        """Bit for bit: the page writes numbers so that they read back equal."""
        saved = {}
        with open(table, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                saved.setdefault(row["series"], []).append(float(row["value"] or "nan"))
        self.assertGreater(len(saved), 35)
        with h5py.File(result) as file:
            for name, values in saved.items():
                stored = file[name][...].astype(float).ravel()
                self.assertEqual(stored.shape, (len(values),), name)
                self.assertTrue(numpy.array_equal(stored, numpy.array(values), equal_nan=True), name)


if __name__ == "__main__":
    if not CHROMIUM:
        web.skip("chromium")
    web.build("page")
    shutil.rmtree(SCREENS, ignore_errors=True)
    pathlib.Path(SCREENS).mkdir(parents=True)
    unittest.main()
