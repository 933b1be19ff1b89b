/* A run that goes on as another one from any day, perhaps under other reforms, is the run that was not
 * stopped: all state is in the tables, whatever contracts, policies and reforms there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

/* Of the run that lives the first days under `before` and the others under `after`. */
static uint64_t digest_of_fork(const struct scenario *before, const struct scenario *after, int32_t days)
{
    struct run run = {0};
    struct run fork = {0};
    struct error error = {0};
    begin(&run, before, 1);
    live_until(&run, run.sim.first_day + days, false);
    must(run_fork(&fork, &run, after, 2, (struct panel_sink){0}, &error), &error);
    if (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, false); /* what becomes of it does not matter */
    }
    run_clear(&run);
    live_until(&fork, fork.sim.end_day, true);
    must(run_finish(&fork, &error), &error);
    uint64_t digest = run_digest(&fork);
    run_clear(&fork);
    return digest;
}

static void test_random_territories(void **state)
{
    (void)state;
    for (uint32_t seed = 201; seed <= 212; seed++) {
        struct scenario scenario = {0};
        struct error error = {0};
        must(random_territory(&scenario, seed, &error), &error);
        uint64_t whole_run = digest_of(&scenario, 1);
        assert_int_equal(digest_of_fork(&scenario, NULL, 1 + (int32_t)(seed * 37 % 390)), whole_run);
        scenario_clear(&scenario);
    }
}

/* Reforms before the stop, on its day and after it. */
static void test_reforms(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    int32_t start = scenario.run->start;
    scenario.run->burn_in_days = 40;
    scenario.run->end = start + 260;
    change_at(&scenario, start + 50, "mini_jobs.allowed", "false");
    change_at(&scenario, start + 60, "contracts.cdd.renewals", "0");
    change_at(&scenario, start + 60, "demand.level", "-0.1");
    change_at(&scenario, start + 200, "mini_jobs.allowed", "true");
    change_at(&scenario, start + 210, "employment_protection.active", "true");
    step_minimum(&scenario, start + 55, 10, 1);
    step_minimum(&scenario, start + 60, 11, -1);
    step_minimum(&scenario, start + 150, 12, 0);
    uint64_t whole_run = digest_of(&scenario, 1);
    static const int32_t stops[] = {1, 39, 40, 41, 99, 100, 101, 150, 189, 190, 191, 240, 250, 299};
    for (size_t k = 0; k < sizeof stops / sizeof stops[0]; k++) {
        if (digest_of_fork(&scenario, NULL, stops[k]) != whole_run) {
            fail_msg("stopped after %d days the run is another one", stops[k]);
        }
        /* The same from a run that knows only of the reforms before the stop, and of another end. */
        struct scenario before = {0};
        struct error error = {0};
        must(scenario_copy(&before, &scenario, &error), &error);
        int32_t day = scenario_first_day(&scenario) + stops[k];
        while (before.changes.count != 0 && before.changes.changes[before.changes.count - 1].day >= day) {
            before.changes.count--;
        }
        before.run->end = day > start ? day + 10 : start + 10;
        if (digest_of_fork(&before, &scenario, stops[k]) != whole_run) {
            fail_msg("with reforms known only after %d days the run is another one", stops[k]);
        }
        scenario_clear(&before);
    }
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_territories),
        cmocka_unit_test(test_reforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
