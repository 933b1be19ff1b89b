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

struct session {
    struct bench_arguments arguments;
    enum status status;
    struct error error;
};

static void run(void *context)
{
    struct session *session = context;
    const struct bench_arguments *arguments = &session->arguments;
    struct market market = {0};
    struct bench_averages averages = {0};
    double start = bench_seconds(CLOCK_MONOTONIC);
    double begin = start;
    enum status status;
    TRY(market_init(&market, arguments->workers, arguments->seed, arguments->threads, &session->error));
    begin = bench_seconds(CLOCK_MONOTONIC);
    TRY(live(&market, arguments, &averages, &session->error));
    bench_print("bassin", arguments, begin - start, bench_seconds(CLOCK_MONOTONIC) - begin, &averages);
    if (arguments->digest) {
        fprintf(stderr, "digest %016llx\n", (unsigned long long)market_digest(&market));
    }
out:
    market_clear(&market);
    session->status = status;
}

int main(int argc, char **argv)
{
    struct session session = {0};
    if (!bench_read_arguments(argc, argv, &session.arguments)) {
        return 2;
    }
    parallel_region(session.arguments.threads, run, &session);
    if (session.status != STATUS_OK) {
        fprintf(stderr, "mini_market: %s\n", session.error.text);
    }
    return session.status == STATUS_OK ? 0 : 1;
}
