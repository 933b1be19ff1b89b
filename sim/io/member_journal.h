/* The journal of a batch: "RESULT.members", to which each finished member is added at once.
 *
 * A record is whole or it is nothing: it has a check sum, and what is torn at the end (a kill, a full disk)
 * is cut off when the journal is opened again or when the next record is written. So a batch can be stopped
 * at any moment and loses no member that was finished. When all are there, the result is made of it and the
 * journal goes. Members may be added by several threads. */
#ifndef SIM_IO_MEMBER_JOURNAL_H
#define SIM_IO_MEMBER_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/member_pack.h"
#include "sim/io/member_panels.h"
#include "sim/io/member_table.h"
#include "sim/parallel.h"

struct member_journal {
    int descriptor; /* -1: closed */
    char *path;     /* owned */
    const struct member_shape *shape;
    struct member_table *table; /* borrowed: what the records say */
    uint64_t *at;               /* [members] where its slices begin, 0: not in this journal */
    uint64_t *panels_at;        /* [members] where its panels do, 0: it has none */
    uint64_t end;               /* of the last whole record */
    double synced;              /* seconds, when it was last forced to the disk */
    struct parallel_lock lock;
};

/* Opens the journal at `path` or begins one; what it holds goes into `table`, which has as many members as
 * the experiment of this `identity`. STATUS_INPUT when it is of another experiment. `journal_close` is legal
 * after a failure and on a zeroed journal with descriptor -1. */
enum status journal_open(struct member_journal *journal, const char *path, uint64_t identity,
                         const struct member_shape *shape, struct member_table *table, struct error *error);

/* Whether the file at `path` begins like a journal; an empty one does, too. */
bool journal_is(const char *path);

/* Adds a finished run, with its panels if `spool` is not NULL. */
enum status journal_add(struct member_journal *journal, size_t member, struct run *run,
                        const struct spool *spool, struct error *error);

/* Adds that a member failed, and why. */
enum status journal_add_failure(struct member_journal *journal, size_t member, const char *why,
                                struct error *error);

/* All that was added is on the disk when this returns. */
enum status journal_sync(struct member_journal *journal, struct error *error);

/* The cells of a slice (member_pack.h) of a member that is in this journal. */
enum status journal_read(const struct member_journal *journal, size_t member, size_t slice, void *cells,
                         struct error *error);

/* Where the panels of a member in this journal are: as panel_index_init. `*begin` is that of the first piece.
 * A member without panels has an index without a model. */
enum status journal_panels(const struct member_journal *journal, size_t member, struct panel_index *index,
                           uint64_t *begin, struct error *error);

/* One of the pieces that begin at `begin`, whose bytes replace those of `packed`. */
enum status journal_piece(const struct member_journal *journal, uint64_t begin,
                          const struct panel_index *index, const struct panel_piece *piece,
                          struct text_buffer *packed, struct error *error);

/* Closes the file and removes it if asked. */
void journal_close(struct member_journal *journal, bool remove);

#endif
