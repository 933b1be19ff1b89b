#include "sim/io/column_pack.h"

#include <stdint.h>
#include <string.h>

enum { TILE = 512 }; /* rows whose values fit the first cache beside their planes */

size_t column_pack_bound(enum column_type type, size_t chunk_rows)
{
    return deflate_bound(chunk_rows * column_type_size(type), chunk_rows);
}

static void take_1(const unsigned char *from, size_t stride, size_t count, unsigned char *plane)
{
    for (size_t i = 0; i < count; i++) {
        plane[i] = from[i * stride];
    }
}

/* Two simple loops, of which the compiler makes vectors of the second. */
#define DEFINE_TAKE(size, type)                                                                              \
    static void take_##size(const unsigned char *from, size_t stride, size_t count, unsigned char *planes,   \
                            size_t plane_size)                                                               \
    {                                                                                                        \
        type values[TILE];                                                                                   \
        for (size_t i = 0; i < count; i++) {                                                                 \
            memcpy(&values[i], from + i * stride, sizeof values[i]);                                         \
        }                                                                                                    \
        for (size_t byte = 0; byte < (size); byte++) {                                                       \
            unsigned char *plane = planes + byte * plane_size;                                               \
            for (size_t i = 0; i < count; i++) {                                                             \
                plane[i] = (unsigned char)(values[i] >> (8 * byte));                                         \
            }                                                                                                \
        }                                                                                                    \
    }
DEFINE_TAKE(2, uint16_t)
DEFINE_TAKE(4, uint32_t)
DEFINE_TAKE(8, uint64_t)

void column_shuffle(enum column_type type, const void *rows, size_t row_size, size_t offset, size_t count,
                    unsigned char *planes, size_t chunk_rows)
{
    const unsigned char *from = (const unsigned char *)rows + offset;
    for (size_t first = 0; first < count; first += TILE) {
        size_t part = count - first < TILE ? count - first : TILE;
        const unsigned char *tile = from + first * row_size;
        switch (column_type_size(type)) {
        case 1:
            take_1(tile, row_size, part, planes + first);
            break;
        case 2:
            take_2(tile, row_size, part, planes + first, chunk_rows);
            break;
        case 4:
            take_4(tile, row_size, part, planes + first, chunk_rows);
            break;
        default:
            take_8(tile, row_size, part, planes + first, chunk_rows);
            break;
        }
    }
}

size_t column_pack(enum column_type type, const unsigned char *planes, size_t chunk_rows,
                   struct deflate_work *work, void *packed)
{
    return deflate_write(work, planes, chunk_rows * column_type_size(type), chunk_rows, packed);
}
