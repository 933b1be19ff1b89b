/* The parts of a result file, each written by a file of its own. */
#ifndef SIM_IO_RESULT_PARTS_H
#define SIM_IO_RESULT_PARTS_H

#include <stdbool.h>

#include "sim/io/netcdf.h"
#include "sim/io/spool.h"
#include "sim/run.h"

/* Attributes: the program, the model, the command line, now; and the days that were simulated. */
void result_write_origin(struct netcdf *nc, const struct run *run, const char *title,
                         const char *command_line);
void result_write_days(struct netcdf *nc, const struct run *run);

/* Scales of dimensions that stay open while series are written along them. */
struct result_scales {
    struct netcdf_dimension arm;
    struct netcdf_dimension replicate;
    struct netcdf_dimension point;                      /* none without a sweep */
    struct netcdf_dimension periods[OUTPUT_AXIS_COUNT]; /* none for final outputs */
    struct netcdf_dimension *declared;                  /* [dimension_count] of the outputs */
};

/* The runs that a file holds. */
struct result_members {
    const char *const *arms; /* [arm_count] */
    size_t arm_count;
    size_t replicate_count;
    size_t point_count; /* 0: no sweep */
    bool growing;       /* the dimensions of time are unlimited */
};

/* Writes the coordinates of members into a group; the rest of `scales` is left alone. */
void result_scales_members(struct netcdf *nc, hid_t group, const struct result_members *members,
                           struct result_scales *scales);

/* Writes all coordinates. `result_scales_close` is legal after a failure. */
void result_scales_write(struct netcdf *nc, const struct outputs *outputs,
                         const struct result_members *members, struct result_scales *scales);
void result_scales_close(struct netcdf *nc, const struct outputs *outputs, struct result_scales *scales);

/* Whether outputs of this axis are written. */
bool result_axis_is_written(const struct outputs *outputs, enum output_axis axis);

/* Group `/parameters`. */
void result_write_parameters(struct netcdf *nc, const struct scenario *scenario);

/* Coordinates and series. */
void result_write_series(struct netcdf *nc, const struct run *run);

/* A panel that is being written: its group with a variable for each column, whose chunks are the caller's to
 * write. `outputs` have the dimensions of its codes. `result_panel_end` is legal after a failure. */
struct result_panel {
    const struct panel_spec *spec;
    hid_t group;
    struct netcdf_dimension row;
    hid_t *variables; /* [column_count]; NULL: no memory */
};
void result_panel_begin(struct netcdf *nc, hid_t parent, const struct panel_spec *spec,
                        const struct outputs *outputs, uint64_t rows, struct result_panel *panel);
void result_panel_end(struct netcdf *nc, struct result_panel *panel);

/* Groups `/panel/NAME`. */
void result_write_panels(struct netcdf *nc, const struct run *run, const struct spool *spool);

#endif
