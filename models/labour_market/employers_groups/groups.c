#include "models/labour_market/employers_groups/groups.h"

#include "models/labour_market/employers_groups/membership.h"
#include "models/labour_market/employers_groups/roster.h"
#include "models/labour_market/employers_groups/staff.h"
#include "models/labour_market/employers_groups/week.h"
#include "models/labour_market/market/vacancies.h"
#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/forms.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/transitions.h"
#include "sim/date.h"

bool employers_groups_due(const struct world *w, int32_t day)
{
    enum { WEEK = 7, MONDAY = 4 }; /* 1970-01-05 was a Monday */
    bool any = w->groups.table.rows > 0 || group_params(w)->active;
    return any && ((day - MONDAY) % WEEK + WEEK) % WEEK == 0;
}

static bool first_of_month(int32_t day)
{
    enum { WEEK = 7 };
    return day - date_month_begin(day) < WEEK;
}

/* The plan of the month: groups whose end has come go first, then members come, and staff is planned for
 * those that are there. */
static enum status act_month(struct world *w, int32_t day, struct error *error)
{
    const struct span span = {.end = 1};
    struct roster roster = {0};
    enum status status;
    TRY(transitions_open(w, 1, error));
    TRY(mailbox_open(&w->postings, 1, error));
    membership_leave(w, day);
    membership_end_groups(w, &span, day);
    membership_visit(w, day);
    TRY(membership_found(w, day, error));
    TRY(roster_make(w, &roster, error));
    staff_plan(w, &span, &roster, day);
    TRY(transitions_close(w, error));
    TRY(mailbox_close(&w->postings, error));
    TRY(vacancies_add(w, day, error));
out:
    roster_clear(&roster);
    return status;
}

enum status employers_groups_act(struct world *w, int32_t day, struct error *error)
{
    struct roster roster = {0};
    enum status status = STATUS_OK;
    membership_drop_closed(w);
    if (first_of_month(day)) {
        TRY(act_month(w, day, error));
    }
    if (w->groups.table.rows > 0) {
        TRY(roster_make(w, &roster, error));
        TRY(week_lend(w, &roster, day, error));
        week_bill(w, &roster, day);
    }
out:
    roster_clear(&roster);
    return status;
}

/* ---- What is counted ------------------------------------------------------------------------------------
 */

static int64_t *tally(const struct world *w, size_t output)
{
    return outputs_tally(&w->sim->outputs, part_output(&part_employers_groups, output), 0);
}

/* Those hired in this step of the day. */
static enum status settle(struct world *w, int32_t day, struct error *error)
{
    (void)day;
    (void)error;
    for (size_t k = 0; w->groups.table.rows > 0 && k < w->happened.count; k++) {
        const struct transition *t = &w->happened.items[k];
        if (t->kind == TRANSITION_HIRE && w->employers.row[t->place].form == FORM_EMPLOYERS_GROUP) {
            tally(w, OWN_groups_hires)[t->contract]++;
        }
    }
    return STATUS_OK;
}

static void observe_group(const struct world *w, size_t g)
{
    uint32_t employer = w->groups.row[g].employer;
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        tally(w, OWN_groups_staff)[w->jobs.row[job].contract]++;
        tally(w, OWN_groups_staff_hours)[w->jobs.row[job].contract] += w->jobs.row[job].hours;
    }
    tally(w, OWN_groups)[0] += group_lives(w, g);
}

static void observe(struct world *w, enum output_axis axis)
{
    if (axis != OUTPUT_MONTHLY) {
        return;
    }
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        observe_group(w, g);
    }
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        if (shared_group_of(w, firm) != NO_GROUP) {
            tally(w, OWN_groups_members)[w->employers.row[firm].sector]++;
            tally(w, OWN_groups_members_staff)[0] += firm_size(&w->employers, firm);
        }
    }
}

/* ---- What must hold -------------------------------------------------------------------------------------
 */

static enum status audit_group(const struct world *w, size_t g, struct error *error)
{
    const struct group *group = &w->groups.row[g];
    const struct employer *row = &w->employers.row[group->employer];
    int64_t cost = group->pay + group->contributions + group->running;
    BREACH(row->form != FORM_EMPLOYERS_GROUP, "group %zu is employer %u, which is none", g, group->employer);
    BREACH(group->fees + group->billed != cost,
           "group %zu has cost %lld cents, and its members have paid %lld in fees and %lld for hours", g,
           (long long)cost, (long long)group->fees, (long long)group->billed);
    BREACH(group->lent_hours + group->idle_hours != group->paid_hours || group->idle_hours < 0,
           "group %zu pays %d hours, lends %d, and %d are idle", g, group->paid_hours, group->lent_hours,
           group->idle_hours);
    BREACH(!group_lives(w, g) && (row->first_job != NO_JOB || group->members != 0 || row->open_core != 0),
           "group %zu has ended and has staff, members or posts", g);
    for (uint32_t job = row->first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        BREACH(w->jobs.row[job].employer != group->employer, "job %u is at group %zu and with employer %u",
               job, g, w->jobs.row[job].employer);
    }
    return STATUS_OK;
}

/* Nobody is lent for more hours than the job has, nor by another than the employer. A job that has ended or
 * been cut since Monday is not looked at. */
static enum status audit_lendings(const struct world *w, struct error *error)
{
    int64_t hours = 0, lent = 0;
    for (size_t k = 0; k < w->lendings.table.rows; k++) {
        const struct lending *lending = &w->lendings.row[k];
        const struct job *job = &w->jobs.row[lending->job];
        bool again = k > 0 && w->lendings.row[k - 1].job == lending->job;
        hours = (again ? hours : 0) + lending->hours;
        lent += lending->hours;
        bool lasts = job_held(w, lending->job) && job->start == lending->start;
        BREACH(lasts && job->employer != w->groups.row[lending->group].employer,
               "job %u is lent by group %u and is with employer %u", lending->job, lending->group,
               job->employer);
        BREACH(lasts && hours > job->hours && w->people.row[job_holder(w, lending->job)].since == job->start,
               "job %u has %d hours and is lent for %lld", lending->job, job->hours, (long long)hours);
        BREACH(lending->firm >= world_firms(w), "job %u is lent to employer %u, which is no firm",
               lending->job, lending->firm);
    }
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        lent -= group_lives(w, g) ? w->groups.row[g].lent_hours : 0;
    }
    BREACH(lent != 0, "groups lend %lld hours more or fewer than their staff works", (long long)lent);
    return STATUS_OK;
}

static enum status audit_members(const struct world *w, struct error *error)
{
    int64_t members = 0, counted = 0;
    for (size_t firm = 0; firm < w->members.table.rows; firm++) {
        const struct member *member = &w->members.row[firm];
        if (member->group == NO_GROUP) {
            continue;
        }
        members++;
        BREACH(member->group >= w->groups.table.rows || !group_lives(w, member->group),
               "firm %zu is a member of group %u, which is not there", firm, member->group);
        BREACH(!(member->trust >= 0 && member->trust <= 1), "firm %zu trusts its group by %g", firm,
               (double)member->trust);
        BREACH(member->lent > member->asked || member->lent < 0, "firm %zu asks for %d hours and is lent %d",
               firm, member->asked, member->lent);
    }
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        counted += w->groups.row[g].members;
    }
    BREACH(members != counted, "groups count %lld members, firms %lld", (long long)counted,
           (long long)members);
    return STATUS_OK;
}

static enum status audit(const struct world *w, int32_t day, struct error *error)
{
    (void)day;
    enum status status = STATUS_OK;
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        TRY(audit_group(w, g, error));
    }
    TRY(audit_lendings(w, error));
    TRY(audit_members(w, error));
out:
    return status;
}

/* ---- The record ------------------------------------------------------------------------------------------
 */

static const struct param params[] = {EMPLOYERS_GROUP_PARAMS(PARAM_ENTRY, struct employers_group_params)};
static const struct param_group groups[] = {PART_SCALARS(
    employers_groups, "Employers' groups: firms that share staff on open-ended contracts.", params)};
static const struct requirement needs[] = {{"employers_groups", NULL, "employers_groups.active", false}, {0}};
static const struct usual_range usuals[] = {
    {"employers_groups.running_share", 0, 0.3, "assumption"},
    {"employers_groups.running_fixed", 0, 200000, "assumption: up to five people"},
    {0},
};
static const struct part_stream streams[] = {EMPLOYERS_GROUP_STREAMS(PART_STREAM)};
static const struct output outputs[] = {EMPLOYERS_GROUP_OUTPUTS(OUTPUT_ENTRY)};

static const struct column group_fields[] = {GROUP_FIELDS(TABLE_COLUMN, struct group)};
static const struct column group_columns[] = {TABLE_RECORD(struct groups, struct group, group_fields)};
static const struct column member_fields[] = {MEMBER_FIELDS(TABLE_COLUMN, struct member)};
static const struct column member_columns[] = {TABLE_RECORD(struct members, struct member, member_fields)};
static const struct column lending_fields[] = {LENDING_FIELDS(TABLE_COLUMN, struct lending)};
static const struct column lending_columns[] = {
    TABLE_RECORD(struct lendings, struct lending, lending_fields)};
static const struct column pool_columns[] = {POOL_COLUMNS(TABLE_COLUMN, struct pools)};
static const struct part_table tables[] = {
    PART_TABLE(groups, group_columns),
    PART_TABLE(members, member_columns),
    PART_TABLE(lendings, lending_columns),
    PART_TABLE(pools, pool_columns),
};

const struct part part_employers_groups = {
    .name = "employers_groups",
    PART_OWN_GROUPS(groups, struct employers_group_params),
    .declares = {PART_LIST(output, outputs), .needs = needs, .usuals = usuals},
    PART_LIST(stream, streams),
    PART_LIST(table, tables),
    .settle = settle,
    .observe = observe,
    .audit = audit,
};
