#include "sim/io/member_pack.h"

#include <string.h>

#include <libdeflate.h>

#include "sim/memory.h"
#include "sim/score.h"

enum { CELL = 8, LEVEL = 1 };

void member_shape_clear(struct member_shape *shape)
{
    if (shape->frame.model != NULL) {
        run_clear(&shape->frame);
    }
    memory_free(shape->ids);
    memory_free(shape->cells);
    *shape = (struct member_shape){0};
}

enum status member_shape_init(struct member_shape *shape, const struct experiment *experiment,
                              struct error *error)
{
    const struct model *model = experiment->model;
    *shape = (struct member_shape){0};
    PASS(run_recall(&shape->frame, &experiment->arms[0].scenario, error));
    PASS(run_expect(&shape->frame, error));
    shape->ids = memory_alloc(experiment->keep.outputs, sizeof *shape->ids);
    shape->cells = memory_alloc(experiment->keep.outputs + 1, sizeof *shape->cells);
    if (shape->ids == NULL || shape->cells == NULL) {
        return error_memory(error, "members of an experiment");
    }
    const struct outputs *outputs = &shape->frame.sim.outputs;
    for (size_t id = 0; id < outputs->count; id++) {
        enum output_axis axis = outputs->declared[id].axis;
        if (experiment->keep.series[id] && outputs->keep[axis]) {
            shape->ids[shape->count] = id;
            shape->cells[shape->count++] = outputs->period_count[axis] * outputs->cells[id];
        }
    }
    shape->cells[shape->count++] = model->measure_count;
    return STATUS_OK;
}

uint64_t member_shape_bytes(const struct member_shape *shape)
{
    uint64_t cells = 0;
    for (size_t slice = 0; slice < shape->count; slice++) {
        cells += shape->cells[slice];
    }
    return cells * CELL;
}

/* Byte by byte: the first bytes of all cells, then the second ones ... */
static void shuffle(const unsigned char *cells, size_t count, unsigned char *planes)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t byte = 0; byte < CELL; byte++) {
            planes[byte * count + i] = cells[i * CELL + byte];
        }
    }
}

static void unshuffle(const unsigned char *planes, size_t count, unsigned char *cells)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t byte = 0; byte < CELL; byte++) {
            cells[i * CELL + byte] = planes[byte * count + i];
        }
    }
}

/* ---- packing ---- */

struct packer {
    struct libdeflate_compressor *compressor;
    unsigned char *planes;
    unsigned char *packed;
};

static void packer_clear(struct packer *packer)
{
    libdeflate_free_compressor(packer->compressor);
    memory_free(packer->planes);
    memory_free(packer->packed);
}

static enum status packer_init(struct packer *packer, const struct member_shape *shape, struct error *error)
{
    size_t most = 0;
    for (size_t slice = 0; slice < shape->count; slice++) {
        most = shape->cells[slice] > most ? shape->cells[slice] : most;
    }
    packer->compressor = libdeflate_alloc_compressor(LEVEL);
    packer->planes = memory_alloc(most, CELL);
    packer->packed = memory_alloc(most, CELL);
    return packer->compressor == NULL || packer->planes == NULL || packer->packed == NULL
               ? error_memory(error, "packed members")
               : STATUS_OK;
}

/* A slice that does not become smaller stays as it is. */
static void pack_slice(const struct packer *packer, const void *cells, size_t count,
                       struct text_buffer *bytes)
{
    size_t size = count * CELL;
    shuffle(cells, count, packer->planes);
    size_t packed = size == 0 ? 0
                              : libdeflate_deflate_compress(packer->compressor, packer->planes, size,
                                                            packer->packed, size - 1);
    text_buffer_add(bytes, packed != 0 ? (const char *)packer->packed : cells, packed != 0 ? packed : size);
}

static enum status check_records(const struct member_shape *shape, const struct run *run, struct error *error)
{
    const struct outputs *expected = &shape->frame.sim.outputs;
    for (size_t i = 0; i + 1 < shape->count; i++) {
        enum output_axis axis = expected->declared[shape->ids[i]].axis;
        if (run->sim.outputs.period_count[axis] != expected->period_count[axis]) {
            return error_set(error, STATUS_FAILED, "the run has %zu records of \"%s\", %zu were expected",
                             run->sim.outputs.period_count[axis], expected->declared[shape->ids[i]].name,
                             expected->period_count[axis]);
        }
    }
    return STATUS_OK;
}

enum status member_pack(const struct member_shape *shape, const struct run *run, struct text_buffer *bytes,
                        struct error *error)
{
    struct packer packer = {0};
    enum status status = STATUS_OK;
    size_t head = (shape->count + 1) * sizeof(uint64_t);
    size_t begin = bytes->length;
    uint64_t *offsets = memory_alloc(shape->count + 1, sizeof *offsets);
    double *measures = memory_alloc(run->model->measure_count, sizeof *measures);
    if (offsets == NULL || measures == NULL) {
        TRY(error_memory(error, "packed members"));
    }
    TRY(check_records(shape, run, error));
    TRY(measures_compute(run->model, &run->sim, measures, error));
    TRY(packer_init(&packer, shape, error));
    text_buffer_add(bytes, (const char *)offsets, head);
    for (size_t slice = 0; slice < shape->count; slice++) {
        offsets[slice] = bytes->length - begin;
        const void *cells = slice + 1 < shape->count ? run->sim.outputs.records[shape->ids[slice]] : measures;
        pack_slice(&packer, cells, shape->cells[slice], bytes);
    }
    offsets[shape->count] = bytes->length - begin;
    TRY(text_buffer_status(bytes, error));
    memcpy(bytes->text + begin, offsets, head);
out:
    packer_clear(&packer);
    memory_free(offsets);
    memory_free(measures);
    return status;
}

/* ---- unpacking ---- */

static enum status inflate(const void *packed, size_t size, void *planes, size_t bytes, struct error *error)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (decompressor == NULL) {
        return error_memory(error, "packed members");
    }
    enum libdeflate_result result =
        libdeflate_deflate_decompress(decompressor, packed, size, planes, bytes, NULL);
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS
               ? STATUS_OK
               : error_set(error, STATUS_FAILED, "what is kept of a member is damaged");
}

enum status member_unpack(const struct member_shape *shape, size_t slice, const void *packed, size_t size,
                          void *cells, struct error *error)
{
    size_t bytes = shape->cells[slice] * CELL;
    if (size == bytes) {
        memcpy(cells, packed, bytes);
        return STATUS_OK;
    }
    unsigned char *planes = memory_alloc(bytes, 1);
    if (planes == NULL) {
        return error_memory(error, "packed members");
    }
    enum status status = inflate(packed, size, planes, bytes, error);
    if (status == STATUS_OK) {
        unshuffle(planes, shape->cells[slice], cells);
    }
    memory_free(planes);
    return status;
}
