/* Lists for programs: whatever the text holds, CSV and JSON give it back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/cli/format.h"

static const char nasty[] = "a \"quoted\", | piped\nnew <line>\t*\\ \xc3\xa9";

/* What `write` writes of `text`; the caller frees. */
static char *written(void (*write)(FILE *out, const char *text), const char *text)
{
    char *memory = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&memory, &size);
    write(out, text);
    fclose(out);
    return memory;
}

static void expect(void (*write)(FILE *out, const char *text), const char *text, const char *expected)
{
    char *got = written(write, text);
    assert_string_equal(got, expected);
    free(got);
}

static void text_is_quoted(void **state)
{
    (void)state;
    expect(format_csv_field, "plain text; 1.5", "plain text; 1.5");
    expect(format_csv_field, "", "");
    expect(format_csv_field, "a,b", "\"a,b\"");
    expect(format_csv_field, "say \"so\"", "\"say \"\"so\"\"\"");
    expect(format_csv_field, "two\nlines", "\"two\nlines\"");
    expect(format_json_string, nasty, "\"a \\\"quoted\\\", | piped\\u000anew <line>\\u0009*\\\\ \xc3\xa9\"");
    expect(format_json_string, "", "\"\"");
    expect(format_markdown_cell, nasty, "a \"quoted\", \\| piped new \\<line>\t\\*\\\\ \xc3\xa9");
    expect(format_markdown_cell, "a [link] and `code [0, 1) * a|b` *",
           "a \\[link] and `code [0, 1) * a\\|b` \\*");
}

static char *records(enum format format, size_t count)
{
    static const struct field fields[] = {{"name", FIELD_TEXT, "a,b"},
                                          {"size", FIELD_NUMBER, "1.5"},
                                          {"on", FIELD_BOOL, "true"},
                                          {"none", FIELD_NUMBER, NULL}};
    char *memory = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&memory, &size);
    struct record_writer writer = records_begin(out, format);
    for (size_t i = 0; i < count; i++) {
        records_write(&writer, fields, 4);
    }
    records_end(&writer);
    fclose(out);
    return memory;
}

static void expect_records(enum format format, size_t count, const char *expected)
{
    char *got = records(format, count);
    assert_string_equal(got, expected);
    free(got);
}

static void records_have_a_head_and_an_end(void **state)
{
    (void)state;
    expect_records(FORMAT_CSV, 2, "name,size,on,none\n\"a,b\",1.5,true,\n\"a,b\",1.5,true,\n");
    expect_records(FORMAT_JSON, 0, "[]\n");
    expect_records(FORMAT_JSON, 2,
                   "[\n  {\"name\": \"a,b\", \"size\": 1.5, \"on\": true, \"none\": null},\n"
                   "  {\"name\": \"a,b\", \"size\": 1.5, \"on\": true, \"none\": null}\n]\n");
    expect_records(FORMAT_MARKDOWN, 1,
                   "| name | size | on | none |\n| --- | ---: | --- | ---: |\n| a,b | 1.5 | true |  |\n");
}

static void patterns_match(void **state)
{
    (void)state;
    assert_true(format_matches(NULL, "run.seed"));
    assert_true(format_matches("", "run.seed"));
    assert_true(format_matches("SEED", "run.seed"));
    assert_true(format_matches("run.*", "run.seed"));
    assert_true(format_matches("*.s??d", "run.seed"));
    assert_true(format_matches("[pr]un.seed", "run.seed"));
    assert_false(format_matches("seed*", "run.seed"));
    assert_false(format_matches("sead", "run.seed"));
    assert_false(format_matches("run.s?", "run.seed"));
}

static void formats_have_names(void **state)
{
    (void)state;
    struct error error = {0};
    enum format format = FORMAT_TEXT;
    assert_int_equal(format_parse("json", "text or json", &format, &error), STATUS_OK);
    assert_int_equal(format, FORMAT_JSON);
    assert_int_equal(format_parse("csv", "text or json", &format, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "expected text or json"));
    assert_int_equal(format, FORMAT_JSON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_quoted),
        cmocka_unit_test(records_have_a_head_and_an_end),
        cmocka_unit_test(patterns_match),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
