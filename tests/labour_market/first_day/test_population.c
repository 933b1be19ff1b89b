/* The synthetic population has the margins it was asked for and keeps its ages. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/state/person.h"
#include "sim/date.h"
#include "tests/labour_market/small_territory.h"

static struct scenario large(int64_t population)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = population;
    }
    p->firms.jobs = 0.53 * 2 * (double)population;
    return scenario;
}

/* Systematic sampling: each cell of the fitted table is met to within one person a zone, so margins of k
 * cells to within k persons a zone; and the joint margin of age and sex is one run of neighbouring cells,
 * hence exact to one. */
static void test_margins(void **state)
{
    (void)state;
    struct scenario scenario = large(20000);
    struct run run = {0};
    struct error error = {0};
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
    const struct world *w = run.world;
    double asked[64];
    size_t margins = synthesis_margin_count(w->p);
    assert_true(margins <= 64);
    synthesis_margins_asked(w->p, asked);
    for (size_t m = 0; m < margins; m++) {
        double got = (double)w->margins.persons[m];
        double most = m < w->age_count * 2 ? 2.0 * 2 : 2.0 * (double)w->age_count * 2 * 4;
        if (fabs(got - asked[m]) > most) {
            fail_msg("margin %zu: asked %.1f, got %.0f", m, asked[m], got);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Unemployment by level keeps the asked ratio (13 to 7 before scaling to the level of the ages). */
static void test_joint_margins(void **state)
{
    (void)state;
    struct scenario scenario = large(1000);
    struct cube cube = {0};
    struct error error = {0};
    assert_int_equal(cube_fit(values_of(&scenario), &cube, &error), STATUS_OK);
    double unemployed[2] = {0}, active[2] = {0};
    for (size_t a = 0; a < cube.ages; a++) {
        for (size_t s = 0; s < 2; s++) {
            double all = 0, low = 0; /* every age has the levels of all, as has who enters */
            for (size_t state_index = 0; state_index < FIRST_STATES; state_index++) {
                low += cube.cells[cube_index(&cube, a, s, 0, state_index)];
                all += cube.cells[cube_index(&cube, a, s, 0, state_index)] +
                       cube.cells[cube_index(&cube, a, s, 1, state_index)];
            }
            assert_float_equal(low / all, ROWS(qualification, values_of(&scenario)->qualifications)[0].share,
                               1e-6);
            for (size_t q = 0; q < 2; q++) {
                unemployed[q] += cube.cells[cube_index(&cube, a, s, q, FIRST_UNEMPLOYED)];
                for (size_t state_index = FIRST_CDI; state_index <= FIRST_UNEMPLOYED; state_index++) {
                    active[q] += cube.cells[cube_index(&cube, a, s, q, state_index)];
                }
            }
        }
    }
    assert_float_equal(unemployed[0] / active[0] / (unemployed[1] / active[1]), 13.0 / 7, 1e-6);
    assert_float_equal((unemployed[0] + unemployed[1]) / (active[0] + active[1]), 0.1, 1e-9);
    cube_clear(&cube);
    scenario_clear(&scenario);
}

/* Jobs by size class are what was asked, to a few firms, and within the classes sizes follow the Pareto law:
 * Hill's estimator of the tail above 10, with its exact correction for the cut at 200 left out, lies near the
 * exponent. */
static void test_firm_sizes(void **state)
{
    (void)state;
    struct scenario scenario = large(100000);
    struct run run = {0};
    struct error error = {0};
    values_of(&scenario)->firms.size_exponent =
        2.5; /* so that the cut at 200 hides 0.06 % of the tail only */
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
    const struct world *w = run.world;
    double small = 0, sum = 0, all = 0, logs = 0, tail = 0;
    for (size_t f = 0; f < world_firms(w); f++) {
        const struct employer *firm = &w->employers.row[f];
        double size = firm->reference;
        all += size * exp(firm->permanent + firm->mature);
        sum += size;
        small += size < 10 ? size : 0;
        if (size >= 10.1) {
            logs += log(size / 10.1);
            tail++;
        }
    }
    assert_float_equal(all, w->p->firms.jobs, 1e-6 * all);
    assert_float_equal(sum, all, 0.05 * all); /* firms of all ages have their own size in the mean */
    assert_float_equal(small / sum, 0.4, 0.02);
    assert_float_equal(tail / logs, 2.5, 5 * 2.5 / sqrt(tail)); /* 5 sigma */
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Twelve years later people by age are as many as on the first day, within 5 sigma of a binomial law. */
static void test_pyramid_is_stationary(void **state)
{
    (void)state;
    struct scenario scenario = large(5000);
    struct run run = {0};
    scenario.run->end = scenario.run->start + 12 * 365;
    live_through(&run, &scenario, 2, false);
    const struct world *w = run.world;
    const struct outputs *outputs = &run.sim.outputs;
    const int64_t *stock = outputs_record(outputs, OUTPUT_stock, outputs->period_count[OUTPUT_MONTHLY] - 1);
    double asked[64];
    synthesis_margins_asked(w->p, asked);
    for (size_t cell = 0; cell < w->age_count * 2; cell++) {
        int64_t people = 0;
        for (size_t s = 0; s < STATUS_COUNT; s++) {
            people += stock[s * w->age_count * 2 + cell];
        }
        double sigma = sqrt(asked[cell] * (1 - asked[cell] / 10000));
        if (fabs((double)people - asked[cell]) > 5 * sigma) {
            fail_msg("age and sex %zu: %lld people, asked %.0f +- %.0f", cell, (long long)people, asked[cell],
                     sigma);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* As many enter in the first years as later: had more left at first, a larger generation would pass through
 * all ages for sixty years, and employment and unemployment with it. Five years of age at a time, within 5
 * sigma of a binomial law. */
static void test_generations_are_alike(void **state)
{
    (void)state;
    enum { STEP = 5 };
    struct scenario scenario = large(20000);
    struct run run = {0};
    scenario.run->end = scenario.run->start + (int32_t)(STEP * 365.25);
    live_through(&run, &scenario, 2, false);
    const struct world *w = run.world;
    double people[YEARS_OF_AGE / STEP] = {0}, asked[YEARS_OF_AGE / STEP] = {0}, sum = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        int32_t age = person_age(w, i, scenario.run->end);
        people[(age < HIGHEST_AGE ? age - LOWEST_AGE : YEARS_OF_AGE - 1) / STEP]++;
    }
    for (size_t year = 0; year < YEARS_OF_AGE; year++) {
        asked[year / STEP] += w->life.people[0][year] + w->life.people[1][year];
        sum += w->life.people[0][year] + w->life.people[1][year];
    }
    for (size_t k = 0; k < YEARS_OF_AGE / STEP; k++) {
        double share = asked[k] / sum, rows = (double)w->people.table.rows;
        double sigma = sqrt(rows * share * (1 - share));
        if (fabs(people[k] - rows * share) > 5 * sigma) {
            fail_msg("%zu to %zu: %.0f people, asked %.0f +- %.0f", LOWEST_AGE + k * STEP,
                     LOWEST_AGE + (k + 1) * STEP - 1, people[k], rows * share, sigma);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct scenario scenario = large(100);
    assert_true(allocations_of_days(&scenario, 40) > 50);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_margins),
        cmocka_unit_test(test_joint_margins),
        cmocka_unit_test(test_firm_sizes),
        cmocka_unit_test(test_pyramid_is_stationary),
        cmocka_unit_test(test_generations_are_alike),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
