/* Second jobs: a marginal job beside a main one is a property of a person, not a status.
 *
 * It has its own linked list of people per firm (firm.first_second), so that a firm can part with them. It
 * goes on when the main job ends: who then has no other is counted with those whose only job is marginal. */
#ifndef LABOUR_MARKET_SECOND_JOBS_H
#define LABOUR_MARKET_SECOND_JOBS_H

#include "models/labour_market/world.h"

/* In the phase that owns the firm: person i takes a second job there, or leaves it. Only the columns second_*
 * are written, and those that other steps read while firms act are not changed by the end: another firm may
 * be parting with the same person at the same time. */
void second_job_start(struct world *w, size_t i, int32_t day, uint32_t firm, uint8_t occupation,
                      int32_t wage);
void second_job_end(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

#endif
