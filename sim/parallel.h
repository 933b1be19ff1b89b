/* Deterministic parallel work: the same bytes with any number of threads.
 *
 * Work over 0..count is cut in blocks whose size does not depend on the number of threads. A body
 * may read shared state, write what belongs to its own actors, add to its thread's integer tallies,
 * and post messages (mailbox.h); what it must not do is write another actor's data or sum reals
 * across blocks. Threads are OpenMP's; this file is the only one that knows it.
 *
 * A loop is offered to the threads of a region, and the caller works too and never waits for a thread that
 * has not begun: on a machine busy with other things, threads that get no processor are simply not missed.
 * Threads stay awake for some 50 microseconds after a loop. So a program that has many loops opens one region
 * around all of them. */
#ifndef SIM_PARALLEL_H
#define SIM_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

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

/* `threads` of 0 means all processors this process may use (processors.h); at most 1024, and no more than the
 * system gives or the region has that this is called in. */
void parallel_init(struct parallel *parallel, int threads);

/* Calls `work` on the calling thread while others stand by for its loops: as many as parallel_init would say.
 * They take no signals. Within a region `work` is just called and shares the threads that are there. */
void parallel_region(int threads, void (*work)(void *context), void *context);

/* Number of blocks that `parallel_for` cuts `count` into. */
static inline size_t parallel_blocks(size_t count, size_t block_size)
{
    return (count + block_size - 1) / block_size;
}

/* Runs `body` once per block; blocks run in any order on any thread. One block, one thread, or a loop
 * within a body: all on the calling thread, as thread 0. Outside a region one is opened for the loop. */
void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context);

/* One thread at a time between take and release, in loops whose bodies share more than counters: they wait
 * awake, so it is for what is short and rare. Zeroed, it is free. */
struct parallel_lock {
    _Atomic int held;
};
void parallel_lock_take(struct parallel_lock *lock);
void parallel_lock_release(struct parallel_lock *lock);

/* Sum over blocks of what `body` returns: exact, so the same in any order. */
int64_t parallel_sum(const struct parallel *parallel, size_t count, size_t block_size,
                     int64_t (*body)(void *context, const struct span *span), void *context);

#endif
