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
#include "sim/scenario.h"

/* A run stays where it was initialised: its model keeps a pointer to `sim`. */
struct run {
    const struct scenario *scenario; /* borrowed, as given */
    struct scenario current;         /* the values of today: a copy that dated changes alter */
    const struct model *model;
    struct sim sim;
    void *world;
    int32_t day;        /* the next day to simulate */
    int32_t changed_to; /* changes up to this day are in `current` */
    bool finished;
};

/* Prepares a run: allocates, makes the world, and populates it unless `restoring`. Changes dated up to the
 * first day hold from the beginning. `threads` as in parallel_init. `sink` receives panel rows (write may be
 * NULL: rows are dropped). `run_clear` is legal after a failure. */
enum status run_init(struct run *run, const struct scenario *scenario, int threads, struct panel_sink sink,
                     bool restoring, struct error *error);
void run_clear(struct run *run);

/* A run that has ended elsewhere, without its world: parameters as on its last day, and outputs that are open
 * for the records that a reader brings back. For what is computed from records alone; `run_clear` is legal
 * after a failure. */
enum status run_recall(struct run *run, const struct scenario *scenario, struct error *error);

/* The periods that such a run has records of, and room for them: as if it had ended, with nothing in them. */
enum status run_expect(struct run *run, struct error *error);

/* One day: dated changes, the model's step, records. A month's record covers the days of it that lie in
 * the run: the first and the last may be partial. Nothing is recorded before `start`. */
enum status run_step(struct run *run, struct error *error);

/* Closes the run once `day` is the end: a month that is cut is recorded, the model posts open rows, panels
 * are flushed, final outputs committed. Idempotent. What could still go on to a later end cannot any more. */
enum status run_finish(struct run *run, struct error *error);

/* The model's audit of the state. */
enum status run_audit(const struct run *run, struct error *error);

/* A second run that goes on from where `run` is, on `threads` threads and with a `sink` of its own, which
 * receives the rows from here on. Its scenario may be another one (the same is meant when `scenario` is NULL)
 * whose past is the same: other changes dated from today on, another end. `run` goes on unchanged and may be
 * forked again. STATUS_INPUT says in what the past differs. `run_clear` is legal after a failure. Costs a
 * copy of the state. */
enum status run_fork(struct run *fork, struct run *run, const struct scenario *scenario, int threads,
                     struct panel_sink sink, struct error *error);

/* After the state was restored into a run made with `restoring`: reapplies past changes, then audits the
 * state, so that no number that came from outside is used as an index before it is known to be one. */
enum status run_restored(struct run *run, struct error *error);

/* A 64-bit digest of all state tables, the day and the outputs kept so far: equal digests mean equal runs.
 * It does not depend on the number of threads; it is the same on all machines of little-endian order. */
uint64_t run_digest(struct run *run);

#endif
