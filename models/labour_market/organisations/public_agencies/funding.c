#include "models/labour_market/organisations/public_agencies/funding.h"

#include "sim/real.h"

void funding_begin(struct world *w, int32_t day)
{
    struct agency_states *agencies = &w->agencies->agencies;
    for (size_t a = 0; a < agencies->table.rows; a++) {
        agencies->share[a] = 1;
        agencies->counted_from[a] = day;
    }
}

/* A budget over that of the scenario, before all are made to fit the sum. */
static double claim(const struct world *w, size_t a)
{
    const struct agency_states *agencies = &w->agencies->agencies;
    double now = (double)agencies->placements[a] + 1, first = (double)agencies->first_placements[a] + 1;
    double exponent = agency_values(w)->public_agencies.exponent;
    return agencies->known[a] && exponent > 0 ? real_pow(now / first, exponent) : 1;
}

void funding_follow(struct world *w, int32_t day)
{
    enum { FULL_YEAR = 365 };
    struct agency_states *agencies = &w->agencies->agencies;
    double sum = 0, claimed = 0;
    for (size_t a = 0; a < agencies->table.rows; a++) {
        int32_t since = agency_of(w, a)->from > agencies->counted_from[a] ? agency_of(w, a)->from
                                                                          : agencies->counted_from[a];
        if (!agencies->known[a] && day - since >= FULL_YEAR) {
            agencies->first_placements[a] = agencies->placements[a];
            agencies->known[a] = 1;
        }
        sum += agency_of(w, a)->budget;
        claimed += agency_of(w, a)->budget * claim(w, a);
    }
    for (size_t a = 0; a < agencies->table.rows; a++) {
        agencies->share[a] = claimed > 0 ? claim(w, a) * sum / claimed : 1;
    }
    for (size_t a = 0; a < agencies->table.rows; a++) {
        agencies->placements[a] = 0;
        agencies->counted_from[a] = day;
    }
}
