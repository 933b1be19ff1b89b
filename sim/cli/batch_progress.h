/* How far a batch is: members done, time left. A bar that redraws itself on a terminal, a few plain lines
 * elsewhere. Days are counted by all threads, drawn by one. */
#ifndef SIM_CLI_BATCH_PROGRESS_H
#define SIM_CLI_BATCH_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "sim/cli/terminal.h"

struct batch_progress {
    bool quiet;
    struct terminal terminal;
    size_t members;      /* to do */
    const char *what;    /* they are: "members", NULL */
    double days;         /* of simulation, to do */
    atomic_llong lived;  /* days */
    atomic_size_t ended; /* members, done or failed */
    double begun;
    double drawn;
    int tenth;
    bool on_screen;
};

void batch_progress_begin(struct batch_progress *progress, bool quiet, size_t members, double days);

/* A day is done; the thread that draws calls update now and then. */
static inline void batch_progress_day(struct batch_progress *progress)
{
    atomic_fetch_add_explicit(&progress->lived, 1, memory_order_relaxed);
}
void batch_progress_update(struct batch_progress *progress);
void batch_progress_clear(struct batch_progress *progress);

/* The line for a terminal of `columns`: never longer than that. */
void batch_progress_line(const struct batch_progress *progress, double seconds, int columns, char *text,
                         size_t size);

#endif
