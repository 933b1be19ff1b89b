/* A search for the point at which many figures come nearest to zero, for figures that are costly and noisy.
 *
 * A point has n coordinates from 0 to 1 and m figures, each the gap between what is simulated and what is
 * wished, in units of what does not matter. The loss is the mean over the figures of the gap squared, beyond
 * SEARCH_BEND linear (Huber's), so that one figure that cannot be reached does not rule.
 *
 * Each figure is modelled as linear around the best point, from all points that were looked at, the nearer
 * the more; what they leave open stays as it was before. The next point is where that model has its least
 * loss within the bounds and a radius of trust, which grows and shrinks with what the model was worth. Where
 * noise has used it up, trust is renewed, as long as that gains something. Where
 * a step fails because points lie badly, the next one looks where the model knows least. (This is the method
 * of Gauss and Newton without derivatives: Cartis and Roberts 2019, doi:10.1007/s12532-019-00161-7.)
 *
 *     search_init(&search, n, m, start, error);
 *     while ((count = search_ask(&search, points)) > 0) {
 *         for each of the count points: find its figures, search_tell(&search, x, gaps, error);
 *     }
 *
 * The same figures give the same path. */
#ifndef SIM_SEARCH_H
#define SIM_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

#define SEARCH_BEND   3.0   /* gap from where the loss grows linearly */
#define SEARCH_TRIFLE 0.002 /* a gain of the loss that is not worth a point */
enum { SEARCH_FACTORS_MAX = 40, SEARCH_FIGURES_MAX = 1000 };

struct search {
    size_t n;
    size_t m;
    size_t count;  /* points told, the first is the start */
    double *x;     /* [count][n] */
    double *gaps;  /* [count][m] */
    double *loss;  /* [count] INFINITY: the point failed */
    double *slope; /* [m][n] of the model */
    size_t best;
    double radius;
    double predicted; /* loss of the point that was asked for last */
    size_t asked;     /* points that were asked for and not told yet */
    bool explored;    /* the point asked for last was to learn, not to gain */
    double renewed;   /* loss of the best when trust was last renewed; NaN: it was not */
    bool over;
};

/* Begins at start[n]. `search_clear` is legal after a failure and on a zeroed struct. */
enum status search_init(struct search *search, size_t n, size_t m, const double *start, struct error *error);
void search_clear(struct search *search);

/* Writes the points to look at next into points[n + 1][n] and returns their number; all of them are to be
 * told before the next call. 0: the search has ended. */
size_t search_ask(struct search *search, double *points);

/* What was found at x[n], which may differ a little from what was asked for. gaps[m]; NULL: the point failed.
 */
enum status search_tell(struct search *search, const double *x, const double *gaps, struct error *error);

/* The loss of gaps[m]. */
double search_loss(const double *gaps, size_t m);

/* The weight of a gap in the quadratic form that has the slope of the loss there: 1 up to SEARCH_BEND. */
double search_weight(double gap);

/* Where the linear model gaps + slope (x - from) has its least loss, within `radius` of `from` in each
 * coordinate and from 0 to 1. x[n]; returns the loss there. */
double search_step(const double *from, const double *gaps, const double *slope, size_t n, size_t m,
                   double radius, double *x);

#endif
