/* Short tasks: absences and peaks of some days, at a rate per person employed; most hires are for them.
 *
 * Arrivals are a Poisson process with the firm's rate times its staff; the day of the next one is a column
 * (firm.next_task), so that a firm without tasks today costs one comparison. A task that known people
 * (call_back.c) or the market do not take within tasks.wait_days is given up. */
#ifndef LABOUR_MARKET_TASKS_H
#define LABOUR_MARKET_TASKS_H

#include "models/labour_market/state/part.h"

#define TASK_STREAMS(S)                                                                                      \
    S(FIRM_TASKS, 5, "firm tasks", POPULATION) /* firm: how many short tasks it has */                       \
    S(TASK_REFORM, 19, "task reform",                                                                        \
      DYNAMICS) /* firm and day: what a change of rates makes of the wait for a task */                      \
    S(TASK_WAIT, 28, "task wait", DYNAMICS) /* firm and day: when the next short task appears */             \
    S(TASK, 29, "task", DYNAMICS)           /* firm and day: how many appear, of which kind and length */
enum { TASK_STREAMS(STREAM_NUMBER) };

/* Draws anew when the next task appears, from `day` on: at every plan, since staff has changed. Plans come
 * before the tasks of the day. */
void tasks_schedule(struct world *w, size_t firm, int32_t day);

/* Takes over what the sectors' parameters say from the morning of `day` on; unless it is the `first` time,
 * waits that run change with it. Returns whether there is a change. */
bool tasks_change_rates(struct world *w, int32_t day, bool first);

/* Tasks that appear today become vacancies. */
enum status tasks_appear(struct world *w, int32_t day, struct error *error);

#endif
