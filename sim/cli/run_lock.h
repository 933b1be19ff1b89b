/* "RESULT.lock": one program at a time writes a result and the files beside it.
 *
 * A run that is killed leaves its lock file, which nobody holds, and so says that unfinished files of these
 * names are its own; without it they are the user's and stay as they are. */
#ifndef SIM_CLI_RUN_LOCK_H
#define SIM_CLI_RUN_LOCK_H

#include <stdbool.h>

#include "sim/error.h"

struct run_lock {
    int descriptor;  /* -1: not held */
    bool left_over;  /* by a run that was killed; to be unset when there is nothing left of it */
    bool unreliable; /* the file system has no locks */
};

/* STATUS_INPUT when another program holds it, or when a file of the user has this name. */
enum status run_lock_take(struct run_lock *lock, const char *path, const char *result, struct error *error);

/* Says so where there are no locks: it is for the user then that nothing else writes `result`. */
void run_lock_tell(const struct run_lock *lock, const char *result);

/* Removes the file unless it is still left over. Legal when the lock is not held. */
void run_lock_release(struct run_lock *lock, const char *path);

#endif
