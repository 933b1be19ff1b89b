/* One chunk of a panel's column, packed as HDF5's shuffle and deflate filters would: so that many chunks can
 * be packed at the same time, which HDF5 cannot. Compression is nine tenths of the work of writing a panel.
 */
#ifndef SIM_IO_COLUMN_PACK_H
#define SIM_IO_COLUMN_PACK_H

#include <stddef.h>

#include "sim/table.h"

enum { COLUMN_PACK_LEVEL = 1 };

/* Bytes of scratch for a chunk of `chunk_rows` values of this type, and bytes that it has at most when
 * packed. */
size_t column_pack_scratch(enum column_type type, size_t chunk_rows);
size_t column_pack_bound(enum column_type type, size_t chunk_rows);

/* Takes the column at `offset` out of `count` rows (of `row_size` bytes each), fills up with zeros to
 * `chunk_rows` values, and packs them. Returns the number of packed bytes, 0 without memory. */
size_t column_pack(enum column_type type, const void *rows, size_t row_size, size_t offset, size_t count,
                   size_t chunk_rows, void *scratch, void *packed);

#endif
