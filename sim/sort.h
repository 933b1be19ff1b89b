/* Stable radix sort of keyed items: how messages find their receivers.
 *
 * One buffer object is kept and reused; once warm nothing is allocated. */
#ifndef SIM_SORT_H
#define SIM_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/parallel.h"

/* One item: its key, and its place before the sort. */
struct sort_pair {
    uint32_t key;
    uint32_t index;
};

struct sort_buffer {
    struct sort_pair *pairs; /* two halves of `capacity` */
    uint32_t *counts;        /* histograms, per block */
    size_t capacity;
    size_t counts_capacity;
};

/* A zeroed buffer is an empty one. */
void sort_buffer_clear(struct sort_buffer *buffer);

/* Sorts `keys[count]` (each below `bound`, count below 2^32) stably: on return `*sorted` points into the
 * buffer at count pairs by rising key, equal keys in their given order; valid until the next call. The keys
 * themselves are not changed. Cost: one pass per 11 bits of `bound`, about 1.5 ns per key and pass. */
enum status sort_pairs(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const struct sort_pair **sorted, struct error *error);

/* The same as two arrays in the buffer: `*order` such that keys[order[0]] <= keys[order[1]] ..., and the
 * sorted keys. */
enum status sort_order(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const uint32_t **order, const uint32_t **sorted,
                       struct error *error);

#endif
