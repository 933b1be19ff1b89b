/* The waits for the events of life: their rates, their clocks, and what a reform makes of clocks that run. */
#include <math.h>
#include <string.h>

#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/local_market.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

enum { LONGEST_WAIT_DAYS = 365, CLOCKS = EVENT_COUNT - EVENT_FIRST_CLOCK };

/* Rates per year of the competing events, in the order of enum event. */
#define RATE(event) rates[(event)-EVENT_FIRST_CLOCK]

/* Row of a table by full years. */
static size_t years_row(double years)
{
    return years <= 0 ? 0 : years < HIGHEST_AGE ? (size_t)years : HIGHEST_AGE;
}

/* Who has been in a job for long seldom leaves or loses it. The clocks are set again every year. */
static double seniority(const struct world *w, const struct life_table *life, size_t i, int32_t day)
{
    return life->seniority[years_row((day - w->jobs.row[i].start) / DAYS_PER_YEAR)];
}

/* Of those who would part by agreement some part alone where agreements are had less than usual, and fewer
 * where they are had more. */
static void open_ended_rates(const struct life_table *life, double senior, double rates[CLOCKS])
{
    const struct separation_params *s = &life->separations;
    double refused = s->agreed * (1 - life->agreed);
    double quits = s->resignation + refused * s->else_quit;
    double dismissals = s->dismissal + refused * s->else_dismissal;
    RATE(EVENT_RESIGNATION) = quits > 0 ? quits * senior : 0;
    RATE(EVENT_DISMISSAL) = dismissals > 0 ? dismissals * senior : 0;
    RATE(EVENT_AGREED) = s->agreed * life->agreed * senior;
}

static void employee_rates(const struct world *w, const struct life_table *life, size_t i, int32_t day,
                           double stays, double rates[CLOCKS])
{
    enum role role = status_role(w->people.row[i].status);
    double out = life->lives.withdraw_employed / stays;
    double senior = seniority(w, life, i, day);
    if (role == ROLE_CORE) {
        open_ended_rates(life, senior, rates);
    } else { /* a fixed term ends early for cause only */
        RATE(EVENT_RESIGNATION) = role == ROLE_MARGINAL ? life->separations.marginal : 0;
        RATE(EVENT_DISMISSAL) = life->separations.dismissal * senior;
    }
    RATE(EVENT_WITHDRAWAL) = out * (1 - life->lives.withdraw_to_halo);
    RATE(EVENT_HALO) = out * life->lives.withdraw_to_halo;
}

/* Setting up on one's own account grows with age, to 1 at forty, and with the custom that is to be had. */
static double set_up_factor(const struct world *w, const struct life_table *life, size_t i, int32_t day)
{
    return life->set_up[years_row(person_age(w, i, day))] * local_market_custom(w, w->people.row[i].zone);
}

/* Rates of a person in the present status, were `life` the law. */
static void life_rates(const struct world *w, const struct life_table *life, size_t i, int32_t day,
                       double rates[CLOCKS])
{
    const struct life_params *lives = &life->lives;
    const struct people *people = &w->people;
    double stays = people->row[i].attachment * life->attachment_mean; /* rates out are divided by it */
    double comes = people->row[i].attachment / life->attachment_mean; /* rates in are multiplied by it */
    memset(rates, 0, CLOCKS * sizeof *rates);
    if (people->row[i].retire_day <= day) {
        bool marginal = status_role(people->row[i].status) == ROLE_MARGINAL;
        RATE(EVENT_RESIGNATION) = marginal ? life->separations.marginal : 0;
    } else if (people->row[i].status == STATUS_SELF_EMPLOYED) {
        RATE(EVENT_GIVE_UP) = life->own.give_up;
        RATE(EVENT_WITHDRAWAL) = lives->withdraw_employed / stays / 2;
    } else if (status_employee(people->row[i].status)) {
        employee_rates(w, life, i, day, stays, rates);
        RATE(EVENT_SET_UP) = status_role(people->row[i].status) == ROLE_CORE
                                 ? life->own.from_employee * set_up_factor(w, life, i, day)
                                 : 0;
    } else if (people->row[i].status == STATUS_UNEMPLOYED) {
        RATE(EVENT_HALO) = lives->unemployed_to_halo / stays;
        RATE(EVENT_WITHDRAWAL) = lives->unemployed_to_inactive / stays;
        RATE(EVENT_SET_UP) = life->own.from_unemployed * set_up_factor(w, life, i, day);
    } else if (people->row[i].status == STATUS_HALO) {
        RATE(EVENT_SEARCH) = lives->halo_to_unemployed * comes * person_horizon(w, i, day);
        RATE(EVENT_WITHDRAWAL) = lives->halo_to_inactive / stays;
    } else if (people->row[i].status == STATUS_INACTIVE && people->row[i].school_end <= day) {
        size_t group = age_group_of(w, person_age(w, i, day));
        double back = w->returns.rate[people->row[i].female + 2 * group] * comes;
        RATE(EVENT_SEARCH) = back * (1 - lives->return_by_halo);
        RATE(EVENT_HALO) = back * lives->return_by_halo;
    }
}

double life_rate(const struct world *w, size_t i, int32_t day, enum event event)
{
    double rates[CLOCKS];
    life_rates(w, &w->life, i, day, rates);
    return RATE(event);
}

/* Sets the next event to `event` on `event_day`, unless leaving school, retirement or leaving the territory
 * comes first. */
static void set_event(struct world *w, size_t i, int32_t day, int32_t event_day, enum event event)
{
    struct people *people = &w->people;
    if (people->row[i].school_end > day && people->row[i].school_end <= event_day) {
        event_day = people->row[i].school_end;
        event = EVENT_SCHOOL;
    }
    if (people->row[i].retire_day > day && people->row[i].retire_day <= event_day) {
        event_day = people->row[i].retire_day;
        event = EVENT_RETIRE;
    }
    if (people->row[i].leave_day <= event_day) {
        event_day = people->row[i].leave_day;
        event = EVENT_LEAVE;
    }
    people->row[i].event_day = event_day > day ? event_day : day + 1;
    people->row[i].event = (uint8_t)event;
}

/* Sets a clock a rate above 0 and looks whether it rings before `*wait` (days). Each clock has its own number
 * of the stream, whatever the other rates are. */
static void run_clock(struct rng *rng, double rate, int clock, double *wait, int *first)
{
    double left = rng_open(rng);
    double least = (1 - left) * DAYS_PER_YEAR; /* -log(x) is at least 1 - x: most clocks need no logarithm */
    if (rate <= 0 || least >= *wait * rate) {
        return;
    }
    double rings = -real_log(left) * DAYS_PER_YEAR / rate;
    if (rings < *wait) {
        *wait = rings;
        *first = clock;
    }
}

void life_schedule(struct world *w, size_t i, int32_t day)
{
    if (w->people.row[i].status == STATUS_RETIRED) {
        set_event(w, i, day, NEVER, EVENT_CHECK);
        return;
    }
    double rates[CLOCKS];
    life_rates(w, &w->life, i, day, rates);
    struct rng rng = person_stream(w, STREAM_LIFE_EVENT, i, day);
    double wait = LONGEST_WAIT_DAYS;
    int first = -1;
    for (int k = 0; k < CLOCKS; k++) {
        run_clock(&rng, rates[k], k, &wait, &first);
    }
    if (first < 0) {
        set_event(w, i, day, day + LONGEST_WAIT_DAYS, EVENT_CHECK);
    } else {
        set_event(w, i, day, day + 1 + (int32_t)wait, (enum event)(EVENT_FIRST_CLOCK + first));
    }
}

void life_schedule_match(struct world *w, size_t i, int32_t day)
{
    const struct separation_params *separations = &w->p->separations;
    struct rng rng = person_stream(w, STREAM_MATCH_FATE, i, day);
    double chance = world_occupation(w, w->jobs.row[i].occupation)->misfit *
                    w->life.misfit[years_row(person_years_worked(w, i, day))];
    double fate = rng_uniform(&rng) / (chance > 0 ? chance : 1e-9);
    double wait = rng_exponential(&rng);
    if (fate < separations->misfit_employer) {
        set_event(w, i, day, day + 1 + (int32_t)(wait * separations->misfit_employer_days),
                  EVENT_BAD_EMPLOYER);
    } else if (fate < separations->misfit_employer + separations->misfit_worker) {
        set_event(w, i, day, day + 1 + (int32_t)(wait * separations->misfit_worker_days), EVENT_BAD_WORKER);
    } else {
        life_schedule(w, i, day);
    }
}

void life_schedule_quit(struct world *w, size_t job, int32_t day)
{
    enum { LONGEST = 100000 };
    struct rng rng = person_stream(w, STREAM_SECOND_END, job_holder(w, job), day);
    double rate = w->p->separations.marginal;
    double wait = rate > 0 ? rng_exponential(&rng) * DAYS_PER_YEAR / rate : INFINITY;
    w->jobs.row[job].quit_day = wait < LONGEST ? day + 1 + (int32_t)wait : NEVER;
}

/* A rate that falls: the event that was to come is one of those that still come, or it is taken back and on
 * its day all clocks are set again. A rate that rises: a further clock runs for what is added to it. Both are
 * exact (Poisson processes are thinned and added), and who is not concerned keeps event and day. */
static void change_rates(struct world *w, const struct life_table *before, size_t i, int32_t day)
{
    struct people *people = &w->people;
    double old[CLOCKS], now[CLOCKS];
    life_rates(w, before, i, day, old);
    life_rates(w, &w->life, i, day, now);
    bool same = true;
    for (int k = 0; k < CLOCKS; k++) {
        same = same && old[k] == now[k];
    }
    if (same) {
        return;
    }
    struct rng rng = person_stream(w, STREAM_REFORM, i, day);
    double kept = rng_uniform(&rng);
    int pending = people->row[i].event - EVENT_FIRST_CLOCK;
    if (pending >= 0 && now[pending] < old[pending] && kept * old[pending] >= now[pending]) {
        people->row[i].event = EVENT_TAKEN_BACK;
    }
    double wait = people->row[i].event_day - day;
    int first = -1;
    for (int k = 0; k < CLOCKS; k++) {
        run_clock(&rng, now[k] - old[k], k, &wait, &first);
    }
    if (first >= 0) {
        people->row[i].event_day = day + (int32_t)wait;
        people->row[i].event = (uint8_t)(EVENT_FIRST_CLOCK + first);
    }
}

struct reform {
    struct world *w;
    const struct life_table *before;
    int32_t day;
};

static void change_block(void *context, const struct span *span)
{
    const struct reform *reform = context;
    struct people *people = &reform->w->people;
    for (size_t i = span->begin; i < span->end; i++) {
        bool bad_match =
            people->row[i].event == EVENT_BAD_EMPLOYER || people->row[i].event == EVENT_BAD_WORKER;
        if (people->row[i].status != STATUS_RETIRED && !bad_match) {
            change_rates(reform->w, reform->before, i, reform->day);
            person_reschedule(reform->w, i);
        }
    }
}

void life_change_rates(struct world *w, const struct life_table *before, int32_t day)
{
    struct reform reform = {w, before, day};
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, change_block, &reform);
}
