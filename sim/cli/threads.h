/* The work of a command on several threads, which signals may stop. */
#ifndef SIM_CLI_THREADS_H
#define SIM_CLI_THREADS_H

#include "sim/error.h"

/* `work` in a region (parallel.h) of `threads` threads, 0: all processors, while signals are noted
 * (signals.h). */
enum status threads_run(int threads, enum status (*work)(void *context, struct error *error), void *context,
                        struct error *error);

#endif
