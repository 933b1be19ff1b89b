#include "models/labour_market/parts.h"

#include <string.h>

#include "models/labour_market/outputs.h"
#include "sim/memory.h"

/* The parts. What one writes into the law may rest on those before it. */
#define PARTS(P)                                                                                             \
    P(territory)                                                                                             \
    P(tables)                                                                                                \
    P(due_people)                                                                                            \
    P(local_market)                                                                                          \
    P(local_economy)                                                                                         \
    P(contacts)                                                                                              \
    P(firms)                                                                                                 \
    P(demand)                                                                                                \
    P(outlook)                                                                                               \
    P(staffing)                                                                                              \
    P(tasks)                                                                                                 \
    P(posting)                                                                                               \
    P(contract_choice)                                                                                       \
    P(temporary_work)                                                                                        \
    P(public_agencies)                                                                                       \
    P(vacancies)                                                                                             \
    P(recalls)                                                                                               \
    P(contract_ends)                                                                                         \
    P(partings)                                                                                              \
    P(search)                                                                                                \
    P(hours)                                                                                                 \
    P(pairs)                                                                                                 \
    P(employers_groups)                                                                                      \
    P(matching)                                                                                              \
    P(wages)                                                                                                 \
    P(lives)                                                                                                 \
    P(participation)                                                                                         \
    P(households)                                                                                            \
    P(minimum_wage)                                                                                          \
    P(contribution_relief)                                                                                   \
    P(mini_jobs)                                                                                             \
    P(fixed_term)                                                                                            \
    P(employment_protection)                                                                                 \
    P(unemployment_insurance)                                                                                \
    P(hiring_subsidy)                                                                                        \
    P(dated_law)                                                                                             \
    P(incomes)                                                                                               \
    P(statistics)                                                                                            \
    P(spells)                                                                                                \
    P(explain)                                                                                               \
    P(first_day)

#define DECLARE(name)  extern const struct part part_##name;
#define RECORD(name)   &part_##name,
#define SCHEMA(name)   &part_##name.params,
#define DECLARED(name) &part_##name.declares,

PARTS(DECLARE)

const struct part *const labour_market_parts[] = {PARTS(RECORD) NULL};
const struct model_part *const labour_market_declared[] = {PARTS(DECLARED) NULL};
static const struct param_schema *const schemas[] = {PARTS(SCHEMA)};

enum { PART_COUNT = sizeof schemas / sizeof schemas[0] };

const struct param_schema labour_market_schema = {
    .size = sizeof(struct parameters), .parts = schemas, .part_count = PART_COUNT};

static size_t index_of(const struct part *part)
{
    size_t k = 0;
    while (labour_market_parts[k] != part) {
        k++;
    }
    return k;
}

const void *part_params(const struct parameters *p, const struct part *part)
{
    return (const char *)p + param_part_offset(&labour_market_schema, &part->params);
}

void *part_state(const struct world *w, const struct part *part)
{
    return w->part_states[index_of(part)];
}

size_t part_output(const struct part *part, size_t index)
{
    size_t before = OUTPUTS_COUNT;
    for (size_t k = 0; labour_market_parts[k] != part; k++) {
        before += labour_market_parts[k]->declares.output_count;
    }
    return before + index;
}

/* Where the tables and boxes of a part lie. */
static char *base_of(const struct world *w, size_t k)
{
    return labour_market_parts[k]->state_size != 0 ? w->part_states[k] : (char *)w;
}

static struct table *table_at(const struct world *w, size_t k, size_t t)
{
    return (struct table *)(base_of(w, k) + labour_market_parts[k]->tables[t].offset);
}

static enum status make_room(struct world *w, struct error *error)
{
    w->part_states = memory_alloc(PART_COUNT, sizeof *w->part_states);
    if (w->part_states == NULL) {
        return error_memory(error, "labour market");
    }
    for (size_t k = 0; k < PART_COUNT; k++) {
        size_t size = labour_market_parts[k]->state_size;
        w->part_states[k] = size != 0 ? memory_alloc(1, size) : NULL;
        if (size != 0 && w->part_states[k] == NULL) {
            return error_memory(error, labour_market_parts[k]->name);
        }
    }
    return STATUS_OK;
}

static enum status make_part(struct world *w, size_t k, struct error *error)
{
    const struct part *part = labour_market_parts[k];
    enum status status = STATUS_OK;
    for (size_t t = 0; t < part->table_count; t++) {
        const struct part_table *table = &part->tables[t];
        table_init(table_at(w, k, t), table->name, table->columns, table->column_count);
    }
    for (size_t b = 0; b < part->message_count && status == STATUS_OK; b++) {
        struct mailbox *box = (struct mailbox *)(base_of(w, k) + part->messages[b].offset);
        status = mailbox_init(box, &w->sim->parallel, part->messages[b].item_size, error);
    }
    return status;
}

void parts_take_luck(struct world *w)
{
    for (size_t k = 0; k < PART_COUNT; k++) {
        for (size_t s = 0; s < labour_market_parts[k]->stream_count; s++) {
            const struct part_stream *stream = &labour_market_parts[k]->streams[s];
            uint64_t seed = stream->population ? w->sim->seed_population : w->sim->seed_dynamics;
            uint64_t before = stream->population ? seed : w->sim->seed_before;
            w->streams.purpose[stream->number] = rng_purpose(seed, stream->name);
            w->streams.purpose_before[stream->number] = rng_purpose(before, stream->name);
        }
    }
    w->streams.since = w->sim->luck_day;
}

static void note_aid(struct world *w, const struct part *part)
{
    if (part->aid != NULL && w->aid_count < MOST_AIDS) {
        w->aids[w->aid_count++] = (struct aid){part->aid, part_params(w->p, part)};
    }
}

enum status parts_create(struct world *w, struct error *error)
{
    enum status status;
    TRY(make_room(w, error));
    for (size_t k = 0; k < PART_COUNT; k++) {
        TRY(make_part(w, k, error));
        note_aid(w, labour_market_parts[k]);
    }
    parts_take_luck(w);
    for (size_t k = 0; k < PART_COUNT; k++) {
        if (labour_market_parts[k]->create != NULL) {
            TRY(labour_market_parts[k]->create(w, error));
        }
    }
out:
    return status;
}

void parts_destroy(struct world *w)
{
    for (size_t k = 0; w->part_states != NULL && k < PART_COUNT; k++) {
        const struct part *part = labour_market_parts[k];
        bool there = part->state_size == 0 || w->part_states[k] != NULL;
        if (there && part->destroy != NULL) {
            part->destroy(w);
        }
        for (size_t t = 0; there && t < part->table_count; t++) {
            table_clear(table_at(w, k, t));
        }
        for (size_t b = 0; there && b < part->message_count; b++) {
            mailbox_clear((struct mailbox *)(base_of(w, k) + part->messages[b].offset));
        }
        memory_free(w->part_states[k]);
    }
    memory_free(w->part_states);
}

struct table *parts_table(void *world, size_t index)
{
    for (size_t k = 0; k < PART_COUNT; k++) {
        const struct part *part = labour_market_parts[k];
        for (size_t t = 0; t < part->table_count; t++) {
            if (!part->tables[t].scratch && index-- == 0) {
                return table_at(world, k, t);
            }
        }
    }
    return NULL;
}

enum status parts_check(const void *params, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < PART_COUNT && status == STATUS_OK; k++) {
        if (labour_market_parts[k]->check != NULL) {
            status = labour_market_parts[k]->check(params, error);
        }
    }
    return status;
}

const char *parts_idle(const void *params, int32_t day, const struct param_slot *slot)
{
    const char *why = NULL;
    for (size_t k = 0; k < PART_COUNT && why == NULL; k++) {
        if (labour_market_parts[k]->idle != NULL) {
            why = labour_market_parts[k]->idle(params, day, slot);
        }
    }
    return why;
}

void parts_write_law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    memset(institutions, 0, sizeof *institutions);
    for (size_t k = 0; k < PART_COUNT; k++) {
        if (labour_market_parts[k]->law != NULL) {
            labour_market_parts[k]->law(institutions, p, day);
        }
    }
}

enum status parts_settle(struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < PART_COUNT && status == STATUS_OK; k++) {
        if (labour_market_parts[k]->settle != NULL) {
            status = labour_market_parts[k]->settle(w, day, error);
        }
    }
    return status;
}

void parts_observe(struct world *w, enum output_axis axis)
{
    for (size_t k = 0; k < PART_COUNT; k++) {
        if (labour_market_parts[k]->observe != NULL) {
            labour_market_parts[k]->observe(w, axis);
        }
    }
}

enum status parts_audit(const struct world *w, int32_t day, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < PART_COUNT && status == STATUS_OK; k++) {
        if (labour_market_parts[k]->audit != NULL) {
            status = labour_market_parts[k]->audit(w, day, error);
        }
    }
    return status;
}
