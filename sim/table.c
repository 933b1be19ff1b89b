#include "sim/table.h"

#include <stdint.h>
#include <string.h>

#include "sim/memory.h"

size_t column_type_size(enum column_type type)
{
    switch (type) {
    case COLUMN_U8:
        return 1;
    case COLUMN_U16:
        return 2;
    case COLUMN_U32:
    case COLUMN_I32:
    case COLUMN_F32:
        return 4;
    case COLUMN_U64:
    case COLUMN_I64:
    case COLUMN_F64:
        return 8;
    case COLUMN_RECORD:
        return 0;
    }
    return 0;
}

size_t column_size(const struct column *column)
{
    return column->type == COLUMN_RECORD ? column->record_size : column_type_size(column->type);
}

/* The pointer to a column lies in the struct that begins with the table. All object pointers have one
 * representation on the machines we build for; memcpy keeps the compiler from assuming types. */
static void *column_get(const struct table *table, size_t column)
{
    void *data;
    memcpy(&data, (const char *)table + table->columns[column].offset, sizeof data);
    return data;
}

static void column_set(struct table *table, size_t column, void *data)
{
    memcpy((char *)table + table->columns[column].offset, &data, sizeof data);
}

/* Columns are as long as pages allow, so rows that act at the same place of each would lie in the same few
 * sets of the caches and drive each other out: each column begins some lines later than the one before. */
static size_t column_shift(size_t column)
{
    enum { CACHE_LINE = 64 };
    return column * CACHE_LINE;
}

static void *column_grow(void *old, size_t column, size_t rows, size_t capacity, size_t size)
{
    size_t shift = column_shift(column);
    if (size != 0 && capacity > (SIZE_MAX - shift) / size) {
        return NULL;
    }
    char *memory = memory_alloc(capacity * size + shift, 1);
    if (memory == NULL) {
        return NULL;
    }
    if (old != NULL) {
        memcpy(memory + shift, old, rows * size);
        memory_free((char *)old - shift);
    }
    return memory + shift;
}

static void column_free(void *data, size_t column)
{
    if (data != NULL) {
        memory_free((char *)data - column_shift(column));
    }
}

void table_init(struct table *table, const char *name, const struct column *columns, size_t column_count)
{
    table->name = name;
    table->columns = columns;
    table->column_count = column_count;
    table->rows = 0;
    table->capacity = 0;
}

void table_clear(struct table *table)
{
    for (size_t column = 0; column < table->column_count; column++) {
        column_free(column_get(table, column), column);
        column_set(table, column, NULL);
    }
    table->rows = 0;
    table->capacity = 0;
}

enum status table_reserve(struct table *table, size_t capacity, struct error *error)
{
    if (capacity <= table->capacity) {
        return STATUS_OK;
    }
    /* Column by column, so that only one is there twice. After a failure the first ones have more room
     * than `capacity` says, which harms nothing. */
    for (size_t column = 0; column < table->column_count; column++) {
        void *data = column_grow(column_get(table, column), column, table->rows, capacity,
                                 column_size(&table->columns[column]));
        if (data == NULL) {
            return error_memory(error, table->name);
        }
        column_set(table, column, data);
    }
    table->capacity = capacity;
    return STATUS_OK;
}

enum status table_resize(struct table *table, size_t rows, struct error *error)
{
    enum { FIRST_CAPACITY = 64 };
    if (rows > table->capacity) { /* new memory is zero behind the rows that are kept */
        size_t capacity = table->capacity + table->capacity / 2;
        capacity = capacity < FIRST_CAPACITY ? FIRST_CAPACITY : capacity;
        enum status status = table_reserve(table, rows > capacity ? rows : capacity, error);
        if (status != STATUS_OK) {
            return status;
        }
    } else { /* rows that were given up earlier still hold their values */
        for (size_t column = 0; column < table->column_count && rows > table->rows; column++) {
            size_t size = column_size(&table->columns[column]);
            memset((char *)column_get(table, column) + table->rows * size, 0, (rows - table->rows) * size);
        }
    }
    table->rows = rows;
    return STATUS_OK;
}

void table_zero_row(struct table *table, size_t row)
{
    for (size_t column = 0; column < table->column_count; column++) {
        size_t size = column_size(&table->columns[column]);
        memset((char *)column_get(table, column) + row * size, 0, size);
    }
}

void *table_data(const struct table *table, size_t column)
{
    return column_get(table, column);
}

size_t table_row_bytes(const struct table *table)
{
    size_t bytes = 0;
    for (size_t column = 0; column < table->column_count; column++) {
        bytes += column_size(&table->columns[column]);
    }
    return bytes;
}

size_t table_bytes(const struct table *table)
{
    return table->capacity * table_row_bytes(table);
}
