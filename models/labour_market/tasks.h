/* Short tasks: absences and peaks of some days, at a rate per person employed; most hires are for them.
 *
 * Arrivals are a Poisson process with the firm's rate times its staff; the day of the next one is a column
 * (firm.next_task), so that a firm without tasks today costs one comparison. A task that known people
 * (call_back.c) or the market do not take within tasks.wait_days is given up. */
#ifndef LABOUR_MARKET_TASKS_H
#define LABOUR_MARKET_TASKS_H

#include "models/labour_market/world.h"

/* Draws anew when the next task appears, from `day` on: at every plan, since staff has changed. Plans come
 * before the tasks of the day. */
void tasks_schedule(struct world *w, size_t firm, int32_t day);

/* Tasks that appear today become vacancies. */
enum status tasks_appear(struct world *w, int32_t day, struct error *error);

#endif
