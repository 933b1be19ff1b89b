#include "models/labour_market/wages.h"

#include "models/labour_market/choice.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
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

int32_t wage_floor(const struct world *w, size_t firm, uint8_t contract)
{
    int32_t statutory = w->institutions.minimum_wage[w->firms.zone[firm]];
    int32_t branch = w->institutions.branch_minimum[w->firms.sector[firm]];
    return (int32_t)((statutory > branch ? statutory : branch) * world_contract(w, contract)->floor + 0.5);
}

int32_t wage_posted(const struct world *w, size_t firm, size_t occupation, uint8_t contract)
{
    double premium =
        w->firms.premium[firm] + w->firms.markup[firm] + world_sector(w, w->firms.sector[firm])->premium;
    double pay = world_occupation(w, occupation)->pay * 100 * world_contract(w, contract)->pay;
    return whole_cents(pay * real_exp(premium), wage_floor(w, firm, contract));
}

int32_t wage_paid(const struct world *w, size_t vacancy, double skill)
{
    const struct vacancies *vacancies = &w->vacancies;
    return wage_for(w, vacancies->wage[vacancy], skill, vacancies->firm[vacancy],
                    vacancies->contract[vacancy]);
}

int32_t wage_for(const struct world *w, int32_t posted, double skill, size_t firm, uint8_t contract)
{
    return whole_cents(posted * real_exp(w->p->wages.ability_share * skill), wage_floor(w, firm, contract));
}

/* Where the law caps monthly pay, hours are cut when the pay of an hour has risen or the cap has fallen. */
static void keep_to_cap(struct world *w, size_t i)
{
    struct people *people = &w->people;
    if (world_contract(w, people->contract[i])->pay_cap > 0) {
        int32_t hours = contract_hours(w, people->contract[i], people->wage[i], people->hours[i]);
        people->hours[i] = (uint8_t)(hours < people->hours[i] ? hours : people->hours[i]);
    }
}

void wage_review(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    uint32_t firm = people->firm[i];
    uint8_t contract = people->contract[i];
    int32_t posted = wage_posted(w, firm, people->occupation[i], contract);
    int32_t now = wage_for(w, posted, person_skill(w, i, day), firm, contract);
    people->wage[i] = now > people->wage[i] ? now : people->wage[i];
    keep_to_cap(w, i);
}

void wages_adjust_offers(struct world *w, size_t firm)
{
    struct firms *firms = &w->firms;
    const struct wage_params *wages = &w->p->wages;
    double markup = firms->markup[firm];
    if (firms->open_core[firm] + firms->open_peak[firm] > 0) {
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
    struct people *people = &w->people;
    for (size_t i = span->begin; i < span->end; i++) {
        if (status_employee(people->status[i])) {
            int32_t least = wage_floor(w, people->firm[i], people->contract[i]);
            people->wage[i] = people->wage[i] > least ? people->wage[i] : least;
            keep_to_cap(w, i);
        }
        if (people->second_firm[i] != NO_FIRM) {
            int32_t least = wage_floor(w, people->second_firm[i], contract_with(w->p, STATUS_MINI_JOB));
            people->second_wage[i] = people->second_wage[i] > least ? people->second_wage[i] : least;
        }
    }
}

void wages_raise_to_minimum(struct world *w)
{
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, raise_block, w);
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        int32_t least = wage_floor(w, w->vacancies.firm[v], w->vacancies.contract[v]);
        w->vacancies.wage[v] = w->vacancies.wage[v] > least ? w->vacancies.wage[v] : least;
    }
}
