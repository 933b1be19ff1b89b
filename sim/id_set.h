/* A set of numbers that are counted in the order in which they come. */
#ifndef SIM_ID_SET_H
#define SIM_ID_SET_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

/* Zeroed: empty. */
struct id_set {
    uint64_t *ids;   /* [count] */
    uint32_t *slots; /* [slot_count] 1 + where it is in `ids`; 0: free */
    size_t count;
    size_t slot_count; /* a power of two */
};

enum { ID_SET_MOST = 1 << 30 };

void id_set_clear(struct id_set *set);

/* Where it is in `ids`; SIZE_MAX: nowhere. */
size_t id_set_find(const struct id_set *set, uint64_t id);

/* The same; a new one is added at the end. */
enum status id_set_add(struct id_set *set, uint64_t id, size_t *at, struct error *error);

#endif
