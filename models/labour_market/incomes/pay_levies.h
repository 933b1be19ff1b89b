/* What is taken from pay by French law: employers' contributions with the general reduction and the tax
 * credit, employees' contributions, CSG and CRDS; what is left is net pay before income tax.
 *
 * The ceiling of social security and the minimum wage are counted in proportion to hours, as the law does for
 * part time and part of a month, so all shares follow from hourly pay. Private sector, employee who is no
 * manager, outside Alsace-Moselle; left out are transport levies and complementary health insurance. */
#ifndef LABOUR_MARKET_PAY_LEVIES_H
#define LABOUR_MARKET_PAY_LEVIES_H

#include "models/labour_market/law/dated_law.h"

/* Shares of gross pay. */
struct pay_levies {
    double employer;  /* contributions and levies but those to unemployment insurance, before ... */
    double reduction; /* ... the general reduction, which takes so much off */
    double employer_unemployment; /* to unemployment insurance and the guarantee of wages */
    double credit;                /* tax credit: CICE */
    double employee;              /* contributions but that to unemployment insurance */
    double employee_unemployment;
    double social_levies;            /* CSG and CRDS */
    double social_levies_deductible; /* the part that income tax does not count as income */
};

/* `hourly`: gross pay, EUR per hour, above 0; `large`: the firm pays the rates of large ones. */
void pay_levies_at(const struct law_values *law, double hourly, bool large, struct pay_levies *levies);

/* What the employer pays over gross pay, before the tax credit; what is left to the employee. */
double pay_employer_rate(const struct pay_levies *levies);
double pay_net_share(const struct pay_levies *levies);

#endif
