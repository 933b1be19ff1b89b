/* What is kept of one member of an experiment, packed: its series and its measures.
 *
 * The shape says what that is, the same for all members: slice i holds all records of a series, the last
 * slice the measures. Cells are 8 bytes. A slice is shuffled and deflated by itself, so that one can be taken
 * out without the others. */
#ifndef SIM_IO_MEMBER_PACK_H
#define SIM_IO_MEMBER_PACK_H

#include <stddef.h>
#include <stdint.h>

#include "sim/experiment.h"
#include "sim/run.h"
#include "sim/text.h"

struct member_shape {
    struct run frame; /* a run of the first arm that is not lived: periods and dimensions */
    size_t count;     /* slices: series that are kept, then the measures */
    size_t *ids;      /* [count - 1] outputs */
    size_t *cells;    /* [count] */
};

/* The experiment must outlive it, and it must stay where it is. `member_shape_clear` is legal after a
 * failure. */
enum status member_shape_init(struct member_shape *shape, const struct experiment *experiment,
                              struct error *error);
void member_shape_clear(struct member_shape *shape);

/* Bytes of a member before it is packed. */
uint64_t member_shape_bytes(const struct member_shape *shape);

/* Adds to `bytes` offsets[count + 1], counted from there, and the slices of a finished run. */
enum status member_pack(const struct member_shape *shape, const struct run *run, struct text_buffer *bytes,
                        struct error *error);

/* Unpacks a slice of `size` packed bytes into `cells`. STATUS_FAILED when it is damaged. */
enum status member_unpack(const struct member_shape *shape, size_t slice, const void *packed, size_t size,
                          void *cells, struct error *error);

#endif
