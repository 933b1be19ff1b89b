/* Rates of life by age that follow from the territory: who retires, who comes back to work.
 *
 * They keep the share of active people at each age what the territory says it is.
 */
#ifndef LABOUR_MARKET_LIFE_TABLE_H
#define LABOUR_MARKET_LIFE_TABLE_H

#include "models/labour_market/people/activity.h"

/* Fills world.life; again after every change of parameters. */
void life_init(struct world *w);

/* Share of people of an age who have retired; and the age at which a place in [0, 1) in that order does. */
double life_retired_share(const struct world *w, double age);
double life_retire_age(const struct world *w, double place);

/* Share of active people among all of a group and sex. */
double life_active_share(const struct world *w, size_t sex, size_t group);

/* What the territory says of the activity of a group and sex. */
struct activity life_activity(const struct world *w, size_t sex, size_t group);

/* First age after an age group. */
int32_t life_group_end(const struct world *w, size_t group);

#endif
