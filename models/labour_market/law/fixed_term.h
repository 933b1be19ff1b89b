/* Fixed terms: rules and price of CDDs. */
#ifndef LABOUR_MARKET_FIXED_TERM_H
#define LABOUR_MARKET_FIXED_TERM_H

#include "models/labour_market/state/part.h"

#define FIXED_TERM_PARAMS(P, self)                                                                           \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_DATED,                                                   \
      "The rules below replace those of the contract table for contracts with the status cdd.",              \
      "choice of the scenario")                                                                              \
    P(self, REAL, end_bonus, "0.10", 0, 1, "share of pay", SWEEP_DATED, "Bonus paid at the end.",            \
      "Code du travail L1243-8")                                                                             \
    P(self, REAL, short_tax, "0.03", 0, 10, "share of pay", SWEEP_DATED,                                     \
      "Extra contribution on contracts of at most short_days.", "law 2013-504: 3 % up to a month")           \
    P(self, INT, short_days, "30", 0, 3650, "days", PARAM_DATED, "Longest contract that bears it.",          \
      "law 2013-504")                                                                                        \
    P(self, INT, renewals, "2", 0, 1000, "renewals", PARAM_DATED, "How often a CDD may be renewed.",         \
      "Code du travail L1243-13")                                                                            \
    P(self, INT, longest_days, "547", 0, 36525, "days", PARAM_DATED,                                         \
      "Longest duration with renewals; 0: no limit.", "Code du travail L1242-8")
struct fixed_term_params {
    FIXED_TERM_PARAMS(PARAM_MEMBER, )
};

extern const struct part part_fixed_term;

#endif
