/* A week: the phases in order, and what is counted. */
#include "mini_market.h"

void market_sign(struct workers *workers, uint32_t id, uint32_t firm, uint32_t wage, int32_t end,
                 int32_t leave, struct tally *tally)
{
    enum contract contract = end == CONTRACT_WITHOUT_END ? CONTRACT_OPEN
                             : end <= leave              ? CONTRACT_FIXED_END
                                                         : CONTRACT_FIXED;
    workers->due[id] = end <= leave ? end : leave;
    workers->job[id] = job_make(wage, firm, contract);
    tally->fixed_term += contract != CONTRACT_OPEN;
    tally_wage(tally, wage, 1);
}

struct tally market_tally(struct market *market)
{
    struct tally sum = {0};
    for (int thread = 0; thread < market->parallel.threads; thread++) {
        struct tally *tally = &market->tallies[thread];
        sum.fixed_term += tally->fixed_term;
        sum.wages += tally->wages;
        sum.wage_squares += tally->wage_squares;
        sum.hires += tally->hires;
        sum.expiries += tally->expiries;
        sum.separations += tally->separations;
        *tally = (struct tally){0};
    }
    return sum;
}

/* The week's figures, and the sums in force brought up to date. */
static void count_week(struct market *market, struct week_stats *stats)
{
    struct tally week = market_tally(market);
    struct tally *total = &market->total;
    total->fixed_term += week.fixed_term;
    total->wages += week.wages;
    total->wage_squares += week.wage_squares;
    market->wage_level *= WAGE_GROWTH;
    int64_t unemployed = (int64_t)(market->jobless.table.rows - market->free_count);
    double employed = (double)((int64_t)market->workers.table.rows - unemployed);
    double mean = (double)total->wages / WAGE_ONE / employed;
    double mean_square = (double)total->wage_squares / (WAGE_ONE * WAGE_ONE) / employed;
    *stats = (struct week_stats){
        .unemployed = unemployed,
        .fixed_term = total->fixed_term,
        .vacancies = (int64_t)market->vacancies,
        .hires = week.hires,
        .expiries = week.expiries,
        .separations = week.separations,
        .mean_wage = mean * market->wage_level,
        .wage_variance = (mean_square - mean * mean) * market->wage_level * market->wage_level,
    };
}

enum status market_week(struct market *market, int32_t week, struct week_stats *stats, struct error *error)
{
    enum status status;
    TRY(market_separate(market, week, error));
    TRY(market_plan(market, week, error));
    TRY(market_apply(market, week, error));
    market_hire(market, week);
    count_week(market, stats);
out:
    return status;
}
