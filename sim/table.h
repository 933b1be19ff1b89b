/* State is columns: a table holds one kind of entity as a structure of arrays.
 *
 * A table is declared once, as a list of columns with type, unit and meaning. The declaration gives
 * the members of the struct, allocation, growth, checkpoint and restore, and the report of size:
 *
 *     #define PERSON_COLUMNS(C, self) \
 *         C(self, I32, birth_day, "day", "day of birth") \
 *         C(self, U8, status, "code", "labour status")
 *
 *     struct persons {
 *         struct table table;            (first member)
 *         PERSON_COLUMNS(TABLE_MEMBER, struct persons)
 *     };
 *     static const struct column person_columns[] = {PERSON_COLUMNS(TABLE_COLUMN, struct persons)};
 *
 * Then `persons.status[id]` is plain C, and row ids are the indices 0 to `persons.table.rows` - 1. */
#ifndef SIM_TABLE_H
#define SIM_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum column_type {
    COLUMN_U8,
    COLUMN_U16,
    COLUMN_U32,
    COLUMN_U64,
    COLUMN_I32,
    COLUMN_I64,
    COLUMN_F32,
    COLUMN_F64
};

#define COLUMN_CTYPE_U8  uint8_t
#define COLUMN_CTYPE_U16 uint16_t
#define COLUMN_CTYPE_U32 uint32_t
#define COLUMN_CTYPE_U64 uint64_t
#define COLUMN_CTYPE_I32 int32_t
#define COLUMN_CTYPE_I64 int64_t
#define COLUMN_CTYPE_F32 float
#define COLUMN_CTYPE_F64 double

struct column {
    const char *name;
    enum column_type type;
    size_t offset; /* of the pointer in the struct that begins with the table */
    const char *unit;
    const char *text;
};

#define TABLE_MEMBER(self, type, name, unit, text) COLUMN_CTYPE_##type *name;
#define TABLE_COLUMN(self, type, name, unit, text) {#name, COLUMN_##type, offsetof(self, name), unit, text},

struct table {
    const char *name;
    const struct column *columns;
    size_t column_count;
    size_t rows;
    size_t capacity;
};

/* Bytes of one value. */
size_t column_type_size(enum column_type type);

/* Makes an empty table; the struct that begins with `table` must be zeroed. */
void table_init(struct table *table, const char *name, const struct column *columns, size_t column_count);

/* Frees all columns; the table is then empty and usable again. Legal on a zeroed table. */
void table_clear(struct table *table);

/* Makes the table `rows` long. New rows are zero. Capacity grows by half or more; it never shrinks.
 * Pointers to columns move. STATUS_MEMORY leaves rows and values as they were (pointers may have moved). */
enum status table_resize(struct table *table, size_t rows, struct error *error);

/* Room for `capacity` rows in all without growing: exact, for tables whose size is known. */
enum status table_reserve(struct table *table, size_t capacity, struct error *error);

/* The column's data: rows * column_type_size bytes. */
void *table_data(const struct table *table, size_t column);

/* Bytes allocated for all columns, and for one row. */
size_t table_bytes(const struct table *table);
size_t table_row_bytes(const struct table *table);

#endif
