/* What the engine's primitives cost, one line each: nanoseconds per unit on one thread, the best of several
 * rounds (what is wanted is the cost of the code, not of the neighbours on the machine). */
#include <math.h>

#include "bench_report.h"
#include "sim/due.h"
#include "sim/mailbox.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/real.h"
#include "sim/sort.h"

enum { ROUNDS = 15, SMALL = 1 << 12, LARGE = 1 << 20, RECEIVERS = 100000 };

/* What the measured functions work on: arrays of SMALL that stay in the first cache, of LARGE that do not. */
struct bed {
    struct parallel parallel;
    uint64_t purpose;
    int32_t day; /* a new one every round */
    double *numbers;
    double *out;
    uint32_t *keys;
    int32_t *due;
    struct due_list list;
    struct sort_buffer sort;
    struct mailbox box;
    struct error error;
    enum status status;
    double sink; /* so that no work can be left out */
};

static void draw_keyed(struct bed *bed)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < SMALL; i++) {
        struct rng rng = rng_at(bed->purpose, i, bed->day);
        sum += rng_u32(&rng);
    }
    bed->sink += sum;
}

static void draw_further(struct bed *bed)
{
    uint32_t sum = 0;
    struct rng rng = rng_at(bed->purpose, 1, bed->day);
    for (uint32_t i = 0; i < SMALL; i++) {
        sum += rng_u32(&rng);
    }
    bed->sink += sum;
}

static void draw_below(struct bed *bed)
{
    uint32_t sum = 0;
    struct rng rng = rng_at(bed->purpose, 1, bed->day);
    for (uint32_t i = 0; i < SMALL; i++) {
        sum += rng_below(&rng, i + 1);
    }
    bed->sink += sum;
}

static void draw_normal(struct bed *bed)
{
    for (uint32_t i = 0; i < SMALL; i++) {
        struct rng rng = rng_at(bed->purpose, i, bed->day);
        bed->out[i] = rng_normal(&rng);
    }
}

static void draw_geometric(struct bed *bed)
{
    double scale = rng_geometric_scale(0.005);
    for (uint32_t i = 0; i < SMALL; i++) {
        struct rng rng = rng_at(bed->purpose, i, bed->day);
        bed->sink += rng_geometric_scaled(&rng, scale);
    }
}

static void draw_normal_array(struct bed *bed)
{
    rng_normal_array(bed->purpose, 0, bed->day, SMALL, bed->out);
}

static void take_exp(struct bed *bed)
{
    for (size_t i = 0; i < SMALL; i++) {
        bed->out[i] = real_exp(bed->numbers[i]);
    }
}

static void take_log(struct bed *bed)
{
    for (size_t i = 0; i < SMALL; i++) {
        bed->out[i] = real_log(bed->numbers[i]);
    }
}

static void take_pow(struct bed *bed)
{
    for (size_t i = 0; i < SMALL; i++) {
        bed->out[i] = real_pow(bed->numbers[i], 0.7);
    }
}

static void take_quantile(struct bed *bed)
{
    for (size_t i = 0; i < SMALL; i++) {
        bed->out[i] = real_normal_quantile(bed->numbers[i]);
    }
}

static void take_exp_array(struct bed *bed)
{
    real_exp_array(bed->numbers, bed->out, SMALL);
}

static void take_quantile_array(struct bed *bed)
{
    real_normal_quantile_array(bed->numbers, bed->out, SMALL);
}

/* One actor in 120 is due. */
static void sweep_due(struct bed *bed)
{
    bed->status = due_sweep(&bed->list, &bed->parallel, bed->due, LARGE, 0, &bed->error);
    bed->sink += (double)bed->list.count;
}

static void sort_keys(struct bed *bed)
{
    const uint32_t *order;
    const uint32_t *sorted;
    bed->status =
        sort_order(&bed->sort, &bed->parallel, bed->keys, LARGE, RECEIVERS, &order, &sorted, &bed->error);
    bed->sink += order[LARGE / 2];
}

struct letter {
    uint32_t sender;
    float weight;
};

static void post_block(void *context, const struct span *span)
{
    struct bed *bed = context;
    for (size_t i = span->begin; i < span->end; i++) {
        struct letter *letter = mailbox_post(&bed->box, span, bed->keys[i]);
        *letter = (struct letter){.sender = (uint32_t)i, .weight = 1.0f};
    }
}

static void settle(void *context, const struct letters *letters, const struct span *span)
{
    struct bed *bed = context;
    const struct letter *letter = letters->items;
    (void)span;
    bed->out[letters->receiver % SMALL] += letter[letters->count - 1].weight;
}

static void post(struct bed *bed)
{
    bed->status = mailbox_open(&bed->box, parallel_blocks(LARGE, PARALLEL_BLOCK), &bed->error);
    if (bed->status == STATUS_OK) {
        parallel_for(&bed->parallel, LARGE, PARALLEL_BLOCK, post_block, bed);
        bed->status = mailbox_close(&bed->box, &bed->error);
    }
}

static void post_and_deliver(struct bed *bed)
{
    post(bed);
    if (bed->status == STATUS_OK) {
        bed->status = mailbox_sort(&bed->box, RECEIVERS, &bed->error);
    }
    if (bed->status == STATUS_OK) {
        mailbox_deliver(&bed->box, settle, bed);
    }
}

static const struct measure {
    void (*work)(struct bed *bed);
    size_t units;
    const char *unit;
    const char *text;
} measures[] = {
    {draw_keyed, SMALL, "draw", "rng_at and rng_u32: a keyed draw"},
    {draw_further, SMALL, "draw", "rng_u32: a further draw of a stream"},
    {draw_below, SMALL, "draw", "rng_below: an unbiased bounded integer"},
    {draw_normal, SMALL, "draw", "rng_at and rng_normal: a keyed normal"},
    {draw_geometric, SMALL, "draw", "rng_at and rng_geometric_scaled: a keyed waiting time"},
    {draw_normal_array, SMALL, "draw", "rng_normal_array"},
    {take_exp, SMALL, "number", "real_exp"},
    {take_log, SMALL, "number", "real_log"},
    {take_pow, SMALL, "number", "real_pow"},
    {take_quantile, SMALL, "number", "real_normal_quantile"},
    {take_exp_array, SMALL, "number", "real_exp_array"},
    {take_quantile_array, SMALL, "number", "real_normal_quantile_array"},
    {sweep_due, LARGE, "actor", "due_sweep, one in 120 due"},
    {sort_keys, LARGE, "key", "sort_order, 100000 receivers"},
    {post, LARGE, "message", "mailbox_post and close, 8 bytes"},
    {post_and_deliver, LARGE, "message", "the same, sort and deliver to 100000 receivers"},
};

static enum status bed_init(struct bed *bed)
{
    *bed = (struct bed){.parallel = {.threads = 1}, .purpose = rng_purpose(1, "bench")};
    bed->numbers = memory_alloc(SMALL, sizeof *bed->numbers);
    bed->out = memory_alloc(SMALL, sizeof *bed->out);
    bed->keys = memory_alloc(LARGE, sizeof *bed->keys);
    bed->due = memory_alloc(LARGE, sizeof *bed->due);
    if (bed->numbers == NULL || bed->out == NULL || bed->keys == NULL || bed->due == NULL) {
        return error_memory(&bed->error, "benchmark");
    }
    for (uint32_t i = 0; i < SMALL; i++) {
        struct rng rng = rng_at(bed->purpose, i, 0);
        bed->numbers[i] = rng_open(&rng);
    }
    for (uint32_t i = 0; i < LARGE; i++) {
        struct rng rng = rng_at(bed->purpose, i, 1);
        bed->keys[i] = rng_below(&rng, RECEIVERS);
        bed->due[i] = (int32_t)rng_below(&rng, 120);
    }
    return mailbox_init(&bed->box, &bed->parallel, sizeof(struct letter), &bed->error);
}

static void bed_clear(struct bed *bed)
{
    memory_free(bed->numbers);
    memory_free(bed->out);
    memory_free(bed->keys);
    memory_free(bed->due);
    due_list_clear(&bed->list);
    sort_buffer_clear(&bed->sort);
    mailbox_clear(&bed->box);
}

/* Nanoseconds per unit; a round is long enough for the clock. */
static double measure_best(const struct measure *measure, struct bed *bed)
{
    size_t repeats = LARGE / measure->units;
    double best = INFINITY;
    for (int round = 0; round < ROUNDS && bed->status == STATUS_OK; round++) {
        double begin = bench_seconds(CLOCK_MONOTONIC);
        for (size_t i = 0; i < repeats && bed->status == STATUS_OK; i++) {
            bed->day++;
            measure->work(bed);
        }
        double seconds = bench_seconds(CLOCK_MONOTONIC) - begin;
        best = seconds < best ? seconds : best;
    }
    return best * 1e9 / (double)(repeats * measure->units);
}

int main(void)
{
    struct bed bed;
    bed.status = bed_init(&bed);
    for (size_t i = 0; i < sizeof measures / sizeof measures[0] && bed.status == STATUS_OK; i++) {
        double ns = measure_best(&measures[i], &bed);
        printf("%8.2f ns/%-8s %s\n", ns, measures[i].unit, measures[i].text);
    }
    if (bed.status != STATUS_OK) {
        fprintf(stderr, "bench_primitives: %s\n", bed.error.text);
    }
    enum status status = bed.status;
    bool drawn = isfinite(bed.sink);
    bed_clear(&bed);
    return status == STATUS_OK && drawn ? 0 : 1;
}
