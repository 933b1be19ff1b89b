/* Lives: what chance and age hold for a person outside the market.
 *
 * Each person has one next event. In a status several events compete at constant rates; the wait for the
 * first is exponential, which of them it was is drawn when it comes. Rates change with age and at dates, so
 * a wait is never longer than a year: then one draws again, exact because the exponential has no memory. */
#ifndef LABOUR_MARKET_LIVES_H
#define LABOUR_MARKET_LIVES_H

#include "models/labour_market/world.h"

/* Rates by age and sex from the territory's participation: the rate at which the inactive take up search
 * is what keeps the labour force at its share, given the rates at which people withdraw. */
void life_init(struct world *w);

/* Draws the next event of a person in the present status. */
void life_schedule(struct world *w, size_t i, int32_t day);

/* The same at the start of a job, when the match may be bad for one side: an experience good whose quality
 * shows within months (Jovanovic 1979), so that hazards fall with tenure by selection. */
void life_schedule_match(struct world *w, size_t i, int32_t day);

/* The second step of the day: people whose event comes today live it. */
enum status lives_act(struct world *w, int32_t day, struct error *error);

/* Someone of 15 takes over row i. Uses the population streams: who enters does not depend on the seed of the
 * dynamics. */
void life_enter(struct world *w, size_t i, int32_t day);

/* Day on which a person of this row retires. */
int32_t life_retire_day(const struct world *w, struct rng *luck, int32_t birth_day);

#endif
