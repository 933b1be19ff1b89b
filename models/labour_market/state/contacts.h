/* Contacts: people an employer knows, a ring per employer, the newest in place of the oldest.
 *
 * Whoever has worked for an employer on a fixed term is called back first when a short task or a mission
 * appears (market/recalls.h). So some people live from a dozen short contracts a year, and others never get
 * in. */
#ifndef LABOUR_MARKET_CONTACTS_H
#define LABOUR_MARKET_CONTACTS_H

#include "models/labour_market/state/world.h"

/* Rings for all employers, empty. */
enum status contacts_populate(struct world *w, struct error *error);

/* Rings of the size that the tasks of today nourish; who was met last is kept. For the day on which tasks
 * become more or less frequent by a reform. Costs a look at each place. */
enum status contacts_fit(struct world *w, struct error *error);

/* In a phase that owns the employer: it keeps person i in mind; it forgets everyone. */
void contact_remember(struct world *w, size_t employer, uint32_t i);
void contacts_forget(struct world *w, size_t employer);

#endif
