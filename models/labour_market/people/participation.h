/* Participation: before the first recorded day, the rates at which the inactive come back are moved until as
 * many people of each age and sex are active as the territory says.
 *
 * activity.c gives the rates to begin with, from declared rates alone. The market does the rest: who wants
 * work without searching is hired, too, age groups hand on to each other, fewer of the less attached work. In
 * a run that has settled, the rates stand for what makes people of an age and sex take part besides chances
 * and attachment. From the first recorded day on they stay what they are: what a reform or a shock does to
 * activity is not undone. */
#ifndef LABOUR_MARKET_PARTICIPATION_H
#define LABOUR_MARKET_PARTICIPATION_H

#include "models/labour_market/state/part.h"

extern const struct part part_participation;

/* Counts people and moves the rates by a month; does nothing from the first recorded day on. */
void participation_settle(struct world *w, int32_t day);

#endif
