/* What a model's panels say of persons' lives, so that the same persons can be compared between the arms of
 * an experiment (persons.h).
 *
 * A panel of spells has a row for each stay of a person in a state. Traits are what is known of a person on
 * the eve of a day: from the spell that runs then (columns that are written as they were at its start), from
 * what came before, and from a panel of what never changes. What is known only later, such as how a spell
 * ends, is no trait: arms that have one past have the same traits, and persons_same refuses what differs. */
#ifndef SIM_LIVES_H
#define SIM_LIVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a trait comes from, and into which classes it is put. */
enum life_trait_kind {
    LIFE_STATE,     /* the state on the eve: a class each */
    LIFE_CODE,      /* the code in a column: a class each */
    LIFE_YES,       /* 0 or 1 in a column */
    LIFE_NUMBER,    /* a number in a column, between bounds */
    LIFE_YEARS,     /* since the date in a column, between bounds */
    LIFE_RANK,      /* a number in a column: parts of the same size of those who have it */
    LIFE_IDLE_DAYS, /* of those not at work: since they last were, between bounds */
};

enum { LIFE_CLASSES_MAX = 8 };

struct life_trait {
    const char *name; /* "age" */
    const char *text; /* what it is, for people */
    enum life_trait_kind kind;
    const char *column; /* of the spell on the eve, or of the panel of people; NULL: none is needed */
    bool of_people;     /* the column is in the panel of people */
    bool when_asked;    /* no table of groups by it unless it is asked for */
    uint64_t states;    /* of those only who are in one of them, a bit for each; 0: of all */
    size_t classes;     /* LIFE_NUMBER and after */
    double bounds[LIFE_CLASSES_MAX]; /* [classes - 1] where each but the first begins */
    const char *labels[LIFE_CLASSES_MAX];
};

/* Columns are named; NULL: the model has none. */
struct lives {
    const char *spells; /* the panel */
    const char *person;
    const char *start;  /* first day */
    const char *end;    /* first day after it; none: it runs */
    const char *state;  /* codes of a dimension */
    uint64_t at_work;   /* a bit for each state that counts as work */
    const char *beside; /* yes: another spell of the person runs at the same time and is the main one */
    const char *begins; /* yes: a job begins; NULL: with each spell at work */
    const char *pay;    /* hundredths of `money` an hour */
    const char *hours;  /* a week */
    const char *money;  /* "EUR" */
    const char *people; /* a panel with a row a person */
    const struct life_trait *traits;
    size_t trait_count;
};

enum { LIFE_TRAITS_MAX = 16 };

#endif
