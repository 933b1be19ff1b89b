/* Result files: netCDF-4 compatible HDF5 that xarray, netCDF tools, R, Julia and Matlab open unaided.
 *
 * Root attributes say where the figures come from; `/scenario` holds the resolved scenario as text that runs
 * again;
 * `/parameters` every value with unit, default and source; coordinate variables carry labels; series have
 * dimensions (arm, replicate, time, ...); `/panel/NAME` one dataset per column. */
#ifndef SIM_IO_RESULT_FILE_H
#define SIM_IO_RESULT_FILE_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/run.h"

struct result_options {
    const char *path;
    const char *command_line; /* for provenance */
    bool overwrite;           /* else an existing path is an error */
};

/* Writes a finished run under a temporary name in the same folder, syncs, renames. Whatever fails, an
 * existing file stays as it was and the temporary one is removed. The bytes of all datasets depend on the
 * scenario alone. */
enum status result_write(const struct result_options *options, struct run *run, struct spool *spool,
                         struct error *error);

/* Says before anything is computed that `path` cannot be written, or exists and may not be overwritten. Looks
 * and creates nothing, so that a run that writes there now is not disturbed. */
enum status result_check_path(const char *path, bool overwrite, struct error *error);

#endif
