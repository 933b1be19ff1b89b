/* A chunk of a panel's rows, packed column by column as HDF5's filters shuffle and deflate would: HDF5 packs
 * one chunk after the other, this packs columns in parallel.
 *
 * Shuffled, a column is planes: the first bytes of all values, then the second bytes, and so on. */
#ifndef SIM_IO_PANEL_PACK_H
#define SIM_IO_PANEL_PACK_H

#include <stddef.h>

#include "sim/error.h"
#include "sim/panel.h"
#include "sim/parallel.h"

struct panel_pack {
    const struct panel_spec *panel;
    size_t chunk_rows;
    unsigned char *planes;  /* [row_size][chunk_rows]: the columns in their order */
    unsigned char **packed; /* [column_count] */
    size_t *sizes;          /* [column_count] bytes of it */
    const struct parallel *parallel;
    struct libdeflate_compressor *
        *compressors; /* by thread: to begin with a new one costs as much as a column */
};

/* Room for chunks of `chunk_rows` rows. `parallel` is borrowed. `panel_pack_clear` is legal after a failure.
 */
enum status panel_pack_init(struct panel_pack *pack, const struct panel_spec *panel,
                            const struct parallel *parallel, size_t chunk_rows, struct error *error);
void panel_pack_clear(struct panel_pack *pack);

/* Packs `count` rows, filled up with zeros to a whole chunk. */
enum status panel_pack_rows(struct panel_pack *pack, const void *rows, size_t count, struct error *error);

#endif
