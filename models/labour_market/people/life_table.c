#include "models/labour_market/people/life_table.h"

#include "models/labour_market/people/pyramid.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

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

double life_active_share(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return sex == 0 ? age->active_men : age->active_women;
}

static double middle_age(const struct world *w, size_t group)
{
    return ((double)ROWS(age_group, w->p->age_groups)[group].from_age + life_group_end(w, group)) / 2;
}

static double part_of(double age, double from, double to)
{
    return age <= from ? 0 : age < to ? (age - from) / (to - from) : 1;
}

double life_retired_share(const struct world *w, double age)
{
    const struct life_params *lives = &w->p->lives;
    return (1 - lives->work_on) * part_of(age, lives->retire_from, lives->retire_to) +
           lives->work_on * part_of(age, lives->retire_to, lives->work_on_to);
}

double life_retire_age(const struct world *w, double place)
{
    const struct life_params *lives = &w->p->lives;
    double most = 1 - lives->work_on;
    if (place < most) {
        return lives->retire_from + (lives->retire_to - lives->retire_from) * place / most;
    }
    double late = lives->work_on > 0 ? (place - most) / lives->work_on : 0;
    return lives->retire_to + (lives->work_on_to - lives->retire_to) * late;
}

/* Share of active people among those who have left school and have not retired. */
static double active_between(const struct world *w, size_t sex, size_t group)
{
    enum { MOST_PERCENT = 95 };
    double age = middle_age(w, group);
    double left = (1 - school_share(w, age)) * (1 - life_retired_share(w, age));
    double share = left > 0.05 ? life_active_share(w, sex, group) / left : 1;
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

struct activity life_activity(const struct world *w, size_t sex, size_t group)
{
    double place = (1 + life_retired_share(w, middle_age(w, group))) / 2; /* the median of who has not */
    double years = life_retire_age(w, place) - middle_age(w, group);
    return (struct activity){
        .active = active_between(w, sex, group),
        .unemployed = ROWS(age_group, w->p->age_groups)[group].unemployed,
        .slope = active_slope(w, sex, group),
        .horizon = person_horizon_in(w, years),
    };
}

/* Once, under the rates of the first day. */
static void init_activation(struct world *w)
{
    for (size_t row = 0; row < 2 * w->age_count; row++) {
        if (!w->returns.known[row]) {
            struct activity activity = life_activity(w, row % 2, row / 2);
            w->returns.rate[row] = activity_return_rate(w, &activity);
            w->returns.known[row] = 1;
        }
    }
}

int32_t life_group_end(const struct world *w, size_t group)
{
    return group + 1 < w->age_count ? (int32_t)ROWS(age_group, w->p->age_groups)[group + 1].from_age
                                    : HIGHEST_AGE;
}

/* What falls with years by a power, from 1 when they begin. */
static double waned(double years, double power)
{
    const double scale_years = 3;
    return real_exp(-power * real_log(1 + years / scale_years));
}

void life_init(struct world *w)
{
    w->life.lives = w->p->lives;
    w->life.own = w->p->self_employment;
    w->life.separations = w->p->separations;
    w->life.agreed = w->institutions.agreed;
    double spread = w->p->lives.attachment_spread;
    w->life.attachment_mean = real_exp(spread * spread / 2);
    for (int32_t age = 0; age <= HIGHEST_AGE; age++) {
        w->life.set_up[age] = real_exp(w->p->self_employment.age_slope * (age - 40));
        w->life.seniority[age] = waned(age, w->p->separations.seniority);
        w->life.misfit[age] = waned(age, w->p->separations.misfit_experience);
    }
    init_activation(w);
    pyramid_init(w);
}
