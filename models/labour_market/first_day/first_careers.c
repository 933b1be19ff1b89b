#include "models/labour_market/first_day/first_careers.h"

#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

/* Shares of the years since school. */
static const double WORKED = 0.82;     /* of those at work */
static const double WORKED_OUT = 0.66; /* of others, until the last job ended */
static const double LONG_UNEMPLOYED = 0.5, LONG_OUTSIDE = 0.38, MARKS = 0.07; /* means of exponential laws */

static const double SHARE_LONG = 0.45;   /* of the unemployed */
static const double SHORT_YEARS = 0.4;   /* mean time without a job of the others */
static const double LONG_TERM_YEARS = 1; /* from which on the unemployed are sorted by ability */

static double days_since_school(const struct world *w, size_t i, int32_t day)
{
    int32_t days = day - w->people.row[i].school_end;
    return days > 0 ? days : 0;
}

static bool at_work(const struct world *w, size_t i)
{
    return w->people.status_month[i] <= FIRST_SELF;
}

/* Draws in the order in which they are written, whoever it is. */
static double days_without_job(const struct world *w, size_t i, double career, struct rng *rng)
{
    bool unemployed = w->people.status_month[i] == FIRST_UNEMPLOYED;
    bool is_long = rng_chance(rng, SHARE_LONG) || !unemployed;
    double law = rng_exponential(rng);
    double place = rng_uniform(rng);
    double mean = (unemployed ? LONG_UNEMPLOYED : LONG_OUTSIDE) * career;
    double days = law * (is_long ? mean : SHORT_YEARS * DAYS_PER_YEAR);
    return at_work(w, i) ? 0 : days < career ? days : career * place;
}

void career_begin(struct world *w, size_t i, int32_t day, struct rng *rng)
{
    struct person *person = &w->people.row[i];
    double career = days_since_school(w, i, day);
    double jobless = days_without_job(w, i, career, rng);
    double marks = at_work(w, i) ? 0 : rng_exponential(rng) * MARKS * career;
    marks = marks < career - jobless ? marks : career - jobless;
    double worked = (at_work(w, i) ? WORKED : WORKED_OUT) * (career - jobless);
    person->since = day - (int32_t)jobless;
    person->jobless_since = person->since;
    person->detached_since = day - (int32_t)(jobless + marks);
    person->work_days = (uint16_t)(worked / EXPERIENCE_UNIT_DAYS);
}

int32_t career_tenure(struct world *w, size_t i, int32_t day, struct rng *rng)
{
    double place = rng_uniform(rng);
    double days = days_since_school(w, i, day) * place * place;
    int32_t tenure = days > 1 ? (int32_t)days : 1;
    int32_t units = tenure / EXPERIENCE_UNIT_DAYS;
    uint16_t *worked = &w->people.row[i].work_days;
    *worked = (uint16_t)(*worked > units ? *worked - units : 0);
    return tenure;
}

bool career_is_misfit(const struct world *w, size_t i, int32_t tenure, struct rng *rng)
{
    const struct separation_params *separations = &w->p->separations;
    double years = w->people.row[i].work_days * (double)EXPERIENCE_UNIT_DAYS / DAYS_PER_YEAR;
    double found_out = 1 - real_exp(-tenure / separations->misfit_worker_days);
    double chance = world_occupation(w, w->people.row[i].occupation)->misfit * w->life.misfit[(int)years];
    return rng_chance(rng, chance * separations->misfit_worker * (1 - separations->misfit_quit) * found_out);
}

/* Spreads of ability by which people are below the mean of their level, where its unemployment is that of
 * all. */
static double below(const struct world *w, size_t i, int32_t day)
{
    const struct person *person = &w->people.row[i];
    switch ((enum first_state)w->people.status_month[i]) {
    case FIRST_SELF:
        return 0.15;
    case FIRST_UNEMPLOYED:
        return day - person->jobless_since > LONG_TERM_YEARS * DAYS_PER_YEAR ? 0.5 : 0.1;
    case FIRST_OUTSIDE:
        return person->status == STATUS_HALO ? 0.35 : 0.2;
    default:
        return 0;
    }
}

static bool employee(const struct world *w, size_t i)
{
    return w->people.status_month[i] <= FIRST_CDD;
}

/* Students and the retired are not sorted: nobody has looked at them, or has for long. */
static bool sorted(const struct world *w, size_t i, int32_t day)
{
    const struct person *person = &w->people.row[i];
    return person->school_end <= day && person->status != STATUS_RETIRED;
}

/* The less a level is wanted, the more its people are sorted: of those whom any employer takes nobody is
 * left. */
static double sharpness(const struct world *w, size_t level)
{
    const struct qualification *levels = ROWS(qualification, w->p->qualifications);
    double all = 0;
    for (size_t q = 0; q < w->level_count; q++) {
        all += levels[q].share * levels[q].unemployed;
    }
    return all > 0 ? levels[level].unemployed / all * w->p->wages.ability_spread : 0;
}

static size_t cell_of(const struct world *w, size_t i, int32_t day)
{
    return age_group_of(w, person_age(w, i, day)) * MAX_QUALIFICATIONS + w->people.row[i].qualification;
}

void careers_sort(struct world *w, size_t first, size_t count)
{
    struct people *people = &w->people;
    int32_t day = w->sim->first_day;
    double taken[MAX_AGE_GROUPS * MAX_QUALIFICATIONS] = {0};
    double employees[MAX_AGE_GROUPS * MAX_QUALIFICATIONS] = {0};
    for (size_t i = first; i < first + count; i++) {
        size_t cell = cell_of(w, i, day);
        double less = sorted(w, i, day) ? below(w, i, day) * sharpness(w, people->row[i].qualification) : 0;
        people->row[i].ability -= (float)less;
        taken[cell] += less;
        employees[cell] += employee(w, i);
    }
    for (size_t i = first; i < first + count; i++) {
        size_t cell = cell_of(w, i, day);
        people->row[i].ability += employee(w, i) ? (float)(taken[cell] / employees[cell]) : 0;
    }
}
