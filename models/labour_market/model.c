#include "models/labour_market/audit.h"
#include "models/labour_market/day.h"
#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/labour_cost.h"
#include "models/labour_market/firms/outlook.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/firms/tasks.h"
#include "models/labour_market/firms/wages.h"
#include "models/labour_market/first_day/synthesis.h"
#include "models/labour_market/history/events.h"
#include "models/labour_market/history/words.h"
#include "models/labour_market/labour_market.h"
#include "models/labour_market/market/search.h"
#include "models/labour_market/market/vacancies.h"
#include "models/labour_market/output/measures.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/output/steady.h"
#include "models/labour_market/parts.h"
#include "models/labour_market/people/household_rates.h"
#include "models/labour_market/people/households.h"
#include "models/labour_market/people/life_table.h"
#include "models/labour_market/people/lives.h"
#include "models/labour_market/state/contacts.h"
#include "models/labour_market/state/due_people.h"
#include "models/labour_market/state/person.h"
#include "models/labour_market/state/territory.h"
#include "models/labour_market/state/transitions.h"
#include "models/labour_market/state/world.h"
#include "sim/memory.h"

static enum status create(struct sim *sim, void **world, struct error *error)
{
    struct world *w = memory_alloc(1, sizeof *w);
    *world = w;
    enum status status = STATUS_OK;
    if (w == NULL) {
        TRY(error_memory(error, "labour market"));
    }
    w->sim = sim;
    w->p = sim->params;
    w->zone_count = w->p->zones.count;
    w->age_count = w->p->age_groups.count;
    w->level_count = w->p->qualifications.count;
    w->occupation_count = w->p->occupations.count;
    w->sector_count = w->p->sectors.count;
    w->contract_count = w->p->contracts.count;
    w->cdi = contract_for(w->p, ROLE_CORE);
    w->cdd = contract_with(w->p, STATUS_CDD);
    TRY(parts_create(w, error));
out:
    return status;
}

static void destroy(void *world)
{
    struct world *w = world;
    if (w == NULL) {
        return;
    }
    parts_destroy(w);
    memory_free(w);
}

static enum status populate(void *world, struct error *error)
{
    struct world *w = world;
    enum status status;
    TRY(synthesis_people(w, error));
    TRY(synthesis_count_margins(w, error));
    TRY(households_first(w, error));
    outlook_begin(w);
    TRY(synthesis_firms(w, error));
    TRY(synthesis_jobs(w, error));
    w->moment.last_month[0] = INT32_MIN;
    w->moment.law_since[0] = INT32_MIN;
out:
    return status;
}

void world_set_institutions(struct world *w, int32_t day)
{
    parts_write_law(&w->institutions, w->p, day);
    w->marginal = contract_marginal(w);
    posting_set_hours(w);
    contract_set_marginal_hours(w);
    w->core_quantile = staffing_core_quantile(w);
    w->peak_cover = contract_peak_cover(w, w->p->staffing.flexible_days);
    labour_cost_set(w);
    wages_raise_to_minimum(w);
}

/* Contracts may last less long or be renewed less often than before: those that were signed before keep to
 * the law of their day. */
static bool law_is_stricter(const struct world *w, const struct institutions *before)
{
    for (size_t c = 0; c < w->contract_count; c++) {
        const struct contract *old = &before->contract[c], *now = world_contract(w, c);
        int64_t longest = old->longest_days > 0 ? old->longest_days : INT64_MAX;
        if (now->renewals < old->renewals || (now->longest_days > 0 && now->longest_days < longest)) {
            return true;
        }
    }
    return false;
}

struct reform {
    struct world *w;
    int32_t day;
};

static void start_search(void *context, const struct span *span)
{
    const struct reform *reform = context;
    for (size_t i = span->begin; i < span->end; i++) {
        if (reform->w->people.row[i].next_search == NEVER) {
            search_start(reform->w, i, reform->day);
            person_reschedule(reform->w, i);
        }
    }
}

/* What people and firms do at once because the law or a rate has changed. Where the law comes to know
 * marginal jobs, people begin to look for them. */
static void live_reform(struct world *w, int32_t day, const struct life_table *life,
                        const struct institutions *before, bool marginal)
{
    life_change_rates(w, life, day);
    if (law_is_stricter(w, before)) {
        w->moment.law_since[0] = day;
    }
    if (!marginal && contract_marginal(w) != NO_CONTRACT) {
        struct reform reform = {w, day - 1};
        parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, start_search, &reform);
    }
}

/* What follows from parameters that may change at a date. */
static enum status parameters_changed(void *world, int32_t day, struct error *error)
{
    struct world *w = world;
    const bool marginal = contract_marginal(w) != NO_CONTRACT;
    const struct institutions before = w->institutions;
    const struct life_table life = w->life;
    const bool first = !w->institutions_known;
    enum status status;
    parts_take_luck(w);
    TRY(territory_set_looks(w, error));
    world_set_institutions(w, day);
    life_init(w);
    household_rates_set(w);
    search_prepare(w);
    if (tasks_change_rates(w, day, first) && !first) {
        TRY(contacts_fit(w, error));
    }
    w->institutions_known = true;
    w->closed_known = false;
    if (!first) {
        live_reform(w, day, &life, &before, marginal);
    }
out:
    return status;
}

/* As measured with Mulhouse on one thread. A person in 240 ends a spell on a day. */
static struct effort effort(const void *params)
{
    const struct parameters *p = params;
    double people = (double)synthesis_population(params);
    double written = people * p->panel.sample;
    return (struct effort){
        .bytes = 10e6 + 320 * people,
        .day_seconds = 12e-9 * people,
        .panel_day_bytes =
            written / 240 * sizeof(struct spell) + explain_day_rows(p, people) * sizeof(struct event_row),
        .panel_end_bytes = written * (sizeof(struct spell) + sizeof(struct person_row)),
    };
}

static enum status observe_all(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                               struct error *error)
{
    enum status status = observe(world, axis, first_day, last_day, error);
    parts_observe(world, axis);
    return status;
}

const struct model labour_market = {
    .name = "labour_market",
    .text = "One local labour market, day by day and person by person.",
    .schema = &labour_market_schema,
    .own = {.outputs = labour_market_outputs, .output_count = OUTPUTS_COUNT},
    .parts = labour_market_declared,
    .panels = labour_market_panels,
    .panel_count = PANEL_COUNT,
    .lives = &labour_market_lives,
    .history = &labour_market_history,
    .measures = labour_market_measures,
    .measure_count = MEASURE_COUNT,
    .steady = labour_market_steady,
    .steady_count = STEADY_COUNT,
    .idle = parts_idle,
    .oddities = parameters_oddities,
    .check = parts_check,
    .effort = effort,
    .dimensions = observe_dimensions,
    .create = create,
    .free = destroy,
    .populate = populate,
    .parameters_changed = parameters_changed,
    .step = day_step,
    .observe = observe_all,
    .finish = observe_finish,
    .audit = audit,
    .table = parts_table,
    .measure = measures_take,
    .steady_month = steady_month,
    .next_step = steady_next_step,
};
