/* Demand: how many jobs a firm could fill with profit, month by month.
 *
 * log demand = log reference + permanent part (random walk with losses at once, slowly coming back) +
 * transitory part (mean-reverting, sector spread) + season + level of all firms and of the zone - what labour
 * cost takes (outlook.h). What the firm counts on holds the level that it believes to last. The mean over
 * time of exp(transitory) is taken out, so a sector's spread does not change its jobs.
 */
#ifndef LABOUR_MARKET_DEMAND_H
#define LABOUR_MARKET_DEMAND_H

#include "models/labour_market/state/part.h"

#define DEMAND_STREAMS(S)                                                                                    \
    S(DEMAND, 24, "demand", DYNAMICS)               /* firm and day: permanent and transitory shocks */      \
    S(COMMON_DEMAND, 69, "common demand", DYNAMICS) /* sector and period of plans: the part of transitory    \
                                                       shocks that its firms have in common */
enum { DEMAND_STREAMS(STREAM_NUMBER) };

/* Draws this month's shocks of firm f: `days` since the last plan. */
void demand_shock(struct world *w, size_t firm, int32_t day, double days);

/* Jobs demanded today; and what the firm can count on in the mean, without transitory part and season. */
double demand_now(const struct world *w, size_t firm, int32_t day);
double demand_expected(const struct world *w, size_t firm);

/* What it can count on with the season of a day and a transitory part of `spreads` standard deviations. */
double demand_foreseen(const struct world *w, size_t firm, int32_t day, double spreads);

/* Standard deviation of log demand of a firm of the sector around what is expected: transitory part and
 * season together. */
double demand_sector_spread(const struct world *w, size_t sector);
double demand_spread(const struct world *w, size_t firm);

#endif
