/* rng_stream [actors] [draws_per_key] [seed]: the keyed streams as a model uses them, for any battery.
 *
 * Writes 32-bit little-endian words to standard output until the reader closes it: for each day in turn and
 * each actor in turn the first draws of that key. Defaults: 1000 actors, 1 draw, seed 1. For example
 *
 *     rng_stream 1000 2 | dieharder -a -g 200
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/random.h"

enum { BUFFER_BYTES = 1 << 16 };

struct writer {
    unsigned char bytes[BUFFER_BYTES];
    size_t used;
};

static bool writer_flush(struct writer *writer)
{
    bool written = fwrite(writer->bytes, 1, writer->used, stdout) == writer->used;
    writer->used = 0;
    return written;
}

static bool writer_put(struct writer *writer, uint32_t word)
{
    unsigned char *place = writer->bytes + writer->used;
    place[0] = (unsigned char)word;
    place[1] = (unsigned char)(word >> 8);
    place[2] = (unsigned char)(word >> 16);
    place[3] = (unsigned char)(word >> 24);
    writer->used += 4;
    return writer->used < BUFFER_BYTES || writer_flush(writer);
}

static bool parse(const char *text, uint64_t least, uint64_t most, uint64_t *value)
{
    char *end;
    errno = 0;
    *value = strtoull(text, &end, 10);
    return errno == 0 && *text >= '0' && *text <= '9' && *end == '\0' && *value >= least && *value <= most;
}

static bool write_day(struct writer *writer, uint64_t purpose, int32_t day, uint64_t actors, uint64_t draws)
{
    for (uint64_t actor = 0; actor < actors; actor++) {
        struct rng rng = rng_at(purpose, actor, day);
        for (uint64_t draw = 0; draw < draws; draw++) {
            if (!writer_put(writer, rng_u32(&rng))) {
                return false;
            }
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    uint64_t actors = 1000;
    uint64_t draws = 1;
    uint64_t seed = 1;
    if (argc > 4 || (argc > 1 && !parse(argv[1], 1, UINT64_MAX, &actors)) ||
        (argc > 2 && !parse(argv[2], 1, UINT64_MAX, &draws)) ||
        (argc > 3 && !parse(argv[3], 0, UINT64_MAX, &seed))) {
        fprintf(stderr, "usage: rng_stream [actors] [draws_per_key] [seed]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN); /* the battery has seen enough: not an error */
    static struct writer writer;
    uint64_t purpose = rng_purpose(seed, "rng_stream");
    for (uint32_t day = 0; write_day(&writer, purpose, (int32_t)day, actors, draws);) {
        day++;
    }
    if (errno != EPIPE) {
        fprintf(stderr, "rng_stream: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}
