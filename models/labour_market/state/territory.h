/* What follows from the territory's tables alone: travel, moves between occupations, rates of life. */
#ifndef LABOUR_MARKET_TERRITORY_H
#define LABOUR_MARKET_TERRITORY_H

#include "models/labour_market/state/world.h"

/* Travel times, and moves between occupations. `territory_clear` is legal after a failure. */
enum status territory_init(struct world *w, struct error *error);
void territory_clear(struct world *w);

/* How often people look at each zone, from the travel times and parameters of today: in proportion to its
 * jobs, e times less often per radius. */
enum status territory_set_looks(struct world *w, struct error *error);

/* First row of the table of contracts with a status; for cdi and cdd the check of parameters has made sure
 * that there is one. */
uint8_t contract_for(const struct parameters *p, enum role role);
uint8_t contract_with(const struct parameters *p, enum status_code status);

/* Age group of an age in years, 15 to 74. */
size_t age_group_of(const struct world *w, int32_t age);

static inline double travel_minutes(const struct world *w, size_t home, size_t work)
{
    return w->geography.minutes[home * w->zone_count + work];
}

/* Whole weekly hours of a post of an occupation. */
static inline int32_t occupation_hours(const struct occupation *o, bool part_time)
{
    return (int32_t)((part_time ? o->part_time_hours : o->hours) + 0.5);
}

/* The occupation of someone of a level of qualification; sex 0: men, 1: women. */
static inline uint32_t occupation_draw(const struct world *w, size_t level, size_t sex, struct rng *rng)
{
    return alias_draw(&w->trades.of_level[level * 2 + sex], rng);
}

static inline double similarity(const struct world *w, size_t from, size_t to)
{
    return w->trades.similarity[from * w->occupation_count + to];
}

#endif
