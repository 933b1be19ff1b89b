/* A type of contract is a row of data: on-call contracts and training contracts, which no shipped territory
 * has, work by what their role says, and answer to their price. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/state/person.h"
#include "tests/labour_market/small_territory.h"

enum { ROW_NEW = ROW_COUNT, YOUNG = 25 };

/* A territory with all contract types and a further one. */
static struct scenario with_contract(const char *name, enum status_code status)
{
    struct scenario scenario = whole();
    struct contract *contract = new_row(&scenario, "contracts", name);
    contract->status = status;
    contract->longest_days = 365;
    contract->contributions = 0.4;
    contract->hiring_months = 0.25;
    contract->output = 0.92;
    scenario.run->end = scenario.run->start + 400;
    return scenario;
}

static struct scenario on_call(double preference)
{
    struct scenario scenario = with_contract("on call", STATUS_ZERO_HOURS);
    contract_of(&scenario, ROW_NEW)->preference = preference;
    return scenario;
}

static struct scenario training(void)
{
    struct scenario scenario = with_contract("training", STATUS_TRAINING);
    contract_of(&scenario, ROW_NEW)->output = 0.8;
    contract_of(&scenario, ROW_NEW)->pay = 0.8;
    contract_of(&scenario, ROW_NEW)->contributions = 0.1;
    return scenario;
}

static int64_t hires_of(struct scenario *scenario)
{
    struct run run = {0};
    live_through(&run, scenario, 1, true);
    int64_t hires = hires_on(&run, ROW_NEW);
    run_clear(&run);
    scenario_clear(scenario);
    return hires;
}

/* Everyone on the contract has its status and an end; returns how many there are. */
static int64_t check_holders(const struct world *w, enum status_code status)
{
    int64_t holders = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (w->jobs.row[i].contract == ROW_NEW) {
            assert_int_equal(w->people.row[i].status, status);
            assert_true(w->jobs.row[i].end != NEVER);
            holders++;
        }
    }
    return holders;
}

static void test_flexible(void **state)
{
    (void)state;
    struct scenario scenario = on_call(2);
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    assert_true(hires_on(&run, ROW_NEW) > 50);
    assert_true(check_holders(w, STATUS_ZERO_HOURS) > 0);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        bool holds = w->jobs.row[i].contract == ROW_NEW;
        assert_true(!holds || w->jobs.row[i].need == NEED_PEAK || w->jobs.row[i].need == NEED_TASK);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Dearer: signed less. Banned: not at all. */
static void test_price(void **state)
{
    (void)state;
    struct scenario cheap = on_call(0), dear = on_call(0), banned = on_call(0);
    contract_of(&dear, ROW_NEW)->contributions = 0.9;
    contract_of(&banned, ROW_NEW)->allowed = false;
    int64_t at_cheap = hires_of(&cheap), at_dear = hires_of(&dear);
    assert_true(at_cheap > 50);
    assert_true(at_dear < at_cheap / 2);
    assert_int_equal(hires_of(&banned), 0);
}

/* Adults are trained, too, and whoever is trained stays to the end. */
static void test_training(void **state)
{
    (void)state;
    struct scenario scenario = training();
    values_of(&scenario)->staffing.apprentice_share = 0.3;
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    const struct world *w = run.world;
    assert_true(hires_on(&run, ROW_NEW) > 20);
    assert_true(hires_on(&run, ROW_APPRENTICE) > 5);
    assert_true(check_holders(w, STATUS_TRAINING) > 0);
    int64_t adults = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (w->jobs.row[i].contract == ROW_NEW) {
            adults += person_age(w, i, run.day) > YOUNG;
            assert_int_equal(w->jobs.row[i].need, NEED_CORE);
            assert_int_equal(w->people.row[i].next_search, NEVER);
        }
    }
    assert_true(adults > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Whether time in a job earns rights is a field of its contract. */
static void test_insured(void **state)
{
    (void)state;
    for (int insured = 0; insured <= 1; insured++) {
        struct scenario scenario = whole();
        struct run run = {0};
        for (size_t row = 0; row < ROW_COUNT; row++) {
            contract_of(&scenario, row)->insured = insured != 0;
        }
        mini_jobs_of(values_of(&scenario))->insured = insured != 0;
        scenario.run->end = scenario.run->start + 400;
        live_through(&run, &scenario, 1, false);
        const struct world *w = run.world;
        int64_t fresh = 0; /* rights of those who entered the territory after the first day: earned here */
        for (size_t i = 0; i < w->people.table.rows; i++) {
            fresh += w->people.row[i].generation > 0 ? w->people.row[i].rights : 0;
        }
        assert_true(insured != 0 ? fresh > 0 : fresh == 0);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flexible),
        cmocka_unit_test(test_price),
        cmocka_unit_test(test_training),
        cmocka_unit_test(test_insured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
