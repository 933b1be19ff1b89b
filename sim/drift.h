/* Whether a monthly series drifts away from its first year, or only moves as chance moves it.
 *
 * A run begins with a state that was made, not lived; if its burn-in is too short, its first recorded year is
 * unlike the years after it. Of one run the first year also differs because of luck, and in a small place
 * much: figures wander slowly, so that months are no independent draws and a trend over some years means
 * little.
 *
 * The difference is therefore held against what the series does by itself after the first year. Its means of
 * three months are taken as a process that keeps a share `phi` of what it was (autoregressive of order one).
 * `phi` is estimated, corrected for its bias in short series (Marriott and Pope 1954), and then taken one
 * standard error higher, because a value too low would make luck look small. From it and the scatter follows
 * the standard error of the difference, exactly; at phi = 1 it is that of a random walk. */
#ifndef SIM_DRIFT_H
#define SIM_DRIFT_H

#include <stddef.h>

enum { DRIFT_MONTHS = 12, DRIFT_LEAST_YEARS = 3 };

struct drift {
    double first;  /* mean of the first twelve months */
    double later;  /* mean of all whole years after them */
    double luck;   /* standard error of later - first, from luck alone; 0 or more */
    double chance; /* probability that luck alone makes them differ by as much or more, 0 to 1 */
};

/* months[count]: the series, a value a month, in any unit; months after the last whole year are left out. All
 * is NaN with fewer than DRIFT_LEAST_YEARS whole years or when a value is not finite. Linear in `count`. */
struct drift drift_of(const double *months, size_t count);

#endif
