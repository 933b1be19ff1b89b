#include "models/labour_market/people/lives.h"

#include "models/labour_market/firms/wages.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/market/partings.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/state/person.h"

enum { PEOPLE_PER_BLOCK = 256 };

/* Whoever has an employer tells it; others have nobody to wait for. */
static void leave_or_change(struct world *w, const struct span *span, size_t i, int32_t day,
                            enum reason reason, enum status_code to)
{
    if (status_employee(w->people.row[i].status)) {
        parting_tell(w, span, i, reason, (uint8_t)to);
    } else {
        transition_status(w, span, i, day, reason, to);
    }
}

/* One of the competing events: who leaves the firm, or the present status, and for what. */
static void live_competing_event(struct world *w, const struct span *span, size_t i, int32_t day)
{
    static const struct {
        enum reason reason;
        enum status_code to;
    } outcome[] = {
        [EVENT_RESIGNATION] = {REASON_RESIGNATION, STATUS_UNEMPLOYED},
        [EVENT_DISMISSAL] = {REASON_DISMISSAL, STATUS_UNEMPLOYED},
        [EVENT_AGREED] = {REASON_AGREED, STATUS_UNEMPLOYED},
        [EVENT_WITHDRAWAL] = {REASON_WITHDRAWAL, STATUS_INACTIVE},
        [EVENT_HALO] = {REASON_WITHDRAWAL, STATUS_HALO},
        [EVENT_SEARCH] = {REASON_ACTIVATED, STATUS_UNEMPLOYED},
        [EVENT_SET_UP] = {REASON_SET_UP, STATUS_SELF_EMPLOYED},
        [EVENT_GIVE_UP] = {REASON_CLOSURE, STATUS_UNEMPLOYED},
    };
    uint8_t event = w->people.row[i].event;
    if (w->followed != NULL) { /* the firm may be followed */
        event_rate(w, i, life_rate(w, i, day, (enum event)event));
    }
    bool comes = event == EVENT_HALO && w->people.row[i].status == STATUS_INACTIVE;
    leave_or_change(w, span, i, day, comes ? REASON_ACTIVATED : outcome[event].reason, outcome[event].to);
}

/* Who has left school wants to work at once, or not; who works already goes on, and who does so on a marginal
 * job looks for more. */
static void live_school_end(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct rng rng = person_stream(w, STREAM_EVENT_KIND, i, day);
    bool works = rng_chance(&rng, w->p->lives.school_to_work);
    if (status_employed(w->people.row[i].status)) {
        if (status_role(w->people.row[i].status) == ROLE_MARGINAL && works) {
            w->people.row[i].fallback = STATUS_UNEMPLOYED;
            transition_plans(w, span, i);
        } else {
            life_schedule(w, i, day);
        }
        return;
    }
    w->people.row[i].jobless_since = day; /* time at school is no joblessness */
    w->people.row[i].last_status = works ? STATUS_UNEMPLOYED : STATUS_INACTIVE;
    w->people.row[i].detached_since = day;
    if (works) {
        transition_status(w, span, i, day, REASON_ACTIVATED, STATUS_UNEMPLOYED);
    } else {
        transition_plans(w, span, i);
    }
}

/* Who is in a bad match resigns at once, or looks for another job first. */
static bool quits(const struct world *w, size_t i, int32_t day)
{
    struct rng rng = person_stream(w, STREAM_EVENT_KIND, i, day);
    return rng_chance(&rng, w->p->separations.misfit_quit);
}

/* A bad match seen in the trial period ends freely; later it takes a cause. A CDD then runs to its end. */
static void live_bad_match(struct world *w, const struct span *span, size_t i, int32_t day)
{
    struct people *people = &w->people;
    const struct contract *contract = world_contract(w, w->jobs.row[i].contract);
    bool trial = day - w->jobs.row[i].start <= contract->trial_days;
    if (people->row[i].event == EVENT_BAD_EMPLOYER && (trial || contract->open_ended)) {
        parting_tell(w, span, i, trial ? REASON_TRIAL : REASON_DISMISSAL, STATUS_UNEMPLOYED);
    } else if (people->row[i].event == EVENT_BAD_WORKER && (trial || contract->open_ended) &&
               quits(w, i, day)) {
        parting_tell(w, span, i, REASON_RESIGNATION, STATUS_UNEMPLOYED);
    } else {
        people->row[i].restless = people->row[i].event == EVENT_BAD_WORKER;
        transition_plans(w, span, i);
    }
}

/* Leaves the territory: first a job beside the main one, the next on the day after, so that two places never
 * settle the end of one person's row at once. */
static void live_leaving(struct world *w, const struct span *span, size_t i, int32_t day)
{
    uint32_t beside = job_beside(w, i);
    if (beside != NO_JOB) {
        parting_tell(w, span, beside, REASON_LEFT, 0);
        w->jobs.row[beside].quit_day = NEVER;
        w->people.row[i].event_day = day + 1;
    } else if (status_employee(w->people.row[i].status)) {
        parting_tell(w, span, i, REASON_LEFT, STATUS_INACTIVE);
    } else {
        transition_status(w, span, i, day, REASON_LEFT, STATUS_INACTIVE);
    }
}

static void live_event(struct world *w, const struct span *span, size_t i, int32_t day)
{
    switch ((enum event)w->people.row[i].event) {
    case EVENT_CHECK:
        if (status_employee(w->people.row[i].status)) {
            wage_review(w, span, i, day);
        }
        life_schedule(w, i, day);
        break;
    case EVENT_TAKEN_BACK:
        life_schedule(w, i, day);
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
    default:
        live_competing_event(w, span, i, day);
    }
}

/* The person gives up the jobs beside the main one whose day has come. Who leaves the territory today does so
 * with live_leaving. */
static void live_quits(struct world *w, const struct span *span, size_t i, int32_t day)
{
    bool leaves = w->people.row[i].event_day == day && w->people.row[i].event == EVENT_LEAVE;
    for (size_t slot = 1; slot < JOB_SLOTS && !leaves && w->people.row[i].beside > 0; slot++) {
        size_t job = job_row(w, i, slot);
        if (w->jobs.row[job].quit_day <= day) {
            parting_tell(w, span, job, REASON_RESIGNATION, 0);
            w->jobs.row[job].quit_day = NEVER;
        }
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
    const uint32_t *ids = w->due_people.living.receiver;
    for (size_t k = span->begin; k < span->end; k++) {
        size_t i = ids[k];
        people_fetch_ahead(w, ids, k, span->end);
        live_quits(w, span, i, work->day);
        if (w->people.row[i].event_day == work->day) {
            live_event(w, span, i, work->day);
        }
        person_reschedule(w, i);
    }
}

enum status lives_act(struct world *w, int32_t day, struct error *error)
{
    struct day_work work = {w, day};
    size_t blocks = parallel_blocks(w->due_people.living.count, PEOPLE_PER_BLOCK);
    enum status status;
    TRY(mailbox_open(&w->leaves, blocks, error));
    TRY(wage_reviews_open(w, blocks, error));
    TRY(transitions_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->due_people.living.count, PEOPLE_PER_BLOCK, act_block, &work);
    TRY(transitions_close(w, error));
    TRY(wage_reviews_settle(w, error));
    TRY(partings_settle(w, day, error));
out:
    return status;
}

static const struct param separation_params[] = {SEPARATION_PARAMS(PARAM_ENTRY, struct separation_params)};
static const struct param life_params[] = {LIFE_PARAMS(PARAM_ENTRY, struct life_params)};
static const struct param own_params[] = {SELF_EMPLOYMENT_PARAMS(PARAM_ENTRY, struct self_employment_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, separations, "How jobs end.", separation_params),
    PARAM_SCALARS(struct parameters, lives, "Activity and retirement.", life_params),
    PARAM_SCALARS(struct parameters, self_employment, "Work on one's own account.", own_params),
};

static const struct part_stream streams[] = {LIFE_STREAMS(PART_STREAM)};
static const struct column return_columns[] = {RETURN_COLUMNS(TABLE_COLUMN, struct returns)};
static const struct part_table tables[] = {PART_TABLE(returns, return_columns)};

static enum status create(struct world *w, struct error *error)
{
    return table_resize(&w->returns.table, 2 * w->age_count, error);
}

const struct part part_lives = {
    .name = "lives",
    PART_GROUPS(groups),
    PART_LIST(stream, streams),
    PART_LIST(table, tables),
    .create = create,
};
