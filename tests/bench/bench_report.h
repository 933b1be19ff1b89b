/* What the mini market programs share: their arguments, their clock, and the line they print.
 *
 *     NAME N weeks init_s loop_s user_s agent_weeks_per_s rss_MB unemployed fixed_share hires_per_week
 *     mean_wage
 *
 * The first six figures after N measure the program, the last four its market, averaged over weeks 27
 * to 52 (nan when the run ends before): unemployed as a share of workers, fixed-term contracts as a
 * share of the employed, hires of a week as a share of workers, mean wage of the employed. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { AVERAGE_FIRST_WEEK = 27, AVERAGE_LAST_WEEK = 52 };

struct bench_arguments {
    uint32_t workers;
    int weeks;
    uint64_t seed;
    int threads;
    bool weekly; /* every week's statistics to standard error */
    bool audit;  /* check the state every week */
    bool digest; /* of the final state, to standard error */
};

/* The statistics of one week. */
struct week_stats {
    int64_t unemployed;
    int64_t fixed_term;
    int64_t vacancies;
    int64_t hires;
    int64_t expiries;
    int64_t separations;
    double mean_wage;
    double wage_variance;
};

/* Sums of the averaged weeks. */
struct bench_averages {
    int weeks;
    double unemployed;
    double fixed_share;
    double hires;
    double mean_wage;
};

static inline double bench_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline bool bench_read_number(const char *text, uint64_t min, uint64_t max, uint64_t *value)
{
    char *end;
    if (text[0] < '0' || text[0] > '9') {
        return false;
    }
    *value = strtoull(text, &end, 10);
    return *end == '\0' && *value >= min && *value <= max;
}

/* NAME N [weeks] [seed] [threads] [options]; prints the usage and returns false when wrong. */
static inline bool bench_read_arguments(int argc, char **argv, struct bench_arguments *arguments)
{
    uint64_t values[4] = {0, 52, 1, 1};
    static const uint64_t max[4] = {UINT64_C(100000000), 10000, UINT64_MAX, 1024};
    int count = 0;
    bool good = true;
    *arguments = (struct bench_arguments){0};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--weekly") == 0) {
            arguments->weekly = true;
        } else if (strcmp(argv[i], "--audit") == 0) {
            arguments->audit = true;
        } else if (strcmp(argv[i], "--digest") == 0) {
            arguments->digest = true;
        } else if (count < 4) {
            good =
                good && bench_read_number(argv[i], count == 0 ? 10 : count == 1, max[count], &values[count]);
            count++;
        } else {
            good = false;
        }
    }
    if (!good || count == 0) {
        fprintf(stderr,
                "usage: %s N [weeks] [seed] [threads] [--weekly] [--audit] [--digest]\n"
                "N workers (10 to 1e8) for 52 weeks by default, seed 1, 1 thread (0: all)\n"
                "prints: NAME N weeks init_s loop_s user_s agent_weeks_per_s rss_MB unemployed fixed_share "
                "hires_per_week mean_wage\n",
                argv[0]);
        return false;
    }
    arguments->workers = (uint32_t)values[0];
    arguments->weeks = (int)values[1];
    arguments->seed = values[2];
    arguments->threads = (int)values[3];
    return true;
}

static inline void bench_averages_add(struct bench_averages *averages, int week, uint32_t workers,
                                      const struct week_stats *stats)
{
    if (week < AVERAGE_FIRST_WEEK || week > AVERAGE_LAST_WEEK) {
        return;
    }
    averages->weeks++;
    averages->unemployed += (double)stats->unemployed / workers;
    averages->fixed_share += (double)stats->fixed_term / (double)(workers - stats->unemployed);
    averages->hires += (double)stats->hires / workers;
    averages->mean_wage += stats->mean_wage;
}

static inline void bench_print_week(int week, const struct week_stats *stats)
{
    fprintf(stderr, "week %d %lld %lld %lld %lld %lld %lld %.17g %.17g\n", week, (long long)stats->unemployed,
            (long long)stats->fixed_term, (long long)stats->vacancies, (long long)stats->hires,
            (long long)stats->expiries, (long long)stats->separations, stats->mean_wage,
            stats->wage_variance);
}

/* Peak resident memory of this program in bytes; 0 when the system does not say. The ru_maxrss of getrusage
 * will not do: it starts with the memory of whoever started the program. */
static inline double bench_peak_bytes(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    unsigned long kilobytes = 0;
    while (file != NULL && kilobytes == 0 && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kilobytes = strtoul(line + 6, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return 1024.0 * (double)kilobytes;
}

static inline void bench_print(const char *name, const struct bench_arguments *arguments, double init_s,
                               double loop_s, const struct bench_averages *averages)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double user_s = (double)usage.ru_utime.tv_sec + 1e-6 * (double)usage.ru_utime.tv_usec;
    double rate = (double)arguments->workers * arguments->weeks / loop_s;
    double n = averages->weeks; /* 0 gives nan */
    printf("%s %u %d %.4f %.4f %.4f %.0f %.1f %.5f %.5f %.6f %.5f\n", name, arguments->workers,
           arguments->weeks, init_s, loop_s, user_s, rate, bench_peak_bytes() / 1e6, averages->unemployed / n,
           averages->fixed_share / n, averages->hires / n, averages->mean_wage / n);
}

#endif
