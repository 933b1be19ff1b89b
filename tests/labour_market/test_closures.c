/* Births and deaths of firms, alone: how many close, who leaves, and that a new firm is another one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_territory.h"

/* At each plan every firm closes: plans are so far apart that the chance reaches 1. */
static struct scenario all_close(void)
{
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    p->firms.exit_rate = 5;
    p->firms.exit_size = 1e6;
    p->staffing.plan_days = 100;
    return scenario;
}

static void test_none(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    values_of(&scenario)->firms.exit_rate = 0;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    assert_int_equal(sum_all(&run, OUTPUT_closures), 0);
    assert_int_equal(separations_for(&run, REASON_CLOSURE), 0);
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        assert_int_equal(w->firms.generation[f], 0);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Nobody looks for work and nobody is called: once every firm has closed, nobody has a job with a firm. */
static void test_all(void **state)
{
    (void)state;
    struct scenario scenario = all_close();
    struct run run = {0};
    values_of(&scenario)->search.looks = 0;
    values_of(&scenario)->tasks.call_back = 0;
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 100, true);
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        assert_int_equal(w->firms.generation[f], 1);
        assert_true(w->firms.founded[f] >= run.sim.first_day);
        assert_int_equal(w->firms.first_staff[f], NOBODY);
    }
    for (enum status_code status = STATUS_CDI; status <= STATUS_MINI_JOB; status++) {
        assert_int_equal(people_with(w, status), 0);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The chance at a plan is rate x days over (1 + size / exit_size). Five sigma: false alarm 6e-7. */
static void test_rate(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->firms.exit_rate = 0.5;
    p->firms.exit_size = 10;
    scenario.run->end = scenario.run->start + 3600;
    live_through(&run, &scenario, 1, false);
    const struct world *w = run.world;
    double expected = 0;
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        expected += 120 * 0.5 * 30 / 365.25 / (1 + w->firms.reference[f] / 10);
    }
    assert_true(expected > 500);
    assert_float_equal((double)sum_all(&run, OUTPUT_closures), expected, 5 * sqrt(expected));
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Firms close and are followed by much smaller ones, which withdraw what the old ones had posted. */
static void test_every_day_is_sound(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->firms.exit_rate = 4;
    p->firms.exit_size = 100;
    p->firms.birth_size = 0.1;
    p->search.looks = 1; /* many posts stay open */
    scenario.run->end = scenario.run->start + 400;
    live_through(&run, &scenario, 2, true);
    assert_true(sum_all(&run, OUTPUT_closures) > 200);
    assert_true(separations_for(&run, REASON_CLOSURE) > 200);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A founder does not count on what its predecessor had posted, nor raise offers because that stayed open. */
static void test_founders_begin_anew(void **state)
{
    (void)state;
    struct scenario scenario = all_close();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->firms.birth_size = 1;
    p->mini_jobs.allowed = false;
    p->search.looks = 0;
    p->tasks.call_back = 0;
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 200, true);
    int64_t wanted = 0, open = 0;
    for (size_t f = 0; f < w->firms.table.rows; f++) {
        assert_int_equal(w->firms.generation[f], 2);
        assert_float_equal(w->firms.markup[f], 0, 0);
        wanted += w->firms.core_wanted[f];
        open += w->firms.open_core[f];
    }
    assert_true(wanted > 500);
    assert_int_equal(open, wanted);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* In the spells of people a new firm in an old row has a number of its own: nobody begins to work for a firm
 * after it has closed. */
static void test_new_firm_new_number(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->firms.exit_rate = 2;
    values_of(&scenario)->firms.exit_size = 100;
    scenario.run->end = scenario.run->start + 700;
    live_with_spells(&run, &scenario, 1, &spells);
    const struct world *w = run.world;
    int64_t closed = 0, newer = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        newer += spell->firm != NO_FIRM && spell->firm >= w->firms.table.rows;
        if (spell->reason != REASON_CLOSURE || spell->status == STATUS_SELF_EMPLOYED) {
            continue;
        }
        closed++;
        for (size_t other = 0; other < spells.count; other++) {
            assert_false(spells.rows[other].firm == spell->firm && spells.rows[other].end > spell->end);
        }
    }
    assert_true(closed > 100 && newer > 100);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_every_day_is_sound),
        cmocka_unit_test(test_founders_begin_anew),
        cmocka_unit_test(test_new_firm_new_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
