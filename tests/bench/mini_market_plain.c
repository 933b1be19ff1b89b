/* The mini market as a competent programmer writes it in plain C for one thread: an array of structs,
 * a sweep per phase, an ordinary sequential generator (xoshiro256++, Blackman and Vigna 2019) and the C
 * library's mathematics. It is what the engine is compared with: the same law, none of the machinery.
 *
 * The law is stated in mini_market.h. */
#include <math.h>

#include "bench_report.h"

enum { NOBODY = -1 };

struct worker {
    double wage;
    float skill;
    int32_t firm;   /* NOBODY: unemployed */
    int32_t end;    /* last week of a fixed-term contract, 0: open-ended */
    int32_t choice; /* vacancy applied to this week */
};

struct firm {
    double base; /* log b */
    double demand;
    double wage;
    int32_t staff;
};

struct vacancy {
    double wage;
    int32_t firm;
    int32_t best; /* most skilled applicant so far */
};

struct market {
    struct worker *workers;
    struct firm *firms;
    struct vacancy *vacancies;
    int32_t worker_count;
    int32_t firm_count;
    int32_t vacancy_count;
    int32_t vacancy_capacity;
    uint64_t random[4];
    double spare_normal;
    bool has_spare;
};

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t random_bits(struct market *market)
{
    uint64_t *s = market->random;
    uint64_t result = rotate(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

static void random_seed(struct market *market, uint64_t seed)
{
    for (int i = 0; i < 4; i++) { /* SplitMix64 */
        uint64_t z = (seed += UINT64_C(0x9e3779b97f4a7c15));
        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        market->random[i] = z ^ (z >> 31);
    }
}

static double random_uniform(struct market *market)
{
    return (double)(random_bits(market) >> 11) * 0x1p-53;
}

static int32_t random_below(struct market *market, int32_t bound)
{
    return (int32_t)(((random_bits(market) >> 32) * (uint64_t)bound) >> 32);
}

static double random_normal(struct market *market) /* Marsaglia's polar method */
{
    if (market->has_spare) {
        market->has_spare = false;
        return market->spare_normal;
    }
    double x, y, square;
    do {
        x = 2.0 * random_uniform(market) - 1.0;
        y = 2.0 * random_uniform(market) - 1.0;
        square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    double scale = sqrt(-2.0 * log(square) / square);
    market->spare_normal = y * scale;
    market->has_spare = true;
    return x * scale;
}

/* First index whose cumulative weight exceeds `target`. */
static int32_t find(const double *cumulative, int32_t count, double target)
{
    int32_t low = 0;
    int32_t high = count - 1;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (cumulative[middle] > target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

static bool market_init(struct market *market, int32_t workers, uint64_t seed)
{
    *market = (struct market){.worker_count = workers, .firm_count = workers / 10};
    random_seed(market, seed);
    market->workers = malloc((size_t)workers * sizeof(*market->workers));
    market->firms = malloc((size_t)market->firm_count * sizeof(*market->firms));
    double *cumulative = malloc((size_t)market->firm_count * sizeof(*cumulative));
    if (market->workers == NULL || market->firms == NULL || cumulative == NULL) {
        free(cumulative);
        return false;
    }
    double sum = 0.0;
    for (int32_t j = 0; j < market->firm_count; j++) {
        double size = exp(random_normal(market));
        sum += size;
        cumulative[j] = sum;
        market->firms[j] = (struct firm){.base = size};
    }
    for (int32_t j = 0; j < market->firm_count; j++) {
        struct firm *firm = &market->firms[j];
        firm->base = log(0.90 * workers * firm->base / sum);
        firm->demand = firm->base;
        firm->wage = 0.3 * random_normal(market);
    }
    for (int32_t i = 0; i < workers; i++) {
        struct worker *worker = &market->workers[i];
        *worker = (struct worker){.skill = (float)exp(0.2 * random_normal(market)), .firm = NOBODY};
        if (random_uniform(market) < 0.93) {
            worker->firm = find(cumulative, market->firm_count, sum * random_uniform(market));
            struct firm *firm = &market->firms[worker->firm];
            firm->staff++;
            worker->wage = exp(firm->wage) * worker->skill;
            if (random_uniform(market) < 0.15) {
                worker->end = 1 + random_below(market, 52);
            }
        }
    }
    free(cumulative);
    return true;
}

static void worker_leave(struct market *market, struct worker *worker)
{
    market->firms[worker->firm].staff--;
    worker->firm = NOBODY;
    worker->end = 0;
}

/* Contracts that end this week, then separations among those who are left. */
static void market_separate(struct market *market, int week, struct week_stats *stats)
{
    for (int32_t i = 0; i < market->worker_count; i++) {
        struct worker *worker = &market->workers[i];
        if (worker->firm == NOBODY) {
            continue;
        }
        if (worker->end == week) {
            worker_leave(market, worker);
            stats->expiries++;
        } else if (random_uniform(market) < 0.005) {
            worker_leave(market, worker);
            stats->separations++;
        }
    }
}

static bool market_post_vacancies(struct market *market)
{
    market->vacancy_count = 0;
    for (int32_t j = 0; j < market->firm_count; j++) {
        struct firm *firm = &market->firms[j];
        firm->demand += 0.02 * random_normal(market) - 0.01 * (firm->demand - firm->base);
        firm->wage += 0.002 * random_normal(market);
        int32_t open = (int32_t)floor(exp(firm->demand) + 0.5) - firm->staff;
        if (open <= 0) {
            continue;
        }
        if (market->vacancy_count + open > market->vacancy_capacity) {
            int32_t capacity = 2 * market->vacancy_capacity + open;
            struct vacancy *grown = realloc(market->vacancies, (size_t)capacity * sizeof(*grown));
            if (grown == NULL) {
                return false;
            }
            market->vacancies = grown;
            market->vacancy_capacity = capacity;
        }
        double wage = exp(firm->wage);
        for (int32_t k = 0; k < open; k++) {
            market->vacancies[market->vacancy_count++] =
                (struct vacancy){.wage = wage, .firm = j, .best = NOBODY};
        }
    }
    return true;
}

/* Each unemployed worker looks at three vacancies and applies to the best paid. */
static void market_apply(struct market *market)
{
    for (int32_t i = 0; i < market->worker_count; i++) {
        struct worker *worker = &market->workers[i];
        if (worker->firm != NOBODY) {
            continue;
        }
        int32_t choice = random_below(market, market->vacancy_count);
        for (int k = 1; k < 3; k++) {
            int32_t seen = random_below(market, market->vacancy_count);
            if (market->vacancies[seen].wage > market->vacancies[choice].wage) {
                choice = seen;
            }
        }
        struct vacancy *vacancy = &market->vacancies[choice];
        if (vacancy->best == NOBODY || market->workers[vacancy->best].skill < worker->skill) {
            vacancy->best = i;
        }
    }
}

static void market_hire(struct market *market, int week, struct week_stats *stats)
{
    for (int32_t v = 0; v < market->vacancy_count; v++) {
        const struct vacancy *vacancy = &market->vacancies[v];
        if (vacancy->best == NOBODY) {
            continue;
        }
        struct worker *worker = &market->workers[vacancy->best];
        worker->firm = vacancy->firm;
        worker->wage = vacancy->wage * worker->skill;
        worker->end = 0;
        if (random_uniform(market) < 0.4) {
            worker->end = week + 4 + random_below(market, 49);
        }
        market->firms[vacancy->firm].staff++;
        stats->hires++;
    }
}

/* Wages rise, and the week is counted. */
static void market_pay(struct market *market, struct week_stats *stats)
{
    double sum = 0.0;
    double squares = 0.0;
    for (int32_t i = 0; i < market->worker_count; i++) {
        struct worker *worker = &market->workers[i];
        if (worker->firm == NOBODY) {
            stats->unemployed++;
            continue;
        }
        worker->wage *= 1.0004;
        stats->fixed_term += worker->end != 0;
        sum += worker->wage;
        squares += worker->wage * worker->wage;
    }
    double employed = market->worker_count - (double)stats->unemployed;
    stats->vacancies = market->vacancy_count;
    stats->mean_wage = sum / employed;
    stats->wage_variance = squares / employed - stats->mean_wage * stats->mean_wage;
}

static bool market_week(struct market *market, int week, struct week_stats *stats)
{
    *stats = (struct week_stats){0};
    market_separate(market, week, stats);
    if (!market_post_vacancies(market)) {
        return false;
    }
    if (market->vacancy_count > 0) {
        market_apply(market);
        market_hire(market, week, stats);
    }
    market_pay(market, stats);
    return true;
}

int main(int argc, char **argv)
{
    struct bench_arguments arguments;
    if (!bench_read_arguments(argc, argv, &arguments)) {
        return 2;
    }
    struct market market;
    struct bench_averages averages = {0};
    double start = bench_seconds(CLOCK_MONOTONIC);
    bool good = market_init(&market, (int32_t)arguments.workers, arguments.seed);
    double begin = bench_seconds(CLOCK_MONOTONIC);
    for (int week = 1; good && week <= arguments.weeks; week++) {
        struct week_stats stats;
        good = market_week(&market, week, &stats);
        bench_averages_add(&averages, week, arguments.workers, &stats);
        if (arguments.weekly) {
            bench_print_week(week, &stats);
        }
    }
    if (good) {
        bench_print("plain", &arguments, begin - start, bench_seconds(CLOCK_MONOTONIC) - begin, &averages);
    } else {
        fprintf(stderr, "out of memory\n");
    }
    free(market.workers);
    free(market.firms);
    free(market.vacancies);
    return good ? 0 : 1;
}
