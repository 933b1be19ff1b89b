#include "sim/io/scenario_file.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/scenario_reader.h"
#include "sim/io/table_rows.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

/* Keys of a scenario that are not groups of parameters. */
static const char *const own_keys[] = {"title", "model", "overrides", "changes"};
enum { OWN_KEYS = sizeof own_keys / sizeof own_keys[0] };

enum status reader_expected(const struct reader *reader, const config_setting_t *setting, const char *what)
{
    char found[SETTING_FOUND_MAX];
    struct place place = setting_value_place(&reader->tree, setting);
    const char *name = config_setting_name(setting);
    return error_set_at(reader->error, STATUS_INPUT, &place, "%s%sfound %s; expected %s",
                        name == NULL ? "" : name, name == NULL ? "" : ": ",
                        setting_found(&reader->tree, setting, found), what);
}

/* A place that names the file alone, for what is missing in it. */
struct place reader_whole_file(const struct reader *reader)
{
    return (struct place){
        reader->scenario->file_count != 0 ? reader->scenario->files[0] : reader->tree.source.files[0], 0, 0};
}

enum status reader_store(const struct reader *reader, const struct param_set *set,
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

static enum status choose_model(struct reader *reader, const struct model **model)
{
    const config_setting_t *setting = config_setting_get_member(reader->root, "model");
    struct name_hint hint;
    name_hint_init(&hint, "", 0);
    if (setting != NULL && setting_kind(setting) != SOURCE_TEXT) {
        return reader_expected(reader, setting, "the name of a model in quotes");
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
        struct place place = reader_whole_file(reader);
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
        return reader_expected(reader, setting, "text in quotes");
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
            return reader_expected(reader, setting, "a group { NAME = VALUE; ... }");
        }
        if (group->row_size != 0 && setting_kind(setting) != SOURCE_LIST &&
            setting_kind(setting) != SOURCE_TEXT) {
            return reader_expected(
                reader, setting,
                "a table ( { FIELD = VALUE; ... }, ... ) or the name of a CSV file in quotes");
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
                !reader_overrides_have(reader, path) && !assignments_have(reader, path)) {
                struct place place =
                    members == NULL ? reader_whole_file(reader) : setting_name_place(&reader->tree, members);
                return row_value_missing(&slot, &place, reader->error);
            }
        }
    }
    return STATUS_OK;
}

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

static enum status read_all(struct reader *reader)
{
    enum status status = STATUS_OK;
    TRY(reader_read_groups(reader));
    TRY(reader_read_overrides(reader));
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        TRY(check_required(reader, &reader->scenario->sets[i]));
    }
    TRY(reader_read_changes(reader));
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
        snprintf(reader->error->file, sizeof reader->error->file, "%s", reader_whole_file(reader).file);
    }
    return status;
}

/* From the tree to the checked scenario. */
static enum status resolve(struct reader *reader)
{
    enum status status = STATUS_OK;
    reader->root = config_root_setting(&reader->tree.config);
    TRY(begin_scenario(reader));
    TRY(read_all(reader));
    TRY(check_all(reader));
out:
    return status;
}

/* Whatever came of it, the reader is gone afterwards. */
static enum status finish(struct reader *reader, enum status status)
{
    for (size_t i = 0; i < reader->file_count; i++) {
        table_file_clear(&reader->files[i]);
    }
    memory_free(reader->files);
    scenario_tree_clear(&reader->tree);
    if (status != STATUS_OK) {
        scenario_clear(reader->scenario);
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
    TRY(resolve(&reader));
out:
    return finish(&reader, status);
}

enum status scenario_read_memory(struct scenario *scenario, const char *name, const char *text,
                                 const struct model *const *models, size_t model_count, struct error *error)
{
    enum status status = STATUS_OK;
    struct reader reader = {
        .scenario = scenario, .models = models, .model_count = model_count, .error = error};
    *scenario = (struct scenario){0};
    TRY(scenario_tree_read_memory(&reader.tree, name, text, error));
    TRY(resolve(&reader));
out:
    return finish(&reader, status);
}

enum status scenario_read_targets(struct scenario *scenario, const char *path, struct error *error)
{
    const struct model *model = scenario->model;
    enum status status = STATUS_OK;
    TRY(table_file_replace(scenario, &target_schema.groups[0], path, error));
    TRY(targets_check(scenario->targets, model->measures, model->measure_count, error));
out:
    return status;
}
