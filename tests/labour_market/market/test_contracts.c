/* Contracts, alone: what the law does not allow is not signed, continued or left open; what becomes of a
 * fixed term at its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

static int64_t holders(const struct world *w, size_t contract)
{
    int64_t count = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        count += w->jobs.row[i].contract == contract;
    }
    return count;
}

/* Nobody signs, renews or is moved to a contract that is not allowed; those of the first day run out. */
static void test_not_allowed(void **state)
{
    (void)state;
    for (size_t row = 0; row < ROW_COUNT; row++) {
        struct scenario scenario = whole();
        struct run run = {0};
        contract_of(&scenario, row)->allowed = false;
        values_of(&scenario)->staffing.renew = 1;
        values_of(&scenario)->staffing.convert = 1;
        scenario.run->end = scenario.run->start + 600; /* longer than a CDD may last */
        live_through(&run, &scenario, 1, true);
        assert_int_equal(hires_on(&run, row), 0);
        assert_true(sum_all(&run, OUTPUT_hires) > 100);
        if (row == ROW_CDI) {
            assert_int_equal(sum_all(&run, OUTPUT_conversions), 0);
        } else {
            assert_int_equal(holders(run.world, row), 0);
        }
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* All of them are signed where they are allowed: the test above can fail. */
static void test_allowed(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    scenario.run->end = scenario.run->start + 600;
    live_through(&run, &scenario, 1, true);
    for (size_t row = 0; row < ROW_COUNT; row++) {
        assert_true(hires_on(&run, row) > 10);
    }
    assert_true(sum_all(&run, OUTPUT_conversions) > 10);
    assert_true(sum_all(&run, OUTPUT_renewals) > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A contract that the law gives up at a date: from that day on nobody renews it, and posts that offered it
 * are gone, also those that their firms would have withdrawn themselves. */
static void test_given_up_at_a_date(void **state)
{
    (void)state;
    for (size_t row = 0; row < ROW_COUNT; row++) {
        struct scenario scenario = whole();
        struct run run = {0};
        char path[128];
        int32_t start = scenario.run->start;
        snprintf(path, sizeof path, "contracts.%s.allowed", contract_of(&scenario, row)->name.chars);
        change_at(&scenario, start + 300, path, "false");
        change_at(&scenario, start + 300, "demand.level", "-0.5");
        values_of(&scenario)->search.looks = 1;
        scenario.run->end = start + 400;
        const struct world *w = begin(&run, &scenario, 1);
        while (run.day < run.sim.end_day) {
            live_until(&run, run.day + 1, true);
            for (size_t v = 0; v < w->vacancies.table.rows && run.day > start + 300; v++) {
                assert_true(w->vacancies.row[v].contract != row);
            }
        }
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* An apprentice who is kept is paid as others are: by the pay of the contract, and never below its floor. */
static void test_apprentices_are_kept_at_full_pay(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    values_of(&scenario)->staffing.convert = 1;
    values_of(&scenario)->staffing.apprentice_share = 0.5;
    contract_of(&scenario, ROW_APPRENTICE)->longest_days = 100;
    scenario.run->end = scenario.run->start + 600;
    live_with_spells(&run, &scenario, 1, &spells);
    int64_t kept = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *training = &spells.rows[k];
        if (training->status != STATUS_APPRENTICE || training->reason != REASON_CONVERTED) {
            continue;
        }
        for (size_t next = k + 1; next < spells.count; next++) {
            const struct spell *spell = &spells.rows[next];
            if (spell->person == training->person && spell->start == training->end && !spell->second) {
                assert_int_equal(spell->status, STATUS_CDI);
                assert_true(spell->wage >= 900 && spell->wage >= training->wage / 0.6 - 1);
                kept++;
            }
        }
    }
    assert_true(kept > 10);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Chance 0: nobody is kept or renewed, every fixed term ends at its end. Chance 1 and a need that goes on:
 * some are. */
static void test_ends(void **state)
{
    (void)state;
    for (int chance = 0; chance <= 1; chance++) {
        struct scenario scenario = plain();
        struct run run = {0};
        values_of(&scenario)->staffing.convert = chance;
        values_of(&scenario)->staffing.renew = chance;
        live_through(&run, &scenario, 1, true);
        assert_int_equal(sum_all(&run, OUTPUT_conversions) > 0, chance);
        assert_int_equal(sum_all(&run, OUTPUT_renewals) > 0, chance);
        assert_true(separations_for(&run, REASON_TERM) > 10);
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* Without renewals in the law no contract is renewed; its longest duration is never exceeded (the audit). */
static void test_renewals_of_the_law(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->staffing.renew = 1;
    values_of(&scenario)->staffing.flexible_days = 10;
    contract_of(&scenario, ROW_CDD)->renewals = 0;
    contract_of(&scenario, ROW_CDD)->longest_days = 20;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_renewals), 0);
    int64_t longer = sum_of(&run, OUTPUT_hires, ROW_CDD * LENGTH_COUNT + LENGTH_QUARTER,
                            ROW_CDD * LENGTH_COUNT + LENGTH_COUNT);
    assert_int_equal(longer, 0);
    assert_true(hires_on(&run, ROW_CDD) > 10);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_not_allowed),
        cmocka_unit_test(test_allowed),
        cmocka_unit_test(test_given_up_at_a_date),
        cmocka_unit_test(test_apprentices_are_kept_at_full_pay),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_renewals_of_the_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
