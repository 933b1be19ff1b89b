/* Text for people: what is wrapped stays whole and narrow, what is quoted is read back by a shell. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/cli/progress.h"
#include "sim/cli/summary_table.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/memory.h"

static const char prose[] = "Trajet domicile-travail : dur\xc3\xa9"
                            "e \xc3\xa0 laquelle une offre compte pour moiti\xc3\xa9.\n\n"
                            "averyveryverylongwordthatfitsnowhere and more words after it";

/* Wrapped text in memory; the caller frees. */
static char *wrapped(const char *text, int indent, int used, int columns)
{
    char *memory = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&memory, &size);
    text_wrap(out, text, indent, used, columns);
    fclose(out);
    return memory;
}

static void wrapping_keeps_every_letter_and_the_width(void **state)
{
    (void)state;
    for (int columns = 5; columns < 130; columns++) {
        for (int indent = 0; indent < 4; indent++) {
            char *text = wrapped(prose, indent, 0, columns);
            const char *from = prose;
            for (const char *at = text; *at != '\0'; at++) {
                if (*at != ' ' && *at != '\n') {
                    from += strspn(from, " \n");
                    assert_int_equal(*at, *from++);
                }
            }
            assert_int_equal(*from, '\0');
            for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
                assert_true(text_columns(line) <= columns);
            }
            free(text);
        }
    }
}

static void wrapping_goes_on_after_what_was_written(void **state)
{
    (void)state;
    char *text = wrapped("one two three", 6, 4, 13);
    assert_string_equal(text, "  one two\n      three\n");
    free(text);
}

static void characters_are_not_cut(void **state)
{
    (void)state;
    assert_int_equal(text_columns("\xc3\xa9t\xc3\xa9"), 3);
    assert_int_equal(text_fit("\xc3\xa9t\xc3\xa9", 1), 2);
    assert_int_equal(text_fit("\xc3\xa9t\xc3\xa9", 0), 0);
    assert_int_equal(text_fit("abc", 10), 3);
}

static void numbers_are_readable(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {{0, 0, "0"},
                 {999, 0, "999"},
                 {1000, 0, "1 000"},
                 {-1000, 0, "-1 000"},
                 {-100, 0, "-100"},
                 {1234567.891, 2, "1 234 567.89"},
                 {150000, 0, "150 000"},
                 {0.05, 1, "0.1"},
                 {-999999.5, 1, "-999 999.5"}};
    char text[64];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        text_number(text, sizeof text, cases[i].value, cases[i].digits);
        assert_string_equal(text, cases[i].text);
    }
    text_number(text, sizeof text, (double)NAN, 1);
    assert_string_equal(text, "n/a");
    text_number(text, 6, 123456789, 0);
    assert_true(strlen(text) < 6);
}

static void shortest_decimals_read_back(void **state)
{
    (void)state;
    static const double values[] = {0, 1, 600, 0.1, 1.0 / 3, 1e-9, 9007199254740992.0, -2.5, 1e300};
    char text[64];
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        text_shortest(text, sizeof text, values[i]);
        assert_true(strtod(text, NULL) == values[i]);
    }
    text_shortest(text, sizeof text, 0.1);
    assert_string_equal(text, "0.1");
    text_shortest(text, sizeof text, 100000);
    assert_string_equal(text, "100000");
}

static void durations_and_sizes(void **state)
{
    (void)state;
    char text[64];
    text_duration(text, sizeof text, 7.4);
    assert_string_equal(text, "0:07");
    text_duration(text, sizeof text, 3599.7);
    assert_string_equal(text, "1:00:00");
    text_duration(text, sizeof text, -1);
    assert_string_equal(text, "-:--");
    text_bytes(text, sizeof text, 999);
    assert_string_equal(text, "999 B");
    text_bytes(text, sizeof text, 999960);
    assert_string_equal(text, "1.0 MB");
}

/* What a shell makes of the quoted words is what was quoted. */
static void shells_read_quoted_words_back(void **state)
{
    (void)state;
    static const char *const words[] = {
        "printf", "%s\\n",  "plain/path.cfg", "two words",         "",  "it's",
        "$HOME",  "a;b|c&", "\"quoted\"",     "new\nline",         "*", "~",
        "--set",  "a=b c",  "back\\slash",    "\xc3\xa9t\xc3\xa9", "'"};
    enum { COUNT = sizeof words / sizeof words[0] };
    char *command = text_shell_command(COUNT, words, 0, NULL);
    assert_non_null(command);
    char got[1024] = "";
    FILE *shell = popen(command, "r");
    assert_non_null(shell);
    got[fread(got, 1, sizeof got - 1, shell)] = '\0';
    pclose(shell);
    memory_free(command);
    char expected[1024] = "";
    for (size_t i = 2; i < COUNT; i++) {
        strcat(expected, words[i]);
        strcat(expected, "\n");
    }
    assert_string_equal(got, expected);

    static const char *const run[] = {"bassin", "run", "my file.cfg"};
    command = text_shell_command(3, run, 2, "--resume");
    assert_string_equal(command, "bassin run --resume 'my file.cfg'");
    memory_free(command);
}

static void the_progress_line_fits_any_width(void **state)
{
    (void)state;
    struct progress progress = {.first_day = 16000, .start_day = 16100, .end_day = 20000, .from_day = 16000};
    char text[512];
    for (int utf8 = 0; utf8 < 2; utf8++) {
        progress.terminal.utf8 = utf8;
        for (int32_t day = 16000; day <= 20000; day += 50) {
            for (int columns = 0; columns < 200; columns++) {
                progress_line(&progress, day, 12.5, columns, text, sizeof text);
                assert_true(text_columns(text) <= columns);
            }
        }
    }
    progress_line(&progress, 18000, 10.0, 80, text, sizeof text);
    assert_non_null(strstr(text, "2019-04-14"));
    assert_non_null(strstr(text, " 50 %"));
    assert_non_null(strstr(text, "200 days/s"));
    assert_non_null(strstr(text, "0:10 left"));
    progress_line(&progress, 16050, 10.0, 80, text, sizeof text);
    assert_non_null(strstr(text, "burn-in"));
}

static void the_summary_fits_any_width(void **state)
{
    (void)state;
    struct summary summary = {0};
    struct error error = {0};
    assert_int_equal(
        summary_add(&summary, "Who works", "Persons in employment of all ages", 150000, "persons", 0, 149500,
                    "National institute, census 2016, table 4, at the place of residence", &error),
        0);
    assert_int_equal(summary_add(&summary, "Who works", "Share without employment", 11.4, "%", 1, 11.1,
                                 "Office, 2016", &error),
                     0);
    assert_int_equal(summary_add(&summary, "Flows \xc3\xa9",
                                 "Something nobody has published, with a very long label that goes on",
                                 (double)NAN, "", 2, 0, NULL, &error),
                     0);
    for (int columns = 30; columns <= 100; columns++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        summary_print(out, &summary, columns);
        fclose(out);
        assert_non_null(strstr(text, "150 000"));
        assert_non_null(strstr(text, "+0.3 pt"));
        assert_non_null(strstr(text, "+0.3 %"));
        assert_non_null(strstr(text, "n/a"));
        assert_non_null(strstr(text, "[2] Office, 2016"));
        for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
            assert_true(text_columns(line) <= columns);
        }
        free(text);
    }
    summary_clear(&summary);
}

/* The table of `count` lines of (label, value, unit, digits, published) at `columns`; the caller frees. */
static char *summary_text(const struct summary_line *lines, size_t count, int columns)
{
    struct summary summary = {0};
    struct error error = {0};
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(summary_add(&summary, "Flows", lines[i].label, lines[i].value, lines[i].unit,
                                     lines[i].digits, lines[i].published, "Office", &error),
                         0);
    }
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    summary_print(out, &summary, columns);
    fclose(out);
    summary_clear(&summary);
    return text;
}

static void shares_of_anything_are_compared_in_points(void **state)
{
    (void)state;
    static const struct summary_line lines[] = {
        {.label = "a", .value = 40, .unit = "% of them", .digits = 1, .published = 50},
        {.label = "b", .value = 60, .unit = "%", .digits = 1, .published = 50},
        {.label = "c", .value = 60, .unit = "hires", .digits = 1, .published = 50}};
    char *text = summary_text(lines, 3, 80);
    assert_non_null(strstr(text, "-10.0 pt"));
    assert_non_null(strstr(text, "+10.0 pt"));
    assert_non_null(strstr(text, "+20.0 %"));
    free(text);
}

/* At 80 columns: a label goes into the room that a short value leaves, and wraps only when that is full. */
static void long_labels_use_what_short_values_leave(void **state)
{
    (void)state;
    static const struct summary_line lines[] = {
        {.label = "persons", .value = 134171, .unit = "% of employees", .published = 134172},
        {.label = "without a job for a year or more",
         .value = 17.7,
         .unit = "% of them",
         .digits = 1,
         .published = 41.5},
        {.label = "without a job for a year or very much more",
         .value = 17.7,
         .unit = "% of them",
         .digits = 1,
         .published = 41.5}};
    char *text = summary_text(lines, 3, 80);
    assert_non_null(strstr(text, "\n  without a job for a year or more  "));
    assert_non_null(strstr(text, "\n  without a job for a year or very  "));
    assert_non_null(strstr(text, "\n    much more\n"));
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;) {
        assert_true(text_columns(line) <= 80);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrapping_keeps_every_letter_and_the_width),
        cmocka_unit_test(wrapping_goes_on_after_what_was_written),
        cmocka_unit_test(characters_are_not_cut),
        cmocka_unit_test(numbers_are_readable),
        cmocka_unit_test(shortest_decimals_read_back),
        cmocka_unit_test(durations_and_sizes),
        cmocka_unit_test(shells_read_quoted_words_back),
        cmocka_unit_test(the_progress_line_fits_any_width),
        cmocka_unit_test(the_summary_fits_any_width),
        cmocka_unit_test(shares_of_anything_are_compared_in_points),
        cmocka_unit_test(long_labels_use_what_short_values_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
