/* Small territories made in memory, for tests of the labour market: one plain one, one with all that the
 * model knows, and any number of random ones; and short words for what tests do with them. */
#ifndef TESTS_SMALL_TERRITORY_H
#define TESTS_SMALL_TERRITORY_H

#include "models/labour_market/employers_groups/groups.h"
#include "models/labour_market/labour_market.h"
#include "models/labour_market/law/contribution_relief.h"
#include "models/labour_market/law/employment_protection.h"
#include "models/labour_market/law/fixed_term.h"
#include "models/labour_market/law/hiring_subsidy.h"
#include "models/labour_market/law/mini_jobs.h"
#include "models/labour_market/law/minimum_wage.h"
#include "models/labour_market/law/unemployment_insurance.h"
#include "models/labour_market/organisations/public_agencies/public_agencies.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/world.h"
#include "sim/run.h"

/* Two zones of 1000 people each, two occupations, two sectors, CDI and CDD of French law; about one in ten
 * without a job. No short tasks, closures, work on own account or policies but a minimum wage of 9 euros.
 * 200 days from 2016-01-01. */
enum status plain_territory(struct scenario *scenario, struct error *error);

/* The same place with all contract types, short tasks, closures, work on own account, marginal jobs and
 * unemployment insurance. */
enum status whole_territory(struct scenario *scenario, struct error *error);

/* 1 to 4 zones of 20 to 600 people, 1 to 5 occupations and sectors, all contract types, and parameters drawn
 * within wide bounds. */
enum status random_territory(struct scenario *scenario, uint32_t seed, struct error *error);

/* The first two by value; they fail the cmocka test on any error, as all functions below do. */
struct scenario plain(void);
struct scenario whole(void);

/* One zone, one occupation, one sector, people and firms alike: everyone is of the labour force from 15 to
 * 74, demand is certain, and jobs end by dismissal at a rate of `separation` a year and for no other reason
 * but age. */
struct scenario uniform(int64_t population, double separation);

/* Rows of their tables of contracts; the plain one has the first two. */
enum { ROW_CDI, ROW_CDD, ROW_INTERIM, ROW_APPRENTICE, ROW_MINI_JOB, ROW_COUNT };

/* The values of the model, to be altered before a run. */
static inline struct parameters *values_of(struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

/* Those that parts keep for themselves. */
#define OWN_PARAMS(part, type)                                                                               \
    static inline struct type *part##_of(struct parameters *p)                                               \
    {                                                                                                        \
        return (struct type *)part_params(p, &part_##part);                                                  \
    }
OWN_PARAMS(minimum_wage, minimum_wage_params)
OWN_PARAMS(mini_jobs, mini_job_params)
OWN_PARAMS(fixed_term, fixed_term_params)
OWN_PARAMS(employment_protection, protection_params)
OWN_PARAMS(unemployment_insurance, insurance_params)
OWN_PARAMS(contribution_relief, contribution_relief_params)

static inline struct hiring_subsidy_params *subsidy_of(struct scenario *scenario)
{
    return (struct hiring_subsidy_params *)part_params(values_of(scenario), &part_hiring_subsidy);
}

static inline struct employers_group_params *groups_of(struct scenario *scenario)
{
    return (struct employers_group_params *)part_params(values_of(scenario), &part_employers_groups);
}

/* Employers' groups that find members in such a place: they are cheap, near and trusted. */
static inline struct employers_group_params sharing_groups(void)
{
    return (struct employers_group_params){.active = true,
                                           .initiatives = 12,
                                           .most = 2,
                                           .founders = 80,
                                           .visits = 20,
                                           .largest = 300,
                                           .radius_minutes = 100,
                                           .identity = 1,
                                           .trust_months = 9,
                                           .fee = 50,
                                           .running_share = 0.06,
                                           .running_fixed = 3000,
                                           .least_staff = 1,
                                           .least_hours = 7,
                                           .versatile = true,
                                           .versatile_output = 0.95,
                                           .patience_months = 12};
}

static inline struct contract *contract_of(struct scenario *scenario, size_t row)
{
    return &((struct contract *)values_of(scenario)->contracts.rows)[row];
}

static inline struct sector *sector_of(struct scenario *scenario, size_t row)
{
    return &((struct sector *)values_of(scenario)->sectors.rows)[row];
}

static inline struct age_group *age_of(struct scenario *scenario, size_t row)
{
    return &((struct age_group *)values_of(scenario)->age_groups.rows)[row];
}

void must(enum status status, const struct error *error);

/* A dated change, as a scenario file gives it. */
void change_at(struct scenario *scenario, int32_t day, const char *path, const char *value);

/* A row more of the table called `path`, with default values and a name, or NULL. */
void *new_row(struct scenario *scenario, const char *path, const char *name);

/* Age groups of five years, as in France, with schools and retirement that agree with them. */
void five_year_ages(struct scenario *scenario);

/* A step of the minimum wage; zone -1: everywhere. */
void step_minimum(struct scenario *scenario, int32_t day, double level, int32_t zone);

/* The first day of a run, people and firms are there; to be run_clear()ed. */
struct world *begin(struct run *run, const struct scenario *scenario, int threads);

/* Days up to before `day`; with `audited` every day is audited. */
void live_until(struct run *run, int32_t day, bool audited);

/* Runs a scenario to its end and hands the finished run over. */
void live_through(struct run *run, const struct scenario *scenario, int threads, bool audited);

/* The same with all spells kept in the order in which they ended. */
struct spells {
    struct spell *rows;
    size_t count, capacity;
};
void live_with_spells(struct run *run, const struct scenario *scenario, int threads, struct spells *spells);
void spells_clear(struct spells *spells);

/* Lives the first `days` days again and again, each time with another allocation that fails: each gives an
 * error or the whole of it, and nothing leaks. Returns how many there are. */
size_t allocations_of_days(const struct scenario *scenario, int32_t days);

/* Digest of the finished run. */
uint64_t digest_of(const struct scenario *scenario, int threads);

/* Sum over all records of cells begin <= cell < end of an I64 monthly output; of all its cells. */
int64_t sum_of(const struct run *run, size_t output, size_t begin_cell, size_t end_cell);
int64_t sum_all(const struct run *run, size_t output);

/* Contracts of a row signed; jobs that ended for a reason; person-months in a status. */
int64_t hires_on(const struct run *run, size_t contract);
int64_t separations_for(const struct run *run, enum reason reason);
int64_t stock_sum(const struct run *run, enum status_code status);

/* People in a status now. */
int64_t people_with(const struct world *w, enum status_code status);

#endif
