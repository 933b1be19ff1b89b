#include "sim/io/result_load.h"

#include <stdio.h>
#include <string.h>

#include "sim/digest.h"
#include "sim/io/batch_parts.h"
#include "sim/io/netcdf.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "version.h"

/* A file that does not fit this program was often written by another one. */
static bool is_of_another_version(const struct loaded_result *result)
{
    return strcmp(result->texts[RESULT_VERSION], BASSIN_VERSION) != 0 ||
           strcmp(result->texts[RESULT_COMMIT], BASSIN_COMMIT) != 0;
}

/* So that what does not fit in it is not called damage. */
static void note_version(struct netcdf *nc, const struct loaded_result *result)
{
    if (nc->status == STATUS_OK && is_of_another_version(result)) {
        snprintf(nc->fault, sizeof nc->fault, "was written by another version, bassin %.40s (%.40s)",
                 result->texts[RESULT_VERSION], result->texts[RESULT_COMMIT]);
    }
}

static void tell_version(struct netcdf *nc, const struct loaded_result *result)
{
    if (nc->status != STATUS_OK && nc->status != STATUS_MEMORY && is_of_another_version(result)) {
        error_hint(
            nc->error, "it was written by bassin %s (%s), this is bassin %s (%s): run its scenario again",
            result->texts[RESULT_VERSION], result->texts[RESULT_COMMIT], BASSIN_VERSION, BASSIN_COMMIT);
    }
}

const char *result_text_name(enum result_text text)
{
    static const char *const names[RESULT_TEXTS] = {
        [RESULT_TITLE] = "title",          [RESULT_MODEL] = "model",   [RESULT_MODEL_TEXT] = "model_text",
        [RESULT_VERSION] = "version",      [RESULT_COMMIT] = "commit", [RESULT_CREATED] = "created",
        [RESULT_COMMAND] = "command_line",
    };
    return names[text];
}

static void expect_result(struct netcdf *nc)
{
    if (netcdf_has(nc, nc->file, BATCH_SCENARIOS)) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" holds the runs of an experiment; expected the result of one",
                      nc->path);
        error_hint(nc->error, "the measures of all members are in its group measure; \"bassin check "
                              "EXPERIMENT.cfg --member N\" prints the scenario of one, which runs alone");
        return;
    }
    char *source = netcdf_get_text(nc, nc->file, "source");
    if (source != NULL && strncmp(source, "bassin ", strlen("bassin ")) != 0) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is not a result of bassin", nc->path);
    }
    memory_free(source);
}

static void read_origin(struct netcdf *nc, struct loaded_result *result)
{
    expect_result(nc);
    for (int text = 0; text < RESULT_TEXTS && nc->status == STATUS_OK; text++) {
        result->texts[text] = netcdf_get_text(nc, nc->file, result_text_name((enum result_text)text));
    }
    result->seed = netcdf_get_int(nc, nc->file, "seed");
    result->population_seed = netcdf_get_int(nc, nc->file, "population_seed");
    result->bytes = nc->bytes;
    result->document = netcdf_read_text(nc, nc->file, "scenario");
}

static void read_scenario(struct netcdf *nc, struct loaded_result *result, const struct model *const *models,
                          size_t model_count)
{
    char name[512];
    snprintf(name, sizeof name, "%.480s (its scenario)", nc->path);
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, scenario_read_memory(&result->scenario, name, result->document, models, model_count,
                                             nc->error));
    }
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, run_recall(&result->run, &result->scenario, nc->error));
    }
}

static void expect_one_run(struct netcdf *nc)
{
    uint64_t runs = netcdf_size(nc, nc->file, "replicate", COLUMN_I32);
    if (nc->status == STATUS_OK && runs != 1) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" holds %llu runs; expected the result of one", nc->path,
                      (unsigned long long)runs);
    }
}

static void expect_series(struct netcdf *nc, const char *name)
{
    if (!netcdf_has(nc, nc->file, name)) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" has no series \"%s\", which this version keeps", nc->path,
                      name);
    }
}

/* Room for `count` records of an axis. */
static void reserve(struct netcdf *nc, struct outputs *outputs, enum output_axis axis, size_t count)
{
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, outputs_reserve(outputs, axis, count, nc->error));
    }
}

/* First and last days of the records of months or days, and room for the records. */
static void read_periods(struct netcdf *nc, struct run *run, enum output_axis axis)
{
    struct outputs *outputs = &run->sim.outputs;
    const char *name = axis == OUTPUT_DAILY ? "day" : "time_bnds";
    expect_series(nc, name);
    uint64_t size = netcdf_size(nc, nc->file, name, COLUMN_I32);
    uint64_t count = axis == OUTPUT_DAILY ? size : size / 2;
    int32_t *days = netcdf_memory(nc, size, sizeof *days, "dates of the result");
    netcdf_read(nc, nc->file, name, COLUMN_I32, size, days);
    reserve(nc, outputs, axis, count);
    for (uint64_t i = 0; nc->status == STATUS_OK && i < count; i++) {
        struct output_record period = {days[i], days[i]};
        if (axis != OUTPUT_DAILY) {
            period = (struct output_record){days[2 * i], days[2 * i + 1] - (days[2 * i + 1] > INT32_MIN)};
        }
        if (period.first_day < run->sim.start_day || period.last_day >= run->sim.end_day) {
            netcdf_refuse(nc, STATUS_FAILED, "\"%s\" %s: \"%s\" has dates outside the run", nc->path,
                          nc->fault, name);
        }
        outputs->periods[axis][i] = period;
        outputs->period_count[axis] = i + 1;
    }
    memory_free(days);
}

/* The one period of what is written at the end. */
static void make_final_period(struct netcdf *nc, struct run *run)
{
    struct outputs *outputs = &run->sim.outputs;
    reserve(nc, outputs, OUTPUT_FINAL, 1);
    if (nc->status == STATUS_OK) {
        outputs->periods[OUTPUT_FINAL][0] = (struct output_record){run->sim.start_day, run->sim.end_day - 1};
        outputs->period_count[OUTPUT_FINAL] = 1;
    }
}

static void read_axis(struct netcdf *nc, struct run *run, enum output_axis axis)
{
    struct outputs *outputs = &run->sim.outputs;
    bool has_periods = false;
    for (size_t id = 0; id < outputs->count && nc->status == STATUS_OK; id++) {
        const struct output *output = &outputs->declared[id];
        if (output->axis != axis || !outputs->keep[axis]) {
            continue;
        }
        if (!has_periods && axis == OUTPUT_FINAL) {
            make_final_period(nc, run);
        } else if (!has_periods) {
            read_periods(nc, run, axis);
        }
        has_periods = true;
        expect_series(nc, output->name);
        if (nc->status == STATUS_OK && outputs->period_count[axis] != 0) {
            netcdf_read(nc, nc->file, output->name, output->type,
                        outputs->period_count[axis] * outputs->cells[id], outputs->records[id]);
        }
    }
}

/* Opens the group of a panel; negative, without a failure, when there is none. */
static hid_t open_panel(struct netcdf *nc, const struct panel_spec *panel)
{
    if (!netcdf_has(nc, nc->file, "panel")) {
        return -1;
    }
    hid_t parent = netcdf_find(nc, nc->file, "panel");
    hid_t group = netcdf_has(nc, parent, panel->name) ? netcdf_find(nc, parent, panel->name) : -1;
    netcdf_drop(nc, parent);
    return group;
}

static void count_rows(struct netcdf *nc, struct loaded_result *result)
{
    const struct model *model = result->run.model;
    if (nc->status == STATUS_OK) {
        result->panel_rows =
            netcdf_memory(nc, model->panel_count, sizeof *result->panel_rows, "panels of the result");
    }
    for (size_t i = 0; nc->status == STATUS_OK && i < model->panel_count; i++) {
        char name[COLUMN_NAME_MAX];
        hid_t group = open_panel(nc, &model->panels[i]);
        panel_column_name(&model->panels[i].columns[0], name);
        result->panel_rows[i] =
            group >= 0 ? netcdf_size(nc, group, name, model->panels[i].columns[0].type) : RESULT_NO_PANEL;
        netcdf_drop(nc, group);
    }
}

enum status result_load(struct loaded_result *result, const char *path, const struct model *const *models,
                        size_t model_count, struct error *error)
{
    struct netcdf nc;
    *result = (struct loaded_result){0};
    netcdf_open(&nc, path, error);
    read_origin(&nc, result);
    bool is_result = nc.status == STATUS_OK;
    note_version(&nc, result);
    read_scenario(&nc, result, models, model_count);
    expect_one_run(&nc);
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT && nc.status == STATUS_OK; axis++) {
        read_axis(&nc, &result->run, (enum output_axis)axis);
    }
    count_rows(&nc, result);
    if (is_result) {
        tell_version(&nc, result);
    }
    return netcdf_close(&nc);
}

/* ---- the digest ---- */

static uint64_t digest_series(uint64_t digest, const struct outputs *outputs)
{
    for (size_t id = 0; id < outputs->count; id++) {
        const struct output *output = &outputs->declared[id];
        size_t records = outputs->period_count[output->axis];
        digest = digest_text(digest, output->name);
        digest = digest_bytes(digest, outputs->periods[output->axis], records * sizeof(struct output_record));
        digest = digest_bytes(digest, outputs->records[id], records * outputs->cells[id] * sizeof(int64_t));
    }
    return digest;
}

static uint64_t digest_column(struct netcdf *nc, hid_t group, const struct column *column, uint64_t rows,
                              uint64_t digest)
{
    enum { ROWS = 65536 };
    char name[COLUMN_NAME_MAX];
    panel_column_name(column, name);
    void *values = netcdf_memory(nc, ROWS, column_type_size(column->type), "panel of the result");
    uint64_t size = netcdf_size(nc, group, name, column->type);
    if (size != rows) {
        netcdf_refuse(nc, STATUS_FAILED, "\"%s\" %s: column \"%s\" is too short or long", nc->path, nc->fault,
                      name);
    }
    hid_t variable = netcdf_find(nc, group, name);
    digest = digest_text(digest, name);
    for (uint64_t first = 0; first < rows && nc->status == STATUS_OK; first += ROWS) {
        uint64_t count = rows - first < ROWS ? rows - first : ROWS;
        netcdf_read_part(nc, variable, column->type, first, count, values);
        digest = digest_bytes(digest, values, (size_t)count * column_type_size(column->type));
    }
    netcdf_drop(nc, variable);
    memory_free(values);
    return digest;
}

enum status result_digest(const struct loaded_result *result, const char *path, uint64_t *digest,
                          struct error *error)
{
    struct netcdf nc;
    const struct model *model = result->run.model;
    netcdf_open(&nc, path, error);
    note_version(&nc, result);
    *digest = digest_series(digest_text(0, model->name), &result->run.sim.outputs);
    for (size_t i = 0; i < model->panel_count && nc.status == STATUS_OK; i++) {
        hid_t group = open_panel(&nc, &model->panels[i]);
        for (size_t c = 0; group >= 0 && c < model->panels[i].column_count; c++) {
            *digest = digest_column(&nc, group, &model->panels[i].columns[c], result->panel_rows[i], *digest);
        }
        netcdf_drop(&nc, group);
    }
    return netcdf_close(&nc);
}

void result_unload(struct loaded_result *result)
{
    if (result->run.model != NULL) {
        run_clear(&result->run);
    }
    scenario_clear(&result->scenario);
    for (int text = 0; text < RESULT_TEXTS; text++) {
        memory_free(result->texts[text]);
    }
    memory_free(result->document);
    memory_free(result->panel_rows);
}
