/* The spool: panel rows on their way to the result, one raw file per panel beside it.
 *
 * Rows are appended during the run. A checkpoint makes them durable (fsync) and notes their number; a
 * resumed run cuts the file back to that number, so that a killed run loses and repeats nothing. When the
 * run is complete the result file reads them back, column by column, and the spool is removed.
 *
 * A spool is locked against a second run that would write the same result. */
#ifndef SIM_IO_SPOOL_H
#define SIM_IO_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/panel.h"

struct spool {
    const struct panel_spec *panels;
    size_t panel_count;
    int *files;     /* [panel_count] descriptors, -1: closed */
    char **paths;   /* [panel_count] */
    uint64_t *rows; /* [panel_count] written so far */
};

/* Creates empty spool files "RESULT.NAME.partial"; with `rows` not NULL opens those that are there and cuts
 * them to rows[panel_count]. On failure nothing is left open, and files that were there stay. */
enum status spool_init(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                       size_t panel_count, const uint64_t *rows, struct error *error);

/* For run_init. */
struct panel_sink spool_sink(struct spool *spool);

/* All rows are on the disk when this returns. */
enum status spool_sync(struct spool *spool, struct error *error);

/* Reads `count` rows from row `first`, which must have been written. */
enum status spool_read(struct spool *spool, size_t panel, uint64_t first, size_t count, void *rows,
                       struct error *error);

/* Closes the files; `remove` deletes them too. Legal after a failed init. */
void spool_clear(struct spool *spool, int remove);

#endif
