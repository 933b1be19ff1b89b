#include "models/labour_market/audit.h"

#include "models/labour_market/firms/wages.h"
#include "models/labour_market/parts.h"
#include "models/labour_market/state/breach.h"
#include "models/labour_market/state/forms.h"
#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/world.h"

static const double MARGIN = 1 + 1e-9; /* of rounding */

/* A fixed term keeps within the law of the day on which it was signed. */
static enum status audit_term(const struct world *w, size_t job, int32_t day, const struct contract *contract,
                              struct error *error)
{
    const struct jobs *jobs = &w->jobs;
    BREACH(jobs->row[job].end <= day, "job %zu: contract ended on day %d", job, jobs->row[job].end);
    if (jobs->row[job].start < w->moment.law_since[0]) {
        return STATUS_OK;
    }
    int64_t length = (int64_t)jobs->row[job].end - jobs->row[job].start;
    BREACH(contract->longest_days > 0 && length > contract->longest_days,
           "job %zu: contract \"%s\" lasts %lld days, the law allows %lld", job, contract->name.chars,
           (long long)length, (long long)contract->longest_days);
    BREACH(jobs->row[job].renewals > contract->renewals,
           "job %zu: contract \"%s\" renewed %d times, the law allows %lld", job, contract->name.chars,
           jobs->row[job].renewals, (long long)contract->renewals);
    return STATUS_OK;
}

/* Where the law caps hours or monthly pay, the job keeps to both. */
static enum status audit_caps(const struct world *w, size_t job, const struct contract *contract,
                              struct error *error)
{
    const struct jobs *jobs = &w->jobs;
    double monthly = jobs->row[job].hours * 4.348 * jobs->row[job].pay / 100;
    BREACH(contract->pay_cap > 0 && jobs->row[job].hours > 1 && monthly > contract->pay_cap * MARGIN,
           "job %zu pays %.2f a month on contract \"%s\", the cap is %.2f", job, monthly,
           contract->name.chars, contract->pay_cap);
    BREACH(contract->pay_cap > 0 && contract->hours > 0 && jobs->row[job].hours > contract->hours + 0.5,
           "job %zu has %d hours a week on contract \"%s\", the cap is %g", job, jobs->row[job].hours,
           contract->name.chars, contract->hours);
    return STATUS_OK;
}

/* A job has a place of work, a contract and all that follows from it. */
static enum status audit_job(const struct world *w, size_t job, int32_t day, struct error *error)
{
    const struct jobs *jobs = &w->jobs;
    BREACH(jobs->row[job].place >= w->employers.table.rows, "job %zu is at firm %u of %zu", job,
           jobs->row[job].place, w->employers.table.rows);
    BREACH(jobs->row[job].contract >= w->contract_count, "job %zu has contract %d of %zu", job,
           jobs->row[job].contract, w->contract_count);
    const struct contract *contract = world_contract(w, jobs->row[job].contract);
    BREACH(jobs->row[job].need >= NEED_COUNT, "job %zu is there for need %d", job, jobs->row[job].need);
    BREACH((jobs->row[job].end == NEVER) != contract->open_ended, "job %zu: contract \"%s\" ends on day %d",
           job, contract->name.chars, jobs->row[job].end);
    BREACH(jobs->row[job].start > day, "job %zu begins on day %d", job, jobs->row[job].start);
    int32_t floor = wage_floor(w, jobs->row[job].place, jobs->row[job].contract);
    BREACH(jobs->row[job].pay < floor, "job %zu pays %d cents, below the minimum of %d", job,
           jobs->row[job].pay, floor);
    BREACH(jobs->row[job].employer >= w->employers.table.rows, "job %zu is with employer %u of %zu", job,
           jobs->row[job].employer, w->employers.table.rows);
    BREACH(job_is_lent(w, job) != (contract->agency_markup > 0),
           "job %zu on contract \"%s\" is at %u with employer %u", job, contract->name.chars,
           jobs->row[job].place, jobs->row[job].employer);
    BREACH(job_is_lent(w, job) && !employer_form(w, jobs->row[job].employer)->lends,
           "job %zu is lent by employer %u, who may not lend", job, jobs->row[job].employer);
    BREACH(!employer_form(w, jobs->row[job].place)->hosts,
           "job %zu is at %u, where there is no work of its own", job, jobs->row[job].place);
    enum status status = audit_caps(w, job, contract, error);
    if (status != STATUS_OK || contract->open_ended) {
        return status;
    }
    return audit_term(w, job, day, contract, error);
}

/* The main job says the status, and the others are of a kind that may be held beside one. */
static enum status audit_jobs_of(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    enum status status = STATUS_OK;
    BREACH(status_employee(people->row[i].status) != job_held(w, i),
           "person %zu has status %d and works for firm %u", i, people->row[i].status, w->jobs.row[i].place);
    int beside = 0;
    for (size_t slot = 0; slot < JOB_SLOTS && status == STATUS_OK; slot++) {
        size_t job = job_row(w, i, slot);
        beside += slot > 0 && job_held(w, job);
        BREACH(w->jobs.row[job].quit_day <= day, "job %zu: that it is given up on day %d was missed", job,
               w->jobs.row[job].quit_day);
        BREACH(!job_held(w, job) && w->jobs.row[job].end != NEVER, "job %zu is not held and ends on day %d",
               job, w->jobs.row[job].end);
        status = job_held(w, job) ? audit_job(w, job, day, error) : STATUS_OK;
    }
    BREACH(people->row[i].beside != beside, "person %zu holds %d jobs beside a main one, and the row says %d",
           i, beside, people->row[i].beside);
    if (status != STATUS_OK || !job_held(w, i)) {
        return status;
    }
    const struct contract *contract = world_contract(w, w->jobs.row[i].contract);
    BREACH(contract->status != people->row[i].status, "person %zu has status %d on contract \"%s\"", i,
           people->row[i].status, contract->name.chars);
    BREACH(w->jobs.row[i].occupation != people->row[i].occupation,
           "person %zu has occupation %d in a job of occupation %d", i, people->row[i].occupation,
           w->jobs.row[i].occupation);
    return STATUS_OK;
}

static enum status audit_person(const struct world *w, size_t i, int32_t day, struct error *error)
{
    const struct people *people = &w->people;
    BREACH(people->row[i].status >= STATUS_COUNT, "person %zu has status %d", i, people->row[i].status);
    BREACH(people->row[i].zone >= w->zone_count, "person %zu lives in zone %d", i, people->row[i].zone);
    BREACH(people->row[i].occupation >= w->occupation_count, "person %zu has occupation %d", i,
           people->row[i].occupation);
    BREACH(people->row[i].qualification >= w->level_count, "person %zu has level %d", i,
           people->row[i].qualification);
    int32_t age = person_age(w, i, day);
    BREACH(age < LOWEST_AGE - 1 || age > HIGHEST_AGE, "person %zu is %d years old", i, age);
    BREACH(people->due[i] <= day, "person %zu was due on day %d and has not acted", i, people->due[i]);
    BREACH(people->row[i].since > day, "person %zu: the spell begins on day %d", i, people->row[i].since);
    BREACH(people->row[i].event_day <= day, "person %zu: an event of day %d was missed", i,
           people->row[i].event_day);
    BREACH(!(people->row[i].attachment > 0), "person %zu has attachment %g", i,
           (double)people->row[i].attachment);
    BREACH(people->row[i].detached_since > day || people->row[i].jobless_since > day,
           "person %zu is without a job since day %d, detached since day %d", i, people->row[i].jobless_since,
           people->row[i].detached_since);
    enum status status = audit_jobs_of(w, i, day, error);
    if (status != STATUS_OK) {
        return status;
    }
    BREACH(people->row[i].status == STATUS_UNEMPLOYED && people->row[i].next_search == NEVER,
           "person %zu is unemployed and never searches", i);
    BREACH(people->row[i].status == STATUS_RETIRED && people->row[i].retire_day > day,
           "person %zu is retired and retires on day %d", i, people->row[i].retire_day);
    bool at_school = people->row[i].school_end > day;
    BREACH(at_school && (people->row[i].status == STATUS_UNEMPLOYED || people->row[i].status == STATUS_HALO),
           "person %zu is at school until day %d and has status %d", i, people->row[i].school_end,
           people->row[i].status);
    return STATUS_OK;
}

/* The firm's list names the jobs there, both ways, and the counts of heads and hours are theirs. */
static enum status audit_firm(const struct world *w, size_t f, int64_t *listed, struct error *error)
{
    const struct jobs *jobs = &w->jobs;
    int64_t staff[NEED_COUNT] = {0}, hours[NEED_COUNT] = {0}, sum = 0;
    uint32_t prev = NO_JOB;
    for (uint32_t j = w->employers.row[f].first_job; j != NO_JOB; j = jobs->row[j].next) {
        BREACH(j >= jobs->table.rows, "firm %zu lists job %u of %zu", f, j, jobs->table.rows);
        BREACH(jobs->row[j].place != f, "firm %zu lists job %u, which is at firm %u", f, j,
               jobs->row[j].place);
        BREACH(jobs->row[j].prev != prev, "firm %zu: job %u does not point back", f, j);
        BREACH(jobs->row[j].need >= NEED_COUNT, "firm %zu: job %u is there for need %d", f, j,
               jobs->row[j].need);
        staff[jobs->row[j].need]++;
        hours[jobs->row[j].need] += jobs->row[j].hours;
        BREACH(++sum > (int64_t)jobs->table.rows, "firm %zu: the list of jobs runs in a circle", f);
        prev = j;
    }
    *listed += sum;
    for (int need = 0; need < NEED_COUNT; need++) {
        int32_t counted = *firm_staff(&w->employers, f, (enum need)need);
        BREACH(staff[need] != counted, "firm %zu counts %d people for need %d, its lists have %lld", f,
               counted, need, (long long)staff[need]);
        int32_t held = *firm_hours(&w->employers, f, (enum need)need);
        BREACH(hours[need] != held, "firm %zu counts %d hours for need %d, its jobs have %lld", f, held, need,
               (long long)hours[need]);
    }
    BREACH(w->employers.row[f].cancel_core != 0 || w->employers.row[f].cancel_peak != 0,
           "firm %zu: a withdrawal was not settled", f);
    return STATUS_OK;
}

enum status audit(const void *world, int32_t day, struct error *error)
{
    const struct world *w = world;
    int64_t held = 0, listed = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        TRY(audit_person(w, i, day, error));
    }
    for (size_t job = 0; job < w->jobs.table.rows; job++) {
        held += job_held(w, job);
    }
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        TRY(audit_firm(w, f, &listed, error));
    }
    if (held != listed) {
        TRY(error_set(error, STATUS_FAILED, "audit: people hold %lld jobs, firms list %lld", (long long)held,
                      (long long)listed));
    }
    TRY(parts_audit(w, day, error));
out:
    return status;
}
