/* A result read back: its scenario, and the records that the run kept, as they were when it ended.
 *
 * So that what is computed from records (measures, the scorecard) can be computed again from the file alone.
 */
#ifndef SIM_IO_RESULT_LOAD_H
#define SIM_IO_RESULT_LOAD_H

#include "sim/error.h"
#include "sim/run.h"

struct loaded_result {
    struct scenario scenario;
    struct run run; /* recalled: no world, no panels */
};

/* STATUS_INPUT when it is no result, of a model that is not among `models`, of another version that kept
 * other series, or of several runs. `result_unload` is legal after a failure. A loaded result stays where it
 * is. */
enum status result_load(struct loaded_result *result, const char *path, const struct model *const *models,
                        size_t model_count, struct error *error);
void result_unload(struct loaded_result *result);

#endif
