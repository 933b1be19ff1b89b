/* What people have behind them on the first day: how long they have been without a job, how much they have
 * worked before, how long they have been in their job, and who of them is in a bad match or has little
 * ability.
 *
 * All of it is as it is in runs of fifty years. When everyone had been out of work for a year or so and no
 * match was bad, it took a working life until each of this had come about, and unemployment of people over
 * forty rose for thirty years without any cause. */
#ifndef LABOUR_MARKET_FIRST_CAREERS_H
#define LABOUR_MARKET_FIRST_CAREERS_H

#include "models/labour_market/state/world.h"

/* Gives someone who has left school and has not retired the time since the last job, the marks of joblessness
 * and experience; `status_month` says in which state of the first day the person is. */
void career_begin(struct world *w, size_t i, int32_t day, struct rng *rng);

/* Days in the job, or on own account, of someone who has had it for long; and takes them from the experience,
 * which counts them as long as the job lasts. */
int32_t career_tenure(struct world *w, size_t i, int32_t day, struct rng *rng);

/* Whether the job that one has had for so many days is a bad match for its holder, who looks for another. */
bool career_is_misfit(const struct world *w, size_t i, int32_t tenure, struct rng *rng);

/* Moves ability between those out of work, or on own account, and employees, within each age group and level
 * of the people from row `first` on, whose mean stays. */
void careers_sort(struct world *w, size_t first, size_t count);

#endif
