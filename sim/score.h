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
    size_t source; /* number of the place where the target is published among the different ones, from 1 */
};

/* Measures and targets are borrowed from the model and the scenario. */
struct score {
    struct score_line *lines;
    size_t count;
    size_t targets;
    size_t within;
};

/* Which lines, and in which order. */
enum score_scope {
    SCORE_TARGETS,  /* all targets, as the scenario has them */
    SCORE_MEASURES, /* all measures, as the model has them, each with all its targets; without a target only
                       those that the run gives */
};

/* The measures are those of `sim`, a run of the scenario's model that has ended. `score_clear` is legal after
 * a failure and on a zeroed struct. */
enum status score_init(struct score *score, const struct scenario *scenario, const struct sim *sim,
                       enum score_scope scope, struct error *error);
void score_clear(struct score *score);

#endif
