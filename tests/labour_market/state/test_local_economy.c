/* The local economy: what households spend, what sales follow, and that demand does not feel shares of
 * nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/outputs.h"
#include "models/labour_market/state/local_economy.h"
#include "models/labour_market/state/local_market.h"
#include "sim/date.h"
#include "tests/labour_market/law_of_france.h"
#include "tests/labour_market/small_territory.h"

/* The whole small territory with incomes, and two years and more of burn-in for the year that all is held
 * against. */
static struct scenario town(bool active, double residents, double local_firms)
{
    struct scenario scenario = whole();
    read_law_of_france(&scenario);
    struct parameters *p = values_of(&scenario);
    ((struct income_params *)part_params(p, &part_incomes))->active = true;
    ((struct local_economy_params *)part_params(p, &part_local_economy))->active = active;
    for (size_t s = 0; s < p->sectors.count; s++) {
        struct sector *sector = &((struct sector *)p->sectors.rows)[s];
        sector->residents = residents;
        sector->local_firms = local_firms;
    }
    scenario.run->burn_in_days = 800;
    scenario.run->end = scenario.run->start + 400;
    return scenario;
}

static struct local_economy *economy_of(const struct world *w)
{
    return part_state(w, &part_local_economy);
}

static int64_t weekly_hours(const struct run *run)
{
    size_t months = run->sim.outputs.period_count[OUTPUT_MONTHLY];
    return *(const int64_t *)outputs_record(&run->sim.outputs, OUTPUT_weekly_hours, months - 1);
}

/* Nobody spends more than there is, the rich a smaller share, and never less than the poor in euros. */
static void test_what_is_spent(void **state)
{
    (void)state;
    const struct local_economy_params p = {.spent_low = 0.97, .spent_high = 0.72, .usual = 1700};
    assert_float_equal(local_economy_spent(&p, 0, 1), 0, 0);
    assert_float_equal(local_economy_spent(&p, -100, 1), 0, 0); /* who owes more tax than there is pay */
    assert_float_equal(local_economy_spent(&p, 500, 1), 485, 1e-9);
    assert_float_equal(local_economy_spent(&p, 1700, 1), 1700 * (0.97 + 0.72) / 2, 1e-9);
    assert_float_equal(local_economy_spent(&p, 10000, 1), 7200, 1e-9);
    assert_float_equal(local_economy_spent(&p, 3400, 2), 2 * local_economy_spent(&p, 1700, 1), 1e-9);
    for (double income = 100; income < 6000; income += 50) {
        assert_true(local_economy_spent(&p, income + 50, 1) > local_economy_spent(&p, income, 1));
        assert_true(local_economy_spent(&p, income, 1) < income);
    }
}

/* Sectors that sell nothing here have the same months, to the byte, whether the local economy is on or not.
 */
static void test_no_share_no_trace(void **state)
{
    (void)state;
    struct scenario off = town(false, 0.5, 0.3), none = town(true, 0, 0), on = town(true, 0.5, 0.3);
    struct run runs[3] = {{0}};
    live_through(&runs[0], &off, 1, false);
    live_through(&runs[1], &none, 2, false);
    live_through(&runs[2], &on, 2, true);
    size_t months = runs[0].sim.outputs.period_count[OUTPUT_MONTHLY];
    size_t bytes = months * runs[0].sim.outputs.cells[OUTPUT_stock] * sizeof(int64_t);
    const void *stock = runs[0].sim.outputs.records[OUTPUT_stock];
    assert_memory_equal(stock, runs[1].sim.outputs.records[OUTPUT_stock], bytes);
    assert_memory_not_equal(stock, runs[2].sim.outputs.records[OUTPUT_stock], bytes);
    /* a market at rest stays where it is: what is lost here and there is not lost again and again */
    assert_true(fabs(log((double)weekly_hours(&runs[2]) / (double)weekly_hours(&runs[0]))) < 0.15);
    for (int k = 0; k < 3; k++) {
        run_clear(&runs[k]);
    }
    scenario_clear(&off);
    scenario_clear(&none);
    scenario_clear(&on);
}

/* What residents spend is what households have by the accounts, less what they save; as many months as are
 * recorded tell it. */
static void test_spending_is_of_incomes(void **state)
{
    (void)state;
    struct scenario scenario = town(true, 0.5, 0.3);
    struct local_economy_params *p =
        (struct local_economy_params *)part_params(values_of(&scenario), &part_local_economy);
    p->spent_low = p->spent_high = 1;
    struct run run = {0};
    live_through(&run, &scenario, 2, false);
    const struct outputs *outputs = &run.sim.outputs;
    size_t months = outputs->period_count[OUTPUT_MONTHLY],
           id = part_output(&part_local_economy, OWN_spending);
    size_t paid = part_output(&part_incomes, OWN_account_paid);
    size_t received = part_output(&part_incomes, OWN_account_received);
    double spent = 0, had = 0;
    for (size_t month = 1; month < months; month++) {
        const int64_t *zones = outputs_record(outputs, id, month);
        for (size_t zone = 0; zone < outputs->cells[id]; zone++) {
            spent += (double)zones[zone];
        }
        const int64_t *in = outputs_record(outputs, received, month - 1);
        const int64_t *out = outputs_record(outputs, paid, month - 1);
        for (size_t cell = 0; cell < STATUS_COUNT * (size_t)LINE_COUNT; cell++) {
            had += (double)(in[cell] - out[cell]);
        }
    }
    assert_true(spent > 0);
    assert_float_equal(spent / had, 1, 0.01); /* who left within a month, and who owes more than there is */
    run_clear(&run);
    scenario_clear(&scenario);
}

/* By hand: sales of a sector follow spending and firms' purchases by its shares, and the labour force by the
 * rest. */
static void test_sales(void **state)
{
    (void)state;
    struct scenario scenario = town(true, 0.4, 0.3);
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct zone_economies *zones = &economy_of(w)->zones;
    zones->spending[0] = 0.10;
    zones->buying[0] = -0.20;
    zones->followed_first[0] = 0.05;
    w->local_market.followed[0] = 0.15;
    assert_float_equal(local_economy_sales(w, 0, 0), 0, 0); /* its first year is not over */
    zones->begun[0] = 1;
    assert_float_equal(local_economy_sales(w, 0, 0), 0.4 * 0.10 - 0.3 * 0.20 - 0.7 * 0.10, 1e-12);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Where firms buy from each other, what the state no longer asks for is lost twice: hours fall by more. */
static void test_losses_multiply(void **state)
{
    (void)state;
    double fall[2];
    for (int k = 0; k < 2; k++) {
        struct scenario still = town(true, 0, k * 0.5), less = town(true, 0, k * 0.5);
        struct run runs[2] = {{0}};
        still.run->end = less.run->end = less.run->start + 900;
        change_at(&less, less.run->start + 30, "demand.level", "-0.1");
        live_through(&runs[0], &still, 2, false);
        live_through(&runs[1], &less, 2, false);
        fall[k] = log((double)weekly_hours(&runs[1]) / (double)weekly_hours(&runs[0]));
        for (int r = 0; r < 2; r++) {
            run_clear(&runs[r]);
        }
        scenario_clear(&still);
        scenario_clear(&less);
    }
    print_message("hours: %.3f without, %.3f where firms sell half of their work to each other\n", fall[0],
                  fall[1]);
    assert_true(fall[0] < 0);
    assert_true(fall[1] < 1.15 * fall[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_spent),          cmocka_unit_test(test_no_share_no_trace),
        cmocka_unit_test(test_spending_is_of_incomes), cmocka_unit_test(test_sales),
        cmocka_unit_test(test_losses_multiply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
