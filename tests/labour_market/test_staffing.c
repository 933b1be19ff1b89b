/* Comparative statics of one firm, with no market: signs of what it wants when prices change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/choice.h"
#include "models/labour_market/demand.h"
#include "models/labour_market/staffing.h"
#include "small_territory.h"

struct wants {
    int32_t core, flexible;
    double quantile, band;
};

/* What a firm of 100 jobs wants under altered parameters. */
static struct wants wants_of(void (*alter)(struct scenario *scenario))
{
    struct scenario scenario = whole();
    struct run run = {0};
    struct wants wants;
    if (alter != NULL) {
        alter(&scenario);
    }
    struct world *w = begin(&run, &scenario, 1);
    w->firms.reference[0] = 100;
    w->firms.permanent[0] = w->firms.transitory[0] = 0;
    w->firms.markup[0] = 0;
    w->firms.rounding[0] = 0.5F;
    w->firms.sector[0] = 0;
    staffing_wanted(w, 0, w->sim->first_day, &wants.core, &wants.flexible);
    wants.quantile = staffing_core_quantile(w);
    wants.band = staffing_band(w);
    run_clear(&run);
    scenario_clear(&scenario);
    return wants;
}

static void dearer_cdd(struct scenario *scenario)
{
    contract_of(scenario, ROW_CDD)->end_bonus += 0.3;
}

static void dearer_dismissal(struct scenario *scenario)
{
    contract_of(scenario, ROW_CDI)->dismissal_months += 24;
}

static void riskier_dismissal(struct scenario *scenario)
{
    values_of(scenario)->staffing.dismissal_risk += 0.2;
}

static void dearer_agency(struct scenario *scenario)
{
    contract_of(scenario, ROW_INTERIM)->agency_markup += 0.05;
}

static void no_agency(struct scenario *scenario)
{
    contract_of(scenario, ROW_INTERIM)->allowed = false;
}

static void no_fixed_terms(struct scenario *scenario)
{
    contract_of(scenario, ROW_CDD)->allowed = contract_of(scenario, ROW_INTERIM)->allowed = false;
}

static void cheaper_hiring(struct scenario *scenario)
{
    contract_of(scenario, ROW_CDI)->hiring_months = 0;
}

static void more_volatile(struct scenario *scenario)
{
    sector_of(scenario, 0)->spread = 0.4;
}

static void less_volatile(struct scenario *scenario)
{
    sector_of(scenario, 0)->spread = 0;
}

static void boom(struct scenario *scenario)
{
    values_of(scenario)->demand.level = 0.2;
}

static void longer_flexible(struct scenario *scenario)
{
    values_of(scenario)->staffing.flexible_days *= 4;
}

static void test_prices_of_contracts(void **state)
{
    (void)state;
    struct wants base = wants_of(NULL);
    assert_true(base.core > 50 && base.core < 100);
    assert_true(base.flexible > 0);
    assert_true(wants_of(dearer_cdd).core > base.core);
    assert_true(wants_of(dearer_dismissal).core < base.core);
    assert_true(wants_of(riskier_dismissal).core < base.core);
    assert_true(wants_of(cheaper_hiring).quantile > base.quantile);
    assert_true(wants_of(longer_flexible).core < base.core);
}

static void set_prices(struct scenario *scenario, double cdd, double agency)
{
    for (size_t c = 0; c < values_of(scenario)->contracts.count; c++) {
        struct contract *contract = contract_of(scenario, c);
        contract->end_bonus = contract->status == STATUS_CDD ? cdd : contract->end_bonus;
        contract->agency_markup = contract->status == STATUS_INTERIM ? agency : contract->agency_markup;
    }
}

static double quantile_at(double cdd, double agency)
{
    struct scenario scenario = whole();
    struct run run = {0};
    set_prices(&scenario, cdd, agency);
    double quantile = staffing_core_quantile(begin(&run, &scenario, 1));
    run_clear(&run);
    scenario_clear(&scenario);
    return quantile;
}

/* The core grows with the price of each way to cover a peak, far beyond today's prices, and when one is no
 * longer allowed. Where nothing covers peaks the core is held for nearly all demand. */
static void test_agencies(void **state)
{
    (void)state;
    struct wants base = wants_of(NULL);
    assert_true(wants_of(dearer_agency).quantile > base.quantile);
    assert_true(wants_of(no_agency).quantile > base.quantile);
    for (double price = 0.05; price < 1; price += 0.05) {
        assert_true(quantile_at(price, 0.2) >= quantile_at(price - 0.05, 0.2));
        assert_true(quantile_at(0.1, price + 0.05) >= quantile_at(0.1, price));
    }
    struct wants only_core = wants_of(no_fixed_terms);
    assert_float_equal(only_core.quantile, 0.999, 0);
    assert_true(only_core.core > 140 && only_core.flexible == 0);
}

static void test_demand(void **state)
{
    (void)state;
    struct wants base = wants_of(NULL);
    struct wants up = wants_of(boom);
    assert_true(up.core > base.core && up.core + up.flexible > base.core + base.flexible);
    assert_true(wants_of(more_volatile).core < base.core);
    struct wants certain = wants_of(less_volatile);
    assert_int_equal(certain.core, 100);
    assert_int_equal(certain.flexible, 0);
}

static void test_band(void **state)
{
    (void)state;
    struct wants base = wants_of(NULL);
    assert_true(wants_of(dearer_dismissal).band > base.band);
    assert_float_equal(base.band, 0.12 * 6 / 12, 1e-12);
}

/* The core is held to the quantile of demand at which one more is idle with probability c / k. */
static void test_newsvendor(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->demand.permanent_years = 1000;
    sector_of(&scenario, 0)->growth_spread = 0;
    struct world *w = begin(&run, &scenario, 1);
    w->firms.reference[0] = 10000;
    w->firms.permanent[0] = w->firms.transitory[0] = 0;
    w->firms.markup[0] = 0;
    w->firms.sector[0] = 0;
    int32_t core, flexible;
    int below = 0, draws = 0;
    double sum = 0;
    for (int32_t day = 0; day < 365 * 4000; day += 365) { /* a year apart: as good as independent */
        demand_shock(w, 0, day, 365);
        staffing_wanted(w, 0, 0, &core, &flexible);
        double demand = demand_now(w, 0, 0);
        below += demand < core;
        sum += demand;
        draws++;
    }
    double share = (double)below / draws;
    double quantile = staffing_core_quantile(w);
    /* binomial error of 4000 draws, 4 sigma: false alarm 6e-5 */
    assert_float_equal(share, quantile, 4 * __builtin_sqrt(quantile * (1 - quantile) / draws));
    assert_float_equal(sum / draws / 10000, 1, 4 * 0.15 / __builtin_sqrt(draws));
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_unit_cost(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    const struct world *w = begin(&run, &scenario, 1);
    /* 1.4, 10 % bonus, and a quarter of a month of cost over two months, over an output of 0.92 */
    assert_float_equal(contract_unit_cost(w, w->cdd, 2 * 30.4375), (1.4 + 0.1 + 1.4 * 0.125) / 0.92, 1e-12);
    assert_true(contract_unit_cost(w, w->cdd, 10) > contract_unit_cost(w, w->cdd, 100));
    assert_int_equal(contract_days_left(w, w->cdd, 500), 47);
    assert_int_equal(contract_days_left(w, w->cdd, 600), 0);
    assert_true(contract_days_left(w, w->cdi, 100000) > 100000);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prices_of_contracts),
        cmocka_unit_test(test_agencies),
        cmocka_unit_test(test_demand),
        cmocka_unit_test(test_band),
        cmocka_unit_test(test_newsvendor),
        cmocka_unit_test(test_unit_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
