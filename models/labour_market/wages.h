/* Wages: what is posted, what a person is paid, and the minimum.
 *
 * Posted hourly pay is that of the occupation, times the sector's and the firm's premium, times what the firm
 * has added because posts stayed open. A person is paid the posted pay times a share of own ability, never
 * less than the minimum. Pay is not cut; it rises to a new minimum on the day the minimum rises. */
#ifndef LABOUR_MARKET_WAGES_H
#define LABOUR_MARKET_WAGES_H

#include "models/labour_market/world.h"

/* Posted pay in cents per hour for a person of average ability, not below the minimum. */
int32_t wage_posted(const struct world *w, size_t firm, size_t occupation);

/* Pay of a person of log ability `skill` in a post, cents per hour. */
int32_t wage_paid(const struct world *w, int32_t posted, double skill);

/* Offers go up a step when posts stayed open since the last plan, and fade back when none did. */
void wages_adjust_offers(struct world *w, size_t firm);

/* A new minimum: the pay of everyone below rises to it, that of posts too. */
void wages_set_minimum(struct world *w, int32_t cents);

#endif
