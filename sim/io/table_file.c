#include "sim/io/table_file.h"

#include <string.h>

#include "sim/memory.h"

/* Files of other programs may be separated by tabs. */
static enum status unknown_column(const struct table_file *file, size_t column, struct error *error)
{
    struct place place = csv_file_title_place(&file->csv, column);
    const char *title = csv_file_title(&file->csv, column);
    if (title[0] == '\0') {
        return error_set_at(error, STATUS_INPUT, &place,
                            "a column without a name; expected the name of a field of %s", file->group->path);
    }
    if (strchr(title, '\t') != NULL) {
        return error_set_at(
            error, STATUS_INPUT, &place,
            "no field of %s is called so; expected columns with commas or semicolons between them",
            file->group->path);
    }
    return row_field_unknown(file->group, title, &place, error);
}

static enum status find_fields(struct table_file *file, struct error *error)
{
    const struct csv_file *csv = &file->csv;
    const struct param_group *group = file->group;
    file->columns = memory_alloc(group->param_count, sizeof *file->columns);
    if (file->columns == NULL) {
        return error_memory(error, "columns of a table");
    }
    for (size_t i = 0; i < group->param_count; i++) {
        file->columns[i] = csv->columns;
    }
    for (size_t column = 0; column < csv->columns; column++) {
        const char *title = csv_file_title(csv, column);
        const struct param *param = param_group_find(group, title, strlen(title));
        if (param == NULL) {
            return unknown_column(file, column, error);
        }
        size_t *found = &file->columns[param - group->params];
        if (*found != csv->columns) {
            struct place place = csv_file_title_place(csv, column);
            return error_set_at(error, STATUS_INPUT, &place,
                                "the field \"%s\" has two columns; the first is number %zu", title,
                                *found + 1);
        }
        *found = column;
    }
    return STATUS_OK;
}

static enum status check_required(const struct table_file *file, struct error *error)
{
    for (size_t i = 0; i < file->group->param_count; i++) {
        const struct param *param = &file->group->params[i];
        if ((param->flags & PARAM_REQUIRED) != 0 && file->columns[i] == file->csv.columns) {
            char what[256];
            struct place place = csv_file_title_place(&file->csv, 0);
            param_expected(param, what, sizeof what);
            return error_set_at(error, STATUS_INPUT, &place,
                                "%s: no column is called \"%s\"; expected one with %s in each row",
                                file->group->path, param->name, what);
        }
    }
    return STATUS_OK;
}

enum status table_file_read(struct table_file *file, struct scenario *scenario,
                            const struct param_group *group, const char *path, const struct place *place,
                            struct error *error)
{
    const char *name;
    *file = (struct table_file){.group = group};
    PASS(scenario_keep_name(scenario, path, &name, error));
    PASS(csv_file_read(&file->csv, name, place, error));
    PASS(find_fields(file, error));
    return check_required(file, error);
}

void table_file_clear(struct table_file *file)
{
    csv_file_clear(&file->csv);
    memory_free(file->columns);
    *file = (struct table_file){0};
}

static struct place row_place(const void *context, size_t row)
{
    const struct table_file *file = context;
    return csv_file_place(&file->csv, row, 0);
}

/* An empty cell gives no value, but for the name of a row. */
static enum status cell_value(const void *context, const struct param_slot *slot, char buffer[ROW_VALUE_MAX],
                              const char **text, struct place *place, struct error *error)
{
    const struct table_file *file = context;
    const struct csv_file *csv = &file->csv;
    size_t field = (size_t)(slot->param - file->group->params);
    size_t column = file->columns[field];
    const char *cell;
    if (column == csv->columns) {
        return STATUS_OK;
    }
    *place = csv_file_place(csv, slot->row, column);
    if (slot->param->type == PARAM_INT || slot->param->type == PARAM_REAL) {
        PASS(csv_file_number(csv, slot->row, column, buffer, &cell, error));
    } else {
        cell = csv_file_text(csv, slot->row, column);
    }
    bool is_name = field == 0 && param_group_has_names(file->group);
    *text = cell[0] != '\0' || is_name ? cell : NULL;
    return STATUS_OK;
}

struct row_source table_file_rows(const struct table_file *file)
{
    return (struct row_source){file, file->csv.rows, row_place, cell_value};
}

enum status table_file_replace(struct scenario *scenario, const struct param_group *group, const char *path,
                               struct error *error)
{
    enum status status = STATUS_OK;
    struct table_file file;
    const struct param_set *found = param_set_of(scenario->sets, SCENARIO_SETS, group);
    struct param_set *set = &scenario->sets[found - scenario->sets];
    struct param_rows *rows = param_rows_of(set, group);
    TRY(table_file_read(&file, scenario, group, path, NULL, error));
    rows->count = 0;
    const struct row_source source = table_file_rows(&file);
    TRY(rows_append(&source, set, group, error));
    TRY(rows_fill(&source, set, group, error));
out:
    table_file_clear(&file);
    return status;
}
