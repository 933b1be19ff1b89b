/* Scenario files in detail: every fault at its place, every way of writing a value, tables that refer to each
 * other, includes, and whatever bytes there may be. tests/config has the faults of the real models. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"
#include "tests/support/numbers.h"

#define LAKE_PARAMS(P, self)                                                                                 \
    P(self, REAL, depth, "", -INFINITY, INFINITY, "m", PARAM_REQUIRED | PARAM_DATED, "Depth.", "assumption") \
    P(self, INT, boats, "3", -9.3e18, 9.3e18, "boats", PARAM_DATED, "Boats.", "assumption")                  \
    P(self, BOOL, frozen, "false", 0, 0, "1", PARAM_PLAIN, "Is it frozen?", "assumption")                    \
    P(self, DATE, opened, "2001-02-03", 0, 0, "date", PARAM_PLAIN, "First day.", "assumption")               \
    P(self, TEXT, owner, "nobody", 0, 0, "name", PARAM_DATED, "Owner.", "assumption")                        \
    P(self, CHOICE, shape, "round", 0, 0, "round|long", PARAM_DATED, "Shape.", "assumption")                 \
    P(self, REF, home, "", 0, 0, "ports", PARAM_DATED, "Where boats lie, if anywhere.", "assumption")

#define TRIP_PARAMS(P, self)                                                                                 \
    P(self, REF, from, "", 0, 0, "ports", PARAM_REQUIRED, "Begin.", "choice")                                \
    P(self, REF, to, "Ober", 0, 0, "ports", PARAM_PLAIN, "End.", "choice")                                   \
    P(self, REAL, minutes, "5", 0, 600, "minutes", PARAM_DATED, "Time.", "assumption")

#define PORT_PARAMS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "name", PARAM_REQUIRED, "Name.", "choice")                                 \
    P(self, INT, places, "10", 0, 100, "boats", PARAM_DATED, "Places.", "assumption")                        \
    P(self, REF, next, "", 0, 0, "ports", PARAM_PLAIN, "Neighbour, if any.", "assumption")

struct lake {
    LAKE_PARAMS(PARAM_MEMBER, )
};
struct trip {
    TRIP_PARAMS(PARAM_MEMBER, )
};
struct port {
    PORT_PARAMS(PARAM_MEMBER, )
};
struct values {
    struct lake lake;
    struct param_rows trips; /* before the table that it refers to */
    struct param_rows ports;
};

static const struct param lake_params[] = {LAKE_PARAMS(PARAM_ENTRY, struct lake)};
static const struct param trip_params[] = {TRIP_PARAMS(PARAM_ENTRY, struct trip)};
static const struct param port_params[] = {PORT_PARAMS(PARAM_ENTRY, struct port)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct values, lake, "The lake.", lake_params),
    PARAM_TABLE(struct values, trips, "Trips.", trip_params, struct trip, 2000),
    PARAM_TABLE(struct values, ports, "Ports.", port_params, struct port, 2000),
};
static const struct param_schema schema = {.groups = groups, .group_count = 3, .size = sizeof(struct values)};
static const struct model lake_model = {.name = "lake", .text = "A lake.", .schema = &schema};
static const struct model *const models[] = {&lake_model};

static struct folder folder;

static int make_folder(void **state)
{
    (void)state;
    folder_make(&folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    folder_remove(&folder);
    return 0;
}

static const char *put(const char *name, const void *bytes, size_t size)
{
    static char path[600];
    folder_file(&folder, path, sizeof path, name);
    unlink(path); /* a new file need not reach the disk; one that is written over would */
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static enum status read_bytes(struct scenario *scenario, const void *bytes, size_t size, struct error *error)
{
    return scenario_read(scenario, put("s.cfg", bytes, size), models, 1, NULL, 0, error);
}

static enum status read_text(struct scenario *scenario, const char *text, struct error *error)
{
    return read_bytes(scenario, text, strlen(text), error);
}

static const struct values *values_of(const struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

/* "FILE:LINE:COLUMN: text | hint" without the folder, as people see it. */
static const char *message(const struct error *error, char out[1400])
{
    const char *slash = strrchr(error->file, '/');
    const char *text = error->text;
    const char *other = strstr(text, folder.path);
    int end = snprintf(out, 1400, "%s", slash == NULL ? error->file : slash + 1);
    if (error->line != 0) {
        end += snprintf(out + end, 1400 - (size_t)end, ":%d", error->line);
    }
    if (error->column != 0) {
        end += snprintf(out + end, 1400 - (size_t)end, ":%d", error->column);
    }
    end += snprintf(out + end, 1400 - (size_t)end, ": ");
    if (other != NULL) {
        end += snprintf(out + end, 1400 - (size_t)end, "%.*s", (int)(other - text), text);
        text = other + strlen(folder.path) + 1;
    }
    end += snprintf(out + end, 1400 - (size_t)end, "%s", text);
    if (error->hint[0] != '\0') {
        snprintf(out + end, 1400 - (size_t)end, " | %s", error->hint);
    }
    return out;
}

static void refused_bytes(const void *bytes, size_t size, const char *expected)
{
    struct scenario scenario;
    struct scenario empty = {0};
    struct error error = {0};
    char out[1400];
    assert_int_equal(read_bytes(&scenario, bytes, size, &error), STATUS_INPUT);
    assert_string_equal(message(&error, out), expected);
    assert_memory_equal(&scenario, &empty, sizeof scenario);
}

static void refused(const char *text, const char *expected)
{
    refused_bytes(text, strlen(text), expected);
}

#define HEAD "model = \"lake\"; lake: { depth = 5; };\n"

/* --- what is refused, in words, at its place */

static void test_wrong_syntax(void **state)
{
    (void)state;
    refused(HEAD "run { seed = 1; };", "s.cfg:2:1: \"run\" stands alone; expected NAME = VALUE");
    refused(HEAD "run: seed = 1;", "s.cfg:2: syntax error near \"run: seed = 1;\" | expected NAME = VALUE; "
                                   "with { } around groups and ( ) around tables");
    refused(HEAD "run: { seed = ; };", "s.cfg:2: syntax error near \"run: { seed = ; };\" | expected NAME = "
                                       "VALUE; with { } around groups and ( ) around tables");
    refused(HEAD "run: { seed =", "s.cfg:2:6: this bracket is never closed; expected \"}\"");
    refused(HEAD "run: { seed 1; };", "s.cfg:2:8: \"seed\" stands alone; expected NAME = VALUE");
    refused(HEAD "run: { 1 = seed; };", "s.cfg:2:8: \"1\" is not a name; expected letters, digits and _");
    refused(HEAD "run: { \"seed\" = 1; };", "s.cfg:2:17: \"1\" stands alone; expected NAME = VALUE");
    refused(HEAD "run: { seed = 1; ", "s.cfg:2:6: this bracket is never closed; expected \"}\"");
    refused(HEAD "run: { seed = 1; }; }", "s.cfg:2:21: \"}\" closes nothing");
    refused(HEAD "ports = ( { name = \"a\"; }", "s.cfg:2:9: this bracket is never closed; expected \")\"");
    refused(HEAD "ports = ( { name = \"a\"; } { name = \"b\"; } );",
            "s.cfg:2: syntax error near \"ports = ( { name = \"a\"; } { name = \"b\"; } );\" | expected NAME "
            "= VALUE; with { } around groups and ( ) around tables");
    refused(HEAD "ports = [ ( 1 ) ];", "s.cfg:2: syntax error near \"ports = [ ( 1 ) ];\" | expected NAME = "
                                       "VALUE; with { } around groups and ( ) around tables");
    refused(HEAD "run.seed = 1;", "s.cfg:2:1: \"run.seed\" is not a name; expected letters, digits and _");
    refused(HEAD "run: { seed = 1.2.3; };",
            "s.cfg:2:15: \"1.2.3\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { seed = 3abc; };",
            "s.cfg:2:15: \"3abc\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { seed = --1; };",
            "s.cfg:2:15: \"--1\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { seed = 0xZ; };",
            "s.cfg:2:15: \"0xZ\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { start = 2016-01-01; };",
            "s.cfg:2:16: \"2016-01-01\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { daily = yes; };",
            "s.cfg:2:16: \"yes\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "lake2: { depth = -Inf; };",
            "s.cfg:2:18: \"-Inf\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "run: { start = '2016-01-01'; };",
            "s.cfg:2:17: \"2016-01-01\" is not a number, true or false; text and dates stand in quotes");
    refused(HEAD "  $ = 1;", "s.cfg:2:7: \"1\" stands alone; expected NAME = VALUE");
    refused(HEAD "title = \"é\"; ñ = 1;", "s.cfg:2:18: \"1\" stands alone; expected NAME = VALUE");
    refused(HEAD "title = \"a\\qb\";",
            "s.cfg:2:11: unknown escape in text; expected \\\\ \\\" \\n \\r \\t \\f or \\xHH");
    refused(HEAD "title = \"a\\x00b\";",
            "s.cfg:2:11: unknown escape in text; expected \\\\ \\\" \\n \\r \\t \\f or \\xHH");
    refused(HEAD "title = \"never\nclosed\";", "s.cfg:2:9: this text has no closing quote on its line");
    refused(HEAD "title = \"a\" \"b\n\";", "s.cfg:2:13: this text has no closing quote on its line");
    refused(HEAD "a /* b", "s.cfg:2:3: this comment is never closed; expected */");
    refused(HEAD "a = ((((((((((((((((((((((((1))))))))))))))))))))))));",
            "s.cfg:2:17: brackets are nested too deep");
    refused(HEAD "trips = [ 1, \"a\" ];",
            "s.cfg:2: mismatched element type in array near \"trips = [ 1, \"a\" ];\"");
}

static void test_wrong_bytes(void **state)
{
    (void)state;
    static const char zero[] = "model = \"la\0ke\";";
    static const char latin[] = "# caf\xe9\n";
    static const char wide[] = "\xff\xfem\0o\0d\0e\0l\0";
    static const char carriage[] = "model = 1;\rtitle = 2;";
    refused_bytes(zero, sizeof zero - 1, "s.cfg:1:12: byte 0x00 is no text; expected a text file");
    refused_bytes(latin, sizeof latin - 1, "s.cfg:1:6: byte 0xE9 is not UTF-8; expected text saved as UTF-8");
    refused_bytes(wide, sizeof wide - 1, "s.cfg:1:1: byte 0xFF is not UTF-8; expected text saved as UTF-8");
    refused_bytes(carriage, sizeof carriage - 1, "s.cfg:1:11: byte 0x0D is no text; expected a text file");
    refused("", "s.cfg: the model is missing; expected model = \"NAME\" | known: lake");
    refused("# nothing\n", "s.cfg: the model is missing; expected model = \"NAME\" | known: lake");
}

static void test_wrong_content(void **state)
{
    (void)state;
    refused("model = \"lakes\";", "s.cfg:1:9: there is no model called \"lakes\" | did you mean \"lake\"?");
    refused("model = \"lake\";", "s.cfg: lake.depth is missing; expected a number of m");
    refused("model = \"lake\";\n lake: { };", "s.cfg:2:2: lake.depth is missing; expected a number of m");
    refused(HEAD "lkae: { };", "s.cfg:2:1: there is no group or table \"lkae\" in model \"lake\" | did you "
                               "mean \"lake\"?");
    refused(HEAD "ports = ( { name = \"a\"; },\n{ name = \"b\"; plcaes = 3; } );",
            "s.cfg:3:15: ports has no field called \"plcaes\" | did you mean \"places\"?");
    refused(HEAD "ports = ( { places = 3; } );",
            "s.cfg:2:11: ports.1.name is missing; expected text of at most "
            "63 bytes");
    refused(HEAD "ports = ( { name = \"\"; } );",
            "s.cfg:2:20: ports.1.name: the name of a row is empty; expected "
            "text of at most 63 bytes");
    refused(HEAD "ports = ( { name = \"a\"; }, { name = \"b\"; }, { name = \"a\"; } );",
            "s.cfg:2:54: ports has two rows called \"a\"; the first is at s.cfg:2:11");
    refused(HEAD "trips = ( { minutes = 3; } );",
            "s.cfg:2:11: trips.1.from is missing; expected the name of a "
            "row of ports");
    refused(HEAD "ports = ( { name = \"Ober\"; } ); trips = ( { from = \"Obre\"; } );",
            "s.cfg:2:52: trips.1.from: ports has no row called \"Obre\" | did you mean \"Ober\"?");
    refused(HEAD "ports = ( { name = \"a\"; } );\n trips = ( { from = \"a\"; } );",
            "s.cfg:3:12: trips.1.to: ports has no row called \"Ober\" | known: a");
    refused(HEAD "ports = ( { name = \"a\"; next = 0; } );",
            "s.cfg:2:32: ports.a.next: found the integer 0; expected the name of a row of ports in quotes");
    refused(HEAD "ports = ( { name = \"a\"; places = { }; } );",
            "s.cfg:2:34: ports.a.places: found a group { }; expected an integer from 0 to 100 boats");
    refused(HEAD "title = \"a\\nb\";",
            "s.cfg:2:9: title: holds control characters; expected one line of text");
    refused(
        HEAD "overrides = ( { path = 3; value = 3; } );",
        "s.cfg:2:24: path: found the integer 3; expected the path of a parameter in quotes, as \"run.seed\"");
    refused(HEAD "overrides = ( { date = \"2016-01-01\"; path = \"run.seed\"; value = 3; } );",
            "s.cfg:2:17: an entry of overrides has no key \"date\" | known: path, value");
    refused(HEAD "changes = ( { date = 2016; path = \"lake.boats\"; value = 3; } );",
            "s.cfg:2:22: date: found the integer 2016; expected a date in quotes, as \"2016-01-31\"");
    refused(
        HEAD "changes = ( { date = \"2016-01-01\"; path = \"lake.boats\"; value = 3.0; } );",
        "s.cfg:2:65: lake.boats: found the number 3.0; expected an integer from -9.3e+18 to 9.3e+18 boats");
    refused(HEAD "run: { daily = \"true\"; };",
            "s.cfg:2:16: run.daily: found the text \"true\"; expected true or false");
    refused(HEAD "run: { end = \"2010-01-01\"; };",
            "s.cfg: run.end (2010-01-01) must be later than run.start (2010-01-01)");
}

/* What is asked of a file is linear in its text: a group of too many names is refused where it has the first
 * that is one too many, before libconfig compares each with all others. */
static void test_many_names(void **state)
{
    (void)state;
    char *text = memory_alloc(2000000, 1);
    size_t end = (size_t)sprintf(text, "%s", HEAD);
    for (int i = 0; i < 100000; i++) {
        end += (size_t)sprintf(text + end, "a%d = 1;\n", i);
    }
    refused(text, "s.cfg:1000:1: too many settings in a group; expected at most 1000");
    memory_free(text);
}

/* Text in memory comes from a result of who knows whom: it names no other file. */
static void test_memory_names_no_files(void **state)
{
    (void)state;
    static const char *const texts[] = {HEAD "@include \"/etc/passwd\"", HEAD "ports = \"/etc/passwd\";"};
    for (size_t i = 0; i < 2; i++) {
        struct scenario scenario;
        struct error error = {0};
        assert_int_equal(scenario_read_memory(&scenario, "x.h5", texts[i], models, 1, &error), STATUS_INPUT);
        assert_non_null(strstr(error.text, "a scenario that is stored in a result may"));
        assert_int_equal(error.line, 2);
    }
}

/* A file has the last word over what it includes, a later include over an earlier one, changes add up; what
 * is replaced is remembered with both places. */
static void test_files_over_files(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    static const char base[] =
        "title = \"base\"; model = \"lake\"; lake: { depth = 5; boats = 1; };\n"
        "ports = ( { name = \"Ober\"; places = 3; } );\n"
        "overrides = ( { path = \"ports.Ober.places\"; value = 4; } );\n"
        "changes = ( { date = \"2012-01-01\"; path = \"lake.boats\"; value = 9; },\n"
        "            { date = \"2013-01-01\"; path = \"lake.boats\"; value = 10; } );\n";
    static const char reform[] =
        "title = \"reform\"; lake: { boats = 2; };\n"
        "@include \"base.cfg\"\n"
        "overrides = ( { path = \"ports.Ober.places\"; value = 6; } );\n"
        "changes = ( { date = \"2014-01-01\"; path = \"lake.boats\"; value = 11; },\n"
        "            { date = \"2012-01-01\"; path = \"lake.boats\"; value = 8; } );\n";
    put("base.cfg", base, sizeof base - 1);
    assert_int_equal(read_text(&scenario, reform, &error), STATUS_OK);
    assert_string_equal(scenario.title, "reform");
    assert_true(values_of(&scenario)->lake.depth == 5);
    assert_int_equal(values_of(&scenario)->lake.boats, 2);
    assert_int_equal(((const struct port *)values_of(&scenario)->ports.rows)->places, 6);
    assert_int_equal(scenario.changes.count, 3);
    assert_string_equal(scenario.changes.changes[0].value, "8");
    assert_string_equal(scenario.changes.changes[2].value, "11");
    assert_int_equal(scenario.replaced_count, 3);
    assert_string_equal(scenario.replaced[0].path, "lake.boats");
    assert_int_equal(scenario.replaced[0].by.line, 1);
    assert_non_null(strstr(scenario.replaced[0].of.file, "base.cfg"));
    assert_string_equal(scenario.replaced[1].path, "ports.Ober.places");
    scenario_clear(&scenario);

    refused("model = \"lakes\";\n@include \"base.cfg\"",
            "s.cfg:1:9: there is no model called \"lakes\" | did you mean \"lake\"?");
    refused(HEAD "changes = ( { date = \"2012-01-01\"; path = \"lake.boats\"; value = 8; },\n"
                 "{ date = \"2012-01-01\"; path = \"lake.boats\"; value = 8; } );",
            "s.cfg:3:53: lake.boats changes twice on 2012-01-01; the first is at s.cfg:2:65");
}

/* The 300 digits of a hostile number neither overflow a buffer nor a message. */
static void test_long_numbers(void **state)
{
    (void)state;
    static char text[4000];
    static char digits[1001];
    char out[1400];
    struct scenario scenario;
    for (size_t count = 1; count <= 1000; count += 37) {
        struct error error = {0};
        memset(digits, '7', count);
        digits[count] = '\0';
        snprintf(text, sizeof text, "model = \"lake\"; lake: { depth = 1; boats = %s; };", digits);
        enum status status = read_text(&scenario, text, &error);
        assert_int_equal(status, count <= 18 ? STATUS_OK : STATUS_INPUT);
        assert_true(status == STATUS_OK || strncmp(message(&error, out), "s.cfg:1:44: ", 12) == 0);
        scenario_clear(&scenario);
    }
}

/* --- what is read */

static void test_every_way_of_writing(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    char out[1400];
    static const char good[] = "\xEF\xBB\xBF# a mark, and lines of Windows\r\n"
                               "model = \"la\" /* pieces */ \"ke\"\r\n"
                               "title: \"\\\"\\x41\\\\ \xC3\xA9\"\r\n"
                               "lake = { depth = 7, boats: 0x1F; frozen = TRUE // comment\r\n"
                               "  opened = \"2016-02-29\" shape = \"long\" /* \" */ }\r\n"
                               "ports = ( { name = \"a\"; places = +7L; }, );\r\n";
    int status = (int)read_bytes(&scenario, good, sizeof good - 1, &error);
    assert_string_equal(status == STATUS_OK ? "" : message(&error, out), "");
    assert_string_equal(scenario.title, "\"A\\ é");
    assert_true(values_of(&scenario)->lake.depth == 7);
    assert_int_equal(values_of(&scenario)->lake.boats, 31);
    assert_true(values_of(&scenario)->lake.frozen);
    assert_int_equal(values_of(&scenario)->lake.shape, 1);
    assert_int_equal(((const struct port *)values_of(&scenario)->ports.rows)->places, 7);
    scenario_clear(&scenario);
}

/* libconfig 1.5 reads 4294967298 as 2 when nobody looks at the digits. */
static void test_integers_keep_their_digits(void **state)
{
    (void)state;
    const struct {
        const char *written;
        int64_t value;
    } cases[] = {{"4294967298", INT64_C(4294967298)},   {"4294967298L", INT64_C(4294967298)},
                 {"-2147483649", INT64_C(-2147483649)}, {"9223372036854775807", INT64_MAX},
                 {"-9223372036854775808", INT64_MIN},   {"0x7FFFFFFFFFFFFFFF", INT64_MAX},
                 {"0xFFFFFFFF", INT64_C(4294967295)},   {"00010", 10}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[200];
        struct scenario scenario;
        snprintf(text, sizeof text, "model = \"lake\"; lake: { depth = 1; boats = %s; };", cases[i].written);
        assert_int_equal(read_text(&scenario, text, NULL), STATUS_OK);
        assert_true(values_of(&scenario)->lake.boats == cases[i].value);
        scenario_clear(&scenario);
    }
}

/* Rows may be referred to before they are there, by rows of their own table too. */
static void test_references(void **state)
{
    (void)state;
    struct scenario scenario;
    static const char text[] =
        "changes = ( { date = \"2012-01-01\"; path = \"trips.2.minutes\"; value = 9; },\n"
        "            { date = \"2011-01-01\"; path = \"ports.St. Louis.places\"; value = 4; },\n"
        "            { date = \"2011-01-01\"; path = \"lake.home\"; value = \"\"; } );\n"
        "lake: { home = \"Unter\"; depth = 2; };\n"
        "trips = ( { from = \"Unter\"; }, { from = \"St. Louis\"; to = \"Unter\"; } );\n"
        "ports = ( { name = \"St. Louis\"; next = \"Ober\"; }, { name = \"Ober\"; }, { name = \"Unter\"; } "
        ");\n"
        "model = \"lake\";\n";
    struct error error = {0};
    assert_int_equal(read_text(&scenario, text, &error), STATUS_OK);
    const struct values *values = values_of(&scenario);
    const struct trip *trips = values->trips.rows;
    const struct port *ports = values->ports.rows;
    assert_int_equal(values->lake.home, 2);
    assert_int_equal(trips[0].from, 2);
    assert_int_equal(trips[0].to, 1); /* the default */
    assert_int_equal(trips[1].from, 0);
    assert_int_equal(trips[1].to, 2);
    assert_int_equal(ports[0].next, 1);
    assert_int_equal(ports[1].next, -1);
    assert_int_equal(values->ports.places[2].line, 6);
    assert_int_equal(values->ports.places[2].column, 71);
    assert_int_equal(scenario.changes.count, 3);
    assert_string_equal(scenario.changes.changes[0].path, "ports.St. Louis.places");
    assert_int_equal(scenario.changes.changes[2].place.line, 1);
    scenario_clear(&scenario);
}

/* A file is found in the folder of the file that names it; faults are told where they are. */
static void test_includes(void **state)
{
    (void)state;
    char below[600];
    char path[600];
    char out[1400];
    struct scenario scenario;
    struct error error = {0};
    mkdir(folder_file(&folder, below, sizeof below, "below"), 0700);
    file_put(folder_file(&folder, path, sizeof path, "below/a.cfg"),
             "lake = { depth = 3; };\n  @include \"b.cfg\" # beside it\n");
    file_put(folder_file(&folder, path, sizeof path, "below/b.cfg"),
             "lake = { boats = 8; }; /*\n@include \"nowhere\" */");
    static const char text[] = "model = \"lake\";\n@include \"below/a.cfg\"\nrun: { seed = 5; };\n";
    assert_int_equal(read_text(&scenario, text, &error), STATUS_OK);
    assert_int_equal(values_of(&scenario)->lake.boats, 8);
    assert_int_equal(scenario.run->seed, 5);
    assert_int_equal(scenario.file_count, 3);
    scenario_clear(&scenario);

    file_put(path, "\n\xEF\xBB\xBF lake = { boats = 8; };");
    assert_int_equal(read_text(&scenario, text, &error), STATUS_INPUT);
    assert_string_equal(
        message(&error, out),
        "b.cfg:2: syntax error near \"\xEF\xBB\xBF lake = { boats = 8; };\" | expected NAME = "
        "VALUE; with { } around groups and ( ) around tables");
    file_put(path, "\n\n  lake = { boats = 0.5; };");
    error_clear(&error);
    assert_int_equal(read_text(&scenario, text, &error), STATUS_INPUT);
    assert_string_equal(message(&error, out),
                        "b.cfg:3:20: lake.boats: found the number 0.5; expected an integer "
                        "from -9.3e+18 to 9.3e+18 boats");
    file_put(path, "@include \"a.cfg\"");
    error_clear(&error);
    assert_int_equal(read_text(&scenario, text, &error), STATUS_INPUT);
    assert_string_equal(strrchr(error.text, '/'), "/a.cfg\" includes itself");
    assert_int_equal(error.line, 1);
    remove(path);
    error_clear(&error);
    assert_int_equal(read_text(&scenario, text, &error), STATUS_INPUT);
    assert_string_equal(strrchr(error.text, '/'), "/b.cfg\": No such file or directory");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 12);
    remove(folder_file(&folder, path, sizeof path, "below/a.cfg"));
    rmdir(below);

    refused(HEAD "@include below", "s.cfg:2:1: expected @include \"FILE\" alone on its line");
    refused(HEAD "@include \"a\" b = 2;", "s.cfg:2:1: expected @include \"FILE\" alone on its line");
    refused(HEAD "a = @include \"a\"", "s.cfg:2:5: expected @include \"FILE\" alone on its line");
    refused(HEAD "run: {\n @include \"a\"\n};",
            "s.cfg:3:2: a file is included between settings, not inside brackets");
}

static void test_unreadable_files(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    char path[600];
    assert_int_equal(scenario_read(&scenario, folder.path, models, 1, NULL, 0, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "it is a folder"));
    error_clear(&error);
    folder_file(&folder, path, sizeof path, "none.cfg");
    assert_int_equal(scenario_read(&scenario, path, models, 1, NULL, 0, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "No such file"));
    scenario_clear(&scenario);
}

static void test_assignments(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    char out[1400];
    const char *path = put("s.cfg", "model = \"lake\";", 15);
    const char *const good[] = {"lake.depth=2.5", "run.seed=9", "lake.owner=a=b"};
    assert_int_equal(scenario_read(&scenario, path, models, 1, good, 3, &error), STATUS_OK);
    assert_true(values_of(&scenario)->lake.depth == 2.5);
    assert_string_equal(values_of(&scenario)->lake.owner.chars, "a=b");
    scenario_clear(&scenario);
    const char *const blank[] = {" lake.depth = 2.5 ", "run.seed= 9\t", "lake.frozen = true ",
                                 "lake.opened= 2001-02-03 ", "lake.shape= long "};
    assert_int_equal(scenario_read(&scenario, path, models, 1, blank, 5, &error), STATUS_OK);
    assert_true(values_of(&scenario)->lake.depth == 2.5);
    assert_int_equal(scenario.run->seed, 9);
    scenario_clear(&scenario);
    const char *const clash[] = {"lake.depth=2.5", "run.end=2001-01-01"};
    assert_int_equal(scenario_read(&scenario, path, models, 1, clash, 2, &error), STATUS_INPUT);
    assert_string_equal(message(&error, out),
                        "command line: run.end (2001-01-01) must be later than run.start (2010-01-01)");
    error_clear(&error);
    const char *const bad[] = {"lake.depth=2.5", "run.seed=abc"};
    assert_int_equal(scenario_read(&scenario, path, models, 1, bad, 2, &error), STATUS_INPUT);
    assert_string_equal(message(&error, out),
                        "--set run.seed=abc: run.seed: \"abc\" is not an integer; expected "
                        "an integer from 0 to 9007199254740992");
}

/* --- what is written is what was read */

static void random_name(uint64_t *random, size_t number, char name[PARAM_TEXT_MAX])
{
    static const char *const pieces[] = {"a", "Zürich", " ", ".", "\"", "\\", "#", "/*", "é", "=", "}", "'"};
    int end = snprintf(name, PARAM_TEXT_MAX, "%zu", number);
    for (uint64_t left = next_number(random) % 6; left > 0; left--) {
        end += snprintf(name + end, PARAM_TEXT_MAX - (size_t)end, "%s", pieces[next_number(random) % 12]);
    }
}

static double random_real(uint64_t *random)
{
    double real;
    do {
        uint64_t bits = next_number(random);
        memcpy(&real, &bits, sizeof real);
    } while (isnan(real) || isinf(real));
    return real;
}

static void random_tables(struct scenario *scenario, uint64_t *random, size_t ports, size_t trips)
{
    struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    struct values *values = set->values;
    size_t row;
    for (size_t i = 0; i < ports; i++) {
        char name[PARAM_TEXT_MAX];
        random_name(random, i, name);
        assert_int_equal(param_rows_append(set, &groups[2], NULL, &row, NULL), STATUS_OK);
        struct param_slot slot = param_slot_at(set, &groups[2], row, &port_params[0]);
        assert_int_equal(param_set_text(set, &slot, name, NULL, NULL), STATUS_OK);
        ((struct port *)values->ports.rows)[i].next = (int32_t)(next_number(random) % (ports + 1)) - 1;
    }
    for (size_t i = 0; i < trips; i++) {
        assert_int_equal(param_rows_append(set, &groups[1], NULL, &row, NULL), STATUS_OK);
        struct trip *trip = &((struct trip *)values->trips.rows)[i];
        trip->from = (int32_t)(next_number(random) % ports);
        trip->to = (int32_t)(next_number(random) % ports);
        trip->minutes = (double)(next_number(random) % 600000) / 1000;
    }
}

static void random_scenario(struct scenario *scenario, uint64_t *random)
{
    assert_int_equal(scenario_init(scenario, &lake_model, NULL), STATUS_OK);
    struct lake *lake = &((struct values *)scenario->sets[SCENARIO_SET_MODEL].values)->lake;
    size_t ports = 1 + next_number(random) % 12;
    random_tables(scenario, random, ports, next_number(random) % 12);
    random_name(random, 1, scenario->title);
    lake->owner = (struct param_text){0};
    random_name(random, 2, lake->owner.chars);
    lake->depth = random_real(random);
    lake->boats = (int64_t)next_number(random);
    lake->frozen = next_number(random) % 2;
    lake->opened = (int32_t)(next_number(random) % 300000) - 100000;
    lake->shape = (int32_t)(next_number(random) % 2);
    lake->home = (int32_t)(next_number(random) % (ports + 1)) - 1;
    scenario->run->seed = (int64_t)(next_number(random) % (UINT64_C(1) << 53));
    for (uint64_t left = next_number(random) % 6; left > 0; left--) {
        char value[32];
        param_format_real(random_real(random), value);
        int32_t day = (int32_t)(next_number(random) % 20000);
        assert_int_equal(
            change_list_add(&scenario->changes, scenario->sets, 2, day, "lake.depth", value, NULL, NULL),
            STATUS_OK);
    }
}

static void assert_same(const struct scenario *a, const struct scenario *b)
{
    const struct values *x = values_of(a);
    const struct values *y = values_of(b);
    assert_string_equal(a->title, b->title);
    assert_memory_equal(a->run, b->run, sizeof *a->run);
    assert_memory_equal(&x->lake, &y->lake, sizeof x->lake);
    assert_int_equal(x->ports.count, y->ports.count);
    assert_int_equal(x->trips.count, y->trips.count);
    assert_memory_equal(x->ports.rows, y->ports.rows, x->ports.count * sizeof(struct port));
    if (x->trips.count != 0) {
        assert_memory_equal(x->trips.rows, y->trips.rows, x->trips.count * sizeof(struct trip));
    }
    assert_int_equal(a->changes.count, b->changes.count);
    for (size_t i = 0; i < a->changes.count; i++) {
        assert_int_equal(a->changes.changes[i].day, b->changes.changes[i].day);
        assert_string_equal(a->changes.changes[i].value, b->changes.changes[i].value);
    }
}

static void test_random_scenarios_survive(void **state)
{
    (void)state;
    uint64_t random = 11;
    for (int i = 0; i < 300; i++) {
        struct scenario scenario;
        struct scenario again;
        struct error error = {0};
        char *text;
        char *text_again;
        random_scenario(&scenario, &random);
        assert_int_equal(scenario_write_text(&scenario, &text, &error), STATUS_OK);
        read_text(&again, text, &error);
        assert_string_equal(error.text, "");
        assert_same(&scenario, &again);
        assert_int_equal(scenario_write_text(&again, &text_again, &error), STATUS_OK);
        assert_string_equal(text, text_again);
        memory_free(text);
        memory_free(text_again);
        scenario_clear(&scenario);
        scenario_clear(&again);
    }
}

/* --- whatever there may be */

static const char whole[] =
    "# comment\nmodel = \"lake\"; title = \"T\\x41 é\";\nlake: { depth = 2.5e1; boats = 0x1F; shape = "
    "\"long\"; };\n"
    "/* ports */ ports = ( { name = \"Ober\"; places = 3; }, { name = \"Unter\"; next = \"Ober\"; } );\n"
    "trips = ( { from = \"Unter\"; minutes = 7; }, );\n"
    "overrides = ( { path = \"ports.Ober.places\"; value = 4; } );\n"
    "changes = ( { date = \"2012-01-01\"; path = \"lake.boats\"; value = 9; } );\n";

/* Cut, changed or repeated at any byte: read or refused with a place, never more. */
static void test_damaged_files(void **state)
{
    (void)state;
    static const char bytes[] = "\"\\{}()[];=:,#/*@\n\r\t .-+0L9aé\xff";
    uint64_t random = 3;
    size_t size = sizeof whole - 1;
    char damaged[2 * sizeof whole];
    for (size_t round = 0; round < 4000; round++) {
        struct scenario scenario;
        struct error error = {0};
        size_t at = round < size ? round : next_number(&random) % size;
        size_t length = at;
        memcpy(damaged, whole, size);
        if (round >= size) {
            length = size;
            for (uint64_t left = 1 + next_number(&random) % 3; left > 0; left--) {
                damaged[next_number(&random) % size] = bytes[next_number(&random) % (sizeof bytes - 1)];
            }
            if (round % 3 == 0) {
                memcpy(damaged + at, whole, size);
                length = at + size;
            }
        }
        enum status status = read_bytes(&scenario, damaged, length, &error);
        assert_true(status == STATUS_OK || status == STATUS_INPUT);
        assert_true((status == STATUS_OK) == (error.text[0] == '\0'));
        assert_true(status == STATUS_OK || error.file[0] != '\0');
        scenario_clear(&scenario);
    }
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct scenario scenario = {0};
    char *text = NULL;
    char path[600];
    enum status status;
    folder_file(&folder, path, sizeof path, "s.cfg");
    TRY(scenario_read(&scenario, path, models, 1, NULL, 0, error));
    TRY(scenario_write_text(&scenario, &text, error));
out:
    memory_free(text);
    scenario_clear(&scenario);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    put("s.cfg", whole, sizeof whole - 1);
    assert_true(check_every_allocation(live, NULL) > 10);
}

static void test_many_rows(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    char *text = memory_alloc(400000, 1);
    size_t end = (size_t)sprintf(text, "%sports = (", HEAD);
    for (int i = 0; i < 2000; i++) {
        end += (size_t)sprintf(text + end, "%s\n{ name = \"port %d\"; next = \"port %d\"; }",
                               i == 0 ? "" : ",", i, 1999 - i);
    }
    sprintf(text + end, ");");
    assert_int_equal(read_text(&scenario, text, &error), STATUS_OK);
    assert_int_equal(((const struct port *)values_of(&scenario)->ports.rows)[5].next, 1994);
    scenario_clear(&scenario);
    sprintf(text + end, ",\n{ name = \"one more\"; });");
    refused(text, "s.cfg:2003:1: ports has too many rows; expected at most 2000");
    memory_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_syntax),
        cmocka_unit_test(test_wrong_bytes),
        cmocka_unit_test(test_wrong_content),
        cmocka_unit_test(test_many_names),
        cmocka_unit_test(test_memory_names_no_files),
        cmocka_unit_test(test_files_over_files),
        cmocka_unit_test(test_long_numbers),
        cmocka_unit_test(test_every_way_of_writing),
        cmocka_unit_test(test_integers_keep_their_digits),
        cmocka_unit_test(test_references),
        cmocka_unit_test(test_includes),
        cmocka_unit_test(test_unreadable_files),
        cmocka_unit_test(test_assignments),
        cmocka_unit_test(test_random_scenarios_survive),
        cmocka_unit_test(test_damaged_files),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_many_rows),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
