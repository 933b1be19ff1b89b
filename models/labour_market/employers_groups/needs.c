#include "models/labour_market/employers_groups/needs.h"

#include <stdlib.h>

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/state/territory.h"
#include "sim/real.h"

uint8_t need_occupation(const struct world *w, size_t firm)
{
    struct rng rng = rng_at(w->streams.purpose[STREAM_GROUP_OCCUPATION], firm_id(w, firm), 0);
    return (uint8_t)alias_draw(&w->trades.flexible_of_sector[w->employers.row[firm].sector], &rng);
}

uint8_t need_family(const struct world *w, size_t occupation)
{
    const struct occupation *own = world_occupation(w, occupation);
    for (size_t o = 0; group_params(w)->versatile && o < occupation; o++) {
        const struct occupation *other = world_occupation(w, o);
        if (other->group == own->group && other->qualification == own->qualification) {
            return (uint8_t)o;
        }
    }
    return (uint8_t)occupation;
}

/* Weekly hours of staff that the firm counts on: core posts that are open are on their way. */
static double own_hours(const struct employer *row)
{
    return (double)row->core_hours + row->marginal_hours + row->open_core_hours + row->open_marginal_hours;
}

int32_t need_today(const struct world *w, size_t firm, int32_t day)
{
    const struct employer *row = &w->employers.row[firm];
    double lacking =
        demand_now(w, firm, day) * posting_mean_hours(w, firm) - own_hours(row) - row->peak_hours;
    return lacking >= group_params(w)->least_hours ? (int32_t)lacking : 0;
}

/* One draw of each of NEED_DRAWS parts of the normal law that are as likely, in a random order: what a single
 * firm holds is then its quantile exactly, and plans change when needs do and not by luck. */
static void draw_parts(const struct world *w, uint64_t actor, double parts[NEED_DRAWS])
{
    struct rng rng = rng_at(w->streams.purpose[STREAM_GROUP_NEEDS], actor, 0);
    for (uint32_t k = 0; k < NEED_DRAWS; k++) {
        uint32_t other = rng_below(&rng, k + 1);
        parts[k] = 0; /* where `other` is k */
        parts[k] = parts[other];
        parts[other] = real_normal_quantile((k + 0.5) / NEED_DRAWS);
    }
}

/* How busy the firm might be in each draw, in standard deviations: what its sector has in common, and what is
 * its own. */
static void draw_spreads(const struct world *w, size_t firm, double spreads[NEED_DRAWS])
{
    const uint64_t sectors = UINT64_C(1) << 40; /* apart from firms */
    double common = w->p->demand.common, shared[NEED_DRAWS];
    draw_parts(w, firm_id(w, firm), spreads);
    if (common <= 0) {
        return;
    }
    draw_parts(w, sectors + w->employers.row[firm].sector, shared);
    for (int k = 0; k < NEED_DRAWS; k++) {
        spreads[k] = __builtin_sqrt(1 - common) * spreads[k] + __builtin_sqrt(common) * shared[k];
    }
}

/* What the firm asks for in month m from `day` on, if it is so busy. */
static double need_then(const struct world *w, size_t firm, int32_t day, int m, double spreads)
{
    int32_t then = day + (int32_t)(m * DAYS_PER_MONTH);
    double hours = demand_foreseen(w, firm, then, spreads) * posting_mean_hours(w, firm);
    double lacking = hours - own_hours(&w->employers.row[firm]);
    return lacking >= group_params(w)->least_hours ? lacking : 0;
}

double need_mean(const struct world *w, size_t firm, int32_t day)
{
    enum { EVERY = 4 };
    double sum = 0, spreads[NEED_DRAWS];
    draw_spreads(w, firm, spreads);
    for (int draw = 0; draw < NEED_DRAWS; draw += EVERY) {
        for (int m = 0; m < NEED_MONTHS; m++) {
            sum += need_then(w, firm, day, m, spreads[draw]);
        }
    }
    return sum * EVERY / NEED_SAMPLES;
}

double need_group_cost(const struct world *w)
{
    double days = w->p->staffing.tenure_years * DAYS_PER_YEAR;
    return contract_unit_cost(w, w->cdi, days) * (1 + group_params(w)->running_share);
}

double need_chance(const struct world *w)
{
    double chance = 1 - need_group_cost(w) / contract_peak_cost(w, w->p->staffing.flexible_days);
    return chance > 0 ? chance : 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add_needs(const struct world *w, const struct lendable *member, int32_t day, double *sums)
{
    double spreads[NEED_DRAWS];
    draw_spreads(w, member->firm, spreads);
    for (int draw = 0; draw < NEED_DRAWS; draw++) {
        for (int m = 0; m < NEED_MONTHS; m++) {
            double need = need_then(w, member->firm, day, m, spreads[draw]);
            sums[draw * NEED_MONTHS + m] += member->trust * need;
        }
    }
}

struct pooled need_pool(const struct world *w, const struct lendable *firms, size_t count, uint8_t family,
                        int32_t day, double *room)
{
    struct pooled pooled = {.post = occupation_hours(world_occupation(w, family), false)};
    for (size_t k = 0; k < NEED_SAMPLES; k++) {
        room[k] = 0;
    }
    for (size_t k = 0; k < count; k++) {
        if (firms[k].family == family) {
            add_needs(w, &firms[k], day, room);
        }
    }
    qsort(room, NEED_SAMPLES, sizeof *room, by_size);
    double chance = need_chance(w);
    pooled.quantile = chance > 0 ? room[(size_t)(chance * NEED_SAMPLES)] : 0;
    pooled.staff = pooled.post > 0 ? (int32_t)(pooled.quantile / pooled.post) : 0;
    double held = (double)pooled.staff * pooled.post;
    for (size_t k = 0; k < NEED_SAMPLES; k++) {
        pooled.mean += room[k] / NEED_SAMPLES;
        pooled.used += (room[k] < held ? room[k] : held) / NEED_SAMPLES;
    }
    return pooled;
}
