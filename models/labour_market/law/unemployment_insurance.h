/* Unemployment insurance: benefits of the unemployed. */
#ifndef LABOUR_MARKET_UNEMPLOYMENT_INSURANCE_H
#define LABOUR_MARKET_UNEMPLOYMENT_INSURANCE_H

#include "models/labour_market/state/part.h"

#define INSURANCE_PARAMS(P, self)                                                                            \
    P(self, REAL, replacement, "0", 0, 1, "1", SWEEP_DATED,                                                  \
      "Benefit over the last gross pay while rights last; 0: no insurance.",                                 \
      "choice of the scenario; Unedic 2014: 57 % of gross pay")                                              \
    P(self, REAL, days_per_day, "1", 0, 10, "days/day", SWEEP_DATED, "Days of benefit per day worked.",      \
      "Unedic, agreement of 2014: one for one")                                                              \
    P(self, INT, least_days, "122", 0, 3650, "days", PARAM_DATED,                                            \
      "Days of rights below which nothing is paid.", "Unedic, agreement of 2014: four months")               \
    P(self, INT, most_days, "730", 0, 36500, "days", PARAM_DATED, "Most days of benefit.",                   \
      "Unedic, agreement of 2014: two years under fifty")                                                    \
    P(self, BOOL, after_resignation, "false", 0, 0, "1", PARAM_DATED,                                        \
      "Who has left the last job freely draws benefit, too; otherwise only whose job has ended otherwise.",  \
      "Unedic, agreement of 2014: the loss of the job is involuntary or agreed")                             \
    P(self, REAL, effort, "0.6", 0, 1, "1", SWEEP_DATED,                                                     \
      "Share of the chances of work, looks and calls, left out while benefits replace all pay and rights "   \
      "last long; in proportion to the replacement rate.",                                                   \
      "assumption, set by the elasticity of durations to potential durations, 0.1 to 0.5")                   \
    P(self, REAL, reservation, "0.2", 0, 1, "1", SWEEP_DATED,                                                \
      "Share of the benefit by which the unemployed ask for more pay while rights last long.",               \
      "assumption, with effort")
struct insurance_params {
    INSURANCE_PARAMS(PARAM_MEMBER, )
};

extern const struct part part_unemployment_insurance;

#endif
