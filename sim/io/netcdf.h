/* HDF5 written so that netCDF-4 readers open it: xarray, ncdump, R, Julia, Matlab.
 *
 * What they ask for, and what this file sees to: creation order of links and attributes is tracked; every
 * dimension is a dimension scale attached to every variable along it, in its group or above; labels are
 * variable-length UTF-8, which this program writes and never reads. Object times are not kept, so that equal
 * results are equal files.
 *
 * After the first failure nothing more is written: every call returns at once, and `netcdf_close` says what
 * failed. So a writer reads as a list of what is in the file. Ids are then negative; closing them is
 * harmless. HDF5 cannot close a file that it cannot write: such a file is left open until the program ends.
 * Only sim/io may include this header. */
#ifndef SIM_IO_NETCDF_H
#define SIM_IO_NETCDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hdf5.h>

#include "sim/error.h"
#include "sim/table.h"
#include "sim/text.h"

enum { NETCDF_RANK_MAX = 8 };

struct netcdf {
    const char *path; /* named in messages */
    const char *verb; /* "write" or "read" */
    struct error *error;
    enum status status; /* the first failure */
    hid_t file;
    uint64_t bytes;  /* of a file that is read */
    char fault[160]; /* what it is when it does not hold what it must: "is damaged ..." */
    hid_t text_type;
    bool writing;
    bool broken;         /* HDF5 failed to write: it is not asked for anything any more */
    H5E_auto2_t printer; /* of HDF5's own messages, silenced meanwhile */
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

/* The same with a text of its own; and memory for `count` items, NULL is a failure. */
__attribute__((format(printf, 3, 4))) void netcdf_refuse(struct netcdf *nc, enum status status,
                                                         const char *format, ...);
void *netcdf_memory(struct netcdf *nc, size_t count, size_t size, const char *what);

/* The type of values in files, which is that in memory: machines are little-endian. */
hid_t netcdf_type(enum column_type type);

hid_t netcdf_group(struct netcdf *nc, hid_t parent, const char *name);
void netcdf_drop(struct netcdf *nc, hid_t object); /* closes a group, a variable or a scale */

/* Attributes. Text has a fixed length, as in classic netCDF: readers of 30 years know it, and a damaged file
 * cannot crash HDF5 by it. Empty text is left out. */
void netcdf_put_text(struct netcdf *nc, hid_t object, const char *name, const char *text);

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

/* A dimension that is only a number of rows, without coordinates. */
struct netcdf_dimension netcdf_rows(struct netcdf *nc, hid_t parent, const char *name, uint64_t size,
                                    bool unlimited);

/* A long text, which is not empty, as an array of characters along the dimension "NAME_bytes". */
hid_t netcdf_document(struct netcdf *nc, hid_t parent, const char *name, const char *text);

/* A variable along `dimensions` (slowest first; none: a scalar). Numbers are compressed. */
hid_t netcdf_variable(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                      const struct netcdf_dimension *dimensions, size_t rank);

/* The same with the value of cells that are never written: 8 bytes of the type. */
hid_t netcdf_variable_filled(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                             const struct netcdf_dimension *dimensions, size_t rank, const void *fill);

/* The chunks in which such a variable is stored: [rank]. */
void netcdf_chunk(const struct netcdf_dimension *dimensions, size_t rank, hsize_t *chunk);

hid_t netcdf_text_variable(struct netcdf *nc, hid_t parent, const char *name,
                           const struct netcdf_dimension *dimensions, size_t rank);

/* All values of a variable. */
void netcdf_write(struct netcdf *nc, hid_t variable, enum column_type type, const void *values);
void netcdf_write_text(struct netcdf *nc, hid_t variable, const char *const *texts);

/* A block of values: `begin` and `count` along each of `rank` dimensions. */
struct netcdf_block {
    size_t rank;
    hsize_t begin[NETCDF_RANK_MAX];
    hsize_t count[NETCDF_RANK_MAX];
};
void netcdf_write_block(struct netcdf *nc, hid_t variable, enum column_type type,
                        const struct netcdf_block *block, const void *values);

/* One-dimensional variables are stored in chunks of netcdf_chunk_rows values, of which one that begins at
 * `first` can be written as panel_pack.h packs it. */
size_t netcdf_chunk_rows(uint64_t rows);
void netcdf_write_chunk(struct netcdf *nc, hid_t variable, uint64_t first, const void *packed, size_t bytes);

/* `long_name` and `units`, which UDUNITS reads; `unit` is ours where it says more ("persons"). Lengths of
 * time are in the singular ("day"): xarray would turn "days" into a timedelta, and the reader asked for a
 * number. */
void netcdf_describe(struct netcdf *nc, hid_t variable, const char *text, const char *unit);

/* The unit in words that UDUNITS knows; what has none ("persons", "EUR/hour") is "1". */
const char *netcdf_known_unit(const char *unit);

/* Days since 1970-01-01, decoded as dates by every reader. */
void netcdf_describe_date(struct netcdf *nc, hid_t variable, const char *text);

/* ---- reading ---- */

/* Fails unless nc->path is a regular file that begins like an HDF5 file. Called by netcdf_open. */
void netcdf_probe(struct netcdf *nc);

/* Opens a group or a variable that stands in this file. */
hid_t netcdf_find(struct netcdf *nc, hid_t parent, const char *name);

/* Whether `parent` has a group or a variable of this name. */
bool netcdf_has(struct netcdf *nc, hid_t parent, const char *name);

/* Number of values of a variable of this type: not more than a file of its size can hold. */
uint64_t netcdf_size(struct netcdf *nc, hid_t parent, const char *name, enum column_type type);

/* All values of the variable `name`: it is a failure when there are not `count` of them. */
void netcdf_read(struct netcdf *nc, hid_t parent, const char *name, enum column_type type, uint64_t count,
                 void *values);

/* Some values of a one-dimensional variable whose size and type netcdf_size has checked. */
void netcdf_read_part(struct netcdf *nc, hid_t variable, enum column_type type, uint64_t first,
                      uint64_t count, void *values);

/* The chunk of such a variable that begins at `first`, as netcdf_write_chunk wrote it; its bytes replace
 * those of `packed`. `rows` is the size of the variable. */
void netcdf_read_chunk(struct netcdf *nc, hid_t variable, uint64_t rows, uint64_t first,
                       struct text_buffer *packed);

/* Opens a variable that must have this type and these sizes: [rank]. Much of it may never have been written:
 * its cells are those of netcdf_variable_filled. */
hid_t netcdf_find_shaped(struct netcdf *nc, hid_t parent, const char *name, enum column_type type,
                         const hsize_t *sizes, size_t rank);
void netcdf_read_block(struct netcdf *nc, hid_t variable, enum column_type type,
                       const struct netcdf_block *block, void *values);

/* Texts are free of what a terminal takes for commands; free them with memory_free, also after a failure. A
 * text attribute is "" when there is none; a document is what netcdf_document wrote. */
char *netcdf_get_text(struct netcdf *nc, hid_t object, const char *name);
char *netcdf_read_text(struct netcdf *nc, hid_t parent, const char *name);

int64_t netcdf_get_int(struct netcdf *nc, hid_t object, const char *name);

#endif
