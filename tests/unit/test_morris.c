/* Trajectories move each factor once; effects whose mean and spread are known are found. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "sim/morris.h"
#include "tests/support/known_indices.h"

enum { FACTORS = 5 };

/* Whether a position is on the grid; which level. */
static size_t level_of(double x)
{
    for (size_t level = 0; level < 4; level++) {
        if (fabs(x - (double)level / 3) < 1e-15) {
            return level;
        }
    }
    fail_msg("%g is on no level", x);
    return 4;
}

static void trajectories_move_each_factor_once(void **state)
{
    enum { TRAJECTORIES = 2000 };
    size_t met[FACTORS][4] = {{0}};
    size_t up[FACTORS] = {0};
    size_t last[FACTORS] = {0};
    (void)state;
    for (size_t t = 0; t < TRAJECTORIES; t++) {
        double points[(FACTORS + 1) * FACTORS];
        size_t moved[FACTORS];
        bool seen[FACTORS] = {false};
        morris_trajectory(FACTORS, t, 1, points, moved);
        for (size_t i = 0; i < FACTORS; i++) {
            const double *x = points + i * FACTORS;
            assert_true(moved[i] < FACTORS && !seen[moved[i]]);
            seen[moved[i]] = true;
            for (size_t f = 0; f < FACTORS; f++) {
                double step = x[FACTORS + f] - x[f];
                assert_true(f == moved[i] ? fabs(fabs(step) - MORRIS_STEP) < 1e-15 : step == 0);
                up[f] += step > 0;
            }
        }
        for (size_t f = 0; f < FACTORS; f++) {
            met[f][level_of(points[f])]++;
        }
        last[moved[FACTORS - 1]]++;
    }
    for (size_t f = 0; f < FACTORS; f++) { /* five standard errors */
        for (size_t level = 0; level < 4; level++) {
            assert_in_range(met[f][level], 500 - 97, 500 + 97);
        }
        assert_in_range(up[f], 1000 - 112, 1000 + 112);
        assert_in_range(last[f], 400 - 90, 400 + 90);
    }
}

static void a_trajectory_depends_on_its_number_and_draw(void **state)
{
    double one[3 * 2];
    double other[3 * 2];
    size_t moved[2];
    size_t same = 0;
    (void)state;
    for (size_t t = 0; t < 64; t++) {
        morris_trajectory(2, t, 1, one, moved);
        morris_trajectory(2, t, 1, other, moved);
        assert_memory_equal(one, other, sizeof one);
        morris_trajectory(2, t, 2, other, moved);
        same += memcmp(one, other, sizeof one) == 0;
    }
    assert_true(same < 16);
}

/* Effects of all factors of a function, without luck: effects[factors][trajectories]. */
static void find_effects(const struct known *known, size_t trajectories, double *effects)
{
    size_t n = known->factors;
    for (size_t t = 0; t < trajectories; t++) {
        double points[(KNOWN_MAX + 1) * KNOWN_MAX];
        size_t moved[KNOWN_MAX];
        morris_trajectory(n, t, 1, points, moved);
        for (size_t i = 0; i < n; i++) {
            const double *x = points + i * n;
            double step = x[n + moved[i]] - x[moved[i]];
            effects[moved[i] * trajectories + t] = (known->at(x + n) - known->at(x)) / step;
        }
    }
}

static void a_linear_function_has_its_slopes_and_no_sigma(void **state)
{
    enum { TRAJECTORIES = 6 };
    const struct known linear = known_linear();
    double effects[4 * TRAJECTORIES];
    (void)state;
    find_effects(&linear, TRAJECTORIES, effects);
    for (size_t f = 0; f < 4; f++) {
        struct morris_effect effect;
        morris_estimate(effects + f * TRAJECTORIES, TRAJECTORIES, 1, 0.95, &effect);
        assert_int_equal(effect.count, TRAJECTORIES);
        assert_true(fabs(effect.mu - slope_of[f]) < 1e-12);
        assert_true(fabs(effect.mu_star - fabs(slope_of[f])) < 1e-12);
        assert_true(effect.sigma < 1e-12 && effect.sigma_high < 1e-10 && effect.mu_half < 1e-10);
        assert_int_equal(effect.finding, f == 3 ? MORRIS_NOTHING : MORRIS_MOVES);
    }
}

/* On the grid |4 x - 2| is 2, 2/3, 2/3 and 2, so that a step changes a factor of the product by 4/3 over its
 * own scale, up or down; with the mean product of the others and their mean square, mu* and sigma follow. */
static void effects_of_the_g_function(void **state)
{
    enum { TRAJECTORIES = 20000 };
    const struct known g = known_g();
    (void)state;
    double *effects = memory_alloc(KNOWN_MAX * (size_t)TRAJECTORIES, sizeof *effects);
    assert_non_null(effects);
    find_effects(&g, TRAJECTORIES, effects);
    for (size_t f = 0; f < KNOWN_MAX; f++) {
        struct morris_effect effect;
        double mean = 1;
        double square = 1;
        for (size_t i = 0; i < KNOWN_MAX; i++) {
            double high = (2 + g_of[i]) / (1 + g_of[i]);
            double low = (2.0 / 3 + g_of[i]) / (1 + g_of[i]);
            mean *= i == f ? 1 : (high + low) / 2;
            square *= i == f ? 1 : (high * high + low * low) / 2;
        }
        double own = 4.0 / 3 / (1 + g_of[f]) / MORRIS_STEP;
        morris_estimate(effects + f * TRAJECTORIES, TRAJECTORIES, 1, 0.95, &effect);
        assert_true(fabs(effect.mu) < 2.5 * effect.mu_half);
        assert_true(fabs(effect.mu_star / (own * mean) - 1) < 0.01);
        assert_true(fabs(effect.sigma / (own * sqrt(square)) - 1) < 0.01);
    }
    memory_free(effects);
}

/* Three trajectories of two seeds, by hand. */
static void estimates_by_hand(void **state)
{
    const double effects[] = {1, 3, -4, -2, 5, 7};
    struct morris_effect effect;
    (void)state;
    morris_estimate(effects, 3, 2, 0.95, &effect);
    assert_int_equal(effect.count, 3);
    assert_true(fabs(effect.mu - 5.0 / 3) < 1e-14);
    assert_true(fabs(effect.mu_star - 11.0 / 3) < 1e-14);
    double variance = (4 + 9 + 36 - 25.0 / 3) / 2;
    double t = 4.302652729911275; /* 97.5 %, two degrees of freedom */
    assert_true(fabs(effect.mu_half - t * sqrt(variance / 3)) < 1e-9);
    assert_true(fabs(effect.mu_star_half - t * sqrt((4 + 9 + 36 - 121.0 / 3) / 2 / 3)) < 1e-9);
    assert_true(fabs(effect.luck - 1) < 1e-14); /* each pair has variance 2, its mean 1 */
    assert_true(fabs(effect.sigma - sqrt(variance - 1)) < 1e-12);
    assert_int_equal(effect.finding, MORRIS_LUCK);
}

static void gaps_and_few_trajectories(void **state)
{
    const double effects[] = {2, NAN, 4, 4, 3, 5, 4, 6};
    const double zeros[6] = {0};
    struct morris_effect effect;
    struct morris_effect rest;
    (void)state;
    morris_estimate(effects, 4, 2, 0.9, &effect);
    morris_estimate(effects + 2, 3, 2, 0.9, &rest);
    assert_int_equal(effect.count, 3);
    assert_true(effect.mu == rest.mu && effect.sigma == rest.sigma && effect.luck == rest.luck);
    morris_estimate(effects, 1, 2, 0.9, &effect);
    assert_true(effect.count == 0 && isnan(effect.mu) && isnan(effect.luck));
    assert_int_equal(effect.finding, MORRIS_UNTOLD);
    morris_estimate(effects + 2, 1, 2, 0.9, &effect);
    assert_true(effect.count == 1 && effect.mu == 4 && isnan(effect.mu_half) && isnan(effect.sigma_low));
    assert_int_equal(effect.finding, MORRIS_UNTOLD);
    morris_estimate(zeros, 3, 2, 0.9, &effect);
    assert_int_equal(effect.finding, MORRIS_NOTHING);
    morris_estimate(effects + 2, 6, 1, 0.9, &effect);
    assert_true(isnan(effect.luck));
    assert_int_equal(effect.finding, MORRIS_MOVES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trajectories_move_each_factor_once),
        cmocka_unit_test(a_trajectory_depends_on_its_number_and_draw),
        cmocka_unit_test(a_linear_function_has_its_slopes_and_no_sigma),
        cmocka_unit_test(effects_of_the_g_function),
        cmocka_unit_test(estimates_by_hand),
        cmocka_unit_test(gaps_and_few_trajectories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
