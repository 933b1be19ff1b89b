/* Groups of persons by what was known of them on the eve, and what became of the groups.
 *
 * A group is made of traits (lives.h) and of nothing else: there is no way to ask for one that is made of
 * what came later. Figures are ratios of sums over the persons of a group, in one run. */
#ifndef SIM_PERSON_GROUPS_H
#define SIM_PERSON_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"
#include "sim/model.h"
#include "sim/outputs.h"
#include "sim/persons.h"

/* What labels the classes of a trait. */
struct person_classes {
    const struct life_trait *trait;
    size_t number; /* of the trait */
    size_t count;
    const char *const *labels; /* [count]; NULL: yes and no */
    size_t first;              /* group of the first class, where traits are told one by one */
};

/* All persons are group 0. Then come the classes of each trait, one trait after the other, or, crossed, each
 * class of one with each of the others. */
struct person_groups {
    struct person_classes *classes; /* [trait_count] */
    size_t trait_count;
    bool crossed;
    size_t count; /* of groups */
};

enum { PERSON_GROUPS_MOST = 10000 };

/* Groups by the traits `wanted` ([declared->trait_count]). `outputs` have the labels of codes, `model` has
 * the panels. STATUS_INPUT when there are too many. `person_groups_clear` is legal after a failure. */
enum status person_groups_init(struct person_groups *groups, const struct model *model,
                               const struct outputs *outputs, const bool *wanted, bool crossed,
                               struct error *error);
/* The dimension of the states. */
const struct dimension *person_states(const struct model *model, const struct outputs *outputs);
void person_groups_clear(struct person_groups *groups);

/* "all", "age: 25 to 49", "sex: women, age: 25 to 49". */
enum { PERSON_GROUP_TEXT = 400 };
void person_group_text(const struct person_groups *groups, size_t group, char text[PERSON_GROUP_TEXT]);

/* The groups of each person of a run: `of` gets [persons->set.count][person_groups_each], the group's number
 * or SIZE_MAX. Ranks are those of this run. */
size_t person_groups_each(const struct person_groups *groups);
enum status person_groups_of(const struct person_groups *groups, const struct persons *persons, size_t *of,
                             struct error *error);

/* ---- what became of them ---- */

enum person_figure {
    PERSON_DAYS_AT_WORK, /* a year */
    PERSON_JOBS_BEGUN,   /* a year */
    PERSON_DAYS_PER_JOB,
    PERSON_PAID, /* a year */
    PERSON_HOURLY_PAY,
    PERSON_CHANGED, /* percent of persons: days at work differ by more than so many between two runs */
    PERSON_FIGURES
};
const char *person_figure_name(enum person_figure figure);
const char *person_figure_text(enum person_figure figure);
const char *person_figure_unit(enum person_figure figure);
bool person_figure_is_known(enum person_figure figure, const struct lives *declared);

struct person_sums {
    int64_t persons;
    int64_t days;
    int64_t days_at_work;
    int64_t jobs_begun;
    int64_t jobs_held;
    int64_t paid;
    int64_t hours;
    int64_t changed;
};

/* Adds up persons of `persons` by the groups `of` them in `base`, which has the same. `sums` is
 * [groups->count]; `base` may be `persons` itself. `changes` gets [LIFE_STATES_MAX][LIFE_STATES_MAX + 1]:
 * state on the eve, state at the end. */
void person_sums_add(const struct person_groups *groups, const struct persons *persons,
                     const struct persons *base, const size_t *of, int32_t threshold,
                     struct person_sums *sums, int64_t *changes);

/* NaN: there is none. */
double person_figure_value(const struct person_sums *sums, enum person_figure figure);

#endif
