/* Contracts that end and workers who separate: whoever is due leaves. */
#include "mini_market.h"

enum {
    LEAVE_BLOCK = 1024,
    LOOK_AHEAD = 16, /* leavers whose memory is fetched before it is needed */
};

struct phase {
    struct market *market;
    size_t old_rows; /* of jobless, before those who leave are added */
};

/* Row of jobless for the k-th who leaves: first those that last week's hires left free. */
static size_t row_of_leaver(const struct phase *phase, size_t k)
{
    const struct market *market = phase->market;
    return k < market->free_count ? market->free_rows[k] : phase->old_rows + (k - market->free_count);
}

static void leave_block(void *context, const struct span *span)
{
    const struct phase *phase = context;
    struct market *market = phase->market;
    struct workers *workers = &market->workers;
    struct tally *tally = &market->tallies[span->thread];
    const uint32_t *ids = market->due.ids;
    for (size_t k = span->begin; k < span->end; k++) {
        if (k + LOOK_AHEAD < span->end) {
            __builtin_prefetch(&workers->job[ids[k + LOOK_AHEAD]]);
            __builtin_prefetch(&workers->skill[ids[k + LOOK_AHEAD]]);
        }
        uint32_t id = ids[k];
        uint64_t job = workers->job[id];
        enum contract contract = job_contract(job);
        tally->fixed_term -= contract != CONTRACT_OPEN;
        tally->expiries += contract == CONTRACT_FIXED_END;
        tally->separations += contract != CONTRACT_FIXED_END;
        tally_wage(tally, job_wage(job), -1);
        mailbox_post(&market->leavers, span, job_firm(job));
        workers->job[id] = 0;
        workers->due[id] = DUE_NEVER;
        size_t row = row_of_leaver(phase, k);
        market->jobless.worker[row] = id;
        market->jobless.skill[row] = workers->skill[id];
    }
}

static void lose_staff(void *context, const struct letters *letters, const struct span *span)
{
    struct firms *firms = context;
    (void)span;
    firms->staff[letters->receiver] -= (int32_t)letters->count;
}

/* Fills the rows that are still free from the end of the table. */
static enum status close_ranks(struct market *market, size_t leavers, struct error *error)
{
    struct jobless *jobless = &market->jobless;
    size_t rows = jobless->table.rows;
    for (size_t k = leavers; k < market->free_count; k++) {
        while (rows > 0 && jobless->skill[rows - 1] == 0.0f) {
            rows--;
        }
        size_t row = market->free_rows[k];
        if (row < rows) {
            rows--;
            jobless->worker[row] = jobless->worker[rows];
            jobless->skill[row] = jobless->skill[rows];
            jobless->skill[rows] = 0.0f;
        }
    }
    while (rows > 0 && jobless->skill[rows - 1] == 0.0f) {
        rows--;
    }
    market->free_count = 0;
    return table_resize(&jobless->table, rows, error);
}

enum status market_separate(struct market *market, int32_t week, struct error *error)
{
    enum status status;
    struct phase phase = {.market = market, .old_rows = market->jobless.table.rows};
    const struct workers *workers = &market->workers;
    TRY(due_sweep(&market->due, &market->parallel, workers->due, workers->table.rows, week, error));
    size_t leavers = market->due.count;
    if (leavers > market->free_count) {
        TRY(table_resize(&market->jobless.table, phase.old_rows + leavers - market->free_count, error));
    }
    TRY(mailbox_open(&market->leavers, parallel_blocks(leavers, LEAVE_BLOCK), error));
    parallel_for(&market->parallel, leavers, LEAVE_BLOCK, leave_block, &phase);
    TRY(mailbox_close(&market->leavers, error));
    TRY(mailbox_sort(&market->leavers, (uint32_t)market->firms.table.rows, error));
    mailbox_deliver(&market->leavers, lose_staff, &market->firms);
    TRY(close_ranks(market, leavers, error));
out:
    return status;
}
