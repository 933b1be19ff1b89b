#include "models/labour_market/employers_groups/roster.h"

#include "sim/memory.h"

static void count_members(const struct world *w, struct roster *roster)
{
    size_t groups = w->groups.table.rows;
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        uint32_t group = w->members.row[firm].group;
        if (group != NO_GROUP) {
            roster->begin[group + 1]++;
        }
    }
    for (size_t g = 0; g < groups; g++) {
        roster->begin[g + 1] += roster->begin[g];
    }
}

enum status roster_make(const struct world *w, struct roster *roster, struct error *error)
{
    size_t groups = w->groups.table.rows, count = 0;
    roster->begin = memory_alloc(groups + 1, sizeof *roster->begin);
    if (roster->begin == NULL) {
        return error_memory(error, "employers' groups");
    }
    count_members(w, roster);
    count = roster->begin[groups];
    roster->members = memory_alloc(count + 1, sizeof *roster->members);
    if (roster->members == NULL) {
        return error_memory(error, "members of employers' groups");
    }
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        const struct member *member = &w->members.row[firm];
        if (member->group != NO_GROUP) {
            size_t *at = &roster->begin[member->group];
            roster->members[(*at)++] = (struct lendable){(uint32_t)firm, member->trust, member->occupation,
                                                         need_family(w, member->occupation)};
        }
    }
    for (size_t g = groups; g > 0; g--) { /* each begin has moved to the next one */
        roster->begin[g] = roster->begin[g - 1];
    }
    roster->begin[0] = 0;
    return STATUS_OK;
}

void roster_clear(struct roster *roster)
{
    memory_free(roster->members);
    memory_free(roster->begin);
}

void roster_leave(struct world *w, size_t firm)
{
    struct member *member = &w->members.row[firm];
    w->groups.row[member->group].members--;
    *member = (struct member){.group = NO_GROUP};
}

void roster_join(struct world *w, size_t group, const struct lendable *firm, int32_t day, double saved)
{
    w->groups.row[group].members++;
    w->members.row[firm->firm] = (struct member){.group = (uint32_t)group,
                                                 .joined = day,
                                                 .trust = firm->trust,
                                                 .saved = (float)saved,
                                                 .occupation = firm->occupation};
}
