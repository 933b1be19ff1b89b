/* What firms reckon with: the level of demand that they believe to last, and the cost of labour in their
 * demand.
 *
 * A change of demand is taken as passing at first and believed with time (demand.learning_years): until then
 * the core stays as it is and flexible staff bears it. A change of labour cost, by law or by pay, works on
 * what firms sell with the same kind of delay (demand.cost_years): prices, techniques and places are not
 * changed at once. */
#ifndef LABOUR_MARKET_OUTLOOK_H
#define LABOUR_MARKET_OUTLOOK_H

#include "models/labour_market/state/world.h"

/* The first day: demand is what it is believed to be, at the labour cost of the day. */
void outlook_begin(struct world *w);

/* A month on. */
void outlook_learn(struct world *w);

/* Log demand of a firm over its own size, today and as it is believed to last. */
double outlook_now(const struct world *w, size_t firm);
double outlook_believed(const struct world *w, size_t firm);

#endif
