/* What is left for faults: every allocation of a run of the two-state model fails in turn, and the audit sees
 * every breach. What the model computes is tested in tests/statistical/test_two_state.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/two_state/two_state.h"
#include "sim/run.h"
#include "sim/score.h"
#include "tests/support/allocations.h"

static enum status drop_rows(void *context, size_t panel, const void *rows, size_t count, struct error *error)
{
    (void)context;
    (void)panel;
    (void)rows;
    (void)count;
    (void)error;
    return STATUS_OK;
}

static void set(struct scenario *scenario)
{
    struct two_state_params *params = scenario->sets[SCENARIO_SET_MODEL].values;
    params->population.size = 3000;
    params->rates.job_loss = 0.05;
    params->rates.job_finding = 0.1;
    scenario->run->end = scenario->run->start + 50;
    scenario->run->burn_in_days = 5;
    scenario->run->daily = true;
}

static enum status live(void *context, struct error *error)
{
    (void)context;
    struct scenario scenario = {0};
    struct run run = {0};
    struct score score = {0};
    enum status status = STATUS_OK;
    TRY(scenario_init(&scenario, &two_state, error));
    set(&scenario);
    TRY(change_list_add(&scenario.changes, scenario.sets, SCENARIO_SETS, scenario.run->start + 3,
                        "rates.job_loss", "0.5", NULL, error));
    TRY(scenario_check(&scenario, error));
    TRY(run_init(&run, &scenario, 2, (struct panel_sink){NULL, drop_rows}, false, error));
    while (run.day < run.sim.end_day) {
        TRY(run_step(&run, error));
    }
    TRY(run_finish(&run, error));
    TRY(score_init(&score, &scenario, &run.sim, error));
out:
    score_clear(&score);
    run_clear(&run);
    scenario_clear(&scenario);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(check_every_allocation(live, NULL) >= 20);
}

static void test_audit(void **state)
{
    (void)state;
    struct scenario scenario;
    struct run run;
    struct error error = {0};
    assert_int_equal(scenario_init(&scenario, &two_state, &error), STATUS_OK);
    set(&scenario);
    assert_int_equal(run_init(&run, &scenario, 1, (struct panel_sink){0}, false, &error), STATUS_OK);
    assert_int_equal(run_audit(&run, &error), STATUS_OK);
    while (run.day < run.sim.end_day) {
        assert_int_equal(run_step(&run, &error), STATUS_OK);
        assert_int_equal(run_audit(&run, &error), STATUS_OK);
    }
    struct people *people = &((struct world *)run.world)->people;
    for (int breach = 0; breach < 4; breach++) {
        size_t i = (size_t)(breach * 999);
        int32_t due = people->due[i];
        int32_t since = people->since[i];
        uint8_t now = people->state[i];
        uint8_t before = people->state_before[i];
        people->due[i] = breach == 0 ? run.day - 1 : due;
        people->since[i] = breach == 1 ? run.day : since;
        people->state[i] = breach == 2 ? STATE_COUNT : now;
        people->state_before[i] = breach == 3 ? STATE_COUNT : before;
        error_clear(&error);
        assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "person"));
        people->due[i] = due;
        people->since[i] = since;
        people->state[i] = now;
        people->state_before[i] = before;
        error_clear(&error);
        assert_int_equal(run_audit(&run, &error), STATUS_OK);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_audit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
