/* Writes the result of the walkers for the readers' tests: write_walkers FILE [PATH=VALUE ...]. */
#include <stdio.h>
#include <string.h>

#include "sim/io/result_file.h"
#include "tests/support/walkers.h"

static enum status live(const char *path, const char *const *assignments, struct error *error)
{
    struct scenario scenario = {0};
    struct spool spool = {0};
    struct run run = {0};
    struct result_options options = {path, "write_walkers", true};
    enum status status = STATUS_OK;
    TRY(walkers_scenario(&scenario, assignments, error));
    TRY(spool_init(&spool, path, walkers_panels, 1, NULL, error));
    TRY(run_init(&run, &scenario, 2, spool_sink(&spool), false, error));
    while (run.day < run.sim.end_day) {
        TRY(run_step(&run, error));
    }
    TRY(run_finish(&run, error));
    TRY(result_write(&options, &run, &spool, error));
out:
    if (run.model != NULL) {
        run_clear(&run);
    }
    spool_clear(&spool, 1);
    scenario_clear(&scenario);
    return status;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: write_walkers FILE [PATH=VALUE ...]\n");
        return 2;
    }
    if (live(argv[1], (const char *const *)argv + 2, &error) != STATUS_OK) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    return 0;
}
