/* Groups and tables of a scenario: rows and their names first, then all values. */
#include <string.h>

#include "sim/io/scenario_reader.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

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
        const config_setting_t *name = config_setting_get_member(setting, "name");
        if (name == NULL) {
            return reader_missing(reader, &slot, &place);
        }
        TRY(reader_store(reader, set, &slot, name));
    }
out:
    return status;
}

static enum status refuse_duplicate(const struct reader *reader, const struct param_set *set,
                                    const struct param_group *group, const config_setting_t *table,
                                    size_t first, size_t second)
{
    const struct param_rows *rows = (const struct param_rows *)((char *)set->values + group->offset);
    const struct param_text *name = param_slot_at(set, group, second, &group->params[0]).value;
    const config_setting_t *row = config_setting_get_elem(table, (unsigned)second);
    struct place place = setting_value_place(&reader->tree, config_setting_get_member(row, "name"));
    return error_set_at(reader->error, STATUS_INPUT, &place,
                        "%s has two rows called \"%s\"; the first is at %.200s:%d:%d", group->path,
                        name->chars, rows->places[first].file, rows->places[first].line,
                        rows->places[first].column);
}

static uint32_t hash_name(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name != '\0'; name++) {
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    }
    return hash ^ hash >> 15;
}

/* Names go into an open hash table, so that large tables are checked in linear time. */
static enum status check_names(const struct reader *reader, const struct param_set *set,
                               const struct param_group *group, const config_setting_t *table)
{
    enum status status = STATUS_OK;
    size_t count = param_row_count(set, group);
    size_t slots = 16;
    while (slots < count * 2) {
        slots *= 2;
    }
    size_t *row_at = memory_alloc(slots, sizeof *row_at); /* row number from 1; 0: free */
    if (row_at == NULL) {
        return error_memory(reader->error, group->path);
    }
    for (size_t row = 0; row < count; row++) {
        const struct param_text *name = param_slot_at(set, group, row, &group->params[0]).value;
        size_t at = hash_name(name->chars) & (slots - 1);
        for (; row_at[at] != 0; at = (at + 1) & (slots - 1)) {
            const struct param_text *other =
                param_slot_at(set, group, row_at[at] - 1, &group->params[0]).value;
            if (strcmp(other->chars, name->chars) == 0) {
                TRY(refuse_duplicate(reader, set, group, table, row_at[at] - 1, row));
            }
        }
        row_at[at] = row + 1;
    }
out:
    memory_free(row_at);
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
        for (int row = 0; row < config_setting_length(table); row++) {
            TRY(add_row(reader, set, group, config_setting_get_elem(table, (unsigned)row)));
        }
        if (param_group_has_names(group)) {
            TRY(check_names(reader, set, group, table));
        }
    }
out:
    return status;
}

static enum status unknown_field(const struct reader *reader, const struct param_group *group,
                                 const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    struct place place = setting_name_place(&reader->tree, setting);
    struct name_hint hint;
    char quoted[TEXT_QUOTE_MAX];
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < group->param_count; i++) {
        name_hint_offer(&hint, group->params[i].name);
    }
    error_set_at(reader->error, STATUS_INPUT, &place, "%s has no %s called %s", group->path,
                 group->row_size == 0 ? "parameter" : "field", text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, "", reader->error);
    return STATUS_INPUT;
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
            return unknown_field(reader, group, setting);
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
            return reader_missing(reader, &slot, &place);
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
        if (group->row_size != 0 && setting != NULL) {
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

enum status reader_read_groups(struct reader *reader)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_rows(reader, &reader->scenario->sets[i]));
    }
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_values(reader, &reader->scenario->sets[i]));
    }
out:
    return status;
}
