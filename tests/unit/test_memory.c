#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "tests/support/allocations.h"

static bool is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static void memory_is_zero_and_aligned(void **state)
{
    (void)state;
    /* around a cache line, a page, a huge page and the size from which huge pages are asked for */
    static const size_t middles[] = {1, 64, 4096, 2 << 20, 4 << 20, 6 << 20};
    for (size_t i = 0; i < sizeof middles / sizeof *middles; i++) {
        for (size_t size = middles[i] - 1; size <= middles[i] + 1; size++) {
            unsigned char *memory = memory_alloc(size, 1);
            assert_non_null(memory);
            assert_int_equal((uintptr_t)memory % 64, 0);
            assert_true(is_zero(memory, size));
            memset(memory, 0xff, size); /* so that the next one does not find zeros by chance */
            memory_free(memory);
        }
    }
}

static void impossible_sizes_are_refused(void **state)
{
    (void)state;
    assert_null(memory_alloc(SIZE_MAX, 2));
    assert_null(memory_alloc(SIZE_MAX / 2 + 1, 2));
    assert_null(memory_alloc(SIZE_MAX, 1));
    assert_null(memory_alloc(1, SIZE_MAX));
    unsigned char *nothing = memory_alloc(SIZE_MAX, 0);
    assert_non_null(nothing);
    memory_free(nothing);
    memory_free(NULL);
}

static void growth_keeps_the_beginning_and_clears_the_rest(void **state)
{
    (void)state;
    size_t live = allocations_live();
    uint32_t *numbers = NULL;
    size_t count = 0;
    for (size_t grown = 1; grown < 3000000; grown = grown * 3 + 1) {
        numbers = memory_grow(numbers, count, grown, sizeof *numbers);
        assert_non_null(numbers);
        assert_int_equal(allocations_live(), live + 1);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(numbers[i], i + 1);
        }
        assert_true(is_zero((unsigned char *)(numbers + count), (grown - count) * sizeof *numbers));
        for (size_t i = 0; i < grown; i++) {
            numbers[i] = (uint32_t)i + 1;
        }
        count = grown;
    }
    numbers = memory_grow(numbers, count, 2, sizeof *numbers); /* less is allowed too */
    assert_int_equal(numbers[0], 1);
    assert_int_equal(numbers[1], 2);
    memory_free(numbers);
}

static void failed_growth_leaves_the_old_memory(void **state)
{
    (void)state;
    size_t live = allocations_live();
    uint32_t *numbers = memory_alloc(10, sizeof *numbers);
    numbers[9] = 7;
    allocations_fail(1, false);
    assert_null(memory_grow(numbers, 10, 20, sizeof *numbers));
    assert_int_equal(allocations_failed(), 1);
    assert_null(memory_grow(numbers, 10, SIZE_MAX / 2, sizeof *numbers));
    assert_int_equal(numbers[9], 7);
    memory_free(numbers);
    assert_int_equal(allocations_live(), live);
}

/* The harness itself must see what it is there for, else every test that relies on it proves nothing. */

static enum status two_allocations(void *context, struct error *error)
{
    (void)context;
    void *first = memory_alloc(1, 1);
    void *second = memory_alloc(1, 1);
    bool failed = first == NULL || second == NULL;
    memory_free(first);
    memory_free(second);
    return failed ? error_memory(error, "test") : STATUS_OK;
}

static void harness_counts_and_fails_each(void **state)
{
    (void)state;
    assert_int_equal(check_every_allocation(two_allocations, NULL), 2);
}

static void harness_sees_live_memory(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static void *kept[MANY];
    size_t live = allocations_live();
    for (size_t i = 0; i < MANY; i++) {
        kept[i] = memory_alloc(i, 1);
        assert_int_equal(allocations_live(), live + i + 1);
    }
    for (size_t i = 0; i < MANY; i++) {
        memory_free(kept[i * 7 % MANY]);
        assert_int_equal(allocations_live(), live + MANY - i - 1);
    }
}

static void harness_fails_one_or_all_later(void **state)
{
    (void)state;
    for (int all_later = 0; all_later < 2; all_later++) {
        allocations_fail(2, all_later);
        void *made[3] = {memory_alloc(1, 1), memory_alloc(1, 1), memory_alloc(1, 1)};
        assert_non_null(made[0]);
        assert_null(made[1]);
        assert_int_equal(made[2] == NULL, all_later);
        assert_int_equal(allocations_made(), 3);
        assert_int_equal(allocations_failed(), 1 + all_later);
        allocations_fail(0, false);
        memory_free(made[0]);
        memory_free(made[2]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zero_and_aligned),
        cmocka_unit_test(impossible_sizes_are_refused),
        cmocka_unit_test(growth_keeps_the_beginning_and_clears_the_rest),
        cmocka_unit_test(failed_growth_leaves_the_old_memory),
        cmocka_unit_test(harness_counts_and_fails_each),
        cmocka_unit_test(harness_sees_live_memory),
        cmocka_unit_test(harness_fails_one_or_all_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
