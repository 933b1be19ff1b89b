#include "models/labour_market/people/households.h"
#include "models/labour_market/people/life_table.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/people/pyramid.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/transitions.h"
#include "sim/real.h"

int32_t life_retire_day(const struct world *w, struct rng *rng, int32_t birth_day)
{
    double age = life_retire_age(w, rng_uniform(rng));
    return birth_day + (int32_t)(age * DAYS_PER_YEAR);
}

static void enter_traits(struct world *w, size_t i, int32_t day, struct rng *rng)
{
    struct people *people = &w->people;
    uint32_t kind = alias_draw(&w->entrant, rng);
    double age = pyramid_entry_age(rng, kind / 2);
    uint32_t level = alias_draw(&w->entrant_level, rng);
    people->row[i].female = (uint8_t)(kind % 2);
    people->row[i].qualification = (uint8_t)level;
    people->row[i].occupation = (uint8_t)occupation_draw(w, level, kind % 2, rng);
    people->trade[i] = people->row[i].occupation;
    people->row[i].ability = (float)(ROWS(qualification, w->p->qualifications)[level].ability +
                                     w->p->wages.ability_spread * rng_normal(rng));
    people->row[i].birth_day = day - (int32_t)(age * DAYS_PER_YEAR);
    people->row[i].retire_day = life_retire_day(w, rng, people->row[i].birth_day);
    people->row[i].leave_day = pyramid_leave_day(w, rng, kind % 2, people->row[i].birth_day, day);
    people->row[i].work_days = (uint16_t)life_first_experience(age);
    people->last_employer[i] = NOBODY;
}

/* What else differs lastingly among people. */
void life_circumstance(struct world *w, size_t i)
{
    struct people *people = &w->people;
    struct rng rng = person_stream(w, STREAM_CIRCUMSTANCE, i, 0);
    double attachment = w->p->lives.attachment_spread * rng_normal(&rng);
    double age = ROWS(qualification, w->p->qualifications)[people->row[i].qualification].leaves_school +
                 w->p->lives.school_spread * rng_normal(&rng);
    people->row[i].attachment = (float)real_exp(attachment);
    people->row[i].school_end = people->row[i].birth_day + (int32_t)(age * DAYS_PER_YEAR);
}

/* Those who move in are as active as others of their age, and search before they work. */
static enum status_code enter_status(const struct world *w, size_t i, int32_t day, struct rng *rng)
{
    if (w->people.row[i].retire_day <= day) {
        return STATUS_RETIRED;
    }
    size_t group = age_group_of(w, person_age(w, i, day));
    double active = life_active_share(w, w->people.row[i].female, group);
    bool searches = w->people.row[i].school_end <= day && rng_chance(rng, active);
    return searches ? STATUS_UNEMPLOYED : STATUS_INACTIVE;
}

/* The row is cleared first, so that nothing of who had it before is inherited by mistake. */
void life_enter(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    uint16_t zone = people->row[i].zone;
    uint8_t generation = people->row[i].generation;
    table_zero_row(&people->table, i);
    people->row[i].zone = zone;
    people->row[i].generation = (uint8_t)(generation + 1);
    struct rng rng = person_stream(w, STREAM_PERSON_TRAITS, i, 0);
    enter_traits(w, i, day, &rng);
    life_circumstance(w, i);
    household_enter(w, i);
    people->row[i].fallback = STATUS_UNEMPLOYED;
    people->row[i].since = day;
    people->row[i].jobless_since = day;
    people->row[i].detached_since = day;
    person_out_of_work(w, i, enter_status(w, i, day, &rng));
    people->row[i].last_status = people->row[i].status;
    people->status_month[i] = STATUS_COUNT; /* was not here: in no flow over a month or a quarter */
    people->status_two_months[i] = STATUS_COUNT;
    people->status_quarter[i] = STATUS_COUNT;
}

int32_t life_first_experience(double age)
{
    double units = (age - LOWEST_AGE - 3) * 0.7 * DAYS_PER_YEAR / 30;
    return units > 0 ? (int32_t)units : 0;
}
