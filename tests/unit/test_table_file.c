/* Tables given as CSV files: every way of writing one, and every fault at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "sim/io/csv_file.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "tests/support/allocations.h"
#include "tests/support/folder.h"

#define PORT_PARAMS(P, self)                                                                                 \
    P(self, TEXT, id, "", 0, 0, "name", PARAM_REQUIRED, "Name.", "choice")                                   \
    P(self, INT, places, "10", 0, 100, "boats", PARAM_PLAIN, "Places.", "assumption")                        \
    P(self, REF, next, "", 0, 0, "ports", PARAM_PLAIN, "Neighbour, if any.", "assumption")                   \
    P(self, NOTE, about, "a port", 0, 0, "1", PARAM_PLAIN, "What it is like.", "assumption")                 \
    P(self, BOOL, open, "true", 0, 0, "1", PARAM_PLAIN, "Is it open?", "assumption")                         \
    P(self, DATE, since, "2001-02-03", 0, 0, "date", PARAM_PLAIN, "First day.", "assumption")                \
    P(self, CHOICE, shape, "round", 0, 0, "round|long", PARAM_PLAIN, "Shape.", "assumption")

#define TRIP_PARAMS(P, self)                                                                                 \
    P(self, REF, from, "", 0, 0, "ports", PARAM_REQUIRED, "Begin.", "choice")                                \
    P(self, REF, to, "Ober", 0, 0, "ports", PARAM_PLAIN, "End.", "choice")                                   \
    P(self, REAL, minutes, "5", 0, 600, "minutes", PARAM_REQUIRED, "Time.", "assumption")

struct port {
    PORT_PARAMS(PARAM_MEMBER, )
};
struct trip {
    TRIP_PARAMS(PARAM_MEMBER, )
};
struct values {
    struct param_rows trips; /* before the table that it refers to */
    struct param_rows ports;
};

static const struct param trip_params[] = {TRIP_PARAMS(PARAM_ENTRY, struct trip)};
static const struct param port_params[] = {PORT_PARAMS(PARAM_ENTRY, struct port)};
static const struct param_group groups[] = {
    PARAM_TABLE(struct values, trips, "Trips.", trip_params, struct trip, 2000),
    PARAM_TABLE(struct values, ports, "Ports.", port_params, struct port, 4),
};
static const struct param_schema schema = {.groups = groups, .group_count = 2, .size = sizeof(struct values)};

/* A fault that the model finds is told at the row. */
static enum status check(const void *params, struct error *error)
{
    const struct values *values = params;
    const struct port *ports = values->ports.rows;
    for (size_t i = 0; i < values->ports.count; i++) {
        if (ports[i].places == 13) {
            return error_set_at(error, STATUS_INPUT, &values->ports.places[i], "13 places are unlucky");
        }
    }
    return STATUS_OK;
}

static const struct model lake_model = {.name = "lake", .text = "A lake.", .schema = &schema, .check = check};
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

static void put(const char *name, const void *bytes, size_t size)
{
    char path[600];
    folder_file(&folder, path, sizeof path, name);
    unlink(path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#define SCENARIO "model = \"lake\";\nports = \"ports.csv\";\n"

/* A scenario whose ports are `csv`. */
static enum status read_ports(struct scenario *scenario, const char *csv, struct error *error)
{
    char path[600];
    put("ports.csv", csv, strlen(csv));
    put("s.cfg", SCENARIO, strlen(SCENARIO));
    return scenario_read(scenario, folder_file(&folder, path, sizeof path, "s.cfg"), models, 1, NULL, 0,
                         error);
}

static const struct values *values_of(const struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

static void read_well(struct scenario *scenario, const char *csv)
{
    struct error error = {0};
    enum status status = read_ports(scenario, csv, &error);
    if (status != STATUS_OK) {
        fail_msg("%s:%d:%d: %s", error.file, error.line, error.column, error.text);
    }
}

/* "FILE:LINE:COLUMN: text | hint" without the folder. */
static const char *message(const struct error *error, char out[1400])
{
    const char *slash = strrchr(error->file, '/');
    int end = snprintf(out, 1400, "%s:%d:%d: ", slash == NULL ? error->file : slash + 1, error->line,
                       error->column);
    const char *text = error->text;
    const char *other = strstr(text, folder.path);
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

static void refused(const char *csv, const char *expected)
{
    struct scenario scenario;
    const struct scenario empty = {0};
    struct error error = {0};
    char out[1400];
    assert_int_equal(read_ports(&scenario, csv, &error), STATUS_INPUT);
    assert_string_equal(message(&error, out), expected);
    assert_memory_equal(&scenario, &empty, sizeof scenario);
}

/* --- good ones */

static void test_values(void **state)
{
    (void)state;
    struct scenario scenario;
    read_well(&scenario, "# ports of the lake\n"
                         "since,id,places,next,shape,open,about\n"
                         "\n"
                         "2010-01-02,Ober,7,Unter,long,false,\"quiet, \"\"old\"\" and deep\"\n"
                         "# Unter has defaults\n"
                         ",Unter,,,,,\n");
    const struct param_rows *rows = &values_of(&scenario)->ports;
    const struct port *ports = rows->rows;
    assert_int_equal(rows->count, 2);
    assert_string_equal(ports[0].id.chars, "Ober");
    assert_int_equal(ports[0].places, 7);
    assert_int_equal(ports[0].next, 1);
    assert_int_equal(ports[0].shape, 1);
    assert_false(ports[0].open);
    assert_int_equal(ports[0].since, date_day((struct date){2010, 1, 2}));
    assert_string_equal(ports[0].about.chars, "quiet, \"old\" and deep");
    assert_string_equal(ports[1].id.chars, "Unter");
    assert_int_equal(ports[1].places, 10);
    assert_int_equal(ports[1].next, -1);
    assert_int_equal(ports[1].shape, 0);
    assert_true(ports[1].open);
    assert_int_equal(ports[1].since, date_day((struct date){2001, 2, 3}));
    assert_string_equal(ports[1].about.chars, "a port");
    assert_int_equal(rows->places[0].line, 4);
    assert_int_equal(rows->places[1].line, 6);
    assert_non_null(strstr(rows->places[0].file, "ports.csv"));
    scenario_clear(&scenario);
}

static void test_ways_of_writing(void **state)
{
    (void)state;
    static const char *const same[] = {
        "id,places\nOber,7\n",
        "id,places\nOber,7",
        "id,places\r\nOber,7\r\n",
        "\xEF\xBB\xBFid,places\nOber,7\n",
        "places,id\n7,Ober\n",
        "id , places\n Ober ,\t7 \n",
        "\"id\",\"places\"\n\"Ober\",\"7\"\n",
        " \"id\" ,\"places\" \n\"Ober\" , \"7\"\n",
        "#x\n\n  \t\nid,places\n# y, z\n\nOber,7\n\n#",
        "id,next,places\nOber,,+7\n",
        "id,next,places\nOber,\"\",07\n",
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        struct scenario scenario;
        read_well(&scenario, same[i]);
        const struct port *port = values_of(&scenario)->ports.rows;
        assert_int_equal(values_of(&scenario)->ports.count, 1);
        assert_string_equal(port->id.chars, "Ober");
        assert_int_equal(port->places, 7);
        assert_int_equal(port->next, -1);
        scenario_clear(&scenario);
    }
}

/* What a French spreadsheet saves: semicolons, decimal commas, blanks between thousands, a mark, \r\n. */
static void test_semicolons(void **state)
{
    (void)state;
    static const char *const tens[] = {"50", "50,0", " 50 ", "\"50\"", "5e1"};
    for (size_t i = 0; i < sizeof tens / sizeof tens[0]; i++) {
        char trips[200];
        struct scenario scenario;
        struct error error = {0};
        char path[600];
        snprintf(trips, sizeof trips,
                 "\xEF\xBB\xBF"
                 "from;minutes\r\nGu\xC3\xA9ret;%s\r\n",
                 tens[i]);
        put("trips.csv", trips, strlen(trips));
        static const char text[] = "model = \"lake\";\nports = ( { id = \"Gu\xC3\xA9ret\"; }, { id = "
                                   "\"Ober\"; } );\ntrips = \"trips.csv\";";
        put("s.cfg", text, strlen(text));
        assert_int_equal(scenario_read(&scenario, folder_file(&folder, path, sizeof path, "s.cfg"), models, 1,
                                       NULL, 0, &error),
                         STATUS_OK);
        assert_true(((const struct trip *)values_of(&scenario)->trips.rows)->minutes == 50);
        scenario_clear(&scenario);
    }
    struct csv_file csv;
    struct error error = {0};
    char path[600];
    static const char file[] = "a;b;c;d;e;f\n30 000;30\xC2\xA0"
                               "000,5;30\xE2\x80\xAF"
                               "000;0,7;1 2;30\xE2\x80\x89"
                               "000\n";
    static const char *const numbers[] = {"30000", "30000.5", "30000", "0.7", "1 2", "30000"};
    put("n.csv", file, sizeof file - 1);
    assert_int_equal(csv_file_read(&csv, folder_file(&folder, path, sizeof path, "n.csv"), NULL, &error),
                     STATUS_OK);
    for (size_t i = 0; i < 6; i++) {
        char buffer[CSV_NUMBER_MAX];
        const char *text;
        assert_int_equal(csv_file_number(&csv, 0, i, buffer, &text, &error), STATUS_OK);
        assert_string_equal(text, numbers[i]);
    }
    csv_file_clear(&csv);
    refused("id;places\nOber;1.234\n",
            "ports.csv:2:6: 1.234 is ambiguous in a table with semicolons; expected a decimal comma and no "
            "points | in a spreadsheet, save the table as CSV UTF-8 with numbers without thousands marks");
    refused("id;places,next\nOber;7,\n",
            "ports.csv:1:3: commas and semicolons in the names of columns | in a "
            "spreadsheet, save the table as CSV UTF-8");
}

/* What an older French spreadsheet saves; columns count letters. */
static void test_latin(void **state)
{
    (void)state;
    static const char *const files[] = {"id;about;places\r\nGu\xE9ret;\x8Cuvre \x80;7\r\n",
                                        "id;about;places\nGu\xC3\xA9ret;\xC5\x92uvre \xE2\x82\xAC;7\n"};
    for (size_t i = 0; i < 2; i++) {
        struct scenario scenario;
        read_well(&scenario, files[i]);
        const struct port *port = values_of(&scenario)->ports.rows;
        assert_string_equal(port->id.chars, "Gu\xC3\xA9ret");
        assert_string_equal(port->about.chars, "\xC5\x92uvre \xE2\x82\xAC");
        assert_int_equal(port->places, 7);
        scenario_clear(&scenario);
    }
    refused("id;about;places\nOber;\xE9t\xE9;x\n", "ports.csv:2:10: ports.Ober.places: \"x\" is not an "
                                                   "integer; expected an integer from 0 to 100 boats");
}

static void test_names_alone_are_an_empty_table(void **state)
{
    (void)state;
    struct scenario scenario;
    read_well(&scenario, "id,places\n");
    assert_int_equal(values_of(&scenario)->ports.count, 0);
    scenario_clear(&scenario);
}

/* One table in a file, another one in the scenario, each referring to the other's rows by then; the file lies
 * in the folder of the file that names it, not in that of the scenario. */
static void test_tables_refer_to_each_other(void **state)
{
    (void)state;
    static const char main_text[] = "model = \"lake\";\n@include \"part.cfg\"\n"
                                    "ports = ( { id = \"Ober\"; }, { id = \"Unter\"; } );\n"
                                    "overrides = ( { path = \"trips.2.minutes\"; value = 9.5; } );\n";
    static const char part[] = "trips = \"trips.csv\";\n";
    static const char trips[] = "from,minutes,to\nUnter,3,Unter\nOber,4.25,\n";
    char path[600];
    struct error error = {0};
    struct scenario scenario;
    put("main.cfg", main_text, strlen(main_text));
    put("part.cfg", part, strlen(part));
    put("trips.csv", trips, strlen(trips));
    assert_int_equal(scenario_read(&scenario, folder_file(&folder, path, sizeof path, "main.cfg"), models, 1,
                                   NULL, 0, &error),
                     STATUS_OK);
    const struct trip *trip = values_of(&scenario)->trips.rows;
    assert_int_equal(values_of(&scenario)->trips.count, 2);
    assert_int_equal(trip[0].from, 1);
    assert_int_equal(trip[0].to, 1);
    assert_true(trip[0].minutes == 3);
    assert_int_equal(trip[1].from, 0);
    assert_int_equal(trip[1].to, 0);
    assert_true(trip[1].minutes == 9.5);
    scenario_clear(&scenario);
}

/* What a result stores needs no other file. */
static void test_the_resolved_scenario_holds_the_rows(void **state)
{
    (void)state;
    struct scenario scenario;
    struct scenario again;
    struct error error = {0};
    char about[PARAM_NOTE_MAX];
    char csv[600];
    char *text = NULL;
    memset(about, 'x', sizeof about - 1);
    memcpy(about, "\xC3\xA9 \\", 4); /* two bytes of one letter, a blank, a backslash */
    about[sizeof about - 1] = '\0';
    snprintf(csv, sizeof csv, "id,places,next,about\nOber,7,Unter,\"%s\"\nUnter,0,Ober,\"say \"\"a\"\"\"\n",
             about);
    read_well(&scenario, csv);
    assert_int_equal(scenario_write_text(&scenario, &text, &error), STATUS_OK);
    assert_null(strstr(text, "ports.csv"));
    folder_count(&folder, true);
    assert_int_equal(scenario_read_memory(&again, "the result", text, models, 1, &error), STATUS_OK);
    const struct port *ports = values_of(&scenario)->ports.rows;
    const struct port *others = values_of(&again)->ports.rows;
    assert_int_equal(values_of(&again)->ports.count, 2);
    assert_memory_equal(ports, others, 2 * sizeof *ports);
    assert_string_equal(others[0].about.chars, about);
    assert_string_equal(others[1].about.chars, "say \"a\"");
    memory_free(text);
    scenario_clear(&again);
    scenario_clear(&scenario);
}

/* --- bad ones */

static void test_wrong_form(void **state)
{
    (void)state;
    refused("", "ports.csv:0:0: the file is empty; expected a line that names the columns");
    refused("# nothing\n\n", "ports.csv:0:0: the file is empty; expected a line that names the columns");
    refused("id,places\nOber,7,8\n", "ports.csv:2:8: this row has 3 cells; expected 2, as many as line 1 "
                                     "names | a cell that holds a comma stands in quotes");
    refused("#\nid,places\n\nOber\n",
            "ports.csv:4:5: this row has 1 cell; expected 2, as many as line 2 names");
    refused("id,places\nOber,7,\n", "ports.csv:2:8: this row has 3 cells; expected 2, as many as line 1 "
                                    "names | a cell that holds a comma stands in quotes");
    refused("id,places\n\"Ober,7\n", "ports.csv:2:1: this cell has no closing quote on its line");
    refused("id,about\nOber,\"two\nlines\"\n", "ports.csv:2:6: this cell has no closing quote on its line");
    refused("id,about\nOber,\"a\" b\n", "ports.csv:2:10: text after the closing quote; expected a separator, "
                                        "and quotes inside a cell written "
                                        "twice");
    refused("id,about\nOber,a \"b\"\n",
            "ports.csv:2:8: a quote inside a cell; expected the whole cell in quotes, and those inside it "
            "written twice");
    refused("id,about\nOber,\xC3\xA9\xE9\n",
            "ports.csv:2:7: byte 0xE9 is not UTF-8; expected text saved as UTF-8");
    refused("id,about\nOber,\xE9\x81\n",
            "ports.csv:2:7: byte 0x81 is not UTF-8; expected text saved as UTF-8");
    refused("id,about\n\xC3\xA9,\x01\n", "ports.csv:2:3: byte 0x01 is no text; expected a text file");
    refused("id,about\rOber,a\r", "ports.csv:1:9: byte 0x0D is no text; expected a text file");
}

static void test_wrong_columns(void **state)
{
    (void)state;
    refused("id,place\nOber,7\n", "ports.csv:1:4: ports has no field called \"place\" | did you mean "
                                  "\"places\"?");
    refused("id,#\nOber,7\n",
            "ports.csv:1:4: ports has no field called \"#\" | known: id, places, next, about, "
            "open, since, shape");
    refused("id\tplaces\nOber\t7\n", "ports.csv:1:1: no field of ports is called so; expected columns with "
                                     "commas or semicolons between them");
    refused("id,places,id\nOber,7,Ober\n",
            "ports.csv:1:11: the field \"id\" has two columns; the first is number 1");
    refused("id,,places\nOber,,7\n",
            "ports.csv:1:4: a column without a name; expected the name of a field of ports");
    refused("places\n7\n",
            "ports.csv:1:1: ports: no column is called \"id\"; expected one with text of at most "
            "63 bytes in each row");
    refused("\xC3\xA9,places\n", "ports.csv:1:1: ports has no field called \"\xC3\xA9\" | known: id, places, "
                                 "next, about, open, since, shape");
}

static void test_wrong_values(void **state)
{
    (void)state;
    refused("id,places\nOber,many\n",
            "ports.csv:2:6: ports.Ober.places: \"many\" is not an integer; expected "
            "an integer from 0 to 100 boats");
    refused("id,places\nOber,7.5\n",
            "ports.csv:2:6: ports.Ober.places: \"7.5\" is not an integer; expected an "
            "integer from 0 to 100 boats");
    refused("id,places\nOber,7\nUnter,101\n",
            "ports.csv:3:7: ports.Unter.places: 101 is too large; expected an "
            "integer from 0 to 100 boats");
    refused("id,places\nOber,\"1,5\"\n",
            "ports.csv:2:6: ports.Ober.places: \"1,5\" is not an integer; expected "
            "an integer from 0 to 100 boats");
    refused(
        "id,next\n\xC3\x96lau,Under\nUnter,\n",
        "ports.csv:2:6: ports.\xC3\x96lau.next: ports has no row called \"Under\" | did you mean \"Unter\"?");
    refused("id,open\nOber,yes\n",
            "ports.csv:2:6: ports.Ober.open: \"yes\" is neither true nor false; expected true or false");
    refused(
        "id,since\nOber,02/03/2001\n",
        "ports.csv:2:6: ports.Ober.since: \"02/03/2001\" is not a date that exists; expected a date of the "
        "years 1600 to 2999 as \"2016-01-31\"");
    refused("id,shape\nOber,lung\n",
            "ports.csv:2:6: ports.Ober.shape: \"lung\" is no choice here; expected one "
            "of: round, long | did you mean \"long\"?");
    refused("id,places\n,7\n",
            "ports.csv:2:1: ports.1.id: the name of a row is empty; expected text of at most 63 bytes");
    refused("id,places\nOber,7\n\nOber,8\n",
            "ports.csv:4:1: ports has two rows called \"Ober\"; the first is at ports.csv:2:1");
    refused("id\na\nb\nc\nd\ne\n", "ports.csv:6:1: ports has too many rows; expected at most 4");
    refused("places,id\n13,Ober\n", "ports.csv:2:1: 13 places are unlucky");
    char csv[400] = "id,about\nOber,";
    char expected[400];
    size_t length = strlen(csv);
    memset(csv + length, 'x', PARAM_NOTE_MAX);
    csv[length + PARAM_NOTE_MAX] = '\0';
    snprintf(
        expected, sizeof expected,
        "ports.csv:2:6: ports.Ober.about: \"%.59s...\" is too long (256 bytes); expected text of at most "
        "255 bytes",
        csv + length);
    refused(csv, expected);
}

static void refused_scenario(const char *text, const char *expected)
{
    char path[600];
    char out[1400];
    struct scenario scenario;
    struct error error = {0};
    put("s.cfg", text, strlen(text));
    assert_int_equal(scenario_read(&scenario, folder_file(&folder, path, sizeof path, "s.cfg"), models, 1,
                                   NULL, 0, &error),
                     STATUS_INPUT);
    assert_string_equal(message(&error, out), expected);
}

static void test_wrong_files(void **state)
{
    (void)state;
    folder_count(&folder, true);
    refused_scenario("model = \"lake\";\nports = \"nowhere.csv\";",
                     "s.cfg:2:9: cannot read \"nowhere.csv\": No such file or directory");
    refused_scenario("model = \"lake\";\nports = \"../\";", "s.cfg:2:9: cannot read \"../\": it is a folder");
    refused_scenario(
        "model = \"lake\";\nports = 3;",
        "s.cfg:2:9: ports: found the integer 3; expected a table ( { FIELD = VALUE; ... }, ... ) "
        "or the name of a CSV file in quotes");
    static const char trips[] = "from,minutes\nOber,\n";
    put("trips.csv", trips, strlen(trips));
    refused_scenario("model = \"lake\";\nports = ( { id = \"Ober\"; } );\ntrips = \"trips.csv\";",
                     "trips.csv:2:6: trips.1.minutes is missing; expected a number from 0 to 600 minutes");
}

static enum status live(void *context, struct error *error)
{
    struct scenario scenario;
    enum status status = read_ports(&scenario, context, error);
    scenario_clear(&scenario);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    char csv[] = "id,next,about\nOber,Unter,\"a\"\nUnter,,b\n";
    assert_true(check_every_allocation(live, csv) >= 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_ways_of_writing),
        cmocka_unit_test(test_semicolons),
        cmocka_unit_test(test_latin),
        cmocka_unit_test(test_names_alone_are_an_empty_table),
        cmocka_unit_test(test_tables_refer_to_each_other),
        cmocka_unit_test(test_the_resolved_scenario_holds_the_rows),
        cmocka_unit_test(test_wrong_form),
        cmocka_unit_test(test_wrong_columns),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_wrong_files),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
