#include "sim/params.h"

#include <stdio.h>
#include <string.h>

#include "sim/memory.h"

enum { ALIGNED = 16 }; /* where the values struct of a part may begin */

static bool has_group(const struct param_schema *schema, const struct param_group *group)
{
    uintptr_t first = (uintptr_t)schema->groups;
    return (uintptr_t)group - first < schema->group_count * sizeof *group;
}

size_t param_group_count(const struct param_schema *schema)
{
    size_t count = schema->group_count;
    for (size_t k = 0; k < schema->part_count; k++) {
        count += schema->parts[k]->group_count;
    }
    return count;
}

const struct param_group *param_group_at(const struct param_schema *schema, size_t index)
{
    const struct param_schema *part = schema;
    for (size_t k = 0; index >= part->group_count; k++) {
        index -= part->group_count;
        part = schema->parts[k];
    }
    return &part->groups[index];
}

/* The structs before part `k`. */
static size_t size_before(const struct param_schema *schema, size_t k)
{
    size_t size = schema->size;
    for (size_t before = 0; before < k; before++) {
        size = (size + ALIGNED - 1) / ALIGNED * ALIGNED + schema->parts[before]->size;
    }
    return size;
}

size_t param_schema_size(const struct param_schema *schema)
{
    return size_before(schema, schema->part_count);
}

static size_t part_offset(const struct param_schema *schema, size_t k)
{
    return schema->parts[k]->size == 0 ? 0 : (size_before(schema, k) + ALIGNED - 1) / ALIGNED * ALIGNED;
}

size_t param_part_offset(const struct param_schema *schema, const struct param_schema *part)
{
    size_t k = 0;
    while (schema->parts[k] != part) {
        k++;
    }
    return part_offset(schema, k);
}

/* Where the values of a group lie, from its set's first byte on. */
static size_t group_offset(const struct param_schema *schema, const struct param_group *group)
{
    size_t k = 0;
    while (k < schema->part_count && !has_group(schema->parts[k], group)) {
        k++;
    }
    return group->offset + (k < schema->part_count ? part_offset(schema, k) : 0);
}

struct param_rows *param_rows_of(const struct param_set *set, const struct param_group *group)
{
    return (struct param_rows *)((char *)set->values + group_offset(set->schema, group));
}

static bool is_row_name(const struct param_group *group, const struct param *param)
{
    return param_group_has_names(group) && param == &group->params[0];
}

/* The default of one value. A reference gets its default when the rows it may refer to are there. */
static enum status set_default(const struct param_set *set, const struct param_slot *slot,
                               struct error *error)
{
    union param_value value;
    memset(&value, 0, sizeof value);
    if (slot->param->type == PARAM_REF) {
        value.code = -1;
    } else if ((slot->param->flags & PARAM_REQUIRED) == 0 && !is_row_name(slot->group, slot->param)) {
        PASS(param_read(set, slot, slot->param->fallback, NULL, &value, error));
    }
    param_store(slot, &value);
    return STATUS_OK;
}

static enum status set_defaults(const struct param_set *set, const struct param_group *group, size_t row,
                                struct error *error)
{
    for (size_t i = 0; i < group->param_count; i++) {
        struct param_slot slot = param_slot_at(set, group, row, &group->params[i]);
        PASS(set_default(set, &slot, error));
    }
    return STATUS_OK;
}

enum status param_set_init(struct param_set *set, const struct param_schema *schema, struct error *error)
{
    enum status status = STATUS_OK;
    set->schema = schema;
    set->values = memory_alloc(1, param_schema_size(schema));
    if (set->values == NULL) {
        return error_memory(error, "parameters");
    }
    for (size_t i = 0; i < param_group_count(schema); i++) {
        const struct param_group *group = param_group_at(schema, i);
        if (group->row_size == 0) {
            TRY(set_defaults(set, group, 0, error));
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
    for (size_t i = 0; set->values != NULL && i < param_group_count(set->schema); i++) {
        const struct param_group *group = param_group_at(set->schema, i);
        if (group->row_size != 0) {
            struct param_rows *rows = param_rows_of(set, group);
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
    struct param_rows *rows = param_rows_of(set, group);
    if (rows->count >= group->max_rows) {
        return error_set_at(error, STATUS_INPUT, place, "%s has too many rows; expected at most %zu",
                            group->path, group->max_rows);
    }
    if (rows->count >= rows->capacity) {
        PASS(grow(rows, group, error));
    }
    *row = rows->count;
    memset((char *)rows->rows + *row * group->row_size, 0, group->row_size);
    rows->places[*row] = place == NULL ? (struct place){0} : *place;
    rows->count++;
    return set_defaults(set, group, *row, error);
}

struct param_slot param_slot_at(const struct param_set *set, const struct param_group *group, size_t row,
                                const struct param *param)
{
    char *base = (char *)set->values + group_offset(set->schema, group);
    if (group->row_size != 0) {
        base = (char *)param_rows_of(set, group)->rows + row * group->row_size;
    }
    return (struct param_slot){group, param, row, base + param->offset};
}

size_t param_row_count(const struct param_set *set, const struct param_group *group)
{
    return group->row_size == 0 ? 1 : param_rows_of(set, group)->count;
}

/* Place of `group` in its schema. */
static size_t group_index(const struct param_schema *schema, const struct param_group *group)
{
    size_t begin = 0;
    const struct param_schema *part = schema;
    for (size_t k = 0; !has_group(part, group); k++) {
        begin += part->group_count;
        part = schema->parts[k];
    }
    return begin + (size_t)(group - part->groups);
}

bool param_next(const struct param_set *set, struct param_slot *slot)
{
    size_t count = param_group_count(set->schema);
    size_t g = slot->group == NULL ? 0 : group_index(set->schema, slot->group);
    size_t next = slot->group == NULL ? 0 : (size_t)(slot->param - slot->group->params) + 1;
    size_t row = slot->row;
    if (slot->group != NULL && next == slot->group->param_count) {
        next = 0;
        row++;
    }
    while (g < count && row >= param_row_count(set, param_group_at(set->schema, g))) {
        g++;
        row = 0;
    }
    if (g < count) {
        const struct param_group *group = param_group_at(set->schema, g);
        *slot = param_slot_at(set, group, row, &group->params[next]);
    }
    return g < count;
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
        for (size_t j = 0; j < param_group_count(sets[i].schema); j++) {
            if (param_group_at(sets[i].schema, j) == group) {
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
