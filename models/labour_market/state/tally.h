/* Counting what happens into the month that is running. */
#ifndef LABOUR_MARKET_TALLY_H
#define LABOUR_MARKET_TALLY_H

#include "models/labour_market/outputs.h"
#include "models/labour_market/state/world.h"

/* Adds `amount` to one cell of a tally of this thread. */
static inline void tally_add(const struct world *w, const struct span *span, size_t output, size_t cell,
                             int64_t amount)
{
    outputs_tally(&w->sim->outputs, output, span->thread)[cell] += amount;
}

#endif
