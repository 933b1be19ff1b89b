#include "sim/io/member_panels.h"

#include <string.h>
#include <unistd.h>

#include <libdeflate.h>

#include "sim/io/netcdf.h"
#include "sim/io/panel_pack.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

/* ---- where pieces are ---- */

size_t panel_chunks(uint64_t rows)
{
    size_t chunk = netcdf_chunk_rows(rows);
    return (size_t)((rows + chunk - 1) / chunk);
}

static size_t pieces_of(const struct panel_index *index, size_t panel)
{
    return panel_chunks(index->rows[panel]) * index->model->panels[panel].column_count;
}

void panel_index_clear(struct panel_index *index)
{
    memory_free(index->rows);
    memory_free(index->ends);
    *index = (struct panel_index){0};
}

enum status panel_index_init(struct panel_index *index, const struct model *model, const uint64_t *rows,
                             struct error *error)
{
    *index = (struct panel_index){.model = model, .rows = memory_alloc(model->panel_count, sizeof *rows)};
    if (index->rows == NULL) {
        return error_memory(error, "panels of a member");
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        index->rows[i] = rows[i];
        index->pieces += pieces_of(index, i);
    }
    index->ends = memory_alloc(index->pieces, sizeof *index->ends);
    return index->ends == NULL ? error_memory(error, "panels of a member") : STATUS_OK;
}

size_t panel_index_number(const struct panel_index *index, const struct panel_piece *piece)
{
    size_t number = piece->chunk * index->model->panels[piece->panel].column_count + piece->column;
    for (size_t i = 0; i < piece->panel; i++) {
        number += pieces_of(index, i);
    }
    return number;
}

uint64_t panel_index_bytes(const struct panel_index *index)
{
    return (index->model->panel_count + index->pieces) * sizeof(uint64_t);
}

/* ---- packing ---- */

struct packing {
    const struct spool *spool;
    const struct parallel *parallel;
    const char *path;
    struct packed_panels *packed;
    struct panel_index index;
    uint64_t begin; /* of the pieces */
};

static enum status add_chunk(struct packing *packing, size_t panel, size_t chunk,
                             const struct panel_pack *pack, struct error *error)
{
    for (size_t column = 0; column < pack->panel->column_count; column++) {
        const struct panel_piece piece = {panel, chunk, column};
        PASS(file_write(packing->packed->descriptor, packing->path, packing->packed->bytes,
                        pack->packed[column], pack->sizes[column], error));
        packing->packed->bytes += pack->sizes[column];
        packing->index.ends[panel_index_number(&packing->index, &piece)] =
            packing->packed->bytes - packing->begin;
    }
    return STATUS_OK;
}

static enum status pack_panel(struct packing *packing, size_t panel, struct error *error)
{
    const struct panel_spec *spec = &packing->index.model->panels[panel];
    uint64_t rows = packing->index.rows[panel];
    size_t chunk_rows = netcdf_chunk_rows(rows);
    uint64_t digest = 0;
    struct panel_pack pack;
    enum status status = STATUS_OK;
    unsigned char *chunk = memory_alloc(chunk_rows, spec->row_size);
    TRY(panel_pack_init(&pack, spec, packing->parallel, chunk_rows, error));
    if (chunk == NULL) {
        TRY(error_memory(error, "panels of a member"));
    }
    for (uint64_t first = 0; first < rows; first += chunk_rows) {
        size_t count = rows - first < chunk_rows ? (size_t)(rows - first) : chunk_rows;
        TRY(spool_read(packing->spool, panel, first, count, chunk, &digest, error));
        TRY(panel_pack_rows(&pack, chunk, count, error));
        TRY(add_chunk(packing, panel, (size_t)(first / chunk_rows), &pack, error));
    }
out:
    panel_pack_clear(&pack);
    memory_free(chunk);
    return status;
}

static enum status write_index(const struct packing *packing, struct error *error)
{
    const struct panel_index *index = &packing->index;
    size_t rows = index->model->panel_count * sizeof *index->rows;
    PASS(file_write(packing->packed->descriptor, packing->path, 0, index->rows, rows, error));
    return file_write(packing->packed->descriptor, packing->path, rows, index->ends,
                      index->pieces * sizeof *index->ends, error);
}

/* Of the whole stretch, once it stands. */
static enum status digest_packed(struct packed_panels *packed, const char *path, struct error *error)
{
    enum { PIECE = 1 << 18 };
    unsigned char *bytes = memory_alloc(PIECE, 1);
    enum status status = bytes == NULL ? error_memory(error, "panels of a member") : STATUS_OK;
    for (uint64_t at = 0; at < packed->bytes && status == STATUS_OK; at += PIECE) {
        size_t count = packed->bytes - at < PIECE ? (size_t)(packed->bytes - at) : PIECE;
        status = file_read(packed->descriptor, path, at, bytes, count, error);
        packed->digest = libdeflate_crc32((uint32_t)packed->digest, bytes, count);
    }
    memory_free(bytes);
    return status;
}

static enum status pack_all(struct packing *packing, const struct model *model, struct error *error)
{
    enum status status = STATUS_OK;
    uint64_t *rows = memory_alloc(model->panel_count, sizeof *rows);
    if (rows == NULL) {
        return error_memory(error, "panels of a member");
    }
    for (size_t i = 0; i < model->panel_count; i++) {
        rows[i] = packing->spool->marks[i].rows;
    }
    TRY(panel_index_init(&packing->index, model, rows, error));
    TRY(file_nameless(packing->path, &packing->packed->descriptor, error));
    packing->begin = panel_index_bytes(&packing->index);
    packing->packed->bytes = packing->begin;
    for (size_t i = 0; i < model->panel_count; i++) {
        TRY(pack_panel(packing, i, error));
    }
    TRY(write_index(packing, error));
    TRY(digest_packed(packing->packed, packing->path, error));
out:
    memory_free(rows);
    return status;
}

enum status packed_panels_make(struct packed_panels *packed, const struct spool *spool,
                               const struct model *model, const struct parallel *parallel, const char *path,
                               struct error *error)
{
    struct packing packing = {.spool = spool, .parallel = parallel, .path = path, .packed = packed};
    *packed = (struct packed_panels){.descriptor = -1};
    enum status status = pack_all(&packing, model, error);
    panel_index_clear(&packing.index);
    return status;
}

void packed_panels_clear(struct packed_panels *packed)
{
    if (packed->descriptor >= 0) {
        close(packed->descriptor);
    }
    *packed = (struct packed_panels){.descriptor = -1};
}

/* ---- reading ---- */

/* Pieces follow each other and end with the stretch. */
static bool is_whole(const struct panel_index *index, uint64_t bytes)
{
    uint64_t last = 0;
    for (size_t i = 0; i < index->pieces; i++) {
        if (index->ends[i] < last) {
            return false;
        }
        last = index->ends[i];
    }
    return panel_index_bytes(index) <= bytes && last == bytes - panel_index_bytes(index);
}

enum status panel_index_read(struct panel_index *index, const struct model *model, int descriptor,
                             const char *path, uint64_t at, uint64_t bytes, struct error *error)
{
    size_t head = model->panel_count * sizeof(uint64_t);
    enum status status = STATUS_OK;
    uint64_t *rows = memory_alloc(model->panel_count, sizeof *rows);
    *index = (struct panel_index){0};
    if (rows == NULL) {
        return error_memory(error, "panels of a member");
    }
    TRY(file_read(descriptor, path, at, rows, head, error));
    TRY(panel_index_init(index, model, rows, error));
    TRY(file_read(descriptor, path, at + head, index->ends, index->pieces * sizeof *index->ends, error));
    if (!is_whole(index, bytes)) {
        TRY(error_set(error, STATUS_FAILED, "\"%s\" is damaged: panels of a member", path));
    }
out:
    memory_free(rows);
    return status;
}

enum status panel_piece_check(const struct panel_index *index, const struct panel_piece *piece,
                              const void *packed, size_t bytes, struct error *error)
{
    const struct panel_spec *panel = &index->model->panels[piece->panel];
    size_t size =
        netcdf_chunk_rows(index->rows[piece->panel]) * column_type_size(panel->columns[piece->column].type);
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    void *planes = memory_alloc(size, 1);
    enum status status = STATUS_OK;
    if (decompressor == NULL || planes == NULL) {
        status = error_memory(error, "panels of a member");
    } else if (libdeflate_zlib_decompress(decompressor, packed, bytes, planes, size, NULL) !=
               LIBDEFLATE_SUCCESS) {
        status = error_set(error, STATUS_FAILED, "column \"%s\" of a panel is damaged",
                           panel->columns[piece->column].name);
    }
    if (decompressor != NULL) {
        libdeflate_free_decompressor(decompressor);
    }
    memory_free(planes);
    return status;
}
