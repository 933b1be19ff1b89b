"""Levels, sectors and sizes of a place: what tables say of groups of rows, split within a group as in the country."""

import numpy as np

from .fault import Fault
from .sources import sources


def known(names, rows, place, what):
    for name in names:
        if name not in rows:
            raise Fault(place, f"no {what} is called {name}; expected one of {', '.join(rows)}")


def fit_levels(like_rows, country, form):
    """Shares of residents aged 15 to 74 by level.

    Tables count people out of school of any age, so what is taken from them is how the place differs from the country,
    where the country's table is there; otherwise they are taken as they are.
    """
    names = [row["name"] for row in like_rows]
    usual = np.array([float(row["share"]) for row in like_rows])
    if not form.levels:
        return usual, None
    here = shares_of(names, usual, form.levels)
    there = shares_of(names, usual, country.levels)
    fitted = usual * here / there if country.levels else here
    return fitted / fitted.sum(), sources(level.source for level in form.levels) + (
        f", over {country.levels[0].source}, times the shares of the scenario to be like" if country.levels else ""
    )


def shares_of(names, usual, levels):
    """Shares by level. Levels that a table has together ("cap + bac") are split as in the scenario to be like."""
    if not levels:
        return np.ones(len(names))
    people = np.zeros(len(names))
    for level in levels:
        parts = [part.strip() for part in level.level.split("+")]
        known(parts, names, level.place, "level")
        inside = [names.index(part) for part in parts]
        people[inside] += level.people * usual[inside] / usual[inside].sum()
    return people / people.sum()


LEAST = 1e-5  # of all jobs: a sector without any would leave occupations without an employer, which the model refuses


def fit_sectors(like_rows, form):
    """Shares of jobs by sector, and the source of each (None: of the country)."""
    names = [row["name"] for row in like_rows]
    usual = np.array([float(row["jobs_share"]) for row in like_rows])
    jobs, origin, seen = np.full(len(names), np.nan), [None] * len(names), {}
    for employer in form.employers:
        if not employer.sector:
            continue
        parts = [part.strip() for part in employer.sector.split("+")]
        known(parts, names, employer.place, "sector")
        inside = [names.index(part) for part in parts]
        for i in inside:
            if i in seen:
                raise Fault(
                    employer.place, f"the sector {names[i]} is there twice; the first is at {seen[i] or 'another table'}"
                )
            seen[i] = employer.place
            origin[i] = employer.source + (" (split as in the scenario to be like)" if len(parts) > 1 else "")
        jobs[inside] = employer.jobs * usual[inside] / usual[inside].sum()
    return with_some(shares_with_rest(jobs, usual)), origin


def with_some(shares):
    """Each at least LEAST."""
    return shares if shares.min() >= LEAST else np.maximum(shares, LEAST) / np.maximum(shares, LEAST).sum()


def shares_with_rest(jobs, usual):
    """What no table says keeps its share of the country; the tables share the rest."""
    lacking = np.isnan(jobs)
    if lacking.all():
        return usual / usual.sum()
    rest = usual[lacking].sum() / usual.sum()
    shares = np.where(lacking, usual / usual.sum(), 0.0)
    shares[~lacking] = (1 - rest) * jobs[~lacking] / jobs[~lacking].sum()
    return shares


def fit_sizes(like_rows, form):
    """Shares of jobs by size class. Finer classes are added up; one that cuts a class of the scenario is joined with the
    next ones."""
    usual = np.array([float(row["jobs_share"]) for row in like_rows])
    first = np.array([float(row["from"]) for row in like_rows])
    classes = sorted((e for e in form.employers if not e.sector), key=lambda e: e.size_first)
    if not classes:
        return usual / usual.sum(), None
    if classes[0].size_first > first[0] or not np.isnan(classes[-1].size_last):
        raise Fault(
            classes[0].place,
            f"the classes of sizes run from {classes[0].size_first:g} to {classes[-1].size_last:g}; expected them to "
            f"begin at {first[0]:g} and the last to have no end",
        )
    edges = [edge for edge in first if any(e.size_first == edge for e in classes)]
    jobs = np.zeros(len(first))
    for low, high in zip(edges, [*edges[1:], np.inf]):
        inside = (first >= low) & (first < high)
        jobs[inside] = sum(e.jobs for e in classes if low <= e.size_first < high) * usual[inside] / usual[inside].sum()
    return jobs / jobs.sum(), sources(row.source for row in classes)


def rounded_shares(shares, digits=5):
    """Shares with so many digits that add up to 1 exactly: the largest remainders are rounded up."""
    scaled = np.asarray(shares) / np.sum(shares) * 10**digits
    whole = np.floor(scaled).astype(int)
    short = 10**digits - whole.sum()
    order = sorted(range(len(whole)), key=lambda i: (-(scaled[i] - whole[i]), i))
    for i in order[:short]:
        whole[i] += 1
    return [f"{value / 10**digits:.{digits}f}" for value in whole]
