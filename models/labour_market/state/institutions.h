/* Institutions: the law and its prices as they are today, as plain data.
 *
 * The territory writes what its table of contracts says, policies write on top of it (law/), processes read.
 * So no process asks whether a policy is on, and a policy that is off leaves no trace. */
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
    bool marginal_beside;                    /* a marginal job may be held beside a main one */
    struct {
        double at_minimum, until;    /* share of pay spared at the minimum; none is left at `until` minima */
        double credit, credit_until; /* share of pay up to that many minima */
        double minimum;              /* cents per hour; 0: the one in force in the zone */
    } relief;                        /* of employers' contributions */
    double agreed;                   /* agreed terminations over their usual rate */
    struct {
        double replacement;  /* benefit over the last gross pay; 0: no insurance */
        double days_per_day; /* days of rights per day worked */
        double effort;       /* share of the chances of work left out while benefits replace all pay */
        double reservation;  /* share of the benefit by which more pay is asked for */
        int32_t least_days, most_days;
        bool after_resignation; /* who has left the last job freely draws it, too */
    } insurance;
};

#endif
