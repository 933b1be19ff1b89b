/* Effort: the share of the chances of work, looks at posts and calls of firms, that an unemployed person
 * takes up.
 *
 * It wanes with time out of work, and is the smaller the less a job would bring: near retirement, when few
 * years of pay are left (Hairault, Langot and Sopraseuth 2010), and while benefits are paid, which it costs;
 * as rights run out it comes back (Mortensen 1977). */
#ifndef LABOUR_MARKET_EFFORT_H
#define LABOUR_MARKET_EFFORT_H

#include "models/labour_market/state/world.h"

/* 0 to 1; 1 of who is not unemployed. */
double search_effort(const struct world *w, size_t i, int32_t day);

/* How much of the benefit a job would still cost: 0 where none is drawn, near 1 where rights last long. */
double effort_benefit_left(const struct world *w, size_t i, int32_t day);

#endif
