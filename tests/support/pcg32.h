/* PCG32's own seeding, which the engine does not use: for its published vectors and as a warning. */
#ifndef TESTS_SUPPORT_PCG32_H
#define TESTS_SUPPORT_PCG32_H

#include "sim/random.h"

static inline struct rng rng_pcg32(uint64_t initial_state, uint64_t sequence)
{
    struct rng rng = {.state = 0, .increment = (sequence << 1) | 1u};
    rng_u32(&rng);
    rng.state += initial_state;
    rng_u32(&rng);
    return rng;
}

#endif
