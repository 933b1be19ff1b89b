/* Steady figures: those by which one sees that a run without a reform has settled. The bounds are those that
 * are asked of a settled run over twenty years.
 *
 * A new one is a line here and a line in steady.c. */
#ifndef LABOUR_MARKET_STEADY_H
#define LABOUR_MARKET_STEADY_H

#include "sim/model.h"
#include "sim/steady.h"

#define STEADY(S)                                                                                            \
    S(unemployment_rate, "unemployment_rate", "unemployment rate", "%", 1, UNIT, 0.3)                        \
    S(long_term_share, "long_term_share", "jobless for a year", "%", 1, UNIT, 1.5)                           \
    S(cdi_share, "cdi_share", "CDI share", "%", 1, UNIT, 0.5)                                                \
    S(jobs, "jobs", "people at work", "1", 0, PERCENT, 0.5)                                                  \
    S(mean_pay, "mean_pay", "mean pay", "EUR/hour", 2, PERCENT, 1)                                           \
    S(vacancies, "vacancies", "open vacancies", "1", 0, PERCENT, 5)

enum { STEADY(STEADY_ID) STEADY_COUNT };
extern const struct steady labour_market_steady[STEADY_COUNT];

void steady_month(const struct sim *sim, size_t record, double *values);

/* The next step of the minimum wage. */
int32_t steady_next_step(const void *params, int32_t day);

#endif
