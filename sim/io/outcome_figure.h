/* A figure of a known outcome: found by its name in an experiment, read from the result for each replicate.
 *
 *     hires                                 a measure or a series
 *     stock[state=well|ill; sex=women]      the sum of some cells of a series of counts
 *     pay_decile[decile=D1]                 one cell of a series of reals
 *     losses / stock[state=well]            one over another
 *
 * A series is taken in the mean over the records of a period. */
#ifndef SIM_IO_OUTCOME_FIGURE_H
#define SIM_IO_OUTCOME_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/io/batch_file.h"
#include "sim/io/outcome_file.h"

struct outcome_term {
    bool measure;
    size_t index;        /* of the measure, or of the slice */
    const char *unit;    /* of its cells */
    bool real;           /* cells are reals, not counts */
    size_t cell_count;   /* of a record */
    bool *cells;         /* [cell_count] which are added up; NULL: a measure */
    size_t first_record; /* of the period */
    size_t records;
};

struct outcome_figure {
    struct outcome_term top;
    struct outcome_term bottom;
    bool divided; /* top over bottom */
    double scale; /* of what is read: 100 makes points of a share */
};

/* Finds the figure that stands in `column` of a row. STATUS_INPUT at its cell when the model has no such
 * measure or series, the experiment does not keep it or not in the period, there is no such label, or it
 * cannot be expressed as the row wants it. `outcome_figure_clear` is legal after a failure and on a zeroed
 * figure. */
enum status outcome_figure_find(struct outcome_figure *figure, const struct known_outcome *row,
                                enum outcome_column column, const struct experiment *experiment,
                                const struct member_shape *shape, struct error *error);
void outcome_figure_clear(struct outcome_figure *figure);

/* values[replicates] of an arm; NaN for members that are not done. The batch has the shape and the experiment
 * with which the figure was found, and no sweep. */
enum status outcome_figure_read(const struct outcome_figure *figure, struct loaded_batch *batch, size_t arm,
                                double *values, struct error *error);

#endif
