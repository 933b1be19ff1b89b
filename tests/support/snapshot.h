/* A checkpoint in memory: all that a run must be given back to go on as if nothing had happened. */
#ifndef TESTS_SUPPORT_SNAPSHOT_H
#define TESTS_SUPPORT_SNAPSHOT_H

#include <stdlib.h>
#include <string.h>

#include "sim/run.h"

struct snapshot {
    int32_t day;
    unsigned char *bytes;
    size_t size;
    size_t capacity;
    size_t read; /* by snapshot_restore */
};

/* Writes to or reads from the snapshot, so that both sides name the same things in the same order. */
static inline void snapshot_move(struct snapshot *snapshot, void *data, size_t bytes, bool writing)
{
    if (!writing) {
        if (snapshot->read + bytes > snapshot->size) {
            abort();
        }
        if (bytes != 0) {
            memcpy(data, snapshot->bytes + snapshot->read, bytes);
        }
        snapshot->read += bytes;
        return;
    }
    if (snapshot->size + bytes > snapshot->capacity) {
        snapshot->capacity = 2 * (snapshot->size + bytes);
        snapshot->bytes = realloc(snapshot->bytes, snapshot->capacity);
        if (snapshot->bytes == NULL) {
            abort();
        }
    }
    if (bytes != 0) {
        memcpy(snapshot->bytes + snapshot->size, data, bytes);
    }
    snapshot->size += bytes;
}

static inline void snapshot_tables(struct snapshot *snapshot, struct run *run, bool writing)
{
    struct table_list list = {.count = 0};
    run_tables(run, &list);
    for (size_t i = 0; i < list.count; i++) {
        struct table *table = list.tables[i];
        size_t rows = table->rows;
        snapshot_move(snapshot, &rows, sizeof rows, writing);
        if (!writing && table_resize(table, rows, NULL) != STATUS_OK) {
            abort();
        }
        for (size_t column = 0; column < table->column_count; column++) {
            size_t size = column_type_size(table->columns[column].type);
            snapshot_move(snapshot, table_data(table, column), rows * size, writing);
        }
    }
}

static inline void snapshot_outputs(struct snapshot *snapshot, struct outputs *outputs, bool writing)
{
    for (int axis = 0; axis < OUTPUT_AXIS_COUNT; axis++) {
        size_t periods = outputs->period_count[axis];
        outputs_gather(outputs, (enum output_axis)axis);
        snapshot_move(snapshot, &periods, sizeof periods, writing);
        if (!writing && outputs_reserve(outputs, (enum output_axis)axis, periods, NULL) != STATUS_OK) {
            abort();
        }
        outputs->period_count[axis] = periods;
        snapshot_move(snapshot, outputs->periods[axis], periods * sizeof *outputs->periods[axis], writing);
    }
    for (size_t id = 0; id < outputs->count; id++) {
        size_t bytes = outputs->cells[id] * sizeof(int64_t);
        bool reals = outputs->declared[id].type == COLUMN_F64;
        snapshot_move(snapshot, outputs->records[id],
                      outputs->period_count[outputs->declared[id].axis] * bytes, writing);
        snapshot_move(snapshot,
                      reals ? (void *)outputs_reals(outputs, id) : (void *)outputs_tally(outputs, id, 0),
                      bytes, writing);
    }
}

static inline void snapshot_take(struct snapshot *snapshot, struct run *run)
{
    *snapshot = (struct snapshot){.day = run->day};
    snapshot_tables(snapshot, run, true);
    snapshot_outputs(snapshot, &run->sim.outputs, true);
}

/* Into a run made with `restoring`. */
static inline enum status snapshot_restore(struct snapshot *snapshot, struct run *run, struct error *error)
{
    snapshot->read = 0;
    snapshot_tables(snapshot, run, false);
    snapshot_outputs(snapshot, &run->sim.outputs, false);
    run->day = snapshot->day;
    return run_restored(run, error);
}

static inline void snapshot_clear(struct snapshot *snapshot)
{
    free(snapshot->bytes);
    *snapshot = (struct snapshot){0};
}

#endif
