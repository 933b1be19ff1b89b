#include "models/labour_market/audit.h"
#include "models/labour_market/calls.h"
#include "models/labour_market/choice.h"
#include "models/labour_market/day.h"
#include "models/labour_market/household_rates.h"
#include "models/labour_market/households.h"
#include "models/labour_market/known.h"
#include "models/labour_market/labour_market.h"
#include "models/labour_market/life_table.h"
#include "models/labour_market/measures.h"
#include "models/labour_market/observe.h"
#include "models/labour_market/person.h"
#include "models/labour_market/search.h"
#include "models/labour_market/staffing.h"
#include "models/labour_market/synthesis.h"
#include "models/labour_market/territory.h"
#include "models/labour_market/vacancies.h"
#include "models/labour_market/wages.h"
#include "models/labour_market/world.h"
#include "sim/memory.h"

static const struct column people_columns[] = {PEOPLE_COLUMNS(TABLE_COLUMN, struct people)};
static const struct column firm_columns[] = {FIRM_COLUMNS(TABLE_COLUMN, struct firms)};
static const struct column vacancy_columns[] = {VACANCY_COLUMNS(TABLE_COLUMN, struct vacancies)};
static const struct column vacancy_note_columns[] = {
    VACANCY_NOTE_COLUMNS(TABLE_COLUMN, struct vacancy_notes)};
static const struct column agency_columns[] = {AGENCY_COLUMNS(TABLE_COLUMN, struct agencies)};
static const struct column known_columns[] = {KNOWN_COLUMNS(TABLE_COLUMN, struct known)};
static const struct column cell_columns[] = {CELL_COLUMNS(TABLE_COLUMN, struct cells)};
static const struct column moment_columns[] = {MOMENT_COLUMNS(TABLE_COLUMN, struct moment)};
static const struct column margin_columns[] = {MARGIN_COLUMNS(TABLE_COLUMN, struct margins)};

#define INIT_TABLE(entity, name, columns)                                                                    \
    table_init(&(entity).table, name, columns, sizeof(columns) / sizeof((columns)[0]))

static void init_tables(struct world *w)
{
    INIT_TABLE(w->people, "people", people_columns);
    INIT_TABLE(w->firms, "firms", firm_columns);
    INIT_TABLE(w->vacancies, "vacancies", vacancy_columns);
    INIT_TABLE(w->vacancy_notes, "vacancy_notes", vacancy_note_columns);
    INIT_TABLE(w->agencies, "agencies", agency_columns);
    INIT_TABLE(w->known, "known", known_columns);
    INIT_TABLE(w->cells, "cells", cell_columns);
    INIT_TABLE(w->moment, "moment", moment_columns);
    INIT_TABLE(w->margins, "margins", margin_columns);
}

static enum status init_boxes(struct world *w, struct error *error)
{
    const struct parallel *parallel = &w->sim->parallel;
    enum status status;
    TRY(calls_init(&w->calls, parallel, error));
    TRY(households_init(w, error));
    TRY(mailbox_init(&w->leaves, parallel, sizeof(struct leave), error));
    TRY(mailbox_init(&w->registrations, parallel, sizeof(struct registration), error));
    TRY(mailbox_init(&w->postings, parallel, sizeof(struct posting), error));
    TRY(mailbox_init(&w->applications, parallel, sizeof(struct application), error));
    TRY(mailbox_init(&w->offers, parallel, sizeof(struct offer), error));
    TRY(mailbox_init(&w->hires, parallel, sizeof(struct hire), error));
out:
    return status;
}

static enum status init_scratch(struct world *w, struct error *error)
{
    w->cell_begin = memory_alloc(w->zone_count * w->occupation_count + 2, sizeof *w->cell_begin);
    w->pay_scratch =
        memory_alloc((size_t)w->sim->parallel.threads * observe_scratch_size(w), sizeof *w->pay_scratch);
    w->zone_staff = memory_alloc(w->zone_count * w->sector_count, sizeof *w->zone_staff);
    w->cell_views = memory_alloc(w->zone_count * w->occupation_count, sizeof *w->cell_views);
    if (w->cell_begin == NULL || w->cell_views == NULL || w->zone_staff == NULL || w->pay_scratch == NULL) {
        return error_memory(error, "labour market");
    }
    return STATUS_OK;
}

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
    w->luck = streams_make(sim->seed_population, sim->seed_dynamics);
    w->zone_count = w->p->zones.count;
    w->age_count = w->p->age_groups.count;
    w->level_count = w->p->qualifications.count;
    w->occupation_count = w->p->occupations.count;
    w->sector_count = w->p->sectors.count;
    w->contract_count = w->p->contracts.count;
    w->cdi = contract_with(w->p, STATUS_CDI);
    w->cdd = contract_with(w->p, STATUS_CDD);
    init_tables(w);
    TRY(init_boxes(w, error));
    TRY(init_scratch(w, error));
    TRY(territory_init(w, error));
    TRY(synthesis_entrants(w, error));
    TRY(agencies_init(w, error));
    TRY(table_resize(&w->cells.table, w->zone_count * w->occupation_count, error));
    TRY(table_resize(&w->moment.table, 1, error));
out:
    return status;
}

static void destroy(void *world)
{
    struct world *w = world;
    if (w == NULL) {
        return;
    }
    struct table *tables[] = {&w->people.table,        &w->firms.table,    &w->vacancies.table,
                              &w->vacancy_notes.table, &w->agencies.table, &w->known.table,
                              &w->cells.table,         &w->moment.table,   &w->margins.table};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        table_clear(tables[t]);
    }
    households_clear(w);
    mailbox_clear(&w->leaves);
    mailbox_clear(&w->registrations);
    mailbox_clear(&w->postings);
    mailbox_clear(&w->applications);
    mailbox_clear(&w->offers);
    mailbox_clear(&w->hires);
    calls_clear(&w->calls);
    due_list_clear(&w->due_firms);
    due_list_clear(&w->task_firms);
    sort_buffer_clear(&w->vacancy_sort);
    territory_clear(w);
    alias_clear(&w->entrant);
    for (size_t kind = 0; w->entrant_level != NULL && kind < w->age_count * 2; kind++) {
        alias_clear(&w->entrant_level[kind]);
    }
    memory_free(w->entrant_level);
    memory_free(w->zone_agency);
    memory_free(w->cell_begin);
    memory_free(w->cell_views);
    memory_free(w->zone_staff);
    memory_free(w->pay_scratch);
    memory_free(w);
}

static enum status populate(void *world, struct error *error)
{
    struct world *w = world;
    enum status status;
    TRY(synthesis_people(w, error));
    TRY(synthesis_count_margins(w, error));
    TRY(households_first(w, error));
    TRY(synthesis_firms(w, error));
    TRY(synthesis_jobs(w, error));
    w->moment.last_month[0] = INT32_MIN;
    w->moment.law_since[0] = INT32_MIN;
out:
    return status;
}

void world_set_institutions(struct world *w, int32_t day)
{
    institutions_set(&w->institutions, w->p, day);
    w->marginal = contract_marginal(w);
    w->core_quantile = staffing_core_quantile(w);
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
        if (reform->w->people.next_search[i] == NEVER) {
            search_start(reform->w, i, reform->day);
            person_reschedule(&reform->w->people, i);
        }
    }
}

/* What follows from parameters that may change at a date. Where the law comes to know marginal jobs, people
 * begin to look for them. */
static enum status parameters_changed(void *world, int32_t day, struct error *error)
{
    struct world *w = world;
    (void)error;
    bool marginal = contract_marginal(w) != NO_CONTRACT;
    const struct institutions before = w->institutions;
    life_init(w);
    household_rates_set(w);
    search_prepare(w);
    world_set_institutions(w, day);
    bool first = !w->institutions_known;
    w->institutions_known = true;
    if (!first && law_is_stricter(w, &before)) {
        w->moment.law_since[0] = day;
    }
    if (!first && !marginal && contract_marginal(w) != NO_CONTRACT) {
        struct reform reform = {w, day - 1};
        parallel_for(&w->sim->parallel, w->people.table.rows, PARALLEL_BLOCK, start_search, &reform);
    }
    return STATUS_OK;
}

static void list_tables(void *world, struct table_list *list)
{
    struct world *w = world;
    struct table *tables[] = {&w->people.table, &w->firms.table, &w->vacancies.table, &w->agencies.table,
                              &w->known.table,  &w->cells.table, &w->moment.table,    &w->margins.table};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        list->tables[list->count++] = tables[t];
    }
}

const struct model labour_market = {
    .name = "labour_market",
    .text = "One local labour market, day by day and person by person.",
    .schema = &labour_market_schema,
    .outputs = labour_market_outputs,
    .output_count = OUTPUTS_COUNT,
    .panels = labour_market_panels,
    .panel_count = PANEL_COUNT,
    .measures = labour_market_measures,
    .measure_count = MEASURE_COUNT,
    .check = parameters_check,
    .dimensions = observe_dimensions,
    .create = create,
    .free = destroy,
    .populate = populate,
    .parameters_changed = parameters_changed,
    .step = day_step,
    .observe = observe,
    .finish = observe_finish,
    .audit = audit,
    .tables = list_tables,
    .measure = measures_take,
};
