/* The files of a run: the result, and beside it while the run lasts a checkpoint, a spool and a lock.
 *
 *     RESULT.checkpoint     the state, so that the run can be resumed
 *     RESULT.NAME.partial   the spool
 *     RESULT.partial, RESULT.checkpoint.partial    until they are whole
 *     RESULT.lock           held by the program that is writing this result (`run_lock.h`)
 *
 * All of them are gone once the result is complete. What a kill at any moment leaves behind is either of no
 * consequence or enough to resume: the checkpoint outlives the result's being put in place, and nothing
 * touches the spool of a checkpoint that may still be resumed. What is there is found by looking under the
 * lock. A user's own file of such a name is never touched. */
#ifndef SIM_CLI_RUN_FILES_H
#define SIM_CLI_RUN_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/run_lock.h"
#include "sim/cli/scenario_options.h"
#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/run.h"

enum { RUN_UNFINISHED = 2 };

/* What is to be done. */
enum run_task { RUN_BEGINS, RUN_GOES_ON, RUN_IS_COMPLETE };

struct run_files {
    char result[OUTPUT_PATH_MAX];
    char checkpoint[OUTPUT_PATH_MAX + 16];
    char lock_path[OUTPUT_PATH_MAX + 16];
    char unfinished[RUN_UNFINISHED][OUTPUT_PATH_MAX + 32]; /* of the result and of the checkpoint */
    struct run_lock lock;
    const struct model *model;
    enum run_task task;
    struct spool spool;
    bool owned;           /* the checkpoint and the spool, as far as they are there, are of this run */
    bool complete;        /* so is the result */
    bool prolonged;       /* the result is that of an earlier end, which this run goes on from */
    bool keep_checkpoint; /* the state stays when the result is complete */
    bool kept;            /* the result could not take its place and is in the unfinished file */
};

struct run_files_request {
    bool resume;
    bool force;
};

/* Everything that can be said before anything is computed: the result and all files beside it can be written,
 * no other program writes it, there is nothing that would be lost. Then `files->task` says what to do, and
 * the spool is open unless all is done. `files->result` must be set. `run_files_close` is legal after a
 * failure. */
enum status run_files_open(struct run_files *files, const struct scenario *scenario,
                           struct run_files_request request, struct error *error);

/* The sink for run_init. */
struct panel_sink run_files_sink(struct run_files *files);

/* Whether there is a checkpoint of this run. */
bool run_files_resumable(const struct run_files *files);

enum status run_files_checkpoint(struct run_files *files, struct run *run, struct error *error);

/* Writes the result. */
enum status run_files_finish(struct run_files *files, struct run *run, const char *command_line,
                             bool overwrite, struct error *error);

/* Lets go of the files and removes those that are of no use any more: all but the result when that is
 * complete, unless the state is to be kept, and the spool when there is no checkpoint. */
void run_files_close(struct run_files *files);

#endif
