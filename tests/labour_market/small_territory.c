#include "tests/labour_market/small_territory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "tests/support/allocations.h"

/* A new row of the table called `path`, with default values. */
static void *add_row(struct scenario *scenario, const char *path, const char *name, struct error *error)
{
    struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    for (size_t g = 0; g < param_group_count(set->schema); g++) {
        const struct param_group *group = param_group_at(set->schema, g);
        if (strcmp(group->path, path) == 0) {
            static const struct place place = {"territory in memory", 1, 1};
            size_t row;
            if (param_rows_append(set, group, &place, &row, error) != STATUS_OK) {
                return NULL;
            }
            struct param_rows *rows = param_rows_of(set, group);
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
    cdi->status = STATUS_CDI;
    cdi->open_ended = true;
    cdi->trial_days = 150;
    cdi->contributions = 0.4;
    cdi->dismissal_months = 6;
    cdi->hiring_months = 1;
    ROW(contract, cdd, "contracts", "cdd");
    cdd->status = STATUS_CDD;
    cdd->longest_days = 547;
    cdd->renewals = 2;
    cdd->trial_days = 14;
    cdd->contributions = 0.4;
    cdd->end_bonus = 0.1;
    cdd->hiring_months = 0.25;
    cdd->output = 0.92;
    return STATUS_OK;
}

static enum status add_other_contracts(struct scenario *scenario, struct error *error)
{
    ROW(contract, interim, "contracts", "interim");
    interim->status = STATUS_INTERIM;
    interim->longest_days = 547;
    interim->renewals = 2;
    interim->trial_days = 5;
    interim->contributions = 0.4;
    interim->end_bonus = 0.1;
    interim->agency_markup = 0.2;
    interim->output = 0.92;
    interim->preference = 1;
    ROW(contract, apprentice, "contracts", "apprentice");
    apprentice->status = STATUS_APPRENTICE;
    apprentice->longest_days = 365;
    apprentice->trial_days = 45;
    apprentice->contributions = 0.1;
    apprentice->hiring_months = 0.25;
    apprentice->output = 0.6;
    apprentice->pay = 0.6;
    apprentice->floor = 0.25;
    apprentice->oldest = 25;
    ROW(contract, marginal, "contracts", "mini-job");
    marginal->status = STATUS_MINI_JOB;
    marginal->open_ended = true;
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
        sector->spread = 0.15;
        sector->growth_spread = 0.06;
        sector->tasks = 0;
        int kinds = occupations - sectors + 1 > 2 ? occupations - sectors + 1 : 2; /* every one somewhere */
        for (int k = 0; k < kinds; k++) {
            ROW(staff_mix, mix, "staff", NULL);
            mix->sector = s;
            mix->occupation = (s + k) % occupations;
            mix->share = 1.0 / kinds;
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

/* Values of its own for what the tests measure, so that a better default does not change what they mean.
 * Short tasks, closures, work on own account and all policies are off. */
static void set_firms(struct parameters *p)
{
    p->firms.size_exponent = 1.1;
    p->firms.premium_spread = 0.1;
    p->firms.exit_rate = 0;
    p->firms.exit_size = 10;
    p->firms.birth_size = 0.5;
    p->demand.transitory_months = 3;
    p->demand.permanent_years = 12;
    p->demand.cost_elasticity = 0.3;
    p->demand.loss_rate = 0;
    p->demand.cost_years = p->demand.learning_years = 0;
    p->staffing.lost_sale = 100; /* so dear that peaks are covered */
    p->staffing.plan_days = 30;
    p->staffing.tenure_years = 8;
    p->staffing.attrition = 0.12;
    p->staffing.convert = 0.3;
    p->staffing.renew = 0.5;
    p->staffing.call_back = 0;
    p->staffing.dismissal_risk = 0.02;
    p->staffing.flexible_days = 60;
    p->staffing.flexible_spread = 1;
    p->staffing.cost_sensitivity = 6.6;
    p->staffing.apprentice_share = 0.08;
    p->tasks.concentration = 1;
    p->tasks.one_day = 0.45;
    p->tasks.days = 8;
    p->tasks.longest_days = 30;
    p->tasks.call_back = 0.8;
    p->tasks.circle = 0.2;
    p->tasks.calls = 6;
    p->tasks.wait_days = 3;
    p->tasks.hiring_days = 0.3;
    p->tasks.lost_sale = 100;
    p->tasks.interim = 0;
    p->interim.agency_jobs = 500;
    p->interim.known = 50;
    p->interim.days = 14;
    p->interim.spread = 0.8;
    p->interim.renew = 0.7;
}

static void set_market(struct parameters *p)
{
    p->vacancies.core_days = 0;
    p->vacancies.peak_days = 0;
    p->vacancies.pes = 0.15;
    p->vacancies.latent = 0.3;
    p->vacancies.latent_size = 20;
    p->vacancies.network = 0.3;
    p->vacancies.pes_unregistered = 0.4;
    p->search.every_days = 7;
    p->search.on_the_job_days = 28;
    p->search.on_the_job_share = 0.2;
    p->search.looks = 8;
    p->search.cdd_days = 30;
    p->search.notice_days = 0;
    p->search.change_days = 21;
    p->search.radius_minutes = 20;
    p->search.own_occupation = 0.7;
    p->search.openness = 0.01;
    p->search.reservation = 0.9;
    p->search.reservation_decay = 0.1;
    p->search.term_discount = 0.1;
    p->search.step_up = 0.03;
    p->search.minute_cost = 0.04;
    p->search.effort_decay = 0.1;
    p->search.halo_days = 30;
    p->search.student_days = 30;
    p->search.student_share = 0.25;
    p->search.before_leaving_days = 120;
    p->search.marginal_days = 60;
    p->search.marginal_share = 0.25;
    p->search.second_share = 0.15;
    p->matching.rounds = 3;
    p->matching.noise = 0.3;
    p->matching.similarity_weight = 1;
    p->matching.level_weight = 0.3;
    p->matching.duration_penalty = 0.5;
    p->matching.value = 2;
    p->matching.inexperience = 0.3;
    p->matching.ageing = 0;
    p->search.horizon_years = 0;
    p->pairs.spread = 0;
    p->pairs.chosen = 0;
    p->matching.refresh_days = 120;
    p->wages.ability_spread = 0.25;
    p->wages.ability_share = 0.7;
    p->wages.experience = 0.012;
    p->wages.raise = 0.01;
    p->wages.raise_limit = 0.15;
    p->wages.raise_fade = 0.1;
    p->wages.fade = 0.02;
    minimum_wage_of(p)->level = 9;
}

static void set_lives(struct parameters *p)
{
    p->separations.misfit_employer = 0.12;
    p->separations.misfit_employer_days = 55;
    p->separations.misfit_worker = 0.1;
    p->separations.misfit_worker_days = 150;
    p->separations.misfit_quit = 1;
    p->separations.resignation = 0.02;
    p->separations.dismissal = 0.025;
    p->separations.agreed = 0.02;
    p->separations.marginal = 0.35;
    p->lives.attachment_spread = 0.8;
    p->lives.unemployed_to_halo = 1;
    p->lives.unemployed_to_inactive = 0.5;
    p->lives.halo_to_unemployed = 2;
    p->lives.halo_to_inactive = 1;
    p->lives.return_by_halo = 0.5;
    p->lives.withdraw_employed = 0.03;
    p->lives.withdraw_to_halo = 0.3;
    p->lives.school_spread = 1.5;
    p->lives.school_to_work = 0.9;
    p->lives.settle_years = 3;
    p->lives.retire_from = 58;
    p->lives.retire_to = 65;
    p->lives.work_on = 0;
    p->lives.work_on_to = 72;
    p->local_market.wage_curve = 0;
    p->local_market.usual_years = 8;
    p->local_market.follow = 0;
    p->local_market.follow_years = 4;
    p->self_employment.crowding = 0;
    p->self_employment.demand = 0.12;
    p->self_employment.from_unemployed = 0;
    p->self_employment.from_employee = 0;
    p->self_employment.give_up = 0.1;
    p->self_employment.age_slope = 0.04;
    p->statistics.reference_days = 0;
    p->hours = (struct hours_params){.mothers = 1, .women = 1, .men = 1}; /* any week suits anyone */
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
    struct parameters *p = values_of(scenario);
    set_firms(p);
    set_market(p);
    set_lives(p);
    p->firms.jobs = 0.53 * (double)population * zones;
    scenario->run->start = date_day((struct date){2016, 1, 1});
    scenario->run->end = scenario->run->start + 200;
out:
    return status;
}

/* What `make` has left off. */
static enum status add_all(struct scenario *scenario, struct error *error)
{
    struct parameters *p = values_of(scenario);
    enum status status;
    TRY(add_other_contracts(scenario, error));
    for (size_t s = 0; s < p->sectors.count; s++) {
        struct sector *sector = sector_of(scenario, s);
        sector->tasks = 1.5;
        sector->marginal = 0.3;
        sector->interim = s == 0 ? 1 : 0;
    }
    for (size_t a = 0; a < p->age_groups.count; a++) {
        ((struct age_group *)p->age_groups.rows)[a].self_employed = 0.1;
    }
    p->firms.exit_rate = 0.1;
    p->self_employment.from_unemployed = 0.1;
    p->self_employment.from_employee = 0.01;
    mini_jobs_of(p)->allowed = true;
    unemployment_insurance_of(p)->replacement = 0.57;
out:
    return status;
}

enum status plain_territory(struct scenario *scenario, struct error *error)
{
    return make(scenario, 2, 1000, 2, 2, error);
}

enum status whole_territory(struct scenario *scenario, struct error *error)
{
    enum status status;
    TRY(plain_territory(scenario, error));
    values_of(scenario)->hours = (struct hours_params){.mothers = 0.6,
                                                       .women = 0.4,
                                                       .men = 0.1,
                                                       .only = 0.5,
                                                       .short_week = 0.5,
                                                       .asked_after = 90,
                                                       .raised = 0.5,
                                                       .reduced = 0.5};
    TRY(add_all(scenario, error));
out:
    return status;
}

static double between(struct rng *rng, double low, double high)
{
    return low + (high - low) * rng_uniform(rng);
}

static void draw_processes(struct parameters *p, struct rng *rng)
{
    p->firms.jobs *= between(rng, 0.2, 1.6);
    p->firms.exit_rate = between(rng, 0, 2);
    p->firms.birth_size = between(rng, 0.1, 2);
    p->demand.level = between(rng, -0.3, 0.3);
    p->demand.loss_rate = rng_uniform(rng);
    p->demand.learning_years = between(rng, 0, 2);
    p->demand.cost_years = between(rng, 0, 2);
    p->staffing.convert = rng_uniform(rng);
    p->staffing.renew = rng_uniform(rng);
    p->staffing.plan_days = between(rng, 1, 60);
    p->staffing.flexible_days = between(rng, 1, 400);
    p->staffing.cost_sensitivity = between(rng, 0, 20);
    p->staffing.apprentice_share = between(rng, 0, 0.5);
    p->staffing.call_back = rng_uniform(rng);
    p->tasks.call_back = rng_uniform(rng);
    p->tasks.one_day = rng_uniform(rng);
    p->tasks.circle = between(rng, 0, 2);
    p->tasks.wait_days = 1 + (int64_t)rng_below(rng, 10);
    p->vacancies.core_days = (int64_t)rng_below(rng, 40);
    p->vacancies.peak_days = (int64_t)rng_below(rng, 10);
    p->interim.days = between(rng, 1, 60);
    p->interim.renew = rng_uniform(rng);
    p->interim.known = 1 + (int64_t)rng_below(rng, 30);
    p->search.looks = (int64_t)rng_below(rng, 12);
    p->search.every_days = between(rng, 1, 20);
    p->search.on_the_job_share = rng_uniform(rng);
    p->search.openness = between(rng, 0.0001, 0.2);
    p->search.notice_days = between(rng, 0, 60);
    p->search.change_days = between(rng, 1, 60);
    p->search.student_share = rng_uniform(rng);
    p->search.marginal_share = rng_uniform(rng);
    p->hours.mothers = rng_uniform(rng);
    p->hours.women = rng_uniform(rng);
    p->hours.men = rng_uniform(rng);
    p->hours.only = rng_uniform(rng);
    p->hours.short_week = rng_uniform(rng);
    p->hours.asked_after = between(rng, 0, 400);
    p->hours.raised = rng_uniform(rng);
    p->hours.reduced = rng_uniform(rng);
    p->search.second_share = rng_uniform(rng);
    p->search.marginal_days = between(rng, 1, 60);
    p->matching.rounds = 1 + (int64_t)rng_below(rng, 5);
}

static void draw_lives_and_law(struct parameters *p, struct rng *rng)
{
    p->separations.misfit_employer = between(rng, 0, 0.5);
    p->separations.misfit_worker = between(rng, 0, 0.5);
    p->separations.misfit_quit = rng_uniform(rng);
    p->separations.resignation = between(rng, 0, 3);
    p->separations.marginal = between(rng, 0, 3);
    p->lives.attachment_spread = between(rng, 0, 1.5);
    p->lives.unemployed_to_halo = between(rng, 0, 5);
    p->lives.unemployed_to_inactive = between(rng, 0, 5);
    p->lives.withdraw_employed = between(rng, 0, 2);
    p->lives.settle_years = between(rng, 0, 1);
    p->lives.retire_from = between(rng, 50, 60);
    p->lives.retire_to = between(rng, 60, 74);
    p->self_employment.from_unemployed = between(rng, 0, 1);
    p->self_employment.from_employee = between(rng, 0, 0.3);
    minimum_wage_of(p)->level = between(rng, 0, 25);
    mini_jobs_of(p)->pay_cap = between(rng, 50, 1000);
    mini_jobs_of(p)->hours_cap = between(rng, 1, 30);
    unemployment_insurance_of(p)->replacement = rng_uniform(rng);
    fixed_term_of(p)->active = rng_below(rng, 2) == 0;
    employment_protection_of(p)->active = rng_below(rng, 2) == 0;
}

/* Limits of the law that the audit checks day by day. */
static void draw_contracts(struct scenario *scenario, struct rng *rng)
{
    for (size_t c = 0; c < values_of(scenario)->contracts.count; c++) {
        struct contract *contract = contract_of(scenario, c);
        if (contract->status == STATUS_CDD || contract->status == STATUS_INTERIM) {
            contract->longest_days = (int64_t)rng_below(rng, 400);
            contract->renewals = (int64_t)rng_below(rng, 4);
        } else if (contract->status == STATUS_APPRENTICE) {
            contract->longest_days = 1 + (int64_t)rng_below(rng, 400);
            contract->floor = rng_uniform(rng);
        }
    }
    for (size_t s = 0; s < values_of(scenario)->sectors.count; s++) {
        sector_of(scenario, s)->tasks = between(rng, 0, 20);
        sector_of(scenario, s)->marginal = rng_uniform(rng);
        sector_of(scenario, s)->minimum = between(rng, 0, 15);
    }
}

static void draw_subsidy(struct scenario *scenario, struct rng *rng)
{
    struct hiring_subsidy_params *subsidy = subsidy_of(scenario);
    subsidy->active = rng_below(rng, 2) == 0;
    subsidy->share = rng_uniform(rng);
    subsidy->months = between(rng, 0, 18);
    subsidy->jobless_months = between(rng, 0, 14);
    subsidy->least_months = between(rng, 0, 4);
    subsidy->fixed_terms = rng_below(rng, 2) == 0;
}

/* Up to four public agencies in half of the places, with a chance stream of their own. */
static enum status draw_agencies(struct scenario *scenario, uint32_t seed, struct error *error)
{
    static const char *const names[] = {"first", "second", "third", "fourth"};
    struct rng rng = rng_at(rng_purpose(seed, "random agencies"), 0, 0);
    struct agency_values *values =
        (struct agency_values *)part_params(values_of(scenario), &part_public_agencies);
    values->public_agencies.active = rng_below(&rng, 2) == 0;
    values->public_agencies.weight = rng_uniform(&rng);
    values->public_agencies.exponent = between(&rng, 0, 2);
    values->public_agencies.guided_caseload = between(&rng, 1, 60);
    values->public_agencies.day_hours = between(&rng, 0, 10);
    values->public_agencies.field_share = rng_uniform(&rng);
    values->public_agencies.meeting_minutes = between(&rng, 0, 400);
    values->public_agencies.proposals = (int64_t)rng_below(&rng, 17);
    values->public_agencies.struck_off = rng_uniform(&rng);
    values->public_agencies.support_months = between(&rng, 1, 12);
    for (uint32_t a = rng_below(&rng, 5); a > 0; a--) {
        struct agency *agency = add_row(scenario, "agencies", names[a - 1], error);
        if (agency == NULL) {
            return error->status;
        }
        agency->serves = (int32_t)rng_below(&rng, 5);
        agency->zone = (int32_t)rng_below(&rng, (uint32_t)values_of(scenario)->zones.count + 1) - 1;
        agency->budget = between(&rng, 0, 400000);
        agency->intensive = rng_uniform(&rng);
        agency->prospecting = rng_uniform(&rng);
        agency->from = scenario->run->start + (int32_t)rng_below(&rng, 200) - 100;
        agency->lot = rng_uniform(&rng);
        agency->skill = rng_uniform(&rng);
        agency->mobility = rng_uniform(&rng);
    }
    return STATUS_OK;
}

static void draw_groups(struct scenario *scenario, struct rng *rng)
{
    struct employers_group_params *groups = groups_of(scenario);
    *groups = sharing_groups();
    groups->active = rng_below(rng, 2) == 0;
    groups->founders = 2 + (int64_t)rng_below(rng, 100);
    groups->visits = (int64_t)rng_below(rng, 40);
    groups->trust_months = between(rng, 0.1, 20);
    groups->running_share = between(rng, 0, 0.2);
    groups->running_fixed = between(rng, 0, 10000);
    groups->least_hours = between(rng, 1, 40);
    groups->versatile = rng_below(rng, 2) == 0;
    groups->patience_months = between(rng, 1, 12);
    values_of(scenario)->demand.common = rng_uniform(rng);
}

enum status random_territory(struct scenario *scenario, uint32_t seed, struct error *error)
{
    struct rng rng = rng_at(rng_purpose(seed, "random territory"), 0, 0);
    int zones = 1 + (int)rng_below(&rng, 4);
    int64_t population = 20 + rng_below(&rng, 580);
    int occupations = 1 + (int)rng_below(&rng, 5);
    int sectors = 1 + (int)rng_below(&rng, 5);
    enum status status;
    TRY(make(scenario, zones, population, occupations, sectors, error));
    TRY(add_all(scenario, error));
    draw_processes(values_of(scenario), &rng);
    draw_lives_and_law(values_of(scenario), &rng);
    draw_contracts(scenario, &rng);
    draw_subsidy(scenario, &rng);
    draw_groups(scenario, &rng);
    scenario->run->seed = seed;
    scenario->run->population_seed = seed + 1;
    scenario->run->end = scenario->run->start + 400;
    TRY(draw_agencies(scenario, seed, error));
out:
    return status;
}

void must(enum status status, const struct error *error)
{
    if (status != STATUS_OK) {
        fail_msg("%s", error->text);
    }
}

struct scenario plain(void)
{
    struct scenario scenario = {0};
    struct error error = {0};
    must(plain_territory(&scenario, &error), &error);
    return scenario;
}

struct scenario whole(void)
{
    struct scenario scenario = {0};
    struct error error = {0};
    must(whole_territory(&scenario, &error), &error);
    return scenario;
}

void *new_row(struct scenario *scenario, const char *path, const char *name)
{
    struct error error = {0};
    void *row = add_row(scenario, path, name, &error);
    must(row == NULL ? error.status : STATUS_OK, &error);
    return row;
}

static void make_alike(struct parameters *p)
{
    p->firms.premium_spread = 0;
    p->search.on_the_job_share = 0;
    p->search.reservation = 0;
    p->search.effort_decay = 0;
    p->matching.duration_penalty = 0;
    p->matching.inexperience = 0;
    p->wages.ability_spread = 0;
    p->wages.experience = 0;
    p->wages.fade = 0;
    p->vacancies.latent = 0;
    p->lives.attachment_spread = 0;
    p->lives.unemployed_to_halo = p->lives.unemployed_to_inactive = 0;
    p->lives.withdraw_employed = 0;
    p->lives.school_spread = 0;
    p->lives.retire_from = p->lives.retire_to = 74;
}

struct scenario uniform(int64_t population, double separation)
{
    struct scenario scenario = {0};
    struct error error = {0};
    must(make(&scenario, 1, population, 1, 1, &error), &error);
    struct parameters *p = values_of(&scenario);
    make_alike(p);
    p->separations = (struct separation_params){
        .dismissal = separation, .misfit_employer_days = 1, .misfit_worker_days = 1};
    p->age_groups.count = 0;
    struct age_group *age = new_row(&scenario, "age_groups", "15-74");
    age->from_age = 15;
    age->men = age->women = 1;
    age->active_men = age->active_women = 1;
    age->unemployed = 0.1;
    age->cdd = 0;
    for (size_t q = 0; q < p->qualifications.count; q++) {
        ((struct qualification *)p->qualifications.rows)[q].leaves_school = 10;
    }
    sector_of(&scenario, 0)->spread = sector_of(&scenario, 0)->growth_spread = 0;
    p->firms.jobs = 0.92 * (double)population;
    return scenario;
}

void change_at(struct scenario *scenario, int32_t day, const char *path, const char *value)
{
    struct error error = {0};
    must(change_list_add(&scenario->changes, scenario->sets, SCENARIO_SETS, day, path, value, NULL, &error),
         &error);
}

void five_year_ages(struct scenario *scenario)
{
    static const struct {
        const char *name;
        double weight, men, women;
    } groups[] = {{"15-19", 20, 0.17, 0.13}, {"20-24", 19, 0.65, 0.6},  {"25-29", 20, 0.91, 0.82},
                  {"30-34", 20, 0.94, 0.83}, {"35-39", 20, 0.95, 0.83}, {"40-44", 21, 0.94, 0.85},
                  {"45-49", 22, 0.94, 0.86}, {"50-54", 21, 0.91, 0.83}, {"55-59", 20, 0.78, 0.72},
                  {"60-64", 19, 0.31, 0.29}, {"65-69", 18, 0.05, 0.05}, {"70-74", 12, 0.02, 0.02}};
    struct parameters *p = values_of(scenario);
    p->age_groups.count = 0;
    for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
        struct age_group *age = new_row(scenario, "age_groups", groups[g].name);
        age->from_age = 15 + 5 * (int64_t)g;
        age->men = age->women = groups[g].weight;
        age->active_men = groups[g].men;
        age->active_women = groups[g].women;
        age->unemployed = age->cdd = 0.1;
    }
    p->lives.retire_from = 58;
    p->lives.retire_to = 64.5;
    for (size_t q = 0; q < p->qualifications.count; q++) {
        ((struct qualification *)p->qualifications.rows)[q].leaves_school = q == 0 ? 19.5 : 22;
    }
}

void step_minimum(struct scenario *scenario, int32_t day, double level, int32_t zone)
{
    struct minimum_wage_step *step = new_row(scenario, "minimum_wages", NULL);
    *step = (struct minimum_wage_step){.date = day, .level = level, .zone = zone};
}

struct world *begin(struct run *run, const struct scenario *scenario, int threads)
{
    struct error error = {0};
    must(scenario_check(scenario, &error), &error);
    must(run_init(run, scenario, threads, (struct panel_sink){0}, false, &error), &error);
    return run->world;
}

void live_until(struct run *run, int32_t day, bool audited)
{
    struct error error = {0};
    while (run->day < day) {
        must(run_step(run, &error), &error);
        if (audited) {
            must(run_audit(run, &error), &error);
        }
    }
}

void live_through(struct run *run, const struct scenario *scenario, int threads, bool audited)
{
    struct error error = {0};
    begin(run, scenario, threads);
    live_until(run, run->sim.end_day, audited);
    must(run_finish(run, &error), &error);
}

struct days {
    const struct scenario *scenario;
    int32_t count;
};

static enum status live_days(void *context, struct error *error)
{
    const struct days *days = context;
    struct run run = {0};
    enum status status;
    TRY(run_init(&run, days->scenario, 2, (struct panel_sink){0}, false, error));
    while (run.day < run.sim.start_day + days->count) {
        TRY(run_step(&run, error));
    }
out:
    run_clear(&run);
    return status;
}

size_t allocations_of_days(const struct scenario *scenario, int32_t days)
{
    struct days lived = {scenario, days};
    return check_every_allocation(live_days, &lived);
}

static enum status keep_rows(void *context, size_t panel, const void *rows, size_t count, struct error *error)
{
    struct spells *spells = context;
    (void)error;
    if (panel != PANEL_SPELLS) {
        return STATUS_OK;
    }
    if (spells->count + count > spells->capacity) {
        spells->capacity = 2 * (spells->count + count);
        spells->rows = realloc(spells->rows, spells->capacity * sizeof *spells->rows);
        assert_non_null(spells->rows);
    }
    memcpy(&spells->rows[spells->count], rows, count * sizeof *spells->rows);
    spells->count += count;
    return STATUS_OK;
}

void live_with_spells(struct run *run, const struct scenario *scenario, int threads, struct spells *spells)
{
    struct error error = {0};
    must(scenario_check(scenario, &error), &error);
    must(run_init(run, scenario, threads, (struct panel_sink){spells, keep_rows}, false, &error), &error);
    live_until(run, run->sim.end_day, false);
    must(run_finish(run, &error), &error);
}

void spells_clear(struct spells *spells)
{
    free(spells->rows);
    *spells = (struct spells){0};
}

uint64_t digest_of(const struct scenario *scenario, int threads)
{
    struct run run = {0};
    live_through(&run, scenario, threads, false);
    uint64_t digest = run_digest(&run);
    run_clear(&run);
    return digest;
}

int64_t sum_of(const struct run *run, size_t output, size_t begin_cell, size_t end_cell)
{
    const struct outputs *outputs = &run->sim.outputs;
    int64_t sum = 0;
    for (size_t record = 0; record < outputs->period_count[OUTPUT_MONTHLY]; record++) {
        const int64_t *cells = outputs_record(outputs, output, record);
        for (size_t cell = begin_cell; cell < end_cell; cell++) {
            sum += cells[cell];
        }
    }
    return sum;
}

int64_t sum_all(const struct run *run, size_t output)
{
    return sum_of(run, output, 0, run->sim.outputs.cells[output]);
}

int64_t hires_on(const struct run *run, size_t contract)
{
    return sum_of(run, OUTPUT_hires, contract * LENGTH_COUNT, (contract + 1) * LENGTH_COUNT);
}

int64_t separations_for(const struct run *run, enum reason reason)
{
    size_t contracts = ((const struct world *)run->world)->contract_count;
    int64_t sum = 0;
    for (size_t contract = 0; contract < contracts; contract++) {
        size_t first = (contract * REASON_COUNT + reason) * TENURE_COUNT;
        sum += sum_of(run, OUTPUT_separations, first, first + TENURE_COUNT);
    }
    return sum;
}

int64_t stock_sum(const struct run *run, enum status_code status)
{
    size_t cells = run->sim.outputs.cells[OUTPUT_stock] / STATUS_COUNT;
    return sum_of(run, OUTPUT_stock, status * cells, (status + 1) * cells);
}

int64_t people_with(const struct world *w, enum status_code status)
{
    int64_t count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        count += w->people.row[i].status == status;
    }
    return count;
}
