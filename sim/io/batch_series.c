/* Series and measures of all members: whole chunks, each written once. */
#include <string.h>

#include "sim/io/batch_parts.h"
#include "sim/memory.h"

enum { CELL = 8 };

/* Replicates and points that are written at a time. */
struct stretch {
    size_t replicates;
    size_t points;
};

static void fill(void *cells, size_t count, enum column_type type)
{
    for (size_t i = 0; i < count; i++) {
        memcpy((char *)cells + i * CELL, batch_fill(type), CELL);
    }
}

static void put_fill(struct netcdf *nc, hid_t variable, enum column_type type,
                     const struct batch_content *content)
{
    bool whole = member_table_count(content->table, MEMBER_DONE) == content->table->count;
    if (!whole && type == COLUMN_I64) { /* readers turn it into a missing value, and counts into reals */
        netcdf_put_array(nc, variable, "_FillValue", type, batch_fill(type), 1);
    }
}

/* ---- series ---- */

struct series {
    const struct batch_content *content;
    size_t slice;
    enum column_type type;
    hid_t variable;
    size_t rank;
    hsize_t sizes[NETCDF_RANK_MAX];
    struct stretch stretch;
    char *cells; /* of a stretch */
};

static hid_t make_series(struct netcdf *nc, struct series *series, const struct result_scales *scales)
{
    const struct experiment *experiment = series->content->experiment;
    const struct outputs *outputs = &series->content->shape->frame.sim.outputs;
    size_t id = series->content->shape->ids[series->slice];
    const struct output *output = &outputs->declared[id];
    struct netcdf_dimension along[NETCDF_RANK_MAX] = {scales->arm, scales->replicate, scales->point};
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    hsize_t chunk[NETCDF_RANK_MAX];
    size_t rank = batch_sizes(experiment, series->sizes);
    if (output->axis != OUTPUT_FINAL) {
        along[rank++] = scales->periods[output->axis];
    }
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    for (size_t i = 0; i < count; i++) {
        along[rank++] = scales->declared[dimensions[i] - outputs->dimensions];
    }
    series->rank = batch_series_sizes(experiment, outputs, id, series->sizes);
    series->type = output->type;
    netcdf_chunk(along, rank, chunk);
    series->stretch = (struct stretch){chunk[1], experiment->design.points > 0 ? chunk[2] : 1};
    series->variable = netcdf_variable_filled(nc, nc->file, output->name, output->type, along, rank,
                                              batch_fill(output->type));
    netcdf_describe(nc, series->variable, output->text, output->unit);
    put_fill(nc, series->variable, output->type, series->content);
    return series->variable;
}

/* The cells of a stretch of members of an arm, those of members that are not done filled. False: none is. */
static bool read_stretch(struct netcdf *nc, const struct series *series, size_t arm, size_t replicate,
                         size_t point, const struct stretch *stretch)
{
    const struct batch_content *content = series->content;
    size_t bytes = content->shape->cells[series->slice] * CELL;
    bool any = false;
    for (size_t i = 0; i < stretch->replicates * stretch->points && nc->status == STATUS_OK; i++) {
        char *cells = series->cells + i * bytes;
        size_t member = batch_member(content->experiment, arm, replicate + i / stretch->points,
                                     point + i % stretch->points);
        if (content->table->status[member] == MEMBER_DONE) {
            netcdf_fail(
                nc, content->source.read(content->source.context, member, series->slice, cells, nc->error));
            any = true;
        } else {
            fill(cells, bytes / CELL, series->type);
        }
    }
    return any;
}

static size_t at_most(size_t most, size_t left)
{
    return left < most ? left : most;
}

static void write_stretch(struct netcdf *nc, const struct series *series, size_t arm, size_t replicate,
                          size_t point)
{
    const struct experiment *experiment = series->content->experiment;
    const struct stretch stretch = {
        at_most(series->stretch.replicates, experiment->replicate_count - replicate),
        at_most(series->stretch.points, experiment_points(experiment) - point),
    };
    struct netcdf_block block = {.rank = series->rank, .begin = {arm, replicate}};
    memcpy(block.count, series->sizes, sizeof block.count);
    block.count[0] = 1;
    block.count[1] = stretch.replicates;
    if (experiment->design.points > 0) {
        block.begin[2] = point;
        block.count[2] = stretch.points;
    }
    if (read_stretch(nc, series, arm, replicate, point, &stretch)) {
        netcdf_write_block(nc, series->variable, series->type, &block, series->cells);
    }
}

static void write_series(struct netcdf *nc, const struct series *series)
{
    const struct experiment *experiment = series->content->experiment;
    for (size_t arm = 0; arm < experiment->arm_count; arm++) {
        for (size_t r = 0; r < experiment->replicate_count; r += series->stretch.replicates) {
            for (size_t p = 0; p < experiment_points(experiment); p += series->stretch.points) {
                write_stretch(nc, series, arm, r, p);
            }
        }
    }
}

void batch_write_series(struct netcdf *nc, const struct batch_content *content,
                        const struct result_scales *scales)
{
    const struct member_shape *shape = content->shape;
    for (size_t slice = 0; slice + 1 < shape->count && nc->status == STATUS_OK; slice++) {
        struct series series = {.content = content, .slice = slice};
        make_series(nc, &series, scales);
        size_t members = series.stretch.replicates * series.stretch.points;
        series.cells = netcdf_memory(nc, members, shape->cells[slice] * CELL, "series of the result");
        if (shape->cells[slice] != 0 && nc->status == STATUS_OK) {
            write_series(nc, &series);
        }
        netcdf_drop(nc, series.variable);
        memory_free(series.cells);
    }
}

/* ---- measures ---- */

struct measures {
    const struct batch_content *content;
    size_t count;
    hid_t *variables; /* [count] */
    double *values;   /* [count][stretch] */
    double *member;   /* [count] */
    size_t room;      /* members of a stretch, all arms */
    hid_t group;
};

static void make_measures(struct netcdf *nc, const struct measures *measures,
                          const struct result_members *members)
{
    const struct experiment *experiment = measures->content->experiment;
    struct result_scales scales;
    hsize_t sizes[3];
    size_t rank = batch_sizes(experiment, sizes);
    result_scales_members(nc, measures->group, members, &scales);
    const struct netcdf_dimension along[] = {scales.arm, scales.replicate, scales.point};
    for (size_t i = 0; i < measures->count; i++) {
        const struct measure *measure = &experiment->model->measures[i];
        measures->variables[i] = netcdf_variable_filled(nc, measures->group, measure->name, COLUMN_F64, along,
                                                        rank, batch_fill(COLUMN_F64));
        netcdf_describe(nc, measures->variables[i], measure->label, measure->unit);
        netcdf_put_text(nc, measures->variables[i], "definition", measure->definition);
    }
    netcdf_drop(nc, scales.arm.scale);
    netcdf_drop(nc, scales.replicate.scale);
    netcdf_drop(nc, scales.point.scale);
}

/* All arms of some replicates, or of some points of one. */
static void write_measure_stretch(struct netcdf *nc, const struct measures *measures, size_t replicate,
                                  size_t point, const struct stretch *stretch)
{
    const struct batch_content *content = measures->content;
    const struct experiment *experiment = content->experiment;
    size_t each = stretch->replicates * stretch->points;
    for (size_t i = 0; i < each * experiment->arm_count && nc->status == STATUS_OK; i++) {
        size_t member = batch_member(experiment, i / each, replicate + i % each / stretch->points,
                                     point + i % stretch->points);
        if (content->table->status[member] == MEMBER_DONE) {
            netcdf_fail(nc, content->source.read(content->source.context, member, content->shape->count - 1,
                                                 measures->member, nc->error));
        } else {
            fill(measures->member, measures->count, COLUMN_F64);
        }
        for (size_t m = 0; m < measures->count; m++) {
            measures->values[m * measures->room + i] = measures->member[m];
        }
    }
    struct netcdf_block block = {
        .begin = {0, replicate, point},
        .count = {experiment->arm_count, stretch->replicates, stretch->points},
    };
    hsize_t sizes[3];
    block.rank = batch_sizes(experiment, sizes);
    for (size_t m = 0; m < measures->count; m++) {
        netcdf_write_block(nc, measures->variables[m], COLUMN_F64, &block,
                           measures->values + m * measures->room);
    }
}

static void write_measures(struct netcdf *nc, struct measures *measures)
{
    enum { MEMBERS = 4096 };
    const struct experiment *experiment = measures->content->experiment;
    size_t points = at_most(MEMBERS, experiment_points(experiment));
    size_t replicates = points < MEMBERS ? at_most(MEMBERS / points, experiment->replicate_count) : 1;
    measures->room = points * replicates * experiment->arm_count;
    measures->values =
        netcdf_memory(nc, measures->room * measures->count, sizeof(double), "measures of the result");
    for (size_t r = 0; r < experiment->replicate_count && nc->status == STATUS_OK; r += replicates) {
        for (size_t p = 0; p < experiment_points(experiment); p += points) {
            const struct stretch stretch = {at_most(replicates, experiment->replicate_count - r),
                                            at_most(points, experiment_points(experiment) - p)};
            write_measure_stretch(nc, measures, r, p, &stretch);
        }
    }
}

void batch_write_measures(struct netcdf *nc, const struct batch_content *content,
                          const struct result_members *members)
{
    struct measures measures = {
        .content = content, .count = content->experiment->model->measure_count, .group = -1};
    if (measures.count == 0) {
        return;
    }
    measures.variables =
        netcdf_memory(nc, measures.count, sizeof *measures.variables, "measures of the result");
    measures.member = netcdf_memory(nc, measures.count, sizeof(double), "measures of the result");
    if (nc->status == STATUS_OK) {
        measures.group = netcdf_group(nc, nc->file, BATCH_MEASURES);
        make_measures(nc, &measures, members);
        write_measures(nc, &measures);
    }
    for (size_t i = 0; measures.variables != NULL && i < measures.count; i++) {
        netcdf_drop(nc, measures.variables[i]);
    }
    netcdf_drop(nc, measures.group);
    memory_free(measures.variables);
    memory_free(measures.member);
    memory_free(measures.values);
}
