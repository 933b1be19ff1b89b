/* Values of a factor along its range. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/design.h"
#include "sim/real.h"

double factor_position(const struct factor *factor, double value)
{
    double position = factor->logarithmic
                          ? real_log(value / factor->from) / real_log(factor->to / factor->from)
                          : (value - factor->from) / (factor->to - factor->from);
    return fmin(fmax(position, 0), 1);
}

void factor_text(const struct factor *factor, double position, int digits, design_text text)
{
    double share = fmin(fmax(position, 0), 1);
    double value = factor->logarithmic ? factor->from * real_exp(share * real_log(factor->to / factor->from))
                                       : factor->from + share * (factor->to - factor->from);
    char rounded[32];
    snprintf(rounded, sizeof rounded, "%.*g", digits, value);
    value = factor->whole ? rint(value) : strtod(rounded, NULL);
    param_format_real(fmin(fmax(value, factor->from), factor->to), text);
}

double factor_spread(const struct factor *factor, double share)
{
    double numbers = factor->to - factor->from + 1;
    return factor->whole && !factor->logarithmic ? floor(share * numbers) / (numbers - 1) : share;
}
