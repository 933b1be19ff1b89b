/* The codes of the state: statuses, needs, channels, reasons, and the values that stand for "none". */
#ifndef LABOUR_MARKET_CODES_H
#define LABOUR_MARKET_CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/due.h"

#define NOBODY          UINT32_MAX
#define NO_EMPLOYER     UINT32_MAX
#define PARTNER_OUTSIDE (UINT32_MAX - 1) /* a partner who has turned 75 and has no row any more */
#define NEVER           DUE_NEVER
#define NO_CONTRACT     UINT8_MAX

/* Units of time. Experience is held in units of so many days. */
#define DAYS_PER_YEAR  365.25
#define DAYS_PER_MONTH 30.4375
enum { EXPERIENCE_UNIT_DAYS = 30 };

/* What a contract is for: it says who is offered it, how long it lasts, and what its holders do. */
enum role {
    ROLE_CORE,     /* work the firm can count on: open-ended */
    ROLE_FLEXIBLE, /* peaks and tasks: for a term */
    ROLE_TRAINING, /* a core post in which someone learns: for a term */
    ROLE_MARGINAL, /* a core post cut into a few hours: open-ended, an only job or one beside another */
    ROLE_NONE      /* no contract */
};

/* Groups of statuses in flows, as INSEE makes them. */
enum status_group { GROUP_PERMANENT, GROUP_LIMITED, GROUP_MARGINAL, GROUP_SEARCHING, GROUP_OUTSIDE };

/* Labour statuses, exclusive, in the order of the design: the first that is true counts. Those of contracts
 * come first: S(code, label, role, group). A further type of contract is a line here, and a row of the table
 * `contracts`. */
#define CONTRACT_STATUSES(S)                                                                                 \
    S(CDI, "cdi", CORE, PERMANENT)                                                                           \
    S(CDD, "cdd", FLEXIBLE, LIMITED)                                                                         \
    S(INTERIM, "interim", FLEXIBLE, LIMITED)                                                                 \
    S(ZERO_HOURS, "zero_hours", FLEXIBLE, LIMITED) /* called when there is work, paid for that */            \
    S(APPRENTICE, "apprentice", TRAINING, LIMITED)                                                           \
    S(TRAINING, "training", TRAINING, LIMITED) /* of adults: contrat de professionnalisation, traineeship */ \
    S(MINI_JOB, "mini_job", MARGINAL, MARGINAL) /* as only job */

#define OTHER_STATUSES(S)                                                                                    \
    S(SELF_EMPLOYED, "self_employed", NONE, PERMANENT)                                                       \
    S(UNEMPLOYED, "unemployed", NONE, SEARCHING)                                                             \
    S(HALO, "halo", NONE, OUTSIDE) /* inactive, but wants work */                                            \
    S(INACTIVE, "inactive", NONE, OUTSIDE)                                                                   \
    S(RETIRED, "retired", NONE, OUTSIDE)

#define STATUS_CODE(code, label, role, group) STATUS_##code,
enum status_code {
    CONTRACT_STATUSES(STATUS_CODE) OTHER_STATUSES(STATUS_CODE) STATUS_COUNT,
    FIRST_EMPLOYEE = STATUS_CDI,
    LAST_EMPLOYEE = STATUS_SELF_EMPLOYED - 1,
    LAST_EMPLOYED = STATUS_SELF_EMPLOYED
};

struct status_kind {
    const char *label;
    enum role role;
    enum status_group group;
};
#define STATUS_KIND(code, label, role, group) [STATUS_##code] = {label, ROLE_##role, GROUP_##group},
static const struct status_kind status_kinds[STATUS_COUNT] = {CONTRACT_STATUSES(STATUS_KIND)
                                                                  OTHER_STATUSES(STATUS_KIND)};

static inline bool status_employed(uint8_t status)
{
    return status <= LAST_EMPLOYED;
}

/* Works for an employer. */
static inline bool status_employee(uint8_t status)
{
    return status <= LAST_EMPLOYEE;
}

static inline enum role status_role(uint8_t status)
{
    return status_kinds[status].role;
}

/* What a post is there for; it decides which head count of the firm its holder is in. */
enum need {
    NEED_CORE,     /* work the firm can count on */
    NEED_PEAK,     /* demand above the core */
    NEED_TASK,     /* an absence or a peak of some days */
    NEED_MARGINAL, /* work the firm can count on, cut into a few hours a week */
    NEED_COUNT
};

/* How a post is made known, or how a job was found. */
enum channel {
    CHANNEL_PES,       /* the public employment service */
    CHANNEL_OPEN,      /* advertised */
    CHANNEL_NETWORK,   /* by word of mouth */
    CHANNEL_CALL_BACK, /* the employer called someone it knows */
    CHANNEL_COUNT
};

/* Why a spell ended, or how a job was left. */
enum reason {
    REASON_NONE,        /* still running */
    REASON_TERM,        /* the planned end of a fixed term */
    REASON_TRIAL,       /* ended in the trial period */
    REASON_RESIGNATION, /* including the start of a better job */
    REASON_DISMISSAL,   /* for cause */
    REASON_ECONOMIC,    /* economic dismissal */
    REASON_AGREED,      /* rupture conventionnelle */
    REASON_WITHDRAWAL,  /* out of the labour force */
    REASON_RETIREMENT,
    REASON_HIRED,     /* out of unemployment or inactivity into a job */
    REASON_CONVERTED, /* a CDD continued as a CDI, or was renewed */
    REASON_HOURS,     /* the job goes on with other weekly hours */
    REASON_ACTIVATED, /* out of inactivity into search, or into the halo */
    REASON_SET_UP,    /* began to work on one's own account */
    REASON_CLOSURE,   /* the firm, or one's own business, closed */
    REASON_LEFT,      /* left the territory: turned 75, died or moved away */
    REASON_COUNT
};

/* The next event that chance or age holds for a person. */
enum event {
    EVENT_CHECK,        /* nothing: the clocks are set again (rates change with age) */
    EVENT_TAKEN_BACK,   /* the same, where a reform has taken an event back */
    EVENT_BAD_EMPLOYER, /* the employer has seen that the match is bad */
    EVENT_BAD_WORKER,   /* the worker has seen it */
    EVENT_RETIRE,
    EVENT_SCHOOL,      /* leaves school */
    EVENT_LEAVE,       /* leaves the territory */
    EVENT_FIRST_CLOCK, /* from here on: events that compete, each at its rate in the present status */
    EVENT_RESIGNATION = EVENT_FIRST_CLOCK,
    EVENT_DISMISSAL,
    EVENT_AGREED,
    EVENT_WITHDRAWAL, /* to inactivity */
    EVENT_HALO,       /* to the halo */
    EVENT_SEARCH,     /* to unemployment */
    EVENT_SET_UP,
    EVENT_GIVE_UP, /* of the self-employed */
    EVENT_COUNT
};

#endif
