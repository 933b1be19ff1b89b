/* Unemployment benefit, against worked examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/incomes/unemployment_benefit.h"
#include "tests/labour_market/law_of_france.h"

static void near(double got, double expected, double tolerance)
{
    if (!(got >= expected - tolerance && got <= expected + tolerance)) {
        fail_msg("got %.4f, expected %.4f", got, expected);
    }
}

/* Full time at the minimum wage of 2013 (1430 EUR): 30.56 EUR a day; half time: fixed part and floor by half
 * (ordrespontane.blogspot.com, opportunite d'arbitrage). 25 000 EUR in a year: the law's 68.42 EUR of
 * lafinancepourtous.com is over 261 worked days x 1.4, ours over 365. */
static void test_daily_benefit(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2013-06-01");
    double reference = benefit_reference_wage(&law, 1430 * 12, 365);
    near(reference, 47.01, 0.005);
    near(benefit_daily(&law, reference, 1), 30.56, 0.005);
    near(benefit_daily(&law, reference / 2, 0.5), 30.56 / 2, 0.005);
    law = law_of_france("2019-12-01");
    near(benefit_reference_wage(&law, 25000, 365), 68.42, 0.1);
}

/* The four zones of the scale in 2016, by hand from articles 15 to 18 of the general rules of 2014, and the
 * highest benefit of 2017, 245.04 EUR a day (francmuller-avocat.com). */
static void test_zones(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-06-01");
    near(benefit_daily(&law, 35, 1), 0.75 * 35, 1e-9);
    near(benefit_daily(&law, 40, 1), 28.67, 1e-9);
    near(benefit_daily(&law, 60, 1), 0.404 * 60 + 11.76, 1e-9);
    near(benefit_daily(&law, 100, 1), 57, 1e-9);
    law = law_of_france("2017-08-01");
    near(benefit_daily(&law, benefit_reference_wage(&law, 500000, 365), 1), 245.04, 0.005);
}

/* Agreement of 2014: four months at least, a day for a day, two years at most, three from fifty on. */
static void test_durations(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-06-01");
    assert_int_equal(benefit_days(&law, 121, 30), 0);
    assert_int_equal(benefit_days(&law, 122, 30), 122);
    assert_int_equal(benefit_days(&law, 400, 30), 400);
    assert_int_equal(benefit_days(&law, 850, 49), 730);
    assert_int_equal(benefit_days(&law, 850, 50), 850);
    assert_int_equal(benefit_days(&law, 1095, 60), 1095);
    assert_int_equal(benefit_reference_months(&law, 49), 28);
    assert_int_equal(benefit_reference_months(&law, 50), 36);
    law = law_of_france("2018-06-01"); /* agreement of 2017: 53 and 55 years */
    assert_int_equal(benefit_days(&law, 850, 52), 730);
    assert_int_equal(benefit_days(&law, 1000, 53), 913);
    assert_int_equal(benefit_days(&law, 1095, 55), 1095);
    law = law_of_france("2023-06-01"); /* a quarter less */
    assert_int_equal(benefit_days(&law, 730, 40), 547);
}

/* 57 EUR a day on a reference wage of 100 EUR and a job of 2100 EUR: 4 days are paid, 228 EUR
 * (chomeurs-precaires-cgt.fr, guide des droits). */
static void test_work_while_claiming(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-06-01");
    assert_int_equal(benefit_days_paid(&law, 100, 57, 30, 2100), 4);
    assert_int_equal(benefit_days_paid(&law, 100, 57, 30, 0), 30);
    assert_int_equal(benefit_days_paid(&law, 100, 57, 31, 2500), 0);
    int32_t before = 31; /* more work, fewer days, and never less money in all */
    double income = 0;
    for (double pay = 0; pay < 3000; pay += 50) {
        int32_t days = benefit_days_paid(&law, 100, 57, 31, pay);
        assert_true(days <= before);
        assert_true(pay + days * 57 > income - 57);
        income = pay + days * 57;
        before = days;
    }
}

/* By hand: 3 % of the reference wage for the pension, not below the floor; CSG and CRDS on 98.25 % of the
 * benefit, not below the minimum wage of a day (48.35 EUR in 2016). */
static void test_levies(void **state)
{
    (void)state;
    struct law_values law = law_of_france("2016-06-01");
    struct benefit_levies levies;
    benefit_levies_at(&law, 100, 57, &levies);
    near(levies.pension, 3, 1e-9);
    near(levies.social_levies, 57 * 0.9825 * 0.067, 1e-6);
    near(levies.deductible, 57 * 0.9825 * 0.038, 1e-6);
    benefit_levies_at(&law, 80, 45.6, &levies);
    near(levies.pension, 2.4, 1e-9);
    near(levies.social_levies, 0, 0);
    benefit_levies_at(&law, 90, 52, &levies);
    near(levies.social_levies, 52 - 2.7 - 48.35, 1e-6);
    benefit_levies_at(&law, 40, 28.67, &levies);
    near(levies.pension, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_daily_benefit), cmocka_unit_test(test_zones),
        cmocka_unit_test(test_durations),     cmocka_unit_test(test_work_while_claiming),
        cmocka_unit_test(test_levies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
