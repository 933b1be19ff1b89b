#include "models/labour_market/luck.h"

#include "sim/random.h"

#define LUCK_NAME(id, name) name,
static const char *const population_names[] = {POPULATION_PURPOSES(LUCK_NAME)};
static const char *const dynamics_names[] = {DYNAMICS_PURPOSES(LUCK_NAME)};

struct streams streams_make(uint64_t population_seed, uint64_t dynamics_seed)
{
    struct streams streams;
    size_t id = 0;
    for (size_t i = 0; i < sizeof population_names / sizeof population_names[0]; i++) {
        streams.purpose[id++] = rng_purpose(population_seed, population_names[i]);
    }
    for (size_t i = 0; i < sizeof dynamics_names / sizeof dynamics_names[0]; i++) {
        streams.purpose[id++] = rng_purpose(dynamics_seed, dynamics_names[i]);
    }
    return streams;
}
