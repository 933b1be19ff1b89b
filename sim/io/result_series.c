#include "sim/io/result_parts.h"

static void write_output(struct netcdf *nc, const struct outputs *outputs, size_t id,
                         const struct result_scales *scales)
{
    const struct output *output = &outputs->declared[id];
    struct netcdf_dimension along[3 + OUTPUT_MAX_DIMENSIONS];
    size_t rank = 0;
    if (output->axis != OUTPUT_FINAL) { /* first: some tools know a time by that */
        along[rank++] = scales->periods[output->axis];
    }
    along[rank++] = scales->arm;
    along[rank++] = scales->replicate;
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    for (size_t i = 0; i < count; i++) {
        along[rank++] = scales->declared[dimensions[i] - outputs->dimensions];
    }
    hid_t variable = netcdf_variable(nc, nc->file, output->name, output->type, along, rank);
    netcdf_describe(nc, variable, output->text, output->unit);
    if (outputs->period_count[output->axis] != 0) {
        netcdf_write(nc, variable, output->type, outputs->records[id]);
    }
    netcdf_drop(nc, variable);
}

/* One run fills one cell of arms and replicates. */
void result_write_series(struct netcdf *nc, const struct run *run)
{
    static const char *const arms[] = {"baseline"};
    const struct result_members one = {.arms = arms, .arm_count = 1, .replicate_count = 1, .growing = true};
    const struct outputs *outputs = &run->sim.outputs;
    struct result_scales scales;
    result_scales_write(nc, outputs, &one, &scales);
    for (size_t id = 0; id < outputs->count && nc->status == STATUS_OK; id++) {
        if (result_axis_is_written(outputs, outputs->declared[id].axis)) {
            write_output(nc, outputs, id, &scales);
        }
    }
    result_scales_close(nc, outputs, &scales);
}
