/* The result of an experiment: one netCDF-4 compatible HDF5 file for all its members.
 *
 * Series have the dimensions (arm, replicate[, point], time, ...), measures (arm, replicate[, point]); see
 * docs/batch_results.md. A file may lack members: then it is a part, or what an interrupted batch has left,
 * and says so in `/member`; cells of what is missing are NaN, or INT64_MIN in counts. Made once, from the
 * slices of all members (member_pack.h), whole chunks at a time: memory does not grow with their number. */
#ifndef SIM_IO_BATCH_FILE_H
#define SIM_IO_BATCH_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/member_pack.h"
#include "sim/io/member_panels.h"
#include "sim/io/member_table.h"
#include "sim/io/result_file.h"

struct netcdf;

/* Where slices come from, and panels: which pieces a member has (none: an index without a model), and then
 * one after the other, whose bytes replace those of `packed`. */
struct batch_source {
    const void *context;
    enum status (*read)(const void *context, size_t member, size_t slice, void *cells, struct error *error);
    enum status (*panels)(const void *context, size_t member, struct panel_index *index, struct error *error);
    enum status (*piece)(const void *context, size_t member, const struct panel_index *index,
                         const struct panel_piece *piece, struct text_buffer *packed, struct error *error);
};

/* All that a file holds. */
struct batch_content {
    const struct experiment *experiment;
    const struct member_shape *shape;
    const struct member_table *table;
    uint64_t identity;
    struct batch_source source; /* asked for members that are done */
};

/* Writes as result_write does. */
enum status batch_write(const struct result_options *options, const struct batch_content *content,
                        struct error *error);

/* A file read back. It stays open for its slices until it is unloaded, and stays where it is. */
struct loaded_batch {
    struct experiment experiment; /* of the scenarios that are in the file */
    struct member_shape shape;
    struct member_table table;
    uint64_t identity;
    char *created;
    char *command_line;
    uint64_t bytes;
    struct netcdf *nc;
    bool borrowed;      /* the experiment and the shape are another's */
    size_t open;        /* the series whose variable is open; none: shape.count */
    int64_t measures;   /* handle of their group */
    int64_t *variables; /* [shape.count - 1 + measures] handles; negative: not open */
};

/* The number of the member at these coordinates. */
static inline size_t batch_member(const struct experiment *experiment, size_t arm, size_t replicate,
                                  size_t point)
{
    return (replicate * experiment_points(experiment) + point) * experiment->arm_count + arm;
}

/* Whether `path` is the result of an experiment, however damaged. */
bool batch_is(const char *path);

/* STATUS_INPUT when it is none, damaged, or of another version with other series. `batch_unload` is legal
 * after a failure. */
enum status batch_load(struct loaded_batch *batch, const char *path, const struct model *const *models,
                       size_t model_count, struct error *error);
void batch_unload(struct loaded_batch *batch);

/* Another file of the experiment that `like` is of, whose scenarios it borrows; `like` must outlive it.
 * STATUS_INPUT when it is of another one. */
enum status batch_load_part(struct loaded_batch *part, const char *path, const struct loaded_batch *like,
                            struct error *error);

/* A slice of one member; as batch_source.read with the loaded batch as context. */
enum status batch_read(const void *batch, size_t member, size_t slice, void *cells, struct error *error);

/* The panels of a member, as in batch_source. Pieces are as they stand in the file; panel_piece_check looks
 * into them. */
enum status batch_panels(const void *batch, size_t member, struct panel_index *index, struct error *error);
enum status batch_piece(const void *batch, size_t member, const struct panel_index *index,
                        const struct panel_piece *piece, struct text_buffer *packed, struct error *error);

/* All points of some replicates of an arm, for those who look at one figure of many members. Cells of members
 * that are not done are NaN or INT64_MIN. */
struct batch_block {
    size_t arm;
    size_t first_replicate;
    size_t replicates;
    size_t first_record; /* of a series; 0 and 1 of those that are written once */
    size_t records;
};

/* A series, by the number of its slice: `cells` gets [replicates][points][records][cells of a record]. */
enum status batch_read_series(struct loaded_batch *batch, size_t slice, const struct batch_block *block,
                              void *cells, struct error *error);

/* A measure: `values` gets [replicates][points]. */
enum status batch_read_measure(struct loaded_batch *batch, size_t measure, const struct batch_block *block,
                               double *values, struct error *error);

#endif
