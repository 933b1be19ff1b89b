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
#include "tests/support/unpack.h"

struct row {
    uint32_t number;
    uint32_t square;
};

static const struct column columns[] = {
    {"number", COLUMN_U32, offsetof(struct row, number), "1", ""},
    {"square", COLUMN_U32, offsetof(struct row, square), "1", ""},
};
enum { PANELS = 2, COLUMNS = 2, ROWS = 1000, CHUNK = SPOOL_CHUNK_ROWS };

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

/* What a reader of the result will find. */
static void expect_rows(struct spool *spool, uint32_t rows)
{
    char path[300];
    struct unpack unpack[COLUMNS];
    uint32_t *values = calloc(rows + 1, sizeof *values);
    for (uint32_t panel = 0; panel < PANELS; panel++) {
        assert_int_equal(spool->rows[panel], rows);
        for (uint32_t i = 0; i < COLUMNS; i++) {
            unpack_begin(&unpack[i], folder_file(&folder, path, sizeof path, i == 0 ? "0" : "1"), COLUMN_U32,
                         rows);
        }
        spool_rewind(spool, panel);
        for (uint32_t first = 0; first < rows; first += CHUNK) {
            const struct panel_pack *chunk;
            assert_int_equal(spool_next(spool, panel, &chunk, NULL), STATUS_OK);
            for (uint32_t i = 0; i < COLUMNS; i++) {
                unpack_chunk(&unpack[i], first, chunk->columns[i], chunk->sizes[i]);
            }
        }
        for (uint32_t i = 0; i < COLUMNS; i++) {
            assert_int_equal(unpack_end(&unpack[i], COLUMN_U32, values), STATUS_OK);
            for (uint32_t row = 0; row < rows; row++) {
                uint32_t number = 2 * row + (panel == 0);
                assert_int_equal(values[row], i == 0 ? number : number * number);
            }
            unlink(unpack[i].path);
        }
    }
    free(values);
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

/* Full chunks, and a last one that is not full, or just full. */
static void chunks_come_back(void **state)
{
    (void)state;
    static const uint32_t counts[] = {1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct spool spool;
        assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
        assert_int_equal(write_rows(&spool, 0, 2 * counts[i], NULL), STATUS_OK);
        assert_true(file_size(&spool, 0) <= (off_t)(counts[i] * sizeof(struct row)));
        expect_rows(&spool, counts[i]);
        expect_rows(&spool, counts[i]); /* and again */
        spool_clear(&spool, 1);
    }
}

static void threads_do_not_show(void **state)
{
    (void)state;
    enum { COUNT = 2 * CHUNK + 5 };
    size_t sizes[2];
    unsigned char *bytes[2];
    for (int threads = 1; threads <= 4; threads++) {
        int at = threads > 1;
        struct spool spool;
        struct parallel parallel;
        assert_int_equal(parallel_init(&parallel, threads, NULL), STATUS_OK);
        assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
        spool_use_threads(&spool, &parallel);
        assert_int_equal(write_rows(&spool, 0, 2 * COUNT, NULL), STATUS_OK);
        assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
        bytes[at] = file_bytes(spool.paths[1], &sizes[at]);
        expect_rows(&spool, COUNT);
        if (at != 0) {
            assert_int_equal(sizes[0], sizes[1]);
            assert_memory_equal(bytes[0], bytes[1], sizes[0]);
            free(bytes[1]);
        }
        spool_clear(&spool, 1);
        parallel_clear(&parallel);
    }
    free(bytes[0]);
}

/* Killed some time after rows were promised and more were written: the rest is lost and written again. */
static void a_resumed_spool_is_cut_to_the_checkpoint(void **state)
{
    (void)state;
    static const uint32_t promised[] = {0,     2,         400,           600,       CHUNK - 2,
                                        CHUNK, 2 * CHUNK, 2 * CHUNK + 2, 3 * CHUNK, 5 * CHUNK};
    enum { COUNT = sizeof promised / sizeof promised[0], MOST = 3 * CHUNK + 10 };
    for (size_t kept = 0; kept < COUNT; kept++) {
        struct spool spool;
        uint64_t rows[PANELS] = {promised[kept] / 2, promised[kept] / 2};
        assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
        for (size_t i = 0; i < COUNT; i++) {
            assert_int_equal(write_rows(&spool, i > 0 ? promised[i - 1] : 0, promised[i], NULL), STATUS_OK);
            assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
            assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
        }
        assert_int_equal(write_rows(&spool, promised[COUNT - 1], 2 * MOST, NULL), STATUS_OK);
        expect_rows(&spool, MOST);
        off_t size = file_size(&spool, 0);
        spool_clear(&spool, 0);
        for (int killed = 0; killed < 2; killed++) {
            assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, NULL), STATUS_OK);
            assert_true(file_size(&spool, 0) < size);
            expect_rows(&spool, promised[kept] / 2);
            assert_int_equal(write_rows(&spool, promised[kept], promised[kept] + 2 * CHUNK, NULL), STATUS_OK);
            spool_clear(&spool, 0);
        }
        assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, NULL), STATUS_OK);
        assert_int_equal(write_rows(&spool, promised[kept], 2 * MOST, NULL), STATUS_OK);
        expect_rows(&spool, MOST);
        spool_clear(&spool, 1);
    }
}

/* However often rows are promised, each is in the file once as it is, and once packed. */
static void many_checkpoints_cost_little(void **state)
{
    (void)state;
    struct spool spool;
    uint64_t rows[PANELS] = {0};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    for (uint32_t from = 0; from < 3 * CHUNK; from += 600) {
        assert_int_equal(write_rows(&spool, from, from + 600, NULL), STATUS_OK);
        assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
        rows[0] = rows[1] = from / 2 + 300;
    }
    assert_true(file_size(&spool, 0) < (off_t)(2 * rows[0] * sizeof(struct row)));
    spool_clear(&spool, 0);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, NULL), STATUS_OK);
    expect_rows(&spool, (uint32_t)rows[0]);
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
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
    spool_clear(&spool, 0);
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, &error), STATUS_FAILED);
    assert_non_null(strstr(error.text, "even.partial\" has fewer rows (200) than its checkpoint says (201)"));
    assert_int_equal(folder_count(&folder, false), 2); /* what is there stays */
}

static void put_bytes(const char *path, const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

/* Cut anywhere, or with other bytes in it: refused, or what was promised is there. */
static void a_damaged_spool_is_refused(void **state)
{
    (void)state;
    struct spool spool;
    char path[400];
    size_t size;
    uint64_t rows[PANELS] = {CHUNK + 300, CHUNK + 300};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, NULL, NULL), STATUS_OK);
    assert_int_equal(write_rows(&spool, 0, 2 * (CHUNK + 300), NULL), STATUS_OK);
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK);
    snprintf(path, sizeof path, "%s", spool.paths[0]);
    spool_clear(&spool, 0);
    unsigned char *bytes = file_bytes(path, &size);
    for (size_t cut = 0; cut < size; cut += cut < 60 ? 1 : size / 50) {
        struct error error = {0};
        put_bytes(path, bytes, cut);
        assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "odd.partial\" has fewer rows"));
    }
    for (size_t at = 0; at < 24; at++) { /* the head of the first frame */
        struct error error = {0};
        bytes[at] ^= 0x55;
        put_bytes(path, bytes, size);
        bytes[at] ^= 0x55;
        assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "odd.partial\" "));
    }
    free(bytes);
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
    disk_full(200);
    assert_int_equal(spool_sync(&spool, &error), STATUS_FAILED);
    disk_empty();
    assert_non_null(strstr(error.text, "cannot write"));
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": File too large"));
    expect_rows(&spool, 200);                              /* nothing is lost as long as the run lives, */
    assert_int_equal(spool_sync(&spool, NULL), STATUS_OK); /* or when there is room again */
    error_clear(&error);
    disk_full(10000);
    assert_int_equal(write_rows(&spool, 400, 3 * CHUNK, &error), STATUS_FAILED);
    disk_empty();
    assert_non_null(strstr(error.text, "result.h5.odd.partial\": File too large"));
    spool_clear(&spool, 0);
    uint64_t rows[PANELS] = {200, 200};
    assert_int_equal(spool_init(&spool, result, panels, PANELS, rows, NULL), STATUS_OK);
    expect_rows(&spool, 200);
    spool_clear(&spool, 1);
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct spool spool;
    enum status status = STATUS_OK;
    TRY(spool_init(&spool, result, panels, PANELS, NULL, error));
    TRY(write_rows(&spool, 0, 2 * CHUNK + 40, error));
    TRY(spool_sync(&spool, error));
    for (size_t panel = 0; panel < PANELS; panel++) {
        const struct panel_pack *chunk;
        TRY(spool_next(&spool, panel, &chunk, error));
        TRY(spool_next(&spool, panel, &chunk, error));
    }
out:
    spool_clear(&spool, 1);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 20);
    assert_int_equal(folder_count(&folder, false), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_come_back, begin, end),
        cmocka_unit_test_setup_teardown(chunks_come_back, begin, end),
        cmocka_unit_test_setup_teardown(threads_do_not_show, begin, end),
        cmocka_unit_test_setup_teardown(a_resumed_spool_is_cut_to_the_checkpoint, begin, end),
        cmocka_unit_test_setup_teardown(many_checkpoints_cost_little, begin, end),
        cmocka_unit_test_setup_teardown(a_spool_that_lost_rows_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_damaged_spool_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(two_runs_cannot_write_one_result, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_named, begin, end),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, begin, end),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
