/* The same persons in two arms of an experiment: what became of groups of them, with the replicate as the
 * unit.
 *
 * Of each pair of members the persons are taken who were there on the eve of the day on which the arms part,
 * and put into groups by what was known of them then (person_groups.h). Beside each difference stands that of
 * a placebo (placebo.h), where the experiment has one that begins on the same day. */
#ifndef SIM_IO_PERSONS_COMPARE_H
#define SIM_IO_PERSONS_COMPARE_H

#include "sim/io/comparison.h"
#include "sim/person_groups.h"

struct persons_request {
    const struct contrast *contrasts;
    size_t contrast_count;
    const bool *traits;  /* [trait_count] */
    bool crossed;        /* groups of all of them together; else of one after the other */
    const bool *figures; /* [PERSON_FIGURES] */
    bool changes;        /* of state, too */
    int32_t threshold;   /* of PERSON_CHANGED, days */
    double level;
};

/* What is compared: a figure of a group, or a change of state of all. */
struct persons_row {
    enum person_figure figure; /* PERSON_FIGURES: a change of state, percent of those in `from` */
    size_t group;
    uint32_t from;
    uint32_t to; /* LIFE_GONE: not there any more */
};

/* Of a contrast. */
struct persons_about {
    struct person_days days;
    size_t placebo; /* arm; SIZE_MAX: there is none */
    size_t pairs;   /* of members with panels */
    double persons; /* on the eve, in the mean */
    double later;   /* who came later, in the mean of both arms */
};

struct persons_comparison {
    struct person_groups groups;
    const struct outputs *outputs;  /* borrowed: labels */
    const struct dimension *states; /* borrowed */
    struct persons_row *rows;
    size_t row_count;
    const struct contrast *contrasts; /* borrowed */
    size_t contrast_count;
    struct persons_about *about; /* [contrast_count] */
    double *sizes;               /* [contrast_count][row_count] persons, in the mean */
    struct paired *pairs;        /* the same; of PERSON_CHANGED the placebo is the first */
    struct paired *placebos;     /* the same */
    struct paired_estimate *estimates;
    struct paired_estimate *placebo_estimates;
    double *adjusted;
    size_t tested;
};

/* STATUS_INPUT when the result has no panels of persons. */
enum status persons_check(const struct loaded_batch *batch, struct error *error);

/* Of a result that persons_check accepts. STATUS_INPUT when arms part before the result begins; STATUS_FAILED
 * when they have not the same persons. `persons_comparison_clear` is legal after a failure and on a zeroed
 * struct. */
enum status persons_comparison_init(struct persons_comparison *comparison, struct loaded_batch *batch,
                                    const struct persons_request *request, struct error *error);
void persons_comparison_clear(struct persons_comparison *comparison);

#endif
