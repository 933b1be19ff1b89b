/* How far a run is: a bar that redraws itself on a terminal, a few plain lines elsewhere. */
#ifndef SIM_CLI_PROGRESS_H
#define SIM_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/cli/terminal.h"

struct progress {
    bool quiet;
    struct terminal terminal;
    int32_t first_day; /* of the whole run */
    int32_t start_day; /* recording begins */
    int32_t end_day;
    int32_t from_day; /* where this session took over */
    double begun;     /* seconds on a clock that only goes forward */
    double drawn;
    int32_t tenth;  /* of the run, last told in a plain line */
    bool on_screen; /* a bar is on the current line */
};

/* Seconds on a clock that only goes forward. */
double progress_clock(void);

void progress_begin(struct progress *progress, bool quiet, int32_t first_day, int32_t start_day,
                    int32_t end_day, int32_t from_day);

/* `day` is the next one to simulate. Cheap: draws at most ten times a second. */
void progress_update(struct progress *progress, int32_t day);

/* Takes the bar off the screen, so that other messages can be printed. */
void progress_clear(struct progress *progress);

/* Days this session has simulated per second. */
double progress_rate(const struct progress *progress, int32_t day);

/* The line for a terminal of `columns`: never longer than that, however narrow. */
void progress_line(const struct progress *progress, int32_t day, double seconds, int columns, char *text,
                   size_t size);

#endif
