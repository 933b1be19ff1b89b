/* The law as dated data: the table as shipped says what was in force on a day, and any row can be changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/law/dated_law.h"
#include "sim/date.h"
#include "tests/labour_market/law_of_france.h"
#include "tests/labour_market/small_territory.h"

static double on(struct scenario *scenario, enum law_rule rule, const char *date)
{
    int32_t day = 0;
    struct law_values law;
    assert_true(date_parse(date, &day));
    law_on(values_of(scenario), day, &law);
    return law.value[rule];
}

/* Minimum wages: INSEE, series 000879877. A value holds on its first day and not on the eve. */
static void test_a_value_holds_until_the_next(void **state)
{
    (void)state;
    struct scenario scenario = with_law_of_france();
    assert_float_equal(on(&scenario, LAW_smic_hourly, "2016-01-01"), 9.67, 1e-6);
    assert_float_equal(on(&scenario, LAW_smic_hourly, "2016-12-31"), 9.67, 1e-6);
    assert_float_equal(on(&scenario, LAW_smic_hourly, "2017-01-01"), 9.76, 1e-6);
    assert_float_equal(on(&scenario, LAW_smic_hourly, "2019-07-14"), 10.03, 1e-6);
    assert_float_equal(on(&scenario, LAW_smic_hourly, "2040-01-01"), 12.31, 1e-6);
    scenario_clear(&scenario);
}

static void test_rules_begin_and_end(void **state)
{
    (void)state;
    struct scenario scenario = with_law_of_france();
    assert_float_equal(on(&scenario, LAW_bonus_base, "2015-12-31"), 0, 1e-6);
    assert_float_equal(on(&scenario, LAW_bonus_base, "2016-01-01"), 524.16, 1e-6);
    assert_float_equal(on(&scenario, LAW_tax_credit, "2012-12-31"), 0, 1e-6);
    assert_float_equal(on(&scenario, LAW_tax_credit, "2018-12-31"), 0.06, 1e-6);
    assert_float_equal(on(&scenario, LAW_tax_credit, "2019-01-01"), 0, 1e-6);
    assert_float_equal(on(&scenario, LAW_employee_health, "2017-12-31"), 0.0075, 1e-6);
    assert_float_equal(on(&scenario, LAW_employee_health, "2018-01-01"), 0, 1e-6);
    scenario_clear(&scenario);
}

/* From 2010 on nothing is missing that is always there; before, the message names a rule and the day. */
static void test_complete(void **state)
{
    (void)state;
    struct scenario scenario = with_law_of_france();
    struct error error = {0};
    int32_t day = 0;
    assert_true(date_parse("2010-01-01", &day));
    must(law_complete(values_of(&scenario), day, &error), &error);
    assert_int_equal(law_complete(values_of(&scenario), 0, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "1970-01-01"));
    scenario_clear(&scenario);
}

/* A reform of one row, on its day, and of no other. */
static void test_a_row_changes_at_a_date(void **state)
{
    (void)state;
    struct scenario scenario = with_law_of_france();
    int32_t reform = scenario.run->start + 10;
    change_at(&scenario, reform, "law.rsa_base_2015-09-01.value", "600");
    struct run run = {0};
    struct law_values before, after;
    const struct world *w = begin(&run, &scenario, 1);
    live_until(&run, reform, false);
    law_on(w->p, reform, &before);
    live_until(&run, reform + 1, true);
    law_on(w->p, reform, &after);
    assert_float_equal(before.value[LAW_rsa_base], 524.16, 1e-6);
    assert_float_equal(after.value[LAW_rsa_base], 600, 1e-6);
    after.value[LAW_rsa_base] = before.value[LAW_rsa_base];
    assert_memory_equal(&before, &after, sizeof before);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The market reads none of it. */
static void test_no_trace(void **state)
{
    (void)state;
    struct scenario without = whole(), with = whole();
    read_law_of_france(&with);
    assert_int_equal(digest_of(&with, 1), digest_of(&without, 1));
    scenario_clear(&without);
    scenario_clear(&with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_holds_until_the_next),
        cmocka_unit_test(test_rules_begin_and_end),
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_a_row_changes_at_a_date),
        cmocka_unit_test(test_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
