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

/* One day: dated changes, the model's step, records. A month's record covers the days of it that lie in
 * the run: the first and the last may be partial. Nothing is recorded before `start`. */
enum status run_step(struct run *run, struct error *error);

/* Closes the run once `day` is the end: the model posts open rows, panels are flushed, final outputs
 * committed. Idempotent. */
enum status run_finish(struct run *run, struct error *error);

/* The model's audit of the state. */
enum status run_audit(const struct run *run, struct error *error);

/* All that a checkpoint must hold besides the tables: called by sim/io on both sides. */
void run_tables(struct run *run, struct table_list *list);

/* After the tables, the outputs and the day were restored into a run made with `restoring`: reapplies past
 * changes. */
enum status run_restored(struct run *run, struct error *error);

/* A 64-bit digest of all state tables, the day and the outputs kept so far: equal digests mean equal runs.
 * It does not depend on the number of threads; it is the same on all machines of little-endian order. */
uint64_t run_digest(struct run *run);

#endif
