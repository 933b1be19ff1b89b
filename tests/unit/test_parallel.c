#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "sim/parallel.h"
#include "tests/support/threads.h"

enum { MOST_THREADS = 8 };

static const size_t counts[] = {0, 1, 2, 63, 64, 65, 999, 4095, 4096, 4097, 100000};
static const size_t block_sizes[] = {1, 2, 64, 1000, 4096, 1 << 20};

struct visits {
    size_t count;
    size_t block_size;
    int threads;
    unsigned char *seen;  /* [count] written by whoever is given the actor */
    unsigned char *wrong; /* [blocks] a span that is not as promised */
};

static void visit(void *context, const struct span *span)
{
    struct visits *visits = context;
    size_t end = span->begin + visits->block_size;
    visits->wrong[span->block] = span->begin != span->block * visits->block_size ||
                                 span->end != (end < visits->count ? end : visits->count) ||
                                 span->begin >= span->end || span->thread < 0 ||
                                 span->thread >= visits->threads;
    for (size_t i = span->begin; i < span->end; i++) {
        visits->seen[i]++;
    }
}

static int64_t visit_and_sum(void *context, const struct span *span)
{
    visit(context, span);
    int64_t sum = 0;
    for (size_t i = span->begin; i < span->end; i++) {
        sum += (int64_t)i * (i % 2 == 0 ? 1 : -3);
    }
    return sum;
}

static void every_actor_is_visited_once(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            int64_t sum = 0;
            for (size_t i = 0; i < counts[c]; i++) {
                sum += (int64_t)i * (i % 2 == 0 ? 1 : -3);
            }
            for (size_t b = 0; b < sizeof block_sizes / sizeof *block_sizes; b++) {
                if (counts[c] / block_sizes[b] > 5000) {
                    continue;
                }
                size_t blocks = parallel_blocks(counts[c], block_sizes[b]);
                struct visits visits = {.count = counts[c], .block_size = block_sizes[b], .threads = threads};
                visits.seen = memory_alloc(counts[c], 1);
                visits.wrong = memory_alloc(blocks, 1);
                parallel_for(&parallel, counts[c], block_sizes[b], visit, &visits);
                assert_true(parallel_sum(&parallel, counts[c], block_sizes[b], visit_and_sum, &visits) ==
                            sum);
                for (size_t i = 0; i < counts[c]; i++) {
                    assert_int_equal(visits.seen[i], 2);
                }
                for (size_t i = 0; i < blocks; i++) {
                    assert_int_equal(visits.wrong[i], 0);
                }
                memory_free(visits.seen);
                memory_free(visits.wrong);
            }
        }
    }
}

static void blocks_cover_the_count(void **state)
{
    (void)state;
    assert_int_equal(parallel_blocks(0, 10), 0);
    assert_int_equal(parallel_blocks(1, 10), 1);
    assert_int_equal(parallel_blocks(10, 10), 1);
    assert_int_equal(parallel_blocks(11, 10), 2);
}

static int team_size(int threads)
{
    THREADS(parallel, threads);
    return parallel.threads;
}

static void thread_numbers_are_bounded(void **state)
{
    (void)state;
    assert_in_range(team_size(0), 1, 1024);
    assert_in_range(team_size(-5), 1, 1024);
    assert_int_equal(team_size(1), 1);
    if (team_size(2) == 1) {
        skip(); /* built without OpenMP */
    }
    assert_int_equal(team_size(3), 3);
    assert_int_equal(team_size(1024), 1024);
    assert_int_equal(team_size(1025), 1024);
    assert_int_equal(team_size(INT32_MAX), 1024);
}

/* A thread adds to a tally of its own without locks; the sum over threads is exact. */
struct tallies {
    int64_t tally[MOST_THREADS][8];
};

static void add_to_own_tally(void *context, const struct span *span)
{
    struct tallies *tallies = context;
    for (size_t i = span->begin; i < span->end; i++) {
        tallies->tally[span->thread][0] += (int64_t)i;
    }
}

static void tallies_of_threads_are_private(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        struct tallies tallies = {0};
        THREADS(parallel, threads);
        parallel_for(&parallel, 300000, 100, add_to_own_tally, &tallies);
        int64_t sum = 0;
        for (int i = 0; i < MOST_THREADS; i++) {
            sum += tallies.tally[i][0];
        }
        assert_true(sum == (int64_t)300000 * 299999 / 2);
    }
}

/* A loop within a body works, on the thread that is there: an ensemble of runs needs that. */
static int64_t inner_sum(void *context, const struct span *span)
{
    (void)context;
    return (int64_t)(span->end - span->begin);
}

static int64_t outer_sum(void *context, const struct span *span)
{
    (void)span;
    return parallel_sum(context, 1000, 10, inner_sum, NULL);
}

static void loops_nest(void **state)
{
    (void)state;
    THREADS(parallel, 4);
    assert_int_equal(parallel_sum(&parallel, 100, 1, outer_sum, &parallel), 100 * 1000);
}

/* Loops that follow each other at once, each with its own body and size: a helper that is late for one must
 * not work on the next with what it knew of the last. Now and then the helpers are left to fall asleep. */
struct short_loop {
    size_t count;
    unsigned char seen[64];
};

static void count_visit(void *context, const struct span *span)
{
    struct short_loop *loop = context;
    loop->seen[span->begin]++;
}

static void count_twice(void *context, const struct span *span)
{
    struct short_loop *loop = context;
    loop->seen[span->begin] = (unsigned char)(loop->seen[span->begin] + 2);
}

static void many_short_loops(void *context)
{
    const struct parallel parallel = {.threads = *(int *)context};
    for (int round = 0; round < 2000; round++) {
        struct short_loop loop = {.count = (size_t)(round * 7 % 64) + 1};
        bool twice = round % 3 == 0;
        parallel_for(&parallel, loop.count, 1, twice ? count_twice : count_visit, &loop);
        for (size_t i = 0; i < 64; i++) {
            assert_int_equal(loop.seen[i], i < loop.count ? 1 + twice : 0);
        }
        if (round % 1000 == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        }
    }
}

static void short_loops_do_not_mix(void **state)
{
    (void)state;
    for (int threads = 2; threads <= 5; threads++) {
        parallel_region(threads, many_short_loops, &threads);
    }
}

/* Threads that the system gives before it refuses; linked so that the engine asks here. */
static atomic_int threads_given = INT32_MAX;

int __real_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*start)(void *),
                          void *context);
int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*start)(void *),
                          void *context);

int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*start)(void *),
                          void *context)
{
    if (atomic_load(&threads_given) == 0) {
        return EAGAIN;
    }
    atomic_fetch_sub(&threads_given, 1);
    return __real_pthread_create(id, attributes, start, context);
}

static void refused_threads_are_not_missed(void **state)
{
    (void)state;
    if (team_size(2) == 1) {
        skip();
    }
    for (int given = 0; given <= 4; given++) {
        threads_given = given;
        THREADS(parallel, 4);
        assert_int_equal(parallel.threads, given < 1 ? 1 : given);
        threads_given = INT32_MAX;
        assert_int_equal(parallel_sum(&parallel, 1000, 1, inner_sum, NULL), 1000);
    }
}

/* A signal must reach the caller, never a helper. */
static void note_signal_mask(void *context, const struct span *span)
{
    atomic_int *unblocked = context;
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    if (span->thread != 0 && (!sigismember(&mask, SIGINT) || !sigismember(&mask, SIGTERM))) {
        atomic_fetch_add(unblocked, 1);
    }
}

static void helpers_take_no_signals(void **state)
{
    (void)state;
    atomic_int unblocked = 0;
    THREADS(parallel, 4);
    for (int round = 0; round < 200; round++) {
        parallel_for(&parallel, 100, 1, note_signal_mask, &unblocked);
    }
    assert_int_equal(atomic_load(&unblocked), 0);
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, NULL, &mask);
    assert_false(sigismember(&mask, SIGINT));
}

/* All that a region promises: loops in it use its threads, also those of a run within another region's body.
 */
static void loop_in_region(void *context)
{
    struct parallel parallel;
    parallel_init(&parallel, 8);
    assert_in_range(parallel.threads, 1, 3);
    *(int64_t *)context = parallel_sum(&parallel, 100, 1, outer_sum, &parallel);
}

static int64_t region_in_body(void *context, const struct span *span)
{
    (void)context;
    int64_t sum = 0;
    parallel_region((int)span->begin + 2, loop_in_region, &sum);
    return sum;
}

static void regions_nest(void **state)
{
    (void)state;
    int64_t sum = 0;
    parallel_region(3, loop_in_region, &sum);
    assert_int_equal(sum, 100000);
    THREADS(parallel, 2);
    assert_int_equal(parallel_sum(&parallel, 2, 1, region_in_body, NULL), 200000);
}

/* Runs in threads of the caller's own have their own regions. */
static void *region_of_its_own(void *context)
{
    parallel_region(3, loop_in_region, context);
    return NULL;
}

static void threads_of_others_have_regions(void **state)
{
    (void)state;
    enum { CALLERS = 4 };
    pthread_t ids[CALLERS];
    int64_t sums[CALLERS];
    for (int i = 0; i < CALLERS; i++) {
        assert_int_equal(pthread_create(&ids[i], NULL, region_of_its_own, &sums[i]), 0);
    }
    for (int i = 0; i < CALLERS; i++) {
        pthread_join(ids[i], NULL);
        assert_int_equal(sums[i], 100000);
    }
}

struct guarded {
    struct parallel_lock lock;
    int64_t sum; /* no atomic */
};

static void add_alone(void *context, const struct span *span)
{
    struct guarded *guarded = context;
    for (size_t i = span->begin; i < span->end; i++) {
        parallel_lock_take(&guarded->lock);
        guarded->sum += (int64_t)i;
        parallel_lock_release(&guarded->lock);
    }
}

static void locked_threads_take_turns(void **state)
{
    (void)state;
    struct parallel parallel;
    struct guarded guarded = {0};
    parallel_init(&parallel, 4);
    parallel_for(&parallel, 100000, 100, add_alone, &guarded);
    assert_int_equal(guarded.sum, (int64_t)100000 * 99999 / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(locked_threads_take_turns),      cmocka_unit_test(every_actor_is_visited_once),
        cmocka_unit_test(blocks_cover_the_count),         cmocka_unit_test(thread_numbers_are_bounded),
        cmocka_unit_test(tallies_of_threads_are_private), cmocka_unit_test(loops_nest),
        cmocka_unit_test(short_loops_do_not_mix),         cmocka_unit_test(refused_threads_are_not_missed),
        cmocka_unit_test(helpers_take_no_signals),        cmocka_unit_test(regions_nest),
        cmocka_unit_test(threads_of_others_have_regions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
