/* The spool: panel rows on their way to the result, one file per panel beside it, row after row as they are
 * in memory. When the run is complete the result takes them, packed, and the spool is removed.
 *
 * A checkpoint makes rows durable (fsync) and notes their number and digest. A resumed run cuts the file back
 * to the number of its checkpoint, so that a killed run loses and repeats nothing. The digest is looked at
 * then, and when the result takes the rows.
 *
 * A spool is locked against a second run that would write the same result. */
#ifndef SIM_IO_SPOOL_H
#define SIM_IO_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/panel.h"

/* How far a panel has come. */
struct spool_mark {
    uint64_t rows;
    uint64_t digest; /* of all of them: CRC-32, which does not depend on how many come at a time */
};

struct spool {
    const struct panel_spec *panels;
    size_t panel_count;
    int *files;               /* [panel_count] descriptors, -1: closed */
    char **paths;             /* [panel_count] */
    struct spool_mark *marks; /* [panel_count] */
};

/* "RESULT.PANEL.partial"; free with memory_free. NULL without memory. */
char *spool_path(const char *result_path, const char *panel);

/* Creates empty spool files "RESULT.NAME.partial"; with `marks` not NULL opens those that are there and cuts
 * them to marks[panel_count], which a spool_sync must have made durable. On failure nothing is left open, and
 * files that were there stay. */
enum status spool_init(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                       size_t panel_count, const struct spool_mark *marks, struct error *error);

/* The same with files that have no names and go when they are closed, also by a kill: for rows that are worth
 * nothing before all of them are there. They lie in the folder of the result. */
enum status spool_init_nameless(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                                size_t panel_count, struct error *error);

/* Adds all rows of a spool of the same panels to one that has none. */
enum status spool_copy(struct spool *to, const struct spool *from, struct error *error);

/* For run_init. */
struct panel_sink spool_sink(struct spool *spool);

/* All rows are on the disk when this returns. */
enum status spool_sync(const struct spool *spool, struct error *error);

/* Reads the rows first ... first + count - 1 of a panel. Who reads all in their order, from a `*digest` of 0
 * on, is told at the last one when they are not what was written. */
enum status spool_read(const struct spool *spool, size_t panel, uint64_t first, size_t count, void *to,
                       uint64_t *digest, struct error *error);

/* Closes the files; `remove` deletes them too. Legal after a failed init. */
void spool_clear(struct spool *spool, int remove);

#endif
