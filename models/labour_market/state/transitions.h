/* Transitions: what happens to the jobs and the status of a person.
 *
 * Each of these functions changes the state and leaves one record of what was and why. When the phase is
 * over, those who count, write down and plan what comes next read the records, in one place (settle.c): a
 * hire is `transition_hire` and nothing else.
 *
 * All but the first two are called within a parallel phase between transitions_open and transitions_close: by
 * the person for itself while it has no employer to tell, else by the place of work, which owns the job. */
#ifndef LABOUR_MARKET_TRANSITIONS_H
#define LABOUR_MARKET_TRANSITIONS_H

#include "models/labour_market/state/jobs.h"
#include "models/labour_market/state/world.h"

enum transition_kind {
    TRANSITION_STATUS,  /* someone without an employer has another status; with REASON_HIRED a hire follows */
    TRANSITION_HIRE,    /* a job began */
    TRANSITION_PARTING, /* a job ended */
    TRANSITION_CONVERT, /* a fixed term goes on as an open-ended contract */
    TRANSITION_RENEW,   /* a fixed term was renewed */
    TRANSITION_HOURS,   /* the job goes on with other weekly hours */
    TRANSITION_PLANS,   /* nothing has changed but what the person wants */
};

/* Status `to` of who parts with one employer to join another on the same day. */
enum { TO_ANOTHER_JOB = STATUS_COUNT };

struct transition {
    uint32_t person;
    uint32_t job;               /* row of the job that began, ended or goes on; NO_JOB: none */
    uint32_t place;             /* row of the firm where it was or is; NO_EMPLOYER: none */
    uint32_t place_id;          /* which of the firms that had the row: firm_id */
    int32_t since;              /* first day of the spell that ended */
    int32_t start;              /* first day of the job */
    int32_t end;                /* its planned end, NEVER: none */
    int32_t pay;                /* of the job, or of the last one when out of work: cents per hour */
    int32_t pay_since;          /* the same when the spell began */
    int32_t opened;             /* of a hire: day on which the post was opened */
    uint16_t size_since;        /* staff of the place when the spell began */
    uint8_t home_since, raises; /* children and partner then (people.home_since); how often pay rose since */
    uint8_t kind, reason;
    uint8_t from, to; /* status before and after */
    uint8_t contract, need, hours, channel, occupation;
    uint8_t main; /* 1: the main job or the status; 0: a job beside */
};

/* Planned length in days of the job that the transition is about; 0: open-ended. */
static inline int32_t transition_length(const struct transition *t)
{
    return t->end == NEVER ? 0 : t->end - t->start;
}

/* The transitions of one phase in `blocks`; close keeps them until transitions_forget, after those that are
 * kept already. */
enum status transitions_open(struct world *w, size_t blocks, struct error *error);
enum status transitions_close(struct world *w, struct error *error);
void transitions_forget(struct world *w);

/* A person without an employer changes status. Who was self-employed and is to be unemployed, but at school
 * or retired, returns there. */
void transition_status(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason,
                       enum status_code to);

/* Vacancy v becomes a job of person i: the main one, or one beside it. The main job before must have been
 * left. */
void transition_hire(struct world *w, const struct span *span, size_t i, int32_t day, size_t v,
                     const struct terms *terms, bool beside);

/* The job ends. When it is the main one the person's status is `to` then; who was to be unemployed, but is at
 * school or retired, returns there, and nobody at school is of the halo. */
void transition_part(struct world *w, const struct span *span, size_t job, int32_t day, enum reason reason,
                     uint8_t to);

/* The main job goes on at the same place: open-ended from today at `pay`, or for `length` days more. */
void transition_convert(struct world *w, const struct span *span, size_t i, int32_t day, int32_t pay);
void transition_renew(struct world *w, const struct span *span, size_t i, int32_t day, int32_t length);

/* The main job goes on with other weekly hours. */
void transition_hours(struct world *w, const struct span *span, size_t i, int32_t day, uint8_t hours);

/* The person wants something else from today on. */
void transition_plans(struct world *w, const struct span *span, size_t i);

/* The running spell of person i, or that of one of the jobs, as a transition would give it; NO_JOB: out of
 * work or self-employed. */
void transition_describe(const struct world *w, struct transition *t, size_t i, size_t job);

/* State alone, for the first day: the person begins the main job, works on own account, is out of work. */
void person_start_job(struct world *w, size_t i, int32_t day, const struct terms *terms);
void person_set_up(struct world *w, size_t i, int32_t day);
void person_out_of_work(struct world *w, size_t i, enum status_code to);

#endif
