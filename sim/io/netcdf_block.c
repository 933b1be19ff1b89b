/* Blocks of variables of many dimensions. */
#include "sim/io/netcdf.h"

/* What is selected in the file and how it lies in memory: whole. */
static bool select_block(struct netcdf *nc, hid_t variable, const struct netcdf_block *block, hid_t *space,
                         hid_t *memory)
{
    *space = H5Dget_space(variable);
    *memory = H5Screate_simple((int)block->rank, block->count, NULL);
    return netcdf_check(nc, H5Sget_simple_extent_ndims(*space) == (int)block->rank ? 0 : -1) &&
           netcdf_check(nc,
                        H5Sselect_hyperslab(*space, H5S_SELECT_SET, block->begin, NULL, block->count, NULL));
}

void netcdf_write_block(struct netcdf *nc, hid_t variable, enum column_type type,
                        const struct netcdf_block *block, const void *values)
{
    hid_t space;
    hid_t memory;
    if (nc->status != STATUS_OK) {
        return;
    }
    if (select_block(nc, variable, block, &space, &memory)) {
        netcdf_check(nc, H5Dwrite(variable, netcdf_type(type), memory, space, H5P_DEFAULT, values));
    }
    H5Sclose(memory);
    H5Sclose(space);
}

void netcdf_read_block(struct netcdf *nc, hid_t variable, enum column_type type,
                       const struct netcdf_block *block, void *values)
{
    hid_t space;
    hid_t memory;
    if (nc->status != STATUS_OK) {
        return;
    }
    if (select_block(nc, variable, block, &space, &memory)) {
        netcdf_check(nc, H5Dread(variable, netcdf_type(type), memory, space, H5P_DEFAULT, values));
    }
    H5Sclose(memory);
    H5Sclose(space);
}
