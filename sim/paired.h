/* Differences between two treatments of the same subjects: pairs of figures, of which only the difference
 * counts.
 *
 * Two arms of an experiment that share their seeds share most of their luck. It falls out of the difference
 * of each pair, so that the mean difference is known far better than from as many runs with other seeds:
 *
 *     struct paired pairs = {0};
 *     for each replicate: paired_add(&pairs, without, with);
 *     paired_estimate(&pairs, 0.95, &estimate);
 */
#ifndef SIM_PAIRED_H
#define SIM_PAIRED_H

#include <stddef.h>

#include "sim/error.h"

/* Running sums: means, and squares of distances to them (Welford 1962). Zeroed: no pairs. */
struct paired {
    size_t count;
    double first; /* mean of the first of all pairs */
    double first_squares;
    double second;
    double second_squares;
    double difference; /* second less first */
    double difference_squares;
};

/* A pair with a value that is not a number counts for nothing. */
void paired_add(struct paired *pairs, double first, double second);

/* What may be said of a difference. */
enum paired_finding {
    PAIRED_NONE,       /* fewer than two pairs: no interval can be given */
    PAIRED_IDENTICAL,  /* both values are equal in every pair */
    PAIRED_CONSTANT,   /* every pair has the same difference: there is no spread to judge it by */
    PAIRED_HOLDS_ZERO, /* the interval holds zero */
    PAIRED_ALONE,      /* it does not, but would not be surprising among so many figures */
    PAIRED_EFFECT,     /* nor is it surprising among so many */
};

/* "none", "identical", "constant", "holds_zero", "alone", "effect". */
const char *paired_finding_name(enum paired_finding finding);

struct paired_estimate {
    double half;  /* of the interval: difference - half to difference + half; NaN: none can be given */
    double ratio; /* variance of the difference without pairs over that with pairs; NaN: none */
    double p;     /* of a difference of zero, two-sided; NaN: it is not tested */
    enum paired_finding finding; /* of this figure alone: PAIRED_EFFECT where there are no others */
};

/* Student's interval over pairs; `level` in (0, 1). */
void paired_estimate(const struct paired *pairs, double level, struct paired_estimate *estimate);

/* The smallest number of pairs (2 or more) whose interval is expected to be `half` wide on either side, when
 * the spread stays what it is; 0: unknown, there are fewer than two pairs or `half` is not above zero. As if
 * it were as large: `paired_needed` with pairs, `paired_needed_unpaired` of runs an arm with other seeds. */
double paired_needed(const struct paired *pairs, double level, double half);
double paired_needed_unpaired(const struct paired *pairs, double level, double half);

/* Corrects p for the number of figures that are looked at (Holm 1979): whatever depends on what, the
 * probability that one or more of the adjusted ones are below 1 - level where there is nothing is at most
 * that. NaN are not tested and stay so. `adjusted` gets [count]; returns how many are tested, or SIZE_MAX
 * without memory. */
size_t paired_holm(const double *p, size_t count, double *adjusted);

#endif
