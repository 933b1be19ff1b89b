#include "models/labour_market/demand.h"

#include "sim/date.h"
#include "sim/real.h"

static const double DAYS_PER_MONTH = 30.4375;
static const double DAYS_PER_YEAR = 365.25;

void demand_shock(struct world *w, size_t firm, int32_t day, double days)
{
    struct firms *firms = &w->firms;
    const struct demand_params *demand = &w->p->demand;
    const struct sector *sector = world_sector(w, firms->sector[firm]);
    struct rng luck = firm_luck(w, LUCK_DEMAND, firm, day);
    double first = rng_normal(&luck);
    double second = rng_normal(&luck);

    double years = days / DAYS_PER_YEAR;
    double stay = real_exp(-years / demand->permanent_years);
    firms->permanent[firm] =
        firms->permanent[firm] * stay + sector->growth_spread * __builtin_sqrt(years) * first;

    double keep = real_exp(-days / DAYS_PER_MONTH / demand->transitory_months);
    firms->transitory[firm] =
        firms->transitory[firm] * keep + sector->spread * __builtin_sqrt(1 - keep * keep) * second;
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

double demand_expected(const struct world *w, size_t firm)
{
    const struct firms *firms = &w->firms;
    double fall = w->p->demand.cost_elasticity * firms->markup[firm];
    double level = w->p->demand.level + world_zone(w, firms->zone[firm])->demand;
    return firms->reference[firm] * real_exp(firms->permanent[firm] + level - fall);
}

double demand_now(const struct world *w, size_t firm, int32_t day)
{
    const struct firms *firms = &w->firms;
    const struct sector *sector = world_sector(w, firms->sector[firm]);
    double season = sector->season * wave(day, sector->season_peak);
    double mean = sector->spread * sector->spread / 2;
    return demand_expected(w, firm) * real_exp(firms->transitory[firm] + season - mean);
}

double demand_spread(const struct world *w, size_t firm)
{
    const struct sector *sector = world_sector(w, w->firms.sector[firm]);
    return __builtin_sqrt(sector->spread * sector->spread + sector->season * sector->season / 2);
}
