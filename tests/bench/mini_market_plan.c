/* Firms learn their demand and post what they lack, in order of what they pay. */
#include <math.h>

#include "mini_market.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/real.h"
#include "sim/vector.h"

enum { PLAN_BLOCK = 1024 };

struct phase {
    struct market *market;
    int32_t week;
};

/* One open uniform of each listed firm. */
VECTOR_CLONES static void draw_opens(uint64_t day_key, const uint32_t *actors, size_t count, double *out)
{
    VECTOR_LOOP
    for (size_t k = 0; k < count; k++) {
        struct rng rng = rng_of(day_key, actors[k]);
        out[k] = rng_open(&rng);
    }
}

/* Offered wages of the firms that post: their random walk since the last look, in one step. */
static void look_at_wages(struct market *market, const uint32_t *ids, size_t count, int32_t week,
                          double *wage)
{
    struct firms *firms = &market->firms;
    draw_opens(rng_day_key(market->purposes.wage, week), ids, count, wage);
    real_normal_quantile_array(wage, wage, count);
    for (size_t k = 0; k < count; k++) {
        uint32_t id = ids[k];
        firms->log_wage[id] += 0.002 * sqrt((double)(week - firms->wage_week[id])) * wage[k];
        firms->wage_week[id] = week;
        wage[k] = firms->log_wage[id];
    }
    real_exp_array(wage, wage, count);
}

static void plan_block(void *context, const struct span *span)
{
    const struct phase *phase = context;
    struct market *market = phase->market;
    struct firms *firms = &market->firms;
    size_t begin = span->begin;
    size_t count = span->end - begin;
    double demand[PLAN_BLOCK];
    uint32_t ids[PLAN_BLOCK];

    rng_normal_array(market->purposes.demand, begin, phase->week, count, demand);
    double *log_demand = firms->log_demand + begin;
    const double *log_base = firms->log_base + begin;
    for (size_t k = 0; k < count; k++) {
        log_demand[k] += 0.02 * demand[k] - 0.01 * (log_demand[k] - log_base[k]);
    }
    real_exp_array(log_demand, demand, count);

    const int32_t *staff = firms->staff + begin;
    size_t posting = 0;
    for (size_t k = 0; k < count; k++) {
        ids[posting] = (uint32_t)(begin + k);
        posting += (int32_t)(demand[k] + 0.5) > staff[k];
    }
    double wage[PLAN_BLOCK];
    look_at_wages(market, ids, posting, phase->week, wage);
    for (size_t k = 0; k < posting; k++) {
        struct posting *post = mailbox_post(&market->postings, span, wage_units(wage[k]));
        post->firm = ids[k];
        post->open = (uint32_t)((int32_t)(demand[ids[k] - begin] + 0.5) - firms->staff[ids[k]]);
    }
}

static enum status reserve_vacancies(struct market *market, struct error *error)
{
    size_t postings = market->postings.count + 1;
    if (postings > market->posting_capacity) {
        size_t capacity = postings + postings / 4;
        uint32_t *begin = memory_alloc(capacity, sizeof *begin);
        if (begin == NULL) {
            return error_memory(error, "vacancies");
        }
        memory_free(market->vacancy_begin);
        market->vacancy_begin = begin;
        market->posting_capacity = capacity;
    }
    return STATUS_OK;
}

/* Which vacancies are which firm's: ranks from the worst paid to the best paid. */
static void rank_vacancies(struct market *market)
{
    const struct posting *postings = (const struct posting *)(const void *)market->postings.items;
    uint32_t rank = 0;
    for (size_t p = 0; p < market->postings.count; p++) {
        market->vacancy_begin[p] = rank;
        rank += postings[p].open;
    }
    market->vacancy_begin[market->postings.count] = rank;
    market->vacancies = rank;
}

enum status market_plan(struct market *market, int32_t week, struct error *error)
{
    enum status status;
    struct phase phase = {.market = market, .week = week};
    size_t firms = market->firms.table.rows;
    TRY(mailbox_open(&market->postings, parallel_blocks(firms, PLAN_BLOCK), error));
    parallel_for(&market->parallel, firms, PLAN_BLOCK, plan_block, &phase);
    TRY(mailbox_close(&market->postings, error));
    TRY(mailbox_sort(&market->postings, WAGE_BOUND, error));
    TRY(reserve_vacancies(market, error));
    rank_vacancies(market);
out:
    return status;
}
