/* Deterministic parallel work: the same bytes with any number of threads.
 *
 * Work over 0..count is cut in blocks whose size does not depend on the number of threads. A body
 * may read shared state, write what belongs to its own actors, add to its thread's integer tallies,
 * and post messages (mailbox.h); what it must not do is write another actor's data or sum reals
 * across blocks. This file is the only one that knows OpenMP. */
#ifndef SIM_PARALLEL_H
#define SIM_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct parallel {
    int threads; /* 1 or more */
};

/* The actors begin <= i < end, block number `block`, worked on by thread `thread`. */
struct span {
    size_t begin;
    size_t end;
    size_t block;
    int thread;
};

enum { PARALLEL_BLOCK = 4096 }; /* a good size for light work per actor */

/* `threads` of 0 means all processors this process may use; at most 1024. */
struct parallel parallel_make(int threads);

/* Number of blocks that `parallel_for` cuts `count` into. */
static inline size_t parallel_blocks(size_t count, size_t block_size)
{
    return (count + block_size - 1) / block_size;
}

/* Runs `body` once per block; blocks run in any order on any thread. One block or one thread, or a loop
 * within another one's body: no parallel region is opened. */
void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context);

/* Sum over blocks of what `body` returns: exact, so the same in any order. */
int64_t parallel_sum(const struct parallel *parallel, size_t count, size_t block_size,
                     int64_t (*body)(void *context, const struct span *span), void *context);

#endif
