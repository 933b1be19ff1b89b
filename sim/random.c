#include "sim/random.h"

#include <math.h>

#include "sim/real.h"

uint64_t rng_purpose(uint64_t seed, const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++) {
        hash = (hash ^ *c) * UINT64_C(0x100000001b3);
    }
    return rng_mix(rng_mix(seed + RNG_ACTOR_STEP) + hash);
}

struct rng rng_pcg32(uint64_t initial_state, uint64_t sequence)
{
    struct rng rng = {.state = 0, .increment = (sequence << 1) | 1u};
    rng_u32(&rng);
    rng.state += initial_state;
    rng_u32(&rng);
    return rng;
}

double rng_exponential(struct rng *rng)
{
    return -real_log(rng_open(rng));
}

double rng_normal(struct rng *rng)
{
    return real_normal_quantile(rng_open(rng));
}

double rng_lognormal(struct rng *rng, double mu, double sigma)
{
    return real_exp(mu + sigma * rng_normal(rng));
}

uint32_t rng_categorical(struct rng *rng, const double *weights, uint32_t size, double total)
{
    double target = rng_uniform(rng) * total;
    double sum = 0.0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < size; i++) {
        sum += weights[i];
        last = weights[i] > 0.0 ? i : last;
        if (target < sum) {
            return i;
        }
    }
    return last; /* `total` was rounded above the sum */
}
