#include "sim/run.h"

#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"

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

static enum status tell_model(struct run *run, int32_t day, struct error *error)
{
    return run->model->parameters_changed == NULL ? STATUS_OK
                                                  : run->model->parameters_changed(run->world, day, error);
}

static enum status open_outputs(struct run *run, struct error *error)
{
    const struct model *model = run->model;
    struct outputs *outputs = &run->sim.outputs;
    enum status status = STATUS_OK;
    TRY(outputs_init(outputs, model->outputs, model->output_count, run->sim.parallel.threads, error));
    outputs->keep[OUTPUT_MONTHLY] = true;
    outputs->keep[OUTPUT_DAILY] = run->current.run->daily;
    outputs->keep[OUTPUT_FINAL] = true;
    if (model->dimensions != NULL) {
        TRY(model->dimensions(run->sim.params, outputs, error));
    }
    TRY(outputs_open(outputs, error));
out:
    return status;
}

static enum status open_panels(struct run *run, struct panel_sink sink, struct error *error)
{
    const struct model *model = run->model;
    run->sim.panels = memory_alloc(model->panel_count, sizeof *run->sim.panels);
    if (run->sim.panels == NULL) {
        return error_memory(error, "panels");
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < model->panel_count; i++) {
        TRY(panel_init(&run->sim.panels[i], &model->panels[i], i, &run->sim.parallel, sink, error));
        run->sim.panels[i].closed = true;
    }
out:
    return status;
}

/* What a run has before its world: its own copy of the scenario as of the first day, threads, outputs. */
static enum status prepare(struct run *run, const struct scenario *scenario, int threads, struct error *error)
{
    enum status status = STATUS_OK;
    size_t applied;
    *run = (struct run){.scenario = scenario, .model = scenario->model, .changed_to = INT32_MIN};
    TRY(scenario_copy(&run->current, scenario, error));
    run->day = scenario_first_day(scenario);
    run->sim = (struct sim){
        .params = run->current.sets[SCENARIO_SET_MODEL].values,
        .seed_population = (uint64_t)scenario->run->population_seed,
        .seed_dynamics = (uint64_t)scenario->run->seed,
        .first_day = run->day,
        .start_day = scenario->run->start,
        .end_day = scenario->run->end,
    };
    TRY(parallel_init(&run->sim.parallel, threads, error));
    TRY(apply_changes(run, run->day, &applied, error));
    TRY(open_outputs(run, error));
out:
    return status;
}

enum status run_init(struct run *run, const struct scenario *scenario, int threads, struct panel_sink sink,
                     bool restoring, struct error *error)
{
    enum status status = STATUS_OK;
    TRY(prepare(run, scenario, threads, error));
    TRY(open_panels(run, sink, error));
    TRY(run->model->create(&run->sim, &run->world, error));
    if (!restoring) {
        TRY(tell_model(run, run->day, error));
        TRY(run->model->populate(run->world, error));
    }
out:
    return status;
}

enum status run_recall(struct run *run, const struct scenario *scenario, struct error *error)
{
    enum status status = STATUS_OK;
    size_t applied;
    TRY(prepare(run, scenario, 1, error));
    run->day = run->sim.end_day;
    run->finished = true;
    TRY(apply_changes(run, run->day - 1, &applied, error));
out:
    return status;
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
    parallel_clear(&run->sim.parallel);
    scenario_clear(&run->current);
    *run = (struct run){0};
}

/* The period of `axis` that ends with `last_day` becomes a record. */
static enum status record(struct run *run, enum output_axis axis, int32_t first_day, int32_t last_day,
                          struct error *error)
{
    struct outputs *outputs = &run->sim.outputs;
    enum status status = STATUS_OK;
    if (!outputs->keep[axis]) {
        outputs_discard(outputs, axis);
        return STATUS_OK;
    }
    outputs_gather(outputs, axis);
    if (run->model->observe != NULL) {
        TRY(run->model->observe(run->world, axis, first_day, last_day, error));
    }
    TRY(outputs_commit(outputs, axis, first_day, last_day, error));
out:
    return status;
}

/* After `day` was simulated: the records of all periods that end with it. */
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
    enum status status = STATUS_OK;
    TRY(record(run, OUTPUT_DAILY, day, day, error));
    if (next == sim->end_day || next == date_month_next(day)) {
        int32_t month = date_month_begin(day);
        int32_t first_day = month > sim->start_day ? month : sim->start_day;
        TRY(record(run, OUTPUT_MONTHLY, first_day, day, error));
    }
out:
    return status;
}

enum status run_step(struct run *run, struct error *error)
{
    int32_t day = run->day;
    if (day >= run->sim.end_day) {
        return error_set(error, STATUS_FAILED, "the run has ended: no day is left to simulate");
    }
    enum status status = STATUS_OK;
    size_t applied;
    TRY(apply_changes(run, day, &applied, error));
    if (applied != 0) {
        TRY(tell_model(run, day, error));
    }
    for (size_t i = 0; i < run->model->panel_count; i++) {
        run->sim.panels[i].closed = day < run->sim.start_day || !run->current.run->panels;
    }
    TRY(run->model->step(run->world, day, error));
    TRY(keep_records(run, day, error));
    run->day = day + 1;
out:
    return status;
}

enum status run_finish(struct run *run, struct error *error)
{
    if (run->finished) {
        return STATUS_OK;
    }
    if (run->day < run->sim.end_day) {
        return error_set(error, STATUS_FAILED, "the run cannot be finished before its last day");
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < run->model->panel_count; i++) {
        run->sim.panels[i].closed = !run->current.run->panels; /* also when nothing was left to step */
    }
    if (run->model->finish != NULL) {
        TRY(run->model->finish(run->world, run->day, error));
    }
    TRY(record(run, OUTPUT_FINAL, run->sim.start_day, run->sim.end_day - 1, error));
    for (size_t i = 0; i < run->model->panel_count; i++) {
        TRY(panel_flush(&run->sim.panels[i], error));
    }
    run->finished = true;
out:
    return status;
}

enum status run_audit(const struct run *run, struct error *error)
{
    return run->model->audit == NULL ? STATUS_OK : run->model->audit(run->world, run->day - 1, error);
}

void run_tables(struct run *run, struct table_list *list)
{
    list->count = 0;
    run->model->tables(run->world, list);
}

enum status run_restored(struct run *run, struct error *error)
{
    enum status status = STATUS_OK;
    size_t applied;
    int32_t last_day = run->day - 1;
    TRY(apply_changes(run, last_day, &applied, error));
    TRY(tell_model(run, last_day, error));
out:
    return status;
}

/* FNV-1a by words of 64 bits with a shift, so that high bits reach low ones; the length goes in last. */
static uint64_t digest_bytes(uint64_t digest, const void *data, size_t bytes)
{
    const unsigned char *at = data;
    for (size_t left = bytes; left != 0;) {
        uint64_t word = 0;
        size_t take = left < sizeof word ? left : sizeof word;
        memcpy(&word, at, take);
        digest = (digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        digest ^= digest >> 29;
        at += take;
        left -= take;
    }
    digest = (digest ^ bytes) * UINT64_C(0xd1b54a32d192ed03);
    return digest ^ (digest >> 32);
}

static uint64_t digest_outputs(uint64_t digest, struct outputs *outputs)
{
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_gather(outputs, (enum output_axis)axis);
        digest = digest_bytes(digest, outputs->periods[axis],
                              outputs->period_count[axis] * sizeof *outputs->periods[axis]);
    }
    for (size_t id = 0; id < outputs->count; id++) {
        size_t cell_bytes = outputs->cells[id] * sizeof(int64_t);
        const void *running = outputs->declared[id].type == COLUMN_F64
                                  ? (const void *)outputs_reals(outputs, id)
                                  : (const void *)outputs_tally(outputs, id, 0);
        digest = digest_bytes(digest, running, cell_bytes);
        digest = digest_bytes(digest, outputs->records[id],
                              outputs->period_count[outputs->declared[id].axis] * cell_bytes);
    }
    return digest;
}

uint64_t run_digest(struct run *run)
{
    struct table_list list;
    run_tables(run, &list);
    uint64_t digest = digest_bytes(0, &run->day, sizeof run->day);
    for (size_t i = 0; i < list.count; i++) {
        const struct table *table = list.tables[i];
        for (size_t column = 0; column < table->column_count; column++) {
            size_t size = column_type_size(table->columns[column].type);
            digest = digest_bytes(digest, table_data(table, column), table->rows * size);
        }
    }
    return digest_outputs(digest, &run->sim.outputs);
}
