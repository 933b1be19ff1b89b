/* A body that breaks the rules: all blocks add to one number. ThreadSanitizer must find that. */
#include <sched.h>
#include <stdatomic.h>

#include "sim/parallel.h"

struct race {
    atomic_int helpers; /* that have added; the caller waits for one, or there might be no race */
    int64_t sum;
};

static void add(void *context, const struct span *span)
{
    struct race *race = context;
    while (span->thread == 0 && atomic_load_explicit(&race->helpers, memory_order_relaxed) == 0) {
        sched_yield();
    }
    race->sum += (int64_t)(span->end - span->begin);
    atomic_fetch_add_explicit(&race->helpers, span->thread != 0, memory_order_relaxed);
}

int main(void)
{
    struct race race = {0};
    parallel_for(&(struct parallel){.threads = 4}, 10000, 10, add, &race);
    return 0;
}
