/* What comes next for a person whose state has changed: the next look at vacancies, the next event of life or
 * of the match, the next day to act. The only place that sets all three. */
#ifndef LABOUR_MARKET_AGENDA_H
#define LABOUR_MARKET_AGENDA_H

#include "models/labour_market/state/transitions.h"

/* After the phase in which the transition happened; writes the person's own row. */
void agenda_after(struct world *w, const struct transition *t, int32_t day);

/* The same for someone whose status of `day` is new in every respect, as on the first day. */
void agenda_begin(struct world *w, size_t i, int32_t day);

#endif
