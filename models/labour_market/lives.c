#include "models/labour_market/lives.h"

#include <math.h>

#include "models/labour_market/leaving.h"
#include "models/labour_market/person.h"
#include "models/labour_market/territory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { LONGEST_WAIT_DAYS = 365 };

static double active_share(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return sex == 0 ? age->active_men : age->active_women;
}

static double middle_age(const struct world *w, size_t group)
{
    return ((double)ROWS(age_group, w->p->age_groups)[group].from_age + life_group_end(w, group)) / 2;
}

/* Yearly change of the share of active people as a generation passes through a group. From the age at which
 * people retire on, retirement brings it about and not withdrawal. */
static double active_slope(const struct world *w, size_t sex, size_t group)
{
    if (group + 1 >= w->age_count || life_group_end(w, group + 1) > w->p->lives.retire_from) {
        return 0;
    }
    double before = group > 0 ? active_share(w, sex, group - 1) : 0;
    double from = group > 0 ? middle_age(w, group - 1) : LOWEST_AGE;
    return (active_share(w, sex, group + 1) - before) / (middle_age(w, group + 1) - from);
}

/* Share a of active people: inactive x rate in = active x rate out + change of a with age. The rate out is
 * that of the unemployed and the employed, in the mix of the first day. */
static void init_activation(struct world *w)
{
    const struct age_group *ages = ROWS(age_group, w->p->age_groups);
    const struct life_params *lives = &w->p->lives;
    for (size_t a = 0; a < w->age_count; a++) {
        double out = ages[a].unemployed * lives->withdraw_unemployed +
                     (1 - ages[a].unemployed) * lives->withdraw_employed;
        for (int sex = 0; sex < 2; sex++) {
            double share = active_share(w, (size_t)sex, a);
            share = share < 0.98 ? share : 0.98;
            double rate = (out * share + active_slope(w, (size_t)sex, a)) / (1 - share);
            w->life.activate[sex][a] = rate > 0 ? rate : 0;
        }
    }
}

int32_t life_group_end(const struct world *w, size_t group)
{
    return group + 1 < w->age_count ? (int32_t)ROWS(age_group, w->p->age_groups)[group + 1].from_age
                                    : HIGHEST_AGE;
}

/* People of one sex per year of age. */
static double pyramid(const struct world *w, size_t sex, size_t group)
{
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    return (sex == 0 ? age->men : age->women) / (double)(life_group_end(w, group) - age->from_age);
}

/* A stationary pyramid: what is missing in the next group leaves, what is more enters. */
static void init_pyramid(struct world *w)
{
    for (size_t sex = 0; sex < 2; sex++) {
        for (size_t group = 0; group < w->age_count; group++) {
            double here = pyramid(w, sex, group);
            double before = group > 0 ? pyramid(w, sex, group - 1) : 0;
            double next = group + 1 < w->age_count ? pyramid(w, sex, group + 1) : 0;
            w->life.entry[sex + 2 * group] = here > before ? here - before : 0;
            w->life.stay_on[sex][group] = here > 0 && next < here ? next / here : 1;
        }
    }
}

void life_init(struct world *w)
{
    init_activation(w);
    init_pyramid(w);
}

int32_t life_leave_day(const struct world *w, struct rng *luck, size_t sex, int32_t birth_day, int32_t day)
{
    size_t group = age_group_of(w, (int32_t)((day - birth_day) / DAYS_PER_YEAR));
    while (group + 1 < w->age_count && rng_chance(luck, w->life.stay_on[sex][group])) {
        group++;
    }
    /* Leaves in this group: at its end when it is the last, else at any time in it from now on. */
    double from = (day - birth_day) / DAYS_PER_YEAR;
    double begin = (double)ROWS(age_group, w->p->age_groups)[group].from_age;
    double end = life_group_end(w, group);
    from = from > begin ? from : begin;
    double age = group + 1 == w->age_count ? HIGHEST_AGE : from + (end - from) * rng_uniform(luck);
    int32_t leave = birth_day + (int32_t)(age * DAYS_PER_YEAR);
    return leave > day ? leave : day + 1;
}

/* Rates per year of the events that compete in the present status. */
enum { RATE_RESIGNATION, RATE_DISMISSAL, RATE_AGREED, RATE_WITHDRAWAL, RATE_ACTIVATION, RATE_COUNT };

static double life_rates(const struct world *w, size_t i, int32_t day, double rates[RATE_COUNT])
{
    const struct separation_params *separations = &w->p->separations;
    const struct people *people = &w->people;
    for (int k = 0; k < RATE_COUNT; k++) {
        rates[k] = 0;
    }
    switch (people->status[i]) {
    case STATUS_CDI:
        rates[RATE_RESIGNATION] = separations->resignation;
        rates[RATE_DISMISSAL] = separations->dismissal;
        rates[RATE_AGREED] = separations->agreed;
        rates[RATE_WITHDRAWAL] = w->p->lives.withdraw_employed;
        break;
    case STATUS_CDD: /* by law ended early only for cause or for an open-ended job */
        rates[RATE_DISMISSAL] = separations->dismissal;
        rates[RATE_WITHDRAWAL] = w->p->lives.withdraw_employed;
        break;
    case STATUS_UNEMPLOYED:
        rates[RATE_WITHDRAWAL] = w->p->lives.withdraw_unemployed;
        break;
    case STATUS_INACTIVE:
        rates[RATE_ACTIVATION] = w->life.activate[people->female[i]][age_group_of(w, person_age(w, i, day))];
        break;
    default:
        break;
    }
    double total = 0;
    for (int k = 0; k < RATE_COUNT; k++) {
        total += rates[k];
    }
    return total;
}

/* Sets the next event to `event` on `event_day`, unless retirement or leaving the territory comes first. */
static void set_event(struct world *w, size_t i, int32_t day, int32_t event_day, enum event event)
{
    struct people *people = &w->people;
    if (people->status[i] != STATUS_RETIRED && people->retire_day[i] <= event_day) {
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

int32_t life_retire_day(const struct world *w, struct rng *luck, int32_t birth_day)
{
    const struct life_params *lives = &w->p->lives;
    double age = lives->retire_from + (lives->retire_to - lives->retire_from) * rng_uniform(luck);
    return birth_day + (int32_t)(age * DAYS_PER_YEAR);
}

static void enter_traits(struct world *w, size_t i, int32_t day, struct rng *luck)
{
    struct people *people = &w->people;
    uint32_t kind = alias_draw(&w->entrant, luck);
    size_t group = kind / 2;
    uint32_t level = alias_draw(&w->entrant_level[kind], luck);
    double from = (double)ROWS(age_group, w->p->age_groups)[group].from_age;
    double age = group == 0 ? LOWEST_AGE : from + (life_group_end(w, group) - from) * rng_uniform(luck);
    people->female[i] = (uint8_t)(kind % 2);
    people->qualification[i] = (uint8_t)level;
    people->occupation[i] = (uint8_t)alias_draw(&w->trades.of_level[level], luck);
    people->ability[i] = (float)(ROWS(qualification, w->p->qualifications)[level].ability +
                                 w->p->wages.ability_spread * rng_normal(luck));
    people->birth_day[i] = day - (int32_t)(age * DAYS_PER_YEAR);
    people->retire_day[i] = life_retire_day(w, luck, people->birth_day[i]);
    people->leave_day[i] = life_leave_day(w, luck, kind % 2, people->birth_day[i], day);
    people->work_days[i] = (uint16_t)life_first_experience(age);
}

/* Those who move in are as active as others of their age, and search before they work. */
static enum status_code enter_status(const struct world *w, size_t i, int32_t day, struct rng *luck)
{
    if (w->people.retire_day[i] <= day) {
        return STATUS_RETIRED;
    }
    size_t group = age_group_of(w, person_age(w, i, day));
    const struct age_group *age = &ROWS(age_group, w->p->age_groups)[group];
    double active = w->people.female[i] ? age->active_women : age->active_men;
    return group > 0 && rng_chance(luck, active) ? STATUS_UNEMPLOYED : STATUS_INACTIVE;
}

void life_enter(struct world *w, size_t i, int32_t day)
{
    struct people *people = &w->people;
    people->generation[i]++;
    struct rng luck = person_luck(w, LUCK_PERSON_TRAITS, i, 0);
    enter_traits(w, i, day, &luck);
    people->wage[i] = 0;
    people->since[i] = day;
    people->jobless_since[i] = day;
    people->job_start[i] = day;
    people->renewals[i] = 0;
    people->status[i] = STATUS_INACTIVE;
    person_out_of_work(w, i, day, enter_status(w, i, day, &luck));
    people->status_before[i] = people->status[i];
}

int32_t life_first_experience(double age)
{
    double units = (age - LOWEST_AGE - 3) * 0.7 * DAYS_PER_YEAR / 30;
    return units > 0 ? (int32_t)units : 0;
}

void life_leave(struct world *w, const struct span *span, size_t i, int32_t day)
{
    person_post_traits(w, span, i);
    life_enter(w, i, day);
}

/* What a person does who is out of work, or has no say of the firm to wait for. */
static void change_own_status(struct world *w, const struct span *span, size_t i, int32_t day,
                              enum reason reason, enum status_code to)
{
    person_end_spell(w, span, i, day, reason);
    person_out_of_work(w, i, day, to);
}

static void leave_or_change(struct world *w, const struct span *span, size_t i, int32_t day,
                            enum reason reason, enum status_code to)
{
    if (status_employed(w->people.status[i])) {
        leaving_tell(w, span, i, reason, to);
    } else {
        change_own_status(w, span, i, day, reason, to);
    }
}

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
        [RATE_ACTIVATION] = {REASON_ACTIVATED, STATUS_UNEMPLOYED},
    };
    double rates[RATE_COUNT];
    double total = life_rates(w, i, day, rates);
    struct rng luck = person_luck(w, LUCK_EVENT_KIND, i, day);
    uint32_t kind = rng_categorical(&luck, rates, RATE_COUNT, total);
    leave_or_change(w, span, i, day, outcome[kind].reason, outcome[kind].to);
}

/* A bad match seen in the trial period ends freely; later it takes a cause. A CDD then runs to its end. */
static void live_bad_match(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    const struct contract *contract = world_contract(w, people->contract[i]);
    bool trial = day - people->job_start[i] <= contract->trial_days;
    if (people->event[i] == EVENT_BAD_EMPLOYER && (trial || contract->open_ended)) {
        leaving_tell(w, span, i, trial ? REASON_TRIAL : REASON_DISMISSAL, STATUS_UNEMPLOYED);
    } else if (people->event[i] == EVENT_BAD_WORKER && (trial || contract->open_ended)) {
        leaving_tell(w, span, i, REASON_RESIGNATION, STATUS_UNEMPLOYED);
    } else {
        life_schedule(w, i, day);
    }
}

static void live_event(struct world *w, const struct span *span, size_t i, int32_t day)
{
    switch ((enum event)w->people.event[i]) {
    case EVENT_CHECK:
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
    case EVENT_LEAVE:
        if (status_employed(w->people.status[i])) {
            leaving_tell(w, span, i, REASON_LEFT, STATUS_INACTIVE);
        } else {
            person_end_spell(w, span, i, day, REASON_LEFT);
            life_leave(w, span, i, day);
        }
        break;
    }
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
        }
        if (w->people.event_day[i] == work->day) {
            live_event(w, span, i, work->day);
            person_reschedule(&w->people, i);
        }
    }
}

enum status lives_act(struct world *w, int32_t day, struct error *error)
{
    struct day_work work = {w, day};
    size_t blocks = parallel_blocks(w->calls.living.count, PARALLEL_BLOCK);
    enum status status;
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(panel_open(&w->sim->panels[PANEL_PEOPLE], blocks, error));
    TRY(mailbox_open(&w->leaves, blocks, error));
    parallel_for(&w->sim->parallel, w->calls.living.count, PARALLEL_BLOCK, act_block, &work);
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(panel_close(&w->sim->panels[PANEL_PEOPLE], error));
    TRY(leaving_settle(w, day, error));
out:
    return status;
}
