/* Which figures are compared: measures, and series by period and by what is kept apart. */
#include <string.h>

#include "sim/date.h"
#include "sim/io/comparison_parts.h"
#include "sim/list.h"
#include "sim/memory.h"
#include "sim/text.h"

/* ---- cells that are added up ---- */

void grouping_clear(struct grouping *grouping)
{
    memory_free(grouping->group);
    *grouping = (struct grouping){0};
}

/* Whether a dimension of this output is kept apart. */
static bool is_apart(const struct outputs *outputs, size_t id, const struct dimension *dimension,
                     const struct comparison_request *request)
{
    bool reals = outputs->declared[id].type == COLUMN_F64;
    return (reals && request->whole_reals) || request->along[dimension - outputs->dimensions];
}

enum status grouping_init(struct grouping *grouping, const struct outputs *outputs, size_t id,
                          const struct comparison_request *request, struct error *error)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    *grouping = (struct grouping){.cells = outputs->cells[id], .groups = 1};
    grouping->group = memory_alloc(grouping->cells, sizeof *grouping->group);
    if (grouping->group == NULL) {
        return error_memory(error, "cells of a series");
    }
    size_t stride = 1; /* of the dimension, the last one fastest, in the cells and in the groups */
    for (size_t d = count; d-- > 0;) {
        size_t size = dimensions[d]->size;
        if (is_apart(outputs, id, dimensions[d], request)) {
            for (size_t cell = 0; cell < grouping->cells; cell++) {
                grouping->group[cell] += cell / stride % size * grouping->groups;
            }
            grouping->groups *= size;
        } else if (outputs->declared[id].type == COLUMN_F64) {
            grouping->groups = 0; /* a sum of rates is none */
            return STATUS_OK;
        }
        stride *= size;
    }
    return STATUS_OK;
}

/* "state=well,sex=men"; NULL where nothing is kept apart. */
static enum status write_labels(const struct outputs *outputs, size_t id, size_t group,
                                const struct comparison_request *request, char **labels, struct error *error)
{
    const struct dimension *dimensions[OUTPUT_MAX_DIMENSIONS];
    size_t count = outputs_dimensions_of(outputs, id, dimensions);
    size_t stride[OUTPUT_MAX_DIMENSIONS];
    size_t groups = 1;
    struct text_buffer text = {0};
    for (size_t d = count; d-- > 0;) {
        stride[d] = groups;
        groups *= is_apart(outputs, id, dimensions[d], request) ? dimensions[d]->size : 1;
    }
    for (size_t d = 0; d < count; d++) {
        if (is_apart(outputs, id, dimensions[d], request)) {
            text_buffer_format(&text, "%s%s=%s", text.length > 0 ? "," : "", dimensions[d]->name,
                               dimensions[d]->labels[group / stride[d] % dimensions[d]->size]);
        }
    }
    *labels = text.text;
    return text_buffer_status(&text, error);
}

/* ---- periods ---- */

static int32_t period_of(int32_t day, enum comparison_by by)
{
    return by == COMPARISON_BY_DAY     ? day
           : by == COMPARISON_BY_MONTH ? date_month_begin(day)
                                       : date_year_begin(day);
}

static bool is_wanted(const struct comparison_request *request, int32_t first, int32_t last)
{
    bool wanted = false;
    for (size_t i = 0; i < request->date_count; i++) {
        wanted |= first <= request->dates[i].last && last >= request->dates[i].first;
    }
    return wanted;
}

static struct figure *add(struct comparison *comparison, struct error *error)
{
    struct figure *figures = list_room(comparison->figures, comparison->figure_count, sizeof *figures);
    if (figures == NULL) {
        error_memory(error, "figures to compare");
        return NULL;
    }
    comparison->figures = figures;
    return &figures[comparison->figure_count++];
}

/* The figures of a period. */
static enum status add_cells(struct comparison *comparison, const struct outputs *outputs,
                             const struct figure *like, size_t id, size_t groups,
                             const struct comparison_request *request, struct error *error)
{
    for (size_t cell = 0; cell < groups; cell++) {
        struct figure *figure = add(comparison, error);
        if (figure == NULL) {
            return STATUS_MEMORY;
        }
        *figure = *like;
        figure->cell = cell;
        PASS(write_labels(outputs, id, cell, request, &figure->labels, error));
    }
    return STATUS_OK;
}

/* The period that begins with a record: how many records it has, and their days. */
static void take_period(const struct outputs *outputs, enum output_axis axis, enum comparison_by by,
                        struct figure *figure)
{
    const struct output_record *records = outputs->periods[axis];
    size_t first = figure->first_record;
    size_t next = first + 1;
    while (next < outputs->period_count[axis] &&
           period_of(records[next].first_day, by) == period_of(records[first].first_day, by)) {
        next++;
    }
    figure->records = next - first;
    figure->first_day = records[first].first_day;
    figure->last_day = records[next - 1].last_day;
}

static enum status add_series(struct comparison *comparison, const struct loaded_batch *batch, size_t slice,
                              size_t groups, const struct comparison_request *request, struct error *error)
{
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    size_t id = batch->shape.ids[slice];
    enum output_axis axis = outputs->declared[id].axis;
    struct figure like = {.output = &outputs->declared[id], .index = slice, .records = 1};
    size_t count = outputs->period_count[axis];
    for (; like.first_record < count; like.first_record += like.records) {
        take_period(outputs, axis, request->by, &like);
        bool last = like.first_record + like.records == count;
        int32_t first_day = axis == OUTPUT_FINAL ? like.last_day : like.first_day; /* written at the end */
        bool wanted =
            request->dates == NULL ? request->all || last : is_wanted(request, first_day, like.last_day);
        if (wanted) {
            PASS(add_cells(comparison, outputs, &like, id, groups, request, error));
        }
    }
    return STATUS_OK;
}

/* ---- all ---- */

static enum status check_dates(const struct comparison_request *request, const struct sim *sim,
                               struct error *error)
{
    for (size_t i = 0; i < request->date_count; i++) {
        const struct day_range *date = &request->dates[i];
        if (date->last < sim->start_day || date->first >= sim->end_day) {
            char text[3][11];
            date_format(date->first, text[0]);
            date_format(sim->start_day, text[1]);
            date_format(sim->end_day - 1, text[2]);
            return error_set(error, STATUS_INPUT, "--date: nothing is kept of %s, the result is of %s to %s",
                             text[0], text[1], text[2]);
        }
    }
    return STATUS_OK;
}

enum status comparison_list(struct comparison *comparison, const struct loaded_batch *batch,
                            const struct comparison_request *request, struct error *error)
{
    const struct outputs *outputs = &batch->shape.frame.sim.outputs;
    const struct model *model = batch->experiment.model;
    PASS(check_dates(request, &batch->shape.frame.sim, error));
    for (size_t i = 0; i < model->measure_count; i++) {
        struct figure *figure = request->measures[i] ? add(comparison, error) : NULL;
        if (request->measures[i] && figure == NULL) {
            return STATUS_MEMORY;
        }
        if (figure != NULL) {
            *figure = (struct figure){.measure = &model->measures[i], .index = i};
        }
    }
    for (size_t slice = 0; slice + 1 < batch->shape.count; slice++) {
        struct grouping grouping = {0};
        enum status status = STATUS_OK;
        if (request->series[slice]) {
            status = grouping_init(&grouping, outputs, batch->shape.ids[slice], request, error);
            comparison->left_out += status == STATUS_OK && grouping.groups == 0;
        }
        if (status == STATUS_OK && grouping.groups > 0) {
            status = add_series(comparison, batch, slice, grouping.groups, request, error);
        }
        grouping_clear(&grouping);
        PASS(status);
    }
    return STATUS_OK;
}
