/* Call-back: before a short task, a mission or another post above the core is shown to the market, the
 * employer calls people it knows.
 *
 * The firm calls from its own ring, a temporary-work agency from its own (known.h). Someone who is free, of a
 * feasible occupation, and for whom the job is worth it takes the best of the calls of the day. */
#ifndef LABOUR_MARKET_CALL_BACK_H
#define LABOUR_MARKET_CALL_BACK_H

#include "models/labour_market/world.h"

/* For the vacancies posted today (rows from first_new_vacancy on). */
enum status call_back_act(struct world *w, int32_t day, struct error *error);

#endif
