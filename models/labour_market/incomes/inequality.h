/* Once a year, on its last day: how incomes of the year are spread among people, who is poor, who works
 * little and who is paid little.
 *
 * A household is what it is on that day, with the incomes of the year of all who live in it; those who came
 * in the year are left out with theirs, and so are students who live alone, as INSEE does. Young people at
 * their parents' home belong to a household of the zone whose age fits: drawn, and kept as long as it fits.
 * Disposable income is equivalised by the scale of the OECD, and each person counts.
 */
#ifndef LABOUR_MARKET_INEQUALITY_H
#define LABOUR_MARKET_INEQUALITY_H

#include "models/labour_market/incomes/month.h"

/* The last month of the year is closed: fills the outputs of the year. */
void inequality_observe(const struct month_books *b);

#endif
