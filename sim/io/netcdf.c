#include "sim/io/netcdf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <hdf5_hl.h>

#include "sim/io/column_pack.h"

enum {
    MAX_RANK = 8,
    CHUNK_VALUES = COLUMN_PACK_ROWS,
    CREATION_ORDER = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED
};

/* Readers of the netCDF library take a scale of this name for a dimension without a variable. */
#define NO_VARIABLE "This is a netCDF dimension but not a netCDF variable."

/* Attributes stay in the object's header: HDF5's other storage costs kilobytes for each variable. */
enum { COMPACT_ATTRIBUTES = 64 };

/* ---- failures ---- */

struct innermost {
    char text[512];
};

static herr_t keep_first(unsigned depth, const H5E_error2_t *message, void *context)
{
    struct innermost *innermost = context;
    if (depth == 0 && message->desc != NULL) {
        snprintf(innermost->text, sizeof innermost->text, "%s", message->desc);
    }
    return 0;
}

bool netcdf_check(struct netcdf *nc, int64_t result)
{
    if (result >= 0 && nc->driver.failure == 0 && nc->status == STATUS_OK) {
        return true;
    }
    if (nc->status == STATUS_OK) {
        struct innermost innermost = {"HDF5 gives no reason"};
        H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &innermost);
        const char *reason = nc->driver.failure != 0 ? strerror(nc->driver.failure) : innermost.text;
        nc->status = error_set(nc->error, STATUS_FAILED, "cannot %s \"%s\": %s", nc->verb, nc->path, reason);
    }
    return false;
}

void netcdf_fail(struct netcdf *nc, enum status status)
{
    if (nc->status == STATUS_OK) {
        nc->status = status;
    }
}

/* ---- files and groups ---- */

static void silence(struct netcdf *nc)
{
    H5Eget_auto2(H5E_DEFAULT, &nc->printer, &nc->printer_data);
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    nc->text_type = H5Tcopy(H5T_C_S1);
    netcdf_check(nc, H5Tset_size(nc->text_type, H5T_VARIABLE));
    netcdf_check(nc, H5Tset_cset(nc->text_type, H5T_CSET_UTF8));
}

static hid_t access_list(struct netcdf *nc)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    netcdf_check(nc, H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
    return access;
}

void netcdf_create(struct netcdf *nc, const char *temporary, const char *path, struct error *error)
{
    *nc = (struct netcdf){.path = path, .verb = "write", .error = error, .file = -1};
    silence(nc);
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t access = access_list(nc);
    netcdf_check(nc, hdf5_driver_use(access, &nc->driver));
    netcdf_check(nc, H5Pset_link_creation_order(creation, CREATION_ORDER));
    netcdf_check(nc, H5Pset_attr_creation_order(creation, CREATION_ORDER));
    netcdf_check(nc, H5Pset_attr_phase_change(creation, COMPACT_ATTRIBUTES, COMPACT_ATTRIBUTES - 2));
    netcdf_check(nc, H5Pset_obj_track_times(creation, false));
    if (nc->status == STATUS_OK) {
        nc->file = H5Fcreate(temporary, H5F_ACC_TRUNC, creation, access);
        netcdf_check(nc, nc->file);
    }
    H5Pclose(access);
    H5Pclose(creation);
}

void netcdf_open(struct netcdf *nc, const char *path, struct error *error)
{
    *nc = (struct netcdf){.path = path, .verb = "read", .error = error, .file = -1};
    silence(nc);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        netcdf_fail(nc, error_set(error, STATUS_INPUT, "cannot read \"%s\": %s", path, strerror(errno)));
        return;
    }
    close(descriptor);
    hid_t access = access_list(nc);
    if (nc->status == STATUS_OK) {
        nc->file = H5Fopen(path, H5F_ACC_RDONLY, access);
    }
    if (nc->file < 0) {
        netcdf_fail(nc, error_set(error, STATUS_INPUT, "\"%s\" is not an HDF5 file, or it is damaged", path));
    }
    H5Pclose(access);
}

enum status netcdf_close(struct netcdf *nc)
{
    if (nc->text_type > 0) {
        H5Tclose(nc->text_type);
    }
    if (nc->file >= 0) {
        netcdf_check(nc, H5Fclose(nc->file));
    }
    H5Eclear2(H5E_DEFAULT);
    H5Eset_auto2(H5E_DEFAULT, nc->printer, nc->printer_data);
    enum status status = nc->status;
    *nc = (struct netcdf){.file = -1};
    return status;
}

hid_t netcdf_group(struct netcdf *nc, hid_t parent, const char *name)
{
    if (nc->status != STATUS_OK) {
        return -1;
    }
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    netcdf_check(nc, H5Pset_link_creation_order(creation, CREATION_ORDER));
    netcdf_check(nc, H5Pset_attr_creation_order(creation, CREATION_ORDER));
    netcdf_check(nc, H5Pset_obj_track_times(creation, false));
    hid_t group = H5Gcreate2(parent, name, H5P_DEFAULT, creation, H5P_DEFAULT);
    netcdf_check(nc, group);
    H5Pclose(creation);
    return group;
}

void netcdf_drop(struct netcdf *nc, hid_t object)
{
    if (object >= 0) {
        netcdf_check(nc, H5Oclose(object));
    }
}

/* ---- types ---- */

hid_t netcdf_memory_type(enum column_type type)
{
    switch (type) {
    case COLUMN_U8:
        return H5T_NATIVE_UINT8;
    case COLUMN_U16:
        return H5T_NATIVE_UINT16;
    case COLUMN_U32:
        return H5T_NATIVE_UINT32;
    case COLUMN_U64:
        return H5T_NATIVE_UINT64;
    case COLUMN_I32:
        return H5T_NATIVE_INT32;
    case COLUMN_I64:
        return H5T_NATIVE_INT64;
    case COLUMN_F32:
        return H5T_NATIVE_FLOAT;
    case COLUMN_F64:
        return H5T_NATIVE_DOUBLE;
    }
    return -1;
}

hid_t netcdf_file_type(enum column_type type)
{
    switch (type) {
    case COLUMN_U8:
        return H5T_STD_U8LE;
    case COLUMN_U16:
        return H5T_STD_U16LE;
    case COLUMN_U32:
        return H5T_STD_U32LE;
    case COLUMN_U64:
        return H5T_STD_U64LE;
    case COLUMN_I32:
        return H5T_STD_I32LE;
    case COLUMN_I64:
        return H5T_STD_I64LE;
    case COLUMN_F32:
        return H5T_IEEE_F32LE;
    case COLUMN_F64:
        return H5T_IEEE_F64LE;
    }
    return -1;
}

/* ---- attributes ---- */

static void put(struct netcdf *nc, hid_t object, const char *name, hid_t file_type, hid_t memory_type,
                hid_t space, const void *value)
{
    hid_t attribute = -1;
    if (nc->status == STATUS_OK) {
        attribute = H5Acreate2(object, name, file_type, space, H5P_DEFAULT, H5P_DEFAULT);
        if (netcdf_check(nc, attribute)) {
            netcdf_check(nc, H5Awrite(attribute, memory_type, value));
        }
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    H5Sclose(space);
}

void netcdf_put_text(struct netcdf *nc, hid_t object, const char *name, const char *text)
{
    text = text != NULL ? text : "";
    put(nc, object, name, nc->text_type, nc->text_type, H5Screate(H5S_SCALAR), &text);
}

void netcdf_put_chars(struct netcdf *nc, hid_t object, const char *name, const char *text)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    netcdf_check(nc, H5Tset_size(type, strlen(text)));
    netcdf_check(nc, H5Tset_strpad(type, H5T_STR_NULLPAD));
    put(nc, object, name, type, type, H5Screate(H5S_SCALAR), text);
    H5Tclose(type);
}

void netcdf_put_int(struct netcdf *nc, hid_t object, const char *name, int64_t value)
{
    put(nc, object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, H5Screate(H5S_SCALAR), &value);
}

void netcdf_put_array(struct netcdf *nc, hid_t object, const char *name, enum column_type type,
                      const void *values, size_t count)
{
    hsize_t size = count;
    put(nc, object, name, netcdf_file_type(type), netcdf_memory_type(type), H5Screate_simple(1, &size, NULL),
        values);
}

void netcdf_describe(struct netcdf *nc, hid_t variable, const char *text, const char *unit)
{
    static const char *const lengths[] = {"days", "hours", "minutes", "seconds"};
    char singular[16];
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        if (strcmp(unit, lengths[i]) == 0) {
            snprintf(singular, sizeof singular, "%.*s", (int)strlen(unit) - 1, unit);
            unit = singular;
            break;
        }
    }
    netcdf_put_text(nc, variable, "long_name", text);
    netcdf_put_text(nc, variable, "units", unit);
}

void netcdf_describe_date(struct netcdf *nc, hid_t variable, const char *text)
{
    netcdf_put_text(nc, variable, "long_name", text);
    netcdf_put_chars(nc, variable, "units", "days since 1970-01-01");
    netcdf_put_chars(nc, variable, "calendar", "standard");
}

/* ---- variables ---- */

/* Whole rows of the fastest dimensions, about CHUNK_VALUES values in all. */
static void choose_chunk(const struct netcdf_dimension *dimensions, size_t rank, hsize_t *chunk)
{
    hsize_t budget = CHUNK_VALUES;
    for (size_t i = rank; i-- > 0;) {
        hsize_t size = dimensions[i].size > 0 ? dimensions[i].size : 1;
        chunk[i] = size < budget ? size : budget;
        budget = budget / chunk[i] > 0 ? budget / chunk[i] : 1;
    }
}

static hid_t creation_list(struct netcdf *nc, const struct netcdf_dimension *dimensions, size_t rank,
                           bool compress)
{
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    bool unlimited = false;
    for (size_t i = 0; i < rank; i++) {
        unlimited = unlimited || dimensions[i].unlimited;
    }
    netcdf_check(nc, H5Pset_attr_creation_order(creation, CREATION_ORDER));
    netcdf_check(nc, H5Pset_attr_phase_change(creation, COMPACT_ATTRIBUTES, COMPACT_ATTRIBUTES - 2));
    netcdf_check(nc, H5Pset_obj_track_times(creation, false));
    if (rank > 0 && (compress || unlimited)) {
        hsize_t chunk[MAX_RANK];
        choose_chunk(dimensions, rank, chunk);
        netcdf_check(nc, H5Pset_chunk(creation, (int)rank, chunk));
    }
    if (rank > 0 && compress) {
        netcdf_check(nc, H5Pset_shuffle(creation));
        netcdf_check(nc, H5Pset_deflate(creation, COLUMN_PACK_LEVEL));
    }
    return creation;
}

static hid_t make_space(const struct netcdf_dimension *dimensions, size_t rank)
{
    hsize_t size[MAX_RANK];
    hsize_t bound[MAX_RANK];
    for (size_t i = 0; i < rank; i++) {
        size[i] = dimensions[i].size;
        bound[i] = dimensions[i].unlimited ? H5S_UNLIMITED : size[i];
    }
    return rank > 0 ? H5Screate_simple((int)rank, size, bound) : H5Screate(H5S_SCALAR);
}

static hid_t make_variable(struct netcdf *nc, hid_t parent, const char *name, hid_t type,
                           const struct netcdf_dimension *dimensions, size_t rank, bool compress)
{
    if (nc->status != STATUS_OK) {
        return -1;
    }
    hid_t space = make_space(dimensions, rank);
    hid_t creation = creation_list(nc, dimensions, rank, compress);
    hid_t variable = H5Dcreate2(parent, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    netcdf_check(nc, variable);
    for (size_t i = 0; i < rank && nc->status == STATUS_OK; i++) {
        if (dimensions[i].scale >= 0) {
            netcdf_check(nc, H5DSattach_scale(variable, dimensions[i].scale, (unsigned)i));
        }
    }
    H5Pclose(creation);
    H5Sclose(space);
    return variable;
}

hid_t netcdf_variable(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                      const struct netcdf_dimension *dimensions, size_t rank)
{
    return make_variable(nc, parent, name, netcdf_file_type(type), dimensions, rank, true);
}

hid_t netcdf_array(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count)
{
    const struct netcdf_dimension dimension = {.scale = -1, .size = count};
    return make_variable(nc, parent, name, netcdf_file_type(type), &dimension, 1, false);
}

hid_t netcdf_text_variable(struct netcdf *nc, hid_t parent, const char *name,
                           const struct netcdf_dimension *dimensions, size_t rank)
{
    return make_variable(nc, parent, name, nc->text_type, dimensions, rank, false);
}

/* A scale is a variable along itself, so it is made before it can be attached. */
static struct netcdf_dimension make_scale(struct netcdf *nc, hid_t parent, const char *name,
                                          const char *scale_name, hid_t type, uint64_t size, bool unlimited)
{
    struct netcdf_dimension dimension = {-1, size, unlimited};
    dimension.scale = make_variable(nc, parent, name, type, &dimension, 1, false);
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5DSset_scale(dimension.scale, scale_name));
    }
    return dimension;
}

struct netcdf_dimension netcdf_coordinate(struct netcdf *nc, hid_t parent, const char *name,
                                          enum column_type type, size_t size, bool unlimited,
                                          const void *values)
{
    struct netcdf_dimension dimension =
        make_scale(nc, parent, name, name, netcdf_file_type(type), size, unlimited);
    netcdf_write(nc, dimension.scale, type, values);
    return dimension;
}

struct netcdf_dimension netcdf_labels(struct netcdf *nc, hid_t parent, const char *name, size_t size,
                                      const char *const *labels)
{
    struct netcdf_dimension dimension = make_scale(nc, parent, name, name, nc->text_type, size, false);
    netcdf_write_text(nc, dimension.scale, labels);
    return dimension;
}

struct netcdf_dimension netcdf_rows(struct netcdf *nc, hid_t parent, const char *name, uint64_t size)
{
    char scale_name[96];
    snprintf(scale_name, sizeof scale_name, "%s%10llu", NO_VARIABLE, (unsigned long long)size);
    return make_scale(nc, parent, name, scale_name, H5T_IEEE_F32BE, size, true);
}

void netcdf_write(struct netcdf *nc, hid_t variable, enum column_type type, const void *values)
{
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dwrite(variable, netcdf_memory_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    }
}

void netcdf_write_text(struct netcdf *nc, hid_t variable, const char *const *texts)
{
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dwrite(variable, nc->text_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts));
    }
}

size_t netcdf_chunk_rows(uint64_t rows)
{
    hsize_t chunk;
    choose_chunk(&(struct netcdf_dimension){.size = rows}, 1, &chunk);
    return (size_t)chunk;
}

void netcdf_write_chunk(struct netcdf *nc, hid_t variable, uint64_t first, const void *packed, size_t bytes)
{
    hsize_t begin = first;
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dwrite_chunk(variable, H5P_DEFAULT, 0, &begin, bytes, packed));
    }
}
