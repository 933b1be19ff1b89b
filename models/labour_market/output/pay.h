/* Pay at the end of a month: deciles, means in all, by zone and by sex, people at the minimum wage.
 *
 * Each thread counts into a histogram and sums of cents of its own; all are integers, so their sum does not
 * depend on threads. Deciles come from the histogram, means from the sums, which are exact; both are those of
 * full-time posts, but for means by sex, which are of all hours of the private sector. */
#ifndef LABOUR_MARKET_PAY_H
#define LABOUR_MARKET_PAY_H

#include "models/labour_market/state/world.h"

/* Room for all threads, to be memory_free()d, NULL: there is none; the part of one thread. */
int64_t *pay_scratch_alloc(const struct world *w);
int64_t *pay_scratch_of(const struct world *w, int thread);

/* All threads begin at zero; then each counts employees into its part; then their sum becomes outputs. */
void pay_begin(struct world *w);
void pay_count(const struct world *w, int64_t *scratch, size_t person);
void pay_measure(struct world *w);

#endif
