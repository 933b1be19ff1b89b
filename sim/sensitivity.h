/* An analysis of sensitivity: at which points of the ranges of some parameters a scenario is run, with which
 * seeds, and what the figures that come out say (morris.h, sobol_indices.h).
 *
 * Points come in units, trajectories or rows of base samples. Units of one group have the same seeds at all
 * their points, groups have other ones: a trajectory is a group of its own, rows share SOBOL_BLOCKS groups.
 * So differences within a unit are not luck between seeds, and intervals over groups hold luck too. */
#ifndef SIM_SENSITIVITY_H
#define SIM_SENSITIVITY_H

#include <stddef.h>
#include <stdint.h>

#include "sim/design.h"
#include "sim/error.h"
#include "sim/morris.h"
#include "sim/sobol_indices.h"

enum sensitivity_method { SENSITIVITY_MORRIS, SENSITIVITY_SOBOL };

struct sensitivity {
    enum sensitivity_method method;
    const struct design *design; /* its factors have ranges */
    size_t units;
    size_t seeds;       /* at each point */
    double *points;     /* [units][width][factors] positions from 0 to 1, as the texts have them */
    size_t *moved;      /* [units][factors] of a trajectory; NULL: base samples */
    design_text *texts; /* [units][width][factors] */
};

/* Points of a unit. */
static inline size_t sensitivity_width(const struct sensitivity *plan)
{
    return plan->design->factor_count + (plan->method == SENSITIVITY_MORRIS ? 1 : 2);
}
static inline size_t sensitivity_points(const struct sensitivity *plan)
{
    return plan->units * sensitivity_width(plan);
}

/* The first of the seeds of a unit, counted from 0. */
static inline size_t sensitivity_seed(const struct sensitivity *plan, size_t unit)
{
    return plan->seeds * (plan->method == SENSITIVITY_MORRIS ? unit : sobol_block(unit));
}

/* Makes all points of `plan`, whose method, design, units and seeds are set; `draw` chooses among equal
 * plans, and more units go on from fewer. `sensitivity_clear` is legal after a failure. */
enum status sensitivity_init(struct sensitivity *plan, int64_t draw, struct error *error);
void sensitivity_clear(struct sensitivity *plan);

/* What is found of one figure. */
struct sensitivity_figure {
    double mean;                   /* over all points and seeds */
    struct morris_effect *effects; /* [factors], or NULL */
    struct sobol_index *indices;   /* [factors], or NULL */
    struct sobol_summary summary;
};

/* What values[units][width][seeds] of a figure say; NaN where there is none. `sensitivity_figure_clear` is
 * legal after a failure. */
enum status sensitivity_estimate(const struct sensitivity *plan, const double *values, double level,
                                 struct sensitivity_figure *figure, struct error *error);
void sensitivity_figure_clear(struct sensitivity_figure *figure);

#endif
