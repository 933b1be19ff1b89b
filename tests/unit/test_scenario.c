#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/scenario.h"
#include "tests/support/allocations.h"

/* A schema with scalars and a table, and a rule across parameters. */

#define RANGE_PARAMS(P, self)                                                                                \
    P(self, REAL, low, "1", 0, 10, "1", PARAM_DATED, "Lower end.", "test")                                   \
    P(self, REAL, high, "2", 0, 10, "1", PARAM_DATED, "Upper end.", "test")                                  \
    P(self, REAL, fee, "0", 0, 10, "EUR", PARAM_DATED | PARAM_LASTING_ZERO, "Fee; 0: free.", "test")
#define ZONE_PARAMS(P, self)                                                                                 \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name.", "test")                                      \
    P(self, INT, jobs, "5", 0, 100, "jobs", PARAM_DATED, "Jobs.", "test")

struct range_params {
    RANGE_PARAMS(PARAM_MEMBER, )
};
struct zone_params {
    ZONE_PARAMS(PARAM_MEMBER, )
};
struct values {
    struct range_params range;
    struct param_rows zones;
    struct param_rows empty;
};

static const struct param range_params[] = {RANGE_PARAMS(PARAM_ENTRY, struct range_params)};
static const struct param zone_params[] = {ZONE_PARAMS(PARAM_ENTRY, struct zone_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct values, range, "Range.", range_params),
    PARAM_TABLE(struct values, zones, "Zones.", zone_params, struct zone_params, 100),
    PARAM_TABLE(struct values, empty, "A table without rows.", zone_params, struct zone_params, 100),
};
static const struct param_schema schema = {
    .groups = groups, .group_count = sizeof groups / sizeof groups[0], .size = sizeof(struct values)};

static enum status check(const void *params, struct error *error)
{
    const struct values *values = params;
    return values->range.low > values->range.high
               ? error_set(error, STATUS_INPUT, "range.low must not be above range.high")
               : STATUS_OK;
}

static const struct model model = {.name = "test", .text = "For tests.", .schema = &schema, .check = check};

static const struct values *values_of(const struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

static const struct zone_params *zone(const struct scenario *scenario, size_t row)
{
    return (const struct zone_params *)values_of(scenario)->zones.rows + row;
}

static enum status add_zone(struct scenario *scenario, const char *name, struct error *error)
{
    struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    struct param_slot slot = {.group = &groups[1], .param = &zone_params[0]};
    struct place place = {.file = "zones.cfg", .line = 7, .column = 3};
    enum status status = STATUS_OK;
    TRY(param_rows_append(set, &groups[1], &place, &slot.row, error));
    slot.value = (struct zone_params *)((struct values *)set->values)->zones.rows + slot.row;
    TRY(param_set_text(set, &slot, name, &place, error));
out:
    return status;
}

static enum status add_change(struct scenario *scenario, const char *date, const char *path,
                              const char *value, struct error *error)
{
    int32_t day;
    assert_true(date_parse(date, &day));
    return change_list_add(&scenario->changes, scenario->sets, SCENARIO_SETS, day, path, value, NULL, error);
}

static enum status make(struct scenario *scenario, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(scenario_init(scenario, &model, error));
    snprintf(scenario->title, sizeof scenario->title, "a test");
    TRY(add_zone(scenario, "Mulhouse", error));
    TRY(add_zone(scenario, "Thann", error));
    TRY(add_change(scenario, "2012-03-04", "zones.Thann.jobs", "50", error));
    TRY(add_change(scenario, "2011-03-04", "range.high", "3", error));
    TRY(add_change(scenario, "2012-03-04", "range.low", "2.5", error));
out:
    return status;
}

static void test_defaults(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    assert_int_equal(scenario_init(&scenario, &model, &error), STATUS_OK);
    assert_ptr_equal(scenario.model, &model);
    assert_int_equal(scenario.run->start, date_day((struct date){2010, 1, 1}));
    assert_int_equal(scenario.run->end, date_day((struct date){2020, 1, 1}));
    assert_int_equal(scenario.run->seed, 1);
    assert_true(scenario.run->panels);
    assert_false(scenario.run->daily);
    assert_true(values_of(&scenario)->range.high == 2);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_OK);
    scenario_clear(&scenario);
    scenario_clear(&scenario); /* a cleared scenario is an empty one */
}

static void test_set(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    assert_int_equal(make(&scenario, &error), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "run.seed=77", &error), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "run.start=2011-05-06", &error), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "range.low=0.25", &error), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "zones.Thann.jobs=9", &error), STATUS_OK);
    assert_int_equal(scenario.run->seed, 77);
    assert_int_equal(scenario.run->start, date_day((struct date){2011, 5, 6}));
    assert_true(values_of(&scenario)->range.low == 0.25);
    assert_int_equal(zone(&scenario, 0)->jobs, 5);
    assert_int_equal(zone(&scenario, 1)->jobs, 9);
    scenario_clear(&scenario);
}

static void test_set_faults(void **state)
{
    (void)state;
    char long_path[300];
    memset(long_path, 'x', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    long_path[250] = '=';
    const char *const bad[] = {"",
                               "=",
                               "run.seed",
                               "=5",
                               "run.seeed=5",
                               "range.low=",
                               "range.low=x",
                               "range.low=11",
                               "run.seed=-1",
                               "zones.Colmar.jobs=1",
                               "range=1",
                               "run.start=2011-02-29",
                               long_path};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct scenario scenario;
        struct error error = {0};
        assert_int_equal(make(&scenario, NULL), STATUS_OK);
        assert_int_equal(scenario_set(&scenario, bad[i], &error), STATUS_INPUT);
        assert_int_equal(error.status, STATUS_INPUT);
        assert_string_not_equal(error.text, "");
        scenario_clear(&scenario);
    }
}

static void test_hint(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    assert_int_equal(make(&scenario, NULL), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "run.seeed=5", &error), STATUS_INPUT);
    assert_non_null(strstr(error.hint, "seed"));
    scenario_clear(&scenario);
}

static void test_check(void **state)
{
    (void)state;
    static const struct {
        const char *set[2];
        const char *expected;
    } cases[] = {
        {{"run.start=2020-01-01", "run.end=2020-01-01"}, "later than run.start"},
        {{"run.start=2020-01-02", "run.end=2020-01-01"}, "later than run.start"},
        {{"run.start=1600-01-10", "run.burn_in_days=10"}, "1600"},
        {{"range.low=1.5", "range.high=1"}, "range.low"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scenario scenario;
        struct error error = {0};
        assert_int_equal(scenario_init(&scenario, &model, NULL), STATUS_OK);
        assert_int_equal(scenario_set(&scenario, cases[i].set[0], NULL), STATUS_OK);
        assert_int_equal(scenario_set(&scenario, cases[i].set[1], NULL), STATUS_OK);
        assert_int_equal(scenario_check(&scenario, &error), STATUS_INPUT);
        assert_non_null(strstr(error.text, cases[i].expected));
        scenario_clear(&scenario);
    }
    struct scenario edge;
    assert_int_equal(scenario_init(&edge, &model, NULL), STATUS_OK);
    assert_int_equal(scenario_set(&edge, "run.start=1600-01-11", NULL), STATUS_OK);
    assert_int_equal(scenario_set(&edge, "run.burn_in_days=10", NULL), STATUS_OK);
    assert_int_equal(scenario_check(&edge, NULL), STATUS_OK);
    assert_int_equal(scenario_first_day(&edge), date_day((struct date){1600, 1, 1}));
    scenario_clear(&edge);
}

/* The changes of make() need the order of dates: the upper end rises before the lower one. */
static void test_changes_are_checked_in_order(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    assert_int_equal(make(&scenario, NULL), STATUS_OK);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_OK);
    assert_int_equal(add_change(&scenario, "2012-03-05", "range.high", "2.25", NULL), STATUS_OK);
    assert_int_equal(add_change(&scenario, "2012-03-06", "range.high", "9", NULL), STATUS_OK);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_INPUT);
    assert_true(values_of(&scenario)->range.high == 2); /* the check leaves no trace */
    scenario_clear(&scenario);
}

/* One more change of the fee, which was 0 when the scenario began, or 4. */
static enum status check_fee(const char *begins, const char *date, const char *becomes, struct error *error)
{
    struct scenario scenario;
    char set[32];
    enum status status = STATUS_OK;
    snprintf(set, sizeof set, "range.fee=%s", begins);
    TRY(make(&scenario, error));
    TRY(add_change(&scenario, "2012-03-05", "range.fee", strcmp(begins, "0") == 0 ? "0" : "3", error));
    TRY(add_change(&scenario, date, "range.fee", becomes, error));
    TRY(scenario_set(&scenario, set, error));
    TRY(scenario_check(&scenario, error));
out:
    scenario_clear(&scenario);
    return status;
}

static void test_whether_a_value_is_0_lasts(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(check_fee("0", "2012-04-01", "0", &error), STATUS_OK);
    assert_int_equal(check_fee("4", "2012-04-01", "0.5", &error), STATUS_OK);
    assert_int_equal(check_fee("0", "2012-04-01", "0.5", &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "range.fee may not change from 0 to 0.5 at a date"));
    error_clear(&error);
    assert_int_equal(check_fee("4", "2012-03-06", "0", &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "range.fee may not change from 3 to 0 at a date"));
    error_clear(&error);
}

static void test_copy_is_equal_and_apart(void **state)
{
    (void)state;
    struct scenario scenario;
    struct scenario copy;
    struct error error = {0};
    size_t applied;
    assert_int_equal(make(&scenario, &error), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "run.seed=42", &error), STATUS_OK);
    assert_int_equal(scenario_copy(&copy, &scenario, &error), STATUS_OK);
    assert_string_equal(copy.title, "a test");
    assert_int_equal(copy.run->seed, 42);
    assert_int_equal(copy.changes.count, 3);
    assert_int_equal(values_of(&copy)->zones.count, 2);
    assert_string_equal(zone(&copy, 0)->name.chars, "Mulhouse");
    assert_string_equal(zone(&copy, 1)->name.chars, "Thann");
    assert_int_equal(values_of(&copy)->zones.places[1].line, 7);

    assert_int_equal(
        change_list_apply(&copy.changes, copy.sets, SCENARIO_SETS, INT32_MIN, INT32_MAX, &applied, &error),
        STATUS_OK);
    assert_int_equal(applied, 3);
    assert_int_equal(zone(&copy, 1)->jobs, 50);
    assert_int_equal(zone(&scenario, 1)->jobs, 5);
    assert_true(values_of(&copy)->range.low == 2.5);
    assert_true(values_of(&scenario)->range.low == 1);
    scenario_clear(&copy);
    assert_string_equal(zone(&scenario, 1)->name.chars, "Thann");
    scenario_clear(&scenario);
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct scenario scenario = {0};
    struct scenario copy = {0};
    enum status status = STATUS_OK;
    TRY(make(&scenario, error));
    TRY(scenario_check(&scenario, error));
    TRY(scenario_copy(&copy, &scenario, error));
out:
    scenario_clear(&copy);
    scenario_clear(&scenario);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_set_faults),
        cmocka_unit_test(test_hint),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_changes_are_checked_in_order),
        cmocka_unit_test(test_whether_a_value_is_0_lasts),
        cmocka_unit_test(test_copy_is_equal_and_apart),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
