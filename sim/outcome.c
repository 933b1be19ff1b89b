#include "sim/outcome.h"

#include <math.h>

#include "sim/paired.h"

const char *outcome_kind_name(size_t kind)
{
    static const char *const names[] = {"percent", "points",     "difference",
                                        "ratio",   "elasticity", "multiplier"};
    return kind < OUTCOME_KINDS ? names[kind] : NULL;
}

const char *outcome_verdict_name(enum outcome_verdict verdict)
{
    static const char *const names[] = {"inside",      "outside", "wrong_sign",
                                        "cannot_tell", "not_run", "not_asked"};
    return names[verdict];
}

/* ---- estimates ---- */

/* A difference of means, times a factor. */
static void estimate_difference(const struct outcome_range *range, const struct outcome_values *values,
                                double level, struct outcome_estimate *estimate)
{
    struct paired pairs = {0};
    struct paired_estimate difference;
    for (size_t i = 0; i < values->count; i++) {
        paired_add(&pairs, values->first[i], values->second[i]);
    }
    paired_estimate(&pairs, level, &difference);
    enum outcome_kind kind = range->kind;
    double factor = kind == OUTCOME_POINTS || kind == OUTCOME_DIFFERENCE ? 1
                    : kind == OUTCOME_RATIO                              ? 1 / fabs(pairs.first)
                    : kind == OUTCOME_PERCENT                            ? 100 / fabs(pairs.first)
                                              : 100 / fabs(pairs.first) / range->per;
    estimate->pairs = pairs.count;
    if (pairs.count > 0 && isfinite(factor)) {
        estimate->value = (kind == OUTCOME_RATIO ? 1 : 0) + pairs.difference * factor;
        estimate->half = difference.half * fabs(factor);
    }
}

/* A ratio R of the means of two differences d and e: the interval is that of the mean of d - R e, over the
 * mean of e (the delta method). */
static void estimate_multiplier(const struct outcome_values *values, double level,
                                struct outcome_estimate *estimate)
{
    struct paired pairs = {0};
    struct paired rest = {0};
    struct paired_estimate other;
    struct paired_estimate linear;
    for (size_t i = 0; i < values->count; i++) {
        paired_add(&pairs, values->second[i] - values->first[i],
                   values->over_second[i] - values->over_first[i]);
    }
    estimate->pairs = pairs.count;
    if (pairs.count == 0 || pairs.second == 0) {
        return;
    }
    double ratio = pairs.first / pairs.second;
    struct paired over = {0};
    for (size_t i = 0; i < values->count; i++) {
        double one = values->second[i] - values->first[i];
        double two = values->over_second[i] - values->over_first[i];
        paired_add(&rest, 0, one - ratio * two);
        paired_add(&over, isfinite(one) ? 0 : NAN, two);
    }
    paired_estimate(&rest, level, &linear);
    paired_estimate(&over, level, &other);
    estimate->value = ratio;
    if (fabs(pairs.second) > other.half) { /* never where there is no interval */
        estimate->half = linear.half / fabs(pairs.second);
    }
}

void outcome_estimate(const struct outcome_range *range, const struct outcome_values *values, double level,
                      struct outcome_estimate *estimate)
{
    *estimate = (struct outcome_estimate){.value = NAN, .half = NAN};
    if (range->kind == OUTCOME_MULTIPLIER) {
        estimate_multiplier(values, level, estimate);
    } else {
        estimate_difference(range, values, level, estimate);
    }
}

/* ---- verdicts ---- */

enum outcome_verdict outcome_judge(const struct outcome_range *range, const struct outcome_estimate *estimate)
{
    double nothing = range->kind == OUTCOME_RATIO ? 1 : 0;
    double from = estimate->value - estimate->half;
    double to = estimate->value + estimate->half;
    if (estimate->pairs == 0) {
        return OUTCOME_NOT_RUN;
    }
    if (isnan(from)) {
        return OUTCOME_CANNOT_TELL;
    }
    if ((range->low >= nothing && to < nothing) || (range->high <= nothing && from > nothing)) {
        return OUTCOME_WRONG_SIGN;
    }
    return from >= range->low && to <= range->high ? OUTCOME_INSIDE
           : to < range->low || from > range->high ? OUTCOME_OUTSIDE
                                                   : OUTCOME_CANNOT_TELL;
}
