#include "sim/io/panel_pack.h"

#include <stdbool.h>
#include <string.h>

#include "sim/memory.h"

enum { PIECE = 4096 }; /* rows that are taken apart at a time */

static void clear_room(struct panel_pack *pack)
{
    for (size_t i = 0; pack->columns != NULL && i < pack->panel->column_count; i++) {
        memory_free(pack->columns[i]);
    }
    memory_free(pack->columns);
    memory_free(pack->sizes);
    memory_free(pack->planes);
    pack->columns = NULL;
    pack->sizes = NULL;
    pack->planes = NULL;
    pack->chunk_rows = 0;
}

void panel_pack_clear(struct panel_pack *pack)
{
    clear_room(pack);
    memory_free(pack->works);
    *pack = (struct panel_pack){0};
}

enum status panel_pack_reserve(struct panel_pack *pack, const struct panel_spec *panel, size_t chunk_rows,
                               struct error *error)
{
    if (pack->chunk_rows >= chunk_rows) {
        return STATUS_OK;
    }
    clear_room(pack);
    pack->panel = panel;
    pack->columns = memory_alloc(panel->column_count, sizeof *pack->columns);
    pack->sizes = memory_alloc(panel->column_count, sizeof *pack->sizes);
    pack->planes = memory_alloc(chunk_rows, panel->row_size);
    bool made = pack->columns != NULL && pack->sizes != NULL && pack->planes != NULL;
    for (size_t i = 0; made && i < panel->column_count; i++) {
        pack->columns[i] = memory_alloc(column_pack_bound(panel->columns[i].type, chunk_rows), 1);
        made = pack->columns[i] != NULL;
    }
    if (!made) {
        clear_room(pack);
        return error_memory(error, "packed panel");
    }
    pack->chunk_rows = chunk_rows;
    return STATUS_OK;
}

static enum status reserve_threads(struct panel_pack *pack, int threads, struct error *error)
{
    if (pack->threads >= threads) {
        return STATUS_OK;
    }
    memory_free(pack->works);
    pack->threads = 0;
    pack->works = memory_alloc((size_t)threads, sizeof *pack->works);
    if (pack->works == NULL) {
        return error_memory(error, "packed panel");
    }
    pack->threads = threads;
    return STATUS_OK;
}

struct work {
    struct panel_pack *pack;
    const unsigned char *rows;
    size_t chunk_rows;
};

static void take_apart(void *context, const struct span *span)
{
    const struct work *work = context;
    const struct panel_spec *panel = work->pack->panel;
    const unsigned char *rows = work->rows + span->begin * panel->row_size;
    unsigned char *planes = work->pack->planes + span->begin;
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct column *column = &panel->columns[i];
        column_shuffle(column->type, rows, panel->row_size, column->offset, span->end - span->begin, planes,
                       work->chunk_rows);
        planes += work->chunk_rows * column_type_size(column->type);
    }
}

static void pack_columns(void *context, const struct span *span)
{
    const struct work *work = context;
    struct panel_pack *pack = work->pack;
    const struct column *columns = pack->panel->columns;
    const unsigned char *planes = pack->planes;
    for (size_t i = 0; i < span->end; i++) {
        if (i >= span->begin) {
            pack->sizes[i] = (uint32_t)column_pack(columns[i].type, planes, work->chunk_rows,
                                                   &pack->works[span->thread], pack->columns[i]);
        }
        planes += work->chunk_rows * column_type_size(columns[i].type);
    }
}

enum status panel_pack_rows(struct panel_pack *pack, const struct parallel *parallel, const void *rows,
                            size_t count, size_t chunk_rows, struct error *error)
{
    struct work work = {pack, rows, chunk_rows};
    enum status status = reserve_threads(pack, parallel->threads, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (count < chunk_rows) {
        memset(pack->planes, 0, chunk_rows * pack->panel->row_size);
    }
    parallel_for(parallel, count, PIECE, take_apart, &work);
    parallel_for(parallel, pack->panel->column_count, 1, pack_columns, &work);
    return STATUS_OK;
}
