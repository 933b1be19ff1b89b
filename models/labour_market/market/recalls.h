/* Call-back: before a short task, a mission or another post above the core is shown to the market, the
 * employer calls people it knows.
 *
 * The firm calls from its own ring, a temporary-work agency from its file (state/contacts.h). Someone who is
 * free, of a feasible occupation, and for whom the job is worth it takes the best of the calls of the day. */
#ifndef LABOUR_MARKET_CALL_BACK_H
#define LABOUR_MARKET_CALL_BACK_H

#include "models/labour_market/state/part.h"

#define RECALL_STREAMS(S)                                                                                    \
    S(CALL_BACK, 30, "call back", DYNAMICS) /* firm and day: are known people called, in which order */
enum { RECALL_STREAMS(STREAM_NUMBER) };

/* For the vacancies posted today (rows from first_new_vacancy on). */
enum status call_back_act(struct world *w, int32_t day, struct error *error);

#endif
