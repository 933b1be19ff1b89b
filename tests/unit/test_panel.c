#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/panel.h"
#include "tests/support/allocations.h"
#include "tests/support/threads.h"

#define SPELL_COLUMNS(C, self)                                                                               \
    C(self, U32, actor, "1", "who")                                                                          \
    C(self, I32, begin, "day", "first day")                                                                  \
    C(self, I64, value, "1", "a number that follows from the others")

struct spell {
    SPELL_COLUMNS(TABLE_FIELD, struct spell)
};

static const struct column spell_columns[] = {SPELL_COLUMNS(TABLE_COLUMN, struct spell)};

static const struct panel_spec spells = {
    .name = "spells",
    .text = "test",
    .columns = spell_columns,
    .column_count = 3,
    .row_size = sizeof(struct spell),
};

/* A sink that remembers all rows, and can be made to fail. */
struct memory_sink {
    struct spell *rows;
    size_t count;
    size_t writes;
    bool broken;
};

enum { MOST_ROWS = 1000000 };
static struct spell kept_rows[MOST_ROWS];

static enum status keep(void *context, size_t panel, const void *rows, size_t count, struct error *error)
{
    struct memory_sink *sink = context;
    assert_int_equal(panel, 3);
    assert_true(count > 0);
    if (sink->broken) {
        return error_set(error, STATUS_FAILED, "the disk is full");
    }
    assert_true(sink->count + count <= MOST_ROWS);
    memcpy(sink->rows + sink->count, rows, count * sizeof *sink->rows);
    sink->count += count;
    sink->writes++;
    return STATUS_OK;
}

static struct spell spell_of(uint32_t number)
{
    return (struct spell){.actor = number, .begin = -(int32_t)number, .value = (int64_t)number << 33};
}

static void check_rows(const struct memory_sink *sink, size_t count)
{
    assert_int_equal(sink->count, count);
    for (size_t i = 0; i < count; i++) {
        struct spell expected = spell_of((uint32_t)i);
        assert_memory_equal(&sink->rows[i], &expected, sizeof expected);
    }
}

/* Posts rows numbered from `from`, one per actor. */
struct posting {
    struct panel *panel;
    size_t from;
};

static void post_rows(void *context, const struct span *span)
{
    struct posting *posting = context;
    for (size_t i = span->begin; i < span->end; i++) {
        struct spell *row = panel_post(posting->panel, span);
        *row = spell_of((uint32_t)(posting->from + i));
    }
}

static enum status post_phase(struct panel *panel, const struct parallel *parallel, size_t from, size_t count,
                              struct error *error)
{
    struct posting posting = {panel, from};
    enum status status;
    TRY(panel_open(panel, parallel_blocks(count, 1000), error));
    parallel_for(parallel, count, 1000, post_rows, &posting);
    TRY(panel_close(panel, error));
out:
    return status;
}

/* Phases of all sizes, smaller and larger than the buffer, mixed with single rows: none is lost, the order
 * is that of posting, whatever the number of threads. */
static void rows_reach_the_sink_in_order(void **state)
{
    (void)state;
    static const size_t phase_sizes[] = {0, 1, 10, 999, 1000, 1001, 65535, 65536, 65537, 200000, 5, 70000, 2};
    for (int threads = 1; threads <= 4; threads++) {
        THREADS(parallel, threads);
        struct memory_sink sink = {.rows = kept_rows};
        struct panel panel;
        assert_int_equal(panel_init(&panel, &spells, 3, &parallel, (struct panel_sink){&sink, keep}, NULL),
                         STATUS_OK);
        size_t rows = 0;
        for (size_t i = 0; i < sizeof phase_sizes / sizeof *phase_sizes; i++) {
            assert_int_equal(post_phase(&panel, &parallel, rows, phase_sizes[i], NULL), STATUS_OK);
            rows += phase_sizes[i];
            struct spell single = spell_of((uint32_t)rows++);
            assert_int_equal(panel_add(&panel, &single, NULL), STATUS_OK);
            assert_int_equal(panel.rows, rows);
            assert_int_equal(sink.count + panel.buffered, rows);
        }
        assert_int_equal(panel_flush(&panel, NULL), STATUS_OK);
        check_rows(&sink, rows);
        size_t writes = sink.writes;
        assert_int_equal(panel_flush(&panel, NULL), STATUS_OK); /* nothing left */
        assert_int_equal(sink.writes, writes);
        panel_clear(&panel);
    }
}

static void single_rows_are_buffered(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct memory_sink sink = {.rows = kept_rows};
    struct panel panel;
    assert_int_equal(panel_init(&panel, &spells, 3, &parallel, (struct panel_sink){&sink, keep}, NULL),
                     STATUS_OK);
    for (uint32_t i = 0; i < 300000; i++) {
        struct spell row = spell_of(i);
        assert_int_equal(panel_add(&panel, &row, NULL), STATUS_OK);
    }
    assert_int_equal(panel_flush(&panel, NULL), STATUS_OK);
    check_rows(&sink, 300000);
    assert_true(sink.writes < 30);
    panel_clear(&panel);
}

static void a_closed_panel_drops_rows(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    struct memory_sink sink = {.rows = kept_rows};
    struct panel panel;
    struct spell row = spell_of(7);
    assert_int_equal(panel_init(&panel, &spells, 3, &parallel, (struct panel_sink){&sink, keep}, NULL),
                     STATUS_OK);
    panel.closed = 1;
    assert_int_equal(post_phase(&panel, &parallel, 5, 100000, NULL), STATUS_OK);
    assert_int_equal(panel_add(&panel, &row, NULL), STATUS_OK);
    assert_int_equal(panel.rows, 0);
    panel.closed = 0;
    assert_int_equal(post_phase(&panel, &parallel, 0, 5000, NULL), STATUS_OK);
    assert_int_equal(panel_flush(&panel, NULL), STATUS_OK);
    assert_int_equal(panel.rows, 5000);
    check_rows(&sink, 5000);
    panel_clear(&panel);
}

static void without_a_sink_rows_are_only_counted(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    struct panel panel;
    assert_int_equal(panel_init(&panel, &spells, 3, &parallel, (struct panel_sink){0}, NULL), STATUS_OK);
    assert_int_equal(post_phase(&panel, &parallel, 0, 200000, NULL), STATUS_OK);
    assert_int_equal(panel_flush(&panel, NULL), STATUS_OK);
    assert_int_equal(panel.rows, 200000);
    panel_clear(&panel);
}

static void a_broken_sink_is_reported(void **state)
{
    (void)state;
    THREADS(parallel, 1);
    struct memory_sink sink = {.rows = kept_rows};
    struct panel panel;
    struct error error = {0};
    assert_int_equal(panel_init(&panel, &spells, 3, &parallel, (struct panel_sink){&sink, keep}, NULL),
                     STATUS_OK);
    assert_int_equal(post_phase(&panel, &parallel, 0, 100, NULL), STATUS_OK);
    sink.broken = true;
    assert_int_equal(panel_flush(&panel, &error), STATUS_FAILED);
    assert_string_equal(error.text, "the disk is full");
    assert_int_equal(post_phase(&panel, &parallel, 100, 200000, NULL), STATUS_FAILED);
    assert_int_equal(panel.rows, 100);
    sink.broken = false;
    assert_int_equal(panel_flush(&panel, NULL), STATUS_OK); /* what was buffered is not lost */
    check_rows(&sink, 100);
    panel_clear(&panel);
}

static enum status write_some(void *context, struct error *error)
{
    const struct parallel *parallel = context;
    struct memory_sink sink = {.rows = kept_rows};
    struct panel panel;
    struct spell row = spell_of(1000);
    enum status status;
    TRY(panel_init(&panel, &spells, 3, parallel, (struct panel_sink){&sink, keep}, error));
    TRY(post_phase(&panel, parallel, 0, 3000, error));
    TRY(post_phase(&panel, parallel, 0, 100000, error));
    TRY(panel_add(&panel, &row, error));
    TRY(panel_flush(&panel, error));
out:
    panel_clear(&panel);
    panel_clear(&panel);
    return status;
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 2; threads++) {
        THREADS(parallel, threads);
        assert_true(check_every_allocation(write_some, &parallel) > 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_reach_the_sink_in_order),
        cmocka_unit_test(single_rows_are_buffered),
        cmocka_unit_test(a_closed_panel_drops_rows),
        cmocka_unit_test(without_a_sink_rows_are_only_counted),
        cmocka_unit_test(a_broken_sink_is_reported),
        cmocka_unit_test(without_memory_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
