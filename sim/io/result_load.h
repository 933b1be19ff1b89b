/* A result read back: its scenario, and the records that the run kept, as they were when it ended.
 *
 * So that what is computed from records (measures, the scorecard) can be computed again from the file alone.
 */
#ifndef SIM_IO_RESULT_LOAD_H
#define SIM_IO_RESULT_LOAD_H

#include "sim/error.h"
#include "sim/run.h"

/* Attributes that say where a result comes from. */
enum result_text {
    RESULT_TITLE,
    RESULT_MODEL,
    RESULT_MODEL_TEXT,
    RESULT_VERSION,
    RESULT_COMMIT,
    RESULT_CREATED,
    RESULT_COMMAND,
    RESULT_TEXTS
};
const char *result_text_name(enum result_text text); /* of the attribute */

struct loaded_result {
    char *texts[RESULT_TEXTS]; /* NULL: the file is no result; without control characters, as all its texts */
    char *document;            /* the scenario as it stands in the file */
    int64_t seed;
    int64_t population_seed;
    uint64_t bytes; /* of the file */
    struct scenario scenario;
    struct run run;       /* recalled: no world, no panels */
    uint64_t *panel_rows; /* [panel_count]; RESULT_NO_PANEL: it was not written */
};
#define RESULT_NO_PANEL UINT64_MAX

/* STATUS_INPUT when it is no result, of a model that is not among `models`, of another version that kept
 * other series, or of several runs; texts and document are there when they could be read. `result_unload` is
 * legal after a failure. A loaded result stays where it is. */
enum status result_load(struct loaded_result *result, const char *path, const struct model *const *models,
                        size_t model_count, struct error *error);

/* A digest of all series and panels of the loaded result at `path`: equal for equal data, whenever and by
 * which command they were made. Reads the whole file. */
enum status result_digest(const struct loaded_result *result, const char *path, uint64_t *digest,
                          struct error *error);
void result_unload(struct loaded_result *result);

#endif
