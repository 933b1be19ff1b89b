#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/io/column_pack.h"
#include "tests/support/folder.h"
#include "tests/support/numbers.h"
#include "tests/support/unpack.h"

static struct folder folder;
static char path[300];

static int begin(void **state)
{
    (void)state;
    folder_make(&folder);
    folder_file(&folder, path, sizeof path, "column.h5");
    return 0;
}

static int end(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

enum { TYPES = COLUMN_F64 + 1, GUARD = 64 };

/* Rows that hold one column between bytes of others. */
enum { ROW_SIZE = 13, OFFSET = 3 };

/* ---- what columns look like ---- */

enum pattern {
    PATTERN_CONSTANT,
    PATTERN_ZERO,
    PATTERN_NOISE,
    PATTERN_RAMP,
    PATTERN_COIN,      /* two values */
    PATTERN_STAIRS,    /* runs of 1, 2, 3, ... values: every length of a repetition */
    PATTERN_SHORT,     /* runs of 1 to 8 values, as statuses come */
    PATTERN_FIBONACCI, /* values as frequent as Fibonacci's numbers: codes would be as long as can be */
    PATTERN_HALF,      /* constant, then noise */
    PATTERN_SPARSE,    /* noise, 0 now and then for long */
    PATTERN_COUNT
};

static uint64_t fibonacci_value(uint64_t *state)
{
    uint64_t left = next_number(state) % 100000;
    uint64_t share = 38197; /* 100000 / golden ratio squared */
    uint64_t value = 0;
    while (left >= share && value < 40) {
        left -= share;
        share = share * 618 / 1000 + 1;
        value++;
    }
    return value;
}

static void fill(enum pattern pattern, uint64_t *values, size_t count)
{
    uint64_t state = (uint64_t)pattern + 1;
    uint64_t value = 0;
    size_t length = 0;
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        switch (pattern) {
        case PATTERN_CONSTANT:
            values[i] = UINT64_C(0x0123456789abcdef);
            break;
        case PATTERN_ZERO:
            values[i] = 0;
            break;
        case PATTERN_NOISE:
            values[i] = next_number(&state);
            break;
        case PATTERN_RAMP:
            values[i] = i;
            break;
        case PATTERN_COIN:
            values[i] = next_number(&state) % 4 == 0;
            break;
        case PATTERN_STAIRS:
        case PATTERN_SHORT:
            if (left == 0) {
                length = pattern == PATTERN_STAIRS ? length + 1 : 1 + next_number(&state) % 8;
                left = length;
                value = next_number(&state);
            }
            left--;
            values[i] = value;
            break;
        case PATTERN_FIBONACCI:
            values[i] = fibonacci_value(&state);
            break;
        case PATTERN_HALF:
            values[i] = i < count / 2 ? 7 : next_number(&state);
            break;
        case PATTERN_SPARSE:
            values[i] = i / 500 % 2 == 0 ? next_number(&state) : 0;
            break;
        case PATTERN_COUNT:
            break;
        }
    }
}

/* ---- packing and unpacking ---- */

/* Bytes of all packed chunks. Nothing beyond the bound is touched. */
static size_t pack_all(enum column_type type, const uint64_t *values, size_t count, struct unpack *unpack)
{
    size_t chunk_rows = netcdf_chunk_rows(count);
    size_t size = column_type_size(type);
    size_t bound = column_pack_bound(type, chunk_rows);
    struct deflate_work *work = malloc(sizeof *work);
    unsigned char *rows = malloc(chunk_rows * ROW_SIZE);
    unsigned char *planes = malloc(chunk_rows * size);
    unsigned char *packed = malloc(bound + GUARD);
    size_t all = 0;
    memset(work, 0xa5, sizeof *work); /* nothing in it has to be set */
    memset(packed + bound, 0x5a, GUARD);
    for (size_t first = 0; first < count; first += chunk_rows) {
        size_t part = count - first < chunk_rows ? count - first : chunk_rows;
        memset(rows, 0xff, chunk_rows * ROW_SIZE);
        memset(planes, 0, chunk_rows * size);
        for (size_t i = 0; i < part; i++) {
            memcpy(rows + i * ROW_SIZE + OFFSET, &values[first + i], size);
        }
        column_shuffle(type, rows, ROW_SIZE, OFFSET, part, planes, chunk_rows);
        size_t bytes = column_pack(type, planes, chunk_rows, work, packed);
        assert_in_range(bytes, 1, bound);
        unpack_chunk(unpack, first, packed, bytes);
        all += bytes;
    }
    for (size_t i = 0; i < GUARD; i++) {
        assert_int_equal(packed[bound + i], 0x5a);
    }
    free(packed);
    free(planes);
    free(rows);
    free(work);
    return all;
}

/* Returns the packed bytes. */
static size_t check(enum column_type type, enum pattern pattern, size_t count)
{
    size_t size = column_type_size(type);
    uint64_t *values = malloc(count * sizeof *values);
    unsigned char *back = malloc(count * size);
    struct unpack unpack;
    fill(pattern, values, count);
    unpack_begin(&unpack, path, type, count);
    size_t bytes = pack_all(type, values, count, &unpack);
    assert_int_equal(unpack_end(&unpack, type, back), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        if (memcmp(&values[i], back + i * size, size) != 0) {
            fail_msg("type %d, pattern %d, %zu values: value %zu is another one", (int)type, (int)pattern,
                     count, i);
        }
    }
    free(back);
    free(values);
    return bytes;
}

static void every_type_comes_back(void **state)
{
    (void)state;
    for (int type = 0; type < TYPES; type++) {
        for (int pattern = 0; pattern < PATTERN_COUNT; pattern++) {
            check((enum column_type)type, (enum pattern)pattern, COLUMN_PACK_ROWS);
        }
    }
}

/* Sizes around every change of method, and last chunks that are not full. */
static void every_size_comes_back(void **state)
{
    (void)state;
    static const size_t sizes[] = {1,     2,     3,     4,     5,      6,      7,     8,    9,
                                   63,    64,    65,    66,    67,     68,     69,    131,  257,
                                   259,   511,   512,   513,   1000,   4095,   4096,  4097, 9999,
                                   65534, 65535, 65536, 65537, 131071, 131072, 200003};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int pattern = 0; pattern < PATTERN_COUNT; pattern++) {
            check(COLUMN_U8, (enum pattern)pattern, sizes[i]);
            check(COLUMN_I32, (enum pattern)pattern, sizes[i]);
        }
    }
}

/* ... and run after run of every length, also across the ends of chunks. */
static void every_repetition_comes_back(void **state)
{
    (void)state;
    check(COLUMN_U8, PATTERN_STAIRS, 3 * COLUMN_PACK_ROWS + 17);
    check(COLUMN_U16, PATTERN_STAIRS, 3 * COLUMN_PACK_ROWS + 17);
}

static void sizes_are_as_they_should_be(void **state)
{
    (void)state;
    size_t rows = COLUMN_PACK_ROWS;
    assert_in_range(check(COLUMN_I32, PATTERN_CONSTANT, rows), 1, 400);
    assert_in_range(check(COLUMN_F64, PATTERN_ZERO, rows), 1, 800);
    /* What cannot be packed is stored, at a few bytes more than it has. */
    assert_in_range(check(COLUMN_U32, PATTERN_NOISE, rows), 4 * rows, 4 * rows + 64);
    /* A coin that shows one side in four has 0.81 bits; short repetitions cost more than they save here. */
    assert_in_range(check(COLUMN_U8, PATTERN_COIN, rows), rows * 81 / 800, rows * 130 / 800);
    /* The low byte is noise, the others are constant. */
    assert_in_range(check(COLUMN_U16, PATTERN_HALF, rows), rows, rows + rows / 16);
}

/* The same values are the same bytes, whatever was packed before with the same work space. */
static void packing_remembers_nothing(void **state)
{
    (void)state;
    enum { ROWS = 5000 };
    static uint64_t values[ROWS];
    static unsigned char planes[8 * ROWS];
    size_t bound = column_pack_bound(COLUMN_U64, ROWS);
    unsigned char *fresh = malloc(bound);
    unsigned char *used = malloc(bound);
    struct deflate_work *work = calloc(1, sizeof *work);
    for (int pattern = 0; pattern < PATTERN_COUNT; pattern++) {
        fill((enum pattern)pattern, values, ROWS);
        column_shuffle(COLUMN_U64, values, sizeof values[0], 0, ROWS, planes, ROWS);
        size_t used_bytes = column_pack(COLUMN_U64, planes, ROWS, work, used);
        memset(work, 0, sizeof *work);
        size_t fresh_bytes = column_pack(COLUMN_U64, planes, ROWS, work, fresh);
        assert_int_equal(used_bytes, fresh_bytes);
        assert_memory_equal(used, fresh, fresh_bytes);
    }
    free(work);
    free(used);
    free(fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_type_comes_back, begin, end),
        cmocka_unit_test_setup_teardown(every_size_comes_back, begin, end),
        cmocka_unit_test_setup_teardown(every_repetition_comes_back, begin, end),
        cmocka_unit_test_setup_teardown(sizes_are_as_they_should_be, begin, end),
        cmocka_unit_test_setup_teardown(packing_remembers_nothing, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
