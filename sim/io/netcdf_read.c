/* Reading back what netcdf.c writes. */
#include <string.h>

#include "sim/io/netcdf.h"
#include "sim/io/whole_file.h"
#include "sim/memory.h"

static char *copy_text(struct netcdf *nc, const char *text)
{
    char *copy = text_join(text != NULL ? text : "", "");
    if (copy == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "text of a file"));
    }
    return copy;
}

char *netcdf_get_text(struct netcdf *nc, hid_t object, const char *name)
{
    char *raw = NULL;
    if (nc->status == STATUS_OK && H5Aexists(object, name) > 0) {
        hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
        if (netcdf_check(nc, attribute)) {
            netcdf_check(nc, H5Aread(attribute, nc->text_type, &raw));
            H5Aclose(attribute);
        }
    }
    char *text = copy_text(nc, raw);
    if (raw != NULL) {
        H5free_memory(raw);
    }
    return text;
}

hid_t netcdf_find(struct netcdf *nc, hid_t parent, const char *name)
{
    if (nc->status != STATUS_OK) {
        return -1;
    }
    hid_t object = H5Oopen(parent, name, H5P_DEFAULT);
    netcdf_check(nc, object);
    return object;
}

bool netcdf_has(struct netcdf *nc, hid_t parent, const char *name)
{
    return nc->status == STATUS_OK && H5Lexists(parent, name, H5P_DEFAULT) > 0;
}

uint64_t netcdf_size(struct netcdf *nc, hid_t variable)
{
    hssize_t size = 0;
    if (nc->status == STATUS_OK) {
        hid_t space = H5Dget_space(variable);
        if (netcdf_check(nc, space)) {
            size = H5Sget_simple_extent_npoints(space);
            H5Sclose(space);
        }
    }
    return size > 0 ? (uint64_t)size : 0;
}

void netcdf_read(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count,
                 void *values)
{
    hid_t variable = netcdf_find(nc, parent, name);
    uint64_t size = netcdf_size(nc, variable);
    if (nc->status == STATUS_OK && size != count) {
        netcdf_fail(nc, error_set(nc->error, STATUS_FAILED,
                                  "\"%s\" is damaged: %llu values of \"%s\", %llu were expected", nc->path,
                                  (unsigned long long)size, name, (unsigned long long)count));
    }
    if (nc->status == STATUS_OK && count != 0) {
        netcdf_check(nc, H5Dread(variable, netcdf_memory_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
    }
    netcdf_drop(nc, variable);
}

void netcdf_free_texts(char **texts, size_t size)
{
    for (size_t i = 0; texts != NULL && i < size; i++) {
        memory_free(texts[i]);
    }
    memory_free(texts);
}

/* HDF5 allocates the texts it reads in its own way; copies follow the rules of this program. */
static void copy_texts(struct netcdf *nc, char **raw, size_t count, char **texts)
{
    for (size_t i = 0; i < count; i++) {
        texts[i] = copy_text(nc, raw[i]);
    }
}

char **netcdf_read_texts(struct netcdf *nc, hid_t variable, size_t *size)
{
    size_t count = netcdf_size(nc, variable);
    char **raw = memory_alloc(count, sizeof *raw);
    char **texts = memory_alloc(count, sizeof *texts);
    *size = count;
    if (raw == NULL || texts == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "texts of a file"));
    } else if (nc->status == STATUS_OK && count != 0 &&
               netcdf_check(nc, H5Dread(variable, nc->text_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw))) {
        copy_texts(nc, raw, count, texts);
        hid_t space = H5Dget_space(variable);
        H5Dvlen_reclaim(nc->text_type, space, H5P_DEFAULT, raw);
        H5Sclose(space);
    }
    memory_free(raw);
    if (nc->status != STATUS_OK) {
        netcdf_free_texts(texts, count);
        texts = NULL;
        *size = 0;
    }
    return texts;
}

char **netcdf_names(struct netcdf *nc, hid_t group, size_t *size)
{
    H5G_info_t info = {.nlinks = 0};
    *size = 0;
    if (nc->status == STATUS_OK) {
        netcdf_check(nc, H5Gget_info(group, &info));
    }
    char **names = memory_alloc(info.nlinks, sizeof *names);
    if (names == NULL) {
        netcdf_fail(nc, error_memory(nc->error, "names of a file"));
        return NULL;
    }
    for (hsize_t i = 0; i < info.nlinks && nc->status == STATUS_OK; i++) {
        char name[256];
        if (netcdf_check(nc, H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name,
                                                sizeof name, H5P_DEFAULT))) {
            names[i] = copy_text(nc, name);
        }
    }
    if (nc->status != STATUS_OK) {
        netcdf_free_texts(names, info.nlinks);
        return NULL;
    }
    *size = info.nlinks;
    return names;
}
