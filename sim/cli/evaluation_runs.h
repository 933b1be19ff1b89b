/* The runs of a calibration or of an analysis of sensitivity: points of some parameters with seeds, in
 * parallel; what was run before comes from the file of evaluations. */
#ifndef SIM_CLI_EVALUATION_RUNS_H
#define SIM_CLI_EVALUATION_RUNS_H

#include <stdbool.h>

#include "sim/batch.h"
#include "sim/cli/batch_progress.h"
#include "sim/io/evaluation_file.h"

struct evaluation_runs {
    struct experiment experiment; /* one arm; the points of one call, seeds among their factors */
    struct evaluation_file store;
    struct batch_progress progress;
    struct family_days days;
    int threads;
    int jobs;
    size_t made; /* runs of this call of the program */
    bool *wanted;
    const struct evaluation *evaluations; /* of one call */
    double *values;                       /* [count][measures] */
    bool *failed;                         /* [count] */
};

/* `design` has the factors; it and the scenario must outlive the runs. `threads` and `jobs` as the command
 * line has them, 0: as many as there are. `evaluation_runs_clear` is legal after a failure and on one whose
 * store has descriptor -1. */
enum status evaluation_runs_init(struct evaluation_runs *runs, const struct scenario *scenario,
                                 const struct design *design, int threads, int jobs, struct error *error);
void evaluation_runs_clear(struct evaluation_runs *runs);

/* Opens the store at `path` (evaluations_open). The identity is a digest of the program and of all that
 * decides what a run gives but seeds and the parameters of `design`. */
enum status evaluation_runs_open(struct evaluation_runs *runs, const char *path,
                                 const struct scenario *scenario, const struct design *design, bool anew,
                                 struct error *error);

/* How many of evaluations[count] are not in the store. */
size_t evaluation_runs_missing(struct evaluation_runs *runs, const struct evaluation *evaluations,
                               size_t count);

/* Runs what is not in the store. Fills values[count][measures] of the model and failed[count]; values of
 * those that failed are NaN. STATUS_STOPPED by a signal; what ended before is in the store. */
enum status evaluation_runs_at(struct evaluation_runs *runs, const struct evaluation *evaluations,
                               size_t count, double *values, bool *failed, struct error *error);

/* Says where the runs are and which command goes on, after a stop or a failure. */
void evaluation_runs_tell(const struct evaluation_runs *runs, int argc, const char *const *argv);

#endif
