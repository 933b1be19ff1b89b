/* Households: who lives with whom, and with which children.
 *
 * A household is a person, or a man and a woman who live as a couple, with the children below 15 who are at
 * home. Children have no rows: their ages are bits of one number that both partners hold, at most one child
 * for each year of age. A child who turns 15 is no longer counted; who enters the model at 15 is attached to
 * no row. Young people live at their parents' home until an age of their own, or until they have a partner or
 * a child: they are in no household of their own, and in no other one either.
 *
 * Once a year, in a month that the row sets, a woman acts for herself, her partner and the children, a man
 * for himself when nobody else does; so each row has one owner. Who turns 75 leaves the model but not the
 * partner. Nothing here is read by the market. */
#ifndef LABOUR_MARKET_HOUSEHOLDS_H
#define LABOUR_MARKET_HOUSEHOLDS_H

#include "models/labour_market/state/part.h"

#define HOUSEHOLD_STREAMS(S)                                                                                 \
    S(FIRST_COUPLE, 9, "first couple",                                                                       \
      POPULATION) /* woman: does she live in a couple on the first day, with whom */                         \
    S(FIRST_CHILDREN, 10, "first children", POPULATION) /* woman: her children on the first day */           \
    S(HOME, 14, "parents' home", POPULATION)            /* person: when one leaves it */                     \
    S(BIRTH, 35, "birth", DYNAMICS)                     /* woman and day: has she had a child this year */   \
    S(PARTNER, 36, "partner", DYNAMICS) /* woman and day: does she look for a man, of which age */           \
    S(PARTING, 37, "parting", DYNAMICS) /* woman and day: does the couple part, where do children stay */
enum { HOUSEHOLD_STREAMS(STREAM_NUMBER) };

enum household {
    HOUSEHOLD_SINGLE,
    HOUSEHOLD_COUPLE,
    HOUSEHOLD_LONE_PARENT,
    HOUSEHOLD_FAMILY, /* a couple with children */
    HOUSEHOLD_TYPES
};

/* With whom a person lives: the types of household, and the parents. */
enum { LIVING_PARENTS = HOUSEHOLD_TYPES, LIVING_COUNT };

enum {
    CHILDREN_ALL = 0x7fff,     /* ages 0 to 14 */
    CHILDREN_BELOW_14 = 0x3fff /* those whom the OECD scale counts as children */
};

static inline enum household household_type(const struct world *w, size_t i)
{
    int couple = w->people.partner[i] != NOBODY;
    int children = w->people.children[i] != 0;
    return (enum household)(couple + 2 * children);
}

/* Whole years of age over 15, at most 59: index of tables by age. */
static inline size_t household_age(const struct world *w, size_t i, int32_t day)
{
    enum { LAST = YEARS_OF_AGE - 1 };
    int32_t age = (day - w->people.row[i].birth_day) * 4 / 1461 - LOWEST_AGE;
    return age < 0 ? 0 : age < LAST ? (size_t)age : LAST;
}

/* Type of household, or LIVING_PARENTS. */
static inline size_t household_living(const struct world *w, size_t i, int32_t day)
{
    enum household type = household_type(w, i);
    int old = day - w->people.row[i].birth_day >= w->home.parents_until;
    if ((type != HOUSEHOLD_SINGLE) | old) { /* one branch, which goes the same way for most */
        return type;
    }
    struct rng rng = person_stream(w, STREAM_HOME, i, 0);
    return rng_u32(&rng) < w->home.parents[household_age(w, i, day)] ? LIVING_PARENTS : type;
}

/* Persons in the household of person i, and how much they need over a person alone: the modified scale of the
 * OECD, 1 for the first, 0.5 for every other one of 14 and more, 0.3 for every child below 14. Who lives at
 * the parents' home counts as one, alone. */
int32_t household_size(const struct world *w, size_t i);
double household_scale(const struct world *w, size_t i);

/* Couples and children of the first day. */
enum status households_first(struct world *w, struct error *error);

/* A month begins: births, separations, new couples. */
enum status households_act(struct world *w, int32_t day, struct error *error);

/* The row of someone new: a person alone. */
void household_enter(struct world *w, size_t i);

/* In a parallel phase between open and settle: person i leaves the territory, which the partner comes to know
 * when the phase is over. The row of i is then free for someone else. */
enum status households_open(struct world *w, size_t blocks, struct error *error);
void household_leave(struct world *w, const struct span *span, size_t i, int32_t day);
enum status households_settle(struct world *w, struct error *error);

/* Partners point at each other, so neither points at someone who had the row before. */
enum status household_audit(const struct world *w, size_t i, struct error *error);

#endif
