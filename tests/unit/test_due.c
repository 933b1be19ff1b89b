#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/due.h"
#include "tests/support/allocations.h"
#include "tests/support/numbers.h"
#include "tests/support/threads.h"

enum { MOST_ROWS = 600000, MOST_THREADS = 4 };

/* Around words of the bitmap, blocks, and several blocks. */
static const size_t row_counts[] = {0,      1,      2,      15,     16,     17,     63,
                                    64,     65,     127,    128,    129,    1000,   4096,
                                    100000, 262143, 262144, 262145, 524288, 524289, MOST_ROWS};

static int32_t due[MOST_ROWS];

static void check_sweep(struct due_list *list, const struct parallel *parallel, const int32_t *column,
                        size_t rows, int32_t day)
{
    struct error error = {0};
    assert_int_equal(due_sweep(list, parallel, column, rows, day, &error), STATUS_OK);
    size_t count = 0;
    for (size_t i = 0; i < rows; i++) {
        if (column[i] <= day) {
            assert_true(count < list->count);
            assert_int_equal(list->ids[count], i);
            count++;
        }
    }
    assert_int_equal(list->count, count);
}

static void fill_days(size_t rows, int32_t days, uint64_t seed)
{
    for (size_t i = 0; i < rows; i++) {
        due[i] = (int32_t)(next_number(&seed) % (uint64_t)days);
    }
}

static void sweep_finds_what_a_plain_loop_finds(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct due_list list = {0};
        for (size_t r = 0; r < sizeof row_counts / sizeof *row_counts; r++) {
            fill_days(row_counts[r], 10000, r + 1);
            static const int32_t days[] = {-1, 0, 1, 30, 5000, 9998, 9999};
            for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
                check_sweep(&list, &parallel, due, row_counts[r], days[d]);
            }
        }
        due_list_clear(&list);
    }
}

static void the_extremes_of_days_compare_right(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct due_list list = {0};
    static const int32_t extremes[] = {INT32_MIN, INT32_MIN + 1, -1, 0, 1, INT32_MAX - 1, DUE_NEVER};
    enum { COUNT = sizeof extremes / sizeof *extremes };
    for (size_t i = 0; i < 1000; i++) {
        due[i] = extremes[i % COUNT];
    }
    for (size_t i = 0; i < COUNT; i++) {
        check_sweep(&list, &parallel, due, 1000, extremes[i]);
    }
    due_list_clear(&list);
}

static void nobody_is_due_never(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    struct due_list list = {0};
    for (size_t i = 0; i < MOST_ROWS; i++) {
        due[i] = DUE_NEVER;
    }
    assert_int_equal(due_sweep(&list, &parallel, due, MOST_ROWS, INT32_MAX - 1, NULL), STATUS_OK);
    assert_int_equal(list.count, 0);
    due_list_clear(&list);
}

/* A column need not begin at an aligned address. */
static void columns_may_begin_anywhere(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct due_list list = {0};
    fill_days(1001, 10, 5);
    for (size_t shift = 0; shift < 2; shift++) {
        check_sweep(&list, &parallel, due + shift, 1000, 4);
    }
    due_list_clear(&list);
}

/* Each single actor alone, so that every lane of the vector code is seen. */
static void each_place_is_seen_alone(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct due_list list = {0};
    for (size_t i = 0; i < 300; i++) {
        due[i] = 7;
    }
    for (size_t i = 0; i < 300; i++) {
        due[i] = 6;
        assert_int_equal(due_sweep(&list, &parallel, due, 300, 6, NULL), STATUS_OK);
        assert_int_equal(list.count, 1);
        assert_int_equal(list.ids[0], i);
        due[i] = 7;
    }
    due_list_clear(&list);
}

static void a_warm_list_allocates_nothing(void **state)
{
    (void)state;
    THREADS(parallel, 3);
    struct due_list list = {0};
    fill_days(MOST_ROWS, 100, 6);
    check_sweep(&list, &parallel, due, MOST_ROWS, 50);
    allocations_fail(1, true);
    for (int32_t day = 0; day <= 50; day += 5) {
        check_sweep(&list, &parallel, due, MOST_ROWS, day);
    }
    assert_int_equal(allocations_made(), 0);
    allocations_fail(0, false);
    due_list_clear(&list);
}

static enum status sweep_twice(void *context, struct error *error)
{
    const struct parallel *parallel = context;
    struct due_list list = {0};
    enum status status;
    TRY(due_sweep(&list, parallel, due, 1000, 1, error));
    TRY(due_sweep(&list, parallel, due, MOST_ROWS, 100, error));
out:
    if (status != STATUS_OK) {
        assert_int_equal(list.count, 0);
        check_sweep(&list, parallel, due, 0, 1);
    }
    due_list_clear(&list);
    return status;
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    fill_days(MOST_ROWS, 100, 7);
    assert_int_equal(check_every_allocation(sweep_twice, &parallel), 6);
}

static void memory_may_come_back(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    fill_days(MOST_ROWS, 100, 8);
    for (size_t nth = 1; nth <= 3; nth++) {
        struct due_list list = {0};
        check_sweep(&list, &parallel, due, 100, 50);
        allocations_fail(nth, false);
        assert_int_equal(due_sweep(&list, &parallel, due, MOST_ROWS, 50, NULL), STATUS_MEMORY);
        allocations_fail(0, false);
        check_sweep(&list, &parallel, due, MOST_ROWS, 50);
        due_list_clear(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sweep_finds_what_a_plain_loop_finds),
        cmocka_unit_test(the_extremes_of_days_compare_right),
        cmocka_unit_test(nobody_is_due_never),
        cmocka_unit_test(columns_may_begin_anywhere),
        cmocka_unit_test(each_place_is_seen_alone),
        cmocka_unit_test(a_warm_list_allocates_nothing),
        cmocka_unit_test(without_memory_nothing_leaks),
        cmocka_unit_test(memory_may_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
