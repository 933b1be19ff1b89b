#include "models/labour_market/staffing.h"

#include <stddef.h>

#include "models/labour_market/choice.h"
#include "models/labour_market/closures.h"
#include "models/labour_market/demand.h"
#include "models/labour_market/person.h"
#include "models/labour_market/second_jobs.h"
#include "models/labour_market/tasks.h"
#include "models/labour_market/vacancies.h"
#include "models/labour_market/wages.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 256, FIRMS_AHEAD = 8 };
static const double DAYS_PER_YEAR = 365.25;

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
    int32_t total = whole_jobs(demand_now(w, firm, day), w->firms.rounding[firm]);
    *core = whole_jobs(core_jobs(w, firm), w->firms.rounding[firm]);
    *peak = total > *core ? total - *core : 0;
}

/* Marginal jobs that make a post, also of those still held where the law knows none any more. */
static int32_t marginal_per_post(const struct world *w)
{
    enum { USUAL = 3 };
    int32_t per_post = contract_marginal_per_post(w);
    return per_post > 0 ? per_post : USUAL;
}

/* Posts that marginal jobs make up. */
static int32_t marginal_posts(const struct world *w, int32_t jobs)
{
    return jobs / marginal_per_post(w);
}

/* Last in, first out among open-ended staff: seniority counts in the legal order (Code du travail L1233-5),
 * and the list of staff runs from the newest to the oldest. */
static void dismiss(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t count)
{
    uint32_t i = w->firms.first_staff[firm];
    while (i != NOBODY && count > 0) {
        uint32_t next = w->people.staff_next[i];
        if (w->people.status[i] == STATUS_CDI) {
            person_let_go(w, span, i, day, REASON_ECONOMIC);
            count--;
        }
        i = next;
    }
}

/* Marginal jobs go first, second jobs before others: ending them costs nothing. Returns how many went. */
static int32_t end_marginal(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t count)
{
    int32_t ended = 0;
    while (ended < count && w->firms.first_second[firm] != NOBODY) {
        second_job_end(w, span, w->firms.first_second[firm], day, REASON_ECONOMIC);
        ended++;
    }
    uint32_t i = w->firms.first_staff[firm];
    while (i != NOBODY && ended < count) {
        uint32_t next = w->people.staff_next[i];
        if (w->people.need[i] == NEED_MARGINAL) {
            person_let_go(w, span, i, day, REASON_ECONOMIC);
            ended++;
        }
        i = next;
    }
    return ended;
}

/* Nobody is dismissed for less than a whole job, or a firm would hire and dismiss the same post in turn. */
static void cut_core(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    double most = core_jobs(w, firm) * (1 + staffing_band(w)) + 1;
    double excess = firms->core[firm] + marginal_posts(w, firms->marginal[firm]) - most;
    if (excess > 0 && firms->marginal[firm] > 0) {
        int32_t per_post = marginal_per_post(w);
        int32_t jobs = end_marginal(w, span, firm, day, ((int32_t)excess + 1) * per_post);
        excess -= marginal_posts(w, jobs);
    }
    if (excess > 0) {
        dismiss(w, span, firm, day, (int32_t)excess + 1);
    }
}

/* Posts that stay open after today's plan: those of a firm that has closed today lapse. */
static int32_t open_posts(const struct firms *firms, size_t firm, enum need need, int32_t day)
{
    return firms->founded[firm] == day ? 0 : *firm_open(firms, firm, need);
}

static void cancel(int32_t open, int32_t *to_cancel, int32_t excess)
{
    *to_cancel = excess < open ? excess : open;
}

static void plan_core(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    int32_t open = open_posts(firms, firm, NEED_CORE, day);
    int32_t open_marginal = open_posts(firms, firm, NEED_MARGINAL, day);
    int32_t held = firms->core[firm] + open + marginal_posts(w, firms->marginal[firm] + open_marginal);
    int32_t missing = firms->core_wanted[firm] - held;
    if (missing > 0) {
        vacancies_post_core(w, span, firm, day, missing);
    } else if (missing < 0) {
        cancel(open, &firms->cancel_core[firm], -missing);
    }
    cut_core(w, span, firm, day);
}

/* Core posts that are still open are not stood in for: they are on their way. */
static void plan_peak(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    int32_t open = open_posts(firms, firm, NEED_PEAK, day);
    int32_t missing = firms->peak_wanted[firm] - firms->peak[firm] - open;
    if (missing > 0) {
        vacancies_post_peak(w, span, firm, day, missing);
    } else if (missing < 0) {
        cancel(open, &firms->cancel_peak[firm], -missing);
    }
}

/* A firm whose core is above what it wants (inside the band) needs less staff above it. */
static void set_wanted(struct world *w, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    int32_t core, peak;
    staffing_wanted(w, firm, day, &core, &peak);
    int32_t held = firms->core[firm] + marginal_posts(w, firms->marginal[firm]);
    int32_t spare = held > core ? held - core : 0;
    firms->core_wanted[firm] = core;
    firms->peak_wanted[firm] = peak > spare ? peak - spare : 0;
}

struct planning {
    struct world *w;
    int32_t day;
};

/* Asks the memory for what the plan of a later firm needs. */
static void fetch_plan(const struct firms *firms, size_t firm)
{
    memory_fetch(&firms->sector[firm]);
    memory_fetch(&firms->founded[firm]);
    memory_fetch(&firms->permanent[firm]);
    memory_fetch(&firms->transitory[firm]);
    memory_fetch(&firms->reference[firm]);
    memory_fetch(&firms->rounding[firm]);
    memory_fetch(&firms->markup[firm]);
    memory_fetch(&firms->premium[firm]);
    memory_fetch(&firms->zone[firm]);
    memory_fetch(&firms->core[firm]);
    memory_fetch(&firms->peak[firm]);
    memory_fetch(&firms->marginal[firm]);
    memory_fetch(&firms->core_wanted[firm]);
    memory_fetch(&firms->peak_wanted[firm]);
    memory_fetch(&firms->open_core[firm]);
    memory_fetch(&firms->open_peak[firm]);
    memory_fetch(&firms->open_marginal[firm]);
    memory_fetch(&firms->generation[firm]);
    memory_fetch(&firms->tasks[firm]);
    memory_fetch(&firms->next_task[firm]);
    memory_fetch(&firms->due[firm]);
}

static void plan(struct world *w, const struct span *span, size_t firm, int32_t day, int32_t every)
{
    if (closure_strikes(w, firm, day, every)) {
        closure_settle(w, span, firm, day);
    } else {
        demand_shock(w, firm, day, every);
        wages_adjust_offers(w, firm);
    }
    set_wanted(w, firm, day);
    plan_core(w, span, firm, day);
    plan_peak(w, span, firm, day);
    tasks_schedule(w, firm, day);
}

static void plan_block(void *context, const struct span *span)
{
    const struct planning *planning = context;
    struct world *w = planning->w;
    int32_t every = (int32_t)(w->p->staffing.plan_days + 0.5);
    for (size_t k = span->begin; k < span->end; k++) {
        size_t firm = w->due_firms.ids[k];
        if (k + FIRMS_AHEAD < span->end) {
            fetch_plan(&w->firms, w->due_firms.ids[k + FIRMS_AHEAD]);
        }
        plan(w, span, firm, planning->day, every);
        w->firms.due[firm] = planning->day + every;
    }
}

enum status staffing_plan(struct world *w, int32_t day, struct error *error)
{
    struct planning planning = {w, day};
    enum status status;
    TRY(due_sweep(&w->due_firms, &w->sim->parallel, w->firms.due, w->firms.table.rows, day, error));
    size_t blocks = parallel_blocks(w->due_firms.count, FIRMS_PER_BLOCK);
    TRY(panel_open(&w->sim->panels[PANEL_SPELLS], blocks, error));
    TRY(mailbox_open(&w->postings, blocks, error));
    parallel_for(&w->sim->parallel, w->due_firms.count, FIRMS_PER_BLOCK, plan_block, &planning);
    TRY(panel_close(&w->sim->panels[PANEL_SPELLS], error));
    TRY(mailbox_close(&w->postings, error));
    TRY(vacancies_open(w, day, error));
out:
    return status;
}
