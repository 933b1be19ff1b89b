/* Demand: how many jobs a firm could fill with profit, month by month.
 *
 * log demand = log reference + permanent part (random walk, slowly coming back) + transitory part
 * (mean-reverting, sector spread) + season + level of all firms and of the zone - elasticity x raise of its
 * offers. The mean over time of exp(transitory) is taken out, so a sector's spread does not change its jobs.
 */
#ifndef LABOUR_MARKET_DEMAND_H
#define LABOUR_MARKET_DEMAND_H

#include "models/labour_market/world.h"

/* Draws this month's shocks of firm f: `days` since the last plan. */
void demand_shock(struct world *w, size_t firm, int32_t day, double days);

/* Jobs demanded today; and what the firm can count on in the mean, without transitory part and season. */
double demand_now(const struct world *w, size_t firm, int32_t day);
double demand_expected(const struct world *w, size_t firm);

/* Standard deviation of log demand around what is expected: transitory part and season together. */
double demand_spread(const struct world *w, size_t firm);

#endif
