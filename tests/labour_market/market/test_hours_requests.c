/* Hours of a job that is held: who asks, who is granted what, and what stays of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/state/hours_wanted.h"
#include "tests/labour_market/small_territory.h"

enum { DAYS = 700 };

/* Three posts in ten are of 20 hours instead of 35. */
static struct scenario asking(double wanted, double raised, double reduced, double asked_after)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    p->hours = (struct hours_params){.mothers = wanted,
                                     .women = wanted,
                                     .men = wanted,
                                     .short_week = 0.5,
                                     .asked_after = asked_after,
                                     .raised = raised,
                                     .reduced = reduced};
    for (size_t o = 0; o < p->occupations.count; o++) {
        struct occupation *occupation = &((struct occupation *)p->occupations.rows)[o];
        occupation->hours = 35;
        occupation->part_time = 0.3;
        occupation->part_time_hours = 20;
    }
    scenario.run->end = scenario.run->start + DAYS;
    return scenario;
}

struct answers {
    int64_t fewer, more, part_time, staff;
};

static struct answers answers_under(struct scenario scenario)
{
    struct run run = {0};
    struct answers answers = {0};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + DAYS, true);
    answers.fewer = sum_of(&run, OUTPUT_hours_changed, 0, 1);
    answers.more = sum_of(&run, OUTPUT_hours_changed, 1, 2);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (status_role(w->people.row[i].status) == ROLE_CORE) {
            answers.staff++;
            answers.part_time += w->jobs.row[i].hours < FULL_TIME_HOURS;
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return answers;
}

/* Nobody is given hours that nobody asked for, or that no employer agrees to. */
static void test_none(void **state)
{
    (void)state;
    struct answers refused = answers_under(asking(0.5, 0, 0, 0));
    assert_int_equal(refused.fewer + refused.more, 0);
    struct answers full = answers_under(asking(0, 0, 1, 0)), part = answers_under(asking(1, 1, 0, 0));
    assert_int_equal(full.fewer + full.more, 0);
    assert_int_equal(part.fewer + part.more, 0);
}

/* Where all want a part-time post and all employers agree, nearly all of the core comes to hold one. */
static void test_fewer(void **state)
{
    (void)state;
    struct answers answers = answers_under(asking(1, 0, 1, 0));
    assert_true(answers.fewer > 100);
    assert_int_equal(answers.more, 0);
    assert_true(answers.part_time * 10 > answers.staff * 9);
}

/* Employers that miss hours give them to part-time staff: fewer are left who lack them than where they post
 * all. */
static void test_more(void **state)
{
    (void)state;
    struct answers given = answers_under(asking(0, 1, 0, 0)), posted = answers_under(asking(0, 0, 0, 0));
    assert_true(given.more > 20);
    assert_int_equal(given.fewer, 0);
    assert_true(given.part_time * posted.staff * 10 < posted.part_time * given.staff * 9);
}

/* Nobody asks before the day, and each change ends a spell at the old hours in a job that goes on. */
static void test_spells(void **state)
{
    (void)state;
    struct scenario scenario = asking(0.3, 1, 0.5, 200);
    struct run run = {0};
    struct spells spells = {0};
    live_with_spells(&run, &scenario, 1, &spells);
    int64_t changed = 0, fewer = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        if (spell->reason == REASON_HOURS) {
            assert_true(spell->hours == 20 || spell->hours == 35);
            assert_true(!spell->new_job || spell->end - spell->start >= 200);
            changed++;
            fewer += spell->hours == 35;
        }
    }
    assert_true(changed > 20 && fewer > 0 && fewer < changed);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_fewer),
        cmocka_unit_test(test_more),
        cmocka_unit_test(test_spells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
