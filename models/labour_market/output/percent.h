/* Shares as outputs give them. */
#ifndef LABOUR_MARKET_PERCENT_H
#define LABOUR_MARKET_PERCENT_H

#include <math.h>
#include <stdint.h>

/* Not a number where there is nothing to have a share of. */
static inline double percent(int64_t part, int64_t whole)
{
    return whole > 0 ? 100 * (double)part / (double)whole : NAN;
}

#endif
