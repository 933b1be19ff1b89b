/* One run: a scenario lived from its first day to its last.
 *
 * The run knows no files. It calls the model day by day, applies dated changes, keeps records, and
 * asks its host (the command line, a test, the browser) at the end of every day what to do. */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/model.h"
#include "sim/params.h"

/* The engine's own parameters, group `run`. */
#define RUN_PARAMS(P, self)                                                                                  \
    P(self, DATE, start, "2010-01-01", 0, 0, "date", PARAM_PLAIN, "First day that is recorded.",             \
      "choice of the scenario")                                                                              \
    P(self, DATE, end, "2020-01-01", 0, 0, "date", PARAM_PLAIN, "First day that is no longer simulated.",    \
      "choice of the scenario")                                                                              \
    P(self, INT, burn_in_days, "0", 0, 36525, "days", PARAM_PLAIN,                                           \
      "Days simulated before `start` and not recorded, so that the initial population settles.",             \
      "choice of the scenario")                                                                              \
    P(self, INT, seed, "1", 0, 9.007199254740992e15, "1", PARAM_SWEEP,                                       \
      "Seed of everything that happens during the run.", "choice of the scenario")                           \
    P(self, INT, population_seed, "1", 0, 9.007199254740992e15, "1", PARAM_SWEEP,                            \
      "Seed of the synthetic population; kept apart so that runs can differ in luck and share the people.",  \
      "choice of the scenario")                                                                              \
    P(self, BOOL, daily, "false", 0, 0, "1", PARAM_PLAIN, "Keep the daily series too.",                      \
      "choice of the scenario")                                                                              \
    P(self, BOOL, panels, "true", 0, 0, "1", PARAM_PLAIN, "Write panels such as the spells of all people.",  \
      "choice of the scenario")

struct run_params {
    RUN_PARAMS(PARAM_MEMBER, )
};

/* A resolved scenario: which model, with which values, and what changes when. */
struct scenario {
    const struct model *model;
    char title[128];
    struct param_set sets[2]; /* [0] the engine's, [1] the model's */
    struct change_list changes;
    struct run_params *run; /* values of sets[0] */
    char **files;           /* files it was read from; owned, places point to them */
    size_t file_count;
};

enum { SCENARIO_SET_RUN, SCENARIO_SET_MODEL, SCENARIO_SETS };

/* The schema of the engine's own group. */
extern const struct param_schema run_schema;

/* Defaults for `model`. */
enum status scenario_init(struct scenario *scenario, const struct model *model, struct error *error);
void scenario_clear(struct scenario *scenario);

/* "group.name=value" as given with --set. */
enum status scenario_set(struct scenario *scenario, const char *assignment, struct error *error);

/* Everything that must hold across parameters: the engine's own (start before end), then the model's. */
enum status scenario_check(const struct scenario *scenario, struct error *error);

struct run {
    struct scenario *scenario; /* borrowed; dated changes alter its values */
    const struct model *model;
    struct sim sim;
    void *world;
    int32_t day; /* the next day to simulate */
    bool finished;
};

/* Prepares a run: allocates, makes the world, and populates it unless `restoring`. `threads` as in
 * parallel_make. `sink` receives panel rows (write may be NULL: rows are dropped). */
enum status run_init(struct run *run, struct scenario *scenario, int threads, struct panel_sink sink,
                     bool restoring, struct error *error);
void run_clear(struct run *run);

/* One day: dated changes, the model's step, records. */
enum status run_step(struct run *run, struct error *error);

/* Closes the run once `day` is the end: the model posts open rows, panels are flushed, final outputs
 * committed. Idempotent. */
enum status run_finish(struct run *run, struct error *error);

/* The model's audit of the state. */
enum status run_audit(const struct run *run, struct error *error);

/* All that a checkpoint must hold besides the tables: called by sim/io on both sides. */
void run_tables(struct run *run, struct table_list *list);

/* After the tables, the outputs and the day were restored: reapplies past changes. */
enum status run_restored(struct run *run, struct error *error);

/* A 64-bit digest of all state tables, the day and the outputs kept so far: equal digests mean equal runs. */
uint64_t run_digest(struct run *run);

#endif
