/* Unemployment benefit by French law (ARE): reference wage, daily benefit, duration, months with some work,
 * and what is taken from it.
 *
 * Days under contract are calendar days. The reference wage is that of days under contract, as it was until
 * 2021; since then the law counts days between contracts, too, which is left out, as is the cut of high
 * benefits after six months. */
#ifndef LABOUR_MARKET_UNEMPLOYMENT_BENEFIT_H
#define LABOUR_MARKET_UNEMPLOYMENT_BENEFIT_H

#include "models/labour_market/law/dated_law.h"

/* Reference wage, EUR per day, of `gross` EUR earned in `days` days under contract; 0 without a day. */
double benefit_reference_wage(const struct law_values *law, double gross, double days);

/* Gross benefit, EUR per day. `time`: weekly hours over those of full time, at most 1. */
double benefit_daily(const struct law_values *law, double reference, double time);

/* Days of benefit for someone of `age` years who was `days` under contract in the reference period; 0: none.
 */
int32_t benefit_days(const struct law_values *law, int32_t days, int32_t age);

/* Months back in which days under contract count. */
int32_t benefit_reference_months(const struct law_values *law, int32_t age);

/* Days paid of a month of `days` days in which `pay` EUR gross were earned: what work leaves of the benefit,
 * in whole days. The other days are not lost. */
int32_t benefit_days_paid(const struct law_values *law, double reference, double daily, int32_t days,
                          double pay);

/* What is taken from a day of benefit. */
struct benefit_levies {
    double pension;       /* contribution to the complementary pension */
    double social_levies; /* CSG and CRDS, not below the minimum wage */
    double deductible;    /* the part of the latter that income tax does not count as income */
};
void benefit_levies_at(const struct law_values *law, double reference, double daily,
                       struct benefit_levies *levies);

#endif
