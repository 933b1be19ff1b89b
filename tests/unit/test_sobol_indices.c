/* Sobol indices of functions whose indices are known; luck that is known is told apart. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "sim/random.h"
#include "sim/sobol_indices.h"
#include "tests/support/allocations.h"
#include "tests/support/known_indices.h"

struct found {
    struct sobol_summary summary;
    struct sobol_index indices[KNOWN_MAX];
};

/* Values with luck of a variance of `luck`, three quarters of it common to all points of a block. */
static double *values_of(const struct known *known, size_t rows, size_t seeds, double luck)
{
    size_t n = known->factors;
    double *points = memory_alloc(rows * (n + 2) * n, sizeof *points);
    double *values = memory_alloc(rows * (n + 2) * seeds, sizeof *values);
    assert_non_null(points);
    assert_non_null(values);
    sobol_rows(n, rows, 1, points);
    for (size_t i = 0; i < rows * (n + 2) * seeds; i++) {
        size_t point = i / seeds;
        struct rng common = rng_at(rng_purpose(i % seeds, "common"), sobol_block(point / (n + 2)), 0);
        struct rng own = rng_at(rng_purpose(i % seeds, "own"), point, 0);
        double noise = sqrt(0.75) * rng_normal(&common);
        noise += sqrt(0.25) * rng_normal(&own);
        values[i] = known->at(points + point * n) + sqrt(luck) * noise;
    }
    memory_free(points);
    return values;
}

static void find(const struct known *known, size_t rows, size_t seeds, double luck, struct found *found)
{
    double *values = values_of(known, rows, seeds, luck);
    assert_int_equal(
        sobol_estimate(values, rows, known->factors, seeds, 0.95, &found->summary, found->indices, NULL),
        STATUS_OK);
    memory_free(values);
}

static void close_to(const struct known *known, const char *what, double value, double truth, double within)
{
    if (!(fabs(value - truth) <= within)) {
        fail_msg("%s, %s: %.4f, %.4f was expected", known->name, what, value, truth);
    }
}

static void expect_known(const struct known *known, size_t rows, double within)
{
    struct found found;
    find(known, rows, 1, 0, &found);
    assert_true(found.summary.moved);
    assert_int_equal(found.summary.rows, rows);
    assert_true(isnan(found.summary.luck.value));
    close_to(known, "mean", found.summary.mean.value, known->mean, within * sqrt(known->variance));
    close_to(known, "variance", found.summary.variance.value / known->variance, 1, 2 * within);
    double sum = 0;
    for (size_t f = 0; f < known->factors; f++) {
        close_to(known, "first", found.indices[f].first.value, known->first[f], within);
        close_to(known, "total", found.indices[f].total.value, known->total[f], within);
        assert_true(found.indices[f].first.half >= 0 && found.indices[f].first.half < 3 * within);
        sum += found.indices[f].first.value;
    }
    close_to(known, "sum", found.summary.first_sum.value, sum, 1e-12);
}

static void known_indices_are_found(void **state)
{
    const struct known ishigami = known_ishigami();
    const struct known g = known_g();
    const struct known linear = known_linear();
    (void)state;
    expect_known(&ishigami, 8192, 0.01);
    expect_known(&g, 8192, 0.01);
    expect_known(&linear, 8192, 0.002);
}

static void a_factor_without_a_part_has_exactly_none(void **state)
{
    const struct known linear = known_linear();
    struct found found;
    (void)state;
    find(&linear, 64, 1, 0, &found);
    assert_true(found.indices[3].total.value == 0 && found.indices[3].total.half == 0);
    assert_true(found.indices[3].first.value == 0);
}

/* Luck with the variance of the function itself makes half of that of a run, and no index. */
static void luck_is_told_apart(void **state)
{
    const struct known linear = known_linear();
    struct found found;
    (void)state;
    find(&linear, 8192, 3, linear.variance, &found);
    close_to(&linear, "luck", found.summary.luck.value, 0.5, 0.15); /* 48 common draws make most of it */
    close_to(&linear, "variance", found.summary.variance.value / linear.variance, 1,
             1.5 * found.summary.variance.half / linear.variance);
    for (size_t f = 0; f < linear.factors; f++) {
        close_to(&linear, "first", found.indices[f].first.value, linear.first[f],
                 1.5 * found.indices[f].first.half);
        close_to(&linear, "total", found.indices[f].total.value, linear.total[f],
                 1.5 * found.indices[f].total.half);
    }
    close_to(&linear, "total of nothing", found.indices[3].total.value, 0, 0.03);
    find(&linear, 8192, 1, linear.variance, &found); /* with one seed it is in all of them */
    assert_true(found.indices[3].total.value > 0.1);
}

static double flat_at(const double *x)
{
    (void)x;
    return 1234.5678901;
}

static void what_is_constant_has_no_indices(void **state)
{
    const struct known flat = {.name = "flat", .factors = 2, .at = flat_at};
    struct found found;
    (void)state;
    for (size_t seeds = 1; seeds < 3; seeds++) {
        find(&flat, 48, seeds, 0, &found);
        assert_false(found.summary.moved);
        assert_true(isnan(found.indices[0].total.value) && isnan(found.indices[1].first.value));
        assert_true(fabs(found.summary.mean.value - 1234.5678901) < 1e-9);
    }
    find(&flat, 48, 2, 1, &found); /* nothing but luck */
    assert_false(found.summary.moved);
    assert_true(found.summary.luck.value > 0.5);
}

static void rows_with_a_gap_are_left_out(void **state)
{
    enum { ROWS = 64, FACTORS = 4, SEEDS = 2, SIZE = (FACTORS + 2) * SEEDS };
    const struct known linear = known_linear();
    struct found with;
    struct found without;
    (void)state;
    double *values = values_of(&linear, ROWS, SEEDS, 0.1);
    values[(ROWS - 1) * SIZE + 5] = NAN;
    assert_int_equal(sobol_estimate(values, ROWS, FACTORS, SEEDS, 0.9, &with.summary, with.indices, NULL),
                     STATUS_OK);
    assert_int_equal(
        sobol_estimate(values, ROWS - 1, FACTORS, SEEDS, 0.9, &without.summary, without.indices, NULL),
        STATUS_OK);
    assert_int_equal(with.summary.rows, ROWS - 1);
    assert_memory_equal(with.indices, without.indices, FACTORS * sizeof *with.indices);
    for (size_t row = 0; row < ROWS; row++) {
        values[row * SIZE] = NAN;
    }
    assert_int_equal(sobol_estimate(values, ROWS, FACTORS, SEEDS, 0.9, &with.summary, with.indices, NULL),
                     STATUS_OK);
    assert_true(with.summary.rows == 0 && !with.summary.moved && isnan(with.summary.mean.value));
    memory_free(values);
}

static void rows_are_base_samples(void **state)
{
    enum { ROWS = 64, MORE = 96, FACTORS = 25 }; /* 50 dimensions: more than the sequence has */
    size_t size = (FACTORS + 2) * FACTORS;
    (void)state;
    double *points = memory_alloc(ROWS * size, sizeof *points);
    double *more = memory_alloc(MORE * size, sizeof *more);
    double *other = memory_alloc(ROWS * size, sizeof *other);
    sobol_rows(FACTORS, ROWS, 1, points);
    sobol_rows(FACTORS, MORE, 1, more);
    sobol_rows(FACTORS, ROWS, 2, other);
    assert_memory_equal(points, more, ROWS * size * sizeof *points);
    assert_memory_not_equal(points, other, ROWS * size * sizeof *points);
    for (size_t row = 0; row < ROWS; row++) {
        const double *a = points + row * size;
        const double *b = a + FACTORS;
        for (size_t f = 0; f < FACTORS; f++) {
            const double *ab = a + (f + 2) * FACTORS;
            for (size_t i = 0; i < FACTORS; i++) {
                assert_true(ab[i] == (i == f ? b[i] : a[i]));
            }
            assert_true(a[f] > 0 && a[f] < 1 && b[f] > 0 && b[f] < 1 && a[f] != b[f]);
        }
    }
    memory_free(points);
    memory_free(more);
    memory_free(other);
}

static enum status estimate(void *context, struct error *error)
{
    struct found found;
    return sobol_estimate(context, 32, 4, 2, 0.95, &found.summary, found.indices, error);
}

static void memory_may_run_out(void **state)
{
    const struct known linear = known_linear();
    double *values = values_of(&linear, 32, 2, 0.1);
    (void)state;
    assert_true(check_every_allocation(estimate, values) >= 2);
    memory_free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_indices_are_found),
        cmocka_unit_test(a_factor_without_a_part_has_exactly_none),
        cmocka_unit_test(luck_is_told_apart),
        cmocka_unit_test(what_is_constant_has_no_indices),
        cmocka_unit_test(rows_with_a_gap_are_left_out),
        cmocka_unit_test(rows_are_base_samples),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
