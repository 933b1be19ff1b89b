/* The search, and what it needs of linear algebra, against problems whose answer is known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "sim/dense.h"
#include "sim/memory.h"
#include "sim/search.h"

enum { N = 3, M = 5, MOST = 200 };

/* The gaps at a point. */
typedef void problem(const double *x, double *gaps);

static void linear(const double *x, double *gaps)
{
    static const double best[N] = {0.3, 0.7, 0.55};
    for (int i = 0; i < M; i++) {
        gaps[i] = 0;
        for (int j = 0; j < N; j++) {
            gaps[i] += (1 + ((i + 2 * j) % 5)) * (x[j] - best[j]);
        }
    }
}

/* Bent: the best is at 0.2, 0.6, 0.4. */
static void bent(const double *x, double *gaps)
{
    gaps[0] = 5 * (x[0] * x[0] - 0.04);
    gaps[1] = 10 * (x[1] - 0.6) + 4 * (x[0] - 0.2) * (x[1] - 0.3);
    gaps[2] = 3 * (x[2] * x[1] - 0.24);
    gaps[3] = 2 * (x[2] - 0.4) + (x[0] - 0.2);
    gaps[4] = x[0] - 0.2;
}

/* As `linear`, but one gap is far off wherever one looks. */
static void hopeless(const double *x, double *gaps)
{
    linear(x, gaps);
    gaps[4] = 1000 + 0.1 * x[0];
}

/* The best lies beyond the bounds of the first coordinate. */
static void outside(const double *x, double *gaps)
{
    linear(x, gaps);
    gaps[0] = 10 * (x[0] + 0.5);
    gaps[1] = x[1] - 0.7;
    gaps[2] = x[2] - 0.55;
    gaps[3] = gaps[4] = 0;
}

static size_t look(struct search *search, problem *at, double *points)
{
    const double start[N] = {0.9, 0.1, 0.2};
    size_t count;
    assert_int_equal(search_init(search, N, M, start, NULL), STATUS_OK);
    while (search->count < MOST && (count = search_ask(search, points)) > 0) {
        for (size_t i = 0; i < count; i++) {
            double gaps[M];
            for (size_t j = 0; j < N; j++) {
                assert_true(points[i * N + j] >= 0 && points[i * N + j] <= 1);
            }
            at(points + i * N, gaps);
            assert_int_equal(search_tell(search, points + i * N, gaps, NULL), STATUS_OK);
        }
    }
    return search->count;
}

static void expect_best(problem *at, const double *best, double within, size_t most)
{
    struct search search;
    double points[(N + 1) * N];
    size_t count = look(&search, at, points);
    for (size_t j = 0; j < N; j++) {
        assert_true(fabs(search.x[search.best * N + j] - best[j]) < within);
    }
    assert_true(count <= most);
    search_clear(&search);
}

static void test_finds_what_is_known(void **state)
{
    (void)state;
    expect_best(linear, (const double[]){0.3, 0.7, 0.55}, 0.02, 20);
    expect_best(bent, (const double[]){0.2, 0.6, 0.4}, 0.05, 40);
    expect_best(hopeless, (const double[]){0.3, 0.7, 0.55}, 0.06, 30);
    expect_best(outside, (const double[]){0, 0.7, 0.55}, 0.06, 30);
}

static void test_same_figures_same_path(void **state)
{
    struct search a;
    struct search b;
    double points[(N + 1) * N];
    (void)state;
    assert_int_equal(look(&a, bent, points), look(&b, bent, points));
    assert_memory_equal(a.x, b.x, a.count * N * sizeof *a.x);
    search_clear(&a);
    search_clear(&b);
}

/* Points that fail are gone around. */
static void test_failures(void **state)
{
    struct search search;
    const double start[N] = {0.9, 0.1, 0.2};
    double points[(N + 1) * N];
    size_t count;
    size_t failures = 0;
    (void)state;
    assert_int_equal(search_init(&search, N, M, start, NULL), STATUS_OK);
    while (search.count < MOST && (count = search_ask(&search, points)) > 0) {
        for (size_t i = 0; i < count; i++) {
            double gaps[M];
            bool fails = points[i * N + 1] > 0.5;
            failures += fails;
            linear(points + i * N, gaps);
            assert_int_equal(search_tell(&search, points + i * N, fails ? NULL : gaps, NULL), STATUS_OK);
        }
    }
    assert_true(failures > 0 && search.count < MOST);
    assert_true(search.loss[search.best] < 0.3 * search.loss[0]);
    assert_true(search.x[search.best * N + 1] <= 0.5);
    search_clear(&search);
}

static void test_loss(void **state)
{
    (void)state;
    assert_true(search_loss((const double[]){1, -2}, 2) == 2.5);
    assert_true(search_loss((const double[]){3}, 1) == 9);
    assert_true(search_loss((const double[]){-5}, 1) == 21); /* 9 and twice the bend for each of 2 more */
    assert_true(search_weight(2) == 1 && search_weight(-6) == 0.5);
}

static void test_eigen(void **state)
{
    const double matrix[9] = {4, 1, -2, 1, 3, 0.5, -2, 0.5, 5};
    double copy[9];
    double values[3];
    double vectors[9];
    double inverse[9];
    (void)state;
    memcpy(copy, matrix, sizeof matrix);
    dense_eigen(copy, 3, values, vectors);
    assert_true(values[0] <= values[1] && values[1] <= values[2]);
    assert_true(fabs(values[0] + values[1] + values[2] - 12) < 1e-12);
    dense_inverse(values, vectors, 3, 1e-9, inverse);
    for (int i = 0; i < 9; i++) {
        double entry = 0;
        for (int k = 0; k < 3; k++) {
            entry += matrix[i / 3 * 3 + k] * inverse[k * 3 + i % 3];
        }
        assert_true(fabs(entry - (i / 3 == i % 3)) < 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_what_is_known),
        cmocka_unit_test(test_same_figures_same_path),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_loss),
        cmocka_unit_test(test_eigen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
