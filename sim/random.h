/* Keyed random streams: every draw has an address.
 *
 * A stream is opened for (seed, purpose, actor, day) and consumed on the spot; nothing is shared and
 * nothing is kept between days. So a result cannot depend on threads or on the order of loops, the
 * same person meets the same luck under two policies, and a restart needs no generator state.
 *
 * The generator is PCG32 XSH-RR (O'Neill 2014). The key goes through two rounds of a 64-bit
 * finaliser: the first gives the increment, the second the state. Seeding PCG the textbook way
 * (actor as stream, day as seed) leaves neighbouring streams correlated: monthly event counts then
 * have 0.16 of the binomial variance; with the mixing, 1.00.
 *
 * A purpose is the hash of its *name* with the seed: a new purpose shifts no other stream. Use one
 * purpose for one decision, once per actor and day; take further numbers from the same stream. */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct rng {
    uint64_t state;
    uint64_t increment; /* odd */
};

/* The 64-bit finaliser of the key: a bijection in which every input bit changes half of the output
 * bits (Stafford's variant 13 of MurmurHash3's, as in SplitMix64). */
static inline uint64_t rng_mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    x ^= x >> 31;
    return x;
}

/* Key of a purpose under a seed; compute once at set-up, keep it. `name` is hashed (FNV-1a, 64 bits). */
uint64_t rng_purpose(uint64_t seed, const char *name);

/* The stream of one actor on one day for one purpose. About 3 ns. */
static inline struct rng rng_at(uint64_t purpose, uint64_t actor, int32_t day)
{
    uint64_t key = purpose + actor * UINT64_C(0x9e3779b97f4a7c15) +
                   (uint64_t)(uint32_t)day * UINT64_C(0xd1b54a32d192ed03);
    uint64_t first = rng_mix(key);
    return (struct rng){.state = rng_mix(first + UINT64_C(0x9e3779b97f4a7c15)), .increment = first | 1u};
}

/* PCG32's own seeding, for its published test vectors and for nothing else. */
struct rng rng_pcg32(uint64_t initial_state, uint64_t sequence);

/* 32 uniform bits. */
static inline uint32_t rng_u32(struct rng *rng)
{
    uint64_t old = rng->state;
    rng->state = old * UINT64_C(6364136223846793005) + rng->increment;
    uint32_t xorshifted = (uint32_t)(((old >> 18) ^ old) >> 27);
    uint32_t rotation = (uint32_t)(old >> 59);
    return (xorshifted >> rotation) | (xorshifted << ((-rotation) & 31));
}

/* 64 uniform bits (two draws, the first in the high half). */
static inline uint64_t rng_u64(struct rng *rng)
{
    uint64_t high = rng_u32(rng);
    return (high << 32) | rng_u32(rng);
}

/* Uniform on [0, 1) with 32 random bits (one draw): for decisions, where 2^-32 does not matter. */
static inline double rng_uniform(struct rng *rng)
{
    return rng_u32(rng) * 0x1p-32;
}

/* Uniform on the open (0, 1) with 53 random bits (two draws): for quantiles and logarithms. */
static inline double rng_open(struct rng *rng)
{
    return ((double)(rng_u64(rng) >> 12) + 0.5) * 0x1p-52;
}

/* True with probability p (p <= 0 never, p >= 1 always); always one draw. */
static inline int rng_chance(struct rng *rng, double p)
{
    return rng_uniform(rng) < p;
}

/* Unbiased integer in [0, bound), bound >= 1 (Lemire 2019: multiply, reject the short interval). */
static inline uint32_t rng_below(struct rng *rng, uint32_t bound)
{
    uint64_t product = (uint64_t)rng_u32(rng) * bound;
    if ((uint32_t)product < bound) {
        uint32_t threshold = (uint32_t)(-bound) % bound;
        while ((uint32_t)product < threshold) {
            product = (uint64_t)rng_u32(rng) * bound;
        }
    }
    return (uint32_t)(product >> 32);
}

/* Exponential with mean 1. */
double rng_exponential(struct rng *rng);

/* Standard normal by inversion: one number in, one out, increasing in the uniform draw, so that two
 * arms that share the draw stay coupled. */
double rng_normal(struct rng *rng);

/* exp(mu + sigma Z). */
double rng_lognormal(struct rng *rng, double mu, double sigma);

/* Number of events of a Poisson law, mean in [0, 1e9]. Exact law (inversion below 10, PTRS of
 * Hoermann 1993 above). */
uint32_t rng_poisson(struct rng *rng, double mean);

/* Number of successes in `trials` with probability `p` in [0, 1]. Exact law (inversion for small
 * means, BTRS of Hoermann 1993 otherwise). */
uint32_t rng_binomial(struct rng *rng, uint32_t trials, double p);

/* Days until an event that happens each day with probability p, counted from 1; INT32_MAX/2 at most
 * (also for p <= 0). */
int32_t rng_geometric_days(struct rng *rng, double p);

/* Categories with fixed weights, drawn in constant time (Walker 1977, Vose 1991). Thresholds are
 * 32-bit integers, so a drawn share is within 2^-32 of its weight and the same on every machine. */
struct alias {
    uint32_t size;
    uint32_t *threshold; /* [size] keep this slot when the draw is below */
    uint32_t *other;     /* [size] else this category */
};

/* Builds the table from `weights[size]` (each finite and >= 0, sum > 0; size 1 to 2^24).
 * STATUS_INPUT when they are not, STATUS_MEMORY. `alias_clear` is legal after a failure. */
enum status alias_init(struct alias *alias, const double *weights, size_t size, struct error *error);
void alias_clear(struct alias *alias);

/* A category in [0, size); one bounded draw and one plain draw. */
static inline uint32_t alias_draw(const struct alias *alias, struct rng *rng)
{
    uint32_t slot = rng_below(rng, alias->size);
    return rng_u32(rng) < alias->threshold[slot] ? slot : alias->other[slot];
}

/* A category by a scan of `weights[size]`, for weights made on the spot; `total` is their sum.
 * Returns size - 1 at most; categories of weight 0 are never returned. One draw. */
uint32_t rng_categorical(struct rng *rng, const double *weights, uint32_t size, double total);

#endif
