#include <stdio.h>
#include <string.h>

#include "sim/due.h"
#include "sim/io/column_pack.h"
#include "sim/io/result_parts.h"
#include "sim/memory.h"

/* CF's flag attributes are for people who read a header; longer lists stay in the coordinate variable alone.
 */
enum { FLAGS_MAX = 256 };

/* The labels of a dimension as one text, blanks replaced: "cdi cdd long_term". NULL without memory. */
static char *join_labels(const struct dimension *dimension)
{
    size_t bytes = 1;
    for (size_t i = 0; i < dimension->size; i++) {
        bytes += strlen(dimension->labels[i]) + 2;
    }
    char *text = memory_alloc(bytes, 1);
    char *at = text;
    for (size_t i = 0; text != NULL && i < dimension->size; i++) {
        const char *label = dimension->labels[i][0] != '\0' ? dimension->labels[i] : "_";
        for (; *label != '\0'; label++) {
            *at++ = *label == ' ' ? '_' : *label;
        }
        *at++ = i + 1 < dimension->size ? ' ' : '\0';
    }
    return text;
}

static void fill_code(enum column_type type, void *values, size_t index)
{
    size_t size = column_type_size(type);
    uint64_t code = index; /* little-endian machines: its first bytes are the narrow number */
    memcpy((char *)values + index * size, &code, size);
}

/* Codes are indices into a declared dimension. */
static void describe_codes(struct netcdf *nc, hid_t variable, const struct column *column,
                           const struct dimension *dimension)
{
    netcdf_describe(nc, variable, column->text, "1");
    netcdf_put_text(nc, variable, "codes_of", dimension->name);
    if (dimension->size > FLAGS_MAX) {
        return;
    }
    uint64_t values[FLAGS_MAX];
    for (size_t i = 0; i < dimension->size; i++) {
        fill_code(column->type, values, i);
    }
    char *meanings = join_labels(dimension);
    if (meanings == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "labels of the result"));
        return;
    }
    netcdf_put_array(nc, variable, "flag_values", column->type, values, dimension->size);
    netcdf_put_text(nc, variable, "flag_meanings", meanings);
    memory_free(meanings);
}

static void describe_column(struct netcdf *nc, hid_t variable, const struct column *column,
                            const struct panel_spec *panel, const struct outputs *outputs)
{
    if (strcmp(column->unit, "day") == 0 && column->type == COLUMN_I32) {
        static const int32_t never = DUE_NEVER;
        netcdf_describe_date(nc, variable, column->text);
        netcdf_put_array(nc, variable, "_FillValue", COLUMN_I32, &never, 1);
    } else if (strncmp(column->unit, "code:", strlen("code:")) == 0) {
        const char *name = column->unit + strlen("code:");
        const struct dimension *dimension = outputs_dimension_find(outputs, name);
        if (dimension == NULL) {
            netcdf_fail(nc,
                        error_set(nc->error, STATUS_FAILED,
                                  "column \"%s\" of panel \"%s\" has codes of an unknown dimension \"%s\"",
                                  column->name, panel->name, name));
            return;
        }
        describe_codes(nc, variable, column, dimension);
    } else {
        netcdf_describe(nc, variable, column->text, strcmp(column->unit, "id") == 0 ? "1" : column->unit);
    }
}

/* Rows on their way from the spool to the file: some chunks of rows at a time. Their rows are taken apart,
 * their columns are packed, both in parallel, and then they are written one after the other. */
enum { CHUNKS_AT_A_TIME = 2, PIECE = 4096 }; /* rows that are taken apart at a time */

struct packed {
    unsigned char *bytes;
    size_t count;
};

struct packing {
    const struct panel_spec *panel;
    size_t chunk_rows;
    size_t count;               /* rows that are there */
    unsigned char *rows;        /* [CHUNKS_AT_A_TIME * chunk_rows] rows */
    unsigned char *planes;      /* [CHUNKS_AT_A_TIME][row_size][chunk_rows]: the columns in their order */
    struct packed *packed;      /* [CHUNKS_AT_A_TIME * column_count], chunk by chunk */
    struct deflate_work *works; /* [threads] */
};

static void packing_clear(struct packing *packing)
{
    size_t count = CHUNKS_AT_A_TIME * packing->panel->column_count;
    for (size_t i = 0; packing->packed != NULL && i < count; i++) {
        memory_free(packing->packed[i].bytes);
    }
    memory_free(packing->works);
    memory_free(packing->packed);
    memory_free(packing->planes);
    memory_free(packing->rows);
}

static enum status packing_init(struct packing *packing, const struct panel_spec *panel, uint64_t rows,
                                int threads, struct error *error)
{
    size_t columns = panel->column_count;
    *packing = (struct packing){.panel = panel, .chunk_rows = netcdf_chunk_rows(rows)};
    size_t most = CHUNKS_AT_A_TIME * packing->chunk_rows;
    packing->rows = memory_alloc(most, panel->row_size);
    packing->planes = memory_alloc(most, panel->row_size);
    packing->packed = memory_alloc(CHUNKS_AT_A_TIME * columns, sizeof *packing->packed);
    packing->works = memory_alloc((size_t)threads, sizeof *packing->works);
    bool made =
        packing->rows != NULL && packing->planes != NULL && packing->packed != NULL && packing->works != NULL;
    for (size_t i = 0; made && i < CHUNKS_AT_A_TIME * columns; i++) {
        size_t bound = column_pack_bound(panel->columns[i % columns].type, packing->chunk_rows);
        packing->packed[i].bytes = memory_alloc(bound, 1);
        made = packing->packed[i].bytes != NULL;
    }
    return made ? STATUS_OK : error_memory(error, "panel of the result");
}

/* Rows of the chunk that are there. */
static size_t chunk_count(const struct packing *packing, size_t chunk)
{
    size_t left = packing->count - chunk * packing->chunk_rows;
    return left < packing->chunk_rows ? left : packing->chunk_rows;
}

static void take_apart(void *context, const struct span *span)
{
    struct packing *packing = context;
    const struct panel_spec *panel = packing->panel;
    size_t chunk_rows = packing->chunk_rows;
    size_t pieces = parallel_blocks(chunk_rows, PIECE);
    for (size_t i = span->begin; i < span->end; i++) {
        size_t chunk = i / pieces;
        size_t first = i % pieces * PIECE;
        size_t count = chunk_count(packing, chunk);
        size_t part = first >= count ? 0 : count - first < PIECE ? count - first : PIECE;
        const unsigned char *rows = packing->rows + (chunk * chunk_rows + first) * panel->row_size;
        unsigned char *planes = packing->planes + chunk * chunk_rows * panel->row_size;
        for (size_t c = 0; c < panel->column_count; c++) {
            const struct column *column = &panel->columns[c];
            column_shuffle(column->type, rows, panel->row_size, column->offset, part, planes + first,
                           chunk_rows);
            planes += chunk_rows * column_type_size(column->type);
        }
    }
}

static void pack_columns(void *context, const struct span *span)
{
    struct packing *packing = context;
    const struct panel_spec *panel = packing->panel;
    size_t chunk_rows = packing->chunk_rows;
    for (size_t i = span->begin; i < span->end; i++) {
        unsigned char *planes = packing->planes + i / panel->column_count * chunk_rows * panel->row_size;
        const struct column *column = panel->columns;
        for (; column < &panel->columns[i % panel->column_count]; column++) {
            planes += chunk_rows * column_type_size(column->type);
        }
        struct packed *packed = &packing->packed[i];
        packed->count =
            column_pack(column->type, planes, chunk_rows, &packing->works[span->thread], packed->bytes);
    }
}

/* What is left of the last chunk is zeros. */
static void pack(struct packing *packing, const struct parallel *parallel)
{
    size_t chunks = parallel_blocks(packing->count, packing->chunk_rows);
    if (packing->count % packing->chunk_rows != 0) {
        size_t bytes = packing->chunk_rows * packing->panel->row_size;
        memset(packing->planes + (chunks - 1) * bytes, 0, bytes);
    }
    parallel_for(parallel, chunks * parallel_blocks(packing->chunk_rows, PIECE), 1, take_apart, packing);
    parallel_for(parallel, chunks * packing->panel->column_count, 1, pack_columns, packing);
}

static void write_packed(struct netcdf *nc, const hid_t *variables, const struct packing *packing,
                         uint64_t first_row)
{
    size_t columns = packing->panel->column_count;
    size_t chunks = parallel_blocks(packing->count, packing->chunk_rows);
    for (size_t i = 0; i < chunks * columns; i++) {
        const struct packed *packed = &packing->packed[i];
        netcdf_write_chunk(nc, variables[i % columns], first_row + i / columns * packing->chunk_rows,
                           packed->bytes, packed->count);
    }
}

static void copy_rows(struct netcdf *nc, const hid_t *variables, const struct run *run, size_t index,
                      struct spool *spool)
{
    struct packing packing;
    const struct parallel *parallel = &run->sim.parallel;
    uint64_t rows = spool->rows[index];
    netcdf_fail(nc, packing_init(&packing, &run->model->panels[index], rows, parallel->threads, nc->error));
    size_t step = CHUNKS_AT_A_TIME * packing.chunk_rows;
    for (uint64_t first = 0; first < rows && nc->status == STATUS_OK; first += step) {
        packing.count = rows - first < step ? (size_t)(rows - first) : step;
        netcdf_fail(nc, spool_read(spool, index, first, packing.count, packing.rows, nc->error));
        if (nc->status == STATUS_OK) {
            pack(&packing, parallel);
            write_packed(nc, variables, &packing, first);
        }
    }
    packing_clear(&packing);
}

static void write_panel(struct netcdf *nc, hid_t parent, const struct run *run, size_t index,
                        struct spool *spool)
{
    const struct panel_spec *panel = &run->model->panels[index];
    hid_t *variables = memory_alloc(panel->column_count, sizeof *variables);
    if (variables == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "panel of the result"));
        return;
    }
    hid_t group = netcdf_group(nc, parent, panel->name);
    netcdf_put_text(nc, group, "title", panel->text);
    struct netcdf_dimension row = netcdf_rows(nc, group, "row", spool->rows[index]);
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct column *column = &panel->columns[i];
        variables[i] = netcdf_variable(nc, group, column->name, column->type, &row, 1);
        describe_column(nc, variables[i], column, panel, &run->sim.outputs);
    }
    copy_rows(nc, variables, run, index, spool);
    for (size_t i = 0; i < panel->column_count; i++) {
        netcdf_drop(nc, variables[i]);
    }
    netcdf_drop(nc, row.scale);
    netcdf_drop(nc, group);
    memory_free(variables);
}

void result_write_panels(struct netcdf *nc, const struct run *run, struct spool *spool)
{
    hid_t parent = netcdf_group(nc, nc->file, "panel");
    for (size_t i = 0; i < run->model->panel_count; i++) {
        write_panel(nc, parent, run, i, spool);
    }
    netcdf_drop(nc, parent);
}
