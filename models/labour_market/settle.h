/* Settling: what follows from the transitions of a step of the day, once they have all happened. */
#ifndef LABOUR_MARKET_SETTLE_H
#define LABOUR_MARKET_SETTLE_H

#include "models/labour_market/state/world.h"

/* Counts them, writes the spells that ended, puts successors into the rows of those who left the territory,
 * and plans what comes next for each person. Then there are none. */
enum status settle_transitions(struct world *w, int32_t day, struct error *error);

#endif
