/* What follows from the territory's tables alone: travel, moves between occupations, rates of life. */
#ifndef LABOUR_MARKET_TERRITORY_H
#define LABOUR_MARKET_TERRITORY_H

#include "models/labour_market/world.h"

/* Travel times and the zones people look at. `territory_clear` is legal after a failure. */
enum status territory_init(struct world *w, struct error *error);
void territory_clear(struct world *w);

/* First row of the table of contracts with a status; for cdi and cdd the check of parameters has made sure
 * that there is one. */
uint8_t contract_with(const struct parameters *p, enum status_code status);

/* Age group of an age in years, 15 to 74. */
size_t age_group_of(const struct world *w, int32_t age);

static inline double travel_minutes(const struct world *w, size_t home, size_t work)
{
    return w->geography.minutes[home * w->zone_count + work];
}

static inline double similarity(const struct world *w, size_t from, size_t to)
{
    return w->trades.similarity[from * w->occupation_count + to];
}

#endif
