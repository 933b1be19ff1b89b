#include "models/labour_market/firms/tasks.h"

#include <string.h>

#include "models/labour_market/firms/posting.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/state/jobs.h"
#include "sim/memory.h"
#include "sim/real.h"

enum { FIRMS_PER_BLOCK = 256, LONGEST_WAIT_DAYS = 10000 };

/* Tasks of a firm per day where those of its sector are `tasks` per person employed and year. */
static double tasks_at(const struct world *w, size_t firm, double tasks)
{
    return tasks * w->employers.row[firm].tasks *
           (w->employers.row[firm].core + w->employers.row[firm].peak) / DAYS_PER_YEAR;
}

static double tasks_per_day(const struct world *w, size_t firm)
{
    return tasks_at(w, firm, w->sector_tasks[w->employers.row[firm].sector]);
}

/* Chance that a day has a task. */
static double some_task(double per_day)
{
    return 1 - real_exp(-per_day);
}

/* First day after `day` on which there is an arrival. */
static int32_t next_arrival(struct rng *rng, double per_day, int32_t day)
{
    double wait = rng_exponential(rng) / per_day;
    return wait < LONGEST_WAIT_DAYS ? day + 1 + (int32_t)wait : NEVER;
}

void tasks_schedule(struct world *w, size_t firm, int32_t day)
{
    struct rng rng = firm_stream(w, STREAM_TASK_WAIT, firm, day);
    double per_day = tasks_per_day(w, firm);
    w->employers.next_task[firm] = per_day > 0 ? next_arrival(&rng, per_day, day - 1) : NEVER;
}

/* Where tasks become more frequent, a further wait runs for those that are added; where they become rarer,
 * the day that was to have one is one of those that still have, or the wait goes on. */
static void change_rate(struct world *w, size_t firm, int32_t day, double old)
{
    int32_t *next = &w->employers.next_task[firm];
    double now = tasks_per_day(w, firm);
    struct rng rng = firm_stream(w, STREAM_TASK_REFORM, firm, day);
    if (now > old) {
        int32_t added = next_arrival(&rng, now - old, day - 1);
        *next = added < *next ? added : *next;
    } else if (*next != NEVER && !rng_chance(&rng, some_task(now) / some_task(old))) {
        *next = now > 0 ? next_arrival(&rng, now, *next) : NEVER;
    }
}

bool tasks_change_rates(struct world *w, int32_t day, bool first)
{
    double before[MAX_SECTORS];
    bool changed = false;
    memcpy(before, w->sector_tasks, sizeof before);
    for (size_t s = 0; s < w->sector_count; s++) {
        w->sector_tasks[s] = world_sector(w, s)->tasks;
        changed |= w->sector_tasks[s] != before[s];
    }
    for (size_t firm = 0; !first && firm < world_firms(w); firm++) {
        size_t sector = w->employers.row[firm].sector;
        if (before[sector] != w->sector_tasks[sector]) {
            change_rate(w, firm, day, tasks_at(w, firm, before[sector]));
        }
    }
    return changed;
}

static int32_t draw_length(const struct world *w, struct rng *rng)
{
    const struct task_params *tasks = &w->p->tasks;
    bool one_day = rng_chance(rng, tasks->one_day);
    double more = rng_exponential(rng) * tasks->days;
    int32_t longest = (int32_t)tasks->longest_days;
    int32_t length = one_day ? 1 : more < longest ? 2 + (int32_t)more : longest;
    return length < longest ? length : longest;
}

/* The arrivals of a day that has at least one: the first by the law of the first given that it is today, the
 * others by their own waiting times. */
static void post_tasks(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct rng rng = firm_stream(w, STREAM_TASK, firm, day);
    double per_day = tasks_per_day(w, firm);
    if (per_day <= 0) {
        w->employers.next_task[firm] = NEVER;
        return;
    }
    double time = -real_log(1 - rng_uniform(&rng) * some_task(per_day)) / per_day;
    while (time < 1) {
        firm_post_task(w, span, firm, &rng, draw_length(w, &rng));
        time += rng_exponential(&rng) / per_day;
    }
    w->employers.next_task[firm] = next_arrival(&rng, per_day, day);
}

struct appearing {
    struct world *w;
    int32_t day;
};

static void appear_block(void *context, const struct span *span)
{
    enum { AHEAD = 8 };
    const struct appearing *appearing = context;
    const uint32_t *ids = appearing->w->task_firms.ids;
    for (size_t k = span->begin; k < span->end; k++) {
        if (k + AHEAD < span->end) {
            firm_fetch(&appearing->w->employers, ids[k + AHEAD]);
        }
        post_tasks(appearing->w, span, ids[k], appearing->day);
    }
}

enum status tasks_appear(struct world *w, int32_t day, struct error *error)
{
    struct appearing appearing = {w, day};
    enum status status;
    TRY(due_sweep(&w->task_firms, &w->sim->parallel, w->employers.next_task, w->employers.table.rows, day,
                  error));
    size_t blocks = parallel_blocks(w->task_firms.count, FIRMS_PER_BLOCK);
    TRY(mailbox_open(&w->postings, blocks, error));
    TRY(events_open(w, blocks, error));
    parallel_for(&w->sim->parallel, w->task_firms.count, FIRMS_PER_BLOCK, appear_block, &appearing);
    TRY(events_close(w, error));
    TRY(mailbox_close(&w->postings, error));
out:
    return status;
}

static const struct param task_params[] = {TASK_PARAMS(PARAM_ENTRY, struct task_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, tasks, "Short tasks: absences and peaks of some days.", task_params),
};

static const struct part_stream streams[] = {TASK_STREAMS(PART_STREAM)};

static void destroy(struct world *w)
{
    due_list_clear(&w->task_firms);
}

const struct part part_tasks = {
    .name = "tasks",
    PART_GROUPS(groups),
    PART_LIST(stream, streams),
    .destroy = destroy,
};
