#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/summary.h"
#include "tests/support/allocations.h"

enum { LINES = 100 };

static enum status write_lines(void *context, struct error *error)
{
    struct summary *kept = context;
    struct summary summary = {0};
    enum status status = STATUS_OK;
    for (int i = 0; i < LINES; i++) {
        char label[16];
        snprintf(label, sizeof label, "line %d", i);
        TRY(summary_add(&summary, "section", label, i, "persons", i % 4, -i, i % 2 == 0 ? NULL : "census",
                        error));
    }
out:
    if (kept != NULL && status == STATUS_OK) {
        *kept = summary;
    } else {
        summary_clear(&summary);
    }
    return status;
}

static void test_lines_come_back_in_order(void **state)
{
    (void)state;
    struct summary summary;
    assert_int_equal(write_lines(&summary, NULL), STATUS_OK);
    assert_int_equal(summary.count, LINES);
    for (int i = 0; i < LINES; i++) {
        const struct summary_line *line = &summary.lines[i];
        char label[16];
        snprintf(label, sizeof label, "line %d", i);
        assert_string_equal(line->section, "section");
        assert_string_equal(line->label, label);
        assert_string_equal(line->unit, "persons");
        assert_true(line->value == i);
        assert_int_equal(line->digits, i % 4);
        assert_int_equal(line->has_published, i % 2);
        assert_string_equal(line->source, i % 2 == 0 ? "" : "census");
        assert_true(line->published == (i % 2 == 0 ? 0 : -i));
    }
    summary_clear(&summary);
    assert_int_equal(summary.count, 0);
}

static void test_long_texts_are_cut(void **state)
{
    (void)state;
    struct summary summary = {0};
    char text[300];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(summary_add(&summary, text, text, 1, text, 0, 2, text, NULL), STATUS_OK);
    assert_int_equal(strlen(summary.lines[0].section), sizeof summary.lines[0].section - 1);
    assert_int_equal(strlen(summary.lines[0].label), sizeof summary.lines[0].label - 1);
    assert_int_equal(strlen(summary.lines[0].unit), sizeof summary.lines[0].unit - 1);
    assert_int_equal(strlen(summary.lines[0].source), sizeof summary.lines[0].source - 1);
    summary_clear(&summary);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(check_every_allocation(write_lines, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_come_back_in_order),
        cmocka_unit_test(test_long_texts_are_cut),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
