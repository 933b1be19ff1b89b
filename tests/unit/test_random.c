/* Keyed streams and distributions: published vectors, exact laws.
 *
 * Seeds are fixed, so a test passes or fails for good. Statistics are compared with bounds that a right
 * implementation under a seed chosen at random would break with the probability stated at the bound. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/random.h"
#include "sim/real.h"
#include "tests/support/allocations.h"
#include "tests/support/pcg32.h"

enum { DRAWS = 200000 };

/* pcg32-demo with seed 42 and sequence 54, round 1 (O'Neill, pcg-c-basic). */
static void test_published_vectors(void **state)
{
    (void)state;
    static const uint32_t expected[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                        0x83d2f293, 0xbfa4784b, 0xcbed606e};
    struct rng rng = rng_pcg32(42, 54);
    for (size_t k = 0; k < sizeof expected / sizeof expected[0]; k++) {
        assert_int_equal(rng_u32(&rng), expected[k]);
    }
}

/* FNV-1a of a name is published; a purpose depends on each of name and seed. */
static void test_purposes(void **state)
{
    (void)state;
    assert_int_equal(rng_purpose(1, "search"), rng_purpose(1, "search"));
    assert_int_not_equal(rng_purpose(1, "search"), rng_purpose(2, "search"));
    assert_int_not_equal(rng_purpose(1, "search"), rng_purpose(1, "searcH"));
    assert_int_not_equal(rng_purpose(1, ""), rng_purpose(1, "a"));
}

/* Golden first draws: a change of the keying changes every result of every model. */
static void test_keying_is_frozen(void **state)
{
    (void)state;
    uint64_t hash = 0;
    for (uint64_t actor = 0; actor < 100; actor++) {
        for (int32_t day = -3; day < 50; day++) {
            struct rng rng = rng_at(rng_purpose(actor % 7, "golden"), actor * actor, day);
            hash = rng_mix(hash ^ rng_u64(&rng));
        }
    }
    assert_int_equal(hash, UINT64_C(0xd31d6bd7e567be4b));
}

static struct rng stream(uint64_t seed)
{
    return rng_at(rng_purpose(seed, "test"), 0, 0);
}

/* Chi-square of counts against expected counts; cells with less than 5 expected are put together. The bound
 * is the Wilson-Hilferty quantile at z = 4.5: false alarm about 4e-6. */
static void check_chi_square(const double *counts, const double *expected, size_t cells)
{
    double chi = 0, rest_count = 0, rest_expected = 0;
    int freedom = -1;
    for (size_t c = 0; c < cells; c++) {
        if (expected[c] >= 5) {
            chi += (counts[c] - expected[c]) * (counts[c] - expected[c]) / expected[c];
            freedom++;
        } else {
            rest_count += counts[c];
            rest_expected += expected[c];
        }
    }
    if (rest_expected >= 5) {
        chi += (rest_count - rest_expected) * (rest_count - rest_expected) / rest_expected;
        freedom++;
    } else if (rest_count > 40) {
        fail_msg("%g draws where %g were expected", rest_count, rest_expected);
    }
    if (freedom < 1) {
        return;
    }
    double h = 2.0 / (9.0 * freedom);
    double bound = freedom * pow(1 - h + 4.5 * sqrt(h), 3);
    if (chi > bound) {
        fail_msg("chi-square %g with %d degrees of freedom, at most %g expected", chi, freedom, bound);
    }
}

/* Kolmogorov-Smirnov distance of sorted-by-bin uniforms: here a chi-square of the law's own quantiles. */
static void check_uniform(const double *u, size_t count)
{
    enum { CELLS = 100 };
    double counts[CELLS] = {0}, expected[CELLS];
    for (size_t k = 0; k < count; k++) {
        assert_true(u[k] >= 0 && u[k] <= 1);
        counts[u[k] < 1 ? (size_t)(u[k] * CELLS) : CELLS - 1]++;
    }
    for (size_t c = 0; c < CELLS; c++) {
        expected[c] = (double)count / CELLS;
    }
    check_chi_square(counts, expected, CELLS);
}

static void test_uniforms(void **state)
{
    (void)state;
    static double u[DRAWS];
    struct rng rng = stream(1);
    for (int k = 0; k < DRAWS; k++) {
        u[k] = rng_uniform(&rng);
    }
    check_uniform(u, DRAWS);
    for (int k = 0; k < DRAWS; k++) {
        u[k] = rng_open(&rng);
        assert_true(u[k] > 0 && u[k] < 1);
    }
    check_uniform(u, DRAWS);
    assert_true(rng_unit_open(0) > 0 && rng_unit_open(UINT64_MAX) < 1);
    assert_true(rng_unit_open(0) == 1 - rng_unit_open(UINT64_MAX));
}

static void test_bounded_integers(void **state)
{
    (void)state;
    static const uint32_t bounds[] = {1, 2, 3, 7, 100, 1000};
    struct rng rng = stream(2);
    for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++) {
        static double counts[1000], expected[1000];
        memset(counts, 0, sizeof counts);
        for (int k = 0; k < DRAWS; k++) {
            uint32_t x = rng_below(&rng, bounds[b]);
            assert_true(x < bounds[b]);
            counts[x]++;
        }
        for (uint32_t c = 0; c < bounds[b]; c++) {
            expected[c] = (double)DRAWS / bounds[b];
        }
        check_chi_square(counts, expected, bounds[b]);
    }
    /* 3 * 2^30: a plain product without rejection would draw a third of the values twice as often. */
    double low = 0;
    for (int k = 0; k < DRAWS; k++) {
        low += rng_below(&rng, UINT32_C(3) << 30) % 3 == 0;
    }
    assert_float_equal(low / DRAWS, 1.0 / 3, 4.5 * sqrt(2.0 / 9 / DRAWS));
}

static void test_chance(void **state)
{
    (void)state;
    struct rng rng = stream(3);
    for (int k = 0; k < 1000; k++) {
        assert_false(rng_chance(&rng, 0));
        assert_false(rng_chance(&rng, -1));
        assert_true(rng_chance(&rng, 1));
    }
}

static void test_exponential_and_normal(void **state)
{
    (void)state;
    static double u[DRAWS];
    struct rng rng = stream(4);
    for (int k = 0; k < DRAWS; k++) {
        u[k] = 1 - exp(-rng_exponential(&rng));
    }
    check_uniform(u, DRAWS);
    for (int k = 0; k < DRAWS; k++) {
        u[k] = erfc(-rng_normal(&rng) / sqrt(2)) / 2;
    }
    check_uniform(u, DRAWS);
}

/* Normals rise with the uniform number they are made from: coupled arms stay coupled. */
static void test_normal_is_an_inversion(void **state)
{
    (void)state;
    for (uint64_t actor = 0; actor < 1000; actor++) {
        struct rng rng = rng_at(rng_purpose(5, "test"), actor, 3);
        struct rng same = rng;
        double p = rng_open(&rng);
        assert_true(rng_normal(&same) == real_normal_quantile(p));
    }
}

static void check_geometric(double p)
{
    enum { CELLS = 2000 };
    static double counts[CELLS], expected[CELLS];
    struct rng rng = stream((uint64_t)(p * 1e6));
    double scale = rng_geometric_scale(p);
    memset(counts, 0, sizeof counts);
    for (int k = 0; k < DRAWS; k++) {
        int32_t days = rng_geometric_scaled(&rng, scale);
        assert_true(days >= 1);
        counts[days < CELLS ? days : CELLS - 1]++;
    }
    for (int c = 0; c < CELLS; c++) {
        expected[c] = c == 0 ? 0 : DRAWS * p * pow(1 - p, c - 1);
    }
    expected[CELLS - 1] = DRAWS * pow(1 - p, CELLS - 2);
    check_chi_square(counts, expected, CELLS);
}

static void test_geometric(void **state)
{
    (void)state;
    check_geometric(0.01);
    check_geometric(0.3);
    check_geometric(0.999);
    struct rng rng = stream(9);
    for (int k = 0; k < 1000; k++) {
        assert_int_equal(rng_geometric_scaled(&rng, rng_geometric_scale(1)), 1);
        assert_int_equal(rng_geometric_scaled(&rng, rng_geometric_scale(2)), 1);
        assert_true(rng_geometric_scaled(&rng, rng_geometric_scale(0)) >= INT32_MAX / 2 - 1);
        assert_true(rng_geometric_scaled(&rng, rng_geometric_scale(1e-300)) > 0);
    }
}

static void test_categories(void **state)
{
    (void)state;
    static const double weights[] = {0, 1, 5, 0, 0.25, 3, 0};
    enum { CELLS = sizeof weights / sizeof weights[0] };
    struct alias alias = {0};
    struct error error = {0};
    assert_int_equal(alias_init(&alias, weights, CELLS, &error), STATUS_OK);
    double drawn[CELLS] = {0}, scanned[CELLS] = {0}, expected[CELLS];
    struct rng rng = stream(10);
    for (int k = 0; k < DRAWS; k++) {
        drawn[alias_draw(&alias, &rng)]++;
        scanned[rng_categorical(&rng, weights, CELLS, 9.25)]++;
    }
    for (size_t c = 0; c < CELLS; c++) {
        expected[c] = DRAWS * weights[c] / 9.25;
        if (weights[c] == 0) {
            assert_true(drawn[c] == 0 && scanned[c] == 0);
        }
    }
    check_chi_square(drawn, expected, CELLS);
    check_chi_square(scanned, expected, CELLS);
    alias_clear(&alias);
}

/* The share of each category, added up from the table itself: exact to 2^-32. */
static void test_alias_is_exact(void **state)
{
    (void)state;
    struct rng rng = stream(11);
    for (size_t size = 1; size < 400; size = size * 2 + 1) {
        static double weights[400], shares[400];
        double total = 0;
        for (size_t c = 0; c < size; c++) {
            weights[c] = rng_chance(&rng, 0.2) && c > 0 ? 0 : rng_exponential(&rng) + 1e-6;
            total += weights[c];
            shares[c] = 0;
        }
        struct alias alias = {0};
        struct error error = {0};
        assert_int_equal(alias_init(&alias, weights, size, &error), STATUS_OK);
        for (size_t slot = 0; slot < size; slot++) {
            shares[slot] += alias.threshold[slot] * 0x1p-32 / (double)size;
            shares[alias.other[slot]] += (1 - alias.threshold[slot] * 0x1p-32) / (double)size;
        }
        for (size_t c = 0; c < size; c++) {
            assert_float_equal(shares[c], weights[c] / total, 2 * 0x1p-32);
        }
        alias_clear(&alias);
    }
}

static void test_bad_weights(void **state)
{
    (void)state;
    const double bad[][2] = {{0, 0}, {-1, 2}, {NAN, 1}, {INFINITY, 1}};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        struct alias alias = {0};
        struct error error = {0};
        assert_int_equal(alias_init(&alias, bad[k], 2, &error), STATUS_INPUT);
        alias_clear(&alias);
    }
    struct alias alias = {0};
    struct error error = {0};
    assert_int_equal(alias_init(&alias, bad[0], 0, &error), STATUS_INPUT);
    alias_clear(&alias);
}

static enum status make_alias(void *context, struct error *error)
{
    (void)context;
    const double weights[] = {1, 2, 3};
    struct alias alias = {0};
    enum status status = alias_init(&alias, weights, 3, error);
    alias_clear(&alias);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(check_every_allocation(make_alias, NULL) >= 1);
}

/* The array has the bits of the scalar function, at any first actor and length. */
static void test_array(void **state)
{
    (void)state;
    enum { MOST = 1030 };
    static double x[MOST];
    uint64_t purpose = rng_purpose(12, "arrays");
    static const size_t counts[] = {0, 1, 3, 8, 17, MOST};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (int32_t day = -1; day < 2; day++) {
            uint64_t first = c * 1000003 + (UINT64_C(1) << 40);
            rng_normal_array(purpose, first, day, counts[c], x);
            for (size_t i = 0; i < counts[c]; i++) {
                struct rng rng = rng_at(purpose, first + i, day);
                assert_true(x[i] == rng_normal(&rng));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_vectors),
        cmocka_unit_test(test_purposes),
        cmocka_unit_test(test_keying_is_frozen),
        cmocka_unit_test(test_uniforms),
        cmocka_unit_test(test_bounded_integers),
        cmocka_unit_test(test_chance),
        cmocka_unit_test(test_exponential_and_normal),
        cmocka_unit_test(test_normal_is_an_inversion),
        cmocka_unit_test(test_geometric),
        cmocka_unit_test(test_categories),
        cmocka_unit_test(test_alias_is_exact),
        cmocka_unit_test(test_bad_weights),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
