#include "sim/io/huffman.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

struct leaf {
    uint32_t count;
    uint32_t symbol;
};

/* Ascending; equal counts by symbol, so that the order is the only one. */
static void sort_leaves(struct leaf *leaves, size_t count)
{
    static const size_t gaps[] = {132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        size_t gap = gaps[g];
        for (size_t i = gap; i < count; i++) {
            struct leaf leaf = leaves[i];
            size_t at = i;
            for (; at >= gap &&
                   (leaves[at - gap].count > leaf.count ||
                    (leaves[at - gap].count == leaf.count && leaves[at - gap].symbol > leaf.symbol));
                 at -= gap) {
                leaves[at] = leaves[at - gap];
            }
            leaves[at] = leaf;
        }
    }
}

/* Huffman's tree over leaves[count >= 2] in ascending order: how many leaves have each depth, depths beyond
 * `most` counted as `most`. */
static void count_depths(const struct leaf *leaves, size_t count, unsigned most, uint32_t *at_depth)
{
    uint32_t weight[2 * HUFFMAN_SYMBOLS] = {0};
    uint16_t parent[2 * HUFFMAN_SYMBOLS];
    uint16_t depth[2 * HUFFMAN_SYMBOLS];
    size_t leaf = 0;
    size_t inner = count; /* inner nodes are made in ascending order too */
    size_t root = 2 * count - 2;
    for (size_t i = 0; i < count; i++) {
        weight[i] = leaves[i].count;
    }
    for (size_t node = count; node <= root; node++) {
        weight[node] = 0;
        for (int child = 0; child < 2; child++) {
            bool take_leaf = leaf < count && (inner == node || weight[leaf] <= weight[inner]);
            size_t taken = take_leaf ? leaf++ : inner++;
            weight[node] += weight[taken];
            parent[taken] = (uint16_t)node;
        }
    }
    depth[root] = 0;
    for (size_t node = root; node-- > 0;) {
        depth[node] = (uint16_t)(depth[parent[node]] + 1);
        if (node < count) {
            at_depth[depth[node] < most ? depth[node] : most]++;
        }
    }
}

/* Depths that were cut off left too little room: deeper leaves make some. */
static void make_room(uint32_t *at_depth, unsigned most)
{
    uint32_t taken = 0;
    for (unsigned depth = 1; depth <= most; depth++) {
        taken += at_depth[depth] << (most - depth);
    }
    for (; taken > UINT32_C(1) << most; taken--) {
        unsigned depth = most - 1;
        while (at_depth[depth] == 0) {
            depth--;
        }
        at_depth[most]--;
        at_depth[depth]--;
        at_depth[depth + 1] += 2;
    }
}

void huffman_lengths(const uint32_t *counts, size_t symbols, unsigned most, uint8_t *lengths)
{
    struct leaf leaves[HUFFMAN_SYMBOLS];
    uint32_t at_depth[HUFFMAN_BITS + 1] = {0};
    size_t used = 0;
    memset(lengths, 0, symbols);
    for (size_t symbol = 0; symbol < symbols; symbol++) {
        if (counts[symbol] != 0) {
            leaves[used++] = (struct leaf){counts[symbol], (uint32_t)symbol};
        }
    }
    assert(used >= 2);
    sort_leaves(leaves, used);
    count_depths(leaves, used, most, at_depth);
    make_room(at_depth, most);
    const struct leaf *leaf = leaves;
    for (unsigned depth = most; depth > 0; depth--) {
        for (uint32_t i = 0; i < at_depth[depth]; i++) {
            lengths[leaf++->symbol] = (uint8_t)depth;
        }
    }
}

void huffman_codes(const uint8_t *lengths, size_t symbols, uint32_t *codes)
{
    uint32_t next[HUFFMAN_BITS + 2] = {0};
    for (size_t symbol = 0; symbol < symbols; symbol++) {
        next[lengths[symbol] + 1]++;
    }
    next[1] = 0; /* symbols without a code */
    for (unsigned length = 2; length <= HUFFMAN_BITS; length++) {
        next[length] = (next[length] + next[length - 1]) << 1;
    }
    for (size_t symbol = 0; symbol < symbols; symbol++) {
        uint32_t code = lengths[symbol] != 0 ? next[lengths[symbol]]++ : 0;
        uint32_t reversed = 0;
        for (unsigned bit = 0; bit < lengths[symbol]; bit++) {
            reversed = reversed << 1 | (code >> bit & 1);
        }
        codes[symbol] = reversed << 8 | lengths[symbol];
    }
}
