#include "models/labour_market/wages.h"

#include "sim/real.h"

enum { LARGEST_WAGE_CENTS = 10000000 };

static int32_t whole_cents(double cents, int32_t least)
{
    if (!(cents < LARGEST_WAGE_CENTS)) {
        return LARGEST_WAGE_CENTS > least ? LARGEST_WAGE_CENTS : least;
    }
    int32_t whole = (int32_t)(cents + 0.5);
    return whole > least ? whole : least;
}

int32_t wage_posted(const struct world *w, size_t firm, size_t occupation)
{
    double premium =
        w->firms.premium[firm] + w->firms.markup[firm] + world_sector(w, w->firms.sector[firm])->premium;
    return whole_cents(world_occupation(w, occupation)->pay * 100 * real_exp(premium), w->minimum_wage);
}

int32_t wage_paid(const struct world *w, int32_t posted, double skill)
{
    return whole_cents(posted * real_exp(w->p->wages.ability_share * skill), w->minimum_wage);
}

void wages_adjust_offers(struct world *w, size_t firm)
{
    struct firms *firms = &w->firms;
    const struct wage_params *wages = &w->p->wages;
    double markup = firms->markup[firm];
    if (firms->open_core[firm] + firms->open_flexible[firm] > 0) {
        markup += wages->raise;
        markup = markup < wages->raise_limit ? markup : wages->raise_limit;
    } else {
        markup *= 1 - wages->raise_fade;
    }
    firms->markup[firm] = (float)markup;
}

static void raise_block(void *context, const struct span *span)
{
    struct world *w = context;
    for (size_t i = span->begin; i < span->end; i++) {
        if (status_employed(w->people.status[i]) && w->people.wage[i] < w->minimum_wage) {
            w->people.wage[i] = w->minimum_wage;
        }
    }
}

void wages_set_minimum(struct world *w, int32_t cents)
{
    bool rises = cents > w->minimum_wage;
    w->minimum_wage = cents;
    if (!rises) {
        return;
    }
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, raise_block, w);
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        w->vacancies.wage[v] = w->vacancies.wage[v] > cents ? w->vacancies.wage[v] : cents;
    }
}
