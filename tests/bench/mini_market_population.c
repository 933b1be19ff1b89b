/* The population of week 0. */
#include "mini_market.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/real.h"

#define EMPLOYED_AT_START 0.93

static const struct column worker_columns[] = {WORKER_COLUMNS(TABLE_COLUMN, struct workers)};
static const struct column firm_columns[] = {FIRM_COLUMNS(TABLE_COLUMN, struct firms)};
static const struct column jobless_columns[] = {JOBLESS_COLUMNS(TABLE_COLUMN, struct jobless)};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Sizes and wages of firms; `size` is left holding b. */
static void populate_firms(struct market *market, double workers, double *size)
{
    struct firms *firms = &market->firms;
    size_t count = firms->table.rows;
    rng_normal_array(market->purposes.firm_size, 0, 0, count, size);
    real_exp_array(size, size, count);
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += size[i];
    }
    rng_normal_array(market->purposes.firm_wage, 0, 0, count, firms->log_wage);
    for (size_t i = 0; i < count; i++) {
        size[i] *= 0.90 * workers / sum;
        firms->log_base[i] = real_log(size[i]);
        firms->log_demand[i] = firms->log_base[i];
        firms->log_wage[i] *= 0.3;
    }
}

struct population {
    struct market *market;
    const struct alias *employers;
    const double *wage; /* [firms] */
};

static void populate_block(void *context, const struct span *span)
{
    const struct population *population = context;
    struct market *market = population->market;
    struct workers *workers = &market->workers;
    double skill[PARALLEL_BLOCK];
    size_t count = span->end - span->begin;
    rng_normal_array(market->purposes.skill, span->begin, 0, count, skill);
    for (size_t k = 0; k < count; k++) {
        skill[k] *= 0.2;
    }
    real_exp_array(skill, skill, count);
    for (size_t k = 0; k < count; k++) {
        uint32_t id = (uint32_t)(span->begin + k);
        struct rng rng = rng_at(market->purposes.worker, id, 0);
        workers->skill[id] = (float)skill[k];
        workers->due[id] = DUE_NEVER;
        if (rng_chance(&rng, EMPLOYED_AT_START)) {
            uint32_t firm = alias_draw(population->employers, &rng);
            int32_t end = rng_chance(&rng, 0.15) ? 1 + (int32_t)rng_below(&rng, 52) : CONTRACT_WITHOUT_END;
            int32_t leave = rng_geometric_scaled(&rng, market->separation_scale);
            market_sign(workers, id, firm, wage_units(population->wage[firm] * (double)workers->skill[id]),
                        end, leave, &market->tallies[span->thread]);
        }
    }
}

static enum status count_population(struct market *market, struct error *error)
{
    struct workers *workers = &market->workers;
    struct jobless *jobless = &market->jobless;
    size_t rows = 0;
    for (size_t id = 0; id < workers->table.rows; id++) {
        rows += workers->job[id] == 0;
    }
    enum status status = table_resize(&jobless->table, rows, error);
    if (status != STATUS_OK) {
        return status;
    }
    rows = 0;
    for (size_t id = 0; id < workers->table.rows; id++) {
        if (workers->job[id] == 0) {
            jobless->worker[rows] = (uint32_t)id;
            jobless->skill[rows++] = workers->skill[id];
        } else {
            market->firms.staff[job_firm(workers->job[id])]++;
        }
    }
    return STATUS_OK;
}

static enum status populate(struct market *market, struct error *error)
{
    enum status status = STATUS_OK;
    struct alias employers = {0};
    size_t firms = market->firms.table.rows;
    size_t workers = market->workers.table.rows;
    double *size = memory_alloc(firms, sizeof *size);
    if (size == NULL) {
        status = error_memory(error, "firm sizes");
        goto out;
    }
    populate_firms(market, (double)workers, size);
    TRY(alias_init(&employers, size, firms, error));
    real_exp_array(market->firms.log_wage, size, firms);
    struct population population = {.market = market, .employers = &employers, .wage = size};
    parallel_for(&market->parallel, workers, PARALLEL_BLOCK, populate_block, &population);
    TRY(count_population(market, error));
    market->total = market_tally(market);
out:
    alias_clear(&employers);
    memory_free(size);
    return status;
}

enum status market_init(struct market *market, uint32_t workers, uint64_t seed, int threads,
                        struct error *error)
{
    enum status status;
    *market = (struct market){
        .purposes = {.firm_size = rng_purpose(seed, "firm size"),
                     .firm_wage = rng_purpose(seed, "firm wage"),
                     .skill = rng_purpose(seed, "skill"),
                     .worker = rng_purpose(seed, "worker"),
                     .demand = rng_purpose(seed, "demand"),
                     .wage = rng_purpose(seed, "wage"),
                     .apply = rng_purpose(seed, "apply"),
                     .sign = rng_purpose(seed, "sign")},
        .separation_scale = rng_geometric_scale(SEPARATION_PROBABILITY),
        .wage_level = 1.0,
    };
    table_init(&market->workers.table, "workers", worker_columns, COUNT_OF(worker_columns));
    table_init(&market->firms.table, "firms", firm_columns, COUNT_OF(firm_columns));
    table_init(&market->jobless.table, "jobless", jobless_columns, COUNT_OF(jobless_columns));
    parallel_init(&market->parallel, threads);
    market->tallies = memory_alloc((size_t)market->parallel.threads, sizeof *market->tallies);
    if (market->tallies == NULL) {
        return error_memory(error, "tallies");
    }
    TRY(mailbox_init(&market->leavers, &market->parallel, 0, error));
    TRY(mailbox_init(&market->postings, &market->parallel, sizeof(struct posting), error));
    TRY(table_reserve(&market->workers.table, workers, error));
    TRY(table_resize(&market->workers.table, workers, error));
    TRY(table_reserve(&market->firms.table, workers / 10, error));
    TRY(table_resize(&market->firms.table, workers / 10, error));
    TRY(populate(market, error));
out:
    return status;
}

void market_clear(struct market *market)
{
    table_clear(&market->workers.table);
    table_clear(&market->firms.table);
    table_clear(&market->jobless.table);
    due_list_clear(&market->due);
    mailbox_clear(&market->leavers);
    mailbox_clear(&market->postings);
    memory_free(market->vacancy_begin);
    memory_free(market->best);
    memory_free(market->hired_row);
    memory_free(market->free_rows);
    memory_free(market->tallies);
    *market = (struct market){0};
}
