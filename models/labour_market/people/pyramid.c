#include "models/labour_market/people/pyramid.h"

#include "models/labour_market/people/life_table.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

static double first_age(const struct world *w, size_t group)
{
    return (double)ROWS(age_group, w->p->age_groups)[group].from_age;
}

static double years_of(const struct world *w, size_t group)
{
    return life_group_end(w, group) - first_age(w, group);
}

static double weight_of(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return sex == 0 ? age->men : age->women;
}

/* People of a group per year of age, and the logarithm of that in its middle. */
static double height(const struct world *w, size_t sex, size_t group)
{
    return weight_of(w, sex, group) / years_of(w, group);
}

static double middle(const struct world *w, size_t group)
{
    return first_age(w, group) + years_of(w, group) / 2;
}

/* A line of logarithms through the middles of two groups; flat beyond the last ones and beside an empty one.
 */
static double interpolated(const struct world *w, size_t sex, size_t group, double age)
{
    double here = height(w, sex, group);
    bool above = age > middle(w, group);
    if (above ? group + 1 == w->age_count : group == 0) {
        return here;
    }
    size_t other = above ? group + 1 : group - 1;
    double there = height(w, sex, other);
    if (here <= 0 || there <= 0) {
        return here;
    }
    double place = (age - middle(w, group)) / (middle(w, other) - middle(w, group));
    return here * real_exp(place * (real_log(there) - real_log(here)));
}

/* The years of a group follow that line, and add up to what the territory says of the group. */
static void fill_group(struct world *w, size_t sex, size_t group)
{
    double *people = w->life.people[sex];
    size_t from = (size_t)first_age(w, group) - LOWEST_AGE,
           end = (size_t)life_group_end(w, group) - LOWEST_AGE;
    double sum = 0;
    for (size_t year = from; year < end; year++) {
        people[year] = interpolated(w, sex, group, LOWEST_AGE + (double)year + 0.5);
        sum += people[year];
    }
    for (size_t year = from; year < end && sum > 0; year++) {
        people[year] *= weight_of(w, sex, group) / sum;
    }
}

void pyramid_init(struct world *w)
{
    for (size_t sex = 0; sex < 2; sex++) {
        for (size_t group = 0; group < w->age_count; group++) {
            fill_group(w, sex, group);
        }
        for (size_t year = 0; year < YEARS_OF_AGE; year++) {
            double before = year > 0 ? w->life.people[sex][year - 1] : 0;
            double more = w->life.people[sex][year] - before;
            w->life.entry[sex + 2 * year] = more > 0 ? more : 0;
        }
    }
}

static size_t year_of(double age)
{
    double year = age - LOWEST_AGE;
    return year <= 0 ? 0 : year < YEARS_OF_AGE ? (size_t)year : YEARS_OF_AGE - 1;
}

double pyramid_people(const struct world *w, size_t sex, double age)
{
    return w->life.people[sex][year_of(age)];
}

/* Log of the people at the middle of a year of age over those at the middle of the next. */
static double narrows(const struct world *w, size_t sex, size_t year)
{
    const double all = 50; /* nobody is as old as that: all leave */
    const double *people = w->life.people[sex];
    if (year + 1 >= YEARS_OF_AGE || people[year] <= 0) {
        return 0;
    }
    return people[year + 1] > 0 ? real_log(people[year]) - real_log(people[year + 1]) : all;
}

/* From the middle of which year of age on an age lies; below 15 and a half nothing changes. */
static bool step_of(double age, size_t *year)
{
    *year = year_of(age - 0.5);
    return age - 0.5 >= LOWEST_AGE;
}

double pyramid_leaving_rate(const struct world *w, size_t sex, double age)
{
    size_t year;
    double rate = step_of(age, &year) ? narrows(w, sex, year) : 0;
    return rate > 0 ? rate : 0;
}

double pyramid_entry_rate(const struct world *w, size_t sex, double age)
{
    size_t year;
    double rate = step_of(age, &year) ? -narrows(w, sex, year) : 0;
    return rate > 0 ? rate : 0;
}

double pyramid_age_in(const struct world *w, struct rng *rng, size_t sex, size_t group)
{
    size_t year = (size_t)first_age(w, group) - LOWEST_AGE,
           end = (size_t)life_group_end(w, group) - LOWEST_AGE;
    double left = rng_uniform(rng) * weight_of(w, sex, group);
    while (year + 1 < end && left >= w->life.people[sex][year]) {
        left -= w->life.people[sex][year++];
    }
    return LOWEST_AGE + (double)year + rng_uniform(rng);
}

double pyramid_entry_age(struct rng *rng, size_t year)
{
    return year == 0 ? LOWEST_AGE : LOWEST_AGE + (double)year - 0.5 + rng_uniform(rng);
}

/* Age at which the rates of leaving add up to `sum`, from `age` on; the end of the pyramid if they never do.
 */
static double age_at(const struct world *w, size_t sex, double age, double sum)
{
    while (age < HIGHEST_AGE) {
        size_t year;
        double next = step_of(age, &year) ? LOWEST_AGE + (double)year + 1.5 : LOWEST_AGE + 0.5;
        double passed = pyramid_leaving_rate(w, sex, age) * (next - age);
        if (passed > sum) {
            return age + (next - age) * sum / passed;
        }
        sum -= passed;
        age = next;
    }
    return HIGHEST_AGE;
}

int32_t pyramid_leave_day(const struct world *w, struct rng *rng, size_t sex, int32_t birth_day, int32_t day)
{
    double age = age_at(w, sex, (day - birth_day) / DAYS_PER_YEAR, rng_exponential(rng));
    int32_t leave = birth_day + (int32_t)(age * DAYS_PER_YEAR);
    return leave > day ? leave : day + 1;
}
