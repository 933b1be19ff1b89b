#include "sim/id_set.h"

#include "sim/list.h"
#include "sim/memory.h"
#include "sim/random.h"

void id_set_clear(struct id_set *set)
{
    memory_free(set->ids);
    memory_free(set->slots);
    *set = (struct id_set){0};
}

/* The slot that has it, or the free one where it would be. */
static size_t slot_of(const struct id_set *set, uint64_t id)
{
    size_t slot = (size_t)rng_mix(id) & (set->slot_count - 1);
    while (set->slots[slot] != 0 && set->ids[set->slots[slot] - 1] != id) {
        slot = (slot + 1) & (set->slot_count - 1);
    }
    return slot;
}

size_t id_set_find(const struct id_set *set, uint64_t id)
{
    return set->count == 0 || set->slots[slot_of(set, id)] == 0 ? SIZE_MAX : set->slots[slot_of(set, id)] - 1;
}

/* Twice as many slots as ids, or more. */
static enum status make_room(struct id_set *set, struct error *error)
{
    enum { FIRST = 1024 };
    if (2 * (set->count + 1) <= set->slot_count) {
        return STATUS_OK;
    }
    size_t count = set->slot_count == 0 ? FIRST : 2 * set->slot_count;
    uint32_t *slots = memory_alloc(count, sizeof *slots);
    if (slots == NULL || set->count >= ID_SET_MOST) {
        memory_free(slots);
        return error_memory(error, "persons");
    }
    memory_free(set->slots);
    set->slots = slots;
    set->slot_count = count;
    for (size_t i = 0; i < set->count; i++) {
        set->slots[slot_of(set, set->ids[i])] = (uint32_t)i + 1;
    }
    return STATUS_OK;
}

enum status id_set_add(struct id_set *set, uint64_t id, size_t *at, struct error *error)
{
    *at = id_set_find(set, id);
    if (*at != SIZE_MAX) {
        return STATUS_OK;
    }
    PASS(make_room(set, error));
    uint64_t *ids = list_room(set->ids, set->count, sizeof *ids);
    if (ids == NULL) {
        return error_memory(error, "persons");
    }
    set->ids = ids;
    set->ids[set->count] = id;
    set->slots[slot_of(set, id)] = (uint32_t)set->count + 1;
    *at = set->count++;
    return STATUS_OK;
}
