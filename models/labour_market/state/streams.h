/* Streams: what chance decides, by number: each decision has its own stream (see sim/random.h).
 *
 * Each part declares its own (state/part.h), under a number that no other has: a new one takes the next that
 * is free. The name is part of the key, the number is not: renaming a stream changes results, adding one does
 * not. */
#ifndef LABOUR_MARKET_STREAMS_H
#define LABOUR_MARKET_STREAMS_H

#include <stdint.h>

enum { STREAM_MOST = 96 };

struct streams {
    uint64_t purpose[STREAM_MOST]; /* 0: no part has this number */

    /* Luck may change at a date (run.luck). What was drawn before and is looked up again, such as a trait of
     * a job, keeps its key. */
    uint64_t purpose_before[STREAM_MOST];
    int32_t since; /* day from which `purpose` holds */
};

#endif
