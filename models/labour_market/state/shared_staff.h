/* Staff that employers' groups lend: the groups, the firms that are members, who works where this week.
 *
 * Groups and members are written by employers_groups/ alone. Members are asked for by the plans of firms,
 * which count on what they are lent. Where there is no group all tables are empty. */
#ifndef LABOUR_MARKET_SHARED_STAFF_H
#define LABOUR_MARKET_SHARED_STAFF_H

#include "models/labour_market/state/world.h"

#define NO_GROUP UINT32_MAX

/* The group of a firm, or NO_GROUP. A firm that has closed since it joined is another one. */
static inline uint32_t shared_group_of(const struct world *w, size_t firm)
{
    if (w->members.table.rows == 0 || w->members.row[firm].group == NO_GROUP ||
        w->employers.row[firm].founded > w->members.row[firm].joined) {
        return NO_GROUP;
    }
    return w->members.row[firm].group;
}

/* Weekly hours lent to the firm on which it counts: it trusts the group as far as promises were kept. */
static inline double shared_counted(const struct world *w, size_t firm)
{
    if (shared_group_of(w, firm) == NO_GROUP) {
        return 0;
    }
    return (double)w->members.row[firm].trust * w->members.row[firm].lent;
}

/* What an hour that a member is lent costs it, over the gross pay of an hour. */
static inline double shared_price(const struct world *w, size_t firm)
{
    return w->groups.row[w->members.row[firm].group].price;
}

#endif
