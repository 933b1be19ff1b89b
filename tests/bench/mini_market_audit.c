/* What must hold after every week, recomputed the slow way, and a digest of all state. */
#include <inttypes.h>

#include "mini_market.h"
#include "sim/memory.h"
#include "sim/random.h"

#define MUST(condition, ...)                                                                                 \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            status = error_set(error, STATUS_FAILED, __VA_ARGS__);                                           \
            goto out;                                                                                        \
        }                                                                                                    \
    } while (0)

/* Every contract is in force, every firm has the staff it thinks it has, and the sums are right. */
static enum status audit_employed(const struct market *market, int32_t week, int32_t *staff,
                                  struct error *error)
{
    enum status status = STATUS_OK;
    const struct workers *workers = &market->workers;
    struct tally sum = {0};
    for (size_t id = 0; id < workers->table.rows; id++) {
        uint64_t job = workers->job[id];
        enum contract contract = job_contract(job);
        if (contract == CONTRACT_NONE) {
            MUST(workers->due[id] == DUE_NEVER && job == 0, "worker %zu has no contract and something to do",
                 id);
            continue;
        }
        MUST(workers->due[id] > week, "worker %zu should have left in week %" PRId32, id, workers->due[id]);
        MUST(job_firm(job) < market->firms.table.rows, "worker %zu has an employer that is none", id);
        staff[job_firm(job)]++;
        sum.fixed_term += contract != CONTRACT_OPEN;
        tally_wage(&sum, job_wage(job), 1);
    }
    for (size_t firm = 0; firm < market->firms.table.rows; firm++) {
        MUST(staff[firm] == market->firms.staff[firm], "firm %zu employs %" PRId32 " and counts %" PRId32,
             firm, staff[firm], market->firms.staff[firm]);
    }
    MUST(sum.fixed_term == market->total.fixed_term, "fixed terms do not add up");
    MUST(sum.wages == market->total.wages, "wages do not add up");
    MUST(sum.wage_squares == market->total.wage_squares, "squares of wages do not add up");
out:
    return status;
}

/* The list of the unemployed holds each once and nobody else; free rows are known as such. */
static enum status audit_jobless(const struct market *market, unsigned char *seen, struct error *error)
{
    enum status status = STATUS_OK;
    const struct jobless *jobless = &market->jobless;
    const struct workers *workers = &market->workers;
    size_t free_rows = 0;
    size_t unemployed = 0;
    for (size_t row = 0; row < jobless->table.rows; row++) {
        uint32_t id = jobless->worker[row];
        if (jobless->skill[row] == 0.0f) {
            free_rows++;
            continue;
        }
        MUST(jobless->skill[row] == workers->skill[id], "row %zu has the skill of somebody else", row);
        MUST(workers->job[id] == 0, "worker %" PRIu32 " is listed as unemployed and has a job", id);
        MUST(!seen[id], "worker %" PRIu32 " is listed twice", id);
        seen[id] = 1;
    }
    for (size_t id = 0; id < workers->table.rows; id++) {
        unemployed += workers->job[id] == 0;
    }
    MUST(free_rows == market->free_count, "%zu rows are free, %zu are known", free_rows, market->free_count);
    MUST(unemployed == jobless->table.rows - free_rows, "unemployed workers are missing from the list");
    for (size_t k = 0; k < market->free_count; k++) {
        MUST(jobless->skill[market->free_rows[k]] == 0.0f, "row %" PRIu32 " is not free",
             market->free_rows[k]);
    }
out:
    return status;
}

enum status market_audit(const struct market *market, int32_t week, struct error *error)
{
    enum status status;
    int32_t *staff = memory_alloc(market->firms.table.rows, sizeof *staff);
    unsigned char *seen = memory_alloc(market->workers.table.rows, sizeof *seen);
    if (staff == NULL || seen == NULL) {
        status = error_memory(error, "audit");
        goto out;
    }
    TRY(audit_employed(market, week, staff, error));
    TRY(audit_jobless(market, seen, error));
out:
    memory_free(staff);
    memory_free(seen);
    return status;
}

static uint64_t digest_table(uint64_t digest, const struct table *table)
{
    for (size_t column = 0; column < table->column_count; column++) {
        const unsigned char *data = table_data(table, column);
        size_t bytes = table->rows * column_type_size(table->columns[column].type);
        for (size_t i = 0; i < bytes; i += 8) {
            uint64_t word = 0;
            memcpy(&word, data + i, bytes - i < 8 ? bytes - i : 8);
            digest = rng_mix(digest + word + 1);
        }
    }
    return digest;
}

uint64_t market_digest(const struct market *market)
{
    uint64_t digest = digest_table(0, &market->workers.table);
    digest = digest_table(digest, &market->firms.table);
    return digest_table(digest, &market->jobless.table);
}
