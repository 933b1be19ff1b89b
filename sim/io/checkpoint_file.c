#include "sim/io/checkpoint_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/netcdf.h"
#include "sim/io/parameter_list.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "version.h"

#define KIND "bassin checkpoint"

enum { DIGEST_TEXT = 17 };

static const char *const axis_names[OUTPUT_AXIS_COUNT] = {"monthly", "daily", "final"};

/* ---- is it a checkpoint of this run? ---- */

static uint64_t digest_columns(uint64_t digest, const char *name, const struct column *columns, size_t count)
{
    digest = digest_text(digest, name);
    for (size_t i = 0; i < count; i++) {
        const char type[] = {(char)('0' + (int)columns[i].type), '\0'};
        digest = digest_text(digest_text(digest, columns[i].name), type);
    }
    return digest_text(digest, "");
}

/* What the model declares: a later version of it may declare something else. */
static uint64_t digest_declared(uint64_t digest, const struct model *model)
{
    for (size_t i = 0; i < model->output_count; i++) {
        const struct output *output = &model->outputs[i];
        const char kind[] = {(char)('0' + (int)output->type), (char)('0' + (int)output->axis), '\0'};
        digest = digest_text(digest_text(digest_text(digest, output->name), output->dims), kind);
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        const struct panel_spec *panel = &model->panels[i];
        digest = digest_columns(digest, panel->name, panel->columns, panel->column_count);
    }
    return digest;
}

static uint64_t digest_tables(const struct table_list *list)
{
    uint64_t digest = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct table *table = list->tables[i];
        digest = digest_columns(digest, table->name, table->columns, table->column_count);
    }
    return digest;
}

static void format_digest(uint64_t digest, char text[DIGEST_TEXT])
{
    snprintf(text, DIGEST_TEXT, "%016" PRIx64, digest);
}

static enum status identity_text(const struct scenario *scenario, char text[DIGEST_TEXT], struct error *error)
{
    uint64_t digest;
    enum status status = scenario_digest(scenario, &digest, error);
    if (status == STATUS_OK) {
        format_digest(digest_declared(digest, scenario->model), text);
    }
    return status;
}

/* The attribute `name` must be `expected`; else `what` says what it means. */
static void expect_text(struct netcdf *nc, const char *name, const char *expected, const char *what)
{
    char *found = netcdf_get_text(nc, nc->file, name);
    if (nc->status == STATUS_OK && strcmp(found, expected) != 0) {
        netcdf_fail(nc, error_set(nc->error, STATUS_INPUT, "\"%s\" %s", nc->path, what));
        error_hint(nc->error, "start the run anew, without --resume");
    }
    memory_free(found);
}

static void open_checked(struct netcdf *nc, const char *path, const struct scenario *scenario,
                         struct error *error)
{
    char identity[DIGEST_TEXT];
    netcdf_open(nc, path, error);
    netcdf_fail(nc, identity_text(scenario, identity, error));
    expect_text(nc, "kind", KIND, "is not a checkpoint");
    expect_text(nc, "model", scenario->model->name, "is a checkpoint of another model");
    expect_text(nc, "version", BASSIN_VERSION,
                "was written by another version of bassin than this one (" BASSIN_VERSION ")");
    expect_text(nc, "identity", identity, "is a checkpoint of a scenario with other parameters");
}

/* ---- writing ---- */

static void write_array(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                        const void *values, size_t count)
{
    hid_t variable = netcdf_array(nc, parent, name, type, count);
    if (count != 0) {
        netcdf_write(nc, variable, type, values);
    }
    netcdf_drop(nc, variable);
}

static void write_tables(struct netcdf *nc, const struct table_list *list)
{
    uint64_t rows[sizeof list->tables / sizeof list->tables[0]];
    hid_t parent = netcdf_group(nc, nc->file, "tables");
    for (size_t i = 0; i < list->count; i++) {
        const struct table *table = list->tables[i];
        hid_t group = netcdf_group(nc, parent, table->name);
        rows[i] = table->rows;
        for (size_t c = 0; c < table->column_count; c++) {
            const struct column *column = &table->columns[c];
            write_array(nc, group, column->name, column->type, table_data(table, c), table->rows);
        }
        netcdf_drop(nc, group);
    }
    netcdf_drop(nc, parent);
    write_array(nc, nc->file, "table_rows", COLUMN_U64, rows, list->count);
}

static void *running_slab(const struct outputs *outputs, size_t id)
{
    return outputs->declared[id].type == COLUMN_F64 ? (void *)outputs_reals(outputs, id)
                                                    : (void *)outputs_tally(outputs, id, 0);
}

static void write_outputs(struct netcdf *nc, struct outputs *outputs)
{
    hid_t periods = netcdf_group(nc, nc->file, "periods");
    hid_t running = netcdf_group(nc, nc->file, "running");
    hid_t records = netcdf_group(nc, nc->file, "records");
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_gather(outputs, (enum output_axis)axis);
        write_array(nc, periods, axis_names[axis], COLUMN_I32, outputs->periods[axis],
                    2 * outputs->period_count[axis]);
    }
    for (size_t id = 0; id < outputs->count; id++) {
        const struct output *output = &outputs->declared[id];
        write_array(nc, running, output->name, output->type, running_slab(outputs, id), outputs->cells[id]);
        write_array(nc, records, output->name, output->type, outputs->records[id],
                    outputs->cells[id] * outputs->period_count[output->axis]);
    }
    netcdf_drop(nc, records);
    netcdf_drop(nc, running);
    netcdf_drop(nc, periods);
}

static void write_panel_rows(struct netcdf *nc, const struct run *run, const struct spool *spool)
{
    size_t count = run->model->panel_count;
    uint64_t *rows = memory_alloc(count, sizeof *rows);
    if (rows == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "checkpoint"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i] = spool != NULL && spool->panel_count != 0 ? spool->rows[i] : run->sim.panels[i].rows;
    }
    write_array(nc, nc->file, "panel_rows", COLUMN_U64, rows, count);
    memory_free(rows);
}

static enum status write_all(const char *temporary, const char *path, const char *identity, struct run *run,
                             const struct spool *spool, struct error *error)
{
    struct netcdf nc;
    struct table_list list;
    char layout[DIGEST_TEXT];
    run_tables(run, &list);
    format_digest(digest_tables(&list), layout);
    netcdf_create(&nc, temporary, path, error);
    netcdf_put_text(&nc, nc.file, "kind", KIND);
    netcdf_put_text(&nc, nc.file, "model", run->model->name);
    netcdf_put_text(&nc, nc.file, "version", BASSIN_VERSION);
    netcdf_put_text(&nc, nc.file, "commit", BASSIN_COMMIT);
    netcdf_put_text(&nc, nc.file, "identity", identity);
    netcdf_put_text(&nc, nc.file, "layout", layout);
    write_array(&nc, nc.file, "day", COLUMN_I32, &run->day, 1);
    write_panel_rows(&nc, run, spool);
    write_tables(&nc, &list);
    write_outputs(&nc, &run->sim.outputs);
    return netcdf_close(&nc);
}

enum status checkpoint_write(const char *path, struct run *run, struct spool *spool, struct error *error)
{
    enum status status = STATUS_OK;
    struct whole_file file = {0};
    char identity[DIGEST_TEXT];
    if (run->finished) {
        return error_set(error, STATUS_FAILED, "a finished run has no checkpoint");
    }
    for (size_t i = 0; i < run->model->panel_count; i++) {
        TRY(panel_flush(&run->sim.panels[i], error));
    }
    if (spool != NULL) {
        TRY(spool_sync(spool, error));
    }
    TRY(identity_text(run->scenario, identity, error));
    TRY(whole_file_begin(&file, path, error));
    TRY(write_all(file.temporary, path, identity, run, spool, error));
    TRY(whole_file_commit(&file, error));
out:
    whole_file_clear(&file);
    return status;
}

/* ---- reading ---- */

enum status checkpoint_read_rows(const char *path, const struct scenario *scenario, uint64_t *rows,
                                 struct error *error)
{
    struct netcdf nc;
    open_checked(&nc, path, scenario, error);
    netcdf_read(&nc, nc.file, "panel_rows", COLUMN_U64, scenario->model->panel_count, rows);
    return netcdf_close(&nc);
}

static void read_tables(struct netcdf *nc, const struct table_list *list)
{
    uint64_t rows[sizeof list->tables / sizeof list->tables[0]] = {0};
    netcdf_read(nc, nc->file, "table_rows", COLUMN_U64, list->count, rows);
    hid_t parent = netcdf_find(nc, nc->file, "tables");
    for (size_t i = 0; i < list->count; i++) {
        struct table *table = list->tables[i];
        hid_t group = netcdf_find(nc, parent, table->name);
        if (nc->status == STATUS_OK) {
            netcdf_fail(nc, table_resize(table, (size_t)rows[i], nc->error));
        }
        for (size_t c = 0; c < table->column_count; c++) {
            const struct column *column = &table->columns[c];
            netcdf_read(nc, group, column->name, column->type, rows[i], table_data(table, c));
        }
        netcdf_drop(nc, group);
    }
    netcdf_drop(nc, parent);
}

static void read_periods(struct netcdf *nc, hid_t parent, struct outputs *outputs, enum output_axis axis)
{
    hid_t variable = netcdf_find(nc, parent, axis_names[axis]);
    size_t count = netcdf_size(nc, variable) / 2;
    netcdf_drop(nc, variable);
    if (nc->status == STATUS_OK) {
        netcdf_fail(nc, outputs_reserve(outputs, axis, count, nc->error));
    }
    netcdf_read(nc, parent, axis_names[axis], COLUMN_I32, 2 * count, outputs->periods[axis]);
    if (nc->status == STATUS_OK) {
        outputs->period_count[axis] = count;
    }
}

static void read_outputs(struct netcdf *nc, struct outputs *outputs)
{
    hid_t periods = netcdf_find(nc, nc->file, "periods");
    hid_t running = netcdf_find(nc, nc->file, "running");
    hid_t records = netcdf_find(nc, nc->file, "records");
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_discard(outputs, (enum output_axis)axis);
        read_periods(nc, periods, outputs, (enum output_axis)axis);
    }
    for (size_t id = 0; id < outputs->count; id++) {
        const struct output *output = &outputs->declared[id];
        netcdf_read(nc, running, output->name, output->type, outputs->cells[id], running_slab(outputs, id));
        netcdf_read(nc, records, output->name, output->type,
                    outputs->cells[id] * outputs->period_count[output->axis], outputs->records[id]);
    }
    netcdf_drop(nc, records);
    netcdf_drop(nc, running);
    netcdf_drop(nc, periods);
}

static void read_panel_rows(struct netcdf *nc, struct run *run)
{
    size_t count = run->model->panel_count;
    uint64_t *rows = memory_alloc(count, sizeof *rows);
    if (rows == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "checkpoint"));
        return;
    }
    netcdf_read(nc, nc->file, "panel_rows", COLUMN_U64, count, rows);
    for (size_t i = 0; i < count; i++) {
        run->sim.panels[i].rows = rows[i];
    }
    memory_free(rows);
}

enum status checkpoint_read(const char *path, struct run *run, struct error *error)
{
    struct netcdf nc;
    struct table_list list;
    char layout[DIGEST_TEXT];
    run_tables(run, &list);
    format_digest(digest_tables(&list), layout);
    open_checked(&nc, path, run->scenario, error);
    expect_text(&nc, "layout", layout, "is a checkpoint of a model with other columns");
    netcdf_read(&nc, nc.file, "day", COLUMN_I32, 1, &run->day);
    read_panel_rows(&nc, run);
    read_tables(&nc, &list);
    read_outputs(&nc, &run->sim.outputs);
    enum status status = netcdf_close(&nc);
    if (status == STATUS_OK) {
        status = run_restored(run, error);
    }
    return status;
}
