#include "models/labour_market/organisations/public_agencies/frictions.h"

#define FRICTION_SHARE(code, name) p->name,

void frictions_draw(const struct world *w, size_t i)
{
    const struct friction_params *p = &agency_values(w)->frictions;
    const double share[FRICTION_COUNT] = {FRICTIONS(FRICTION_SHARE)};
    struct rng rng = person_stream(w, STREAM_FRICTIONS, i, 0);
    uint8_t has = 0;
    for (int f = 0; f < FRICTION_COUNT; f++) {
        has |= (uint8_t)(rng_chance(&rng, share[f]) << f);
    }
    w->agencies->help.row[i].frictions = has;
}

bool friction_lets(const struct world *w, size_t i, size_t firm)
{
    uint8_t has = w->agencies->help.row[i].frictions;
    if (has == 0) {
        return true;
    }
    const struct friction_params *p = &agency_values(w)->frictions;
    const double closes[FRICTION_COUNT] = {p->skill_closes, p->health_closes, p->mobility_closes,
                                           p->housing_closes};
    struct rng rng = person_stream(w, STREAM_FRICTIONS, i, (int32_t)firm_id(w, firm) + 1);
    for (int f = 0; f < FRICTION_SEARCH; f++) {
        bool closed = rng_chance(&rng, closes[f]);
        if (closed && (has >> f & 1)) {
            return false;
        }
    }
    return true;
}

double friction_looks(const struct world *w, size_t i)
{
    bool wasted = w->agencies->help.row[i].frictions >> FRICTION_SEARCH & 1;
    return wasted ? 1 - agency_values(w)->frictions.search_looks : 1;
}

#define FRICTION_CHANCE(code, name) agency->name,

double friction_treated(const struct agency *agency, enum friction friction)
{
    const double chance[FRICTION_COUNT] = {FRICTIONS(FRICTION_CHANCE)};
    return chance[friction];
}
