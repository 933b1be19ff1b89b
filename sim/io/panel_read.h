/* The rows of a panel of a result, some at a time. */
#ifndef SIM_IO_PANEL_READ_H
#define SIM_IO_PANEL_READ_H

#include "sim/io/netcdf.h"
#include "sim/io/result_load.h"

enum { PANEL_READ_ROWS = 65536 };

struct panel_reader {
    struct netcdf nc;
    const struct panel_spec *panel;
    hid_t *variables; /* [column_count] */
    void **values;    /* [column_count] of up to PANEL_READ_ROWS rows */
    uint64_t rows;
};

/* Opens panel `index` of a loaded result, which was written. `panel_reader_close` must follow. */
void panel_reader_open(struct panel_reader *reader, const struct loaded_result *result, const char *path,
                       size_t index, struct error *error);

/* The same for the panel `panel` in the group `place` of the file at `path`, which has as many rows as its
 * first column. */
void panel_reader_open_at(struct panel_reader *reader, const struct panel_spec *panel, const char *path,
                          const char *place, struct error *error);

/* Reads up to PANEL_READ_ROWS rows from `first` on into `values`; returns how many, 0 at the end or after a
 * failure. */
size_t panel_reader_next(struct panel_reader *reader, uint64_t first);

/* The same for one column alone. */
size_t panel_reader_column(struct panel_reader *reader, size_t column, uint64_t first);

/* Returns the first failure. */
enum status panel_reader_close(struct panel_reader *reader);

/* The dimension of which a column holds codes, NULL: none. */
const struct dimension *panel_codes_of(const struct column *column, const struct outputs *outputs);

/* A value of an integer column; whether it stands for none (the last of its type, or no date). */
int64_t panel_value(const struct column *column, const void *values, size_t row, bool *none);

#endif
