#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/io/spool.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"

struct row {
    uint32_t number;
    uint32_t square;
};

static const struct panel_spec panels[] = {
    {.name = "odd", .row_size = sizeof(struct row)},
    {.name = "even", .row_size = sizeof(struct row)},
};
enum { PANELS = 2, ROWS = 1000 };

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

/* Row `number` goes to the panel of its parity. */
static enum status write_rows(struct spool *spool, uint32_t from, uint32_t to, struct error *error)
{
    struct panel_sink sink = spool_sink(spool);
    enum status status = STATUS_OK;
    for (uint32_t number = from; number < to; number += 4) {
        struct row even[] = {{number, number * number}, {number + 2, (number + 2) * (number + 2)}};
        struct row odd[] = {{number + 1, (number + 1) * (number + 1)},
                            {number + 3, (number + 3) * (number + 3)}};
        TRY(sink.write(sink.context, 0, odd, 2, error));
        TRY(sink.write(sink.context, 1, even, 2, error));
    }
out:
    return status;
}

static void expect_rows(struct spool *spool, uint32_t rows)
{
    for (size_t panel = 0; panel < PANELS; panel++) {
        assert_int_equal(spool->rows[panel], rows);
        for (uint32_t first = 0; first < rows; first += 7) {
            struct row read[7];
            size_t count = rows - first < 7 ? rows - first : 7;
            assert_int_equal(spool_read(spool, panel, first, count, read, NULL), STATUS_OK);
            for (size_t i = 0; i < count; i++) {
                uint32_t number = 2 * (first + (uint32_t)i) + (panel == 0);
                assert_int_equal(read[i].number, number);
                assert_int_equal(read[i].square, number * number);
            }
        }
    }
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

/* Killed after row 400 was promised and more was written: the rest is lost and written again. */
static void a_resumed_spool_is_cut_to_the_checkpoint(void **state)
{
    (void)state;
    struct spool spool;
    uint64_t rows[PANELS] = {200, 200};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 700, NULL), STATUS_OK);
    spool_clear(&spool, 0);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, NULL), STATUS_OK);
    expect_rows(&spool, 200);
    assert_int_equal(write_rows(&spool, 400, 2 * ROWS, NULL), STATUS_OK);
    expect_rows(&spool, ROWS);
    spool_clear(&spool, 1);
}

static void a_spool_that_lost_rows_is_refused(void **state)
{
    (void)state;
    struct spool spool;
    struct error error = {0};
    uint64_t rows[PANELS] = {200, 201};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": No such file"));
    spool_clear(&spool, 0);

    error_clear(&error);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 400, NULL), STATUS_OK);
    spool_clear(&spool, 0);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "even.partial\" is shorter (1600 bytes) than its checkpoint says"));
    assert_int_equal(folder_count(&folder, false), 2); /* what is there stays */
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
    disk_full(200 * sizeof(struct row) + 12);
    assert_int_equal(write_rows(&spool, 400, 800, &error), STATUS_FAILED);
    disk_empty();
    assert_non_null(strstr(error.text, "cannot write"));
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": File too large"));
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
out:
    spool_clear(&spool, 1);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 9);
    assert_int_equal(folder_count(&folder, false), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_come_back, begin, end),
        cmocka_unit_test_setup_teardown(a_resumed_spool_is_cut_to_the_checkpoint, begin, end),
        cmocka_unit_test_setup_teardown(a_spool_that_lost_rows_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(two_runs_cannot_write_one_result, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
