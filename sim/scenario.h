/* A scenario: which model is run, with which values, and what changes when.
 *
 * It is read from a file (sim/io/scenario_file.h) or made in memory; it is never altered by a run, which
 * lives on a copy of its own, so that one scenario can be run many times. */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/assignment.h"
#include "sim/error.h"
#include "sim/model.h"
#include "sim/names.h"
#include "sim/params.h"
#include "sim/targets.h"

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
    P(self, INT, luck, "0", 0, 9.007199254740992e15, "1", PARAM_DATED,                                       \
      "Another luck under the same seed: changed at a date, all that is drawn from then on comes out "       \
      "otherwise, as in a placebo.",                                                                         \
      "choice of the scenario")                                                                              \
    P(self, BOOL, daily, "false", 0, 0, "1", PARAM_PLAIN, "Keep the daily series too.",                      \
      "choice of the scenario")                                                                              \
    P(self, BOOL, panels, "true", 0, 0, "1", PARAM_PLAIN, "Write panels such as the spells of all people.",  \
      "choice of the scenario")

struct run_params {
    RUN_PARAMS(PARAM_MEMBER, )
};

/* A value that was given by its path: in a group, an override, on the command line. */
struct given {
    struct param_slot slot;
    struct place place;
};

/* What one file says in place of another that it includes, or that was included before. */
struct replaced {
    char path[PARAM_PATH_MAX];
    struct place by;
    struct place of;
};

/* A resolved scenario: which model, with which values, and what changes when. */
struct scenario {
    const struct model *model;
    char title[128];
    struct param_set sets[3]; /* [0] the engine's, [1] the model's, [2] targets */
    struct change_list changes;
    struct run_params *run;        /* values of sets[0] */
    struct target_params *targets; /* values of sets[2] */
    char **files;                  /* files it was read from; owned, places point to them */
    size_t file_count;
    struct given *given; /* each slot once, where it was given last */
    size_t given_count;
    struct replaced *replaced; /* in the order it was read */
    size_t replaced_count;
};

enum { SCENARIO_SET_RUN, SCENARIO_SET_MODEL, SCENARIO_SET_TARGETS, SCENARIO_SETS };

/* The model called `name`, which stands at `place` (may be NULL). STATUS_INPUT with the nearest name as a
 * hint. */
enum status model_find(const struct model *const *models, size_t count, const char *name,
                       const struct place *place, const struct model **model, struct error *error);

/* The schema of the engine's own group. */
extern const struct param_schema run_schema;

/* Defaults for `model`; `scenario_clear` is legal after a failure and on a zeroed scenario. */
enum status scenario_init(struct scenario *scenario, const struct model *model, struct error *error);
void scenario_clear(struct scenario *scenario);

/* A scenario of its own with the same values and changes; places still point into the files of `from`, which
 * must outlive it. `scenario_clear` is legal after a failure. */
enum status scenario_copy(struct scenario *copy, const struct scenario *from, struct error *error);

/* Keeps a copy of the name of a file, or of what stands for one in messages, for as long as the scenario. */
enum status scenario_keep_name(struct scenario *scenario, const char *name, const char **kept,
                               struct error *error);

/* Sets the value at `slot` and remembers that it was given, and what it replaces. */
enum status scenario_give(struct scenario *scenario, const struct param_slot *slot, const char *text,
                          const struct place *place, struct error *error);

/* Remembers that one file replaces what another says. */
enum status scenario_note_replaced(struct scenario *scenario, const char *path, const struct place *by,
                                   const struct place *of, struct error *error);

/* Where the value at `slot` was given, NULL: nowhere. */
const struct place *scenario_given_at(const struct scenario *scenario, const struct param_slot *slot);

/* "group.name=value" as given with --set. */
enum status scenario_set(struct scenario *scenario, const char *assignment, struct error *error);

/* A value that was given beside the file, from the first day on or at a date; a change of the same value on
 * the same day is replaced. Checked as what a file says is. */
enum status scenario_assign(struct scenario *scenario, const struct assignment *given, struct error *error);

/* The first day that is simulated, recorded or not. */
int32_t scenario_first_day(const struct scenario *scenario);

/* Everything that must hold across parameters, at the beginning and after every dated change: the engine's
 * own (start before end, targets name measures), then the model's. */
enum status scenario_check(const struct scenario *scenario, struct error *error);

#endif
