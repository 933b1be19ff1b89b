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

/* The file that the user named, for what is missing in it. */
static struct place whole_file(const struct reader *reader)
{
    return (struct place){.file = reader->tree.last->file};
}

static enum status find_model(const struct reader *reader, const config_setting_t *setting,
                              const struct model **model)
{
    if (!setting_is_text(setting)) {
        return reader_expected(reader, setting, "the name of a model in quotes");
    }
    return model_find(reader->models, reader->model_count, config_setting_get_string(setting),
                      setting_value_place(setting), model, reader->error);
}

/* All files that name a model name the same. */
static enum status choose_model(const struct reader *reader, const struct model **model)
{
    for (const struct document *d = reader->tree.first; d != NULL; d = d->next) {
        const config_setting_t *setting = document_setting(d, "model");
        const struct model *other = *model;
        if (setting == NULL) {
            continue;
        }
        PASS(find_model(reader, setting, model));
        if (other != NULL && other != *model) {
            return error_set_at(reader->error, STATUS_INPUT, setting_value_place(setting),
                                "the model is \"%s\" here and \"%s\" in a file that is included",
                                (*model)->name, other->name);
        }
    }
    if (*model == NULL) {
        struct place place = whole_file(reader);
        if (scenario_tree_setting(&reader->tree, "arms") != NULL ||
            scenario_tree_setting(&reader->tree, "scenario") != NULL) {
            error_set_at(reader->error, STATUS_INPUT, &place, "this is an experiment; expected a scenario");
            error_hint(reader->error, "\"bassin batch\" runs experiments");
            return STATUS_INPUT;
        }
        error_set_at(reader->error, STATUS_INPUT, &place, "the model is missing; expected model = \"NAME\"");
        return model_find(reader->models, reader->model_count, "", NULL, model,
                          reader->error); /* names them */
    }
    return STATUS_OK;
}

static enum status read_title(const struct reader *reader)
{
    const config_setting_t *setting = scenario_tree_setting(&reader->tree, "title");
    if (setting == NULL) {
        return STATUS_OK;
    }
    if (!setting_is_text(setting)) {
        return reader_expected(reader, setting, "text in quotes");
    }
    const char *title = config_setting_get_string(setting);
    size_t length = strlen(title);
    const struct place *place = setting_value_place(setting);
    if (length >= sizeof reader->scenario->title) {
        return error_set_at(reader->error, STATUS_INPUT, place,
                            "title: %zu bytes are too many; expected text of at most %zu bytes", length,
                            sizeof reader->scenario->title - 1);
    }
    if (!text_is_plain(title, length)) {
        return error_set_at(reader->error, STATUS_INPUT, place,
                            "title: holds control characters; expected one line of text");
    }
    memcpy(reader->scenario->title, title, length + 1);
    return STATUS_OK;
}

static enum status unknown_key(const struct reader *reader, const config_setting_t *setting, const char *name)
{
    struct name_hint hint;
    char quoted[TEXT_QUOTE_MAX];
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_schema *schema = reader->scenario->sets[i].schema;
        for (size_t j = 0; j < param_group_count(schema); j++) {
            name_hint_offer(&hint, param_group_at(schema, j)->path);
        }
    }
    for (size_t i = 0; i < OWN_KEYS; i++) {
        name_hint_offer(&hint, own_keys[i]);
    }
    error_set_at(reader->error, STATUS_INPUT, setting_name_place(setting),
                 "there is no group or table %s in model \"%s\"", text_quote(name, strlen(name), quoted),
                 reader->scenario->model->name);
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
        if (group->row_size == 0 && !config_setting_is_group(setting)) {
            return reader_expected(reader, setting, "a group { NAME = VALUE; ... }");
        }
        if (group->row_size != 0 && !config_setting_is_list(setting) && !setting_is_text(setting)) {
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
    for (const struct document *d = reader->tree.first; d != NULL; d = d->next) {
        const config_setting_t *root = config_root_setting(&d->config);
        for (int i = 0; i < config_setting_length(root); i++) {
            PASS(check_key(reader, config_setting_get_elem(root, (unsigned)i)));
        }
    }
    return STATUS_OK;
}

/* Scalars that nobody gave: a fault where there is no default; a reference looks its default up now that all
 * rows are there. */
static enum status complete_value(const struct reader *reader, const struct param_set *set,
                                  const struct param_slot *slot)
{
    if (slot->group->row_size != 0 || scenario_given_at(reader->scenario, slot) != NULL) {
        return STATUS_OK;
    }
    const config_setting_t *members = scenario_tree_setting(&reader->tree, slot->group->path);
    struct place place = members == NULL ? whole_file(reader) : *setting_name_place(members);
    if ((slot->param->flags & PARAM_REQUIRED) != 0) {
        return row_value_missing(slot, &place, reader->error);
    }
    if (slot->param->type == PARAM_REF && slot->param->fallback[0] != '\0') {
        return param_set_text(set, slot, slot->param->fallback, &place, reader->error);
    }
    return STATUS_OK;
}

static enum status complete_groups(const struct reader *reader)
{
    for (size_t i = 0; i < SCENARIO_SETS; i++) {
        const struct param_set *set = &reader->scenario->sets[i];
        for (struct param_slot slot = {0}; param_next(set, &slot);) {
            PASS(complete_value(reader, set, &slot));
        }
    }
    return STATUS_OK;
}

static enum status begin_scenario(struct reader *reader)
{
    const struct model *model = NULL;
    PASS(choose_model(reader, &model));
    PASS(scenario_init(reader->scenario, model, reader->error));
    reader->scenario->files = reader->tree.files; /* which places point to */
    reader->scenario->file_count = reader->tree.file_count;
    reader->tree.files = NULL;
    reader->tree.file_count = 0;
    PASS(read_title(reader));
    return check_keys(reader);
}

/* A fault that the file alone has not is that of what is given beside it: of the place that all of it shares,
 * as far as it does. A change has its place already. */
static void blame_given(const struct assignments *given, struct error *error)
{
    const struct place *first = &given->items[0].value_place;
    bool one_file = true;
    bool one_line = true;
    for (size_t i = 0; i < given->count; i++) {
        const struct place *place = &given->items[i].value_place;
        if (strcmp(error->file, place->file) == 0) {
            return;
        }
        one_file = one_file && strcmp(place->file, first->file) == 0;
        one_line = one_line && place->line == first->line;
    }
    snprintf(error->file, sizeof error->file, "%s", one_file ? first->file : "command line");
    error->line = one_file && one_line ? first->line : 0;
    error->column = 0;
}

/* A fault across parameters has no place of its own unless the model gives that of a row. */
static enum status check_all(const struct reader *reader, bool file_is_sound)
{
    struct error *error = reader->error;
    enum status status = scenario_check(reader->scenario, error);
    if (status != STATUS_INPUT || error == NULL) {
        return status;
    }
    if (file_is_sound && reader->given->count != 0) {
        blame_given(reader->given, error);
    } else if (error->file[0] == '\0') {
        snprintf(error->file, sizeof error->file, "%s", whole_file(reader).file);
    }
    return status;
}

/* From the tree to the checked scenario. */
static enum status resolve(struct reader *reader)
{
    const struct assignments *given = reader->given;
    PASS(begin_scenario(reader));
    PASS(reader_read_groups(reader));
    PASS(reader_read_changes(reader));
    bool is_sound = given->count != 0 && scenario_check(reader->scenario, NULL) == STATUS_OK;
    for (size_t i = 0; i < given->count; i++) {
        PASS(scenario_assign(reader->scenario, &given->items[i], reader->error));
    }
    PASS(complete_groups(reader));
    return check_all(reader, is_sound);
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

enum status scenario_read_given(struct scenario *scenario, const char *path,
                                const struct model *const *models, size_t model_count,
                                const struct assignments *given, struct error *error)
{
    enum status status = STATUS_OK;
    struct reader reader = {
        .scenario = scenario, .models = models, .model_count = model_count, .given = given, .error = error};
    *scenario = (struct scenario){0};
    TRY(scenario_tree_read(&reader.tree, path, error));
    TRY(resolve(&reader));
out:
    return finish(&reader, status);
}

enum status scenario_read(struct scenario *scenario, const char *path, const struct model *const *models,
                          size_t model_count, const char *const *assignments, size_t assignment_count,
                          struct error *error)
{
    enum status status = STATUS_OK;
    struct assignments given = {0};
    *scenario = (struct scenario){0};
    for (size_t i = 0; i < assignment_count; i++) {
        TRY(assignments_add_option(&given, "--set", assignments[i], error));
    }
    TRY(scenario_read_given(scenario, path, models, model_count, &given, error));
out:
    assignments_clear(&given);
    return status;
}

enum status scenario_read_memory(struct scenario *scenario, const char *name, const char *text,
                                 const struct model *const *models, size_t model_count, struct error *error)
{
    static const struct assignments nothing = {0};
    enum status status = STATUS_OK;
    struct reader reader = {.scenario = scenario,
                            .models = models,
                            .model_count = model_count,
                            .given = &nothing,
                            .error = error};
    *scenario = (struct scenario){0};
    TRY(scenario_tree_read_memory(&reader.tree, name, text, error));
    TRY(resolve(&reader));
out:
    return finish(&reader, status);
}

enum status scenario_read_targets(struct scenario *scenario, const char *path, struct error *error)
{
    const struct model *model = scenario->model;
    PASS(table_file_replace(scenario, &target_schema.groups[0], path, error));
    return targets_check(scenario->targets, model->measures, model->measure_count, error);
}
