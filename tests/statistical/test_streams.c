/* The keyed streams as they are used: the first draws of consecutive actors on consecutive days, interleaved.
 *
 * Seeds are fixed. Each bound would be broken by a perfect generator under a seed chosen at random with
 * probability below 1e-5; there are about 40 of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/random.h"
#include "tests/support/pcg32.h"

static const double SIGMAS = 4.5; /* two-sided 7e-6 */

/* First draw of a key, as a number in [0, 1). */
static double first(uint64_t purpose, uint64_t actor, int32_t day)
{
    struct rng rng = rng_at(purpose, actor, day);
    return rng_uniform(&rng);
}

static void check_sigmas(double value, double mean, double sigma, const char *what)
{
    if (fabs(value - mean) > SIGMAS * sigma) {
        fail_msg("%s: %g, expected %g +- %g", what, value, mean, sigma);
    }
}

/* Counts of 256 equal cells; chi-square is normal enough with 255 degrees of freedom. */
static void check_equal(const uint32_t *counts, size_t cells, double draws, const char *what)
{
    double chi = 0, expected = draws / (double)cells;
    for (size_t c = 0; c < cells; c++) {
        chi += (counts[c] - expected) * (counts[c] - expected) / expected;
    }
    double freedom = (double)cells - 1;
    double h = 2 / (9 * freedom);
    double z = (cbrt(chi / freedom) - (1 - h)) / sqrt(h); /* Wilson and Hilferty */
    check_sigmas(z, 0, 1, what);
}

/* Every byte of the first draw, over many actors on many days. */
static void test_equidistribution(void **state)
{
    (void)state;
    static uint32_t counts[4][256];
    uint64_t purpose = rng_purpose(1, "streams");
    enum { ACTORS = 2000, DAYS = 1000 };
    for (int32_t day = 0; day < DAYS; day++) {
        for (uint64_t actor = 0; actor < ACTORS; actor++) {
            struct rng rng = rng_at(purpose, actor, day);
            uint32_t x = rng_u32(&rng);
            for (int b = 0; b < 4; b++) {
                counts[b][(x >> (8 * b)) & 255]++;
            }
        }
    }
    for (int b = 0; b < 4; b++) {
        check_equal(counts[b], 256, (double)ACTORS * DAYS, "bytes of the first draw");
    }
}

/* Pairs of neighbours fill the square evenly: along actors, days, draws, purposes and seeds. */
static void test_pairs(void **state)
{
    (void)state;
    enum { ACTORS = 1000, DAYS = 1000, CELLS = 32 };
    static uint32_t counts[5][CELLS * CELLS];
    static const char *const what[] = {"actors", "days", "draws", "purposes", "seeds"};
    uint64_t purpose = rng_purpose(2, "streams");
    uint64_t other = rng_purpose(2, "streamt");
    uint64_t later = rng_purpose(3, "streams");
    memset(counts, 0, sizeof counts);
    for (int32_t day = 0; day < DAYS; day++) {
        for (uint64_t actor = 0; actor < ACTORS; actor++) {
            struct rng rng = rng_at(purpose, actor, day);
            size_t here = (size_t)(rng_uniform(&rng) * CELLS) * CELLS;
            counts[0][here + (size_t)(first(purpose, actor + 1, day) * CELLS)]++;
            counts[1][here + (size_t)(first(purpose, actor, day + 1) * CELLS)]++;
            counts[2][here + (size_t)(rng_uniform(&rng) * CELLS)]++;
            counts[3][here + (size_t)(first(other, actor, day) * CELLS)]++;
            counts[4][here + (size_t)(first(later, actor, day) * CELLS)]++;
        }
    }
    for (int k = 0; k < 5; k++) {
        check_equal(counts[k], CELLS * CELLS, (double)ACTORS * DAYS, what[k]);
    }
}

/* Replicates are seeds 0, 1, 2, ..., models have purposes with names that differ in one letter: all bytes of
 * the first draws of a few actors and days over many seeds (many names) are even, and so are the pairs that
 * neighbouring seeds (names) make. */
static void check_purposes(uint64_t (*purpose_of)(unsigned number), const char *what)
{
    enum { PURPOSES = 20000, ACTORS = 5, DAYS = 10, CELLS = 32 };
    static uint32_t bytes[4][256], pairs[CELLS * CELLS];
    memset(bytes, 0, sizeof bytes);
    memset(pairs, 0, sizeof pairs);
    for (unsigned number = 0; number < PURPOSES; number++) {
        uint64_t purpose = purpose_of(number), next = purpose_of(number + 1);
        for (int key = 0; key < ACTORS * DAYS; key++) {
            struct rng rng = rng_at(purpose, (uint64_t)(key % ACTORS), key / ACTORS);
            uint32_t x = rng_u32(&rng);
            for (int b = 0; b < 4; b++) {
                bytes[b][(x >> (8 * b)) & 255]++;
            }
            double neighbour = first(next, (uint64_t)(key % ACTORS), key / ACTORS);
            pairs[(size_t)(rng_unit(x) * CELLS) * CELLS + (size_t)(neighbour * CELLS)]++;
        }
    }
    for (int b = 0; b < 4; b++) {
        check_equal(bytes[b], 256, (double)PURPOSES * ACTORS * DAYS, what);
    }
    check_equal(pairs, CELLS * CELLS, (double)PURPOSES * ACTORS * DAYS, what);
}

static uint64_t of_seed(unsigned number)
{
    return rng_purpose(number, "streams");
}

static uint64_t of_name(unsigned number)
{
    char name[16];
    snprintf(name, sizeof name, "p%u", number);
    return rng_purpose(0, name);
}

static void test_neighbouring_purposes(void **state)
{
    (void)state;
    check_purposes(of_seed, "seeds 0, 1, 2, ...");
    check_purposes(of_name, "names p0, p1, p2, ...");
}

/* Serial correlation at several lags in actors and days: under independence normal with variance 1/n. */
static void test_serial_correlation(void **state)
{
    (void)state;
    enum { ACTORS = 1000, DAYS = 700 };
    static const int lags[] = {1, 2, 7, 30, 64, 365};
    uint64_t purpose = rng_purpose(4, "streams");
    for (size_t k = 0; k < sizeof lags / sizeof lags[0]; k++) {
        double by_actor = 0, by_day = 0;
        for (int32_t day = 0; day < DAYS; day++) {
            for (uint64_t actor = 0; actor < ACTORS; actor++) {
                double x = first(purpose, actor, day) - 0.5;
                by_actor += x * (first(purpose, actor + (uint64_t)lags[k], day) - 0.5);
                by_day += x * (first(purpose, actor, day + lags[k]) - 0.5);
            }
        }
        double n = (double)ACTORS * DAYS;
        check_sigmas(by_actor * 12 / n, 0, 1 / sqrt(n), "correlation along actors");
        check_sigmas(by_day * 12 / n, 0, 1 / sqrt(n), "correlation along days");
    }
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Birthday spacings (Marsaglia): of m birthdays in a year of 2^32 days, equal spacings are Poisson with mean
 * m^3 / 2^34. The birthdays are the first draws of consecutive actors, a year a day. */
static void test_birthday_spacings(void **state)
{
    (void)state;
    enum { BIRTHDAYS = 4096, YEARS = 400 };
    static uint32_t days[BIRTHDAYS];
    uint64_t purpose = rng_purpose(5, "streams");
    double equal = 0;
    for (int32_t year = 0; year < YEARS; year++) {
        for (uint64_t k = 0; k < BIRTHDAYS; k++) {
            struct rng rng = rng_at(purpose, 1000 + k, year);
            days[k] = rng_u32(&rng);
        }
        qsort(days, BIRTHDAYS, sizeof *days, ascending);
        for (size_t k = BIRTHDAYS - 1; k > 0; k--) {
            days[k] -= days[k - 1];
        }
        qsort(days, BIRTHDAYS, sizeof *days, ascending);
        for (size_t k = 1; k < BIRTHDAYS; k++) {
            equal += days[k] == days[k - 1];
        }
    }
    double mean = YEARS * pow(BIRTHDAYS, 3) / 0x1p34;
    check_sigmas(equal, mean, sqrt(mean), "equal spacings");
}

/* Events of probability p per actor and day, counted by month: the variance over months is binomial. The
 * textbook seeding of PCG by (day, actor) has 0.16 of it. */
static double variance_ratio(double (*draw)(uint64_t purpose, uint64_t actor, int32_t day), double p)
{
    enum { ACTORS = 300, MONTHS = 2000, DAYS = 30 };
    uint64_t purpose = rng_purpose(6, "streams");
    double sum = 0, squares = 0;
    for (int32_t month = 0; month < MONTHS; month++) {
        double events = 0;
        for (int32_t day = month * DAYS; day < (month + 1) * DAYS; day++) {
            for (uint64_t actor = 0; actor < ACTORS; actor++) {
                events += draw(purpose, actor, day) < p;
            }
        }
        sum += events;
        squares += events * events;
    }
    double mean = sum / MONTHS;
    double variance = (squares - sum * mean) / (MONTHS - 1);
    return variance / (ACTORS * DAYS * p * (1 - p));
}

static double textbook(uint64_t purpose, uint64_t actor, int32_t day)
{
    (void)purpose;
    struct rng rng = rng_pcg32((uint64_t)day, actor);
    return rng_uniform(&rng);
}

static void test_binomial_variance(void **state)
{
    (void)state;
    double sigma = sqrt(2.0 / 1999);
    check_sigmas(variance_ratio(first, 0.01), 1, sigma, "variance of monthly counts at p = 0.01");
    check_sigmas(variance_ratio(first, 0.3), 1, sigma, "variance of monthly counts at p = 0.3");
    assert_true(fabs(variance_ratio(textbook, 0.01) - 1) > 0.3); /* the test would have seen it */
}

/* No two keys of a large set share a state: 2^22 keys of two purposes. */
static int ascending_wide(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void test_keys_are_distinct(void **state)
{
    (void)state;
    enum { ACTORS = 2048, DAYS = 1024, KEYS = ACTORS * DAYS * 2 };
    uint64_t *states = malloc(KEYS * sizeof *states);
    assert_non_null(states);
    size_t count = 0;
    for (int p = 0; p < 2; p++) {
        uint64_t purpose = rng_purpose(7, p == 0 ? "a" : "b");
        for (int32_t day = 0; day < DAYS; day++) {
            for (uint64_t actor = 0; actor < ACTORS; actor++) {
                states[count++] = rng_at(purpose, actor, day).state;
            }
        }
    }
    qsort(states, count, sizeof *states, ascending_wide);
    for (size_t k = 1; k < count; k++) {
        assert_int_not_equal(states[k], states[k - 1]);
    }
    free(states);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equidistribution),      cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_serial_correlation),    cmocka_unit_test(test_birthday_spacings),
        cmocka_unit_test(test_binomial_variance),     cmocka_unit_test(test_keys_are_distinct),
        cmocka_unit_test(test_neighbouring_purposes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
