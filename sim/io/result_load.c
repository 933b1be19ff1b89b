#include "sim/io/result_load.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/netcdf.h"
#include "sim/io/result_parts.h"
#include "sim/io/scenario_file.h"
#include "sim/memory.h"
#include "version.h"

/* A file that does not fit this program was often written by another one. */
static void tell_version(struct netcdf *nc, const char *version, const char *commit)
{
    if (strcmp(version, BASSIN_VERSION) != 0 || strcmp(commit, BASSIN_COMMIT) != 0) {
        error_hint(nc->error,
                   "it was written by bassin %s (%s), this is bassin %s (%s): run its scenario again",
                   version, commit, BASSIN_VERSION, BASSIN_COMMIT);
    }
}

static void read_scenario(struct netcdf *nc, struct scenario *scenario, const struct model *const *models,
                          size_t model_count)
{
    char name[512];
    size_t count;
    hid_t variable = netcdf_find(nc, nc->file, "scenario");
    char **texts = netcdf_read_texts(nc, variable, &count);
    snprintf(name, sizeof name, "%.480s (its scenario)", nc->path);
    if (nc->status == STATUS_OK && count == 1) {
        netcdf_fail(nc, scenario_read_memory(scenario, name, texts[0], models, model_count, nc->error));
    } else if (nc->status == STATUS_OK) {
        netcdf_fail(nc,
                    error_set(nc->error, STATUS_FAILED, "\"%s\" is damaged: it has no scenario", nc->path));
    }
    netcdf_free_texts(texts, count);
    netcdf_drop(nc, variable);
}

/* How many of a member there are: arms, replicates. */
static uint64_t count_members(struct netcdf *nc, const char *name)
{
    hid_t scale = netcdf_find(nc, nc->file, name);
    uint64_t count = netcdf_size(nc, scale);
    netcdf_drop(nc, scale);
    return count;
}

static void expect_one_run(struct netcdf *nc)
{
    uint64_t runs = count_members(nc, "arm") * count_members(nc, "replicate");
    if (nc->status == STATUS_OK && runs != 1) {
        netcdf_fail(nc,
                    error_set(nc->error, STATUS_INPUT, "\"%s\" holds %llu runs; expected the result of one",
                              nc->path, (unsigned long long)runs));
    }
}

static void expect_series(struct netcdf *nc, const char *name)
{
    if (nc->status == STATUS_OK && !netcdf_has(nc, nc->file, name)) {
        netcdf_fail(nc, error_set(nc->error, STATUS_INPUT,
                                  "\"%s\" has no series \"%s\", which this version keeps", nc->path, name));
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
static void read_periods(struct netcdf *nc, struct outputs *outputs, enum output_axis axis)
{
    const char *last = axis == OUTPUT_DAILY ? "day" : "time";
    const char *first = axis == OUTPUT_DAILY ? "day" : "time_first";
    expect_series(nc, last);
    expect_series(nc, first);
    size_t count = (size_t)count_members(nc, last);
    int32_t *days = memory_alloc(2 * count, sizeof *days);
    if (days == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "dates of the result"));
        return;
    }
    netcdf_read(nc, nc->file, last, COLUMN_I32, count, days);
    netcdf_read(nc, nc->file, first, COLUMN_I32, count, days + count);
    reserve(nc, outputs, axis, count);
    for (size_t i = 0; nc->status == STATUS_OK && i < count; i++) {
        outputs->periods[axis][i] = (struct output_record){days[count + i], days[i]};
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
            read_periods(nc, outputs, axis);
        }
        has_periods = true;
        expect_series(nc, output->name);
        if (nc->status == STATUS_OK && outputs->period_count[axis] != 0) {
            netcdf_read(nc, nc->file, output->name, output->type,
                        outputs->period_count[axis] * outputs->cells[id], outputs->records[id]);
        }
    }
}

enum status result_load(struct loaded_result *result, const char *path, const struct model *const *models,
                        size_t model_count, struct error *error)
{
    struct netcdf nc;
    *result = (struct loaded_result){0};
    netcdf_open(&nc, path, error);
    result_expect(&nc);
    char *version = netcdf_get_text(&nc, nc.file, "version");
    char *commit = netcdf_get_text(&nc, nc.file, "commit");
    bool is_result = nc.status == STATUS_OK;
    read_scenario(&nc, &result->scenario, models, model_count);
    expect_one_run(&nc);
    if (nc.status == STATUS_OK) {
        netcdf_fail(&nc, run_recall(&result->run, &result->scenario, error));
    }
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT && nc.status == STATUS_OK; axis++) {
        read_axis(&nc, &result->run, (enum output_axis)axis);
    }
    if (is_result && nc.status == STATUS_INPUT) {
        tell_version(&nc, version, commit);
    }
    memory_free(commit);
    memory_free(version);
    return netcdf_close(&nc);
}

void result_unload(struct loaded_result *result)
{
    if (result->run.model != NULL) {
        run_clear(&result->run);
    }
    scenario_clear(&result->scenario);
}
