#include "sim/params.h"

#include <stdio.h>
#include <string.h>

#include "sim/memory.h"
#include "sim/param_value.h"

static struct param_rows *rows_of(const struct param_set *set, const struct param_group *group)
{
    return (struct param_rows *)((char *)set->values + group->offset);
}

static bool is_row_name(const struct param_group *group, const struct param *param)
{
    return param_group_has_names(group) && param == &group->params[0];
}

/* The default of one value. A reference gets its default when the rows it may refer to are there. */
static enum status set_default(const struct param_set *set, const struct param_slot *slot,
                               struct error *error)
{
    enum status status = STATUS_OK;
    union param_value value;
    memset(&value, 0, sizeof value);
    if (slot->param->type == PARAM_REF) {
        value.code = -1;
    } else if ((slot->param->flags & PARAM_REQUIRED) == 0 && !is_row_name(slot->group, slot->param)) {
        TRY(param_read(set, slot, slot->param->fallback, NULL, &value, error));
    }
    param_store(slot, &value);
out:
    return status;
}

static enum status set_defaults(const struct param_set *set, const struct param_group *group, size_t row,
                                struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < group->param_count; i++) {
        struct param_slot slot = param_slot_at(set, group, row, &group->params[i]);
        TRY(set_default(set, &slot, error));
    }
out:
    return status;
}

enum status param_set_init(struct param_set *set, const struct param_schema *schema, struct error *error)
{
    enum status status = STATUS_OK;
    set->schema = schema;
    set->values = memory_alloc(1, schema->size);
    if (set->values == NULL) {
        return error_memory(error, "parameters");
    }
    for (size_t i = 0; i < schema->group_count; i++) {
        if (schema->groups[i].row_size == 0) {
            TRY(set_defaults(set, &schema->groups[i], 0, error));
        }
    }
out:
    if (status != STATUS_OK) {
        param_set_clear(set);
    }
    return status;
}

void param_set_clear(struct param_set *set)
{
    for (size_t i = 0; set->values != NULL && i < set->schema->group_count; i++) {
        if (set->schema->groups[i].row_size != 0) {
            struct param_rows *rows = rows_of(set, &set->schema->groups[i]);
            memory_free(rows->rows);
            memory_free(rows->places);
        }
    }
    memory_free(set->values);
    *set = (struct param_set){0};
}

static enum status grow(struct param_rows *rows, const struct param_group *group, struct error *error)
{
    size_t capacity = rows->count < 8 ? 8 : rows->count * 2;
    void *grown = memory_grow(rows->rows, rows->count, capacity, group->row_size);
    if (grown == NULL) {
        return error_memory(error, group->path);
    }
    rows->rows = grown;
    struct place *places = memory_grow(rows->places, rows->count, capacity, sizeof *places);
    if (places == NULL) {
        return error_memory(error, group->path);
    }
    rows->places = places;
    rows->capacity = capacity;
    return STATUS_OK;
}

enum status param_rows_append(struct param_set *set, const struct param_group *group,
                              const struct place *place, size_t *row, struct error *error)
{
    enum status status = STATUS_OK;
    struct param_rows *rows = rows_of(set, group);
    if (rows->count >= group->max_rows) {
        return error_set_at(error, STATUS_INPUT, place, "%s has too many rows; expected at most %zu",
                            group->path, group->max_rows);
    }
    if (rows->count >= rows->capacity) {
        TRY(grow(rows, group, error));
    }
    *row = rows->count;
    memset((char *)rows->rows + *row * group->row_size, 0, group->row_size);
    rows->places[*row] = place == NULL ? (struct place){0} : *place;
    rows->count++;
    TRY(set_defaults(set, group, *row, error));
out:
    return status;
}

struct param_slot param_slot_at(const struct param_set *set, const struct param_group *group, size_t row,
                                const struct param *param)
{
    char *base = (char *)set->values + group->offset;
    if (group->row_size != 0) {
        base = (char *)rows_of(set, group)->rows + row * group->row_size;
    }
    return (struct param_slot){group, param, row, base + param->offset};
}

size_t param_row_count(const struct param_set *set, const struct param_group *group)
{
    return group->row_size == 0 ? 1 : rows_of(set, group)->count;
}

const char *param_row_name(const struct param_set *set, const struct param_group *group, size_t row)
{
    if (!param_group_has_names(group)) {
        return "";
    }
    return ((const struct param_text *)param_slot_at(set, group, row, &group->params[0]).value)->chars;
}

bool param_group_has_names(const struct param_group *group)
{
    return group->row_size != 0 && group->param_count != 0 && group->params[0].type == PARAM_TEXT &&
           (strcmp(group->params[0].name, "name") == 0 || strcmp(group->params[0].name, "id") == 0);
}

const struct param_set *param_set_of(const struct param_set *sets, size_t set_count,
                                     const struct param_group *group)
{
    for (size_t i = 0; i < set_count; i++) {
        for (size_t j = 0; j < sets[i].schema->group_count; j++) {
            if (&sets[i].schema->groups[j] == group) {
                return &sets[i];
            }
        }
    }
    return NULL;
}

void param_path(const struct param_slot *slot, char path[PARAM_PATH_MAX])
{
    const struct param_group *group = slot->group;
    if (group->row_size == 0) {
        snprintf(path, PARAM_PATH_MAX, "%s.%s", group->path, slot->param->name);
        return;
    }
    const char *row = (const char *)slot->value - slot->param->offset;
    const char *name = param_group_has_names(group) ? row + group->params[0].offset : "";
    if (name[0] != '\0') {
        snprintf(path, PARAM_PATH_MAX, "%s.%s.%s", group->path, name, slot->param->name);
    } else {
        snprintf(path, PARAM_PATH_MAX, "%s.%zu.%s", group->path, slot->row + 1, slot->param->name);
    }
}
