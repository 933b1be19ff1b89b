/* Partings: people tell the place where they work that they leave, and each place settles those who leave it.
 */
#ifndef LABOUR_MARKET_PARTINGS_H
#define LABOUR_MARKET_PARTINGS_H

#include "models/labour_market/state/transitions.h"

/* In a parallel phase over people, with `leaves` open: the holder leaves the job; of a main one for status
 * `to`, or TO_ANOTHER_JOB, which the caller then starts. */
void parting_tell(struct world *w, const struct span *span, size_t job, enum reason reason, uint8_t to);

/* Ends that phase: every place parts with those who told it. */
enum status partings_settle(struct world *w, int32_t day, struct error *error);

/* Letter `at` of the sorted leaves is being settled: asks the memory for what the later ones need, up to
 * before letter `end`, where the letters of other blocks begin: the lists of their places are changing. */
void partings_fetch_ahead(const struct world *w, size_t at, size_t end);

#endif
