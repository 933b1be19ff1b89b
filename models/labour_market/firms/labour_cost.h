/* Labour cost of a sector in a zone: what it costs to cover a unit of demand that varies.
 *
 * Of the core, at unit cost c, as much is held as pays; above it each unit costs k, the mean of what covers
 * it best: flexible staff, or a lost sale. With lognormal demand of log standard deviation s the least that c
 * Q + k E(D - Q)+ can be is k N(s - z) E(D), where the core Q lies at the quantile N(z) = 1 - c / k
 * (newsvendor). So the cost rises with every price, falls with every further contract that is allowed, and
 * never exceeds the value of the sale. To it is added what the law and the market make of mean pay. */
#ifndef LABOUR_MARKET_LABOUR_COST_H
#define LABOUR_MARKET_LABOUR_COST_H

#include "models/labour_market/state/world.h"

/* Fills `labour_cost` after the law of the day. */
void labour_cost_set(struct world *w);

/* Cost of a unit of demand over the pay of an hour of core staff, in a sector. */
double labour_cost_of_demand(const struct world *w, size_t sector);

#endif
