/* Student's law against published tables and closed forms. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/real.h"
#include "sim/student.h"

static const double pi = 3.14159265358979323846;

static void near(double value, double expected, double relative, int line)
{
    if (!(fabs(value - expected) <= relative * fabs(expected))) {
        fail_msg("line %d: %.17g, expected %.17g", line, value, expected);
    }
}
#define NEAR(value, expected, relative) near(value, expected, relative, __LINE__)

/* Fisher and Yates, Statistical Tables, table III; NIST/SEMATECH e-Handbook 1.3.6.7.2: three decimals. */
static void test_published_table(void **state)
{
    (void)state;
    static const struct {
        double freedom;
        double t[4]; /* two-sided 90, 95, 99 and 99.9 % */
    } rows[] = {
        {1, {6.314, 12.706, 63.657, 636.619}}, {2, {2.920, 4.303, 9.925, 31.599}},
        {3, {2.353, 3.182, 5.841, 12.924}},    {4, {2.132, 2.776, 4.604, 8.610}},
        {5, {2.015, 2.571, 4.032, 6.869}},     {7, {1.895, 2.365, 3.499, 5.408}},
        {10, {1.812, 2.228, 3.169, 4.587}},    {15, {1.753, 2.131, 2.947, 4.073}},
        {20, {1.725, 2.086, 2.845, 3.850}},    {30, {1.697, 2.042, 2.750, 3.646}},
        {60, {1.671, 2.000, 2.660, 3.460}},    {120, {1.658, 1.980, 2.617, 3.373}},
    };
    static const double levels[] = {0.9, 0.95, 0.99, 0.999};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t k = 0; k < 4; k++) {
            double t = student_quantile(levels[k], rows[i].freedom);
            if (!(fabs(t - rows[i].t[k]) <= 0.000501)) {
                fail_msg("%g of freedom at %g: %.6f, published %.3f", rows[i].freedom, levels[k], t,
                         rows[i].t[k]);
            }
        }
    }
}

/* With 1, 2 and 4 degrees of freedom the law has a closed form. */
static void test_closed_forms(void **state)
{
    (void)state;
    NEAR(student_outside(1, 1), 0.5, 1e-14);
    NEAR(student_quantile(0.5, 1), 1, 1e-12);
    for (double level = 0.01; level < 1; level += 0.01) {
        NEAR(student_quantile(level, 1), tan(pi * level / 2), 1e-11);
        NEAR(student_quantile(level, 2), level * sqrt(2 / (1 - level * level)), 1e-11);
    }
    for (double t = 0.001; t < 1000; t *= 1.3) {
        double y = t / sqrt(t * t + 4);
        NEAR(1 - student_outside(t, 4), y * (1.5 - y * y / 2), 1e-10);
        NEAR(student_outside(t, 2), 2 / (t * t + 2 + t * sqrt(t * t + 2)), 1e-10);
        NEAR(student_outside(-t, 2), student_outside(t, 2), 0);
    }
}

/* Far out, where 1 - F would be nothing but rounding: the tail of Cauchy's law is 2 / (pi t). */
static void test_tails(void **state)
{
    (void)state;
    NEAR(student_outside(1e12, 1), 2 / (pi * 1e12), 1e-10);
    NEAR(student_outside(1e100, 2), 1e-200, 1e-10);
    assert_true(student_outside(0, 7) == 1);
    assert_true(student_outside(INFINITY, 7) == 0);
    assert_true(isnan(student_outside(NAN, 7)));
    NEAR(student_quantile(1 - 1e-12, 1), 2 / (pi * 1e-12), 1e-4); /* 1 - level is all that is known of it */
}

static void test_many_degrees_are_normal(void **state)
{
    (void)state;
    for (double freedom = 1e3; freedom <= 1e8; freedom *= 10) {
        for (double level = 0.1; level < 0.9999; level = (1 + level) / 2) {
            double z = -real_normal_quantile((1 - level) / 2);
            /* Cornish and Fisher: what is left out falls as the square of the degrees. */
            double t = z + (z * z * z + z) / (4 * freedom);
            NEAR(student_quantile(level, freedom), t, 3 / (freedom * freedom) * (1 + z * z * z * z) + 1e-9);
        }
    }
}

/* One is the inverse of the other, over the whole range that a comparison can ask for. */
static void test_inverse(void **state)
{
    (void)state;
    for (double freedom = 1; freedom < 1e6; freedom = floor(freedom * 1.7 + 1)) {
        for (double outside = 0.9; outside > 1e-9; outside /= 3) {
            NEAR(student_outside(student_quantile(1 - outside, freedom), freedom), 1 - (1 - outside), 1e-8);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_table), cmocka_unit_test(test_closed_forms),
        cmocka_unit_test(test_tails),           cmocka_unit_test(test_many_degrees_are_normal),
        cmocka_unit_test(test_inverse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
