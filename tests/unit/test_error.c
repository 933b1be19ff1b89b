#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/error.h"

static void a_fault_is_kept_with_its_place(void **state)
{
    (void)state;
    struct error error = {0};
    const struct place place = {"mulhouse.cfg", 12, 3};
    assert_int_equal(error_set_at(&error, STATUS_INPUT, &place, "%d is not in 0..%s", 7, "5"), STATUS_INPUT);
    assert_int_equal(error.status, STATUS_INPUT);
    assert_string_equal(error.file, "mulhouse.cfg");
    assert_int_equal(error.line, 12);
    assert_int_equal(error.column, 3);
    assert_string_equal(error.text, "7 is not in 0..5");
    assert_string_equal(error.hint, "");
}

static void the_first_fault_wins(void **state)
{
    (void)state;
    struct error error = {0};
    const struct place place = {"later.cfg", 1, 1};
    assert_int_equal(error_set(&error, STATUS_FAILED, "first"), STATUS_FAILED);
    assert_int_equal(error_set_at(&error, STATUS_INPUT, &place, "second"), STATUS_INPUT);
    assert_int_equal(error_memory(&error, "third"), STATUS_MEMORY);
    assert_int_equal(error.status, STATUS_FAILED);
    assert_string_equal(error.text, "first");
    assert_string_equal(error.file, "");
    assert_int_equal(error.line, 0);

    error_clear(&error);
    assert_int_equal(error.status, STATUS_OK);
    assert_int_equal(error_memory(&error, "columns"), STATUS_MEMORY);
    assert_string_equal(error.text, "out of memory (columns)");
}

static void the_first_hint_wins(void **state)
{
    (void)state;
    struct error error = {0};
    error_set(&error, STATUS_INPUT, "unknown");
    error_hint(&error, "did you mean \"%s\"?", "search.effort");
    error_hint(&error, "later");
    assert_string_equal(error.hint, "did you mean \"search.effort\"?");
}

static void nobody_need_listen(void **state)
{
    (void)state;
    const struct place place = {"a", 1, 1};
    assert_int_equal(error_set(NULL, STATUS_FAILED, "text"), STATUS_FAILED);
    assert_int_equal(error_set_at(NULL, STATUS_INPUT, &place, "text"), STATUS_INPUT);
    assert_int_equal(error_memory(NULL, "text"), STATUS_MEMORY);
    error_hint(NULL, "text");
}

static void a_place_may_be_unknown(void **state)
{
    (void)state;
    struct error error = {0};
    error_set_at(&error, STATUS_INPUT, NULL, "text");
    assert_string_equal(error.file, "");
    error_clear(&error);
    const struct place nowhere = {NULL, 3, 4};
    error_set_at(&error, STATUS_INPUT, &nowhere, "text");
    assert_string_equal(error.file, "");
    assert_int_equal(error.line, 0);
}

/* Longer than any buffer: cut, with a final zero, nothing beside it touched. */
static void long_texts_are_cut(void **state)
{
    (void)state;
    static char longest[2000];
    memset(longest, 'x', sizeof longest - 1);
    struct {
        struct error error;
        char after;
    } guarded = {.after = 42};
    const struct place place = {longest, 1, 2};
    error_set_at(&guarded.error, STATUS_INPUT, &place, "%s", longest);
    error_hint(&guarded.error, "%s", longest);
    assert_int_equal(strlen(guarded.error.file), sizeof guarded.error.file - 1);
    assert_int_equal(strlen(guarded.error.text), sizeof guarded.error.text - 1);
    assert_int_equal(strlen(guarded.error.hint), sizeof guarded.error.hint - 1);
    assert_int_equal(guarded.error.line, 1);
    assert_int_equal(guarded.error.column, 2);
    assert_int_equal(guarded.after, 42);
}

static enum status three_steps(int fails_at, int *reached)
{
    enum status status;
    for (int step = 0; step < 3; step++) {
        *reached = step;
        TRY(step == fails_at ? STATUS_FAILED : STATUS_OK);
    }
    *reached = 3;
out:
    return status;
}

static void try_leaves_at_the_first_failure(void **state)
{
    (void)state;
    for (int fails_at = 0; fails_at <= 3; fails_at++) {
        int reached = -1;
        enum status status = three_steps(fails_at, &reached);
        assert_int_equal(reached, fails_at);
        assert_int_equal(status, fails_at < 3 ? STATUS_FAILED : STATUS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_is_kept_with_its_place),
        cmocka_unit_test(the_first_fault_wins),
        cmocka_unit_test(the_first_hint_wins),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(a_place_may_be_unknown),
        cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(try_leaves_at_the_first_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
