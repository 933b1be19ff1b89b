/* Arms of an experiment side by side: for each figure the differences between pairs of members that have the
 * same seeds (paired.h), read from the result.
 *
 * A figure is a measure, or a series in a period: the mean over the records of a day, a month or a year, for
 * one combination of labels along the dimensions that are kept apart, summed over the others. Memory grows
 * with the number of figures, not with that of members. */
#ifndef SIM_IO_COMPARISON_H
#define SIM_IO_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/batch_file.h"
#include "sim/paired.h"

/* Two groups of members: the same replicates of two arms at one point of the sweep, or of two points of the
 * only arm. */
struct contrast {
    size_t arm;
    size_t point;
    size_t base_arm;
    size_t base_point;
};

enum comparison_by { COMPARISON_BY_DAY, COMPARISON_BY_MONTH, COMPARISON_BY_YEAR };

/* Days from `first` to `last`. */
struct day_range {
    int32_t first;
    int32_t last;
};

struct comparison_request {
    const struct contrast *contrasts;
    size_t contrast_count;
    const bool *measures;    /* [measure_count] which are wanted */
    const bool *series;      /* [shape.count - 1] by slice */
    const bool *along;       /* [dimension_count] which are kept apart */
    bool whole_reals;        /* reals, which cannot be summed, have all their cells apart; else those with
                              * dimensions that are not all kept apart are left out */
    enum comparison_by by;   /* records of a longer time stay what they are */
    struct day_range *dates; /* [date_count] periods that have a day in one of them; NULL: see `all` */
    size_t date_count;
    bool all; /* all periods; else the last of each kind */
    double level;
};

struct figure {
    const struct measure *measure; /* NULL: it is of a series */
    const struct output *output;   /* NULL: it is a measure */
    size_t index;                  /* number of the measure, or of the slice */
    size_t cell;                   /* among those that are kept apart */
    size_t first_record;
    size_t records; /* 0: a measure */
    int32_t first_day;
    int32_t last_day;
    char *labels; /* "state=well,sex=men"; NULL: nothing is kept apart */
};

struct comparison {
    struct figure *figures; /* those of a series lie together, period by period, cell by cell */
    size_t figure_count;
    size_t left_out; /* series of reals whose cells cannot be summed */
    const struct contrast *contrasts;
    size_t contrast_count;
    struct paired *pairs;              /* [contrast_count][figure_count] */
    struct paired_estimate *estimates; /* the same */
    double *adjusted;                  /* the same: p for all of them together, by Holm */
    size_t tested;                     /* how many that are */
};

/* Borrows the contrasts of the request. STATUS_INPUT when a date lies outside of the result, and as
 * batch_read. `comparison_clear` is legal after a failure and on a zeroed struct. */
enum status comparison_init(struct comparison *comparison, struct loaded_batch *batch,
                            const struct comparison_request *request, struct error *error);
void comparison_clear(struct comparison *comparison);

#endif
