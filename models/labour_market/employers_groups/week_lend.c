#include <stdlib.h>
#include <string.h>

#include "models/labour_market/employers_groups/week.h"
#include "models/labour_market/state/jobs.h"
#include "sim/memory.h"

/* What is lent while a week is made. */
struct lending_week {
    struct world *w;
    const struct lendable *members; /* of the group, by firm */
    size_t count;
    int32_t *left;             /* [count] hours that a member may still get */
    const struct lending *old; /* of last week, by job and the longest first */
    size_t old_count;
    size_t group;
    int32_t day;
    int64_t known; /* hours by someone known */
};

static int by_job(const void *a, const void *b)
{
    const struct lending *x = a, *y = b;
    if (x->job != y->job) {
        return x->job < y->job ? -1 : 1;
    }
    if (x->hours != y->hours) {
        return x->hours > y->hours ? -1 : 1;
    }
    return (x->firm > y->firm) - (x->firm < y->firm);
}

/* The first of the lendings of last week of the same job. */
static size_t old_of(const struct lending_week *week, uint32_t job)
{
    size_t low = 0, high = week->old_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (week->old[middle].job < job) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool same_job(const struct lending_week *week, size_t k, uint32_t job)
{
    return k < week->old_count && week->old[k].job == job &&
           week->old[k].start == week->w->jobs.row[job].start && week->old[k].group == week->group;
}

/* Place of a firm among the members, or `count`. */
static size_t place_of(const struct lending_week *week, uint32_t firm)
{
    size_t low = 0, high = week->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (week->members[middle].firm < firm) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < week->count && week->members[low].firm == firm ? low : week->count;
}

/* Lends of the `hours` that the job has left what the member may still get; returns what is left. Nobody is
 * lent for less than the shortest time. */
static enum status lend(struct lending_week *week, uint32_t job, size_t k, bool known, int32_t *hours,
                        struct error *error)
{
    struct world *w = week->w;
    int32_t piece = *hours < week->left[k] ? *hours : week->left[k];
    enum status status = STATUS_OK;
    if (piece < group_params(w)->least_hours) {
        return STATUS_OK;
    }
    size_t row = w->lendings.table.rows;
    TRY(table_resize(&w->lendings.table, row + 1, error));
    w->lendings.row[row] = (struct lending){.job = job,
                                            .start = w->jobs.row[job].start,
                                            .firm = week->members[k].firm,
                                            .group = (uint32_t)week->group,
                                            .hours = piece};
    week->left[k] -= piece;
    w->members.row[week->members[k].firm].lent += piece;
    bool own = week->members[k].occupation == w->jobs.row[job].occupation;
    double worth = (double)piece * w->jobs.row[job].pay * (own ? 1 : group_params(w)->versatile_output);
    w->members.row[week->members[k].firm].lent_pay += (int64_t)(worth + 0.5);
    *hours -= piece;
    week->known += known ? piece : 0;
out:
    return status;
}

/* Goes on where the person was last week. */
static enum status lend_again(struct lending_week *week, uint32_t job, int32_t *hours, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t o = old_of(week, job); same_job(week, o, job); o++) {
        size_t k = place_of(week, week->old[o].firm);
        if (k < week->count &&
            week->members[k].family == need_family(week->w, week->w->jobs.row[job].occupation)) {
            TRY(lend(week, job, k, true, hours, error));
        }
    }
out:
    return status;
}

/* One pass over the staff: first where each was, then where there is work. `job_left` holds hours that each
 * job has left, in the order of the list of staff. */
static enum status pass(struct lending_week *week, int32_t *job_left, struct error *error)
{
    const struct world *w = week->w;
    uint32_t employer = w->groups.row[week->group].employer;
    size_t j = 0;
    enum status status = STATUS_OK;
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB;
         job = w->jobs.row[job].next, j++) {
        TRY(lend_again(week, job, &job_left[j], error));
    }
    j = 0;
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB;
         job = w->jobs.row[job].next, j++) {
        size_t family = need_family(w, w->jobs.row[job].occupation);
        for (size_t k = 0; k < week->count && job_left[j] >= group_params(w)->least_hours; k++) {
            if (week->members[k].family == family && week->left[k] > 0) {
                TRY(lend(week, job, k, false, &job_left[j], error));
            }
        }
    }
out:
    return status;
}

/* Hours of the staff by family, and what is asked for. */
static void share_out(const struct lending_week *week, int64_t *staff, int64_t *asked)
{
    const struct world *w = week->w;
    uint32_t employer = w->groups.row[week->group].employer;
    memset(staff, 0, w->occupation_count * sizeof *staff);
    memset(asked, 0, w->occupation_count * sizeof *asked);
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        staff[need_family(w, w->jobs.row[job].occupation)] += w->jobs.row[job].hours;
    }
    for (size_t k = 0; k < week->count; k++) {
        struct member *member = &w->members.row[week->members[k].firm];
        member->asked = need_today(w, week->members[k].firm, week->day);
        member->lent = 0;
        member->lent_pay = 0;
        asked[week->members[k].family] += member->asked;
    }
    for (size_t k = 0; k < week->count; k++) {
        size_t o = week->members[k].family;
        int64_t mine = w->members.row[week->members[k].firm].asked;
        week->left[k] = (int32_t)(staff[o] < asked[o] ? mine * staff[o] / asked[o] : mine);
    }
}

/* What is left over of everyone's share goes to whoever can use it. */
static void share_rest(const struct lending_week *week)
{
    for (size_t k = 0; k < week->count; k++) {
        const struct member *member = &week->w->members.row[week->members[k].firm];
        week->left[k] = member->asked - member->lent;
    }
}

static enum status lend_group(struct lending_week *week, struct error *error)
{
    struct world *w = week->w;
    struct group *group = &w->groups.row[week->group];
    const struct employer *row = &w->employers.row[group->employer];
    size_t jobs = (size_t)firm_size(&w->employers, group->employer), j = 0;
    int32_t *job_left = memory_alloc(jobs + 1, sizeof *job_left);
    int64_t *sums = memory_alloc(2 * w->occupation_count, sizeof *sums);
    enum status status = STATUS_OK;
    week->left = memory_alloc(week->count + 1, sizeof *week->left);
    if (job_left == NULL || sums == NULL || week->left == NULL) {
        TRY(error_memory(error, "a week of an employers' group"));
    }
    share_out(week, sums, sums + w->occupation_count);
    for (uint32_t job = row->first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        job_left[j++] = w->jobs.row[job].hours;
    }
    TRY(pass(week, job_left, error));
    share_rest(week);
    TRY(pass(week, job_left, error));
    group->paid_hours = group->idle_hours = 0;
    j = 0;
    for (uint32_t job = row->first_job; job != NO_JOB; job = w->jobs.row[job].next, j++) {
        group->paid_hours += w->jobs.row[job].hours;
        group->idle_hours += job_left[j];
    }
    group->lent_hours = group->paid_hours - group->idle_hours;
out:
    memory_free(job_left);
    memory_free(sums);
    memory_free(week->left);
    return status;
}

enum status week_lend(struct world *w, const struct roster *roster, int32_t day, struct error *error)
{
    size_t count = w->lendings.table.rows;
    struct lending *old = memory_alloc(count + 1, sizeof *old);
    struct lending_week week = {.w = w, .old = old, .old_count = count, .day = day};
    enum status status = STATUS_OK;
    if (old == NULL) {
        TRY(error_memory(error, "last week's lendings"));
    }
    if (count > 0) {
        memcpy(old, w->lendings.row, count * sizeof *old);
    }
    TRY(table_resize(&w->lendings.table, 0, error));
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        if (group_lives(w, g)) {
            week.group = g;
            week.members = roster_of(roster, g, &week.count);
            TRY(lend_group(&week, error));
        }
    }
    if (w->lendings.table.rows > 0) {
        qsort(w->lendings.row, w->lendings.table.rows, sizeof *w->lendings.row, by_job);
    }
    outputs_tally(&w->sim->outputs, part_output(&part_employers_groups, OWN_groups_known), 0)[0] +=
        week.known;
out:
    memory_free(old);
    return status;
}
