/* Experiment files: which scenario, which arms, how many replicates, what is swept, what is kept.
 *
 *     title = "A higher minimum";
 *     scenario = "../mulhouse.cfg";
 *     arms = (
 *         { name = "baseline"; },
 *         { name = "higher"; text = "Ten percent more."; changes = ( { date = ...; path = ...; value = ...; }
 * ); }
 *     );
 *     replicates = { count = 20; differ = "dynamics"; };
 *     keep = { series = [ "stock", "hires" ]; panels = 2; };
 *     sweep = { design = "latin_hypercube"; points = 64; parameters = ( { path = ...; from = 0; to = 1; } );
 * };
 *
 * The text is that of scenarios (scenario_file.h); every fault is told as `file:line:column: what is wrong,
 * what was expected`. docs/experiments.md has all keys. */
#ifndef SIM_IO_EXPERIMENT_FILE_H
#define SIM_IO_EXPERIMENT_FILE_H

#include <stdbool.h>

#include "sim/experiment.h"

/* What the command line says against the file. */
struct experiment_options {
    const struct assignments *given; /* for all arms */
    size_t replicates;               /* 0: as the file has it */
};

/* Reads and checks `path`. `experiment_clear` is legal after a failure. */
enum status experiment_read(struct experiment *experiment, const char *path,
                            const struct experiment_options *options, const struct model *const *models,
                            size_t model_count, struct error *error);

/* Whether the file at `path` reads like an experiment and not like a scenario; false when it cannot be read.
 */
bool experiment_is(const char *path);

#endif
