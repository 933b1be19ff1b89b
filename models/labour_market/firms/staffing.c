#include "models/labour_market/firms/staffing.h"

#include <stddef.h>

#include "models/labour_market/firms/births_closures.h"
#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/tasks.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/shared_staff.h"
#include "models/labour_market/state/transitions.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 256, FIRMS_AHEAD = 8 };

double staffing_core_quantile(const struct world *w)
{
    double core = contract_unit_cost(w, w->cdi, w->p->staffing.tenure_years * DAYS_PER_YEAR);
    double peak = contract_peak_cost(w, w->p->staffing.flexible_days);
    double quantile = 1 - core / peak;
    return quantile < 0 ? 0 : quantile < 0.999 ? quantile : 0.999;
}

double staffing_band(const struct world *w)
{
    return w->p->staffing.attrition * world_contract(w, w->cdi)->dismissal_months / 12;
}

/* A fraction of a job becomes one above the firm's own threshold, so that small firms differ and
 * do not flicker. */
static int32_t whole_jobs(double jobs, float rounding)
{
    double whole = __builtin_floor(jobs + rounding);
    return whole < 1e9 ? (int32_t)whole : 1000000000;
}

/* From 0 to what a table holds. */
static int32_t whole_hours(double hours)
{
    return hours <= 0 ? 0 : hours < 1e9 ? (int32_t)(hours + 0.5) : 1000000000;
}

/* The newsvendor quantile of lognormal demand, in jobs. */
static double core_jobs(const struct world *w, size_t firm)
{
    double spread = demand_spread(w, firm);
    double quantile = w->core_quantile;
    if (quantile <= 0) { /* flexible staff is cheaper even for demand that never fails */
        return 0;
    }
    return demand_expected(w, firm) * real_exp(spread * real_normal_quantile(quantile) - spread * spread / 2);
}

void staffing_wanted(const struct world *w, size_t firm, int32_t day, int32_t *core, int32_t *peak)
{
    int32_t total = whole_jobs(demand_now(w, firm, day), w->employers.row[firm].rounding);
    *core = whole_jobs(core_jobs(w, firm), w->employers.row[firm].rounding);
    *peak = total > *core ? whole_jobs(w->peak_cover * (total - *core), w->employers.row[firm].rounding) : 0;
}

/* Weekly hours of the core, marginal jobs included; and the same with the posts that stay open after today's
 * plan: those of a firm that has closed today lapse. */
static double core_held(const struct employer *firm)
{
    return (double)firm->core_hours + firm->marginal_hours;
}

static double core_coming(const struct employer *firm, int32_t day)
{
    return firm->founded == day ? 0 : (double)firm->open_core_hours + firm->open_marginal_hours;
}

/* What a cut has to end: weekly hours above the band, and those that may go without a post having to be
 * posted again in their place. */
struct cut {
    double excess, spare;
};

static bool cuts(const struct world *w, size_t job, struct cut *cut)
{
    int32_t hours = w->jobs.row[job].hours;
    if (cut->excess <= 0 || hours > cut->spare) {
        return false;
    }
    cut->excess -= hours;
    cut->spare -= hours;
    return true;
}

static bool is_core_staff(const struct world *w, uint32_t job)
{
    return job_is_main(w, job) && status_role(w->people.row[job].status) == ROLE_CORE;
}

static bool is_marginal_beside(const struct world *w, uint32_t job)
{
    return w->jobs.row[job].need == NEED_MARGINAL && !job_is_main(w, job);
}

static bool is_marginal_main(const struct world *w, uint32_t job)
{
    return w->jobs.row[job].need == NEED_MARGINAL && job_is_main(w, job);
}

/* Last in, first out: seniority counts in the legal order (Code du travail L1233-5), and the list of staff
 * runs from the newest to the oldest. */
static void end_jobs(struct world *w, const struct span *span, size_t firm, int32_t day, struct cut *cut,
                     bool (*is_meant)(const struct world *w, uint32_t job))
{
    uint32_t job = w->employers.row[firm].first_job;
    while (job != NO_JOB && cut->excess > 0) {
        uint32_t next = w->jobs.row[job].next;
        if (is_meant(w, job) && cuts(w, job, cut)) {
            transition_part(w, span, job, day, REASON_ECONOMIC, STATUS_UNEMPLOYED);
        }
        job = next;
    }
}

/* Nobody is dismissed for less than a whole job, nor where the firm would then look for someone again: it
 * would hire and dismiss the same post in turn. */
static void cut_core(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    const struct employer *row = &w->employers.row[firm];
    double post = posting_mean_hours(w, firm);
    double most = (core_jobs(w, firm) * (1 + staffing_band(w)) + 1) * post;
    struct cut cut = {core_held(row) - most, core_held(row) - row->core_wanted + post / 2};
    if (cut.excess > 0) {
        if (row->marginal > 0) { /* those beside a main job before others: ending them costs nothing */
            end_jobs(w, span, firm, day, &cut, is_marginal_beside);
            end_jobs(w, span, firm, day, &cut, is_marginal_main);
        }
        end_jobs(w, span, firm, day, &cut, is_core_staff);
    }
}

/* Hours lent that stand in for a part of a core post: where the last post would be used for so small a part
 * of the week that lent hours are cheaper. Whole posts are the firm's own. */
static double lent_for_core(const struct world *w, size_t firm, int32_t day, double lent)
{
    if (lent <= 0) {
        return 0;
    }
    double post = posting_mean_hours(w, firm);
    const struct employer *row = &w->employers.row[firm];
    double missing = core_jobs(w, firm) * post - core_held(row) - core_coming(row, day);
    if (missing <= 0) {
        return 0;
    }
    double part = missing - __builtin_floor(missing / post) * post;
    double own = contract_unit_cost(w, w->cdi, w->p->staffing.tenure_years * DAYS_PER_YEAR);
    bool cheaper = part / post < own / shared_price(w, firm);
    return !cheaper ? 0 : lent < part ? lent : part;
}

static void plan_core(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct employer *row = &w->employers.row[firm];
    double missing = row->core_wanted - core_held(row) - core_coming(row, day);
    missing -= lent_for_core(w, firm, day, shared_counted(w, firm));
    if (missing > 0) {
        firm_post_core(w, span, firm, day, missing);
    } else if (missing < 0) {
        row->cancel_core = whole_hours(-missing);
    }
    cut_core(w, span, firm, day);
}

/* Core posts that are still open are not stood in for: they are on their way. */
static void plan_peak(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct employer *row = &w->employers.row[firm];
    double open = row->founded == day ? 0 : row->open_peak_hours;
    double missing = (double)row->peak_wanted - row->peak_hours - open;
    if (missing > 0) {
        firm_post_peak(w, span, firm, day, missing);
    } else if (missing < 0) {
        row->cancel_peak = whole_hours(-missing);
    }
}

/* Posts wanted are hours wanted, at the mean of the sector. A firm whose core is above what it wants (inside
 * the band) needs less staff above it. */
static void set_wanted(struct world *w, size_t firm, int32_t day)
{
    struct employer *row = &w->employers.row[firm];
    double post = posting_mean_hours(w, firm);
    int32_t core, peak;
    staffing_wanted(w, firm, day, &core, &peak);
    double spare = core_held(row) - core * post;
    double lent = shared_counted(w, firm);
    lent -= lent_for_core(w, firm, day, lent);
    row->core_wanted = whole_hours(core * post);
    row->peak_wanted = whole_hours(peak * post - (spare > 0 ? spare : 0) - lent);
}

struct planning {
    struct world *w;
    int32_t day;
};

static void plan(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t every)
{
    bool ordered = closure_is_ordered(w, firm);
    if (ordered ? closure_is_due(w, firm) : closure_strikes(w, firm, day, every)) {
        event_closed(w, span, firm, day, ordered);
        closure_settle(w, span, firm, day);
        event_founded(w, span, firm, day);
    } else if (!ordered) {
        demand_shock(w, firm, day, every);
        wages_adjust_offers(w, firm);
    }
    set_wanted(w, firm, day);
    plan_core(w, span, firm, day);
    plan_peak(w, span, firm, day);
    tasks_schedule(w, firm, day);
}

/* The same, for histories. */
static void plan_and_tell(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t every)
{
    const struct employer before = w->employers.row[firm];
    plan(w, span, firm, day, every);
    event_planned(w, span, firm, day, &before);
}

static void plan_block(void *context, const struct span *span)
{
    const struct planning *planning = context;
    struct world *w = planning->w;
    int32_t every = (int32_t)(w->p->staffing.plan_days + 0.5);
    for (size_t k = span->begin; k < span->end; k++) {
        size_t firm = w->due_firms.ids[k];
        if (k + FIRMS_AHEAD < span->end) {
            firm_fetch(&w->employers, w->due_firms.ids[k + FIRMS_AHEAD]);
        }
        (w->followed != NULL ? plan_and_tell : plan)(w, span, firm, planning->day, every);
        w->employers.due[firm] = planning->day + every;
    }
}

enum status staffing_plan(struct world *w, int32_t day, struct error *error)
{
    struct planning planning = {w, day};
    enum status status;
    TRY(closures_order(w, error));
    TRY(due_sweep(&w->due_firms, &w->sim->parallel, w->employers.due, w->employers.table.rows, day, error));
    size_t blocks = parallel_blocks(w->due_firms.count, FIRMS_PER_BLOCK);
    TRY(transitions_open(w, blocks, error));
    TRY(mailbox_open(&w->postings, blocks, error));
    TRY(events_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->due_firms.count, FIRMS_PER_BLOCK, plan_block, &planning);
    TRY(transitions_close(w, error));
    TRY(events_close(w, error));
    TRY(mailbox_close(&w->postings, error));
out:
    return status;
}

static const struct param staffing_params[] = {STAFFING_PARAMS(PARAM_ENTRY, struct staffing_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, staffing, "How firms cover demand with core and flexible staff.",
                  staffing_params),
};

static void destroy(struct world *w)
{
    due_list_clear(&w->due_firms);
}

const struct part part_staffing = {
    .name = "staffing",
    PART_GROUPS(groups),
    .destroy = destroy,
};
