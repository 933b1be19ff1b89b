/* Employers' social contributions on a pay, the relief of low pay counted. */
#ifndef LABOUR_MARKET_CONTRIBUTIONS_H
#define LABOUR_MARKET_CONTRIBUTIONS_H

#include "models/labour_market/state/world.h"

/* Share of pay, 0 or more, that the employer adds to `pay` cents per hour on a contract in a zone. */
static inline double contribution_rate(const struct world *w, uint8_t contract, size_t zone, double pay)
{
    double full = world_contract(w, contract)->contributions;
    double minimum = w->institutions.relief.minimum;
    minimum = minimum > 0 ? minimum : w->institutions.minimum_wage[zone];
    enum role role = contract_role(world_contract(w, contract));
    if (minimum <= 0 || pay <= 0 || (role != ROLE_CORE && role != ROLE_FLEXIBLE)) {
        return full;
    }
    double relief = 0;
    if (w->institutions.relief.at_minimum > 0) { /* falls with pay and is gone at `until` minimum wages */
        double until = w->institutions.relief.until;
        double left = (until * minimum / pay - 1) / (until - 1);
        relief = w->institutions.relief.at_minimum * (left < 0 ? 0 : left > 1 ? 1 : left);
    }
    relief += pay <= w->institutions.relief.credit_until * minimum ? w->institutions.relief.credit : 0;
    return relief < full ? full - relief : 0;
}

#endif
