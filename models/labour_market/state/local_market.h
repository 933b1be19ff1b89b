/* The local market: who works, looks for work and wants it in each zone, counted on the first day of a month,
 * and what firms and people make of it.
 *
 * Pay that firms post goes by the unemployment of the zone over what is usual there (a wage curve), demand
 * for labour follows the labour force in some years (people bring work: they buy, found firms, and are why
 * firms come), and work on one's own account has a demand of its own. */
#ifndef LABOUR_MARKET_LOCAL_MARKET_H
#define LABOUR_MARKET_LOCAL_MARKET_H

#include "models/labour_market/state/part.h"

/* Counts people, and moves on by a month. The first time sets what is usual. */
void local_market_count(struct world *w);

/* What the scarcity of work in a zone adds to the pay that is posted there, in log points. */
double local_market_pay(const struct world *w, size_t zone);

/* By how much demand for labour in a zone has followed its labour force since the first day, in log points.
 */
double local_market_followed(const struct world *w, size_t zone);

/* Chance of finding custom for work on one's own account in a zone over that when the demand for such work is
 * just met: above 1 where too few offer it. */
double local_market_custom(const struct world *w, size_t zone);

#endif
