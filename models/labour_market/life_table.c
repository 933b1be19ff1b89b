#include "models/labour_market/life_table.h"

#include "models/labour_market/territory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;

/* Share of people of an age and sex who are at school: the normal law of the age of leaving it, by level. */
static double school_share(const struct world *w, double age)
{
    double share = 0;
    for (size_t q = 0; q < w->level_count; q++) {
        const struct qualification *level = &ROWS(qualification, w->p->qualifications)[q];
        double spread = w->p->lives.school_spread > 0.01 ? w->p->lives.school_spread : 0.01;
        share += level->share * real_normal_cdf((level->leaves_school - age) / spread);
    }
    return share;
}

static double active_share(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return sex == 0 ? age->active_men : age->active_women;
}

static double middle_age(const struct world *w, size_t group)
{
    return ((double)ROWS(age_group, w->p->age_groups)[group].from_age + life_group_end(w, group)) / 2;
}

/* Share of people of an age who have retired. */
static double retired_share(const struct world *w, double age)
{
    const struct life_params *lives = &w->p->lives;
    if (age <= lives->retire_from) {
        return 0;
    }
    return age < lives->retire_to ? (age - lives->retire_from) / (lives->retire_to - lives->retire_from) : 1;
}

/* Share of active people among those who have left school and have not retired. */
static double active_between(const struct world *w, size_t sex, size_t group)
{
    enum { MOST_PERCENT = 95 };
    double age = middle_age(w, group);
    double left = (1 - school_share(w, age)) * (1 - retired_share(w, age));
    double share = left > 0.05 ? active_share(w, sex, group) / left : 1;
    return share < MOST_PERCENT / 100.0 ? share : MOST_PERCENT / 100.0;
}

/* Yearly change of that share as a generation passes through a group; nothing is said where all retire. */
static double active_slope(const struct world *w, size_t sex, size_t group)
{
    if (group + 1 >= w->age_count || middle_age(w, group + 1) >= w->p->lives.retire_to) {
        return 0;
    }
    if (group == 0) {
        return 0; /* school, not activation */
    }
    double change = active_between(w, sex, group + 1) - active_between(w, sex, group - 1);
    return change / (middle_age(w, group + 1) - middle_age(w, group - 1));
}

/* The rate at which the inactive come back, so that the share A of active people stays what it is. Shares of
 * all who have left school and not retired: A active, of them u unemployed; H in the halo, I inactive, A + H
 * + I = 1.
 *
 *     halo      H (back + gives up) = A u stops + A (1 - u) out h + I r s
 *     inactive  I r = A u leaves + A (1 - u) out (1 - h) + H gives up + change of A with age
 *
 * with r the rate looked for, s the share of those coming back who first only want to. Solved by iteration,
 * which contracts. Rates hold in the mean of people; those less attached come back later and leave sooner. */
static double return_rate(const struct world *w, double active, double unemployed, double slope)
{
    enum { ROUNDS = 100 };
    const struct life_params *lives = &w->p->lives;
    double leave = active * unemployed * lives->unemployed_to_inactive;
    double stop = active * unemployed * lives->unemployed_to_halo;
    double out = active * (1 - unemployed) * lives->withdraw_employed;
    double halo_out = lives->halo_to_unemployed + lives->halo_to_inactive;
    double rate = 0, halo = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double inactive = 1 - active - halo > 0.01 ? 1 - active - halo : 0.01;
        double flow = leave + out * (1 - lives->withdraw_to_halo) + halo * lives->halo_to_inactive + slope;
        rate = flow > 0 ? flow / inactive : 0;
        halo = (stop + out * lives->withdraw_to_halo + inactive * rate * lives->return_by_halo) /
               (halo_out > 0.01 ? halo_out : 0.01);
        halo = halo < 1 - active ? halo : 1 - active;
    }
    return rate;
}

static void init_activation(struct world *w)
{
    const struct age_group *ages = ROWS(age_group, w->p->age_groups);
    for (size_t a = 0; a < w->age_count; a++) {
        for (size_t sex = 0; sex < 2; sex++) {
            double active = active_between(w, sex, a);
            double slope = active_slope(w, sex, a);
            w->life.activate[sex][a] = return_rate(w, active, ages[a].unemployed, slope);
        }
    }
}

int32_t life_group_end(const struct world *w, size_t group)
{
    return group + 1 < w->age_count ? (int32_t)ROWS(age_group, w->p->age_groups)[group + 1].from_age
                                    : HIGHEST_AGE;
}

/* People of one sex per year of age. */
static double pyramid(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return (sex == 0 ? age->men : age->women) / (double)(life_group_end(w, group) - age->from_age);
}

/* A stationary pyramid: what is missing in the next group leaves, what is more enters. */
static void init_pyramid(struct world *w)
{
    for (size_t sex = 0; sex < 2; sex++) {
        for (size_t group = 0; group < w->age_count; group++) {
            double here = pyramid(w, sex, group);
            double before = group > 0 ? pyramid(w, sex, group - 1) : 0;
            double next = group + 1 < w->age_count ? pyramid(w, sex, group + 1) : 0;
            w->life.entry[sex + 2 * group] = here > before ? here - before : 0;
            w->life.stay_on[sex][group] = here > 0 && next < here ? next / here : 1;
        }
    }
}

void life_init(struct world *w)
{
    double spread = w->p->lives.attachment_spread;
    w->life.attachment_mean = real_exp(spread * spread / 2);
    for (int32_t age = 0; age <= HIGHEST_AGE; age++) {
        w->life.set_up[age] = real_exp(w->p->self_employment.age_slope * (age - 40));
    }
    init_activation(w);
    init_pyramid(w);
}

int32_t life_leave_day(const struct world *w, struct rng *luck, size_t sex, int32_t birth_day, int32_t day)
{
    size_t group = age_group_of(w, (int32_t)((day - birth_day) / DAYS_PER_YEAR));
    while (group + 1 < w->age_count && rng_chance(luck, w->life.stay_on[sex][group])) {
        group++;
    }
    /* Leaves in this group: at its end when it is the last, else at any time in it from now on. */
    double from = (day - birth_day) / DAYS_PER_YEAR;
    double begin = (double)ROWS(age_group, w->p->age_groups)[group].from_age;
    double end = life_group_end(w, group);
    from = from > begin ? from : begin;
    double age = group + 1 == w->age_count ? HIGHEST_AGE : from + (end - from) * rng_uniform(luck);
    int32_t leave = birth_day + (int32_t)(age * DAYS_PER_YEAR);
    return leave > day ? leave : day + 1;
}
