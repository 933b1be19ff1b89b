#include <stdio.h>
#include <string.h>

#include "sim/due.h"
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

/* The spool has the rows packed, in the chunks of the file. */
static void copy_chunks(struct netcdf *nc, const hid_t *variables, const struct panel_spec *panel,
                        size_t index, struct spool *spool)
{
    uint64_t rows = spool->rows[index];
    spool_rewind(spool, index);
    for (uint64_t first = 0; first < rows && nc->status == STATUS_OK; first += SPOOL_CHUNK_ROWS) {
        const struct panel_pack *chunk;
        netcdf_fail(nc, spool_next(spool, index, &chunk, nc->error));
        for (size_t i = 0; i < panel->column_count && nc->status == STATUS_OK; i++) {
            netcdf_write_chunk(nc, variables[i], first, chunk->columns[i], chunk->sizes[i]);
        }
    }
    spool_rewind(spool, index);
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
    copy_chunks(nc, variables, panel, index, spool);
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
    spool_use_threads(spool, &run->sim.parallel);
    for (size_t i = 0; i < run->model->panel_count; i++) {
        write_panel(nc, parent, run, i, spool);
    }
    netcdf_drop(nc, parent);
}
