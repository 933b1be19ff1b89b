/* How many processors this process may use. */
#ifndef SIM_PROCESSORS_H
#define SIM_PROCESSORS_H

/* The least of what the affinity mask allows, the CPU quotas of the control groups (v1 and v2) that the
 * process is in, rounded up, and OMP_NUM_THREADS, which batch systems set; at least 1. `root` is what /proc
 * and /sys lie below: "". */
int processors_available(const char *root);

#endif
