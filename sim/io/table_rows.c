#include "sim/io/table_rows.h"

#include <string.h>

#include "sim/digest.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/params.h"
#include "sim/text.h"

enum status row_field_unknown(const struct param_group *group, const char *name, const struct place *place,
                              struct error *error)
{
    const struct name_hint hint =
        name_hint_among(name, group->params, group->param_count, sizeof group->params[0]);
    char quoted[TEXT_QUOTE_MAX];
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

/* One value of a row. A default is in place already, but for that of a reference: it is looked up now that
 * all rows are there. */
static enum status set_value(const struct row_source *source, const struct param_set *set,
                             const struct param_slot *slot, struct error *error)
{
    char buffer[ROW_VALUE_MAX];
    const char *text = NULL;
    struct place place = source->place(source->context, slot->row);
    PASS(source->value(source->context, slot, buffer, &text, &place, error));
    if (text == NULL && (slot->param->flags & PARAM_REQUIRED) != 0) {
        return row_value_missing(slot, &place, error);
    }
    if (text == NULL && slot->param->type == PARAM_REF && slot->param->fallback[0] != '\0') {
        text = slot->param->fallback;
    }
    return text != NULL ? param_set_text(set, slot, text, &place, error) : STATUS_OK;
}

static enum status refuse_twin(const struct row_source *source, const struct param_set *set,
                               const struct param_group *group, size_t row, const struct place *first,
                               struct error *error)
{
    char buffer[ROW_VALUE_MAX];
    const char *text;
    struct place place;
    const struct param_slot slot = param_slot_at(set, group, row, &group->params[0]);
    PASS(source->value(source->context, &slot, buffer, &text, &place, error));
    return error_set_at(error, STATUS_INPUT, &place,
                        "%s has two rows called \"%s\"; the first is at %.200s:%d:%d", group->path,
                        param_row_name(set, group, row), first->file, first->line, first->column);
}

/* Names go into an open hash table, so that large tables are checked in linear time. */
static enum status check_names(const struct row_source *source, const struct param_set *set,
                               const struct param_group *group, struct error *error)
{
    enum status status = STATUS_OK;
    const struct param_rows *rows = param_rows_of(set, group);
    size_t slots = 16;
    while (slots < rows->count * 2) {
        slots *= 2;
    }
    size_t *row_at = memory_alloc(slots, sizeof *row_at); /* row number from 1; 0: free */
    if (row_at == NULL) {
        return error_memory(error, group->path);
    }
    for (size_t row = 0; row < rows->count; row++) {
        const char *name = param_row_name(set, group, row);
        size_t at = digest_text(0, name) & (slots - 1);
        for (; row_at[at] != 0; at = (at + 1) & (slots - 1)) {
            if (strcmp(param_row_name(set, group, row_at[at] - 1), name) == 0) {
                TRY(refuse_twin(source, set, group, row, &rows->places[row_at[at] - 1], error));
            }
        }
        row_at[at] = row + 1;
    }
out:
    memory_free(row_at);
    return status;
}

enum status rows_append(const struct row_source *source, struct param_set *set,
                        const struct param_group *group, struct error *error)
{
    bool has_names = param_group_has_names(group);
    for (size_t i = 0; i < source->count; i++) {
        size_t row;
        const struct place place = source->place(source->context, i);
        PASS(param_rows_append(set, group, &place, &row, error));
        if (has_names) {
            const struct param_slot slot = param_slot_at(set, group, row, &group->params[0]);
            PASS(set_value(source, set, &slot, error));
        }
    }
    return has_names ? check_names(source, set, group, error) : STATUS_OK;
}

enum status rows_fill(const struct row_source *source, const struct param_set *set,
                      const struct param_group *group, struct error *error)
{
    for (size_t row = 0; row < source->count; row++) {
        for (size_t i = 0; i < group->param_count; i++) {
            const struct param_slot slot = param_slot_at(set, group, row, &group->params[i]);
            PASS(set_value(source, set, &slot, error));
        }
    }
    return STATUS_OK;
}
