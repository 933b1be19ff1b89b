/* The persons of one run, from its spells: who was there on the eve of a day, what was known of them then,
 * and how they lived from that day on.
 *
 * Two runs that part on that day have the same persons with the same traits on its eve (persons_same). What
 * becomes of one of them differs between the runs also by chance; what becomes of groups of them can be
 * compared (person_groups.h). A group is made of traits, and a trait is what this file has taken on the eve.
 */
#ifndef SIM_PERSONS_H
#define SIM_PERSONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/id_set.h"
#include "sim/lives.h"

/* Days that are lived: `first`, on which runs part, to `end` - 1. */
struct person_days {
    int32_t first;
    int32_t end;
};

/* A row of the spells. */
struct person_spell {
    uint64_t person;
    int32_t start;
    int32_t end; /* a later day than all others while it runs */
    uint32_t state;
    bool beside; /* another one is the main spell */
    bool begins; /* a job begins */
    int64_t pay;
    int64_t hours;
};

enum { LIFE_STATES_MAX = 64, LIFE_GONE = LIFE_STATES_MAX };

struct person_life {
    uint8_t state;        /* on the eve */
    uint8_t last_state;   /* on the last day; LIFE_GONE: not there any more */
    int32_t start;        /* of the spell on the eve */
    int32_t worked_until; /* end of the last spell at work before `first`; INT32_MIN: none is known */
    int32_t known_from;   /* the first day that is known of the person */
    int32_t days;         /* there */
    int32_t days_at_work;
    int32_t jobs_begun;
    int64_t paid;  /* pay * hours a week * days */
    int64_t hours; /* hours a week * days */
};

struct persons {
    const struct lives *declared;
    struct person_days days;
    struct id_set set;         /* who was there on the eve */
    struct id_set later;       /* who was there in those days, and not on the eve */
    struct person_life *lives; /* [set.count] */
    double *traits;            /* [set.count][trait_count], NaN: does not apply */
};

/* `persons_clear` is legal after a failure and on a zeroed struct. */
void persons_init(struct persons *persons, const struct lives *declared, struct person_days days);
void persons_clear(struct persons *persons);

static inline bool life_at_work(const struct lives *declared, uint32_t state)
{
    return state < LIFE_STATES_MAX && (declared->at_work >> state & 1) != 0;
}

/* First all spells are met, which finds those who are there on the eve; `*at` is where a spell that runs on
 * the eve puts its person, whose traits of spells are to be set; SIZE_MAX: it does not. */
enum status persons_meet(struct persons *persons, const struct person_spell *spell, size_t *at,
                         struct error *error);

/* Then all spells are lived, in any order. */
enum status persons_live(struct persons *persons, const struct person_spell *spell, struct error *error);

/* Traits that follow from lives; others are set before. */
void persons_finish(struct persons *persons);

static inline double *persons_trait(const struct persons *persons, size_t person, size_t trait)
{
    return &persons->traits[person * persons->declared->trait_count + trait];
}

/* STATUS_FAILED when the persons of two runs are not the same on the eve: then something that is taken for a
 * trait was not known then, or the runs have parted before. */
enum status persons_same(const struct persons *one, const struct persons *other, struct error *error);

#endif
