#include "models/labour_market/lives.h"

#include <math.h>

#include "models/labour_market/households.h"
#include "models/labour_market/leaving.h"
#include "models/labour_market/life_table.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/territory.h"
#include "models/labour_market/wages.h"

static const double DAYS_PER_YEAR = 365.25;
enum { LONGEST_WAIT_DAYS = 365, PEOPLE_PER_BLOCK = 256 };

/* Rates per year of the events that compete in the present status. */
enum {
    RATE_RESIGNATION,
    RATE_DISMISSAL,
    RATE_AGREED,
    RATE_WITHDRAWAL, /* to inactivity */
    RATE_HALO,       /* to the halo */
    RATE_SEARCH,     /* to unemployment */
    RATE_SET_UP,
    RATE_GIVE_UP, /* of the self-employed */
    RATE_COUNT
};

static void employee_rates(const struct world *w, size_t i, double rates[RATE_COUNT])
{
    const struct separation_params *separations = &w->p->separations;
    const struct life_params *lives = &w->p->lives;
    const struct people *people = &w->people;
    bool open_ended = people->status[i] == STATUS_CDI;
    bool marginal = people->status[i] == STATUS_MINI_JOB;
    double out = lives->withdraw_employed / people->attachment[i] / w->life.attachment_mean;
    rates[RATE_RESIGNATION] = open_ended ? separations->resignation : marginal ? separations->marginal : 0;
    rates[RATE_DISMISSAL] = separations->dismissal; /* a fixed term ends early for cause only */
    rates[RATE_AGREED] = open_ended ? separations->agreed * w->institutions.agreed : 0;
    rates[RATE_WITHDRAWAL] = out * (1 - lives->withdraw_to_halo);
    rates[RATE_HALO] = out * lives->withdraw_to_halo;
}

/* Setting up on one's own account grows with age, to 1 at forty. */
static double set_up_factor(const struct world *w, int32_t age)
{
    return w->life.set_up[age < HIGHEST_AGE ? age : HIGHEST_AGE];
}

static double life_rates(const struct world *w, size_t i, int32_t day, double rates[RATE_COUNT])
{
    const struct life_params *lives = &w->p->lives;
    const struct self_employment_params *own = &w->p->self_employment;
    const struct people *people = &w->people;
    double stays = people->attachment[i] * w->life.attachment_mean; /* rates out are divided by it */
    double comes = people->attachment[i] / w->life.attachment_mean; /* rates in are multiplied by it */
    for (int k = 0; k < RATE_COUNT; k++) {
        rates[k] = 0;
    }
    if (people->retire_day[i] <= day) {
        rates[RATE_RESIGNATION] = people->status[i] == STATUS_MINI_JOB ? w->p->separations.marginal : 0;
    } else if (people->status[i] == STATUS_SELF_EMPLOYED) {
        rates[RATE_GIVE_UP] = own->give_up;
        rates[RATE_WITHDRAWAL] = lives->withdraw_employed / stays / 2;
    } else if (status_employee(people->status[i])) {
        employee_rates(w, i, rates);
        rates[RATE_SET_UP] = people->status[i] == STATUS_CDI
                                 ? own->from_employee * set_up_factor(w, person_age(w, i, day))
                                 : 0;
    } else if (people->status[i] == STATUS_UNEMPLOYED) {
        rates[RATE_HALO] = lives->unemployed_to_halo / stays;
        rates[RATE_WITHDRAWAL] = lives->unemployed_to_inactive / stays;
        rates[RATE_SET_UP] = own->from_unemployed * set_up_factor(w, person_age(w, i, day));
    } else if (people->status[i] == STATUS_HALO) {
        rates[RATE_SEARCH] = lives->halo_to_unemployed * comes;
        rates[RATE_WITHDRAWAL] = lives->halo_to_inactive / stays;
    } else if (people->status[i] == STATUS_INACTIVE && people->school_end[i] <= day) {
        size_t group = age_group_of(w, person_age(w, i, day));
        double back = w->life.activate[people->female[i]][group] * comes;
        rates[RATE_SEARCH] = back * (1 - lives->return_by_halo);
        rates[RATE_HALO] = back * lives->return_by_halo;
    }
    double total = 0;
    for (int k = 0; k < RATE_COUNT; k++) {
        total += rates[k];
    }
    return total;
}

/* Sets the next event to `event` on `event_day`, unless leaving school, retirement or leaving the territory
 * comes first. */
static void set_event(struct world *w, size_t i, int32_t day, int32_t event_day, enum event event)
{
    struct people *people = &w->people;
    if (people->school_end[i] > day && people->school_end[i] <= event_day) {
        event_day = people->school_end[i];
        event = EVENT_SCHOOL;
    }
    if (people->retire_day[i] > day && people->retire_day[i] <= event_day) {
        event_day = people->retire_day[i];
        event = EVENT_RETIRE;
    }
    if (people->leave_day[i] <= event_day) {
        event_day = people->leave_day[i];
        event = EVENT_LEAVE;
    }
    people->event_day[i] = event_day > day ? event_day : day + 1;
    people->event[i] = (uint8_t)event;
}

void life_schedule(struct world *w, size_t i, int32_t day)
{
    if (w->people.status[i] == STATUS_RETIRED) {
        set_event(w, i, day, NEVER, EVENT_CHECK);
        return;
    }
    double rates[RATE_COUNT];
    double total = life_rates(w, i, day, rates);
    struct rng luck = person_luck(w, LUCK_LIFE_EVENT, i, day);
    double wait = total > 0 ? rng_exponential(&luck) * DAYS_PER_YEAR / total : INFINITY;
    if (wait < LONGEST_WAIT_DAYS) {
        set_event(w, i, day, day + 1 + (int32_t)wait, EVENT_LIFE);
    } else {
        set_event(w, i, day, day + LONGEST_WAIT_DAYS, EVENT_CHECK);
    }
}

void life_schedule_match(struct world *w, size_t i, int32_t day)
{
    const struct separation_params *separations = &w->p->separations;
    struct rng luck = person_luck(w, LUCK_MATCH_FATE, i, day);
    double fate = rng_uniform(&luck);
    double wait = rng_exponential(&luck);
    if (fate < separations->misfit_employer) {
        set_event(w, i, day, day + 1 + (int32_t)(wait * separations->misfit_employer_days),
                  EVENT_BAD_EMPLOYER);
    } else if (fate < separations->misfit_employer + separations->misfit_worker) {
        set_event(w, i, day, day + 1 + (int32_t)(wait * separations->misfit_worker_days), EVENT_BAD_WORKER);
    } else {
        life_schedule(w, i, day);
    }
}

/* What a person does who is out of work, or has no say of the firm to wait for. */
static void change_own_status(struct world *w, const struct span *span, size_t i, int32_t day,
                              enum reason reason, enum status_code to)
{
    person_end_spell(w, span, i, day, reason);
    if (to == STATUS_SELF_EMPLOYED) {
        person_set_up(w, i, day);
    } else {
        person_out_of_work(w, i, day, to);
    }
}

static void leave_or_change(struct world *w, const struct span *span, size_t i, int32_t day,
                            enum reason reason, enum status_code to)
{
    if (status_employee(w->people.status[i])) {
        leaving_tell(w, span, i, reason, to);
    } else {
        change_own_status(w, span, i, day, reason, to);
    }
}

/* Who leaves the firm, or the unemployed, and for what. */
static void live_competing_event(struct world *w, const struct span *span, size_t i, int32_t day)
{
    static const struct {
        enum reason reason;
        enum status_code to;
    } outcome[RATE_COUNT] = {
        [RATE_RESIGNATION] = {REASON_RESIGNATION, STATUS_UNEMPLOYED},
        [RATE_DISMISSAL] = {REASON_DISMISSAL, STATUS_UNEMPLOYED},
        [RATE_AGREED] = {REASON_AGREED, STATUS_UNEMPLOYED},
        [RATE_WITHDRAWAL] = {REASON_WITHDRAWAL, STATUS_INACTIVE},
        [RATE_HALO] = {REASON_WITHDRAWAL, STATUS_HALO},
        [RATE_SEARCH] = {REASON_ACTIVATED, STATUS_UNEMPLOYED},
        [RATE_SET_UP] = {REASON_SET_UP, STATUS_SELF_EMPLOYED},
        [RATE_GIVE_UP] = {REASON_CLOSURE, STATUS_UNEMPLOYED},
    };
    double rates[RATE_COUNT];
    double total = life_rates(w, i, day, rates);
    if (total <= 0) { /* a reform has taken the event away since it was drawn */
        life_schedule(w, i, day);
        return;
    }
    struct rng luck = person_luck(w, LUCK_EVENT_KIND, i, day);
    uint32_t kind = rng_categorical(&luck, rates, RATE_COUNT, total);
    enum reason reason = outcome[kind].reason;
    if (kind == RATE_HALO && w->people.status[i] == STATUS_INACTIVE) {
        reason = REASON_ACTIVATED;
    }
    leave_or_change(w, span, i, day, reason, outcome[kind].to);
}

/* Who has left school wants to work at once, or not; who works already goes on, and who does so on a marginal
 * job looks for more. */
static void live_school_end(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct rng luck = person_luck(w, LUCK_EVENT_KIND, i, day);
    bool works = rng_chance(&luck, w->p->lives.school_to_work);
    if (status_employed(w->people.status[i])) {
        if (w->people.status[i] == STATUS_MINI_JOB && works) {
            w->people.fallback[i] = STATUS_UNEMPLOYED;
            search_start(w, i, day);
        }
        life_schedule(w, i, day);
        return;
    }
    w->people.jobless_since[i] = day; /* time at school is no joblessness */
    w->people.last_status[i] = works ? STATUS_UNEMPLOYED : STATUS_INACTIVE;
    w->people.detached_since[i] = day;
    if (works) {
        change_own_status(w, span, i, day, REASON_ACTIVATED, STATUS_UNEMPLOYED);
    } else {
        search_start(w, i, day);
        life_schedule(w, i, day);
    }
}

/* Who is in a bad match resigns at once, or looks for another job first. */
static bool quits(const struct world *w, size_t i, int32_t day)
{
    struct rng luck = person_luck(w, LUCK_EVENT_KIND, i, day);
    return rng_chance(&luck, w->p->separations.misfit_quit);
}

/* A bad match seen in the trial period ends freely; later it takes a cause. A CDD then runs to its end. */
static void live_bad_match(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    const struct contract *contract = world_contract(w, people->contract[i]);
    bool trial = day - people->job_start[i] <= contract->trial_days;
    if (people->event[i] == EVENT_BAD_EMPLOYER && (trial || contract->open_ended)) {
        leaving_tell(w, span, i, trial ? REASON_TRIAL : REASON_DISMISSAL, STATUS_UNEMPLOYED);
    } else if (people->event[i] == EVENT_BAD_WORKER && (trial || contract->open_ended) && quits(w, i, day)) {
        leaving_tell(w, span, i, REASON_RESIGNATION, STATUS_UNEMPLOYED);
    } else {
        people->restless[i] = people->event[i] == EVENT_BAD_WORKER;
        search_start(w, i, day);
        life_schedule(w, i, day);
    }
}

/* Leaves the territory: first the second job, the main one on the next day, so that two firms never settle
 * the end of one person's row at once. */
static void live_leaving(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    if (people->second_firm[i] != NO_FIRM) {
        leaving_tell_second(w, span, i, REASON_LEFT);
        people->second_end[i] = NEVER;
        people->event_day[i] = day + 1;
    } else if (status_employee(people->status[i])) {
        leaving_tell(w, span, i, REASON_LEFT, STATUS_INACTIVE);
    } else {
        person_end_spell(w, span, i, day, REASON_LEFT);
        life_leave(w, span, i, day);
    }
}

static void live_event(struct world *w, const struct span *span, size_t i, int32_t day)
{
    switch ((enum event)w->people.event[i]) {
    case EVENT_CHECK:
        if (status_employee(w->people.status[i])) {
            wage_review(w, i, day);
        }
        life_schedule(w, i, day);
        break;
    case EVENT_LIFE:
        live_competing_event(w, span, i, day);
        break;
    case EVENT_BAD_EMPLOYER:
    case EVENT_BAD_WORKER:
        live_bad_match(w, span, i, day);
        break;
    case EVENT_RETIRE:
        leave_or_change(w, span, i, day, REASON_RETIREMENT, STATUS_RETIRED);
        break;
    case EVENT_SCHOOL:
        live_school_end(w, span, i, day);
        break;
    case EVENT_LEAVE:
        live_leaving(w, span, i, day);
        break;
    }
}

/* The person gives up the second job, unless it has ended before. Who leaves the territory today does so with
 * live_leaving. */
static void live_second_job(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    bool leaves = people->event_day[i] == day && people->event[i] == EVENT_LEAVE;
    if (people->second_end[i] > day || leaves) {
        return;
    }
    if (people->second_firm[i] != NO_FIRM) {
        leaving_tell_second(w, span, i, REASON_RESIGNATION);
    }
    people->second_end[i] = NEVER;
}

struct day_work {
    struct world *w;
    int32_t day;
};

static void act_block(void *context, const struct span *span)
{
    const struct day_work *work = context;
    struct world *w = work->w;
    const uint32_t *ids = w->calls.living.receiver;
    for (size_t k = span->begin; k < span->end; k++) {
        size_t i = ids[k];
        if (k + PERSON_AHEAD < span->end) {
            person_fetch_life(&w->people, ids[k + PERSON_AHEAD]);
            person_fetch_job(&w->people, ids[k + PERSON_AHEAD]);
        }
        live_second_job(w, span, i, work->day);
        if (w->people.event_day[i] == work->day) {
            live_event(w, span, i, work->day);
        }
        person_reschedule(&w->people, i);
    }
}

enum status lives_act(struct world *w, int32_t day, struct error *error)
{
    struct day_work work = {w, day};
    size_t blocks = parallel_blocks(w->calls.living.count, PEOPLE_PER_BLOCK);
    enum status status;
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(panel_open(&w->sim->panels[PANEL_PEOPLE], blocks, error));
    TRY(mailbox_open(&w->leaves, blocks, error));
    TRY(households_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->calls.living.count, PEOPLE_PER_BLOCK, act_block, &work);
    TRY(households_settle(w, error));
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(panel_close(&w->sim->panels[PANEL_PEOPLE], error));
    TRY(leaving_settle(w, day, error));
out:
    return status;
}
