/* A family: the members of an experiment that differ in the arm alone, lived as a tree.
 *
 * Arms have one history until they part. That is computed once: where arms part, the state is forked
 * (run_fork), and each group of arms that still agree goes on with its own. A member gets the same bytes as
 * from a run of its own. */
#ifndef SIM_FAMILY_H
#define SIM_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/experiment.h"
#include "sim/run.h"

/* Who is told. Functions are called on the thread that runs the family. */
struct family_host {
    void *context;

    /* Before each day: false stops the family; what is not done then is lost. */
    bool (*go_on)(void *context, int thread);

    /* Where the panels of a member go; and those of a member that goes on from where another one is, which
     * begin with the rows that the other has written so far. Both NULL: rows are dropped. */
    enum status (*sink)(void *context, size_t member, struct panel_sink *sink, struct error *error);
    enum status (*fork_sink)(void *context, size_t member, size_t from, struct run *run,
                             struct panel_sink *sink, struct error *error);

    /* The sink of a member is not written to any more; called once for each sink that was asked for, after
     * `done` and `failed`. May be NULL. */
    void (*drop_sink)(void *context, size_t member);

    /* A member is done: `run` is finished. A failure ends the family. `owner` is the member whose sink has
     * the rows. */
    enum status (*done)(void *context, size_t member, size_t owner, struct run *run, struct error *error);

    /* A member failed on `day`; others go on. A failure ends the family. */
    enum status (*failed)(void *context, size_t member, int32_t day, const struct error *why,
                          struct error *error);
};

/* Days of simulation. */
struct family_days {
    int64_t lived;
    int64_t shared; /* that members had in common and were lived once */
};

/* The days that the wanted arms of a family take: `*days` grows by what family_run will live and share.
 * `partings` are those of experiment_partings. */
void family_expect(const struct experiment *experiment, const int32_t *partings, const bool *wanted,
                   struct family_days *days);

/* How a family is run. */
struct family_means {
    int thread;  /* that it runs on, for the host */
    int threads; /* of each run */
    const struct family_host *host;
    struct family_days *days; /* grow */
};

/* Lives the members of family `number` whose arm is in `wanted` ([arm_count]). STATUS_STOPPED when the host
 * wants no more. */
enum status family_run(const struct experiment *experiment, const int32_t *partings, size_t number,
                       const bool *wanted, const struct family_means *means, struct error *error);

#endif
