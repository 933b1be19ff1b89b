/* The work of a batch: an experiment, its files, and the members that are still to be run. `batch` does one,
 * `validate` one after the other. */
#ifndef SIM_CLI_BATCH_WORK_H
#define SIM_CLI_BATCH_WORK_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/batch_files.h"
#include "sim/cli/batch_progress.h"
#include "sim/cli/experiment_options.h"
#include "sim/cli/run_log.h"
#include "sim/family.h"
#include "sim/io/member_spools.h"

struct batch_work {
    /* What is asked; the rest is zeroed. */
    const struct cli *cli;
    struct selection selection;
    int64_t threads; /* to use in all; 0: all processors */
    int64_t jobs;    /* members at a time; 0: as many as threads */
    bool quiet;
    struct run_log log;
    struct experiment experiment; /* owned */

    int32_t *partings; /* of its arms */
    struct batch_files files;
    struct member_spools spools;
    bool *wanted; /* [members] */
    size_t wanted_count;
    struct batch_progress progress;
    struct family_days days; /* lived and shared in this call */
    int threads_used;
    bool open;  /* the files are */
    bool early; /* it ended before all members that were wanted had */
};

/* A work of nothing, whose `batch_work_close` is legal. */
void batch_work_init(struct batch_work *work, const struct cli *cli);

/* Days on which the arms of work->experiment part; warnings of what is hardly meant. */
enum status batch_work_prepare(struct batch_work *work, struct error *error);

/* Opens work->files.result and what is beside it, and chooses the members; as batch_files_open. */
enum status batch_work_open(struct batch_work *work, bool force, struct error *error);

/* Runs what is missing and writes the result; nothing when nothing is. To be called in a region (parallel.h)
 * while signals are caught. STATUS_FAILED when a member failed, the others being in the result. */
enum status batch_work_run(struct batch_work *work, struct error *error);

/* Tells what is safe and which command goes on, after `batch_work_run` has ended early; an error is told
 * before and emptied. */
void batch_work_tell_how_to_go_on(const struct batch_work *work, enum status status, struct error *error);

/* Closes and frees all but the log. */
void batch_work_close(struct batch_work *work);

#endif
