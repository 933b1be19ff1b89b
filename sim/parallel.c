#include "sim/parallel.h"

#include <stdbool.h>

#ifdef _OPENMP
#include <omp.h>
#endif

enum { MAX_THREADS = 1024 };

/* What the affinity mask, OMP_NUM_THREADS and OMP_THREAD_LIMIT leave to this process. */
static int available_threads(void)
{
#ifdef _OPENMP
    int limit = omp_get_thread_limit();
    int wanted = omp_get_max_threads();
    return wanted < limit ? wanted : limit;
#else
    return 1;
#endif
}

static int clamp(int threads)
{
    return threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
}

struct parallel parallel_make(int threads)
{
    return (struct parallel){.threads = clamp(threads > 0 ? threads : available_threads())};
}

static struct span span_of_block(size_t block, size_t block_size, size_t count, int thread)
{
    size_t begin = block * block_size;
    size_t end = count - begin < block_size ? count : begin + block_size;
    return (struct span){.begin = begin, .end = end, .block = block, .thread = thread};
}

#ifdef _OPENMP
/* A loop within a loop stays on the thread that is there. */
static bool is_serial(const struct parallel *parallel, size_t blocks)
{
    return parallel->threads == 1 || blocks <= 1 || omp_in_parallel();
}

/* No thread without a block. */
static int team_size(const struct parallel *parallel, size_t blocks)
{
    return blocks < (size_t)parallel->threads ? (int)blocks : parallel->threads;
}
#endif

void parallel_for(const struct parallel *parallel, size_t count, size_t block_size,
                  void (*body)(void *context, const struct span *span), void *context)
{
    size_t blocks = parallel_blocks(count, block_size);
#ifdef _OPENMP
    if (!is_serial(parallel, blocks)) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(team_size(parallel, blocks))
        for (size_t block = 0; block < blocks; block++) {
            struct span span = span_of_block(block, block_size, count, omp_get_thread_num());
            body(context, &span);
        }
        return;
    }
#endif
    (void)parallel;
    for (size_t block = 0; block < blocks; block++) {
        struct span span = span_of_block(block, block_size, count, 0);
        body(context, &span);
    }
}

int64_t parallel_sum(const struct parallel *parallel, size_t count, size_t block_size,
                     int64_t (*body)(void *context, const struct span *span), void *context)
{
    size_t blocks = parallel_blocks(count, block_size);
    int64_t sum = 0;
#ifdef _OPENMP
    if (!is_serial(parallel, blocks)) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(team_size(parallel, blocks)) reduction(+ : sum)
        for (size_t block = 0; block < blocks; block++) {
            struct span span = span_of_block(block, block_size, count, omp_get_thread_num());
            sum += body(context, &span);
        }
        return sum;
    }
#endif
    (void)parallel;
    for (size_t block = 0; block < blocks; block++) {
        struct span span = span_of_block(block, block_size, count, 0);
        sum += body(context, &span);
    }
    return sum;
}
