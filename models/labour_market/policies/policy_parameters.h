/* Parameters of the policies: what each may change, at which date. With its parameters at rest a policy
 * leaves no trace. */
#ifndef LABOUR_MARKET_POLICY_PARAMETERS_H
#define LABOUR_MARKET_POLICY_PARAMETERS_H

#include "models/labour_market/territory_parameters.h"

#define MINIMUM_WAGE_PARAMS(P, self)                                                                         \
    P(self, REAL, level, "9.67", 0, 100000, "EUR/hour", SWEEP_DATED,                                         \
      "Statutory minimum wage, gross, in every zone; 0: none.", "SMIC 2016: INSEE 4503058")
struct minimum_wage_params {
    MINIMUM_WAGE_PARAMS(PARAM_MEMBER, )
};

#define MINIMUM_WAGE_FIELDS(P, self)                                                                         \
    P(self, DATE, date, "2000-01-01", 0, 0, "date", PARAM_REQUIRED, "Day from which on the step holds.",     \
      "law")                                                                                                 \
    P(self, REAL, level, "0", 0, 100000, "EUR/hour", PARAM_REQUIRED,                                         \
      "Minimum wage, gross; the latest step that has begun replaces minimum_wage.level.", "law")             \
    P(self, REF, zone, "", 0, 0, "zones", PARAM_PLAIN, "Where it holds; none: everywhere.", "law")
struct minimum_wage_step {
    MINIMUM_WAGE_FIELDS(PARAM_MEMBER, )
};

#define MINI_JOB_PARAMS(P, self)                                                                             \
    P(self, BOOL, allowed, "false", 0, 0, "1", PARAM_DATED,                                                  \
      "Contracts with the status mini_job may be signed, under the rules below.", "choice of the scenario")  \
    P(self, REAL, pay_cap, "450", 1, 100000, "EUR/month", SWEEP_DATED, "Monthly pay it may not exceed.",     \
      "SGB IV 8: 450 EUR from 2013")                                                                         \
    P(self, REAL, hours_cap, "12.2", 0.5, 80, "hours/week", SWEEP_DATED, "Weekly hours it may not exceed.",  \
      "source book: 53 hours a month at the minimum wage of 2015")                                           \
    P(self, REAL, contributions, "0.31", 0, 2, "share of pay", SWEEP_DATED,                                  \
      "Flat contribution of the employer.",                                                                  \
      "SGB V 249b 13 %, SGB VI 172 15 %, EStG 40a 2 %, levies about 1 %")                                    \
    P(self, BOOL, beside, "true", 0, 0, "1", PARAM_DATED, "One may be held beside a main job.",              \
      "SGB IV 8: since 2003")
struct mini_job_params {
    MINI_JOB_PARAMS(PARAM_MEMBER, )
};

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
    P(self, REAL, effort, "0.3", 0, 1, "1", SWEEP_DATED,                                                     \
      "Share of looks left out while benefits replace all pay; in proportion to the replacement rate.",      \
      "assumption")
struct insurance_params {
    INSURANCE_PARAMS(PARAM_MEMBER, )
};

#endif
