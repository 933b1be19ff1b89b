#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "sim/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/memory.h"

/* A loop is a phase of the team: odd while it is open, even between loops. The caller describes the loop,
 * opens the phase, takes blocks from a common counter as helpers do, closes the phase when none are left,
 * and waits for those inside to come out. A helper enters first and looks then: whoever finds the phase
 * closed leaves without having touched the loop, so that a late helper cannot mistake the next loop for
 * the last one, and nobody waits for it. Enter and look, close and count, are each in one order for all
 * threads (sequentially consistent), so that one of the two always sees the other. */

enum {
    MAX_THREADS = 1024,
    CACHE_LINE = 64,
    SPINS = 4000, /* looks at a phase before a thread gives its processor away: about 50 microseconds */
};

struct loop {
    size_t count;
    size_t block_size;
    size_t blocks;
    void (*body)(void *context, const struct span *span);
    void *context;
};

struct helper {
    struct parallel_team *team;
    pthread_t id;
    int thread; /* from 1; the caller is 0 */
};

struct parallel_team {
    alignas(CACHE_LINE) atomic_uint phase;
    alignas(CACHE_LINE) atomic_size_t next; /* block */
    alignas(CACHE_LINE) atomic_int inside;  /* helpers that have entered */
    alignas(CACHE_LINE) struct loop loop;   /* written between phases only */

    atomic_int asleep;
    atomic_bool ending;
    pthread_mutex_t lock; /* of the sleep: held to wait for `wake` and to give it */
    pthread_cond_t wake;
    int size;               /* threads asked for, with the caller */
    int started;            /* helpers */
    bool refused;           /* the system gives no more threads */
    struct helper *helpers; /* [size - 1] */
};

/* What the affinity mask and OMP_NUM_THREADS, which job schedulers set, leave to this process. */
static int available_processors(void)
{
    long available = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        available = CPU_COUNT(&set);
    }
#endif
    const char *wanted = getenv("OMP_NUM_THREADS");
    long limit = wanted != NULL ? strtol(wanted, NULL, 10) : 0;
    available = limit > 0 && limit < available ? limit : available;
    return available < MAX_THREADS ? (int)available : MAX_THREADS;
}

static int clamp(int threads)
{
    return threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
}

static void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

static struct span span_of_block(const struct loop *loop, size_t block, int thread)
{
    size_t begin = block * loop->block_size;
    size_t end = loop->count - begin < loop->block_size ? loop->count : begin + loop->block_size;
    return (struct span){.begin = begin, .end = end, .block = block, .thread = thread};
}

static void take_blocks(struct parallel_team *team, int thread)
{
    const struct loop *loop = &team->loop;
    for (;;) {
        size_t block = atomic_fetch_add_explicit(&team->next, 1, memory_order_relaxed);
        if (block >= loop->blocks) {
            return;
        }
        struct span span = span_of_block(loop, block, thread);
        loop->body(loop->context, &span);
    }
}

/* Waits until there is a phase other than `seen` that is open, or the end. */
static unsigned wait_for_phase(struct parallel_team *team, unsigned seen)
{
    for (int i = 0; i < SPINS; i++) {
        unsigned phase = atomic_load_explicit(&team->phase, memory_order_acquire);
        if (phase != seen && phase % 2 == 1) {
            return phase;
        }
        relax();
    }
    pthread_mutex_lock(&team->lock);
    atomic_fetch_add(&team->asleep, 1);
    unsigned phase = atomic_load(&team->phase);
    while ((phase == seen || phase % 2 == 0) && !atomic_load(&team->ending)) {
        pthread_cond_wait(&team->wake, &team->lock);
        phase = atomic_load(&team->phase);
    }
    atomic_fetch_sub(&team->asleep, 1);
    pthread_mutex_unlock(&team->lock);
    return phase;
}

static void *help(void *context)
{
    const struct helper *helper = context;
    struct parallel_team *team = helper->team;
    unsigned seen = 0;
    while (!atomic_load(&team->ending)) {
        seen = wait_for_phase(team, seen);
        atomic_fetch_add(&team->inside, 1);
        if (atomic_load(&team->phase) % 2 == 1) {
            take_blocks(team, helper->thread);
        }
        atomic_fetch_sub(&team->inside, 1);
    }
    return NULL;
}

/* Signals are for the caller: helpers begin with all of them blocked. */
static void start_helpers(struct parallel_team *team, int wanted)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (team->started < wanted && !team->refused) {
        struct helper *helper = &team->helpers[team->started];
        *helper = (struct helper){.team = team, .thread = team->started + 1};
        team->refused = pthread_create(&helper->id, NULL, help, helper) != 0;
        team->started += !team->refused;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void wake_helpers(struct parallel_team *team, size_t wanted)
{
    int asleep = atomic_load(&team->asleep);
    if (asleep == 0) {
        return;
    }
    pthread_mutex_lock(&team->lock);
    for (int i = 0; i < asleep && (size_t)i < wanted; i++) {
        pthread_cond_signal(&team->wake);
    }
    pthread_mutex_unlock(&team->lock);
}

static void wait_for_helpers(struct parallel_team *team)
{
    for (int i = 0; atomic_load(&team->inside) != 0; i++) {
        if (i < SPINS) {
            relax();
        } else {
            sched_yield();
        }
    }
}

static void run_loop(struct parallel_team *team, const struct loop *loop)
{
    size_t helpers = loop->blocks - 1 < (size_t)team->size - 1 ? loop->blocks - 1 : (size_t)team->size - 1;
    if ((size_t)team->started < helpers) {
        start_helpers(team, (int)helpers);
    }
    team->loop = *loop;
    atomic_store_explicit(&team->next, 0, memory_order_relaxed);
    atomic_fetch_add(&team->phase, 1);
    wake_helpers(team, helpers);
    take_blocks(team, 0);
    atomic_fetch_add(&team->phase, 1);
    wait_for_helpers(team);
}

static void run_alone(const struct loop *loop)
{
    for (size_t block = 0; block < loop->blocks; block++) {
        struct span span = span_of_block(loop, block, 0);
        loop->body(loop->context, &span);
    }
}

/* An open phase is the caller's own: it is within a body. */
static bool is_alone(const struct parallel_team *team, size_t blocks)
{
    return team == NULL || blocks <= 1 || atomic_load(&team->phase) % 2 == 1;
}

void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context)
{
    struct loop loop = {.count = count,
                        .block_size = block_size,
                        .blocks = parallel_blocks(count, block_size),
                        .body = body,
                        .context = context};
    if (is_alone(parallel->team, loop.blocks)) {
        run_alone(&loop);
    } else {
        run_loop(parallel->team, &loop);
    }
}

struct sum {
    int64_t (*body)(void *context, const struct span *span);
    void *context;
    atomic_int_least64_t total;
};

static void add_block(void *context, const struct span *span)
{
    struct sum *sum = context;
    atomic_fetch_add_explicit(&sum->total, sum->body(sum->context, span), memory_order_relaxed);
}

int64_t parallel_sum(const struct parallel *parallel, size_t count, size_t block_size,
                     int64_t (*body)(void *context, const struct span *span), void *context)
{
    struct sum sum = {.body = body, .context = context};
    parallel_for(parallel, count, block_size, add_block, &sum);
    return atomic_load(&sum.total);
}

enum status parallel_init(struct parallel *parallel, int threads, struct error *error)
{
    *parallel = (struct parallel){.threads = clamp(threads > 0 ? threads : available_processors())};
    if (parallel->threads == 1) {
        return STATUS_OK;
    }
    struct parallel_team *team = memory_alloc(1, sizeof *team);
    struct helper *helpers = memory_alloc((size_t)parallel->threads - 1, sizeof *helpers);
    if (team == NULL || helpers == NULL) {
        memory_free(team);
        memory_free(helpers);
        return error_memory(error, "threads");
    }
    pthread_mutex_init(&team->lock, NULL); /* cannot fail without attributes */
    pthread_cond_init(&team->wake, NULL);
    team->size = parallel->threads;
    team->helpers = helpers;
    parallel->team = team;
    return STATUS_OK;
}

void parallel_clear(struct parallel *parallel)
{
    struct parallel_team *team = parallel->team;
    if (team != NULL) {
        pthread_mutex_lock(&team->lock);
        atomic_store(&team->ending, true);
        pthread_cond_broadcast(&team->wake);
        pthread_mutex_unlock(&team->lock);
        for (int i = 0; i < team->started; i++) {
            pthread_join(team->helpers[i].id, NULL);
        }
        pthread_cond_destroy(&team->wake);
        pthread_mutex_destroy(&team->lock);
        memory_free(team->helpers);
        memory_free(team);
    }
    *parallel = (struct parallel){0};
}
