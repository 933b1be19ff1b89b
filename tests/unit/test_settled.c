/* Whether a run has settled, judged by figures made by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "sim/due.h"
#include "sim/random.h"
#include "sim/settled.h"
#include "tests/support/allocations.h"
#include "tests/support/declarations.h"

struct lake_params {
    double inflow;
    int64_t step; /* days since 1970; 0: none */
};
static const struct param lake_params[] = {
    {"inflow", PARAM_REAL, "1", 0, 1e9, "m3/day", PARAM_DATED, "Inflow.", "test", 0},
    {"step", PARAM_INT, "0", 0, 1e9, "day", PARAM_PLAIN, "A change by itself.", "test", sizeof(double)}};
static const struct param_group groups[] = {
    {.path = "lake", .text = "Lake.", .params = lake_params, .param_count = 2}};
static const struct param_schema schema = {
    .groups = groups, .group_count = 1, .size = sizeof(struct lake_params)};

#define OUTPUTS(O)                                                                                           \
    O(level, F64, MONTHLY, "", "m", "Level.")                                                                \
    O(boats, F64, MONTHLY, "", "1", "Boats.")
enum { OUTPUTS(OUTPUT_ID) OUTPUT_COUNT };
static const struct output outputs[] = {OUTPUTS(OUTPUT_ENTRY)};

#define STEADY(S)                                                                                            \
    S(level, "level", "level", "m", 1, UNIT, 0.5)                                                            \
    S(boats, "boats", "boats", "1", 0, PERCENT, 10)                                                          \
    S(swans, "swans", "swans", "1", 0, PERCENT, 10)
enum { STEADY(STEADY_ID) STEADY_COUNT };
static const struct steady steady[] = {STEADY(STEADY_ENTRY)};

/* There are no swans. */
static void steady_month(const struct sim *sim, size_t record, double *values)
{
    assert_true(isnan(values[STEADY_level]) && isnan(values[STEADY_swans]));
    values[STEADY_level] = *(const double *)outputs_record(&sim->outputs, OUTPUT_level, record);
    values[STEADY_boats] = *(const double *)outputs_record(&sim->outputs, OUTPUT_boats, record);
}

static int32_t next_step(const void *params, int32_t day)
{
    int32_t step = (int32_t)((const struct lake_params *)params)->step;
    return step > day ? step : DUE_NEVER;
}

static const struct model lake = {
    .name = "lake",
    .text = "A lake.",
    .schema = &schema,
    .own = {.outputs = outputs, .output_count = OUTPUT_COUNT},
    .steady = steady,
    .steady_count = STEADY_COUNT,
    .steady_month = steady_month,
    .next_step = next_step,
};

/* A run that was, by its records from 2010 on. */
struct past {
    struct scenario scenario;
    struct sim sim;
};

static void must(enum status status)
{
    assert_int_equal(status, STATUS_OK);
}

static int32_t day_of(const char *date)
{
    int32_t day;
    assert_true(date_parse(date, &day));
    return day;
}

/* level[months], boats[months]. */
static void begin(struct past *past, size_t months, const double *level, const double *boats)
{
    *past = (struct past){0};
    must(scenario_init(&past->scenario, &lake, NULL));
    struct sim *sim = &past->sim;
    sim->params = past->scenario.sets[SCENARIO_SET_MODEL].values;
    must(outputs_init(&sim->outputs, outputs, OUTPUT_COUNT, 1, NULL));
    must(outputs_open(&sim->outputs, NULL));
    sim->start_day = day_of("2010-01-01");
    sim->first_day = sim->start_day - 100;
    sim->end_day = sim->start_day;
    for (size_t i = 0; i < months; i++) {
        int32_t next = date_month_next(sim->end_day);
        *outputs_reals(&sim->outputs, OUTPUT_level) = level[i];
        *outputs_reals(&sim->outputs, OUTPUT_boats) = boats[i];
        must(outputs_commit(&sim->outputs, OUTPUT_MONTHLY, sim->end_day, next - 1, NULL));
        sim->end_day = next;
    }
}

static void end(struct past *past)
{
    outputs_clear(&past->sim.outputs);
    scenario_clear(&past->scenario);
}

static void change(struct past *past, const char *date, const char *path, const char *value)
{
    must(change_list_add(&past->scenario.changes, past->scenario.sets, SCENARIO_SETS, day_of(date), path,
                         value, NULL, NULL));
}

static struct settled judge(const struct past *past)
{
    struct settled settled;
    must(settled_init(&settled, &past->scenario, &past->sim, NULL));
    return settled;
}

enum { YEARS = 6, MONTHS = 12 * YEARS };

/* A little noise, a level that wears off by `left`, and boats. */
static void draw(double *level, double *boats, double left)
{
    struct rng rng = rng_at(rng_purpose(1, "lake"), 0, 0);
    for (size_t i = 0; i < MONTHS; i++, left *= 0.85) {
        level[i] = 20 + left + 0.1 * rng_normal(&rng);
        boats[i] = 300 + rng_normal(&rng);
    }
}

static void test_verdicts(void **state)
{
    (void)state;
    double level[MONTHS], boats[MONTHS];
    struct past past;

    draw(level, boats, 0);
    begin(&past, MONTHS, level, boats);
    struct settled settled = judge(&past);
    assert_int_equal(settled.verdict, SETTLED_WITHIN);
    assert_int_equal(settled.count, STEADY_COUNT);
    assert_int_equal(settled.years, YEARS);
    assert_int_equal(settled.first_day, day_of("2010-01-01"));
    assert_int_equal(settled.last_day, day_of("2015-12-31"));
    assert_int_equal(settled.change_day, DUE_NEVER);
    assert_int_equal(settled.lines[STEADY_level].verdict, SETTLED_WITHIN);
    assert_int_equal(settled.lines[STEADY_swans].verdict, SETTLED_UNKNOWN);
    settled_clear(&settled);
    end(&past);

    draw(level, boats, 3);
    begin(&past, MONTHS, level, boats);
    settled = judge(&past);
    assert_int_equal(settled.verdict, SETTLED_DRIFTS);
    assert_int_equal(settled.lines[STEADY_level].verdict, SETTLED_DRIFTS);
    assert_true(settled.lines[STEADY_level].change < -0.5);
    assert_int_equal(settled.lines[STEADY_boats].verdict, SETTLED_WITHIN);
    settled_clear(&settled);
    end(&past);

    /* A drift that is seen and is too small to matter; boats that come and go. */
    draw(level, boats, 0.9);
    for (size_t i = 0; i < MONTHS; i++) {
        boats[i] += i % 30 < 15 ? -100 : 100;
    }
    begin(&past, MONTHS, level, boats);
    settled = judge(&past);
    assert_true(settled.lines[STEADY_level].drift.chance < 0.01);
    assert_int_equal(settled.lines[STEADY_level].verdict, SETTLED_WITHIN);
    assert_true(fabs(settled.lines[STEADY_boats].change) > 10);
    assert_int_equal(settled.lines[STEADY_boats].verdict, SETTLED_LUCK);
    assert_int_equal(settled.verdict, SETTLED_LUCK);
    settled_clear(&settled);
    end(&past);
}

/* A bound in percent is of the first year. */
static void test_scales(void **state)
{
    (void)state;
    double level[36], boats[36];
    struct past past;
    for (size_t i = 0; i < 36; i++) {
        level[i] = i < 12 ? 20 : 20.4;
        boats[i] = i < 12 ? 200 : 250;
    }
    begin(&past, 36, level, boats);
    struct settled settled = judge(&past);
    assert_true(fabs(settled.lines[STEADY_level].change - 0.4) < 1e-9);
    assert_int_equal(settled.lines[STEADY_level].verdict, SETTLED_WITHIN);
    assert_true(fabs(settled.lines[STEADY_boats].change - 25) < 1e-9);
    assert_int_equal(settled.lines[STEADY_boats].verdict, SETTLED_DRIFTS);
    settled_clear(&settled);
    end(&past);
}

/* What comes after a change is not looked at. */
static void test_changes(void **state)
{
    (void)state;
    static const struct {
        const char *date; /* of a change of the inflow, or NULL */
        const char *step; /* by itself, or NULL */
        const char *before;
        size_t years;
    } cases[] = {
        {NULL, NULL, NULL, 6},
        {"2014-01-01", NULL, "2014-01-01", 4},
        {"2013-12-31", NULL, "2013-12-31", 3}, /* the month in which it comes is not whole */
        {"2012-06-01", NULL, "2012-06-01", 2},
        {"2010-01-01", NULL, "2010-01-01", 0},
        {"2009-12-31", NULL, NULL, 6}, /* in the burn-in */
        {"2016-01-01", NULL, NULL, 6}, /* after the run */
        {NULL, "2014-05-01", "2014-05-01", 4},
        {NULL, "2010-01-01", "2010-01-01", 0},
        {NULL, "2009-01-01", NULL, 6},
        {NULL, "2017-01-01", NULL, 6},
        {"2014-01-01", "2013-01-01", "2013-01-01", 3},
        {"2013-01-01", "2014-01-01", "2013-01-01", 3},
    };
    double level[MONTHS], boats[MONTHS];
    draw(level, boats, 0);
    for (size_t i = 48; i < MONTHS; i++) {
        level[i] += 100;
    }
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        struct past past;
        begin(&past, MONTHS, level, boats);
        change(&past, "2011-02-01", "run.luck", "7"); /* is no change of what the run goes by */
        if (cases[k].date != NULL) {
            change(&past, cases[k].date, "lake.inflow", "2");
        }
        if (cases[k].step != NULL) {
            ((struct lake_params *)past.scenario.sets[SCENARIO_SET_MODEL].values)->step =
                day_of(cases[k].step);
        }
        struct settled settled = judge(&past);
        bool by_date = cases[k].before != NULL && cases[k].before == cases[k].date;
        assert_int_equal(settled.years, cases[k].years);
        assert_int_equal(settled.change_day, cases[k].before == NULL ? DUE_NEVER : day_of(cases[k].before));
        assert_true(by_date ? strcmp(settled.changes, "lake.inflow") == 0 : settled.changes == NULL);
        assert_true(cases[k].years >= 3 || settled.verdict == SETTLED_UNKNOWN);
        assert_true(cases[k].years < 3 || cases[k].years > 4 || settled.verdict == SETTLED_WITHIN);
        settled_clear(&settled);
        end(&past);
    }
}

static void test_a_model_without_steady_figures(void **state)
{
    (void)state;
    struct past past;
    begin(&past, 0, NULL, NULL);
    struct model silent = lake;
    silent.steady = NULL;
    silent.steady_count = 0;
    silent.steady_month = NULL;
    silent.next_step = NULL;
    past.scenario.model = &silent;
    struct settled settled = judge(&past);
    assert_true(settled.count == 0 && settled.verdict == SETTLED_UNKNOWN);
    settled_clear(&settled);
    past.scenario.model = &lake;
    settled = judge(&past); /* and without a month */
    assert_true(settled.count == STEADY_COUNT && settled.verdict == SETTLED_UNKNOWN && settled.years == 0);
    settled_clear(&settled);
    end(&past);
}

static void test_declarations(void **state)
{
    (void)state;
    struct error error = {0};
    must(steady_check(steady, STEADY_COUNT, &error));
    struct steady wrong[] = {steady[0], steady[0], steady[0], steady[0], steady[0], steady[0]};
    wrong[1].name = "two words";
    wrong[2].label = "";
    wrong[3].unit = NULL;
    wrong[4].digits = -1;
    wrong[5].bound = 0;
    assert_int_equal(steady_check(wrong, 2, &error), STATUS_FAILED);
    error_clear(&error);
    for (size_t i = 1; i < 6; i++) {
        assert_int_equal(steady_check(&wrong[i], 1, &error), STATUS_FAILED);
        error_clear(&error);
    }
    struct steady twice[] = {steady[0], steady[0]};
    assert_int_equal(steady_check(twice, 2, &error), STATUS_FAILED);
    error_clear(&error);
}

static enum status work(void *context, struct error *error)
{
    const struct past *past = context;
    struct settled settled;
    enum status status = settled_init(&settled, &past->scenario, &past->sim, error);
    settled_clear(&settled);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    double level[MONTHS], boats[MONTHS];
    struct past past;
    draw(level, boats, 0);
    begin(&past, MONTHS, level, boats);
    assert_true(check_every_allocation(work, &past) >= 2);
    end(&past);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts),     cmocka_unit_test(test_scales),
        cmocka_unit_test(test_changes),      cmocka_unit_test(test_a_model_without_steady_figures),
        cmocka_unit_test(test_declarations), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
