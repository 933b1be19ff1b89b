/* The files of a run: the result, and beside it while the run lasts a checkpoint, a spool and a lock.
 *
 *     RESULT.checkpoint     the state, so that the run can be resumed
 *     RESULT.NAME.partial   the spool
 *     RESULT.lock           held by the program that is writing this result
 *
 * All of them are gone once the result is complete. What a kill at any moment leaves behind is either of no
 * consequence or enough to resume: the checkpoint outlives the result's being put in place, and nothing
 * touches the spool of a checkpoint that may still be resumed. */
#ifndef SIM_CLI_RUN_FILES_H
#define SIM_CLI_RUN_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/scenario_options.h"
#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/run.h"

struct run_files {
    char result[OUTPUT_PATH_MAX];
    char checkpoint[OUTPUT_PATH_MAX + 16];
    char lock[OUTPUT_PATH_MAX + 16];
    int lock_descriptor; /* -1: none */
    struct spool spool;
    bool spooling;
    bool resumable; /* a checkpoint of this run is there */
    bool complete;  /* the result was already in place: nothing is left to do */
};

struct run_files_request {
    bool resume;
    bool force;
};

/* Everything that can be said before anything is computed: the result can be written, no other program writes
 * it, there is a checkpoint to resume or none that would be lost. Then opens the spool. `files->result` must
 * be set. `run_files_close` is legal after a failure. */
enum status run_files_open(struct run_files *files, const struct scenario *scenario,
                           struct run_files_request request, struct error *error);

/* The sink for run_init. */
struct panel_sink run_files_sink(struct run_files *files);

enum status run_files_checkpoint(struct run_files *files, struct run *run, struct error *error);

/* Writes the result and removes what the run needed until now. */
enum status run_files_finish(struct run_files *files, struct run *run, const char *command_line,
                             bool overwrite, struct error *error);

/* Lets go of the files. The spool stays where a checkpoint may need it, else it is removed. */
void run_files_close(struct run_files *files);

#endif
