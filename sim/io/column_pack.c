#include "sim/io/column_pack.h"

#include <string.h>

#include <zlib.h>

size_t column_pack_scratch(enum column_type type, size_t chunk_rows)
{
    return 2 * chunk_rows * column_type_size(type);
}

size_t column_pack_bound(enum column_type type, size_t chunk_rows)
{
    return compressBound((uLong)(chunk_rows * column_type_size(type)));
}

/* The size is a constant in each call, so that the copy is one instruction. */
static inline void gather(const unsigned char *from, size_t stride, size_t count, size_t size,
                          unsigned char *values)
{
    for (size_t i = 0; i < count; i++) {
        memcpy(values + i * size, from + i * stride, size);
    }
}

static void gather_any(const unsigned char *from, size_t stride, size_t count, size_t size,
                       unsigned char *values)
{
    switch (size) {
    case 1:
        gather(from, stride, count, 1, values);
        break;
    case 2:
        gather(from, stride, count, 2, values);
        break;
    case 4:
        gather(from, stride, count, 4, values);
        break;
    default:
        gather(from, stride, count, 8, values);
        break;
    }
}

/* First bytes of all values, then second bytes, and so on. */
static void shuffle(const unsigned char *values, size_t count, size_t size, unsigned char *shuffled)
{
    for (size_t byte = 0; byte < size; byte++) {
        for (size_t i = 0; i < count; i++) {
            shuffled[byte * count + i] = values[i * size + byte];
        }
    }
}

size_t column_pack(enum column_type type, const void *rows, size_t row_size, size_t offset, size_t count,
                   size_t chunk_rows, void *scratch, void *packed)
{
    size_t size = column_type_size(type);
    size_t bytes = chunk_rows * size;
    unsigned char *values = scratch;
    unsigned char *shuffled = values + bytes;
    gather_any((const unsigned char *)rows + offset, row_size, count, size, values);
    memset(values + count * size, 0, bytes - count * size);
    shuffle(values, chunk_rows, size, shuffled);
    uLongf packed_bytes = compressBound((uLong)bytes);
    int result = compress2(packed, &packed_bytes, shuffled, (uLong)bytes, COLUMN_PACK_LEVEL);
    return result == Z_OK ? packed_bytes : 0;
}
