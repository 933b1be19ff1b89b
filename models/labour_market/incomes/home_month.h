/* The month of a household: other incomes of its adults, benefits by its means, income tax.
 *
 * Its head is the woman of a couple, else the person; what is drawn in common is booked in her row. Young
 * people at their parents' home have what they earn and nothing by means. */
#ifndef LABOUR_MARKET_HOME_MONTH_H
#define LABOUR_MARKET_HOME_MONTH_H

#include "models/labour_market/incomes/month.h"

/* Whether person i acts for the household: couples are a woman and a man. */
static inline bool home_is_head(const struct world *w, size_t i)
{
    return w->people.partner[i] >= w->people.table.rows || w->people.row[i].female;
}

/* Pensions and income from own work of one adult, for the whole month by the status at its end. */
void home_other_income(const struct month_books *b, size_t i);

/* All of the household whose head is i; pay and unemployment benefit are booked. `first`: the first month of
 * a calendar year. */
void home_month(const struct month_books *b, size_t i, bool first);

#endif
