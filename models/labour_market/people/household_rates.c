#include "models/labour_market/people/household_rates.h"

#include "models/labour_market/people/pyramid.h"
#include "sim/real.h"

/* Chance that something which comes at a rate per year comes within one. */
static double within_a_year(double rate)
{
    return rate > 0 ? 1 - real_exp(-rate) : 0;
}

/* Share of women in a couple at an exact age. */
static double share_in_couple(const struct world *w, double age)
{
    const struct household_params *households = &w->p->households;
    return households->couples *
           real_normal_cdf((age - households->couple_age) / households->couple_age_spread);
}

/* Rate at which men of this age leave women alone; who turns 75 goes on living with the partner. */
static double man_leaves(const struct world *w, double age)
{
    return age < HIGHEST_AGE ? pyramid_leaving_rate(w, 0, age) : 0;
}

/* Rate at which single women form couples. With c the share in a couple, of those as old as `age`:
 *
 *     (1 - c) rate = dc/dage + c (separation + the man leaves + women who move in, who come alone)  */
static double couple_rate(const struct world *w, double age)
{
    double share = share_in_couple(w, age);
    double rise = share_in_couple(w, age + 0.5) - share_in_couple(w, age - 0.5);
    double loss = w->p->households.separation + man_leaves(w, age + w->p->households.age_gap) +
                  pyramid_entry_rate(w, 1, age);
    double rate = (rise + share * loss) / (1 - share);
    return rate > 0 ? w->p->households.forming * rate : 0;
}

static double at_most(double value, double most)
{
    return value < most ? value : most;
}

/* Births by age; a given share of them to women who live in no couple. */
static void set_births(struct world *w, size_t a)
{
    const double most = 0.9;
    const struct household_params *households = &w->p->households;
    double from = LOWEST_AGE + (double)a;
    double spread = households->birth_age_spread;
    double birth = households->births * (real_normal_cdf((from + 1 - households->birth_age) / spread) -
                                         real_normal_cdf((from - households->birth_age) / spread));
    double share = w->home.living[a];
    double couple = share > 0 ? birth * (1 - households->births_alone) / share : 0;
    w->home.birth_couple[a] = at_most(couple, most);
    w->home.birth_alone[a] = at_most(birth * households->births_alone / (1 - share), most);
}

static double share_at_parents(const struct world *w, double age)
{
    const double least = 0.001; /* nobody is looked at whose parents may well have left the territory */
    const struct household_params *households = &w->p->households;
    double share = real_normal_cdf((households->home_age - age) / households->home_age_spread);
    return share > least ? share : 0;
}

void household_rates_set(struct world *w)
{
    w->home.parents_until = 0;
    for (size_t a = 0; a < YEARS_OF_AGE; a++) {
        double age = LOWEST_AGE + (double)a + 0.5;
        double rate = couple_rate(w, age);
        w->home.women[a] = pyramid_people(w, 1, age);
        w->home.living[a] = share_in_couple(w, age);
        w->home.couple[a] = within_a_year(rate);
        w->home.memory[a] = real_exp(-rate - w->p->households.separation);
        w->home.parents[a] = (uint32_t)(share_at_parents(w, age) * UINT32_MAX);
        if (w->home.parents[a] > 0) {
            w->home.parents_until = (int32_t)((LOWEST_AGE + (int32_t)a + 1) * 365.25) + 1;
        }
        set_births(w, a);
    }
    w->home.separation = within_a_year(w->p->households.separation);
}
