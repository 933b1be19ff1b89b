#include "models/labour_market/firms/labour_cost.h"

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/state/contributions.h"
#include "models/labour_market/state/local_market.h"
#include "sim/real.h"

double labour_cost_of_demand(const struct world *w, size_t sector)
{
    double peak = contract_peak_cost(w, w->p->staffing.flexible_days);
    double quantile = w->core_quantile;
    if (quantile <= 0) { /* no core: all is covered as peaks are */
        return peak;
    }
    double spread = demand_sector_spread(w, sector);
    return peak * real_normal_cdf(spread - real_normal_quantile(quantile));
}

/* Pay of people over what is typical where none is below the floor: each as likely as the others. */
enum { ABILITIES = 16 };

static void pay_by_ability(const struct world *w, double pay[ABILITIES])
{
    for (int k = 0; k < ABILITIES; k++) {
        double skill = w->p->wages.ability_spread * real_normal_quantile((k + 0.5) / ABILITIES);
        pay[k] = real_exp(w->p->wages.ability_share * skill);
    }
}

/* Mean over people of what an hour of core staff costs, of `typical` pay when there is no floor. */
static double mean_paid(const struct world *w, size_t zone, double typical, double floor,
                        const double over_typical[ABILITIES])
{
    double sum = 0;
    for (int k = 0; k < ABILITIES; k++) {
        double pay = typical * over_typical[k];
        pay = pay > floor ? pay : floor;
        sum += pay * (1 + contribution_rate(w, w->cdi, zone, pay));
    }
    return sum / ABILITIES;
}

/* The same in a sector: its occupations by their shares. */
static double mean_cost(const struct world *w, size_t zone, size_t sector,
                        const double over_typical[ABILITIES])
{
    double scarcity = real_exp(local_market_pay(w, zone));
    double floor = wage_floor_in(w, zone, sector, w->cdi);
    double cost = 0;
    for (size_t o = 0; o < w->occupation_count; o++) {
        double typical = wage_without_floor(w, sector, o, w->cdi) * scarcity;
        cost += w->trades.share[sector * w->occupation_count + o] *
                mean_paid(w, zone, typical, floor, over_typical);
    }
    return cost;
}

void labour_cost_set(struct world *w)
{
    double over_typical[ABILITIES];
    pay_by_ability(w, over_typical);
    for (size_t s = 0; s < w->sector_count; s++) { /* contributions are in the one and in the other */
        double cost = real_log(labour_cost_of_demand(w, s) / (1 + world_contract(w, w->cdi)->contributions));
        for (size_t zone = 0; zone < w->zone_count; zone++) {
            w->labour_cost[zone * w->sector_count + s] = cost + real_log(mean_cost(w, zone, s, over_typical));
        }
    }
}
