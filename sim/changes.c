/* Dated changes: reforms and shocks as data. */
#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/param_value.h"

enum status change_allowed(const struct param_slot *slot, const struct place *place, struct error *error)
{
    if ((slot->param->flags & PARAM_DATED) != 0) {
        return STATUS_OK;
    }
    char path[PARAM_PATH_MAX];
    param_path(slot, path);
    error_set_at(error, STATUS_INPUT, place, "%s may not change at a date; it holds for the whole run", path);
    error_hint(error, "set it in its group, or in `overrides`");
    return STATUS_INPUT;
}

/* Room for one more change. */
static enum status reserve(struct change_list *list, struct error *error)
{
    if (list->count < list->capacity) {
        return STATUS_OK;
    }
    size_t capacity = list->capacity < 8 ? 8 : list->capacity * 2;
    struct change *grown = memory_grow(list->changes, list->count, capacity, sizeof *grown);
    if (grown == NULL) {
        return error_memory(error, "dated changes");
    }
    list->changes = grown;
    list->capacity = capacity;
    return STATUS_OK;
}

/* Keeps the order of days; changes of one day stay in the order they came. */
static void insert(struct change_list *list, const struct change *change)
{
    size_t at = list->count;
    while (at > 0 && list->changes[at - 1].day > change->day) {
        at--;
    }
    memmove(&list->changes[at + 1], &list->changes[at], (list->count - at) * sizeof *list->changes);
    list->changes[at] = *change;
    list->count++;
}

enum status change_list_add(struct change_list *list, const struct param_set *sets, size_t set_count,
                            int32_t day, const char *path, const char *value, const struct place *place,
                            struct error *error)
{
    enum status status = STATUS_OK;
    struct change change = {.day = day};
    union param_value read;
    TRY(param_find(sets, set_count, path, place, &change.slot, error));
    TRY(change_allowed(&change.slot, place, error));
    const struct param_set *set = param_set_of(sets, set_count, change.slot.group);
    TRY(param_read(set, &change.slot, value, place, &read, error));
    TRY(reserve(list, error));

    /* The text that is kept is the canonical one, which always fits. */
    struct param_slot aside = change.slot;
    aside.value = &read;
    param_format(set, &aside, change.value, sizeof change.value);
    param_path(&change.slot, change.path);
    change.place = place == NULL ? (struct place){0} : *place;
    insert(list, &change);
out:
    return status;
}

void change_list_clear(struct change_list *list)
{
    memory_free(list->changes);
    *list = (struct change_list){0};
}

enum status change_list_apply(const struct change_list *list, const struct param_set *sets, size_t set_count,
                              int32_t from, int32_t to, size_t *applied, struct error *error)
{
    enum status status = STATUS_OK;
    *applied = 0;
    for (size_t i = 0; i < list->count && list->changes[i].day <= to; i++) {
        const struct change *change = &list->changes[i];
        if (change->day <= from) {
            continue;
        }
        /* Found by place, not by the address in `change`: `sets` may be a copy of those it was made for. */
        const struct param_group *group = change->slot.group;
        const struct param_set *set = param_set_of(sets, set_count, group);
        struct param_slot slot = param_slot_at(set, group, change->slot.row, change->slot.param);
        TRY(param_set_text(set, &slot, change->value, &change->place, error));
        ++*applied;
    }
out:
    return status;
}
