/* Known outcomes: differences as they are expressed, and where their intervals lie. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/outcome.h"

static void near(double value, double expected, double error, int line)
{
    if (!(fabs(value - expected) <= error)) {
        fail_msg("line %d: %.17g, expected %.17g", line, value, expected);
    }
}
#define NEAR(value, expected, error) near(value, expected, error, __LINE__)

/* Student 1908 (The probable error of a mean, section IX): mean difference 1.58, interval of 95 % from
 * 0.7001142 to 2.4598858; the mean of the first is 0.75. */
static const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
static const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
static const double HALF = 2.4598858 - 1.58;

static struct outcome_estimate sleepers(enum outcome_kind kind, double per)
{
    const struct outcome_range range = {.kind = kind, .low = 0, .high = 1, .per = per};
    const struct outcome_values values = {.first = first, .second = second, .count = 10};
    struct outcome_estimate estimate;
    outcome_estimate(&range, &values, 0.95, &estimate);
    assert_int_equal(estimate.pairs, 10);
    return estimate;
}

static void test_one_difference_in_five_forms(void **state)
{
    (void)state;
    struct outcome_estimate estimate = sleepers(OUTCOME_DIFFERENCE, 0);
    NEAR(estimate.value, 1.58, 1e-12);
    NEAR(estimate.half, HALF, 1e-6);
    estimate = sleepers(OUTCOME_POINTS, 0);
    NEAR(estimate.value, 1.58, 1e-12);
    estimate = sleepers(OUTCOME_PERCENT, 0);
    NEAR(estimate.value, 100 * 1.58 / 0.75, 1e-9);
    NEAR(estimate.half, 100 * HALF / 0.75, 1e-4);
    estimate = sleepers(OUTCOME_RATIO, 0);
    NEAR(estimate.value, 2.33 / 0.75, 1e-12);
    NEAR(estimate.half, HALF / 0.75, 1e-6);
    estimate = sleepers(OUTCOME_ELASTICITY, -10);
    NEAR(estimate.value, -10 * 1.58 / 0.75, 1e-9);
    NEAR(estimate.half, 10 * HALF / 0.75, 1e-5);
}

static void test_a_loss_from_a_baseline_below_zero_is_a_loss(void **state)
{
    (void)state;
    const double low[] = {-2, -2};
    const double lower[] = {-3, -3};
    const struct outcome_range range = {.kind = OUTCOME_PERCENT, .low = -60, .high = -40};
    const struct outcome_values values = {.first = low, .second = lower, .count = 2};
    struct outcome_estimate estimate;
    outcome_estimate(&range, &values, 0.95, &estimate);
    NEAR(estimate.value, -50, 0);
    NEAR(estimate.half, 0, 0);
    assert_int_equal(outcome_judge(&range, &estimate), OUTCOME_INSIDE);
}

/* ---- multipliers ---- */

static struct outcome_estimate multiplied(const double *one, const double *other, size_t count)
{
    static const double zeros[8] = {0};
    const struct outcome_range range = {.kind = OUTCOME_MULTIPLIER, .low = 1, .high = 2};
    const struct outcome_values values = {zeros, one, zeros, other, count};
    struct outcome_estimate estimate;
    outcome_estimate(&range, &values, 0.95, &estimate);
    return estimate;
}

static void test_a_multiplier_is_a_ratio_of_means(void **state)
{
    (void)state;
    const double proportional[] = {-15, -30, -45};
    const double other[] = {-10, -20, -30};
    struct outcome_estimate estimate = multiplied(proportional, other, 3);
    NEAR(estimate.value, 1.5, 1e-12);
    assert_true(isnan(estimate.half)); /* -20 +- 24.8: the other difference holds zero */
    const double sure[] = {-10, -11, -12};
    const double both[] = {-15, -16.5, -18};
    estimate = multiplied(both, sure, 3);
    NEAR(estimate.value, 1.5, 1e-12);
    NEAR(estimate.half, 0, 1e-12);
    /* d - R e are 1, -1, 1, -1: their interval is 3.182446 x sqrt(4/3) / 2 = 1.837386, over 10 */
    const double constant[] = {10, 10, 10, 10};
    const double around[] = {16, 14, 16, 14};
    estimate = multiplied(around, constant, 4);
    NEAR(estimate.value, 1.5, 1e-12);
    NEAR(estimate.half, 0.1837386, 1e-6);
}

static void test_a_multiple_of_nothing_is_none(void **state)
{
    (void)state;
    const double one[] = {1, 2};
    const double none[] = {0, 0};
    struct outcome_estimate estimate = multiplied(one, none, 2);
    assert_int_equal(estimate.pairs, 2);
    assert_true(isnan(estimate.value));
    const struct outcome_range range = {.kind = OUTCOME_MULTIPLIER, .low = 1, .high = 2};
    assert_int_equal(outcome_judge(&range, &estimate), OUTCOME_CANNOT_TELL);
}

/* ---- pairs that are missing ---- */

static void test_pairs_that_lack_a_value_count_for_nothing(void **state)
{
    (void)state;
    const double one[] = {1, NAN, 3, 1};
    const double other[] = {2, 2, NAN, 2};
    const struct outcome_range range = {.kind = OUTCOME_DIFFERENCE, .low = 0, .high = 2};
    struct outcome_values values = {.first = one, .second = other, .count = 4};
    struct outcome_estimate estimate;
    outcome_estimate(&range, &values, 0.95, &estimate);
    assert_int_equal(estimate.pairs, 2);
    NEAR(estimate.value, 1, 0);
    values.count = 1;
    outcome_estimate(&range, &values, 0.95, &estimate);
    assert_true(isnan(estimate.half));
    assert_int_equal(outcome_judge(&range, &estimate), OUTCOME_CANNOT_TELL);
    values.count = 0;
    outcome_estimate(&range, &values, 0.95, &estimate);
    assert_int_equal(outcome_judge(&range, &estimate), OUTCOME_NOT_RUN);
}

/* ---- verdicts ---- */

static enum outcome_verdict judged(enum outcome_kind kind, double low, double high, double from, double to)
{
    const struct outcome_range range = {.kind = kind, .low = low, .high = high};
    const struct outcome_estimate estimate = {4, (from + to) / 2, (to - from) / 2};
    return outcome_judge(&range, &estimate);
}

static void test_where_the_interval_lies(void **state)
{
    (void)state;
    const enum outcome_kind percent = OUTCOME_PERCENT;
    assert_int_equal(judged(percent, -1, 1, -0.5, 0.5), OUTCOME_INSIDE);
    assert_int_equal(judged(percent, -1, 1, -1, 1), OUTCOME_INSIDE);
    assert_int_equal(judged(percent, -1, 1, -0.5, 1.5), OUTCOME_CANNOT_TELL);
    assert_int_equal(judged(percent, -1, 1, -2, 2), OUTCOME_CANNOT_TELL);
    assert_int_equal(judged(percent, -1, 1, 2, 3),
                     OUTCOME_OUTSIDE); /* a range of both signs has no wrong one */
    assert_int_equal(judged(percent, 1, 2, 3, 4), OUTCOME_OUTSIDE);
    assert_int_equal(judged(percent, 1, 2, 0.25, 0.5), OUTCOME_OUTSIDE);
    assert_int_equal(judged(percent, 1, 2, -0.5, 0.5), OUTCOME_OUTSIDE);
    assert_int_equal(judged(percent, 1, 2, -3, -2), OUTCOME_WRONG_SIGN);
    assert_int_equal(judged(percent, -2, -1, 2, 3), OUTCOME_WRONG_SIGN);
}

static void test_ranges_with_one_end(void **state)
{
    (void)state;
    const enum outcome_kind percent = OUTCOME_PERCENT;
    assert_int_equal(judged(percent, -INFINITY, 0, -3, -2), OUTCOME_INSIDE);
    assert_int_equal(judged(percent, -INFINITY, 0, 0, 0), OUTCOME_INSIDE);
    assert_int_equal(judged(percent, -INFINITY, 0, -1, 1), OUTCOME_CANNOT_TELL);
    assert_int_equal(judged(percent, -INFINITY, 0, 1, 2), OUTCOME_WRONG_SIGN);
    assert_int_equal(judged(percent, 0, INFINITY, 1, 2), OUTCOME_INSIDE);
    assert_int_equal(judged(percent, 0, INFINITY, -2, -1), OUTCOME_WRONG_SIGN);
}

/* Where nothing changes a ratio is one. */
static void test_the_sign_of_a_ratio(void **state)
{
    (void)state;
    assert_int_equal(judged(OUTCOME_RATIO, 1.1, 1.3, 1.15, 1.2), OUTCOME_INSIDE);
    assert_int_equal(judged(OUTCOME_RATIO, 1.1, 1.3, 0.8, 0.9), OUTCOME_WRONG_SIGN);
    assert_int_equal(judged(OUTCOME_RATIO, 1.1, 1.3, 0.95, 1.05), OUTCOME_OUTSIDE);
    assert_int_equal(judged(OUTCOME_MULTIPLIER, 1.3, 1.9, 0.5, 0.9), OUTCOME_OUTSIDE);
    assert_int_equal(judged(OUTCOME_MULTIPLIER, 1.3, 1.9, -0.9, -0.5), OUTCOME_WRONG_SIGN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_difference_in_five_forms),
        cmocka_unit_test(test_a_loss_from_a_baseline_below_zero_is_a_loss),
        cmocka_unit_test(test_a_multiplier_is_a_ratio_of_means),
        cmocka_unit_test(test_a_multiple_of_nothing_is_none),
        cmocka_unit_test(test_pairs_that_lack_a_value_count_for_nothing),
        cmocka_unit_test(test_where_the_interval_lies),
        cmocka_unit_test(test_ranges_with_one_end),
        cmocka_unit_test(test_the_sign_of_a_ratio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
