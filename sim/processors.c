#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "sim/processors.h"

#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/control_groups.h"

static long smaller(long a, long b)
{
    return a < b ? a : b;
}

/* A quota of time in each period, in processors and rounded up. */
static long quota_of(const char *root, const char *group)
{
    long period = 0;
    long quota = control_number(root, "", group, "cpu.max", &period);
    if (quota < 0) {
        quota = control_number(root, "/cpu", group, "cpu.cfs_quota_us", NULL);
        period = control_number(root, "/cpu", group, "cpu.cfs_period_us", NULL);
    }
    return quota > 0 && period > 0 ? (quota + period - 1) / period : -1;
}

int processors_available(const char *root)
{
    long available = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        available = CPU_COUNT(&set);
    }
#endif
    const char *wanted = getenv("OMP_NUM_THREADS");
    long limit = wanted != NULL ? strtol(wanted, NULL, 10) : 0;
    available = limit > 0 ? smaller(limit, available) : available;
    available = control_groups_least(root, "cpu", quota_of, available);
    return available > 1 ? (int)available : 1;
}
