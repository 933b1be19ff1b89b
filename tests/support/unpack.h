/* Packed chunks of one column, unpacked by HDF5: what any reader of a result sees. */
#ifndef TESTS_SUPPORT_UNPACK_H
#define TESTS_SUPPORT_UNPACK_H

#include <stddef.h>
#include <stdint.h>

#include "sim/io/netcdf.h"

struct unpack {
    struct netcdf nc;
    hid_t variable;
    char path[300];
    uint64_t rows;
};

/* A column of `rows` values goes to a file at `path`. */
static inline void unpack_begin(struct unpack *unpack, const char *path, enum column_type type, uint64_t rows)
{
    struct netcdf_dimension dimension = {.scale = -1, .size = rows};
    snprintf(unpack->path, sizeof unpack->path, "%s", path);
    unpack->rows = rows;
    netcdf_create(&unpack->nc, unpack->path, unpack->path, NULL);
    unpack->variable = netcdf_variable(&unpack->nc, unpack->nc.file, "column", type, &dimension, 1);
}

static inline void unpack_chunk(struct unpack *unpack, uint64_t first, const void *packed, size_t bytes)
{
    netcdf_write_chunk(&unpack->nc, unpack->variable, first, packed, bytes);
}

/* All values. */
static inline enum status unpack_end(struct unpack *unpack, enum column_type type, void *values)
{
    netcdf_drop(&unpack->nc, unpack->variable);
    enum status status = netcdf_close(&unpack->nc);
    if (status != STATUS_OK) {
        return status;
    }
    netcdf_open(&unpack->nc, unpack->path, NULL);
    netcdf_read(&unpack->nc, unpack->nc.file, "column", type, unpack->rows, values);
    return netcdf_close(&unpack->nc);
}

#endif
