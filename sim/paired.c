#include "sim/paired.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "sim/memory.h"
#include "sim/student.h"

const char *paired_finding_name(enum paired_finding finding)
{
    static const char *const names[] = {"none", "identical", "constant", "holds_zero", "alone", "effect"};
    return names[finding];
}

static void take(double *mean, double *squares, double value, size_t count)
{
    double distance = value - *mean;
    *mean += distance / (double)count;
    *squares += distance * (value - *mean);
}

void paired_add(struct paired *pairs, double first, double second)
{
    if (!isfinite(first) || !isfinite(second)) {
        return;
    }
    pairs->count++;
    take(&pairs->first, &pairs->first_squares, first, pairs->count);
    take(&pairs->second, &pairs->second_squares, second, pairs->count);
    take(&pairs->difference, &pairs->difference_squares, second - first, pairs->count);
}

/* ---- what they say ---- */

static double variance(const struct paired *pairs, double squares)
{
    return squares / (double)(pairs->count - 1);
}

void paired_estimate(const struct paired *pairs, double level, struct paired_estimate *estimate)
{
    *estimate = (struct paired_estimate){.half = NAN, .ratio = NAN, .p = NAN, .finding = PAIRED_NONE};
    if (pairs->count < 2) {
        return;
    }
    double spread = variance(pairs, pairs->difference_squares);
    double freedom = (double)(pairs->count - 1);
    estimate->half = student_quantile(level, freedom) * sqrt(spread / (double)pairs->count);
    if (spread == 0) {
        estimate->finding = pairs->difference == 0 ? PAIRED_IDENTICAL : PAIRED_CONSTANT;
        estimate->p = pairs->difference == 0 ? 1 : NAN;
        return;
    }
    estimate->ratio = (pairs->first_squares + pairs->second_squares) / pairs->difference_squares;
    estimate->p = student_outside(pairs->difference / sqrt(spread / (double)pairs->count), freedom);
    estimate->finding = fabs(pairs->difference) > estimate->half ? PAIRED_EFFECT : PAIRED_HOLDS_ZERO;
}

/* ---- how many would be needed ---- */

/* The smallest whole n from 2 on with t(n - 1)^2 spread / n <= half^2; the left side falls as n grows. */
static double needed(double spread, double level, double half)
{
    enum { DOUBLINGS = 60 };
    double few = 1; /* too few */
    double many = 2;
    for (int i = 0; i < DOUBLINGS && student_quantile(level, many - 1) * sqrt(spread / many) > half; i++) {
        few = many;
        many *= 2;
    }
    while (many - few > 1) {
        double middle = floor((few + many) / 2);
        if (student_quantile(level, middle - 1) * sqrt(spread / middle) > half) {
            few = middle;
        } else {
            many = middle;
        }
    }
    return many;
}

double paired_needed(const struct paired *pairs, double level, double half)
{
    return pairs->count < 2 || !(half > 0) ? 0
                                           : needed(variance(pairs, pairs->difference_squares), level, half);
}

double paired_needed_unpaired(const struct paired *pairs, double level, double half)
{
    return pairs->count < 2 || !(half > 0)
               ? 0
               : needed(variance(pairs, pairs->first_squares + pairs->second_squares), level, half);
}

/* ---- many figures ---- */

struct test {
    double p;
    size_t index;
};

static int by_p(const void *one, const void *other)
{
    double a = ((const struct test *)one)->p;
    double b = ((const struct test *)other)->p;
    return (a > b) - (a < b);
}

size_t paired_holm(const double *p, size_t count, double *adjusted)
{
    size_t tested = 0;
    struct test *tests = memory_alloc(count, sizeof *tests);
    if (tests == NULL) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        adjusted[i] = NAN;
        if (!isnan(p[i])) {
            tests[tested++] = (struct test){p[i], i};
        }
    }
    qsort(tests, tested, sizeof *tests, by_p);
    double least = 0; /* in their order, so that one is never below a smaller p's */
    for (size_t i = 0; i < tested; i++) {
        double corrected = tests[i].p * (double)(tested - i);
        least = corrected > least ? corrected : least;
        adjusted[tests[i].index] = least < 1 ? least : 1;
    }
    memory_free(tests);
    return tested;
}
