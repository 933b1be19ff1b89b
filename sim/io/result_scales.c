/* Coordinates of a result: who is in it, when, and the dimensions that the model declares. */
#include "sim/io/result_parts.h"
#include "sim/memory.h"

bool result_axis_is_written(const struct outputs *outputs, enum output_axis axis)
{
    for (size_t id = 0; id < outputs->count; id++) {
        if (outputs->declared[id].axis == axis) {
            return outputs->keep[axis];
        }
    }
    return false;
}

void result_scales_members(struct netcdf *nc, hid_t group, const struct result_members *members,
                           struct result_scales *scales)
{
    size_t replicates = members->replicate_count;
    size_t most = replicates > members->point_count ? replicates : members->point_count;
    int32_t *numbers = netcdf_memory(nc, most, sizeof *numbers, "coordinates of the result");
    for (size_t i = 0; nc->status == STATUS_OK && i < most; i++) {
        numbers[i] = (int32_t)i;
    }
    scales->point = (struct netcdf_dimension){.scale = -1};
    scales->arm = netcdf_labels(nc, group, "arm", members->arm_count, members->arms);
    netcdf_put_text(nc, scales->arm.scale, "long_name", "Arm of the experiment");
    scales->replicate = netcdf_coordinate(nc, group, "replicate", COLUMN_I32, replicates, false, numbers);
    netcdf_describe(nc, scales->replicate.scale, "Number of the replicate", "1");
    if (members->point_count > 0) {
        scales->point =
            netcdf_coordinate(nc, group, "point", COLUMN_I32, members->point_count, false, numbers);
        netcdf_describe(nc, scales->point.scale, "Number of the point of the sweep", "1");
    }
    memory_free(numbers);
}

static void write_days(struct netcdf *nc, struct netcdf_dimension *scale, const char *name, const char *text,
                       const int32_t *days, size_t count, bool growing)
{
    *scale = netcdf_coordinate(nc, nc->file, name, COLUMN_I32, count, growing, days);
    netcdf_describe_date(nc, scale->scale, text);
    netcdf_put_text(nc, scale->scale, "standard_name", "time");
    netcdf_put_text(nc, scale->scale, "axis", "T");
}

static void write_periods(struct netcdf *nc, const struct outputs *outputs, enum output_axis axis,
                          bool growing, struct result_scales *scales)
{
    size_t count = outputs->period_count[axis];
    int32_t *days = netcdf_memory(nc, 3 * count, sizeof *days, "dates of the result");
    if (days == NULL) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        days[i] = outputs->periods[axis][i].last_day;
        days[count + 2 * i] = outputs->periods[axis][i].first_day;
        days[count + 2 * i + 1] = outputs->periods[axis][i].last_day + 1;
    }
    struct netcdf_dimension *scale = &scales->periods[axis];
    if (axis == OUTPUT_DAILY) {
        write_days(nc, scale, "day", "Day", days, count, growing);
    } else {
        write_days(nc, scale, "time", "Last day of the month or of the part of it that was simulated", days,
                   count, growing);
        netcdf_put_text(nc, scale->scale, "bounds", "time_bnds");
        struct netcdf_dimension along[] = {*scale, netcdf_rows(nc, nc->file, "bnds", 2, false)};
        hid_t bounds = netcdf_variable(nc, nc->file, "time_bnds", COLUMN_I32, along, 2);
        netcdf_describe_date(nc, bounds, "First day, and the first day after it");
        netcdf_write(nc, bounds, COLUMN_I32, days + count);
        netcdf_drop(nc, bounds);
        netcdf_drop(nc, along[1].scale);
    }
    memory_free(days);
}

static void write_coordinates(struct netcdf *nc, const struct outputs *outputs,
                              const struct result_members *members, struct result_scales *scales)
{
    result_scales_members(nc, nc->file, members, scales);
    for (int axis = OUTPUT_MONTHLY; axis <= OUTPUT_DAILY; axis++) {
        if (result_axis_is_written(outputs, (enum output_axis)axis)) {
            write_periods(nc, outputs, (enum output_axis)axis, members->growing, scales);
        }
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        const struct dimension *dimension = &outputs->dimensions[i];
        scales->declared[i] = netcdf_labels(nc, nc->file, dimension->name, dimension->size,
                                            (const char *const *)dimension->labels);
        netcdf_put_text(nc, scales->declared[i].scale, "long_name", dimension->text);
    }
}

void result_scales_write(struct netcdf *nc, const struct outputs *outputs,
                         const struct result_members *members, struct result_scales *scales)
{
    const struct netcdf_dimension none = {.scale = -1};
    *scales =
        (struct result_scales){.arm = none, .replicate = none, .point = none, .periods = {none, none, none}};
    scales->declared =
        netcdf_memory(nc, outputs->dimension_count, sizeof *scales->declared, "dimensions of the result");
    if (scales->declared == NULL) {
        return;
    }
    for (size_t i = 0; i < outputs->dimension_count; i++) {
        scales->declared[i] = none;
    }
    write_coordinates(nc, outputs, members, scales);
}

void result_scales_close(struct netcdf *nc, const struct outputs *outputs, struct result_scales *scales)
{
    netcdf_drop(nc, scales->arm.scale);
    netcdf_drop(nc, scales->replicate.scale);
    netcdf_drop(nc, scales->point.scale);
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        netcdf_drop(nc, scales->periods[axis].scale);
    }
    for (size_t i = 0; scales->declared != NULL && i < outputs->dimension_count; i++) {
        netcdf_drop(nc, scales->declared[i].scale);
    }
    memory_free(scales->declared);
}
