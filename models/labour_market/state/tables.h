/* What exists: people, jobs, firms, vacancies, as tables of columns (sim/table.h).
 *
 * Every person of the territory aged 15 to 74 has a row; who leaves, by age, death or a move, is followed in
 * the row by someone who enters (`generation` counts them), so the population keeps its size. Who works where
 * is a doubly linked list through the jobs: firm.first_job, job.next, job.prev. A firm that closes is
 * followed in its row by a new one. */
#ifndef LABOUR_MARKET_TABLES_H
#define LABOUR_MARKET_TABLES_H

#include <assert.h>
#include <stdint.h>

#include "sim/table.h"

/* What a person needs to act: one line of a cache. */
#define PERSON_FIELDS(C, self)                                                                               \
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
    C(self, I32, last_pay, "cent/hour", "gross hourly pay of the last job")                                  \
    C(self, F32, ability, "log points", "log ability without experience")                                    \
    C(self, F32, attachment, "1", "lasting attachment to work: 1 is the median person")                      \
    C(self, U16, zone, "code", "home zone")                                                                  \
    C(self, U16, work_days, "30 days", "experience")                                                         \
    C(self, U16, rights, "days", "days of benefit that were left when the last job began or ended")          \
    C(self, U8, generation, "1", "how many people have had this row before")                                 \
    C(self, U8, female, "1", "1: woman")                                                                     \
    C(self, U8, qualification, "code", "level")                                                              \
    C(self, U8, occupation, "code", "occupation: of the job, or the one looked for")                         \
    C(self, U8, status, "code", "labour status")                                                             \
    C(self, U8, last_status, "code", "labour status of the last job")                                        \
    C(self, U8, restless, "1", "1: has seen that the match is bad, and looks for another job")               \
    C(self, U8, fallback, "code", "status to which one returns when the job ends")                           \
    C(self, U8, event, "code", "which event comes on event_day")                                             \
    C(self, U8, beside, "jobs", "jobs held beside a main one")

struct person {
    PERSON_FIELDS(TABLE_FIELD, struct person)
};
static_assert(sizeof(struct person) == 64, "one line of a cache");

/* What is swept over, or seldom needed. */
#define PEOPLE_COLUMNS(C, self)                                                                              \
    C(self, I32, due, "day",                                                                                 \
      "day of the next action: the earliest of event_day, next_search and the ends of the jobs held")        \
    C(self, U32, partner, "id",                                                                              \
      "who lives with the person as a couple; NOBODY: none, PARTNER_OUTSIDE: no row any more")               \
    C(self, U16, children, "bits",                                                                           \
      "children at home: bit a stands for one of a years, 0 to 14; both partners hold the same")             \
    C(self, U8, home_since, "code", "children at home, and 128 for a partner, when the spell began")         \
    C(self, U8, trade, "code",                                                                               \
      "occupation that one is settled in, and goes back to when a short job in another ends")                \
    C(self, U32, last_employer, "id",                                                                        \
      "who employs the person in the main job, or did last; NOBODY: none yet")                               \
    C(self, I32, with_employer, "day",                                                                       \
      "day on which the first of the main jobs with that employer began that followed each other closely")   \
    C(self, U8, left_freely, "1", "1: has left the last job without being made to")                          \
    C(self, U8, status_month, "code", "labour status, as counted, on the last day of the month before")      \
    C(self, U8, status_two_months, "code", "the same two months before")                                     \
    C(self, U8, status_quarter, "code", "the same three months before")                                      \
    C(self, U8, search_month, "code",                                                                        \
      "time without a job, as counted, of who was unemployed on the last day of the month before")           \
    C(self, U8, search_two_months, "code", "the same two months before")                                     \
    C(self, U8, search_quarter, "code", "the same three months before")

struct people {
    struct table table;
    struct person *row;
    PEOPLE_COLUMNS(TABLE_MEMBER, struct people)
};

/* Jobs. The main job of person i is row i, a job beside it row people + i, the next one row 2 x people + i,
 * and so on: a row belongs to its holder for good and is free while `place` is NO_EMPLOYER. A person without
 * a main job may still hold one that was beside it. */
#define JOB_FIELDS(C, self)                                                                                  \
    C(self, U32, employer, "row", "who has signed the contract and pays")                                    \
    C(self, U32, place, "row", "where the work is done: the employer, or the user firm of an agency worker") \
    C(self, U32, next, "row", "next job at the same place")                                                  \
    C(self, U32, prev, "row", "previous job at the same place")                                              \
    C(self, I32, start, "day", "day on which the job began")                                                 \
    C(self, I32, end, "day", "planned last day of the contract plus one")                                    \
    C(self, I32, quit_day, "day", "day on which the holder gives up a job beside the main one")              \
    C(self, I32, pay, "cent/hour", "gross hourly pay")                                                       \
    C(self, I32, pay_since, "cent/hour", "the same when the spell began")                                    \
    C(self, U16, size_since, "persons", "staff of the place when the spell began, at most 65535")            \
    C(self, U8, home_since, "code", "children at home, and 128 for a partner, when the spell began")         \
    C(self, U8, raises, "1", "how often pay has risen in the spell, at most 255")                            \
    C(self, U8, occupation, "code", "occupation")                                                            \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, need, "code", "what the post is there for")                                                  \
    C(self, U8, hours, "hours/week", "weekly hours")                                                         \
    C(self, U8, channel, "code", "how the job was found")                                                    \
    C(self, U8, renewals, "1", "renewals of the running contract")

struct job {
    JOB_FIELDS(TABLE_FIELD, struct job)
};

struct jobs {
    struct table table;
    struct job *row;
};

/* Heads, open posts and the hours of both by need are four fields each, in the order of enum need. */
#define EMPLOYER_FIELDS(C, self)                                                                             \
    C(self, U32, first_job, "row", "first of the jobs here, the newest first")                               \
    C(self, I32, core, "persons", "staff in core posts")                                                     \
    C(self, I32, peak, "persons", "staff for demand above the core")                                         \
    C(self, I32, task, "persons", "staff on short tasks")                                                    \
    C(self, I32, marginal, "persons", "staff on marginal jobs, second jobs included")                        \
    C(self, I32, open_core, "vacancies", "open core posts")                                                  \
    C(self, I32, open_peak, "vacancies", "open posts above the core")                                        \
    C(self, I32, open_task, "vacancies", "short tasks that need someone")                                    \
    C(self, I32, open_marginal, "vacancies", "open marginal jobs")                                           \
    C(self, I32, core_hours, "hours/week", "weekly hours of the staff in core posts")                        \
    C(self, I32, peak_hours, "hours/week", "weekly hours of the staff for demand above the core")            \
    C(self, I32, task_hours, "hours/week", "weekly hours of the staff on short tasks")                       \
    C(self, I32, marginal_hours, "hours/week", "weekly hours of the staff on marginal jobs")                 \
    C(self, I32, open_core_hours, "hours/week", "weekly hours of open core posts")                           \
    C(self, I32, open_peak_hours, "hours/week", "weekly hours of open posts above the core")                 \
    C(self, I32, open_task_hours, "hours/week", "weekly hours of open short tasks")                          \
    C(self, I32, open_marginal_hours, "hours/week", "weekly hours of open marginal jobs")                    \
    C(self, U32, first_contact, "row", "first row of the ring of people it knows")                           \
    C(self, U16, contact_places, "rows", "size of that ring")                                                \
    C(self, U16, next_contact, "rows", "place of the ring that is written next")                             \
    C(self, U16, zone, "code", "zone")                                                                       \
    C(self, U16, generation, "1", "how many firms have had this row before")                                 \
    C(self, U8, form, "code", "legal form: forms.h")                                                         \
    C(self, U8, sector, "code", "sector; of no meaning where the form has no demand of its own")             \
    C(self, F32, premium, "log points", "lasting pay premium")                                               \
    C(self, F32, markup, "log points", "raise of offers because posts stayed open")                          \
    C(self, F32, rounding, "jobs", "own fixed threshold at which a fraction of a job becomes one")           \
    C(self, F64, reference, "jobs", "own size: demand without shocks")                                       \
    C(self, F64, permanent, "log points", "permanent demand over that of a mature firm")                     \
    C(self, F64, transitory, "log points", "transitory demand")                                              \
    C(self, I32, core_wanted, "hours/week", "core staff wanted, set by the last plan")                       \
    C(self, I32, peak_wanted, "hours/week", "staff above the core wanted, set by the last plan")             \
    C(self, I32, cancel_core, "hours/week", "hours of open posts to be withdrawn today")                     \
    C(self, I32, cancel_peak, "hours/week", "hours of open posts to be withdrawn today")                     \
    C(self, F32, mature, "log points", "demand of a mature firm over the reference, the mean of all ages")   \
    C(self, F32, tasks, "1", "short tasks per person employed, over those of the sector")                    \
    C(self, I32, founded, "day", "day on which the firm was founded")

struct employer {
    EMPLOYER_FIELDS(TABLE_FIELD, struct employer)
};

#define EMPLOYER_COLUMNS(C, self)                                                                            \
    C(self, I32, due, "day", "day of the next plan")                                                         \
    C(self, I32, next_task, "day", "day on which the next short task appears")

struct employers {
    struct table table;
    struct employer *row;
    EMPLOYER_COLUMNS(TABLE_MEMBER, struct employers)
};

#define VACANCY_FIELDS(C, self)                                                                              \
    C(self, U32, firm, "id", "employer")                                                                     \
    C(self, U32, employer, "row", "who will sign the contract: the firm, or a temporary-work agency")        \
    C(self, I32, opened, "day", "day of posting")                                                            \
    C(self, I32, length, "days", "planned length of the contract, 0: open-ended")                            \
    C(self, I32, needed, "days", "for how long someone is needed, 0: for good")                              \
    C(self, I32, wage, "cent/hour", "pay for a person of average ability")                                   \
    C(self, U16, zone, "code", "zone")                                                                       \
    C(self, U8, occupation, "code", "occupation")                                                            \
    C(self, U8, contract, "code", "type of the contract")                                                    \
    C(self, U8, need, "code", "what it is there for")                                                        \
    C(self, U8, channel, "code", "how it is made known")                                                     \
    C(self, U8, hours, "hours/week", "weekly hours")                                                         \
    C(self, U8, closed, "1", "1: filled or withdrawn, removed on the next morning")

struct vacancy {
    VACANCY_FIELDS(TABLE_FIELD, struct vacancy)
};

struct vacancies {
    struct table table;
    struct vacancy *row;
};

/* Rings of people whom employers know, one after the other: contacts.h. */
#define CONTACT_COLUMNS(C, self) C(self, U32, person, "id", "person, NOBODY: the place is free")

struct contacts {
    struct table table;
    CONTACT_COLUMNS(TABLE_MEMBER, struct contacts)
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

/* Who comes back to work: rows sex + 2 x age group. Set on the first day, so that a reform which keeps more
 * or fewer people in the labour force is not undone by those who come back. */
#define RETURN_COLUMNS(C, self)                                                                              \
    C(self, U8, known, "1", "1: set")                                                                        \
    C(self, F64, rate, "1/year", "out of inactivity, in the mean of people")

struct returns {
    struct table table;
    RETURN_COLUMNS(TABLE_MEMBER, struct returns)
};

/* What firms of a sector in a zone reckon with: rows zone * sectors + sector. */
#define OUTLOOK_COLUMNS(C, self)                                                                             \
    C(self, F64, cost_first, "log points", "labour cost of covering demand under the law of the first day")  \
    C(self, F64, cost, "log points", "labour cost over that, as far as demand has followed it")              \
    C(self, F64, level, "log points", "level of demand that firms believe to last")

struct outlook {
    struct table table;
    OUTLOOK_COLUMNS(TABLE_MEMBER, struct outlook)
};

/* Employers' groups: row g is the employer in row firms + agencies + g. Rows are never used again. */
#define GROUP_FIELDS(C, self)                                                                                \
    C(self, F64, price, "1",                                                                                 \
      "what an hour lent costs members over the gross pay of an hour, as it was lately")                     \
    C(self, F64, cost_lately, "cent/week", "unit cost of its staff and of running it, as it was lately")     \
    C(self, F64, lent_lately, "cent/week",                                                                   \
      "gross pay of the hours lent, as it was lately: the price is over it")                                 \
    C(self, F64, reputation, "1", "share of what it had promised that it has lent of late")                  \
    C(self, I64, pay, "cent", "gross pay of its staff since it was founded")                                 \
    C(self, I64, contributions, "cent", "contributions on that")                                             \
    C(self, I64, running, "cent", "what running the group has cost")                                         \
    C(self, I64, fees, "cent", "fees that members have paid")                                                \
    C(self, I64, billed, "cent", "what members have paid for hours, idle ones included")                     \
    C(self, U32, employer, "row", "the group as an employer")                                                \
    C(self, I32, founded, "day", "day on which it was founded")                                              \
    C(self, I32, ended, "day", "day on which it ended; NEVER: it is there")                                  \
    C(self, I32, dear, "months", "months in a row in which it was dearer than what it replaces")             \
    C(self, I32, members, "firms", "member firms")                                                           \
    C(self, I32, paid_hours, "hours/week", "hours of its staff, this week")                                  \
    C(self, I32, lent_hours, "hours/week", "of these, hours lent to members")                                \
    C(self, I32, idle_hours, "hours/week", "of these, hours for which no member has work")

struct group {
    GROUP_FIELDS(TABLE_FIELD, struct group)
};

struct groups {
    struct table table;
    struct group *row;
};

/* What each firm has to do with groups: rows as the firms, or none where there never was a group. */
#define MEMBER_FIELDS(C, self)                                                                               \
    C(self, U32, group, "row", "its group; NO_GROUP: none")                                                  \
    C(self, I32, joined, "day", "day on which it joined")                                                    \
    C(self, I64, lent_pay, "cent/week",                                                                      \
      "gross pay of the hours that it is lent this week, for what they are worth to it")                     \
    C(self, I32, asked, "hours/week", "hours that it asks for this week")                                    \
    C(self, I32, lent, "hours/week", "hours that it is lent this week")                                      \
    C(self, F32, trust, "1", "how far it counts on what it is lent: 0 to 1")                                 \
    C(self, F32, saved, "EUR/year", "what it saves by the group, as it was lately")                          \
    C(self, U8, occupation, "code", "occupation in which it is lent staff")

struct member {
    MEMBER_FIELDS(TABLE_FIELD, struct member)
};

struct members {
    struct table table;
    struct member *row;
};

/* Who works where this week: staff of a group at its members, in the order of jobs. */
#define LENDING_FIELDS(C, self)                                                                              \
    C(self, U32, job, "row", "a job with a group")                                                           \
    C(self, I32, start, "day", "day on which that job began")                                                \
    C(self, U32, firm, "row", "the member that uses it")                                                     \
    C(self, U32, group, "row", "the group that employs")                                                     \
    C(self, I32, hours, "hours/week", "hours there")

struct lending {
    LENDING_FIELDS(TABLE_FIELD, struct lending)
};

struct lendings {
    struct table table;
    struct lending *row;
};

/* What groups mean to do until the next plan: rows group x occupation, of which the first of each family
 * stands for it. */
#define POOL_COLUMNS(C, self)                                                                                \
    C(self, I32, wanted, "persons", "staff wanted on open-ended contracts")                                  \
    C(self, F64, fill, "1", "share of what members ask for that this staff can do, in the mean")

struct pools {
    struct table table;
    POOL_COLUMNS(TABLE_MEMBER, struct pools)
};

/* The state of the market in each zone: local_market.h. */
#define LOCAL_MARKET_COLUMNS(C, self)                                                                        \
    C(self, U8, begun, "1", "1: what is usual is known")                                                     \
    C(self, F64, usual, "log points", "log unemployment rate that is usual")                                 \
    C(self, F64, scarcity, "log points", "log unemployment rate of last month over that")                    \
    C(self, F64, force_first, "log points", "log of those who work or want to, on the first day")            \
    C(self, F64, followed, "log points", "by how much demand for labour has followed them since")            \
    C(self, F64, custom, "log points", "demand for work on own account over what is offered")

struct local_market {
    struct table table;
    LOCAL_MARKET_COLUMNS(TABLE_MEMBER, struct local_market)
};

/* People of the synthetic population by margin, before the first day. */
#define MARGIN_COLUMNS(C, self)                                                                              \
    C(self, I64, persons, "persons", "people counted in this margin on the first day")

struct margins {
    struct table table;
    MARGIN_COLUMNS(TABLE_MEMBER, struct margins)
};

#endif
