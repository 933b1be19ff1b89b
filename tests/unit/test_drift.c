/* Does a series drift away from its first year? Series made by hand, and by laws of which the answer is
 * known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/drift.h"
#include "sim/random.h"

enum { MONTHS = 12, MOST = 40 * MONTHS };

static void fill(double *months, size_t count, double value)
{
    for (size_t i = 0; i < count; i++) {
        months[i] = value;
    }
}

/* Independent months. */
static void add_noise(double *months, size_t count, double scatter, uint64_t which)
{
    struct rng rng = rng_at(rng_purpose(1, "noise"), which, 0);
    for (size_t i = 0; i < count; i++) {
        months[i] += scatter * rng_normal(&rng);
    }
}

/* A figure that wanders: of each month's distance from where it belongs `kept` is left in the next. */
static void add_wander(double *months, size_t count, double kept, uint64_t which)
{
    struct rng rng = rng_at(rng_purpose(1, "wander"), which, 0);
    double away = 0;
    for (size_t i = 0; i < 1200 + count; i++) {
        away = kept * away + rng_normal(&rng);
        months[i < 1200 ? 0 : i - 1200] += i < 1200 ? 0 : away;
    }
}

static void test_flat(void **state)
{
    (void)state;
    double months[MOST];
    fill(months, MOST, 7);
    struct drift drift = drift_of(months, MOST);
    assert_true(drift.first == 7 && drift.later == 7 && drift.luck == 0 && drift.chance == 1);
    fill(months, MONTHS, 6);
    drift = drift_of(months, MOST);
    assert_true(drift.first == 6 && drift.later == 7 && drift.luck == 0 && drift.chance == 0);
}

static void test_too_short(void **state)
{
    (void)state;
    double months[4 * MONTHS];
    fill(months, 4 * MONTHS, 1);
    for (size_t count = 0; count < 3 * MONTHS; count++) {
        struct drift drift = drift_of(months, count);
        assert_true(isnan(drift.first) && isnan(drift.later) && isnan(drift.luck) && isnan(drift.chance));
    }
    assert_true(drift_of(months, 3 * MONTHS).chance == 1);
    months[3 * MONTHS + 5] = 1000; /* of a year that is not whole */
    assert_true(drift_of(months, 3 * MONTHS + 11).later == 1);
    assert_true(drift_of(months, 4 * MONTHS).later > 1);
    months[17] = NAN;
    assert_true(isnan(drift_of(months, 3 * MONTHS).chance) && isnan(drift_of(months, 3 * MONTHS).first));
    months[17] = INFINITY;
    assert_true(isnan(drift_of(months, 3 * MONTHS).chance));
}

/* What the burn-in has not worn off: it is seen through noise, and not where it is much smaller. */
static void test_a_first_year_that_wears_off(void **state)
{
    (void)state;
    static const size_t years[] = {3, 4, 6, 10, 20};
    for (size_t k = 0; k < 5; k++) {
        double months[MOST];
        for (int size = 0; size < 2; size++) {
            double left = size == 0 ? 0.1 : 20;
            fill(months, MOST, 50);
            for (size_t i = 0; i < years[k] * MONTHS; i++, left *= 0.85) {
                months[i] -= left;
            }
            add_noise(months, MOST, 1, k);
            struct drift drift = drift_of(months, years[k] * MONTHS);
            assert_true(size == 0 ? drift.chance > 0.05 : drift.chance < 0.005);
        }
    }
}

static void test_a_steady_trend(void **state)
{
    (void)state;
    double months[6 * MONTHS];
    fill(months, 6 * MONTHS, 10);
    add_noise(months, 6 * MONTHS, 0.1, 3);
    assert_true(drift_of(months, 6 * MONTHS).chance > 0.05);
    for (size_t i = 0; i < 6 * MONTHS; i++) {
        months[i] += 0.1 * (double)i;
    }
    struct drift drift = drift_of(months, 6 * MONTHS);
    assert_true(fabs(drift.later - drift.first - 3.6) <
                0.1); /* from the middle of one to that of the other */
    assert_true(drift.chance < 0.05);
}

static void test_unit_and_level_do_not_count(void **state)
{
    (void)state;
    double months[5 * MONTHS], other[5 * MONTHS];
    fill(months, 5 * MONTHS, 0);
    add_wander(months, 5 * MONTHS, 0.9, 1);
    for (size_t i = 0; i < 5 * MONTHS; i++) {
        other[i] = 300 - 1000 * months[i];
    }
    struct drift one = drift_of(months, 5 * MONTHS);
    struct drift two = drift_of(other, 5 * MONTHS);
    assert_true(one.luck > 0 && fabs(two.luck / one.luck / 1000 - 1) < 1e-9);
    assert_true(fabs(two.chance - one.chance) < 1e-9);
    assert_true(fabs((two.later - two.first) / (one.later - one.first) + 1000) < 1e-6);
}

/* Of series without a drift, a share of 5 % has a chance below 0.05, when the model of luck is right. */
static double share_below(double kept, size_t years, double level)
{
    enum { SERIES = 2000 };
    double months[MOST];
    int below = 0;
    for (uint64_t which = 0; which < SERIES; which++) {
        fill(months, years * MONTHS, 0);
        if (kept > 0) {
            add_wander(months, years * MONTHS, kept, which);
        } else {
            add_noise(months, years * MONTHS, 1, which);
        }
        below += drift_of(months, years * MONTHS).chance < level;
    }
    return (double)below / SERIES;
}

/* 2000 fixed series each: the standard errors of shares of 5 % and of 1 % are 0.5 and 0.2 %. Where figures
 * forget within half a year luck is taken for too large; where they forget nothing in the few years there
 * are, for a little too small. */
static void test_false_alarms(void **state)
{
    (void)state;
    static const double kept[] = {0, 0.8, 0.9, 0.95, 0.98, 0.99};
    static const size_t years[] = {3, 6, 10, 20};
    for (size_t y = 0; y < 4; y++) {
        for (size_t k = 0; k < 6; k++) {
            bool forgets = kept[k] <= 0.8;
            assert_true(share_below(kept[k], years[y], 0.05) < (forgets ? 0.05 : 0.1));
            assert_true(share_below(kept[k], years[y], 0.01) < (forgets ? 0.01 : 0.03));
        }
    }
}

/* In a long series without memory nothing needs to be guessed. */
static void test_luck_of_independent_months(void **state)
{
    (void)state;
    enum { SERIES = 500 };
    double months[MOST];
    double square = 0;
    double luck = 0;
    for (uint64_t which = 0; which < SERIES; which++) {
        fill(months, MOST, 0);
        add_noise(months, MOST, 1, which);
        struct drift drift = drift_of(months, MOST);
        square += (drift.later - drift.first) * (drift.later - drift.first) / SERIES;
        luck += drift.luck * drift.luck / SERIES;
    }
    double exact = 1.0 / MONTHS + 1.0 / (MOST - MONTHS);
    assert_true(fabs(square / exact - 1) < 0.2);
    assert_true(luck > exact && luck < 2 * exact); /* one standard error of phi too large */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flat),
        cmocka_unit_test(test_too_short),
        cmocka_unit_test(test_a_first_year_that_wears_off),
        cmocka_unit_test(test_a_steady_trend),
        cmocka_unit_test(test_unit_and_level_do_not_count),
        cmocka_unit_test(test_false_alarms),
        cmocka_unit_test(test_luck_of_independent_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
