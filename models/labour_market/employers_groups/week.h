/* A week: groups lend their staff to members, count what is idle, and send their bills. */
#ifndef LABOUR_MARKET_GROUP_WEEK_H
#define LABOUR_MARKET_GROUP_WEEK_H

#include "models/labour_market/employers_groups/roster.h"

/* Lends the staff of all groups for the week that begins on `day`. Within a group and a family of occupations
 * members get equal shares of what they ask for; whoever worked for a member last week goes on there as far
 * as possible. */
enum status week_lend(struct world *w, const struct roster *roster, int32_t day, struct error *error);

/* Bills of the week: members pay for the hours that they were lent and, by these, for idle hours and what
 * running the group costs; all alike where nobody was lent anything. What was kept of promises moves trust.
 */
void week_bill(struct world *w, const struct roster *roster, int32_t day);

#endif
