/* Institutions: the law and its prices as they are today, as plain data.
 *
 * Policies write them (policies/policies.h), processes read them. So no process asks whether a policy is on,
 * and a policy that is off leaves no trace. */
#ifndef LABOUR_MARKET_INSTITUTIONS_H
#define LABOUR_MARKET_INSTITUTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "models/labour_market/parameters.h"

struct institutions {
    struct contract contract[MAX_CONTRACTS]; /* rules and prices of each contract type */
    int32_t minimum_wage[MAX_ZONES];         /* cents per hour, by zone of the job */
    int32_t branch_minimum[MAX_SECTORS];     /* cents per hour, by sector; 0: none */
    bool minimum_varies;                     /* between zones */
    double agreed;                           /* agreed terminations over their usual rate */
    struct {
        double replacement;  /* benefit over the last gross pay; 0: no insurance */
        double days_per_day; /* days of rights per day worked */
        double effort;       /* share of looks left out while benefits are paid */
        int32_t least_days, most_days;
    } insurance;
};

/* The institutions of `day`: the scenario's contract table and branch minima, then each policy on top. */
void institutions_set(struct institutions *institutions, const struct parameters *p, int32_t day);

#endif
