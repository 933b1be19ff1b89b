#include "models/labour_market/choice.h"

#include <math.h>

#include "sim/real.h"

static const double DAYS_PER_MONTH = 30.4375;
static const double WEEKS_PER_MONTH = 4.348;

/* Labour cost of an hour, hiring and firing apart. */
static double running_cost(const struct contract *c, double days)
{
    double bonus = c->end_bonus + (!c->open_ended && days <= (double)c->short_days ? c->short_tax : 0);
    return c->pay * (1 + c->contributions + bonus) * (1 + c->agency_markup);
}

double contract_unit_cost(const struct world *w, uint8_t contract, double days)
{
    const struct contract *c = world_contract(w, contract);
    double months = days / DAYS_PER_MONTH;
    double once = c->hiring_months / (months > 0.25 ? months : 0.25);
    double firing = c->open_ended ? w->p->staffing.dismissal_risk * c->dismissal_months / 12 : 0;
    return (running_cost(c, days) + c->pay * (1 + c->contributions) * (once + firing)) / c->output;
}

double contract_task_cost(const struct world *w, uint8_t contract, double days)
{
    const struct contract *c = world_contract(w, contract);
    double once = c->agency_markup > 0 ? 0 : w->p->tasks.hiring_days / (days > 1 ? days : 1);
    return (running_cost(c, days) + c->pay * (1 + c->contributions) * once) / c->output;
}

static bool fits(const struct world *w, uint8_t contract, enum need need, double days)
{
    const struct contract *c = world_contract(w, contract);
    if (!c->allowed || c->status == STATUS_MINI_JOB) {
        return false; /* marginal posts are cut from core posts: vacancies.c */
    }
    if (need == NEED_CORE) {
        return c->open_ended;
    }
    bool flexible = !c->open_ended && c->status != STATUS_APPRENTICE;
    return flexible && (c->longest_days == 0 || days <= (double)c->longest_days);
}

/* Weights of the logit; returns their sum. */
static double weigh(const struct world *w, enum need need, double interim, double days,
                    double weights[MAX_CONTRACTS])
{
    double base = 0, sum = 0;
    for (size_t c = 0; c < w->contract_count; c++) {
        weights[c] = 0;
        if (fits(w, (uint8_t)c, need, days)) {
            double cost = need == NEED_TASK ? contract_task_cost(w, (uint8_t)c, days)
                                            : contract_unit_cost(w, (uint8_t)c, days);
            base = base == 0 ? cost : base;
            double odds =
                -w->p->staffing.cost_sensitivity * (cost / base - 1) + world_contract(w, c)->preference;
            odds += world_contract(w, c)->agency_markup > 0 ? interim : 0;
            weights[c] = real_exp(odds < 500 ? odds : 500);
            sum += weights[c];
        }
    }
    return sum;
}

uint8_t contract_choose(const struct world *w, struct rng *luck, enum need need, size_t sector, int32_t days)
{
    double weights[MAX_CONTRACTS];
    double interim = world_sector(w, sector)->interim + (need == NEED_TASK ? w->p->tasks.interim : 0);
    double sum = weigh(w, need, interim, days, weights);
    uint32_t choice = rng_categorical(luck, weights, (uint32_t)w->contract_count, sum);
    return sum > 0 ? (uint8_t)choice : NO_CONTRACT;
}

double contract_peak_cost(const struct world *w, double days)
{
    double weights[MAX_CONTRACTS];
    double sum = weigh(w, NEED_PEAK, 0, days, weights);
    double cost = 0;
    for (size_t c = 0; c < w->contract_count && sum > 0; c++) {
        cost += weights[c] > 0 ? weights[c] / sum * contract_unit_cost(w, (uint8_t)c, days) : 0;
    }
    return sum > 0 ? cost : INFINITY;
}

int32_t contract_days_left(const struct world *w, uint8_t contract, int32_t used)
{
    int64_t longest = world_contract(w, contract)->longest_days;
    if (longest == 0) {
        return INT32_MAX / 4;
    }
    return longest > used ? (int32_t)(longest - used) : 0;
}

int32_t contract_longest_flexible(const struct world *w)
{
    int32_t longest = 0;
    for (size_t c = 0; c < w->contract_count; c++) {
        int32_t most = contract_days_left(w, (uint8_t)c, 0);
        longest = fits(w, (uint8_t)c, NEED_TASK, 1) && most > longest ? most : longest;
    }
    return longest;
}

int32_t contract_hours(const struct world *w, uint8_t contract, int32_t wage, int32_t usual)
{
    const struct contract *c = world_contract(w, contract);
    int32_t hours = (int32_t)((c->hours > 0 ? c->hours : usual) + 0.5);
    if (c->pay_cap > 0 && wage > 0) {
        double most = c->pay_cap * 100 / wage / WEEKS_PER_MONTH;
        hours = hours < most ? hours : (int32_t)most;
    }
    return hours < 1 ? 1 : hours;
}

uint8_t contract_marginal(const struct world *w)
{
    for (size_t c = 0; c < w->contract_count; c++) {
        if (world_contract(w, c)->status == STATUS_MINI_JOB && world_contract(w, c)->allowed) {
            return (uint8_t)c;
        }
    }
    return NO_CONTRACT;
}

int32_t contract_marginal_per_post(const struct world *w)
{
    const double full_time = 35;
    uint8_t marginal = contract_marginal(w);
    if (marginal == NO_CONTRACT) {
        return 0;
    }
    double hours = world_contract(w, marginal)->hours;
    return hours > 0 && hours < full_time ? (int32_t)(full_time / hours + 0.5) : 1;
}
