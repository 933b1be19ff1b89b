/* Measures, targets and what becomes of them side by side. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "sim/past.h"
#include "sim/score.h"
#include "tests/support/allocations.h"
#include "tests/support/declarations.h"

struct lake_params {
    double level;
};
static const struct param lake_params[] = {
    {"level", PARAM_REAL, "12.3", -1e9, 1e9, "m", PARAM_PLAIN, "Level.", "test", 0}};
static const struct param_group groups[] = {
    {.path = "lake", .text = "Lake.", .params = lake_params, .param_count = 1}};
static const struct param_schema schema = {
    .groups = groups, .group_count = 1, .size = sizeof(struct lake_params)};

#define MEASURES(M)                                                                                          \
    M(level, "level", "Water", "level", "m", 2, "Level of the lake.")                                        \
    M(level_twice, "level.twice", "Water", "twice the level", "m", 1, "Two times the level.")                \
    M(boats, "boats", "People", "boats", "1", 0, "Boats, which are not counted.")                            \
    M(swimmers, "swimmers", "People", "swimmers", "%", 1, "Swimmers, which are not counted either.")

enum { MEASURES(MEASURE_ID) MEASURE_COUNT };
static const struct measure measures[] = {MEASURES(MEASURE_ENTRY)};

static enum status take(const struct sim *sim, double *values, struct error *error)
{
    const struct lake_params *params = sim->params;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        assert_true(isnan(values[i]));
    }
    if (params->level < 0) {
        return error_set(error, STATUS_FAILED, "the lake is dry");
    }
    values[MEASURE_level] = params->level;
    values[MEASURE_level_twice] = 2 * params->level;
    return STATUS_OK;
}

static const struct model lake = {
    .name = "lake",
    .text = "A lake.",
    .schema = &schema,
    .measures = measures,
    .measure_count = MEASURE_COUNT,
    .measure = take,
};

static void add_target(struct scenario *scenario, const char *id, const char *measure, double value,
                       double tolerance)
{
    size_t row;
    struct place place = {.file = "lake.cfg", .line = 7, .column = 3};
    assert_int_equal(param_rows_append(&scenario->sets[SCENARIO_SET_TARGETS], &target_schema.groups[0],
                                       &place, &row, NULL),
                     STATUS_OK);
    struct target *target = &((struct target *)scenario->targets->targets.rows)[row];
    snprintf(target->id.chars, sizeof target->id.chars, "%s", id);
    snprintf(target->measure.chars, sizeof target->measure.chars, "%s", measure);
    snprintf(target->source.chars, sizeof target->source.chars, "source of %s", id);
    target->value = value;
    target->tolerance = tolerance;
}

static void make(struct scenario *scenario)
{
    struct error error = {0};
    assert_int_equal(scenario_init(scenario, &lake, &error), STATUS_OK);
}

static void score(struct score *score, const struct scenario *scenario)
{
    struct error error = {0};
    struct sim sim = {.params = scenario->sets[SCENARIO_SET_MODEL].values};
    assert_int_equal(score_init(score, scenario, &sim, &error), STATUS_OK);
}

static void test_declarations(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(measures_check(measures, MEASURE_COUNT, &error), STATUS_OK);
    assert_int_equal(param_schema_check(&target_schema, &error), STATUS_OK);
    struct measure wrong[8];
    for (size_t i = 0; i < 8; i++) {
        wrong[i] = measures[1];
    }
    wrong[0].name = "level";
    wrong[1].name = "two words";
    wrong[2].name = ".x";
    wrong[3].section = "";
    wrong[4].label = NULL;
    wrong[5].unit = "";
    wrong[6].definition = "two\nlines";
    wrong[7].digits = -1;
    for (size_t i = 0; i < 8; i++) {
        const struct measure pair[] = {measures[0], wrong[i]};
        assert_int_equal(measures_check(pair, 2, &error), STATUS_FAILED);
        assert_int_equal(error.status, STATUS_FAILED);
        error_clear(&error);
    }
}

/* 12.3 - 11.7 is a little more than 0.6 in doubles; what is said in decimals decides. */
static void test_exactly_at_the_tolerance_is_within(void **state)
{
    (void)state;
    static const struct {
        double value;
        double tolerance;
        bool within;
    } cases[] = {
        {11.7, 0.6, true},   {12.9, 0.6, true},    {11.7, 0.5999999, false}, {12.9, 0.5999999, false},
        {12.3, 1e-9, true},  {12.29, 1e-9, false}, {0, 12.3, true},          {0, 12.2, false},
        {-12.3, 24.6, true}, {-12.3, 24.5, false}, {1e15, 1e15, true},       {1e15, 1e14, false},
        {12.4, 0.1, true},   {12.2, 0.1, true},
    };
    enum { CASES = sizeof cases / sizeof cases[0] };
    struct scenario scenario;
    struct score lines;
    make(&scenario);
    size_t within = 0;
    for (size_t i = 0; i < CASES; i++) {
        add_target(&scenario, "t", "level", cases[i].value, cases[i].tolerance);
        within += cases[i].within;
    }
    score(&lines, &scenario);
    assert_int_equal(lines.count, CASES + 1); /* the last: twice the level, of which nothing is published */
    assert_int_equal(lines.targets, CASES);
    assert_int_equal(lines.within, within);
    for (size_t i = 0; i < CASES; i++) {
        const struct score_line *line = &lines.lines[i];
        assert_ptr_equal(line->measure, &measures[MEASURE_level]);
        assert_true(line->value == 12.3);
        assert_true(line->gap == 12.3 - cases[i].value);
        assert_true(line->gap_tolerances == line->gap / cases[i].tolerance);
        if (line->within != cases[i].within) {
            fail_msg("case %zu: %g with tolerance %g", i, cases[i].value, cases[i].tolerance);
        }
    }
    score_clear(&lines);
    scenario_clear(&scenario);
}

static void test_what_is_not_given_is_a_miss(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score lines;
    make(&scenario);
    add_target(&scenario, "a", "boats", 3, 1e15);
    add_target(&scenario, "b", "level", 12, 1);
    score(&lines, &scenario);
    assert_int_equal(lines.targets, 2);
    assert_int_equal(lines.within, 1);
    assert_true(isnan(lines.lines[2].value));
    assert_true(isnan(lines.lines[2].gap));
    assert_true(isnan(lines.lines[2].gap_tolerances));
    assert_false(lines.lines[2].within);
    assert_true(lines.lines[0].within);
    score_clear(&lines);
    scenario_clear(&scenario);
}

/* Measures in the order of the model, with all their targets, and without those of which there is nothing to
 * say. */
static void test_order(void **state)
{
    (void)state;
    static const char *const ids[] = {"late", "early", "lost", "twin"};
    struct scenario scenario;
    struct score lines;
    make(&scenario);
    add_target(&scenario, ids[0], "level.twice", 24.6, 1);
    add_target(&scenario, ids[1], "level", 12.3, 1);
    add_target(&scenario, ids[2], "boats", 1, 1);
    add_target(&scenario, ids[3], "level.twice", 99, 1);
    static const int order[] = {1, 0, 3, 2};
    score(&lines, &scenario);
    assert_int_equal(lines.count, 4); /* swimmers are neither given nor published */
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(lines.lines[i].target->id.chars, ids[order[i]]);
    }
    assert_int_equal(lines.targets, 4);
    assert_int_equal(lines.within, 2);
    score_clear(&lines);
    score_clear(&lines);

    scenario.targets->targets.count = 0;
    score(&lines, &scenario);
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.targets, 0);
    assert_null(lines.lines[0].target);
    score_clear(&lines);
    scenario_clear(&scenario);
}

static void test_unknown_measures(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    make(&scenario);
    add_target(&scenario, "good", "level", 1, 1);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_OK);
    add_target(&scenario, "bad", "swimers", 1, 1);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_INPUT);
    assert_string_equal(error.file, "lake.cfg");
    assert_int_equal(error.line, 7);
    assert_int_equal(error.column, 3);
    assert_string_equal(error.text, "targets.bad.measure: the model has no measure called \"swimers\"");
    assert_string_equal(error.hint, "did you mean \"swimmers\"?");
    scenario_clear(&scenario);
}

/* Other targets are the same run: a checkpoint stays good. */
static void test_targets_are_no_part_of_the_past(void **state)
{
    (void)state;
    struct scenario scenario;
    char *texts[3];
    make(&scenario);
    assert_int_equal(past_text(&scenario, 0, &texts[0], NULL), STATUS_OK);
    add_target(&scenario, "t", "level", 1, 1);
    assert_int_equal(past_text(&scenario, 0, &texts[1], NULL), STATUS_OK);
    assert_int_equal(scenario_set(&scenario, "targets.t.value=5", NULL), STATUS_OK);
    assert_true(((const struct target *)scenario.targets->targets.rows)->value == 5);
    assert_int_equal(scenario_set(&scenario, "lake.level=5", NULL), STATUS_OK);
    assert_int_equal(past_text(&scenario, 0, &texts[2], NULL), STATUS_OK);
    assert_string_equal(texts[0], texts[1]);
    assert_string_not_equal(texts[0], texts[2]);
    for (size_t i = 0; i < 3; i++) {
        memory_free(texts[i]);
    }
    scenario_clear(&scenario);
}

static void test_a_failing_model(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score lines;
    struct error error = {0};
    make(&scenario);
    assert_int_equal(scenario_set(&scenario, "lake.level=-1", NULL), STATUS_OK);
    struct sim sim = {.params = scenario.sets[SCENARIO_SET_MODEL].values};
    assert_int_equal(score_init(&lines, &scenario, &sim, &error), STATUS_FAILED);
    assert_string_equal(error.text, "the lake is dry");
    score_clear(&lines);
    scenario_clear(&scenario);
}

static enum status work(void *context, struct error *error)
{
    const struct scenario *scenario = context;
    struct sim sim = {.params = scenario->sets[SCENARIO_SET_MODEL].values};
    struct score lines;
    enum status status = score_init(&lines, scenario, &sim, error);
    score_clear(&lines);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    struct scenario scenario;
    make(&scenario);
    add_target(&scenario, "t", "level", 1, 1);
    assert_true(check_every_allocation(work, &scenario) >= 2);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarations),
        cmocka_unit_test(test_exactly_at_the_tolerance_is_within),
        cmocka_unit_test(test_what_is_not_given_is_a_miss),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_unknown_measures),
        cmocka_unit_test(test_targets_are_no_part_of_the_past),
        cmocka_unit_test(test_a_failing_model),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
