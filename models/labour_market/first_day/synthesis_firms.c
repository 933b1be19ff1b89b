#include <math.h>

#include "models/labour_market/firms/births_closures.h"
#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/organisations/temporary_work.h"
#include "models/labour_market/state/contacts.h"
#include "models/labour_market/state/jobs.h"
#include "sim/real.h"

/* A size from the Pareto law bounded to [from, to] (inversion). */
static double bounded_pareto(double u, double from, double to, double exponent)
{
    double tail = 1 - real_pow(from / to, exponent);
    return from * real_pow(1 - u * tail, -1 / exponent);
}

static void make_firm(struct world *w, size_t f, size_t zone, size_t sector, double size)
{
    struct employers *firms = &w->employers;
    firms->row[f].zone = (uint16_t)zone;
    firms->row[f].sector = (uint8_t)sector;
    firms->row[f].reference = size;
    firms->row[f].first_job = NO_JOB;
    firm_first(w, f, w->sim->first_day);
    struct rng rng = rng_at(w->streams.purpose[STREAM_FIRST_PLAN], f, 0);
    firms->due[f] = w->sim->first_day + (int32_t)(rng_uniform(&rng) * w->p->staffing.plan_days);
    firms->next_task[f] = NEVER; /* until the first plan */
}

/* Firms of one class in one sector and zone until their jobs are given out; what is left of the jobs (less
 * than one firm) goes to the next cell. */
static enum status fill_cell(struct world *w, size_t zone, size_t sector, const struct size_class *class,
                             double *jobs, struct error *error)
{
    enum status status = STATUS_OK;
    for (;;) {
        size_t f = w->employers.table.rows;
        struct rng rng = rng_at(w->streams.purpose[STREAM_FIRM_SIZE], f, 0);
        double size = bounded_pareto(rng_open(&rng), class->from, class->to, w->p->firms.size_exponent);
        if (*jobs < size / 2) {
            break; /* half of the next firm: it is as likely too much as too little */
        }
        TRY(table_resize(&w->employers.table, f + 1, error));
        make_firm(w, f, zone, sector, size);
        *jobs -= size;
    }
out:
    return status;
}

/* The last firms overshoot or undershoot, and firms are of all ages: sizes are scaled so that jobs are what
 * was asked. */
static void scale_to_jobs(struct world *w)
{
    double jobs = 0;
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        const struct employer *row = &w->employers.row[f];
        jobs += row->reference * real_exp(row->permanent + row->mature);
    }
    for (size_t f = 0; f < w->employers.table.rows; f++) {
        w->employers.row[f].reference *= w->p->firms.jobs / jobs;
    }
}

enum status synthesis_firms(struct world *w, struct error *error)
{
    const struct size_class *classes = ROWS(size_class, w->p->sizes);
    enum status status = STATUS_OK;
    double left[64][MAX_SECTORS] = {{0}};
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        for (size_t sector = 0; sector < w->sector_count; sector++) {
            double jobs =
                w->p->firms.jobs * world_zone(w, zone)->jobs_share * world_sector(w, sector)->jobs_share;
            for (size_t c = 0; c < w->p->sizes.count; c++) {
                left[c][sector] += jobs * classes[c].jobs_share;
                TRY(fill_cell(w, zone, sector, &classes[c], &left[c][sector], error));
            }
        }
    }
    if (w->employers.table.rows == 0) { /* fewer jobs than any one class asks for: one firm has them all */
        TRY(table_resize(&w->employers.table, 1, error));
        make_firm(w, 0, 0, 0, w->p->firms.jobs);
    }
    scale_to_jobs(w);
    TRY(temporary_work_populate(w, error));
    TRY(contacts_populate(w, error));
out:
    return status;
}
