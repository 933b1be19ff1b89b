/* Events: what happens to some people and firms, and why, written down as it happens, so that a number can be
 * followed to the decisions that it is made of (`bassin explain`).
 *
 * A row of the panel `events` is one event of a person, of a firm, or of both; what does not apply is
 * missing. Its columns hold what was decided by: ranks, costs, hours wanted and held, rates, means. The words
 * are made of them later (tell.h).
 *
 * Who is followed is drawn under the seed of the population, or named. Nothing here is read by any process:
 * other results keep their bytes, and a run that follows nobody pays for a test of one pointer. */
#ifndef LABOUR_MARKET_EVENTS_H
#define LABOUR_MARKET_EVENTS_H

#include "models/labour_market/state/panels.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/transitions.h"

#define EVENT_STREAMS(S)                                                                                     \
    S(FOLLOWED_PERSON, 58, "followed person", POPULATION) /* person: are events written down or not */       \
    S(FOLLOWED_FIRM, 59, "followed firm", POPULATION)     /* firm: the same */
enum { EVENT_STREAMS(STREAM_NUMBER) };

#define EXPLAIN_PARAMS(P, self)                                                                              \
    P(self, REAL, people, "0", 0, 1, "1", PARAM_PLAIN,                                                       \
      "Share of people whose events are written down with their reasons, for `bassin explain`.",             \
      "choice of the scenario")                                                                              \
    P(self, REAL, firms, "0", 0, 1, "1", PARAM_PLAIN, "The same share of firms.", "choice of the scenario")  \
    P(self, NOTE, person_ids, "", 0, 0, "1", PARAM_PLAIN,                                                    \
      "People who are followed besides: numbers as in panel/spells, separated by commas.",                   \
      "choice of the scenario")                                                                              \
    P(self, NOTE, firm_ids, "", 0, 0, "1", PARAM_PLAIN,                                                      \
      "Firms that are followed besides: numbers as in panel/spells, separated by commas.",                   \
      "choice of the scenario")
struct explain_params {
    EXPLAIN_PARAMS(PARAM_MEMBER, )
};

/* What happened: H(code, label). */
#define HAPPENINGS(H)                                                                                        \
    H(FOLLOWED, "followed from here")                                                                        \
    H(PASSED, "post passed by")                                                                              \
    H(REFUSED, "application refused")                                                                        \
    H(DECLINED, "offer declined")                                                                            \
    H(HIRED, "hired")                                                                                        \
    H(OPTION, "contract weighed")                                                                            \
    H(ENDED, "job ended")                                                                                    \
    H(CONVERTED, "kept open-ended")                                                                          \
    H(RENEWED, "fixed term renewed")                                                                         \
    H(HOURS, "other weekly hours")                                                                           \
    H(STATUS, "other labour status")                                                                         \
    H(PLANS, "other plans")                                                                                  \
    H(BENEFIT, "right to unemployment benefit")                                                              \
    H(MEANS, "means of the household tested")                                                                \
    H(INCOME, "month of income")                                                                             \
    H(PLAN, "staff planned")                                                                                 \
    H(POST, "post opened")                                                                                   \
    H(CLOSED, "firm closed")
#define HAPPENED_CODE(code, label) HAPPENED_##code,
enum happening { HAPPENINGS(HAPPENED_CODE) HAPPENED_COUNT };

/* Why: B(code, label). */
#define BECAUSES(B)                                                                                          \
    B(FIRST_DAY, "recording begins")                                                                         \
    B(ARRIVED, "came into the territory")                                                                    \
    B(FOUNDED, "firm founded")                                                                               \
    B(BEST, "best of the applicants who were free")                                                          \
    B(CALLED, "called by the employer")                                                                      \
    B(OUTRANKED, "another applicant was preferred")                                                          \
    B(NOT_REACHED, "nobody was hired that day")                                                              \
    B(PAY, "worth less than the person asks for")                                                            \
    B(HOURS, "more weekly hours than wanted")                                                                \
    B(COST, "would cost the employer more than it brings")                                                   \
    B(BETTER_OFFER, "a better offer on the same day")                                                        \
    B(BETTER_JOB, "left for a better job")                                                                   \
    B(EMPLOYER_SAW, "employer saw that the match is bad")                                                    \
    B(PERSON_SAW, "person saw that the match is bad")                                                        \
    B(CHANCE, "chance, at a rate")                                                                           \
    B(TERM, "end of the term")                                                                               \
    B(LESS_STAFF, "firm wants less staff")                                                                   \
    B(MORE_STAFF, "firm wants more staff")                                                                   \
    B(SPARE, "firm needs fewer posts than are open")                                                         \
    B(CLOSURE, "firm closed")                                                                                \
    B(ORDER, "closed by order of the scenario")                                                              \
    B(AGE, "age")                                                                                            \
    B(SCHOOL, "left school")                                                                                 \
    B(MOVED, "left the territory")                                                                           \
    B(ASKED, "person asked for it")                                                                          \
    B(SECOND, "second job given up")                                                                         \
    B(INSURED, "insured long enough")                                                                        \
    B(LEFT_FREELY, "left the job freely")                                                                    \
    B(TOO_SHORT, "not insured long enough")                                                                  \
    B(USED_UP, "right used up or not opened yet")                                                            \
    B(MEANS, "by the means of the household")                                                                \
    B(NOT_TAKEN_UP, "not taken up")                                                                          \
    B(AT_PARENTS, "lives at the parents' home")                                                              \
    B(AT_SCHOOL, "still at school")                                                                          \
    B(TOO_YOUNG, "below the age of the law, and no child")                                                   \
    B(NONE, "not applicable")
#define BECAUSE_CODE(code, label) BECAUSE_##code,
enum because { BECAUSES(BECAUSE_CODE) BECAUSE_COUNT };

/* The wider columns first, so that there is no padding. Numbers that do not apply are NaN, counts 0. */
#define EVENT_COLUMNS(C, self)                                                                               \
    C(self, U32, person, "id?", "person whom it happened to")                                                \
    C(self, U32, firm, "id?", "firm whom it happened to, or with which")                                     \
    C(self, I32, day, "day", "day on which it happened")                                                     \
    C(self, I32, since, "day",                                                                               \
      "first day of the job or status it is about; of a hire: day on which the post was opened")             \
    C(self, I32, until, "day", "planned end of a fixed term plus one; of a right: first day it is not paid") \
    C(self, F32, days, "days", "length of a need; days of benefit left")                                     \
    C(self, F32, pay, "cent/hour", "gross hourly pay")                                                       \
    C(self, F32, worth, "cent/hour", "what the job is worth to the person: pay less the way and the term")   \
    C(self, F32, asked, "cent/hour", "what it had to be worth; of an offer declined: what the other one is") \
    C(self, F32, output, "cent/hour", "what an hour of the work brings the employer")                        \
    C(self, F32, labour_cost, "cent/hour", "what an hour of it costs the employer")                          \
    C(self, F32, score, "log points", "how the employer ranks the applicant")                                \
    C(self, F32, best_score, "log points", "how it ranks who was hired")                                     \
    C(self, F32, off_joblessness, "log points", "taken off in that for time without work")                   \
    C(self, F32, off_inexperience, "log points", "taken off in that for a lack of experience")               \
    C(self, F32, off_age, "log points", "taken off in that for age above forty")                             \
    C(self, F32, unit_cost, "1", "cost of an hour on this contract over gross pay of core staff")            \
    C(self, F32, share, "1", "chance with which this contract is chosen")                                    \
    C(self, F32, rate, "1/year", "rate at which chance makes it happen to people or firms like this one")    \
    C(self, F32, demand, "jobs", "jobs that the demand of the day asks for")                                 \
    C(self, F32, core_wanted, "hours/week", "weekly hours of core staff that the firm wants")                \
    C(self, F32, core_held, "hours/week", "those it has")                                                    \
    C(self, F32, peak_wanted, "hours/week", "weekly hours of staff above the core that it wants")            \
    C(self, F32, peak_held, "hours/week", "those it has")                                                    \
    C(self, F32, reference, "cent/day", "gross pay of a day that unemployment benefit is made of")           \
    C(self, F32, daily, "cent/day", "gross unemployment benefit of a day")                                   \
    C(self, F32, benefit, "cent/month", "gross unemployment benefit")                                        \
    C(self, F32, earnings, "cent/month", "net earnings; of a means test: of the household")                  \
    C(self, F32, other, "cent/month", "other income of the household that a means test counts")              \
    C(self, F32, minimum_income, "cent/month", "minimum income of the household")                            \
    C(self, F32, in_work, "cent/month", "in-work benefit of the household")                                  \
    C(self, F32, family, "cent/month", "family allowances of the household")                                 \
    C(self, F32, housing, "cent/month", "housing allowance of the household")                                \
    C(self, F32, tax, "cent/month", "income tax of the household")                                           \
    C(self, F32, net, "cent/month", "received less paid by the person")                                      \
    C(self, U16, zone, "code:zone?", "zone of the place of work, or of residence")                           \
    C(self, U16, rank, "1", "rank among the applicants, the best being 1; 0: not ranked")                    \
    C(self, U16, applicants, "persons", "who applied for the post that day, at most 65535")                  \
    C(self, U16, posts, "posts", "posts opened at once, at most 65535")                                      \
    C(self, U8, event, "code:event", "what happened")                                                        \
    C(self, U8, because, "code:because?", "why")                                                             \
    C(self, U8, reason, "code:reason?", "as the spell of the job or status has it")                          \
    C(self, U8, from, "code:status?", "labour status before")                                                \
    C(self, U8, to, "code:status?", "labour status after")                                                   \
    C(self, U8, contract, "code:contract?", "type of contract")                                              \
    C(self, U8, need, "code:need?", "what the post is there for")                                            \
    C(self, U8, channel, "code:channel?", "how the post was made known, or how person and employer met")     \
    C(self, U8, occupation, "code:occupation?", "occupation")                                                \
    C(self, U8, sector, "code:sector?", "sector of the place of work")                                       \
    C(self, U8, hours, "hours/week", "weekly hours; 0: not applicable")                                      \
    C(self, U8, age, "years", "age of the person; 0: not applicable")                                        \
    C(self, U8, female, "yes", "a woman")                                                                    \
    C(self, U8, second, "yes", "a job beside the main one")                                                  \
    C(self, U8, adults, "persons", "adults of the household whose means were tested; 0: not applicable")     \
    C(self, U8, children, "persons", "children of that household")
struct event_row {
    EVENT_COLUMNS(TABLE_FIELD, struct event_row)
};

extern const struct column event_columns[];
#define EVENT_COLUMN_ONE(self, type, name, unit, text) +1
enum { EVENT_COLUMN_COUNT = 0 EVENT_COLUMNS(EVENT_COLUMN_ONE, ) };
extern const struct part part_explain;

/* Whether the parameters follow anybody. */
bool explain_asked(const struct explain_params *p);

/* About how many rows a day of a place of so many people gives: as measured with Mulhouse. */
double explain_day_rows(const struct parameters *p, double people);

/* Dimensions of the codes above, where somebody is followed. */
enum status events_dimensions(const struct parameters *p, struct outputs *outputs, struct error *error);

/* The morning of a day: who is followed is known from the first recorded day on. */
enum status events_begin(struct world *w, int32_t day, struct error *error);

/* Whether a firm is followed. Costs a draw where firms are. */
bool event_follows_firm(const struct world *w, uint32_t id);

static inline bool event_follows(const struct world *w, size_t person)
{
    return w->followed != NULL && w->followed[person];
}

/* Events of a parallel phase; nothing where nobody is followed. */
enum status events_open(struct world *w, size_t blocks, struct error *error);
enum status events_close(struct world *w, struct error *error);

/* A row in which nothing applies yet, of a person, a firm or both (NOBODY, NO_EMPLOYER: not); rows, not ids.
 */
struct event_row event_blank(const struct world *w, int32_t day, enum happening event, size_t person,
                             size_t firm);
void event_post(const struct world *w, const struct span *span, const struct event_row *row);
enum status event_add(const struct world *w, const struct event_row *row, struct error *error);

/* The firm's staff, wanted and held, into a row. */
void event_staff(const struct world *w, size_t firm, struct event_row *row);

/* ---- market/market_events.c ---- */

/* A post that the person came to see and that nothing came of. */
struct passed_post {
    enum because because;
    int32_t wage, worth;
    double asked, output, labour_cost;
};
void event_passed(const struct world *w, const struct span *span, size_t person, size_t v, int32_t day,
                  const struct passed_post *passed);

/* Before offers are made: applications are as people sent them. After each round: who was hired, who
 * declined. In the end: who was refused. */
enum status events_applied(struct world *w, struct error *error);
enum status events_hired(struct world *w, int32_t day, struct error *error);
enum status events_refused(struct world *w, int32_t day, struct error *error);

/* ---- life_events.c ---- */

/* The rate at which what the person lives today comes. In the person's own phase. */
void event_rate(const struct world *w, size_t person, double rate);

/* What has happened in a step of the day, before it is planned what comes next. `incomes`: they are kept, and
 * tell of benefits month by month. */
enum status events_lived(struct world *w, int32_t day, bool incomes, struct error *error);

/* ---- firms/firm_events.c: in the phase that owns the firm ---- */

void event_post_opened(const struct world *w, const struct span *span, const struct posting *posting,
                       int32_t count);
void event_closed(const struct world *w, const struct span *span, size_t firm, int32_t day, bool ordered);
void event_founded(const struct world *w, const struct span *span, size_t firm, int32_t day);
/* `before`: the firm before the plan. */
void event_planned(const struct world *w, const struct span *span, size_t firm, int32_t day,
                   const struct employer *before);

#endif
