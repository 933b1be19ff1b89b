#include "models/labour_market/tasks.h"

#include "models/labour_market/vacancies.h"
#include "sim/memory.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
enum { FIRMS_PER_BLOCK = 256, LONGEST_WAIT_DAYS = 10000 };

static double tasks_per_day(const struct world *w, size_t firm)
{
    return (double)w->firms.tasks[firm] * (w->firms.core[firm] + w->firms.peak[firm]) / DAYS_PER_YEAR;
}

/* First day after `day` on which there is an arrival. */
static int32_t next_arrival(struct rng *luck, double per_day, int32_t day)
{
    double wait = rng_exponential(luck) / per_day;
    return wait < LONGEST_WAIT_DAYS ? day + 1 + (int32_t)wait : NEVER;
}

void tasks_schedule(struct world *w, size_t firm, int32_t day)
{
    struct rng luck = firm_luck(w, LUCK_TASK_WAIT, firm, day);
    double per_day = tasks_per_day(w, firm);
    w->firms.next_task[firm] = per_day > 0 ? next_arrival(&luck, per_day, day - 1) : NEVER;
}

static int32_t draw_length(const struct world *w, struct rng *luck)
{
    const struct task_params *tasks = &w->p->tasks;
    bool one_day = rng_chance(luck, tasks->one_day);
    double more = rng_exponential(luck) * tasks->days;
    int32_t longest = (int32_t)tasks->longest_days;
    int32_t length = one_day ? 1 : more < longest ? 2 + (int32_t)more : longest;
    return length < longest ? length : longest;
}

/* The arrivals of a day that has at least one: the first by the law of the first given that it is today, the
 * others by their own waiting times. */
static void post_tasks(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct rng luck = firm_luck(w, LUCK_TASK, firm, day);
    double per_day = tasks_per_day(w, firm);
    if (per_day <= 0) {
        w->firms.next_task[firm] = NEVER;
        return;
    }
    double some = 1 - real_exp(-per_day);
    double time = -real_log(1 - rng_uniform(&luck) * some) / per_day;
    while (time < 1) {
        vacancies_post_task(w, span, firm, &luck, draw_length(w, &luck));
        time += rng_exponential(&luck) / per_day;
    }
    w->firms.next_task[firm] = next_arrival(&luck, per_day, day);
}

struct appearing {
    struct world *w;
    int32_t day;
};

/* Asks the memory for what a firm needs that posts a task soon. */
static void fetch_firm(const struct firms *firms, size_t firm)
{
    memory_fetch(&firms->next_task[firm]);
    memory_fetch(&firms->generation[firm]);
    memory_fetch(&firms->tasks[firm]);
    memory_fetch(&firms->core[firm]);
    memory_fetch(&firms->peak[firm]);
    memory_fetch(&firms->sector[firm]);
    memory_fetch(&firms->zone[firm]);
    memory_fetch(&firms->reference[firm]);
    memory_fetch(&firms->premium[firm]);
    memory_fetch(&firms->markup[firm]);
    memory_fetch(&firms->open_task[firm]);
}

static void appear_block(void *context, const struct span *span)
{
    enum { AHEAD = 8 };
    const struct appearing *appearing = context;
    const uint32_t *ids = appearing->w->task_firms.ids;
    for (size_t k = span->begin; k < span->end; k++) {
        if (k + AHEAD < span->end) {
            fetch_firm(&appearing->w->firms, ids[k + AHEAD]);
        }
        post_tasks(appearing->w, span, ids[k], appearing->day);
    }
}

enum status tasks_appear(struct world *w, int32_t day, struct error *error)
{
    struct appearing appearing = {w, day};
    enum status status;
    TRY(due_sweep(&w->task_firms, &w->sim->parallel, w->firms.next_task, w->firms.table.rows, day, error));
    TRY(mailbox_open(&w->postings, parallel_blocks(w->task_firms.count, FIRMS_PER_BLOCK), error));
    parallel_for(&w->sim->parallel, w->task_firms.count, FIRMS_PER_BLOCK, appear_block, &appearing);
    TRY(mailbox_close(&w->postings, error));
    TRY(vacancies_add(w, day, error));
out:
    return status;
}
