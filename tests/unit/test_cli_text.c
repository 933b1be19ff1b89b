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
#include "sim/cli/score_table.h"
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

static const struct measure measures[] = {
    {"people", "Who works", "Persons in employment of all ages", "persons", 0, "Persons with a job."},
    {"share", "Who works", "Share without employment", "%", 1, "Persons without a job over all of them."},
    {"flow", "Flows \xc3\xa9", "Something nobody has published, with a very long label that goes on", "1", 2,
     "A flow."},
    {"lost", "Flows \xc3\xa9", "Something that this run does not give", "EUR", 2, "Nothing."},
    {"year", "Flows \xc3\xa9", "without a job for a year or more", "%", 1, "A share."},
};

static const struct target people = {.value = 149500,
                                     .tolerance = 1000,
                                     .territory = {"Lake"},
                                     .year = {"2016"},
                                     .definition = {"at the place of residence"},
                                     .source = {"National institute, census 2016, table 4"}};
static const struct target share = {.value = 11.125, .tolerance = 0.1, .source = {"Office"}, .confidence = 3};
static const struct target nil = {.value = 0, .tolerance = 2, .year = {"2015"}, .source = {"Office"}};

static const struct score_line lines[] = {
    {.measure = &measures[0],
     .target = &people,
     .value = 150000,
     .gap = 500,
     .gap_tolerances = 0.5,
     .within = true},
    {.measure = &measures[1], .target = &share, .value = 11.425, .gap = 0.3, .gap_tolerances = 3},
    {.measure = &measures[2], .value = 1234.5, .gap = (double)NAN, .gap_tolerances = (double)NAN},
    {.measure = &measures[3],
     .target = &nil,
     .value = (double)NAN,
     .gap = (double)NAN,
     .gap_tolerances = (double)NAN},
    {.measure = &measures[4], .target = &nil, .value = -1, .gap = -1, .gap_tolerances = -0.5, .within = true},
};
enum { LINES = sizeof lines / sizeof lines[0] };

/* The table of the first `count` lines; the caller frees. */
static char *score_text(size_t count, bool definitions)
{
    struct score_line copies[LINES];
    struct score score = {.lines = copies, .count = count};
    memcpy(copies, lines, sizeof copies);
    for (size_t i = 0; i < count; i++) {
        score.targets += lines[i].target != NULL;
        score.within += lines[i].within;
    }
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    score_print(out, &score, definitions);
    fclose(out);
    return text;
}

static void the_scorecard_looks_so(void **state)
{
    (void)state;
    char *text = score_text(LINES, false);
    assert_string_equal(text,
                        "Who works                                  published    this run   gap/tol\n"
                        "  Persons in employment of all ages          149 500     150 000      +0.5  pass\n"
                        "    (persons)\n"
                        "  Share without employment (%)                11.125        11.4      +3.0  miss\n"
                        "\n"
                        "Flows \xc3\xa9                                    published    this run   gap/tol\n"
                        "  Something nobody has published, with a                1 234.50\n"
                        "    very long label that goes on\n"
                        "  Something that this run does not give         0.00       not in this run  miss\n"
                        "    (EUR)\n"
                        "  without a job for a year or more (%)           0.0        -1.0      -0.5  pass\n"
                        "\n"
                        "2 of 4 within tolerance\n");
    free(text);
    text = score_text(LINES, true);
    assert_string_equal(text,
                        "Who works                                  published    this run   gap/tol\n"
                        "  Persons in employment of all ages          149 500     150 000      +0.5  pass\n"
                        "    (persons)\n"
                        "  Share without employment (%)                11.125        11.4      +3.0  miss\n"
                        "\n"
                        "  Persons in employment of all ages: Persons with a job.\n"
                        "    Lake, 2016: at the place of residence. National institute, census 2016,\n"
                        "    table 4 (V)\n"
                        "  Share without employment: Persons without a job over all of them.\n"
                        "    Office (D)\n"
                        "\n"
                        "Flows \xc3\xa9                                    published    this run   gap/tol\n"
                        "  Something nobody has published, with a                1 234.50\n"
                        "    very long label that goes on\n"
                        "  Something that this run does not give         0.00       not in this run  miss\n"
                        "    (EUR)\n"
                        "  without a job for a year or more (%)           0.0        -1.0      -0.5  pass\n"
                        "\n"
                        "  Something nobody has published, with a very long label that goes on: A flow.\n"
                        "  Something that this run does not give: Nothing.\n"
                        "    2015: Office (V)\n"
                        "  without a job for a year or more: A share.\n"
                        "    2015: Office (V)\n"
                        "\n"
                        "V: read at the publisher; V2: where it is quoted; S: in a book; D: derived.\n"
                        "\n"
                        "2 of 4 within tolerance\n");
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
        cmocka_unit_test(durations_and_sizes),
        cmocka_unit_test(shells_read_quoted_words_back),
        cmocka_unit_test(the_progress_line_fits_any_width),
        cmocka_unit_test(the_scorecard_looks_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
