/* The staff of groups: how many they want, whom they hire and dismiss. */
#ifndef LABOUR_MARKET_GROUP_STAFF_H
#define LABOUR_MARKET_GROUP_STAFF_H

#include "models/labour_market/employers_groups/roster.h"

/* Once a month: each group plans by its members' needs, posts what it lacks, withdraws what it has too much,
 * and dismisses last: in a phase with transitions and postings open. */
void staff_plan(struct world *w, const struct span *span, struct roster *roster, int32_t day);

/* All leave, and open posts lapse; returns how many people left. */
int64_t staff_release_all(struct world *w, const struct span *span, size_t group, int32_t day);

#endif
