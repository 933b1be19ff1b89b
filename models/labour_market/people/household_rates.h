/* Rates of households by age that follow from their parameters: how many live in a couple, how readily
 * singles form one, how likely a birth is.
 *
 * They keep the share of women in a couple at each age what the parameters say: singles form as many couples
 * as part, lose the man, or are wanting because who moves in comes alone. */
#ifndef LABOUR_MARKET_HOUSEHOLD_RATES_H
#define LABOUR_MARKET_HOUSEHOLD_RATES_H

#include "models/labour_market/state/world.h"

/* Fills world.home; after life_init, and again after every change of parameters. */
void household_rates_set(struct world *w);

#endif
