/* The number of threads changes nothing, in a territory so large and busy that every parallel step of a day
 * is cut into several blocks: smaller ones are done by one thread, whatever is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/labour_market/small_territory.h"

/* Some forty thousand people and four thousand firms, where jobs last for weeks, second jobs too, every
 * fourth firm closes in a month, firms plan every few days and tasks are many. */
static struct scenario busy(void)
{
    struct scenario scenario = whole();
    struct parameters *p = values_of(&scenario);
    for (size_t z = 0; z < p->zones.count; z++) {
        ((struct zone *)p->zones.rows)[z].population = 20000;
    }
    for (size_t s = 0; s < p->sectors.count; s++) {
        sector_of(&scenario, s)->tasks = 20;
        sector_of(&scenario, s)->marginal = 0.9;
    }
    p->firms.jobs = 21000;
    p->firms.exit_rate = 3;
    p->firms.exit_size = 50;
    p->staffing.plan_days = 4;
    p->interim.agency_jobs = 500;
    p->search.every_days = 3;
    p->search.marginal_days = 3;
    p->search.second_share = 1;
    p->separations.resignation = 4;
    p->separations.dismissal = 2;
    p->separations.marginal = 8;
    p->lives.withdraw_employed = 1;
    p->lives.settle_years = 0.1;
    scenario.run->end = scenario.run->start + 40;
    return scenario;
}

static void test_busy_territory(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct spells first = {0};
    uint64_t digest = 0;
    for (int threads = 1; threads <= 3; threads++) {
        struct run run = {0};
        struct spells spells = {0};
        live_with_spells(&run, &scenario, threads, &spells);
        if (threads == 1) {
            first = spells;
            digest = run_digest(&run);
            assert_true(sum_all(&run, OUTPUT_second_jobs) > 1000);
            assert_true(sum_all(&run, OUTPUT_closures) > 100);
        } else {
            assert_int_equal(run_digest(&run), digest);
            assert_int_equal(spells.count, first.count);
            assert_memory_equal(spells.rows, first.rows, first.count * sizeof *first.rows);
            spells_clear(&spells);
        }
        run_clear(&run);
    }
    spells_clear(&first);
    scenario_clear(&scenario);
}

/* And every day of it is sound. */
static void test_every_day_is_sound(void **state)
{
    (void)state;
    struct scenario scenario = busy();
    struct run run = {0};
    live_through(&run, &scenario, 3, true);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_busy_territory),
        cmocka_unit_test(test_every_day_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
