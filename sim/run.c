#include "sim/run.h"

#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/random.h"

/* The changes that fall on days up to `day` and were not yet applied. */
static enum status apply_changes(struct run *run, int32_t day, size_t *applied, struct error *error)
{
    *applied = 0;
    if (day <= run->changed_to) {
        return STATUS_OK;
    }
    enum status status = change_list_apply(&run->current.changes, run->current.sets, SCENARIO_SETS,
                                           run->changed_to, day, applied, error);
    run->changed_to = day;
    return status;
}

static uint64_t seed_of(int64_t seed, int64_t luck)
{
    return luck == 0 ? (uint64_t)seed : rng_mix((uint64_t)seed + rng_mix((uint64_t)luck));
}

/* What seeds are on a day follows from the scenario alone, so that a restored run has them. */
static void set_seeds(struct run *run)
{
    const struct run_params *first = run->scenario->run;
    const struct change_list *changes = &run->current.changes;
    run->sim.seed_dynamics = seed_of(run->current.run->seed, run->current.run->luck);
    run->sim.seed_before = seed_of(first->seed, first->luck);
    run->sim.luck_day = INT32_MIN;
    for (size_t i = 0; i < changes->count && changes->changes[i].day <= run->changed_to; i++) {
        if (strcmp(changes->changes[i].path, "run.luck") == 0) {
            run->sim.luck_day = changes->changes[i].day;
        }
    }
}

static enum status tell_model(struct run *run, int32_t day, struct error *error)
{
    set_seeds(run);
    return run->model->parameters_changed == NULL ? STATUS_OK
                                                  : run->model->parameters_changed(run->world, day, error);
}

/* The outputs of all parts in one list. */
static enum status init_outputs(struct run *run, struct error *error)
{
    size_t count = model_output_count(run->model);
    struct output *declared = memory_alloc(count, sizeof *declared);
    if (declared == NULL) {
        return error_memory(error, "outputs");
    }
    for (size_t id = 0; id < count; id++) {
        declared[id] = *model_output(run->model, id);
    }
    enum status status = outputs_init(&run->sim.outputs, declared, count, run->sim.parallel.threads, error);
    memory_free(declared);
    return status;
}

static enum status open_outputs(struct run *run, struct error *error)
{
    const struct model *model = run->model;
    struct outputs *outputs = &run->sim.outputs;
    PASS(init_outputs(run, error));
    outputs->keep[OUTPUT_DAILY] = run->current.run->daily;
    if (model->dimensions != NULL) {
        PASS(model->dimensions(run->sim.params, outputs, error));
    }
    return outputs_open(outputs, error);
}

static enum status open_panels(struct run *run, struct panel_sink sink, struct error *error)
{
    const struct model *model = run->model;
    run->sim.panels = memory_alloc(model->panel_count, sizeof *run->sim.panels);
    if (run->sim.panels == NULL) {
        return error_memory(error, "panels");
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        PASS(panel_init(&run->sim.panels[i], &model->panels[i], i, &run->sim.parallel, sink, error));
        run->sim.panels[i].closed = true;
    }
    return STATUS_OK;
}

/* What a run has before its world: its own copy of the scenario as of the first day, threads, outputs. */
static enum status prepare(struct run *run, const struct scenario *scenario, int threads, struct error *error)
{
    size_t applied;
    *run = (struct run){.scenario = scenario, .model = scenario->model, .changed_to = INT32_MIN};
    PASS(scenario_copy(&run->current, scenario, error));
    run->day = scenario_first_day(scenario);
    run->sim = (struct sim){
        .params = run->current.sets[SCENARIO_SET_MODEL].values,
        .seed_population = (uint64_t)scenario->run->population_seed,
        .first_day = run->day,
        .start_day = scenario->run->start,
        .end_day = scenario->run->end,
    };
    parallel_init(&run->sim.parallel, threads);
    PASS(apply_changes(run, run->day, &applied, error));
    set_seeds(run);
    return open_outputs(run, error);
}

enum status run_init(struct run *run, const struct scenario *scenario, int threads, struct panel_sink sink,
                     bool restoring, struct error *error)
{
    PASS(prepare(run, scenario, threads, error));
    PASS(open_panels(run, sink, error));
    PASS(run->model->create(&run->sim, &run->world, error));
    if (!restoring) {
        PASS(tell_model(run, run->day, error));
        PASS(run->model->populate(run->world, error));
    }
    return STATUS_OK;
}

enum status run_recall(struct run *run, const struct scenario *scenario, struct error *error)
{
    size_t applied;
    PASS(prepare(run, scenario, 1, error));
    run->day = run->sim.end_day;
    run->finished = true;
    return apply_changes(run, run->day - 1, &applied, error);
}

void run_clear(struct run *run)
{
    if (run->world != NULL) {
        run->model->free(run->world);
    }
    for (size_t i = 0; run->sim.panels != NULL && i < run->model->panel_count; i++) {
        panel_clear(&run->sim.panels[i]);
    }
    memory_free(run->sim.panels);
    outputs_clear(&run->sim.outputs);
    scenario_clear(&run->current);
    *run = (struct run){0};
}

/* The period of `axis` that ends with `last_day` becomes a record. */
static enum status record(struct run *run, enum output_axis axis, int32_t first_day, int32_t last_day,
                          struct error *error)
{
    struct outputs *outputs = &run->sim.outputs;
    if (!outputs->keep[axis]) {
        outputs_discard(outputs, axis);
        return STATUS_OK;
    }
    outputs_gather(outputs, axis);
    if (run->model->observe != NULL) {
        PASS(run->model->observe(run->world, axis, first_day, last_day, error));
    }
    return outputs_commit(outputs, axis, first_day, last_day, error);
}

/* The month of `last_day`, the part of it that lies in the run. */
static enum status record_month(struct run *run, int32_t last_day, struct error *error)
{
    int32_t month = date_month_begin(last_day);
    int32_t first_day = month > run->sim.start_day ? month : run->sim.start_day;
    return record(run, OUTPUT_MONTHLY, first_day, last_day, error);
}

/* After `day` was simulated: the records of all periods that end with it. A month that the end of the run
 * cuts is recorded when the run is finished, so that until then it can go on to a later end. */
static enum status keep_records(struct run *run, int32_t day, struct error *error)
{
    const struct sim *sim = &run->sim;
    int32_t next = day + 1;
    if (next <= sim->start_day) {
        /* What was counted during the burn-in is forgotten, at the latest when it ends. */
        if (next == sim->start_day) {
            for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
                outputs_discard(&run->sim.outputs, (enum output_axis)axis);
            }
        }
        return STATUS_OK;
    }
    PASS(record(run, OUTPUT_DAILY, day, day, error));
    if (next == date_month_next(day)) {
        PASS(record_month(run, day, error));
    }
    return STATUS_OK;
}

enum status run_step(struct run *run, struct error *error)
{
    int32_t day = run->day;
    if (day >= run->sim.end_day) {
        return error_set(error, STATUS_FAILED, "the run has ended: no day is left to simulate");
    }
    size_t applied;
    PASS(apply_changes(run, day, &applied, error));
    if (applied != 0) {
        PASS(tell_model(run, day, error));
    }
    for (size_t i = 0; i < run->model->panel_count; i++) {
        run->sim.panels[i].closed = day < run->sim.start_day || !run->current.run->panels;
    }
    PASS(run->model->step(run->world, day, error));
    PASS(keep_records(run, day, error));
    run->day = day + 1;
    return STATUS_OK;
}

enum status run_finish(struct run *run, struct error *error)
{
    if (run->finished) {
        return STATUS_OK;
    }
    if (run->day < run->sim.end_day) {
        return error_set(error, STATUS_FAILED, "the run cannot be finished before its last day");
    }
    if (run->day != date_month_begin(run->day)) {
        PASS(record_month(run, run->day - 1, error));
    }
    for (size_t i = 0; i < run->model->panel_count; i++) {
        run->sim.panels[i].closed = !run->current.run->panels; /* also when nothing was left to step */
    }
    if (run->model->finish != NULL) {
        PASS(run->model->finish(run->world, run->day, error));
    }
    PASS(record(run, OUTPUT_FINAL, run->sim.start_day, run->sim.end_day - 1, error));
    for (size_t i = 0; i < run->model->panel_count; i++) {
        PASS(panel_flush(&run->sim.panels[i], error));
    }
    run->finished = true;
    return STATUS_OK;
}

enum status run_audit(const struct run *run, struct error *error)
{
    return run->model->audit == NULL ? STATUS_OK : run->model->audit(run->world, run->day - 1, error);
}

enum status run_restored(struct run *run, struct error *error)
{
    size_t applied;
    int32_t last_day = run->day - 1;
    PASS(apply_changes(run, last_day, &applied, error));
    PASS(tell_model(run, last_day, error));
    return run_audit(run, error);
}
