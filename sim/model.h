/* What a model gives the engine: one constant struct with its documentation and its functions.
 *
 * The engine owns time, parameters, threads, outputs and files; the model owns its world. See
 * models/two_state for the smallest complete one. */
#ifndef SIM_MODEL_H
#define SIM_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/measure.h"
#include "sim/outputs.h"
#include "sim/panel.h"
#include "sim/parallel.h"
#include "sim/params.h"
#include "sim/table.h"

/* What the engine lends a model; good for the life of the world. */
struct sim {
    struct parallel parallel;
    const void *params;       /* the model's values struct; changes at dated changes */
    uint64_t seed_population; /* for the synthetic population */
    uint64_t seed_dynamics;   /* for everything that happens afterwards */
    int32_t first_day;        /* of the burn-in */
    int32_t start_day;        /* of recording */
    int32_t end_day;          /* first day that is not run */
    struct outputs outputs;
    struct panel *panels; /* [model->panel_count] */
};

/* Tables that make up the state, in a fixed order. */
struct table_list {
    struct table *tables[32];
    size_t count;
};

/* Functions marked optional may be NULL. */
struct model {
    const char *name;
    const char *text; /* one sentence */
    const struct param_schema *schema;
    const struct output *outputs;
    size_t output_count;
    const struct panel_spec *panels;
    size_t panel_count;
    const struct measure *measures;
    size_t measure_count;

    /* Optional: checks across parameters, after each was checked alone. Errors should carry the place of a
     * row. */
    enum status (*check)(const void *params, struct error *error);

    /* Optional: declares the dimensions of outputs (sizes may depend on the scenario). */
    enum status (*dimensions)(const void *params, struct outputs *outputs, struct error *error);

    /* Makes a world: everything that follows from parameters alone. `*world` is freed with `free`
     * also after a failure. */
    enum status (*create)(struct sim *sim, void **world, struct error *error);
    void (*free)(void *world);

    /* Makes the initial state. Not called when a checkpoint is restored. */
    enum status (*populate)(void *world, struct error *error);

    /* Optional: parameters have changed: recompute what follows from them. `day` is the day that begins. The
     * first call prepares the world: before `populate`, or after the state was restored (then the state
     * already fits the parameters and must be left alone). */
    enum status (*parameters_changed)(void *world, int32_t day, struct error *error);

    /* One day: act, post, settle. */
    enum status (*step)(void *world, int32_t day, struct error *error);

    /* Optional: a period ends today: fill stocks and reals of this axis; the tallies of flows are gathered.
     */
    enum status (*observe)(void *world, enum output_axis axis, int32_t first_day, int32_t last_day,
                           struct error *error);

    /* Optional: recording ends: post the rows that are still open (spells without an end). `day` is the first
     * day that was not simulated. */
    enum status (*finish)(void *world, int32_t day, struct error *error);

    /* Optional: everything that must hold after any day; STATUS_FAILED with the first breach. */
    enum status (*audit)(const void *world, int32_t day, struct error *error);

    /* All state, for checkpoints. */
    void (*tables)(void *world, struct table_list *list);

    /* Optional: values[measure_count] of the whole run, from the records that `sim` keeps and its parameters
     * as they are at the end. They are NaN before; what this run does not give stays so. Also called when
     * there is only the result of a run: `sim` has no panels and one thread then, and there is no world. */
    enum status (*measure)(const struct sim *sim, double *values, struct error *error);
};

#endif
