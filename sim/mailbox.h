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

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/parallel.h"
#include "sim/sort.h"

/* Messages in a row. */
struct mailbox_store {
    uint32_t *receiver;   /* [capacity] */
    unsigned char *items; /* [capacity * item_size] */
    size_t capacity;
};

enum { MAILBOX_ITEM_MAX = 256, MAILBOX_DELIVER_BLOCK = 256 /* receivers per block of mailbox_deliver */ };

/* What one thread has posted. */
struct mailbox_lane {
    alignas(64) struct mailbox_store store; /* lanes share no cache line */
    size_t count;
    size_t block;           /* being worked on; SIZE_MAX: none yet */
    size_t block_begin;     /* its first message */
    enum status fault;      /* STATUS_MEMORY, or STATUS_FAILED when the phase is wrongly programmed */
    unsigned char *dustbin; /* [MAILBOX_ITEM_MAX] where messages go that cannot be kept */
};

/* Where the messages of a block lie. */
struct mailbox_block {
    size_t lane;
    size_t begin; /* in the lane */
    size_t count;
    size_t to; /* first index in block order */
};

struct mailbox {
    const struct parallel *parallel;
    size_t item_size;
    size_t lane_count;
    struct mailbox_lane *lanes; /* one per thread */
    size_t block_count;
    size_t block_capacity;
    struct mailbox_block *blocks;
    struct mailbox_store closed; /* room for the messages of several lanes in block order */
    struct mailbox_store sorted; /* room for them by receiver */
    struct sort_buffer sort;

    /* After mailbox_close; the memory belongs to a lane or a store and is good until the next open. */
    size_t count;
    const uint32_t *receiver; /* [count] */
    unsigned char *items;     /* [count * item_size] */

    /* After mailbox_sort, also: receivers that have messages, in order. */
    size_t group_count;
    uint32_t *group_begin; /* [group_count + 1] index of the first message of each group */
    size_t group_capacity;
    uint32_t *group_block_counts; /* scratch */
    size_t group_block_capacity;
};

/* Messages of `item_size` bytes (1 to MAILBOX_ITEM_MAX; 0: the receiver is all there is). `parallel` is
 * borrowed. */
enum status mailbox_init(struct mailbox *box, const struct parallel *parallel, size_t item_size,
                         struct error *error);
/* Legal after a failed init and on a zeroed box. */
void mailbox_clear(struct mailbox *box);

/* Empties the box before a phase of `blocks` blocks. */
enum status mailbox_open(struct mailbox *box, size_t blocks, struct error *error);

/* The same when the thread begins a block or needs room. */
void *mailbox_post_slow(struct mailbox *box, const struct span *span, uint32_t receiver);

/* One message to `receiver`, to be filled wholly by the caller at once (it holds old bytes; the pointer is
 * good until the next post from this thread). Within a phase a block is worked on by one thread without
 * interruption. About 1 ns. */
static inline void *mailbox_post(struct mailbox *box, const struct span *span, uint32_t receiver)
{
    struct mailbox_lane *lane = &box->lanes[span->thread];
    if (lane->block != span->block || lane->count == lane->store.capacity) {
        return mailbox_post_slow(box, span, receiver);
    }
    size_t at = lane->count++;
    lane->store.receiver[at] = receiver;
    return lane->store.items + at * box->item_size;
}

/* Ends the phase: messages lie in `receiver` and `items` in block order. With one thread they lie so already
 * and nothing is copied. STATUS_MEMORY when a post or this found no memory (the box is then empty). */
enum status mailbox_close(struct mailbox *box, struct error *error);

/* Groups them by receiver (each below `receivers`), stably. On STATUS_MEMORY the box is empty. */
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

/* Calls `settle` for every receiver that has messages, in parallel blocks of MAILBOX_DELIVER_BLOCK of them:
 * so many is another box to be opened for that `settle` posts to. */
void mailbox_deliver(const struct mailbox *box,
                     void (*settle)(void *context, const struct letters *letters, const struct span *span),
                     void *context);

#endif
