#include "models/labour_market/state/local_economy.h"

#include "models/labour_market/state/delay.h"
#include "models/labour_market/state/local_market.h"
#include "models/labour_market/state/thread_counts.h"
#include "sim/real.h"

enum { MONTHS = 12 };

static struct local_economy *state_of(const struct world *w)
{
    return part_state(w, &part_local_economy);
}

static const struct local_economy_params *params_of(const struct world *w)
{
    return part_params(w->p, &part_local_economy);
}

bool local_economy_active(const struct world *w)
{
    return params_of(w)->active;
}

/* ---- What residents spend ---------------------------------------------------------------------------- */

double local_economy_spent(const struct local_economy_params *p, double income, double scale)
{
    const double log_two = 0.69314718055994531;
    double standard = income / scale;
    if (standard <= 0) {
        return 0;
    }
    double place = (real_log(standard / p->usual) / log_two + 1) / 2; /* 0 at a half, 1 at the double */
    place = place < 0 ? 0 : place > 1 ? 1 : place;
    return income * (p->spent_low + place * (p->spent_high - p->spent_low));
}

static size_t cell_count(const struct world *w)
{
    return w->zone_count * w->sector_count;
}

void local_economy_open(struct world *w)
{
    thread_counts_clear(w, state_of(w)->scratch, cell_count(w));
}

void local_economy_spend(struct world *w, int thread, size_t zone, double income, double scale)
{
    int64_t *spent = thread_counts_of(state_of(w)->scratch, cell_count(w), thread);
    spent[zone] += (int64_t)(100 * local_economy_spent(params_of(w), income, scale) + 0.5);
}

void local_economy_close(struct world *w)
{
    struct local_economy *state = state_of(w);
    thread_counts_sum(w, state->scratch, cell_count(w));
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        state->zones.spent[zone] = state->scratch[zone];
    }
}

/* ---- What firms buy ---------------------------------------------------------------------------------- */

static void count_block(void *context, const struct span *span)
{
    struct world *w = context;
    int64_t *hours = thread_counts_of(state_of(w)->scratch, cell_count(w), span->thread);
    for (size_t firm = span->begin; firm < span->end; firm++) {
        const struct employer *row = &w->employers.row[firm];
        hours[row->zone * w->sector_count + row->sector] +=
            row->core_hours + row->peak_hours + row->task_hours + row->marginal_hours;
    }
}

/* Hours by zone and sector, left in those of the first thread. */
static void count_hours(struct world *w)
{
    thread_counts_clear(w, state_of(w)->scratch, cell_count(w));
    parallel_for(&w->sim->parallel, world_firms(w), PARALLEL_BLOCK, count_block, w);
    thread_counts_sum(w, state_of(w)->scratch, cell_count(w));
}

static double bought(const struct world *w, size_t zone)
{
    double sum = 0;
    for (size_t s = 0; s < w->sector_count; s++) {
        sum += world_sector(w, s)->buys * (double)state_of(w)->scratch[zone * w->sector_count + s];
    }
    return sum;
}

/* ---- The month --------------------------------------------------------------------------------------- */

/* People and firms buy the less far away, the longer the way: as people look for work. */
static double nearness(const struct world *w, size_t zone, size_t there)
{
    return real_exp(-w->geography.minutes[zone * w->zone_count + there] / w->p->search.radius_minutes);
}

static void note_first(struct world *w)
{
    struct zone_economies *zones = &state_of(w)->zones;
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        zones->spent_first[zone] += zones->spent[zone];
        zones->bought_first[zone] += bought(w, zone);
        zones->followed_first[zone] = local_market_followed(w, zone);
    }
}

static double log_ratio(double now, double first)
{
    return now > 0 && first > 0 ? real_log(now * MONTHS / first) : 0;
}

static void follow_zone(struct world *w, size_t zone)
{
    struct zone_economies *zones = &state_of(w)->zones;
    double spent = 0, spent_first = 0, buys = 0, bought_first = 0;
    for (size_t there = 0; there < w->zone_count; there++) {
        double near = nearness(w, zone, there);
        spent += near * (double)zones->spent[there];
        spent_first += near * (double)zones->spent_first[there];
        buys += near * bought(w, there);
        bought_first += near * zones->bought_first[there];
    }
    double follows = delay_month(params_of(w)->lag_years);
    zones->spending[zone] += follows * (log_ratio(spent, spent_first) - zones->spending[zone]);
    zones->begun[zone] = 1;
    zones->buying[zone] += follows * (log_ratio(buys, bought_first) - zones->buying[zone]);
}

static void tell(struct world *w)
{
    int64_t *spent = outputs_tally(&w->sim->outputs, part_output(&part_local_economy, OWN_spending), 0);
    for (size_t zone = 0; zone < w->zone_count; zone++) {
        spent[zone] += state_of(w)->zones.spent[zone];
    }
}

/* The twelve mornings up to the first recorded day tell of the year before it. */
void local_economy_count(struct world *w, int32_t day)
{
    const int32_t year = 365;
    if (state_of(w)->scratch == NULL || day <= w->sim->start_day - year) {
        return;
    }
    count_hours(w);
    if (day <= w->sim->start_day) {
        note_first(w);
    } else {
        for (size_t zone = 0; zone < w->zone_count; zone++) {
            follow_zone(w, zone);
        }
        tell(w);
    }
}

double local_economy_sales(const struct world *w, size_t zone, size_t sector)
{
    const struct zone_economies *zones = &state_of(w)->zones;
    const struct sector *row = world_sector(w, sector);
    double here = row->residents + row->local_firms;
    if (!zones->begun[zone]) {
        return 0;
    }
    return row->residents * zones->spending[zone] + row->local_firms * zones->buying[zone] -
           here * (local_market_followed(w, zone) - zones->followed_first[zone]);
}

/* ---- The record -------------------------------------------------------------------------------------- */

static enum status create(struct world *w, struct error *error)
{
    struct local_economy *state = state_of(w);
    enum status status;
    TRY(table_resize(&state->zones.table, w->zone_count, error));
    if (local_economy_active(w)) {
        state->scratch = thread_counts_alloc(w, cell_count(w));
        if (state->scratch == NULL) {
            TRY(error_memory(error, "the local economy"));
        }
    }
out:
    return status;
}

static void destroy(struct world *w)
{
    memory_free(state_of(w)->scratch);
}

static enum status check(const struct parameters *p, struct error *error)
{
    for (size_t s = 0; s < p->sectors.count; s++) {
        const struct sector *row = &ROWS(sector, p->sectors)[s];
        if (row->residents + row->local_firms > 1) {
            return error_set(
                error, STATUS_INPUT,
                "sectors.%s sells %g of its work to residents and %g to local firms, expected at "
                "most 1 in all",
                row->name.chars, row->residents, row->local_firms);
        }
    }
    return STATUS_OK;
}

static const struct requirement needs[] = {{"local_economy", NULL, "local_economy.active", false}, {0}};
static const struct param params[] = {LOCAL_ECONOMY_PARAMS(PARAM_ENTRY, struct local_economy_params)};
static const struct param_group groups[] = {
    PART_SCALARS(local_economy, "What residents and firms of the territory buy in it.", params),
};
static const struct column columns[] = {LOCAL_ECONOMY_COLUMNS(TABLE_COLUMN, struct zone_economies)};
static const struct part_table tables[] = {
    PART_OWN_TABLE(struct local_economy, zones, "local_economy", columns)};
static const struct output outputs[] = {LOCAL_ECONOMY_OUTPUTS(OUTPUT_ENTRY)};

const struct part part_local_economy = {
    .name = "local_economy",
    PART_OWN_GROUPS(groups, struct local_economy_params),
    .declares = {.outputs = outputs, .output_count = sizeof outputs / sizeof outputs[0], .needs = needs},
    .check = check,
    PART_LIST(table, tables),
    .state_size = sizeof(struct local_economy),
    .create = create,
    .destroy = destroy,
};
