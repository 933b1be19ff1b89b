#include "models/labour_market/firms/demand.h"

#include "models/labour_market/firms/births_closures.h"
#include "models/labour_market/firms/outlook.h"
#include "sim/date.h"
#include "sim/real.h"

/* Log of what is left of the lasting demand of a firm after `years` in which it may lose a large customer or
 * a line of business; the mean over firms of what is left is 1. Public employers lose none. */
static double loss(const struct world *w, size_t firm, double years, struct rng *rng)
{
    const struct demand_params *demand = &w->p->demand;
    if (world_sector(w, w->employers.row[firm].sector)->branch == BRANCH_PUBLIC) {
        return 0;
    }
    double rate = demand->loss_rate * years, largest = demand->loss_share;
    bool strikes = rng_chance(rng, rate);
    double lost = rng_uniform(rng) * largest;
    return (strikes ? real_log(1 - lost) : 0) + rate * largest / 2;
}

/* One draw for all firms of the sector: each plans once in a period. */
static double with_common(const struct world *w, size_t firm, int32_t day, double days, double own)
{
    double common = w->p->demand.common;
    if (common <= 0) {
        return own;
    }
    int32_t period = day / (int32_t)(days < 1 ? 1 : days);
    uint64_t purpose = w->streams.purpose[STREAM_COMMON_DEMAND];
    struct rng rng = rng_at(purpose, w->employers.row[firm].sector, period);
    return __builtin_sqrt(1 - common) * own + __builtin_sqrt(common) * rng_normal(&rng);
}

void demand_shock(struct world *w, size_t firm, int32_t day, double days)
{
    struct employers *firms = &w->employers;
    const struct demand_params *demand = &w->p->demand;
    const struct sector *sector = world_sector(w, firms->row[firm].sector);
    struct rng rng = firm_stream(w, STREAM_DEMAND, firm, day);
    double first = rng_normal(&rng);
    double second = with_common(w, firm, day, days, rng_normal(&rng));

    double years = days / DAYS_PER_YEAR;
    double stay = real_exp(-years / demand->permanent_years);
    firms->row[firm].permanent = firms->row[firm].permanent * stay +
                                 sector->growth_spread * __builtin_sqrt(years) * first +
                                 loss(w, firm, years, &rng);

    double keep = real_exp(-days / DAYS_PER_MONTH / demand->transitory_months);
    firms->row[firm].transitory =
        firms->row[firm].transitory * keep + sector->spread * __builtin_sqrt(1 - keep * keep) * second;
}

/* A yearly wave in [-1, 1] that is smooth and needs no cosine: two parabolas. */
static double wave(int32_t day, int64_t peak)
{
    double phase = (date_day_of_year(day) + 1 - (double)peak) / DAYS_PER_YEAR;
    phase -= __builtin_floor(phase); /* 0 at the peak */
    double half = phase < 0.5 ? phase : 1 - phase;
    double x = 4 * half - 1; /* -1 at the peak, 1 at the trough */
    return -x * (2 - (x < 0 ? -x : x));
}

static double without_shock(const struct world *w, size_t firm, double level)
{
    const struct employer *row = &w->employers.row[firm];
    if (closure_is_ordered(w, firm)) {
        return 0;
    }
    return row->reference * real_exp(row->permanent + row->mature + level);
}

double demand_expected(const struct world *w, size_t firm)
{
    return without_shock(w, firm, outlook_believed(w, firm));
}

double demand_now(const struct world *w, size_t firm, int32_t day)
{
    const struct employers *firms = &w->employers;
    const struct sector *sector = world_sector(w, firms->row[firm].sector);
    double season = sector->season * wave(day, sector->season_peak);
    double mean = sector->spread * sector->spread / 2;
    return without_shock(w, firm, outlook_now(w, firm)) *
           real_exp(firms->row[firm].transitory + season - mean);
}

double demand_foreseen(const struct world *w, size_t firm, int32_t day, double spreads)
{
    const struct sector *sector = world_sector(w, w->employers.row[firm].sector);
    double season = sector->season * wave(day, sector->season_peak);
    double spread = sector->spread;
    return demand_expected(w, firm) * real_exp(spread * spreads + season - spread * spread / 2);
}

double demand_sector_spread(const struct world *w, size_t sector)
{
    const struct sector *s = world_sector(w, sector);
    return __builtin_sqrt(s->spread * s->spread + s->season * s->season / 2);
}

double demand_spread(const struct world *w, size_t firm)
{
    return demand_sector_spread(w, w->employers.row[firm].sector);
}

static const struct param demand_params[] = {DEMAND_PARAMS(PARAM_ENTRY, struct demand_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, demand, "Demand of firms for labour.", demand_params),
};

static const struct usual_range usuals[] = {
    {"demand.level", -0.15, 0.15, "assumption: some twice the downturn of 2009"}, {0}};

static const struct part_stream streams[] = {DEMAND_STREAMS(PART_STREAM)};

const struct part part_demand = {
    .name = "demand",
    PART_GROUPS(groups),
    .declares = {.usuals = usuals},
    PART_LIST(stream, streams),
};
