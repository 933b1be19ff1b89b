/* Signals that ask the run to stop after the day: SIGINT, SIGTERM, SIGHUP, and SIGUSR1, SIGUSR2 and SIGXCPU,
 * by which batch systems warn. They may come more than once: a shell and the kernel both say that a terminal
 * was closed. Only a second SIGINT, half a second or more after the first, kills. */
#ifndef SIM_CLI_SIGNALS_H
#define SIM_CLI_SIGNALS_H

/* From now on signals are only noted. A signal that was ignored when the program started stays so
 * (nohup, shells' background jobs). Writing to a closed pipe or beyond a size limit becomes an ordinary
 * error. */
void signals_catch(void);

/* Back to how the program was started. */
void signals_release(void);

/* The first signal that was received, or 0. */
int signals_received(void);

#endif
