#include "models/labour_market/state/local_market.h"

#include "models/labour_market/state/delay.h"
#include "models/labour_market/state/thread_counts.h"
#include "sim/real.h"

/* What is counted in each zone. */
enum { STAFF, OWN_ACCOUNT, SEARCHING, WILLING, COUNTED };

struct census {
    const struct world *w;
    int64_t *counts; /* [threads][zones][COUNTED] */
};

static int kind_of(uint8_t status)
{
    switch ((enum status_code)status) {
    case STATUS_SELF_EMPLOYED:
        return OWN_ACCOUNT;
    case STATUS_UNEMPLOYED:
        return SEARCHING;
    case STATUS_HALO:
        return WILLING;
    default:
        return status_employee(status) ? STAFF : COUNTED;
    }
}

static void count_block(void *context, const struct span *span)
{
    const struct census *census = context;
    const struct world *w = census->w;
    int64_t *counts = thread_counts_of(census->counts, w->zone_count * COUNTED, span->thread);
    for (size_t i = span->begin; i < span->end; i++) {
        int kind = kind_of(w->people.row[i].status);
        if (kind != COUNTED) {
            counts[w->people.row[i].zone * (size_t)COUNTED + (size_t)kind]++;
        }
    }
}

static void count_people(struct world *w)
{
    size_t cells = w->zone_count * COUNTED;
    struct census census = {w, w->local_scratch};
    thread_counts_clear(w, w->local_scratch, cells);
    parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, count_block, &census);
    thread_counts_sum(w, w->local_scratch, cells);
}

/* Half a person more keeps a zone without anyone finite. */
static double log_count(int64_t count)
{
    return real_log((double)count + 0.5);
}

static void begin_zone(struct local_market *local, size_t zone, double unemployment, double force)
{
    local->usual[zone] = unemployment;
    local->force_first[zone] = force;
    local->begun[zone] = 1;
}

static void learn_zone(const struct world *w, struct local_market *local, size_t zone, const int64_t *counts)
{
    const struct local_market_params *p = &w->p->local_market;
    int64_t active = counts[STAFF] + counts[OWN_ACCOUNT] + counts[SEARCHING];
    double unemployment = log_count(counts[SEARCHING]) - log_count(active);
    double force = log_count(active + counts[WILLING]);
    if (!local->begun[zone]) {
        begin_zone(local, zone, unemployment, force);
    }
    local->usual[zone] += delay_month(p->usual_years) * (unemployment - local->usual[zone]);
    local->scarcity[zone] = unemployment - local->usual[zone];
    double followed = p->follow * (force - local->force_first[zone]);
    local->followed[zone] += delay_month(p->follow_years) * (followed - local->followed[zone]);
    double wanted = w->p->self_employment.demand * (double)(counts[STAFF] + counts[OWN_ACCOUNT]);
    local->custom[zone] = real_log((wanted + 0.5) / ((double)counts[OWN_ACCOUNT] + 0.5));
}

void local_market_count(struct world *w)
{
    count_people(w);
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        learn_zone(w, &w->local_market, zone, w->local_scratch + zone * COUNTED);
    }
}

double local_market_pay(const struct world *w, size_t zone)
{
    return -w->p->local_market.wage_curve * w->local_market.scarcity[zone];
}

double local_market_followed(const struct world *w, size_t zone)
{
    return w->local_market.followed[zone];
}

double local_market_custom(const struct world *w, size_t zone)
{
    const double most = 3; /* log points: some twenty times as many or as few */
    double custom = w->p->self_employment.crowding * w->local_market.custom[zone];
    return real_exp(custom < -most ? -most : custom > most ? most : custom);
}

static enum status create(struct world *w, struct error *error)
{
    w->local_scratch = thread_counts_alloc(w, w->zone_count * COUNTED);
    return w->local_scratch == NULL ? error_memory(error, "the local market")
                                    : table_resize(&w->local_market.table, w->zone_count, error);
}

static void destroy(struct world *w)
{
    memory_free(w->local_scratch);
}

static const struct param local_market_params[] = {
    LOCAL_MARKET_PARAMS(PARAM_ENTRY, struct local_market_params)};
static const struct param_group groups[] = {
    PARAM_SCALARS(struct parameters, local_market, "What the state of the local market does.",
                  local_market_params),
};
static const struct column columns[] = {LOCAL_MARKET_COLUMNS(TABLE_COLUMN, struct local_market)};
static const struct part_table tables[] = {PART_TABLE(local_market, columns)};

const struct part part_local_market = {
    .name = "local_market",
    PART_GROUPS(groups),
    PART_LIST(table, tables),
    .create = create,
    .destroy = destroy,
};
