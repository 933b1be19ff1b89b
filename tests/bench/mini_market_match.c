/* The unemployed apply and the most skilled are hired. */
#include "mini_market.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/vector.h"

enum { APPLY_BLOCK = 2048, HIRE_BLOCK = 256 };

struct phase {
    struct market *market;
    int32_t week;
};

static enum status reserve_applications(struct market *market, struct error *error)
{
    if (market->vacancies <= market->vacancy_capacity) {
        return STATUS_OK;
    }
    size_t capacity = market->vacancies + market->vacancies / 4;
    size_t threads = (size_t)market->parallel.threads;
    uint64_t *best = memory_alloc(capacity, threads * sizeof *best);
    uint32_t *hired_row = memory_alloc(capacity, sizeof *hired_row);
    uint32_t *free_rows = memory_alloc(capacity, sizeof *free_rows);
    if (best == NULL || hired_row == NULL || free_rows == NULL) {
        memory_free(best);
        memory_free(hired_row);
        memory_free(free_rows);
        return error_memory(error, "applications");
    }
    memory_free(market->best);
    memory_free(market->hired_row);
    memory_free(market->free_rows);
    market->best = best;
    market->hired_row = hired_row;
    market->free_rows = free_rows;
    market->vacancy_capacity = capacity;
    return STATUS_OK;
}

/* The bits of a positive float are in the order of its values. */
static uint32_t skill_rank(float skill)
{
    union {
        float value;
        uint32_t bits;
    } skill_bits = {.value = skill};
    return skill_bits.bits;
}

/* The largest of three numbers of each listed worker: the best paid of three vacancies seen. Scaled to V
 * vacancies, ranks differ in probability by 2^-32 at most. */
VECTOR_CLONES static void draw_best_seen(uint64_t day_key, const uint32_t *workers, size_t count,
                                         uint32_t *out)
{
    VECTOR_LOOP
    for (size_t k = 0; k < count; k++) {
        struct rng rng = rng_of(day_key, workers[k]);
        uint32_t a = rng_u32(&rng);
        uint32_t b = rng_u32(&rng);
        uint32_t c = rng_u32(&rng);
        uint32_t largest = a > b ? a : b;
        out[k] = largest > c ? largest : c;
    }
}

static void apply_block(void *context, const struct span *span)
{
    const struct phase *phase = context;
    struct market *market = phase->market;
    const struct jobless *jobless = &market->jobless;
    uint64_t *best = market->best + (size_t)span->thread * market->vacancies;
    uint32_t largest[APPLY_BLOCK];
    size_t count = span->end - span->begin;
    draw_best_seen(rng_day_key(market->purposes.apply, phase->week), jobless->worker + span->begin, count,
                   largest);
    for (size_t k = 0; k < count; k++) {
        size_t row = span->begin + k;
        size_t vacancy = (size_t)(((uint64_t)largest[k] * market->vacancies) >> 32);
        uint64_t applicant = ((uint64_t)skill_rank(jobless->skill[row]) << 32) | row;
        best[vacancy] = applicant > best[vacancy] ? applicant : best[vacancy];
    }
}

static void clear_best_block(void *context, const struct span *span)
{
    uint64_t *best = context;
    for (size_t i = span->begin; i < span->end; i++) {
        best[i] = 0;
    }
}

enum status market_apply(struct market *market, int32_t week, struct error *error)
{
    enum status status;
    struct phase phase = {.market = market, .week = week};
    TRY(reserve_applications(market, error));
    parallel_for(&market->parallel, market->vacancies * (size_t)market->parallel.threads, PARALLEL_BLOCK,
                 clear_best_block, market->best);
    if (market->vacancies > 0) {
        parallel_for(&market->parallel, market->jobless.table.rows, APPLY_BLOCK, apply_block, &phase);
    }
out:
    return status;
}

/* The best of what the threads have seen; the greatest is the same whoever saw it. */
static uint64_t best_applicant(const struct market *market, size_t vacancy)
{
    uint64_t best = market->best[vacancy];
    for (int thread = 1; thread < market->parallel.threads; thread++) {
        uint64_t other = market->best[(size_t)thread * market->vacancies + vacancy];
        best = other > best ? other : best;
    }
    return best;
}

static void sign(struct market *market, uint32_t id, uint32_t firm, double wage, int32_t week,
                 struct tally *tally)
{
    struct rng rng = rng_at(market->purposes.sign, id, week);
    int32_t end = rng_chance(&rng, 0.4) ? week + 4 + (int32_t)rng_below(&rng, 49) : CONTRACT_WITHOUT_END;
    int32_t leave = week + rng_geometric_scaled(&rng, market->separation_scale);
    market_sign(&market->workers, id, firm, wage_units(wage), end, leave, tally);
}

static void hire_block(void *context, const struct span *span)
{
    const struct phase *phase = context;
    struct market *market = phase->market;
    struct jobless *jobless = &market->jobless;
    struct tally *tally = &market->tallies[span->thread];
    const struct posting *postings = (const struct posting *)(const void *)market->postings.items;
    const uint32_t *begin = market->vacancy_begin;
    for (size_t v = begin[span->begin]; v < begin[span->end]; v++) {
        uint64_t best = best_applicant(market, v);
        uint32_t row = best != 0 ? (uint32_t)best : NOBODY;
        market->hired_row[v] = row;
        if (row != NOBODY) {
            __builtin_prefetch(&jobless->worker[row]);
        }
    }
    for (size_t p = span->begin; p < span->end; p++) {
        double wage = market->postings.receiver[p] / WAGE_ONE / market->wage_level;
        uint32_t firm = postings[p].firm;
        int32_t hires = 0;
        for (size_t v = begin[p]; v < begin[p + 1]; v++) {
            uint32_t row = market->hired_row[v];
            if (row == NOBODY) {
                continue;
            }
            sign(market, jobless->worker[row], firm, wage * jobless->skill[row], phase->week, tally);
            jobless->skill[row] = 0.0f;
            hires++;
        }
        market->firms.staff[firm] += hires;
        tally->hires += hires;
    }
}

void market_hire(struct market *market, int32_t week)
{
    struct phase phase = {.market = market, .week = week};
    parallel_for(&market->parallel, market->postings.count, HIRE_BLOCK, hire_block, &phase);
    size_t free_count = 0;
    for (size_t v = 0; v < market->vacancies; v++) {
        market->free_rows[free_count] = market->hired_row[v];
        free_count += market->hired_row[v] != NOBODY;
    }
    market->free_count = free_count;
}
