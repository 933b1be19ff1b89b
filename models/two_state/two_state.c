/* What is declared, and how the world begins. */
#include "models/two_state/two_state.h"

#include "sim/memory.h"

/* The declarations, as lists that the engine can read. */

static const struct param population_params[] = {POPULATION_PARAMS(PARAM_ENTRY, struct population_params)};
static const struct param rates_params[] = {RATES_PARAMS(PARAM_ENTRY, struct rates_params)};

static const struct param_group param_groups[] = {
    PARAM_SCALARS(struct two_state_params, population, "Who there is.", population_params),
    PARAM_SCALARS(struct two_state_params, rates, "How fast people change their state.", rates_params),
};

static const struct param_schema schema = {
    .groups = param_groups,
    .group_count = sizeof param_groups / sizeof param_groups[0],
    .size = sizeof(struct two_state_params),
};

static const struct column people_columns[] = {PEOPLE_COLUMNS(TABLE_COLUMN, struct people)};
static const struct column spell_columns[] = {SPELL_COLUMNS(TABLE_COLUMN, struct spell)};
static const struct output outputs[] = {TWO_STATE_OUTPUTS(OUTPUT_ENTRY)};
static const struct measure measures[] = {TWO_STATE_MEASURES(MEASURE_ENTRY)};
static const struct steady steady[] = {TWO_STATE_STEADY(STEADY_ENTRY)};

static const struct panel_spec panels[PANEL_COUNT] = {
    [PANEL_SPELLS] =
        {
            .name = "spells",
            .text = "Every stay of every person in a state.",
            .columns = spell_columns,
            .column_count = sizeof spell_columns / sizeof spell_columns[0],
            .row_size = sizeof(struct spell),
        },
};

/* What is known of a person on the eve of a day: the state, and for how long. */
static const struct life_trait traits[] = {
    {.name = "state", .text = "labour state", .kind = LIFE_STATE},
    {.name = "jobless",
     .text = "time since the last work",
     .kind = LIFE_IDLE_DAYS,
     .states = 1 << UNEMPLOYED,
     .classes = 2,
     .bounds = {91},
     .labels = {"under 3 months", "3 months and over"}},
};

static const struct lives lives = {
    .spells = "spells",
    .person = "person",
    .start = "first_day",
    .end = "end_day",
    .state = "state",
    .at_work = 1 << EMPLOYED,
    .traits = traits,
    .trait_count = sizeof traits / sizeof traits[0],
};

static enum status dimensions(const void *params, struct outputs *declared, struct error *error)
{
    static const char *const labels[STATE_COUNT] = {[EMPLOYED] = "employed", [UNEMPLOYED] = "unemployed"};
    (void)params;
    enum status status = STATUS_OK;
    TRY(outputs_dimension(declared, "state", "labour state", STATE_COUNT, labels, error));
    TRY(outputs_dimension(declared, "state_before", "labour state a month before", STATE_COUNT, labels,
                          error));
out:
    return status;
}

/* The world begins. */

/* What is drawn during the run. */
static void take_luck(struct world *world)
{
    world->luck_wait = rng_purpose(world->sim->seed_dynamics, "two_state.wait");
    world->luck_redraw = rng_purpose(world->sim->seed_dynamics, "two_state.redraw");
}

static enum status create(struct sim *sim, void **created, struct error *error)
{
    struct world *world = memory_alloc(1, sizeof *world);
    if (world == NULL) {
        return error_memory(error, "world");
    }
    world->sim = sim;
    world->params = sim->params;
    world->luck_start = rng_purpose(sim->seed_population, "two_state.start");
    take_luck(world);
    table_init(&world->people.table, "people", people_columns,
               sizeof people_columns / sizeof people_columns[0]);
    *created = world;
    return STATUS_OK;
}

static void free_world(void *freed)
{
    struct world *world = freed;
    table_clear(&world->people.table);
    due_list_clear(&world->due);
    memory_free(world);
}

int32_t stay_end(const struct world *world, struct rng *rng, uint8_t state, int32_t day)
{
    return day + rng_geometric_scaled(rng, world->scale[state]);
}

static void settle_people(void *context, const struct span *span)
{
    struct world *world = context;
    struct people *people = &world->people;
    int32_t eve = world->sim->first_day - 1;
    for (size_t i = span->begin; i < span->end; i++) {
        struct rng start = rng_at(world->luck_start, i, eve);
        struct rng wait = rng_at(world->luck_wait, i, eve);
        uint8_t state = rng_chance(&start, world->params->population.unemployed) ? UNEMPLOYED : EMPLOYED;
        people->state[i] = state;
        people->state_before[i] = state;
        people->since[i] = eve;
        people->due[i] = stay_end(world, &wait, state, eve);
    }
}

static enum status populate(void *populated, struct error *error)
{
    struct world *world = populated;
    size_t size = (size_t)world->params->population.size;
    enum status status = STATUS_OK;
    TRY(table_reserve(&world->people.table, size, error));
    TRY(table_resize(&world->people.table, size, error));
    parallel_for(&world->sim->parallel, size, PARALLEL_BLOCK, settle_people, world);
out:
    return status;
}

/* A change of rates. A stay that is under way has no memory: how long it will still last has the same law as
 * a stay that begins the day before. So drawing it anew with the new rate is exact. */

struct redraw {
    struct world *world;
    int32_t day;
    bool changed[STATE_COUNT];
};

static void redraw_waits(void *context, const struct span *span)
{
    const struct redraw *redraw = context;
    struct world *world = redraw->world;
    for (size_t i = span->begin; i < span->end; i++) {
        uint8_t state = world->people.state[i];
        if (redraw->changed[state]) {
            struct rng rng = rng_at(world->luck_redraw, i, redraw->day);
            world->people.due[i] = stay_end(world, &rng, state, redraw->day - 1);
        }
    }
}

static enum status parameters_changed(void *changed, int32_t day, struct error *error)
{
    (void)error;
    struct world *world = changed;
    const double leave[STATE_COUNT] = {
        [EMPLOYED] = world->params->rates.job_loss, [UNEMPLOYED] = world->params->rates.job_finding};
    struct redraw redraw = {.world = world, .day = day};
    take_luck(world);
    for (int state = 0; state < STATE_COUNT; state++) {
        redraw.changed[state] = leave[state] != world->leave[state];
        world->leave[state] = leave[state];
        world->scale[state] = rng_geometric_scale(leave[state]);
    }
    if (world->prepared && (redraw.changed[EMPLOYED] || redraw.changed[UNEMPLOYED])) {
        parallel_for(&world->sim->parallel, world->people.table.rows, PARALLEL_BLOCK, redraw_waits, &redraw);
    }
    world->prepared = true;
    return STATUS_OK;
}

static struct table *table(void *world, size_t index)
{
    return index == 0 ? &((struct world *)world)->people.table : NULL;
}

/* As measured with scenarios/two_state.cfg on one thread. As many find a job on a day as lose one. */
static struct effort effort(const void *params)
{
    const struct two_state_params *p = params;
    double people = (double)p->population.size;
    double both = p->rates.job_loss + p->rates.job_finding;
    double share = both > 0 ? 2 * p->rates.job_loss * p->rates.job_finding / both : 0;
    return (struct effort){
        .bytes = 10e6 + 120 * people,
        .day_seconds = 0.5e-9 * people,
        .panel_day_bytes = people * share * sizeof(struct spell),
        .panel_end_bytes = people * sizeof(struct spell),
    };
}

const struct model two_state = {
    .name = "two_state",
    .text = "People have a job or none and change between the two with fixed daily probabilities.",
    .schema = &schema,
    .own = {.outputs = outputs, .output_count = TWO_STATE_OUTPUT_COUNT},
    .panels = panels,
    .panel_count = PANEL_COUNT,
    .lives = &lives,
    .measures = measures,
    .measure_count = TWO_STATE_MEASURE_COUNT,
    .steady = steady,
    .steady_count = TWO_STATE_STEADY_COUNT,
    .effort = effort,
    .dimensions = dimensions,
    .create = create,
    .free = free_world,
    .populate = populate,
    .parameters_changed = parameters_changed,
    .step = two_state_step,
    .observe = two_state_observe,
    .finish = two_state_finish,
    .audit = two_state_audit,
    .table = table,
    .measure = two_state_measure,
    .steady_month = two_state_steady_month,
};
