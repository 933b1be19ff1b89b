#include "models/labour_market/households.h"
#include "models/labour_market/life_table.h"
#include "models/labour_market/lives.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;

int32_t life_retire_day(const struct world *w, struct rng *luck, int32_t birth_day)
{
    const struct life_params *lives = &w->p->lives;
    double age = lives->retire_from + (lives->retire_to - lives->retire_from) * rng_uniform(luck);
    return birth_day + (int32_t)(age * DAYS_PER_YEAR);
}

static void enter_traits(struct world *w, size_t i, int32_t day, struct rng *luck)
{
    struct people *people = &w->people;
    uint32_t kind = alias_draw(&w->entrant, luck);
    size_t group = kind / 2;
    uint32_t level = alias_draw(&w->entrant_level[kind], luck);
    double from = (double)ROWS(age_group, w->p->age_groups)[group].from_age;
    double age = group == 0 ? LOWEST_AGE : from + (life_group_end(w, group) - from) * rng_uniform(luck);
    people->female[i] = (uint8_t)(kind % 2);
    people->qualification[i] = (uint8_t)level;
    people->occupation[i] = (uint8_t)alias_draw(&w->trades.of_level[level], luck);
    people->trade[i] = people->occupation[i];
    people->ability[i] = (float)(ROWS(qualification, w->p->qualifications)[level].ability +
                                 w->p->wages.ability_spread * rng_normal(luck));
    people->birth_day[i] = day - (int32_t)(age * DAYS_PER_YEAR);
    people->retire_day[i] = life_retire_day(w, luck, people->birth_day[i]);
    people->leave_day[i] = life_leave_day(w, luck, kind % 2, people->birth_day[i], day);
    people->work_days[i] = (uint16_t)life_first_experience(age);
}

/* What else differs lastingly among people. */
void life_circumstance(struct world *w, size_t i)
{
    struct people *people = &w->people;
    struct rng luck = person_luck(w, LUCK_CIRCUMSTANCE, i, 0);
    double attachment = w->p->lives.attachment_spread * rng_normal(&luck);
    double age = ROWS(qualification, w->p->qualifications)[people->qualification[i]].leaves_school +
                 w->p->lives.school_spread * rng_normal(&luck);
    people->attachment[i] = (float)real_exp(attachment);
    people->school_end[i] = people->birth_day[i] + (int32_t)(age * DAYS_PER_YEAR);
}

/* Those who move in are as active as others of their age, and search before they work. */
static enum status_code enter_status(const struct world *w, size_t i, int32_t day, struct rng *luck)
{
    if (w->people.retire_day[i] <= day) {
        return STATUS_RETIRED;
    }
    size_t group = age_group_of(w, person_age(w, i, day));
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    double active = w->people.female[i] ? age->active_women : age->active_men;
    bool searches = w->people.school_end[i] <= day && rng_chance(luck, active);
    return searches ? STATUS_UNEMPLOYED : STATUS_INACTIVE;
}

void life_enter(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    people->generation[i]++;
    struct rng luck = person_luck(w, LUCK_PERSON_TRAITS, i, 0);
    enter_traits(w, i, day, &luck);
    life_circumstance(w, i);
    household_enter(w, i);
    people->wage[i] = 0;
    people->rights[i] = 0;
    people->fallback[i] = STATUS_UNEMPLOYED;
    people->restless[i] = 0;
    people->second_firm[i] = NO_FIRM;
    people->second_end[i] = NEVER;
    people->since[i] = day;
    people->jobless_since[i] = day;
    people->detached_since[i] = day;
    people->job_start[i] = day;
    people->renewals[i] = 0;
    people->status[i] = STATUS_INACTIVE;
    person_out_of_work(w, i, day, enter_status(w, i, day, &luck));
    people->last_status[i] = people->status[i];
    people->status_month[i] = people->status[i];
    people->status_two_months[i] = STATUS_COUNT;
    people->status_quarter[i] = STATUS_COUNT; /* was not here: in no flow over a quarter */
}

int32_t life_first_experience(double age)
{
    double units = (age - LOWEST_AGE - 3) * 0.7 * DAYS_PER_YEAR / 30;
    return units > 0 ? (int32_t)units : 0;
}

void life_leave(struct world *w, const struct span *span, size_t i, int32_t day)
{
    person_post_traits(w, span, i);
    household_leave(w, span, i, day);
    life_enter(w, i, day);
}
