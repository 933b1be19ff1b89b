/* Wages: what is posted, what a person is paid, and the minimum.
 *
 * Posted hourly pay is that of the occupation, times the sector's and the firm's premium, times what the firm
 * has added because posts stayed open. A person is paid the posted pay times a share of own ability, never
 * less than the minimum. Pay is not cut; it rises to a new minimum
 * on the day the minimum rises, and once a year to what the firm would offer now. */
#ifndef LABOUR_MARKET_WAGES_H
#define LABOUR_MARKET_WAGES_H

#include "models/labour_market/state/world.h"

/* Lowest hourly pay in cents on a contract in a firm: the statutory minimum of its zone or that of its
 * branch. */
int32_t wage_floor(const struct world *w, size_t firm, uint8_t contract);
int32_t wage_floor_in(const struct world *w, size_t zone, size_t sector, uint8_t contract);

/* Posted pay in cents per hour of a firm without premium or raise, in a sector: were there no minimum; in a
 * zone. */
double wage_without_floor(const struct world *w, size_t sector, size_t occupation, uint8_t contract);
int32_t wage_typical(const struct world *w, size_t zone, size_t sector, size_t occupation, uint8_t contract);

/* Posted pay in cents per hour for a person of average ability, not below the minimum. */
int32_t wage_posted(const struct world *w, size_t firm, size_t occupation, uint8_t contract);

/* Pay of a person of log ability `skill` in a post that was posted at `posted`; in an open vacancy. Cents per
 * hour. */
int32_t wage_for(const struct world *w, int32_t posted, double skill, size_t firm, uint8_t contract);
int32_t wage_paid(const struct world *w, size_t vacancy, double skill);

/* Once a year without other events a person's pay rises to what the firm would offer now; it is never cut. In
 * the person's own phase, between open and settle, while firms stand still; hours that are cut because
 * monthly pay would exceed its cap are so once it is settled. */
enum status wage_reviews_open(struct world *w, size_t blocks, struct error *error);
void wage_review(struct world *w, const struct span *span, size_t i, int32_t day);
enum status wage_reviews_settle(struct world *w, struct error *error);

/* Offers go up a step when posts stayed open since the last plan, and fade back when none did. */
void wages_adjust_offers(struct world *w, size_t firm);

/* The law has changed: the hourly pay of everyone below the minimum rises to it, that of posts too. Nobody's
 * falls; hours are cut where monthly pay would exceed its cap. */
void wages_raise_to_minimum(struct world *w);

#endif
