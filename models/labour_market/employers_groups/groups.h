/* Employers' groups (groupements d'employeurs): an association of firms near each other that hires on CDI and
 * lends the days and hours of its staff to those members that have work for a part of a job.
 *
 * A group changes nothing but costs. Members are spared the bonus at the end of terms, the search for staff
 * and newcomers who produce less; they pay for running the group, for its fee and, jointly, for the hours in
 * which none of them has work. The group holds staff up to the newsvendor quantile of what its members ask
 * for together, by the rule that a firm follows for its own core. Whether a group lives, and whose jobs its
 * jobs replace, comes out of that. */
#ifndef LABOUR_MARKET_EMPLOYERS_GROUPS_H
#define LABOUR_MARKET_EMPLOYERS_GROUPS_H

#include "models/labour_market/state/part.h"

#define EMPLOYERS_GROUP_PARAMS(P, self)                                                                      \
    P(self, BOOL, active, "false", 0, 0, "1", PARAM_DATED,                                                   \
      "Firms may found employers' groups. Where that ends, groups end with it.",                             \
      "law of 25 July 1985; choice of the scenario")                                                         \
    P(self, REAL, initiatives, "1", 0, 100, "1/year", PARAM_SWEEP,                                           \
      "Attempts in each zone to found a group, while there are fewer than `most`.", "assumption")            \
    P(self, INT, most, "2", 0, 1000, "groups", PARAM_PLAIN, "Groups in a zone at most.", "assumption")       \
    P(self, INT, founders, "80", 2, 1000, "firms", PARAM_SWEEP,                                              \
      "Firms that are asked whether they would found a group together.", "assumption")                       \
    P(self, INT, visits, "4", 0, 10000, "firms/month", PARAM_SWEEP,                                          \
      "Firms that a group visits in a month to win them as members.", "assumption")                          \
    P(self, REAL, largest, "300", 1, 1e6, "persons", PARAM_SWEEP, "Size up to which firms become members.",  \
      "assumption")                                                                                          \
    P(self, REAL, radius_minutes, "30", 1, 600, "minutes", PARAM_SWEEP,                                      \
      "Way to the group at which trust before the first lending, and the chance to be visited, fall to "     \
      "1/e.",                                                                                                \
      "assumption; that proximity matters more than the sector: INTEFP 2017, portrait 3.4")                  \
    P(self, REAL, identity, "0.5", 0, 1, "1", PARAM_SWEEP,                                                   \
      "Trust in a group that nobody knows yet: how far firms of a place feel that they belong together.",    \
      "assumption")                                                                                          \
    P(self, REAL, trust_months, "9", 0.1, 120, "months", PARAM_SWEEP,                                        \
      "Time in which a member's trust has followed what was kept of promises but for 37 %.", "assumption")   \
    P(self, REAL, fee, "200", 0, 1e6, "EUR/year", PARAM_SWEEP, "Fee of a member.", "assumption")             \
    P(self, REAL, running_share, "0.06", 0, 2, "1", PARAM_SWEEP,                                             \
      "What running the group costs over the pay and contributions of its staff.", "assumption")             \
    P(self, REAL, running_fixed, "30000", 0, 1e9, "EUR/year", PARAM_SWEEP,                                   \
      "What running the group costs whatever its size: someone who finds members and plans weeks.",          \
      "assumption: less than the cost of one employee")                                                      \
    P(self, REAL, least_staff, "3", 1, 1e6, "persons", PARAM_SWEEP,                                          \
      "Staff for which there has to be work when a group is founded.", "assumption")                         \
    P(self, REAL, least_hours, "7", 1, 40, "hours/week", PARAM_SWEEP,                                        \
      "Shortest time of a week for which someone is lent to a member.", "assumption: a day")                 \
    P(self, BOOL, versatile, "true", 0, 0, "1", PARAM_PLAIN,                                                 \
      "Staff of a group is lent in all occupations of its level and socio-professional group, not in its "   \
      "own alone.",                                                                                          \
      "assumption")                                                                                          \
    P(self, REAL, versatile_output, "0.95", 0, 1, "1", PARAM_SWEEP,                                          \
      "Output of an hour in another occupation than one's own, over one in it.", "assumption")               \
    P(self, REAL, patience_months, "12", 1, 1000, "months", PARAM_SWEEP,                                     \
      "Months for which members bear that the group is dearer than what it replaces, before it ends.",       \
      "assumption")
struct employers_group_params {
    EMPLOYERS_GROUP_PARAMS(PARAM_MEMBER, )
};

#define EMPLOYERS_GROUP_STREAMS(S)                                                                           \
    S(GROUP_INITIATIVE, 65, "group initiative",                                                              \
      DYNAMICS)                                   /* zone and day: whether a group is tried, with whom */    \
    S(GROUP_VISITS, 66, "group visits", DYNAMICS) /* group and day: which firms it visits */                 \
    S(GROUP_POSTS, 67, "group posts", DYNAMICS)   /* group and day: how its posts are made known */          \
    S(GROUP_NEEDS, 68, "group needs",                                                                        \
      DYNAMICS) /* draw and firm, or sector: how busy it might be, when a group plans */                     \
    S(GROUP_OCCUPATION, 64, "group occupation",                                                              \
      POPULATION) /* firm: in which occupation it lacks a part of a job */
enum { EMPLOYERS_GROUP_STREAMS(STREAM_NUMBER) };

/* Money between firms is not public money, which the page finds by the unit "cent". */
#define EMPLOYERS_GROUP_OUTPUTS(O)                                                                           \
    O(groups, I64, MONTHLY, "", "groups", "Employers' groups at the end of the month.")                      \
    O(groups_members, I64, MONTHLY, "sector", "firms", "Firms that are members of a group.")                 \
    O(groups_members_staff, I64, MONTHLY, "", "persons", "Staff of members, without who is lent to them.")   \
    O(groups_staff, I64, MONTHLY, "contract", "persons", "Staff of groups at the end of the month.")         \
    O(groups_staff_hours, I64, MONTHLY, "contract", "hours/week", "Weekly hours of that staff.")             \
    O(groups_hires, I64, MONTHLY, "contract", "hires", "Contracts that groups have signed.")                 \
    O(groups_layoffs, I64, MONTHLY, "", "persons",                                                           \
      "People dismissed by groups, or out of work as one ended.")                                            \
    O(groups_founded, I64, MONTHLY, "", "groups", "Groups founded in the month.")                            \
    O(groups_ended, I64, MONTHLY, "", "groups", "Groups that ended in the month.")                           \
    O(groups_hours, I64, MONTHLY, "", "hours", "Hours of the staff of groups in the weeks of the month.")    \
    O(groups_idle, I64, MONTHLY, "", "hours", "Of these, hours for which no member had work, and all paid.") \
    O(groups_lent, I64, MONTHLY, "sector", "hours", "Hours lent, by the sector of the member.")              \
    O(groups_known, I64, MONTHLY, "", "hours", "Of these, by someone whom the member had the week before.")  \
    O(groups_for_core, I64, MONTHLY, "", "hours",                                                            \
      "Hours lent where the member alone would hold core staff.")                                            \
    O(groups_for_terms, I64, MONTHLY, "", "hours",                                                           \
      "Hours lent where the member alone would take staff for a term.")                                      \
    O(groups_undone, I64, MONTHLY, "", "hours",                                                              \
      "Hours lent for parts of a job for which the member alone would hire nobody.")                         \
    O(groups_cost, I64, MONTHLY, "", "0.01 EUR", "Pay, contributions and running costs of groups.")          \
    O(groups_paid, I64, MONTHLY, "sector", "0.01 EUR", "What members paid for hours and fees, by sector.")
enum { EMPLOYERS_GROUP_OUTPUTS(PART_OUTPUT_ID) };

extern const struct part part_employers_groups;

/* Whether groups act today: on Mondays, where there are some or there may be. */
bool employers_groups_due(const struct world *w, int32_t day);

/* Firms that have closed are no members any more. On the first Monday of a month groups end, visit firms,
 * plan, hire and dismiss, and new ones are founded. Then they lend their staff for the week and send their
 * bills. */
enum status employers_groups_act(struct world *w, int32_t day, struct error *error);

#endif
