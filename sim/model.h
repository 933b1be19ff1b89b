/* What a model gives the engine: one constant struct with its documentation and its functions.
 *
 * The engine owns time, parameters, threads, outputs and files; the model owns its world. See
 * models/two_state for the smallest complete one. */
#ifndef SIM_MODEL_H
#define SIM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/history.h"
#include "sim/lives.h"
#include "sim/measure.h"
#include "sim/outputs.h"
#include "sim/panel.h"
#include "sim/parallel.h"
#include "sim/params.h"
#include "sim/steady.h"
#include "sim/table.h"

/* What the engine lends a model; good for the life of the world. */
struct sim {
    struct parallel parallel;
    const void *params;       /* the model's values struct; changes at dated changes */
    uint64_t seed_population; /* for the synthetic population */
    uint64_t
        seed_dynamics; /* for everything that happens afterwards; other luck is another seed from a day on */
    uint64_t seed_before; /* for what was drawn before `luck_day` */
    int32_t luck_day;     /* since when `seed_dynamics` holds; INT32_MIN: always */
    int32_t first_day;    /* of the burn-in */
    int32_t start_day;    /* of recording */
    int32_t end_day;      /* first day that is not run */
    struct outputs outputs;
    struct panel *panels; /* [model->panel_count] */
};

/* A parameter that counts only while another one is on: true, or a number that is not 0. */
struct requirement {
    const char *what;  /* "group" (all of it but `on`), "group.name", "table.field" */
    const char *where; /* "field=value" that rows have which this is about; NULL: all */
    const char *on;    /* "group.name" */
    bool off;          /* counts only while `on` is off */
};

/* The range in which a number was looked at; outside it results may mean nothing. */
struct usual_range {
    const char *what; /* "group.name", "table.field" */
    double min;
    double max;
    const char *source; /* or "assumption" with its reason */
};

/* What a run takes, as measured: about. */
struct effort {
    double bytes;           /* of memory */
    double day_seconds;     /* of one thread, for one day */
    double panel_day_bytes; /* of panel rows, as they are posted: what a recorded day adds */
    double panel_end_bytes; /* and the end of the run */
};

struct scenario;
struct remark_listener; /* remarks.h */

/* What a large model declares part by part. */
struct model_part {
    const struct output *outputs;
    size_t output_count;
    const struct requirement *needs;  /* or NULL; the last has `what` NULL */
    const struct usual_range *usuals; /* likewise */
};

/* Functions marked optional may be NULL. */
struct model {
    const char *name;
    const char *text; /* one sentence */
    const struct param_schema *schema;
    struct model_part own;                 /* what it declares as a whole ... */
    const struct model_part *const *parts; /* ... and, behind it, part by part: or NULL; the last is NULL */
    const struct panel_spec *panels;
    size_t panel_count;
    const struct lives *lives;     /* what panels say of persons; NULL: nothing */
    const struct history *history; /* what it tells of one actor; NULL: nothing */
    const struct measure *measures;
    size_t measure_count;
    const struct steady *steady; /* by which one sees that a run has settled; NULL: nothing is said of it */
    size_t steady_count;

    /* Optional: why a setting that holds from `day` on has no effect, in words, though all that it needs is
     * on; NULL: it has one. */
    const char *(*idle)(const void *params, int32_t day, const struct param_slot *slot);

    /* Optional: tells what is legal and yet odd for a place or a time, and where it is said. */
    void (*oddities)(const struct scenario *scenario, const struct remark_listener *to);

    /* Optional: checks across parameters, after each was checked alone. Errors should carry the place of a
     * row. */
    enum status (*check)(const void *params, struct error *error);

    /* Optional: what a run with these parameters takes. */
    struct effort (*effort)(const void *params);

    /* Optional: declares the dimensions of outputs (sizes may depend on the scenario). */
    enum status (*dimensions)(const void *params, struct outputs *outputs, struct error *error);

    /* Makes a world: everything that follows from parameters alone. `*world` is freed with `free`
     * also after a failure. */
    enum status (*create)(struct sim *sim, void **world, struct error *error);
    void (*free)(void *world);

    /* Makes the initial state. Not called when a checkpoint is restored. */
    enum status (*populate)(void *world, struct error *error);

    /* Optional: parameters or sim.seed_dynamics have changed: recompute what follows from them. `day` is the
     * day that begins. The first call prepares the world: before `populate`, or after the state was restored
     * (then the state already fits the parameters and must be left alone). */
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

    /* The tables that make up the state, in a fixed order: number `index`, or NULL when there are no more. */
    struct table *(*table)(void *world, size_t index);

    /* Optional: values[measure_count] of the whole run, from the records that `sim` keeps and its parameters
     * as they are at the end. They are NaN before; what this run does not give stays so. Also called when
     * there is only the result of a run: `sim` has no panels and one thread then, and there is no world. */
    enum status (*measure)(const struct sim *sim, double *values, struct error *error);

    /* Where there are steady figures: values[steady_count] on the last day of month `record`, from the
     * records. They are NaN before. Called as `measure` is. */
    void (*steady_month)(const struct sim *sim, size_t record, double *values);

    /* Optional: the first day after `day` on which what the run goes by changes without a dated change, as a
     * ladder of steps does; DUE_NEVER: on none. */
    int32_t (*next_step)(const void *params, int32_t day);
};

/* What all parts of a model declare, one after the other; NULL behind the last. */
const struct output *model_output(const struct model *model, size_t index);
size_t model_output_count(const struct model *model);
const struct requirement *model_need(const struct model *model, size_t index);
const struct usual_range *model_usual(const struct model *model, size_t index);

#endif
