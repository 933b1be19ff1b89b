#include "sim/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "sim/processors.h"

#ifdef _OPENMP
#include <omp.h>
/* Threads without a task look out for one in vain for milliseconds, at the cost of whoever else could use the
 * processor; libgomp lets them sleep at once when it has more threads than processors. So a region has one
 * thread more than loops have helpers. (OMP_WAIT_POLICY=passive does the same, but is read before `main`.) */
enum { MOST_THREADS = 1024, SPARE = 1 };
#else
enum { MOST_THREADS = 1, SPARE = 0 };
#endif

enum {
    CACHE_LINE = 64,
    LOOKS = 4000, /* of a helper at the phase before it goes: about 50 microseconds */
};

struct loop {
    size_t count;
    size_t block_size;
    size_t blocks;
    void (*body)(void *context, const struct span *span);
    void *context;
};

/* A loop is a phase of its region: odd while it is open, even between loops. The caller describes the loop,
 * opens the phase, takes blocks from a common counter as helpers do, closes the phase when none are left, and
 * waits for those inside to come out. A helper enters first and looks then: whoever finds the phase closed
 * leaves without having touched the loop. Enter and look, close and count, are each in one order for all
 * threads (sequentially consistent), so that one of the two always sees the other.
 *
 * A helper is a task. Loops follow each other so fast that to wake a thread for each would cost more than it
 * brings: a helper stays for a while to see whether another one opens, and the caller offers a new task in
 * place of each that has gone. */
struct region {
    alignas(CACHE_LINE) atomic_uint phase;
    alignas(CACHE_LINE) atomic_size_t next;             /* block */
    alignas(CACHE_LINE) atomic_int inside;              /* helpers that have entered */
    alignas(CACHE_LINE) atomic_bool here[MOST_THREADS]; /* by thread: its helper waits or works */

    struct loop loop; /* written between phases only */
    int threads;
};

/* Of the thread that leads it, between loops; within a body, and on other threads, there is none. */
static _Thread_local struct region *own_region;
static _Thread_local bool in_body;

static void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

static void run_block(const struct loop *loop, size_t block, int thread)
{
    size_t begin = block * loop->block_size;
    size_t end = loop->count - begin < loop->block_size ? loop->count : begin + loop->block_size;
    struct span span = {.begin = begin, .end = end, .block = block, .thread = thread};
    loop->body(loop->context, &span);
}

static void take_blocks(struct region *region, int thread)
{
    in_body = true;
    for (;;) {
        size_t block = atomic_fetch_add_explicit(&region->next, 1, memory_order_relaxed);
        if (block >= region->loop.blocks) {
            break;
        }
        run_block(&region->loop, block, thread);
    }
    in_body = false;
}

static void help(struct region *region, int thread)
{
    unsigned seen = 0;
    for (int looks = 0; looks < LOOKS; looks++) {
        unsigned phase = atomic_load_explicit(&region->phase, memory_order_acquire);
        if (phase % 2 == 1 && phase != seen) {
            atomic_fetch_add(&region->inside, 1);
            if (atomic_load(&region->phase) % 2 == 1) {
                take_blocks(region, thread);
            }
            atomic_fetch_sub(&region->inside, 1);
            seen = phase;
            looks = 0;
        }
        relax();
    }
    atomic_store(&region->here[thread], false);
}

static void ask_for_helpers(struct region *region, int threads)
{
    for (int thread = 1; thread < threads; thread++) {
        if (!atomic_load_explicit(&region->here[thread], memory_order_relaxed)) {
            atomic_store(&region->here[thread], true);
#pragma omp task firstprivate(region, thread)
            help(region, thread);
        }
    }
}

static void wait_for_helpers(struct region *region)
{
    for (int looks = 0; atomic_load(&region->inside) != 0; looks++) {
        if (looks < LOOKS) {
            relax();
        } else {
            sched_yield();
        }
    }
}

static void share_loop(struct region *region, const struct loop *loop, int threads)
{
    region->loop = *loop;
    atomic_store_explicit(&region->next, 0, memory_order_relaxed);
    atomic_fetch_add(&region->phase, 1);
    ask_for_helpers(region, threads);
    take_blocks(region, 0);
    atomic_fetch_add(&region->phase, 1);
    wait_for_helpers(region);
}

static void run_loop(const struct loop *loop, int threads)
{
    if (threads > 1 && own_region != NULL && !in_body) {
        share_loop(own_region, loop, threads < own_region->threads ? threads : own_region->threads);
        return;
    }
    for (size_t block = 0; block < loop->blocks; block++) {
        run_block(loop, block, 0);
    }
}

struct lone_loop {
    const struct loop *loop;
    int threads;
};

static void run_lone_loop(void *context)
{
    const struct lone_loop *lone = context;
    run_loop(lone->loop, lone->threads);
}

void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context)
{
    struct loop loop = {count, block_size, parallel_blocks(count, block_size), body, context};
    int threads = loop.blocks < (size_t)parallel->threads ? (int)loop.blocks : parallel->threads;
    if (threads > 1 && own_region == NULL && !in_body) {
        struct lone_loop lone = {&loop, threads};
        parallel_region(threads, run_lone_loop, &lone);
    } else {
        run_loop(&loop, threads);
    }
}

void parallel_lock_take(struct parallel_lock *lock)
{
    for (int looks = 0; atomic_exchange_explicit(&lock->held, 1, memory_order_acquire) != 0; looks++) {
        if (looks < LOOKS) {
            relax();
        } else {
            sched_yield();
        }
    }
}

void parallel_lock_release(struct parallel_lock *lock)
{
    atomic_store_explicit(&lock->held, 0, memory_order_release);
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

static void *wait_for(void *lock)
{
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    return NULL;
}

/* OpenMP ends the program where the system refuses a thread, so they are asked for here first. */
static int threads_given(int wanted)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_t ids[MOST_THREADS + 1];
    int given = 1;
    pthread_mutex_lock(&lock);
    while (given < wanted + SPARE && pthread_create(&ids[given], NULL, wait_for, &lock) == 0) {
        given++;
    }
    pthread_mutex_unlock(&lock);
    for (int i = 1; i < given; i++) {
        pthread_join(ids[i], NULL);
    }
    return given > SPARE + 1 ? given - SPARE : 1;
}

void parallel_init(struct parallel *parallel, int threads)
{
    bool within = in_body || own_region != NULL;
    int most = own_region != NULL ? own_region->threads : in_body ? 1 : MOST_THREADS;
    int wanted = threads > 0 ? threads : processors_available("");
    wanted = wanted < most ? wanted : most;
    parallel->threads = wanted == 1 || within ? wanted : threads_given(wanted);
}

static void lead(struct region *region, void (*work)(void *context), void *context)
{
#ifdef _OPENMP
    int given = omp_get_num_threads() - SPARE;
    region->threads = given > 1 ? given : 1;
#endif
    own_region = region;
    work(context);
    own_region = NULL;
}

void parallel_region(int threads, void (*work)(void *context), void *context)
{
    struct parallel parallel;
    parallel_init(&parallel, threads);
    if (parallel.threads == 1 || in_body || own_region != NULL) {
        work(context);
        return;
    }
    struct region region = {.threads = 1};
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
#pragma omp parallel num_threads(parallel.threads + SPARE)
#pragma omp master
    {
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        lead(&region, work, context);
    }
}
