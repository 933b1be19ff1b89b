/* The steady figures are those of the outputs, month by month. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/output/measures.h"
#include "models/labour_market/output/steady.h"
#include "tests/labour_market/small_territory.h"
#include "tests/support/declarations.h"

static double sum(const struct run *run, size_t output, size_t record)
{
    const int64_t *cells = outputs_record(&run->sim.outputs, output, record);
    int64_t all = 0;
    for (size_t cell = 0; cell < run->sim.outputs.cells[output]; cell++) {
        all += cells[cell];
    }
    return (double)all;
}

/* Their means over the last year are the measures of the same name. */
static void test_figures(void **state)
{
    (void)state;
    enum { MONTHS = 12 };
    struct scenario scenario = whole();
    struct run run = {0};
    struct error error = {0};
    double measures[MEASURE_COUNT];
    double means[STEADY_COUNT] = {0};
    scenario.run->end = scenario.run->start + 500;
    live_through(&run, &scenario, 1, false);
    size_t records = run.sim.outputs.period_count[OUTPUT_MONTHLY];
    assert_true(records > MONTHS);
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        measures[m] = NAN;
    }
    must(measures_take(&run.sim, measures, &error), &error);
    for (size_t record = records - MONTHS; record < records; record++) {
        double values[STEADY_COUNT];
        steady_month(&run.sim, record, values);
        for (size_t i = 0; i < STEADY_COUNT; i++) {
            means[i] += values[i] / MONTHS;
        }
        assert_true(values[STEADY_vacancies] == sum(&run, OUTPUT_vacancies_by_zone, record));
        assert_true(values[STEADY_mean_pay] ==
                    *(const double *)outputs_record(&run.sim.outputs, OUTPUT_mean_pay, record));
    }
    assert_float_equal(means[STEADY_unemployment_rate], measures[MEASURE_unemployment_rate], 1e-9);
    assert_float_equal(means[STEADY_long_term_share], measures[MEASURE_long_term_share], 1e-9);
    assert_float_equal(means[STEADY_cdi_share], measures[MEASURE_cdi_share], 1e-9);
    assert_float_equal(means[STEADY_jobs], measures[MEASURE_jobs], 1e-6);
    assert_true(means[STEADY_vacancies] > 0 && means[STEADY_mean_pay] > 9);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_steps_of_the_minimum_wage(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    const void *params = values_of(&scenario);
    assert_int_equal(steady_next_step(params, 0), NEVER);
    for (int32_t day = 300; day > 0; day -= 100) {
        struct minimum_wage_step *step = new_row(&scenario, "minimum_wages", NULL);
        step->date = day;
        step->level = 9;
        step->zone = -1;
    }
    assert_int_equal(steady_next_step(params, -5), 100);
    assert_int_equal(steady_next_step(params, 99), 100);
    assert_int_equal(steady_next_step(params, 100), 200);
    assert_int_equal(steady_next_step(params, 299), 300);
    assert_int_equal(steady_next_step(params, 300), NEVER);
    scenario_clear(&scenario);
}

static void test_declarations(void **state)
{
    (void)state;
    struct error error = {0};
    must(steady_check(labour_market_steady, STEADY_COUNT, &error), &error);
    assert_true(labour_market.steady == labour_market_steady && labour_market.steady_count == STEADY_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_steps_of_the_minimum_wage),
        cmocka_unit_test(test_declarations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
