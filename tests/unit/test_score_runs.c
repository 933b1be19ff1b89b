/* The scorecard of several runs by numbers made by hand, and what tells repeats of a scenario from other
 * runs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/calibration.h"
#include "sim/memory.h"
#include "sim/repeat.h"
#include "sim/score_runs.h"
#include "tests/support/allocations.h"

struct pond_params {
    double level;
    double flow;
};
static const struct param pond_params[] = {
    {"level", PARAM_REAL, "1", -1e9, 1e9, "m", PARAM_DATED, "Level.", "test",
     offsetof(struct pond_params, level)},
    {"flow", PARAM_REAL, "2", -1e9, 1e9, "m", PARAM_PLAIN, "Flow.", "test",
     offsetof(struct pond_params, flow)},
};
static const struct param_group groups[] = {
    {.path = "pond", .text = "Pond.", .params = pond_params, .param_count = 2}};
static const struct param_schema schema = {
    .groups = groups, .group_count = 1, .size = sizeof(struct pond_params)};

/* "found" is held out by its name, the others are not. */
#define MEASURES(M)                                                                                          \
    M(jobless, "jobless", "Water", "level", "m", 2, "Level of the pond.")                                    \
    M(found, "found", "Water", "flow", "m", 1, "Flow of the pond.")                                          \
    M(change, "change", "Water", "change", "m", 1, "Change of the level.")                                   \
    M(boats, "boats", "People", "boats", "1", 0, "Boats on the pond.")                                       \
    M(rare, "rare", "People", "rare", "1", 0, "What some runs give, of which nothing is published.")

enum { MEASURES(MEASURE_ID) MEASURE_COUNT };
static const struct measure measures[] = {MEASURES(MEASURE_ENTRY)};

static const struct model pond = {.name = "pond",
                                  .text = "A pond.",
                                  .schema = &schema,
                                  .measures = measures,
                                  .measure_count = MEASURE_COUNT};

static void make(struct scenario *scenario)
{
    struct error error = {0};
    assert_int_equal(scenario_init(scenario, &pond, &error), STATUS_OK);
}

static void add_target(struct scenario *scenario, const char *measure, double value, double tolerance)
{
    size_t row;
    struct place place = {.file = "pond.cfg"};
    assert_int_equal(param_rows_append(&scenario->sets[SCENARIO_SET_TARGETS], &target_schema.groups[0],
                                       &place, &row, NULL),
                     STATUS_OK);
    struct target *target = &((struct target *)scenario->targets->targets.rows)[row];
    snprintf(target->measure.chars, sizeof target->measure.chars, "%s", measure);
    target->value = value;
    target->tolerance = tolerance;
}

/* Four targets, and what is said of each after its line number in the scorecard. */
static void add_targets(struct scenario *scenario)
{
    add_target(scenario, "jobless", 10, 2);   /* 0: mean 11 */
    add_target(scenario, "jobless", 10.4, 1); /* 1: the same measure, held to less */
    add_target(scenario, "found", -4, 1);     /* 2: mean -5.5, which is a miss though two of three runs are */
    add_target(scenario, "change", 0, 0.5);   /* 3: mean 0.25, which is half exactly, of two runs */
    add_target(scenario, "boats", 7, 100);    /* 4: no run gives it */
}

enum { RUNS = 3 };
#define NO_VALUE ((double)NAN)
static const double values[RUNS][MEASURE_COUNT] = {
    {9, -4, 0.75, NO_VALUE, 3},
    {13, -8.5, NO_VALUE, NO_VALUE, NO_VALUE},
    {11, -4, -0.25, (double)INFINITY, NO_VALUE},
};

static void score_all(struct score_runs *score, const struct scenario *scenario, size_t runs)
{
    struct error error = {0};
    assert_int_equal(score_runs_init(score, scenario, &values[0][0], runs, &error), STATUS_OK);
}

static void test_lines(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score_runs score;
    make(&scenario);
    add_targets(&scenario);
    score_all(&score, &scenario, RUNS);
    static const struct {
        double mean, low, high, gap, relative;
        size_t runs, runs_within;
        bool within, half;
    } expected[] = {
        {11, 9, 13, 1, 0.1, 3, 2, true, true},
        {11, 9, 13, 0.6, 0.6 / 10.4, 3, 1, true, false},
        {-5.5, -8.5, -4, -1.5, 0.375, 3, 2, false, false},
        {0.25, -0.25, 0.75, 0.25, NO_VALUE, 2, 1, true, true},
        {NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE, 0, 0, false, false},
        {3, 3, 3, NO_VALUE, NO_VALUE, 1, 0, false, false},
    };
    enum { LINES = sizeof expected / sizeof expected[0] };
    assert_int_equal(score.runs, RUNS);
    assert_int_equal(score.mean.count, LINES);
    for (size_t i = 0; i < LINES; i++) {
        const struct score_line *line = &score.mean.lines[i];
        const struct score_spread *spread = &score.spreads[i];
        const double got[] = {line->value, spread->low, spread->high, line->gap, spread->relative_gap};
        const double want[] = {expected[i].mean, expected[i].low, expected[i].high, expected[i].gap,
                               expected[i].relative};
        for (size_t v = 0; v < 5; v++) {
            if (isnan(got[v]) != isnan(want[v]) || fabs(got[v] - want[v]) > 1e-12) {
                fail_msg("line %zu, value %zu: %g, expected %g", i, v, got[v], want[v]);
            }
        }
        assert_int_equal(spread->runs, expected[i].runs);
        assert_int_equal(spread->runs_within, expected[i].runs_within);
        assert_int_equal(line->within, expected[i].within);
        assert_int_equal(spread->within_half, expected[i].half);
    }
    assert_true(score.mean.lines[2].gap_tolerances == -1.5);
    score_runs_clear(&score);
    scenario_clear(&scenario);
}

static void test_totals(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score_runs score;
    make(&scenario);
    add_targets(&scenario);
    score_all(&score, &scenario, RUNS);
    /* Within: run 0 line 0, 2; run 1 none; run 2 all but 4. */
    const struct score_total *all = &score.totals[SCORE_ALL];
    assert_int_equal(all->targets, 5);
    assert_int_equal(all->within, 3);
    assert_int_equal(all->within_half, 2);
    assert_int_equal(all->least, 0);
    assert_int_equal(all->most, 4);
    assert_true(fabs(all->mean - 2) < 1e-12);
    assert_true(fabs(all->relative_gap - (0.1 + 0.6 / 10.4 + 0.375) / 3) < 1e-12);
    assert_int_equal(all->zero, 1);
    assert_int_equal(all->missing, 1);
    assert_int_equal(score.mean.within, all->within);
    score_runs_clear(&score);
    score_runs_clear(&score);
    scenario_clear(&scenario);
}

static void test_held_out(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score_runs score;
    make(&scenario);
    add_targets(&scenario);
    score_all(&score, &scenario, RUNS);
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        assert_int_equal(moment_is_held_out(measures[i].name, HELD_OUT_PERCENT), i == MEASURE_found);
    }
    const struct score_total *held = &score.totals[SCORE_HELD_OUT];
    const struct score_total *others = &score.totals[SCORE_OTHERS];
    assert_int_equal(held->targets, 1);
    assert_int_equal(held->within, 0);
    assert_int_equal(held->least, 0);
    assert_int_equal(held->most, 1);
    assert_true(fabs(held->mean - 2.0 / 3) < 1e-12);
    assert_true(held->relative_gap == 0.375);
    assert_int_equal(others->targets, 4);
    assert_int_equal(others->within, 3);
    assert_int_equal(others->within_half, 2);
    assert_int_equal(others->most, 3);
    assert_true(fabs(others->relative_gap - (0.1 + 0.6 / 10.4) / 2) < 1e-12);
    assert_int_equal(others->zero + others->missing, 2);
    score_runs_clear(&score);
    scenario_clear(&scenario);
}

/* What differs in the last bits from half of a tolerance is half of it: 12.3 - 12 is more than 0.3. */
static void test_half_of_the_tolerance(void **state)
{
    (void)state;
    const struct target target = {.value = 12, .tolerance = 0.6};
    assert_true(score_is_within(&target, 12.3 - 12, 0.5));
    assert_true(score_is_within(&target, 11.7 - 12, 0.5));
    assert_false(score_is_within(&target, 0.3000001, 0.5));
    assert_true(score_is_within(&target, 0.3000001, 1));
    assert_false(score_is_within(&target, NO_VALUE, 0.5));
}

/* One run says what the scorecard of one run says. */
static void test_one_run(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score_runs several;
    struct score one;
    make(&scenario);
    add_targets(&scenario);
    score_all(&several, &scenario, 1);
    assert_int_equal(score_init_values(&one, &scenario, values[0], NULL), STATUS_OK);
    assert_int_equal(several.mean.count, one.count);
    for (size_t i = 0; i < one.count; i++) {
        assert_int_equal(several.mean.lines[i].within, one.lines[i].within);
        assert_true(several.mean.lines[i].gap == one.lines[i].gap || isnan(one.lines[i].gap));
    }
    assert_int_equal(several.totals[SCORE_ALL].within, one.within);
    assert_int_equal(several.totals[SCORE_ALL].least, one.within);
    assert_int_equal(several.totals[SCORE_ALL].most, one.within);
    score_clear(&one);
    score_runs_clear(&several);
    scenario_clear(&scenario);
}

static void test_nothing_published(void **state)
{
    (void)state;
    struct scenario scenario;
    struct score_runs score;
    make(&scenario);
    score_all(&score, &scenario, RUNS);
    assert_int_equal(score.mean.count, 4); /* no run gives boats */
    assert_int_equal(score.totals[SCORE_ALL].targets, 0);
    assert_int_equal(score.totals[SCORE_ALL].most, 0);
    assert_true(isnan(score.totals[SCORE_ALL].relative_gap));
    score_runs_clear(&score);
    scenario_clear(&scenario);
}

static enum status work(void *context, struct error *error)
{
    struct score_runs score;
    enum status status = score_runs_init(&score, context, &values[0][0], RUNS, error);
    score_runs_clear(&score);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    struct scenario scenario;
    make(&scenario);
    add_targets(&scenario);
    assert_true(check_every_allocation(work, &scenario) >= 3);
    scenario_clear(&scenario);
}

/* ---- whether runs are repeats ---- */

static void set(struct scenario *scenario, const char *assignment)
{
    struct error error = {0};
    assert_int_equal(scenario_set(scenario, assignment, &error), STATUS_OK);
}

/* What repeat_difference says of the scenario as it is and after `assignment`. */
static void expect_difference(const char *assignment, const char *difference)
{
    struct scenario scenario;
    char *texts[2];
    char text[128];
    make(&scenario);
    assert_int_equal(repeat_text(&scenario, &texts[0], NULL), STATUS_OK);
    set(&scenario, assignment);
    assert_int_equal(repeat_text(&scenario, &texts[1], NULL), STATUS_OK);
    repeat_difference(texts[0], texts[1], text, sizeof text);
    assert_string_equal(text, difference);
    assert_int_equal(strcmp(texts[0], texts[1]) == 0, difference[0] == '\0');
    memory_free(texts[0]);
    memory_free(texts[1]);
    scenario_clear(&scenario);
}

static void test_repeats(void **state)
{
    (void)state;
    expect_difference("run.seed=7", "");
    expect_difference("run.population_seed=7", "");
    expect_difference("run.luck=7", "");
    expect_difference("run.daily=true", "");
    expect_difference("run.panels=false", "");
    expect_difference("pond.level=7", "pond.level = 1 and 7");
    expect_difference("run.burn_in_days=7", "run.burn_in_days = 0 and 7");
    expect_difference("run.end=2015-01-01", "run.end = 2020-01-01 and 2015-01-01");
}

static void test_differences_of_lines(void **state)
{
    (void)state;
    char text[64];
    repeat_difference("a = 1\nb = 2\n", "a = 1\n", text, sizeof text);
    assert_string_equal(text, "b = 2");
    repeat_difference("a = 1\n", "a = 1\nb from 2015-01-01 on = 2\n", text, sizeof text);
    assert_string_equal(text, "b from 2015-01-01 on = 2");
    repeat_difference("a = 1\nc = 2\n", "a = 1\nb = 2\n", text, sizeof text);
    assert_string_equal(text, "c = 2");
}

/* One run is what has the same text and the same seeds. */
static void test_seeds(void **state)
{
    (void)state;
    static const char *const seeds[] = {"run.seed=7", "run.population_seed=7", "run.luck=7"};
    struct scenario scenarios[2];
    make(&scenarios[0]);
    make(&scenarios[1]);
    assert_true(repeat_digest("a", &scenarios[0]) == repeat_digest("a", &scenarios[1]));
    assert_true(repeat_digest("a", &scenarios[0]) != repeat_digest("b", &scenarios[0]));
    for (size_t i = 0; i < 3; i++) {
        set(&scenarios[0], seeds[i]);
        assert_true(repeat_digest("a", &scenarios[0]) != repeat_digest("a", &scenarios[1]));
        set(&scenarios[1], seeds[i]);
        assert_true(repeat_digest("a", &scenarios[0]) == repeat_digest("a", &scenarios[1]));
    }
    scenario_clear(&scenarios[0]);
    scenario_clear(&scenarios[1]);
}

static void test_targets(void **state)
{
    (void)state;
    struct scenario scenarios[2];
    make(&scenarios[0]);
    make(&scenarios[1]);
    struct target_params *ours = scenarios[0].targets;
    struct target_params *theirs = scenarios[1].targets;
    assert_true(targets_difference(ours, theirs) == SIZE_MAX);
    add_targets(&scenarios[0]);
    assert_int_equal(targets_difference(ours, theirs), 0);
    add_targets(&scenarios[1]);
    assert_true(targets_difference(ours, theirs) == SIZE_MAX);
    struct target *row = (struct target *)theirs->targets.rows + 2;
    row->value += 1;
    assert_int_equal(targets_difference(ours, theirs), 2);
    row->value -= 1;
    row->tolerance *= 2;
    assert_int_equal(targets_difference(ours, theirs), 2);
    row->tolerance /= 2;
    snprintf(row->measure.chars, sizeof row->measure.chars, "boats");
    assert_int_equal(targets_difference(ours, theirs), 2);
    snprintf(row->measure.chars, sizeof row->measure.chars, "found");
    add_target(&scenarios[1], "found", 1, 1);
    assert_int_equal(targets_difference(ours, theirs), 5);
    assert_int_equal(targets_difference(theirs, ours), 5);
    scenario_clear(&scenarios[0]);
    scenario_clear(&scenarios[1]);
}

static enum status write_text(void *context, struct error *error)
{
    char *text;
    enum status status = repeat_text(context, &text, error);
    memory_free(text);
    return status;
}

static void test_memory_of_texts(void **state)
{
    (void)state;
    struct scenario scenario;
    make(&scenario);
    assert_true(check_every_allocation(write_text, &scenario) >= 2);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_held_out),
        cmocka_unit_test(test_half_of_the_tolerance),
        cmocka_unit_test(test_one_run),
        cmocka_unit_test(test_nothing_published),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_differences_of_lines),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_targets),
        cmocka_unit_test(test_memory_of_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
