/* The panels of one finished member, packed for the result (panel_pack.h): piece by piece, a piece being a
 * chunk of a column.
 *
 * In the journal they are one stretch of bytes: the rows of each panel, where each piece ends, then the
 * pieces, panel by panel, chunk by chunk, column by column. A piece goes into the result as it is. */
#ifndef SIM_IO_MEMBER_PANELS_H
#define SIM_IO_MEMBER_PANELS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/io/spool.h"
#include "sim/model.h"
#include "sim/text.h"

/* Where pieces are. */
struct panel_index {
    const struct model *model; /* NULL: it is of nothing yet */
    uint64_t *rows;            /* [panel_count] */
    uint64_t *ends;            /* [pieces] counted from the begin of the first; NULL: not known */
    size_t pieces;
};

/* One of them. */
struct panel_piece {
    size_t panel;
    size_t chunk;
    size_t column;
};

/* Room for the pieces of panels of so many rows. `panel_index_clear` is legal after a failure and on a zeroed
 * index. */
enum status panel_index_init(struct panel_index *index, const struct model *model, const uint64_t *rows,
                             struct error *error);
void panel_index_clear(struct panel_index *index);

/* The number of a piece, of those of all panels; and how many chunks a panel of `rows` rows has. */
size_t panel_index_number(const struct panel_index *index, const struct panel_piece *piece);
size_t panel_chunks(uint64_t rows);

/* Bytes of the index itself, in front of the pieces. */
uint64_t panel_index_bytes(const struct panel_index *index);

/* The stretch of bytes, in a file without a name. */
struct packed_panels {
    int descriptor; /* -1: there are none */
    uint64_t bytes;
    uint64_t digest; /* CRC-32 */
};

/* Packs what a member has spooled. `path` is beside where the file lies. `packed_panels_clear` is legal after
 * a failure. */
enum status packed_panels_make(struct packed_panels *packed, const struct spool *spool,
                               const struct model *model, const struct parallel *parallel, const char *path,
                               struct error *error);
void packed_panels_clear(struct packed_panels *packed);

/* The index of such a stretch at `at` of a file, which it must not lead out of. */
enum status panel_index_read(struct panel_index *index, const struct model *model, int descriptor,
                             const char *path, uint64_t at, uint64_t bytes, struct error *error);

/* Whether a piece unpacks to a whole chunk of its column: it has a check sum of its own. */
enum status panel_piece_check(const struct panel_index *index, const struct panel_piece *piece,
                              const void *packed, size_t bytes, struct error *error);

#endif
