/* Huffman codes as deflate (RFC 1951) wants them: of limited length, and told by their lengths alone. */
#ifndef SIM_IO_HUFFMAN_H
#define SIM_IO_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

enum {
    HUFFMAN_SYMBOLS = 286, /* at most */
    HUFFMAN_BITS = 12,     /* of the longest code, at most */
};

/* Lengths in bits of the code for `symbols` symbols with these counts, at least two of them not 0: at most
 * `most` (up to HUFFMAN_BITS), 0 for a symbol that does not occur. */
void huffman_lengths(const uint32_t *counts, size_t symbols, unsigned most, uint8_t *lengths);

/* The codes that follow from their lengths: codes of the same length are consecutive numbers, written with
 * the highest bit first. codes[symbol] = bits << 8 | number of bits. */
void huffman_codes(const uint8_t *lengths, size_t symbols, uint32_t *codes);

#endif
