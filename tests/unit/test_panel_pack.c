#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/io/netcdf.h"
#include "sim/io/panel_pack.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/numbers.h"
#include "tests/support/threads.h"

/* Columns of every size, whose values are noise, small numbers and constants. */
struct row {
    uint64_t noise;
    uint32_t small;
    int32_t count;
    uint16_t steps;
    uint8_t coin;
    uint8_t zero;
};

static const struct column columns[] = {
    {.name = "noise", .type = COLUMN_U64, .offset = offsetof(struct row, noise), .unit = "1", .text = ""},
    {.name = "small", .type = COLUMN_U32, .offset = offsetof(struct row, small), .unit = "1", .text = ""},
    {.name = "count", .type = COLUMN_I32, .offset = offsetof(struct row, count), .unit = "1", .text = ""},
    {.name = "steps", .type = COLUMN_U16, .offset = offsetof(struct row, steps), .unit = "1", .text = ""},
    {.name = "coin", .type = COLUMN_U8, .offset = offsetof(struct row, coin), .unit = "1", .text = ""},
    {.name = "zero", .type = COLUMN_U8, .offset = offsetof(struct row, zero), .unit = "1", .text = ""},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };
static const struct panel_spec panel = {"rows", "", columns, COLUMNS, sizeof(struct row), false};

static struct row *make_rows(size_t count)
{
    uint64_t state = 1;
    struct row *rows = calloc(count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        uint64_t noise = next_number(&state);
        rows[i] = (struct row){noise, noise % 1000, (int32_t)i - 5, (uint16_t)(i / 500), noise % 4 == 0, 0};
    }
    return rows;
}

/* Packs `count` rows into a file as the result does. */
static void write_file(const char *path, const struct row *rows, size_t count, int threads)
{
    THREADS(parallel, threads);
    struct netcdf nc;
    struct panel_pack pack;
    hid_t variables[COLUMNS];
    size_t chunk_rows = netcdf_chunk_rows(count);
    const struct netcdf_dimension dimension = {.scale = -1, .size = count};
    netcdf_create(&nc, path, path, NULL);
    for (size_t i = 0; i < COLUMNS; i++) {
        variables[i] = netcdf_variable(&nc, nc.file, columns[i].name, columns[i].type, &dimension, 1);
    }
    assert_int_equal(panel_pack_init(&pack, &panel, &parallel, chunk_rows, NULL), STATUS_OK);
    for (size_t first = 0; first < count; first += chunk_rows) {
        size_t part = count - first < chunk_rows ? count - first : chunk_rows;
        assert_int_equal(panel_pack_rows(&pack, rows + first, part, NULL), STATUS_OK);
        for (size_t i = 0; i < COLUMNS; i++) {
            netcdf_write_chunk(&nc, variables[i], first, pack.packed[i], pack.sizes[i]);
        }
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        netcdf_drop(&nc, variables[i]);
    }
    panel_pack_clear(&pack);
    assert_int_equal(netcdf_close(&nc), STATUS_OK);
}

static void expect_file(const char *path, const struct row *rows, size_t count)
{
    struct netcdf nc;
    unsigned char *values = malloc(count * sizeof(uint64_t));
    netcdf_open(&nc, path, NULL);
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t size = column_type_size(columns[i].type);
        netcdf_read(&nc, nc.file, columns[i].name, columns[i].type, count, values);
        assert_int_equal(nc.status, STATUS_OK);
        for (size_t row = 0; row < count; row++) {
            assert_memory_equal(values + row * size, (const char *)&rows[row] + columns[i].offset, size);
        }
    }
    assert_int_equal(netcdf_close(&nc), STATUS_OK);
    free(values);
}

/* HDF5 unpacks what was packed; the file is smaller than the rows and the same with any number of threads. */
static void readers_find_the_rows(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 5, 4097, 65535, 65536, 65537, 200003};
    struct folder folder;
    char path[2][300];
    size_t size;
    folder_make(&folder);
    folder_file(&folder, path[0], sizeof path[0], "one.h5");
    folder_file(&folder, path[1], sizeof path[1], "three.h5");
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct row *rows = make_rows(counts[i]);
        write_file(path[0], rows, counts[i], 1);
        write_file(path[1], rows, counts[i], 3);
        expect_file(path[0], rows, counts[i]);
        assert_true(files_equal(path[0], path[1]));
        free(file_bytes(path[0], &size));
        assert_true(counts[i] < 4097 || size < 11 * counts[i] + 20000);
        free(rows);
    }
    folder_remove(&folder);
}

static enum status live(void *context, struct error *error)
{
    struct panel_pack pack;
    enum status status = STATUS_OK;
    TRY(panel_pack_init(&pack, &panel, &(struct parallel){.threads = 1}, 1000, error));
    TRY(panel_pack_rows(&pack, context, 1000, error));
out:
    panel_pack_clear(&pack);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct row *rows = make_rows(1000);
    assert_true(check_every_allocation(live, rows) >= 3 + COLUMNS);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readers_find_the_rows),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
