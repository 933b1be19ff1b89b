#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/outputs.h"
#include "tests/support/allocations.h"

#define OUTPUTS(O)                                                                                           \
    O(stock, I64, MONTHLY, "status,group", "persons", "People on the last day.")                             \
    O(rate, F64, MONTHLY, "status", "1", "Share of people.")                                                 \
    O(events, I64, DAILY, "", "persons", "Events of the day.")                                               \
    O(total, I64, FINAL, "group", "persons", "Events of the whole run.")

enum { OUTPUTS(OUTPUT_ID) OUTPUT_COUNT };
static const struct output declared[] = {OUTPUTS(OUTPUT_ENTRY)};

static const char *const statuses[] = {"employed", "unemployed", "inactive"};

static void open_outputs(struct outputs *outputs, int threads)
{
    struct error error = {0};
    assert_int_equal(outputs_init(outputs, declared, OUTPUT_COUNT, threads, &error), STATUS_OK);
    assert_int_equal(outputs_dimension(outputs, "status", "labour status", 3, statuses, &error), STATUS_OK);
    assert_int_equal(outputs_dimension(outputs, "group", "group", 2, NULL, &error), STATUS_OK);
    assert_int_equal(outputs_open(outputs, &error), STATUS_OK);
}

static void dimensions_are_found_in_order(void **state)
{
    (void)state;
    struct outputs outputs;
    open_outputs(&outputs, 1);
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    assert_int_equal(outputs_dimensions_of(&outputs, OUTPUT_stock, dimensions), 2);
    assert_string_equal(dimensions[0]->name, "status");
    assert_string_equal(dimensions[1]->name, "group");
    assert_string_equal(dimensions[0]->labels[1], "unemployed");
    assert_string_equal(dimensions[1]->labels[1], "1");
    assert_int_equal(outputs_dimensions_of(&outputs, OUTPUT_events, dimensions), 0);
    assert_int_equal(outputs.cells[OUTPUT_stock], 6);
    assert_int_equal(outputs.cells[OUTPUT_events], 1);
    assert_null(outputs_dimension_find(&outputs, "stat"));
    outputs_clear(&outputs);
}

/* What is counted does not depend on the thread that counts, nor on gathering in between. */
static void tallies_sum_over_threads(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 5; threads++) {
        struct outputs outputs;
        open_outputs(&outputs, threads);
        for (int i = 0; i < 1000; i++) {
            outputs_tally(&outputs, OUTPUT_stock, i % threads)[i % 6] += i;
            outputs_tally(&outputs, OUTPUT_total, (i * 7) % threads)[i % 2] += 1;
            if (i % 333 == 0) {
                outputs_gather(&outputs, OUTPUT_MONTHLY);
            }
        }
        assert_int_equal(outputs_commit(&outputs, OUTPUT_MONTHLY, 0, 30, NULL), STATUS_OK);
        const int64_t *record = outputs_record(&outputs, OUTPUT_stock, 0);
        for (int cell = 0; cell < 6; cell++) {
            int64_t expected = 0;
            for (int i = cell; i < 1000; i += 6) {
                expected += i;
            }
            assert_int_equal(record[cell], expected);
        }
        outputs_gather(&outputs, OUTPUT_FINAL);
        assert_int_equal(outputs_tally(&outputs, OUTPUT_total, 0)[0], 500);
        outputs_clear(&outputs);
    }
}

static void threads_never_share_a_cache_line(void **state)
{
    (void)state;
    struct outputs outputs;
    open_outputs(&outputs, 4);
    for (size_t id = 0; id < OUTPUT_COUNT; id++) {
        for (int thread = 0; thread < 4 && declared[id].type == COLUMN_I64; thread++) {
            assert_int_equal((uintptr_t)outputs_tally(&outputs, id, thread) % 64, 0);
        }
    }
    outputs_clear(&outputs);
}

static void a_period_begins_empty(void **state)
{
    (void)state;
    struct outputs outputs;
    open_outputs(&outputs, 2);
    assert_true(isnan(outputs_reals(&outputs, OUTPUT_rate)[2]));
    for (int month = 0; month < 100; month++) {
        outputs_tally(&outputs, OUTPUT_stock, month % 2)[5] += month;
        outputs_reals(&outputs, OUTPUT_rate)[1] = month * 0.5;
        assert_int_equal(outputs_commit(&outputs, OUTPUT_MONTHLY, month * 30, month * 30 + 29, NULL),
                         STATUS_OK);
        assert_int_equal(outputs_tally(&outputs, OUTPUT_stock, month % 2)[5], 0);
        assert_true(isnan(outputs_reals(&outputs, OUTPUT_rate)[1]));
    }
    assert_int_equal(outputs.period_count[OUTPUT_MONTHLY], 100);
    for (int month = 0; month < 100; month++) {
        const int64_t *stock = outputs_record(&outputs, OUTPUT_stock, (size_t)month);
        const double *rate = outputs_record(&outputs, OUTPUT_rate, (size_t)month);
        assert_int_equal(stock[5], month);
        assert_int_equal(stock[4], 0);
        assert_true(rate[1] == month * 0.5 && isnan(rate[0]));
        assert_int_equal(outputs.periods[OUTPUT_MONTHLY][month].first_day, month * 30);
        assert_int_equal(outputs.periods[OUTPUT_MONTHLY][month].last_day, month * 30 + 29);
    }
    outputs_clear(&outputs);
}

static void what_is_not_kept_leaves_no_record(void **state)
{
    (void)state;
    struct outputs outputs;
    open_outputs(&outputs, 2);
    outputs_tally(&outputs, OUTPUT_events, 1)[0] = 7;
    assert_int_equal(outputs_commit(&outputs, OUTPUT_DAILY, 0, 0, NULL), STATUS_OK);
    assert_int_equal(outputs.period_count[OUTPUT_DAILY], 0);
    assert_int_equal(outputs_tally(&outputs, OUTPUT_events, 1)[0], 0);

    outputs.keep[OUTPUT_DAILY] = true;
    outputs_tally(&outputs, OUTPUT_events, 0)[0] = 5;
    outputs_tally(&outputs, OUTPUT_total, 1)[1] = 9;
    outputs_discard(&outputs, OUTPUT_DAILY);
    assert_int_equal(outputs_tally(&outputs, OUTPUT_events, 0)[0], 0);
    assert_int_equal(outputs_tally(&outputs, OUTPUT_total, 1)[1], 9);
    outputs_tally(&outputs, OUTPUT_events, 1)[0] = 3;
    assert_int_equal(outputs_commit(&outputs, OUTPUT_DAILY, 1, 1, NULL), STATUS_OK);
    assert_int_equal(*(const int64_t *)outputs_record(&outputs, OUTPUT_events, 0), 3);
    outputs_clear(&outputs);
}

static void expect_refusal(const struct output *list, size_t count, const char *message)
{
    struct outputs outputs;
    struct error error = {0};
    assert_int_equal(outputs_init(&outputs, list, count, 1, &error), STATUS_OK);
    assert_int_equal(outputs_dimension(&outputs, "status", "", 3, statuses, &error), STATUS_OK);
    assert_int_equal(outputs_open(&outputs, &error), STATUS_FAILED);
    assert_string_equal(error.text, message);
    outputs_clear(&outputs);
}

static void faulty_declarations_are_refused(void **state)
{
    (void)state;
    expect_refusal((struct output[]){{"a", COLUMN_I64, OUTPUT_DAILY, "status,stat", "1", "t"}}, 1,
                   "output \"a\" has an unknown dimension \"stat\"");
    expect_refusal((struct output[]){{"a", COLUMN_I64, OUTPUT_DAILY, "status,status", "1", "t"}}, 1,
                   "output \"a\" has the dimension \"status\" twice; declare two of different names");
    expect_refusal((struct output[]){{"a", COLUMN_U8, OUTPUT_DAILY, "", "1", "t"}}, 1,
                   "output \"a\" is neither I64 nor F64");
    expect_refusal((struct output[]){{"time", COLUMN_I64, OUTPUT_DAILY, "", "1", "t"}}, 1,
                   "the name of the output \"time\" is taken");
    expect_refusal((struct output[]){{"status", COLUMN_I64, OUTPUT_DAILY, "", "1", "t"}}, 1,
                   "the name of the output \"status\" is taken");
    expect_refusal((struct output[]){{"a", COLUMN_I64, OUTPUT_DAILY, "", "1", "t"},
                                     {"a", COLUMN_I64, OUTPUT_FINAL, "", "1", "t"}},
                   2, "the name of the output \"a\" is taken");

    struct outputs outputs;
    struct error error = {0};
    assert_int_equal(outputs_init(&outputs, declared, OUTPUT_COUNT, 1, NULL), STATUS_OK);
    assert_int_equal(outputs_dimension(&outputs, "zone", "", 0, NULL, &error), STATUS_INPUT);
    assert_int_equal(outputs_dimension(&outputs, "zone", "", 1, NULL, NULL), STATUS_OK);
    assert_int_equal(outputs_dimension(&outputs, "zone", "", 1, NULL, NULL), STATUS_FAILED);
    outputs_clear(&outputs);
    outputs_clear(&outputs);
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct outputs outputs;
    enum status status = STATUS_OK;
    TRY(outputs_init(&outputs, declared, OUTPUT_COUNT, 3, error));
    TRY(outputs_dimension(&outputs, "status", "labour status", 3, statuses, error));
    TRY(outputs_dimension(&outputs, "group", "group", 2, NULL, error));
    TRY(outputs_open(&outputs, error));
    for (int month = 0; month < 40; month++) {
        outputs_tally(&outputs, OUTPUT_stock, 1)[0] = month;
        TRY(outputs_commit(&outputs, OUTPUT_MONTHLY, month, month, error));
    }
    TRY(outputs_commit(&outputs, OUTPUT_FINAL, 0, 40, error));
out:
    outputs_clear(&outputs);
    return status;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) > 15);
}

/* A commit that found no memory has changed nothing: the same commit succeeds later. */
static void a_failed_commit_can_be_repeated(void **state)
{
    (void)state;
    struct outputs outputs;
    open_outputs(&outputs, 2);
    outputs_tally(&outputs, OUTPUT_stock, 1)[3] = 11;
    for (size_t nth = 1; nth <= 3; nth++) {
        struct error error = {0};
        allocations_fail(nth, true);
        assert_int_equal(outputs_commit(&outputs, OUTPUT_MONTHLY, 5, 6, &error), STATUS_MEMORY);
        allocations_fail(0, false);
        assert_int_equal(outputs.period_count[OUTPUT_MONTHLY], 0);
    }
    assert_int_equal(outputs_commit(&outputs, OUTPUT_MONTHLY, 5, 6, NULL), STATUS_OK);
    assert_int_equal(((const int64_t *)outputs_record(&outputs, OUTPUT_stock, 0))[3], 11);
    outputs_clear(&outputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dimensions_are_found_in_order),
        cmocka_unit_test(tallies_sum_over_threads),
        cmocka_unit_test(threads_never_share_a_cache_line),
        cmocka_unit_test(a_period_begins_empty),
        cmocka_unit_test(what_is_not_kept_leaves_no_record),
        cmocka_unit_test(faulty_declarations_are_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(a_failed_commit_can_be_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
