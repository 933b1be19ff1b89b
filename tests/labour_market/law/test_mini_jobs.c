/* Marginal jobs: without the policy no trace of them, with it they follow its prices and keep to its caps, as
 * only job and beside another one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

/* A territory in which many posts can be cut and many people want such work. */
static struct scenario marginal(void)
{
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    for (size_t s = 0; s < p->sectors.count; s++) {
        sector_of(&scenario, s)->marginal = 0.8;
    }
    p->search.marginal_days = 7;
    p->search.marginal_share = 0.5;
    p->search.second_share = 0.5;
    scenario.run->end = scenario.run->start + 700;
    return scenario;
}

static int64_t second_jobs(const struct run *run)
{
    return sum_all(run, OUTPUT_second_jobs) + sum_all(run, OUTPUT_second_jobs_only);
}

static void test_off_leaves_no_trace(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    mini_jobs_of(values_of(&scenario))->allowed = false;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(stock_sum(&run, STATUS_MINI_JOB), 0);
    assert_int_equal(second_jobs(&run), 0);
    assert_int_equal(hires_on(&run, ROW_MINI_JOB), 0);
    uint64_t off = run_digest(&run);
    run_clear(&run);
    /* nothing that belongs to them matters, nor that the table of contracts forbids them as well */
    struct parameters *p = values_of(&scenario);
    mini_jobs_of(p)->pay_cap = 850;
    mini_jobs_of(p)->hours_cap = 20;
    mini_jobs_of(p)->contributions = 0;
    mini_jobs_of(p)->beside = false;
    p->search.marginal_share = 1;
    p->search.second_share = 1;
    p->search.marginal_days = 1;
    p->separations.marginal = 5;
    sector_of(&scenario, 0)->marginal = 0;
    assert_int_equal(digest_of(&scenario, 1), off);
    contract_of(&scenario, ROW_MINI_JOB)->allowed = false;
    assert_int_equal(digest_of(&scenario, 1), off);
    scenario_clear(&scenario);
}

static void test_on(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    assert_true(stock_sum(&run, STATUS_MINI_JOB) > 100);
    assert_true(sum_all(&run, OUTPUT_second_jobs) > 100);
    assert_true(hires_on(&run, ROW_MINI_JOB) > 50);
    run_clear(&run);
    scenario_clear(&scenario);
}

static int64_t jobs_at(double contributions)
{
    struct scenario scenario = marginal();
    struct run run = {0};
    mini_jobs_of(values_of(&scenario))->contributions = contributions;
    live_through(&run, &scenario, 1, false);
    int64_t jobs = stock_sum(&run, STATUS_MINI_JOB) + second_jobs(&run);
    run_clear(&run);
    scenario_clear(&scenario);
    return jobs;
}

static void test_cheaper_is_more(void **state)
{
    (void)state;
    int64_t dear = jobs_at(0.6), usual = jobs_at(0.31), cheap = jobs_at(0.1);
    assert_true(cheap > usual && usual > dear);
}

/* Mean weekly hours of marginal jobs held, and how many, under a cap of monthly pay alone. */
static double hours_under(double pay_cap, int64_t *signed_jobs)
{
    struct scenario scenario = marginal();
    struct run run = {0};
    mini_jobs_of(values_of(&scenario))->pay_cap = pay_cap;
    mini_jobs_of(values_of(&scenario))->hours_cap = 30;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    int64_t hours = 0, held = people_with(w, STATUS_MINI_JOB);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        hours += w->people.row[i].status == STATUS_MINI_JOB ? w->jobs.row[i].hours : 0;
    }
    *signed_jobs = hires_on(&run, ROW_MINI_JOB);
    run_clear(&run);
    scenario_clear(&scenario);
    return (double)hours / (double)held;
}

/* A lower cap of pay: fewer hours each, and more people for the same work. */
static void test_pay_cap_moves_hours_and_heads(void **state)
{
    (void)state;
    int64_t few, many;
    double loose = hours_under(800, &few), tight = hours_under(400, &many);
    assert_true(tight > 0.4 * loose && tight < 0.6 * loose);
    assert_true(many > few);
}

/* Beside a main job only where the law says so. */
static void test_not_beside(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    mini_jobs_of(values_of(&scenario))->beside = false;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(second_jobs(&run), 0);
    assert_true(stock_sum(&run, STATUS_MINI_JOB) > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void expect_caps(const struct world *w, int32_t cents_a_month, int32_t hours)
{
    const struct people *people = &w->people;
    for (size_t i = 0; i < people->table.rows; i++) {
        if (people->row[i].status == STATUS_MINI_JOB && w->jobs.row[i].hours > 1) {
            double month = w->jobs.row[i].hours * 4.348 * w->jobs.row[i].pay;
            assert_true(w->jobs.row[i].hours <= hours && month <= cents_a_month + 1e-6);
        }
    }
}

/* Caps hold every day: when people better paid than the post are hired, and when reforms lower the caps or
 * raise the minimum wage. */
static void test_caps(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    int32_t start = scenario.run->start;
    values_of(&scenario)->wages.ability_spread = 0.6;
    change_at(&scenario, start + 300, "minimum_wage.level", "13.00");
    change_at(&scenario, start + 500, "mini_jobs.pay_cap", "300");
    change_at(&scenario, start + 600, "mini_jobs.hours_cap", "4");
    const struct world *w = begin(&run, &scenario, 1);
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, true);
        expect_caps(w, run.day > start + 500 ? 30000 : 45000, run.day > start + 600 ? 4 : 12);
    }
    assert_true(people_with(w, STATUS_MINI_JOB) > 20);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Where the law comes to know them, people who had no reason to look begin to; where it knows them no more,
 * nobody signs another one. */
static void test_at_a_date(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    int32_t start = scenario.run->start;
    mini_jobs_of(values_of(&scenario))->allowed = false;
    change_at(&scenario, start + 200, "mini_jobs.allowed", "true");
    change_at(&scenario, start + 500, "mini_jobs.allowed", "false");
    const struct world *w = begin(&run, &scenario, 1);
    live_until(&run, start + 200, true);
    assert_int_equal(people_with(w, STATUS_MINI_JOB), 0);
    live_until(&run, start + 500, true);
    assert_true(people_with(w, STATUS_MINI_JOB) > 20);
    live_until(&run, run.sim.end_day, true);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        assert_true(w->people.row[i].status != STATUS_MINI_JOB || w->jobs.row[i].start < start + 500);
        assert_true(job_beside(w, i) == NO_JOB || w->jobs.row[job_beside(w, i)].start < start + 500);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The retired go back to retirement after a marginal job, those at school to school. */
static void test_where_people_return(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->search.marginal_share = 1;
    values_of(&scenario)->separations.marginal = 5;
    live_with_spells(&run, &scenario, 1, &spells);
    int64_t returned = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *job = &spells.rows[k];
        bool retired = false, left = job->reason == REASON_LEFT || job->reason == REASON_NONE;
        for (size_t before = 0; before < k && job->status == STATUS_MINI_JOB && !job->second; before++) {
            retired |= spells.rows[before].person == job->person && spells.rows[before].end == job->start &&
                       spells.rows[before].status == STATUS_RETIRED;
        }
        for (size_t after = k + 1; after < spells.count && retired && !left; after++) {
            if (spells.rows[after].person == job->person && !spells.rows[after].second) {
                assert_int_equal(spells.rows[after].status, STATUS_RETIRED);
                assert_int_equal(spells.rows[after].start, job->end);
                returned++;
                break;
            }
        }
    }
    assert_true(returned > 20);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Someone who leaves school with a marginal job goes on in it, but looks for a main job from then on. */
static void test_school_ends(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    int64_t looking = 0;
    values_of(&scenario)->lives.school_to_work = 1;
    values_of(&scenario)->search.student_share = 1;
    values_of(&scenario)->search.student_days = 3;
    values_of(&scenario)->search.before_leaving_days = 0;
    values_of(&scenario)->separations.marginal = 0.1;
    const struct world *w = begin(&run, &scenario, 1);
    const struct people *people = &w->people;
    while (run.day < run.sim.end_day) {
        int32_t day = run.day;
        live_until(&run, day + 1, true);
        for (size_t i = 0; i < people->table.rows; i++) {
            if (people->row[i].status == STATUS_MINI_JOB && people->row[i].school_end == day) {
                assert_int_equal(people->row[i].fallback, STATUS_UNEMPLOYED);
                assert_true(people->row[i].next_search != NEVER);
                looking++;
            }
        }
    }
    assert_true(looking > 3);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* All that begin and have not ended are there: hires less separations are the marginal jobs held, main ones
 * and those beside another. */
static void test_books(void **state)
{
    (void)state;
    struct scenario scenario = marginal();
    struct run run = {0};
    values_of(&scenario)->firms.exit_rate = 1;
    values_of(&scenario)->separations.marginal = 2;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    size_t first = (size_t)ROW_MINI_JOB * REASON_COUNT * TENURE_COUNT;
    int64_t ended = sum_of(&run, OUTPUT_separations, first, first + (size_t)REASON_COUNT * TENURE_COUNT);
    int64_t held = people_with(w, STATUS_MINI_JOB);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        held += job_beside(w, i) != NO_JOB;
    }
    assert_true(ended > 100 && held > 20);
    assert_int_equal(hires_on(&run, ROW_MINI_JOB) - ended, held);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_off_leaves_no_trace), cmocka_unit_test(test_on),
        cmocka_unit_test(test_cheaper_is_more),     cmocka_unit_test(test_pay_cap_moves_hours_and_heads),
        cmocka_unit_test(test_not_beside),          cmocka_unit_test(test_caps),
        cmocka_unit_test(test_at_a_date),           cmocka_unit_test(test_where_people_return),
        cmocka_unit_test(test_school_ends),         cmocka_unit_test(test_books),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
