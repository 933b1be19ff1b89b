/* What happens to one person's row: spells begin and end, the next action is set.
 *
 * All of it writes this person's row only, and the neighbours' links where it leaves a firm; callers are
 * the person, or the firm that employs the person, in the phase that owns the row. */
#ifndef LABOUR_MARKET_PERSON_H
#define LABOUR_MARKET_PERSON_H

#include "models/labour_market/observe.h"
#include "models/labour_market/world.h"
#include "sim/memory.h"

/* Age in whole years on a day. */
int32_t person_age(const struct world *w, size_t i, int32_t day);

/* Log ability with the experience gathered so far, the running job included. */
double person_skill(const struct world *w, size_t i, int32_t day);

/* Sets `due` to the earliest of the three days on which this person acts. */
static inline void person_reschedule(struct people *people, size_t i)
{
    int32_t due = people->job_end[i] < people->event_day[i] ? people->job_end[i] : people->event_day[i];
    people->due[i] = people->next_search[i] < due ? people->next_search[i] : due;
}

/* Asks the memory for what a person who acts soon will need: fetched while others act. In a large population
 * this is what keeps the cost of an action near that of a small one. */
enum { PERSON_AHEAD = 16 };
static inline void person_fetch_schedule(const struct people *people, size_t i)
{
    memory_fetch(&people->job_end[i]);
    memory_fetch(&people->event_day[i]);
    memory_fetch(&people->next_search[i]);
}

static inline void person_fetch_worth(const struct people *people, size_t i)
{
    memory_fetch(&people->wage[i]);
    memory_fetch(&people->ability[i]);
    memory_fetch(&people->work_days[i]);
    memory_fetch(&people->jobless_since[i]);
    memory_fetch(&people->job_start[i]);
    memory_fetch(&people->firm[i]);
}

static inline void person_fetch_search(const struct people *people, size_t i)
{
    memory_fetch(&people->next_search[i]);
    memory_fetch(&people->status[i]);
    memory_fetch(&people->zone[i]);
    memory_fetch(&people->occupation[i]);
    memory_fetch(&people->generation[i]);
    memory_fetch(&people->due[i]);
    memory_fetch(&people->job_end[i]);
    memory_fetch(&people->event_day[i]);
}

/* For life_schedule and person_reschedule. */
static inline void person_fetch_life(const struct people *people, size_t i)
{
    memory_fetch(&people->status[i]);
    memory_fetch(&people->generation[i]);
    memory_fetch(&people->retire_day[i]);
    memory_fetch(&people->leave_day[i]);
    memory_fetch(&people->event[i]);
    memory_fetch(&people->event_day[i]);
    memory_fetch(&people->next_search[i]);
    memory_fetch(&people->job_end[i]);
    memory_fetch(&people->due[i]);
}

/* For the end or the start of a spell and of a job. */
static inline void person_fetch_job(const struct people *people, size_t i)
{
    memory_fetch(&people->since[i]);
    memory_fetch(&people->birth_day[i]);
    memory_fetch(&people->wage[i]);
    memory_fetch(&people->zone[i]);
    memory_fetch(&people->occupation[i]);
    memory_fetch(&people->contract[i]);
    memory_fetch(&people->firm[i]);
    memory_fetch(&people->job_start[i]);
    memory_fetch(&people->jobless_since[i]);
    memory_fetch(&people->work_days[i]);
    memory_fetch(&people->staff_next[i]);
    memory_fetch(&people->staff_prev[i]);
}

/* For the firm's part when someone leaves or joins. */
static inline void person_fetch_firm(const struct firms *firms, size_t firm)
{
    memory_fetch(&firms->sector[firm]);
    memory_fetch(&firms->first_staff[firm]);
    memory_fetch(&firms->core[firm]);
    memory_fetch(&firms->flexible[firm]);
}

/* Writes the spell that ends on `day` (exclusive) and begins the next one. */
void person_end_spell(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* The spell that is still running when recording ends, and the traits of the person, to the panels. */
void person_post_open_spell(struct world *w, const struct span *span, size_t i, int32_t day);
void person_post_traits(struct world *w, const struct span *span, size_t i);

/* The person is out of work from `day` on, in status `to` (unemployed, inactive or retired): sets
 * search and the next event. The job, if any, must have been left. */
void person_out_of_work(struct world *w, size_t i, int32_t day, enum status_code to);

/* The person starts a job: contract, firm and pay are set; length 0 is open-ended. */
void person_start_job(struct world *w, size_t i, int32_t day, uint32_t firm, uint8_t contract, int32_t length,
                      int32_t wage, uint8_t occupation);

/* Firm and person part: links, head counts and the tally of separations. The person's row still says what the
 * job was; call person_end_spell next, then person_out_of_work or person_start_job. */
void person_leave_firm(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* Firm and person meet: links and head counts. */
void person_join_firm(struct world *w, size_t i, uint32_t firm);

#endif
