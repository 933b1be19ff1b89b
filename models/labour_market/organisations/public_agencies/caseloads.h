/* Caseloads: once a month each agency fills the places that its counsellors have.
 *
 * An agency sees what all see: time without a job, level, age, and how often people of that class have found
 * work. At weight 0 it takes those who are likely to, whoever follows them already, for they will count as
 * its own placements. At weight 1 it takes those who are not likely to and whom nobody follows. The nearer
 * places, where a counsellor has fewer cases, go to those whom it would rather have. */
#ifndef LABOUR_MARKET_CASELOADS_H
#define LABOUR_MARKET_CASELOADS_H

#include "models/labour_market/organisations/public_agencies/public_agencies.h"

/* People per counsellor. */
double caseload_of(const struct public_agency_params *p, enum follow_up follow_up);

/* Chance by what agencies have seen that someone of the class finds a lasting job in a month. */
double caseload_chance(const struct profiles *profiles, size_t class);

/* Makes counsellors and cases anew. */
enum status caseloads_fill(struct world *w, int32_t day, struct error *error);

#endif
