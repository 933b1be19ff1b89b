/* HDF5 written so that netCDF-4 readers open it: xarray, ncdump, R, Julia, Matlab.
 *
 * What they ask for, and what this file sees to: creation order of links and attributes is tracked; every
 * dimension is a dimension scale attached to every variable along it, in its group or above; text is
 * variable-length UTF-8. Object times are not kept, so that equal results are equal files.
 *
 * After the first failure nothing more is written: every call returns at once, and `netcdf_close` says what
 * failed. So a writer reads as a list of what is in the file. Ids are then negative; closing them is
 * harmless. Only sim/io may include this header. */
#ifndef SIM_IO_NETCDF_H
#define SIM_IO_NETCDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

#include "sim/error.h"
#include "sim/io/hdf5_driver.h"
#include "sim/table.h"

struct netcdf {
    const char *path; /* named in messages */
    const char *verb; /* "write" or "read" */
    struct error *error;
    enum status status; /* the first failure */
    hid_t file;
    hid_t text_type;
    struct hdf5_driver driver; /* of a file that is written: a netcdf stays in place while it is open */
    H5E_auto2_t printer;       /* of HDF5's own messages, silenced meanwhile */
    void *printer_data;
};

struct netcdf_dimension {
    hid_t scale; /* negative: none */
    hsize_t size;
    bool unlimited;
};

/* Creates `temporary`; messages name `path` (borrowed). */
void netcdf_create(struct netcdf *nc, const char *temporary, const char *path, struct error *error);

/* Opens for reading. STATUS_INPUT when it is not a file of this kind. */
void netcdf_open(struct netcdf *nc, const char *path, struct error *error);

/* Closes the file and everything in it; returns the first failure. Legal after a failed create or open. */
enum status netcdf_close(struct netcdf *nc);

/* Takes the result of an HDF5 call: true when it went well; else notes the most specific message. */
bool netcdf_check(struct netcdf *nc, int64_t result);

/* Notes a failure that is not HDF5's; its text is already in nc->error. */
void netcdf_fail(struct netcdf *nc, enum status status);

/* The type in memory and in files, which are little-endian everywhere. */
hid_t netcdf_memory_type(enum column_type type);
hid_t netcdf_file_type(enum column_type type);

hid_t netcdf_group(struct netcdf *nc, hid_t parent, const char *name);
void netcdf_drop(struct netcdf *nc, hid_t object); /* closes a group, a variable or a scale */

/* Attributes. */
void netcdf_put_text(struct netcdf *nc, hid_t object, const char *name, const char *text);

/* Text as an array of characters (at least one): what ncdump -t, CDO and ncview look for to decode dates.
 * Other text is not written so, because h5py would give it back as bytes. */
void netcdf_put_chars(struct netcdf *nc, hid_t object, const char *name, const char *text);

void netcdf_put_int(struct netcdf *nc, hid_t object, const char *name, int64_t value);
void netcdf_put_array(struct netcdf *nc, hid_t object, const char *name, enum column_type type,
                      const void *values, size_t count);

/* A coordinate variable `name`: the dimension of the same name with its values, or with its labels. An
 * unlimited dimension may have size 0. */
struct netcdf_dimension netcdf_coordinate(struct netcdf *nc, hid_t parent, const char *name,
                                          enum column_type type, size_t size, bool unlimited,
                                          const void *values);
struct netcdf_dimension netcdf_labels(struct netcdf *nc, hid_t parent, const char *name, size_t size,
                                      const char *const *labels);

/* An unlimited dimension that is only a number of rows, without coordinates. */
struct netcdf_dimension netcdf_rows(struct netcdf *nc, hid_t parent, const char *name, uint64_t size);

/* A variable along `dimensions` (slowest first; none: a scalar). Numbers are compressed. */
hid_t netcdf_variable(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                      const struct netcdf_dimension *dimensions, size_t rank);

/* The same without compression, one-dimensional and without a scale, for what only this program reads. */
hid_t netcdf_array(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count);

hid_t netcdf_text_variable(struct netcdf *nc, hid_t parent, const char *name,
                           const struct netcdf_dimension *dimensions, size_t rank);

/* All values of a variable. */
void netcdf_write(struct netcdf *nc, hid_t variable, enum column_type type, const void *values);
void netcdf_write_text(struct netcdf *nc, hid_t variable, const char *const *texts);

/* One-dimensional variables are stored in chunks of netcdf_chunk_rows values, of which one that begins at
 * `first` can be written as column_pack packed it. */
size_t netcdf_chunk_rows(uint64_t rows);
void netcdf_write_chunk(struct netcdf *nc, hid_t variable, uint64_t first, const void *packed, size_t bytes);

/* `long_name` and `units`. Lengths of time are written in the singular ("day"): xarray would turn "days" into
 * a timedelta, and the reader asked for a number. */
void netcdf_describe(struct netcdf *nc, hid_t variable, const char *text, const char *unit);

/* Days since 1970-01-01, decoded as dates by every reader. */
void netcdf_describe_date(struct netcdf *nc, hid_t variable, const char *text);

/* ---- reading ---- */

/* A text attribute; free with memory_free, also after a failure. "" when there is none. */
char *netcdf_get_text(struct netcdf *nc, hid_t object, const char *name);

/* Opens a group or a variable. */
hid_t netcdf_find(struct netcdf *nc, hid_t parent, const char *name);

/* Whether `parent` has a group or a variable of this name. */
bool netcdf_has(struct netcdf *nc, hid_t parent, const char *name);

/* Number of values of a variable. */
uint64_t netcdf_size(struct netcdf *nc, hid_t variable);

/* All values of the variable `name`: it is a failure when there are not `count` of them. */
void netcdf_read(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count,
                 void *values);

/* All texts of a variable: [size] texts and the array are freed with netcdf_free_texts. NULL after a failure.
 */
char **netcdf_read_texts(struct netcdf *nc, hid_t variable, size_t *size);
void netcdf_free_texts(char **texts, size_t size);

/* Names of the links of a group in the order they were made, to be freed with netcdf_free_texts. */
char **netcdf_names(struct netcdf *nc, hid_t group, size_t *size);

#endif
