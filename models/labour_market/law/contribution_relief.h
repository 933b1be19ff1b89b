/* Relief of low pay from employers' contributions: the French general reduction and the tax credit beside it.
 */
#ifndef LABOUR_MARKET_CONTRIBUTION_RELIEF_H
#define LABOUR_MARKET_CONTRIBUTION_RELIEF_H

#include "models/labour_market/state/part.h"

#define CONTRIBUTION_RELIEF_PARAMS(P, self)                                                                  \
    P(self, REAL, at_minimum, "0", 0, 1, "share of pay", SWEEP_DATED,                                        \
      "Contributions that the employer is spared at the minimum wage; the share falls with pay, and what "   \
      "is "                                                                                                  \
      "spared falls in a straight line.",                                                                    \
      "Code de la securite sociale L241-13, D241-7: 0.2802 to 0.2842 in 2016")                               \
    P(self, REAL, until, "1.6", 1.001, 10, "minimum wages", SWEEP_DATED,                                     \
      "Pay at which nothing is left of it.", "D241-7")                                                       \
    P(self, REAL, credit, "0", 0, 1, "share of pay", SWEEP_DATED,                                            \
      "Tax credit on all pay up to credit_until minimum wages.", "CGI 244 quater C: 0.06 from 2014 to 2016") \
    P(self, REAL, credit_until, "2.5", 0, 100, "minimum wages", SWEEP_DATED,                                 \
      "Highest pay on which the credit is given.", "CGI 244 quater C")                                       \
    P(self, REAL, minimum, "0", 0, 100000, "EUR/hour", SWEEP_DATED,                                          \
      "Minimum wage that all this is counted in; 0: the one in force, so that the state pays for a part of " \
      "what a higher one costs.",                                                                            \
      "D241-7 counts in the one in force")
struct contribution_relief_params {
    CONTRIBUTION_RELIEF_PARAMS(PARAM_MEMBER, )
};

extern const struct part part_contribution_relief;

#endif
