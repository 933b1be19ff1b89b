"""Ages and sexes of residents, who of them is in the labour force, and who of these has no job on the first day.

Groups are those of the scenario to be like. Their weights are raked until they agree with every band that the tables give;
within a band they keep the shape of the country. Employment and unemployment are moved within each band by one step on the
scale of log odds, so that shares stay between 0 and 1 and the band has what the table says.
"""

import numpy as np

from .fault import Fault

SEXES = ("men", "women")
LAST_AGE = 74
CLOSE = 1e-9


class Groups:
    """Arrays over age groups, and over sex and age groups [2, n]."""

    def __init__(self, rows):
        self.rows = rows
        self.names = [row["name"] for row in rows]
        self.first = np.array([int(float(row["from_age"])) for row in rows])
        self.last = np.append(self.first[1:] - 1, LAST_AGE)
        self.people = self.by_sex("{}")
        self.active = self.by_sex("active_{}")
        self.unemployed = np.array([float(row["unemployed"]) for row in rows])

    def by_sex(self, field):
        return np.array([[float(row[field.format(sex)]) for row in self.rows] for sex in SEXES])

    def cells(self, band):
        """Which cells [2, n] a band holds; it has to begin and end where groups do."""
        inside = (self.first >= band.first) & (self.last <= band.last)
        begins = band.first < self.first[0] or band.first in self.first
        ends = band.last >= LAST_AGE or band.last in self.last
        if not inside.any() or not begins or not ends:
            edges = ", ".join(str(age) for age in self.first)
            raise Fault(
                band.place,
                f"the ages {band.first:g} to {band.last:g} cut a group; expected bands that begin at one of {edges} and "
                "end before one",
            )
        return np.array([[sex in (band.sex, "all") or band.sex == "all"] for sex in SEXES]) & inside[None, :]


def rake(people, bands, most_rounds=1000):
    """Scales cells until each band has its number, or as near as bands that contradict each other allow."""
    people = people.copy()
    for _ in range(most_rounds):
        worst = 0.0
        for cells, number in bands:
            have = people[cells].sum()
            factor = number / have if have > 0 else 1.0
            worst = max(worst, abs(factor - 1))
            people[cells] *= factor
        if worst < CLOSE:
            break
    return people


def odds_shift(share, weight, wanted):
    """The step on the scale of log odds that makes the weighted sum of shares as wanted."""
    low, high = -30.0, 30.0
    with np.errstate(divide="ignore"):
        logit = np.log(share) - np.log1p(-share)
    for _ in range(200):
        middle = (low + high) / 2
        if (weight / (1 + np.exp(-(logit + middle)))).sum() < wanted:
            low = middle
        else:
            high = middle
    return 1 / (1 + np.exp(-(logit + (low + high) / 2)))


def fitted_share(share, people, bands):
    """Shares moved band by band: bands of one sex last, for they say more."""
    share = share.copy()
    for cells, number in sorted(bands, key=lambda band: -band[0].sum()):
        share[cells] = odds_shift(share[cells], people[cells], min(number, people[cells].sum()))
    return share


def people_by_age(groups, country, form):
    """Weights by sex and age: those of the country, raked to the bands of the place."""
    people = groups.people
    for source in (country, form):
        bands = [(groups.cells(band), band.people) for band in source.ages if band.first <= LAST_AGE]
        if bands:
            inside = np.any([cells for cells, _ in bands], axis=0)
            raked = rake(people, sorted(bands, key=lambda band: -band[0].sum()))
            # Ages of which no band speaks keep their ratio to the others.
            people = np.where(inside, raked, people * raked[inside].sum() / people[inside].sum())
    return people


def scaled_unemployment(form):
    """What the census's unemployed are multiplied with so that their rate is the survey's; the rate. None: no table says."""
    employed = np.nansum([zone.employed for zone in form.zones])
    unemployed = np.nansum([zone.unemployed for zone in form.zones])
    if not form.unemployment:
        return 1.0, (unemployed / (employed + unemployed) if employed > 0 and unemployed > 0 else None)
    rate = form.unemployment[0].rate / 100
    return (rate / (1 - rate) * employed / unemployed if unemployed > 0 else 1.0), rate


def fit_ages(like_rows, country, form, total):
    """Groups with people, active and unemployed of the place; `total`: residents aged 15 to 74."""
    groups = Groups(like_rows)
    people = people_by_age(groups, country, form)
    people *= total / people.sum()
    scale, rate = scaled_unemployment(form)
    employed_share = groups.active * (1 - groups.unemployed[None, :])
    employed_share = fit_bands(employed_share, people, groups, country.ages, "employed")
    employed_share = fit_bands(employed_share, people, groups, form.ages, "employed")
    employed_total = np.nansum([zone.employed for zone in form.zones])
    if employed_total > 0:
        employed_share = to_total(employed_share, people, employed_total, covered(groups, form), counted(form))
    employed = employed_share * people
    groups.people = people
    groups.unemployed = fit_unemployment(groups, employed, form, scale, rate)
    groups.active = np.minimum(employed_share / (1 - groups.unemployed[None, :]), 1.0)
    return groups


def fit_bands(share, people, groups, bands, what):
    """Bands may come from another place or year than the total: what counts is their share of the people."""
    wanted = [
        (groups.cells(band), getattr(band, what) / band.people)
        for band in bands
        if not np.isnan(getattr(band, what)) and band.first <= LAST_AGE
    ]
    return fitted_share(share, people, [(cells, ratio * people[cells].sum()) for cells, ratio in wanted])


def covered(groups, form):
    """Cells of which a table says how many are employed."""
    cells = np.zeros(groups.active.shape, dtype=bool)
    for band in form.ages:
        if not np.isnan(band.employed):
            cells |= groups.cells(band)
    return cells


def counted(form):
    """Employed residents whom the bands count, each once."""
    by_sex = {
        sex: sum(band.employed for band in form.ages if band.sex == sex and not np.isnan(band.employed))
        for sex in ("men", "women", "all")
    }
    return by_sex["all"] or by_sex["men"] + by_sex["women"]


OLDER_EMPLOYED = 0.04  # of all the employed, at most, are of ages beyond the bands


def to_total(share, people, total, fixed, counted_here):
    """The employed of the place in all.

    Where bands are of the same table as the total, the ages of which they do not speak have what is left; where they are of
    another place or year, all ages move.
    """
    same_table = fixed.any() and not fixed.all() and (1 - OLDER_EMPLOYED) * total <= counted_here <= total
    move = ~fixed if same_table else np.ones_like(fixed)
    share = share.copy()
    share[move] = odds_shift(share[move], people[move], min(total - (share * people)[~move].sum(), 0.999 * people[move].sum()))
    return share


def fit_unemployment(groups, employed, form, scale, rate):
    """Rates by age, of both sexes: the shape of the country, what bands say, and the rate of the place over all."""
    per_age = employed.sum(axis=0)
    rates = groups.unemployed.copy()
    for band in form.ages:
        if band.sex == "all" and not np.isnan(band.unemployed) and band.employed > 0:
            ages = groups.cells(band)[0]
            ratio = scale * band.unemployed / band.employed
            rates[ages] = odds_to(rates[ages], per_age[ages], ratio * per_age[ages].sum())
    if rate is not None:
        rates = odds_to(rates, per_age, rate / (1 - rate) * per_age.sum())
    return rates


def odds_to(rates, employed, unemployed):
    """Multiplies the odds of unemployment so that the employed have as many unemployed beside them."""
    have = (employed * rates / (1 - rates)).sum()
    odds = rates / (1 - rates) * unemployed / have
    return odds / (1 + odds)
