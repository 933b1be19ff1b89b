#include <stdio.h>
#include <string.h>

#include "sim/due.h"
#include "sim/io/panel_pack.h"
#include "sim/io/result_parts.h"
#include "sim/memory.h"
#include "sim/text.h"

/* CF's flag attributes are for people who read a header; longer lists stay in the coordinate variable alone.
 */
enum { FLAGS_MAX = 256 };

/* The labels of a dimension as one text, blanks replaced: "cdi cdd long_term". */
static enum status join_labels(const struct dimension *dimension, struct text_buffer *text,
                               struct error *error)
{
    for (size_t i = 0; i < dimension->size; i++) {
        const char *label = dimension->labels[i][0] != '\0' ? dimension->labels[i] : "_";
        text_buffer_put(text, i > 0 ? " " : "");
        for (; *label != '\0'; label++) {
            text_buffer_add(text, *label == ' ' ? "_" : label, 1);
        }
    }
    return text_buffer_status(text, error);
}

static void put_flags(struct netcdf *nc, hid_t variable, enum column_type type, size_t count,
                      const char *meanings)
{
    unsigned char values[FLAGS_MAX * sizeof(uint64_t)];
    size_t size = column_type_size(type);
    for (uint64_t code = 0; code < count; code++) {
        memcpy(values + code * size, &code, size); /* little-endian: the first bytes are the narrow number */
    }
    netcdf_put_array(nc, variable, "flag_values", type, values, count);
    netcdf_put_text(nc, variable, "flag_meanings", meanings);
}

/* Codes are indices into a declared dimension. */
static void describe_codes(struct netcdf *nc, hid_t variable, const struct column *column,
                           const struct outputs *outputs)
{
    char name[COLUMN_NAME_MAX];
    snprintf(name, sizeof name, "%s", column->unit + strlen("code:"));
    name[strcspn(name, "?")] = '\0';
    const struct dimension *dimension = outputs_dimension_find(outputs, name);
    if (dimension == NULL) {
        netcdf_refuse(nc, STATUS_FAILED, "column \"%s\" has codes of no dimension \"%s\"", column->name,
                      name);
        return;
    }
    netcdf_put_text(nc, variable, "codes_of", name);
    if (dimension->size <= FLAGS_MAX) {
        struct text_buffer meanings = {0};
        netcdf_fail(nc, join_labels(dimension, &meanings, nc->error));
        put_flags(nc, variable, column->type, dimension->size, meanings.text);
        text_buffer_clear(&meanings);
    }
}

static void describe_column(struct netcdf *nc, hid_t variable, const struct column *column,
                            const struct outputs *outputs)
{
    static const uint64_t none = UINT64_MAX; /* of every width */
    static const int32_t never = DUE_NEVER;
    const char *unit = column->unit;
    if (strcmp(unit, "day") == 0) {
        netcdf_describe_date(nc, variable, column->text);
        netcdf_put_array(nc, variable, "_FillValue", COLUMN_I32, &never, 1);
        return;
    }
    bool bare = strcmp(unit, "yes") == 0 || strncmp(unit, "code:", strlen("code:")) == 0 ||
                strncmp(unit, "id", strlen("id")) == 0;
    netcdf_describe(nc, variable, column->text, bare ? "1" : unit);
    if (unit[strlen(unit) - 1] == '?') {
        netcdf_put_array(nc, variable, "_FillValue", column->type, &none, 1);
    }
    if (strcmp(unit, "yes") == 0) {
        put_flags(nc, variable, column->type, 2, "no yes");
    } else if (strncmp(unit, "code:", strlen("code:")) == 0) {
        describe_codes(nc, variable, column, outputs);
    }
}

/* Packed here, in parallel, and not by HDF5. */
static void write_chunks(struct netcdf *nc, const hid_t *variables, const struct run *run, size_t index,
                         const struct spool *spool)
{
    const struct panel_spec *panel = &run->model->panels[index];
    uint64_t rows = spool->marks[index].rows;
    size_t chunk_rows = netcdf_chunk_rows(rows);
    uint64_t digest = 0;
    struct panel_pack pack;
    netcdf_fail(nc, panel_pack_init(&pack, panel, &run->sim.parallel, chunk_rows, nc->error));
    unsigned char *chunk = netcdf_memory(nc, chunk_rows, panel->row_size, "panel of the result");
    for (uint64_t first = 0; first < rows && nc->status == STATUS_OK; first += chunk_rows) {
        size_t count = rows - first < chunk_rows ? (size_t)(rows - first) : chunk_rows;
        netcdf_fail(nc, spool_read(spool, index, first, count, chunk, &digest, nc->error));
        if (nc->status == STATUS_OK) {
            netcdf_fail(nc, panel_pack_rows(&pack, chunk, count, nc->error));
        }
        for (size_t i = 0; i < panel->column_count && nc->status == STATUS_OK; i++) {
            netcdf_write_chunk(nc, variables[i], first, pack.packed[i], pack.sizes[i]);
        }
    }
    memory_free(chunk);
    panel_pack_clear(&pack);
}

void result_panel_begin(struct netcdf *nc, hid_t parent, const struct panel_spec *spec,
                        const struct outputs *outputs, uint64_t rows, struct result_panel *panel)
{
    *panel = (struct result_panel){.spec = spec, .group = -1, .row.scale = -1};
    panel->variables = netcdf_memory(nc, spec->column_count, sizeof *panel->variables, "panel of the result");
    if (panel->variables == NULL) {
        return;
    }
    panel->group = netcdf_group(nc, parent, spec->name);
    netcdf_put_text(nc, panel->group, "title", spec->text);
    panel->row = netcdf_rows(nc, panel->group, "row", rows, true);
    for (size_t i = 0; i < spec->column_count; i++) {
        const struct column *column = &spec->columns[i];
        char name[COLUMN_NAME_MAX];
        panel_column_name(column, name);
        panel->variables[i] = netcdf_variable(nc, panel->group, name, column->type, &panel->row, 1);
        describe_column(nc, panel->variables[i], column, outputs);
    }
}

void result_panel_end(struct netcdf *nc, struct result_panel *panel)
{
    for (size_t i = 0; panel->variables != NULL && i < panel->spec->column_count; i++) {
        netcdf_drop(nc, panel->variables[i]);
    }
    netcdf_drop(nc, panel->row.scale);
    netcdf_drop(nc, panel->group);
    memory_free(panel->variables);
}

static void write_panel(struct netcdf *nc, hid_t parent, const struct run *run, size_t index,
                        const struct spool *spool)
{
    struct result_panel panel;
    result_panel_begin(nc, parent, &run->model->panels[index], &run->sim.outputs, spool->marks[index].rows,
                       &panel);
    if (panel.variables != NULL) {
        write_chunks(nc, panel.variables, run, index, spool);
    }
    result_panel_end(nc, &panel);
}

void result_write_panels(struct netcdf *nc, const struct run *run, const struct spool *spool)
{
    hid_t parent = netcdf_group(nc, nc->file, "panel");
    for (size_t i = 0; i < run->model->panel_count; i++) {
        if (panel_is_written(&run->model->panels[i], spool->marks[i].rows)) {
            write_panel(nc, parent, run, i, spool);
        }
    }
    netcdf_drop(nc, parent);
}
