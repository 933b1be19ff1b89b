/* Stable radix sort of keyed items: how messages find their receivers.
 *
 * One buffer object is kept and reused; once warm nothing is allocated. */
#ifndef SIM_SORT_H
#define SIM_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/parallel.h"

struct sort_buffer {
    uint32_t *keys;   /* scratch, two halves */
    uint32_t *order;  /* scratch, two halves */
    uint32_t *counts; /* histograms, per block */
    size_t capacity;
    size_t counts_capacity;
};

void sort_buffer_clear(struct sort_buffer *buffer);

/* Finds the stable order of `keys[count]` (each below `bound`, count below 2^32): on return
 * `*order` points into the buffer at count indices such that keys[order[0]] <= keys[order[1]] ...,
 * equal keys in their given order, and `*sorted` at the sorted keys. Both stay valid until the next
 * call. The keys themselves are not changed. Cost: one pass per 11 bits of `bound`. */
enum status sort_order(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const uint32_t **order, const uint32_t **sorted,
                       struct error *error);

#endif
