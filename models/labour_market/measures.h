/* Measures: the figures of a run that are held against published ones, over its last twelve months.
 *
 * A new one is a line here and a line in measures.c. */
#ifndef LABOUR_MARKET_MEASURES_H
#define LABOUR_MARKET_MEASURES_H

#include "sim/measure.h"
#include "sim/model.h"

#define STOCKS    "Who works how (mean of the last 12 months)"
#define JOBLESS   "Unemployment"
#define HIRING    "Hires and how long they last"
#define NET_PAY   "Net monthly pay, full time"
#define GROSS_PAY "Gross hourly pay"

#define MEASURES(M)                                                                                          \
    M(cdi, "cdi", STOCKS, "on a CDI", "persons", 0, "Residents on a CDI on the last day of each month.")     \
    M(cdd, "cdd", STOCKS, "on a CDD", "persons", 0, "Residents on a CDD on the last day of each month.")     \
    M(unemployed, "unemployed", STOCKS, "unemployed", "persons", 0,                                          \
      "Residents without a job who look for one, on the last day of each month.")                            \
    M(inactive, "inactive", STOCKS, "inactive", "persons", 0,                                                \
      "Residents who neither have a job nor look for one and have not retired, on the last day of each "     \
      "month.")                                                                                              \
    M(retired, "retired", STOCKS, "retired", "persons", 0,                                                   \
      "Residents of at most 74 who have retired, on the last day of each month.")                            \
    M(jobs, "jobs", STOCKS, "jobs held", "jobs", 0,                                                          \
      "Residents on a CDI or a CDD on the last day of each month.")                                          \
    M(cdi_share, "cdi_share", STOCKS, "CDI share of employees", "%", 1,                                      \
      "Employees on a CDI over all employees on the last day of each month.")                                \
    M(unemployment_rate, "unemployment_rate", JOBLESS, "unemployment rate", "%", 1,                          \
      "Unemployed over unemployed and employed on the last day of each month.")                              \
    M(long_term_share, "long_term_share", JOBLESS, "without a job for a year or more", "%", 1,               \
      "Unemployed whose last job ended a year or more ago over all unemployed, on the last day of each "     \
      "month.")                                                                                              \
    M(vacancy_rate, "vacancy_rate", JOBLESS, "open vacancies per job", "%", 1,                               \
      "Vacancies open over jobs held on the last day of each month.")                                        \
    M(hires_quarter, "hires_quarter", HIRING, "hires per quarter", "hires", 0,                               \
      "Contracts signed in the year, over four; conversions and renewals are not hires.")                    \
    M(hires_cdd_share, "hires.cdd_share", HIRING, "CDD share of hires", "%", 1,                              \
      "CDDs signed over CDDs and CDIs signed; conversions and renewals are not hires.")                      \
    M(hires_cdd_under_month, "hires.cdd_under_month", HIRING, "CDDs of at most a month", "% of hires", 1,    \
      "CDDs signed for at most 30 days over CDDs and CDIs signed.")                                          \
    M(hires_cdd_under_month_of_cdd, "hires.cdd_under_month_of_cdd", HIRING, "CDDs of at most a month",       \
      "% of CDDs", 1, "CDDs signed for at most 30 days over CDDs signed.")                                   \
    M(hires_one_day_of_cdd, "hires.one_day_of_cdd", HIRING, "CDDs of one day", "% of CDDs", 1,               \
      "CDDs signed for one day over CDDs signed.")                                                           \
    M(hires_cdd_quarter_of_cdd, "hires.cdd_quarter_of_cdd", HIRING, "CDDs of one to three months",           \
      "% of CDDs", 1, "CDDs signed for 31 to 90 days over CDDs signed.")                                     \
    M(hires_cdd_longer_of_cdd, "hires.cdd_longer_of_cdd", HIRING, "CDDs of more than three months",          \
      "% of CDDs", 1, "CDDs signed for more than 90 days over CDDs signed.")                                 \
    M(cdi_ended_1m, "cdi_ended_1m", HIRING, "CDIs ended within 1 month", "%", 1,                             \
      "CDIs that ended within 30 days of signing over CDIs signed in the same year; exact when the market "  \
      "is steady. CDDs continued as CDIs are in neither.")                                                   \
    M(cdi_ended_3m, "cdi_ended_3m", HIRING, "CDIs ended within 3 months", "%", 1,                            \
      "CDIs that ended within 90 days of signing over CDIs signed in the same year, as within 1 month.")     \
    M(cdi_ended_12m, "cdi_ended_12m", HIRING, "CDIs ended within 12 months", "%", 1,                         \
      "CDIs that ended within 365 days of signing over CDIs signed in the same year, as within 1 month.")    \
    M(pay_d1, "pay.d1", NET_PAY, "first decile", "EUR", 0,                                                   \
      "First decile of gross hourly pay of employees times 151.67 hours a month, less 22 % of "              \
      "contributions.")                                                                                      \
    M(pay_median, "pay.median", NET_PAY, "median", "EUR", 0,                                                 \
      "Median of gross hourly pay of employees times 151.67 hours a month, less 22 % of contributions.")     \
    M(pay_d9, "pay.d9", NET_PAY, "ninth decile", "EUR", 0,                                                   \
      "Ninth decile of gross hourly pay of employees times 151.67 hours a month, less 22 % of "              \
      "contributions.")                                                                                      \
    M(pay_hour_d1, "pay_hour.d1", GROSS_PAY, "first decile", "EUR", 2,                                       \
      "First decile of gross hourly pay of employees on the last day of each month.")                        \
    M(pay_hour_median, "pay_hour.median", GROSS_PAY, "median", "EUR", 2,                                     \
      "Median of gross hourly pay of employees on the last day of each month.")                              \
    M(pay_hour_d9, "pay_hour.d9", GROSS_PAY, "ninth decile", "EUR", 2,                                       \
      "Ninth decile of gross hourly pay of employees on the last day of each month.")                        \
    M(at_minimum, "at_minimum", GROSS_PAY, "at the minimum wage", "%", 1,                                    \
      "Employees paid no more than two percent over the minimum wage over all employees, on the last day "   \
      "of each month.")

enum { MEASURES(MEASURE_ID) MEASURE_COUNT };
extern const struct measure labour_market_measures[MEASURE_COUNT];

enum status measures_take(const struct sim *sim, double *values, struct error *error);

#endif
