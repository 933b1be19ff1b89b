/* What the panel of spells says of employer, pay and home. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/state/jobs.h"
#include "tests/labour_market/small_territory.h"

static void expect_employer(const struct world *w, const struct spell *spell)
{
    if (spell->firm == NO_EMPLOYER) {
        assert_true(spell->work_zone == UINT16_MAX && spell->sector == UINT8_MAX && spell->staff == 0);
        return;
    }
    size_t row = spell->firm % w->employers.table.rows; /* a successor keeps zone and sector */
    assert_int_equal(spell->work_zone, w->employers.row[row].zone);
    assert_int_equal(spell->sector, w->employers.row[row].sector);
    assert_true(spell->staff >= 1);
}

static void test_spells(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct spells spells = {0};
    scenario.run->end = scenario.run->start + 500;
    values_of(&scenario)->households.births = 3;
    change_at(&scenario, scenario.run->start + 100, "minimum_wage.level", "12.00");
    live_with_spells(&run, &scenario, 1, &spells);
    size_t commute = 0, rose = 0, partners = 0, children = 0, large = 0;
    for (size_t k = 0; k < spells.count; k++) {
        const struct spell *spell = &spells.rows[k];
        expect_employer(run.world, spell);
        assert_true(spell->end > spell->start || status_employee(spell->status));
        assert_true(spell->firm == NO_EMPLOYER || spell->new_job || spell->start < run.sim.first_day ||
                    spell->wage_start > 0);
        if (spell->firm != NO_EMPLOYER) {
            assert_true(spell->wage_start <= spell->wage);
            assert_int_equal(spell->raises == 0, spell->wage_start == spell->wage);
            commute += spell->work_zone != spell->zone;
            rose += spell->raises > 0;
            large += spell->staff > 20;
        }
        partners += spell->partner;
        children += spell->children > 0;
        assert_true(spell->partner <= 1 && spell->children <= 15);
    }
    assert_true(commute > 100 && rose > 100 && large > 100);
    assert_true(partners > spells.count / 10 && children > spells.count / 20);
    spells_clear(&spells);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* On the first day: staff of the place, with the one who begins there. */
static void test_size_at_start(void **state)
{
    (void)state;
    struct scenario scenario = uniform(500, 0.5);
    struct run run = {0};
    const struct world *w = begin(&run, &scenario, 1);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        if (job_held(w, i)) {
            assert_int_equal(w->jobs.row[i].size_since, firm_size(&w->employers, w->jobs.row[i].place));
            assert_int_equal(w->jobs.row[i].pay_since, w->jobs.row[i].pay);
        }
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spells),
        cmocka_unit_test(test_size_at_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
