/* A small model for tests of files: it has every type of column, every axis of outputs, labels with blanks
 * and accents, a table of parameters, and a panel with dates that are missing. Walkers stay at a place for
 * some days and then move on; where to is a hash of (seed, walker, day). */
#ifndef TESTS_SUPPORT_WALKERS_H
#define TESTS_SUPPORT_WALKERS_H

#include <stdio.h>
#include <string.h>

#include "sim/due.h"
#include "sim/memory.h"
#include "sim/run.h"

#define WALK_PARAMS(P, self)                                                                                 \
    P(self, INT, walkers, "500", 1, 1e7, "persons", PARAM_PLAIN, "Walkers.", "choice of the test")           \
    P(self, REAL, haste, "0.5", 0, 1, "1", PARAM_DATED, "Share of stays that are short.",                    \
      "choice of the test")

#define PLACE_PARAMS(P, self)                                                                                \
    P(self, TEXT, name, "", 0, 0, "1", PARAM_REQUIRED, "Name.", "choice of the test")                        \
    P(self, INT, stay, "9", 1, 100, "days", PARAM_PLAIN, "Longest stay.", "choice of the test")

struct walk_params {
    WALK_PARAMS(PARAM_MEMBER, )
};
struct place_params {
    PLACE_PARAMS(PARAM_MEMBER, )
};
struct walkers_params {
    struct walk_params walk;
    struct param_rows places;
};

#define WALKER_COLUMNS(C, self)                                                                              \
    C(self, U8, mood, "code:mood", "mood")                                                                   \
    C(self, U16, place, "code:place", "place")                                                               \
    C(self, U32, moves, "1", "moves so far")                                                                 \
    C(self, U64, luck, "1", "last hash")                                                                     \
    C(self, I32, due, "day", "day of the next move")                                                         \
    C(self, I64, cents, "cents", "money")                                                                    \
    C(self, F32, weight, "1", "weight")                                                                      \
    C(self, F64, length, "km", "distance walked")

struct walkers {
    struct table table;
    WALKER_COLUMNS(TABLE_MEMBER, struct walkers)
};

#define WALKERS_OUTPUTS(O)                                                                                   \
    O(present, I64, MONTHLY, "place,mood", "persons", "Walkers by place and mood on the last day.")          \
    O(moves, I64, MONTHLY, "place", "persons", "Moves to a place.")                                          \
    O(mean_stay, F64, MONTHLY, "place", "days", "Mean planned stay of those who arrived.")                   \
    O(days_of_stays, I64, MONTHLY, "place", "days", "Planned days of stay of those who arrived.")            \
    O(moves_of_day, I64, DAILY, "mood", "persons", "Moves of a day.")                                        \
    O(all_moves, I64, FINAL, "place", "persons", "Moves of the whole run.")                                  \
    O(share, F64, FINAL, "", "1", "Moves to the first place as a share of all.")

enum { WALKERS_OUTPUTS(OUTPUT_ID) WALKERS_OUTPUT_COUNT };

#define MOVE_COLUMNS(C, self)                                                                                \
    C(self, U64, luck, "1", "hash of the move")                                                              \
    C(self, I64, cents, "cents", "money after it")                                                           \
    C(self, F64, length, "km", "distance walked before it")                                                  \
    C(self, U32, walker, "id", "row of the walker")                                                          \
    C(self, I32, moved_on, "day", "day of the move")                                                         \
    C(self, I32, next_day, "day", "day of the next one; missing if it is after the end")                     \
    C(self, F32, stay, "days", "days of the stay that begins")                                               \
    C(self, U16, place, "code:place", "where to")                                                            \
    C(self, U8, mood, "code:mood", "mood on arrival")                                                        \
    C(self, U8, hurried, "yes", "the stay is short because of haste")                                        \
    C(self, U32, number, "1", "how many moves the walker has made")

struct move {
    MOVE_COLUMNS(TABLE_FIELD, struct move)
};

struct walkers_world {
    struct sim *sim;
    struct walkers walkers;
    int32_t day;
};

static const char *const walkers_moods[] = {"glad", "neither glad nor sad", "déçu"};
enum { WALKERS_MOODS = 3 };

static inline const struct walkers_params *walkers_values(const struct walkers_world *world)
{
    return world->sim->params;
}

static inline uint64_t walkers_hash(uint64_t seed, uint64_t walker, int64_t day)
{
    uint64_t x = seed * UINT64_C(0x9e3779b97f4a7c15) + walker * UINT64_C(0xbf58476d1ce4e5b9) + (uint64_t)day;
    x = (x ^ (x >> 31)) * UINT64_C(0x94d049bb133111eb);
    x = (x ^ (x >> 27)) * UINT64_C(0xbf58476d1ce4e5b9);
    return x ^ (x >> 31);
}

static inline enum status walkers_dimensions(const void *values, struct outputs *outputs, struct error *error)
{
    const struct walkers_params *params = values;
    const struct place_params *places = params->places.rows;
    const char *labels[100];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < params->places.count; i++) {
        labels[i] = places[i].name.chars;
    }
    TRY(outputs_dimension(outputs, "place", "place", params->places.count, labels, error));
    TRY(outputs_dimension(outputs, "mood", "mood", WALKERS_MOODS, walkers_moods, error));
out:
    return status;
}

static const struct column walkers_columns[] = {WALKER_COLUMNS(TABLE_COLUMN, struct walkers)};

static inline enum status walkers_create(struct sim *sim, void **created, struct error *error)
{
    struct walkers_world *world = memory_alloc(1, sizeof *world);
    if (world == NULL) {
        return error_memory(error, "walkers");
    }
    world->sim = sim;
    table_init(&world->walkers.table, "walkers", walkers_columns,
               sizeof walkers_columns / sizeof walkers_columns[0]);
    *created = world;
    return STATUS_OK;
}

static inline void walkers_free(void *freed)
{
    struct walkers_world *world = freed;
    table_clear(&world->walkers.table);
    memory_free(world);
}

static inline enum status walkers_populate(void *populated, struct error *error)
{
    struct walkers_world *world = populated;
    size_t count = (size_t)walkers_values(world)->walk.walkers;
    enum status status = STATUS_OK;
    TRY(table_resize(&world->walkers.table, count, error));
    for (size_t i = 0; i < count; i++) {
        world->walkers.due[i] = world->sim->first_day + (int32_t)(i % 7);
        world->walkers.weight[i] = 1.0F + (float)(i % 3);
    }
out:
    return status;
}

static inline void walkers_move(struct walkers_world *world, const struct span *span, size_t i)
{
    struct walkers *walkers = &world->walkers;
    const struct outputs *outputs = &world->sim->outputs;
    const struct walkers_params *params = walkers_values(world);
    uint64_t luck = walkers_hash(world->sim->seed_dynamics, i, world->day);
    size_t place = luck % params->places.count;
    int64_t longest = ((const struct place_params *)params->places.rows)[place].stay;
    bool short_stay = (double)(luck >> 11) * 0x1p-53 < params->walk.haste;
    int32_t stay = 1 + (int32_t)(short_stay ? 0 : (luck >> 20) % (uint64_t)longest);
    struct move *move = panel_post(&world->sim->panels[0], span);
    walkers->place[i] = (uint16_t)place;
    walkers->mood[i] = (uint8_t)((luck >> 40) % WALKERS_MOODS);
    walkers->moves[i] += 1;
    walkers->luck[i] = luck;
    walkers->due[i] = world->day + stay;
    walkers->cents[i] -= 100 * stay;
    *move = (struct move){
        .luck = luck,
        .cents = walkers->cents[i],
        .length = walkers->length[i],
        .walker = (uint32_t)i,
        .moved_on = world->day,
        .next_day = walkers->due[i] < world->sim->end_day ? walkers->due[i] : DUE_NEVER,
        .stay = (float)stay,
        .place = (uint16_t)place,
        .mood = walkers->mood[i],
        .hurried = short_stay,
        .number = walkers->moves[i],
    };
    walkers->length[i] += stay * 0.1;
    outputs_tally(outputs, OUTPUT_moves, span->thread)[place] += 1;
    outputs_tally(outputs, OUTPUT_days_of_stays, span->thread)[place] += stay;
    outputs_tally(outputs, OUTPUT_moves_of_day, span->thread)[walkers->mood[i]] += 1;
    outputs_tally(outputs, OUTPUT_all_moves, span->thread)[place] += 1;
}

static inline void walkers_act(void *acting, const struct span *span)
{
    struct walkers_world *world = acting;
    for (size_t i = span->begin; i < span->end; i++) {
        if (world->walkers.due[i] <= world->day) {
            walkers_move(world, span, i);
        }
    }
}

enum { WALKERS_BLOCK = 64 };

static inline enum status walkers_step(void *stepped, int32_t day, struct error *error)
{
    struct walkers_world *world = stepped;
    size_t count = world->walkers.table.rows;
    enum status status = STATUS_OK;
    world->day = day;
    TRY(panel_open(&world->sim->panels[0], parallel_blocks(count, WALKERS_BLOCK), error));
    parallel_for(&world->sim->parallel, count, WALKERS_BLOCK, walkers_act, world);
    TRY(panel_close(&world->sim->panels[0], error));
out:
    return status;
}

static inline enum status walkers_observe(void *observed, enum output_axis axis, int32_t first_day,
                                          int32_t last_day, struct error *error)
{
    (void)first_day;
    (void)last_day;
    (void)error;
    struct walkers_world *world = observed;
    const struct outputs *outputs = &world->sim->outputs;
    const struct walkers *walkers = &world->walkers;
    if (axis == OUTPUT_MONTHLY) {
        for (size_t i = 0; i < walkers->table.rows; i++) {
            outputs_tally(outputs, OUTPUT_present, 0)[walkers->place[i] * WALKERS_MOODS + walkers->mood[i]] +=
                1;
        }
        for (size_t i = 0; i < outputs->cells[OUTPUT_moves]; i++) {
            double moves = (double)outputs_tally(outputs, OUTPUT_moves, 0)[i];
            double days = (double)outputs_tally(outputs, OUTPUT_days_of_stays, 0)[i];
            if (moves != 0) {
                outputs_reals(outputs, OUTPUT_mean_stay)[i] = days / moves;
            }
        }
    } else if (axis == OUTPUT_FINAL) {
        const int64_t *moves = outputs_tally(outputs, OUTPUT_all_moves, 0);
        int64_t all = 0;
        for (size_t i = 0; i < outputs->cells[OUTPUT_all_moves]; i++) {
            all += moves[i];
        }
        *outputs_reals(outputs, OUTPUT_share) = (double)moves[0] / (double)all;
    }
    return STATUS_OK;
}

static inline struct table *walkers_table(void *world, size_t index)
{
    return index == 0 ? &((struct walkers_world *)world)->walkers.table : NULL;
}

static const struct param walkers_walk_entries[] = {WALK_PARAMS(PARAM_ENTRY, struct walk_params)};
static const struct param walkers_place_entries[] = {PLACE_PARAMS(PARAM_ENTRY, struct place_params)};
static const struct param_group walkers_groups[] = {
    PARAM_SCALARS(struct walkers_params, walk, "Walking.", walkers_walk_entries),
    PARAM_TABLE(struct walkers_params, places, "Places.", walkers_place_entries, struct place_params, 100),
};
static const struct param_schema walkers_schema = {
    .groups = walkers_groups, .group_count = 2, .size = sizeof(struct walkers_params)};
static const struct output walkers_outputs[] = {WALKERS_OUTPUTS(OUTPUT_ENTRY)};
static const struct column walkers_move_columns[] = {MOVE_COLUMNS(TABLE_COLUMN, struct move)};
static const struct panel_spec walkers_panels[] = {
    {"moves", "Every move of every walker.", walkers_move_columns,
     sizeof walkers_move_columns / sizeof walkers_move_columns[0], sizeof(struct move), false}};

static const struct model walkers_model = {
    .name = "walkers",
    .text = "Walkers stay at a place for some days and move on.",
    .schema = &walkers_schema,
    .own = {.outputs = walkers_outputs, .output_count = WALKERS_OUTPUT_COUNT},
    .panels = walkers_panels,
    .panel_count = 1,
    .dimensions = walkers_dimensions,
    .create = walkers_create,
    .free = walkers_free,
    .populate = walkers_populate,
    .step = walkers_step,
    .observe = walkers_observe,
    .table = walkers_table,
};

/* Three places, then `assignments` as given with --set, ended by NULL. */
static inline enum status walkers_scenario(struct scenario *scenario, const char *const *assignments,
                                           struct error *error)
{
    static const char *const places[] = {"places.Mulhouse.stay=4", "places.Bad Säckingen.stay=20",
                                         "places.Saint Louis.stay=30"};
    enum status status = STATUS_OK;
    TRY(scenario_init(scenario, &walkers_model, error));
    snprintf(scenario->title, sizeof scenario->title, "Walkers of the Dreiländereck");
    struct param_set *set = &scenario->sets[SCENARIO_SET_MODEL];
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        size_t row;
        TRY(param_rows_append(set, &walkers_groups[1], NULL, &row, error));
        struct place_params *place =
            (struct place_params *)((struct walkers_params *)set->values)->places.rows;
        const char *name = strchr(places[i], '.') + 1;
        snprintf(place[row].name.chars, PARAM_TEXT_MAX, "%.*s", (int)strcspn(name, "."), name);
        TRY(scenario_set(scenario, places[i], error));
    }
    TRY(scenario_set(scenario, "run.start=2010-01-01", error));
    TRY(scenario_set(scenario, "run.end=2010-07-01", error));
    for (size_t i = 0; assignments != NULL && assignments[i] != NULL; i++) {
        TRY(scenario_set(scenario, assignments[i], error));
    }
    TRY(scenario_check(scenario, error));
out:
    return status;
}

#endif
