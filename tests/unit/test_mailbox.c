#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sim/mailbox.h"
#include "sim/memory.h"
#include "tests/support/allocations.h"
#include "tests/support/numbers.h"
#include "tests/support/threads.h"

enum { MOST_THREADS = 4 };

/* A phase in which actor i posts 0 to 4 messages, to receivers and with contents that follow from i. */
struct phase {
    size_t actors;
    size_t block_size;
    uint32_t receivers;
    uint64_t seed;
    struct mailbox box;
};

static size_t posts_of(const struct phase *phase, size_t actor, uint64_t *numbers)
{
    *numbers = phase->seed ^ (uint64_t)actor << 20;
    uint64_t first = next_number(numbers);
    return first % 3 == 0 ? first / 3 % 5 : 0;
}

static unsigned char content_byte(size_t actor, size_t post, size_t byte)
{
    uint64_t state = (uint64_t)actor * 8 + post;
    return (unsigned char)(next_number(&state) >> byte % 8 * 8) ^ (unsigned char)byte;
}

static void post_all(void *context, const struct span *span)
{
    struct phase *phase = context;
    for (size_t actor = span->begin; actor < span->end; actor++) {
        uint64_t numbers;
        size_t posts = posts_of(phase, actor, &numbers);
        for (size_t post = 0; post < posts; post++) {
            unsigned char *item =
                mailbox_post(&phase->box, span, (uint32_t)(next_number(&numbers) % phase->receivers));
            for (size_t byte = 0; byte < phase->box.item_size; byte++) {
                item[byte] = content_byte(actor, post, byte);
            }
        }
    }
}

static enum status act(struct phase *phase, struct error *error)
{
    enum status status;
    TRY(mailbox_open(&phase->box, parallel_blocks(phase->actors, phase->block_size), error));
    parallel_for(phase->box.parallel, phase->actors, phase->block_size, post_all, phase);
    TRY(mailbox_close(&phase->box, error));
out:
    return status;
}

/* What a plain loop over the actors would have posted, in order. */
struct expected {
    size_t count;
    uint32_t *receiver;
    size_t *actor;
    size_t *post;
};

static struct expected expect(const struct phase *phase)
{
    struct expected expected = {0};
    expected.receiver = memory_alloc(phase->actors * 4 + 1, sizeof *expected.receiver);
    expected.actor = memory_alloc(phase->actors * 4 + 1, sizeof *expected.actor);
    expected.post = memory_alloc(phase->actors * 4 + 1, sizeof *expected.post);
    for (size_t actor = 0; actor < phase->actors; actor++) {
        uint64_t numbers;
        size_t posts = posts_of(phase, actor, &numbers);
        for (size_t post = 0; post < posts; post++) {
            size_t at = expected.count++;
            expected.receiver[at] = (uint32_t)(next_number(&numbers) % phase->receivers);
            expected.actor[at] = actor;
            expected.post[at] = post;
        }
    }
    return expected;
}

static void expected_clear(struct expected *expected)
{
    memory_free(expected->receiver);
    memory_free(expected->actor);
    memory_free(expected->post);
}

static bool holds(const unsigned char *item, size_t item_size, size_t actor, size_t post)
{
    for (size_t byte = 0; byte < item_size; byte++) {
        if (item[byte] != content_byte(actor, post, byte)) {
            return false;
        }
    }
    return true;
}

static void check_closed(const struct phase *phase, const struct expected *expected)
{
    const struct mailbox *box = &phase->box;
    assert_int_equal(box->count, expected->count);
    for (size_t i = 0; i < box->count; i++) {
        assert_int_equal(box->receiver[i], expected->receiver[i]);
        assert_true(
            holds(box->items + i * box->item_size, box->item_size, expected->actor[i], expected->post[i]));
    }
}

/* The naive way to group: for every receiver, one look at all messages in order. Linked lists through the
 * messages make it quick. */
static void check_groups(const struct phase *phase, const struct expected *expected)
{
    const struct mailbox *box = &phase->box;
    uint32_t *next = memory_alloc(expected->count + 1, sizeof *next); /* message + 1 */
    uint32_t *first = memory_alloc(phase->receivers, sizeof *first);
    for (size_t i = expected->count; i-- > 0;) {
        next[i] = first[expected->receiver[i]];
        first[expected->receiver[i]] = (uint32_t)i + 1;
    }
    size_t group = 0;
    for (uint32_t receiver = 0; receiver < phase->receivers; receiver++) {
        if (first[receiver] == 0) {
            continue;
        }
        assert_true(group < box->group_count);
        struct letters letters = mailbox_group(box, group++);
        assert_int_equal(letters.receiver, receiver);
        size_t at = 0;
        for (uint32_t i = first[receiver]; i != 0; i = next[i - 1], at++) {
            assert_true(at < letters.count);
            assert_true(holds((const unsigned char *)letters.items + at * box->item_size, box->item_size,
                              expected->actor[i - 1], expected->post[i - 1]));
        }
        assert_int_equal(letters.count, at);
    }
    assert_int_equal(box->group_count, group);
    memory_free(next);
    memory_free(first);
}

static void check_phase(struct phase *phase)
{
    struct error error = {0};
    assert_int_equal(act(phase, &error), STATUS_OK);
    struct expected expected = expect(phase);
    check_closed(phase, &expected);
    assert_int_equal(mailbox_sort(&phase->box, phase->receivers, &error), STATUS_OK);
    check_groups(phase, &expected);
    expected_clear(&expected);
}

static void messages_arrive_as_a_plain_loop_would_bring_them(void **state)
{
    (void)state;
    static const size_t actor_counts[] = {0, 1, 10, 4095, 4096, 4097, 20000};
    static const size_t block_sizes[] = {1, 7, 64, 4096};
    static const uint32_t receiver_counts[] = {1, 3, 100, 50000};
    static const size_t item_sizes[] = {0, 1, 4, 8, 12, 13, 16, 24, 32, 40, 255, MAILBOX_ITEM_MAX};
    enum { ITEM_SIZES = sizeof item_sizes / sizeof *item_sizes };
    size_t turn = 0;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        for (size_t s = 0; s < ITEM_SIZES; s++) {
            struct phase phase = {0};
            assert_int_equal(mailbox_init(&phase.box, &parallel, item_sizes[s], NULL), STATUS_OK);
            for (size_t i = 0; i < sizeof actor_counts / sizeof *actor_counts; i++, turn++) {
                phase.actors = actor_counts[i];
                phase.block_size = block_sizes[turn % 4];
                phase.receivers = receiver_counts[turn / 4 % 4];
                phase.seed = turn;
                check_phase(&phase);
            }
            mailbox_clear(&phase.box);
        }
    }
}

/* Enough messages for the parallel sort. */
static void many_messages_arrive(void **state)
{
    (void)state;
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct phase phase = {.actors = 200000, .block_size = PARALLEL_BLOCK, .receivers = 30000, .seed = 9};
        assert_int_equal(mailbox_init(&phase.box, &parallel, 8, NULL), STATUS_OK);
        check_phase(&phase);
        phase.actors = 300;
        check_phase(&phase);
        mailbox_clear(&phase.box);
    }
}

static void a_phase_without_messages_is_empty(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    struct mailbox box;
    assert_int_equal(mailbox_init(&box, &parallel, 8, NULL), STATUS_OK);
    assert_int_equal(mailbox_open(&box, 10, NULL), STATUS_OK);
    assert_int_equal(mailbox_close(&box, NULL), STATUS_OK);
    assert_int_equal(box.count, 0);
    assert_int_equal(mailbox_sort(&box, 100, NULL), STATUS_OK);
    assert_int_equal(box.group_count, 0);
    mailbox_deliver(&box, NULL, NULL);
    mailbox_clear(&box);
    mailbox_clear(&box);
}

/* Blocks may be worked on in any order by any thread: here in chance orders, played on one thread. */
static void order_of_work_does_not_show(void **state)
{
    (void)state;
    enum { BLOCKS = 6, BLOCK_SIZE = 3 };
    uint64_t chance = 1;
    for (int round = 0; round < 3000; round++) {
        THREADS(parallel, 1 + round % 3);
        struct phase phase = {.actors = BLOCKS * BLOCK_SIZE, .receivers = 50, .seed = (uint64_t)round};
        assert_int_equal(mailbox_init(&phase.box, &parallel, 16, NULL), STATUS_OK);
        assert_int_equal(mailbox_open(&phase.box, BLOCKS, NULL), STATUS_OK);
        size_t blocks[BLOCKS] = {0, 1, 2, 3, 4, 5};
        for (size_t left = BLOCKS; left > 0; left--) {
            size_t pick = next_number(&chance) % left;
            size_t block = blocks[pick];
            blocks[pick] = blocks[left - 1];
            struct span span = {.begin = block * BLOCK_SIZE,
                                .end = (block + 1) * BLOCK_SIZE,
                                .block = block,
                                .thread = (int)(next_number(&chance) % (uint64_t)parallel.threads)};
            post_all(&phase, &span);
        }
        assert_int_equal(mailbox_close(&phase.box, NULL), STATUS_OK);
        struct expected expected = expect(&phase);
        check_closed(&phase, &expected);
        expected_clear(&expected);
        mailbox_clear(&phase.box);
    }
}

/* Receivers settle in parallel: each changes its own state, may change its letters, and posts replies
 * into another box, which arrive in the order of the receivers. */
struct settling {
    uint64_t *sum;
    struct mailbox replies;
};

static void settle(void *context, const struct letters *letters, const struct span *span)
{
    struct settling *settling = context;
    const uint64_t *items = letters->items;
    for (size_t i = 0; i < letters->count; i++) {
        settling->sum[letters->receiver] = settling->sum[letters->receiver] * 31 + items[i];
    }
    uint32_t *reply = mailbox_post(&settling->replies, span, 0);
    *reply = letters->receiver;
}

static void receivers_settle_the_same_with_any_threads(void **state)
{
    (void)state;
    enum { RECEIVERS = 5000 };
    static uint64_t sum[2][RECEIVERS];
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
        THREADS(parallel, threads);
        struct phase phase = {.actors = 40000, .block_size = 512, .receivers = RECEIVERS, .seed = 11};
        struct settling settling = {.sum = sum[threads > 1]};
        memset(settling.sum, 0, sizeof sum[0]);
        assert_int_equal(mailbox_init(&phase.box, &parallel, 8, NULL), STATUS_OK);
        assert_int_equal(mailbox_init(&settling.replies, &parallel, sizeof(uint32_t), NULL), STATUS_OK);
        assert_int_equal(act(&phase, NULL), STATUS_OK);
        assert_int_equal(mailbox_sort(&phase.box, RECEIVERS, NULL), STATUS_OK);
        assert_int_equal(mailbox_open(&settling.replies,
                                      parallel_blocks(phase.box.group_count, MAILBOX_DELIVER_BLOCK), NULL),
                         STATUS_OK);
        mailbox_deliver(&phase.box, settle, &settling);
        assert_int_equal(mailbox_close(&settling.replies, NULL), STATUS_OK);

        assert_int_equal(settling.replies.count, phase.box.group_count);
        assert_true(phase.box.group_count > 4000);
        const uint32_t *replies = (const uint32_t *)(const void *)settling.replies.items;
        for (size_t i = 0; i < phase.box.group_count; i++) {
            assert_int_equal(replies[i], mailbox_group(&phase.box, i).receiver);
        }
        assert_memory_equal(sum[threads > 1], sum[0], sizeof sum[0]);
        mailbox_clear(&phase.box);
        mailbox_clear(&settling.replies);
    }
}

static void a_warm_box_allocates_nothing(void **state)
{
    (void)state;
    THREADS(parallel, 1); /* with more, a thread may get more blocks than before */
    struct phase phase = {.actors = 30000, .block_size = 4096, .receivers = 5000};
    assert_int_equal(mailbox_init(&phase.box, &parallel, 16, NULL), STATUS_OK);
    assert_int_equal(act(&phase, NULL), STATUS_OK);
    assert_int_equal(mailbox_sort(&phase.box, phase.receivers, NULL), STATUS_OK);
    allocations_fail(1, true);
    for (int round = 0; round < 5; round++) {
        assert_int_equal(act(&phase, NULL), STATUS_OK);
        assert_int_equal(mailbox_sort(&phase.box, phase.receivers, NULL), STATUS_OK);
    }
    assert_int_equal(allocations_made(), 0);
    allocations_fail(0, false);
    mailbox_clear(&phase.box);
}

static void a_block_taken_up_twice_is_reported(void **state)
{
    (void)state;
    static const struct span spans[][3] = {
        {{.block = 0}, {.block = 1}, {.block = 0}},                           /* interrupted */
        {{.block = 0, .thread = 0}, {.block = 0, .thread = 1}, {.block = 1}}, /* by two threads at once */
        {{.block = 0}, {.block = 1}, {.block = 1 << 20}},                     /* only 0 and 1 are opened */
    };
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        THREADS(parallel, 2);
        struct mailbox box;
        struct error error = {0};
        assert_int_equal(mailbox_init(&box, &parallel, 8, NULL), STATUS_OK);
        assert_int_equal(mailbox_open(&box, 2, NULL), STATUS_OK);
        for (size_t post = 0; post < 3; post++) {
            memset(mailbox_post(&box, &spans[i][post], 0), 1, 8);
        }
        assert_int_equal(mailbox_close(&box, &error), STATUS_FAILED);
        assert_int_equal(error.status, STATUS_FAILED);
        assert_int_equal(box.count, 0);

        /* the next phase starts afresh */
        assert_int_equal(mailbox_open(&box, 2, NULL), STATUS_OK);
        memset(mailbox_post(&box, &spans[i][0], 5), 1, 8);
        assert_int_equal(mailbox_close(&box, NULL), STATUS_OK);
        assert_int_equal(box.count, 1);
        assert_int_equal(box.receiver[0], 5);
        mailbox_clear(&box);
    }
}

static enum status whole_phase(void *context, struct error *error)
{
    const struct parallel *parallel = context;
    struct phase phase = {.actors = 6000, .block_size = 100, .receivers = 1000, .seed = 5};
    enum status status;
    TRY(mailbox_init(&phase.box, parallel, 24, error));
    TRY(act(&phase, error));
    TRY(mailbox_sort(&phase.box, phase.receivers, error));
    phase.actors = 60000;
    TRY(act(&phase, error));
    TRY(mailbox_sort(&phase.box, phase.receivers, error));
out:
    if (status != STATUS_OK) {
        assert_int_equal(phase.box.count, 0);
        assert_int_equal(phase.box.group_count, 0);
    }
    mailbox_clear(&phase.box);
    return status;
}

static void without_memory_nothing_leaks(void **state)
{
    (void)state;
    for (int threads = 1; threads <= 3; threads++) {
        THREADS(parallel, threads);
        assert_true(check_every_allocation(whole_phase, &parallel) > 10);
    }
}

static void memory_may_come_back(void **state)
{
    (void)state;
    THREADS(parallel, 2);
    for (size_t nth = 1; nth <= 12; nth++) {
        struct phase phase = {.actors = 500, .block_size = 100, .receivers = 1000, .seed = 5};
        assert_int_equal(mailbox_init(&phase.box, &parallel, 24, NULL), STATUS_OK);
        check_phase(&phase);
        phase.actors = 10000;
        allocations_fail(nth, false);
        if (act(&phase, NULL) == STATUS_OK) {
            enum status status = mailbox_sort(&phase.box, phase.receivers, NULL);
            assert_true(status == STATUS_MEMORY || allocations_failed() == 0);
        }
        allocations_fail(0, false);
        check_phase(&phase);
        mailbox_clear(&phase.box);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_arrive_as_a_plain_loop_would_bring_them),
        cmocka_unit_test(many_messages_arrive),
        cmocka_unit_test(a_phase_without_messages_is_empty),
        cmocka_unit_test(order_of_work_does_not_show),
        cmocka_unit_test(receivers_settle_the_same_with_any_threads),
        cmocka_unit_test(a_warm_box_allocates_nothing),
        cmocka_unit_test(a_block_taken_up_twice_is_reported),
        cmocka_unit_test(without_memory_nothing_leaks),
        cmocka_unit_test(memory_may_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
