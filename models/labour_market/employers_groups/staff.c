#include "models/labour_market/employers_groups/staff.h"

#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/transitions.h"

/* Posts of the group are withdrawn, in one family or in all, until `count` are; the youngest first. */
static int32_t withdraw(struct world *w, uint32_t employer, size_t family, int32_t count)
{
    int32_t gone = 0;
    for (size_t v = w->vacancies.table.rows; v-- > 0 && gone < count;) {
        struct vacancy *vacancy = &w->vacancies.row[v];
        bool meant = family == w->occupation_count || need_family(w, vacancy->occupation) == family;
        if (vacancy->firm == employer && meant && !vacancy->closed) {
            vacancy->closed = 1;
            firm_open_add(&w->employers, employer, (enum need)vacancy->need, -1, vacancy->hours);
            gone++;
        }
    }
    return gone;
}

int64_t staff_release_all(struct world *w, const struct span *span, size_t group, int32_t day)
{
    uint32_t employer = w->groups.row[group].employer;
    int64_t left = 0;
    while (w->employers.row[employer].first_job != NO_JOB) {
        uint32_t job = w->employers.row[employer].first_job;
        transition_part(w, span, job, day, REASON_CLOSURE, STATUS_UNEMPLOYED);
        left++;
    }
    withdraw(w, employer, w->occupation_count, INT32_MAX);
    return left;
}

static int32_t staff_in(const struct world *w, uint32_t employer, size_t family)
{
    int32_t count = 0;
    for (uint32_t job = w->employers.row[employer].first_job; job != NO_JOB; job = w->jobs.row[job].next) {
        count += need_family(w, w->jobs.row[job].occupation) == family && w->jobs.row[job].need == NEED_CORE;
    }
    return count;
}

static int32_t open_in(const struct world *w, uint32_t employer, size_t family)
{
    int32_t count = 0;
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        const struct vacancy *vacancy = &w->vacancies.row[v];
        count +=
            vacancy->firm == employer && !vacancy->closed && need_family(w, vacancy->occupation) == family;
    }
    return count;
}

/* From the last hired on, as firms do. */
static void dismiss(struct world *w, const struct span *span, uint32_t employer, size_t family, int32_t day,
                    int32_t count)
{
    uint32_t job = w->employers.row[employer].first_job;
    while (job != NO_JOB && count > 0) {
        uint32_t next = w->jobs.row[job].next;
        if (need_family(w, w->jobs.row[job].occupation) == family && w->jobs.row[job].need == NEED_CORE) {
            transition_part(w, span, job, day, REASON_ECONOMIC, STATUS_UNEMPLOYED);
            outputs_tally(&w->sim->outputs, part_output(&part_employers_groups, OWN_groups_layoffs), 0)[0]++;
            count--;
        }
        job = next;
    }
}

/* The occupation of one of the members of a family. */
static uint32_t draw_occupation(const struct lendable *members, size_t count, size_t family, struct rng *rng)
{
    uint32_t first = rng_below(rng, (uint32_t)count);
    for (size_t k = 0; k < count; k++) {
        const struct lendable *member = &members[(first + k) % count];
        if (member->family == family) {
            return member->occupation;
        }
    }
    return (uint32_t)family;
}

/* Full-time posts for which members of a family have work today, as far as they count on the group. */
static int32_t work_today(const struct world *w, const struct lendable *members, size_t count, size_t family,
                          int32_t day, int32_t post)
{
    double hours = 0;
    for (size_t k = 0; k < count; k++) {
        if (members[k].family == family) {
            hours += (double)members[k].trust * need_today(w, members[k].firm, day);
        }
    }
    return (int32_t)(hours / post);
}

/* The members of a group, and what those of a family ask for. */
struct plan {
    const struct lendable *members;
    size_t count, group, family;
    struct pooled pooled;
};

static void plan_pool(struct world *w, const struct span *span, const struct plan *plan, int32_t day,
                      struct rng *rng)
{
    const struct pooled *pooled = &plan->pooled;
    uint32_t employer = w->groups.row[plan->group].employer;
    size_t pool = plan->group * w->occupation_count + plan->family;
    w->pools.wanted[pool] = pooled->staff;
    w->pools.fill[pool] = pooled->mean > 0 ? pooled->used / pooled->mean : 0;
    int32_t held = staff_in(w, employer, plan->family);
    int32_t open = w->employers.row[employer].open_core > 0 ? open_in(w, employer, plan->family) : 0;
    int32_t lacking = pooled->staff - held - open;
    if (lacking > 0) { /* nobody is hired to be idle at first */
        int32_t now =
            work_today(w, plan->members, plan->count, plan->family, day, pooled->post) - held - open;
        lacking = now < lacking ? now : lacking;
    }
    for (int32_t k = 0; k < lacking; k++) {
        uint32_t occupation = draw_occupation(plan->members, plan->count, plan->family, rng);
        firm_post_shared(w, span, employer, rng, w->cdi, NEED_CORE, 0, occupation);
    }
    int32_t spare = held + open - pooled->staff;
    if (spare > 0 && open > 0) {
        withdraw(w, employer, plan->family, spare);
    }
    int32_t most = (int32_t)(pooled->staff * (1 + staffing_band(w))) + 1;
    if (held > most) {
        dismiss(w, span, employer, plan->family, day, held - most);
    }
}

void staff_plan(struct world *w, const struct span *span, struct roster *roster, int32_t day)
{
    for (size_t g = 0; g < w->groups.table.rows; g++) {
        if (!group_lives(w, g)) {
            continue;
        }
        struct plan plan = {.group = g};
        plan.members = roster_of(roster, g, &plan.count);
        struct rng rng = rng_at(w->streams.purpose[STREAM_GROUP_POSTS], g, day);
        for (size_t o = 0; o < w->occupation_count; o++) {
            plan.family = need_family(w, o);
            if (plan.family == o) {
                plan.pooled = need_pool(w, plan.members, plan.count, (uint8_t)o, day, roster->room);
                plan_pool(w, span, &plan, day, &rng);
            }
        }
    }
}
