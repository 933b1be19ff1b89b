/* What of a territory does not look like a place. */
#include <math.h>
#include <string.h>

#include "models/labour_market/state/world.h"
#include "sim/remarks.h"
#include "sim/scenario.h"

/* Bounds of what is usual; beyond them a figure stands in the wrong row or unit more often than in the world.
 */
#define LEAST_POSTS             0.65 /* that firms want filled, per person whom the ages put to work */
#define MOST_POSTS              1.1  /* the same; apart from them some people work on their own account */
#define MOST_JOBS_OF_A_RESIDENT 5    /* jobs in a zone for each of its residents */
#define MOST_OF_ONE_SECTOR      0.5  /* share of jobs */
#define LEAST_AT_WORK_AGE       0.4  /* share of men and of women in the labour force ... */
#define WORK_AGE_FROM           30   /* ... where nearly all have left school and nobody has retired */
#define WORK_AGE_TO             50
#define DETOUR                  1.5 /* a way that takes as much longer than the one through another zone */

/* Points of unemployment by which the first day may differ from the target: the census counts one to three
 * points more people without a job than the survey of the labour force. */
#define MOST_POINTS 3.0

static double residents(const struct parameters *p)
{
    double sum = 0;
    for (size_t z = 0; z < p->zones.count; z++) {
        sum += (double)ROWS(zone, p->zones)[z].population;
    }
    return sum;
}

/* People in the labour force on the first day, and those of them without a job. */
static void first_day(const struct parameters *p, double *active, double *unemployed)
{
    double weight = 0;
    *active = *unemployed = 0;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        const struct age_group *age = &ROWS(age_group, p->age_groups)[a];
        double force = age->men * age->active_men + age->women * age->active_women;
        weight += age->men + age->women;
        *active += force;
        *unemployed += force * age->unemployed;
    }
    *active *= residents(p) / weight;
    *unemployed *= residents(p) / weight;
}

static void odd_jobs(const struct remark_listener *to, const struct parameters *p,
                     const struct scenario *scenario)
{
    struct param_slot slot;
    double active;
    double unemployed;
    first_day(p, &active, &unemployed);
    double posts = p->firms.jobs / fmax(active - unemployed, 1);
    const struct place *at =
        param_find(scenario->sets, SCENARIO_SETS, "firms.jobs", NULL, &slot, NULL) == STATUS_OK
            ? scenario_given_at(scenario, &slot)
            : NULL;
    if (at != NULL && (posts < LEAST_POSTS || posts > MOST_POSTS)) {
        remark(
            to, at,
            "firms.jobs: %.0f are %.2f for each of the %.0f people whom age_groups put to work; usual are %g "
            "to "
            "%g (the others work on their own account)",
            p->firms.jobs, posts, active - unemployed, LEAST_POSTS, MOST_POSTS);
    }
}

/* A zone of one resident is an employer outside the territory. */
static void odd_zones(const struct remark_listener *to, const struct parameters *p)
{
    for (size_t z = 0; z < p->zones.count; z++) {
        const struct zone *zone = &ROWS(zone, p->zones)[z];
        double jobs = zone->jobs_share * p->firms.jobs;
        double each = jobs / (double)zone->population;
        if (zone->population > 1 && each > MOST_JOBS_OF_A_RESIDENT) {
            remark(
                to, &p->zones.places[z],
                "zones.%s: its share of jobs makes %.1f for each of its residents; expected the share of all "
                "jobs of the "
                "territory that lie there",
                zone->name.chars, each);
        }
        if (zone->jobs_share == 0) {
            remark(to, &p->zones.places[z], "zones.%s: no jobs lie there", zone->name.chars);
        }
    }
}

static void odd_travel(const struct remark_listener *to, const struct parameters *p)
{
    const struct zone *zones = ROWS(zone, p->zones);
    const struct travel *ways = ROWS(travel, p->travel);
    for (size_t t = 0; t < p->travel.count; t++) {
        const struct travel *way = &ways[t];
        const struct place *at = &p->travel.places[t];
        const struct zone *from = &zones[way->from];
        const struct zone *dest = &zones[way->to];
        if (way->from != way->to && way->minutes < fmin(from->minutes_within, dest->minutes_within)) {
            remark(
                to, at, "travel from %s to %s takes %g minutes, less than inside either of them (%g and %g)",
                from->name.chars, dest->name.chars, way->minutes, from->minutes_within, dest->minutes_within);
        }
    }
}

/* Minutes of the row between two zones in either direction; infinite: there is none. */
static double direct(const struct parameters *p, int32_t from, int32_t to)
{
    double minutes = INFINITY;
    for (size_t t = 0; t < p->travel.count; t++) {
        const struct travel *way = &ROWS(travel, p->travel)[t];
        if ((way->from == from && way->to == to) || (way->from == to && way->to == from)) {
            minutes = fmin(minutes, way->minutes);
        }
    }
    return minutes;
}

/* Only in territories of a few zones: all triples of zones are looked at. */
static void odd_detours(const struct remark_listener *to, const struct parameters *p)
{
    enum { FEW_ZONES = 24 };
    const struct zone *zones = ROWS(zone, p->zones);
    for (size_t t = 0; p->zones.count <= FEW_ZONES && t < p->travel.count; t++) {
        const struct travel *way = &ROWS(travel, p->travel)[t];
        for (int32_t z = 0; z < (int32_t)p->zones.count; z++) {
            double through = direct(p, way->from, z) + direct(p, z, way->to);
            bool is_road = z != way->from && z != way->to && zones[z].population > 1;
            if (is_road && way->minutes > DETOUR * through) {
                remark(to, &p->travel.places[t], "travel from %s to %s takes %g minutes, and %g through %s",
                       zones[way->from].name.chars, zones[way->to].name.chars, way->minutes, through,
                       zones[z].name.chars);
                break;
            }
        }
    }
}

static void odd_shares(const struct remark_listener *to, const struct parameters *p)
{
    for (size_t a = 0; a < p->age_groups.count; a++) {
        const struct age_group *age = &ROWS(age_group, p->age_groups)[a];
        bool at_work_age = age->from_age >= WORK_AGE_FROM && age->from_age <= WORK_AGE_TO;
        if (at_work_age && fmin(age->active_men, age->active_women) < LEAST_AT_WORK_AGE) {
            remark(
                to, &p->age_groups.places[a],
                "age_groups.%s: %.0f %% of men and %.0f %% of women in the labour force; expected shares of "
                "all people of "
                "the age",
                age->name.chars, 100 * age->active_men, 100 * age->active_women);
        }
    }
    for (size_t s = 0; s < p->sectors.count && p->sectors.count > 2; s++) {
        const struct sector *sector = &ROWS(sector, p->sectors)[s];
        if (sector->jobs_share > MOST_OF_ONE_SECTOR) {
            remark(to, &p->sectors.places[s], "sectors.%s has %.0f %% of all jobs", sector->name.chars,
                   100 * sector->jobs_share);
        }
    }
}

/* Unemployment of the first day, often the census's, and that of the target, the survey's. */
static void odd_unemployment(const struct remark_listener *to, const struct parameters *p,
                             const struct scenario *scenario)
{
    double active;
    double unemployed;
    first_day(p, &active, &unemployed);
    double rate = 100 * unemployed / fmax(active, 1);
    for (size_t t = 0; t < scenario->targets->targets.count; t++) {
        const struct target *target = &ROWS(target, scenario->targets->targets)[t];
        if (strcmp(target->measure.chars, "unemployment_rate") == 0 &&
            fabs(rate - target->value) > MOST_POINTS) {
            remark(
                to, &p->age_groups.places[0],
                "age_groups begin with %.1f %% unemployed, and the target %s is %g %%: a census counts more "
                "people "
                "without a job than the survey of the labour force, and people who are working would begin "
                "without",
                rate, target->id.chars, target->value);
        }
    }
}

void parameters_oddities(const struct scenario *scenario, const struct remark_listener *to)
{
    const struct parameters *p = scenario->sets[SCENARIO_SET_MODEL].values;
    odd_jobs(to, p, scenario);
    odd_zones(to, p);
    odd_travel(to, p);
    odd_detours(to, p);
    odd_shares(to, p);
    odd_unemployment(to, p, scenario);
}
