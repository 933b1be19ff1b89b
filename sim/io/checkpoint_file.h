/* Checkpoints: the whole state of a run on disk, so that a run can be killed and lose nothing.
 *
 * "RESULT.checkpoint" says which program wrote it and all that was decided until its day, then holds the
 * state piece by piece, each with a check sum that is looked at before anything is done with it.
 * Another future is welcome: changes dated from its day on and the end of the run may be others. Written
 * under a temporary name, synced, renamed. */
#ifndef SIM_IO_CHECKPOINT_FILE_H
#define SIM_IO_CHECKPOINT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/run.h"

/* Flushes panels, syncs the spool (may be NULL), then writes the state at `path`. */
enum status checkpoint_write(const char *path, struct run *run, struct spool *spool, struct error *error);

/* The day of the checkpoint and how far the spool was: marks[panel_count of the model]. STATUS_INPUT says in
 * what the past of this scenario or the program differs from those of the checkpoint; STATUS_FAILED when it
 * is damaged. */
enum status checkpoint_read_head(const char *path, const struct scenario *scenario, int32_t *day,
                                 struct spool_mark *marks, struct error *error);

/* Restores into a run made with `restoring`, with any number of threads, and calls run_restored. Of a run
 * that failed to be restored nothing may be asked but to clear it. */
enum status checkpoint_read(const char *path, struct run *run, struct error *error);

#endif
