/* Counts that every thread of a parallel loop keeps for itself, in counts [threads][cells], and that are
 * added up into those of the first thread when the loop is over. */
#ifndef LABOUR_MARKET_THREAD_COUNTS_H
#define LABOUR_MARKET_THREAD_COUNTS_H

#include <string.h>

#include "models/labour_market/state/world.h"
#include "sim/memory.h"

/* NULL when there is no memory; to be memory_free()d. */
static inline int64_t *thread_counts_alloc(const struct world *w, size_t cells)
{
    return memory_alloc((size_t)w->sim->parallel.threads * cells, sizeof(int64_t));
}

static inline void thread_counts_clear(const struct world *w, int64_t *counts, size_t cells)
{
    memset(counts, 0, (size_t)w->sim->parallel.threads * cells * sizeof *counts);
}

static inline int64_t *thread_counts_of(int64_t *counts, size_t cells, int thread)
{
    return counts + (size_t)thread * cells;
}

static inline void thread_counts_sum(const struct world *w, int64_t *counts, size_t cells)
{
    for (int t = 1; t < w->sim->parallel.threads; t++) {
        const int64_t *more = thread_counts_of(counts, cells, t);
        for (size_t k = 0; k < cells; k++) {
            counts[k] += more[k];
        }
    }
}

#endif
