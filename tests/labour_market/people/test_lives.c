/* Lives outside the market, alone: school, the halo, retirement, and the share of people who are active. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

/* Students who give up a job beside school are back at school: they are not of the halo, whatever they want.
 */
static void test_students_are_not_in_the_halo(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct parameters *p = values_of(&scenario);
    p->search.student_share = 1;
    p->search.student_days = 1;
    p->search.before_leaving_days = 3650;
    p->lives.withdraw_employed = 20;
    p->lives.withdraw_to_halo = 1;
    live_through(&run, &scenario, 1, true);
    assert_true(separations_for(&run, REASON_WITHDRAWAL) > 100);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Without a difference in attachment and with all rates of withdrawal at zero nobody goes to the halo. */
static void test_nobody_withdraws(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct life_params *lives = &values_of(&scenario)->lives;
    lives->attachment_spread = 0;
    lives->unemployed_to_halo = lives->unemployed_to_inactive = 0;
    lives->withdraw_employed = lives->halo_to_inactive = lives->return_by_halo = 0;
    scenario.run->end = scenario.run->start + 1000;
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    assert_int_equal(stock_sum(&run, STATUS_HALO), 0);
    assert_int_equal(separations_for(&run, REASON_WITHDRAWAL), 0);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        assert_true(w->people.row[i].attachment == 1);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* The other way round: with these rates all of them do, and each of the two flows alone fills the halo. */
static void test_flows_into_the_halo(void **state)
{
    (void)state;
    for (int flow = 0; flow < 2; flow++) {
        struct scenario scenario = plain();
        struct run run = {0};
        struct life_params *lives = &values_of(&scenario)->lives;
        lives->unemployed_to_inactive = lives->return_by_halo = 0;
        lives->unemployed_to_halo = flow == 0 ? 5 : 0;
        lives->withdraw_employed = flow == 1 ? 1 : 0;
        lives->withdraw_to_halo = 1;
        live_through(&run, &scenario, 1, true);
        assert_true(stock_sum(&run, STATUS_HALO) > 100);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* Attachment is lognormal of median 1, and those weakly attached are jobless and outside more. */
static void test_attachment(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->lives.attachment_spread = 1.2;
    scenario.run->end = scenario.run->start + 1500;
    live_through(&run, &scenario, 1, true);
    const struct people *people = &((const struct world *)run.world)->people;
    double outside[2] = {0}, all[2] = {0};
    for (size_t i = 0; i < people->table.rows; i++) {
        bool strong = people->row[i].attachment > 1;
        bool of_age = people->row[i].school_end <= run.day && people->row[i].retire_day > run.day;
        all[strong] += of_age;
        outside[strong] += of_age && !status_employed(people->row[i].status);
    }
    assert_float_equal(all[0] / (all[0] + all[1]), 0.5, 5 * 0.5 / sqrt(all[0] + all[1]));
    assert_true(outside[0] / all[0] > 1.2 * outside[1] / all[1]);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Share of people of an age group and sex in the labour force, in percent, on the last day of a month. */
static double activity(const struct run *run, size_t record, size_t group, size_t sex)
{
    const struct world *w = run->world;
    const int64_t *stock = outputs_record(&run->sim.outputs, OUTPUT_stock, record);
    double active = 0, all = 0;
    for (size_t s = 0; s < STATUS_COUNT; s++) {
        double people = (double)stock[(s * w->age_count + group) * 2 + sex];
        all += people;
        active += s <= STATUS_UNEMPLOYED ? people : 0;
    }
    return 100 * active / all;
}

/* Activity by age becomes what the territory says and stays so: ten years after the first recorded day,
 * before which it had ten years to settle, in the mean of two years and of three runs within four points of
 * it from 30 to 54, seven where retirement begins, and ten at school, where it is not what brings people back
 * that decides. */
static void test_activity_by_age(void **state)
{
    (void)state;
    enum { RUNS = 3, BURN_IN_DAYS = 3652 };
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    double mean[2 * MAX_AGE_GROUPS] = {0};
    five_year_ages(&scenario);
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = 15000;
    }
    p->firms.jobs = 16500;
    scenario.run->burn_in_days = BURN_IN_DAYS;
    scenario.run->end = scenario.run->start + 3652;
    size_t groups = p->age_groups.count;
    for (int64_t seed = 1; seed <= RUNS; seed++) {
        struct run run = {0};
        scenario.run->seed = seed;
        live_through(&run, &scenario, 1, false);
        size_t months = run.sim.outputs.period_count[OUTPUT_MONTHLY];
        for (size_t r = months - 24; r < months; r++) {
            for (size_t k = 0; k < 2 * groups; k++) {
                mean[k] += activity(&run, r, k / 2, k % 2) / 24 / RUNS;
            }
        }
        run_clear(&run);
    }
    for (size_t k = 0; k < 2 * groups; k++) {
        const struct age_group *age = age_of(&scenario, k / 2);
        double asked = 100 * (k % 2 == 0 ? age->active_men : age->active_women);
        bool middle = age->from_age >= 30 && age->from_age < 55;
        if (fabs(mean[k] - asked) > (middle ? 4 : age->from_age < 20 ? 10 : 7)) {
            fail_msg("%s, %s: %.1f %% active, asked %.1f", age->name.chars, k % 2 == 0 ? "men" : "women",
                     mean[k], asked);
        }
    }
    scenario_clear(&scenario);
}

/* The rates at which people come back move before the first recorded day, and never after it: what a reform
 * does to activity is not undone. */
static void test_rates_of_return(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    double first[2 * MAX_AGE_GROUPS], recorded[2 * MAX_AGE_GROUPS];
    scenario.run->burn_in_days = 200;
    change_at(&scenario, scenario.run->start + 10, "lives.withdraw_employed", "1");
    const struct world *w = begin(&run, &scenario, 1);
    size_t size = 2 * w->age_count * sizeof *first;
    memcpy(first, w->returns.rate, size);
    live_until(&run, scenario.run->start, true);
    memcpy(recorded, w->returns.rate, size);
    assert_true(memcmp(first, recorded, size) != 0);
    live_until(&run, run.sim.end_day, true);
    assert_memory_equal(recorded, w->returns.rate, size);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Everyone leaves school on the day that is written: who has no job on the evening of that day has begun to
 * search, and nobody did before in the last months. */
static void test_school_ends_on_its_day(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    int64_t left = 0, at_work = 0;
    values_of(&scenario)->lives.school_to_work = 1;
    scenario.run->end = scenario.run->start + 700;
    const struct world *w = begin(&run, &scenario, 1);
    const struct people *people = &w->people;
    while (run.day < run.sim.end_day) {
        int32_t day = run.day;
        live_until(&run, day + 1, true);
        for (size_t i = 0; i < people->table.rows; i++) {
            if (people->row[i].school_end != day || people->row[i].leave_day <= day ||
                day == run.sim.first_day) {
                continue;
            }
            if (status_employed(people->row[i].status)) {
                at_work++;
            } else {
                assert_int_equal(people->row[i].status, STATUS_UNEMPLOYED);
                assert_int_equal(people->row[i].since, day);
                assert_int_equal(people->row[i].jobless_since, day);
                left++;
            }
        }
    }
    assert_true(left > 5 && at_work > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* With a chance of zero those who leave school without a job stay outside. */
static void test_school_to_nothing(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->lives.school_to_work = 0;
    values_of(&scenario)->search.before_leaving_days = 0;
    values_of(&scenario)->search.student_share = 0;
    live_with_spells(&run, &scenario, 1, &spells);
    const struct people *people = &((const struct world *)run.world)->people;
    int64_t outside = 0;
    for (size_t i = 0; i < people->table.rows; i++) {
        bool just = people->row[i].school_end > run.day - 150 && people->row[i].school_end < run.day - 1;
        outside += just && people->row[i].status == STATUS_INACTIVE &&
                   people->row[i].since < people->row[i].school_end;
    }
    assert_true(outside > 3);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Everyone retires on the day that is written, and nobody comes back but for a marginal job. */
static void test_retirement(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    scenario.run->end = scenario.run->start + 700;
    live_with_spells(&run, &scenario, 1, &spells);
    const struct people *people = &((const struct world *)run.world)->people;
    int64_t retired = 0;
    for (size_t i = 0; i < people->table.rows; i++) {
        if (people->row[i].retire_day < run.day) {
            assert_true(people->row[i].status == STATUS_RETIRED || people->row[i].status == STATUS_MINI_JOB);
            retired += people->row[i].status == STATUS_RETIRED;
        }
    }
    assert_int_equal(retired, people_with(run.world, STATUS_RETIRED));
    uint32_t rows = (uint32_t)people->table.rows;
    for (size_t k = 0; k < spells.count && rows > 0; k++) {
        const struct spell *spell = &spells.rows[k];
        size_t i = spell->person % rows;
        bool still_here = people->row[i].generation == spell->person / rows;
        assert_true(spell->reason != REASON_RETIREMENT || !still_here ||
                    spell->end == people->row[i].retire_day);
    }
    assert_true(separations_for(&run, REASON_RETIREMENT) > 20);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Own account: rates zero, nobody; from the unemployed and from employees alone; they give up. */
static void test_self_employment(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    assert_int_equal(stock_sum(&run, STATUS_SELF_EMPLOYED), 0);
    run_clear(&run);
    values_of(&scenario)->self_employment.from_unemployed = 1;
    live_through(&run, &scenario, 1, true);
    assert_true(people_with(run.world, STATUS_SELF_EMPLOYED) > 20);
    assert_int_equal(separations_for(&run, REASON_SET_UP), 0);
    run_clear(&run);
    values_of(&scenario)->self_employment.from_unemployed = 0;
    values_of(&scenario)->self_employment.from_employee = 0.2;
    values_of(&scenario)->self_employment.give_up = 20;
    live_through(&run, &scenario, 1, true);
    assert_true(separations_for(&run, REASON_SET_UP) > 20);
    assert_true(people_with(run.world, STATUS_SELF_EMPLOYED) < separations_for(&run, REASON_SET_UP) / 2);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_students_are_not_in_the_halo),
        cmocka_unit_test(test_nobody_withdraws),
        cmocka_unit_test(test_flows_into_the_halo),
        cmocka_unit_test(test_attachment),
        cmocka_unit_test(test_activity_by_age),
        cmocka_unit_test(test_rates_of_return),
        cmocka_unit_test(test_school_ends_on_its_day),
        cmocka_unit_test(test_school_to_nothing),
        cmocka_unit_test(test_retirement),
        cmocka_unit_test(test_self_employment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
