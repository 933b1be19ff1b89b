/* What may be asked of a person: age, skill, marks of joblessness, lasting traits, the next day to act. */
#ifndef LABOUR_MARKET_PERSON_H
#define LABOUR_MARKET_PERSON_H

#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/world.h"
#include "sim/memory.h"

/* Age in whole years on a day. */
int32_t person_age(const struct world *w, size_t i, int32_t day);

/* First day of the job, or of work on own account, of someone who works. */
static inline int32_t person_works_since(const struct world *w, size_t i)
{
    return status_employee(w->people.row[i].status) ? w->jobs.row[i].start : w->people.row[i].since;
}

/* Seniority: the same, with the jobs at the same employer before it that followed each other closely. */
static inline int32_t person_senior_since(const struct world *w, size_t i)
{
    return status_employee(w->people.row[i].status) ? w->people.with_employer[i] : w->people.row[i].since;
}

/* Log ability with the experience gathered so far, the running job included, less what lay idle. */
double person_skill(const struct world *w, size_t i, int32_t day);

/* Years worked until `day`, in all jobs and on one's own account. */
double person_years_worked(const struct world *w, size_t i, int32_t day);

/* Share of five years of work that a person has behind, at most 1. */
double person_experience(const struct world *w, size_t i, int32_t day);

/* Days without work that still mark a person: those since the last job, and those before it that the job was
 * too short to wipe out. */
int32_t person_detachment(const struct world *w, size_t i, int32_t day);

/* Of what a job is worth to a young person, the share that is left to be had before retirement: 0 to 1. */
double person_horizon(const struct world *w, size_t i, int32_t day);
double person_horizon_in(const struct world *w, double years);

/* A lasting trait that a share of all people has: drawn for life, under the seed of the population. */
static inline bool person_has(const struct world *w, size_t i, int trait, double share)
{
    if (share >= 1) {
        return true;
    }
    struct rng rng = person_stream(w, trait, i, 0);
    return rng_uniform(&rng) < share;
}

/* Status to which a person returns who has no job (any more): retired, at school, or as the row says. */
enum status_code person_without_job(const struct world *w, size_t i, int32_t day);

/* Planned end of the main job; NEVER: none, or open-ended. The row of the job is asked for only if there is
 * one: most people who act have none. */
static inline int32_t person_job_ends(const struct world *w, size_t i)
{
    return status_employee(w->people.row[i].status) ? w->jobs.row[i].end : NEVER;
}

/* Sets `due` to the earliest of the days on which this person acts. */
static inline void person_reschedule(struct world *w, size_t i)
{
    const struct person *person = &w->people.row[i];
    int32_t ends = person_job_ends(w, i);
    int32_t quits = job_next_quit(w, i);
    int32_t due = person->event_day < person->next_search ? person->event_day : person->next_search;
    due = ends < due ? ends : due;
    w->people.due[i] = quits < due ? quits : due;
}

/* Asks the memory for what people who act soon will need: fetched while others act. In a large population
 * this is what keeps the cost of an action near that of a small one. */
static inline void person_fetch(const struct world *w, size_t i)
{
    memory_fetch(&w->people.row[i]);
}

/* The same for the main job, when the person is there. An address is chosen instead of a branch, which would
 * be guessed wrong. */
static inline void person_fetch_job(const struct world *w, size_t i)
{
    bool works = status_employee(w->people.row[i].status);
    memory_fetch(works ? (const void *)&w->jobs.row[i] : (const void *)&w->people.due[i]);
}

/* Both for those of a list that act some places after `at`. */
static inline void people_fetch_ahead(const struct world *w, const uint32_t *ids, size_t at, size_t end)
{
    enum { PERSON_AHEAD = 24, JOB_AHEAD = 12 };
    if (at + PERSON_AHEAD < end) {
        person_fetch(w, ids[at + PERSON_AHEAD]);
        person_fetch_job(w, ids[at + JOB_AHEAD]);
    }
}

/* A job that begins or ends, and its holder. */
static inline void job_fetch(const struct world *w, size_t job)
{
    memory_fetch(&w->jobs.row[job]);
    memory_fetch(&w->people.row[job_holder(w, job)]);
}

#endif
