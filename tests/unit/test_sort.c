#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/sort.h"
#include "tests/support/allocations.h"
#include "tests/support/numbers.h"
#include "tests/support/threads.h"

enum { MOST = 200000, MOST_THREADS = 4 };

static uint32_t keys[MOST];

static uint64_t digest(size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 31 + keys[i];
    }
    return value;
}

/* A permutation that is ordered by (key, given place) is the stable order, and there is only one. */
static void check_order(struct sort_buffer *buffer, const struct parallel *parallel, size_t count,
                        uint32_t bound)
{
    static unsigned char met[MOST];
    struct error error = {0};
    const uint32_t *order;
    const uint32_t *sorted;
    uint64_t before = digest(count);
    assert_int_equal(sort_order(buffer, parallel, keys, count, bound, &order, &sorted, &error), STATUS_OK);
    memset(met, 0, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(order[i] < count && !met[order[i]]);
        met[order[i]] = 1;
        assert_int_equal(sorted[i], keys[order[i]]);
        if (i > 0) {
            assert_true(sorted[i - 1] < sorted[i] || (sorted[i - 1] == sorted[i] && order[i - 1] < order[i]));
        }
    }
    assert_true(digest(count) == before); /* keys are as they were */
}

static void fill_keys(size_t count, uint32_t bound, uint64_t seed)
{
    for (size_t i = 0; i < count; i++) {
        keys[i] = bound == 0 ? 0 : (uint32_t)(next_number(&seed) % bound);
    }
}

/* Sizes around every change of method, bounds around every number of digits. */
static const size_t sizes[] = {0,    1,    2,    3,    31,    32,    33,    255,   256,   257,
                               1000, 2047, 2048, 2049, 10000, 65535, 65536, 65537, 98304, MOST};
static const uint32_t bounds[] = {
    0,          1,          2,         3,     255,      256,      257,
    2048,       2049,       65536,     65537, 1u << 22, 1u << 24, (1u << 22) + 1,
    1000000007, 0x80000000, 0xffffffff};

static void random_keys_come_in_stable_order(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct sort_buffer buffer = {0};
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++) {
                if (sizes[s] > 70000 && b % 4 != 0) {
                    continue; /* the largest are slow under valgrind */
                }
                fill_keys(sizes[s], bounds[b], s * 100 + b);
                check_order(&buffer, &parallel, sizes[s], bounds[b]);
            }
        }
        sort_buffer_clear(&buffer);
    }
}

static void every_small_size_is_sorted(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct sort_buffer buffer = {0};
    for (size_t count = 0; count < 400; count++) {
        fill_keys(count, 50, count);
        check_order(&buffer, &parallel, count, 50);
        fill_keys(count, 1u << 31, count);
        check_order(&buffer, &parallel, count, 1u << 31);
    }
    sort_buffer_clear(&buffer);
}

/* Keys with structure: passes that move nothing, runs, the largest key the bound allows. */
static void special_keys_come_in_stable_order(void **state)
{
    (void)state;
    enum { KINDS = 10 };
    static const size_t counts[] = {20, 500, 5000, 70000, 140000};
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct sort_buffer buffer = {0};
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            size_t count = counts[c];
            for (int kind = 0; kind < KINDS; kind++) {
                for (size_t i = 0; i < count; i++) {
                    uint32_t up = (uint32_t)i;
                    const uint32_t by_kind[KINDS] = {
                        up,                             /* sorted already */
                        (uint32_t)count - up,           /* reversed */
                        0,                              /* all equal */
                        0xfffffffe,                     /* all equal to the largest */
                        up % 2 == 0 ? 0 : 0xfffffffe,   /* the two ends */
                        (up * 7919 % 1000) << 16,       /* low digits all equal */
                        0x5a000000 + up * 7919 % 1000,  /* high digits all equal */
                        up < count / 2 ? up : up / 100, /* two runs */
                        up == 10,                       /* all equal but one */
                        up != 10,
                    };
                    keys[i] = by_kind[kind];
                }
                check_order(&buffer, &parallel, count, 0xffffffff);
            }
        }
        sort_buffer_clear(&buffer);
    }
}

static void a_warm_buffer_allocates_nothing(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct sort_buffer buffer = {0};
        fill_keys(MOST, 0xffffffff, 1);
        check_order(&buffer, &parallel, MOST, 0xffffffff);
        allocations_fail(1, true);
        for (size_t count = MOST; count > 0; count /= 3) {
            check_order(&buffer, &parallel, count, 0xffffffff);
            fill_keys(count, 3000, 1);
            check_order(&buffer, &parallel, count, 3000);
        }
        assert_int_equal(allocations_made(), 0);
        allocations_fail(0, false);
        sort_buffer_clear(&buffer);
    }
}

static enum status sort_small_then_large(void *context, struct error *error)
{
    const struct parallel *parallel = context;
    struct sort_buffer buffer = {0};
    const uint32_t *order;
    const uint32_t *sorted;
    enum status status;
    TRY(sort_order(&buffer, parallel, keys, 100, 1000, &order, &sorted, error));
    TRY(sort_order(&buffer, parallel, keys, MOST, 1u << 20, &order, &sorted, error));
out:
    sort_buffer_clear(&buffer);
    return status;
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        THREADS(parallel, threads);
        fill_keys(MOST, 1000, 3);
        assert_true(check_every_allocation(sort_small_then_large, &parallel) >= 4);
    }
}

static void memory_may_come_back(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    for (size_t nth = 1; nth <= 2; nth++) {
        struct sort_buffer buffer = {0};
        const uint32_t *order;
        const uint32_t *sorted;
        fill_keys(MOST, 100000, nth);
        check_order(&buffer, &parallel, 100, 100000);
        allocations_fail(nth, false);
        assert_int_equal(sort_order(&buffer, &parallel, keys, MOST, 100000, &order, &sorted, NULL),
                         STATUS_MEMORY);
        assert_int_equal(allocations_failed(), 1);
        allocations_fail(0, false);
        check_order(&buffer, &parallel, MOST, 100000);
        sort_buffer_clear(&buffer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_keys_come_in_stable_order),
        cmocka_unit_test(every_small_size_is_sorted),
        cmocka_unit_test(special_keys_come_in_stable_order),
        cmocka_unit_test(a_warm_buffer_allocates_nothing),
        cmocka_unit_test(without_memory_nothing_leaks),
        cmocka_unit_test(memory_may_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
