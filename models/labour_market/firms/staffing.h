/* Core and flexible staff: the firm's monthly plan.
 *
 * Core staff is the newsvendor quantile of demand: with c the unit cost of core staff and k that of flexible
 * staff, Q* = F^-1(1 - c/k). What demand exceeds the core is covered by peak staff. Between hiring and
 * dismissal lies a band of inaction: too many core staff leave by attrition, and only an excess that
 * attrition would take longer to absorb than a dismissal costs is dismissed. */
#ifndef LABOUR_MARKET_STAFFING_H
#define LABOUR_MARKET_STAFFING_H

#include "models/labour_market/state/world.h"

/* Probability 1 - c/k (k: mean over the contracts that firms would choose for a peak) at which the newsvendor
 * holds core staff: at most 0.999; 0, and then no core at all, where flexible staff costs no more than core
 * staff. */
double staffing_core_quantile(const struct world *w);

/* Share by which core staff may exceed what is wanted before anyone is dismissed. */
double staffing_band(const struct world *w);

/* What the firm wants today, from its demand: open-ended staff, and fixed-term staff for the rest. */
void staffing_wanted(const struct world *w, size_t firm, int32_t day, int32_t *core, int32_t *peak);

/* The third step of the day: firms whose day it is close or plan, dismiss, post and withdraw vacancies. */
enum status staffing_plan(struct world *w, int32_t day, struct error *error);

#endif
