"""analysis/report.py: a report from one run, from a pair, from pairs; figures are those of the results."""

import csv
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import web

try:
    import h5py
except ImportError as missing:
    sys.exit(f"{missing}: run this with the Python of the system, which sees python3-h5py")

FOLDER = web.BUILD / "reports"
CHROMIUM = shutil.which("chromium") or ""
SEEDS = range(1, 6)
REFORM = 'changes = ( { date = "2016-07-01"; path = "minimum_wage.level"; value = 12.0; } );'


def report(*arguments, expect=0):
    done = subprocess.run([sys.executable, "-B", web.SOURCE / "analysis/report.py", *arguments], cwd=FOLDER, capture_output=True, text=True,
                          check=False)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stderr


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The town of the classroom for two years, with and without a reform."""
        shutil.rmtree(FOLDER, ignore_errors=True)
        pathlib.Path(FOLDER).mkdir(parents=True)
        for arm, changes in (("without", ""), ("with", REFORM)):
            (FOLDER / f"{arm}.cfg").write_text(f'@include "{web.SOURCE}/scenarios/classroom.cfg"\nrun = {{ burn_in_days = 365; }};\n{changes}\n')
            for seed in SEEDS:
                web.bassin("run", "--quiet", "--force", "--seed", seed, "--until", "2018-01-01", FOLDER / f"{arm}.cfg",
                           "-o", FOLDER / f"{arm}{seed}.h5")

    def test_reports(self):
        arms = [[f"{arm}{seed}.h5" for seed in SEEDS] for arm in ("without", "with")]
        report(*arms[0], "--with", *reversed(arms[1]), "-o", "pairs.html", "--lang", "fr")
        report("without1.h5", "--with", "with1.h5", "-o", "pair.html")
        report("without1.h5", "-o", "one.html")
        subprocess.run(["node", "--test", "--test-reporter=spec", web.SOURCE / "tests/web/report.test.mjs"], check=True,
                       env={**os.environ, "REPORTS": str(FOLDER), "CHROMIUM": CHROMIUM})
        with open(FOLDER / "results.csv", newline="", encoding="utf-8") as file:
            rows = {row["figure"]: row for row in csv.DictReader(file)}
        for arm in ("without", "with"):
            with h5py.File(FOLDER / f"{arm}1.h5") as result:
                self.assertAlmostEqual(float(rows["unemployment"][arm]), result["unemployment_rate"][-12:, 0, 0].mean(), 9)
                self.assertAlmostEqual(float(rows["pay_low"][arm]), result["pay_decile"][-12:, 0, 0, 0].mean(), 9)
        self.assertEqual(rows["pay_low"]["pairs"], "5")

    def test_groups_are_known_before_and_the_same_in_both_arms(self):
        sys.path.insert(0, str(web.SOURCE / "analysis"))
        from bassin import report as module
        without, with_ = (module.Run(str(FOLDER / f"{arm}1.h5")) for arm in ("without", "with"))
        since = module.day_of("2016-07-01")
        ours = {(kind, label): sorted(people) for kind, label, people in module.groups_before(without, since)}
        self.assertEqual(ours, {(kind, label): sorted(people) for kind, label, people in module.groups_before(with_, since)})
        self.assertEqual(sum(len(people) for (kind, _), people in ours.items() if kind == "sex"), 5000)
        lives = module.lives(without, since)
        self.assertGreaterEqual(lives["work"].min(), 0)
        self.assertLessEqual(lives["work"].max(), 12 + 1e-9)

    def test_what_makes_no_report(self):
        (FOLDER / "text.h5").write_text("no result")
        self.assertIn("text.h5: cannot be read as a result", report("text.h5", "-o", "bad.html", expect=2))
        self.assertIn("without2.h5: there is no run of the other arm with the same seeds",
                      report("without2.h5", "--with", "with1.h5", "-o", "bad.html", expect=2))
        self.assertFalse((FOLDER / "bad.html").exists())


if __name__ == "__main__":
    if not CHROMIUM:
        web.skip("chromium")
    web.build("page")
    unittest.main()
