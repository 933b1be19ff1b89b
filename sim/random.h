/* Keyed random streams: every draw has an address.
 *
 * A stream is opened for (seed, purpose, actor, day) and consumed on the spot; nothing is shared and
 * nothing is kept between days. So a result cannot depend on threads or on the order of loops, the
 * same person meets the same luck under two policies, and a restart needs no generator state.
 *
 * The generator is PCG32 XSH-RR (O'Neill 2014). Its key is mixed in three steps of a 64-bit finaliser:
 *
 *     day key    = mix(purpose + day * odd constant)       once per purpose and day
 *     increment  = mix(day key + actor * odd constant)     (made odd)
 *     state      = mix(unrounded increment + constant)
 *
 * Seeding PCG the textbook way (actor as stream, day as seed) leaves neighbouring streams correlated:
 * monthly event counts then have a sixth of the binomial variance, or thirty times it; with the mixing, 1.00.
 * The mixing between day and actor is there because a sum of all three would be a lattice: where two purposes
 * lie a small combination of the constants apart, one would repeat the draws of the other on *every* day, for
 * shifted actors. With it two (purpose, day) pairs can meet on single days only, by chance of 2^-64 per pair
 * of keys. It costs nothing in a loop over the actors of a day, where compilers lift it out.
 *
 * A purpose is the hash of its *name* with the seed: a new purpose shifts no other stream. Use one
 * purpose for one decision, once per actor and day; take further numbers from the same stream. */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sim/error.h"

struct rng {
    uint64_t state;
    uint64_t increment; /* odd */
};

#define RNG_ACTOR_STEP UINT64_C(0x9e3779b97f4a7c15) /* 2^64 over the golden ratio, made odd */
#define RNG_DAY_STEP   UINT64_C(0xd1b54a32d192ed03)

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

/* Key of a purpose on a day. */
static inline uint64_t rng_day_key(uint64_t purpose, int32_t day)
{
    return rng_mix(purpose + (uint64_t)(uint32_t)day * RNG_DAY_STEP);
}

/* The stream of an actor from a day key. */
static inline struct rng rng_of(uint64_t day_key, uint64_t actor)
{
    uint64_t first = rng_mix(day_key + actor * RNG_ACTOR_STEP);
    return (struct rng){.state = rng_mix(first + RNG_ACTOR_STEP), .increment = first | 1u};
}

/* The stream of one actor on one day for one purpose. About 3 ns. */
static inline struct rng rng_at(uint64_t purpose, uint64_t actor, int32_t day)
{
    return rng_of(rng_day_key(purpose, day), actor);
}

/* PCG32's output from a state. */
static inline uint32_t rng_output(uint64_t state)
{
    uint32_t xorshifted = (uint32_t)(((state >> 18) ^ state) >> 27);
    uint32_t rotation = (uint32_t)(state >> 59);
    return (xorshifted >> rotation) | (xorshifted << ((-rotation) & 31));
}

/* 32 uniform bits. */
static inline uint32_t rng_u32(struct rng *rng)
{
    uint64_t old = rng->state;
    rng->state = old * UINT64_C(6364136223846793005) + rng->increment;
    return rng_output(old);
}

/* 64 uniform bits (two draws, the first in the high half). */
static inline uint64_t rng_u64(struct rng *rng)
{
    uint64_t high = rng_u32(rng);
    return (high << 32) | rng_u32(rng);
}

/* 32 bits as a number in [0, 1). */
static inline double rng_unit(uint32_t bits)
{
    return bits * 0x1p-32;
}

/* The upper 52 of 64 bits as the middle of one of 2^52 equal parts of (0, 1): symmetric about 1/2, never
 * an end, exact. */
static inline double rng_unit_open(uint64_t bits)
{
    uint64_t one_to_two = UINT64_C(0x3ff0000000000000) | (bits >> 12);
    double x;
    memcpy(&x, &one_to_two, sizeof x);
    return (x - 1.0) + 0x1p-53;
}

/* Uniform on [0, 1) with 32 random bits (one draw): for decisions, where 2^-32 does not matter. */
static inline double rng_uniform(struct rng *rng)
{
    return rng_unit(rng_u32(rng));
}

/* Uniform on the open (0, 1) with 52 random bits (two draws): for quantiles and logarithms. */
static inline double rng_open(struct rng *rng)
{
    return rng_unit_open(rng_u64(rng));
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

/* Exponential with mean 1 (two draws). */
double rng_exponential(struct rng *rng);

/* Standard normal by inversion: one number in, one out, increasing in the uniform draw, so that two
 * arms that share the draw stay coupled (two draws). */
double rng_normal(struct rng *rng);

/* Days until an event that happens each day with probability p, counted from 1; INT32_MAX/2 at most (also for
 * p <= 0). `scale` is rng_geometric_scale(p), kept for a p that is used often. Two draws. */
double rng_geometric_scale(double p);
int32_t rng_geometric_scaled(struct rng *rng, double scale);

/* rng_normal on the fresh streams of consecutive actors on one day: out[i] belongs to actor first_actor + i
 * and has the same bits. For phases in which all actors of a kind draw: vector code, about a third of the
 * cost. */
void rng_normal_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out);

/* Categories with fixed weights, drawn in constant time (Walker 1977, Vose 1991). The weights are turned
 * into whole numbers of 2^-32 parts of a slot that add up exactly, so a drawn share is within 2^-32 of its
 * weight, a weight of 0 is never drawn, and the table is the same on every machine. */
struct alias {
    uint32_t size;
    uint32_t *threshold; /* [size] keep this slot when the draw is below */
    uint32_t *other;     /* [size] else this category */
};

/* Builds the table from `weights[size]` (each finite and >= 0, sum finite and > 0; size 1 to 2^24).
 * STATUS_INPUT when they are not, STATUS_MEMORY. `alias_clear` is legal after a failure. */
enum status alias_init(struct alias *alias, const double *weights, size_t size, struct error *error);
void alias_clear(struct alias *alias);

/* A category in [0, size); one bounded draw and one plain draw. */
static inline uint32_t alias_draw(const struct alias *alias, struct rng *rng)
{
    uint32_t slot = rng_below(rng, alias->size);
    uint32_t keep = rng_u32(rng) < alias->threshold[slot] ? UINT32_MAX : 0;
    return (slot & keep) | (alias->other[slot] & ~keep); /* a branch would be guessed wrong */
}

/* A category by a scan of `weights[size]`, for weights made on the spot; `total` is their sum.
 * Returns size - 1 at most; categories of weight 0 are never returned (unless all are). One draw. */
uint32_t rng_categorical(struct rng *rng, const double *weights, uint32_t size, double total);

#endif
