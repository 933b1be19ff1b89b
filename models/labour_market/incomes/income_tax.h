/* Income tax by French law: ten percent of pay taken off, the family quotient with its caps, the scale by
 * shares, the relief of small taxes (decote), the cut for modest incomes of 2016 to 2019. Couples are taxed
 * together. Other deductions and credits are left out. */
#ifndef LABOUR_MARKET_INCOME_TAX_H
#define LABOUR_MARKET_INCOME_TAX_H

#include "models/labour_market/law/dated_law.h"

struct tax_household {
    int adults;       /* 1 or 2 */
    int children;     /* who depend on them */
    double income[2]; /* of each adult: net taxable pay, benefits and pensions of the year, EUR */
    bool deducted;    /* the ten percent have been taken off already */
};

/* Tax on the incomes of a year under the law of its first of January, whole EUR. */
double income_tax(const struct law_values *law, const struct tax_household *household);

#endif
