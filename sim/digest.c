#include "sim/digest.h"

#include <string.h>

/* FNV-1a by words of 64 bits with a shift, so that high bits reach low ones; the length goes in last. */
uint64_t digest_bytes(uint64_t digest, const void *data, size_t bytes)
{
    const unsigned char *at = data;
    for (size_t left = bytes; left != 0;) {
        uint64_t word = 0;
        size_t take = left < sizeof word ? left : sizeof word;
        memcpy(&word, at, take);
        digest = (digest ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        digest ^= digest >> 29;
        at += take;
        left -= take;
    }
    digest = (digest ^ bytes) * UINT64_C(0xd1b54a32d192ed03);
    return digest ^ (digest >> 32);
}

uint64_t digest_text(uint64_t digest, const char *text)
{
    digest ^= UINT64_C(0xcbf29ce484222325);
    do {
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    } while (*text++ != '\0');
    return digest;
}
