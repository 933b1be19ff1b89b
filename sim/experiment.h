/* An experiment: arms, replicates and the points of a sweep. Each combination is a member: one run.
 *
 * Members are counted so that all arms of a replicate follow each other: whatever number is done from the
 * beginning, each arm has as many members as the others, give or take one. The members that differ in the arm
 * alone are a family: they have the same people, the same luck and, until their arms part, the same history.
 */
#ifndef SIM_EXPERIMENT_H
#define SIM_EXPERIMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/design.h"
#include "sim/error.h"
#include "sim/name_hint.h"
#include "sim/scenario.h"

enum { ARM_NAME_MAX = 64, ARM_TEXT_MAX = 256 };

struct arm {
    char name[ARM_NAME_MAX]; /* letters, digits, _ - and points */
    char text[ARM_TEXT_MAX]; /* what it is, for people */
    struct place place;
    struct scenario scenario;
};

/* What is kept of a member besides its measures. */
struct keep {
    bool *series;   /* [outputs] */
    size_t outputs; /* of the model */
    size_t panels;  /* of the first replicates */
};

struct experiment {
    const struct model *model;
    char title[128];
    char *story; /* text for people, NULL: none */
    char *text;  /* the file as it was written, NULL: none */
    struct arm *arms;
    size_t arm_count;
    size_t replicate_count;
    int64_t *seeds;            /* [replicate_count] of the dynamics */
    int64_t *population_seeds; /* [replicate_count] */
    struct design design;
    struct keep keep;
    char **files; /* names that places point to */
    size_t file_count;
};

enum { EXPERIMENT_ARMS_MAX = 1000, EXPERIMENT_REPLICATES_MAX = 1000000, EXPERIMENT_MEMBERS_MAX = 100000000 };

struct member {
    size_t arm;
    size_t replicate;
    size_t point; /* 0 where there is no sweep */
};

/* Legal after a failure and on a zeroed struct. */
void experiment_clear(struct experiment *experiment);

/* A new arm at the end, whose scenario is to be filled; NULL: no memory. */
struct arm *experiment_add_arm(struct experiment *experiment, struct error *error);

/* Seeds first, first + 1, ... where the replicates are to differ, else the same for all. */
enum status experiment_seed(struct experiment *experiment, size_t replicates, int64_t first, bool dynamics,
                            int64_t population_first, bool population, struct error *error);

/* Number of the arm `name`; the first where `name` is NULL. False: there is none; `hint` then knows the
 * names that there are. */
bool experiment_find_arm(const struct experiment *experiment, const char *name, size_t *arm,
                         struct name_hint *hint);

/* All arms have one model, the same days and the same dimensions of outputs; names differ. */
enum status experiment_check(const struct experiment *experiment, struct error *error);

static inline size_t experiment_points(const struct experiment *experiment)
{
    return experiment->design.points > 0 ? experiment->design.points : 1;
}
static inline size_t experiment_families(const struct experiment *experiment)
{
    return experiment->replicate_count * experiment_points(experiment);
}
static inline size_t experiment_members(const struct experiment *experiment)
{
    return experiment_families(experiment) * experiment->arm_count;
}

/* Members from 0. Family f holds the members f * arm_count to f * arm_count + arm_count - 1. */
struct member experiment_member(const struct experiment *experiment, size_t number);

/* The scenario of a member, checked; it borrows from the experiment. `scenario_clear` is legal after a
 * failure. */
enum status experiment_scenario(const struct experiment *experiment, size_t number, struct scenario *scenario,
                                struct error *error);

/* The first day on which two arms differ, for all pairs: INT32_MIN, they begin differently; INT32_MAX, never
 * before the end. `*partings` is [arm_count][arm_count]; free it with memory_free, also after a failure. */
enum status experiment_partings(const struct experiment *experiment, int32_t **partings, struct error *error);

/* A digest of all that decides what is in a result, the program included: equal ones belong together. */
enum status experiment_identity(const struct experiment *experiment, const char *program, uint64_t *identity,
                                struct error *error);

#endif
