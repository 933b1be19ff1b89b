#include "models/labour_market/closures.h"

#include "models/labour_market/person.h"
#include "models/labour_market/second_jobs.h"
#include "sim/real.h"

static const double DAYS_PER_YEAR = 365.25;
static const double WORKSHOP_JOBS = 20;

bool closure_strikes(const struct world *w, size_t firm, int32_t day, double days)
{
    const struct firm_params *firms = &w->p->firms;
    struct rng luck = firm_luck(w, LUCK_FIRM_EXIT, firm, day);
    double rate = firms->exit_rate / (1 + w->firms.reference[firm] / firms->exit_size);
    return rng_chance(&luck, rate * days / DAYS_PER_YEAR);
}

static void part_with_all(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    while (w->firms.first_second[firm] != NOBODY) {
        second_job_end(w, span, w->firms.first_second[firm], day, REASON_CLOSURE);
    }
    while (w->firms.first_staff[firm] != NOBODY) {
        uint32_t i = w->firms.first_staff[firm];
        person_let_go(w, span, i, day, REASON_CLOSURE);
    }
}

void firm_found(struct world *w, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    const struct sector *sector = world_sector(w, firms->sector[firm]);
    struct rng luck = firm_luck(w, LUCK_FIRM_TRAITS, firm, 0);
    firms->premium[firm] = (float)(w->p->firms.premium_spread * rng_normal(&luck));
    firms->rounding[firm] = (float)(rng_u32(&luck) >> 8) * 0x1p-24f;
    firms->transitory[firm] = sector->spread * rng_normal(&luck);
    firms->markup[firm] = 0;
    firms->permanent[firm] = 0;
    firms->founded[firm] = day;
    struct rng task_luck = firm_luck(w, LUCK_FIRM_TASKS, firm, 0);
    /* a large firm is many workshops: what differs among them averages out */
    double workshops = 1 + firms->reference[firm] / WORKSHOP_JOBS;
    double spread = w->p->tasks.concentration / __builtin_sqrt(workshops);
    double own = real_exp(spread * rng_normal(&task_luck) - spread * spread / 2);
    firms->tasks[firm] = (float)(sector->tasks * own);
}

void closure_settle(struct world *w, const struct span *span, size_t firm, int32_t day)
{
    struct firms *firms = &w->firms;
    part_with_all(w, span, firm, day);
    tally_add(w, span, OUTPUT_closures, firms->sector[firm], 1);
    firms->generation[firm]++;
    firm_found(w, firm, day);
    firms->permanent[firm] = real_log(w->p->firms.birth_size);
    for (uint32_t k = 0; k < firms->known_size[firm]; k++) {
        w->known.person[firms->known[firm] + k] = NOBODY;
    }
}
