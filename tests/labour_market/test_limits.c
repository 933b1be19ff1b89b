/* Limits: what must not happen does not happen, and extremes do not break the day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

static void still_sectors(struct scenario *scenario)
{
    struct parameters *p = values_of(scenario);
    for (size_t s = 0; s < p->sectors.count; s++) {
        struct sector *sector = sector_of(scenario, s);
        sector->spread = sector->growth_spread = sector->season = 0;
    }
}

/* With every cause of separation at zero nobody leaves a job but for age: retirement, or the territory. */
static void test_no_separations(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    struct run run = {0};
    still_sectors(&scenario);
    p->separations = (struct separation_params){.misfit_employer_days = 1, .misfit_worker_days = 1};
    p->lives.withdraw_employed = 0;
    p->search.on_the_job_share = 0;
    p->search.cdd_days = 3650;
    for (size_t a = 0; a < p->age_groups.count; a++) {
        age_of(&scenario, a)->cdd = 0; /* a CDD ends by itself */
    }
    live_through(&run, &scenario, 1, true);
    int64_t all = sum_all(&run, OUTPUT_separations);
    assert_int_equal(all, separations_for(&run, REASON_RETIREMENT) + separations_for(&run, REASON_LEFT) +
                              separations_for(&run, REASON_TERM));
    size_t cdi_terms = (size_t)REASON_TERM * TENURE_COUNT;
    assert_int_equal(sum_of(&run, OUTPUT_separations, cdi_terms, cdi_terms + TENURE_COUNT), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The same market with its usual rates does see all of these reasons: the test above can fail. */
static void test_separations_happen(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    scenario.run->end = scenario.run->start + 1000;
    live_through(&run, &scenario, 1, false);
    static const enum reason reasons[] = {REASON_TERM,       REASON_TRIAL,      REASON_RESIGNATION,
                                          REASON_DISMISSAL,  REASON_ECONOMIC,   REASON_AGREED,
                                          REASON_WITHDRAWAL, REASON_RETIREMENT, REASON_LEFT};
    for (size_t k = 0; k < sizeof reasons / sizeof reasons[0]; k++) {
        if (separations_for(&run, reasons[k]) == 0) {
            fail_msg("no separation for reason %d in 1000 days", reasons[k]);
        }
    }
    assert_true(sum_all(&run, OUTPUT_hires) > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Without vacancies nobody is hired: demand has gone. */
static void test_no_vacancies(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->demand.level = -3;
    values_of(&scenario)->firms.jobs = 0.001 * values_of(&scenario)->firms.jobs;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_vacancies_posted), 0);
    assert_int_equal(sum_all(&run, OUTPUT_hires), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_nobody_looks(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->search.looks = 0;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_hires), 0);
    assert_true(sum_all(&run, OUTPUT_vacancies_posted) > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A minimum wage above all productivity: no match is worth its cost. */
static void test_minimum_above_productivity(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    minimum_wage_of(values_of(&scenario))->level = 100000;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_hires), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Flexible staff as cheap as core staff: no firm wants a core. */
static void test_no_reason_for_a_core(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct contract *cdd = contract_of(&scenario, ROW_CDD);
    cdd->end_bonus = 0;
    cdd->hiring_months = 0;
    cdd->output = 2;
    scenario.run->end = scenario.run->start + 1000;
    values_of(&scenario)->staffing.convert = 0;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    int64_t core_wanted = 0, peak_wanted = 0;
    for (size_t f = 0; f < world_firms(w); f++) {
        core_wanted += w->employers.row[f].core_wanted;
        peak_wanted += w->employers.row[f].peak_wanted;
    }
    assert_int_equal(core_wanted, 0);
    assert_true(peak_wanted > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_separations),
        cmocka_unit_test(test_separations_happen),
        cmocka_unit_test(test_no_vacancies),
        cmocka_unit_test(test_nobody_looks),
        cmocka_unit_test(test_minimum_above_productivity),
        cmocka_unit_test(test_no_reason_for_a_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
