/* Pay and its minimum, alone: floors by zone, contract and date; pay that rises and never falls. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/firms/wages.h"
#include "tests/labour_market/small_territory.h"

static size_t firm_in(const struct world *w, size_t zone)
{
    size_t firm = 0;
    while (w->employers.row[firm].zone != zone) {
        firm++;
    }
    return firm;
}

static void test_floor_of_a_contract(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    w->institutions.minimum_wage[1] = 1001;
    size_t here = firm_in(w, 0), there = firm_in(w, 1);
    assert_int_equal(wage_floor(w, here, ROW_CDI), 900);
    assert_int_equal(wage_floor(w, there, ROW_CDI), 1001);
    assert_int_equal(wage_floor(w, here, ROW_APPRENTICE), 225);
    assert_int_equal(wage_floor(w, there, ROW_APPRENTICE), 250);
    /* pay follows a share of skill, down to the floor */
    assert_int_equal(wage_for(w, 2000, 0, here, ROW_CDI), 2000);
    assert_int_equal(wage_for(w, 2000, 0.5, here, ROW_CDI), (int32_t)(2000 * __builtin_exp(0.35) + 0.5));
    assert_int_equal(wage_for(w, 2000, -9, here, ROW_CDI), 900);
    assert_int_equal(wage_for(w, 2000, -9, there, ROW_APPRENTICE), 250);
    /* the minimum of the branch, where it is higher */
    w->institutions.branch_minimum[w->employers.row[here].sector] = 1100;
    assert_int_equal(wage_floor(w, here, ROW_CDI), 1100);
    assert_int_equal(wage_floor(w, here, ROW_APPRENTICE), 275);
    assert_true(wage_posted(w, here, 0, ROW_CDI) >= 1100);
    run_clear(&run);
    scenario_clear(&scenario);
}

static int64_t paid_less(const struct world *w, size_t zone, int32_t cents)
{
    int64_t count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        count += status_employee(w->people.row[i].status) &&
                 w->employers.row[w->jobs.row[i].place].zone == zone && w->jobs.row[i].pay < cents;
    }
    return count;
}

/* A higher minimum at a date: from that day on nobody is paid less, and before it many were. */
static void test_minimum_at_a_date(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    int32_t reform = scenario.run->start + 100;
    change_at(&scenario, reform, "minimum_wage.level", "14.00");
    const struct world *w = begin(&run, &scenario, 1);
    live_until(&run, reform, true);
    assert_true(paid_less(w, 0, 1400) > 20 && paid_less(w, 1, 1400) > 20);
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, true);
        assert_int_equal(paid_less(w, 0, 1400) + paid_less(w, 1, 1400), 0);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The minimum of a branch rises at a date: from that day on nobody is paid less there, in main and in second
 * jobs, and in no other branch has anything changed. */
static void test_branch_minimum_at_a_date(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    int32_t reform = scenario.run->start + 100;
    values_of(&scenario)->search.second_share = 1;
    values_of(&scenario)->search.marginal_days = 5;
    change_at(&scenario, reform, "sectors.sector 0.minimum", "13.00");
    const struct world *w = begin(&run, &scenario, 1);
    const struct people *people = &w->people;
    int64_t seconds = 0, low_elsewhere = 0;
    live_until(&run, reform, true);
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, true);
        for (size_t i = 0; i < people->table.rows; i++) {
            if (status_employee(people->row[i].status) && people->row[i].status != STATUS_APPRENTICE) {
                bool here = w->employers.row[w->jobs.row[i].place].sector == 0;
                assert_true(!here || w->jobs.row[i].pay >= 1300);
                low_elsewhere += !here && w->jobs.row[i].pay < 1300;
            }
            if (job_beside(w, i) != NO_JOB &&
                w->employers.row[w->jobs.row[job_beside(w, i)].place].sector == 0) {
                assert_true(w->jobs.row[job_beside(w, i)].pay >= 1300);
                seconds += w->jobs.row[job_beside(w, i)].start < reform;
            }
        }
    }
    assert_true(seconds > 10 && low_elsewhere > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A ladder: the latest step that has begun holds in its zone, of two on one day the later row, each from its
 * very day on; without a row the level of the policy holds. */
static void test_ladder(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    int32_t start = scenario.run->start;
    step_minimum(&scenario, start + 60, 12, -1);
    step_minimum(&scenario, start + 20, 10, -1); /* rows need no order */
    step_minimum(&scenario, start + 40, 11, 1);
    step_minimum(&scenario, start + 80, 13, 0);
    static const struct {
        int32_t until, zone0, zone1;
    } ladder[] = {{20, 900, 900}, {40, 1000, 1000}, {60, 1000, 1100}, {80, 1200, 1200}, {200, 1300, 1200}};
    const struct world *w = begin(&run, &scenario, 1);
    size_t rung = 0;
    while (run.day < run.sim.end_day) {
        rung += run.day == start + ladder[rung].until;
        live_until(&run, run.day + 1, true);
        assert_int_equal(w->institutions.minimum_wage[0], ladder[rung].zone0);
        assert_int_equal(w->institutions.minimum_wage[1], ladder[rung].zone1);
        assert_int_equal(paid_less(w, 0, ladder[rung].zone0) + paid_less(w, 1, ladder[rung].zone1), 0);
    }
    assert_int_equal(rung, 4);
    assert_true(w->institutions.minimum_varies);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A step before the first day holds from the beginning; one after the end leaves no trace. */
static void test_steps_outside(void **state)
{
    (void)state;
    struct scenario base = plain(), early = plain(), late = plain();
    minimum_wage_of(values_of(&base))->level = 10;
    step_minimum(&early, early.run->start - 1000, 10, -1);
    assert_int_equal(digest_of(&base, 1), digest_of(&early, 1));
    scenario_clear(&base);
    base = plain();
    step_minimum(&late, late.run->end, 20, -1);
    assert_int_equal(digest_of(&base, 1), digest_of(&late, 1));
    scenario_clear(&base);
    scenario_clear(&early);
    scenario_clear(&late);
}

/* Within a job pay never falls, whatever the minimum does; where it is below a new minimum it rises to it,
 * and the pay of others stays. */
static void test_pay_within_a_job(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    int32_t start = scenario.run->start;
    step_minimum(&scenario, start + 50, 15, -1);
    step_minimum(&scenario, start + 100, 5, -1);
    const struct world *w = begin(&run, &scenario, 1);
    const struct people *people = &w->people;
    size_t size = people->table.rows;
    int32_t *wage = malloc(size * sizeof *wage), *since = malloc(size * sizeof *since);
    int64_t lifted = 0;
    while (run.day < run.sim.end_day) {
        for (size_t i = 0; i < size; i++) {
            wage[i] = w->jobs.row[i].pay;
            since[i] = w->jobs.row[i].start;
        }
        int32_t day = run.day;
        live_until(&run, day + 1, true);
        for (size_t i = 0; i < size; i++) {
            bool stayed = status_employee(people->row[i].status) && since[i] == w->jobs.row[i].start;
            int32_t least = day == start + 50 ? 1500 : 0;
            if (stayed && w->jobs.row[i].pay != (wage[i] > least ? wage[i] : least)) {
                fail_msg("day %d: pay of person %zu went from %d to %d", day - start, i, wage[i],
                         w->jobs.row[i].pay);
            }
            lifted += stayed && w->jobs.row[i].pay > wage[i];
        }
    }
    assert_true(lifted > 100);
    free(wage);
    free(since);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void review(struct world *w, size_t i, int32_t day)
{
    const struct span span = {.end = 1};
    struct error error = {0};
    must(wage_reviews_open(w, 1, &error), &error);
    wage_review(w, &span, i, day);
    must(wage_reviews_settle(w, &error), &error);
}

/* A review lifts pay to what the firm would offer now, and cuts none; a capped month is worked in fewer
 * hours.
 */
static void test_review(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct people *people = &w->people;
    size_t i = 0;
    while (people->row[i].status != STATUS_CDI) {
        i++;
    }
    int32_t day = run.sim.first_day, before = w->jobs.row[i].pay;
    review(w, i, day);
    assert_true(w->jobs.row[i].pay >= before);
    before = w->jobs.row[i].pay;
    w->employers.row[w->jobs.row[i].place].markup = 0.1F;
    review(w, i, day);
    assert_float_equal(w->jobs.row[i].pay, before * exp(0.1), 2);
    before = w->jobs.row[i].pay;
    w->employers.row[w->jobs.row[i].place].markup = 0;
    review(w, i, day);
    assert_int_equal(w->jobs.row[i].pay, before);
    w->jobs.row[i].contract = ROW_MINI_JOB;
    w->jobs.row[i].pay = 900;
    w->jobs.row[i].hours = 11;
    w->employers.row[w->jobs.row[i].place].markup = 1;
    review(w, i, day);
    assert_true(w->jobs.row[i].pay > 1800);
    assert_int_equal(w->jobs.row[i].hours, (int32_t)(45000 / 4.348 / w->jobs.row[i].pay));
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Offers go up while posts stay open, to a limit, and fade when none does. */
static void test_offers(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    w->employers.row[0].markup = 0;
    w->employers.row[0].open_core = 1;
    for (int plan = 1; plan <= 30; plan++) {
        wages_adjust_offers(w, 0);
        assert_float_equal(w->employers.row[0].markup, plan < 15 ? 0.01 * plan : 0.15, 1e-6);
    }
    w->employers.row[0].open_core = 0;
    wages_adjust_offers(w, 0);
    assert_float_equal(w->employers.row[0].markup, 0.135, 1e-6);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_floor_of_a_contract),
        cmocka_unit_test(test_minimum_at_a_date),
        cmocka_unit_test(test_branch_minimum_at_a_date),
        cmocka_unit_test(test_ladder),
        cmocka_unit_test(test_steps_outside),
        cmocka_unit_test(test_pay_within_a_job),
        cmocka_unit_test(test_review),
        cmocka_unit_test(test_offers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
