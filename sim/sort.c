#include "sim/sort.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "sim/memory.h"

/* Least significant digit first: each pass distributes (key, index) pairs by one digit, stably. A pass
 * counts the digits per block of items, sums the counts digit by digit and block by block to know where
 * each block puts each digit, then moves. A stable order is unique, so blocks and threads do not show. */

enum {
    DIGIT_BITS = 11, /* 2048 open destinations still fit the caches */
    SMALL_DIGIT_BITS = 8,
    SMALL_COUNT = 2048,       /* below, clearing and summing 2048 counters would dominate */
    TINY_COUNT = 32,          /* below, insertion is quickest */
    PARALLEL_COUNT = 1 << 16, /* below, threads are not worth waking */
    BLOCK = 1 << 15,
};

struct pass {
    const uint32_t *keys;
    const uint32_t *order; /* NULL: the items are still in their given order */
    uint32_t *keys_out;
    uint32_t *order_out;
    uint32_t *counts; /* [blocks][1 << digit_bits] */
    int shift;
    int digit_bits;
};

static void count_block(void *context, const struct span *span)
{
    const struct pass *pass = context;
    size_t digits = (size_t)1 << pass->digit_bits;
    uint32_t mask = (uint32_t)digits - 1;
    uint32_t *counts = pass->counts + span->block * digits;
    memset(counts, 0, digits * sizeof *counts);
    for (size_t i = span->begin; i < span->end; i++) {
        counts[pass->keys[i] >> pass->shift & mask]++;
    }
}

/* Turns counts into first positions. False when all items share one digit, so that there is nothing to move.
 */
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

static void move_block(void *context, const struct span *span)
{
    const struct pass *pass = context;
    size_t digits = (size_t)1 << pass->digit_bits;
    uint32_t mask = (uint32_t)digits - 1;
    uint32_t *positions = pass->counts + span->block * digits;
    for (size_t i = span->begin; i < span->end; i++) {
        uint32_t key = pass->keys[i];
        uint32_t to = positions[key >> pass->shift & mask]++;
        pass->keys_out[to] = key;
        pass->order_out[to] = pass->order == NULL ? (uint32_t)i : pass->order[i];
    }
}

static void insertion(const uint32_t *keys, size_t count, uint32_t *sorted, uint32_t *order)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t key = keys[i];
        size_t to = i;
        for (; to > 0 && sorted[to - 1] > key; to--) {
            sorted[to] = sorted[to - 1];
            order[to] = order[to - 1];
        }
        sorted[to] = key;
        order[to] = (uint32_t)i;
    }
}

static void copy_in_order(const uint32_t *keys, size_t count, uint32_t *sorted, uint32_t *order)
{
    memcpy(sorted, keys, count * sizeof *keys);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
    }
}

void sort_buffer_clear(struct sort_buffer *buffer)
{
    memory_free(buffer->keys);
    memory_free(buffer->order);
    memory_free(buffer->counts);
    *buffer = (struct sort_buffer){0};
}

static bool reserve(struct sort_buffer *buffer, size_t count, size_t counters)
{
    if (count > buffer->capacity) {
        size_t capacity = count + count / 4;
        uint32_t *keys = memory_alloc(capacity, 2 * sizeof *keys);
        uint32_t *order = memory_alloc(capacity, 2 * sizeof *order);
        if (keys == NULL || order == NULL) {
            memory_free(keys);
            memory_free(order);
            return false;
        }
        memory_free(buffer->keys);
        memory_free(buffer->order);
        buffer->keys = keys;
        buffer->order = order;
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

enum status sort_order(struct sort_buffer *buffer, const struct parallel *parallel, const uint32_t *keys,
                       size_t count, uint32_t bound, const uint32_t **order, const uint32_t **sorted,
                       struct error *error)
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
    uint32_t *keys_out[2] = {buffer->keys, buffer->keys + buffer->capacity};
    uint32_t *order_out[2] = {buffer->order, buffer->order + buffer->capacity};
    int half = 0;
    bool moved = false;
    struct pass pass = {.keys = keys, .counts = buffer->counts, .digit_bits = digit_bits};
    if (count <= TINY_COUNT) {
        insertion(keys, count, keys_out[0], order_out[0]);
        passes = 0;
        moved = true;
    }
    for (int i = 0; i < passes; i++) {
        pass.shift = i * digit_bits;
        pass.keys_out = keys_out[half];
        pass.order_out = order_out[half];
        parallel_for(parallel, count, block_size, count_block, &pass);
        if (counts_to_positions(&pass, blocks, count)) {
            parallel_for(parallel, count, block_size, move_block, &pass);
            pass.keys = pass.keys_out;
            pass.order = pass.order_out;
            half = 1 - half;
            moved = true;
        }
    }
    if (!moved) {
        copy_in_order(keys, count, keys_out[0], order_out[0]);
    }
    int last = passes == 0 || !moved ? 0 : 1 - half;
    *sorted = keys_out[last];
    *order = order_out[last];
    return STATUS_OK;
}
