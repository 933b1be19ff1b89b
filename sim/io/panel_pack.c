#include "sim/io/panel_pack.h"

#include <string.h>

#include <libdeflate.h>

#include "sim/memory.h"

enum {
    LEVEL = 1,    /* higher ones take longer and gain next to nothing on shuffled columns */
    PIECE = 4096, /* rows that are taken apart at a time: all their columns while they are in a cache */
};

static size_t plane_bytes(const struct panel_pack *pack, size_t column)
{
    return pack->chunk_rows * column_type_size(pack->panel->columns[column].type);
}

void panel_pack_clear(struct panel_pack *pack)
{
    for (size_t i = 0; pack->packed != NULL && i < pack->panel->column_count; i++) {
        memory_free(pack->packed[i]);
    }
    for (int thread = 0; pack->compressors != NULL && thread < pack->parallel->threads; thread++) {
        libdeflate_free_compressor(pack->compressors[thread]);
    }
    memory_free(pack->compressors);
    memory_free(pack->packed);
    memory_free(pack->sizes);
    memory_free(pack->planes);
    *pack = (struct panel_pack){0};
}

enum status panel_pack_init(struct panel_pack *pack, const struct panel_spec *panel,
                            const struct parallel *parallel, size_t chunk_rows, struct error *error)
{
    *pack = (struct panel_pack){.panel = panel, .parallel = parallel, .chunk_rows = chunk_rows};
    pack->planes = memory_alloc(chunk_rows, panel->row_size);
    pack->packed = memory_alloc(panel->column_count, sizeof *pack->packed);
    pack->sizes = memory_alloc(panel->column_count, sizeof *pack->sizes);
    pack->compressors = memory_alloc((size_t)parallel->threads, sizeof(void *));
    if (pack->planes == NULL || pack->packed == NULL || pack->sizes == NULL || pack->compressors == NULL) {
        return error_memory(error, "packed panel");
    }
    for (int thread = 0; thread < parallel->threads; thread++) {
        pack->compressors[thread] = libdeflate_alloc_compressor(LEVEL);
        if (pack->compressors[thread] == NULL) {
            return error_memory(error, "packed panel");
        }
    }
    for (size_t i = 0; i < panel->column_count; i++) {
        pack->packed[i] = memory_alloc(libdeflate_zlib_compress_bound(NULL, plane_bytes(pack, i)), 1);
        if (pack->packed[i] == NULL) {
            return error_memory(error, "packed panel");
        }
    }
    return STATUS_OK;
}

struct work {
    const struct panel_pack *pack;
    const unsigned char *rows;
};

/* The bytes of four-byte values, which most columns are, in one go. */
static void take_4(const unsigned char *from, size_t row_size, unsigned char *plane, size_t plane_rows,
                   const struct span *span)
{
    for (size_t row = span->begin; row < span->end; row++) {
        uint32_t value;
        memcpy(&value, from + row * row_size, sizeof value);
        plane[row] = (unsigned char)value;
        plane[plane_rows + row] = (unsigned char)(value >> 8);
        plane[2 * plane_rows + row] = (unsigned char)(value >> 16);
        plane[3 * plane_rows + row] = (unsigned char)(value >> 24);
    }
}

static void take_apart(void *context, const struct span *span)
{
    const struct work *work = context;
    const struct panel_spec *panel = work->pack->panel;
    size_t rows = work->pack->chunk_rows;
    unsigned char *plane = work->pack->planes;
    for (size_t i = 0; i < panel->column_count; i++) {
        const unsigned char *from = work->rows + panel->columns[i].offset;
        size_t size = column_type_size(panel->columns[i].type);
        for (size_t byte = 0; byte < size && size != 4; byte++) {
            for (size_t row = span->begin; row < span->end; row++) {
                plane[byte * rows + row] = from[row * panel->row_size + byte];
            }
        }
        if (size == 4) {
            take_4(from, panel->row_size, plane, rows, span);
        }
        plane += size * rows;
    }
}

static void pack_column(void *context, const struct span *span)
{
    const struct panel_pack *pack = ((const struct work *)context)->pack;
    const unsigned char *planes = pack->planes;
    size_t column = span->begin;
    size_t bytes = plane_bytes(pack, column);
    for (size_t i = 0; i < column; i++) {
        planes += plane_bytes(pack, i);
    }
    pack->sizes[column] =
        libdeflate_zlib_compress(pack->compressors[span->thread], planes, bytes, pack->packed[column],
                                 libdeflate_zlib_compress_bound(NULL, bytes));
}

enum status panel_pack_rows(struct panel_pack *pack, const void *rows, size_t count, struct error *error)
{
    struct work work = {pack, rows};
    if (count < pack->chunk_rows) {
        memset(pack->planes, 0, pack->chunk_rows * pack->panel->row_size);
    }
    parallel_for(pack->parallel, count, PIECE, take_apart, &work);
    parallel_for(pack->parallel, pack->panel->column_count, 1, pack_column, &work);
    for (size_t i = 0; i < pack->panel->column_count; i++) {
        if (pack->sizes[i] == 0) {
            return error_set(error, STATUS_FAILED, "column \"%s\" could not be packed",
                             pack->panel->columns[i].name);
        }
    }
    return STATUS_OK;
}
