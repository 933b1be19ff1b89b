/* The roster of a Monday: which firms are members of which group. */
#ifndef LABOUR_MARKET_GROUP_ROSTER_H
#define LABOUR_MARKET_GROUP_ROSTER_H

#include "models/labour_market/employers_groups/needs.h"
#include "models/labour_market/state/shared_staff.h"

struct roster {
    struct lendable *members; /* [member firms] by group, then by firm */
    size_t *begin;            /* [groups + 1] first of each group */
    double room[NEED_SAMPLES];
};

/* `roster_clear` is legal after a failure. */
enum status roster_make(const struct world *w, struct roster *roster, struct error *error);
void roster_clear(struct roster *roster);

static inline const struct lendable *roster_of(const struct roster *roster, size_t group, size_t *count)
{
    *count = roster->begin[group + 1] - roster->begin[group];
    return roster->members + roster->begin[group];
}

static inline bool group_lives(const struct world *w, size_t group)
{
    return w->groups.row[group].ended == NEVER;
}

/* The firm is a member no more. */
void roster_leave(struct world *w, size_t firm);

/* The firm joins. */
void roster_join(struct world *w, size_t group, const struct lendable *firm, int32_t day, double saved);

/* Gross pay of an hour in an occupation, in EUR: what unit costs are multiples of. */
static inline double group_hour(const struct world *w, size_t occupation)
{
    return world_occupation(w, occupation)->pay;
}

#endif
