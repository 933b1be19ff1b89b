#include "models/labour_market/state/pairs.h"

#include "models/labour_market/state/person.h"

double pair_worth(const struct world *w, size_t person, size_t firm)
{
    if (w->p->pairs.spread <= 0) {
        return 0;
    }
    struct rng rng = person_stream(w, STREAM_PAIR, person, (int32_t)firm_id(w, firm));
    return w->p->pairs.spread * (rng_normal(&rng) - w->p->pairs.chosen);
}

double pair_skill(const struct world *w, size_t person, size_t firm, int32_t day)
{
    return person_skill(w, person, day) + pair_worth(w, person, firm);
}

static const struct param pair_params[] = {PAIR_PARAMS(PARAM_ENTRY, struct pair_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, pairs, "What a person is worth in one firm and not in another.",
                  pair_params),
};
static const struct part_stream streams[] = {PAIR_STREAMS(PART_STREAM)};

const struct part part_pairs = {
    .name = "pairs",
    PART_GROUPS(groups),
    PART_LIST(stream, streams),
};
