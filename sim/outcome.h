/* Known outcomes: what a change is known to have done, held against what it did in pairs of runs.
 *
 * A figure is taken in two arms of an experiment, pair by pair; what is known of the difference is a range.
 * The difference is estimated with Student's interval over the pairs (paired.h), and judged by where the
 * whole interval lies, so that a few lucky pairs prove nothing. */
#ifndef SIM_OUTCOME_H
#define SIM_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

/* How a difference between two arms is expressed. `second` is the arm, `first` what it is compared with. */
enum outcome_kind {
    OUTCOME_PERCENT,    /* difference over the first, in percent */
    OUTCOME_POINTS,     /* difference of shares, in percentage points */
    OUTCOME_DIFFERENCE, /* difference, in the unit of the figure */
    OUTCOME_RATIO,      /* second over first */
    OUTCOME_ELASTICITY, /* percent over the percent by which something else was changed */
    OUTCOME_MULTIPLIER, /* difference over the difference of another figure in the same pairs */
    OUTCOME_KINDS
};

/* "percent", "points", "difference", "ratio", "elasticity", "multiplier"; NULL: there is no such kind. */
const char *outcome_kind_name(size_t kind);

/* What is known. */
struct outcome_range {
    enum outcome_kind kind;
    double low;  /* -INFINITY: no bound */
    double high; /* INFINITY: no bound */
    double per;  /* of an elasticity: percent by which something else was changed, not 0 */
};

/* What came out, pair by pair: [count]. NaN: the pair lacks it. */
struct outcome_values {
    const double *first;
    const double *second;
    const double *over_first; /* of a multiplier, the other figure; else NULL */
    const double *over_second;
    size_t count;
};

struct outcome_estimate {
    size_t pairs;
    double value; /* NaN: none can be given */
    double half;  /* of the interval: value - half to value + half; NaN: none can be given */
};

/* Student's interval over the pairs; `level` in (0, 1). Percent and ratio take the mean of the first as it
 * came out; a multiplier is a ratio of two means, whose interval is that of the linearised ratio, and there
 * is none where the interval of the other figure's difference holds zero. */
void outcome_estimate(const struct outcome_range *range, const struct outcome_values *values, double level,
                      struct outcome_estimate *estimate);

enum outcome_verdict {
    OUTCOME_INSIDE,      /* the whole interval lies in the range */
    OUTCOME_OUTSIDE,     /* no part of it does */
    OUTCOME_WRONG_SIGN,  /* the range has one sign and the whole interval the other */
    OUTCOME_CANNOT_TELL, /* the interval crosses an end of the range, or there is none */
    OUTCOME_NOT_RUN,     /* it was not judged: there is no pair */
    OUTCOME_NOT_ASKED,   /* nor can it be: the model lacks what was changed */
    OUTCOME_VERDICTS
};

/* "inside", "outside", "wrong_sign", "cannot_tell", "not_run", "not_asked". */
const char *outcome_verdict_name(enum outcome_verdict verdict);

/* One of the first five. */
enum outcome_verdict outcome_judge(const struct outcome_range *range,
                                   const struct outcome_estimate *estimate);

#endif
