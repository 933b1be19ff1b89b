#include "sim/io/table_rows.h"

#include <string.h>

#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

enum status row_field_unknown(const struct param_group *group, const char *name, const struct place *place,
                              struct error *error)
{
    struct name_hint hint;
    char quoted[TEXT_QUOTE_MAX];
    name_hint_init(&hint, name, strlen(name));
    for (size_t i = 0; i < group->param_count; i++) {
        name_hint_offer(&hint, group->params[i].name);
    }
    error_set_at(error, STATUS_INPUT, place, "%s has no %s called %s", group->path,
                 group->row_size == 0 ? "parameter" : "field", text_quote(name, strlen(name), quoted));
    name_hint_tell(&hint, "", error);
    return STATUS_INPUT;
}

enum status row_value_missing(const struct param_slot *slot, const struct place *place, struct error *error)
{
    char path[PARAM_PATH_MAX];
    char what[256];
    param_path(slot, path);
    param_expected(slot->param, what, sizeof what);
    return error_set_at(error, STATUS_INPUT, place, "%s is missing; expected %s", path, what);
}

static const char *row_name(const struct param_set *set, const struct param_group *group, size_t row)
{
    const struct param_text *name = param_slot_at(set, group, row, &group->params[0]).value;
    return name->chars;
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
enum status row_names_check(const struct param_set *set, const struct param_group *group,
                            struct place (*name_place)(const void *context, size_t row), const void *context,
                            struct error *error)
{
    enum status status = STATUS_OK;
    const struct param_rows *rows = (const struct param_rows *)((char *)set->values + group->offset);
    size_t slots = 16;
    while (slots < rows->count * 2) {
        slots *= 2;
    }
    size_t *row_at = memory_alloc(slots, sizeof *row_at); /* row number from 1; 0: free */
    if (row_at == NULL) {
        return error_memory(error, group->path);
    }
    for (size_t row = 0; row < rows->count; row++) {
        const char *name = row_name(set, group, row);
        size_t at = hash_name(name) & (slots - 1);
        for (; row_at[at] != 0; at = (at + 1) & (slots - 1)) {
            if (strcmp(row_name(set, group, row_at[at] - 1), name) == 0) {
                const struct place *first = &rows->places[row_at[at] - 1];
                struct place place = name_place(context, row);
                TRY(error_set_at(error, STATUS_INPUT, &place,
                                 "%s has two rows called \"%s\"; the first is at %.200s:%d:%d", group->path,
                                 name, first->file, first->line, first->column));
            }
        }
        row_at[at] = row + 1;
    }
out:
    memory_free(row_at);
    return status;
}
