#include "sim/io/netcdf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hdf5_hl.h>

#include "sim/memory.h"

enum { CHUNK_VALUES = 1 << 16, CREATION_ORDER = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED };

/* Readers of the netCDF library take a scale of this name for a dimension without a variable. */
#define NO_VARIABLE "This is a netCDF dimension but not a netCDF variable."

/* Attributes stay in the object's header: HDF5's other storage costs kilobytes for each variable. */
enum { COMPACT_ATTRIBUTES = 64 };

/* ---- failures ---- */

struct innermost {
    char text[512];
    int number; /* errno of the failure, or 0 */
};

/* HDF5 tells the error of the system in a text: "... errno = 28, error message = ...". */
static int system_error(const char *text)
{
    static const char mark[] = "errno = ";
    int number = 0;
    while ((text = strstr(text, mark)) != NULL) {
        text += sizeof mark - 1;
        number = (int)strtol(text, NULL, 10);
    }
    return number;
}

static herr_t keep_first(unsigned depth, const H5E_error2_t *message, void *context)
{
    struct innermost *innermost = context;
    if (depth == 0 && message->desc != NULL) {
        innermost->number = system_error(message->desc);
        snprintf(innermost->text, sizeof innermost->text, "%s", message->desc);
    }
    return 0;
}

bool netcdf_check(struct netcdf *nc, int64_t result)
{
    if (result >= 0 && nc->status == STATUS_OK) {
        return true;
    }
    nc->broken |= result < 0 && nc->writing;
    if (nc->status == STATUS_OK) {
        struct innermost innermost = {.text = "HDF5 gives no reason"};
        H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &innermost);
        const char *reason = innermost.number != 0 ? strerror(innermost.number) : innermost.text;
        netcdf_refuse(nc, STATUS_FAILED, "cannot %s \"%s\": %s", nc->verb, nc->path, reason);
    }
    return false;
}

void netcdf_fail(struct netcdf *nc, enum status status)
{
    if (nc->status == STATUS_OK) {
        nc->status = status;
    }
}

void netcdf_refuse(struct netcdf *nc, enum status status, const char *format, ...)
{
    char text[sizeof nc->error->text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (nc->status == STATUS_OK) {
        nc->status = error_set(nc->error, status, "%s", text);
    }
}

void *netcdf_memory(struct netcdf *nc, size_t count, size_t size, const char *what)
{
    void *memory = memory_alloc(count, size);
    if (memory == NULL) {
        netcdf_fail(nc, error_memory(nc->error, what));
    }
    return memory;
}

/* ---- files and groups ---- */

static void silence(struct netcdf *nc)
{
    H5dont_atexit(); /* HDF5 would try again to write what it could not, and crash */
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
    netcdf_check(nc, H5Pset_file_locking(access, false, true)); /* the program has its own lock */
    return access;
}

void netcdf_create(struct netcdf *nc, const char *temporary, const char *path, struct error *error)
{
    *nc = (struct netcdf){.path = path, .verb = "write", .writing = true, .error = error, .file = -1};
    silence(nc);
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t access = access_list(nc);
    netcdf_check(nc, H5Pset_fapl_sec2(access)); /* whatever HDF5_DRIVER says */
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
    *nc = (struct netcdf){.path = path,
                          .verb = "read",
                          .error = error,
                          .file = -1,
                          .fault = "is damaged, or not written by bassin"};
    silence(nc);
    hid_t access = access_list(nc);
    netcdf_probe(nc);
    if (nc->status == STATUS_OK) {
        nc->file = H5Fopen(path, H5F_ACC_RDONLY, access);
    }
    if (nc->file < 0) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is damaged, or only a part of it is there", path);
    }
    H5Pclose(access);
}

enum status netcdf_close(struct netcdf *nc)
{
    if (nc->text_type > 0) {
        H5Tclose(nc->text_type);
    }
    if (nc->file >= 0 && nc->writing && !nc->broken) {
        netcdf_check(nc, H5Fflush(nc->file, H5F_SCOPE_LOCAL));
    }
    if (nc->file >= 0 && !nc->broken) {
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
    if (object >= 0 && !nc->broken) {
        netcdf_check(nc, H5Oclose(object));
    }
}

/* ---- types ---- */

hid_t netcdf_type(enum column_type type)
{
    const hid_t types[] = {
        [COLUMN_U8] = H5T_STD_U8LE,    [COLUMN_U16] = H5T_STD_U16LE,  [COLUMN_U32] = H5T_STD_U32LE,
        [COLUMN_U64] = H5T_STD_U64LE,  [COLUMN_I32] = H5T_STD_I32LE,  [COLUMN_I64] = H5T_STD_I64LE,
        [COLUMN_F32] = H5T_IEEE_F32LE, [COLUMN_F64] = H5T_IEEE_F64LE,
    };
    return types[type];
}

/* ---- attributes ---- */

static void put(struct netcdf *nc, hid_t object, const char *name, hid_t type, hid_t space, const void *value)
{
    hid_t attribute = -1;
    if (nc->status == STATUS_OK) {
        attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
        if (netcdf_check(nc, attribute)) {
            netcdf_check(nc, H5Awrite(attribute, type, value));
        }
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    H5Sclose(space);
}

void netcdf_put_text(struct netcdf *nc, hid_t object, const char *name, const char *text)
{
    if (text == NULL || text[0] == '\0') {
        return;
    }
    hid_t type = H5Tcopy(H5T_C_S1);
    netcdf_check(nc, H5Tset_cset(type, H5T_CSET_UTF8));
    netcdf_check(nc, H5Tset_size(type, strlen(text)));
    netcdf_check(nc, H5Tset_strpad(type, H5T_STR_NULLPAD));
    put(nc, object, name, type, H5Screate(H5S_SCALAR), text);
    H5Tclose(type);
}

void netcdf_put_int(struct netcdf *nc, hid_t object, const char *name, int64_t value)
{
    put(nc, object, name, H5T_STD_I64LE, H5Screate(H5S_SCALAR), &value);
}

void netcdf_put_array(struct netcdf *nc, hid_t object, const char *name, enum column_type type,
                      const void *values, size_t count)
{
    hsize_t size = count;
    put(nc, object, name, netcdf_type(type), H5Screate_simple(1, &size, NULL), values);
}

const char *netcdf_known_unit(const char *unit)
{
    static const char *const singular[] = {"day",   "hour", "minute", "second",  "year",
                                           "month", "km",   "%",      "percent", "km/h"};
    if (strncmp(unit, "percent of ", strlen("percent of ")) == 0) {
        return "percent";
    }
    for (size_t i = 0; i < sizeof singular / sizeof singular[0]; i++) {
        size_t length = strlen(singular[i]);
        bool begins = strncmp(unit, singular[i], length) == 0;
        if (begins && (unit[length] == '\0' || strcmp(unit + length, "s") == 0)) {
            return singular[i];
        }
    }
    return strcmp(unit, "hours/week") == 0 ? "hour/week" : "1";
}

void netcdf_describe(struct netcdf *nc, hid_t variable, const char *text, const char *unit)
{
    const char *known = netcdf_known_unit(unit);
    netcdf_put_text(nc, variable, "long_name", text);
    netcdf_put_text(nc, variable, "units", known);
    bool less = strcmp(known, "1") == 0 || strcmp(known, "percent") == 0;
    netcdf_put_text(nc, variable, "unit", less && strcmp(known, unit) != 0 ? unit : "");
}

void netcdf_describe_date(struct netcdf *nc, hid_t variable, const char *text)
{
    netcdf_put_text(nc, variable, "long_name", text);
    netcdf_put_text(nc, variable, "units", "days since 1970-01-01");
    netcdf_put_text(nc, variable, "calendar", "standard");
}

/* ---- variables ---- */

/* Whole rows of the fastest dimensions, about CHUNK_VALUES values in all. */
void netcdf_chunk(const struct netcdf_dimension *dimensions, size_t rank, hsize_t *chunk)
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
        hsize_t chunk[NETCDF_RANK_MAX];
        netcdf_chunk(dimensions, rank, chunk);
        netcdf_check(nc, H5Pset_chunk(creation, (int)rank, chunk));
    }
    if (rank > 0 && compress) {
        netcdf_check(nc, H5Pset_shuffle(creation));
        netcdf_check(nc, H5Pset_deflate(creation, 1));
    }
    return creation;
}

static hid_t make_space(const struct netcdf_dimension *dimensions, size_t rank)
{
    hsize_t size[NETCDF_RANK_MAX];
    hsize_t bound[NETCDF_RANK_MAX];
    for (size_t i = 0; i < rank; i++) {
        size[i] = dimensions[i].size;
        bound[i] = dimensions[i].unlimited ? H5S_UNLIMITED : size[i];
    }
    return rank > 0 ? H5Screate_simple((int)rank, size, bound) : H5Screate(H5S_SCALAR);
}

static hid_t make_variable_filled(struct netcdf *nc, hid_t parent, const char *name, hid_t type,
                                  const struct netcdf_dimension *dimensions, size_t rank, bool compress,
                                  const void *fill)
{
    if (nc->status != STATUS_OK) {
        return -1;
    }
    hid_t space = make_space(dimensions, rank);
    hid_t creation = creation_list(nc, dimensions, rank, compress);
    if (fill != NULL) {
        netcdf_check(nc, H5Pset_fill_value(creation, type, fill));
    }
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

static hid_t make_variable(struct netcdf *nc, hid_t parent, const char *name, hid_t type,
                           const struct netcdf_dimension *dimensions, size_t rank, bool compress)
{
    return make_variable_filled(nc, parent, name, type, dimensions, rank, compress, NULL);
}

hid_t netcdf_variable(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                      const struct netcdf_dimension *dimensions, size_t rank)
{
    return make_variable(nc, parent, name, netcdf_type(type), dimensions, rank, true);
}

hid_t netcdf_variable_filled(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                             const struct netcdf_dimension *dimensions, size_t rank, const void *fill)
{
    return make_variable_filled(nc, parent, name, netcdf_type(type), dimensions, rank, true, fill);
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
        make_scale(nc, parent, name, name, netcdf_type(type), size, unlimited);
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

struct netcdf_dimension netcdf_rows(struct netcdf *nc, hid_t parent, const char *name, uint64_t size,
                                    bool unlimited)
{
    char scale_name[96];
    snprintf(scale_name, sizeof scale_name, "%s%10llu", NO_VARIABLE, (unsigned long long)size);
    return make_scale(nc, parent, name, scale_name, H5T_IEEE_F32BE, size, unlimited);
}

static void write_all(struct netcdf *nc, hid_t variable, hid_t type, const void *values)
{
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dwrite(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    }
}

hid_t netcdf_document(struct netcdf *nc, hid_t parent, const char *name, const char *text)
{
    char rows[64];
    snprintf(rows, sizeof rows, "%s_bytes", name);
    struct netcdf_dimension bytes = netcdf_rows(nc, parent, rows, strlen(text), false);
    hid_t type = H5Tcopy(H5T_C_S1);
    netcdf_check(nc, H5Tset_strpad(type, H5T_STR_NULLPAD)); /* else other writers leave only the final zero */
    hid_t variable = make_variable(nc, parent, name, type, &bytes, 1, true);
    netcdf_put_text(nc, variable, "_Encoding", "utf-8");
    write_all(nc, variable, type, text);
    H5Tclose(type);
    netcdf_drop(nc, bytes.scale);
    return variable;
}

void netcdf_write(struct netcdf *nc, hid_t variable, enum column_type type, const void *values)
{
    write_all(nc, variable, netcdf_type(type), values);
}

void netcdf_write_text(struct netcdf *nc, hid_t variable, const char *const *texts)
{
    write_all(nc, variable, nc->text_type, texts);
}

size_t netcdf_chunk_rows(uint64_t rows)
{
    hsize_t chunk;
    netcdf_chunk(&(struct netcdf_dimension){.size = rows}, 1, &chunk);
    return (size_t)chunk;
}

void netcdf_write_chunk(struct netcdf *nc, hid_t variable, uint64_t first, const void *packed, size_t bytes)
{
    hsize_t begin = first;
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dwrite_chunk(variable, H5P_DEFAULT, 0, &begin, bytes, packed));
    }
}
