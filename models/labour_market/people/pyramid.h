/* The pyramid of ages: how many people there are at each year of age, and who enters and leaves so that it
 * stays.
 *
 * From one year of age to the next, in the middle of both, people leave (die or move away) where the pyramid
 * narrows and enter where it widens. The first day has the same pyramid, so no generation is larger than
 * another because it came later.
 */
#ifndef LABOUR_MARKET_PYRAMID_H
#define LABOUR_MARKET_PYRAMID_H

#include "models/labour_market/state/world.h"

/* Fills life.people and life.entry of the world from the age groups of the territory. */
void pyramid_init(struct world *w);

/* Weight of the people of a sex at an age in years, per year of age; of those below 15, as at 15. */
double pyramid_people(const struct world *w, size_t sex, double age);

/* Rates per year and person at which people of a sex and age leave, and move in. */
double pyramid_leaving_rate(const struct world *w, size_t sex, double age);
double pyramid_entry_rate(const struct world *w, size_t sex, double age);

/* Age in years of someone of a group, in [from_age, end). */
double pyramid_age_in(const struct world *w, struct rng *rng, size_t sex, size_t group);

/* Age in years at which someone enters whom `entry` has drawn at place sex + 2 x year of age from 15 on. */
double pyramid_entry_age(struct rng *rng, size_t year);

/* The day on which a person of this sex, alive and here on `day`, leaves the territory. */
int32_t pyramid_leave_day(const struct world *w, struct rng *rng, size_t sex, int32_t birth_day, int32_t day);

#endif
