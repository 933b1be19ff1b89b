/* The runs that `bassin score` takes together: several results of `bassin run`, or the replicates of one arm
 * in a result of `bassin batch`. */
#ifndef SIM_CLI_SCORED_RUNS_H
#define SIM_CLI_SCORED_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/cli/command.h"
#include "sim/error.h"
#include "sim/io/batch_file.h"
#include "sim/io/result_load.h"

/* Where one of them comes from. */
struct scored_run {
    const char *path; /* borrowed */
    size_t replicate; /* of a batch */
    int64_t seed;
    int64_t population_seed;
};

struct scored_runs {
    struct scenario *scenario; /* whose targets hold for all of them; inside of what was loaded */
    const char *arm;           /* NULL: results of `bassin run` */
    struct scored_run *runs;   /* [count] */
    size_t count;
    double *values; /* [count][measures of the model] */
    struct loaded_result first;
    struct loaded_batch batch;
};

/* What is asked of them. */
struct scored_request {
    const char *targets; /* a file whose targets replace those of the scenario; NULL: none */
    bool rows;           /* only the values are wanted: results may be of any scenarios of one model */
    const char *arm;     /* of a batch; NULL: the first */
    int64_t point;       /* of its sweep; negative: none was given */
};

/* Two or more results. STATUS_INPUT when they are of different models or have different targets, or when two
 * of them are the same run, which would make the range between runs too narrow. Notes on standard error when
 * they are no repeats of one scenario. `scored_runs_clear` is legal after a failure and on a zeroed struct.
 * What is loaded stays where it is. */
enum status scored_runs_of_results(struct scored_runs *scored, const struct cli *cli, char **paths,
                                   size_t count, const struct scored_request *request, struct error *error);

/* The replicates of an arm, and of a point of its sweep, that are done; notes on standard error how many are
 * not. STATUS_INPUT when there is no such arm or point, when a sweep of several points is there and none is
 * given, and when no replicate is done. */
enum status scored_runs_of_batch(struct scored_runs *scored, const struct cli *cli, const char *path,
                                 const struct scored_request *request, struct error *error);

void scored_runs_clear(struct scored_runs *scored);

#endif
