/* The schedule is a column: every actor has a `due` day, and a day yields the actors that are due.
 *
 * No heap, no event objects: the sweep compares one i32 per actor (vectorised, in parallel) and
 * writes the ids of those due in id order, whatever the number of threads. */
#ifndef SIM_DUE_H
#define SIM_DUE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/parallel.h"

#define DUE_NEVER INT32_MAX

struct due_list {
    uint32_t *ids; /* [count] ascending */
    size_t count;
    size_t capacity;
    uint64_t *bits;         /* scratch: one bit per actor */
    uint32_t *block_counts; /* scratch */
    size_t block_capacity;
};

/* A zeroed list is an empty one. */
void due_list_clear(struct due_list *list);

/* All i below `rows` (below 2^32) with due[i] <= day, in `ids`, good until the next sweep. Cost: one read of
 * the column. On STATUS_MEMORY the list is empty. */
enum status due_sweep(struct due_list *list, const struct parallel *parallel, const int32_t *due, size_t rows,
                      int32_t day, struct error *error);

#endif
