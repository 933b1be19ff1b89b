/* The parts of a result file, each written by a file of its own, and what its readers share. */
#ifndef SIM_IO_RESULT_PARTS_H
#define SIM_IO_RESULT_PARTS_H

#include "sim/io/netcdf.h"
#include "sim/io/spool.h"
#include "sim/run.h"

/* STATUS_INPUT unless the open file is a result of this program. */
void result_expect(struct netcdf *nc);

/* Group `/parameters`. */
void result_write_parameters(struct netcdf *nc, const struct scenario *scenario);

/* Coordinates and series. */
void result_write_series(struct netcdf *nc, const struct run *run);

/* Groups `/panel/NAME`. */
void result_write_panels(struct netcdf *nc, const struct run *run, struct spool *spool);

#endif
