/* Distances that are made good with time: 1 - 1/e of one in so many years. */
#ifndef LABOUR_MARKET_DELAY_H
#define LABOUR_MARKET_DELAY_H

#include <stdint.h>

#include "models/labour_market/codes.h"
#include "models/labour_market/state/derived.h"
#include "sim/real.h"

/* Share that is made good in a month; all of it at once where `years` is 0. */
static inline double delay_month(double years)
{
    return years > 0 ? 1 - real_exp(-1 / (12 * years)) : 1;
}

/* What is left of one after `days` of a fall of `yearly` log points a year. */
static inline double delay_left(double yearly, int32_t days)
{
    return real_exp(-yearly * (days / DAYS_PER_YEAR));
}

/* The same from a table of the first days, `table[days]` = delay_left(yearly, days). */
static inline double delay_left_by(const double table[WANING_DAYS], double yearly, int32_t days)
{
    return days >= 0 && days < WANING_DAYS ? table[days] : delay_left(yearly, days);
}

#endif
