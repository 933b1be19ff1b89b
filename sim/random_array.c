/* The first draws of consecutive actors: the scalar path of random.h, written so that it vectorises. */
#include "sim/random.h"

#include "sim/real.h"
#include "sim/vector.h"

enum { BLOCK = 256 };

VECTOR_CLONES static void first_draws(uint64_t day_key, uint64_t first_actor, size_t count, uint32_t *out)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        out[i] = rng_u32(&rng);
    }
}

VECTOR_CLONES static void draw_pairs(uint64_t day_key, uint64_t first_actor, size_t count,
                                     uint32_t *restrict first, uint32_t *restrict second)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        first[i] = rng_u32(&rng);
        second[i] = rng_u32(&rng);
    }
}

VECTOR_CLONES static void uniforms(uint64_t day_key, uint64_t first_actor, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        out[i] = rng_uniform(&rng);
    }
}

VECTOR_CLONES static void opens(uint64_t day_key, uint64_t first_actor, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        out[i] = rng_open(&rng);
    }
}

VECTOR_CLONES static void open_pairs(uint64_t day_key, uint64_t first_actor, size_t count,
                                     double *restrict first, double *restrict second)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        first[i] = rng_open(&rng);
        second[i] = rng_open(&rng);
    }
}

void rng_u32_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, uint32_t *out)
{
    first_draws(rng_day_key(purpose, day), first_actor, count, out);
}

void rng_u32_pair_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, uint32_t *first,
                        uint32_t *second)
{
    draw_pairs(rng_day_key(purpose, day), first_actor, count, first, second);
}

void rng_uniform_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out)
{
    uniforms(rng_day_key(purpose, day), first_actor, count, out);
}

void rng_open_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out)
{
    opens(rng_day_key(purpose, day), first_actor, count, out);
}

static size_t block_size(size_t count, size_t begin)
{
    return count - begin < BLOCK ? count - begin : BLOCK;
}

void rng_normal_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out)
{
    uint64_t key = rng_day_key(purpose, day);
    for (size_t begin = 0; begin < count; begin += BLOCK) {
        size_t size = block_size(count, begin);
        opens(key, first_actor + begin, size, out + begin);
        real_normal_quantile_array(out + begin, out + begin, size);
    }
}

void rng_normal_pair_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *first,
                           double *second)
{
    uint64_t key = rng_day_key(purpose, day);
    for (size_t begin = 0; begin < count; begin += BLOCK) {
        size_t size = block_size(count, begin);
        open_pairs(key, first_actor + begin, size, first + begin, second + begin);
        real_normal_quantile_array(first + begin, first + begin, size);
        real_normal_quantile_array(second + begin, second + begin, size);
    }
}

void rng_exponential_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out)
{
    uint64_t key = rng_day_key(purpose, day);
    for (size_t begin = 0; begin < count; begin += BLOCK) {
        size_t size = block_size(count, begin);
        opens(key, first_actor + begin, size, out + begin);
        real_log_array(out + begin, out + begin, size);
        for (size_t i = begin; i < begin + size; i++) {
            out[i] = -out[i];
        }
    }
}
