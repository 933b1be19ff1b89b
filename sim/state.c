#include "sim/state.h"

#include <string.h>

#include "sim/memory.h"

/* Running and kept cells of an output. */
static struct state_piece output_piece(const struct outputs *outputs, size_t id, bool records)
{
    const struct output *output = &outputs->declared[id];
    struct state_piece piece = {output->name, NULL, outputs->cells[id] * sizeof(int64_t)};
    if (records) {
        piece.data = outputs->records[id];
        piece.bytes *= outputs->period_count[output->axis];
    } else {
        piece.data = output->type == COLUMN_F64 ? (void *)outputs_reals(outputs, id)
                                                : (void *)outputs_tally(outputs, id, 0);
    }
    return piece;
}

bool state_piece(struct run *run, size_t index, struct state_piece *piece)
{
    const struct outputs *outputs = &run->sim.outputs;
    const struct table *table;
    for (size_t i = 0; (table = run->model->table(run->world, i)) != NULL; i++) {
        if (index < table->column_count) {
            const struct column *column = &table->columns[index];
            *piece = (struct state_piece){column->name, table_data(table, index),
                                          table->rows * column_size(column)};
            return true;
        }
        index -= table->column_count;
    }
    if (index < OUTPUT_AXIS_COUNT) {
        *piece = (struct state_piece){"periods", outputs->periods[index],
                                      outputs->period_count[index] * sizeof *outputs->periods[index]};
        return true;
    }
    index -= OUTPUT_AXIS_COUNT;
    if (index < 2 * outputs->count) {
        *piece = output_piece(outputs, index / 2, index % 2 != 0);
        return true;
    }
    return false;
}

static size_t table_count(struct run *run)
{
    size_t count = 0;
    while (run->model->table(run->world, count) != NULL) {
        count++;
    }
    return count;
}

size_t state_shape_size(struct run *run)
{
    return 1 + run->model->panel_count + table_count(run) + OUTPUT_AXIS_COUNT;
}

void state_shape(struct run *run, uint64_t *shape)
{
    *shape++ = (uint64_t)run->day;
    for (size_t i = 0; i < run->model->panel_count; i++) {
        *shape++ = run->sim.panels[i].rows;
    }
    for (size_t i = 0; i < table_count(run); i++) {
        *shape++ = run->model->table(run->world, i)->rows;
    }
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        outputs_gather(&run->sim.outputs, (enum output_axis)axis);
        *shape++ = run->sim.outputs.period_count[axis];
    }
}

enum status state_reshape(struct run *run, const uint64_t *shape, struct error *error)
{
    struct outputs *outputs = &run->sim.outputs;
    enum status status = STATUS_OK;
    run->day = (int32_t)*shape++;
    for (size_t i = 0; i < run->model->panel_count; i++) {
        run->sim.panels[i].rows = *shape++;
    }
    for (size_t i = 0; i < table_count(run); i++) {
        TRY(table_resize(run->model->table(run->world, i), (size_t)*shape++, error));
    }
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        TRY(outputs_reserve(outputs, (enum output_axis)axis, (size_t)*shape, error));
        outputs->period_count[axis] = (size_t)*shape++;
    }
out:
    return status;
}

enum status state_copy(struct run *to, struct run *from, struct error *error)
{
    enum status status = STATUS_OK;
    struct state_piece source;
    struct state_piece target;
    uint64_t *shape = memory_alloc(state_shape_size(from), sizeof *shape);
    if (shape == NULL) {
        return error_memory(error, "state of the run");
    }
    state_shape(from, shape);
    TRY(state_reshape(to, shape, error));
    for (size_t i = 0; state_piece(from, i, &source); i++) {
        if (!state_piece(to, i, &target) || target.bytes != source.bytes) {
            TRY(error_set(error, STATUS_FAILED, "the runs differ in the size of \"%s\"", source.name));
        }
        if (source.bytes != 0) {
            memcpy(target.data, source.data, source.bytes);
        }
    }
out:
    memory_free(shape);
    return status;
}
