/* The files of a batch: the result, and beside it while the batch lasts a journal and a lock.
 *
 *     RESULT.members    the members that are finished (`member_journal.h`)
 *     RESULT.partial    the result until it is whole
 *     RESULT.lock       held by the program that writes them (`run_lock.h`)
 *
 * A result that is there and lacks members of this experiment is gone on with: what it holds is taken over. A
 * user's own file of such a name is never touched. */
#ifndef SIM_CLI_BATCH_FILES_H
#define SIM_CLI_BATCH_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/run_lock.h"
#include "sim/cli/scenario_options.h"
#include "sim/io/batch_file.h"
#include "sim/io/member_journal.h"

struct batch_files {
    char result[OUTPUT_PATH_MAX];
    char journal_path[OUTPUT_PATH_MAX + 16];
    char lock_path[OUTPUT_PATH_MAX + 16];
    char partial[OUTPUT_PATH_MAX + 16];
    struct run_lock lock;
    uint64_t identity;
    const struct experiment *experiment;
    struct member_shape shape;
    struct member_table table; /* what is there */
    struct member_journal journal;
    uint64_t pieces_at;           /* in the journal, of the member whose panels are being written */
    struct loaded_batch previous; /* the result that is there, of this experiment */
    bool has_previous;
    bool owned;     /* the journal is of this experiment and goes when it is not needed */
    bool overwrite; /* a result of something else may be replaced */
    bool written;
};

/* Opens what is there or begins. `files->result` must be set; `lock.descriptor` and `journal.descriptor` -1.
 * STATUS_INPUT when something else is there, unless `force`, or another program writes it.
 * `batch_files_close` is legal after a failure. */
enum status batch_files_open(struct batch_files *files, const struct experiment *experiment, bool force,
                             struct error *error);

/* Writes the result from all that is finished. The journal is of no use any more. */
enum status batch_files_write(struct batch_files *files, const char *command_line, struct error *error);

/* Members that are finished and not in the result yet. */
bool batch_files_has_news(const struct batch_files *files);

void batch_files_close(struct batch_files *files);

#endif
