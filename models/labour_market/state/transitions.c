#include "models/labour_market/state/transitions.h"

#include <string.h>

#include "models/labour_market/state/benefits.h"
#include "models/labour_market/state/person.h"
#include "sim/memory.h"

enum status transitions_open(struct world *w, size_t blocks, struct error *error)
{
    return mailbox_open(&w->transitions, blocks, error);
}

enum status transitions_close(struct world *w, struct error *error)
{
    struct transition_list *list = &w->happened;
    enum status status;
    TRY(mailbox_close(&w->transitions, error));
    size_t count = list->count + w->transitions.count;
    if (count > list->capacity) {
        struct transition *items = memory_grow(list->items, list->count, 2 * count, sizeof *items);
        if (items == NULL) {
            TRY(error_memory(error, "transitions"));
        }
        list->items = items;
        list->capacity = 2 * count;
    }
    if (w->transitions.count != 0) {
        memcpy(list->items + list->count, w->transitions.items, w->transitions.count * sizeof *list->items);
    }
    list->count = count;
out:
    return status;
}

void transitions_forget(struct world *w)
{
    w->happened.count = 0;
}

static void describe_job(const struct world *w, struct transition *t, size_t job)
{
    const struct jobs *jobs = &w->jobs;
    t->job = (uint32_t)job;
    t->place = jobs->row[job].place;
    t->place_id = firm_id(w, jobs->row[job].place);
    t->start = jobs->row[job].start;
    t->end = jobs->row[job].end;
    t->pay = jobs->row[job].pay;
    t->pay_since = jobs->row[job].pay_since;
    t->size_since = jobs->row[job].size_since;
    t->home_since = jobs->row[job].home_since;
    t->raises = jobs->row[job].raises;
    t->contract = jobs->row[job].contract;
    t->need = jobs->row[job].need;
    t->hours = jobs->row[job].hours;
    t->channel = jobs->row[job].channel;
    t->occupation = jobs->row[job].occupation;
}

/* A job beside the main one is a spell of its own. The person's row is not read: its own employer may be
 * writing it. */
static void describe_beside(const struct world *w, struct transition *t, size_t job)
{
    uint8_t status = (uint8_t)world_contract(w, w->jobs.row[job].contract)->status;
    *t = (struct transition){.person = (uint32_t)job_holder(w, job), .from = status, .to = status};
    describe_job(w, t, job);
    t->since = t->start;
}

void transition_describe(const struct world *w, struct transition *t, size_t i, size_t job)
{
    const struct people *people = &w->people;
    if (job != NO_JOB && !job_is_main(w, job)) {
        describe_beside(w, t, job);
        return;
    }
    *t = (struct transition){.person = (uint32_t)i,
                             .job = NO_JOB,
                             .place = NO_EMPLOYER,
                             .place_id = NO_EMPLOYER,
                             .since = people->row[i].since,
                             .start = people->row[i].since,
                             .end = NEVER,
                             .pay = people->row[i].last_pay,
                             .pay_since = people->row[i].last_pay,
                             .home_since = people->home_since[i],
                             .from = people->row[i].status,
                             .to = people->row[i].status,
                             .contract = NO_CONTRACT,
                             .need = UINT8_MAX,
                             .channel = UINT8_MAX,
                             .occupation = people->row[i].occupation,
                             .main = 1};
    if (job != NO_JOB) {
        describe_job(w, t, job);
    }
}

static struct transition *post(struct world *w, const struct span *span, enum transition_kind kind, size_t i,
                               size_t job, enum reason reason)
{
    struct transition *t = mailbox_post(&w->transitions, span, 0);
    transition_describe(w, t, i, job);
    t->kind = (uint8_t)kind;
    t->reason = (uint8_t)reason;
    return t;
}

/* What stays of a working life when a job, or work on own account, ends: experience, marks of joblessness,
 * rights. The job must not have been parted with yet. */
static void remember_work(struct world *w, size_t i, int32_t day, enum reason reason)
{
    struct people *people = &w->people;
    int32_t began = person_works_since(w, i);
    int32_t mark = person_detachment(w, i, day);
    int32_t units = (day - began) / EXPERIENCE_UNIT_DAYS + people->row[i].work_days;
    people->row[i].work_days = (uint16_t)(units < UINT16_MAX ? units : UINT16_MAX);
    benefit_earn(w, i, began, day);
    people->left_freely[i] = reason == REASON_RESIGNATION || reason == REASON_WITHDRAWAL;
    if (day - began >= w->p->lives.settle_years * DAYS_PER_YEAR) {
        people->trade[i] = people->row[i].occupation;
    } else {
        people->row[i].occupation = people->trade[i];
    }
    people->row[i].detached_since = day - mark;
    people->row[i].jobless_since = day;
    people->row[i].last_status = people->row[i].status;
    people->row[i].restless = 0;
    if (status_employee(people->row[i].status)) {
        people->row[i].last_pay = w->jobs.row[i].pay;
    }
}

/* Whoever comes back to the employer within a quarter has not left in the eyes of the survey: assumption. */
enum { SAME_SPELL_DAYS = 91 };

static void join_employer(struct world *w, size_t i, int32_t day, size_t employer)
{
    uint32_t id = firm_id(w, employer);
    bool stays = w->people.last_employer[i] == id && day - w->people.row[i].jobless_since <= SAME_SPELL_DAYS;
    w->people.with_employer[i] = stays ? w->people.with_employer[i] : day;
    w->people.last_employer[i] = id;
}

/* Status of who has worked until today and is to be `to`. */
static enum status_code after_work(const struct world *w, size_t i, int32_t day, enum status_code to)
{
    if (to == STATUS_UNEMPLOYED) {
        return person_without_job(w, i, day);
    }
    return to == STATUS_HALO && w->people.row[i].school_end > day ? STATUS_INACTIVE : to;
}

void transition_status(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason,
                       enum status_code to)
{
    struct people *people = &w->people;
    struct transition *t = post(w, span, TRANSITION_STATUS, i, NO_JOB, reason);
    bool worked = status_employed(people->row[i].status);
    if (worked) {
        remember_work(w, i, day, reason);
        to = after_work(w, i, day, to);
    }
    people->row[i].since = day;
    people->home_since[i] = home_code(w, i);
    if (to == STATUS_SELF_EMPLOYED) {
        person_set_up(w, i, day);
    } else {
        person_out_of_work(w, i, to);
    }
    t->to = people->row[i].status;
}

void transition_hire(struct world *w, const struct span *span, size_t i, int32_t day, size_t v,
                     const struct terms *terms, bool beside)
{
    uint8_t from = w->people.row[i].status;
    size_t job = i;
    if (beside) {
        job = job_free_row(w, i);
        job_write(w, job, day, terms);
    } else {
        if (!status_employed(from)) {
            post(w, span, TRANSITION_STATUS, i, NO_JOB, REASON_HIRED);
        }
        w->people.row[i].since = day;
        person_start_job(w, i, day, terms);
    }
    job_join(w, job);
    job_spell_begins(w, job);
    struct transition *t = post(w, span, TRANSITION_HIRE, i, job, REASON_HIRED);
    t->from = from;
    t->opened = w->vacancies.row[v].opened;
}

void transition_part(struct world *w, const struct span *span, size_t job, int32_t day, enum reason reason,
                     uint8_t to)
{
    struct people *people = &w->people;
    size_t i = job_holder(w, job);
    struct transition *t = post(w, span, TRANSITION_PARTING, i, job, reason);
    if (!t->main) {
        job_part(w, job);
        return;
    }
    remember_work(w, i, day, reason);
    people->row[i].since = day;
    people->home_since[i] = home_code(w, i);
    job_part(w, job);
    t->to = to;
    if (to == TO_ANOTHER_JOB) {
        return; /* until then the status says what the person was */
    }
    if (to == STATUS_SELF_EMPLOYED) {
        person_set_up(w, i, day);
    } else {
        person_out_of_work(w, i, after_work(w, i, day, (enum status_code)to));
    }
    t->to = people->row[i].status;
}

void transition_convert(struct world *w, const struct span *span, size_t i, int32_t day, int32_t pay)
{
    struct people *people = &w->people;
    struct jobs *jobs = &w->jobs;
    struct transition *t = post(w, span, TRANSITION_CONVERT, i, i, REASON_CONVERTED);
    job_set_need(w, i, NEED_CORE);
    jobs->row[i].pay = pay;
    jobs->row[i].contract = w->cdi;
    if (job_is_lent(w, i)) {
        jobs->row[i].employer = jobs->row[i].place;
        join_employer(w, i, day, jobs->row[i].place);
    }
    jobs->row[i].end = NEVER;
    people->row[i].since = day;
    people->row[i].status = (uint8_t)world_contract(w, w->cdi)->status;
    people->row[i].fallback = STATUS_UNEMPLOYED;
    job_spell_begins(w, i);
    t->to = people->row[i].status;
}

void transition_renew(struct world *w, const struct span *span, size_t i, int32_t day, int32_t length)
{
    post(w, span, TRANSITION_RENEW, i, i, REASON_CONVERTED);
    w->people.row[i].since = day;
    w->jobs.row[i].renewals++;
    w->jobs.row[i].end = day + length;
    job_spell_begins(w, i);
}

void transition_hours(struct world *w, const struct span *span, size_t i, int32_t day, uint8_t hours)
{
    post(w, span, TRANSITION_HOURS, i, i, REASON_HOURS);
    w->people.row[i].since = day;
    job_set_hours(w, i, hours);
    job_spell_begins(w, i);
}

void transition_plans(struct world *w, const struct span *span, size_t i)
{
    post(w, span, TRANSITION_PLANS, i, NO_JOB, REASON_NONE);
}

void person_start_job(struct world *w, size_t i, int32_t day, const struct terms *terms)
{
    struct people *people = &w->people;
    const struct contract *contract = world_contract(w, terms->contract);
    uint8_t before = people->row[i].status;
    if (!status_employed(before)) {
        benefit_use(w, i, day);
        bool stays_out = contract_role(contract) == ROLE_MARGINAL && before == STATUS_INACTIVE;
        people->row[i].fallback = stays_out ? STATUS_INACTIVE : STATUS_UNEMPLOYED;
    }
    people->row[i].status = (uint8_t)contract->status;
    people->row[i].occupation = terms->occupation;
    job_write(w, i, day, terms);
    join_employer(w, i, day, terms->employer);
}

void person_set_up(struct world *w, size_t i, int32_t day)
{
    if (!status_employed(w->people.row[i].status)) {
        benefit_use(w, i, day);
    }
    w->people.row[i].status = STATUS_SELF_EMPLOYED;
    w->people.row[i].fallback = STATUS_UNEMPLOYED;
}

void person_out_of_work(struct world *w, size_t i, enum status_code to)
{
    w->people.row[i].status = (uint8_t)to;
}
