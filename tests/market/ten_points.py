#!/usr/bin/env python3
"""What a labour market has to answer, asked of a small town: signs of prices, supply, shocks, insurance and law, and rest.

    ten_points.py PROGRAM FOLDER

Sixteen pairs of runs, each of the same people with the same luck, settled over fifteen years. A claim fails where its
mean is on the wrong side by more than four standard errors (of a claim of no rise: false alarm 6e-4 with Student's t and
15 degrees of freedom), or, of a claim that something does move, where it is not on the right side by as much.
"""

import pathlib
import subprocess
import sys
import unittest

import h5py
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
SIGMAS = 4
LAST = slice(-12, None)  # the last of six recorded years
FIRST = slice(12, 24)  # the year of the change
PROGRAM, FOLDER = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))


def claims(arm, difference):
    """Mean and standard error of paired differences."""
    difference = np.asarray(difference)
    return arm, difference.mean(), difference.std(ddof=1) / np.sqrt(difference.size)


class TenPoints(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run([PROGRAM, "batch", HERE / "points.cfg", "-q", "-f", "-o", FOLDER / "points.h5"], check=True, stderr=subprocess.DEVNULL)
        cls.file = h5py.File(FOLDER / "points.h5")
        cls.arms = [name.decode() for name in cls.file["arm"][:]]

    @classmethod
    def tearDownClass(cls):
        cls.file.close()

    def labels(self, dimension):
        return [name.decode() for name in self.file[dimension][:]]

    def series(self, name, when=LAST, **cells):
        """Means over the months of `when`: [arms, replicates]; cells: dimension = labels, added up."""
        data = self.file[name]
        values = data[...].astype(float)
        for axis in reversed(range(3, values.ndim)):
            dimension = data.dims[axis][0].name.split("/")[-1]
            wanted = cells.get(dimension)
            if wanted is not None:
                values = values.take([self.labels(dimension).index(label) for label in wanted], axis)
            values = values.sum(axis)
        return values[:, :, when].mean(axis=2)

    def percent(self, arm, values):
        base = values[self.arms.index("baseline")]
        return claims(arm, 100 * (values[self.arms.index(arm)] - base) / base.mean())

    def judge(self, claim, words, sign, least):
        """The mean, turned by `sign`, is more than `least` standard errors above zero."""
        arm, mean, error = claim
        print(f"{self.id().split('.')[-1][5:]:28} {arm:14} {mean:+8.2f} +- {error:.2f}, {words}")
        self.assertGreater(sign * mean, least * error, arm)

    def rises(self, claim):
        self.judge(claim, "rises", 1, SIGMAS)

    def falls(self, claim):
        self.judge(claim, "falls", -1, SIGMAS)

    def does_not_fall(self, claim):
        self.judge(claim, "does not fall", 1, -SIGMAS)

    def does_not_rise(self, claim):
        self.judge(claim, "does not rise", -1, -SIGMAS)

    def employed(self, when=LAST, statuses=("cdi", "cdd", "interim", "apprentice", "mini_job", "self_employed")):
        return self.series("stock", when, status=statuses)

    # 1. Prices have the right sign.
    def test_1_bans_and_prices(self):
        hours = self.series("weekly_hours")
        for arm in ("no_agency", "no_cdd", "neither", "bonus", "dismissal", "minimum", "surtax"):
            self.does_not_rise(self.percent(arm, hours))
        self.falls(self.percent("neither", hours))
        self.falls(self.percent("bonus", hours))
        self.rises(self.percent("contributions", hours))

    # 2. Finding falls with time out of work, by three to four times from the first month to the third year.
    def test_2_finding_by_duration(self):
        month, third = (self.file[f"measure/finding.{name}"][0] for name in ("month", "third_year"))
        month, third = np.nanmean(month), np.nanmean(third)
        print(f"finding in the first month {month:.1f} %, in the third year {third:.1f} %")
        self.assertGreater(month, 2 * third)
        self.assertGreater(third, 0.15 * month)  # nobody is never hired again

    # 3. Supply creates work, as employees in the main.
    def test_3_supply(self):
        self.rises(self.percent("supply", self.employed()))
        self.rises(self.percent("supply", self.employed(statuses=("cdi", "cdd", "interim", "apprentice"))))

    # 4. Pay answers: where demand has fallen, the median is lower; a minimum reaches the lowest decile.
    def test_4_pay(self):
        self.falls(self.percent("recession", self.series("pay_decile", decile=("D5",))))
        self.rises(self.percent("minimum", self.series("pay_decile", decile=("D1",))))

    # 5. Shocks are learned: agency work falls most in the first year, CDIs least.
    def test_5_recession(self):
        falls = [self.percent("recession", self.employed(FIRST, (status,))) for status in ("interim", "cdd", "cdi")]
        for fall in falls:
            self.falls(fall)
        self.assertLess(falls[0][1], falls[1][1])
        self.assertLess(falls[1][1], falls[2][1])

    # 6. Insurance bites: without it spells are shorter, so fewer are out of work.
    def test_6_insurance(self):
        self.does_not_rise(self.percent("uninsured", self.series("unemployment_rate")))

    # 7. A tax on short CDDs: fewer are signed, and agencies do a part of it.
    def test_7_substitution(self):
        self.falls(self.percent("surtax", self.series("hires", contract=("cdd",))))
        self.rises(self.percent("surtax", self.series("hires", contract=("interim",))))
        self.rises(self.percent("no_cdd", self.employed(statuses=("interim",))))
        self.does_not_fall(self.percent("no_agency", self.employed(statuses=("cdd",))))

    # 8. Women and men: part-time, fixed terms, pay.
    def test_8_women_and_men(self):
        for women, men in (("part_time.women", "part_time.men"), ("status.cdd.women", "status.cdd.men")):
            self.rises(claims(women, self.file[f"measure/{women}"][0] - self.file[f"measure/{men}"][0]))
        self.rises(claims("pay.women", self.file["measure/pay.women"][0]))

    # 9. New CDIs end as published, 36.1 % within the year; dismissals answer their cost, and take a
    # part where agreements cannot be had.
    def test_9_ends(self):
        ended = np.nanmean(self.file["measure/cdi_ended_12m"][0])
        print(f"CDIs ended within a year: {ended:.1f} %")
        self.assertLess(abs(ended - 36.1), 5)
        self.falls(self.percent("dismissal", self.series("separations", FIRST, reason=("economic dismissal",))))
        self.does_not_fall(self.percent("no_agreement", self.series("separations", FIRST, reason=("dismissal for cause", "resignation"))))

    # 10. It stands still when nothing happens: last recorded year against the first.
    def test_10_rest(self):
        stock = {name: (self.employed(slice(0, 12), s)[0], self.employed(LAST, s)[0])
                 for name, s in (("employed", ("cdi", "cdd", "interim", "apprentice", "self_employed")), ("cdi", ("cdi",)), ("unemployed", ("unemployed",)))}
        for name, (first, last) in stock.items():
            _, mean, error = claims(name, 100 * (last - first) / first.mean())
            print(f"rest {name:20} {mean:+.2f} % +- {error:.2f}")
            self.assertLess(abs(mean), 0.5 * (10 if name == "unemployed" else 1) + SIGMAS * error)


if __name__ == "__main__":
    unittest.main()
