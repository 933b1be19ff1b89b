/* Hours of a job that is held: who lacks hours, or has too many, asks the employer.
 *
 * An employer that misses hours gives them to its own part-time staff before anyone else (Code du travail
 * L3123-3, TzBfG section 9). It agrees to fewer hours in a share of jobs, and fills what is then missing. */
#ifndef LABOUR_MARKET_HOURS_REQUESTS_H
#define LABOUR_MARKET_HOURS_REQUESTS_H

#include "models/labour_market/state/world.h"

enum status hours_requests_open(struct world *w, size_t blocks, struct error *error);

/* Person i, who looks around today, asks for other hours, or for none. */
void hours_request_tell(struct world *w, const struct span *span, size_t i, int32_t day);

/* Employers answer. */
enum status hours_requests_settle(struct world *w, int32_t day, struct error *error);

#endif
