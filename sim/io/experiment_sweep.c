/* The sweep of an experiment: factors with levels or ranges, or points from a CSV file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv_file.h"
#include "sim/io/experiment_reader.h"
#include "sim/io/text_file.h"

static struct scenario *first_scenario(const struct experiment_reader *reader)
{
    return &reader->experiment->arms[0].scenario;
}

static const struct param_set *set_of(const struct experiment_reader *reader, const struct param_slot *slot)
{
    return param_set_of(first_scenario(reader)->sets, SCENARIO_SETS, slot->group);
}

/* The parameter must be there in all arms, and be declared to be swept. */
static enum status find_swept(const struct experiment_reader *reader, const char *path,
                              const struct place *place, struct param_slot *slot)
{
    const struct experiment *experiment = reader->experiment;
    struct param_slot other;
    for (size_t arm = 1; arm < experiment->arm_count; arm++) {
        PASS(param_find(experiment->arms[arm].scenario.sets, SCENARIO_SETS, path, place, &other,
                        reader->reader.error));
    }
    PASS(param_find(first_scenario(reader)->sets, SCENARIO_SETS, path, place, slot, reader->reader.error));
    for (size_t f = 0; f < experiment->design.factor_count; f++) {
        if (strcmp(experiment->design.factors[f].path, path) == 0) {
            return error_set_at(reader->reader.error, STATUS_INPUT, place, "%s is swept twice", path);
        }
    }
    return (slot->param->flags & PARAM_SWEEP) != 0
               ? STATUS_OK
               : error_set_at(
                     reader->reader.error, STATUS_INPUT, place,
                     "%s may not be swept: it says what the place is, not what happens there; use arms",
                     path);
}

static enum status add_factor(const struct experiment_reader *reader, const char *path,
                              const struct place *place, struct param_slot *slot)
{
    struct design *design = &reader->experiment->design;
    PASS(find_swept(reader, path, place, slot));
    struct factor *factor = design_add(design, reader->reader.error);
    if (factor == NULL) {
        return STATUS_MEMORY;
    }
    param_path(slot, factor->path);
    factor->place = *place;
    factor->whole = slot->param->type == PARAM_INT;
    return STATUS_OK;
}

static struct factor *last_factor(const struct experiment_reader *reader)
{
    return &reader->experiment->design.factors[reader->experiment->design.factor_count - 1];
}

/* ---- levels and ranges ---- */

/* The canonical text of a value that is within bounds. */
static enum status read_value(const struct experiment_reader *reader, const struct param_slot *slot,
                              const char *text, const struct place *place, design_text canonical)
{
    union param_value value;
    PASS(param_read(set_of(reader, slot), slot, text, place, &value, reader->reader.error));
    struct param_slot aside = *slot;
    aside.value = &value;
    param_format(set_of(reader, slot), &aside, canonical, PARAM_TEXT_MAX);
    return STATUS_OK;
}

static enum status read_levels(const struct experiment_reader *reader, const struct param_slot *slot,
                               const config_setting_t *list)
{
    if ((!config_setting_is_array(list) && !config_setting_is_list(list)) ||
        config_setting_length(list) == 0) {
        return reader_expected(&reader->reader, list, "a list of values [ ... ]");
    }
    for (int i = 0; i < config_setting_length(list); i++) {
        const config_setting_t *setting = config_setting_get_elem(list, (unsigned)i);
        char buffer[SETTING_VALUE_MAX];
        design_text text;
        PASS(setting_check_kind(setting, slot, reader->reader.error));
        PASS(read_value(reader, slot, setting_value(setting, buffer), setting_value_place(setting), text));
        PASS(factor_add_level(last_factor(reader), text, reader->reader.error));
    }
    return STATUS_OK;
}

static enum status read_end(const struct experiment_reader *reader, const struct param_slot *slot,
                            const config_setting_t *group, const char *name, double *end)
{
    const config_setting_t *setting = config_setting_get_member(group, name);
    char buffer[SETTING_VALUE_MAX];
    design_text text;
    if (setting == NULL || slot->param->type > PARAM_REAL || slot->param->type == PARAM_BOOL) {
        return error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(group),
                            "%s: expected values = [ ... ]%s", last_factor(reader)->path,
                            slot->param->type == PARAM_INT || slot->param->type == PARAM_REAL
                                ? ", or from and to"
                                : ": it is no number");
    }
    PASS(setting_check_kind(setting, slot, reader->reader.error));
    PASS(read_value(reader, slot, setting_value(setting, buffer), setting_value_place(setting), text));
    *end = strtod(text, NULL);
    return STATUS_OK;
}

static enum status read_range(const struct experiment_reader *reader, const struct param_slot *slot,
                              const config_setting_t *group)
{
    static const char *const scales[] = {"linear", "logarithmic"};
    struct factor *factor = last_factor(reader);
    int64_t steps = 0;
    int scale = 0;
    PASS(read_end(reader, slot, group, "from", &factor->from));
    PASS(read_end(reader, slot, group, "to", &factor->to));
    PASS(group_choice(reader, group, "scale", scales, 2, &scale));
    PASS(group_integer(reader, group, "steps", 2, DESIGN_POINTS_MAX, &steps));
    factor->logarithmic = scale == 1;
    if (!(factor->from < factor->to) || (factor->logarithmic && factor->from <= 0)) {
        return error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(group),
                            "%s: expected from below to%s", factor->path,
                            factor->logarithmic ? ", both above 0 on a logarithmic scale" : "");
    }
    return steps == 0 ? STATUS_OK : factor_cut(factor, (size_t)steps, reader->reader.error);
}

static enum status read_factor(const struct experiment_reader *reader, const config_setting_t *group)
{
    static const char *const keys[] = {"path", "values", "from", "to", "steps", "scale"};
    struct param_slot slot;
    char path[PARAM_PATH_MAX] = "";
    if (!config_setting_is_group(group)) {
        return reader_expected(&reader->reader, group, "{ path = \"...\"; values = [ ... ]; }");
    }
    PASS(group_check_keys(reader, group, "a parameter of a sweep", keys, sizeof keys / sizeof keys[0]));
    PASS(group_text(reader, group, "path", sizeof path, path));
    const config_setting_t *where = config_setting_get_member(group, "path");
    const config_setting_t *values = config_setting_get_member(group, "values");
    PASS(add_factor(reader, path, setting_value_place(where != NULL ? where : group), &slot));
    if (values == NULL) {
        return read_range(reader, &slot, group);
    }
    if (config_setting_length(group) != 2) {
        return reader_expected(&reader->reader, values, "values or a range, not both");
    }
    return read_levels(reader, &slot, values);
}

static enum status read_factors(const struct experiment_reader *reader, const config_setting_t *list)
{
    if (!config_setting_is_list(list) || config_setting_length(list) == 0) {
        return reader_expected(&reader->reader, list, "a list ( { path = \"...\"; ... }, ... )");
    }
    for (int i = 0; i < config_setting_length(list); i++) {
        PASS(read_factor(reader, config_setting_get_elem(list, (unsigned)i)));
    }
    return STATUS_OK;
}

/* ---- rows of a file ---- */

static enum status read_cell(const struct experiment_reader *reader, const struct csv_file *csv, size_t row,
                             size_t column, const struct param_slot *slot)
{
    char buffer[CSV_NUMBER_MAX];
    const char *text = csv_file_text(csv, row, column);
    const struct place place = csv_file_place(csv, row, column);
    if (slot->param->type == PARAM_INT || slot->param->type == PARAM_REAL) {
        PASS(csv_file_number(csv, row, column, buffer, &text, reader->reader.error));
    }
    return read_value(reader, slot, text, &place, design_value(&reader->experiment->design, row, column));
}

static enum status read_cells(const struct experiment_reader *reader, const struct csv_file *csv)
{
    struct design *design = &reader->experiment->design;
    struct param_slot slot;
    for (size_t column = 0; column < csv->columns; column++) {
        const struct place place = csv_file_title_place(csv, column);
        PASS(add_factor(reader, csv_file_title(csv, column), &place, &slot));
    }
    PASS(design_reserve(design, csv->rows, reader->reader.error));
    for (size_t column = 0; column < csv->columns; column++) {
        PASS(param_find(first_scenario(reader)->sets, SCENARIO_SETS, design->factors[column].path, NULL,
                        &slot, reader->reader.error));
        for (size_t row = 0; row < csv->rows; row++) {
            PASS(read_cell(reader, csv, row, column, &slot));
        }
    }
    return STATUS_OK;
}

static enum status read_rows(struct experiment_reader *reader, const config_setting_t *setting)
{
    struct csv_file csv = {0};
    struct text_buffer path = {0};
    const char *name;
    enum status status = STATUS_OK;
    if (!setting_is_text(setting)) {
        return reader_expected(&reader->reader, setting, "the name of a CSV file in quotes");
    }
    const struct place *place = setting_value_place(setting);
    const char *text = config_setting_get_string(setting);
    TRY(text_file_path(place->file, text, strlen(text), &path, reader->reader.error));
    /* Places point to the name, which lives as long as those of the tree. */
    TRY(names_keep(&reader->reader.tree.files, &reader->reader.tree.file_count, path.text, &name,
                   reader->reader.error));
    TRY(csv_file_read(&csv, name, place, reader->reader.error));
    if (csv.rows == 0) {
        TRY(error_set_at(reader->reader.error, STATUS_INPUT, place, "\"%s\" has no rows", name));
    }
    TRY(read_cells(reader, &csv));
out:
    csv_file_clear(&csv);
    text_buffer_clear(&path);
    return status;
}

/* ---- all of it ---- */

/* A factorial needs levels, the others a number of points. */
static enum status check_design(const struct experiment_reader *reader, const config_setting_t *group,
                                enum design_method method, int64_t points)
{
    const struct design *design = &reader->experiment->design;
    for (size_t f = 0; method == DESIGN_FACTORIAL && f < design->factor_count; f++) {
        if (design->factors[f].levels == NULL) {
            return error_set_at(reader->reader.error, STATUS_INPUT, &design->factors[f].place,
                                "%s: a factorial design needs values, or steps of the range",
                                design->factors[f].path);
        }
    }
    if ((points == 0) != (method == DESIGN_FACTORIAL)) {
        return error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(group),
                            method == DESIGN_FACTORIAL
                                ? "points: a factorial design has as many as its levels make; expected none"
                                : "points is missing: how many points the design has");
    }
    return STATUS_OK;
}

static enum status read_design(const struct experiment_reader *reader, const config_setting_t *group)
{
    static const char *const designs[] = {"factorial", "latin_hypercube", "sobol"};
    int method = DESIGN_FACTORIAL;
    int64_t points = 0;
    int64_t seed = 1;
    const config_setting_t *list = config_setting_get_member(group, "parameters");
    PASS(group_choice(reader, group, "design", designs, 3, &method));
    PASS(group_integer(reader, group, "points", 1, DESIGN_POINTS_MAX, &points));
    PASS(group_integer(reader, group, "seed", 0, INT32_MAX, &seed));
    PASS(read_factors(reader, list));
    PASS(check_design(reader, group, (enum design_method)method, points));
    enum status status =
        design_fill(&reader->experiment->design, (enum design_method)method, (size_t)points, seed, NULL);
    if (status == STATUS_MEMORY) {
        return error_memory(reader->reader.error, "points of a sweep");
    }
    return status == STATUS_OK
               ? STATUS_OK
               : error_set_at(reader->reader.error, STATUS_INPUT, setting_value_place(list),
                              "too many points or parameters; a sweep has at most %d points, a Sobol design "
                              "at most %d parameters",
                              DESIGN_POINTS_MAX, DESIGN_SOBOL_MAX);
}

enum status experiment_read_sweep(struct experiment_reader *reader, const config_setting_t *setting)
{
    static const char *const keys[] = {"design", "points", "seed", "parameters", "rows"};
    if (setting == NULL) {
        return STATUS_OK;
    }
    if (!config_setting_is_group(setting)) {
        return reader_expected(&reader->reader, setting, "a group { NAME = VALUE; ... }");
    }
    PASS(group_check_keys(reader, setting, "a sweep", keys, sizeof keys / sizeof keys[0]));
    const config_setting_t *rows = config_setting_get_member(setting, "rows");
    bool has_list = config_setting_get_member(setting, "parameters") != NULL;
    if ((rows != NULL) == has_list || (rows != NULL && config_setting_length(setting) != 1)) {
        return error_set_at(
            reader->reader.error, STATUS_INPUT, setting_value_place(setting),
            "sweep: expected either parameters = ( ... ) with a design, or rows = \"FILE.csv\"");
    }
    return rows != NULL ? read_rows(reader, rows) : read_design(reader, setting);
}
