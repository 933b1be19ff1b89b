/* Groups and tables of a scenario: rows and their names first, then all values. */
#include <string.h>

#include "sim/io/scenario_reader.h"
#include "sim/io/text_file.h"
#include "sim/memory.h"

static enum status find_member(const struct reader *reader, const struct param_group *group,
                               const config_setting_t *setting, const struct param **param)
{
    const char *name = config_setting_name(setting);
    *param = param_group_find(group, name, strlen(name));
    return *param != NULL ? STATUS_OK
                          : row_field_unknown(group, name, setting_name_place(setting), reader->error);
}

/* The members of a group of scalars. */
static enum status read_members(const struct reader *reader, const struct param_set *set,
                                const struct param_group *group, const config_setting_t *members)
{
    for (int i = 0; i < config_setting_length(members); i++) {
        const config_setting_t *setting = config_setting_get_elem(members, (unsigned)i);
        const struct param *param;
        char buffer[SETTING_VALUE_MAX];
        PASS(find_member(reader, group, setting, &param));
        const struct param_slot slot = param_slot_at(set, group, 0, param);
        PASS(setting_check_kind(setting, &slot, reader->error));
        PASS(scenario_give(reader->scenario, &slot, setting_value(setting, buffer),
                           setting_value_place(setting), reader->error));
    }
    return STATUS_OK;
}

/* ---- tables that stand in the scenario ---- */

static struct place listed_place(const void *context, size_t row)
{
    return *setting_value_place(config_setting_get_elem(context, (unsigned)row));
}

static enum status listed_value(const void *context, const struct param_slot *slot,
                                char buffer[ROW_VALUE_MAX], const char **text, struct place *place,
                                struct error *error)
{
    const config_setting_t *row = config_setting_get_elem(context, (unsigned)slot->row);
    const config_setting_t *setting = config_setting_get_member(row, slot->param->name);
    if (setting == NULL) {
        return STATUS_OK;
    }
    *place = *setting_value_place(setting);
    *text = setting_value(setting, buffer);
    return setting_check_kind(setting, slot, error);
}

static enum status check_listed(const struct reader *reader, const struct param_group *group,
                                const config_setting_t *table)
{
    for (int row = 0; row < config_setting_length(table); row++) {
        const config_setting_t *setting = config_setting_get_elem(table, (unsigned)row);
        char found[SETTING_FOUND_MAX];
        if (!config_setting_is_group(setting)) {
            return error_set_at(reader->error, STATUS_INPUT, setting_value_place(setting),
                                "%s: found %s; expected a row { FIELD = VALUE; ... }", group->path,
                                setting_found(setting, found));
        }
        for (int i = 0; i < config_setting_length(setting); i++) {
            const struct param *param;
            PASS(find_member(reader, group, config_setting_get_elem(setting, (unsigned)i), &param));
        }
    }
    return STATUS_OK;
}

/* ---- tables ---- */

/* The name of a file stands where the rows would. */
static enum status read_file(struct reader *reader, const struct param_group *group,
                             const config_setting_t *setting)
{
    struct text_buffer path = {0};
    const struct place *place = setting_value_place(setting);
    const char *name = config_setting_get_string(setting);
    if (reader->tree.from_memory) {
        return error_set_at(reader->error, STATUS_INPUT, place,
                            "a scenario that is stored in a result may name no files");
    }
    struct table_file *files =
        memory_grow(reader->files, reader->file_count, reader->file_count + 1, sizeof *files);
    if (files == NULL) {
        return error_memory(reader->error, "tables of a scenario");
    }
    reader->files = files;
    enum status status = text_file_path(place->file, name, strlen(name), &path, reader->error);
    if (status == STATUS_OK) {
        status = table_file_read(&files[reader->file_count++], reader->scenario, group, path.text, place,
                                 reader->error);
    }
    text_buffer_clear(&path);
    return status;
}

static struct row_source rows_of(const struct reader *reader, const struct param_group *group,
                                 const config_setting_t *table)
{
    for (size_t i = 0; setting_is_text(table) && i < reader->file_count; i++) {
        if (reader->files[i].group == group) {
            return table_file_rows(&reader->files[i]);
        }
    }
    return (struct row_source){table, (size_t)config_setting_length(table), listed_place, listed_value};
}

/* A table is as the last document has it. */
static enum status read_table_rows(struct reader *reader, struct param_set *set,
                                   const struct param_group *group)
{
    const config_setting_t *table = NULL;
    for (const struct document *d = reader->tree.first; d != NULL; d = d->next) {
        const config_setting_t *later = document_setting(d, group->path);
        if (table != NULL && later != NULL) {
            PASS(scenario_note_replaced(reader->scenario, group->path, setting_name_place(later),
                                        setting_name_place(table), reader->error));
        }
        table = later == NULL ? table : later;
    }
    if (table == NULL) {
        return STATUS_OK;
    }
    PASS(setting_is_text(table) ? read_file(reader, group, table) : check_listed(reader, group, table));
    const struct row_source rows = rows_of(reader, group, table);
    return rows_append(&rows, set, group, reader->error);
}

/* What one document says of one group or table. */
static enum status read_values(const struct reader *reader, const struct param_set *set,
                               const struct param_group *group, const config_setting_t *setting)
{
    if (group->row_size == 0) {
        return read_members(reader, set, group, setting);
    }
    if (setting != scenario_tree_setting(&reader->tree, group->path)) {
        return STATUS_OK; /* a later document has the table */
    }
    const struct row_source rows = rows_of(reader, group, setting);
    return rows_fill(&rows, set, group, reader->error);
}

static enum status read_document(const struct reader *reader, const struct document *document)
{
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_set *set = &reader->scenario->sets[i];
        for (size_t g = 0; g < param_group_count(set->schema); g++) {
            const struct param_group *group = param_group_at(set->schema, g);
            const config_setting_t *setting = document_setting(document, group->path);
            if (setting != NULL) {
                PASS(read_values(reader, set, group, setting));
            }
        }
    }
    return reader_read_overrides(reader, document);
}

enum status reader_read_groups(struct reader *reader)
{
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        struct param_set *set = &reader->scenario->sets[i];
        for (size_t g = 0; g < param_group_count(set->schema); g++) {
            const struct param_group *group = param_group_at(set->schema, g);
            if (group->row_size != 0) {
                PASS(read_table_rows(reader, set, group));
            }
        }
    }
    for (const struct document *d = reader->tree.first; d != NULL; d = d->next) {
        PASS(read_document(reader, d));
    }
    return STATUS_OK;
}
