/* Temporary-work agencies: employers whose staff works on missions in firms.
 *
 * They are rows of the table of employers, behind the firms, zone by zone. Each firm is served by one of its
 * zone, which keeps a file of those who have worked for it. */
#ifndef LABOUR_MARKET_TEMPORARY_WORK_H
#define LABOUR_MARKET_TEMPORARY_WORK_H

#include "models/labour_market/state/world.h"

/* Once the firms are there, the rows of the agencies. */
enum status temporary_work_populate(struct world *w, struct error *error);

/* The agency that serves a firm. */
uint32_t temporary_work_agency_of(const struct world *w, size_t firm);

/* Ends a phase with `registrations`: agencies keep those in mind who have ended a mission. */
enum status temporary_work_register(struct world *w, struct error *error);

#endif
