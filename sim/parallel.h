/* Deterministic parallel work: the same bytes with any number of threads.
 *
 * Work over 0..count is cut in blocks whose size does not depend on the number of threads. A body
 * may read shared state, write what belongs to its own actors, add to its thread's integer tallies,
 * and post messages (mailbox.h); what it must not do is write another actor's data or sum reals
 * across blocks. This file is the only one that knows threads.
 *
 * The caller works too and never waits for a helper that has not begun: on a machine busy with other
 * things, helpers that get no processor are simply not missed. (A team that must assemble for every loop
 * is slower there than one thread alone, by a factor of ten and more.) */
#ifndef SIM_PARALLEL_H
#define SIM_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct parallel_team;

struct parallel {
    int threads;                /* 1 or more */
    struct parallel_team *team; /* NULL with one thread */
};

/* The actors begin <= i < end, block number `block`, worked on by thread `thread`. */
struct span {
    size_t begin;
    size_t end;
    size_t block;
    int thread;
};

enum { PARALLEL_BLOCK = 4096 }; /* a good size for light work per actor */

/* `threads` of 0 means all processors this process may use; at most 1024. Helpers are started by the
 * first loops that have work for them; where the system refuses one, the others do its work. */
enum status parallel_init(struct parallel *parallel, int threads, struct error *error);

/* Ends the helpers. Legal on a zeroed struct and after a failed init. */
void parallel_clear(struct parallel *parallel);

/* Number of blocks that `parallel_for` cuts `count` into. */
static inline size_t parallel_blocks(size_t count, size_t block_size)
{
    return (count + block_size - 1) / block_size;
}

/* Runs `body` once per block; blocks run in any order on any thread. One block, one thread, or a loop
 * within a body of the same team: all on the calling thread, as thread 0. */
void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context);

/* Sum over blocks of what `body` returns: exact, so the same in any order. */
int64_t parallel_sum(const struct parallel *parallel, size_t count, size_t block_size,
                     int64_t (*body)(void *context, const struct span *span), void *context);

#endif
