#include "sim/io/panel_read.h"

#include <string.h>

#include "sim/due.h"
#include "sim/memory.h"

/* `place` is the group in which the panel's lies. */
static void open_columns(struct panel_reader *reader, const char *place)
{
    struct netcdf *nc = &reader->nc;
    hid_t parent = netcdf_find(nc, nc->file, place);
    hid_t group = netcdf_find(nc, parent, reader->panel->name);
    for (size_t i = 0; i < reader->panel->column_count && nc->status == STATUS_OK; i++) {
        const struct column *column = &reader->panel->columns[i];
        char name[COLUMN_NAME_MAX];
        panel_column_name(column, name);
        uint64_t rows = netcdf_size(nc, group, name, column->type);
        reader->rows = i == 0 && reader->rows == UINT64_MAX ? rows : reader->rows;
        if (rows != reader->rows) {
            netcdf_refuse(nc, STATUS_FAILED, "\"%s\" %s: column \"%s\" is too short or long", nc->path,
                          nc->fault, name);
        }
        reader->variables[i] = netcdf_find(nc, group, name);
        reader->values[i] =
            netcdf_memory(nc, PANEL_READ_ROWS, column_type_size(column->type), "panel of the result");
    }
    netcdf_drop(nc, group);
    netcdf_drop(nc, parent);
}

static void open_reader(struct panel_reader *reader, const char *path, const char *place, struct error *error)
{
    size_t columns = reader->panel->column_count;
    netcdf_open(&reader->nc, path, error);
    reader->variables = netcdf_memory(&reader->nc, columns, sizeof *reader->variables, "panel of the result");
    reader->values = netcdf_memory(&reader->nc, columns, sizeof *reader->values, "panel of the result");
    for (size_t i = 0; i < columns && reader->variables != NULL; i++) {
        reader->variables[i] = -1;
    }
    if (reader->nc.status == STATUS_OK) {
        open_columns(reader, place);
    }
}

void panel_reader_open(struct panel_reader *reader, const struct loaded_result *result, const char *path,
                       size_t index, struct error *error)
{
    *reader =
        (struct panel_reader){.panel = &result->run.model->panels[index], .rows = result->panel_rows[index]};
    open_reader(reader, path, "panel", error);
}

void panel_reader_open_at(struct panel_reader *reader, const struct panel_spec *panel, const char *path,
                          const char *place, struct error *error)
{
    *reader = (struct panel_reader){.panel = panel, .rows = UINT64_MAX};
    open_reader(reader, path, place, error);
}

static size_t rows_left(const struct panel_reader *reader, uint64_t first)
{
    uint64_t left = first < reader->rows ? reader->rows - first : 0;
    return reader->nc.status != STATUS_OK ? 0 : left < PANEL_READ_ROWS ? (size_t)left : PANEL_READ_ROWS;
}

size_t panel_reader_column(struct panel_reader *reader, size_t column, uint64_t first)
{
    size_t count = rows_left(reader, first);
    if (count != 0) {
        netcdf_read_part(&reader->nc, reader->variables[column], reader->panel->columns[column].type, first,
                         count, reader->values[column]);
    }
    return reader->nc.status == STATUS_OK ? count : 0;
}

size_t panel_reader_next(struct panel_reader *reader, uint64_t first)
{
    size_t count = rows_left(reader, first);
    for (size_t i = 0; i < reader->panel->column_count && count != 0; i++) {
        count = panel_reader_column(reader, i, first);
    }
    return count;
}

enum status panel_reader_close(struct panel_reader *reader)
{
    for (size_t i = 0; i < reader->panel->column_count; i++) {
        if (reader->variables != NULL) {
            netcdf_drop(&reader->nc, reader->variables[i]);
        }
        if (reader->values != NULL) {
            memory_free(reader->values[i]);
        }
    }
    memory_free(reader->variables);
    memory_free(reader->values);
    return netcdf_close(&reader->nc);
}

const struct dimension *panel_codes_of(const struct column *column, const struct outputs *outputs)
{
    return outputs_codes(outputs, column->unit);
}

/* The value, and the largest of its type. */
static int64_t value_of(enum column_type type, const void *values, size_t row, int64_t *last)
{
    switch (type) {
    case COLUMN_U8:
        *last = UINT8_MAX;
        return ((const uint8_t *)values)[row];
    case COLUMN_U16:
        *last = UINT16_MAX;
        return ((const uint16_t *)values)[row];
    case COLUMN_U32:
        *last = UINT32_MAX;
        return ((const uint32_t *)values)[row];
    case COLUMN_I32:
        *last = INT32_MAX;
        return ((const int32_t *)values)[row];
    default:
        *last = INT64_MAX;
        return ((const int64_t *)values)[row];
    }
}

int64_t panel_value(const struct column *column, const void *values, size_t row, bool *none)
{
    int64_t last;
    int64_t value = value_of(column->type, values, row, &last);
    bool date = strcmp(column->unit, "day") == 0;
    *none = date ? value == DUE_NEVER : column->unit[strlen(column->unit) - 1] == '?' && value == last;
    return value;
}
