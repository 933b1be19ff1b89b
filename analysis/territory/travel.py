"""Zones of the simulator with their jobs, employers outside, and travel times.

A person who searches looks at a zone in proportion to its jobs, e times less often per radius of travel (the model's
`search`). So commuting tells how far zones are: minutes such that looks fall where people are known to work. Given minutes and
drives assumed from coordinates stand instead where there are any.
"""

import numpy as np

from .fault import Fault

MOST_MINUTES = 240.0
LEAST_SHARE = 0.002  # of all commuting, of an employer outside that is kept apart


class Network:
    """Zones, the first `inside`, and employers outside: residents, jobs that residents hold, minutes within [n]; commuters
    and given minutes [n, n]."""

    def __init__(self, names, inside, residents, within):
        self.names, self.inside = names, inside
        self.residents = residents
        self.within = within
        self.people = np.zeros((len(names), len(names)))
        self.given = np.full((len(names), len(names)), np.nan)
        self.jobs = None
        self.remarks = []


def employers_outside(form):
    """Names of employers that are no zones, the larger first; small ones are left to the largest."""
    inside = {zone.zone for zone in form.zones}
    people = {}
    for way in form.commuting:
        if way.work not in inside:
            people[way.work] = people.get(way.work, 0.0) + np.nan_to_num(way.people)
    everyone = sum(np.nan_to_num(way.people) for way in form.commuting)
    large = [name for name in sorted(people, key=lambda name: (-people[name], name)) if people[name] >= LEAST_SHARE * everyone]
    return large, people


def network_of(form, minutes_within, radius):
    outside, _ = employers_outside(form)
    zones = [zone.zone for zone in form.zones]
    within = np.array(
        [minutes_within if np.isnan(zone.minutes_within) else zone.minutes_within for zone in form.zones]
        + [minutes_within] * len(outside)
    )
    network = Network(
        zones + outside, len(zones), np.array([zone.population for zone in form.zones] + [0.0] * len(outside)), within
    )
    place = {name: i for i, name in enumerate(network.names)}
    for way in form.commuting:
        home, work = place[way.home], place.get(way.work)
        if work is None:
            continue
        network.people[home, work] += np.nan_to_num(way.people)
        if not np.isnan(way.minutes):
            network.given[home, work] = way.minutes
            if home == work:
                network.within[home] = way.minutes
    set_jobs(network, form)
    if network.names[-1] == OUTSIDE and np.isnan(network.given[:, -1]).all():
        place_outside(network, radius)
    return network


def set_jobs(network, form):
    """Jobs that residents hold: by commuting, or those at the place of work, with the employed who find none there outside."""
    if network.people.any():
        network.jobs = network.people.sum(axis=0)
        return
    jobs = np.array([zone.jobs for zone in form.zones])
    employed = np.nansum([zone.employed for zone in form.zones])
    if np.isnan(jobs).any():
        if not np.isnan(jobs).all():
            lacking = form.zones[int(np.flatnonzero(np.isnan(jobs))[0])]
            raise Fault(lacking.place, "jobs is empty; expected a number in each zone, or in none")
        jobs = network.residents[: network.inside].copy()
        network.remarks.append("jobs lie where people live: no table says where (assumption)")
    elif 0 < jobs.sum() < employed * (1 - LEAST_SHARE):
        add_outside(network, employed - jobs.sum())
        network.jobs = np.append(jobs, employed - jobs.sum())
        return
    network.jobs = np.append(jobs, np.zeros(len(network.names) - network.inside))


OUTSIDE = "Outside"


def add_outside(network, people):
    """An employer for the employed residents beyond the jobs of the territory: those who go out less those who come in."""
    n = len(network.names)
    network.names.append(OUTSIDE)
    network.residents = np.append(network.residents, 0.0)
    network.within = np.append(network.within, network.within.mean())
    network.people = np.zeros((n + 1, n + 1))
    given = np.full((n + 1, n + 1), np.nan)
    given[:n, :n] = network.given
    network.given = given
    network.remarks.append(
        f"{people:.0f} employed residents more than jobs: an employer outside, from everywhere as far as makes "
        "searchers look there in "
        "proportion to its jobs (assumption)"
    )


def place_outside(network, radius):
    """Minutes to the employer of whom no commuting is known: as many looks go there as its share of jobs."""
    n = network.inside
    minutes = shortest_ways(network.given[:n, :n], network.within[:n])
    weight = network.jobs[None, :n] * np.exp(-minutes / radius)
    share = network.jobs[n] / network.jobs.sum()
    residents = network.residents[:n] / network.residents[:n].sum()
    low, high = 0.0, MOST_MINUTES
    for _ in range(60):
        middle = (low + high) / 2
        out = network.jobs[n] * np.exp(-middle / radius)
        if (residents * out / (weight.sum(axis=1) + out)).sum() > share:
            low = middle
        else:
            high = middle
    network.given[:n, n] = round((low + high) / 2, 1)


def shortest_ways(minutes, within):
    """Minutes between all zones, if through others; `within` on the diagonal."""
    ways = np.fmin(minutes, minutes.T)
    ways = np.where(np.isnan(ways), np.inf, ways)
    np.fill_diagonal(ways, 0.0)
    for k in range(len(ways)):
        ways = np.minimum(ways, ways[:, k : k + 1] + ways[k : k + 1, :])
    np.fill_diagonal(ways, within)
    return ways


def times_of_commuting(network, radius):
    """Minutes from every zone to every other place, NaN where nobody commutes.

    Looks go to j from i in proportion to jobs[j] exp(-minutes[i, j] / radius), so minutes[i, j] - minutes[i, i] is the
    radius times the log of (people[i, i] / jobs[i]) / (people[i, j] / jobs[j]). Both directions are averaged.
    """
    n = len(network.names)
    minutes = np.full((n, n), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = network.people / network.jobs[None, :]
        own = np.diag(rate).copy()
        for i in range(network.inside):
            there = (rate[i] > 0) & (own[i] > 0)
            minutes[i, there] = network.within[i] + radius * np.log(own[i] / rate[i, there])
    both = mean_of_both(minutes)
    least = np.minimum(network.within[:, None], network.within[None, :])
    return np.clip(both, least, MOST_MINUTES)


def mean_of_both(minutes):
    """The mean of both directions, or the one that is there."""
    back = minutes.T
    return np.where(np.isnan(minutes), back, np.where(np.isnan(back), minutes, (minutes + back) / 2))


def travel_times(network, radius):
    """Rows (from, to, minutes), each pair once, and where they come from; all zones are linked in the end."""
    by_flow = times_of_commuting(network, radius)
    given = mean_of_both(network.given)
    known = np.where(np.isnan(given), by_flow, given)
    np.fill_diagonal(known, np.nan)
    kinds = {
        kind
        for kind, there in (("given", ~np.isnan(given)), ("commuting", np.isnan(given) & ~np.isnan(by_flow)))
        if (there & ~np.eye(len(given), dtype=bool)).any()
    }
    link(network, known)
    around_employers(network, known)
    rows = [
        (network.names[i], network.names[j], float(known[i, j]))
        for i in range(len(known))
        for j in range(i + 1, len(known))
        if not np.isnan(known[i, j])
    ]
    return rows, kinds


def around_employers(network, known):
    """The way between zones without a row leads through others, but not through an employer outside, who is no place on a
    road: where it would, a row says how long it takes through zones."""
    n = network.inside
    through_all = shortest_ways(known, network.within)[:n, :n]
    through_zones = shortest_ways(known[:n, :n], network.within[:n])
    shorter = np.isnan(known[:n, :n]) & (through_all < through_zones - 1e-9)
    known[:n, :n] = np.where(shorter, np.minimum(through_zones, MOST_MINUTES), known[:n, :n])


def link(network, known):
    """Joins what commuting leaves apart, as far as the model allows: nobody is known to go there."""
    for i in range(1, len(network.names)):
        if np.isinf(shortest_ways(known, network.within)[0, i]):
            known[0, i] = known[i, 0] = MOST_MINUTES
            network.remarks.append(
                f"no commuting and no minutes lead to {network.names[i]}: {MOST_MINUTES:g} minutes from "
                f"{network.names[0]} (assumption)"
            )
