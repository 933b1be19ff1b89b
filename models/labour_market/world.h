/* What exists: people, firms, vacancies, and what is computed from parameters alone.
 *
 * All state is in tables, so that it is checkpointed, restored and audited as one. Every person of the
 * territory aged 15 to 74 has a row; who leaves, by age, death or a move, is followed in the row by someone
 * who enters (`generation` counts them), so the population keeps its size. Who works for whom is a doubly
 * linked list through the people: firm.first_staff, person.staff_next, person.staff_prev. */
#ifndef LABOUR_MARKET_WORLD_H
#define LABOUR_MARKET_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/luck.h"
#include "models/labour_market/parameters.h"
#include "sim/due.h"
#include "sim/mailbox.h"
#include "sim/model.h"
#include "sim/random.h"
#include "sim/table.h"

#define NOBODY      UINT32_MAX
#define NO_FIRM     UINT32_MAX
#define NEVER       DUE_NEVER
#define NO_CONTRACT UINT8_MAX

/* Labour statuses, exclusive. */
enum status_code { STATUS_CDI, STATUS_CDD, STATUS_UNEMPLOYED, STATUS_INACTIVE, STATUS_RETIRED, STATUS_COUNT };

/* Why a spell ended, or how a job was left. */
enum reason {
    REASON_NONE,        /* still running */
    REASON_TERM,        /* the planned end of a CDD */
    REASON_TRIAL,       /* ended in the trial period */
    REASON_RESIGNATION, /* including the start of a better job */
    REASON_DISMISSAL,   /* for cause */
    REASON_ECONOMIC,    /* economic dismissal */
    REASON_AGREED,      /* rupture conventionnelle */
    REASON_WITHDRAWAL,  /* out of the labour force */
    REASON_RETIREMENT,
    REASON_HIRED,     /* out of unemployment or inactivity into a job */
    REASON_CONVERTED, /* a CDD continued as a CDI, or was renewed */
    REASON_ACTIVATED, /* out of inactivity into search */
    REASON_LEFT,      /* left the territory: turned 75, died or moved away */
    REASON_COUNT
};

/* The next event that chance or age holds for a person. */
enum event {
    EVENT_CHECK,        /* nothing: draw again (rates change with age) */
    EVENT_LIFE,         /* one of the competing events of the present status */
    EVENT_BAD_EMPLOYER, /* the employer has seen that the match is bad */
    EVENT_BAD_WORKER,   /* the worker has seen it */
    EVENT_RETIRE,
    EVENT_LEAVE, /* leaves the territory */
};

#define PEOPLE_COLUMNS(C, self)                                                                              \
    C(self, I32, due, "day", "day of the next action: the earliest of job_end, event_day and next_search")   \
    C(self, I32, birth_day, "day", "day of birth")                                                           \
    C(self, I32, since, "day", "day on which the present spell began")                                       \
    C(self, I32, event_day, "day", "day of the next event of life or match")                                 \
    C(self, I32, next_search, "day", "day of the next look at vacancies")                                    \
    C(self, I32, jobless_since, "day", "day on which the last job ended, or of entry")                       \
    C(self, I32, retire_day, "day", "day of retirement")                                                     \
    C(self, I32, leave_day, "day", "day on which the person leaves the territory, by age, death or a move")  \
    C(self, I32, job_start, "day", "day on which the job with this firm began")                              \
    C(self, I32, job_end, "day", "planned last day of the contract plus one")                                \
    C(self, I32, wage, "cent/hour", "gross hourly pay, the last one when out of work")                       \
    C(self, U32, firm, "id", "employer")                                                                     \
    C(self, U32, staff_next, "id", "next person of the same employer")                                       \
    C(self, U32, staff_prev, "id", "previous person of the same employer")                                   \
    C(self, F32, ability, "log points", "log ability without experience")                                    \
    C(self, U16, zone, "code", "home zone")                                                                  \
    C(self, U16, work_days, "30 days", "experience")                                                         \
    C(self, U8, generation, "1", "how many people have had this row before")                                 \
    C(self, U8, female, "1", "1: woman")                                                                     \
    C(self, U8, qualification, "code", "level")                                                              \
    C(self, U8, occupation, "code", "occupation")                                                            \
    C(self, U8, status, "code", "labour status")                                                             \
    C(self, U8, status_before, "code", "labour status on the last day of the month before")                  \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, renewals, "1", "renewals of the running contract")                                           \
    C(self, U8, event, "code", "which event comes on event_day")

struct people {
    struct table table;
    PEOPLE_COLUMNS(TABLE_MEMBER, struct people)
};

#define FIRM_COLUMNS(C, self)                                                                                \
    C(self, I32, due, "day", "day of the next plan")                                                         \
    C(self, F64, reference, "jobs", "own size: demand without shocks")                                       \
    C(self, F64, permanent, "log points", "permanent demand over the reference")                             \
    C(self, F64, transitory, "log points", "transitory demand")                                              \
    C(self, F32, premium, "log points", "lasting pay premium")                                               \
    C(self, F32, markup, "log points", "raise of offers because posts stayed open")                          \
    C(self, F32, rounding, "jobs", "own fixed threshold at which a fraction of a job becomes one")           \
    C(self, U32, first_staff, "id", "first person employed")                                                 \
    C(self, I32, core, "persons", "staff on open-ended contracts")                                           \
    C(self, I32, flexible, "persons", "staff on fixed-term contracts")                                       \
    C(self, I32, core_wanted, "persons", "open-ended staff wanted, set by the last plan")                    \
    C(self, I32, flexible_wanted, "persons", "fixed-term staff wanted, set by the last plan")                \
    C(self, I32, open_core, "vacancies", "open vacancies for open-ended jobs")                               \
    C(self, I32, open_flexible, "vacancies", "open vacancies for fixed-term jobs")                           \
    C(self, I32, cancel_core, "vacancies", "open vacancies to be withdrawn today")                           \
    C(self, I32, cancel_flexible, "vacancies", "open vacancies to be withdrawn today")                       \
    C(self, U16, zone, "code", "zone")                                                                       \
    C(self, U8, sector, "code", "sector")

struct firms {
    struct table table;
    FIRM_COLUMNS(TABLE_MEMBER, struct firms)
};

#define VACANCY_COLUMNS(C, self)                                                                             \
    C(self, U32, firm, "id", "employer")                                                                     \
    C(self, I32, opened, "day", "day of posting")                                                            \
    C(self, I32, length, "days", "planned length of the contract, 0: open-ended")                            \
    C(self, I32, wage, "cent/hour", "pay for a person of average ability")                                   \
    C(self, U16, zone, "code", "zone")                                                                       \
    C(self, U8, occupation, "code", "occupation")                                                            \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, closed, "1", "1: filled or withdrawn, removed on the next morning")

struct vacancies {
    struct table table;
    VACANCY_COLUMNS(TABLE_MEMBER, struct vacancies)
};

/* Scratch beside the vacancies, not part of the state. */
#define VACANCY_CELL_COLUMNS(C, self) C(self, U32, cell, "id", "zone x occupation of each vacancy")

struct vacancy_cells {
    struct table table;
    VACANCY_CELL_COLUMNS(TABLE_MEMBER, struct vacancy_cells)
};

/* Cells of zone x occupation: where one looks for work. */
#define CELL_COLUMNS(C, self) C(self, U32, jobs, "persons", "jobs here, counted at the start of the month")

struct cells {
    struct table table;
    CELL_COLUMNS(TABLE_MEMBER, struct cells)
};

/* One row: where the world stands in the calendar. */
#define MOMENT_COLUMNS(C, self) C(self, I32, last_month, "day", "first day of the month that is running")

struct moment {
    struct table table;
    MOMENT_COLUMNS(TABLE_MEMBER, struct moment)
};

/* People of the synthetic population by margin, before the first day. */
#define MARGIN_COLUMNS(C, self)                                                                              \
    C(self, I64, persons, "persons", "people counted in this margin on the first day")

struct margins {
    struct table table;
    MARGIN_COLUMNS(TABLE_MEMBER, struct margins)
};

/* ---- Messages (sent in parallel, settled receiver by receiver) -------------------------------- */

/* To a firm: a person leaves, or a contract ends. */
struct leave {
    uint32_t person;
    uint8_t reason;
    uint8_t to_status;
};

/* From a firm's plan to the market. */
struct posting {
    int32_t length; /* days, 0: open-ended */
    int32_t wage;
    uint8_t occupation;
    uint8_t contract;
};

/* To a vacancy. */
struct application {
    uint32_t person;
    int32_t score;  /* value to the employer, in millionths of a log point */
    int32_t wage;   /* what this person would be paid, cents per hour */
    int32_t appeal; /* what the person sees in it: pay net of travel, cents per hour */
};

/* To a person. */
struct offer {
    uint32_t vacancy;
    int32_t wage;
    int32_t appeal;
};

/* To the firm that hires. */
struct hire {
    uint32_t person;
    uint32_t vacancy;
    int32_t wage;
};

/* ---- What follows from parameters alone ------------------------------------------------------- */

struct geography {
    double *minutes;       /* [zones * zones] home to work, NaN-free; far apart: 1440 */
    struct alias *look_at; /* [zones] work zone by home zone */
};

struct trades {
    struct alias *similar;   /* [occupations] another occupation, by similarity; size 0: none is similar */
    float *similarity;       /* [occupations * occupations] 1 on the diagonal */
    double *share;           /* [sectors * occupations] share of each occupation in the posts of a sector */
    struct alias *of_sector; /* [sectors] occupation of a post */
    struct alias *of_level;  /* [qualifications] occupation of an entrant */
};

/* Rates and flows by age that follow from the territory. */
struct life_table {
    double activate[2][MAX_AGE_GROUPS]; /* by sex: inactive to unemployed, per year */
    double stay_on[2][MAX_AGE_GROUPS];  /* by sex: chance of reaching the next age group, net of moves */
    double entry[2 * MAX_AGE_GROUPS];   /* weight of sex + 2 x age group among those who enter */
};

/* Who acts today: calls.h. The ids are the receivers of the (empty) messages. */
struct calls {
    struct due_list due;
    struct mailbox ending, living, searching;
};

struct world {
    struct sim *sim;
    const struct parameters *p;
    struct streams luck;

    struct people people;
    struct firms firms;
    struct vacancies vacancies;
    struct cells cells;
    struct moment moment;
    struct margins margins;

    struct geography geography;
    struct trades trades;
    struct life_table life;
    struct alias entrant;        /* sex and age group of who enters: sex + 2 x group */
    struct alias *entrant_level; /* [2 x age groups] level of who enters */
    size_t zone_count, age_count, level_count, occupation_count, sector_count, contract_count;
    uint8_t cdi, cdd; /* rows of the contract table */
    int32_t minimum_wage;

    /* Scratch of one day. */
    struct calls calls;
    struct due_list due_firms;
    struct mailbox leaves, postings, applications, offers, hires;
    struct vacancy_cells vacancy_cells;
    struct sort_buffer vacancy_sort;
    const uint32_t *cell_vacancies; /* open vacancies in the order of their cells */
    uint32_t *cell_begin;           /* [cells + 1] */
    double *zone_staff;             /* [zones * sectors] */
    int64_t *wage_histogram;        /* [threads * bins] */
};

static inline const struct zone *world_zone(const struct world *w, size_t zone)
{
    return &ROWS(zone, w->p->zones)[zone];
}

static inline const struct occupation *world_occupation(const struct world *w, size_t occupation)
{
    return &ROWS(occupation, w->p->occupations)[occupation];
}

static inline const struct sector *world_sector(const struct world *w, size_t sector)
{
    return &ROWS(sector, w->p->sectors)[sector];
}

static inline const struct contract *world_contract(const struct world *w, size_t contract)
{
    return &ROWS(contract, w->p->contracts)[contract];
}

static inline bool status_employed(uint8_t status)
{
    return status <= STATUS_CDD;
}

/* Unique over all generations: streams and panels name a person by it. */
static inline uint32_t person_id(const struct world *w, size_t i)
{
    return (uint32_t)(i + w->people.generation[i] * w->people.table.rows);
}

static inline struct rng person_luck(const struct world *w, enum luck purpose, size_t i, int32_t day)
{
    return rng_at(w->luck.purpose[purpose], person_id(w, i), day);
}

static inline struct rng firm_luck(const struct world *w, enum luck purpose, size_t firm, int32_t day)
{
    return rng_at(w->luck.purpose[purpose], firm, day);
}

#endif
