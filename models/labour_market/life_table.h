/* Rates of life by age that follow from the territory: who comes back to work, who stays, who enters.
 *
 * They keep the pyramid of ages and the share of active people at each age what the territory says they are.
 */
#ifndef LABOUR_MARKET_LIFE_TABLE_H
#define LABOUR_MARKET_LIFE_TABLE_H

#include "models/labour_market/world.h"

/* Fills world.life; again after every change of parameters. */
void life_init(struct world *w);

/* First age after an age group. */
int32_t life_group_end(const struct world *w, size_t group);

/* The day on which a person of this sex, alive and here on `day`, leaves the territory. */
int32_t life_leave_day(const struct world *w, struct rng *luck, size_t sex, int32_t birth_day, int32_t day);

#endif
