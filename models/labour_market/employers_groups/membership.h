/* Membership: who founds a group, who joins, who leaves, and when a group ends. */
#ifndef LABOUR_MARKET_GROUP_MEMBERSHIP_H
#define LABOUR_MARKET_GROUP_MEMBERSHIP_H

#include "models/labour_market/employers_groups/roster.h"

/* Firms that have closed are no members any more. */
void membership_drop_closed(struct world *w);

/* Members leave that no longer save the fee. */
void membership_leave(struct world *w, int32_t day);

/* Groups that nobody needs, or that have been too dear for too long, or that the law no longer knows, end: in
 * a phase with transitions open. */
void membership_end_groups(struct world *w, const struct span *span, int32_t day);

/* Groups visit firms, which join by what they would save. */
void membership_visit(struct world *w, int32_t day);

/* Firms of a zone come together and found a group, where the parts of jobs that they lack make enough whole
 * ones. */
enum status membership_found(struct world *w, int32_t day, struct error *error);

#endif
