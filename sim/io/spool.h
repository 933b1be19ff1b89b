/* The spool: panel rows on their way to the result, one file per panel beside it.
 *
 * Rows wait in memory until there are enough of them for a chunk of the result; this is packed and appended
 * to the file, a fourth of what the rows were. When the run is complete the result takes the chunks as they
 * are, and the spool is removed.
 *
 * A checkpoint makes rows durable (fsync) and notes their number: those that still wait are appended as they
 * are, in front of the chunk that will hold them too. A resumed run cuts the file back to the number of its
 * checkpoint, so that a killed run loses and repeats nothing.
 *
 * A spool is locked against a second run that would write the same result. */
#ifndef SIM_IO_SPOOL_H
#define SIM_IO_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/panel_pack.h"
#include "sim/panel.h"

enum { SPOOL_CHUNK_ROWS = COLUMN_PACK_ROWS };

struct spool_panel {
    unsigned char *waiting; /* [SPOOL_CHUNK_ROWS] rows */
    size_t count;           /* of rows that wait */
    size_t durable;         /* of these, in the file too */
    uint64_t end;           /* of the file */
    uint64_t at;            /* where the next chunk is read */
    struct panel_pack pack;
};

struct spool {
    const struct panel_spec *panels;
    size_t panel_count;
    int *files;                      /* [panel_count] descriptors, -1: closed */
    char **paths;                    /* [panel_count] */
    uint64_t *rows;                  /* [panel_count] written so far */
    struct spool_panel *states;      /* [panel_count] */
    const struct parallel *parallel; /* NULL: the caller packs alone */
};

/* Creates empty spool files "RESULT.NAME.partial"; with `rows` not NULL opens those that are there and cuts
 * them to rows[panel_count], which a spool_sync must have made durable. On failure nothing is left open, and
 * files that were there stay. */
enum status spool_init(struct spool *spool, const char *result_path, const struct panel_spec *panels,
                       size_t panel_count, const uint64_t *rows, struct error *error);

/* Lets these threads (borrowed) pack from now on. */
void spool_use_threads(struct spool *spool, const struct parallel *parallel);

/* For run_init. */
struct panel_sink spool_sink(struct spool *spool);

/* All rows are on the disk when this returns. */
enum status spool_sync(struct spool *spool, struct error *error);

/* All rows of a panel, packed, chunk by chunk. Chunks have SPOOL_CHUNK_ROWS rows, the last one filled up with
 * zeros, or as many as there are if they are fewer. `spool_next` gives the next chunk, valid until the next
 * call; `spool_rewind` lets go of it and begins anew. */
void spool_rewind(struct spool *spool, size_t panel);
enum status spool_next(struct spool *spool, size_t panel, const struct panel_pack **chunk,
                       struct error *error);

/* Closes the files; `remove` deletes them too. Legal after a failed init. */
void spool_clear(struct spool *spool, int remove);

#endif
