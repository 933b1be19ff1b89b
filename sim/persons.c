#include "sim/persons.h"

#include <math.h>

#include "sim/date.h"
#include "sim/list.h"
#include "sim/memory.h"

void persons_init(struct persons *persons, const struct lives *declared, struct person_days days)
{
    *persons = (struct persons){.declared = declared, .days = days};
}

void persons_clear(struct persons *persons)
{
    id_set_clear(&persons->set);
    id_set_clear(&persons->later);
    memory_free(persons->lives);
    memory_free(persons->traits);
    *persons = (struct persons){0};
}

/* ---- who is there ---- */

static enum status add_person(struct persons *persons, const struct person_spell *spell, struct error *error)
{
    size_t count = persons->set.count - 1;
    size_t row = persons->declared->trait_count * sizeof(double);
    struct person_life *lives = list_room(persons->lives, count, sizeof *lives);
    if (lives == NULL) {
        return error_memory(error, "persons");
    }
    persons->lives = lives;
    double *traits = list_room(persons->traits, count, row);
    if (traits == NULL) {
        return error_memory(error, "persons");
    }
    persons->traits = traits;
    persons->lives[count] = (struct person_life){
        .state = (uint8_t)spell->state,
        .last_state = LIFE_GONE,
        .start = spell->start,
        .worked_until = INT32_MIN,
        .known_from = spell->start,
    };
    for (size_t i = 0; i < persons->declared->trait_count; i++) {
        *persons_trait(persons, count, i) = NAN;
    }
    return STATUS_OK;
}

enum status persons_meet(struct persons *persons, const struct person_spell *spell, size_t *at,
                         struct error *error)
{
    size_t before = persons->set.count;
    *at = SIZE_MAX;
    if (spell->state >= LIFE_STATES_MAX) {
        return error_set(error, STATUS_FAILED, "a spell is in a state that does not exist");
    }
    if (spell->beside || spell->start >= persons->days.first || spell->end < persons->days.first ||
        spell->end <= spell->start) {
        return STATUS_OK;
    }
    PASS(id_set_add(&persons->set, spell->person, at, error));
    if (persons->set.count == before) {
        return error_set(error, STATUS_FAILED, "a person has two spells on one day");
    }
    return add_person(persons, spell, error);
}

/* ---- how they live ---- */

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void live_before(struct person_life *life, const struct person_spell *spell, bool at_work)
{
    life->known_from = least(life->known_from, spell->start);
    if (at_work) {
        life->worked_until = most(life->worked_until, spell->end);
    }
}

static void live_within(const struct persons *persons, struct person_life *life,
                        const struct person_spell *spell, bool at_work)
{
    int32_t days = least(spell->end, persons->days.end) - most(spell->start, persons->days.first);
    days = most(days, 0);
    if (at_work) {
        life->paid += spell->pay * spell->hours * days;
        life->hours += spell->hours * days;
    }
    if (spell->beside) {
        return;
    }
    life->days += days;
    life->days_at_work += at_work ? days : 0;
    life->jobs_begun += at_work && spell->begins && spell->start >= persons->days.first;
    if (spell->start < persons->days.end && spell->end >= persons->days.end && days > 0) {
        life->last_state = (uint8_t)spell->state;
    }
}

enum status persons_live(struct persons *persons, const struct person_spell *spell, struct error *error)
{
    size_t person = id_set_find(&persons->set, spell->person);
    bool at_work = life_at_work(persons->declared, spell->state);
    if (person == SIZE_MAX) {
        size_t at;
        return spell->end > persons->days.first ? id_set_add(&persons->later, spell->person, &at, error)
                                                : STATUS_OK;
    }
    struct person_life *life = &persons->lives[person];
    if (spell->end < persons->days.first) {
        live_before(life, spell, at_work && !spell->beside);
    } else {
        live_within(persons, life, spell, at_work);
    }
    return STATUS_OK;
}

/* ---- traits that follow from lives ---- */

/* Days since the last day at work; of who was never seen at work, since the first day that is known. */
static double idle_days(const struct persons *persons, const struct person_life *life)
{
    if (life_at_work(persons->declared, life->state)) {
        return NAN;
    }
    int32_t since = life->worked_until != INT32_MIN ? life->worked_until : life->known_from;
    return (double)persons->days.first - since;
}

void persons_finish(struct persons *persons)
{
    const struct lives *declared = persons->declared;
    for (size_t i = 0; i < persons->set.count; i++) {
        const struct person_life *life = &persons->lives[i];
        for (size_t t = 0; t < declared->trait_count; t++) {
            const struct life_trait *trait = &declared->traits[t];
            double *value = persons_trait(persons, i, t);
            if (trait->kind == LIFE_STATE) {
                *value = life->state;
            } else if (trait->kind == LIFE_IDLE_DAYS) {
                *value = idle_days(persons, life);
            }
            if (trait->states != 0 && (trait->states >> life->state & 1) == 0) {
                *value = NAN;
            }
        }
    }
}

/* ---- the same persons ---- */

static bool same_value(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static enum status refuse(const struct persons *one, const char *what, struct error *error)
{
    char date[11];
    date_format(one->days.first - 1, date);
    return error_set(error, STATUS_FAILED, "the arms have not the same persons on %s: %s differs", date,
                     what);
}

enum status persons_same(const struct persons *one, const struct persons *other, struct error *error)
{
    const struct lives *declared = one->declared;
    if (one->set.count != other->set.count) {
        return refuse(one, "who is there", error);
    }
    for (size_t i = 0; i < one->set.count; i++) {
        size_t k = id_set_find(&other->set, one->set.ids[i]);
        if (k == SIZE_MAX) {
            return refuse(one, "who is there", error);
        }
        if (one->lives[i].state != other->lives[k].state || one->lives[i].start != other->lives[k].start) {
            return refuse(one, "the spell of a person", error);
        }
        for (size_t t = 0; t < declared->trait_count; t++) {
            if (!same_value(*persons_trait(one, i, t), *persons_trait(other, k, t))) {
                return refuse(one, declared->traits[t].name, error);
            }
        }
    }
    return STATUS_OK;
}
