#include "sim/io/parameter_list.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/whole_file.h"
#include "sim/memory.h"

/* `defaults` has a row of defaults in every table. A default that names a row is kept as it was declared:
 * there are no rows to look it up in. */
static void format_default(const struct param_set *defaults, const struct param_slot *slot, char *text,
                           size_t size)
{
    const struct param *param = slot->param;
    text[0] = '\0';
    if ((param->flags & PARAM_REQUIRED) != 0) {
        return;
    }
    if (param->type == PARAM_REF) {
        snprintf(text, size, "%s", param->fallback);
        return;
    }
    struct param_slot fallback = param_slot_at(defaults, slot->group, 0, param);
    param_format(defaults, &fallback, text, size);
}

static enum status add_line(struct parameter_list *list, const struct param_set *set,
                            const struct param_set *defaults, const struct param_slot *slot,
                            struct error *error)
{
    char path[PARAM_PATH_MAX];
    char text[PARAM_NOTE_MAX];
    struct parameter_line *line = &list->lines[list->count++];
    line->param = slot->param;
    param_path(slot, path);
    line->path = text_join(path, "");
    param_format(set, slot, text, sizeof text);
    line->value = text_join(text, "");
    format_default(defaults, slot, text, sizeof text);
    line->fallback = text_join(text, "");
    if (line->path == NULL || line->value == NULL || line->fallback == NULL) {
        return error_memory(error, "list of parameters");
    }
    return STATUS_OK;
}

static enum status make_defaults(struct param_set *defaults, const struct param_schema *schema,
                                 struct error *error)
{
    enum status status = STATUS_OK;
    TRY(param_set_init(defaults, schema, error));
    for (size_t i = 0; i < schema->group_count; i++) {
        size_t row;
        if (schema->groups[i].row_size != 0) {
            TRY(param_rows_append(defaults, &schema->groups[i], NULL, &row, error));
        }
    }
out:
    return status;
}

static enum status add_set(struct parameter_list *list, const struct scenario *scenario, int number,
                           struct error *error)
{
    const struct param_set *set = &scenario->sets[number];
    enum status status = STATUS_OK;
    struct param_set defaults = {0};
    TRY(make_defaults(&defaults, set->schema, error));
    for (size_t g = 0; g < set->schema->group_count; g++) {
        const struct param_group *group = &set->schema->groups[g];
        for (size_t row = 0; row < param_row_count(set, group); row++) {
            for (size_t i = 0; i < group->param_count; i++) {
                struct param_slot slot = param_slot_at(set, group, row, &group->params[i]);
                list->lines[list->count].set = number;
                TRY(add_line(list, set, &defaults, &slot, error));
            }
        }
    }
out:
    if (defaults.values != NULL) {
        param_set_clear(&defaults);
    }
    return status;
}

enum status parameter_list_init(struct parameter_list *list, const struct scenario *scenario,
                                struct error *error)
{
    enum status status = STATUS_OK;
    size_t count = 0;
    *list = (struct parameter_list){0};
    for (int s = 0; s < SCENARIO_SETS; s++) {
        const struct param_schema *schema = scenario->sets[s].schema;
        for (size_t g = 0; g < schema->group_count; g++) {
            count += param_row_count(&scenario->sets[s], &schema->groups[g]) * schema->groups[g].param_count;
        }
    }
    list->lines = memory_alloc(count, sizeof *list->lines);
    if (list->lines == NULL) {
        TRY(error_memory(error, "list of parameters"));
    }
    for (int s = 0; s < SCENARIO_SETS; s++) {
        TRY(add_set(list, scenario, s, error));
    }
out:
    return status;
}

void parameter_list_clear(struct parameter_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->lines[i].path);
        memory_free(list->lines[i].value);
        memory_free(list->lines[i].fallback);
    }
    memory_free(list->lines);
    *list = (struct parameter_list){0};
}

uint64_t digest_text(uint64_t digest, const char *text)
{
    digest ^= UINT64_C(0xcbf29ce484222325);
    do {
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    } while (*text++ != '\0');
    return digest;
}

enum status scenario_digest(const struct scenario *scenario, uint64_t *digest, struct error *error)
{
    enum status status = STATUS_OK;
    struct parameter_list list;
    TRY(parameter_list_init(&list, scenario, error));
    *digest = digest_text(0, scenario->model->name);
    for (size_t i = 0; i < list.count; i++) {
        if (list.lines[i].set != SCENARIO_SET_TARGETS) {
            *digest = digest_text(*digest, list.lines[i].path);
            *digest = digest_text(*digest, list.lines[i].value);
        }
    }
    for (size_t i = 0; i < scenario->changes.count; i++) {
        const struct change *change = &scenario->changes.changes[i];
        char day[16];
        snprintf(day, sizeof day, "%ld", (long)change->day);
        *digest = digest_text(*digest, day);
        *digest = digest_text(*digest, change->path);
        *digest = digest_text(*digest, change->value);
    }
out:
    parameter_list_clear(&list);
    return status;
}
