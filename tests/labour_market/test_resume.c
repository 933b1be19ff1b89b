/* A run that is stopped anywhere and goes on from its checkpoint is the run that was not stopped: all state
 * is in the tables, whatever contracts, policies and reforms there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_territory.h"
#include "tests/support/snapshot.h"

static uint64_t digest_with_a_stop(const struct scenario *scenario, int32_t after_days)
{
    struct run run = {0};
    struct snapshot snapshot = {0};
    struct error error = {0};
    begin(&run, scenario, 1);
    live_until(&run, run.sim.first_day + after_days, false);
    snapshot_take(&snapshot, &run);
    run_clear(&run);
    must(run_init(&run, scenario, 2, (struct panel_sink){0}, true, &error), &error);
    must(snapshot_restore(&snapshot, &run, &error), &error);
    must(run_audit(&run, &error), &error);
    live_until(&run, run.sim.end_day, true);
    must(run_finish(&run, &error), &error);
    uint64_t digest = run_digest(&run);
    snapshot_clear(&snapshot);
    run_clear(&run);
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
        assert_int_equal(digest_with_a_stop(&scenario, 1 + (int32_t)(seed * 37 % 390)), whole_run);
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
        if (digest_with_a_stop(&scenario, stops[k]) != whole_run) {
            fail_msg("stopped after %d days the run is another one", stops[k]);
        }
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
