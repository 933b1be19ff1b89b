/* Designs: every level meets every other, every stratum is met once, Sobol's points are those of others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/design.h"
#include "tests/support/allocations.h"

/* Point 12345 of scipy.stats.qmc.Sobol(40, scramble=False), times 2^16. */
static const int joe_kuo[DESIGN_SOBOL_MAX] = {
    42004, 53308, 10508, 34524, 58228, 3860,  8340,  7428,  52548, 28156, 4868,  39244, 61012, 61724,
    2260,  41996, 4100,  3340,  20932, 22508, 13060, 5324,  39780, 56540, 28924, 19380, 23988, 31588,
    5748,  26508, 18804, 43388, 32940, 43340, 12468, 59676, 172,   21124, 62908, 62140,
};

static void sobol_points_are_those_of_joe_and_kuo(void **state)
{
    (void)state;
    for (size_t d = 0; d < DESIGN_SOBOL_MAX; d++) {
        uint32_t direction[SOBOL_BITS];
        sobol_directions(d, direction);
        assert_true(sobol_coordinate(0, direction) == 0);
        assert_true(sobol_coordinate(1, direction) == 0.5);
        assert_true(sobol_coordinate(12345, direction) * 65536 == joe_kuo[d]);
    }
}

/* Of any 2^k first points each of 2^k equal parts of an axis holds one. */
static void sobol_points_are_spread(void **state)
{
    enum { POINTS = 1024 };
    (void)state;
    for (size_t d = 0; d < DESIGN_SOBOL_MAX; d++) {
        unsigned char met[POINTS] = {0};
        uint32_t direction[SOBOL_BITS];
        sobol_directions(d, direction);
        for (uint32_t i = 0; i < POINTS; i++) {
            met[(size_t)(sobol_coordinate(i, direction) * POINTS)]++;
        }
        for (size_t part = 0; part < POINTS; part++) {
            assert_int_equal(met[part], 1);
        }
    }
}

static struct factor *add(struct design *design, const char *path)
{
    struct factor *factor = design_add(design, NULL);
    assert_non_null(factor);
    snprintf(factor->path, sizeof factor->path, "%s", path);
    return factor;
}

static void a_factorial_has_every_combination_once(void **state)
{
    (void)state;
    struct design design = {0};
    struct factor *first = add(&design, "a");
    assert_int_equal(factor_add_level(first, "x", NULL), STATUS_OK);
    assert_int_equal(factor_add_level(first, "y", NULL), STATUS_OK);
    struct factor *second = add(&design, "b");
    second->from = 1;
    second->to = 100;
    second->logarithmic = true;
    assert_int_equal(factor_cut(second, 3, NULL), STATUS_OK);
    assert_int_equal(design_fill(&design, DESIGN_FACTORIAL, 0, 0, NULL), STATUS_OK);
    assert_int_equal(design.points, 6);
    static const char *const expected[6][2] = {{"x", "1.0"}, {"x", "10.0"}, {"x", "100.0"},
                                               {"y", "1.0"}, {"y", "10.0"}, {"y", "100.0"}};
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(design_value(&design, i, 0), expected[i][0]);
        assert_true(strtod(design_value(&design, i, 1), NULL) - strtod(expected[i][1], NULL) < 1e-9);
        assert_true(strtod(design_value(&design, i, 1), NULL) - strtod(expected[i][1], NULL) > -1e-9);
    }
    design_clear(&design);
}

/* `factors` ranges from 0 to 1 and a whole one from 5 to 8. */
static void fill(struct design *design, size_t factors, enum design_method method, size_t points,
                 int64_t seed)
{
    *design = (struct design){0};
    for (size_t f = 0; f < factors; f++) {
        add(design, "f")->to = 1;
    }
    struct factor *whole = add(design, "w");
    whole->from = 5;
    whole->to = 8;
    whole->whole = true;
    assert_int_equal(design_fill(design, method, points, seed, NULL), STATUS_OK);
}

static void a_latin_hypercube_meets_every_stratum_once(void **state)
{
    enum { POINTS = 40, FACTORS = 3 };
    (void)state;
    struct design design;
    fill(&design, FACTORS, DESIGN_LATIN, POINTS, 7);
    for (size_t f = 0; f < FACTORS; f++) {
        unsigned char met[POINTS] = {0};
        for (size_t i = 0; i < POINTS; i++) {
            met[(size_t)(strtod(design_value(&design, i, f), NULL) * POINTS)]++;
        }
        for (size_t part = 0; part < POINTS; part++) {
            assert_int_equal(met[part], 1);
        }
    }
    int numbers[4] = {0};
    for (size_t i = 0; i < POINTS; i++) {
        numbers[atoi(design_value(&design, i, FACTORS)) - 5]++;
    }
    for (int n = 0; n < 4; n++) {
        assert_int_equal(numbers[n], POINTS / 4);
    }
    design_clear(&design);
}

static void a_design_depends_on_its_seed_and_not_on_other_factors(void **state)
{
    (void)state;
    struct design one;
    struct design two;
    struct design three;
    fill(&one, 1, DESIGN_LATIN, 10, 7);
    fill(&two, 2, DESIGN_LATIN, 10, 7);
    fill(&three, 1, DESIGN_LATIN, 10, 8);
    bool same = true;
    for (size_t i = 0; i < 10; i++) {
        assert_string_equal(design_value(&one, i, 0), design_value(&two, i, 0));
        same = same && strcmp(design_value(&one, i, 0), design_value(&three, i, 0)) == 0;
    }
    assert_false(same);
    design_clear(&one);
    design_clear(&two);
    design_clear(&three);
}

static void too_many_points_are_refused(void **state)
{
    (void)state;
    struct design design = {0};
    struct error error = {0};
    for (int f = 0; f < 3; f++) {
        struct factor *factor = add(&design, "f");
        factor->to = 1;
        assert_int_equal(factor_cut(factor, 1000, NULL), STATUS_OK);
    }
    assert_int_equal(design_fill(&design, DESIGN_FACTORIAL, 0, 0, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "too many points"));
    design_clear(&design);
}

static enum status fill_under_pressure(void *context, struct error *error)
{
    (void)context;
    struct design design = {0};
    enum status status = STATUS_OK;
    for (int f = 0; f < 2 && status == STATUS_OK; f++) {
        struct factor *factor = design_add(&design, error);
        status = factor == NULL ? STATUS_MEMORY : factor_add_level(factor, "1", error);
    }
    if (status == STATUS_OK) {
        status = design_fill(&design, DESIGN_LATIN, 5, 1, error);
    }
    design_clear(&design);
    return status;
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    assert_true(check_every_allocation(fill_under_pressure, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sobol_points_are_those_of_joe_and_kuo),
        cmocka_unit_test(sobol_points_are_spread),
        cmocka_unit_test(a_factorial_has_every_combination_once),
        cmocka_unit_test(a_latin_hypercube_meets_every_stratum_once),
        cmocka_unit_test(a_design_depends_on_its_seed_and_not_on_other_factors),
        cmocka_unit_test(too_many_points_are_refused),
        cmocka_unit_test(memory_may_fail_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
