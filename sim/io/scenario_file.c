#include "sim/io/scenario_file.h"

#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/io/scenario_tree.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

/* Everything the steps below need. */
struct reader {
    struct scenario *scenario;
    struct scenario_tree tree;
    config_setting_t *root;
    const struct model *const *models;
    size_t model_count;
    const char *const *assignments;
    size_t assignment_count;
    struct error *error;
};

/* Keys of a scenario that are not groups of parameters. */
static const char *const own_keys[] = {"title", "model", "overrides", "changes"};
enum { OWN_KEYS = sizeof own_keys / sizeof own_keys[0] };

/* --- help -------------------------------------------------------------------------------------------------
 */

static enum status expected(const struct reader *reader, const config_setting_t *setting, const char *what)
{
    char found[SETTING_FOUND_MAX];
    struct place place = setting_value_place(&reader->tree, setting);
    const char *name = config_setting_name(setting);
    return error_set_at(reader->error, STATUS_INPUT, &place, "%s%sfound %s; expected %s",
                        name == NULL ? "" : name, name == NULL ? "" : ": ",
                        setting_found(&reader->tree, setting, found), what);
}

/* A place that names the file alone, for what is missing in it. */
static struct place whole_file(const struct reader *reader)
{
    return (struct place){
        reader->scenario->file_count != 0 ? reader->scenario->files[0] : reader->tree.source.files[0], 0, 0};
}

static enum status store(const struct reader *reader, const struct param_set *set,
                         const struct param_slot *slot, const config_setting_t *setting)
{
    enum status status = STATUS_OK;
    char buffer[SETTING_VALUE_MAX];
    struct place place = setting_value_place(&reader->tree, setting);
    TRY(setting_check_kind(&reader->tree, setting, slot, reader->error));
    TRY(param_set_text(set, slot, setting_value(&reader->tree, setting, buffer), &place, reader->error));
out:
    return status;
}

/* --- title and model --------------------------------------------------------------------------------------
 */

static enum status choose_model(struct reader *reader, const struct model **model)
{
    const config_setting_t *setting = config_setting_get_member(reader->root, "model");
    struct name_hint hint;
    name_hint_init(&hint, "", 0);
    if (setting != NULL && setting_kind(setting) != SOURCE_TEXT) {
        return expected(reader, setting, "the name of a model in quotes");
    }
    const char *name = setting == NULL ? "" : config_setting_get_string(setting);
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < reader->model_count; i++) {
        if (setting != NULL && strcmp(reader->models[i]->name, name) == 0) {
            *model = reader->models[i];
            return STATUS_OK;
        }
        name_hint_offer(&hint, reader->models[i]->name);
    }
    if (setting == NULL) {
        struct place place = whole_file(reader);
        error_set_at(reader->error, STATUS_INPUT, &place, "the model is missing; expected model = \"NAME\"");
    } else {
        char quoted[TEXT_QUOTE_MAX];
        struct place place = setting_value_place(&reader->tree, setting);
        error_set_at(reader->error, STATUS_INPUT, &place, "there is no model called %s",
                     text_quote(name, strlen(name), quoted));
    }
    name_hint_tell(&hint, "", reader->error);
    return STATUS_INPUT;
}

static enum status read_title(struct reader *reader)
{
    const config_setting_t *setting = config_setting_get_member(reader->root, "title");
    if (setting == NULL) {
        return STATUS_OK;
    }
    if (setting_kind(setting) != SOURCE_TEXT) {
        return expected(reader, setting, "text in quotes");
    }
    const char *title = config_setting_get_string(setting);
    size_t length = strlen(title);
    struct place place = setting_value_place(&reader->tree, setting);
    if (length >= sizeof reader->scenario->title) {
        return error_set_at(reader->error, STATUS_INPUT, &place,
                            "title: %zu bytes are too many; expected text of at most %zu bytes", length,
                            sizeof reader->scenario->title - 1);
    }
    if (!text_is_plain(title, length)) {
        return error_set_at(reader->error, STATUS_INPUT, &place,
                            "title: holds control characters; expected one line of text");
    }
    memcpy(reader->scenario->title, title, length + 1);
    return STATUS_OK;
}

/* --- names and shapes of groups
 * ----------------------------------------------------------------------------- */

static enum status unknown_key(const struct reader *reader, const config_setting_t *setting, const char *name)
{
    struct name_hint hint;
    char quoted[TEXT_QUOTE_MAX];
    struct place place = setting_name_place(&reader->tree, setting);
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_schema *schema = reader->scenario->sets[i].schema;
        for (size_t j = 0; j < schema->group_count; j++) {
            name_hint_offer(&hint, schema->groups[j].path);
        }
    }
    for (size_t i = 0; i < OWN_KEYS; i++) {
        name_hint_offer(&hint, own_keys[i]);
    }
    error_set_at(reader->error, STATUS_INPUT, &place, "there is no group or table %s in model \"%s\"",
                 text_quote(name, strlen(name), quoted), reader->scenario->model->name);
    name_hint_tell(&hint, "", reader->error);
    return STATUS_INPUT;
}

static enum status check_key(const struct reader *reader, const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    for (size_t i = 0; i < OWN_KEYS; i++) {
        if (strcmp(name, own_keys[i]) == 0) {
            return STATUS_OK;
        }
    }
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_group *group =
            param_schema_find(reader->scenario->sets[i].schema, name, strlen(name));
        if (group == NULL) {
            continue;
        }
        if (group->row_size == 0 && setting_kind(setting) != SOURCE_GROUP) {
            return expected(reader, setting, "a group { NAME = VALUE; ... }");
        }
        if (group->row_size != 0 && setting_kind(setting) != SOURCE_LIST) {
            return expected(reader, setting, "a table ( { FIELD = VALUE; ... }, ... )");
        }
        return STATUS_OK;
    }
    return unknown_key(reader, setting, name);
}

static enum status check_keys(const struct reader *reader)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < config_setting_length(reader->root); i++) {
        TRY(check_key(reader, config_setting_get_elem(reader->root, (unsigned)i)));
    }
out:
    return status;
}

/* --- tables: rows and their names
 * ----------------------------------------------------------------------------- */

/* A required value was not given; `place` is that of the row or group that lacks it. */
static enum status missing(const struct reader *reader, const struct param_slot *slot,
                           const struct place *place)
{
    char path[PARAM_PATH_MAX];
    char what[256];
    param_path(slot, path);
    param_expected(slot->param, what, sizeof what);
    return error_set_at(reader->error, STATUS_INPUT, place, "%s is missing; expected %s", path, what);
}

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
            return missing(reader, &slot, &place);
        }
        TRY(store(reader, set, &slot, name));
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

/* Rows first, with their names, so that a table may refer to one that stands later in the file. */
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

/* --- values
 * ------------------------------------------------------------------------------------------------- */

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
        TRY(store(reader, set, &slot, setting));
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
            return missing(reader, &slot, &place);
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
    struct place place = whole_file(reader);
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

/* --- overrides and dated changes
 * ------------------------------------------------------------------------------ */

/* One { path = ...; value = ...; } or { date = ...; path = ...; value = ...; }. */
struct entry {
    const config_setting_t *group;
    const config_setting_t *date; /* NULL in overrides */
    const config_setting_t *path;
    const config_setting_t *value;
    struct param_slot slot;
};

static enum status check_entry_keys(const struct reader *reader, const char *list, const struct entry *entry,
                                    const char *const *keys, size_t key_count)
{
    for (int i = 0; i < config_setting_length(entry->group); i++) {
        const config_setting_t *setting = config_setting_get_elem(entry->group, (unsigned)i);
        const char *name = config_setting_name(setting);
        bool is_known = false;
        struct name_hint hint;
        name_hint_init(&hint, name, strlen(name));
        for (size_t k = 0; k < key_count; k++) {
            is_known = is_known || strcmp(name, keys[k]) == 0;
            name_hint_offer(&hint, keys[k]);
        }
        if (!is_known) {
            char quoted[TEXT_QUOTE_MAX];
            struct place place = setting_name_place(&reader->tree, setting);
            error_set_at(reader->error, STATUS_INPUT, &place, "an entry of %s has no key %s", list,
                         text_quote(name, strlen(name), quoted));
            name_hint_tell(&hint, "", reader->error);
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static enum status read_entry(const struct reader *reader, const char *list, const config_setting_t *setting,
                              bool dated, struct entry *entry)
{
    static const char *const keys[] = {"path", "value", "date"};
    static const char *const shape[] = {"{ path = \"...\"; value = ...; }",
                                        "{ date = \"...\"; path = \"...\"; value = ...; }"};
    enum status status = STATUS_OK;
    struct place place = setting_value_place(&reader->tree, setting);
    if (setting_kind(setting) != SOURCE_GROUP) {
        char found[SETTING_FOUND_MAX];
        return error_set_at(reader->error, STATUS_INPUT, &place, "%s: found %s; expected %s", list,
                            setting_found(&reader->tree, setting, found), shape[dated]);
    }
    *entry = (struct entry){.group = setting};
    TRY(check_entry_keys(reader, list, entry, keys, dated ? 3 : 2));
    entry->path = config_setting_get_member(setting, "path");
    entry->value = config_setting_get_member(setting, "value");
    entry->date = config_setting_get_member(setting, "date");
    if (entry->path == NULL || entry->value == NULL || (dated && entry->date == NULL)) {
        return error_set_at(reader->error, STATUS_INPUT, &place, "%s: %s is missing; expected %s", list,
                            entry->path == NULL    ? "path"
                            : entry->value == NULL ? "value"
                                                   : "date",
                            shape[dated]);
    }
    if (setting_kind(entry->path) != SOURCE_TEXT) {
        return expected(reader, entry->path, "the path of a parameter in quotes, as \"run.seed\"");
    }
    struct place path_place = setting_value_place(&reader->tree, entry->path);
    TRY(param_find(reader->scenario->sets, SCENARIO_SETS, config_setting_get_string(entry->path), &path_place,
                   &entry->slot, reader->error));
out:
    return status;
}

static enum status apply_override(const struct reader *reader, const struct entry *entry)
{
    const struct param_set *set = param_set_of(reader->scenario->sets, SCENARIO_SETS, entry->slot.group);
    return store(reader, set, &entry->slot, entry->value);
}

static enum status add_change(const struct reader *reader, const struct entry *entry)
{
    enum status status = STATUS_OK;
    int32_t day;
    char buffer[SETTING_VALUE_MAX];
    struct place date_place = setting_value_place(&reader->tree, entry->date);
    struct place path_place = setting_value_place(&reader->tree, entry->path);
    struct place value_place = setting_value_place(&reader->tree, entry->value);
    if (setting_kind(entry->date) != SOURCE_TEXT) {
        return expected(reader, entry->date, "a date in quotes, as \"2016-01-31\"");
    }
    const char *date = config_setting_get_string(entry->date);
    if (!date_parse(date, &day)) {
        char quoted[TEXT_QUOTE_MAX];
        return error_set_at(
            reader->error, STATUS_INPUT, &date_place,
            "date: %s is not a date that exists; expected a date of the years 1600 to 2999 as "
            "\"2016-01-31\"",
            text_quote(date, strlen(date), quoted));
    }
    TRY(change_allowed(&entry->slot, &path_place, reader->error));
    TRY(setting_check_kind(&reader->tree, entry->value, &entry->slot, reader->error));
    TRY(change_list_add(&reader->scenario->changes, reader->scenario->sets, SCENARIO_SETS, day,
                        config_setting_get_string(entry->path),
                        setting_value(&reader->tree, entry->value, buffer), &value_place, reader->error));
out:
    return status;
}

static enum status read_entries(const struct reader *reader, const char *list, bool dated,
                                enum status (*use)(const struct reader *, const struct entry *))
{
    enum status status = STATUS_OK;
    const config_setting_t *setting = config_setting_get_member(reader->root, list);
    if (setting != NULL && setting_kind(setting) != SOURCE_LIST) {
        return expected(reader, setting, "a list ( { ... }, ... )");
    }
    for (int i = 0; setting != NULL && i < config_setting_length(setting); i++) {
        struct entry entry;
        TRY(read_entry(reader, list, config_setting_get_elem(setting, (unsigned)i), dated, &entry));
        TRY(use(reader, &entry));
    }
out:
    return status;
}

/* --- required scalars
 * ----------------------------------------------------------------------------------------- */

static bool overrides_have(const struct reader *reader, const char *path)
{
    const config_setting_t *list = config_setting_get_member(reader->root, "overrides");
    for (int i = 0; list != NULL && i < config_setting_length(list); i++) {
        const config_setting_t *entry = config_setting_get_elem(list, (unsigned)i);
        if (strcmp(config_setting_get_string(config_setting_get_member(entry, "path")), path) == 0) {
            return true;
        }
    }
    return false;
}

static bool assignments_have(const struct reader *reader, const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < reader->assignment_count; i++) {
        if (strncmp(reader->assignments[i], path, length) == 0 && reader->assignments[i][length] == '=') {
            return true;
        }
    }
    return false;
}

/* What has no default must have come from the group, an override or the command line. */
static enum status check_required(const struct reader *reader, const struct param_set *set)
{
    for (size_t i = 0; i < set->schema->group_count; i++) {
        const struct param_group *group = &set->schema->groups[i];
        const config_setting_t *members = config_setting_get_member(reader->root, group->path);
        for (size_t p = 0; group->row_size == 0 && p < group->param_count; p++) {
            struct param_slot slot = param_slot_at(set, group, 0, &group->params[p]);
            char path[PARAM_PATH_MAX];
            param_path(&slot, path);
            if ((slot.param->flags & PARAM_REQUIRED) != 0 &&
                (members == NULL || config_setting_get_member(members, slot.param->name) == NULL) &&
                !overrides_have(reader, path) && !assignments_have(reader, path)) {
                struct place place =
                    members == NULL ? whole_file(reader) : setting_name_place(&reader->tree, members);
                return missing(reader, &slot, &place);
            }
        }
    }
    return STATUS_OK;
}

/* --- all together
 * --------------------------------------------------------------------------------------------- */

static enum status begin_scenario(struct reader *reader)
{
    enum status status = STATUS_OK;
    const struct model *model = NULL;
    TRY(choose_model(reader, &model));
    TRY(scenario_init(reader->scenario, model, reader->error));
    source_release_files(&reader->tree.source, &reader->scenario->files, &reader->scenario->file_count);
    TRY(read_title(reader));
    TRY(check_keys(reader));
out:
    return status;
}

static enum status read_groups(struct reader *reader)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_rows(reader, &reader->scenario->sets[i]));
    }
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(read_values(reader, &reader->scenario->sets[i]));
    }
    TRY(read_entries(reader, "overrides", false, apply_override));
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(check_required(reader, &reader->scenario->sets[i]));
    }
    TRY(read_entries(reader, "changes", true, add_change));
    for (size_t i = 0; i < reader->assignment_count; i++) {
        TRY(scenario_set(reader->scenario, reader->assignments[i], reader->error));
    }
out:
    return status;
}

/* A fault across parameters has no place of its own unless the model gives that of a row. */
static enum status check_all(const struct reader *reader)
{
    enum status status = scenario_check(reader->scenario, reader->error);
    if (status == STATUS_INPUT && reader->error != NULL && reader->error->file[0] == '\0') {
        snprintf(reader->error->file, sizeof reader->error->file, "%s", whole_file(reader).file);
    }
    return status;
}

enum status scenario_read(struct scenario *scenario, const char *path, const struct model *const *models,
                          size_t model_count, const char *const *assignments, size_t assignment_count,
                          struct error *error)
{
    enum status status = STATUS_OK;
    struct reader reader = {
        .scenario = scenario,
        .models = models,
        .model_count = model_count,
        .assignments = assignments,
        .assignment_count = assignment_count,
        .error = error,
    };
    *scenario = (struct scenario){0};
    TRY(scenario_tree_read(&reader.tree, path, error));
    reader.root = config_root_setting(&reader.tree.config);
    TRY(begin_scenario(&reader));
    TRY(read_groups(&reader));
    TRY(check_all(&reader));
out:
    scenario_tree_clear(&reader.tree);
    if (status != STATUS_OK) {
        scenario_clear(scenario);
    }
    return status;
}
