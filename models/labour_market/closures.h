/* Births and deaths of firms: small ones close more often than large ones, and a new firm, smaller at first,
 * takes the place of each. So places, sectors and the heavy tail of sizes stay, while firms come and go. */
#ifndef LABOUR_MARKET_CLOSURES_H
#define LABOUR_MARKET_CLOSURES_H

#include "models/labour_market/world.h"

/* Does the firm close now? `days` since it was last asked. */
bool closure_strikes(const struct world *w, size_t firm, int32_t day, double days);

/* In the phase that owns the firm: all staff leaves, a new firm begins in the row. Open posts lapse with the
 * next vacancies_open. */
void closure_settle(struct world *w, const struct span *span, size_t firm, int32_t day);

/* Lasting traits of a firm of `reference` jobs that is founded on `day`. */
void firm_found(struct world *w, size_t firm, int32_t day);

#endif
