/* Employment protection: what ending a CDI costs. */
#ifndef LABOUR_MARKET_EMPLOYMENT_PROTECTION_H
#define LABOUR_MARKET_EMPLOYMENT_PROTECTION_H

#include "models/labour_market/state/part.h"

#define PROTECTION_PARAMS(P, self)                                                                           \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_DATED,                                                   \
      "The rules below replace dismissal_months and trial_days of open-ended contracts.",                    \
      "choice of the scenario")                                                                              \
    P(self, REAL, notice_months, "2", 0, 24, "months of pay", SWEEP_DATED, "Notice.",                        \
      "Code du travail L1234-1: two months from two years on")                                               \
    P(self, REAL, severance, "0.25", 0, 12, "months of pay/year", SWEEP_DATED,                               \
      "Severance per year of expected tenure.", "Code du travail R1234-2")                                   \
    P(self, REAL, risk_months, "2", 0, 60, "months of pay", SWEEP_DATED,                                     \
      "Procedure, and what courts are expected to award.", "assumption")                                     \
    P(self, INT, trial_days, "150", 0, 3650, "days", SWEEP_DATED, "Trial period.",                           \
      "Code du travail L1221-19")                                                                            \
    P(self, REAL, agreed, "1", 0, 10, "1", SWEEP_DATED,                                                      \
      "Agreed terminations over their usual rate; 0: the law does not know them.",                           \
      "law 2008-596 created them")
struct protection_params {
    PROTECTION_PARAMS(PARAM_MEMBER, )
};

extern const struct part part_employment_protection;

#endif
