#include "sim/random.h"

#include <math.h>

#include "sim/real.h"
#include "sim/vector.h"

uint64_t rng_purpose(uint64_t seed, const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++) {
        hash = (hash ^ *c) * UINT64_C(0x100000001b3);
    }
    return rng_mix(rng_mix(seed + RNG_ACTOR_STEP) + hash);
}

double rng_exponential(struct rng *rng)
{
    return -real_log(rng_open(rng));
}

double rng_normal(struct rng *rng)
{
    return real_normal_quantile(rng_open(rng));
}

/* The open uniforms that rng_normal would turn: in a loop of their own they become vector code. */
VECTOR_CLONES static void draw_opens(uint64_t day_key, uint64_t first_actor, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++) {
        struct rng rng = rng_of(day_key, first_actor + i);
        out[i] = rng_open(&rng);
    }
}

void rng_normal_array(uint64_t purpose, uint64_t first_actor, int32_t day, size_t count, double *out)
{
    enum { BLOCK = 256 }; /* stays in the first cache between the two loops */
    uint64_t key = rng_day_key(purpose, day);
    for (size_t begin = 0; begin < count; begin += BLOCK) {
        size_t size = count - begin < BLOCK ? count - begin : BLOCK;
        draw_opens(key, first_actor + begin, size, out + begin);
        real_normal_quantile_array(out + begin, out + begin, size);
    }
}

/* ln(1 + x) for x > -1 (Kahan: the rounding of 1 + x cancels in the quotient). */
static double log1p_of(double x)
{
    double u = 1.0 + x;
    return u == 1.0 ? x : real_log(u) * (x / (u - 1.0));
}

double rng_geometric_scale(double p)
{
    if (!(p > 0.0)) {
        return (double)INFINITY;
    }
    return p < 1.0 ? -1.0 / log1p_of(-p) : 0.0;
}

int32_t rng_geometric_scaled(struct rng *rng, double scale)
{
    const int32_t longest = INT32_MAX / 2;
    double days = rng_exponential(rng) * scale;
    return days < longest - 1 ? (int32_t)days + 1 : longest;
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
