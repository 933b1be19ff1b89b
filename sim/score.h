/* The scorecard: measures of a run beside the targets of its scenario.
 *
 * A miss is a result like any other. What a run does not give (a series that was not kept, a share of
 * nothing) is NaN and counts as a miss when something is published about it. */
#ifndef SIM_SCORE_H
#define SIM_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"
#include "sim/model.h"
#include "sim/scenario.h"

struct score_line {
    const struct measure *measure;
    const struct target *target; /* NULL: nothing is published about it */
    double value;                /* of the run, NaN: not in this run */
    double gap;                  /* value - target->value, in the unit */
    double gap_tolerances;       /* the same in tolerances: within from -1 to 1 */
    bool within;
};

/* Measures and targets are borrowed from the model and the scenario. */
struct score {
    struct score_line *lines;
    size_t count;
    size_t targets;
    size_t within;
};

/* values[measure_count]: all measures of a run that has ended, NaN where it does not give them. */
enum status measures_compute(const struct model *model, const struct sim *sim, double *values,
                             struct error *error);

/* Whether a gap, value - target->value, is within `share` of the tolerance: 1, all of it. A gap that is NaN
 * is not. */
bool score_is_within(const struct target *target, double gap, double share);

/* All measures as the model has them, each with all its targets; without a target only those that the run
 * gives. `sim` is a run of the scenario's model that has ended. `score_clear` is legal after
 * a failure and on a zeroed struct. */
enum status score_init(struct score *score, const struct scenario *scenario, const struct sim *sim,
                       struct error *error);

/* The same of values[measure_count], as measures_compute gives them. */
enum status score_init_values(struct score *score, const struct scenario *scenario, const double *values,
                              struct error *error);
void score_clear(struct score *score);

#endif
