/* Comparative statics of one firm, with no market: signs of what it wants when prices change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/demand.h"
#include "models/labour_market/firms/labour_cost.h"
#include "models/labour_market/firms/posting.h"
#include "models/labour_market/firms/staffing.h"
#include "sim/real.h"
#include "tests/labour_market/small_territory.h"

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
    w->employers.row[0].reference = 100;
    w->employers.row[0].permanent = w->employers.row[0].transitory = 0;
    w->employers.row[0].markup = w->employers.row[0].mature = 0;
    w->employers.row[0].rounding = 0.5F;
    w->employers.row[0].sector = 0;
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

/* A longer term is idle for longer; where peaks last it only spreads what hiring costs. */
static void longer_flexible(struct scenario *scenario)
{
    values_of(scenario)->staffing.flexible_days *= 4;
}

static void lasting(struct scenario *scenario)
{
    values_of(scenario)->demand.transitory_months = 1e6;
}

static void lasting_and_longer(struct scenario *scenario)
{
    lasting(scenario);
    longer_flexible(scenario);
}

static void test_prices_of_contracts(void **state)
{
    (void)state;
    struct wants base = wants_of(NULL);
    assert_true(base.core > 50 && base.core < 100);
    assert_true(base.flexible > 0);
    assert_true(wants_of(dearer_cdd).quantile > base.quantile); /* by less than a job of 100 */
    assert_true(wants_of(dearer_dismissal).core < base.core);
    assert_true(wants_of(riskier_dismissal).core < base.core);
    assert_true(wants_of(cheaper_hiring).quantile > base.quantile);
    assert_true(wants_of(longer_flexible).quantile > base.quantile);
    assert_true(wants_of(lasting_and_longer).quantile < wants_of(lasting).quantile);
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
 * longer allowed. Where nothing covers peaks the core is held for as much of demand as its sales pay. */
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
    assert_true(only_core.quantile > 0.98 &&
                only_core.quantile < 0.99); /* a lost sale costs 100, an hour 1.4 */
    assert_true(only_core.core > 120 && only_core.flexible == 0);
}

/* Hours in the mean of demand, over it, of a firm of the sector: those held, core and peaks that are covered,
 * and of these those worked; less what labour cost over `first` takes. */
struct hours {
    double held, worked;
};

static struct hours hours_at(struct world *w, double first)
{
    double quantile = w->core_quantile = staffing_core_quantile(w);
    double cover = w->peak_cover = contract_peak_cover(w, w->p->staffing.flexible_days);
    double spread = demand_sector_spread(w, 0);
    double z = quantile > 0 ? real_normal_quantile(quantile) : -40;
    double core = quantile > 0 ? real_exp(spread * z - spread * spread / 2) : 0;
    double above = real_normal_cdf(spread - z) - core * (1 - quantile);
    double scale = real_exp(-w->p->demand.cost_elasticity * (real_log(labour_cost_of_demand(w, 0)) - first));
    return (struct hours){scale * (core + cover * above), scale * (1 - above + cover * above)};
}

/* Raises price number `what`; returns false behind the last. */
static bool raise(struct institutions *law, int what)
{
    struct contract *cdi = &law->contract[ROW_CDI], *cdd = &law->contract[ROW_CDD];
    struct contract *agency = &law->contract[ROW_INTERIM];
    cdi->contributions += what == 0 ? 0.02 : 0;
    cdi->hiring_months += what == 1 ? 0.5 : 0;
    cdi->dismissal_months += what == 2 ? 3 : 0;
    cdd->end_bonus += what == 3 ? 0.05 : 0;
    cdd->hiring_months += what == 4 ? 0.2 : 0;
    agency->agency_markup += what == 5 ? 0.05 : 0;
    agency->end_bonus += what == 6 ? 0.05 : 0;
    return what < 7;
}

static void expect_no_more(struct hours now, struct hours before)
{
    assert_true(now.worked <= before.worked * (1 + 1e-9));
    assert_true(now.held <= before.held * (1 + 5e-4));
}

/* Whatever price of labour rises, or contract is forbidden: the hours worked never rise, however sharply
 * firms choose, whatever a sale is worth, and for calm and volatile demand. Those held may rise by a trifle
 * where nearly all peaks are covered: dearer flexible staff makes it pay to hold a core that stands idle more
 * often. */
static void test_hours_never_rise_with_a_price(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct parameters *p = (struct parameters *)w->p;
    const struct institutions law = w->institutions;
    p->demand.cost_elasticity = 0.4;
    for (int setting = 0; setting < 27; setting++) {
        p->staffing.cost_sensitivity = 2.5 * (1 + setting % 3);
        p->staffing.lost_sale = 1.8 + 0.3 * (setting / 3 % 3);
        ((struct sector *)p->sectors.rows)[0].spread = 0.1 + 0.15 * (setting / 9);
        w->institutions = law;
        hours_at(w, 0);
        double first = real_log(labour_cost_of_demand(w, 0));
        struct hours base = hours_at(w, first);
        for (int what = 0; raise(&w->institutions, what); what++) {
            struct hours last = base;
            for (int step = 0; step < 20; step++) {
                struct hours now = hours_at(w, first);
                expect_no_more(now, last);
                last = now;
                raise(&w->institutions, what);
            }
            w->institutions = law;
        }
        w->institutions.contract[ROW_INTERIM].allowed = false;
        struct hours without_agency = hours_at(w, first);
        w->institutions.contract[ROW_CDD].allowed = false;
        expect_no_more(without_agency, base);
        expect_no_more(hours_at(w, first), without_agency);
        w->institutions = law;
    }
    run_clear(&run);
    scenario_clear(&scenario);
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
    w->employers.row[0].reference = 10000;
    w->employers.row[0].permanent = w->employers.row[0].transitory = 0;
    w->employers.row[0].markup = w->employers.row[0].mature = 0;
    w->employers.row[0].sector = 0;
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

/* Posts of every second occupation have few hours, and demand stands still. */
static struct scenario standing(double part_time, double hours)
{
    struct scenario scenario = plain();
    struct parameters *p = values_of(&scenario);
    for (size_t o = 0; o < p->occupations.count; o++) {
        struct occupation *occupation = &((struct occupation *)p->occupations.rows)[o];
        occupation->hours = 40;
        occupation->part_time = part_time;
        occupation->part_time_hours = hours;
    }
    for (size_t s = 0; s < p->sectors.count; s++) {
        sector_of(&scenario, s)->growth_spread = sector_of(&scenario, s)->spread = 0;
        sector_of(&scenario, s)->season = 0;
    }
    p->wages.raise = 0;
    p->firms.birth_size = 1;                /* firms do not grow */
    p->hours.raised = p->hours.reduced = 0; /* nor do jobs */
    p->staffing.convert = 0;                /* whom a firm keeps may come beside whom it has looked for */
    return scenario;
}

/* Firms of any size, those of one person too, come within half a post of the hours they want, held and open
 * together, and dismiss hardly anybody to look for someone again: posts are whole. */
static void test_hours_wanted(void **state)
{
    (void)state;
    struct scenario scenario = standing(0.5, 10);
    struct run run = {0};
    scenario.run->end = scenario.run->start + 600;
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 400, true);
    int64_t dismissed = separations_for(&run, REASON_ECONOMIC);
    int small = 0;
    for (size_t f = 0; f < world_firms(w); f++) {
        const struct employer *firm = &w->employers.row[f];
        double post = posting_mean_hours(w, f);
        assert_float_equal(post, 25, 1e-9);
        small += firm->core_wanted > 0 && firm->core_wanted < 2 * post;
    }
    assert_true(small > 5);
    live_until(&run, run.sim.first_day + 600, true);
    assert_in_range(separations_for(&run, REASON_ECONOMIC) - dismissed, 0, 3); /* of a hundred firms */
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Heads and hours of a place where demand stands still. */
static void staff_of(double part_time, double hours, int64_t *heads, int64_t *worked)
{
    struct scenario scenario = standing(part_time, hours);
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 150, true);
    *heads = *worked = 0;
    for (size_t f = 0; f < world_firms(w); f++) {
        *heads += firm_size(&w->employers, f);
        *worked += w->employers.row[f].core_hours + w->employers.row[f].peak_hours;
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Where all posts are alike, hours do not matter for heads, bit for bit: nobody works part-time, or all do.
 */
static void test_all_alike(void **state)
{
    (void)state;
    int64_t heads[3], worked[3];
    staff_of(0, 20, &heads[0], &worked[0]);
    staff_of(1, 20, &heads[1], &worked[1]);
    staff_of(0.5, 40, &heads[2], &worked[2]);
    assert_int_equal(worked[0], 40 * heads[0]);
    assert_int_equal(worked[1], 20 * heads[1]);
    assert_int_equal(heads[0], heads[1]);
    assert_int_equal(heads[0], heads[2]);
}

/* When demand falls, the newest go first, until what is left over is less than a post, and nothing is posted
 * in their place. */
static void test_cut(void **state)
{
    (void)state;
    struct scenario scenario = standing(0.5, 10);
    struct run run = {0};
    scenario.run->end = scenario.run->start + 600;
    change_at(&scenario, scenario.run->start + 300, "demand.level", "-0.5");
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 299, true);
    int64_t before = separations_for(&run, REASON_ECONOMIC);
    live_until(&run, run.sim.first_day + 340, true);
    assert_true(separations_for(&run, REASON_ECONOMIC) > before + 20);
    for (size_t f = 0; f < world_firms(w); f++) {
        const struct employer *firm = &w->employers.row[f];
        double most = firm->core_wanted * (1 + staffing_band(w)) + 2 * posting_mean_hours(w, f);
        assert_true(firm->core_hours + firm->marginal_hours <= most + 40);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A firm that loses a third of its demand at most, at a rate of one a year: there is a loss a year, none is
 * larger, and demand neither grows nor shrinks in the mean. A public employer loses nothing. */
static void test_losses(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    values_of(&scenario)->demand.permanent_years = 1000;
    values_of(&scenario)->demand.loss_rate = 1;
    values_of(&scenario)->demand.loss_share = 1.0 / 3;
    sector_of(&scenario, 0)->growth_spread = 0;
    sector_of(&scenario, 0)->branch = BRANCH_INDUSTRY;
    struct world *w = begin(&run, &scenario, 1);
    struct employer *firm = &w->employers.row[0];
    firm->sector = 0;
    int draws = 4000, fell = 0;
    double sum = 0;
    for (int32_t month = 0; month < 12 * draws; month++) {
        firm->permanent = month % 12 == 0 ? 0 : firm->permanent;
        double before = firm->permanent;
        demand_shock(w, 0, 30 * month, DAYS_PER_YEAR / 12);
        double kept = real_exp(firm->permanent - before);
        assert_true(kept >= 2.0 / 3);
        fell += kept < 1;
        sum += month % 12 == 11 ? real_exp(firm->permanent) : 0;
    }
    double losses = 12.0 * draws * (1.0 / 12); /* expected: one a year */
    assert_float_equal(fell, losses, 5 * __builtin_sqrt(losses));
    assert_float_equal(sum / draws, 1, 0.02); /* the product of twelve is not quite 1: (1 + x)e^-x */
    ((struct sector *)w->p->sectors.rows)[0].branch = BRANCH_PUBLIC;
    firm->permanent = 0;
    demand_shock(w, 0, 7, 365);
    assert_true(firm->permanent == 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prices_of_contracts),
        cmocka_unit_test(test_agencies),
        cmocka_unit_test(test_hours_never_rise_with_a_price),
        cmocka_unit_test(test_demand),
        cmocka_unit_test(test_band),
        cmocka_unit_test(test_newsvendor),
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_unit_cost),
        cmocka_unit_test(test_hours_wanted),
        cmocka_unit_test(test_all_alike),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
