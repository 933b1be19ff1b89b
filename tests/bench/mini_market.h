/* The common work on which simulators are compared, on this engine.
 *
 * Its law. N workers, F = N/10 firms, 52 weeks. Start: a firm's raw size r = exp(Z); base demand
 * b = 0.90 N r / sum r; demand d = b; offered wage W = exp(0.3 Z'). A worker: skill s = exp(0.2 Z'');
 * with probability 0.93 employed by a firm drawn proportionally to b, at wage W s; an employed worker is
 * on a fixed term with probability 0.15 (last week uniform on 1 to 52), else open-ended. Each week:
 *
 *  1. fixed-term contracts whose last week it is end;
 *  2. every employed worker separates with probability 0.005;
 *  3. every firm: log d += 0.02 Z - 0.01 (log d - log b), log W += 0.002 Z', and it posts
 *     max(0, floor(d + 0.5) - staff) vacancies at W;
 *  4. every unemployed worker sees 3 vacancies, uniform with replacement, and applies to the best paid;
 *  5. every vacancy with applicants hires the most skilled, with probability 0.4 on a fixed term that
 *     ends in 4 to 52 weeks, else open-ended, at wage W s;
 *  6. wages of the employed rise by the factor 1.0004;
 *  7. unemployed, fixed terms, vacancies, hires, expiries, separations, mean and variance of wages.
 *
 * Any algorithm with this law counts. This one does only what can change something:
 *
 *  - The week in which a contract will end is drawn when it is signed (the first of its term and of a
 *    geometric waiting time), and is the worker's `due`: a week costs an employed worker one comparison.
 *  - The general rise of wages is left out of what is stored, so the sums for mean and variance change
 *    only by those who come and go. Wages are whole units, so the sums are exact.
 *  - An offered wage is a random walk that is looked at only when the firm posts: its steps since the
 *    last look are drawn as one.
 *  - Firms that post are sorted by wage. Vacancies are then ranked by pay, the best of three is the
 *    largest of three numbers, and no vacancy has to exist in memory.
 *
 * Every draw is keyed by purpose, actor and week, and every phase gives the same bytes for any number
 * of threads. */
#ifndef MINI_MARKET_H
#define MINI_MARKET_H

#include <stddef.h>
#include <stdint.h>

#include "bench_report.h"
#include "sim/due.h"
#include "sim/error.h"
#include "sim/mailbox.h"
#include "sim/parallel.h"
#include "sim/table.h"

/* Wages are held in units of 2^-18, so that posted wages sort in two passes of 11 bits, and sums of
 * squares of 1e8 of them fit 63 bits. */
#define WAGE_ONE    262144.0
#define WAGE_BOUND  (1u << 22)
#define WAGE_GROWTH 1.0004

#define SEPARATION_PROBABILITY 0.005

/* How a contract will end is settled when it is signed. */
enum contract {
    CONTRACT_NONE,
    CONTRACT_OPEN,
    CONTRACT_FIXED,     /* on a fixed term, and will separate before its end */
    CONTRACT_FIXED_END, /* on a fixed term, and will see its end */
};

/* What is read together lies together: an event touches one word of the job and one of the schedule. */
#define WORKER_COLUMNS(C, self)                                                                              \
    C(self, I32, due, "week", "week in which the contract ends; DUE_NEVER without one")                      \
    C(self, F32, skill, "1", "skill")                                                                        \
    C(self, U64, job, "1", "wage in units of 2^-18 (32 bits), employer (30), contract (2)")

#define FIRM_COLUMNS(C, self)                                                                                \
    C(self, F64, log_base, "1", "logarithm of the base demand, in workers")                                  \
    C(self, F64, log_demand, "1", "logarithm of the demand, in workers")                                     \
    C(self, F64, log_wage, "1", "logarithm of the offered wage, as of wage_week")                            \
    C(self, I32, wage_week, "week", "week in which the offered wage was last looked at")                     \
    C(self, I32, staff, "persons", "employed workers")

/* The unemployed in no particular order that still is the same for any number of threads. */
#define JOBLESS_COLUMNS(C, self)                                                                             \
    C(self, U32, worker, "id", "worker")                                                                     \
    C(self, F32, skill, "1", "the worker's skill; 0: hired since, the row is free")

struct workers {
    struct table table;
    WORKER_COLUMNS(TABLE_MEMBER, struct workers)
};

struct firms {
    struct table table;
    FIRM_COLUMNS(TABLE_MEMBER, struct firms)
};

struct jobless {
    struct table table;
    JOBLESS_COLUMNS(TABLE_MEMBER, struct jobless)
};

/* A firm's vacancies of the week, posted to the receiver "its wage", so that they sort by wage. */
struct posting {
    uint32_t firm;
    uint32_t open;
};

/* What a thread counts during a phase. */
struct tally {
    int64_t fixed_term; /* changes */
    int64_t wages;
    int64_t wage_squares;
    int64_t hires; /* of this week */
    int64_t expiries;
    int64_t separations;
    int64_t padding[2]; /* one cache line each */
};

/* Keys of what is drawn. */
struct purposes {
    uint64_t firm_size;
    uint64_t firm_wage;
    uint64_t skill;
    uint64_t worker; /* employer and contract at the start */
    uint64_t demand;
    uint64_t wage;
    uint64_t apply;
    uint64_t sign;
};

struct market {
    struct parallel parallel;
    struct purposes purposes;
    double separation_scale; /* of the geometric waiting time */
    struct workers workers;
    struct firms firms;
    struct jobless jobless;

    struct due_list due;
    struct mailbox leavers;  /* to firms */
    struct mailbox postings; /* struct posting, to wages */
    uint32_t *vacancy_begin; /* [postings + 1] rank of each posting's first vacancy */
    size_t posting_capacity;
    uint64_t *best;      /* [threads][vacancies] best applicant seen by each thread: skill, row of jobless */
    uint32_t *hired_row; /* [vacancies] row of jobless hired, or NOBODY */
    uint32_t *free_rows; /* [free_count] rows of jobless that were hired, in order of vacancies */
    size_t vacancy_capacity;
    size_t vacancies;
    size_t free_count;

    struct tally *tallies; /* [threads] */
    struct tally total;    /* fixed-term contracts and sums of wages in force */
    double wage_level;     /* 1.0004^week */
};

#define NOBODY               UINT32_MAX
#define CONTRACT_WITHOUT_END INT32_MAX

static inline uint64_t job_make(uint32_t wage, uint32_t firm, enum contract contract)
{
    return ((uint64_t)wage << 32) | (firm << 2) | (uint32_t)contract;
}

static inline uint32_t job_wage(uint64_t job)
{
    return (uint32_t)(job >> 32);
}

static inline uint32_t job_firm(uint64_t job)
{
    return (uint32_t)job >> 2;
}

static inline enum contract job_contract(uint64_t job)
{
    return (enum contract)(job & 3);
}

static inline void tally_wage(struct tally *tally, uint32_t wage, int sign)
{
    int64_t amount = wage;
    tally->wages += sign * amount;
    tally->wage_squares += sign * amount * amount;
}

static inline uint32_t wage_units(double wage)
{
    double units = wage * WAGE_ONE + 0.5;
    return units < WAGE_BOUND ? (uint32_t)units : WAGE_BOUND - 1;
}

/* Puts `wage` (units) and what comes first, the end of the contract (CONTRACT_WITHOUT_END: none) or the
 * week in which the worker separates, on the worker's record, and counts both. */
void market_sign(struct workers *workers, uint32_t id, uint32_t firm, uint32_t wage, int32_t end,
                 int32_t leave, struct tally *tally);

/* The population of week 0. `market_clear` is legal after a failure. */
enum status market_init(struct market *market, uint32_t workers, uint64_t seed, int threads,
                        struct error *error);
void market_clear(struct market *market);

/* One week, counted from 1. */
enum status market_week(struct market *market, int32_t week, struct week_stats *stats, struct error *error);

/* Contracts and separations, firms' plans, applications, hires: the phases of a week. */
enum status market_separate(struct market *market, int32_t week, struct error *error);
enum status market_plan(struct market *market, int32_t week, struct error *error);
enum status market_apply(struct market *market, int32_t week, struct error *error);
void market_hire(struct market *market, int32_t week);

/* STATUS_FAILED with the first thing that is not as it must be after a week. */
enum status market_audit(const struct market *market, int32_t week, struct error *error);

/* A digest of all state. */
uint64_t market_digest(const struct market *market);

/* Adds up and empties the threads' tallies. */
struct tally market_tally(struct market *market);

#endif
