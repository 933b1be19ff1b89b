/* Reading back what netcdf.c writes, and refusing everything else: a file may be damaged, or a stranger's.
 * What is read is checked first: what kind of link and object it is, its type, its size against that of the
 * file. Text of variable length is never read, because HDF5 1.10 crashes when its heap is damaged. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/netcdf.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"
#include "sim/text.h"

enum {
    MOST_COMPRESSED = 1100, /* deflate packs no more than 1032 bytes into one */
    TEXT_MAX = 1 << 16      /* of an attribute: what an object's header holds */
};

/* ---- the file ---- */

static void refuse(struct netcdf *nc, const char *name, const char *what)
{
    netcdf_refuse(nc, STATUS_INPUT, "\"%s\" %s: \"%s\" %s", nc->path, nc->fault, name, what);
}

static const char *kind_of_file(const struct stat *facts)
{
    return S_ISREG(facts->st_mode)    ? NULL
           : S_ISDIR(facts->st_mode)  ? "a folder"
           : S_ISFIFO(facts->st_mode) ? "a pipe"
                                      : "a device";
}

static void say_missing(struct netcdf *nc, int number)
{
    char *partial = text_join(nc->path, ".partial");
    netcdf_refuse(nc, STATUS_INPUT, "cannot read \"%s\": %s", nc->path, strerror(number));
    if (number == ENOENT && partial != NULL && access(partial, F_OK) == 0) {
        error_hint(nc->error, "a run writes it at this moment, or was killed while it did");
    }
    memory_free(partial);
}

void netcdf_probe(struct netcdf *nc)
{
    static const unsigned char signature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    unsigned char begin[sizeof signature] = {0};
    struct stat facts;
    int descriptor = open(nc->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0 || fstat(descriptor, &facts) != 0) {
        say_missing(nc, errno);
    } else if (kind_of_file(&facts) != NULL) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is %s, a file was expected", nc->path, kind_of_file(&facts));
    } else if (facts.st_size == 0) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is empty", nc->path);
    } else if (read(descriptor, begin, sizeof begin) != sizeof begin ||
               memcmp(begin, signature, sizeof begin) != 0) {
        netcdf_refuse(nc, STATUS_INPUT, "\"%s\" is not an HDF5 file", nc->path);
    } else {
        nc->bytes = (uint64_t)facts.st_size;
    }
    if (descriptor >= 0) {
        close(descriptor);
    }
}

/* ---- objects ---- */

bool netcdf_has(struct netcdf *nc, hid_t parent, const char *name)
{
    return nc->status == STATUS_OK && H5Lexists(parent, name, H5P_DEFAULT) > 0;
}

/* Values that stand in this file itself and are not computed from others. */
static bool stored_here(hid_t variable)
{
    hid_t creation = H5Dget_create_plist(variable);
    bool here = creation >= 0 && H5Pget_layout(creation) >= H5D_COMPACT &&
                H5Pget_layout(creation) <= H5D_CHUNKED && H5Pget_external_count(creation) == 0;
    H5Pclose(creation);
    return here;
}

hid_t netcdf_find(struct netcdf *nc, hid_t parent, const char *name)
{
    H5L_info_t link;
    if (nc->status != STATUS_OK) {
        return -1;
    }
    if (H5Lget_info(parent, name, &link, H5P_DEFAULT) < 0) {
        refuse(nc, name, "is missing");
        return -1;
    }
    if (link.type != H5L_TYPE_HARD) {
        refuse(nc, name, "is a link to elsewhere");
        return -1;
    }
    hid_t object = H5Oopen(parent, name, H5P_DEFAULT);
    H5I_type_t kind = H5Iget_type(object);
    if (kind != H5I_GROUP && (kind != H5I_DATASET || !stored_here(object))) {
        refuse(nc, name, "is no group and no variable with values of its own");
        H5Oclose(object);
        return -1;
    }
    return object;
}

/* Values of a variable whose own ones have `type`, however few of them are stored. Zero after a failure. */
static uint64_t extent_of(struct netcdf *nc, hid_t variable, const char *name, hid_t type)
{
    hssize_t count = -1;
    bool fits = false;
    if (nc->status == STATUS_OK && H5Iget_type(variable) == H5I_DATASET) {
        hid_t space = H5Dget_space(variable);
        hid_t own = H5Dget_type(variable);
        count = H5Sget_simple_extent_npoints(space);
        bool character = H5Tget_class(own) == H5T_STRING && H5Tget_size(own) == 1 && !H5Tis_variable_str(own);
        fits = H5Tget_class(type) == H5T_STRING ? character : H5Tequal(own, type) > 0;
        H5Tclose(own);
        H5Sclose(space);
    }
    if (count < 0 || !fits) {
        refuse(nc, name, "has values of another kind");
        return 0;
    }
    return (uint64_t)count;
}

/* The same, and not more than a file of this size can hold: for what needs memory for all of them. */
static uint64_t count_values(struct netcdf *nc, hid_t variable, const char *name, hid_t type)
{
    uint64_t count = extent_of(nc, variable, name, type);
    if (nc->status != STATUS_OK) {
        return 0;
    }
    uint64_t stored = H5Dget_storage_size(variable);
    uint64_t most = stored < nc->bytes ? stored * MOST_COMPRESSED / H5Tget_size(type) : 0;
    if (count > most) {
        refuse(nc, name, "has more values than the file can hold");
        return 0;
    }
    return count;
}

hid_t netcdf_find_shaped(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                         const hsize_t *sizes, size_t rank)
{
    hsize_t found[NETCDF_RANK_MAX];
    hid_t variable = netcdf_find(nc, parent, name);
    extent_of(nc, variable, name, netcdf_type(type));
    if (nc->status != STATUS_OK) {
        return variable;
    }
    hid_t space = H5Dget_space(variable);
    bool fits = H5Sget_simple_extent_ndims(space) == (int)rank;
    fits = fits && H5Sget_simple_extent_dims(space, found, NULL) == (int)rank;
    for (size_t i = 0; fits && i < rank; i++) {
        fits = found[i] == sizes[i];
    }
    H5Sclose(space);
    if (!fits) {
        refuse(nc, name, "has another shape");
    }
    return variable;
}

uint64_t netcdf_size(struct netcdf *nc, hid_t parent, const char *name, enum column_type type)
{
    hid_t variable = netcdf_find(nc, parent, name);
    uint64_t count = count_values(nc, variable, name, netcdf_type(type));
    netcdf_drop(nc, variable);
    return count;
}

void netcdf_read(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count,
                 void *values)
{
    hid_t variable = netcdf_find(nc, parent, name);
    uint64_t size = count_values(nc, variable, name, netcdf_type(type));
    if (size != count) {
        netcdf_refuse(nc, STATUS_FAILED, "\"%s\" %s: %llu values of \"%s\", %llu were expected", nc->path,
                      nc->fault, (unsigned long long)size, name, (unsigned long long)count);
    }
    if (nc->status == STATUS_OK && count != 0) {
        netcdf_check(nc, H5Dread(variable, netcdf_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    }
    netcdf_drop(nc, variable);
}

void netcdf_read_part(struct netcdf *nc, hid_t variable, enum column_type type, uint64_t first,
                      uint64_t count, void *values)
{
    const hsize_t begin = first;
    const hsize_t size = count;
    if (nc->status != STATUS_OK) {
        return;
    }
    hid_t space = H5Dget_space(variable);
    hid_t memory = H5Screate_simple(1, &size, NULL);
    netcdf_check(nc, H5Sget_simple_extent_ndims(space) == 1 ? 0 : -1);
    netcdf_check(nc, H5Sselect_hyperslab(space, H5S_SELECT_SET, &begin, NULL, &size, NULL));
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Dread(variable, netcdf_type(type), memory, space, H5P_DEFAULT, values));
    }
    H5Sclose(memory);
    H5Sclose(space);
}

/* Whether chunks are as this program makes them: one deflated stream of shuffled bytes each. */
static bool has_own_chunks(hid_t variable, uint64_t rows)
{
    hsize_t chunk = 0;
    unsigned flags;
    unsigned config;
    hid_t creation = H5Dget_create_plist(variable);
    bool own = H5Pget_layout(creation) == H5D_CHUNKED && H5Pget_chunk(creation, 1, &chunk) == 1 &&
               chunk == netcdf_chunk_rows(rows) && H5Pget_nfilters(creation) == 2 &&
               H5Pget_filter2(creation, 0, &flags, NULL, NULL, 0, NULL, &config) == H5Z_FILTER_SHUFFLE &&
               H5Pget_filter2(creation, 1, &flags, NULL, NULL, 0, NULL, &config) == H5Z_FILTER_DEFLATE;
    H5Pclose(creation);
    return own;
}

void netcdf_read_chunk(struct netcdf *nc, hid_t variable, uint64_t rows, uint64_t first,
                       struct text_buffer *packed)
{
    hsize_t begin = first;
    hsize_t bytes = 0;
    uint32_t left_out = 0;
    packed->length = 0;
    if (nc->status != STATUS_OK) {
        return;
    }
    if (!has_own_chunks(variable, rows) || H5Dget_chunk_storage_size(variable, &begin, &bytes) < 0 ||
        bytes > nc->bytes) {
        refuse(nc, "a panel", "is packed otherwise");
        return;
    }
    char *read = netcdf_memory(nc, (size_t)bytes, 1, "panel of the result");
    if (read != NULL && netcdf_check(nc, H5Dread_chunk(variable, H5P_DEFAULT, &begin, &left_out, read))) {
        text_buffer_add(packed, read, (size_t)bytes);
        netcdf_fail(nc, text_buffer_status(packed, nc->error));
    }
    if (left_out != 0) {
        refuse(nc, "a panel", "is packed otherwise");
    }
    memory_free(read);
}

/* ---- text ---- */

/* What a terminal would take for a command becomes a question mark. */
static void clean(char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        size_t bytes = text_character(text, left);
        bool control = ((unsigned char)*text < 0x20 && *text != '\n' && *text != '\t') || *text == 0x7f ||
                       (bytes == 2 && (unsigned char)text[0] == 0xC2 && (unsigned char)text[1] < 0xA0);
        if (bytes == 0 || control) {
            bytes = bytes == 0 ? 1 : bytes;
            memset(text, '?', bytes);
        }
        text += bytes;
        left -= bytes;
    }
}

char *netcdf_read_text(struct netcdf *nc, hid_t parent, const char *name)
{
    hid_t variable = netcdf_find(nc, parent, name);
    uint64_t size = count_values(nc, variable, name, H5T_C_S1);
    hid_t type = nc->status == STATUS_OK ? H5Dget_type(variable) : -1;
    char *text = netcdf_memory(nc, size + 1, 1, "text of a file");
    if (nc->status == STATUS_OK && size != 0) {
        netcdf_check(nc, H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, text));
        clean(text);
    }
    netcdf_drop(nc, variable);
    H5Tclose(type);
    return text;
}

/* ---- attributes ---- */

/* Opens an attribute of one value; its type is the caller's to close. Negative when it is not there. */
static hid_t open_attribute(struct netcdf *nc, hid_t object, const char *name, hid_t *type)
{
    *type = -1;
    htri_t there = nc->status == STATUS_OK ? H5Aexists(object, name) : 0;
    if (!netcdf_check(nc, there) || there == 0) {
        return -1;
    }
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    hid_t space = H5Aget_space(attribute);
    hssize_t count = H5Sget_simple_extent_npoints(space);
    *type = H5Aget_type(attribute);
    H5Sclose(space);
    if (count != 1 || *type < 0) {
        refuse(nc, name, "is not one value");
    }
    return attribute;
}

char *netcdf_get_text(struct netcdf *nc, hid_t object, const char *name)
{
    hid_t type;
    hid_t attribute = open_attribute(nc, object, name, &type);
    size_t size = 0;
    if (attribute >= 0 && nc->status == STATUS_OK) {
        bool fixed = H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0;
        size = fixed ? H5Tget_size(type) : TEXT_MAX + 1;
        if (size > TEXT_MAX) {
            refuse(nc, name, "is no text of fixed length");
            size = 0;
        }
    }
    char *text = netcdf_memory(nc, size + 1, 1, "text of a file");
    if (nc->status == STATUS_OK && size > 0 && netcdf_check(nc, H5Aread(attribute, type, text))) {
        clean(text);
    }
    H5Tclose(type);
    H5Aclose(attribute);
    return text;
}

int64_t netcdf_get_int(struct netcdf *nc, hid_t object, const char *name)
{
    hid_t type;
    hid_t attribute = open_attribute(nc, object, name, &type);
    int64_t value = 0;
    if (attribute < 0 || nc->status != STATUS_OK || H5Tequal(type, H5T_STD_I64LE) <= 0) {
        refuse(nc, name, "is no whole number");
    } else {
        netcdf_check(nc, H5Aread(attribute, H5T_NATIVE_INT64, &value));
    }
    H5Tclose(type);
    H5Aclose(attribute);
    return value;
}
