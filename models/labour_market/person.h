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

/* Log ability with the experience gathered so far, the running job included, less what lay idle. */
double person_skill(const struct world *w, size_t i, int32_t day);

/* Share of five years of work that a person has behind, at most 1. */
double person_experience(const struct world *w, size_t i, int32_t day);

/* Days without work that still mark a person: those since the last job, and those before it that the job was
 * too short to wipe out. */
int32_t person_detachment(const struct world *w, size_t i, int32_t day);

/* A lasting trait that a share of all people has, the same people in every run of the territory: `salt` tells
 * the traits apart. */
bool person_has(const struct world *w, size_t i, uint32_t salt, double share);
enum {
    TRAIT_PANEL = 0x51f15ee5,
    TRAIT_STUDENT_WORK = 0x1c0ffee1,
    TRAIT_MARGINAL = 0x2b0a7d13,
    TRAIT_SECOND = 0x35ec0d7b
};

/* Status to which a person returns who has no job (any more): retired, at school, or as the row says. */
enum status_code person_without_job(const struct world *w, size_t i, int32_t day);

/* Sets `due` to the earliest of the four days on which this person acts. */
static inline void person_reschedule(struct people *people, size_t i)
{
    int32_t due = people->job_end[i] < people->event_day[i] ? people->job_end[i] : people->event_day[i];
    due = people->next_search[i] < due ? people->next_search[i] : due;
    people->due[i] = people->second_end[i] < due ? people->second_end[i] : due;
}

/* Asks the memory for what a person who acts soon will need: fetched while others act. In a large population
 * this is what keeps the cost of an action near that of a small one. */
enum { PERSON_AHEAD = 16 };
static inline void person_fetch_schedule(const struct people *people, size_t i)
{
    memory_fetch(&people->job_end[i]);
    memory_fetch(&people->event_day[i]);
    memory_fetch(&people->next_search[i]);
    memory_fetch(&people->second_end[i]);
}

/* For life_schedule and person_reschedule. */
static inline void person_fetch_life(const struct people *people, size_t i)
{
    memory_fetch(&people->birth_day[i]);
    memory_fetch(&people->status[i]);
    memory_fetch(&people->generation[i]);
    memory_fetch(&people->retire_day[i]);
    memory_fetch(&people->leave_day[i]);
    memory_fetch(&people->school_end[i]);
    memory_fetch(&people->attachment[i]);
    memory_fetch(&people->second_end[i]);
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
    memory_fetch(&people->wage[i]);
    memory_fetch(&people->zone[i]);
    memory_fetch(&people->occupation[i]);
    memory_fetch(&people->trade[i]);
    memory_fetch(&people->agency[i]);
    memory_fetch(&people->restless[i]);
    memory_fetch(&people->last_status[i]);
    memory_fetch(&people->contract[i]);
    memory_fetch(&people->firm[i]);
    memory_fetch(&people->job_start[i]);
    memory_fetch(&people->jobless_since[i]);
    memory_fetch(&people->detached_since[i]);
    memory_fetch(&people->work_days[i]);
    memory_fetch(&people->need[i]);
    memory_fetch(&people->hours[i]);
    memory_fetch(&people->channel[i]);
    memory_fetch(&people->rights[i]);
    memory_fetch(&people->fallback[i]);
    memory_fetch(&people->staff_next[i]);
    memory_fetch(&people->staff_prev[i]);
}

/* For the firm's part when someone leaves or joins. */
static inline void person_fetch_firm(const struct firms *firms, size_t firm)
{
    memory_fetch(&firms->sector[firm]);
    memory_fetch(&firms->first_staff[firm]);
    memory_fetch(&firms->core[firm]);
    memory_fetch(&firms->peak[firm]);
    memory_fetch(&firms->task[firm]);
    memory_fetch(&firms->generation[firm]);
    memory_fetch(&firms->known[firm]);
    memory_fetch(&firms->known_next[firm]);
}

/* Writes the spell that ends on `day` (exclusive) and begins the next one. */
void person_end_spell(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* The same for the second job, whose spell runs beside. */
void person_post_second(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* The spell that is still running when recording ends, and the traits of the person, to the panels. */
void person_post_open_spell(struct world *w, const struct span *span, size_t i, int32_t day);
void person_post_traits(struct world *w, const struct span *span, size_t i);

/* The person is out of work from `day` on. `to` is unemployed, halo, inactive or retired; who was to
 * be unemployed but is at school or retired returns there, and nobody at school is of the halo. Sets search,
 * benefit rights and the next event. The job, if any, must have been left. */
void person_out_of_work(struct world *w, size_t i, int32_t day, enum status_code to);

/* What a job is. */
struct job {
    uint32_t firm;
    int32_t length; /* days, 0: open-ended */
    int32_t wage;   /* cents per hour */
    uint16_t agency;
    uint8_t contract, need, hours, channel, occupation;
};

/* The person starts the job; the row of the firm is not touched (person_join_firm). */
void person_start_job(struct world *w, size_t i, int32_t day, const struct job *job);

/* The person works on own account from `day` on. */
void person_set_up(struct world *w, size_t i, int32_t day);

/* Firm and person part: links, head counts and the tally of separations. The person's row still says what the
 * job was; call person_end_spell next, then person_out_of_work or person_start_job. */
void person_leave_firm(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* The firm lets the person go, who is then without a job: the three steps in one, in the phase that owns the
 * firm. */
void person_let_go(struct world *w, const struct span *span, size_t i, int32_t day, enum reason reason);

/* Firm and person meet: links and head counts. */
void person_join_firm(struct world *w, size_t i, uint32_t firm);

/* Head count, and open posts, of a firm by need. */
int32_t *firm_staff(const struct firms *firms, size_t firm, enum need need);
int32_t *firm_open(const struct firms *firms, size_t firm, enum need need);

/* All who work in the firm's posts: marginal jobs counted as the part of a post that they are. */
int32_t firm_size(const struct firms *firms, size_t firm);

#endif
