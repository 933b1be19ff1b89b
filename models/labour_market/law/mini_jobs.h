/* Marginal employment: what may be agreed in a mini-job. */
#ifndef LABOUR_MARKET_MINI_JOBS_H
#define LABOUR_MARKET_MINI_JOBS_H

#include "models/labour_market/state/part.h"

#define MINI_JOB_PARAMS(P, self)                                                                             \
    P(self, BOOL, allowed, "false", 0, 0, "1", PARAM_DATED,                                                  \
      "Contracts with the status mini_job may be signed, under the rules below.", "choice of the scenario")  \
    P(self, REAL, pay_cap, "450", 1, 100000, "EUR/month", SWEEP_DATED, "Monthly pay it may not exceed.",     \
      "SGB IV 8: 450 EUR from 2013")                                                                         \
    P(self, REAL, hours_cap, "12.2", 0.5, 80, "hours/week", SWEEP_DATED, "Weekly hours it may not exceed.",  \
      "INTEFP, 34th national session, 2017: 53 hours a month at the minimum wage of 2015")                   \
    P(self, REAL, contributions, "0.31", 0, 2, "share of pay", SWEEP_DATED,                                  \
      "Flat contribution of the employer.",                                                                  \
      "SGB V 249b 13 %, SGB VI 172 15 %, EStG 40a 2 %, levies about 1 %")                                    \
    P(self, BOOL, beside, "true", 0, 0, "1", PARAM_DATED, "One may be held beside a main job.",              \
      "SGB IV 8: since 2003")                                                                                \
    P(self, BOOL, insured, "false", 0, 0, "1", PARAM_DATED, "They earn rights to unemployment benefit.",     \
      "SGB III 27: free of insurance")
struct mini_job_params {
    MINI_JOB_PARAMS(PARAM_MEMBER, )
};

extern const struct part part_mini_jobs;

#endif
