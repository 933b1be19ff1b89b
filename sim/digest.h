/* Digests of 64 bits: do two runs, files or scenarios hold the same? They find accidents, not forgeries. */
#ifndef SIM_DIGEST_H
#define SIM_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Goes on with a digest (0 at first). Any change within one word of 8 bytes gives another digest for certain;
 * it is the same on all machines of little-endian order. */
uint64_t digest_bytes(uint64_t digest, const void *data, size_t bytes);

/* The text and its final zero, so that neighbours cannot be confused. */
uint64_t digest_text(uint64_t digest, const char *text);

#endif
