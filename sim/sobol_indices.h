/* Sobol indices: which share of the variance of a figure over the ranges of parameters each of them makes.
 *
 * The first order index of a parameter is the share that it makes alone, the total index the share in which
 * it has a part: what would be left if all others were known (Sobol 1993; Saltelli et al. 2010,
 * doi:10.1016/j.cpc.2009.09.018). A base sample is a row of k + 2 points: A, B, and AB, which is A with one
 * parameter from B, for each in turn. With V the variance and m the mean,
 *
 *     first order   mean (f(B) - m)(f(AB) - f(A)) / V       Saltelli; exact where the parameter does nothing
 *                   1 - mean (f(B) - f(AB))^2 / 2 V         Jansen; exact where it alone does anything
 *     total         mean (f(A) - f(AB))^2 / 2 V             Jansen; exact where it does nothing
 *                   1 - mean (f(A) - m)(f(AB) - f(B)) / V   exact where it alone does anything
 *
 * Both of each pair are found and put together with the weights that leave the least variance. The mean is
 * that of the block (below), which with few rows a block shifts indices of what is not additive: for
 * Ishigami's function by 0.01 with 8 of them, 128 in all, where intervals are ten times as wide.
 *
 * Rows are points of Sobol's sequence in 2 k dimensions, in SOBOL_BLOCKS blocks, each shifted by an amount of
 * its own (a digital shift): the blocks are independent and alike, and what would come out without one of
 * them gives the intervals (jackknife, Student's law over blocks, of which the weight costs one).
 *
 * Where a figure has luck in it, all points of a block share the same few seeds and each block has seeds of
 * its own. Each square and product above is then taken between two different seeds, in which luck is
 * independent: the variance and both indices are those of what is expected at a point, without luck, and what
 * luck adds to the variance of a single run is told apart. With one seed it is part of all of them. */
#ifndef SIM_SOBOL_INDICES_H
#define SIM_SOBOL_INDICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum { SOBOL_BLOCKS = 16 };

/* Row r is the next one of block r modulo SOBOL_BLOCKS, so that more rows go on from fewer. */
static inline size_t sobol_block(size_t row)
{
    return row % SOBOL_BLOCKS;
}

/* The points of rows[rows][factors + 2][factors], from 0 to below 1. Dimensions beyond those of the sequence
 * (design.h) are drawn plainly. */
void sobol_rows(size_t factors, size_t rows, int64_t draw, double *points);

/* An estimate with half of its interval, NaN: none can be given. */
struct sobol_figure {
    double value;
    double half;
};

struct sobol_index {
    struct sobol_figure first;
    struct sobol_figure total;
};

struct sobol_summary {
    size_t rows; /* that gave all their values */
    struct sobol_figure mean;
    struct sobol_figure variance;  /* over the ranges, without luck where there are seeds to tell it */
    struct sobol_figure luck;      /* share of luck in the variance of a single run; NaN: one seed */
    struct sobol_figure first_sum; /* of all first order indices */
    bool moved;                    /* the interval of the variance is above zero; else indices are NaN */
};

/* What values[rows][factors + 2][seeds] of one figure say; rows with a NaN are left out. indices[factors]. */
enum status sobol_estimate(const double *values, size_t rows, size_t factors, size_t seeds, double level,
                           struct sobol_summary *summary, struct sobol_index *indices, struct error *error);

#endif
