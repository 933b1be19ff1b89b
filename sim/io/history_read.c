#include "sim/io/history_read.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sim/id_set.h"
#include "sim/io/panel_read.h"
#include "sim/list.h"
#include "sim/memory.h"

size_t history_panel(const struct model *model)
{
    size_t index = 0;
    while (index < model->panel_count &&
           (model->history == NULL || strcmp(model->panels[index].name, model->history->panel) != 0)) {
        index++;
    }
    return index;
}

static size_t column_of(const struct panel_spec *panel, const char *name)
{
    size_t column = 0;
    while (strcmp(panel->columns[column].name, name) != 0) {
        column++;
        assert(column < panel->column_count);
    }
    return column;
}

/* A pass over all rows of the panel. */
struct pass {
    const struct history *history;
    const struct panel_spec *panel;
    struct panel_reader reader;
    size_t actor, column;
};

static void pass_begin(struct pass *pass, const struct loaded_result *result, const char *path, size_t actor,
                       struct error *error)
{
    const struct model *model = result->run.model;
    size_t index = history_panel(model);
    assert(index < model->panel_count && model->history != NULL);
    *pass = (struct pass){.history = model->history, .panel = &model->panels[index], .actor = actor};
    pass->column = column_of(pass->panel, pass->history->actors[actor].column);
    panel_reader_open(&pass->reader, result, path, index, error);
}

static uint32_t id_at(const struct pass *pass, size_t row)
{
    return ((const uint32_t *)pass->reader.values[pass->column])[row];
}

/* Columns, as they are read, become the row that they were. */
static void gather_row(const struct pass *pass, size_t row, unsigned char *to)
{
    for (size_t c = 0; c < pass->panel->column_count; c++) {
        size_t size = column_type_size(pass->panel->columns[c].type);
        memcpy(to + pass->panel->columns[c].offset,
               (const unsigned char *)pass->reader.values[c] + row * size, size);
    }
}

static enum status keep_row(const struct pass *pass, size_t row, struct history_rows *rows,
                            struct error *error)
{
    unsigned char *room = list_room(rows->rows, rows->count, rows->row_size);
    if (room == NULL) {
        return error_memory(error, "history");
    }
    rows->rows = room;
    gather_row(pass, row, rows->rows + rows->count * rows->row_size);
    rows->count++;
    return STATUS_OK;
}

enum status history_read(const struct loaded_result *result, const char *path, size_t actor, uint32_t id,
                         struct history_rows *rows, struct error *error)
{
    struct pass pass;
    enum status status = STATUS_OK;
    size_t count;
    pass_begin(&pass, result, path, actor, error);
    *rows = (struct history_rows){.row_size = pass.panel->row_size};
    for (uint64_t first = 0; (count = panel_reader_next(&pass.reader, first)) != 0; first += count) {
        for (size_t row = 0; row < count && status == STATUS_OK; row++) {
            status = id_at(&pass, row) == id ? keep_row(&pass, row, rows, error) : STATUS_OK;
        }
    }
    enum status closed = panel_reader_close(&pass.reader);
    return status != STATUS_OK ? status : closed;
}

void history_rows_clear(struct history_rows *rows)
{
    memory_free(rows->rows);
    *rows = (struct history_rows){0};
}

/* ---- Who is followed ---------------------------------------------------------------------------------- */

static int by_id(const void *one, const void *other)
{
    uint32_t a = ((const struct history_count *)one)->id, b = ((const struct history_count *)other)->id;
    return (a > b) - (a < b);
}

/* Whoever has a row, and those with which a history begins. */
struct counting {
    struct id_set set;
    uint32_t *rows; /* [set.count] */
    bool *followed; /* [set.count] */
    void *row;      /* one, gathered */
};

static enum status count_row(struct counting *counting, const struct pass *pass, size_t row,
                             struct error *error)
{
    size_t at, before = counting->set.count;
    if (id_at(pass, row) == UINT32_MAX) {
        return STATUS_OK;
    }
    PASS(id_set_add(&counting->set, id_at(pass, row), &at, error));
    if (at == before) {
        uint32_t *rows = list_room(counting->rows, at, sizeof *rows);
        counting->rows = rows != NULL ? rows : counting->rows;
        bool *followed = list_room(counting->followed, at, sizeof *followed);
        counting->followed = followed != NULL ? followed : counting->followed;
        if (rows == NULL || followed == NULL) {
            return error_memory(error, "history");
        }
        counting->rows[at] = 0;
        counting->followed[at] = false;
    }
    counting->rows[at]++;
    gather_row(pass, row, counting->row);
    counting->followed[at] |= pass->history->begins(counting->row, pass->actor);
    return STATUS_OK;
}

static enum status list_counts(const struct counting *counting, struct history_counts *counts,
                               struct error *error)
{
    counts->items = memory_alloc(counting->set.count, sizeof *counts->items);
    if (counts->items == NULL) {
        return error_memory(error, "history");
    }
    for (size_t k = 0; k < counting->set.count; k++) {
        if (counting->followed[k]) {
            counts->items[counts->count++] =
                (struct history_count){(uint32_t)counting->set.ids[k], counting->rows[k]};
        }
    }
    qsort(counts->items, counts->count, sizeof *counts->items, by_id);
    return STATUS_OK;
}

enum status history_followed(const struct loaded_result *result, const char *path, size_t actor,
                             struct history_counts *counts, struct error *error)
{
    struct pass pass;
    struct counting counting = {0};
    enum status status = STATUS_OK;
    size_t count;
    *counts = (struct history_counts){0};
    pass_begin(&pass, result, path, actor, error);
    counting.row = memory_alloc(1, pass.panel->row_size);
    status = counting.row == NULL ? error_memory(error, "history") : STATUS_OK;
    for (uint64_t first = 0; status == STATUS_OK && (count = panel_reader_next(&pass.reader, first)) != 0;
         first += count) {
        for (size_t row = 0; row < count && status == STATUS_OK; row++) {
            status = count_row(&counting, &pass, row, error);
        }
    }
    enum status closed = panel_reader_close(&pass.reader);
    status = status != STATUS_OK ? status : closed;
    status = status != STATUS_OK ? status : list_counts(&counting, counts, error);
    id_set_clear(&counting.set);
    memory_free(counting.rows);
    memory_free(counting.followed);
    memory_free(counting.row);
    return status;
}

void history_counts_clear(struct history_counts *counts)
{
    memory_free(counts->items);
    *counts = (struct history_counts){0};
}
