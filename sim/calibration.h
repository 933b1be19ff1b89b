/* A calibration: which parameters are free, which targets they are to meet, and how far off a run is.
 *
 * A free parameter is a factor of a design (design.h) with a range; its position is a number from 0 to 1,
 * linear or logarithmic in the value. A moment is a target and the measure that it names. A share of the
 * measures is held out: chosen by a hash of their names, so that the same measure is always on the same side
 * and nobody picks which. */
#ifndef SIM_CALIBRATION_H
#define SIM_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/design.h"
#include "sim/error.h"
#include "sim/scenario.h"

/* The gap of a measure that a run does not give, in units of its scale. */
#define MOMENT_MISSING 10.0

struct moment {
    const struct target *target; /* borrowed from the scenario */
    size_t measure;              /* of the model */
    bool held_out;
    double scale; /* sqrt(tolerance^2 + squared noise of the mean over seeds), as it was at the start */
};

/* Those that are searched come first. */
struct moments {
    struct moment *items;
    size_t count;
    size_t searched;
    size_t missing; /* dropped: not given by a run of the scenario */
};

/* All targets of the scenario; about `held_out` of 100 measures are held out. STATUS_INPUT when none is left
 * to search by. `moments_clear` is legal after a failure. */
enum status moments_init(struct moments *moments, const struct scenario *scenario, int held_out,
                         struct error *error);
void moments_clear(struct moments *moments);

/* The share that is held out where nobody says otherwise. */
enum { HELD_OUT_PERCENT = 33 };

/* Whether the measure called `name` is among those held out. */
bool moment_is_held_out(const char *name, int held_out);

/* The runs of one point with the same seeds as at all others: values[seeds][measures]. */
struct sample {
    const double *values;
    size_t seeds;
    size_t measures;
};

/* Mean over seeds, and the standard error of that mean: 0 with one seed. NaN where a run does not give it. */
double moment_mean(const struct moment *moment, const struct sample *sample, double *noise);

/* Fixes the scale of all moments by the noise of the start, and drops those that the start does not give. */
void moments_begin(struct moments *moments, const struct sample *start);

/* (mean - target) / scale, of all moments. gaps[count]. */
void moments_gaps(const struct moments *moments, const struct sample *sample, double *gaps);

/* How many of the moments from `first` to before `end` are within tolerance; mean gap relative to the
 * published figure, of those that are not 0. */
size_t moments_within(const struct moments *moments, const struct sample *sample, size_t first, size_t end);
double moments_relative_gap(const struct moments *moments, const struct sample *sample);

#define POSITION_UNKNOWN 0.5 /* a deviation that large is as much as not known */

/* Deviations of the positions when each searched gap has a standard deviation of 1: the square roots of the
 * diagonal of (J' W J)^-1. slope[searched][n] with the standard errors noise[searched][n], whose share in J'
 * J is taken off; gaps[searched] at the optimum. deviations[n]. */
void positions_deviation(const struct moments *moments, const double *slope, const double *noise, size_t n,
                         const double *gaps, double *deviations);

/* What a free parameter came to. */
struct found_value {
    design_text before;
    design_text after;
    design_text low; /* one deviation to either side, within the range */
    design_text high;
    double deviation; /* of the position; POSITION_UNKNOWN or more: the targets do not say */
    bool at_bound;
};

/* All that a calibration found. */
struct calibrated {
    const struct design *design;
    const struct moments *moments;
    const struct scenario *scenario;
    struct sample before;
    struct sample after;
    size_t evaluations;
    struct found_value *values; /* [factors] */
    double *slope;              /* [moments][factors] change of the gap over the whole range */
    double *noise;              /* [moments][factors] its standard error; 0 with one seed */
};

/* The loss of the moments searched by, or of those held out (NaN without any). */
double calibrated_loss(const struct calibrated *calibrated, const struct sample *sample, bool held_out);

#endif
