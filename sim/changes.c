/* Dated changes: reforms and shocks as data. */
#include <stdio.h>
#include <string.h>

#include "sim/date.h"
#include "sim/list.h"
#include "sim/params.h"

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

const struct change *change_list_find(const struct change_list *list, const struct param_slot *slot,
                                      int32_t day)
{
    for (size_t i = list->count; i > 0 && list->changes[i - 1].day >= day; i--) {
        const struct change *change = &list->changes[i - 1];
        if (change->day == day && change->slot.param == slot->param && change->slot.row == slot->row) {
            return change;
        }
    }
    return NULL;
}

void change_list_remove(struct change_list *list, const struct change *change)
{
    size_t at = (size_t)(change - list->changes);
    list->count--;
    memmove(&list->changes[at], &list->changes[at + 1], (list->count - at) * sizeof *change);
}

static enum status refuse_second(const struct change *first, const struct place *place, struct error *error)
{
    char date[11];
    char where[300] = "";
    date_format(first->day, date);
    if (first->place.file != NULL) {
        snprintf(where, sizeof where, "; the first is at %.200s:%d:%d", first->place.file, first->place.line,
                 first->place.column);
    }
    return error_set_at(error, STATUS_INPUT, place, "%s changes twice on %s%s", first->path, date, where);
}

enum status change_list_add(struct change_list *list, const struct param_set *sets, size_t set_count,
                            int32_t day, const char *path, const char *value, const struct place *place,
                            struct error *error)
{
    struct change change = {.day = day};
    union param_value read;
    PASS(param_find(sets, set_count, path, place, &change.slot, error));
    PASS(change_allowed(&change.slot, place, error));
    const struct param_set *set = param_set_of(sets, set_count, change.slot.group);
    PASS(param_read(set, &change.slot, value, place, &read, error));
    const struct change *same = change_list_find(list, &change.slot, day);
    if (same != NULL) {
        return refuse_second(same, place, error);
    }
    struct change *changes = list_room(list->changes, list->count, sizeof *changes);
    if (changes == NULL) {
        return error_memory(error, "dated changes");
    }
    list->changes = changes;

    /* The text that is kept is the canonical one, which always fits. */
    struct param_slot aside = change.slot;
    aside.value = &read;
    param_format(set, &aside, change.value, sizeof change.value);
    param_path(&change.slot, change.path);
    change.place = place == NULL ? (struct place){0} : *place;
    insert(list, &change);
    return STATUS_OK;
}

void change_list_clear(struct change_list *list)
{
    memory_free(list->changes);
    *list = (struct change_list){0};
}

/* STATUS_INPUT where the value becomes 0, or is 0 no longer, and whether it is 0 holds for the whole run. */
static enum status keep_zero(const struct param_set *set, const struct param_slot *slot,
                             const struct change *change, struct error *error)
{
    union param_value now;
    if ((slot->param->flags & PARAM_LASTING_ZERO) == 0) {
        return STATUS_OK;
    }
    PASS(param_read(set, slot, change->value, &change->place, &now, error));
    double before;
    memcpy(&before, slot->value, sizeof before);
    if ((before != 0) == (now.real != 0)) {
        return STATUS_OK;
    }
    return error_set_at(error, STATUS_INPUT, &change->place,
                        "%s may not change from %g to %g at a date; whether it is 0 holds for the whole run, "
                        "expected %s",
                        change->path, before, now.real, before != 0 ? "a value other than 0" : "0");
}

enum status change_list_apply(const struct change_list *list, const struct param_set *sets, size_t set_count,
                              int32_t from, int32_t to, size_t *applied, struct error *error)
{
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
        PASS(keep_zero(set, &slot, change, error));
        PASS(param_set_text(set, &slot, change->value, &change->place, error));
        ++*applied;
    }
    return STATUS_OK;
}
