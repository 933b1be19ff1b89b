/* Lives: what chance and age hold for a person outside the market.
 *
 * Each person has one next event. In a status several events compete at constant rates; the wait for the
 * first is exponential, which of them it was is drawn when it comes. Rates change with age and at dates, so
 * a wait is never longer than a year: then one draws again, exact because the exponential has no memory. */
#ifndef LABOUR_MARKET_LIVES_H
#define LABOUR_MARKET_LIVES_H

#include "models/labour_market/world.h"

/* Draws the next event of a person in the present status. */
void life_schedule(struct world *w, size_t i, int32_t day);

/* The same at the start of a job, when the match may be bad for one side: an experience good whose quality
 * shows within months (Jovanovic 1979), so that hazards fall with tenure by selection. */
void life_schedule_match(struct world *w, size_t i, int32_t day);

/* The second step of the day: people whose event comes today live it. */
enum status lives_act(struct world *w, int32_t day, struct error *error);

/* Someone new takes over row i: a person of 15, or an older one who moves in. Uses the population streams:
 * who enters does not depend on the seed of the dynamics. */
void life_enter(struct world *w, size_t i, int32_t day);

/* What else differs lastingly among people: attachment to work, and when they leave school. Needs the birth
 * day and the level. */
void life_circumstance(struct world *w, size_t i);

/* Someone leaves the territory, with the last spell ended and the job left, and another takes over the row.
 */
void life_leave(struct world *w, const struct span *span, size_t i, int32_t day);

/* Experience, in units of 30 days, of someone whose working life is not known: seven years in ten from 18 on.
 */
int32_t life_first_experience(double age);

/* Day on which a person of this row retires. */
int32_t life_retire_day(const struct world *w, struct rng *luck, int32_t birth_day);

#endif
