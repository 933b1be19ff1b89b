/* Checkpoints: the whole state of a run on disk, so that a run can be killed and lose nothing.
 *
 * One HDF5 file "RESULT.checkpoint": the day, the digest of the scenario, every column of every table,
 * running and kept outputs, and the number of panel rows. Written under a temporary name, synced, renamed. */
#ifndef SIM_IO_CHECKPOINT_FILE_H
#define SIM_IO_CHECKPOINT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/run.h"

/* Flushes panels, syncs the spool (may be NULL), then writes the state at `path`. */
enum status checkpoint_write(const char *path, struct run *run, struct spool *spool, struct error *error);

/* Rows of each panel at the checkpoint: rows[panel_count of the model]. STATUS_INPUT when the file is not a
 * checkpoint of this scenario (another model, other parameters, another program version that changed the
 * state). */
enum status checkpoint_read_rows(const char *path, const struct scenario *scenario, uint64_t *rows,
                                 struct error *error);

/* Restores into a run made with `restoring`, with any number of threads, and calls run_restored. */
enum status checkpoint_read(const char *path, struct run *run, struct error *error);

#endif
