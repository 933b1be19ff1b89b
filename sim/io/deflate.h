/* A writer of zlib streams (RFC 1950, 1951) for shuffled columns.
 *
 * What a compressor spends its time on, the search for earlier text that comes again, finds next to nothing
 * in the bytes of a shuffled column. This one looks for repetitions of the byte before only, gives each block
 * the Huffman code that suits it, and stores blocks as they are when that hardly helps. On spells of lives it
 * takes an eighth of the time of zlib's level 1 and the result is mostly smaller; long rows of consecutive
 * numbers are what zlib does better. Every reader of zlib streams reads it, and the same bytes give the same
 * stream with any version of any library. */
#ifndef SIM_IO_DEFLATE_H
#define SIM_IO_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

enum {
    DEFLATE_BLOCK = 1 << 16,        /* bytes of the longest block */
    DEFLATE_END = 256,              /* a token: the block ends here */
    DEFLATE_TOKENS = 256 + 1 + 256, /* bytes, end, and repetitions of 3 to 258 bytes */
    DEFLATE_SYMBOLS = 286,          /* bytes, end, and classes of repetitions */
    DEFLATE_LANES = 4,              /* tokens are counted in as many places */
};

/* Room to work in, for one stream at a time. Nothing in it has to be set. */
struct deflate_work {
    uint16_t tokens[DEFLATE_BLOCK + 1];
    uint32_t seen[DEFLATE_LANES][DEFLATE_TOKENS];
    uint32_t codes[DEFLATE_TOKENS]; /* bits << 8 | number of bits */
    uint32_t counts[DEFLATE_SYMBOLS];
    uint8_t lengths[DEFLATE_SYMBOLS + 1];
};

/* Bytes that `deflate_write` gives at most. */
size_t deflate_bound(size_t count, size_t block);

/* Writes `count` bytes as one stream to `stream` and returns its length. Every `block` bytes (1 to
 * DEFLATE_BLOCK) a new code begins: the planes of a shuffled column have little in common. */
size_t deflate_write(struct deflate_work *work, const unsigned char *bytes, size_t count, size_t block,
                     unsigned char *stream);

#endif
