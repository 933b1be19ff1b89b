/* Leaving: people tell their firm, and each firm settles those who leave it. */
#ifndef LABOUR_MARKET_LEAVING_H
#define LABOUR_MARKET_LEAVING_H

#include "models/labour_market/world.h"

/* In a parallel phase over people, with `leaves` open: person i leaves its firm for status `to`; an employed
 * status other than self-employment means for another job, which the caller then starts. */
void leaving_tell(struct world *w, const struct span *span, size_t i, enum reason reason,
                  enum status_code to);

/* The same for the second job of person i. */
void leaving_tell_second(struct world *w, const struct span *span, size_t i, enum reason reason);

/* Ends that phase: every firm parts with those who told it. */
enum status leaving_settle(struct world *w, int32_t day, struct error *error);

/* Letter `at` of the sorted leaves is being settled: asks the memory for what the later ones need, up to
 * before letter `end`, where the letters of other blocks begin: their firms' lists are changing. */
void leaving_fetch_ahead(const struct world *w, size_t at, size_t end);

#endif
