/* The scorecard of several runs that differ in their seeds: the mean of each measure beside its targets, and
 * how far single runs lie apart.
 *
 * One run alone says little: which of the figures near the edge of their tolerance are within is chance. So
 * the mean over runs is judged, and how many figures single runs have within is told as a range. */
#ifndef SIM_SCORE_RUNS_H
#define SIM_SCORE_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"
#include "sim/scenario.h"
#include "sim/score.h"

/* What single runs say of a line of the scorecard. */
struct score_spread {
    size_t runs; /* that give the measure; mean, least and greatest are over these */
    double low;  /* NaN: no run gives it */
    double high;
    size_t runs_within;
    bool within_half;    /* the mean is within half of the tolerance */
    double relative_gap; /* |mean - published| / |published|; NaN: 0 is published, or no run gives it */
    bool held_out;       /* of calibration, by the name of the measure (calibration.h) */
};

/* Some of the targets, counted. */
struct score_total {
    size_t targets;
    size_t within; /* the mean; a target whose measure no run gives is a miss */
    size_t within_half;
    size_t least; /* targets that a single run has within, which counts what it does not give as a miss */
    size_t most;
    double mean;
    double relative_gap; /* mean of those that there are; NaN: there is none */
    size_t zero;         /* targets without one: 0 is published */
    size_t missing;      /* no run gives the measure of the others */
};

enum score_part { SCORE_ALL, SCORE_HELD_OUT, SCORE_OTHERS, SCORE_PARTS };

/* Measures and targets are borrowed from the model and the scenario. */
struct score_runs {
    size_t runs;
    struct score mean;            /* the values of its lines are means over the runs that give them */
    struct score_spread *spreads; /* [mean.count] */
    struct score_total totals[SCORE_PARTS];
};

/* values[runs][measure_count] of the scenario's model, NaN where a run does not give a measure; one run or
 * more. `score_runs_clear` is legal after a failure and on a zeroed struct. */
enum status score_runs_init(struct score_runs *score, const struct scenario *scenario, const double *values,
                            size_t runs, struct error *error);
void score_runs_clear(struct score_runs *score);

#endif
