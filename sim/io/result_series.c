#include "sim/io/result_parts.h"
#include "sim/memory.h"

/* Scales that stay open while series are written along them. */
struct scales {
    struct netcdf_dimension arm;
    struct netcdf_dimension replicate;
    struct netcdf_dimension periods[OUTPUT_AXIS_COUNT]; /* none for final outputs */
    struct netcdf_dimension *declared;                  /* [dimension_count] of the outputs */
};

static bool axis_is_written(const struct outputs *outputs, enum output_axis axis)
{
    for (size_t id = 0; id < outputs->count; id++) {
        if (outputs->declared[id].axis == axis) {
            return outputs->keep[axis];
        }
    }
    return false;
}

/* One run fills one cell of these two; a file of many runs has them longer. */
static void write_members(struct netcdf *nc, struct scales *scales)
{
    static const char *const arms[] = {"baseline"};
    static const int32_t replicates[] = {0};
    scales->arm = netcdf_labels(nc, nc->file, "arm", 1, arms);
    netcdf_put_text(nc, scales->arm.scale, "long_name", "Arm of the experiment");
    scales->replicate = netcdf_coordinate(nc, nc->file, "replicate", COLUMN_I32, 1, false, replicates);
    netcdf_describe(nc, scales->replicate.scale, "Number of the replicate", "1");
}

static void write_days(struct netcdf *nc, struct netcdf_dimension *scale, const char *name, const char *text,
                       const int32_t *days, size_t count)
{
    *scale = netcdf_coordinate(nc, nc->file, name, COLUMN_I32, count, true, days);
    netcdf_describe_date(nc, scale->scale, text);
    netcdf_put_text(nc, scale->scale, "standard_name", "time");
    netcdf_put_text(nc, scale->scale, "axis", "T");
}

static void write_periods(struct netcdf *nc, const struct outputs *outputs, enum output_axis axis,
                          struct scales *scales)
{
    size_t count = outputs->period_count[axis];
    int32_t *days = memory_alloc(2 * count, sizeof *days);
    if (days == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "dates of the result"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        days[i] = outputs->periods[axis][i].last_day;
        days[count + i] = outputs->periods[axis][i].first_day;
    }
    struct netcdf_dimension *scale = &scales->periods[axis];
    if (axis == OUTPUT_DAILY) {
        write_days(nc, scale, "day", "Day", days, count);
    } else {
        write_days(nc, scale, "time", "Last day of the month or of the part of it that was simulated", days,
                   count);
        hid_t first = netcdf_variable(nc, nc->file, "time_first", COLUMN_I32, scale, 1);
        netcdf_describe_date(nc, first, "First day of the month or of the part of it that was simulated");
        netcdf_write(nc, first, COLUMN_I32, days + count);
        netcdf_drop(nc, first);
    }
    memory_free(days);
}

static void write_coordinates(struct netcdf *nc, const struct outputs *outputs, struct scales *scales)
{
    write_members(nc, scales);
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        if (axis_is_written(outputs, (enum output_axis)axis)) {
            write_periods(nc, outputs, (enum output_axis)axis, scales);
        }
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        scales->declared[i] = netcdf_labels(nc, nc->file, dimension->name, dimension->size,
                                            (const char *const *)dimension->labels);
        netcdf_put_text(nc, scales->declared[i].scale, "long_name", dimension->text);
    }
}

static void write_output(struct netcdf *nc, const struct outputs *outputs, size_t id,
                         const struct scales *scales)
{
    const struct output *output = &outputs->declared[id];
    struct netcdf_dimension along[3 + OUTPUT_MAX_DIMENSIONS] = {scales->arm, scales->replicate};
    size_t rank = 2;
    if (output->axis != OUTPUT_FINAL) {
        along[rank++] = scales->periods[output->axis];
    }
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    for (size_t i = 0; i < count; i++) {
        along[rank++] = scales->declared[dimensions[i] - outputs->dimensions];
    }
    hid_t variable = netcdf_variable(nc, nc->file, output->name, output->type, along, rank);
    netcdf_describe(nc, variable, output->text, output->unit);
    if (output->axis == OUTPUT_MONTHLY) {
        netcdf_put_text(nc, variable, "coordinates", "time_first");
    }
    if (outputs->period_count[output->axis] != 0) {
        netcdf_write(nc, variable, output->type, outputs->records[id]);
    }
    netcdf_drop(nc, variable);
}

static void close_scales(struct netcdf *nc, const struct outputs *outputs, const struct scales *scales)
{
    netcdf_drop(nc, scales->arm.scale);
    netcdf_drop(nc, scales->replicate.scale);
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        netcdf_drop(nc, scales->periods[axis].scale);
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        netcdf_drop(nc, scales->declared[i].scale);
    }
}

void result_write_series(struct netcdf *nc, const struct run *run)
{
    const struct outputs *outputs = &run->sim.outputs;
    const struct netcdf_dimension none = {.scale = -1};
    struct scales scales = {.arm = none, .replicate = none, .periods = {none, none, none}};
    scales.declared = memory_alloc(outputs->dimension_count, sizeof *scales.declared);
    if (scales.declared == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "dimensions of the result"));
        return;
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        scales.declared[i] = none;
    }
    write_coordinates(nc, outputs, &scales);
    for (size_t id = 0; id < outputs->count; id++) {
        if (axis_is_written(outputs, outputs->declared[id].axis)) {
            write_output(nc, outputs, id, &scales);
        }
    }
    close_scales(nc, outputs, &scales);
    memory_free(scales.declared);
}
