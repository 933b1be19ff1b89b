/* What exists: people, firms, vacancies, and what is computed from parameters alone.
 *
 * All state is in tables, so that it is checkpointed, restored and audited as one. Every person of the
 * territory aged 15 to 74 has a row; who leaves, by age, death or a move, is followed in the row by someone
 * who enters (`generation` counts them), so the population keeps its size. Who works for whom is a doubly
 * linked list through the people: firm.first_staff, person.staff_next, person.staff_prev; a second one holds
 * those who work there beside another job. A firm that closes is followed in its row by a new one. */
#ifndef LABOUR_MARKET_WORLD_H
#define LABOUR_MARKET_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/labour_market/institutions.h"
#include "models/labour_market/luck.h"
#include "models/labour_market/parameters.h"
#include "sim/due.h"
#include "sim/mailbox.h"
#include "sim/model.h"
#include "sim/random.h"
#include "sim/table.h"

#define NOBODY          UINT32_MAX
#define NO_FIRM         UINT32_MAX
#define PARTNER_OUTSIDE (UINT32_MAX - 1) /* a partner who has turned 75 and has no row any more */
#define NEVER           DUE_NEVER
#define NO_CONTRACT     UINT8_MAX
#define NO_AGENCY       UINT16_MAX

/* Labour statuses, exclusive, in the order of the design: the first that is true counts. The contracts come
 * first and in the order of the field `status` of the contract table. */
enum status_code {
    STATUS_CDI,
    STATUS_CDD,
    STATUS_INTERIM,
    STATUS_APPRENTICE,
    STATUS_MINI_JOB, /* as only job */
    STATUS_SELF_EMPLOYED,
    STATUS_UNEMPLOYED, /* searches */
    STATUS_HALO,       /* inactive, but wants work */
    STATUS_INACTIVE,
    STATUS_RETIRED,
    STATUS_COUNT
};

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
    REASON_ACTIVATED, /* out of inactivity into search, or into the halo */
    REASON_SET_UP,    /* began to work on one's own account */
    REASON_CLOSURE,   /* the firm, or one's own business, closed */
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
    EVENT_SCHOOL, /* leaves school */
    EVENT_LEAVE,  /* leaves the territory */
};

#define PEOPLE_COLUMNS(C, self)                                                                              \
    C(self, I32, due, "day",                                                                                 \
      "day of the next action: the earliest of job_end, event_day, next_search, second_end")                 \
    C(self, I32, birth_day, "day", "day of birth")                                                           \
    C(self, I32, since, "day", "day on which the present spell began")                                       \
    C(self, I32, event_day, "day", "day of the next event of life or match")                                 \
    C(self, I32, next_search, "day", "day of the next look at vacancies")                                    \
    C(self, I32, jobless_since, "day", "day on which the last job ended, or of entry")                       \
    C(self, I32, detached_since, "day",                                                                      \
      "the same with the marks of earlier joblessness that work has not wiped out")                          \
    C(self, I32, school_end, "day", "day on which the person leaves school")                                 \
    C(self, I32, retire_day, "day", "day of retirement")                                                     \
    C(self, I32, leave_day, "day", "day on which the person leaves the territory, by age, death or a move")  \
    C(self, I32, job_start, "day", "day on which the job with this firm began")                              \
    C(self, I32, job_end, "day", "planned last day of the contract plus one")                                \
    C(self, I32, wage, "cent/hour", "gross hourly pay, the last one when out of work")                       \
    C(self, U32, firm, "id", "firm where one works (of an agency worker: the user firm)")                    \
    C(self, U32, staff_next, "id", "next person of the same firm")                                           \
    C(self, U32, staff_prev, "id", "previous person of the same firm")                                       \
    C(self, U32, second_firm, "id", "employer of the job beside the main one")                               \
    C(self, U32, second_next, "id", "next person with a second job in that firm")                            \
    C(self, U32, second_prev, "id", "previous person with a second job in that firm")                        \
    C(self, U32, partner, "id",                                                                              \
      "who lives with the person as a couple; NOBODY: none, PARTNER_OUTSIDE: no row any more")               \
    C(self, I32, second_end, "day", "day on which the person gives up the second job, if it lasts so long")  \
    C(self, I32, second_since, "day", "day on which the second job began")                                   \
    C(self, I32, second_wage, "cent/hour", "gross hourly pay of the second job")                             \
    C(self, F32, ability, "log points", "log ability without experience")                                    \
    C(self, F32, attachment, "1", "lasting attachment to work: 1 is the median person")                      \
    C(self, U16, zone, "code", "home zone")                                                                  \
    C(self, U16, work_days, "30 days", "experience")                                                         \
    C(self, U16, agency, "id", "temporary-work agency that employs an agency worker")                        \
    C(self, U16, rights, "days", "days of benefit at the start of this joblessness")                         \
    C(self, U16, children, "bits",                                                                           \
      "children at home: bit a stands for one of a years, 0 to 14; both partners hold the same")             \
    C(self, U8, generation, "1", "how many people have had this row before")                                 \
    C(self, U8, female, "1", "1: woman")                                                                     \
    C(self, U8, qualification, "code", "level")                                                              \
    C(self, U8, trade, "code",                                                                               \
      "occupation that one is settled in, and goes back to when a short job in another ends")                \
    C(self, U8, occupation, "code", "occupation: of the job, or the one looked for")                         \
    C(self, U8, second_occupation, "code", "occupation of the second job")                                   \
    C(self, U8, status, "code", "labour status")                                                             \
    C(self, U8, last_status, "code", "labour status of the last job")                                        \
    C(self, U8, restless, "1", "1: has seen that the match is bad, and looks for another job")               \
    C(self, U8, status_month, "code", "labour status, as counted, on the last day of the month before")      \
    C(self, U8, status_two_months, "code", "the same two months before")                                     \
    C(self, U8, status_quarter, "code", "the same three months before")                                      \
    C(self, U8, fallback, "code", "status to which one returns when the job ends")                           \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, need, "code", "what the post is there for")                                                  \
    C(self, U8, hours, "hours/week", "weekly hours of the main job")                                         \
    C(self, U8, channel, "code", "how the job was found")                                                    \
    C(self, U8, renewals, "1", "renewals of the running contract")                                           \
    C(self, U8, event, "code", "which event comes on event_day")

struct people {
    struct table table;
    PEOPLE_COLUMNS(TABLE_MEMBER, struct people)
};

/* Head counts by need are four columns each, in the order of enum need. */
#define FIRM_COLUMNS(C, self)                                                                                \
    C(self, I32, due, "day", "day of the next plan")                                                         \
    C(self, I32, next_task, "day", "day on which the next short task appears")                               \
    C(self, I32, founded, "day", "day on which the firm was founded")                                        \
    C(self, F64, reference, "jobs", "own size: demand without shocks")                                       \
    C(self, F64, permanent, "log points", "permanent demand over the reference")                             \
    C(self, F64, transitory, "log points", "transitory demand")                                              \
    C(self, F32, premium, "log points", "lasting pay premium")                                               \
    C(self, F32, markup, "log points", "raise of offers because posts stayed open")                          \
    C(self, F32, rounding, "jobs", "own fixed threshold at which a fraction of a job becomes one")           \
    C(self, F32, tasks, "1/(employee year)", "short tasks per person employed and year")                     \
    C(self, U32, first_staff, "id", "first person employed")                                                 \
    C(self, U32, first_second, "id", "first person with a second job here")                                  \
    C(self, I32, core, "persons", "staff in core posts")                                                     \
    C(self, I32, peak, "persons", "staff for demand above the core")                                         \
    C(self, I32, task, "persons", "staff on short tasks")                                                    \
    C(self, I32, marginal, "persons", "staff on marginal jobs, second jobs included")                        \
    C(self, I32, open_core, "vacancies", "open core posts")                                                  \
    C(self, I32, open_peak, "vacancies", "open posts above the core")                                        \
    C(self, I32, open_task, "vacancies", "short tasks that need someone")                                    \
    C(self, I32, open_marginal, "vacancies", "open marginal jobs")                                           \
    C(self, I32, core_wanted, "persons", "core staff wanted, set by the last plan")                          \
    C(self, I32, peak_wanted, "persons", "staff above the core wanted, set by the last plan")                \
    C(self, I32, cancel_core, "vacancies", "open posts to be withdrawn today")                               \
    C(self, I32, cancel_peak, "vacancies", "open posts to be withdrawn today")                               \
    C(self, U32, known, "row", "first row of the ring of people it knows")                                   \
    C(self, U16, known_size, "rows", "size of that ring")                                                    \
    C(self, U16, known_next, "rows", "place of the ring that is written next")                               \
    C(self, U16, zone, "code", "zone")                                                                       \
    C(self, U16, generation, "1", "how many firms have had this row before")                                 \
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
    C(self, U16, agency, "id", "temporary-work agency that staffs it")                                       \
    C(self, U8, occupation, "code", "occupation")                                                            \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, need, "code", "what it is there for")                                                        \
    C(self, U8, channel, "code", "how it is made known")                                                     \
    C(self, U8, hours, "hours/week", "weekly hours")                                                         \
    C(self, U8, closed, "1", "1: filled or withdrawn, removed on the next morning")

struct vacancies {
    struct table table;
    VACANCY_COLUMNS(TABLE_MEMBER, struct vacancies)
};

/* Temporary-work agencies: employers of those on missions in firms. */
#define AGENCY_COLUMNS(C, self)                                                                              \
    C(self, U32, known, "row", "first row of the ring of people it knows")                                   \
    C(self, U16, known_next, "rows", "place of the ring that is written next")                               \
    C(self, U16, zone, "code", "zone")

struct agencies {
    struct table table;
    AGENCY_COLUMNS(TABLE_MEMBER, struct agencies)
};

/* Rings of people whom firms and agencies know, one after the other. */
#define KNOWN_COLUMNS(C, self) C(self, U32, person, "id", "person, NOBODY: the place is free")

struct known {
    struct table table;
    KNOWN_COLUMNS(TABLE_MEMBER, struct known)
};

/* Scratch beside the vacancies, not part of the state. */
#define VACANCY_NOTE_COLUMNS(C, self)                                                                        \
    C(self, U32, cell, "id", "zone x occupation of each vacancy")                                            \
    C(self, U8, called_out, "1", "1: its employer has called today all whom it may call")

struct vacancy_notes {
    struct table table;
    VACANCY_NOTE_COLUMNS(TABLE_MEMBER, struct vacancy_notes)
};

/* Cells of zone x occupation: where one looks for work. */
#define CELL_COLUMNS(C, self) C(self, U32, jobs, "persons", "jobs here, counted at the start of the month")

struct cells {
    struct table table;
    CELL_COLUMNS(TABLE_MEMBER, struct cells)
};

/* A cell as searchers see it today. */
struct cell_view {
    double open;    /* vacancies shown */
    double places;  /* these and the places that are looked at in vain */
    uint32_t begin; /* first of its vacancies */
};

/* One row: where the world stands in the calendar. */
#define MOMENT_COLUMNS(C, self)                                                                              \
    C(self, I32, last_month, "day", "first day of the month that is running")                                \
    C(self, I32, law_since, "day", "day since which no contract may last less long, or be renewed less often")

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
    uint8_t second; /* 1: the second job only */
};

/* To the partner of someone who leaves the territory. */
struct farewell {
    uint32_t person;
    uint32_t old; /* 1: turned 75, and still lives with the partner */
};

/* To the place where a zone's couples form: a man without a partner, and a woman who looks for one. */
struct suitor {
    uint32_t person;
};
struct wish {
    uint32_t person;
    int32_t month; /* months over the age of 15 that she looks for in a man */
    uint32_t pick; /* which of those of that age */
};

/* To an agency: someone has ended a mission. */
struct registration {
    uint32_t person;
};

/* From a firm to the market. */
struct posting {
    int32_t length; /* days, 0: open-ended */
    int32_t wage;
    uint16_t agency;
    uint8_t occupation;
    uint8_t contract;
    uint8_t need;
    uint8_t channel;
    uint8_t hours;
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
    uint32_t channel;
};

/* To the firm that hires. */
struct hire {
    uint32_t person;
    uint32_t vacancy;
    int32_t wage;
    uint32_t channel;
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
    struct alias *of_sector; /* [sectors] occupation of a core post */
    struct alias *flexible_of_sector; /* [sectors] occupation of a peak post or a task */
    struct alias *of_level;           /* [qualifications] occupation of an entrant */
};

/* Rates and flows by age that follow from the territory. */
struct life_table {
    double activate[2][MAX_AGE_GROUPS]; /* by sex: out of inactivity, per year, in the mean of people */
    double stay_on[2][MAX_AGE_GROUPS];  /* by sex: chance of reaching the next age group, net of moves */
    double entry[2 * MAX_AGE_GROUPS];   /* weight of sex + 2 x age group among those who enter */
    double set_up[HIGHEST_AGE + 1];     /* by age: setting up on one's own account over that at forty */
    double attachment_mean;             /* mean of attachment, and of 1 / attachment: the law is symmetric */
};

/* What follows from the parameters of households, by year of age from 15 on: household_rates.h. */
struct household_rates {
    double women[HIGHEST_AGE - LOWEST_AGE];        /* weight of women */
    double living[HIGHEST_AGE - LOWEST_AGE];       /* share of women who live in a couple */
    double couple[HIGHEST_AGE - LOWEST_AGE];       /* chance that a single woman looks for a man, per year */
    double memory[HIGHEST_AGE - LOWEST_AGE];       /* how much of being single or not lasts for a year */
    double birth_couple[HIGHEST_AGE - LOWEST_AGE]; /* chance of a birth per year, in a couple ... */
    double birth_alone[HIGHEST_AGE - LOWEST_AGE];  /* ... and in none */
    uint32_t parents[HIGHEST_AGE - LOWEST_AGE];    /* share of singles at their parents' home, in 2^-32 */
    int32_t parents_until;                         /* age in days from which on nobody is there */
    double separation;                             /* chance that a couple parts, per year */
};

/* What is left of one after some days of joblessness: search.c. */
enum { WANING_DAYS = 2048 };
struct waning {
    double effort[WANING_DAYS];
    double reservation[WANING_DAYS];
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
    struct agencies agencies;
    struct known known;
    struct cells cells;
    struct moment moment;
    struct margins margins;

    struct geography geography;
    struct trades trades;
    struct life_table life;
    struct household_rates home;
    struct alias entrant;        /* sex and age group of who enters: sex + 2 x group */
    struct alias *entrant_level; /* [2 x age groups] level of who enters */
    size_t zone_count, age_count, level_count, occupation_count, sector_count, contract_count;
    uint8_t cdi,
        cdd; /* rows of the contract table: the first open-ended one with status cdi, the first cdd */
    struct institutions institutions;
    bool institutions_known; /* false until they are set for the first time */
    double core_quantile;    /* of demand, up to which firms hold core staff */
    uint8_t marginal;        /* contract of marginal jobs, NO_CONTRACT where the law knows none */
    struct waning waning;
    uint32_t *zone_agency; /* [zones + 1] first agency of each zone */

    /* Scratch of one day. */
    struct calls calls;
    struct due_list due_firms, task_firms;
    struct mailbox farewells, suitors, wishes;
    struct mailbox leaves, registrations, postings, applications, offers, hires;
    size_t first_new_vacancy; /* vacancies from this row on were posted today */
    struct vacancy_notes vacancy_notes;
    struct sort_buffer vacancy_sort;
    const uint32_t *cell_vacancies; /* open vacancies in the order of their cells */
    struct cell_view *cell_views;   /* [cells] */
    uint32_t *cell_begin;           /* [cells + 2] the last: posts that are not shown */
    double *zone_staff;             /* [zones * sectors] */
    int64_t *pay_scratch;           /* [threads * observe_scratch_size] */
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

/* The contract type as the law is today: the table of the scenario with the policies on it. */
static inline const struct contract *world_contract(const struct world *w, size_t contract)
{
    return &w->institutions.contract[contract];
}

static inline bool status_employed(uint8_t status)
{
    return status <= STATUS_SELF_EMPLOYED;
}

/* Works for a firm. */
static inline bool status_employee(uint8_t status)
{
    return status <= STATUS_MINI_JOB;
}

/* Unique over all generations: streams and panels name a person by it. */
static inline uint32_t person_id(const struct world *w, size_t i)
{
    return (uint32_t)(i + w->people.generation[i] * w->people.table.rows);
}

/* The same for firms: a new firm in an old row is another one. */
static inline uint32_t firm_id(const struct world *w, size_t firm)
{
    return (uint32_t)(firm + w->firms.generation[firm] * w->firms.table.rows);
}

static inline struct rng person_luck(const struct world *w, enum luck purpose, size_t i, int32_t day)
{
    return rng_at(w->luck.purpose[purpose], person_id(w, i), day);
}

static inline struct rng firm_luck(const struct world *w, enum luck purpose, size_t firm, int32_t day)
{
    return rng_at(w->luck.purpose[purpose], firm_id(w, firm), day);
}

/* Sets the institutions of `day` and what follows from them. Pay below a new minimum rises to it. */
void world_set_institutions(struct world *w, int32_t day);

#endif
