/* State is tables: one kind of entity each, as columns, or as one column of records.
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
 * Then `persons.status[id]` is plain C, and row ids are the indices 0 to `persons.table.rows` - 1.
 *
 * Columns suit what is swept over from the first row to the last. Of entities that act one here, one there,
 * each column costs a line of the cache: what they need together is declared as the fields of a record:
 *
 *     struct person {PERSON_FIELDS(TABLE_FIELD, struct person)};
 *     struct persons {
 *         struct table table;
 *         struct person *row;
 *     };
 *     static const struct column person_fields[] = {PERSON_FIELDS(TABLE_COLUMN, struct person)};
 *     static const struct column person_columns[] = {TABLE_RECORD(struct persons, struct person,
 * person_fields)};
 *
 * and read as `persons.row[id].status`. */
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
    COLUMN_F64,
    COLUMN_RECORD
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
    size_t offset; /* of the pointer in the struct that begins with the table; of a field in its record */
    const char *unit;
    const char *text;
    const struct column *fields; /* of records */
    size_t field_count;
    size_t record_size; /* bytes */
};

#define TABLE_MEMBER(self, type, name, unit, text) COLUMN_CTYPE_##type *name;
#define TABLE_FIELD(self, type, name, unit, text)  COLUMN_CTYPE_##type name;
#define TABLE_COLUMN(self, column_type, column, column_unit, column_text)                                    \
    {.name = #column,                                                                                        \
     .type = COLUMN_##column_type,                                                                           \
     .offset = offsetof(self, column),                                                                       \
     .unit = column_unit,                                                                                    \
     .text = column_text},
#define TABLE_RECORD(self, record, its_fields)                                                               \
    {.name = "row",                                                                                          \
     .type = COLUMN_RECORD,                                                                                  \
     .offset = offsetof(self, row),                                                                          \
     .fields = its_fields,                                                                                   \
     .field_count = sizeof(its_fields) / sizeof((its_fields)[0]),                                            \
     .record_size = sizeof(record)},

struct table {
    const char *name;
    const struct column *columns;
    size_t column_count;
    size_t rows;
    size_t capacity;
};

/* Bytes of one value; of one value of the column, which may be a record. */
size_t column_type_size(enum column_type type);
size_t column_size(const struct column *column);

/* Makes an empty table; the struct that begins with `table` must be zeroed. */
void table_init(struct table *table, const char *name, const struct column *columns, size_t column_count);

/* Frees all columns; the table is then empty and usable again. Legal on a zeroed table. */
void table_clear(struct table *table);

/* Makes the table `rows` long. New rows are zero. Capacity grows by half or more; it never shrinks.
 * Pointers to columns move. STATUS_MEMORY leaves rows and values as they were (pointers may have moved). */
enum status table_resize(struct table *table, size_t rows, struct error *error);

/* Room for `capacity` rows in all without growing: exact, for tables whose size is known. */
enum status table_reserve(struct table *table, size_t capacity, struct error *error);

/* All values of the row become zero. */
void table_zero_row(struct table *table, size_t row);

/* The column's data: rows * column_size bytes. */
void *table_data(const struct table *table, size_t column);

/* Bytes allocated for all columns, and for one row. */
size_t table_bytes(const struct table *table);
size_t table_row_bytes(const struct table *table);

#endif
