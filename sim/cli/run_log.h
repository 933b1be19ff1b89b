/* `run --log FILE`: what becomes of a run, for programs: one line of JSON for each event, written at once.
 *
 *     {"event": "begun", "time": "2026-01-31T12:00:00Z", "seconds": 0.312, "day": "2012-01-01", ...}
 *
 * Events: begun, month (at its end), checkpoint, and one of complete, finished, stopped, failed, with the
 * exit status. `day` is the first day that was not simulated. Lines are added to a file that is there
 * already. A batch writes begun, member (with its number, when it is done or has failed), written, and the
 * same last ones. */
#ifndef SIM_CLI_RUN_LOG_H
#define SIM_CLI_RUN_LOG_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/error.h"

struct run_log {
    FILE *file; /* NULL: none */
    double begun;
};

enum status run_log_open(struct run_log *log, const char *path, struct error *error);

/* Writes a line, with an exit status unless `code` is negative, and a text unless `name` is NULL. */
void run_log_event(struct run_log *log, const char *event, int32_t day, int code, const char *name,
                   const char *text);

/* The same of a member of an experiment, counted from 1, from any thread. */
void run_log_member(struct run_log *log, const char *event, size_t member, int32_t day, int code,
                    const char *name, const char *text);

/* STATUS_FAILED when something could not be written. */
enum status run_log_close(struct run_log *log, struct error *error);

#endif
