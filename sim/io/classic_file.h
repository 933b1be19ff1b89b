/* Classic netCDF with 64-bit offsets, CDF-2: first all that is in the file, then the values in the same
 * order.
 *
 * The format is that of the netCDF user's guide, "File Format Specifications": big-endian, everything on
 * multiples of four bytes. Only dimensions of fixed size are written, which all readers know. */
#ifndef SIM_IO_CLASSIC_FILE_H
#define SIM_IO_CLASSIC_FILE_H

#include "sim/io/file_out.h"

enum classic_type {
    CLASSIC_CHAR = 2,
    CLASSIC_SHORT = 3,
    CLASSIC_INT = 4,
    CLASSIC_FLOAT = 5,
    CLASSIC_DOUBLE = 6
};
enum { CLASSIC_NAME_MAX = 160, CLASSIC_MAX_RANK = 6 };

struct classic_dimension {
    char name[CLASSIC_NAME_MAX];
    uint64_t size;
};

struct classic_attributes {
    struct text_buffer bytes; /* as they stand in the file */
    uint32_t count;
};

struct classic_variable {
    char name[CLASSIC_NAME_MAX];
    enum classic_type type;
    size_t dimensions[CLASSIC_MAX_RANK];
    size_t rank;
    struct classic_attributes attributes;
    uint64_t bytes; /* of the values, without those that fill up to four */
};

struct classic_file {
    struct file_out *out;
    struct classic_dimension *dimensions;
    size_t dimension_count;
    struct classic_variable *variables;
    size_t variable_count;
    struct classic_attributes attributes; /* of the file */
    uint64_t written;                     /* bytes of the variable that is being written */
};

/* Failures are noted in `out` (file_out_fail); what follows them does nothing. */
void classic_begin(struct classic_file *file, struct file_out *out);
void classic_clear(struct classic_file *file);

/* A dimension of at least one; returns its number. */
size_t classic_dimension(struct classic_file *file, const char *name, uint64_t size);

/* A variable; attributes that are put next are its own, those before the first variable the file's. */
void classic_variable(struct classic_file *file, const char *name, enum classic_type type,
                      const size_t *dimensions, size_t rank);
void classic_text(struct classic_file *file, const char *name, const char *text); /* empty: left out */
void classic_number(struct classic_file *file, const char *name, enum classic_type type, double value);

/* Writes the header. Then come the values of each variable, each ended by classic_end. STATUS_INPUT where a
 * variable is larger than the format knows. */
void classic_header(struct classic_file *file);
void classic_put(struct classic_file *file, enum classic_type type, double value);
void classic_put_chars(struct classic_file *file, const char *text, size_t size); /* filled with zeros */
void classic_end(struct classic_file *file);

#endif
