#include "sim/due.h"

#include <assert.h>
#include <stdbool.h>

#include "sim/memory.h"
#include "sim/vector.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Two passes. The first reads the column once and leaves a bitmap, one bit per actor, and a count per
 * block; the second turns set bits into ids. So memory is read once, the bitmap (a 32nd of the column)
 * stays in cache, and days with few actors due cost next to nothing in the second pass. */

enum {
    WORD_BITS = 64,      /* actors per word of the bitmap */
    DUE_BLOCK = 1 << 18, /* actors per block: some 20 microseconds, less is not worth waking a thread */
    MANY_IDS = 1 << 13,  /* up to here one thread lists them */
};

struct sweep {
    const int32_t *due;
    int32_t day;
    uint64_t *bits;
    uint32_t *block_counts; /* first pass: how many are due; then: index of the first id */
    uint32_t *ids;
};

/* Bit k: actor k of `count` (at most 64) is due. */
static uint64_t word_of_some(const int32_t *due, size_t count, int32_t day)
{
    uint64_t word = 0;
    for (size_t k = 0; k < count; k++) {
        word |= (uint64_t)(due[k] <= day) << k;
    }
    return word;
}

#ifdef __SSE2__
/* Bit k of 16: due[k] > day. */
static uint64_t later_16(const int32_t *due, __m128i day)
{
    const __m128i *at = (const __m128i *)(const void *)due;
    __m128i a = _mm_cmpgt_epi32(_mm_loadu_si128(at), day);
    __m128i b = _mm_cmpgt_epi32(_mm_loadu_si128(at + 1), day);
    __m128i c = _mm_cmpgt_epi32(_mm_loadu_si128(at + 2), day);
    __m128i d = _mm_cmpgt_epi32(_mm_loadu_si128(at + 3), day);
    __m128i bytes = _mm_packs_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d));
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
}

static uint64_t word_of_64(const int32_t *due, int32_t day)
{
    __m128i days = _mm_set1_epi32(day);
    return ~(later_16(due, days) | later_16(due + 16, days) << 16 | later_16(due + 32, days) << 32 |
             later_16(due + 48, days) << 48);
}
#else
static uint64_t word_of_64(const int32_t *due, int32_t day)
{
    return word_of_some(due, WORD_BITS, day);
}
#endif

VECTOR_CLONES static void mark_block(void *context, const struct span *span)
{
    struct sweep *sweep = context;
    uint64_t *bits = sweep->bits + span->begin / WORD_BITS;
    size_t count = span->end - span->begin;
    uint32_t found = 0;
    for (size_t i = 0; i < count; i += WORD_BITS) {
        const int32_t *due = sweep->due + span->begin + i;
        uint64_t word =
            count - i >= WORD_BITS ? word_of_64(due, sweep->day) : word_of_some(due, count - i, sweep->day);
        bits[i / WORD_BITS] = word;
        if (word != 0) {
            found += (uint32_t)__builtin_popcountll(word);
        }
    }
    sweep->block_counts[span->block] = found;
}

static void list_block(void *context, const struct span *span)
{
    const struct sweep *sweep = context;
    uint32_t *id = sweep->ids + sweep->block_counts[span->block];
    for (size_t i = span->begin; i < span->end; i += WORD_BITS) {
        uint64_t word = sweep->bits[i / WORD_BITS];
        while (word != 0) {
            *id++ = (uint32_t)i + (uint32_t)__builtin_ctzll(word);
            word &= word - 1;
        }
    }
}

void due_list_clear(struct due_list *list)
{
    memory_free(list->ids);
    memory_free(list->bits);
    memory_free(list->block_counts);
    *list = (struct due_list){0};
}

static bool reserve_blocks(struct due_list *list, size_t blocks)
{
    if (blocks <= list->block_capacity) {
        return true;
    }
    uint64_t *bits = memory_alloc(blocks, DUE_BLOCK / WORD_BITS * sizeof *bits);
    uint32_t *block_counts = memory_alloc(blocks, sizeof *block_counts);
    if (bits == NULL || block_counts == NULL) {
        memory_free(bits);
        memory_free(block_counts);
        return false;
    }
    memory_free(list->bits);
    memory_free(list->block_counts);
    list->bits = bits;
    list->block_counts = block_counts;
    list->block_capacity = blocks;
    return true;
}

/* The number due varies from day to day: a quarter more than asked keeps growth rare. */
static bool reserve_ids(struct due_list *list, size_t count)
{
    if (count <= list->capacity) {
        return true;
    }
    size_t capacity = count + count / 4 + 64;
    uint32_t *ids = memory_alloc(capacity, sizeof *ids);
    if (ids == NULL) {
        return false;
    }
    memory_free(list->ids);
    list->ids = ids;
    list->capacity = capacity;
    return true;
}

enum status due_sweep(struct due_list *list, const struct parallel *parallel, const int32_t *due, size_t rows,
                      int32_t day, struct error *error)
{
    assert(rows <= UINT32_MAX);
    size_t blocks = parallel_blocks(rows, DUE_BLOCK);
    list->count = 0;
    if (!reserve_blocks(list, blocks)) {
        return error_memory(error, "actors that are due");
    }
    struct sweep sweep = {.due = due, .day = day, .bits = list->bits, .block_counts = list->block_counts};
    parallel_for(parallel, rows, DUE_BLOCK, mark_block, &sweep);

    size_t count = 0;
    for (size_t block = 0; block < blocks; block++) {
        uint32_t found = list->block_counts[block];
        list->block_counts[block] = (uint32_t)count;
        count += found;
    }
    if (!reserve_ids(list, count)) {
        return error_memory(error, "actors that are due");
    }
    sweep.ids = list->ids;
    if (count != 0) {
        struct parallel alone = {.threads = 1};
        parallel_for(count <= MANY_IDS ? &alone : parallel, rows, DUE_BLOCK, list_block, &sweep);
    }
    list->count = count;
    return STATUS_OK;
}
