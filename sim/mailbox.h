/* Act, then settle: messages between actors, delivered in an order that depends on nothing but the
 * actors.
 *
 * In a parallel phase every actor posts messages of one fixed size. `mailbox_close` puts them in the
 * order of the blocks they were posted from (so: by sender, where the phase runs over senders in
 * order, and by post within a sender); `mailbox_sort` groups them stably by receiver. Receivers then
 * settle, each seeing its own messages only, in parallel if they touch only their own state.
 *
 *     mailbox_open(&box, blocks);
 *     parallel_for(..., body)              body: struct offer *o = mailbox_post(&box, span, receiver);
 *     TRY(mailbox_close(&box, error));
 *     TRY(mailbox_sort(&box, receivers, error));
 *     mailbox_deliver(&box, settle, context);
 *
 * A post cannot fail in the caller's face: without memory it hands out a dustbin and the fault is
 * reported by `mailbox_close`. */
#ifndef SIM_MAILBOX_H
#define SIM_MAILBOX_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/parallel.h"
#include "sim/sort.h"

struct mailbox_lane; /* what one thread has posted */

struct mailbox {
    const struct parallel *parallel;
    size_t item_size;
    struct mailbox_lane *lanes; /* one per thread */
    size_t block_count;
    size_t block_capacity;
    struct mailbox_block *blocks; /* where each block's messages lie */

    /* After mailbox_close: */
    size_t count;
    uint32_t *receiver;   /* [count] */
    unsigned char *items; /* [count * item_size] */
    size_t capacity;

    /* After mailbox_sort, also: receivers that have messages, in order. */
    size_t group_count;
    uint32_t *group_begin; /* [group_count + 1] index of the first message of each group */
    size_t group_capacity;
    struct sort_buffer sort;
    unsigned char *sorted_items;
    uint32_t *sorted_receiver;
};

/* Messages of `item_size` bytes (1 to 256; 0: the receiver is all there is). `parallel` is borrowed. */
enum status mailbox_init(struct mailbox *box, const struct parallel *parallel, size_t item_size,
                         struct error *error);
void mailbox_clear(struct mailbox *box);

/* Empties the box before a phase of `blocks` blocks. */
enum status mailbox_open(struct mailbox *box, size_t blocks, struct error *error);

/* One message to `receiver`, to be filled by the caller at once (the pointer is good until the next
 * post from this thread). Within a phase a block is worked on by one thread without interruption. */
void *mailbox_post(struct mailbox *box, const struct span *span, uint32_t receiver);

/* Ends the phase: messages lie in `receiver` and `items` in block order. */
enum status mailbox_close(struct mailbox *box, struct error *error);

/* Groups them by receiver (each below `receivers`), stably. */
enum status mailbox_sort(struct mailbox *box, uint32_t receivers, struct error *error);

/* The messages of one receiver. */
struct letters {
    uint32_t receiver;
    const void *items; /* [count] of item_size bytes; may be changed by the receiver */
    size_t count;
};

static inline struct letters mailbox_group(const struct mailbox *box, size_t group)
{
    uint32_t begin = box->group_begin[group];
    return (struct letters){box->receiver[begin], box->items + (size_t)begin * box->item_size,
                            box->group_begin[group + 1] - begin};
}

/* Calls `settle` for every receiver that has messages, in parallel blocks of receivers. */
void mailbox_deliver(const struct mailbox *box,
                     void (*settle)(void *context, const struct letters *letters, const struct span *span),
                     void *context);

#endif
