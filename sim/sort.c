#include "sim/sort.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "sim/memory.h"

/* Least significant digit first: each pass distributes (key, index) pairs by one digit, stably. A pass
 * counts the digits per block of items, sums the counts digit by digit and block by block to know where
 * each block puts each digit, then moves. A stable order is unique, so blocks and threads do not show.
 *
 * Key and index travel as one 8-byte pair: with two arrays a pass writes to twice as many places at once,
 * which alias in the caches, and takes twice as long from a million keys on. */

enum {
    DIGIT_BITS = 11, /* 2048 open destinations still fit the caches */
    SMALL_DIGIT_BITS = 8,
    SMALL_COUNT = 2048,       /* below, clearing and summing 2048 counters would dominate */
    TINY_COUNT = 32,          /* up to here insertion is quickest */
    PARALLEL_COUNT = 1 << 16, /* up to here threads are not worth waking */
    BLOCK = 1 << 15,
};

struct pass {
    const uint32_t *keys;          /* the source of the first pass, else NULL */
    const struct sort_pair *pairs; /* the source of later passes */
    struct sort_pair *to;
    uint32_t *counts; /* [blocks][1 << digit_bits] */
    int shift;
    int digit_bits;
};

static inline struct sort_pair source(const struct pass *pass, size_t i)
{
    return pass->keys == NULL ? pass->pairs[i] : (struct sort_pair){pass->keys[i], (uint32_t)i};
}

static void count_block(void *context, const struct span *span)
{
    const struct pass pass = *(const struct pass *)context;
    size_t digits = (size_t)1 << pass.digit_bits;
    uint32_t mask = (uint32_t)digits - 1;
    uint32_t *counts = pass.counts + span->block * digits;
    memset(counts, 0, digits * sizeof *counts);
    for (size_t i = span->begin; i < span->end; i++) {
        counts[source(&pass, i).key >> pass.shift & mask]++;
    }
}

static void move_block(void *context, const struct span *span)
{
    const struct pass pass = *(const struct pass *)context;
    size_t digits = (size_t)1 << pass.digit_bits;
    uint32_t mask = (uint32_t)digits - 1;
    uint32_t *positions = pass.counts + span->block * digits;
    for (size_t i = span->begin; i < span->end; i++) {
        struct sort_pair pair = source(&pass, i);
        pass.to[positions[pair.key >> pass.shift & mask]++] = pair;
    }
}

/* Turns counts into first positions. False when all items share one digit, so that there is nothing to
 * move. */
static bool counts_to_positions(const struct pass *pass, size_t blocks, size_t count)
{
    size_t digits = (size_t)1 << pass->digit_bits;
    uint32_t position = 0;
    for (size_t digit = 0; digit < digits; digit++) {
        uint32_t digit_begin = position;
        for (size_t block = 0; block < blocks; block++) {
            uint32_t *slot = &pass->counts[block * digits + digit];
            uint32_t found = *slot;
            *slot = position;
            position += found;
        }
        if (position - digit_begin == count) {
            return false;
        }
    }
    return true;
}

static void insertion(const uint32_t *keys, size_t count, struct sort_pair *sorted)
{
    for (size_t i = 0; i < count; i++) {
        size_t to = i;
        for (; to > 0 && sorted[to - 1].key > keys[i]; to--) {
            sorted[to] = sorted[to - 1];
        }
        sorted[to] = (struct sort_pair){keys[i], (uint32_t)i};
    }
}

void sort_buffer_clear(struct sort_buffer *buffer)
{
    memory_free(buffer->pairs);
    memory_free(buffer->counts);
    *buffer = (struct sort_buffer){0};
}

static bool reserve(struct sort_buffer *buffer, size_t count, size_t counters)
{
    if (buffer->pairs == NULL || count > buffer->capacity) {
        size_t capacity = count + count / 4 + TINY_COUNT;
        struct sort_pair *pairs = memory_alloc(capacity, 2 * sizeof *pairs);
        if (pairs == NULL) {
            return false;
        }
        memory_free(buffer->pairs);
        buffer->pairs = pairs;
        buffer->capacity = capacity;
    }
    if (counters > buffer->counts_capacity) {
        size_t capacity = counters + counters / 4;
        uint32_t *counts = memory_alloc(capacity, sizeof *counts);
        if (counts == NULL) {
            return false;
        }
        memory_free(buffer->counts);
        buffer->counts = counts;
        buffer->counts_capacity = capacity;
    }
    return true;
}

static int bits_of(uint32_t largest)
{
    int bits = 0;
    while (bits < 32 && largest >> bits != 0) {
        bits++;
    }
    return bits;
}

enum status sort_pairs(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const struct sort_pair **sorted, struct error *error)
{
    assert(count <= UINT32_MAX);
    int bits = bound == 0 ? 0 : bits_of(bound - 1);
    int widest = count < SMALL_COUNT ? SMALL_DIGIT_BITS : DIGIT_BITS;
    int passes = (bits + widest - 1) / widest;
    int digit_bits = passes == 0 ? 0 : (bits + passes - 1) / passes;
    bool serial = parallel->threads == 1 || count <= PARALLEL_COUNT;
    size_t block_size = serial ? count + 1 : BLOCK;
    size_t blocks = serial ? 1 : parallel_blocks(count, block_size);

    if (!reserve(buffer, count, blocks << digit_bits)) {
        return error_memory(error, "sorting");
    }
    struct sort_pair *halves[2] = {buffer->pairs, buffer->pairs + buffer->capacity};
    struct pass pass = {.keys = keys, .counts = buffer->counts, .digit_bits = digit_bits, .to = halves[0]};
    for (int i = 0; i < passes && count > TINY_COUNT; i++) {
        pass.shift = i * digit_bits;
        parallel_for(parallel, count, block_size, count_block, &pass);
        if (counts_to_positions(&pass, blocks, count)) {
            parallel_for(parallel, count, block_size, move_block, &pass);
            pass.keys = NULL;
            pass.pairs = pass.to;
            pass.to = pass.to == halves[0] ? halves[1] : halves[0];
        }
    }
    if (pass.keys != NULL) { /* nothing moved: few keys, or all equal */
        insertion(keys, count, halves[0]);
        pass.pairs = halves[0];
    }
    *sorted = pass.pairs;
    return STATUS_OK;
}

struct split {
    const struct sort_pair *pairs;
    uint32_t *order;
    uint32_t *sorted;
};

static void split_block(void *context, const struct span *span)
{
    const struct split *split = context;
    for (size_t i = span->begin; i < span->end; i++) {
        split->order[i] = split->pairs[i].index;
        split->sorted[i] = split->pairs[i].key;
    }
}

enum status sort_order(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const uint32_t **order, const uint32_t **sorted,
                       struct error *error)
{
    const struct sort_pair *pairs;
    PASS(sort_pairs(buffer, parallel, keys, count, bound, &pairs, error));
    /* The half that does not hold the result has just the room. */
    uint32_t *spare =
        (uint32_t *)(void *)(pairs == buffer->pairs ? buffer->pairs + buffer->capacity : buffer->pairs);
    struct split split = {.pairs = pairs, .order = spare, .sorted = spare + buffer->capacity};
    parallel_for(parallel, count, BLOCK, split_block, &split);
    *order = split.order;
    *sorted = split.sorted;
    return STATUS_OK;
}
