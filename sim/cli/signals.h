/* SIGINT, SIGTERM and SIGHUP: the first one asks the run to stop after the day, the second kills. */
#ifndef SIM_CLI_SIGNALS_H
#define SIM_CLI_SIGNALS_H

/* From now on the first signal is only noted. A signal that was ignored when the program started stays so
 * (nohup, shells' background jobs). Writing to a closed pipe or beyond a size limit becomes an ordinary
 * error. */
void signals_catch(void);

/* Back to how the program was started. */
void signals_release(void);

/* The signal that was received, or 0. */
int signals_received(void);

#endif
