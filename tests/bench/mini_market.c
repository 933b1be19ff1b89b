/* The mini market as a program: arguments, weeks, the line it prints. See mini_market.h for what it is and
 * bench_report.h for the line. */
#include "mini_market.h"

static enum status live(struct market *market, const struct bench_arguments *arguments,
                        struct bench_averages *averages, struct error *error)
{
    enum status status = STATUS_OK;
    for (int week = 1; week <= arguments->weeks; week++) {
        struct week_stats stats;
        TRY(market_week(market, week, &stats, error));
        bench_averages_add(averages, week, arguments->workers, &stats);
        if (arguments->weekly) {
            bench_print_week(week, &stats);
        }
        if (arguments->audit) {
            TRY(market_audit(market, week, error));
        }
    }
out:
    return status;
}

int main(int argc, char **argv)
{
    struct bench_arguments arguments;
    if (!bench_read_arguments(argc, argv, &arguments)) {
        return 2;
    }
    struct market market = {0};
    struct error error = {0};
    struct bench_averages averages = {0};
    double start = bench_seconds(CLOCK_MONOTONIC);
    double begin = start;
    enum status status;
    TRY(market_init(&market, arguments.workers, arguments.seed, arguments.threads, &error));
    begin = bench_seconds(CLOCK_MONOTONIC);
    TRY(live(&market, &arguments, &averages, &error));
    bench_print("bassin", &arguments, begin - start, bench_seconds(CLOCK_MONOTONIC) - begin, &averages);
    if (arguments.digest) {
        fprintf(stderr, "digest %016llx\n", (unsigned long long)market_digest(&market));
    }
out:
    market_clear(&market);
    if (status != STATUS_OK) {
        fprintf(stderr, "mini_market: %s\n", error.text);
    }
    return status == STATUS_OK ? 0 : 1;
}
