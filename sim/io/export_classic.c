#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/due.h"
#include "sim/io/classic_file.h"
#include "sim/io/export.h"
#include "sim/io/panel_read.h"
#include "sim/memory.h"

/* Numbers of the dimensions in the file. */
struct axes {
    size_t times[OUTPUT_AXIS_COUNT];
    size_t *labels;  /* [dimension_count] of the outputs */
    size_t *lengths; /* [dimension_count] longest label */
};

struct writer {
    const struct export_request *request;
    const struct outputs *outputs;
    struct classic_file file;
    struct axes axes;
};

static const char *const time_names[] = {"time", "day"};

/* ---- what is in the file ---- */

static void describe(struct classic_file *file, const char *text, const char *unit)
{
    const char *known = netcdf_known_unit(unit);
    bool less = strcmp(known, "1") == 0 || strcmp(known, "percent") == 0;
    classic_text(file, "long_name", text);
    classic_text(file, "units", known);
    classic_text(file, "unit", less && strcmp(known, unit) != 0 ? unit : "");
}

static void describe_date(struct classic_file *file, const char *text)
{
    classic_text(file, "long_name", text);
    classic_text(file, "units", "days since 1970-01-01");
    classic_text(file, "calendar", "standard");
}

static bool axis_is_used(const struct export_request *request, const struct outputs *outputs, int axis)
{
    for (size_t i = 0; i < request->series_count; i++) {
        if ((int)outputs->declared[request->series[i]].axis == axis) {
            return true;
        }
    }
    return false;
}

static bool has_panel(const struct writer *writer, size_t index)
{
    uint64_t rows = writer->request->result->panel_rows[index];
    return writer->request->panels && rows != RESULT_NO_PANEL && rows != 0;
}

static void declare_dimensions(struct writer *writer)
{
    const struct outputs *outputs = writer->outputs;
    struct classic_file *file = &writer->file;
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        if (axis_is_used(writer->request, outputs, axis)) {
            writer->axes.times[axis] = classic_dimension(file, time_names[axis], outputs->period_count[axis]);
        }
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        size_t longest = 1;
        char name[CLASSIC_NAME_MAX];
        for (size_t k = 0; k < dimension->size; k++) {
            size_t length = strlen(dimension->labels[k]);
            longest = length > longest ? length : longest;
        }
        snprintf(name, sizeof name, "%.120s_length", dimension->name);
        writer->axes.labels[i] = classic_dimension(file, dimension->name, dimension->size);
        writer->axes.lengths[i] = classic_dimension(file, name, longest);
    }
}

static void declare_coordinates(struct writer *writer)
{
    static const char *const texts[] = {"Last day of the month or of the part of it that was simulated",
                                        "Day"};
    struct classic_file *file = &writer->file;
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        if (axis_is_used(writer->request, writer->outputs, axis)) {
            classic_variable(file, time_names[axis], CLASSIC_INT, &writer->axes.times[axis], 1);
            describe_date(file, texts[axis]);
        }
    }
    for (size_t i = 0; i < writer->outputs->dimension_count; i++) {
        const size_t along[] = {writer->axes.labels[i], writer->axes.lengths[i]};
        classic_variable(file, writer->outputs->dimensions[i].name, CLASSIC_CHAR, along, 2);
        classic_text(file, "long_name", writer->outputs->dimensions[i].text);
    }
}

static void declare_series(struct writer *writer)
{
    const struct outputs *outputs = writer->outputs;
    for (size_t i = 0; i < writer->request->series_count; i++) {
        size_t id = writer->request->series[i];
        const struct output *output = &outputs->declared[id];
        const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
        size_t count = outputs_dimensions_of(outputs, id, dimensions);
        size_t along[1 + OUTPUT_MAX_DIMENSIONS];
        size_t rank = 0;
        if (output->axis != OUTPUT_FINAL) {
            along[rank++] = writer->axes.times[output->axis];
        }
        for (size_t d = 0; d < count; d++) {
            along[rank++] = writer->axes.labels[dimensions[d] - outputs->dimensions];
        }
        classic_variable(&writer->file, output->name, CLASSIC_DOUBLE, along, rank);
        describe(&writer->file, output->text, output->unit);
    }
}

static enum classic_type type_of(enum column_type type)
{
    return type == COLUMN_U8                          ? CLASSIC_SHORT
           : type == COLUMN_U16 || type == COLUMN_I32 ? CLASSIC_INT
           : type == COLUMN_F32                       ? CLASSIC_FLOAT
                                                      : CLASSIC_DOUBLE;
}

/* What stands for none in the file: -1 where the type has no sign in the result. */
static double fill_of(const struct column *column)
{
    return strcmp(column->unit, "day") == 0 ? DUE_NEVER : -1;
}

static void describe_column(struct writer *writer, const struct column *column)
{
    struct classic_file *file = &writer->file;
    const char *unit = column->unit;
    const struct dimension *codes = panel_codes_of(column, writer->outputs);
    bool date = strcmp(unit, "day") == 0;
    bool bare = codes != NULL || strcmp(unit, "yes") == 0 || strncmp(unit, "id", 2) == 0;
    if (date) {
        describe_date(file, column->text);
    } else {
        describe(file, column->text, bare ? "1" : unit);
    }
    if (date || unit[strlen(unit) - 1] == '?') {
        classic_number(file, "_FillValue", type_of(column->type), fill_of(column));
    }
    classic_text(file, "codes_of", codes != NULL ? codes->name : "");
}

static void declare_panels(struct writer *writer)
{
    const struct model *model = writer->request->result->run.model;
    for (size_t i = 0; i < model->panel_count; i++) {
        const struct panel_spec *panel = &model->panels[i];
        char name[CLASSIC_NAME_MAX];
        if (!has_panel(writer, i)) {
            continue;
        }
        snprintf(name, sizeof name, "%.60s_row", panel->name);
        size_t row = classic_dimension(&writer->file, name, writer->request->result->panel_rows[i]);
        for (size_t c = 0; c < panel->column_count; c++) {
            char column[COLUMN_NAME_MAX];
            panel_column_name(&panel->columns[c], column);
            snprintf(name, sizeof name, "%.60s_%.90s", panel->name, column);
            classic_variable(&writer->file, name, type_of(panel->columns[c].type), &row, 1);
            describe_column(writer, &panel->columns[c]);
        }
    }
}

static void declare_origin(struct writer *writer)
{
    const struct loaded_result *result = writer->request->result;
    struct classic_file *file = &writer->file;
    classic_text(file, "Conventions", "CF-1.10");
    classic_text(file, "source", "bassin");
    for (int text = 0; text < RESULT_TEXTS; text++) {
        classic_text(file, result_text_name((enum result_text)text), result->texts[text]);
    }
    classic_number(file, "seed", CLASSIC_DOUBLE, (double)result->seed);
    classic_number(file, "population_seed", CLASSIC_DOUBLE, (double)result->population_seed);
    classic_text(file, "scenario", result->document);
}

/* ---- values ---- */

static void write_coordinates(struct writer *writer)
{
    const struct outputs *outputs = writer->outputs;
    struct classic_file *file = &writer->file;
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        if (axis_is_used(writer->request, outputs, axis)) {
            for (size_t i = 0; i < outputs->period_count[axis]; i++) {
                classic_put(file, CLASSIC_INT, outputs->periods[axis][i].last_day);
            }
            classic_end(file);
        }
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        for (size_t k = 0; k < dimension->size; k++) {
            classic_put_chars(file, dimension->labels[k], file->dimensions[writer->axes.lengths[i]].size);
        }
        classic_end(file);
    }
}

static void write_series(struct writer *writer)
{
    const struct outputs *outputs = writer->outputs;
    for (size_t i = 0; i < writer->request->series_count; i++) {
        size_t id = writer->request->series[i];
        bool whole = outputs->declared[id].type == COLUMN_I64;
        for (size_t record = 0; record < outputs->period_count[outputs->declared[id].axis]; record++) {
            const void *values = outputs_record(outputs, id, record);
            for (size_t cell = 0; cell < outputs->cells[id]; cell++) {
                classic_put(&writer->file, CLASSIC_DOUBLE,
                            whole ? (double)((const int64_t *)values)[cell] : ((const double *)values)[cell]);
            }
        }
        classic_end(&writer->file);
    }
}

static double column_value(const struct column *column, const void *values, size_t row)
{
    bool none;
    if (column->type == COLUMN_F32) {
        return ((const float *)values)[row];
    }
    if (column->type == COLUMN_F64) {
        return ((const double *)values)[row];
    }
    int64_t value = panel_value(column, values, row, &none);
    return none ? fill_of(column) : (double)value;
}

static void write_panel(struct writer *writer, size_t index)
{
    const struct export_request *request = writer->request;
    const struct panel_spec *panel = &request->result->run.model->panels[index];
    struct file_out *out = writer->file.out;
    struct panel_reader reader;
    panel_reader_open(&reader, request->result, request->result_path, index, out->error);
    for (size_t c = 0; c < panel->column_count; c++) {
        const struct column *column = &panel->columns[c];
        size_t count;
        for (uint64_t first = 0;
             out->status == STATUS_OK && (count = panel_reader_column(&reader, c, first)) != 0;
             first += count) {
            for (size_t row = 0; row < count; row++) {
                classic_put(&writer->file, type_of(column->type),
                            column_value(column, reader.values[c], row));
            }
        }
        classic_end(&writer->file);
    }
    file_out_fail(out, panel_reader_close(&reader));
}

static void write_all(struct writer *writer)
{
    declare_dimensions(writer);
    declare_origin(writer);
    declare_coordinates(writer);
    declare_series(writer);
    declare_panels(writer);
    classic_header(&writer->file);
    if (writer->file.out->status != STATUS_OK) { /* the lists may be cut */
        return;
    }
    write_coordinates(writer);
    write_series(writer);
    for (size_t i = 0; i < writer->request->result->run.model->panel_count; i++) {
        if (has_panel(writer, i)) {
            write_panel(writer, i);
        }
    }
}

enum status export_classic(const struct export_request *request, struct error *error)
{
    struct writer writer = {.request = request, .outputs = &request->result->run.sim.outputs};
    struct file_out out;
    size_t count = writer.outputs->dimension_count;
    file_out_begin(&out, request->path, request->stopped, error);
    classic_begin(&writer.file, &out);
    writer.axes.labels = memory_alloc(2 * count + 1, sizeof *writer.axes.labels);
    if (writer.axes.labels == NULL) {
        file_out_fail(&out, error_memory(error, "dimensions of the result"));
    } else {
        writer.axes.lengths = writer.axes.labels + count;
    }
    if (out.status == STATUS_OK) {
        write_all(&writer);
    }
    classic_clear(&writer.file);
    memory_free(writer.axes.labels);
    return file_out_commit(&out, request->replace);
}
