/* Family allowances, and housing allowance by a simple rule in place of the law, as far as means tests and
 * disposable income need them. Other benefits for children are left out. */
#ifndef LABOUR_MARKET_FAMILY_BENEFITS_H
#define LABOUR_MARKET_FAMILY_BENEFITS_H

#include "models/labour_market/law/dated_law.h"

/* EUR a month, CRDS taken off, of a household with `children` and net taxable `income`, EUR a year: the basic
 * amount, halved and quartered for higher incomes from 2015 on. */
double family_allowance(const struct law_values *law, int children, double income);

/* EUR a month of a tenant: an amount by size less a share of net income above what is free. The law knows
 * rents and zones, which this model does not: amounts are those of a tenant at the mean. */
double housing_allowance(const struct law_values *law, int adults, int children, double income);

#endif
