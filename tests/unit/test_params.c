/* Declared parameters: defaults, parsing, bounds, names, hints, dated changes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "sim/name_hint.h"
#include "sim/params.h"
#include "tests/support/allocations.h"
#include "tests/support/declarations.h"
#include "tests/support/numbers.h"

#define LAKE_PARAMS(P, self)                                                                                 \
    P(self, REAL, depth, "12.5", 0.5, 1000, "m", PARAM_SWEEP | PARAM_DATED, "Depth.", "assumption")          \
    P(self, INT, boats, "3", -5, 40, "boats", PARAM_DATED, "Boats.", "assumption")                           \
    P(self, INT, key, "9007199254740993", -9.3e18, 9.3e18, "1", PARAM_PLAIN, "Key.", "assumption")           \
    P(self, REAL, level, "-0.25", -INFINITY, INFINITY, "m", PARAM_PLAIN, "Level.", "assumption")             \
    P(self, REAL, area, "1", 0, INFINITY, "1", PARAM_PLAIN, "Area.", "assumption")                           \
    P(self, BOOL, frozen, "false", 0, 0, "1", PARAM_DATED, "Is it frozen?", "assumption")                    \
    P(self, DATE, opened, "2001-02-03", 0, 0, "date", PARAM_DATED, "First day.", "assumption")               \
    P(self, TEXT, owner, "nobody", 0, 0, "name", PARAM_DATED, "Owner.", "assumption")                        \
    P(self, CHOICE, shape, "round", 0, 0, "round|long|forked", PARAM_DATED, "Shape.", "assumption")          \
    P(self, REF, main_port, "", 0, 0, "ports", PARAM_DATED, "Where boats lie.", "assumption")

#define PORT_PARAMS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "name", PARAM_REQUIRED, "Name.", "choice")                                 \
    P(self, INT, places, "10", 0, 100, "boats", PARAM_DATED, "Places.", "assumption")                        \
    P(self, REAL, fee, "1.5", 0, 99, "EUR/day", PARAM_REQUIRED, "Fee.", "assumption")

#define TRIP_PARAMS(P, self)                                                                                 \
    P(self, REF, from, "", 0, 0, "ports", PARAM_REQUIRED, "Begin.", "choice")                                \
    P(self, REAL, minutes, "5", 0, 600, "minutes", PARAM_PLAIN, "Time.", "assumption")

struct lake {
    LAKE_PARAMS(PARAM_MEMBER, )
};
struct port {
    PORT_PARAMS(PARAM_MEMBER, )
};
struct trip {
    TRIP_PARAMS(PARAM_MEMBER, )
};
struct values {
    int before; /* groups need not stand at the beginning */
    struct lake lake;
    struct param_rows ports;
    struct param_rows trips;
};

static const struct param lake_params[] = {LAKE_PARAMS(PARAM_ENTRY, struct lake)};
static const struct param port_params[] = {PORT_PARAMS(PARAM_ENTRY, struct port)};
static const struct param trip_params[] = {TRIP_PARAMS(PARAM_ENTRY, struct trip)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct values, lake, "The lake.", lake_params),
    PARAM_TABLE(struct values, ports, "Ports.", port_params, struct port, 20),
    PARAM_TABLE(struct values, trips, "Trips.", trip_params, struct trip, 4),
};
static const struct param_schema schema = {.groups = groups, .group_count = 3, .size = sizeof(struct values)};
enum { LAKE, PORTS, TRIPS };

static struct param_set make_set(void)
{
    struct param_set set = {0};
    struct error error = {0};
    assert_int_equal(param_set_init(&set, &schema, &error), STATUS_OK);
    assert_string_equal(error.text, "");
    return set;
}

static enum status set_path(struct param_set *set, const char *path, const char *text, struct error *error)
{
    struct param_slot slot;
    enum status status;
    TRY(param_find(set, 1, path, NULL, &slot, error));
    TRY(param_set_text(set, &slot, text, NULL, error));
out:
    return status;
}

static void add_port(struct param_set *set, const char *name)
{
    size_t row;
    char path[PARAM_PATH_MAX];
    assert_int_equal(param_rows_append(set, &groups[PORTS], NULL, &row, NULL), STATUS_OK);
    snprintf(path, sizeof path, "ports.%zu.name", row + 1);
    struct param_slot slot = param_slot_at(set, &groups[PORTS], row, &port_params[0]);
    param_path(&slot, path);
    assert_int_equal(param_set_text(set, &slot, name, NULL, NULL), STATUS_OK);
}

/* The assignment fails with exactly this text and hint, and changes nothing. */
static void refused(struct param_set *set, const char *path, const char *value, const char *text,
                    const char *hint)
{
    struct error error = {0};
    struct values before = *(struct values *)set->values;
    assert_int_equal(set_path(set, path, value, &error), STATUS_INPUT);
    assert_string_equal(error.text, text);
    assert_string_equal(error.hint, hint);
    assert_memory_equal(&before, set->values, sizeof before);
}

static void test_defaults(void **state)
{
    (void)state;
    struct param_set set = make_set();
    const struct values *values = set.values;
    assert_true(values->lake.depth == 12.5);
    assert_int_equal(values->lake.boats, 3);
    assert_true(values->lake.key == INT64_C(9007199254740993));
    assert_false(values->lake.frozen);
    assert_int_equal(values->lake.opened, date_day((struct date){2001, 2, 3}));
    assert_string_equal(values->lake.owner.chars, "nobody");
    assert_int_equal(values->lake.shape, 0);
    assert_int_equal(values->lake.main_port, -1);
    assert_int_equal(values->ports.count, 0);
    add_port(&set, "Ober");
    const struct port *port = values->ports.rows;
    assert_string_equal(port->name.chars, "Ober");
    assert_int_equal(port->places, 10);
    param_set_clear(&set);
    param_set_clear(&set); /* legal on an empty one */
}

static void test_values_are_read(void **state)
{
    (void)state;
    struct param_set set = make_set();
    const struct lake *lake = &((const struct values *)set.values)->lake;
    add_port(&set, "Ober");
    add_port(&set, "St. Louis");
    assert_int_equal(set_path(&set, "lake.depth", "1e2", NULL), STATUS_OK);
    assert_true(lake->depth == 100);
    assert_int_equal(set_path(&set, "lake.depth", "7", NULL), STATUS_OK);
    assert_true(lake->depth == 7);
    assert_int_equal(set_path(&set, "lake.depth", "+.5", NULL), STATUS_OK);
    assert_int_equal(set_path(&set, "lake.depth", " 8.5\t", NULL), STATUS_OK);
    assert_true(lake->depth == 8.5);
    assert_int_equal(set_path(&set, "lake.boats", "-5", NULL), STATUS_OK);
    assert_int_equal(lake->boats, -5);
    assert_int_equal(set_path(&set, "lake.key", "9223372036854775807", NULL), STATUS_OK);
    assert_true(lake->key == INT64_MAX);
    assert_int_equal(set_path(&set, "lake.key", "-9223372036854775808", NULL), STATUS_OK);
    assert_true(lake->key == INT64_MIN);
    assert_int_equal(set_path(&set, "lake.frozen", "true", NULL), STATUS_OK);
    assert_true(lake->frozen);
    assert_int_equal(set_path(&set, "lake.opened", "2016-02-29", NULL), STATUS_OK);
    assert_int_equal(lake->opened, date_day((struct date){2016, 2, 29}));
    assert_int_equal(set_path(&set, "lake.owner", "Zürich & Söhne", NULL), STATUS_OK);
    assert_string_equal(lake->owner.chars, "Zürich & Söhne");
    assert_int_equal(set_path(&set, "lake.shape", "forked", NULL), STATUS_OK);
    assert_int_equal(lake->shape, 2);
    assert_int_equal(set_path(&set, "lake.main_port", "St. Louis", NULL), STATUS_OK);
    assert_int_equal(lake->main_port, 1);
    assert_int_equal(set_path(&set, "lake.main_port", "", NULL), STATUS_OK);
    assert_int_equal(lake->main_port, -1);
    assert_int_equal(set_path(&set, "ports.St. Louis.places", "77", NULL), STATUS_OK);
    assert_int_equal(((const struct port *)((const struct values *)set.values)->ports.rows)[1].places, 77);
    param_set_clear(&set);
}

static void test_wrong_values(void **state)
{
    (void)state;
    struct param_set set = make_set();
    add_port(&set, "Oberhafen");
#define DEPTH "; expected a number from 0.5 to 1000 m"
#define BOATS "; expected an integer from -5 to 40 boats"
#define KEY   "; expected an integer"
    refused(&set, "lake.depth", "deep", "lake.depth: \"deep\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", "", "lake.depth: \"\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", "0.49", "lake.depth: 0.49 is too small" DEPTH, "");
    refused(&set, "lake.depth", "1000.0001", "lake.depth: 1000.0001 is too large" DEPTH, "");
    refused(&set, "lake.depth", "1e999", "lake.depth: 1e999 is too large" DEPTH, "");
    refused(&set, "lake.depth", "nan", "lake.depth: \"nan\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", "inf", "lake.depth: \"inf\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", "0x10", "lake.depth: \"0x10\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", " 1 2", "lake.depth: \"1 2\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", " ", "lake.depth: \"\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", "1e", "lake.depth: \"1e\" is not a number" DEPTH, "");
    refused(&set, "lake.depth", ".", "lake.depth: \".\" is not a number" DEPTH, "");
    refused(&set, "lake.level", "1e999", "lake.level: 1e999 is too large; expected a number of m", "");
    refused(&set, "lake.area", "-1", "lake.area: -1 is too small; expected a number of at least 0", "");
    refused(&set, "lake.boats", "2.0", "lake.boats: \"2.0\" is not an integer" BOATS, "");
    refused(&set, "lake.boats", "1e1", "lake.boats: \"1e1\" is not an integer" BOATS, "");
    refused(&set, "lake.boats", "41", "lake.boats: 41 is too large" BOATS, "");
    refused(&set, "lake.boats", "-6", "lake.boats: -6 is too small" BOATS, "");
    refused(&set, "lake.boats", "4294967299", "lake.boats: 4294967299 is too large" BOATS, "");
    refused(&set, "lake.key", "99999999999999999999",
            "lake.key: 99999999999999999999 is too large; expected an integer from -9.3e+18 to 9.3e+18", "");
    refused(&set, "lake.frozen", "yes",
            "lake.frozen: \"yes\" is neither true nor false; expected true or false", "");
    refused(
        &set, "lake.opened", "2015-02-30",
        "lake.opened: \"2015-02-30\" is not a date that exists; expected a date of the years 1600 to 2999 "
        "as \"2016-01-31\"",
        "");
    refused(&set, "lake.shape", "rund",
            "lake.shape: \"rund\" is no choice here; expected one of: round, long, forked",
            "did you mean \"round\"?");
    refused(&set, "lake.main_port", "Oberhaven", "lake.main_port: ports has no row called \"Oberhaven\"",
            "did you mean \"Oberhafen\"?");
    refused(&set, "lake.main_port", "xyz", "lake.main_port: ports has no row called \"xyz\"",
            "known: Oberhafen");
    refused(&set, "lake.owner", "a\nb",
            "lake.owner: \"a?b\" holds control characters or is not UTF-8; expected text of at most 63 bytes",
            "");
    refused(
        &set, "lake.owner", "caf\xe9",
        "lake.owner: \"caf?\" holds control characters or is not UTF-8; expected text of at most 63 bytes",
        "");
    refused(&set, "lake.owner", "1234567890123456789012345678901234567890123456789012345678901234",
            "lake.owner: \"12345678901234567890123456789012345678901234567890123456789...\" is too long (64 "
            "bytes); expected text of at most 63 bytes",
            "");
    refused(&set, "ports.Oberhafen.name", "Unterhafen",
            "ports.Oberhafen.name: the name of a row cannot be changed", "");
    param_set_clear(&set);
}

static void test_unknown_names(void **state)
{
    (void)state;
    struct param_set set = make_set();
    add_port(&set, "Oberhafen");
    add_port(&set, "Unterhafen");
    size_t row;
    assert_int_equal(param_rows_append(&set, &groups[TRIPS], NULL, &row, NULL), STATUS_OK);
    refused(&set, "lake.dept", "1", "no parameter \"lake.dept\": lake has no parameter called \"dept\"",
            "did you mean \"lake.depth\"?");
    refused(&set, "lake.main", "1", "no parameter \"lake.main\": lake has no parameter called \"main\"",
            "did you mean \"lake.main_port\"?");
    refused(&set, "laek.depth", "1", "no parameter \"laek.depth\": there is no group or table \"laek\"",
            "did you mean \"lake.depth\"?");
    refused(&set, "water.depth", "1", "no parameter \"water.depth\": there is no group or table \"water\"",
            "did you mean \"lake.depth\"?");
    refused(&set, "depth", "1", "no parameter \"depth\": there is no group or table \"depth\"",
            "did you mean \"lake.depth\"?");
    refused(&set, "", "1", "no parameter \"\": there is no group or table \"\"", "known: lake, ports, trips");
    refused(&set, "lake", "1", "no parameter \"lake\": lake is a group; expected lake.NAME", "");
    refused(&set, "ports.fee", "1", "no parameter \"ports.fee\": ports is a table; expected ports.ROW.FIELD",
            "");
    refused(&set, "ports.Uterhafen.fee", "1",
            "no parameter \"ports.Uterhafen.fee\": ports has no row called \"Uterhafen\"",
            "did you mean \"ports.Unterhafen.fee\"?");
    refused(&set, "ports.Unterhafen.fees", "1",
            "no parameter \"ports.Unterhafen.fees\": ports has no field called \"fees\"",
            "did you mean \"ports.Unterhafen.fee\"?");
    refused(&set, "trips.2.minutes", "1",
            "no parameter \"trips.2.minutes\": trips is a table of 1 rows without names; expected "
            "trips.NUMBER.FIELD, counted from 1",
            "");
    assert_int_equal(set_path(&set, "trips.1.minutes", "1", NULL), STATUS_OK);
    param_set_clear(&set);
}

/* Whatever a slot holds, what param_format writes reads back as the same bits. */
static void test_format_reads_back(void **state)
{
    (void)state;
    struct param_set set = make_set();
    struct lake *lake = &((struct values *)set.values)->lake;
    struct param_slot level = param_slot_at(&set, &groups[LAKE], 0, &lake_params[3]);
    struct param_slot key = param_slot_at(&set, &groups[LAKE], 0, &lake_params[2]);
    uint64_t random = 1;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = next_number(&random);
        double real;
        memcpy(&real, &bits, sizeof real);
        real = i % 4 == 0 ? (double)(int64_t)bits / 1024 : i % 4 == 1 ? (double)(bits % 2000) / 100 : real;
        if (isnan(real) || isinf(real)) {
            continue;
        }
        char text[32];
        lake->level = real;
        param_format(&set, &level, text, sizeof text);
        lake->level = 1;
        assert_int_equal(param_set_text(&set, &level, text, NULL, NULL), STATUS_OK);
        assert_memory_equal(&lake->level, &real, sizeof real);
        lake->key = (int64_t)bits;
        param_format(&set, &key, text, sizeof text);
        lake->key = 0;
        assert_int_equal(param_set_text(&set, &key, text, NULL, NULL), STATUS_OK);
        assert_true(lake->key == (int64_t)bits);
    }
    param_set_clear(&set);
}

static void test_real_text_is_short(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {0.1, "0.1"},
                 {1.0 / 3, "0.3333333333333333"},
                 {250, "250"},
                 {1e15, "1e+15"},
                 {9.61, "9.61"},
                 {-0.0, "-0"},
                 {123456.75, "123456.75"},
                 {1e-7, "1e-07"},
                 {5e-324, "5e-324"},
                 {0.1 + 0.2, "0.30000000000000004"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[32];
        param_format_real(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_nearest_name(void **state)
{
    (void)state;
    const char *const names[] = {"start", "end", "seed", "burn_in_days"};
    const struct {
        const char *name;
        const char *nearest;
    } cases[] = {{"strat", "start"},
                 {"START", "start"},
                 {"sed", "seed"},
                 {"burn_in_day", "burn_in_days"},
                 {"burnin", "burn_in_days"},
                 {"burn", "burn_in_days"},
                 {"x", ""},
                 {"", ""},
                 {"completely_other", ""},
                 {"stop", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct name_hint hint = name_hint_among(cases[i].name, names, 4, sizeof names[0]);
        assert_string_equal(hint.best, cases[i].nearest);
    }
    char longer[500];
    memset(longer, 's', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_string_equal(name_hint_among(longer, names, 4, sizeof names[0]).best, "");
    assert_string_equal(name_hint_among("start", NULL, 0, sizeof names[0]).best, "");
}

static void test_rows_have_a_limit(void **state)
{
    (void)state;
    struct param_set set = make_set();
    struct error error = {0};
    struct place place = {"lake.cfg", 9, 2};
    size_t row;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(param_rows_append(&set, &groups[TRIPS], &place, &row, &error), STATUS_OK);
        assert_int_equal(row, i);
    }
    assert_int_equal(param_rows_append(&set, &groups[TRIPS], &place, &row, &error), STATUS_INPUT);
    assert_string_equal(error.text, "trips has too many rows; expected at most 4");
    assert_int_equal(error.line, 9);
    assert_int_equal(param_row_count(&set, &groups[TRIPS]), 4);
    assert_int_equal(((struct values *)set.values)->trips.places[3].line, 9);
    param_set_clear(&set);
}

static enum status add_change(struct change_list *list, const struct param_set *set, const char *date,
                              const char *path, const char *value, struct error *error)
{
    int32_t day;
    assert_true(date_parse(date, &day));
    return change_list_add(list, set, 1, day, path, value, NULL, error);
}

static void test_changes(void **state)
{
    (void)state;
    struct param_set set = make_set();
    const struct values *values = set.values;
    struct change_list list = {0};
    add_port(&set, "Ober");
    assert_int_equal(add_change(&list, &set, "2003-01-01", "lake.boats", "30", NULL), STATUS_OK);
    assert_int_equal(add_change(&list, &set, "2001-01-01", "lake.boats", "10", NULL), STATUS_OK);
    assert_int_equal(add_change(&list, &set, "2002-01-01", "lake.boats", "25", NULL), STATUS_OK);
    struct error error = {0};
    assert_int_equal(add_change(&list, &set, "2002-01-01", "lake.boats", "20", &error), STATUS_INPUT);
    assert_string_equal(error.text, "lake.boats changes twice on 2002-01-01");
    assert_int_equal(add_change(&list, &set, "2002-01-01", "lake.main_port", "Ober", NULL), STATUS_OK);
    assert_int_equal(add_change(&list, &set, "2002-01-02", "ports.Ober.places", "7", NULL), STATUS_OK);
    assert_int_equal(list.count, 5);
    assert_int_equal(values->lake.boats, 3);

    size_t applied;
    int32_t day = date_day((struct date){2001, 1, 1});
    assert_int_equal(change_list_apply(&list, &set, 1, INT32_MIN, day - 1, &applied, NULL), STATUS_OK);
    assert_int_equal(applied, 0);
    assert_int_equal(change_list_apply(&list, &set, 1, day - 1, day, &applied, NULL), STATUS_OK);
    assert_int_equal(applied, 1);
    assert_int_equal(values->lake.boats, 10);
    int32_t later = date_day((struct date){2002, 1, 1});
    assert_int_equal(change_list_apply(&list, &set, 1, day, later, &applied, NULL), STATUS_OK);
    assert_int_equal(applied, 2);
    assert_int_equal(values->lake.boats, 25);
    assert_int_equal(values->lake.main_port, 0);
    assert_int_equal(change_list_apply(&list, &set, 1, later, INT32_MAX, &applied, NULL), STATUS_OK);
    assert_int_equal(applied, 2);
    assert_int_equal(values->lake.boats, 30);
    assert_int_equal(((const struct port *)values->ports.rows)->places, 7);
    change_list_clear(&list);
    param_set_clear(&set);
}

/* In steps of any size or at once: the same values. */
static void test_changes_compose(void **state)
{
    (void)state;
    struct param_set steps = make_set();
    struct param_set once = make_set();
    struct change_list list = {0};
    uint64_t random = 5;
    for (int i = 0; i < 60; i++) {
        char value[16];
        snprintf(value, sizeof value, "%d", (int)(next_number(&random) % 40));
        int32_t day = (int32_t)(next_number(&random) % 50);
        change_list_add(&list, &steps, 1, day, "lake.boats", value, NULL, NULL); /* once a day */
    }
    assert_true(list.count > 20);
    for (int32_t day = 0; day < 50;) {
        size_t applied;
        int32_t to = day + (int32_t)(next_number(&random) % 7);
        change_list_apply(&list, &steps, 1, day - 1, to, &applied, NULL);
        change_list_apply(&list, &once, 1, INT32_MIN, to, &applied, NULL);
        day = to + 1;
        assert_int_equal(((struct values *)steps.values)->lake.boats,
                         ((struct values *)once.values)->lake.boats);
    }
    change_list_clear(&list);
    param_set_clear(&steps);
    param_set_clear(&once);
}

static void test_wrong_changes(void **state)
{
    (void)state;
    struct param_set set = make_set();
    struct change_list list = {0};
    struct error error = {0};
    assert_int_equal(add_change(&list, &set, "2003-01-01", "lake.key", "3", &error), STATUS_INPUT);
    assert_string_equal(error.text, "lake.key may not change at a date; it holds for the whole run");
    error_clear(&error);
    assert_int_equal(add_change(&list, &set, "2003-01-01", "lake.boats", "99", &error), STATUS_INPUT);
    assert_string_equal(error.text, "lake.boats: 99 is too large; expected an integer from -5 to 40 boats");
    error_clear(&error);
    assert_int_equal(add_change(&list, &set, "2003-01-01", "lake.boat", "9", &error), STATUS_INPUT);
    assert_string_equal(error.hint, "did you mean \"lake.boats\"?");
    assert_int_equal(list.count, 0);
    assert_int_equal(((struct values *)set.values)->lake.boats, 3);
    /* However long it is written, the value fits. */
    assert_int_equal(
        add_change(&list, &set, "2003-01-01", "lake.depth",
                   "1.50000000000000000000000000000000000000000000000000000000000000000000000000001", NULL),
        STATUS_OK);
    assert_string_equal(list.changes[0].value, "1.5");
    change_list_clear(&list);
    param_set_clear(&set);
}

static void test_schema_check(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(param_schema_check(&schema, &error), STATUS_OK);
    const struct param good = lake_params[1];
    struct {
        struct param param;
        const char *fault;
    } cases[] = {
        {good, "twice"},   {good, "missing"}, {good, "missing"},   {good, "missing"},
        {good, "letters"}, {good, "bounds"},  {good, "too small"}, {good, "no table"},
    };
    cases[0].param.name = "depth";
    cases[1].param.text = "";
    cases[2].param.unit = NULL;
    cases[3].param.source = "";
    cases[4].param.name = "two words";
    cases[5].param.max = -5;
    cases[6].param.fallback = "-6";
    cases[7].param.type = PARAM_REF;
    cases[7].param.min = cases[7].param.max = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct param params[] = {lake_params[0], cases[i].param};
        const struct param_group group = {
            .path = "lake", .text = "Lake.", .params = params, .param_count = 2};
        const struct param_schema wrong = {.groups = &group, .group_count = 1, .size = sizeof(struct lake)};
        error_clear(&error);
        assert_int_not_equal(param_schema_check(&wrong, &error), STATUS_OK);
        assert_non_null(strstr(error.text, cases[i].fault));
    }
    const struct param_group reserved = {
        .path = "changes", .text = "x", .params = lake_params, .param_count = 1};
    const struct param_schema wrong = {.groups = &reserved, .group_count = 1, .size = sizeof(struct lake)};
    assert_int_not_equal(param_schema_check(&wrong, NULL), STATUS_OK);
}

/* A sentence has more room than a name, is told so, and cannot change at a date. */
static void test_notes(void **state)
{
    (void)state;
    struct sign {
        struct param_note words;
    };
    const struct param words = {"words", PARAM_NOTE, "none", 0, 0, "1", PARAM_PLAIN, "Words.", "choice", 0};
    const struct param_group group = {.path = "sign", .text = "Sign.", .params = &words, .param_count = 1};
    const struct param_schema notes = {.groups = &group, .group_count = 1, .size = sizeof(struct sign)};
    struct error error = {0};
    struct param_set set = {0};
    char text[PARAM_NOTE_MAX + 1];
    char back[PARAM_NOTE_MAX];
    memset(text, 'w', sizeof text);
    text[PARAM_NOTE_MAX - 1] = '\0';
    assert_int_equal(param_schema_check(&notes, &error), STATUS_OK);
    assert_int_equal(param_set_init(&set, &notes, &error), STATUS_OK);
    struct param_slot slot = param_slot_at(&set, &group, 0, &words);
    assert_string_equal(((struct sign *)set.values)->words.chars, "none");
    assert_int_equal(param_set_text(&set, &slot, text, NULL, &error), STATUS_OK);
    param_format(&set, &slot, back, sizeof back);
    assert_string_equal(back, text);
    memset(text, 'w', sizeof text);
    text[PARAM_NOTE_MAX] = '\0';
    assert_int_equal(param_set_text(&set, &slot, text, NULL, &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "is too long (256 bytes); expected text of at most 255 bytes"));
    param_set_clear(&set);

    struct param dated = words;
    dated.flags = PARAM_DATED;
    const struct param_group wrong = {.path = "sign", .text = "Sign.", .params = &dated, .param_count = 1};
    assert_int_not_equal(
        param_schema_check(
            &(struct param_schema){.groups = &wrong, .group_count = 1, .size = sizeof(struct sign)}, NULL),
        STATUS_OK);
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct param_set set = {0};
    struct change_list list = {0};
    size_t row;
    enum status status;
    TRY(param_set_init(&set, &schema, error));
    for (int i = 0; i < 20; i++) {
        TRY(param_rows_append(&set, &groups[PORTS], NULL, &row, error));
        TRY(change_list_add(&list, &set, 1, i, "lake.boats", "4", NULL, error));
    }
    TRY(param_schema_check(&schema, error));
out:
    change_list_clear(&list);
    param_set_clear(&set);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 8);
}

/* A schema in parts: each has a values struct of its own behind those before, or its groups lie in the first.
 */
static void test_parts(void **state)
{
    (void)state;
    static const struct param_group firsts[] = {PARAM_SCALARS(struct values, lake, "The lake.", lake_params)};
    static const struct param_group rest[] = {
        PARAM_TABLE(struct values, ports, "Ports.", port_params, struct port, 20),
        PARAM_TABLE(struct values, trips, "Trips.", trip_params, struct trip, 4)};
    static const struct param_group own[] = {{.path = "pond",
                                              .text = "Another lake.",
                                              .params = lake_params,
                                              .param_count = sizeof lake_params / sizeof lake_params[0]}};
    static const struct param_schema pond = {.groups = own, .group_count = 1, .size = sizeof(struct lake)};
    static const struct param_schema empty = {0};
    static const struct param_schema tables = {.groups = rest, .group_count = 2};
    static const struct param_schema *const parts[] = {&pond, &empty, &tables};
    static const struct param_schema joined = {
        .groups = firsts, .group_count = 1, .size = sizeof(struct values), .parts = parts, .part_count = 3};
    struct param_set set;
    struct param_slot slot;
    struct error error = {0};
    assert_int_equal(param_schema_check(&joined, &error), STATUS_OK);
    assert_int_equal(param_group_count(&joined), 4);
    assert_int_equal(param_set_init(&set, &joined, &error), STATUS_OK);
    struct values *values = set.values;
    struct lake *second = (struct lake *)((char *)set.values + param_part_offset(&joined, &pond));
    assert_true((char *)second >= (char *)(values + 1) &&
                (char *)(second + 1) <= (char *)set.values + param_schema_size(&joined));
    assert_memory_equal(second, &values->lake, sizeof *second); /* the same defaults */
    assert_int_equal(param_find(&set, 1, "pond.depth", NULL, &slot, &error), STATUS_OK);
    assert_ptr_equal(slot.value, &second->depth);
    assert_int_equal(param_find(&set, 1, "lake.depth", NULL, &slot, &error), STATUS_OK);
    assert_ptr_equal(slot.value, &values->lake.depth);
    size_t row;
    assert_int_equal(param_rows_append(&set, &rest[0], NULL, &row, &error), STATUS_OK);
    assert_int_equal(values->ports.count, 1);
    size_t seen = 0, last = 0;
    for (slot = (struct param_slot){0}; param_next(&set, &slot); seen++) {
        for (size_t g = last; param_group_at(&joined, g) != slot.group; g++) {
            last = g + 1;
        }
    }
    assert_int_equal(seen, 2 * (sizeof lake_params / sizeof lake_params[0]) +
                               sizeof port_params / sizeof port_params[0]);
    assert_int_equal(last, 2); /* trips has no rows */
    assert_ptr_equal(param_set_of(&set, 1, &own[0]), &set);
    param_set_clear(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_values_are_read),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_format_reads_back),
        cmocka_unit_test(test_real_text_is_short),
        cmocka_unit_test(test_nearest_name),
        cmocka_unit_test(test_rows_have_a_limit),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_changes_compose),
        cmocka_unit_test(test_wrong_changes),
        cmocka_unit_test(test_schema_check),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
