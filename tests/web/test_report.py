"""The report in Chromium: what tests/web/report.test.mjs says. What is in it is tests/python/test_report.py's."""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import web

FOLDER = web.BUILD / "reports"
CHROMIUM = shutil.which("chromium") or ""
PAIRS = 10
EXPERIMENT = """
title = "Un salaire minimum de 12 euros";
story = "Que se passe-t-il si le salaire minimum passe à 12 euros en juillet 2016 ?";
scenario = "%s/scenarios/classroom.cfg";
overrides = ( { path = "run.end"; value = "2018-01-01"; }, { path = "run.burn_in_days"; value = 400; } );
arms = ( { name = "baseline"; text = "Comme avant."; },
         { name = "higher"; text = "12 euros dès juillet 2016.";
           changes = ( { date = "2016-07-01"; path = "minimum_wage.level"; value = 12.0; },
                       { date = "2016-07-01"; path = "hiring_subsidy.active"; value = true; } ); },
         %s );
replicates = { count = %d; };
keep = { panels = %d; };
"""
PLACEBO = '{ name = "placebo"; placebo = true; }'
OTHER = '{ name = "bonus"; changes = ( { date = "2016-07-01"; path = "fixed_term.active"; value = true; }, { date = "2016-07-01"; path = "fixed_term.end_bonus"; value = 0.3; } ); }'


def experiment(name, third, pairs, panels):
    (FOLDER / f"{name}.cfg").write_text(EXPERIMENT % (web.SOURCE, third, pairs, panels), encoding="utf-8")
    web.bassin("batch", "--quiet", "--force", FOLDER / f"{name}.cfg", "-o", FOLDER / f"{name}.h5")


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The town of the classroom for two years."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        pathlib.Path(FOLDER).mkdir(parents=True)
        experiment("pairs", PLACEBO, PAIRS, PAIRS)
        experiment("few", OTHER, 1, 0)
        web.bassin("run", "--quiet", web.SOURCE / "scenarios/classroom.cfg", "--until", "2017-01-01", "--set", "run.burn_in_days=30", "-o", FOLDER / "one.h5")
        web.bassin("report", FOLDER / "pairs.h5", "-o", FOLDER / "pairs.html", "--lang", "fr")
        web.bassin("report", FOLDER / "few.h5", "-o", FOLDER / "few.html")
        web.bassin("report", FOLDER / "one.h5", "-o", FOLDER / "one.html")

    def test_in_the_browser(self):
        subprocess.run(["node", "--test", "--test-reporter=spec", web.SOURCE / "tests/web/report.test.mjs"], check=True,
                       env={**os.environ, "REPORTS": str(FOLDER), "CHROMIUM": CHROMIUM, "PAIRS": str(PAIRS)})
        # What is saved as CSV is what the page was given.
        data = json.loads(re.search(r"window.bassin = (.*?);</script>", (FOLDER / "pairs.html").read_text(encoding="utf-8")).group(1))
        figures = data["comparisons"][0]["figures"]
        with open(FOLDER / "results.csv", newline="", encoding="utf-8") as file:
            rows = {row["figure"]: row for row in csv.DictReader(file)}
        self.assertEqual(set(rows), {name for name, figure in figures.items() if figure["year"]})
        for name, row in rows.items():
            self.assertEqual([float(row[column]) for column in ("without", "with", "difference", "low", "high")],
                             [figures[name]["year"][key] for key in ("without", "with", "mean", "low", "high")])
            self.assertEqual(int(row["pairs"]), PAIRS)
        with open(FOLDER / "unemployment.csv", newline="", encoding="utf-8") as file:
            months = list(csv.DictReader(file))
        self.assertEqual([float(row["without"]) for row in months], data["base"]["unemployment"]["mean"])
        self.assertEqual([float(row["difference_low"]) for row in months], figures["unemployment"]["difference"]["low"])
        self.assertEqual((months[0]["month"], months[-1]["month"]), ("2016-01-31", "2017-12-31"))

    def test_french_names_are_complete(self):
        """Measures, groups of persons and figures of the result, in the tables of names.ts."""
        names = (web.WEB / "src/names.ts").read_text(encoding="utf-8")
        known = set(re.findall(r'(?:"([^"]+)"|\b(\w+)): (?:\[)?"', names))
        known = {quoted or plain for quoted, plain in known}
        data = json.loads(re.search(r"window.bassin = (.*?);</script>", (FOLDER / "pairs.html").read_text(encoding="utf-8")).group(1))
        wanted = {row["measure"] for row in data["score"]}
        for row in data["comparisons"][0]["persons"]["rows"]:
            wanted.update(row["group"].split(": "))
        wanted.update(indicator["id"] for indicator in data["indicators"] if "text" in indicator)
        self.assertGreater(len(wanted), 80)
        self.assertEqual(wanted - known, set())


if __name__ == "__main__":
    if not CHROMIUM:
        web.skip("chromium")
    web.build("report")
    unittest.main()
