/* Minimum income (RSA) and in-work benefit (prime d'activite; until 2015 the part of the RSA beside work) of
 * a household, by its means.
 *
 * Amounts are EUR a month, means of the months that the law looks back on. Savings are not counted. */
#ifndef LABOUR_MARKET_MEANS_TESTS_H
#define LABOUR_MARKET_MEANS_TESTS_H

#include "models/labour_market/law/dated_law.h"

struct means {
    int adults;          /* 1 or 2 */
    int children;        /* and others who depend on them */
    bool lone_with_baby; /* alone with a child below 3: the increased amount */
    bool housed;         /* has housing allowance, or pays no rent: the housing package is counted */
    double earnings[2];  /* net pay and income from own work of each adult */
    double other;        /* benefits, pensions, family allowances: all else that is counted */
};

/* The household's amount over that of one person. */
double means_scale(const struct law_values *law, int adults, int children, bool lone_with_baby);

/* What is counted for a household that is housed, EUR a month; the same amounts serve both benefits. */
double means_housing_package(const struct law_values *law, double base, int persons);

/* Paid a month; 0 below the least amount. Age is not asked for here. */
double minimum_income(const struct law_values *law, const struct means *means);
double in_work_benefit(const struct law_values *law, const struct means *means);

#endif
