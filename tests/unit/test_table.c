#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/table.h"
#include "tests/support/allocations.h"
#include "tests/support/numbers.h"

#define THING_COLUMNS(C, self)                                                                               \
    C(self, U8, a, "1", "a")                                                                                 \
    C(self, U16, b, "1", "b")                                                                                \
    C(self, U32, c, "1", "c")                                                                                \
    C(self, U64, d, "1", "d")                                                                                \
    C(self, I32, e, "1", "e")                                                                                \
    C(self, I64, f, "1", "f")                                                                                \
    C(self, F32, g, "1", "g")                                                                                \
    C(self, F64, h, "m", "text of h")

struct things {
    struct table table;
    THING_COLUMNS(TABLE_MEMBER, struct things)
};

static const struct column thing_columns[] = {THING_COLUMNS(TABLE_COLUMN, struct things)};

enum {
    COLUMN_COUNT = sizeof thing_columns / sizeof *thing_columns,
    ROW_BYTES = 1 + 2 + 4 + 8 + 4 + 8 + 4 + 8
};

static void things_init(struct things *things)
{
    *things = (struct things){0};
    table_init(&things->table, "things", thing_columns, COLUMN_COUNT);
}

static void row_write(struct things *things, size_t row, uint64_t number)
{
    things->a[row] = (uint8_t)number;
    things->b[row] = (uint16_t)number;
    things->c[row] = (uint32_t)number;
    things->d[row] = number;
    things->e[row] = (int32_t)(number >> 40) - 1000;
    things->f[row] = -(int64_t)(number >> 1);
    things->g[row] = (float)(number & 0xffff) / 8;
    things->h[row] = (double)(number & 0xffffff) / 3;
}

static void row_check(const struct things *things, size_t row, uint64_t number)
{
    assert_int_equal(things->a[row], (uint8_t)number);
    assert_int_equal(things->b[row], (uint16_t)number);
    assert_int_equal(things->c[row], (uint32_t)number);
    assert_true(things->d[row] == number);
    if (number == 0) {
        assert_int_equal(things->e[row], 0);
        assert_true(things->f[row] == 0 && things->g[row] == 0 && things->h[row] == 0);
        return;
    }
    assert_int_equal(things->e[row], (int32_t)(number >> 40) - 1000);
    assert_true(things->f[row] == -(int64_t)(number >> 1));
    assert_true(things->g[row] == (float)(number & 0xffff) / 8);
    assert_true(things->h[row] == (double)(number & 0xffffff) / 3);
}

static void the_declaration_says_all(void **state)
{
    (void)state;
    struct things things;
    things_init(&things);
    assert_int_equal(COLUMN_COUNT, 8);
    assert_string_equal(thing_columns[7].name, "h");
    assert_string_equal(thing_columns[7].unit, "m");
    assert_string_equal(thing_columns[7].text, "text of h");
    assert_int_equal(thing_columns[7].type, COLUMN_F64);
    assert_int_equal(table_row_bytes(&things.table), ROW_BYTES);
    assert_int_equal(table_bytes(&things.table), 0);
    assert_int_equal(table_resize(&things.table, 3, NULL), STATUS_OK);
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        assert_non_null(table_data(&things.table, i));
    }
    assert_ptr_equal(table_data(&things.table, 0), things.a);
    assert_ptr_equal(table_data(&things.table, 7), things.h);
    assert_int_equal(table_bytes(&things.table), things.table.capacity * ROW_BYTES);
    table_clear(&things.table);
}

static void type_sizes_are_those_of_c(void **state)
{
    (void)state;
    assert_int_equal(column_type_size(COLUMN_U8), sizeof(COLUMN_CTYPE_U8));
    assert_int_equal(column_type_size(COLUMN_U16), sizeof(COLUMN_CTYPE_U16));
    assert_int_equal(column_type_size(COLUMN_U32), sizeof(COLUMN_CTYPE_U32));
    assert_int_equal(column_type_size(COLUMN_U64), sizeof(COLUMN_CTYPE_U64));
    assert_int_equal(column_type_size(COLUMN_I32), sizeof(COLUMN_CTYPE_I32));
    assert_int_equal(column_type_size(COLUMN_I64), sizeof(COLUMN_CTYPE_I64));
    assert_int_equal(column_type_size(COLUMN_F32), sizeof(COLUMN_CTYPE_F32));
    assert_int_equal(column_type_size(COLUMN_F64), sizeof(COLUMN_CTYPE_F64));
}

/* Against a plain array: resizes of all kinds, old rows kept, new rows zero also where rows were before. */
static void resizes_keep_old_rows_and_clear_new_ones(void **state)
{
    (void)state;
    enum { MOST = 3000 };
    static uint64_t model[MOST];
    struct things things;
    things_init(&things);
    uint64_t seed = 1;
    size_t rows = 0;
    for (int round = 0; round < 300; round++) {
        size_t wanted = next_number(&seed) % (round % 10 == 0 ? MOST : 200);
        size_t capacity = things.table.capacity;
        assert_int_equal(table_resize(&things.table, wanted, NULL), STATUS_OK);
        assert_int_equal(things.table.rows, wanted);
        assert_true(things.table.capacity >= wanted && things.table.capacity >= capacity);
        for (size_t i = rows; i < wanted; i++) {
            model[i] = 0;
        }
        rows = wanted;
        for (size_t i = 0; i < rows; i++) {
            row_check(&things, i, model[i]);
            model[i] = next_number(&seed) | 1;
            row_write(&things, i, model[i]);
        }
    }
    table_clear(&things.table);
}

static void growing_row_by_row_moves_seldom(void **state)
{
    (void)state;
    struct things things;
    things_init(&things);
    int moves = 0;
    for (size_t rows = 1; rows <= 100000; rows++) {
        size_t capacity = things.table.capacity;
        assert_int_equal(table_resize(&things.table, rows, NULL), STATUS_OK);
        moves += things.table.capacity != capacity;
    }
    assert_in_range(moves, 1, 25); /* log(100000 / 64) / log(1.5) = 18 */
    table_clear(&things.table);
}

static void reserved_room_is_exact_and_kept(void **state)
{
    (void)state;
    struct things things;
    things_init(&things);
    assert_int_equal(table_reserve(&things.table, 1000, NULL), STATUS_OK);
    assert_int_equal(things.table.capacity, 1000);
    assert_int_equal(things.table.rows, 0);
    assert_int_equal(table_bytes(&things.table), 1000 * ROW_BYTES);
    const uint8_t *before = things.a;
    assert_int_equal(table_resize(&things.table, 1000, NULL), STATUS_OK);
    assert_int_equal(table_reserve(&things.table, 10, NULL), STATUS_OK);
    assert_ptr_equal(before, things.a);
    assert_int_equal(things.table.capacity, 1000);
    table_clear(&things.table);
}

static void a_cleared_table_can_be_used_again(void **state)
{
    (void)state;
    struct things things = {0};
    table_clear(&things.table);
    things_init(&things);
    for (int round = 0; round < 3; round++) {
        assert_int_equal(table_resize(&things.table, 10, NULL), STATUS_OK);
        row_check(&things, 9, 0);
        row_write(&things, 9, 77);
        table_clear(&things.table);
        table_clear(&things.table);
        assert_int_equal(things.table.rows, 0);
        assert_int_equal(table_bytes(&things.table), 0);
        assert_null(things.a);
        assert_null(things.h);
    }
}

static enum status grow_twice(void *context, struct error *error)
{
    (void)context;
    struct things things;
    enum status status;
    things_init(&things);
    TRY(table_resize(&things.table, 10, error));
    TRY(table_reserve(&things.table, 1000, error));
out:
    table_clear(&things.table);
    return status;
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    assert_int_equal(check_every_allocation(grow_twice, NULL), 2 * COLUMN_COUNT);
}

static void without_memory_rows_stay(void **state)
{
    (void)state;
    for (size_t nth = 1; nth <= COLUMN_COUNT; nth++) {
        struct things things;
        struct error error = {0};
        things_init(&things);
        assert_int_equal(table_resize(&things.table, 50, NULL), STATUS_OK);
        for (size_t i = 0; i < 50; i++) {
            row_write(&things, i, i + 1);
        }
        size_t capacity = things.table.capacity;
        allocations_fail(nth, false);
        assert_int_equal(table_resize(&things.table, 5000, &error), STATUS_MEMORY);
        assert_string_equal(error.text, "out of memory (things)");
        assert_int_equal(things.table.rows, 50);
        assert_int_equal(things.table.capacity, capacity);
        assert_int_equal(table_resize(&things.table, 5000, NULL), STATUS_OK);
        for (size_t i = 0; i < 5000; i++) {
            row_check(&things, i, i < 50 ? i + 1 : 0);
        }
        allocations_fail(0, false);
        table_clear(&things.table);
    }
}

static void impossible_sizes_are_refused(void **state)
{
    (void)state;
    struct things things;
    things_init(&things);
    assert_int_equal(table_resize(&things.table, SIZE_MAX, NULL), STATUS_MEMORY);
    assert_int_equal(table_reserve(&things.table, SIZE_MAX - 1, NULL), STATUS_MEMORY);
    assert_int_equal(things.table.rows, 0);
    table_clear(&things.table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_declaration_says_all),
        cmocka_unit_test(type_sizes_are_those_of_c),
        cmocka_unit_test(resizes_keep_old_rows_and_clear_new_ones),
        cmocka_unit_test(growing_row_by_row_moves_seldom),
        cmocka_unit_test(reserved_room_is_exact_and_kept),
        cmocka_unit_test(a_cleared_table_can_be_used_again),
        cmocka_unit_test(without_memory_nothing_leaks),
        cmocka_unit_test(without_memory_rows_stay),
        cmocka_unit_test(impossible_sizes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
