/* What the two sides of batch_file.h share: names in the file and how members lie in it. */
#ifndef SIM_IO_BATCH_PARTS_H
#define SIM_IO_BATCH_PARTS_H

#include "sim/io/batch_file.h"
#include "sim/io/result_parts.h"

#define BATCH_SCENARIOS "scenarios"
#define BATCH_MEMBERS   "member"
#define BATCH_MEASURES  "measure"
#define BATCH_PANELS    "panel"

/* Sizes of the dimensions that all variables begin with; returns their number, 2 or 3. */
static inline size_t batch_sizes(const struct experiment *experiment, hsize_t *sizes)
{
    sizes[0] = experiment->arm_count;
    sizes[1] = experiment->replicate_count;
    sizes[2] = experiment->design.points;
    return experiment->design.points > 0 ? 3 : 2;
}

/* Sizes of the dimensions of a series, time among them; returns their number. */
static inline size_t batch_series_sizes(const struct experiment *experiment, const struct outputs *outputs,
                                        size_t id, hsize_t *sizes)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    enum output_axis axis = outputs->declared[id].axis;
    size_t rank = batch_sizes(experiment, sizes);
    if (axis != OUTPUT_FINAL) {
        sizes[rank++] = outputs->period_count[axis];
    }
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    for (size_t i = 0; i < count; i++) {
        sizes[rank++] = dimensions[i]->size;
    }
    return rank;
}

/* What stands in a cell of a series or a measure that no member gave: of 8 bytes. */
static inline const void *batch_fill(enum column_type type)
{
    static const int64_t none = INT64_MIN;
    static const uint64_t nan = UINT64_C(0x7ff8000000000000);
    return type == COLUMN_F64 ? (const void *)&nan : (const void *)&none;
}

/* batch_members.c: the group `/member`, the sweep and the scenarios. */
void batch_write_members(struct netcdf *nc, const struct batch_content *content);
void batch_write_sweep(struct netcdf *nc, const struct experiment *experiment,
                       const struct netcdf_dimension *point);
void batch_write_scenarios(struct netcdf *nc, const struct experiment *experiment);

/* batch_panels.c: groups `/panel/ARM/REPLICATE[/POINT]`, of members that have panels. The second is the path
 * of one of them in the file. */
void batch_write_panels(struct netcdf *nc, const struct batch_content *content);
enum { BATCH_PANEL_PATH_MAX = ARM_NAME_MAX + 64 };
void batch_panel_path(const struct experiment *experiment, size_t member, char path[BATCH_PANEL_PATH_MAX]);

/* batch_series.c: series and measures. */
void batch_write_series(struct netcdf *nc, const struct batch_content *content,
                        const struct result_scales *scales);
void batch_write_measures(struct netcdf *nc, const struct batch_content *content,
                          const struct result_members *members);

#endif
