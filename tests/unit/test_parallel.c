#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sim/memory.h"
#include "sim/parallel.h"

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
        struct parallel parallel = parallel_make(threads);
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

static void thread_numbers_are_bounded(void **state)
{
    (void)state;
    assert_in_range(parallel_make(0).threads, 1, 1024);
    assert_in_range(parallel_make(-5).threads, 1, 1024);
    assert_int_equal(parallel_make(1).threads, 1);
    assert_int_equal(parallel_make(3).threads, 3);
    assert_int_equal(parallel_make(1024).threads, 1024);
    assert_int_equal(parallel_make(1025).threads, 1024);
    assert_int_equal(parallel_make(INT32_MAX).threads, 1024);
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
        struct parallel parallel = parallel_make(threads);
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
    struct parallel parallel = parallel_make(4);
    assert_int_equal(parallel_sum(&parallel, 100, 1, outer_sum, &parallel), 100 * 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_actor_is_visited_once),
        cmocka_unit_test(blocks_cover_the_count),
        cmocka_unit_test(thread_numbers_are_bounded),
        cmocka_unit_test(tallies_of_threads_are_private),
        cmocka_unit_test(loops_nest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
