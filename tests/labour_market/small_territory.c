#include "small_territory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/observe.h"
#include "sim/date.h"

/* A new row of the table called `path`, with default values. */
static void *add_row(struct scenario *scenario, const char *path, const char *name, struct error *error)
{
    struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    for (size_t g = 0; g < set->schema->group_count; g++) {
        const struct param_group *group = &set->schema->groups[g];
        if (strcmp(group->path, path) == 0) {
            static const struct place place = {"territory in memory", 1, 1};
            size_t row;
            if (param_rows_append(set, group, &place, &row, error) != STATUS_OK) {
                return NULL;
            }
            struct param_rows *rows = (struct param_rows *)((char *)set->values + group->offset);
            char *at = (char *)rows->rows + row * group->row_size;
            if (name != NULL) {
                snprintf(((struct param_text *)at)->chars, PARAM_TEXT_MAX, "%s", name);
            }
            return at;
        }
    }
    error_set(error, STATUS_FAILED, "no table %s", path);
    return NULL;
}

#define ROW(type, variable, path, name)                                                                      \
    struct type *variable = add_row(scenario, path, name, error);                                            \
    if (variable == NULL) {                                                                                  \
        return error->status;                                                                                \
    }

static enum status add_contracts(struct scenario *scenario, struct error *error)
{
    ROW(contract, cdi, "contracts", "cdi");
    cdi->open_ended = true;
    cdi->trial_days = 150;
    cdi->dismissal_months = 6;
    cdi->hiring_months = 1;
    ROW(contract, cdd, "contracts", "cdd");
    cdd->longest_days = 547;
    cdd->renewals = 2;
    cdd->trial_days = 14;
    cdd->end_bonus = 0.1;
    cdd->hiring_months = 0.25;
    cdd->output = 0.92;
    return STATUS_OK;
}

static enum status add_ages(struct scenario *scenario, struct error *error)
{
    static const struct {
        const char *name;
        int from;
        double weight, active;
    } groups[] = {
        {"15-24", 15, 10, 0.4}, {"25-54", 25, 30, 0.9}, {"55-64", 55, 9, 0.6}, {"65-74", 65, 8, 0.05}};
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        ROW(age_group, age, "age_groups", groups[g].name);
        age->from_age = groups[g].from;
        age->men = groups[g].weight;
        age->women = groups[g].weight * 1.05;
        age->active_men = groups[g].active;
        age->active_women = groups[g].active * 0.9;
        age->unemployed = 0.1;
        age->cdd = 0.1;
    }
    return STATUS_OK;
}

static enum status add_places(struct scenario *scenario, int zones, int64_t population, struct error *error)
{
    char name[32];
    for (int z = 0; z < zones; z++) {
        snprintf(name, sizeof name, "zone %d", z);
        ROW(zone, zone, "zones", name);
        zone->population = population;
        zone->jobs_share = 1.0 / zones;
        for (int other = 0; other < z; other++) {
            ROW(travel, travel, "travel", NULL);
            travel->from = z;
            travel->to = other;
            travel->minutes = 20 + 5 * other;
        }
    }
    return STATUS_OK;
}

/* Occupations o with a move to the one before; sector s employs occupations s and s + 1. */
static enum status add_work(struct scenario *scenario, int occupations, int sectors, struct error *error)
{
    char name[32];
    for (int q = 0; q < 2; q++) {
        ROW(qualification, level, "qualifications", q == 0 ? "low" : "high");
        level->share = 0.5;
        level->unemployed = q == 0 ? 0.13 : 0.07;
    }
    for (int o = 0; o < occupations; o++) {
        snprintf(name, sizeof name, "occupation %d", o);
        ROW(occupation, occupation, "occupations", name);
        occupation->qualification = o % 2;
        occupation->pay = 11 + 4 * o;
        if (o > 0) {
            ROW(move, move, "moves", NULL);
            move->from = o - 1;
            move->to = o;
            move->similarity = 0.5;
        }
    }
    for (int s = 0; s < sectors; s++) {
        snprintf(name, sizeof name, "sector %d", s);
        ROW(sector, sector, "sectors", name);
        sector->jobs_share = 1.0 / sectors;
        sector->season = 0.05 * s;
        for (int k = 0; k < 2; k++) {
            ROW(staff_mix, mix, "staff", NULL);
            mix->sector = s;
            mix->occupation = (s + k) % occupations;
            mix->share = 0.5;
        }
    }
    return STATUS_OK;
}

static enum status add_sizes(struct scenario *scenario, struct error *error)
{
    ROW(size_class, small, "sizes", "1-9");
    *small = (struct size_class){small->name, 1, 10, 0.4};
    ROW(size_class, large, "sizes", "10-200");
    *large = (struct size_class){large->name, 10, 200, 0.6};
    return STATUS_OK;
}

static enum status make(struct scenario *scenario, int zones, int64_t population, int occupations,
                        int sectors, struct error *error)
{
    enum status status;
    TRY(scenario_init(scenario, &labour_market, error));
    snprintf(scenario->title, sizeof scenario->title, "a small territory");
    TRY(add_contracts(scenario, error));
    TRY(add_ages(scenario, error));
    TRY(add_places(scenario, zones, population, error));
    TRY(add_work(scenario, occupations, sectors, error));
    TRY(add_sizes(scenario, error));
    values_of(scenario)->firms.jobs = 0.53 * (double)population * zones;
    scenario->run->start = date_day((struct date){2016, 1, 1});
    scenario->run->end = scenario->run->start + 200;
out:
    return status;
}

enum status plain_territory(struct scenario *scenario, struct error *error)
{
    return make(scenario, 2, 1000, 2, 2, error);
}

static double between(struct rng *luck, double low, double high)
{
    return low + (high - low) * rng_uniform(luck);
}

enum status random_territory(struct scenario *scenario, uint32_t seed, struct error *error)
{
    struct rng luck = rng_at(rng_purpose(seed, "random territory"), 0, 0);
    int zones = 1 + (int)rng_below(&luck, 4);
    int64_t population = 20 + rng_below(&luck, 580);
    int occupations = 1 + (int)rng_below(&luck, 5);
    int sectors = 1 + (int)rng_below(&luck, 5);
    enum status status;
    TRY(make(scenario, zones, population, occupations, sectors, error));
    struct parameters *p = values_of(scenario);
    p->firms.jobs *= between(&luck, 0.2, 1.6);
    p->demand.level = between(&luck, -0.3, 0.3);
    p->staffing.convert = rng_uniform(&luck);
    p->staffing.renew = rng_uniform(&luck);
    p->staffing.plan_days = between(&luck, 1, 60);
    p->staffing.flexible_days = between(&luck, 1, 400);
    p->search.looks = (int64_t)rng_below(&luck, 12);
    p->search.every_days = between(&luck, 1, 20);
    p->search.on_the_job_share = rng_uniform(&luck);
    p->search.openness = between(&luck, 0.0001, 0.2);
    p->matching.rounds = 1 + (int64_t)rng_below(&luck, 5);
    p->wages.minimum = between(&luck, 0, 25);
    p->separations.misfit_employer = between(&luck, 0, 0.5);
    p->separations.misfit_worker = between(&luck, 0, 0.5);
    p->separations.resignation = between(&luck, 0, 3);
    p->lives.withdraw_unemployed = between(&luck, 0, 5);
    p->lives.withdraw_employed = between(&luck, 0, 2);
    p->lives.retire_from = between(&luck, 50, 60);
    p->lives.retire_to = between(&luck, 60, 74);
    contract_of(scenario, 1)->longest_days = (int64_t)rng_below(&luck, 400);
    contract_of(scenario, 1)->renewals = (int64_t)rng_below(&luck, 4);
    scenario->run->seed = seed;
    scenario->run->population_seed = seed + 1;
    scenario->run->end = scenario->run->start + 400;
out:
    return status;
}

static void must(enum status status, const struct error *error)
{
    if (status != STATUS_OK) {
        fail_msg("%s", error->text);
    }
}

void live_through(struct run *run, const struct scenario *scenario, int threads, bool audited)
{
    struct error error = {0};
    must(scenario_check(scenario, &error), &error);
    must(run_init(run, scenario, threads, (struct panel_sink){0}, false, &error), &error);
    while (run->day < run->sim.end_day) {
        must(run_step(run, &error), &error);
        if (audited) {
            must(run_audit(run, &error), &error);
        }
    }
    must(run_finish(run, &error), &error);
}

int64_t sum_of(const struct run *run, size_t output, size_t begin, size_t end)
{
    const struct outputs *outputs = &run->sim.outputs;
    int64_t sum = 0;
    for (size_t record = 0; record < outputs->period_count[OUTPUT_MONTHLY]; record++) {
        const int64_t *cells = outputs_record(outputs, output, record);
        for (size_t cell = begin; cell < end; cell++) {
            sum += cells[cell];
        }
    }
    return sum;
}

size_t cells_of(const struct run *run, size_t output)
{
    return run->sim.outputs.cells[output];
}
