/* Groups and tables of a scenario: rows and their names first, then all values. */
#include <string.h>

#include "sim/io/scenario_reader.h"
#include "sim/io/table_rows.h"
#include "sim/io/text_file.h"
#include "sim/memory.h"

static enum status add_row(struct reader *reader, struct param_set *set, const struct param_group *group,
                           const config_setting_t *setting)
{
    enum status status = STATUS_OK;
    size_t row;
    struct place place = setting_value_place(&reader->tree, setting);
    if (setting_kind(setting) != SOURCE_GROUP) {
        char found[SETTING_FOUND_MAX];
        return error_set_at(reader->error, STATUS_INPUT, &place,
                            "%s: found %s; expected a row { FIELD = VALUE; ... }", group->path,
                            setting_found(&reader->tree, setting, found));
    }
    TRY(param_rows_append(set, group, &place, &row, reader->error));
    if (param_group_has_names(group)) {
        struct param_slot slot = param_slot_at(set, group, row, &group->params[0]);
        const config_setting_t *name = config_setting_get_member(setting, group->params[0].name);
        if (name == NULL) {
            return row_value_missing(&slot, &place, reader->error);
        }
        TRY(reader_store(reader, set, &slot, name));
    }
out:
    return status;
}

/* The rows of one table as they stand in the scenario. */
struct listed_rows {
    const struct reader *reader;
    const struct param_group *group;
    const config_setting_t *table;
};

static struct place name_place(const void *context, size_t row)
{
    const struct listed_rows *rows = context;
    const config_setting_t *members = config_setting_get_elem(rows->table, (unsigned)row);
    return setting_value_place(&rows->reader->tree,
                               config_setting_get_member(members, rows->group->params[0].name));
}

static enum status add_rows(struct reader *reader, struct param_set *set, const struct param_group *group,
                            const config_setting_t *table)
{
    enum status status = STATUS_OK;
    for (int row = 0; row < config_setting_length(table); row++) {
        TRY(add_row(reader, set, group, config_setting_get_elem(table, (unsigned)row)));
    }
    if (param_group_has_names(group)) {
        const struct listed_rows rows = {reader, group, table};
        TRY(row_names_check(set, group, name_place, &rows, reader->error));
    }
out:
    return status;
}

/* The name of a file stands where the rows would. */
static enum status add_file(struct reader *reader, struct param_set *set, const struct param_group *group,
                            const config_setting_t *setting)
{
    enum status status = STATUS_OK;
    struct text_buffer path = {0};
    struct place place = setting_value_place(&reader->tree, setting);
    const char *name = config_setting_get_string(setting);
    struct table_file *files =
        memory_grow(reader->files, reader->file_count, reader->file_count + 1, sizeof *files);
    if (files == NULL) {
        return error_memory(reader->error, "tables of a scenario");
    }
    reader->files = files;
    struct table_file *file = &files[reader->file_count++];
    TRY(text_file_path(place.file, name, strlen(name), &path, reader->error));
    TRY(table_file_read(file, reader->scenario, group, path.text, &place, reader->error));
    TRY(table_file_rows(file, set, reader->error));
out:
    text_buffer_clear(&path);
    return status;
}

static enum status read_rows(struct reader *reader, struct param_set *set)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->schema->group_count; i++) {
        const struct param_group *group = &set->schema->groups[i];
        const config_setting_t *table = config_setting_get_member(reader->root, group->path);
        if (group->row_size == 0 || table == NULL) {
            continue;
        }
        TRY(setting_kind(table) == SOURCE_TEXT ? add_file(reader, set, group, table)
                                               : add_rows(reader, set, group, table));
    }
out:
    return status;
}

/* The members of a group of scalars, or of one row. */
static enum status read_members(const struct reader *reader, const struct param_set *set,
                                const struct param_group *group, size_t row, const config_setting_t *members)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < config_setting_length(members); i++) {
        const config_setting_t *setting = config_setting_get_elem(members, (unsigned)i);
        const char *name = config_setting_name(setting);
        const struct param *param = param_group_find(group, name, strlen(name));
        if (param == NULL) {
            struct place place = setting_name_place(&reader->tree, setting);
            return row_field_unknown(group, name, &place, reader->error);
        }
        struct param_slot slot = param_slot_at(set, group, row, param);
        TRY(reader_store(reader, set, &slot, setting));
    }
out:
    return status;
}

/* A value that a row does not give: a fault if it is required; the default of a reference is looked up now
 * that all rows are there. */
static enum status complete_row(const struct reader *reader, const struct param_set *set,
                                const struct param_group *group, size_t row, const config_setting_t *members)
{
    enum status status = STATUS_OK;
    struct place place = setting_value_place(&reader->tree, members);
    for (size_t i = 0; i < group->param_count; i++) {
        const struct param *param = &group->params[i];
        struct param_slot slot = param_slot_at(set, group, row, param);
        if (config_setting_get_member(members, param->name) != NULL) {
            continue;
        }
        if ((param->flags & PARAM_REQUIRED) != 0) {
            return row_value_missing(&slot, &place, reader->error);
        }
        if (param->type == PARAM_REF && param->fallback[0] != '\0') {
            TRY(param_set_text(set, &slot, param->fallback, &place, reader->error));
        }
    }
out:
    return status;
}

static enum status read_table(const struct reader *reader, const struct param_set *set,
                              const struct param_group *group, const config_setting_t *table)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < config_setting_length(table); i++) {
        const config_setting_t *members = config_setting_get_elem(table, (unsigned)i);
        TRY(read_members(reader, set, group, (size_t)i, members));
        TRY(complete_row(reader, set, group, (size_t)i, members));
    }
out:
    return status;
}

/* The default of a scalar reference, before the file may say otherwise. */
static enum status set_references(const struct reader *reader, const struct param_set *set,
                                  const struct param_group *group, const config_setting_t *members)
{
    enum status status = STATUS_OK;
    struct place place = reader_whole_file(reader);
    for (size_t i = 0; i < group->param_count; i++) {
        const struct param *param = &group->params[i];
        struct param_slot slot = param_slot_at(set, group, 0, param);
        bool is_given = members != NULL && config_setting_get_member(members, param->name) != NULL;
        if (param->type == PARAM_REF && param->fallback[0] != '\0' && !is_given &&
            (param->flags & PARAM_REQUIRED) == 0) {
            TRY(param_set_text(set, &slot, param->fallback, &place, reader->error));
        }
    }
out:
    return status;
}

static enum status read_values(const struct reader *reader, const struct param_set *set)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->schema->group_count; i++) {
        const struct param_group *group = &set->schema->groups[i];
        const config_setting_t *setting = config_setting_get_member(reader->root, group->path);
        if (group->row_size != 0 && setting != NULL && setting_kind(setting) == SOURCE_LIST) {
            TRY(read_table(reader, set, group, setting));
        }
        if (group->row_size == 0) {
            TRY(set_references(reader, set, group, setting));
        }
        if (group->row_size == 0 && setting != NULL) {
            TRY(read_members(reader, set, group, 0, setting));
        }
    }
out:
    return status;
}

static enum status read_files(const struct reader *reader)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reader->file_count; i++) {
        const struct table_file *file = &reader->files[i];
        TRY(table_file_values(file, param_set_of(reader->scenario->sets, SCENARIO_SETS, file->group),
                              reader->error));
    }
out:
    return status;
}

enum status reader_read_groups(struct reader *reader)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_rows(reader, &reader->scenario->sets[i]));
    }
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_values(reader, &reader->scenario->sets[i]));
    }
    TRY(read_files(reader));
out:
    return status;
}
