/* The state of a run: all that another run must be given to go on as if it were this one. It is a list of
 * pieces of memory in a fixed order, whose lengths follow from a few numbers, its shape. Checkpoints, forks
 * and digests walk over the same list. */
#ifndef SIM_STATE_H
#define SIM_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/run.h"

struct state_piece {
    const char *name; /* of a column or an output */
    void *data;
    size_t bytes;
};

/* Piece number `index`, false when there are no more: the columns of all tables, the periods that were kept,
 * the running period and the records of each output. */
bool state_piece(struct run *run, size_t index, struct state_piece *piece);

/* The day, rows of panels and tables, numbers of periods: [state_shape_size] numbers. Sums up what threads
 * have counted, which is to be done before pieces are read. */
size_t state_shape_size(struct run *run);
void state_shape(struct run *run, uint64_t *shape);

/* Gives a run made with `restoring` the shape of another; its pieces can then be filled. */
enum status state_reshape(struct run *run, const uint64_t *shape, struct error *error);

/* Gives a run made with `restoring` the state of another one of the same past. */
enum status state_copy(struct run *to, struct run *from, struct error *error);

#endif
