/* Events of the incomes part (incomes/incomes.h): months, and tests of the means of households. In the
 * parallel phase in which households are closed. */
#ifndef LABOUR_MARKET_INCOME_EVENTS_H
#define LABOUR_MARKET_INCOME_EVENTS_H

#include "models/labour_market/history/events.h"
#include "models/labour_market/incomes/means_tests.h"
#include "models/labour_market/incomes/month.h"

/* The month of a person of the household of `head`, before it is closed. */
void event_income(const struct month_books *b, size_t person, size_t head);

/* What the household was found to be due, and by which means; `because`: of the minimum income. `partner`:
 * NOBODY where there is none. */
void event_means(const struct month_books *b, size_t head, size_t partner, const struct means *means,
                 enum because because);

#endif
