/* Remarks on scenarios of the labour market: what has no effect, and that it has none; what is unusual; what
 * is never legal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "models/models.h"
#include "sim/date.h"
#include "sim/io/scenario_file.h"
#include "sim/remarks.h"
#include "tests/support/declarations.h"

static void note(void *context, const struct place *place, const char *text)
{
    char *all = context;
    assert_non_null(place);
    size_t length = strlen(all);
    snprintf(all + length, 4000 - length, "%s\n", text);
}

/* The remarks on the classroom with these assignments and changes. */
static const char *remarks_on(const char *const *assignments, size_t count, const char *date,
                              const char *path, const char *value)
{
    static char all[4000];
    struct scenario scenario;
    struct error error = {0};
    all[0] = '\0';
    if (scenario_read(&scenario, SCENARIOS "/classroom.cfg", models, model_count, assignments, count,
                      &error) != STATUS_OK) {
        fail_msg("%s: %s", error.file, error.text);
    }
    if (date != NULL) {
        int32_t day;
        assert_true(date_parse(date, &day));
        assert_int_equal(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, day, path, value,
                                         &(struct place){"s.cfg", 1, 1}, &error),
                         STATUS_OK);
    }
    assert_int_equal(scenario_remarks(&scenario, note, all, &error), STATUS_OK);
    scenario_clear(&scenario);
    return all;
}

static void test_declarations(void **state)
{
    (void)state;
    for (size_t m = 0; m < model_count; m++) {
        struct error error = {0};
        remarks_check_model(models[m], &error);
        assert_string_equal(error.text, "");
    }
}

static void test_nothing_to_say(void **state)
{
    (void)state;
    static const char *const on[] = {"fixed_term.active=true", "fixed_term.end_bonus=0.2"};
    assert_string_equal(remarks_on(NULL, 0, NULL, NULL, NULL), "");
    assert_string_equal(remarks_on(on, 2, NULL, NULL, NULL), "");
    assert_string_equal(remarks_on(NULL, 0, "2017-01-01", "minimum_wage.level", "10"), "");
}

static void test_without_effect(void **state)
{
    (void)state;
    static const char *const off[] = {"fixed_term.end_bonus=0.2"};
    static const char *const overruled[] = {"fixed_term.active=true", "contracts.cdd.end_bonus=0.2"};
    assert_string_equal(remarks_on(off, 1, NULL, NULL, NULL),
                        "fixed_term.end_bonus has no effect while fixed_term.active is false\n");
    /* A policy that comes later makes its parameters count. */
    assert_string_equal(remarks_on(off, 1, "2017-01-01", "fixed_term.active", "true"), "");
    assert_string_equal(remarks_on(overruled, 2, NULL, NULL, NULL),
                        "contracts.cdd.end_bonus has no effect while fixed_term.active is true\n");
    assert_string_equal(
        remarks_on(NULL, 0, "2017-01-01", "unemployment_insurance.effort", "0.2"),
        "unemployment_insurance.effort has no effect while unemployment_insurance.replacement "
        "is 0\n");
    assert_string_equal(remarks_on(NULL, 0, "2019-01-01", "minimum_wage.level", "10"),
                        "minimum_wage.level changes on 2019-01-01, after the last day: no effect\n");
    assert_string_equal(remarks_on(NULL, 0, "2018-01-01", "minimum_wage.level", "9.67"),
                        "minimum_wage.level is 9.67 already on 2018-01-01: no effect\n");
}

static void test_unusual(void **state)
{
    (void)state;
    static const char *const dear[] = {"minimum_wage.level=1000"};
    assert_non_null(strstr(remarks_on(dear, 1, NULL, NULL, NULL),
                           "minimum_wage.level: 1000 is outside the usual range, 0 to 14.5 EUR/hour"));
    assert_non_null(strstr(remarks_on(NULL, 0, "2018-01-01", "demand.level", "-0.5"),
                           "demand.level: -0.5 is outside the usual range"));
}

/* A step of the minimum wage that comes too late, a level that steps replace, a row that nobody has. */
static void test_tables(void **state)
{
    (void)state;
    static const char text[] = "@include \"" SCENARIOS "/classroom.cfg\"\n"
                               "title = \"steps\";\n"
                               "minimum_wage = { level = 9; };\n"
                               "minimum_wages = ( { date = \"2010-01-01\"; level = 9.0; }, { date = "
                               "\"2020-01-01\"; level = 10.0; } );\n";
    char path[] = "/tmp/bassin-remarks-XXXXXX";
    char all[4000] = "";
    struct scenario scenario;
    struct error error = {0};
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, text, sizeof text - 1) == (ssize_t)(sizeof text - 1));
    close(file);
    assert_int_equal(scenario_read(&scenario, path, models, model_count, NULL, 0, &error), STATUS_OK);
    assert_int_equal(scenario_remarks(&scenario, note, all, &error), STATUS_OK);
    assert_string_equal(all, "minimum_wage.level has no effect: a step of minimum_wages holds\n"
                             "minimum_wages: this row begins after the last day: no effect\n");
    scenario_clear(&scenario);
    unlink(path);
}

/* A scenario of two zones whose tables are given in place of those of the classroom: what is said of it. */
static const char *remarks_on_place(const char *zones, const char *travel, const char *more)
{
    static char all[4000];
    char path[] = "/tmp/bassin-remarks-XXXXXX";
    char text[4000];
    struct scenario scenario;
    struct error error = {0};
    int file = mkstemp(path);
    int length = snprintf(text, sizeof text,
                          "@include \"" SCENARIOS "/classroom.cfg\"\n"
                          "title = \"place\";\nzones = ( %s );\ntravel = ( %s );\n%s",
                          zones, travel, more);
    all[0] = '\0';
    assert_true(file >= 0 && write(file, text, (size_t)length) == length);
    close(file);
    if (scenario_read(&scenario, path, models, model_count, NULL, 0, &error) != STATUS_OK) {
        fail_msg("%s:%d: %s", error.file, error.line, error.text);
    }
    assert_int_equal(scenario_remarks(&scenario, note, all, &error), STATUS_OK);
    scenario_clear(&scenario);
    unlink(path);
    return all;
}

#define TOWN(people, share)                                                                                  \
    "{ name = \"Town\"; population = " people "; jobs_share = " share "; minutes_within = 10.0; }"
#define HILL(people, share)                                                                                  \
    "{ name = \"Hill\"; population = " people "; jobs_share = " share "; minutes_within = 12.0; }"
#define LAKE                   "{ name = \"Lake\"; population = 900; jobs_share = 0.2; }"
#define ABROAD                 "{ name = \"Abroad\"; population = 1; jobs_share = 0.2; }"
#define WAY(from, to, minutes) "{ from = \"" from "\"; to = \"" to "\"; minutes = " minutes "; }"

/* Legal, and hardly a place. */
static void test_odd_places(void **state)
{
    (void)state;
    static const char *const few[] = {"firms.jobs=500"};
    assert_string_equal(
        remarks_on_place(TOWN("3000", "0.6") "," HILL("2000", "0.4"), WAY("Town", "Hill", "20.0"), ""), "");
    assert_string_equal(remarks_on_place(TOWN("3000", "0.5") "," HILL("2000", "0.3") "," ABROAD,
                                         WAY("Town", "Hill", "20.0") "," WAY("Hill", "Abroad", "40.0"), ""),
                        ""); /* an employer outside is no zone with too many jobs */
    assert_non_null(
        strstr(remarks_on(few, 1, NULL, NULL, NULL),
               "firms.jobs: 500 are 0.18 for each of the 2769 people whom age_groups put to work"));
    assert_string_equal(
        remarks_on_place(TOWN("300", "0.96") "," HILL("4700", "0.04"), WAY("Town", "Hill", "20.0"), ""),
        "zones.Town: its share of jobs makes 8.3 for each of its residents; expected the share of all jobs "
        "of "
        "the territory that lie there\n");
    assert_string_equal(
        remarks_on_place(TOWN("3000", "1.0") "," HILL("2000", "0.0"), WAY("Town", "Hill", "20.0"), ""),
        "zones.Hill: no jobs lie there\n");
    assert_string_equal(
        remarks_on_place(TOWN("3000", "0.6") "," HILL("2000", "0.4"), WAY("Town", "Hill", "0.4"), ""),
        "travel from Town to Hill takes 0.4 minutes, less than inside either of them (10 and 12)\n");
    assert_string_equal(
        remarks_on_place(
            TOWN("3000", "0.5") "," HILL("2000", "0.3") "," LAKE,
            WAY("Town", "Hill", "200.0") "," WAY("Hill", "Lake", "40.0") "," WAY("Town", "Lake", "40.0"), ""),
        "travel from Town to Hill takes 200 minutes, and 80 through Lake\n");
}

static void test_odd_people(void **state)
{
    (void)state;
    static const char zones[] = TOWN("3000", "0.6") "," HILL("2000", "0.4");
    static const char way[] = WAY("Town", "Hill", "20.0");
    static const char census[] = "overrides = ( { path = \"age_groups.30-34.unemployed\"; value = 0.9; } );";
    static const char idle[] = "overrides = ( { path = \"age_groups.40-44.active_women\"; value = 0.08; } );";
    static const char public[] =
        "overrides = ( { path = \"sectors.public service.jobs_share\"; value = 0.515; },"
        "{ path = \"sectors.business services.jobs_share\"; value = 0.01; },"
        "{ path = \"sectors.trade.jobs_share\"; value = 0.05; } );";
    assert_non_null(strstr(remarks_on_place(zones, way, census), "% unemployed, and the target "));
    assert_string_equal(remarks_on_place(zones, way, public),
                        "sectors.public service has 52 % of all jobs\n");
    assert_non_null(strstr(remarks_on_place(zones, way, idle), "and 8 % of women in the labour force"));
}

/* The n-th policy that is off by default: what needs a parameter of its own group; NULL: there are no more.
 */
static const struct requirement *policy_off(const struct model *model, size_t n)
{
    const struct requirement *need;
    for (size_t k = 0; (need = model_need(model, k)) != NULL; k++) {
        size_t length = strlen(need->what);
        if (strchr(need->what, '.') == NULL && strncmp(need->on, need->what, length) == 0 && n-- == 0) {
            return need;
        }
    }
    return NULL;
}

/* What is said to have no effect has none, for each number that needs a policy which the classroom has not.
 */
static void test_remarks_are_true(void **state)
{
    (void)state;
    const struct model *model = NULL;
    uint64_t off = 0;
    size_t policies = 0;
    for (size_t m = 0; m < model_count; m++) {
        model = strcmp(models[m]->name, "labour_market") == 0 ? models[m] : model;
    }
    while (policy_off(model, policies) != NULL) {
        policies++;
    }
    assert_true(policies >= 4);
    for (size_t n = 0; n <= policies; n++) { /* none, then each policy that is off */
        struct scenario scenario;
        struct run run;
        struct error error = {0};
        assert_int_equal(
            scenario_read(&scenario, SCENARIOS "/classroom.cfg", models, model_count, NULL, 0, &error),
            STATUS_OK);
        const struct requirement *need = n == 0 ? NULL : policy_off(model, n - 1);
        const struct param_group *group =
            n == 0 ? NULL : param_schema_find(model->schema, need->what, strlen(need->what));
        const struct param_set *set = &scenario.sets[SCENARIO_SET_MODEL];
        for (size_t p = 0; n != 0 && p < group->param_count; p++) {
            struct param_slot slot = param_slot_at(set, group, 0, &group->params[p]);
            char full[PARAM_PATH_MAX];
            char value[32];
            param_path(&slot, full);
            if (strcmp(full, need->on) != 0 && slot.param->type != PARAM_BOOL &&
                slot.param->type != PARAM_DATE) {
                snprintf(value, sizeof value, "%.0f", slot.param->min < 1 ? 1.0 : slot.param->min);
                assert_int_equal(param_set_text(set, &slot, value, NULL, &error), STATUS_OK);
            }
        }
        assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
        for (int day = 0; day < 150; day++) {
            assert_int_equal(run_step(&run, &error), STATUS_OK);
        }
        off = n == 0 ? run_digest(&run) : off;
        assert_true(run_digest(&run) == off);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

static void refused(const char *assignment, const char *text)
{
    const char *const assignments[] = {assignment};
    struct scenario scenario;
    struct error error = {0};
    assert_int_equal(
        scenario_read(&scenario, SCENARIOS "/classroom.cfg", models, model_count, assignments, 1, &error),
        STATUS_INPUT);
    assert_string_equal(error.text, text);
    assert_non_null(strstr(error.file, assignment)); /* the command line, not the file */
}

static void test_more_jobs_than_people(void **state)
{
    (void)state;
    refused("firms.jobs=150000", "firms.jobs is 150000, expected at most 2 for each of the 5000 residents");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarations),
        cmocka_unit_test(test_nothing_to_say),
        cmocka_unit_test(test_without_effect),
        cmocka_unit_test(test_unusual),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_odd_places),
        cmocka_unit_test(test_odd_people),
        cmocka_unit_test(test_remarks_are_true),
        cmocka_unit_test(test_more_jobs_than_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
