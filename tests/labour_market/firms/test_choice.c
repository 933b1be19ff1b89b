/* The choice of a contract, alone: the logit on cost, and what law and length leave to choose from. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "models/labour_market/firms/contract_choice.h"
#include "models/labour_market/firms/wages.h"
#include "tests/labour_market/small_territory.h"

enum { DRAWS = 20000 };

struct shares {
    double of[ROW_COUNT], none;
};

/* Shares of 20 000 choices in sector 1, which has no taste for agency workers; takes the scenario. */
static struct shares shares_for(struct scenario scenario, enum need need, int32_t days)
{
    struct run run = {0};
    struct shares shares = {{0}, 0};
    const struct world *w = begin(&run, &scenario, 1);
    for (uint32_t k = 0; k < DRAWS; k++) {
        struct rng rng = rng_at(rng_purpose(1, "test of choice"), k, 0);
        uint8_t contract = contract_choose(w, &rng, need, 1, days);
        *(contract == NO_CONTRACT ? &shares.none : &shares.of[contract]) += 1.0 / DRAWS;
    }
    run_clear(&run);
    scenario_clear(&scenario);
    return shares;
}

/* Of the needs for which someone is hired. */
static double of_hired(struct shares shares, size_t row)
{
    return shares.of[row] / (1 - shares.none);
}

static void expect_share(double share, double expected)
{
    assert_float_equal(share, expected, 5 * sqrt(expected * (1 - expected) / DRAWS) + 1e-9); /* 5 sigma */
}

/* A choice among CDD and agency work that cost and preference leave even, where peaks last. */
static struct scenario even(double sensitivity)
{
    struct scenario scenario = whole();
    for (size_t row = 0; row < ROW_COUNT; row++) {
        contract_of(&scenario, row)->preference = 0;
    }
    values_of(&scenario)->staffing.cost_sensitivity = sensitivity;
    values_of(&scenario)->demand.transitory_months = 1e6;
    return scenario;
}

static void test_cost_does_not_matter(void **state)
{
    (void)state;
    struct shares peak = shares_for(even(0), NEED_PEAK, 60);
    expect_share(peak.of[ROW_CDD], 0.5);
    expect_share(peak.of[ROW_INTERIM], 0.5);
    struct shares core = shares_for(even(0), NEED_CORE, 3000);
    expect_share(core.of[ROW_CDI], 1);

    struct scenario scenario = even(0);
    contract_of(&scenario, ROW_CDD)->preference = log(3);
    expect_share(of_hired(shares_for(scenario, NEED_TASK, 5), ROW_CDD), 0.75);
    scenario = even(0);
    sector_of(&scenario, 1)->interim = log(4);
    expect_share(of_hired(shares_for(scenario, NEED_TASK, 5), ROW_INTERIM), 0.8);
    scenario = even(0);
    values_of(&scenario)->tasks.interim = -log(4); /* for tasks, not for peaks */
    expect_share(of_hired(shares_for(scenario, NEED_TASK, 5), ROW_INTERIM), 0.2);
    scenario = even(0);
    values_of(&scenario)->tasks.interim = -log(4);
    expect_share(shares_for(scenario, NEED_PEAK, 60).of[ROW_INTERIM], 0.5);
}

/* Log odds are the difference of unit cost times the sensitivity. */
static void test_logit(void **state)
{
    (void)state;
    struct scenario scenario = even(10);
    struct run run = {0};
    const struct world *w = begin(&run, &scenario, 1);
    double cdd = contract_task_cost(w, ROW_CDD, 5), interim = contract_task_cost(w, ROW_INTERIM, 5);
    run_clear(&run);
    scenario_clear(&scenario);
    expect_share(shares_for(even(10), NEED_TASK, 5).of[ROW_CDD], 1 / (1 + exp(-10 * (interim - cdd))));
}

/* What makes a contract dearer, one thing after the other. */
static void dearer_by(struct contract *contract, int what)
{
    contract->contributions += what == 0 ? 0.2 : 0;
    contract->end_bonus += what == 1 ? 0.2 : 0;
    contract->output -= what == 2 ? 0.2 : 0;
    contract->short_tax += what == 3 ? 0.3 : 0;
    contract->pay += what == 4 ? 0.2 : 0;
}

static void test_dearer_is_less(void **state)
{
    (void)state;
    static const enum need needs[] = {NEED_PEAK, NEED_TASK};
    for (size_t n = 0; n < 2; n++) {
        struct shares base = shares_for(even(12), needs[n], 20);
        for (size_t row = ROW_CDD; row <= ROW_INTERIM; row++) {
            for (int what = 0; what < 5; what++) {
                struct scenario scenario = even(12);
                dearer_by(contract_of(&scenario, row), what);
                assert_true(shares_for(scenario, needs[n], 20).of[row] < base.of[row] - 0.02);
            }
        }
        struct scenario scenario = even(12);
        contract_of(&scenario, ROW_INTERIM)->agency_markup += 0.2;
        assert_true(shares_for(scenario, needs[n], 20).of[ROW_INTERIM] < base.of[ROW_INTERIM] - 0.02);
    }
}

static void test_short_tax_on_short_ones(void **state)
{
    (void)state;
    struct scenario scenario = even(12);
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct contract *cdd = &w->institutions.contract[ROW_CDD];
    double at_most = contract_unit_cost(w, ROW_CDD, 30), longer = contract_unit_cost(w, ROW_CDD, 31);
    double task = contract_task_cost(w, ROW_CDD, 30), open_ended = contract_unit_cost(w, ROW_CDI, 20);
    cdd->short_tax = 0.03;
    cdd->short_days = 30;
    w->institutions.contract[ROW_CDI].short_tax = 0.03;
    assert_float_equal(contract_unit_cost(w, ROW_CDD, 30), at_most + 0.03 / cdd->output, 1e-12);
    assert_float_equal(contract_task_cost(w, ROW_CDD, 30), task + 0.03 / cdd->output, 1e-12);
    assert_float_equal(contract_unit_cost(w, ROW_CDD, 31), longer, 0);
    assert_float_equal(contract_unit_cost(w, ROW_CDI, 20), open_ended, 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Nothing longer than the law allows; a CDI covers no peak; training and marginal work are no choice here. */
static void test_lengths_of_the_law(void **state)
{
    (void)state;
    for (int32_t days = 50; days <= 400; days += 50) {
        struct scenario scenario = even(0);
        contract_of(&scenario, ROW_CDD)->longest_days = 100;
        contract_of(&scenario, ROW_INTERIM)->longest_days = 200;
        struct shares peak = shares_for(scenario, NEED_PEAK, days);
        assert_int_equal(peak.of[ROW_CDD] > 0, days <= 100);
        assert_int_equal(peak.of[ROW_INTERIM] > 0, days <= 200);
        assert_int_equal(peak.none > 0, days > 200);
        assert_true(peak.of[ROW_CDI] == 0 && peak.of[ROW_APPRENTICE] == 0 && peak.of[ROW_MINI_JOB] == 0);
    }
    struct shares task = shares_for(even(0), NEED_TASK, 400);
    assert_true(task.of[ROW_CDI] == 0 && task.of[ROW_APPRENTICE] == 0 && task.of[ROW_MINI_JOB] == 0);
}

/* Of what is allowed; where nothing is, there is no choice, and a peak costs what is not sold. */
static void test_not_allowed(void **state)
{
    (void)state;
    struct scenario scenario = even(12);
    contract_of(&scenario, ROW_CDD)->allowed = false;
    expect_share(shares_for(scenario, NEED_TASK, 5).of[ROW_INTERIM], 1);
    scenario = even(12);
    contract_of(&scenario, ROW_CDD)->allowed = contract_of(&scenario, ROW_INTERIM)->allowed = false;
    expect_share(shares_for(scenario, NEED_TASK, 5).none, 1);
    scenario = even(12);
    contract_of(&scenario, ROW_CDI)->allowed = false;
    expect_share(shares_for(scenario, NEED_CORE, 3000).none, 1);

    struct run run = {0};
    scenario = even(12);
    struct world *w = begin(&run, &scenario, 1);
    double both = contract_peak_cost(w, 60);
    double cdd = contract_peak_unit_cost(w, ROW_CDD, 60),
           interim = contract_peak_unit_cost(w, ROW_INTERIM, 60);
    double base = cdd < interim ? cdd : interim, dearer = cdd < interim ? interim : cdd;
    assert_true(both > base && both < dearer); /* between the two of which one can choose */
    w->institutions.contract[ROW_CDD].allowed = false;
    /* by hand: exp(-12 (interim - cdd)) is left of a sum that is 3 where both and a lost sale cost the same;
       it costs 100, and nothing is lost */
    double left = cdd + (log(3) + 12 * (interim - cdd)) / 12;
    assert_float_equal(contract_peak_cost(w, 60), left, 1e-12);
    assert_true(left > both && left > interim); /* one makes do with what suits less */
    assert_float_equal(contract_peak_cover(w, 60), 1, 1e-12);
    w->institutions.contract[ROW_INTERIM].allowed = false;
    assert_float_equal(contract_peak_cost(w, 60), 100 + log(3) / 12, 1e-9);
    assert_true(contract_peak_cover(w, 60) < 1e-300); /* no number that is none */
    run_clear(&run);
    scenario_clear(&scenario);
}

/* A sale that is worth as much as hiring costs is lost as often as either contract is chosen; one that is
 * worth less, more often; a task likewise. */
static void test_lost_sale(void **state)
{
    (void)state;
    struct scenario scenario = even(12);
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct parameters *p = (struct parameters *)w->p;
    w->institutions.contract[ROW_INTERIM] = w->institutions.contract[ROW_CDD];
    w->institutions.contract[ROW_INTERIM].status = STATUS_INTERIM;
    p->interim.days = 60;
    p->staffing.lost_sale = contract_peak_unit_cost(w, ROW_CDD, 60);
    assert_float_equal(contract_peak_cover(w, 60), 2.0 / 3, 1e-12);
    double last = 1;
    for (double value = 3; value > 0.5; value -= 0.1) {
        p->staffing.lost_sale = value;
        double cover = contract_peak_cover(w, 60);
        assert_true(cover < last);
        last = cover;
    }
    run_clear(&run);
    scenario_clear(&scenario);
    scenario = even(12);
    values_of(&scenario)->tasks.lost_sale = 1e-3;
    assert_true(shares_for(scenario, NEED_TASK, 5).none > 0.99);
}

/* Idle hours at the end of a term: none where it is short, more for a longer one, all where peaks pass at
 * once. A mission is as long as missions are, whatever the peak. */
static void test_idle_days(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    struct parameters *p = (struct parameters *)w->p;
    p->demand.transitory_months = 10;
    assert_float_equal(contract_useful(w, ROW_CDD, 0.001), 1, 1e-5);
    /* as long as peaks last in the mean: 1 - 1/e of it */
    assert_float_equal(contract_useful(w, ROW_CDD, 10 * DAYS_PER_MONTH), 1 - exp(-1), 1e-12);
    double last = 1;
    for (double days = 10; days < 1000; days *= 1.5) {
        assert_true(contract_useful(w, ROW_CDD, days) < last);
        last = contract_useful(w, ROW_CDD, days);
        double cost = contract_unit_cost(w, ROW_CDD, days) / last;
        assert_float_equal(contract_peak_unit_cost(w, ROW_CDD, days), cost, 1e-12);
    }
    p->interim.days = 30;
    assert_float_equal(contract_useful(w, ROW_INTERIM, 500), contract_useful(w, ROW_CDD, 30), 1e-12);
    p->demand.transitory_months = 1e-3;
    assert_float_equal(contract_useful(w, ROW_CDD, 200), 0, 1e-3);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Weekly hours of a contract: those of the post or its own, never more than its caps allow. */
static void test_hours(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    assert_int_equal(contract_hours(w, ROW_CDI, 1500, 35), 35);
    assert_int_equal(contract_hours(w, ROW_MINI_JOB, 900, 35), 11); /* 450 EUR a month at 9.00 an hour */
    assert_int_equal(contract_hours(w, ROW_MINI_JOB, 800, 35), 12); /* the cap of hours */
    assert_int_equal(contract_hours(w, ROW_MINI_JOB, 5000, 35), 2);
    assert_int_equal(contract_hours(w, ROW_MINI_JOB, 100000, 35), 1);
    assert_int_equal(contract_marginal(w), ROW_MINI_JOB);
    w->institutions.contract[ROW_MINI_JOB].allowed = false;
    assert_int_equal(contract_marginal(w), NO_CONTRACT);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* What the caps leave of a week, at the pay of the place, makes up a post and is paid for in hiring. */
static void test_marginal_posts(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    size_t sector = w->employers.row[0].sector, place = w->employers.row[0].zone * w->sector_count + sector;
    double pay = 0;
    for (size_t o = 0; o < w->occupation_count; o++) {
        pay += w->trades.share[sector * w->occupation_count + o] /
               wage_typical(w, w->employers.row[0].zone, sector, o, ROW_MINI_JOB);
    }
    struct contract *contract = &w->institutions.contract[ROW_MINI_JOB];
    contract->hours = 40;
    contract->hiring_months = 1;
    contract->pay_cap = 400;
    contract_set_marginal_hours(w);
    double hours = 40000 / 4.348 * pay;
    assert_float_equal(w->marginal_hours[place], hours, 1e-9);
    double cost = contract_marginal_cost(w, 0, 1000);
    assert_true(cost > contract_unit_cost(w, ROW_MINI_JOB, 1000));
    contract->pay_cap = 200;
    contract_set_marginal_hours(w);
    assert_float_equal(w->marginal_hours[place], hours / 2, 1e-9);
    assert_true(contract_marginal_cost(w, 0, 1000) > cost);
    contract->pay_cap = 20000;
    contract->hours = w->post_hours[sector] / 2; /* two make a post: twice the cost of hiring */
    contract_set_marginal_hours(w);
    double halves = contract_marginal_cost(w, 0, 1000);
    double paid = contract->pay * (1 + contract->contributions) / contract->output;
    double hiring = paid * contract->hiring_months / (1000 / DAYS_PER_MONTH);
    contract->hours = 2 * w->post_hours[sector];
    contract_set_marginal_hours(w);
    assert_float_equal(halves - contract_marginal_cost(w, 0, 1000), hiring, 1e-6);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost_does_not_matter),
        cmocka_unit_test(test_logit),
        cmocka_unit_test(test_dearer_is_less),

        cmocka_unit_test(test_short_tax_on_short_ones),
        cmocka_unit_test(test_lengths_of_the_law),
        cmocka_unit_test(test_not_allowed),
        cmocka_unit_test(test_lost_sale),
        cmocka_unit_test(test_idle_days),
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_marginal_posts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
