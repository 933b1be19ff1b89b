#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/date.h"
#include "sim/io/export.h"
#include "sim/io/file_out.h"
#include "sim/io/panel_read.h"
#include "sim/memory.h"

enum { NAME_BYTES = 256, PATH_BYTES = 4400 };

static const char *const axis_words[] = {"monthly", "daily", "final"};
static const char *const axis_columns[] = {"time", "day", ""};

static const struct outputs *outputs_of(const struct export_request *request)
{
    return &request->result->run.sim.outputs;
}

/* ---- files ---- */

/* "monthly_by_status_sex.csv": where series of these dimensions go. */
static void series_file(const struct output *output, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES - 4, "%s%s%s", axis_words[output->axis], output->dims[0] != '\0' ? "_by_" : "",
             output->dims);
    for (char *at = name; *at != '\0'; at++) {
        *at = *at == ',' ? '_' : *at;
    }
    strcat(name, ".csv");
}

static void panel_file(const struct panel_spec *panel, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "%s.csv", panel->name);
}

static void path_of(const struct export_request *request, const char *name, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%s/%s", request->path, name);
}

static bool is_same_file(const struct export_request *request, size_t one, size_t other)
{
    const struct output *declared = outputs_of(request)->declared;
    const struct output *a = &declared[request->series[one]];
    const struct output *b = &declared[request->series[other]];
    return a->axis == b->axis && strcmp(a->dims, b->dims) == 0;
}

/* Whether series number `index` is the first of its file. */
static bool is_first(const struct export_request *request, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (is_same_file(request, i, index)) {
            return false;
        }
    }
    return true;
}

static bool has_panel(const struct export_request *request, size_t index)
{
    return request->panels && request->result->panel_rows[index] != RESULT_NO_PANEL;
}

static enum status refuse_existing(const struct export_request *request, const char *name,
                                   struct error *error)
{
    char path[PATH_BYTES];
    struct stat about;
    path_of(request, name, path);
    if (lstat(path, &about) != 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "\"%s\" exists already", path);
    error_hint(error, "choose another folder with -o, or --force to replace the files in it");
    return STATUS_INPUT;
}

static enum status check_files(const struct export_request *request, struct error *error)
{
    const struct model *model = request->result->run.model;
    char name[NAME_BYTES];
    for (size_t i = 0; i < request->series_count; i++) {
        series_file(&outputs_of(request)->declared[request->series[i]], name);
        PASS(refuse_existing(request, name, error));
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        panel_file(&model->panels[i], name);
        PASS(has_panel(request, i) ? refuse_existing(request, name, error) : STATUS_OK);
    }
    PASS(refuse_existing(request, "parameters.csv", error));
    return refuse_existing(request, "dictionary.csv", error);
}

static enum status make_folder(const struct export_request *request, struct error *error)
{
    struct stat about;
    if (mkdir(request->path, 0777) == 0) {
        return STATUS_OK;
    }
    if (errno != EEXIST) {
        return error_set(error, STATUS_FAILED, "cannot create the folder \"%s\": %s", request->path,
                         strerror(errno));
    }
    if (stat(request->path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        error_set(error, STATUS_INPUT, "\"%s\" is no folder; CSV files go into one", request->path);
        error_hint(error, "name another with -o FOLDER");
        return STATUS_INPUT;
    }
    return request->replace ? STATUS_OK : check_files(request, error);
}

/* ---- cells ---- */

static void put_integer(struct file_out *out, const char *before, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%s%" PRId64, before, value);
    file_out_text(out, text);
}

static void put_real(struct file_out *out, const char *before, double value)
{
    char text[32];
    param_format_real(value, text);
    file_out_text(out, before);
    file_out_text(out, isfinite(value) ? text : "");
}

static void put_date(struct file_out *out, const char *before, int32_t day)
{
    char text[11];
    date_format(day, text);
    file_out_text(out, before);
    file_out_text(out, text);
}

/* ---- series ---- */

static void put_series_head(struct file_out *out, const struct export_request *request, size_t first)
{
    const struct outputs *outputs = outputs_of(request);
    const struct output *output = &outputs->declared[request->series[first]];
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, request->series[first], dimensions);
    const char *before = "";
    if (axis_columns[output->axis][0] != '\0') {
        file_out_cell(out, before, axis_columns[output->axis]);
        before = ",";
    }
    for (size_t d = 0; d < count; d++, before = ",") {
        file_out_cell(out, before, dimensions[d]->name);
    }
    for (size_t i = first; i < request->series_count; i++) {
        if (is_same_file(request, first, i)) {
            file_out_cell(out, before, outputs->declared[request->series[i]].name);
            before = ",";
        }
    }
    file_out_text(out, "\n");
}

static void put_value(struct file_out *out, const char *before, const struct outputs *outputs, size_t id,
                      size_t record, size_t cell)
{
    const void *values = outputs_record(outputs, id, record);
    if (outputs->declared[id].type == COLUMN_I64) {
        put_integer(out, before, ((const int64_t *)values)[cell]);
    } else {
        put_real(out, before, ((const double *)values)[cell]);
    }
}

/* Date, labels, then a value of each series. */
static void put_series_row(struct file_out *out, const struct export_request *request, size_t first,
                           size_t record, size_t cell)
{
    const struct outputs *outputs = outputs_of(request);
    size_t id = request->series[first];
    enum output_axis axis = outputs->declared[id].axis;
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    size_t below = outputs->cells[id];
    const char *before = "";
    if (axis_columns[axis][0] != '\0') {
        put_date(out, before, outputs->periods[axis][record].last_day);
        before = ",";
    }
    for (size_t d = 0; d < count; d++, before = ",") {
        below /= dimensions[d]->size;
        file_out_cell(out, before, dimensions[d]->labels[cell / below % dimensions[d]->size]);
    }
    for (size_t i = first; i < request->series_count; i++) {
        if (is_same_file(request, first, i)) {
            put_value(out, before, outputs, request->series[i], record, cell);
            before = ",";
        }
    }
    file_out_text(out, "\n");
}

static enum status write_series(const struct export_request *request, size_t first, struct error *error)
{
    const struct outputs *outputs = outputs_of(request);
    size_t id = request->series[first];
    char name[NAME_BYTES];
    char path[PATH_BYTES];
    struct file_out out;
    series_file(&outputs->declared[id], name);
    path_of(request, name, path);
    file_out_begin(&out, path, request->stopped, error);
    put_series_head(&out, request, first);
    for (size_t record = 0; record < outputs->period_count[outputs->declared[id].axis]; record++) {
        for (size_t cell = 0; cell < outputs->cells[id]; cell++) {
            put_series_row(&out, request, first, record, cell);
        }
    }
    return file_out_commit(&out, request->replace);
}

/* ---- panels ---- */

static void put_panel_cell(struct file_out *out, const char *before, const struct column *column,
                           const struct dimension *codes, const void *values, size_t row)
{
    if (column->type == COLUMN_F32 || column->type == COLUMN_F64) {
        put_real(out, before,
                 column->type == COLUMN_F32 ? (double)((const float *)values)[row]
                                            : ((const double *)values)[row]);
        return;
    }
    bool none;
    int64_t value = panel_value(column, values, row, &none);
    if (none) {
        file_out_text(out, before);
    } else if (strcmp(column->unit, "day") == 0) {
        put_date(out, before, (int32_t)value);
    } else if (codes != NULL && (uint64_t)value < codes->size) {
        file_out_cell(out, before, codes->labels[value]);
    } else {
        put_integer(out, before, value);
    }
}

static void put_panel_rows(struct file_out *out, struct panel_reader *reader, const struct outputs *outputs)
{
    const struct panel_spec *panel = reader->panel;
    size_t count;
    for (uint64_t first = 0; out->status == STATUS_OK && (count = panel_reader_next(reader, first)) != 0;
         first += count) {
        for (size_t row = 0; row < count && out->status == STATUS_OK; row++) {
            for (size_t i = 0; i < panel->column_count; i++) {
                const struct column *column = &panel->columns[i];
                put_panel_cell(out, i > 0 ? "," : "", column, panel_codes_of(column, outputs),
                               reader->values[i], row);
            }
            file_out_text(out, "\n");
        }
    }
}

static enum status write_panel(const struct export_request *request, size_t index, struct error *error)
{
    const struct panel_spec *panel = &request->result->run.model->panels[index];
    char name[NAME_BYTES];
    char path[PATH_BYTES];
    struct file_out out;
    struct panel_reader reader;
    panel_file(panel, name);
    path_of(request, name, path);
    file_out_begin(&out, path, request->stopped, error);
    for (size_t i = 0; i < panel->column_count; i++) {
        file_out_cell(&out, i > 0 ? "," : "", panel->columns[i].name);
    }
    file_out_text(&out, "\n");
    panel_reader_open(&reader, request->result, request->result_path, index, error);
    put_panel_rows(&out, &reader, outputs_of(request));
    file_out_fail(&out, panel_reader_close(&reader));
    return file_out_commit(&out, request->replace);
}

/* ---- parameters ---- */

static enum status write_parameters(const struct export_request *request, struct error *error)
{
    char path[PATH_BYTES];
    struct file_out out;
    path_of(request, "parameters.csv", path);
    file_out_begin(&out, path, request->stopped, error);
    file_out_text(&out, "parameter,value,default,unit,meaning,source\n");
    for (int s = 0; s < SCENARIO_SETS; s++) {
        const struct param_set *set = &request->result->scenario.sets[s];
        for (struct param_slot slot = {0}; param_next(set, &slot);) {
            char name[PARAM_PATH_MAX];
            char value[PARAM_NOTE_MAX];
            char fallback[PARAM_NOTE_MAX];
            param_path(&slot, name);
            param_format(set, &slot, value, sizeof value);
            param_format_default(set, &slot, fallback, sizeof fallback);
            const char *const cells[] = {
                name, value, fallback, slot.param->unit, slot.param->text, slot.param->source};
            for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
                file_out_cell(&out, i > 0 ? "," : "", cells[i]);
            }
            file_out_text(&out, "\n");
        }
    }
    return file_out_commit(&out, request->replace);
}

/* ---- the dictionary ---- */

struct entry {
    const char *name;
    const char *file;
    const char *kind;
    const char *dims;
    const char *unit;
    const char *text;
};

static void put_entry(struct file_out *out, const struct entry *entry, const char *source)
{
    const char *const cells[] = {entry->name, entry->file, entry->kind, entry->dims,
                                 entry->unit, entry->text, source};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        file_out_cell(out, i > 0 ? "," : "", cells[i]);
    }
    file_out_text(out, "\n");
}

static void put_series_entries(struct file_out *out, const struct export_request *request, const char *source)
{
    static const char *const kinds[] = {"monthly series", "daily series", "final series"};
    for (size_t i = 0; i < request->series_count; i++) {
        const struct output *output = &outputs_of(request)->declared[request->series[i]];
        const char *time = axis_columns[output->axis];
        char file[NAME_BYTES];
        char dims[NAME_BYTES];
        series_file(output, file);
        snprintf(dims, sizeof dims, "%s%s%s", time, time[0] != '\0' && output->dims[0] != '\0' ? "," : "",
                 output->dims);
        put_entry(out,
                  &(struct entry){output->name, file, kinds[output->axis], dims, output->unit, output->text},
                  source);
    }
}

/* "date", "label of status", "number of an actor" for what the declaration calls "day", "code:status?", "id".
 */
static void unit_text(const struct column *column, char text[NAME_BYTES])
{
    const char *unit = column->unit;
    if (strncmp(unit, "code:", strlen("code:")) == 0) {
        snprintf(text, NAME_BYTES, "label of %s", unit + strlen("code:"));
        text[strcspn(text, "?")] = '\0';
    } else if (strncmp(unit, "id", 2) == 0) {
        snprintf(text, NAME_BYTES, "number of an actor");
    } else {
        snprintf(text, NAME_BYTES, "%s",
                 strcmp(unit, "day") == 0   ? "date"
                 : strcmp(unit, "yes") == 0 ? "0 or 1"
                                            : unit);
    }
}

static void put_panel_entries(struct file_out *out, const struct export_request *request, const char *source)
{
    const struct model *model = request->result->run.model;
    for (size_t i = 0; i < model->panel_count; i++) {
        char file[NAME_BYTES];
        char unit[NAME_BYTES];
        panel_file(&model->panels[i], file);
        for (size_t c = 0; has_panel(request, i) && c < model->panels[i].column_count; c++) {
            const struct column *column = &model->panels[i].columns[c];
            unit_text(column, unit);
            put_entry(out, &(struct entry){column->name, file, "panel", "row", unit, column->text}, source);
        }
    }
}

/* Columns that say of when and of whom a row is. */
static void put_dimension_entries(struct file_out *out, const struct export_request *request,
                                  const char *source)
{
    static const struct entry times[] = {
        {"time", "monthly*.csv", "dimension", "", "date",
         "Last day of the month, or of the part of it that was simulated"},
        {"day", "daily*.csv", "dimension", "", "date", "Day"},
    };
    const struct outputs *outputs = outputs_of(request);
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        put_entry(out, &times[i], source);
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        put_entry(out, &(struct entry){dimension->name, "*.csv", "dimension", "", "label", dimension->text},
                  source);
    }
}

static enum status write_dictionary(const struct export_request *request, struct error *error)
{
    const struct loaded_result *result = request->result;
    char source[1024];
    char path[PATH_BYTES];
    struct file_out out;
    snprintf(source, sizeof source,
             "bassin %.60s (%.60s), %.60s: %.400s; seed %" PRId64 ", population %" PRId64,
             result->texts[RESULT_VERSION], result->texts[RESULT_COMMIT], result->texts[RESULT_MODEL],
             result->texts[RESULT_TITLE], result->seed, result->population_seed);
    path_of(request, "dictionary.csv", path);
    file_out_begin(&out, path, request->stopped, error);
    file_out_text(&out, "name,file,kind,dims,unit,meaning,source\n");
    put_series_entries(&out, request, source);
    put_panel_entries(&out, request, source);
    put_dimension_entries(&out, request, source);
    return file_out_commit(&out, request->replace);
}

enum status export_csv(const struct export_request *request, struct error *error)
{
    PASS(make_folder(request, error));
    for (size_t i = 0; i < request->series_count; i++) {
        PASS(is_first(request, i) ? write_series(request, i, error) : STATUS_OK);
    }
    for (size_t i = 0; i < request->result->run.model->panel_count; i++) {
        PASS(has_panel(request, i) ? write_panel(request, i, error) : STATUS_OK);
    }
    PASS(write_parameters(request, error));
    return write_dictionary(request, error);
}
