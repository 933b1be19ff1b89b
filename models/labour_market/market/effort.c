#include "models/labour_market/market/effort.h"

#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/delay.h"
#include "models/labour_market/state/person.h"
#include "sim/real.h"

double effort_benefit_left(const struct world *w, size_t i, int32_t day)
{
    const double notice = 180; /* days before the end of rights in which most of the effort comes back */
    if (!benefit_drawn(w, i, day)) {
        return 0;
    }
    int32_t left = w->people.row[i].rights - (day - w->people.row[i].jobless_since);
    return 1 - real_exp(-left / notice);
}

double search_effort(const struct world *w, size_t i, int32_t day)
{
    const struct person *person = &w->people.row[i];
    if (person->status != STATUS_UNEMPLOYED) {
        return 1;
    }
    int32_t days = day - person->jobless_since;
    double effort = delay_left_by(w->waning.effort, w->p->search.effort_decay, days);
    effort *= person_horizon(w, i, day);
    double benefit = w->institutions.insurance.replacement * effort_benefit_left(w, i, day);
    return effort * (1 - w->institutions.insurance.effort * benefit);
}
