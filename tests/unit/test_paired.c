/* Pairs: intervals, what pairing is worth, how many are needed, many figures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/paired.h"
#include "sim/student.h"
#include "tests/support/allocations.h"

static void near(double value, double expected, double error, int line)
{
    if (!(fabs(value - expected) <= error)) {
        fail_msg("line %d: %.17g, expected %.17g", line, value, expected);
    }
}
#define NEAR(value, expected, error) near(value, expected, error, __LINE__)

/* Student 1908 (The probable error of a mean, section IX): hours of sleep gained by ten patients with two
 * drugs. Published: mean difference 1.58, t 4.06 with nine degrees of freedom, p 0.0028. */
static const double dextro[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
static const double laevo[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

static struct paired sleepers(void)
{
    struct paired pairs = {0};
    for (size_t i = 0; i < 10; i++) {
        paired_add(&pairs, dextro[i], laevo[i]);
    }
    return pairs;
}

static void test_student_s_sleepers(void **state)
{
    (void)state;
    struct paired pairs = sleepers();
    struct paired_estimate estimate;
    paired_estimate(&pairs, 0.95, &estimate);
    assert_int_equal(pairs.count, 10);
    NEAR(pairs.first, 0.75, 1e-12);
    NEAR(pairs.second, 2.33, 1e-12);
    NEAR(pairs.difference, 1.58, 1e-12);
    NEAR(estimate.half, 2.4598858 - 1.58, 1e-6);
    NEAR(estimate.p, 0.002833, 5e-7);
    NEAR(estimate.ratio, (1.789010 * 1.789010 + 2.002249 * 2.002249) / (1.229995 * 1.229995), 1e-4);
    assert_int_equal(estimate.finding, PAIRED_EFFECT);
    paired_estimate(&pairs, 0.999, &estimate);
    assert_int_equal(estimate.finding, PAIRED_HOLDS_ZERO);
}

static void test_what_is_not_a_number_is_no_pair(void **state)
{
    (void)state;
    struct paired pairs = sleepers();
    struct paired same = pairs;
    paired_add(&pairs, NAN, 1);
    paired_add(&pairs, 1, NAN);
    paired_add(&pairs, 1, INFINITY);
    assert_memory_equal(&pairs, &same, sizeof pairs);
}

static void test_without_spread(void **state)
{
    (void)state;
    struct paired pairs = {0};
    struct paired_estimate estimate;
    paired_estimate(&pairs, 0.95, &estimate);
    assert_int_equal(estimate.finding, PAIRED_NONE);
    paired_add(&pairs, 0.1, 0.1);
    paired_estimate(&pairs, 0.95, &estimate);
    assert_int_equal(estimate.finding, PAIRED_NONE);
    assert_true(isnan(estimate.half) && isnan(estimate.p) && isnan(estimate.ratio));
    assert_true(paired_needed(&pairs, 0.95, 1) == 0);
    for (int i = 0; i < 50; i++) {
        paired_add(&pairs, 0.7 * i, 0.7 * i);
    }
    paired_estimate(&pairs, 0.95, &estimate);
    assert_int_equal(estimate.finding, PAIRED_IDENTICAL);
    assert_true(pairs.difference == 0 && estimate.half == 0 && estimate.p == 1);
    struct paired shifted = {0};
    for (int i = 0; i < 50; i++) {
        paired_add(&shifted, i, i + 3);
    }
    paired_estimate(&shifted, 0.95, &estimate);
    assert_int_equal(estimate.finding, PAIRED_CONSTANT);
    assert_true(shifted.difference == 3 && estimate.half == 0 && isnan(estimate.p));
    assert_true(paired_needed(&shifted, 0.95, 0.1) == 2);
}

/* The number is the first whose interval is narrow enough, with pairs and without. */
static void test_needed(void **state)
{
    (void)state;
    struct paired pairs = sleepers();
    double spread = pairs.difference_squares / 9;
    double apart = (pairs.first_squares + pairs.second_squares) / 9;
    for (double half = 0.01; half < 30; half *= 1.5) {
        double n = paired_needed(&pairs, 0.95, half);
        double many = paired_needed_unpaired(&pairs, 0.95, half);
        assert_true(n >= 2 && n == floor(n) && many >= n);
        assert_true(student_quantile(0.95, n - 1) * sqrt(spread / n) <= half);
        assert_true(n == 2 || student_quantile(0.95, n - 2) * sqrt(spread / (n - 1)) > half);
        assert_true(student_quantile(0.95, many - 1) * sqrt(apart / many) <= half);
    }
    struct paired_estimate estimate;
    paired_estimate(&pairs, 0.95, &estimate);
    assert_true(paired_needed(&pairs, 0.95, estimate.half * (1 + 1e-9)) == 10);
    assert_true(paired_needed(&pairs, 0.95, 0) == 0 && paired_needed(&pairs, 0.95, NAN) == 0);
}

/* R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.6, 0.03), "holm"). */
static void test_holm(void **state)
{
    (void)state;
    static const double p[] = {0.01, NAN, 0.04, 0.03, 0.005, 0.6, 0.03};
    static const double expected[] = {0.05, NAN, 0.12, 0.12, 0.03, 0.6, 0.12};
    double adjusted[7];
    assert_int_equal(paired_holm(p, 7, adjusted), 6);
    for (size_t i = 0; i < 7; i++) {
        assert_true(isnan(expected[i]) ? isnan(adjusted[i]) : fabs(adjusted[i] - expected[i]) < 1e-15);
    }
    assert_int_equal(paired_holm(p, 0, adjusted), 0);
    static const double large[] = {0.9, 0.8, 0.7};
    assert_int_equal(paired_holm(large, 3, adjusted), 3);
    assert_true(adjusted[0] == 1 && adjusted[1] == 1 && adjusted[2] == 1);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(paired_finding_name(PAIRED_NONE), "none");
    assert_string_equal(paired_finding_name(PAIRED_EFFECT), "effect");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_student_s_sleepers),
        cmocka_unit_test(test_what_is_not_a_number_is_no_pair),
        cmocka_unit_test(test_without_spread),
        cmocka_unit_test(test_needed),
        cmocka_unit_test(test_holm),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
