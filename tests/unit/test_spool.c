#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sim/io/spool.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/numbers.h"
#include <libdeflate.h>

struct row {
    uint32_t number;
    uint32_t square;
};

static const struct column columns[] = {
    {.name = "number", .type = COLUMN_U32, .offset = offsetof(struct row, number), .unit = "1", .text = ""},
    {.name = "square", .type = COLUMN_U32, .offset = offsetof(struct row, square), .unit = "1", .text = ""},
};
enum { PANELS = 2, COLUMNS = 2, ROWS = 1000 };

static const struct panel_spec panels[] = {
    {.name = "odd", .columns = columns, .column_count = COLUMNS, .row_size = sizeof(struct row)},
    {.name = "even", .columns = columns, .column_count = COLUMNS, .row_size = sizeof(struct row)},
};

static struct folder folder;
static char result[300];

static int begin(void **state)
{
    (void)state;
    folder_make(&folder);
    folder_file(&folder, result, sizeof result, "result.h5");
    return 0;
}

static int end(void **state)
{
    (void)state;
    disk_empty();
    folder_remove(&folder);
    return 0;
}

/* What a checkpoint would have noted at so many rows. */
static void mark_rows(struct spool_mark marks[PANELS], const uint32_t rows[PANELS])
{
    for (uint32_t panel = 0; panel < PANELS; panel++) {
        marks[panel] = (struct spool_mark){.rows = rows[panel]};
        for (uint32_t i = 0; i < rows[panel]; i++) {
            uint32_t number = 2 * i + (panel == 0);
            struct row row = {number, number * number};
            marks[panel].digest = libdeflate_crc32((uint32_t)marks[panel].digest, &row, sizeof row);
        }
    }
}

/* Numbers from `from` to `to` go to the panels of their parity, some at a time. */
static enum status write_rows(struct spool *spool, uint32_t from, uint32_t to, struct error *error)
{
    enum { MOST = 1000 };
    struct panel_sink sink = spool_sink(spool);
    uint64_t seed = from;
    enum status status = STATUS_OK;
    while (from < to) {
        struct row odd[MOST];
        struct row even[MOST];
        size_t count = 1 + next_number(&seed) % MOST;
        count = (to - from) / 2 < count ? (to - from) / 2 : count;
        for (size_t i = 0; i < count; i++, from += 2) {
            even[i] = (struct row){from, from * from};
            odd[i] = (struct row){from + 1, (from + 1) * (from + 1)};
        }
        TRY(sink.write(sink.context, 0, odd, count, error));
        TRY(sink.write(sink.context, 1, even, count, error));
    }
out:
    return status;
}

static void expect_rows(const struct spool *spool, uint32_t rows)
{
    struct row *found = calloc(rows + 1, sizeof *found);
    for (uint32_t panel = 0; panel < PANELS; panel++) {
        assert_int_equal(spool->marks[panel].rows, rows);
        uint64_t digest = 0;
        assert_int_equal(spool_read(spool, panel, 0, rows / 3, found, &digest, NULL), STATUS_OK);
        assert_int_equal(spool_read(spool, panel, rows / 3, rows - rows / 3, found + rows / 3, &digest, NULL),
                         STATUS_OK);
        for (uint32_t row = 0; row < rows; row++) {
            uint32_t number = 2 * row + (panel == 0);
            assert_int_equal(found[row].number, number);
            assert_int_equal(found[row].square, number * number);
        }
    }
    free(found);
}

static off_t file_size(const struct spool *spool, size_t panel)
{
    struct stat facts;
    assert_int_equal(stat(spool->paths[panel], &facts), 0);
    return facts.st_size;
}

static void rows_come_back(void **state)
{
    (void)state;
    struct spool spool;
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 2 * ROWS, NULL), STATUS_OK);
    expect_rows(&spool, ROWS);
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
    spool_clear(&spool, 0);
    assert_int_equal(folder_count(&folder, false), 2);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    expect_rows(&spool, 0); /* a new run begins with an empty spool */
    spool_clear(&spool, 1);
    assert_int_equal(folder_count(&folder, false), 0);
}

/* Killed some time after rows were promised and more were written: the rest is lost and written again. */
static void a_resumed_spool_is_cut_to_the_checkpoint(void **state)
{
    (void)state;
    enum { MOST = 10000 };
    for (uint32_t promised = 0; promised <= MOST; promised += 2000) {
        struct spool spool;
        struct spool_mark marks[PANELS];
        mark_rows(marks, (const uint32_t[]){promised, promised});
        assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
        assert_int_equal(write_rows(&spool, 0, 2 * promised, NULL), STATUS_OK);
        assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
        assert_int_equal(write_rows(&spool, 2 * promised, 2 * MOST, NULL), STATUS_OK);
        spool_clear(&spool, 0);
        for (int killed = 0; killed < 2; killed++) {
            assert_int_equal(spool_init(&spool, result, panels, PANELS, marks, NULL), STATUS_OK);
            assert_int_equal(file_size(&spool, 0), promised * sizeof(struct row));
            expect_rows(&spool, promised);
            assert_int_equal(write_rows(&spool, 2 * promised, 2 * promised + 5000, NULL), STATUS_OK);
            spool_clear(&spool, 0);
        }
        assert_int_equal(spool_init(&spool, result, panels, PANELS, marks, NULL), STATUS_OK);
        assert_int_equal(write_rows(&spool, 2 * promised, 2 * MOST, NULL), STATUS_OK);
        expect_rows(&spool, MOST);
        spool_clear(&spool, 1);
    }
}

static void a_spool_that_lost_rows_is_refused(void **state)
{
    (void)state;
    struct spool spool;
    struct error error = {0};
    struct spool_mark marks[PANELS];
    mark_rows(marks, (const uint32_t[]){200, 201});
    assert_int_equal(spool_init(&spool, result, panels, PANELS, marks, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": No such file"));
    spool_clear(&spool, 0);

    error_clear(&error);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 400, NULL), STATUS_OK);
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
    spool_clear(&spool, 0);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, marks, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "even.partial\" has fewer rows (200) than its checkpoint says (201)"));
    assert_int_equal(folder_count(&folder, false), 2); /* what is there stays */
}

/* Another bit anywhere is found by a run that is resumed, and by the result that takes the rows. */
static void a_damaged_spool_is_refused(void **state)
{
    (void)state;
    enum { COUNT = 300 };
    struct spool spool;
    struct spool_mark marks[PANELS];
    struct row rows[COUNT];
    uint64_t digest = 0;
    mark_rows(marks, (const uint32_t[]){COUNT, COUNT});
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 2 * COUNT, NULL), STATUS_OK);
    FILE *file = fopen(spool.paths[0], "r+b");
    assert_non_null(file);
    for (long at = 0; at < (long)sizeof rows; at++) {
        struct spool resumed;
        struct error error = {0};
        for (int flipped = 1; flipped >= 0; flipped--) {
            assert_int_equal(fseek(file, at, SEEK_SET), 0);
            int byte = fgetc(file) ^ (1 << at % 8);
            assert_int_equal(fseek(file, at, SEEK_SET), 0);
            assert_int_equal(fputc(byte, file), byte);
            assert_int_equal(fflush(file), 0);
            if (flipped && at == 0) {
                assert_int_equal(spool_read(&spool, 0, 0, COUNT, rows, &digest, NULL), STATUS_FAILED);
                spool_clear(&spool, 0);
            }
            assert_int_equal(spool_init(&resumed, result, panels, PANELS, marks, flipped ? &error : NULL),
                             flipped ? STATUS_FAILED : STATUS_OK);
            spool_clear(&resumed, 0);
        }
        assert_non_null(strstr(error.text, "odd.partial\" is damaged"));
    }
    fclose(file);
}

static void two_runs_cannot_write_one_result(void **state)
{
    (void)state;
    struct spool first;
    struct spool second;
    struct error error = {0};
    assert_int_equal(spool_init(&first, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&first, 0, 400, NULL), STATUS_OK);
    assert_int_equal(spool_init(&second, result, panels, PANELS, NULL, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "in use: another run is writing this result"));
    expect_rows(&first, 200);
    spool_clear(&first, 1);
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    struct spool spool;
    struct error error = {0};
    char path[400];
    folder_file(&folder, path, sizeof path, "missing/result.h5");
    assert_int_equal(spool_init(&spool, path, panels, PANELS, NULL, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "missing/result.h5.odd.partial\": No such file or directory"));
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct spool spool;
    struct error error = {0};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 400, NULL), STATUS_OK);
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
    disk_full(10000);
    assert_int_equal(write_rows(&spool, 400, 10000, &error), STATUS_FAILED);
    disk_empty();
    assert_non_null(strstr(error.text, "cannot write"));
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": File too large"));
    spool_clear(&spool, 0);
    struct spool_mark marks[PANELS];
    mark_rows(marks, (const uint32_t[]){200, 200});
    assert_int_equal(spool_init(&spool, result, panels, PANELS, marks, NULL), STATUS_OK);
    expect_rows(&spool, 200);
    spool_clear(&spool, 1);
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct spool spool;
    enum status status = STATUS_OK;
    TRY(spool_init(&spool, result, panels, PANELS, NULL, error));
    TRY(write_rows(&spool, 0, 40, error));
    TRY(spool_sync(&spool, error));
    for (size_t panel = 0; panel < PANELS; panel++) {
        struct row row;
        uint64_t digest = 0;
        TRY(spool_read(&spool, panel, 1, 1, &row, &digest, error));
    }
out:
    spool_clear(&spool, 1);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 5);
    assert_int_equal(folder_count(&folder, false), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_come_back, begin, end),
        cmocka_unit_test_setup_teardown(a_resumed_spool_is_cut_to_the_checkpoint, begin, end),
        cmocka_unit_test_setup_teardown(a_spool_that_lost_rows_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_spool_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(two_runs_cannot_write_one_result, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
