/* People an employer knows: a ring per firm and per temporary-work agency, the newest in place of the oldest.
 *
 * Who has worked for an employer on a fixed term is called back first when a short task or a mission appears
 * (call_back.c). So some people live from a dozen short contracts a year, and others never get in. */
#ifndef LABOUR_MARKET_KNOWN_H
#define LABOUR_MARKET_KNOWN_H

#include "models/labour_market/world.h"

/* Agencies by zone, and the number of their rings' places: follows from parameters. */
enum status agencies_init(struct world *w, struct error *error);

/* On the first day: makes the table of agencies and all rings, empty. Firms must be there, with their sizes.
 */
enum status known_populate(struct world *w, struct error *error);

/* In the phase that owns the firm: the firm keeps person i in mind. */
void known_remember_firm(struct world *w, size_t firm, uint32_t i);

/* Closes and settles `registrations`: each agency keeps in mind who has written to it. */
enum status known_register(struct world *w, struct error *error);

/* The agency of a zone that a firm works with. */
uint16_t agency_of_firm(const struct world *w, size_t firm);

#endif
