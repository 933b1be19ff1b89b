#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/run.h"
#include "tests/support/allocations.h"

/* A model that notes what the engine asks of it: on every day each actor adds `rate` to what it has,
 * counts one day in each axis, and posts a row. */

#define DIARY_PARAMS(P, self)                                                                                \
    P(self, INT, actors, "10", 1, 1e6, "actors", PARAM_PLAIN, "Actors.", "test")                             \
    P(self, INT, rate, "1", 0, 1000, "1/day", PARAM_DATED, "What a day gives.", "test")                      \
    P(self, INT, fail_on, "0", 0, 10, "1", PARAM_PLAIN, "Which function fails.", "test")

struct diary_params {
    DIARY_PARAMS(PARAM_MEMBER, )
};
struct values {
    struct diary_params diary;
};

#define ACTOR_COLUMNS(C, self)                                                                               \
    C(self, I64, sum, "1", "all that the days gave")                                                         \
    C(self, U8, last, "1", "what the last day gave, modulo 256")

struct actors {
    struct table table;
    ACTOR_COLUMNS(TABLE_MEMBER, struct actors)
};

#define DIARY_OUTPUTS(O)                                                                                     \
    O(month_days, I64, MONTHLY, "", "days", "Days of the month that were lived, times actors.")              \
    O(month_rate, F64, MONTHLY, "", "1/day", "The rate on the last day.")                                    \
    O(day_days, I64, DAILY, "pair", "days", "One, times actors.")                                            \
    O(all_days, I64, FINAL, "", "days", "Days that were recorded, times actors.")

enum { DIARY_OUTPUTS(OUTPUT_ID) OUTPUT_END };

#define ROW_COLUMNS(C, self)                                                                                 \
    C(self, I32, day, "day", "day")                                                                          \
    C(self, I32, kind, "1", "0: a day, 1: the end")
struct row {
    ROW_COLUMNS(TABLE_FIELD, struct row)
};

struct world {
    struct sim *sim;
    const struct values *values;
    struct actors actors;
    int32_t told[64]; /* days on which parameters_changed was called */
    size_t told_count;
    int64_t rate_at_populate;
    int64_t rate;
    int32_t last_step;
    size_t steps;
    size_t finishes;
};

enum fault {
    FAULT_NONE,
    FAULT_CREATE,
    FAULT_POPULATE,
    FAULT_CHANGED,
    FAULT_STEP,
    FAULT_OBSERVE,
    FAULT_FINISH
};

static enum status fault(const struct world *world, enum fault here, struct error *error)
{
    return world->values->diary.fail_on == (int64_t)here
               ? error_set(error, STATUS_FAILED, "fault %d", (int)here)
               : STATUS_OK;
}

static const struct param diary_params[] = {DIARY_PARAMS(PARAM_ENTRY, struct diary_params)};
static const struct param_group groups[] = {PARAM_SCALARS(struct values, diary, "Diary.", diary_params)};
static const struct param_schema schema = {.groups = groups, .group_count = 1, .size = sizeof(struct values)};
static const struct column actor_columns[] = {ACTOR_COLUMNS(TABLE_COLUMN, struct actors)};
static const struct column row_columns[] = {ROW_COLUMNS(TABLE_COLUMN, struct row)};
static const struct output outputs[] = {DIARY_OUTPUTS(OUTPUT_ENTRY)};
static const struct panel_spec panels[] = {
    {"rows", "A row a day.", row_columns, 2, sizeof(struct row), false}};

static enum status dimensions(const void *params, struct outputs *declared, struct error *error)
{
    (void)params;
    return outputs_dimension(declared, "pair", "two", 2, NULL, error);
}

static enum status create(struct sim *sim, void **created, struct error *error)
{
    struct world *world = memory_alloc(1, sizeof *world);
    if (world == NULL) {
        return error_memory(error, "world");
    }
    *created = world;
    world->sim = sim;
    world->values = sim->params;
    table_init(&world->actors.table, "actors", actor_columns, 2);
    return fault(world, FAULT_CREATE, error);
}

static void free_world(void *freed)
{
    struct world *world = freed;
    table_clear(&world->actors.table);
    memory_free(world);
}

static enum status populate(void *populated, struct error *error)
{
    struct world *world = populated;
    enum status status = STATUS_OK;
    assert_int_equal(world->told_count, 1); /* what follows from parameters is already there */
    world->rate_at_populate = world->values->diary.rate;
    TRY(fault(world, FAULT_POPULATE, error));
    TRY(table_resize(&world->actors.table, (size_t)world->values->diary.actors, error));
out:
    return status;
}

static enum status parameters_changed(void *changed, int32_t day, struct error *error)
{
    struct world *world = changed;
    assert_true(world->told_count < sizeof world->told / sizeof world->told[0]);
    world->told[world->told_count++] = day;
    world->rate = world->values->diary.rate;
    return fault(world, FAULT_CHANGED, error);
}

static void live_a_day(void *context, const struct span *span)
{
    struct world *world = context;
    const struct outputs *sim_outputs = &world->sim->outputs;
    for (size_t i = span->begin; i < span->end; i++) {
        world->actors.sum[i] += world->rate * (int64_t)(i + 1);
        world->actors.last[i] = (uint8_t)world->rate;
        outputs_tally(sim_outputs, OUTPUT_month_days, span->thread)[0] += 1;
        outputs_tally(sim_outputs, OUTPUT_day_days, span->thread)[1] += 1;
        outputs_tally(sim_outputs, OUTPUT_all_days, span->thread)[0] += 1;
    }
}

static enum status step(void *stepped, int32_t day, struct error *error)
{
    struct world *world = stepped;
    enum status status = STATUS_OK;
    TRY(fault(world, FAULT_STEP, error));
    assert_true(world->steps == 0 || day == world->last_step + 1);
    assert_int_equal(world->rate, world->values->diary.rate); /* told of every change */
    world->last_step = day;
    world->steps++;
    parallel_for(&world->sim->parallel, world->actors.table.rows, 100, live_a_day, world);
    struct row row = {.day = day, .kind = 0};
    TRY(panel_add(&world->sim->panels[0], &row, error));
out:
    return status;
}

static enum status observe(void *observed, enum output_axis axis, int32_t first_day, int32_t last_day,
                           struct error *error)
{
    struct world *world = observed;
    int64_t actors = (int64_t)world->actors.table.rows;
    /* The flows of all threads are gathered when the model observes. */
    if (axis == OUTPUT_MONTHLY) {
        assert_int_equal(*outputs_tally(&world->sim->outputs, OUTPUT_month_days, 0),
                         actors * (last_day - first_day + 1));
        *outputs_reals(&world->sim->outputs, OUTPUT_month_rate) = (double)world->rate;
    } else if (axis == OUTPUT_DAILY) {
        assert_int_equal(first_day, last_day);
        assert_int_equal(outputs_tally(&world->sim->outputs, OUTPUT_day_days, 0)[1], actors);
    }
    return fault(world, FAULT_OBSERVE, error);
}

static enum status finish(void *finished, int32_t day, struct error *error)
{
    struct world *world = finished;
    enum status status = STATUS_OK;
    assert_int_equal(day, world->sim->end_day);
    world->finishes++;
    TRY(fault(world, FAULT_FINISH, error));
    struct row row = {.day = day, .kind = 1};
    TRY(panel_add(&world->sim->panels[0], &row, error));
out:
    return status;
}

static struct table *table(void *world, size_t index)
{
    return index == 0 ? &((struct world *)world)->actors.table : NULL;
}

static const struct model diary = {
    .name = "diary",
    .text = "Notes what happens.",
    .schema = &schema,
    .own = {.outputs = outputs, .output_count = OUTPUT_END},
    .panels = panels,
    .panel_count = 1,
    .dimensions = dimensions,
    .create = create,
    .free = free_world,
    .populate = populate,
    .parameters_changed = parameters_changed,
    .step = step,
    .observe = observe,
    .finish = finish,
    .table = table,
};

/* Rows that came out of the panel. */
struct sink {
    struct row rows[2000];
    size_t count;
};

static enum status sink_write(void *context, size_t panel, const void *rows, size_t count,
                              struct error *error)
{
    (void)error;
    struct sink *sink = context;
    assert_int_equal(panel, 0);
    assert_true(sink->count + count <= sizeof sink->rows / sizeof sink->rows[0]);
    memcpy(sink->rows + sink->count, rows, count * sizeof *sink->rows);
    sink->count += count;
    return STATUS_OK;
}

static void make(struct scenario *scenario, const char *start, const char *end, int burn_in)
{
    struct error error = {0};
    assert_int_equal(scenario_init(scenario, &diary, &error), STATUS_OK);
    assert_true(date_parse(start, &scenario->run->start));
    assert_true(date_parse(end, &scenario->run->end));
    scenario->run->burn_in_days = burn_in;
    assert_int_equal(scenario_check(scenario, &error), STATUS_OK);
}

static void change(struct scenario *scenario, int32_t day, const char *value)
{
    assert_int_equal(change_list_add(&scenario->changes, scenario->sets, SCENARIO_SETS, day, "diary.rate",
                                     value, NULL, NULL),
                     STATUS_OK);
}

static struct values *values_of(struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

static void start_run(struct run *run, const struct scenario *scenario, int threads, struct sink *sink)
{
    struct error error = {0};
    struct panel_sink out = {sink, sink == NULL ? NULL : sink_write};
    assert_int_equal(run_init(run, scenario, threads, out, false, &error), STATUS_OK);
}

static void live_to_the_end(struct run *run)
{
    struct error error = {0};
    while (run->day < run->sim.end_day) {
        assert_int_equal(run_step(run, &error), STATUS_OK);
    }
    assert_int_equal(run_finish(run, &error), STATUS_OK);
    assert_int_equal(error.status, STATUS_OK);
}

static int64_t count_of(const struct run *run, size_t id, size_t record, size_t cell)
{
    return ((const int64_t *)outputs_record(&run->sim.outputs, id, record))[cell];
}

/* For any period: records of months follow one another without gap, each within one month, from the first
 * to the last recorded day, and count exactly the days they cover; nothing of the burn-in is in them. */
static void check_records(const struct run *run, int64_t actors)
{
    const struct outputs *kept = &run->sim.outputs;
    const struct output_record *months = kept->periods[OUTPUT_MONTHLY];
    size_t count = kept->period_count[OUTPUT_MONTHLY];
    assert_true(count > 0);
    assert_int_equal(months[0].first_day, run->sim.start_day);
    assert_int_equal(months[count - 1].last_day, run->sim.end_day - 1);
    for (size_t i = 0; i < count; i++) {
        assert_true(months[i].first_day <= months[i].last_day);
        assert_int_equal(date_month_begin(months[i].first_day), date_month_begin(months[i].last_day));
        assert_true(i == 0 || months[i].first_day == months[i - 1].last_day + 1);
        assert_true(i == 0 || months[i].first_day == date_month_begin(months[i].first_day));
        assert_int_equal(count_of(run, OUTPUT_month_days, i, 0),
                         actors * (months[i].last_day - months[i].first_day + 1));
    }
    int64_t days = run->sim.end_day - run->sim.start_day;
    bool daily = run->scenario->run->daily;
    assert_int_equal(kept->period_count[OUTPUT_DAILY], daily ? days : 0);
    for (size_t i = 0; i < kept->period_count[OUTPUT_DAILY]; i++) {
        assert_int_equal(kept->periods[OUTPUT_DAILY][i].first_day, run->sim.start_day + (int32_t)i);
        assert_int_equal(kept->periods[OUTPUT_DAILY][i].last_day, run->sim.start_day + (int32_t)i);
        assert_int_equal(count_of(run, OUTPUT_day_days, i, 0), 0);
        assert_int_equal(count_of(run, OUTPUT_day_days, i, 1), actors);
    }
    assert_int_equal(kept->period_count[OUTPUT_FINAL], 1);
    assert_int_equal(kept->periods[OUTPUT_FINAL][0].first_day, run->sim.start_day);
    assert_int_equal(kept->periods[OUTPUT_FINAL][0].last_day, run->sim.end_day - 1);
    assert_int_equal(count_of(run, OUTPUT_all_days, 0, 0), actors * days);
}

static void test_records_cover_the_period(void **state)
{
    (void)state;
    struct rng rng = rng_at(rng_purpose(1, "periods"), 0, 0);
    int32_t base = date_day((struct date){2015, 11, 20});
    for (int trial = 0; trial < 300; trial++) {
        struct scenario scenario;
        struct run run;
        make(&scenario, "2010-01-01", "2010-01-02", 0);
        scenario.run->start = base + (int32_t)rng_below(&rng, 150);
        scenario.run->end = scenario.run->start + 1 + (int32_t)rng_below(&rng, trial % 2 == 0 ? 5 : 120);
        scenario.run->burn_in_days = trial % 3 == 0 ? 0 : rng_below(&rng, 80);
        scenario.run->daily = trial % 4 < 2;
        start_run(&run, &scenario, 1, NULL);
        live_to_the_end(&run);
        check_records(&run, 10);
        const struct world *world = run.world;
        assert_int_equal(world->steps,
                         scenario.run->end - scenario.run->start + (int32_t)scenario.run->burn_in_days);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* On each day the value holds that the latest change up to that day gave, and the model is told on the days
 * of changes and on no others. */
static void test_changes_act_on_their_day(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    make(&scenario, "2012-02-10", "2012-06-01", 20);
    int32_t start = scenario.run->start;
    int32_t first = scenario_first_day(&scenario);
    change(&scenario, first - 400, "2"); /* before all: holds from the beginning */
    change(&scenario, first - 3, "3");
    change(&scenario, first + 7, "4"); /* during the burn-in */
    change(&scenario, start, "5");
    change(&scenario, start + 30, "7");
    change(&scenario, scenario.run->end, "8");
    start_run(&run, &scenario, 1, NULL);
    const struct world *world = run.world;
    assert_int_equal(world->rate_at_populate, 3);
    while (run.day < run.sim.end_day) {
        int32_t day = run.day;
        int64_t expected = day < first + 7 ? 3 : day < start ? 4 : day < start + 30 ? 5 : 7;
        assert_int_equal(run_step(&run, &error), STATUS_OK);
        assert_int_equal(world->actors.last[0], expected);
    }
    assert_int_equal(run_finish(&run, &error), STATUS_OK);
    const int32_t told[] = {first, first + 7, start, start + 30};
    assert_int_equal(world->told_count, 4);
    assert_memory_equal(world->told, told, sizeof told);
    assert_int_equal(values_of(&scenario)->diary.rate, 1); /* the scenario stays as it was given */
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_a_change_on_the_first_day(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    make(&scenario, "2012-02-10", "2012-02-12", 0);
    change(&scenario, scenario.run->start, "9");
    start_run(&run, &scenario, 1, NULL);
    const struct world *world = run.world;
    assert_int_equal(world->rate_at_populate, 9);
    live_to_the_end(&run);
    assert_int_equal(world->told_count, 1);
    assert_int_equal(world->actors.sum[0], 18);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_panels_begin_with_the_recording(void **state)
{
    (void)state;
    static struct sink sink;
    for (int wanted = 0; wanted < 2; wanted++) {
        struct scenario scenario;
        struct run run;
        sink.count = 0;
        make(&scenario, "2012-02-10", "2012-03-10", 20);
        scenario.run->panels = wanted;
        start_run(&run, &scenario, 1, &sink);
        live_to_the_end(&run);
        size_t days = (size_t)(run.sim.end_day - run.sim.start_day);
        assert_int_equal(sink.count, wanted ? days + 1 : 0);
        for (size_t i = 0; i < sink.count; i++) {
            assert_int_equal(sink.rows[i].day, run.sim.start_day + (int32_t)i);
            assert_int_equal(sink.rows[i].kind, i == days);
        }
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

static void test_end(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    make(&scenario, "2012-02-10", "2012-02-12", 0);
    start_run(&run, &scenario, 1, NULL);
    assert_int_equal(run_finish(&run, &error), STATUS_FAILED); /* too early */
    error_clear(&error);
    live_to_the_end(&run);
    uint64_t digest = run_digest(&run);
    assert_int_equal(run_finish(&run, &error), STATUS_OK);
    assert_int_equal(((const struct world *)run.world)->finishes, 1);
    assert_int_equal(run_digest(&run), digest);
    assert_int_equal(run_step(&run, &error), STATUS_FAILED);
    assert_int_equal(run_digest(&run), digest);
    run_clear(&run);
    run_clear(&run); /* legal on a cleared run */
    scenario_clear(&scenario);
}

static enum status live(struct scenario *scenario, int threads, uint64_t *digest, struct error *error)
{
    struct run run;
    enum status status = STATUS_OK;
    TRY(run_init(&run, scenario, threads, (struct panel_sink){0}, false, error));
    while (run.day < run.sim.end_day) {
        TRY(run_step(&run, error));
    }
    TRY(run_finish(&run, error));
    *digest = run_digest(&run);
out:
    run_clear(&run);
    return status;
}

/* A fault of the model is passed up from wherever it happens, and nothing is left behind. */
static void test_faults_are_passed_up(void **state)
{
    (void)state;
    for (int where = FAULT_CREATE; where <= FAULT_FINISH; where++) {
        struct scenario scenario;
        struct error error = {0};
        uint64_t digest;
        char expected[16];
        make(&scenario, "2012-02-10", "2012-03-12", 3);
        values_of(&scenario)->diary.fail_on = where;
        size_t live_before = allocations_live();
        assert_int_equal(live(&scenario, 1, &digest, &error), STATUS_FAILED);
        assert_int_equal(allocations_live(), live_before);
        snprintf(expected, sizeof expected, "fault %d", where);
        assert_string_equal(error.text, expected);
        scenario_clear(&scenario);
    }
}

static void make_long(struct scenario *scenario)
{
    make(scenario, "2012-02-10", "2012-04-12", 33);
    scenario->run->daily = true;
    values_of(scenario)->diary.actors = 1000;
    change(scenario, scenario->run->start - 10, "2");
    change(scenario, scenario->run->start + 25, "5");
}

static void test_threads_agree(void **state)
{
    (void)state;
    struct scenario scenario;
    uint64_t first;
    make_long(&scenario);
    assert_int_equal(live(&scenario, 1, &first, NULL), STATUS_OK);
    for (int threads = 2; threads <= 4; threads++) {
        uint64_t digest;
        assert_int_equal(live(&scenario, threads, &digest, NULL), STATUS_OK);
        assert_int_equal(digest, first);
    }
    scenario_clear(&scenario);
}

/* A digest sees every part of the state; taking it changes nothing. */
static void test_digest(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    uint64_t undisturbed;
    make_long(&scenario);
    assert_int_equal(live(&scenario, 1, &undisturbed, NULL), STATUS_OK);
    start_run(&run, &scenario, 3, NULL);
    uint64_t before = run_digest(&run);
    while (run.day < run.sim.end_day) {
        assert_int_equal(run_step(&run, &error), STATUS_OK);
        uint64_t digest = run_digest(&run);
        assert_int_not_equal(digest, before);
        assert_int_equal(run_digest(&run), digest);
        before = digest;
    }
    assert_int_equal(run_finish(&run, &error), STATUS_OK);
    uint64_t digest = run_digest(&run);
    assert_int_equal(digest, undisturbed);

    struct world *world = run.world;
    struct outputs *kept = &run.sim.outputs;
    uint8_t *bytes[] = {(uint8_t *)&run.day,
                        (uint8_t *)&world->actors.sum[0],
                        (uint8_t *)&world->actors.sum[999] + 7,
                        &world->actors.last[0],
                        &world->actors.last[999],
                        (uint8_t *)outputs_tally(kept, OUTPUT_month_days, 0),
                        (uint8_t *)outputs_reals(kept, OUTPUT_month_rate),
                        (uint8_t *)kept->records[OUTPUT_month_rate],
                        (uint8_t *)kept->records[OUTPUT_day_days] + 8 * (2 * 62 - 1),
                        (uint8_t *)&kept->periods[OUTPUT_MONTHLY][2].first_day};
    for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        for (int bit = 0; bit < 8; bit++) {
            *bytes[i] ^= (uint8_t)(1 << bit);
            assert_int_not_equal(run_digest(&run), digest);
            *bytes[i] ^= (uint8_t)(1 << bit);
        }
    }
    assert_int_equal(run_digest(&run), digest);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Stopped on any day and continued by another run with other threads: the same end. */
static void test_resume(void **state)
{
    (void)state;
    struct scenario scenario;
    uint64_t uninterrupted;
    make_long(&scenario);
    assert_int_equal(live(&scenario, 1, &uninterrupted, NULL), STATUS_OK);
    int32_t first = scenario_first_day(&scenario);
    for (int32_t stop = first; stop <= scenario.run->end; stop++) {
        struct run before;
        struct run run;
        struct error error = {0};
        start_run(&before, &scenario, stop % 10 == 0 ? 2 : 1, NULL);
        while (before.day < stop) {
            assert_int_equal(run_step(&before, &error), STATUS_OK);
        }
        assert_int_equal(
            run_fork(&run, &before, NULL, stop % 10 == 1 ? 3 : 1, (struct panel_sink){0}, &error), STATUS_OK);
        run_clear(&before);
        const struct world *world = run.world;
        assert_int_equal(world->told_count, 1); /* with the values of the last day, not of the next one */
        assert_int_equal(world->told[0], stop - 1);
        assert_int_equal(world->rate, stop - 1 < scenario.run->start - 10   ? 1
                                      : stop - 1 < scenario.run->start + 25 ? 2
                                                                            : 5);
        live_to_the_end(&run);
        assert_int_equal(run_digest(&run), uninterrupted);
        run_clear(&run);
    }
    scenario_clear(&scenario);
}

/* Several runs go on from one, each under its own reform from that day on: each is the run that had its
 * reform from the beginning, rows included, and the first one does not notice. */
static void test_forks(void **state)
{
    (void)state;
    static const char *const rates[] = {"5", "7", "0"};
    static struct sink sinks[4];
    struct scenario scenario;
    struct run run;
    uint64_t whole;
    make_long(&scenario);
    assert_int_equal(live(&scenario, 1, &whole, NULL), STATUS_OK);
    int32_t day = scenario.run->start + 20;
    sinks[3].count = 0;
    start_run(&run, &scenario, 2, &sinks[3]);
    while (run.day < day) {
        assert_int_equal(run_step(&run, NULL), STATUS_OK);
    }
    for (size_t i = 0; i < 3; i++) {
        struct scenario other = {0};
        struct run fork;
        uint64_t expected;
        assert_int_equal(scenario_copy(&other, &scenario, NULL), STATUS_OK);
        change(&other, day, rates[i]);
        other.run->end += 5 * (int32_t)i;
        assert_int_equal(live(&other, 1, &expected, NULL), STATUS_OK);
        sinks[i].count = 0;
        assert_int_equal(
            run_fork(&fork, &run, &other, 1 + (int)i, (struct panel_sink){&sinks[i], sink_write}, NULL),
            STATUS_OK);
        assert_int_equal(run_digest(&fork), run_digest(&run));
        live_to_the_end(&fork);
        assert_true(run_digest(&fork) == expected);
        assert_int_equal(fork.sim.panels[0].rows, other.run->end - other.run->start + 1);
        assert_int_equal(sinks[i].count, other.run->end - day + 1);
        assert_int_equal(sinks[i].rows[0].day, day);
        run_clear(&fork);
        scenario_clear(&other);
    }
    live_to_the_end(&run);
    assert_true(run_digest(&run) == whole);
    assert_int_equal(sinks[3].count, scenario.run->end - scenario.run->start + 1);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void expect_no_fork(struct run *run, const struct scenario *scenario, enum status expected,
                           const char *message)
{
    struct run fork;
    struct error error = {0};
    assert_int_equal(run_fork(&fork, run, scenario, 1, (struct panel_sink){0}, &error), expected);
    assert_non_null(strstr(error.text, message));
    run_clear(&fork);
}

static void test_only_the_future_of_a_fork_differs(void **state)
{
    (void)state;
    struct scenario scenario;
    struct scenario other = {0};
    struct run run;
    make_long(&scenario);
    int32_t day = scenario.run->start + 20;
    assert_int_equal(scenario_copy(&other, &scenario, NULL), STATUS_OK);
    start_run(&run, &scenario, 1, NULL);
    while (run.day < day) {
        assert_int_equal(run_step(&run, NULL), STATUS_OK);
    }
    other.run->seed = 2;
    expect_no_fork(&run, &other, STATUS_INPUT, "run.seed = 1 there, 2 here");
    other.run->seed = 1;
    other.run->end = day - 1;
    expect_no_fork(&run, &other, STATUS_FAILED, "after its end");
    other.run->end = scenario.run->end;
    change(&other, day - 1, "4");
    expect_no_fork(&run, &other, STATUS_INPUT, "which lacks diary.rate from 2012-02-29 on = 4");
    live_to_the_end(&run);
    expect_no_fork(&run, NULL, STATUS_FAILED, "after its end");
    run_clear(&run);
    scenario_clear(&scenario);
    scenario_clear(&other);
}

static enum status fork_once(void *context, struct error *error)
{
    struct run fork;
    enum status status = run_fork(&fork, context, NULL, 2, (struct panel_sink){0}, error);
    run_clear(&fork);
    return status;
}

static void test_memory_of_a_fork(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    make_long(&scenario);
    start_run(&run, &scenario, 1, NULL);
    while (run.day < scenario.run->start + 40) {
        assert_int_equal(run_step(&run, NULL), STATUS_OK);
    }
    assert_true(check_every_allocation(fork_once, &run) > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A model may leave out all that is marked optional. */

static enum status populate_alone(void *populated, struct error *error)
{
    return table_resize(&((struct world *)populated)->actors.table, 3, error);
}

static enum status step_alone(void *stepped, int32_t day, struct error *error)
{
    (void)error;
    ((struct world *)stepped)->actors.sum[0] += day;
    return STATUS_OK;
}

static void test_least_model(void **state)
{
    (void)state;
    static const struct model least = {
        .name = "least",
        .schema = &schema,
        .create = create,
        .free = free_world,
        .populate = populate_alone,
        .step = step_alone,
        .table = table,
    };
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    assert_int_equal(scenario_init(&scenario, &least, &error), STATUS_OK);
    assert_int_equal(scenario_check(&scenario, &error), STATUS_OK);
    start_run(&run, &scenario, 1, NULL);
    live_to_the_end(&run);
    assert_int_equal(run_audit(&run, &error), STATUS_OK);
    run_clear(&run);
    scenario_clear(&scenario);
}

static enum status whole_life(void *context, struct error *error)
{
    uint64_t digest;
    return live(context, 2, &digest, error);
}

static void test_memory(void **state)
{
    (void)state;
    struct scenario scenario;
    make(&scenario, "2012-02-10", "2012-04-12", 3);
    scenario.run->daily = true;
    values_of(&scenario)->diary.actors = 100;
    change(&scenario, scenario.run->start, "5");
    assert_true(check_every_allocation(whole_life, &scenario) >= 10);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_cover_the_period),
        cmocka_unit_test(test_changes_act_on_their_day),
        cmocka_unit_test(test_a_change_on_the_first_day),
        cmocka_unit_test(test_panels_begin_with_the_recording),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_faults_are_passed_up),
        cmocka_unit_test(test_threads_agree),
        cmocka_unit_test(test_digest),
        cmocka_unit_test(test_resume),
        cmocka_unit_test(test_forks),
        cmocka_unit_test(test_only_the_future_of_a_fork_differs),
        cmocka_unit_test(test_memory_of_a_fork),
        cmocka_unit_test(test_least_model),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
