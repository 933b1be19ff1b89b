/* One chunk of a panel's column, packed as HDF5's shuffle and deflate filters would: so that many chunks can
 * be packed at the same time, which HDF5 cannot, and with a writer of deflate that is made for columns.
 *
 * Shuffled, a column is planes: the first bytes of all values, then the second bytes, and so on. Rows are
 * taken apart for all columns at once, a piece of the chunk at a time, since rows are read from memory and
 * only the bytes of one column in them are used; then the planes of each column are packed. */
#ifndef SIM_IO_COLUMN_PACK_H
#define SIM_IO_COLUMN_PACK_H

#include <stddef.h>

#include "sim/io/deflate.h"
#include "sim/table.h"

enum {
    COLUMN_PACK_LEVEL = 1,            /* for what HDF5 packs itself */
    COLUMN_PACK_ROWS = DEFLATE_BLOCK, /* of a chunk, at most */
};

/* Bytes that a chunk of `chunk_rows` values of this type has at most when packed. */
size_t column_pack_bound(enum column_type type, size_t chunk_rows);

/* Takes the column at `offset` out of `count` rows (of `row_size` bytes each): byte b of row i goes to
 * planes[b * chunk_rows + i]. */
void column_shuffle(enum column_type type, const void *rows, size_t row_size, size_t offset, size_t count,
                    unsigned char *planes, size_t chunk_rows);

/* Packs the planes of a whole chunk and returns the number of packed bytes. */
size_t column_pack(enum column_type type, const unsigned char *planes, size_t chunk_rows,
                   struct deflate_work *work, void *packed);

#endif
