#include "sim/mailbox.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "sim/memory.h"

/* Work per block, so large that waking another thread for it pays. */
enum {
    COPY_BLOCKS = 16,        /* blocks of the phase that are gathered at a time */
    ARRANGE_BLOCK = 1 << 14, /* messages that are put in order */
    GROUP_BLOCK = 1 << 16,   /* sorted messages that are searched for groups */
};

enum { FIRST_CAPACITY = 256 };

static void store_clear(struct mailbox_store *store)
{
    memory_free(store->receiver);
    memory_free(store->items);
    *store = (struct mailbox_store){0};
}

/* Room for `capacity` messages of which the first `kept` are kept. After a failure the store holds what it
 * held. */
static bool store_grow(struct mailbox_store *store, size_t kept, size_t capacity, size_t item_size)
{
    uint32_t *receiver = memory_grow(store->receiver, kept, capacity, sizeof *receiver);
    if (receiver == NULL) {
        return false;
    }
    store->receiver = receiver;
    unsigned char *items = memory_grow(store->items, kept, capacity, item_size);
    if (items == NULL) {
        return false;
    }
    store->items = items;
    store->capacity = capacity;
    return true;
}

/* A quarter more than asked: the next phases are likely to need a little more. */
static size_t with_slack(size_t count)
{
    return count + count / 4 + FIRST_CAPACITY;
}

static bool store_reserve(struct mailbox_store *store, size_t count, size_t item_size)
{
    return count <= store->capacity || store_grow(store, 0, with_slack(count), item_size);
}

enum status mailbox_init(struct mailbox *box, const struct parallel *parallel, size_t item_size,
                         struct error *error)
{
    assert(item_size <= MAILBOX_ITEM_MAX);
    *box = (struct mailbox){.parallel = parallel, .item_size = item_size};
    box->lanes = memory_alloc((size_t)parallel->threads, sizeof *box->lanes);
    if (box->lanes == NULL) {
        return error_memory(error, "mailbox");
    }
    box->lane_count = (size_t)parallel->threads;
    for (size_t i = 0; i < box->lane_count; i++) {
        box->lanes[i].block = SIZE_MAX;
        box->lanes[i].dustbin = memory_alloc(MAILBOX_ITEM_MAX, 1);
        if (box->lanes[i].dustbin == NULL) {
            return error_memory(error, "mailbox");
        }
    }
    return STATUS_OK;
}

void mailbox_clear(struct mailbox *box)
{
    for (size_t i = 0; i < box->lane_count; i++) {
        store_clear(&box->lanes[i].store);
        memory_free(box->lanes[i].dustbin);
    }
    memory_free(box->lanes);
    memory_free(box->blocks);
    store_clear(&box->closed);
    store_clear(&box->sorted);
    sort_buffer_clear(&box->sort);
    memory_free(box->group_begin);
    memory_free(box->group_block_counts);
    *box = (struct mailbox){0};
}

static void forget_messages(struct mailbox *box)
{
    box->count = 0;
    box->group_count = 0;
    box->receiver = NULL;
    box->items = NULL;
}

enum status mailbox_open(struct mailbox *box, size_t blocks, struct error *error)
{
    forget_messages(box);
    for (size_t i = 0; i < box->lane_count; i++) {
        box->lanes[i].count = 0;
        box->lanes[i].block = SIZE_MAX;
        box->lanes[i].fault = STATUS_OK;
    }
    box->block_count = 0;
    if (blocks > box->block_capacity) {
        struct mailbox_block *grown = memory_alloc(with_slack(blocks), sizeof *grown);
        if (grown == NULL) {
            return error_memory(error, "mailbox");
        }
        memory_free(box->blocks);
        box->blocks = grown;
        box->block_capacity = with_slack(blocks);
    }
    box->block_count = blocks;
    for (size_t i = 0; i < blocks; i++) {
        box->blocks[i] = (struct mailbox_block){0};
    }
    return STATUS_OK;
}

/* The directory is written once per block, not per post, so that threads on neighbouring blocks do not
 * fight for its cache lines. */
static void end_block(struct mailbox *box, struct mailbox_lane *lane)
{
    if (lane->block != SIZE_MAX) {
        box->blocks[lane->block] = (struct mailbox_block){
            .begin = lane->block_begin,
            .count = lane->count - lane->block_begin,
            .lane = (size_t)(lane - box->lanes),
        };
    }
}

void *mailbox_post_slow(struct mailbox *box, const struct span *span, uint32_t receiver)
{
    struct mailbox_lane *lane = &box->lanes[span->thread];
    if (lane->block != span->block) {
        if (span->block >= box->block_count) {
            lane->fault = STATUS_FAILED;
            return lane->dustbin;
        }
        end_block(box, lane);
        lane->block = span->block;
        lane->block_begin = lane->count;
    }
    if (lane->count == lane->store.capacity &&
        !store_grow(&lane->store, lane->count, 2 * lane->count + FIRST_CAPACITY, box->item_size)) {
        lane->fault = STATUS_MEMORY;
        return lane->dustbin;
    }
    size_t at = lane->count++;
    lane->store.receiver[at] = receiver;
    return lane->store.items + at * box->item_size;
}

/* Gives every block its place. True when all messages lie on one lane in that order already, as they do
 * with one thread. (Two lanes cannot both fit: each begins with a block at 0, and only one is first.) */
static bool place_blocks(struct mailbox *box, size_t *only_lane)
{
    bool in_order = true;
    size_t to = 0;
    for (size_t i = 0; i < box->block_count; i++) {
        struct mailbox_block *block = &box->blocks[i];
        block->to = to;
        if (block->count != 0) {
            *only_lane = block->lane;
            in_order = in_order && block->begin == to;
        }
        to += block->count;
    }
    return in_order;
}

static void gather_blocks(void *context, const struct span *span)
{
    const struct mailbox *box = context;
    for (size_t i = span->begin; i < span->end; i++) {
        const struct mailbox_block *block = &box->blocks[i];
        const struct mailbox_store *from = &box->lanes[block->lane].store;
        if (block->count != 0) {
            memcpy(box->closed.receiver + block->to, from->receiver + block->begin,
                   block->count * sizeof *from->receiver);
            memcpy(box->closed.items + block->to * box->item_size,
                   from->items + block->begin * box->item_size, block->count * box->item_size);
        }
    }
}

/* Ends the last block of each lane and adds up; the first fault of a lane is the fault of the phase. */
static enum status end_phase(struct mailbox *box, size_t *count, struct error *error)
{
    *count = 0;
    for (size_t i = 0; i < box->lane_count; i++) {
        struct mailbox_lane *lane = &box->lanes[i];
        end_block(box, lane);
        lane->block = SIZE_MAX;
        if (lane->fault == STATUS_MEMORY) {
            return error_memory(error, "messages");
        }
        *count += lane->count;
    }
    /* A block that was worked on twice has only its last messages in the directory. */
    size_t in_blocks = 0;
    for (size_t i = 0; i < box->block_count; i++) {
        in_blocks += box->blocks[i].count;
    }
    bool faulty = in_blocks != *count;
    for (size_t i = 0; i < box->lane_count; i++) {
        faulty = faulty || box->lanes[i].fault != STATUS_OK;
    }
    if (faulty) {
        return error_set(error, STATUS_FAILED,
                         "programming error: messages were posted from a block that "
                         "was not opened or not worked on in one go");
    }
    if (*count > UINT32_MAX) {
        return error_set(error, STATUS_FAILED, "more than 2^32 messages in one phase");
    }
    return STATUS_OK;
}

enum status mailbox_close(struct mailbox *box, struct error *error)
{
    size_t count;
    PASS(end_phase(box, &count, error));
    size_t lane = 0;
    struct mailbox_store *store = &box->closed;
    if (place_blocks(box, &lane)) {
        store = &box->lanes[lane].store;
    } else {
        if (!store_reserve(store, count, box->item_size)) {
            return error_memory(error, "messages");
        }
        parallel_for(box->parallel, box->block_count, COPY_BLOCKS, gather_blocks, box);
    }
    box->count = count;
    box->receiver = store->receiver;
    box->items = store->items;
    return STATUS_OK;
}

struct arrange {
    const unsigned char *from;
    const struct sort_pair *pairs;
    const struct mailbox_store *to;
    size_t item_size;
};

/* With `size` known the compiler makes each copy a few moves. Messages are fetched from all over the
 * memory; asking for them some turns ahead gains a third. */
static inline void arrange_items(const struct arrange *arrange, const struct span *span, size_t size)
{
    enum { AHEAD = 32 };
    const struct sort_pair *pairs = arrange->pairs;
    for (size_t i = span->begin; i < span->end; i++) {
        size_t ahead = i + AHEAD < span->end ? i + AHEAD : i;
        __builtin_prefetch(arrange->from + pairs[ahead].index * size);
        arrange->to->receiver[i] = pairs[i].key;
        memcpy(arrange->to->items + i * size, arrange->from + pairs[i].index * size, size);
    }
}

static void arrange_block(void *context, const struct span *span)
{
    const struct arrange *arrange = context;
    switch (arrange->item_size) {
    case 0:
        arrange_items(arrange, span, 0);
        break;
    case 4:
        arrange_items(arrange, span, 4);
        break;
    case 8:
        arrange_items(arrange, span, 8);
        break;
    case 12:
        arrange_items(arrange, span, 12);
        break;
    case 16:
        arrange_items(arrange, span, 16);
        break;
    case 24:
        arrange_items(arrange, span, 24);
        break;
    case 32:
        arrange_items(arrange, span, 32);
        break;
    default:
        arrange_items(arrange, span, arrange->item_size);
    }
}

static bool begins_group(const uint32_t *receiver, size_t i)
{
    return i == 0 || receiver[i] != receiver[i - 1];
}

static void count_groups(void *context, const struct span *span)
{
    struct mailbox *box = context;
    uint32_t count = 0;
    for (size_t i = span->begin; i < span->end; i++) {
        count += begins_group(box->receiver, i);
    }
    box->group_block_counts[span->block] = count;
}

/* Where a group begins is as good as chance, so that a branch would be guessed wrong every other time:
 * every index is written, and kept by moving on. A local list, because the last write falls behind the
 * block's own part of `group_begin`. */
static void list_groups(void *context, const struct span *span)
{
    enum { STRIP = 256 };
    struct mailbox *box = context;
    uint32_t *to = box->group_begin + box->group_block_counts[span->block];
    for (size_t strip = span->begin; strip < span->end; strip += STRIP) {
        uint32_t found[STRIP + 1];
        size_t count = 0;
        size_t end = span->end - strip < STRIP ? span->end : strip + STRIP;
        for (size_t i = strip; i < end; i++) {
            found[count] = (uint32_t)i;
            count += begins_group(box->receiver, i);
        }
        memcpy(to, found, count * sizeof *to);
        to += count;
    }
}

/* At least `count` of u32, contents lost; false leaves all as it was. */
static bool reserve_u32(uint32_t **array, size_t *capacity, size_t count)
{
    if (count <= *capacity) {
        return true;
    }
    uint32_t *grown = memory_alloc(with_slack(count), sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    memory_free(*array);
    *array = grown;
    *capacity = with_slack(count);
    return true;
}

static bool find_groups(struct mailbox *box)
{
    size_t blocks = parallel_blocks(box->count, GROUP_BLOCK);
    if (!reserve_u32(&box->group_block_counts, &box->group_block_capacity, blocks)) {
        return false;
    }
    parallel_for(box->parallel, box->count, GROUP_BLOCK, count_groups, box);
    size_t groups = 0;
    for (size_t block = 0; block < blocks; block++) {
        uint32_t found = box->group_block_counts[block];
        box->group_block_counts[block] = (uint32_t)groups;
        groups += found;
    }
    if (!reserve_u32(&box->group_begin, &box->group_capacity, groups + 1)) {
        return false;
    }
    parallel_for(box->parallel, box->count, GROUP_BLOCK, list_groups, box);
    box->group_begin[groups] = (uint32_t)box->count;
    box->group_count = groups;
    return true;
}

enum status mailbox_sort(struct mailbox *box, uint32_t receivers, struct error *error)
{
    const struct sort_pair *pairs;
    enum status status =
        sort_pairs(&box->sort, box->parallel, box->receiver, box->count, receivers, &pairs, error);
    if (status != STATUS_OK) {
        forget_messages(box);
        return status;
    }
    if (!store_reserve(&box->sorted, box->count, box->item_size)) {
        forget_messages(box);
        return error_memory(error, "messages");
    }
    struct arrange arrange = {
        .from = box->items, .pairs = pairs, .to = &box->sorted, .item_size = box->item_size};
    parallel_for(box->parallel, box->count, ARRANGE_BLOCK, arrange_block, &arrange);
    box->receiver = box->sorted.receiver;
    box->items = box->sorted.items;
    if (!find_groups(box)) {
        forget_messages(box);
        return error_memory(error, "messages");
    }
    return STATUS_OK;
}

struct delivery {
    const struct mailbox *box;
    void (*settle)(void *context, const struct letters *letters, const struct span *span);
    void *context;
};

static void deliver_block(void *context, const struct span *span)
{
    const struct delivery *delivery = context;
    for (size_t group = span->begin; group < span->end; group++) {
        struct letters letters = mailbox_group(delivery->box, group);
        delivery->settle(delivery->context, &letters, span);
    }
}

void mailbox_deliver(const struct mailbox *box,
                     void (*settle)(void *context, const struct letters *letters, const struct span *span),
                     void *context)
{
    struct delivery delivery = {.box = box, .settle = settle, .context = context};
    parallel_for(box->parallel, box->group_count, MAILBOX_DELIVER_BLOCK, deliver_block, &delivery);
}
