#include "sim/io/table_file.h"

#include <string.h>

#include "sim/io/table_rows.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

static enum status keep_name(struct scenario *scenario, const char *path, const char **kept,
                             struct error *error)
{
    char **files =
        memory_grow(scenario->files, scenario->file_count, scenario->file_count + 1, sizeof *files);
    if (files == NULL) {
        return error_memory(error, "names of files");
    }
    scenario->files = files;
    char *copy = text_join(path, "");
    if (copy == NULL) {
        return error_memory(error, "names of files");
    }
    scenario->files[scenario->file_count++] = copy;
    *kept = copy;
    return STATUS_OK;
}

/* Files of other programs are separated by semicolons or tabs. */
static enum status unknown_column(const struct table_file *file, size_t column, struct error *error)
{
    struct place place = csv_file_title_place(&file->csv, column);
    const char *title = csv_file_title(&file->csv, column);
    if (title[0] == '\0') {
        return error_set_at(error, STATUS_INPUT, &place,
                            "a column without a name; expected the name of a field of %s", file->group->path);
    }
    if (strpbrk(title, ";\t") != NULL) {
        return error_set_at(error, STATUS_INPUT, &place,
                            "no field of %s is called so; expected columns with commas between them",
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
    enum status status = STATUS_OK;
    const char *name;
    *file = (struct table_file){.group = group};
    TRY(keep_name(scenario, path, &name, error));
    TRY(csv_file_read(&file->csv, name, place, error));
    TRY(find_fields(file, error));
    TRY(check_required(file, error));
out:
    return status;
}

void table_file_clear(struct table_file *file)
{
    csv_file_clear(&file->csv);
    memory_free(file->columns);
    *file = (struct table_file){0};
}

static struct place name_place(const void *context, size_t row)
{
    const struct table_file *file = context;
    return csv_file_place(&file->csv, row, file->columns[0]);
}

enum status table_file_rows(const struct table_file *file, struct param_set *set, struct error *error)
{
    enum status status = STATUS_OK;
    const struct param_group *group = file->group;
    bool has_names = param_group_has_names(group);
    for (size_t i = 0; i < file->csv.rows; i++) {
        size_t row;
        struct place place = csv_file_place(&file->csv, i, 0);
        TRY(param_rows_append(set, group, &place, &row, error));
        if (has_names) {
            size_t column = file->columns[0];
            struct param_slot slot = param_slot_at(set, group, row, &group->params[0]);
            place = csv_file_place(&file->csv, i, column);
            TRY(param_set_text(set, &slot, csv_file_text(&file->csv, i, column), &place, error));
        }
    }
    if (has_names) {
        TRY(row_names_check(set, group, name_place, file, error));
    }
out:
    return status;
}

/* One field of one row. The default of a reference is looked up now that all rows are there; the others are
 * in place. */
static enum status set_value(const struct table_file *file, const struct param_set *set, size_t row,
                             size_t field, struct error *error)
{
    const struct param *param = &file->group->params[field];
    size_t column = file->columns[field];
    bool has_column = column < file->csv.columns;
    struct param_slot slot = param_slot_at(set, file->group, row, param);
    struct place place = csv_file_place(&file->csv, row, has_column ? column : 0);
    const char *text = has_column ? csv_file_text(&file->csv, row, column) : "";
    if (text[0] == '\0') {
        if ((param->flags & PARAM_REQUIRED) != 0) {
            return row_value_missing(&slot, &place, error);
        }
        text = param->type == PARAM_REF ? param->fallback : "";
    }
    return text[0] != '\0' ? param_set_text(set, &slot, text, &place, error) : STATUS_OK;
}

enum status table_file_values(const struct table_file *file, const struct param_set *set, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t row = 0; row < file->csv.rows; row++) {
        for (size_t i = 0; i < file->group->param_count; i++) {
            TRY(set_value(file, set, row, i, error));
        }
    }
out:
    return status;
}

enum status table_file_replace(struct scenario *scenario, const struct param_group *group, const char *path,
                               struct error *error)
{
    enum status status = STATUS_OK;
    struct table_file file;
    const struct param_set *found = param_set_of(scenario->sets, SCENARIO_SETS, group);
    struct param_set *set = &scenario->sets[found - scenario->sets];
    struct param_rows *rows = (struct param_rows *)((char *)set->values + group->offset);
    TRY(table_file_read(&file, scenario, group, path, NULL, error));
    rows->count = 0;
    TRY(table_file_rows(&file, set, error));
    TRY(table_file_values(&file, set, error));
out:
    table_file_clear(&file);
    return status;
}
