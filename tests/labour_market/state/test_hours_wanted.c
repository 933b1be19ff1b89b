/* Hours wanted: limits and signs of what people look for, and who counts as wanting more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/state/hours_wanted.h"
#include "tests/labour_market/small_territory.h"

static struct scenario wanting(double women, double men, double only, double short_week)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    p->hours = (struct hours_params){
        .mothers = women, .women = women, .men = men, .only = only, .short_week = short_week};
    for (size_t o = 0; o < p->occupations.count; o++) {
        struct occupation *occupation = &((struct occupation *)p->occupations.rows)[o];
        occupation->hours = 35;
        occupation->part_time = 0.3;
        occupation->part_time_hours = 20;
    }
    scenario.run->end = scenario.run->start + 600;
    return scenario;
}

/* Employees by sex whose main job has begun since the first day: all, and the part-time ones. */
struct taken {
    int64_t all[2], part_time[2], lacking[2];
};

static struct taken taken_under(struct scenario scenario)
{
    struct run run = {0};
    struct taken taken = {{0}, {0}, {0}};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 600, true);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (status_employee(w->people.row[i].status) && w->jobs.row[i].start > run.sim.first_day) {
            size_t sex = w->people.row[i].female;
            taken.all[sex]++;
            taken.part_time[sex] += w->jobs.row[i].hours < FULL_TIME_HOURS;
            taken.lacking[sex] += hours_lacking(w, i, run.day - 1);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return taken;
}

/* Women who take nothing but part-time posts hold no other that they have found, and lack no hours; men who
 * want none lack hours in each. */
static void test_only(void **state)
{
    (void)state;
    struct taken taken = taken_under(wanting(1, 0, 1, 0));
    assert_true(taken.all[0] > 50 && taken.all[1] > 20);
    assert_int_equal(taken.part_time[1], taken.all[1]);
    assert_int_equal(taken.lacking[1], 0);
    assert_true(taken.part_time[0] > 5);
    assert_true(taken.lacking[0] > 0 && taken.lacking[0] <= taken.part_time[0]);
}

/* The less an hour of a short week is worth to those who want a full one, the fewer of them hold one. */
static void test_short_week(void **state)
{
    (void)state;
    struct taken alike = taken_under(wanting(0.4, 0, 0.5, 0)), shunned = taken_under(wanting(0.4, 0, 0.5, 1));
    assert_true(shunned.part_time[0] * alike.all[0] < alike.part_time[0] * shunned.all[0]);
    assert_true(shunned.part_time[1] > shunned.part_time[0]);
}

/* The wish is for life; a child at home may make it, and does not end it. */
static void test_lasting(void **state)
{
    (void)state;
    struct scenario scenario = wanting(0.3, 0.1, 0.5, 0.5);
    struct run run = {0};
    values_of(&scenario)->hours.mothers = 0.6;
    struct world *w = begin(&run, &scenario, 1);
    int64_t women = 0, wanted = 0, mothers = 0, only = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (w->people.row[i].female) {
            w->people.children[i] = 0;
            struct hours_wish before = hours_wanted(w, i);
            w->people.children[i] = 1;
            struct hours_wish after = hours_wanted(w, i);
            assert_true(after.part_time >= before.part_time && after.only <= after.part_time);
            women++;
            wanted += before.part_time;
            mothers += after.part_time;
            only += after.only;
        }
    }
    /* some 1000 women: five standard errors */
    assert_float_equal((double)wanted / (double)women, 0.3, 0.075);
    assert_float_equal((double)mothers / (double)women, 0.6, 0.08);
    assert_float_equal((double)only / (double)women, 0.3, 0.075);
    assert_float_equal(hours_worth(w, (struct hours_wish){false, false}, 0, 20), 1 - 0.5 * 15 / 35, 1e-6);
    assert_float_equal(hours_worth(w, (struct hours_wish){false, false}, 0, 35), 1, 0);
    assert_float_equal(hours_worth(w, (struct hours_wish){true, false}, 0, 20), 1, 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only),
        cmocka_unit_test(test_short_week),
        cmocka_unit_test(test_lasting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
