/* Public agencies: off they leave no trace; a counsellor works no more than the day; missions, caseloads and
 * frictions keep to what they say; overlap, gaps and races for easy cases come out of whom agencies choose;
 * help displaces others where jobs are given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/organisations/public_agencies/counselling.h"
#include "models/labour_market/organisations/public_agencies/frictions.h"
#include "models/labour_market/parts.h"
#include "models/labour_market/state/person.h"
#include "sim/memory.h"
#include "tests/labour_market/small_territory.h"

static struct agency_values *values(struct scenario *scenario)
{
    return (struct agency_values *)part_params(values_of(scenario), &part_public_agencies);
}

static size_t output(size_t own)
{
    return part_output(&part_public_agencies, own);
}

static struct agency *add_agency(struct scenario *scenario, const char *name, enum mission serves,
                                 double counsellors)
{
    struct agency *agency = new_row(scenario, "agencies", name);
    agency->serves = serves;
    agency->budget = counsellors * agency->cost;
    return agency;
}

static struct agency *row(struct scenario *scenario, size_t a)
{
    return &((struct agency *)values(scenario)->agencies.rows)[a];
}

/* A whole territory, in which some 100 people are out of work, with a general service. */
static struct scenario served(double counsellors)
{
    struct scenario scenario = whole();
    values(&scenario)->public_agencies.active = true;
    add_agency(&scenario, "general", SERVES_ALL, counsellors);
    return scenario;
}

/* The same with two more agencies whose missions overlap with it. */
static struct scenario layered(void)
{
    struct scenario scenario = served(1);
    add_agency(&scenario, "youth", SERVES_YOUNG, 1)->mobility = 0.2;
    add_agency(&scenario, "second", SERVES_ALL, 1)->skill = 0.2;
    row(&scenario, 0)->search = 0.2;
    return scenario;
}

static void test_nothing_is_off(void **state)
{
    (void)state;
    struct scenario off = whole(), idle = layered();
    values(&idle)->public_agencies.active = false;
    values(&idle)->frictions.skill = 1;
    struct run without = {0}, with = {0};
    live_through(&without, &off, 1, false);
    live_through(&with, &idle, 1, true);
    for (size_t o = 0; o < without.sim.outputs.count; o++) { /* names of agencies are another dimension */
        size_t first = output(0);
        if (without.sim.outputs.declared[o].axis == OUTPUT_MONTHLY &&
            without.sim.outputs.declared[o].type == COLUMN_I64 && (o < first || o > output(OWN_lot_hires))) {
            assert_int_equal(sum_all(&without, o), sum_all(&with, o));
        }
    }
    for (size_t own = 0; own <= OWN_lot_hires; own++) {
        assert_int_equal(sum_all(&with, output(own)), 0);
    }
    const struct world *w = with.world;
    assert_null(w->agencies);
    run_clear(&without);
    run_clear(&with);
    scenario_clear(&off);
    scenario_clear(&idle);
}

/* ---- People ------------------------------------------------------------------------------------------- */

static void test_frictions(void **state)
{
    (void)state;
    struct scenario scenario = served(0);
    struct run run = {0};
    values(&scenario)->frictions =
        (struct friction_params){.skill = 0.3, .health = 1, .skill_closes = 0.5, .search_looks = 0.25};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 1, true);
    size_t people = w->people.table.rows, skill = 0, closed = 0;
    for (size_t i = 0; i < people; i++) {
        uint8_t has = w->agencies->help.row[i].frictions;
        assert_int_equal(has & ~(1 << FRICTION_SKILL), 1 << FRICTION_HEALTH);
        if (has >> FRICTION_SKILL & 1) {
            skill++;
            closed += !friction_lets(w, i, i % world_firms(w));
            w->agencies->help.row[i].frictions &= (uint8_t) ~(1 << FRICTION_SKILL); /* lifted */
        }
        assert_true(friction_lets(w, i, i % world_firms(w))); /* health closes nothing here */
    }
    assert_float_equal((double)skill / (double)people, 0.3, 0.045); /* four standard errors of 2000 */
    assert_float_equal((double)closed / (double)skill, 0.5, 0.09);
    assert_float_equal(friction_looks(w, 0), 1, 0);
    w->agencies->help.row[0].frictions = 1 << FRICTION_SEARCH;
    assert_float_equal(friction_looks(w, 0), 0.75, 1e-12);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Nobody registers where all stay away, and then nobody is followed; both definitions of unemployment are
 * there otherwise. */
static void test_registration(void **state)
{
    (void)state;
    int64_t kinds[2][REGISTRATION_COUNT];
    for (int k = 0; k < 2; k++) {
        struct scenario scenario = served(3);
        struct run run = {0};
        values(&scenario)->public_agencies.stay_away = k == 0 ? 1 : 0.1;
        live_through(&run, &scenario, 1, true);
        for (size_t kind = 0; kind < REGISTRATION_COUNT; kind++) {
            kinds[k][kind] =
                sum_of(&run, output(OWN_jobseekers), kind * DURATION_COUNT, (kind + 1) * DURATION_COUNT);
        }
        assert_int_equal(sum_all(&run, output(OWN_agency_people)) > 0, k == 1);
        assert_int_equal(sum_all(&run, output(OWN_agency_contacts)) > 0, k == 1);
        run_clear(&run);
        scenario_clear(&scenario);
    }
    assert_int_equal(kinds[0][0] + kinds[0][2], 0);
    assert_true(kinds[0][1] > 0);
    assert_true(kinds[1][0] > 0 && kinds[1][1] > 0 && kinds[1][2] > 0);
}

/* Every evening: an agency follows only those whom it is there for, each once, and no more than its places.
 */
static void test_missions(void **state)
{
    (void)state;
    struct scenario scenario = layered();
    struct run run = {0};
    add_agency(&scenario, "disabled", SERVES_HEALTH, 1)->lot = 0.5;
    row(&scenario, 2)->zone = 1;
    row(&scenario, 2)->from = scenario.run->start + 60;
    struct world *w = begin(&run, &scenario, 1);
    int64_t seen[4] = {0};
    while (run.day < run.sim.end_day) {
        int32_t day = run.day;
        live_until(&run, day + 1, true);
        const struct public_agencies *state_now = w->agencies;
        for (size_t k = 0; k < state_now->cases.table.rows; k++) {
            const struct agency_case *c = &state_now->cases.row[k];
            size_t i = c->person;
            if (!(state_now->help.row[i].followed >> c->agency & 1)) {
                continue;
            }
            seen[c->agency]++;
            assert_true(c->agency != 1 || person_age(w, i, c->since) < 26);
            assert_true(c->agency != 2 || (w->people.row[i].zone == 1 && day >= row(&scenario, 2)->from));
            assert_true(c->agency != 3 || agency_lot(w, i) < 0.5);
        }
        for (size_t c = 0; c < state_now->counsellors.table.rows; c++) {
            assert_true(state_now->counsellors.row[c].count <= 275);
        }
    }
    assert_true(seen[0] > 0 && seen[1] > 0 && seen[2] > 0 && seen[3] > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* ---- Counsellors --------------------------------------------------------------------------------------- */

struct service {
    int64_t interviews, visits, meetings, people, cost, lifted, lost, arrived;
};

static struct service service_of(struct scenario scenario)
{
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    struct service s = {.interviews = sum_all(&run, output(OWN_agency_contacts)),
                        .visits = sum_all(&run, output(OWN_agency_visits)),
                        .meetings = sum_all(&run, output(OWN_agency_meetings)),
                        .people = sum_all(&run, output(OWN_agency_people)),
                        .cost = sum_all(&run, output(OWN_agency_cost)),
                        .lifted = sum_all(&run, output(OWN_agency_lifted))};
    for (size_t a = 0; a < values(&scenario)->agencies.count; a++) {
        s.lost += sum_of(&run, output(OWN_agency_sent), 2 * a, 2 * a + 1);
        s.arrived += sum_of(&run, output(OWN_agency_sent), 2 * a + 1, 2 * a + 2);
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return s;
}

/* 142 working days of 3.5 hours: so many interviews of 42 minutes, a tenth of whom does not come; a share of
 * days goes to employers. Whoever meets more, sees fewer. */
static void test_a_day_holds_so_much(void **state)
{
    (void)state;
    struct service half[2], meeting[2];
    for (int k = 0; k < 2; k++) {
        struct scenario scenario = served(1);
        values(&scenario)->public_agencies.contact_minutes = 42;
        values(&scenario)->public_agencies.visit_minutes = 70;
        row(&scenario, 0)->prospecting = k == 0 ? 0 : 0.5;
        half[k] = service_of(scenario);
        scenario = layered();
        values(&scenario)->public_agencies.weight = k;
        values(&scenario)->public_agencies.meeting_minutes = 30;
        meeting[k] = service_of(scenario);
    }
    assert_float_equal((double)half[0].interviews, 142 * 5 * 0.9, 40);
    assert_int_equal(half[0].visits, 0);
    assert_float_equal((double)half[1].interviews, 142 * 5 * 0.9 / 2, 80);
    assert_float_equal((double)half[1].visits, 142 * 3 / 2.0, 80);
    assert_int_equal(meeting[0].meetings, 0);
    assert_int_equal(meeting[1].meetings, 142 * 3 * 60); /* two others, half an hour each */
    assert_true(meeting[1].interviews < meeting[0].interviews * 0.85);
}

/* The budget pays for so many counsellors, who have so many places; a closer follow-up has fewer. */
static void test_places(void **state)
{
    (void)state;
    struct scenario scenario = served(1.2);
    row(&scenario, 0)->guided = 1;
    row(&scenario, 0)->intensive = 0;
    values(&scenario)->public_agencies.guided_caseload = 20;
    struct service near = service_of(scenario);
    assert_true(near.people > 6 * 10 && near.people <= 7 * 20); /* months */
    scenario = served(0.4);
    row(&scenario, 0)->overhead = row(&scenario, 0)->budget;
    struct service none = service_of(scenario);
    assert_int_equal(none.people + none.interviews + none.visits, 0);
    assert_true(none.cost > 0);
}

/* The general service treats no friction: it sends people on. */
static void test_hand_over(void **state)
{
    (void)state;
    struct service at[3];
    for (int k = 0; k < 3; k++) {
        struct scenario scenario = served(2);
        add_agency(&scenario, "desk", SERVES_ALL, 0.3)->mobility = 0.5;
        row(&scenario, 1)->budget = k == 2 ? row(&scenario, 1)->cost : 0;
        values(&scenario)->frictions.mobility = 0.5;
        values(&scenario)->public_agencies.hand_over_loss = k == 0 ? 1 : 0;
        at[k] = service_of(scenario);
    }
    assert_true(at[0].lost > 20 && at[0].arrived == 0);
    assert_true(at[1].arrived > 20 && at[1].lost == 0);
    assert_int_equal(at[1].lifted, 0); /* there is nobody at the desk */
    assert_true(at[2].lifted > 10);
}

/* Posts of employers that were visited do not pass by word of mouth any more. */
static void test_prospecting(void **state)
{
    (void)state;
    int64_t by_network[2];
    for (int k = 0; k < 2; k++) {
        struct scenario scenario = served(8);
        struct run run = {0};
        row(&scenario, 0)->prospecting = k;
        live_through(&run, &scenario, 1, true);
        by_network[k] = 0;
        for (size_t c = 0; c < ROW_COUNT; c++) {
            size_t cell = c * CHANNEL_COUNT + CHANNEL_NETWORK;
            by_network[k] += sum_of(&run, OUTPUT_hires_by_channel, cell, cell + 1);
        }
        assert_int_equal(sum_all(&run, output(OWN_employers_visited)) > 0, k);
        run_clear(&run);
        scenario_clear(&scenario);
    }
    assert_true(by_network[1] * 4 < by_network[0]);
}

/* ---- Whom agencies choose --------------------------------------------------------------------------------
 */

struct overlap {
    double none, several, easy;
};

static struct overlap overlap_of(struct scenario scenario)
{
    struct run run = {0};
    scenario.run->end = scenario.run->start + 730;
    live_through(&run, &scenario, 1, false);
    int64_t by[HELPED_COUNT], all = 0, easy = 0;
    for (size_t h = 0; h < HELPED_COUNT; h++) {
        by[h] = sum_of(&run, output(OWN_registered_helped), h * DURATION_COUNT, (h + 1) * DURATION_COUNT);
        size_t first = h * DURATION_COUNT;
        easy += h > 0 ? sum_of(&run, output(OWN_registered_helped), first, first + DURATION_YEAR) : 0;
        all += by[h];
    }
    struct overlap o = {(double)by[0] / (double)all, (double)by[2] / (double)all,
                        (double)easy / (double)(by[1] + by[2])};
    run_clear(&run);
    scenario_clear(&scenario);
    return o;
}

static struct scenario scarce(double weight)
{
    struct scenario scenario = layered();
    values(&scenario)->public_agencies.weight = weight;
    values(&scenario)->public_agencies.light_caseload = 50;
    values(&scenario)->public_agencies.guided_caseload = 40;
    values(&scenario)->public_agencies.support_months = 3;
    return scenario;
}

/* With one agency nobody is served twice. With three and places for half, each serving its own count leaves
 * more people without and more with several, and takes those who find by themselves. */
static void test_own_count_and_the_territorys(void **state)
{
    (void)state;
    struct overlap alone = overlap_of(served(1)), own = overlap_of(scarce(0)), common = overlap_of(scarce(1));
    print_message(
        "served by none %.3f, %.3f; by several %.3f, %.3f; out for less than half a year %.3f, %.3f\n",
        own.none, common.none, own.several, common.several, own.easy, common.easy);
    assert_float_equal(alone.several, 0, 0);
    assert_true(own.several > 0.02);
    assert_true(common.several < own.several * 0.8);
    assert_true(common.none < own.none);
    assert_true(common.easy < own.easy);
}

/* Budgets follow counts, and their sum stays. */
static void test_funding(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++) {
        struct scenario scenario = layered();
        struct run run = {0};
        scenario.run->end = scenario.run->start + 3 * 366;
        values(&scenario)->public_agencies.exponent = k;
        for (size_t a = 0; a < 3; a++) {
            row(&scenario, a)->budget *= 3;
        }
        const struct world *w = begin(&run, &scenario, 1);
        live_until(&run, run.sim.end_day, false);
        double sum = 0, budgets = 0, moved = 0;
        for (size_t a = 0; a < 3; a++) {
            double share = w->agencies->agencies.share[a];
            sum += share * row(&scenario, a)->budget;
            budgets += row(&scenario, a)->budget;
            moved += (share - 1) * (share - 1);
        }
        assert_float_equal(sum / budgets, 1, 1e-12);
        assert_int_equal(moved > 1e-6, k);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* ---- What help does ---------------------------------------------------------------------------------------
 */

struct lot {
    double drawn, others; /* hires per person noted, first and second half of the lot */
    int64_t employed;
};

/* Jobs are given: one zone, one occupation, demand certain. Half of the unemployed may have help, drawn by
 * lot; `help`: it is there. */
static struct lot lottery(bool help, double lot, uint32_t seed)
{
    struct scenario scenario = uniform(6000, 0.6);
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    age_of(&scenario, 0)->unemployed = 0.2;
    p->firms.jobs = 0.8 * 6000;
    p->vacancies.pes = 1;
    p->search.looks = 1;
    p->search.every_days = 20;
    values(&scenario)->public_agencies.active = true;
    values(&scenario)->public_agencies.stay_away = 0;
    values(&scenario)->frictions = (struct friction_params){0};
    struct agency *agency = add_agency(&scenario, "programme", SERVES_ALL, help ? 60 : 0);
    agency->intensive = 1;
    agency->lot = lot;
    agency->cohort = scenario.run->start + 40;
    scenario.run->seed = seed;
    scenario.run->end = scenario.run->start + 280;
    live_through(&run, &scenario, 1, false);
    int64_t noted[2] = {0}, hires[2];
    const struct world *w = run.world;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        uint8_t cohort = w->agencies->help.row[i].cohort;
        noted[0] += cohort == 1 || cohort == 2;
        noted[1] += cohort > 2;
    }
    hires[0] = sum_of(&run, output(OWN_lot_hires), 0, 2);
    hires[1] = sum_of(&run, output(OWN_lot_hires), 2, 4);
    struct lot found = {(double)hires[0] / (double)noted[0], (double)hires[1] / (double)noted[1],
                        stock_sum(&run, STATUS_CDI)};
    run_clear(&run);
    scenario_clear(&scenario);
    return found;
}

/* Those drawn find more often, the others less than where nobody has help, and few more are at work. Where
 * all have it, those who were drawn first gain less than when they were half: near-total displacement. */
static void test_displacement(void **state)
{
    (void)state;
    struct lot none = {0}, half = {0}, all = {0};
    for (uint32_t seed = 1; seed <= 3; seed++) {
        struct lot arm[3] = {lottery(false, 0.5, seed), lottery(true, 0.5, seed), lottery(true, 1, seed)};
        none.drawn += arm[0].drawn, none.others += arm[0].others, none.employed += arm[0].employed;
        half.drawn += arm[1].drawn, half.others += arm[1].others, half.employed += arm[1].employed;
        all.drawn += arm[2].drawn, all.others += arm[2].others, all.employed += arm[2].employed;
    }
    print_message("drawn %.3f, %.3f, %.3f; others %.3f, %.3f, %.3f; at work %lld, %lld, %lld\n",
                  none.drawn / 3, half.drawn / 3, all.drawn / 3, none.others / 3, half.others / 3,
                  all.others / 3, (long long)none.employed, (long long)half.employed,
                  (long long)all.employed);
    assert_true(half.drawn > none.drawn * 1.1);
    assert_true(half.others < none.others);
    assert_true(all.drawn < half.drawn);
    assert_float_equal((double)half.employed / (double)none.employed, 1, 0.02);
}

/* ---- The engine
 * --------------------------------------------------------------------------------------------- */

static struct scenario busy(void)
{
    struct scenario scenario = layered();
    row(&scenario, 0)->budget *= 4;
    row(&scenario, 0)->intensive = 0.5;
    row(&scenario, 0)->guided = 0.25;
    scenario.run->burn_in_days = 50;
    values(&scenario)->public_agencies.weight = 0.5;
    values(&scenario)->public_agencies.exponent = 1;
    values(&scenario)->frictions.mobility = 0.6;
    row(&scenario, 1)->mobility = 0;
    row(&scenario, 2)->mobility = 0.1;
    values_of(&scenario)->matching.duration_penalty = 6;
    values_of(&scenario)->lives.unemployed_to_halo = 6;
    row(&scenario, 0)->cohort = scenario.run->start + 10;
    values(&scenario)->public_agencies.intensive_caseload = 8;
    values(&scenario)->public_agencies.guided_caseload = 12;
    for (size_t a = 0; a < 3; a++) {
        row(&scenario, a)->skill = 0.1;
    }
    return scenario;
}

static void test_threads_and_forks(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    uint64_t one = digest_of(&scenario, 1);
    assert_int_equal(digest_of(&scenario, 3), one);
    static const int32_t stops[] = {1, 30, 49, 50, 60, 61, 120, 211};
    for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++) {
        struct run run = {0}, fork = {0};
        struct error error = {0};
        begin(&run, &scenario, 1);
        live_until(&run, run.sim.first_day + stops[k], false);
        must(run_fork(&fork, &run, NULL, 2, (struct panel_sink){0}, &error), &error);
        run_clear(&run);
        live_until(&fork, fork.sim.end_day, true);
        must(run_finish(&fork, &error), &error);
        assert_int_equal(run_digest(&fork), one);
        run_clear(&fork);
    }
    scenario_clear(&scenario);
}

static const char *other_value(const struct param *param)
{
    bool money = strstr(param->unit, "EUR") != NULL;
    return money ? "100000" : param->max > 1 ? "2" : "0.9";
}

/* Each parameter that may change at a date changes nothing before it and something after. */
static void test_dated(void **state)
{
    (void)state;
    struct scenario base = busy();
    int32_t day = base.run->start + 60;
    struct run run = {0};
    begin(&run, &base, 1);
    live_until(&run, day, false);
    uint64_t before = run_digest(&run);
    live_until(&run, run.sim.end_day, false);
    uint64_t after = run_digest(&run);
    run_clear(&run);
    size_t changed = 0;
    for (size_t g = 0; g < part_public_agencies.params.group_count; g++) {
        const struct param_group *group = &part_public_agencies.params.groups[g];
        for (size_t k = 0; k < group->param_count; k++) {
            const struct param *param = &group->params[k];
            if (!(param->flags & PARAM_DATED)) {
                continue;
            }
            struct scenario scenario = busy();
            char path[PARAM_PATH_MAX];
            bool of_agency = strcmp(group->path, "agencies") == 0;
            snprintf(path, sizeof path, "%s.%s%s", group->path, of_agency ? "general." : "", param->name);
            bool yearly = strcmp(param->name, "exponent") == 0;
            int32_t on = yearly ? base.run->start + 5 : day;
            change_at(&scenario, on, path, other_value(param));
            scenario.run->end += yearly ? 370 : 0;
            begin(&run, &scenario, 1);
            live_until(&run, day, false);
            assert_true(yearly || run_digest(&run) == before);
            live_until(&run, run.sim.end_day, true);
            if (!yearly && run_digest(&run) == after) {
                fail_msg("a change of %s leaves no trace", path);
            }
            changed++;
            run_clear(&run);
            scenario_clear(&scenario);
        }
    }
    assert_true(changed > 10);
    scenario_clear(&base);
}

static void change_at_random(struct scenario *scenario, struct rng *rng)
{
    static const char *const paths[] = {
        "public_agencies.weight",          "public_agencies.day_hours",     "public_agencies.guided_caseload",
        "public_agencies.meeting_minutes", "public_agencies.field_share",   "public_agencies.struck_off",
        "public_agencies.support_months",  "public_agencies.lapse",         "agencies.general.budget",
        "agencies.youth.budget",           "agencies.second.intensive",     "agencies.general.lot",
        "agencies.youth.prospecting",      "agencies.second.overhead",      "agencies.general.cost",
        "public_agencies.placement_days",  "public_agencies.light_caseload"};
    const char *path = paths[rng_below(rng, sizeof paths / sizeof paths[0])];
    struct param_slot slot;
    struct error error = {0};
    char value[32];
    must(param_find(scenario->sets, SCENARIO_SETS, path, NULL, &slot, &error), &error);
    double most = strstr(slot.param->unit, "EUR") != NULL ? 3e5 : slot.param->max > 24 ? 24 : slot.param->max;
    double least = slot.param->min;
    snprintf(value, sizeof value, "%.6g", least + (most - least) * rng_uniform(rng));
    int32_t day = scenario->run->start + (int32_t)rng_below(rng, 190);
    if (change_list_find(&scenario->changes, &slot, day) == NULL) {
        change_at(scenario, day, path, value);
    }
}

/* Budgets, hours, caseloads and aims that change in any order, on any day, break nothing. */
static void test_changes_in_any_order(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 6; seed++) {
        struct scenario scenario = busy();
        struct run run = {0};
        struct rng rng = rng_at(rng_purpose(seed, "changes"), 0, 0);
        for (int k = 0; k < 60; k++) {
            change_at_random(&scenario, &rng);
        }
        scenario.run->seed = seed;
        live_through(&run, &scenario, 2, true);
        assert_true(sum_all(&run, output(OWN_agency_contacts)) > 0);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* The audit sees a counsellor who works more than the day, a case of nobody's, and someone who is followed
 * without being registered. */
static void test_audit(void **state)
{
    (void)state;
    struct scenario scenario = layered();
    struct run run = {0};
    struct error error = {0};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 100, true);
    struct public_agencies *books = w->agencies;
    assert_true(books->cases.table.rows > 0);
    float minutes = books->counsellors.row[0].minutes;
    books->counsellors.row[0].minutes = 7 * 60 + 1;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->counsellors.row[0].minutes = minutes;
    books->cases.row[0].counsellor++;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->cases.row[0].counsellor--;
    size_t i = 0;
    while (books->help.row[i].followed == 0 || books->help.row[i].followed == 7) {
        i++;
    }
    books->help.row[i].registered = 0;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->help.row[i].registered = 1;
    uint8_t followed = books->help.row[i].followed;
    books->help.row[i].followed = 7; /* by all three, not all of whom have a case */
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    books->help.row[i].followed = followed;
    must(run_audit(&run, &error), &error);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_allocations(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    assert_true(allocations_of_days(&scenario, 3) > 20);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_off),
        cmocka_unit_test(test_frictions),
        cmocka_unit_test(test_registration),
        cmocka_unit_test(test_missions),
        cmocka_unit_test(test_a_day_holds_so_much),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_hand_over),
        cmocka_unit_test(test_prospecting),
        cmocka_unit_test(test_own_count_and_the_territorys),
        cmocka_unit_test(test_funding),
        cmocka_unit_test(test_displacement),
        cmocka_unit_test(test_threads_and_forks),
        cmocka_unit_test(test_dated),
        cmocka_unit_test(test_changes_in_any_order),
        cmocka_unit_test(test_audit),
        cmocka_unit_test(test_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
