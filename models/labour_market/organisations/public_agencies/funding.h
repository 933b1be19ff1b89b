/* Funding: budgets of next year follow this year's placements. The sum of all budgets stays, so what one
 * agency gains the others lose. */
#ifndef LABOUR_MARKET_FUNDING_H
#define LABOUR_MARKET_FUNDING_H

#include "models/labour_market/organisations/public_agencies/public_agencies.h"

void funding_begin(struct world *w, int32_t day);

/* On the first of January. */
void funding_follow(struct world *w, int32_t day);

#endif
