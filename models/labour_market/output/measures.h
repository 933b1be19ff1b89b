/* Measures: the figures of a run that are held against published ones, over its last twelve months.
 *
 * A new one is a line here and a line in measures.c. */
#ifndef LABOUR_MARKET_MEASURES_H
#define LABOUR_MARKET_MEASURES_H

#include "sim/measure.h"
#include "sim/model.h"

#define JOBLESS  "Unemployment"
#define ACTIVITY "Who works"
#define STOCKS   "Who works how"
#define HIRING   "Hires and how long they last"
#define FLOWS    "From quarter to quarter"
#define PAY      "Pay"
#define INCOMES  "Incomes"
#define PLACES   "Places and firms"

#define MEASURES(M)                                                                                          \
    M(unemployment_rate, "unemployment_rate", JOBLESS, "unemployment rate", "%", 1,                          \
      "Unemployed over unemployed and employed on the last day of each month.")                              \
    M(unemployment_15_24, "unemployment.15_24", JOBLESS, "unemployment rate, 15 to 24", "%", 1,              \
      "The same among people aged 15 to 24.")                                                                \
    M(unemployment_25_49, "unemployment.25_49", JOBLESS, "unemployment rate, 25 to 49", "%", 1,              \
      "The same among people aged 25 to 49.")                                                                \
    M(unemployment_50plus, "unemployment.50plus", JOBLESS, "unemployment rate, 50 and more", "%", 1,         \
      "The same among people aged 50 and more.")                                                             \
    M(unemployment_cadres, "unemployment.cadres", JOBLESS, "managers and professionals", "%", 1,             \
      "The unemployment rate of people whose occupation is in the group managers; of the "                   \
      "unemployed the occupation is the one they are settled in.")                                           \
    M(unemployment_unskilled, "unemployment.unskilled", JOBLESS, "unskilled manual workers", "%", 1,         \
      "The same for the group unskilled_manual.")                                                            \
    M(long_term_share, "long_term_share", JOBLESS, "without a job for a year", "%", 1,                       \
      "Unemployed whose last job ended a year or more ago, or who left school that long ago and "            \
      "have had none, over all unemployed on the last day of each month.")                                   \
    M(vacancy_rate, "vacancy_rate", JOBLESS, "open vacancies per job", "%", 2,                               \
      "Open vacancies, short tasks included, over jobs of employees on the last day of each "                \
      "month.")                                                                                              \
    M(employment_15_64, "employment.15_64", ACTIVITY, "employment rate, 15 to 64", "%", 1,                   \
      "People at work, on their own account too, over residents aged 15 to 64 on the last day of "           \
      "each month.")                                                                                         \
    M(employment_15_24, "employment.15_24", ACTIVITY, "employment rate, 15 to 24", "%", 1,                   \
      "People at work, on their own account too, over residents aged 15 to 24 on the last day of "           \
      "each month.")                                                                                         \
    M(employment_50_64, "employment.50_64", ACTIVITY, "employment rate, 50 to 64", "%", 1,                   \
      "People at work, on their own account too, over residents aged 50 to 64 on the last day of "           \
      "each month.")                                                                                         \
    M(inactive, "inactive", ACTIVITY, "inactive, halo included", "persons", 0,                               \
      "Residents who neither have a job nor look for one and have not retired on the last day of "           \
      "each month.")                                                                                         \
    M(halo, "halo", ACTIVITY, "of these: the halo", "persons", 0,                                            \
      "Inactive residents who want a job on the last day of each month.")                                    \
    M(jobs, "jobs", STOCKS, "jobs held", "jobs", 0,                                                          \
      "Residents at work, employees and self-employed on the last day of each month.")                       \
    M(status_cdi, "status.cdi", STOCKS, "on a CDI", "%", 1,                                                  \
      "Residents with this status over all at work on the last day of each month.")                          \
    M(status_cdd, "status.cdd", STOCKS, "on a CDD", "%", 1,                                                  \
      "Residents with this status over all at work on the last day of each month.")                          \
    M(status_cdd_women, "status.cdd.women", STOCKS, "on a CDD, women", "%", 1,                               \
      "Women on a CDD over all women at work on the last day of each month.")                                \
    M(status_cdd_men, "status.cdd.men", STOCKS, "on a CDD, men", "%", 1, "The same among men.")              \
    M(status_interim, "status.interim", STOCKS, "agency workers", "%", 1,                                    \
      "Residents with this status over all at work on the last day of each month.")                          \
    M(status_apprentice, "status.apprentice", STOCKS, "apprentices", "%", 1,                                 \
      "Residents with this status over all at work on the last day of each month.")                          \
    M(status_independent, "status.independent", STOCKS, "self-employed", "%", 1,                             \
      "Residents with this status over all at work on the last day of each month.")                          \
    M(mini_jobs_exclusive, "mini_jobs.exclusive", STOCKS, "mini-job as only job", "%", 1,                    \
      "People whose only job is marginal over people at work on the last day of each month.")                \
    M(mini_jobs_second, "mini_jobs.second", STOCKS, "mini-job beside another", "%", 1,                       \
      "People with a marginal job beside a main job over people at work on the last day of each "            \
      "month.")                                                                                              \
    M(cdi_share, "cdi_share", STOCKS, "CDI share of employees", "%", 1,                                      \
      "Employees on a CDI over all employees on the last day of each month.")                                \
    M(part_time, "part_time", STOCKS, "part-time employees", "%", 1,                                         \
      "Employees whose main job has fewer than 32 hours a week over all employees on the last "              \
      "day of each month.")                                                                                  \
    M(part_time_women, "part_time.women", STOCKS, "part-time, women", "%", 1, "The same among women.")       \
    M(part_time_men, "part_time.men", STOCKS, "part-time, men", "%", 1, "The same among men.")               \
    M(more_hours, "part_time.more_hours", STOCKS, "part-timers who want more hours", "%", 1,                 \
      "Part-time employees who would have a full-time post over all part-time employees on the last "        \
      "day of each month; not those at school, retired or on a marginal job who look for no other.")         \
    M(more_hours_women, "part_time.more_hours.women", STOCKS, "of the women", "%", 1,                        \
      "The same among women.")                                                                               \
    M(more_hours_men, "part_time.more_hours.men", STOCKS, "of the men", "%", 1, "The same among men.")       \
    M(underemployed, "underemployed", STOCKS, "under-employed", "%", 1,                                      \
      "These part-time employees over all people at work on the last day of each month.")                    \
    M(tenure_under_year, "tenure.under_year", STOCKS, "in the job for under a year", "%", 1,                 \
      "People at work who came to their employer less than a year ago over all at work on the last day "     \
      "of each month; whoever comes back within a quarter has not left.")                                    \
    M(hires_quarter, "hires_quarter", HIRING, "hires per quarter", "hires", 0,                               \
      "CDDs and CDIs signed in the year, over four; conversions, renewals and missions are not "             \
      "hires.")                                                                                              \
    M(hires_cdd_share, "hires.cdd_share", HIRING, "CDD share of hires", "%", 1,                              \
      "CDDs signed over CDDs and CDIs signed; conversions and renewals are not hires.")                      \
    M(hires_cdd_under_month, "hires.cdd_under_month", HIRING, "CDDs under a month, of hires", "%", 1,        \
      "CDDs signed for at most 30 days over CDDs and CDIs signed.")                                          \
    M(hires_cdd_under_month_of_cdd, "hires.cdd_under_month_of_cdd", HIRING, "CDDs under a month, of CDDs",   \
      "%", 1, "CDDs signed for at most 30 days over CDDs signed.")                                           \
    M(hires_one_day_of_cdd, "hires.one_day_of_cdd", HIRING, "CDDs of one day, of CDDs", "%", 1,              \
      "CDDs signed for one day over CDDs signed.")                                                           \
    M(hires_recalled_of_cdd, "hires.recalled_of_cdd", HIRING, "call-backs, of CDDs", "%", 1,                 \
      "CDDs for which the employer called someone it knew over CDDs signed.")                                \
    M(entry_rate_cdd, "entry_rate.cdd", HIRING, "CDDs signed per 100 staff", "%", 1,                         \
      "CDDs signed in the year over the mean staff, agency workers included, of industry, construction and " \
      "services.")                                                                                           \
    M(entry_rate_cdi, "entry_rate.cdi", HIRING, "CDIs signed per 100 staff", "%", 1,                         \
      "CDIs signed in the year over the same staff.")                                                        \
    M(pes_share_of_hires, "pes.share_of_hires", HIRING, "through the public service", "%", 1,                \
      "CDDs and CDIs signed for posts registered with the public employment service over all "               \
      "signed.")                                                                                             \
    M(cdi_ended_1m, "cdi_ended_1m", HIRING, "CDIs ended within 1 month", "%", 1,                             \
      "CDIs ended within 30 days of signing over CDIs signed, of the cohorts signed 13 to 24 "               \
      "months before the end of the run; CDDs continued as CDIs are in neither.")                            \
    M(cdi_ended_3m, "cdi_ended_3m", HIRING, "CDIs ended within 3 months", "%", 1,                            \
      "The same within 90 days.")                                                                            \
    M(cdi_ended_12m, "cdi_ended_12m", HIRING, "CDIs ended within 12 months", "%", 1,                         \
      "The same within 365 days.")                                                                           \
    M(turnover_industry, "turnover.industry", HIRING, "turnover in industry", "%", 1,                        \
      "Half of hires and separations of the year over mean staff in the sectors of the branch "              \
      "industry; missions of agency workers left out.")                                                      \
    M(turnover_services, "turnover.services", HIRING, "turnover in services", "%", 1,                        \
      "Half of hires and separations of the year over mean staff in the sectors of the branch "              \
      "services; missions of agency workers left out.")                                                      \
    M(finding, "finding", FLOWS, "unemployed to a job", "%", 1,                                              \
      "Share of the unemployed aged 15 to 64 who are at work, from the last day of a month to the last day " \
      "three months later; over the ends of the last twelve months.")                                        \
    M(finding_15_24, "finding.15_24", FLOWS, "unemployed to a job, 15 to 24", "%", 1,                        \
      "The same among people aged 15 to 24.")                                                                \
    M(finding_25_49, "finding.25_49", FLOWS, "unemployed to a job, 25 to 49", "%", 1,                        \
      "The same among people aged 25 to 49.")                                                                \
    M(finding_50_64, "finding.50_64", FLOWS, "unemployed to a job, 50 to 64", "%", 1,                        \
      "The same among people aged 50 to 64.")                                                                \
    M(finding_month, "finding.month", FLOWS, "without a job for under a month", "%", 1,                      \
      "The same among those who had been without a job for less than thirty days.")                          \
    M(finding_year, "finding.year", FLOWS, "without a job for under a year", "%", 1,                         \
      "The same among those who had been without a job for less than a year.")                               \
    M(finding_third_year, "finding.third_year", FLOWS, "without a job for two to three years", "%", 1,       \
      "The same among those who had been without a job for two to three years.")                             \
    M(finding_longer, "finding.longer", FLOWS, "without a job for over three years", "%", 1,                 \
      "The same among those who had been without a job for three years or more.")                            \
    M(flow_permanent_unemployed, "flow.permanent.unemployed", FLOWS, "permanent to unemployed", "%", 1,      \
      "Share of people on a CDI or self-employed who are unemployed, of people aged 15 to 64, "              \
      "from the last day of a month to the last day three months later; over the ends of the "               \
      "last twelve months.")                                                                                 \
    M(flow_permanent_stay, "flow.permanent.stay", FLOWS, "permanent to permanent", "%", 1,                   \
      "Share of people on a CDI or self-employed who are so, of people aged 15 to 64, from the "             \
      "last day of a month to the last day three months later; over the ends of the last twelve "            \
      "months.")                                                                                             \
    M(flow_limited_permanent, "flow.limited.permanent", FLOWS, "limited term to permanent", "%", 1,          \
      "Share of people on a CDD, a mission or an apprenticeship who are on a CDI or "                        \
      "self-employed, of people aged 15 to 64, from the last day of a month to the last day "                \
      "three months later; over the ends of the last twelve months.")                                        \
    M(flow_limited_unemployed, "flow.limited.unemployed", FLOWS, "limited term to unemployed", "%", 1,       \
      "Share of these who are unemployed, of people aged 15 to 64, from the last day of a month "            \
      "to the last day three months later; over the ends of the last twelve months.")                        \
    M(flow_limited_stay, "flow.limited.stay", FLOWS, "limited term to limited term", "%", 1,                 \
      "Share of these who are on a limited term, the same or another, of people aged 15 to 64, "             \
      "from the last day of a month to the last day three months later; over the ends of the "               \
      "last twelve months.")                                                                                 \
    M(flow_unemployed_limited, "flow.unemployed.limited", FLOWS, "unemployed to limited term", "%", 1,       \
      "Share of the unemployed who are on a limited term, of people aged 15 to 64, from the last "           \
      "day of a month to the last day three months later; over the ends of the last twelve "                 \
      "months.")                                                                                             \
    M(flow_unemployed_permanent, "flow.unemployed.permanent", FLOWS, "unemployed to permanent", "%", 1,      \
      "Share of the unemployed who are on a CDI or self-employed, of people aged 15 to 64, from "            \
      "the last day of a month to the last day three months later; over the ends of the last "               \
      "twelve months.")                                                                                      \
    M(flow_unemployed_inactive, "flow.unemployed.inactive", FLOWS, "unemployed to inactive", "%", 1,         \
      "Share of the unemployed who are inactive (halo included) or retired, of people aged 15 to "           \
      "64, from the last day of a month to the last day three months later; over the ends of the "           \
      "last twelve months.")                                                                                 \
    M(flow_inactive_unemployed, "flow.inactive.unemployed", FLOWS, "inactive to unemployed", "%", 1,         \
      "Share of the inactive (halo included) and retired who are unemployed, of people aged 15 "             \
      "to 64, from the last day of a month to the last day three months later; over the ends of "            \
      "the last twelve months.")                                                                             \
    M(flow_inactive_employed, "flow.inactive.employed", FLOWS, "inactive to employed", "%", 1,               \
      "Share of these who are at work, of people aged 15 to 64, from the last day of a month to "            \
      "the last day three months later; over the ends of the last twelve months.")                           \
    M(pay_d1, "pay.d1", PAY, "net monthly pay, first decile", "EUR", 0,                                      \
      "First decile of gross hourly pay of full-time employees (apprentices left out) times "                \
      "151.67 hours, times wages.net.")                                                                      \
    M(pay_median, "pay.median", PAY, "net monthly pay, median", "EUR", 0,                                    \
      "Median of gross hourly pay of full-time employees (apprentices left out) times 151.67 "               \
      "hours, times wages.net.")                                                                             \
    M(pay_d9, "pay.d9", PAY, "net monthly pay, ninth decile", "EUR", 0,                                      \
      "Ninth decile of gross hourly pay of full-time employees (apprentices left out) times "                \
      "151.67 hours, times wages.net.")                                                                      \
    M(at_minimum, "at_minimum", PAY, "at the minimum wage", "%", 1,                                          \
      "Employees (apprentices left out) paid no more than two percent over the minimum wage over "           \
      "all of them on the last day of each month.")                                                          \
    M(pay_women, "pay.women", PAY, "hourly pay, women below men", "%", 1,                                    \
      "One minus the mean gross hourly pay of women over that of men; employees of the private sector "      \
      "(branches agriculture and public left out), full-time or part-time, each counted with its weekly "    \
      "hours, apprentices left out.")                                                                        \
    M(poverty, "poverty", INCOMES, "below 60 % of the median", "%", 1,                                       \
      "People whose equivalised disposable income of the last calendar year is below 60 % of the median; "   \
      "students who live alone left out; only where incomes are kept.")                                      \
    M(poverty_50, "poverty.50", INCOMES, "below 50 % of the median", "%", 1,                                 \
      "The same below half of the median.")                                                                  \
    M(poverty_unemployed, "poverty.unemployed", INCOMES, "below 60 %, the unemployed", "%", 1,               \
      "The same below 60 % among people who are unemployed on the last day of the year.")                    \
    M(poverty_employees, "poverty.employees", INCOMES, "below 60 %, employees", "%", 1,                      \
      "The same among employees.")                                                                           \
    M(gini, "gini", INCOMES, "Gini coefficient", "1/100", 1,                                                 \
      "Of equivalised disposable income of the last calendar year, among the same people.")                  \
    M(low_pay, "low_pay", INCOMES, "low pay", "%", 1,                                                        \
      "Employees, apprentices left out, whose hourly pay is below two thirds of the median at the end of "   \
      "the year.")                                                                                           \
    M(benefit_paid_share, "benefit.paid_share", INCOMES, "registered who draw benefit", "%", 1,              \
      "People paid unemployment benefit in a month over people registered without a job (categories A, B "   \
      "and C) on its last day.")                                                                             \
    M(wage_curve, "wage_curve", PAY, "wage curve elasticity", "1", 3,                                        \
      "Slope of log mean pay on log unemployment rate of zones of residence in years, with an effect of "    \
      "each "                                                                                                \
      "zone and each year (least squares); only where there are ten zones and four years or more.")          \
    M(matching_elasticity, "matching_elasticity", PLACES, "matching elasticity", "1", 2,                     \
      "Slope of log hires through the market per vacancy on log unemployed per vacancy, of zones in "        \
      "years with an effect of each zone and each year (least squares): the elasticity to unemployment "     \
      "under constant returns; only where there are ten zones and four years or more.")                      \
    M(firms_tail, "firms.tail", PLACES, "exponent of firm sizes", "1", 2,                                    \
      "Pareto exponent of the sizes of firms of ten and more on the last day (Hill's estimator).")           \
    M(staff_0_9, "staff.0_9", PLACES, "staff in firms of 0 to 9", "%", 1,                                    \
      "People in firms of less than ten over all staff on the last day, by the size classes of "             \
      "the territory.")                                                                                      \
    M(staff_250plus, "staff.250plus", PLACES, "staff in firms of 250 and more", "%", 1,                      \
      "People in firms of 250 and more over all staff on the last day, by the size classes of "              \
      "the territory.")

enum { MEASURES(MEASURE_ID) MEASURE_COUNT };
extern const struct measure labour_market_measures[MEASURE_COUNT];

enum status measures_take(const struct sim *sim, double *values, struct error *error);

#endif
