/* The evaluations of a calibration or of an analysis of sensitivity: a CSV file to which each run is added as
 * it ends.
 *
 *     # bassin evaluations, scenario 0123456789abcdef
 *     seed,population_seed,rates.job_loss,...,failure,jobless,...
 *     1,1,0.0005,...,,11.1,...
 *
 * A row has the values of the free parameters, as they were set, and all measures of the run, or why it
 * failed. What is torn at the end (a kill, a full disk) is cut off. Runs are facts, whatever the targets, so
 * they serve whatever is done with the same scenario and program by the same parameters. Runs may be added by
 * several threads. */
#ifndef SIM_IO_EVALUATION_FILE_H
#define SIM_IO_EVALUATION_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/design.h"
#include "sim/model.h"
#include "sim/parallel.h"
#include "sim/text.h"

struct evaluation_file {
    int descriptor; /* -1: closed */
    char *path;
    const struct design *design;
    const struct model *model;
    uint64_t end;   /* bytes */
    size_t count;   /* runs */
    uint64_t *keys; /* [count] digest of values and seeds */
    double *values; /* [count][measures] */
    bool *failed;   /* [count] */
    struct parallel_lock lock;
};

struct evaluation {
    const design_text *values; /* [factors] */
    int64_t seed;
    int64_t population_seed;
};

/* Opens the file or begins one. `identity` is a digest of all that decides what a run gives but the free
 * parameters. STATUS_INPUT when the file is of another scenario or other parameters, or nobody's; `anew`
 * begins again then. `evaluations_close` is legal after a failure and on a zeroed one with descriptor -1. */
enum status evaluations_open(struct evaluation_file *file, const char *path, uint64_t identity,
                             const struct design *design, const struct model *model, bool anew,
                             struct error *error);

/* Whether a run is there; copies its measures, NAN where it failed (NULL: only looks). */
bool evaluations_find(struct evaluation_file *file, const struct evaluation *evaluation, double *measures,
                      bool *failed);

/* Adds a run, or with `why` one that failed. */
enum status evaluations_add(struct evaluation_file *file, const struct evaluation *evaluation,
                            const double *measures, const char *why, struct error *error);

void evaluations_close(struct evaluation_file *file);

#endif
