/* A batch: the members of an experiment, run in parallel in one process.
 *
 * Families (family.h) are handed out in their order, one to a thread, and each member runs on that thread
 * alone: nothing is lost to waiting, and what is finished at any moment is a balanced sample of the arms.
 * Families that are fewer than threads are run one after the other, each on all threads, where that is
 * sooner. What a member gives depends on neither. */
#ifndef SIM_BATCH_H
#define SIM_BATCH_H

#include "sim/family.h"

struct batch {
    const struct experiment *experiment;
    const int32_t *partings; /* experiment_partings */
    const bool *wanted;      /* [experiment_members] */
    int threads;             /* to use in all, 1 or more */
    int jobs;                /* families at a time, at most; 1 or more */
    const struct family_host *host;
};

/* How many families run at a time, and how many are left to be run one by one on all threads. */
struct batch_plan {
    size_t families; /* that have a wanted member */
    int jobs;
    size_t alone; /* the last families */
};

struct batch_plan batch_plan(const struct batch *batch);

/* How many families at a time, 1 to `threads`, fit into `room` bytes of memory (memory_room.h): as many as
 * threads where the model does not say what a run takes. Arms that part keep the state that they leave beside
 * their own. */
int batch_jobs(const struct experiment *experiment, int threads, long room);

/* Runs the wanted members. To be called in a region (parallel.h) of `threads` threads. STATUS_STOPPED when
 * the host wanted no more; a failure of the host stops all. `*days` grows. */
enum status batch_run(const struct batch *batch, struct family_days *days, struct error *error);

#endif
