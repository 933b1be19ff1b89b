#include "models/labour_market/firms/births_closures.h"

#include <math.h>
#include <stdlib.h>

#include "models/labour_market/firms/tasks.h"
#include "models/labour_market/state/contacts.h"
#include "models/labour_market/state/tally.h"
#include "models/labour_market/state/transitions.h"
#include "sim/memory.h"
#include "sim/real.h"

static const double WORKSHOP_JOBS = 20;

double closure_rate(const struct world *w, size_t firm)
{
    const struct firm_params *firms = &w->p->firms;
    return firms->exit_rate / (1 + w->employers.row[firm].reference / firms->exit_size);
}

bool closure_strikes(const struct world *w, size_t firm, int32_t day, double days)
{
    struct rng rng = firm_stream(w, STREAM_FIRM_EXIT, firm, day);
    return rng_chance(&rng, closure_rate(w, firm) * days / DAYS_PER_YEAR);
}

/* Log demand of a firm of an age over that of a mature one: new firms are small and grow. */
static double young(const struct world *w, double age)
{
    return real_log(w->p->firms.birth_size) * real_exp(-age / w->p->demand.permanent_years);
}

/* Variance of its log around that, from the shocks of a life. */
static double lived(const struct world *w, size_t firm, double age)
{
    double spread = world_sector(w, w->employers.row[firm].sector)->growth_spread;
    double years = w->p->demand.permanent_years;
    return spread * spread * years / 2 * (1 - real_exp(-2 * age / years));
}

/* Age at a quantile of the firms that exist: those of one size close at one rate. */
static double age_at(const struct world *w, size_t firm, double quantile)
{
    const double ever = 1000;
    double rate = closure_rate(w, firm);
    double age = rate > 0 ? -real_log(1 - quantile) / rate : ever;
    return age < ever ? age : ever;
}

/* What makes the mean of demand over firms of all ages their reference. */
static double mature(const struct world *w, size_t firm)
{
    enum { AGES = 16 };
    double sum = 0;
    for (int k = 0; k < AGES; k++) {
        double age = age_at(w, firm, (k + 0.5) / AGES);
        sum += real_exp(young(w, age) + lived(w, firm, age) / 2);
    }
    return -real_log(sum / AGES);
}

/* ---- employers that are closed by order ---- */

static int larger_first(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a < b) - (b < a);
}

/* The own size of the smallest of the largest employers that have `share` of all jobs; `sizes` get sorted. */
static double smallest_of(double *sizes, size_t count, double share)
{
    double all = 0, held = 0, smallest = INFINITY;
    qsort(sizes, count, sizeof *sizes, larger_first);
    for (size_t i = 0; i < count; i++) {
        all += sizes[i];
    }
    for (size_t i = 0; i < count && held < share * all; i++) {
        smallest = sizes[i];
        held += sizes[i];
    }
    return smallest;
}

static size_t sizes_in(const struct world *w, size_t sector, double *sizes)
{
    size_t count = 0;
    for (size_t firm = 0; firm < world_firms(w); firm++) {
        if (w->employers.row[firm].sector == sector) {
            sizes[count++] = w->employers.row[firm].reference;
        }
    }
    return count;
}

enum status closures_order(struct world *w, struct error *error)
{
    if (w->closed_known) {
        return STATUS_OK;
    }
    double *sizes = memory_alloc(world_firms(w), sizeof *sizes);
    if (sizes == NULL) {
        return error_memory(error, "sizes of firms");
    }
    for (size_t s = 0; s < w->sector_count; s++) {
        double share = world_sector(w, s)->closed;
        w->closed_from[s] = share > 0 ? smallest_of(sizes, sizes_in(w, s, sizes), share) : INFINITY;
    }
    memory_free(sizes);
    w->closed_known = true;
    return STATUS_OK;
}

bool closure_is_due(const struct world *w, size_t firm)
{
    const struct employer *row = &w->employers.row[firm];
    return row->first_job != NO_JOB ||
           row->open_core_hours + row->open_marginal_hours + row->open_peak_hours > 0;
}

/* ---- a closure ---- */

static void part_with_all(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    while (w->employers.row[firm].first_job != NO_JOB) {
        transition_part(w, span, w->employers.row[firm].first_job, day, REASON_CLOSURE, STATUS_UNEMPLOYED);
    }
}

void firm_found(struct world *w, size_t firm, int32_t day)
{
    struct employers *firms = &w->employers;
    const struct sector *sector = world_sector(w, firms->row[firm].sector);
    struct rng rng = firm_stream(w, STREAM_FIRM_TRAITS, firm, 0);
    firms->row[firm].premium = (float)(w->p->firms.premium_spread * rng_normal(&rng));
    firms->row[firm].rounding = (float)(rng_u32(&rng) >> 8) * 0x1p-24f;
    firms->row[firm].transitory = sector->spread * rng_normal(&rng);
    firms->row[firm].markup = 0;
    firms->row[firm].mature = (float)mature(w, firm);
    firms->row[firm].permanent = young(w, 0);
    firms->row[firm].founded = day;
    struct rng task_rng = firm_stream(w, STREAM_FIRM_TASKS, firm, 0);
    /* a large firm is many workshops: what differs among them averages out */
    double workshops = 1 + firms->row[firm].reference / WORKSHOP_JOBS;
    double spread = w->p->tasks.concentration / __builtin_sqrt(workshops);
    double own = real_exp(spread * rng_normal(&task_rng) - spread * spread / 2);
    firms->row[firm].tasks = (float)own;
}

void firm_first(struct world *w, size_t firm, int32_t day)
{
    struct employer *row = &w->employers.row[firm];
    firm_found(w, firm, day);
    struct rng rng = firm_stream(w, STREAM_FIRM_AGE, firm, 0);
    double age = age_at(w, firm, rng_uniform(&rng));
    row->permanent = young(w, age) + __builtin_sqrt(lived(w, firm, age)) * rng_normal(&rng);
    row->founded = day - (int32_t)(age * DAYS_PER_YEAR);
}

void closure_settle(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct employers *firms = &w->employers;
    part_with_all(w, span, firm, day);
    tally_add(w, span, OUTPUT_closures, firms->row[firm].sector, 1);
    firms->row[firm].generation++;
    firm_found(w, firm, day);
    contacts_forget(w, firm);
}

static const struct param firm_params[] = {FIRM_PARAMS(PARAM_ENTRY, struct firm_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, firms, "The firms of the first day.", firm_params),
};

static const struct requirement needs[] = {
    {"firms.exit_size", NULL, "firms.exit_rate", false},
    {"firms.birth_size", NULL, "firms.exit_rate", false},
    {0},
};
static const struct usual_range usuals[] = {{"firms.exit_rate", 0, 0.3, "assumption"}, {0}};

static const struct part_stream streams[] = {FIRM_STREAMS(PART_STREAM)};

/* Until the firms are there none is closed. */
static enum status create(struct world *w, struct error *error)
{
    (void)error;
    for (size_t s = 0; s < MAX_SECTORS; s++) {
        w->closed_from[s] = INFINITY;
    }
    return STATUS_OK;
}

const struct part part_firms = {
    .name = "firms",
    PART_GROUPS(groups),
    .declares = {.needs = needs, .usuals = usuals},
    PART_LIST(stream, streams),
    .create = create,
};
