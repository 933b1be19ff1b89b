/* Who acts today, and why: one sweep of the people sorts those who are due into three lists, in order of id.
 *
 * A person may be on several; by the time a later step comes, an earlier one may have settled the matter, so
 * each step looks again before it acts. */
#ifndef LABOUR_MARKET_CALLS_H
#define LABOUR_MARKET_CALLS_H

#include "models/labour_market/state/world.h"

/* Fills `ending` (a fixed-term contract is over), `living` (an event of life or match) and `searching`. */
enum status due_people_make(struct world *w, int32_t day, struct error *error);

#endif
