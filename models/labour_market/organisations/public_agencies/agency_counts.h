/* What is counted of public agencies. */
#ifndef LABOUR_MARKET_AGENCY_COUNTS_H
#define LABOUR_MARKET_AGENCY_COUNTS_H

#include "models/labour_market/organisations/public_agencies/public_agencies.h"
#include "models/labour_market/state/transitions.h"

/* A month begins: what agencies cost in it. */
void agency_counts_month(struct world *w, int32_t day);

/* Someone registered, who was unemployed, has found a lasting job. */
void agency_counts_placement(struct world *w, size_t i, int32_t day);

/* On the day of an experiment those whom the agency is there for are noted. */
void agency_counts_note_cohort(struct world *w, int32_t day);
void agency_counts_lot_hire(struct world *w, const struct transition *t);

/* The last day of a month. */
void agency_counts_observe(struct world *w);

#endif
