/* Jobs: who works where, on which contract (the table is in tables.h).
 *
 * What differs between a main job and one beside it is the row and nothing else. All functions write the row
 * of the job, its neighbours in the list of the place, and the head counts of the place: the caller is in the
 * phase that owns the place. */
#ifndef LABOUR_MARKET_JOBS_H
#define LABOUR_MARKET_JOBS_H

#include "models/labour_market/state/world.h"
#include "sim/memory.h"

#define NO_JOB UINT32_MAX

/* Jobs that a person may hold at once: the main one and one beside it. */
enum { JOB_SLOTS = 2 };

/* What is agreed when a job begins. */
struct terms {
    uint32_t employer, place;
    int32_t length; /* days, 0: open-ended */
    int32_t pay;    /* cents per hour */
    uint8_t contract, need, hours, channel, occupation;
};

/* Row of a person's job in a slot: 0 is the main one. */
static inline size_t job_row(const struct world *w, size_t person, size_t slot)
{
    return slot * w->people.table.rows + person;
}

/* The person whose row it is: the remainder of a division, by the few slots that there are. */
static inline size_t job_holder(const struct world *w, size_t job)
{
    size_t people = w->people.table.rows;
    while (job >= people) {
        job -= people;
    }
    return job;
}

static inline bool job_is_main(const struct world *w, size_t job)
{
    return job < w->people.table.rows;
}

static inline bool job_held(const struct world *w, size_t job)
{
    return w->jobs.row[job].place != NO_EMPLOYER;
}

/* The work is done at another place than the employer's. */
static inline bool job_is_lent(const struct world *w, size_t job)
{
    return w->jobs.row[job].employer != w->jobs.row[job].place;
}

/* The first job that the person holds beside the main one, or NO_JOB; the first free row for one, or NO_JOB.
 */
static inline uint32_t job_beside(const struct world *w, size_t person)
{
    for (size_t slot = 1; slot < JOB_SLOTS && w->people.row[person].beside > 0; slot++) {
        size_t job = job_row(w, person, slot);
        if (job_held(w, job)) {
            return (uint32_t)job;
        }
    }
    return NO_JOB;
}
static inline uint32_t job_free_row(const struct world *w, size_t person)
{
    for (size_t slot = 1; slot < JOB_SLOTS; slot++) {
        size_t job = job_row(w, person, slot);
        if (!job_held(w, job)) {
            return (uint32_t)job;
        }
    }
    return NO_JOB;
}

/* The day on which the first of the jobs beside the main one is given up, or NEVER. */
static inline int32_t job_next_quit(const struct world *w, size_t person)
{
    int32_t next = NEVER;
    for (size_t slot = 1; slot < JOB_SLOTS && w->people.row[person].beside > 0; slot++) {
        int32_t day = w->jobs.row[job_row(w, person, slot)].quit_day;
        next = day < next ? day : next;
    }
    return next;
}

/* Rows for the jobs of all people, all free. */
enum status jobs_populate(struct world *w, struct error *error);

/* The terms of a job, without the place's part. */
void job_write(struct world *w, size_t job, int32_t day, const struct terms *terms);

/* The job is in the list and in the head counts of its place. */
void job_join(struct world *w, size_t job);

/* The job serves another need from now on, or has other weekly hours; its place is told. */
void job_set_need(struct world *w, size_t job, enum need need);
void job_set_hours(struct world *w, size_t job, uint8_t hours);

/* It is not any more, and its row is free. The rest of the row still says what the job was. */
void job_part(struct world *w, size_t job);

/* A spell of the job begins, in a place that has it already: what the panel says of its start. */
void job_spell_begins(struct world *w, size_t job);

/* Children at home, and 128 for a partner. */
static inline uint8_t home_code(const struct world *w, size_t person)
{
    const int partner = 128;
    bool alone = w->people.partner[person] == NOBODY;
    return (uint8_t)(__builtin_popcount(w->people.children[person]) + (alone ? 0 : partner));
}

/* Head count, and open posts, of a firm by need; and the weekly hours of both. */
int32_t *firm_staff(const struct employers *firms, size_t firm, enum need need);
int32_t *firm_open(const struct employers *firms, size_t firm, enum need need);
int32_t *firm_hours(const struct employers *firms, size_t firm, enum need need);
int32_t *firm_open_hours(const struct employers *firms, size_t firm, enum need need);

/* `posts` more (or fewer) posts of so many hours each are open. */
static inline void firm_open_add(const struct employers *firms, size_t firm, enum need need, int32_t posts,
                                 int32_t hours)
{
    *firm_open(firms, firm, need) += posts;
    *firm_open_hours(firms, firm, need) += posts * hours;
}

/* All jobs at the firm. */
int32_t firm_size(const struct employers *firms, size_t firm);

/* Asks the memory for the row of a firm that acts soon. */
static inline void firm_fetch(const struct employers *firms, size_t firm)
{
    enum { CACHE_LINE = 64 };
    const char *row = (const char *)&firms->row[firm];
    memory_fetch(row);
    memory_fetch(row + CACHE_LINE);
    memory_fetch(row + 2 * (size_t)CACHE_LINE);
}

#endif
