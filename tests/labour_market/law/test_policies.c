/* Policies: off they leave no trace, on they have the sign that they should, and two arms share people and
 * rng, so that a reform changes nothing before its day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/labour_market/firms/staffing.h"
#include "models/labour_market/parts.h"
#include "tests/labour_market/small_territory.h"

/* Each alters what its policy would set, without switching it on. */
static void idle_fixed_term(struct scenario *scenario)
{
    *fixed_term_of(values_of(scenario)) = (struct fixed_term_params){
        .end_bonus = 0.9, .short_tax = 5, .short_days = 500, .renewals = 0, .longest_days = 1};
}

static void idle_protection(struct scenario *scenario)
{
    *employment_protection_of(values_of(scenario)) = (struct protection_params){
        .notice_months = 24, .severance = 9, .risk_months = 60, .trial_days = 0, .agreed = 0};
}

static void idle_insurance(struct scenario *scenario)
{
    *unemployment_insurance_of(values_of(scenario)) =
        (struct insurance_params){.days_per_day = 7, .effort = 1};
}

static void idle_mini_jobs(struct scenario *scenario)
{
    *mini_jobs_of(values_of(scenario)) =
        (struct mini_job_params){.pay_cap = 1000, .hours_cap = 5, .contributions = 0};
}

static void idle_subsidy(struct scenario *scenario)
{
    *subsidy_of(scenario) = (struct hiring_subsidy_params){
        .share = 1, .months = 24, .jobless_months = 0, .least_months = 0, .fixed_terms = true};
}

static void idle_relief(struct scenario *scenario)
{
    contribution_relief_of(values_of(scenario))->until = 3;
}

static void idle_minimum(struct scenario *scenario)
{
    step_minimum(scenario, scenario->run->end + 1, 50, -1);
}

static struct scenario all_off(void)
{
    struct scenario scenario = whole();
    mini_jobs_of(values_of(&scenario))->allowed = false;
    unemployment_insurance_of(values_of(&scenario))->replacement = 0;
    scenario.run->end = scenario.run->start + 400;
    return scenario;
}

/* Parts that write into the law, on top of the territory, or bear a cost. */
static size_t count_policies(void)
{
    size_t count = 0;
    for (size_t k = 1; labour_market_parts[k] != NULL; k++) {
        count += labour_market_parts[k]->law != NULL || labour_market_parts[k]->aid != NULL;
    }
    return count;
}

static void test_off_leaves_no_trace(void **state)
{
    (void)state;
    const size_t policy_count = count_policies();
    void (*const idle[])(struct scenario * scenario) = {idle_fixed_term, idle_protection, idle_insurance,
                                                        idle_subsidy,    idle_mini_jobs,  idle_minimum,
                                                        idle_relief};
    assert_int_equal(policy_count, sizeof idle / sizeof idle[0]);
    struct scenario base = all_off();
    uint64_t off = digest_of(&base, 1);
    for (size_t k = 0; k < policy_count; k++) {
        struct scenario scenario = all_off();
        idle[k](&scenario);
        assert_int_equal(digest_of(&scenario, 1), off);
        scenario_clear(&scenario);
    }
    scenario_clear(&base);
}

/* On with the rules of the contract table, a policy is the table. */
static void test_on_with_the_same_rules(void **state)
{
    (void)state;
    struct scenario base = all_off(), same = all_off();
    *fixed_term_of(values_of(&same)) = (struct fixed_term_params){
        .active = true, .end_bonus = 0.1, .short_days = 30, .renewals = 2, .longest_days = 547};
    contract_of(&base, ROW_CDD)->short_days = 30;
    *employment_protection_of(values_of(&same)) = (struct protection_params){.active = true,
                                                                             .notice_months = 2,
                                                                             .severance = 0.25,
                                                                             .risk_months = 2,
                                                                             .trial_days = 150,
                                                                             .agreed = 1};
    assert_int_equal(digest_of(&base, 1), digest_of(&same, 1)); /* 2 + 8 years x 0.25 + 2 = 6 months */
    scenario_clear(&base);
    scenario_clear(&same);
}

static double quantile_under(struct scenario scenario)
{
    struct run run = {0};
    double quantile = staffing_core_quantile(begin(&run, &scenario, 1));
    run_clear(&run);
    scenario_clear(&scenario);
    return quantile;
}

static struct scenario fixed_term_on(double end_bonus, double short_tax)
{
    struct scenario scenario = plain();
    *fixed_term_of(values_of(&scenario)) = (struct fixed_term_params){.active = true,
                                                                      .end_bonus = end_bonus,
                                                                      .short_tax = short_tax,
                                                                      .short_days = 100,
                                                                      .renewals = 2,
                                                                      .longest_days = 547};
    return scenario;
}

static void test_fixed_term(void **state)
{
    (void)state;
    double base = quantile_under(plain());
    assert_true(quantile_under(fixed_term_on(0.3, 0)) > base);
    assert_true(quantile_under(fixed_term_on(0.1, 0.1)) > base);
    assert_true(quantile_under(fixed_term_on(0, 0)) < base);
    struct scenario scenario = fixed_term_on(0.1, 0);
    struct run run = {0};
    fixed_term_of(values_of(&scenario))->renewals = 0;
    values_of(&scenario)->staffing.renew = 1;
    live_through(&run, &scenario, 1, true);
    assert_int_equal(sum_all(&run, OUTPUT_renewals), 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

static struct scenario protected_by(double notice, double severance, double risk, double agreed)
{
    struct scenario scenario = plain();
    *employment_protection_of(values_of(&scenario)) = (struct protection_params){.active = true,
                                                                                 .notice_months = notice,
                                                                                 .severance = severance,
                                                                                 .risk_months = risk,
                                                                                 .trial_days = 150,
                                                                                 .agreed = agreed};
    values_of(&scenario)->separations.agreed = 0.5;
    return scenario;
}

static int64_t endings(struct scenario scenario, enum reason reason)
{
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    int64_t count = separations_for(&run, reason);
    run_clear(&run);
    scenario_clear(&scenario);
    return count;
}

static void test_employment_protection(void **state)
{
    (void)state;
    double base = quantile_under(protected_by(2, 0.25, 2, 1));
    assert_true(quantile_under(protected_by(6, 0.25, 2, 1)) < base);
    assert_true(quantile_under(protected_by(2, 1, 2, 1)) < base);
    assert_true(quantile_under(protected_by(2, 0.25, 12, 1)) < base);
    assert_true(quantile_under(protected_by(0, 0, 0, 1)) > base);
    int64_t usual = endings(protected_by(2, 0.25, 2, 1), REASON_AGREED);
    assert_int_equal(endings(protected_by(2, 0.25, 2, 0), REASON_AGREED), 0);
    assert_true(usual > 10 && endings(protected_by(2, 0.25, 2, 4), REASON_AGREED) > usual);
    /* a core that may exceed what is wanted by more is dismissed less */
    struct scenario cheap = protected_by(0, 0, 0, 1), dear = protected_by(12, 1, 24, 1);
    cheap.run->end = dear.run->end = cheap.run->start + 1000;
    assert_true(endings(cheap, REASON_ECONOMIC) > endings(dear, REASON_ECONOMIC));
    /* without a trial period a bad match is dismissed for cause */
    struct scenario no_trial = protected_by(2, 0.25, 2, 1);
    employment_protection_of(values_of(&no_trial))->trial_days = 0;
    contract_of(&no_trial, ROW_CDD)->trial_days = 0;
    assert_int_equal(endings(no_trial, REASON_TRIAL), 0);
}

/* The two arms are the same to the last bit until the morning of the reform, and are not the same afterwards.
 */
static void test_nothing_before_the_reform(void **state)
{
    (void)state;
    static const struct {
        const char *path, *value;
    } reforms[] = {{"minimum_wage.level", "13.00"},
                   {"mini_jobs.allowed", "false"},
                   {"mini_jobs.contributions", "0.05"},
                   {"fixed_term.active", "true"},
                   {"employment_protection.active", "true"},
                   {"unemployment_insurance.replacement", "0"},
                   {"contracts.cdd.end_bonus", "0.5"},
                   {"contracts.interim.allowed", "false"},
                   {"tasks.call_back", "0"},
                   {"demand.level", "-0.2"},
                   {"firms.exit_rate", "2"}};
    for (size_t k = 0; k < sizeof reforms / sizeof reforms[0]; k++) {
        struct scenario base = whole(), reform = whole();
        struct run arms[2] = {{0}, {0}};
        int32_t day = base.run->start + 150;
        fixed_term_of(values_of(&base))->renewals = fixed_term_of(values_of(&reform))->renewals = 0;
        employment_protection_of(values_of(&base))->risk_months = 30;
        employment_protection_of(values_of(&reform))->risk_months = 30;
        change_at(&reform, day, reforms[k].path, reforms[k].value);
        begin(&arms[0], &base, 1);
        begin(&arms[1], &reform, 1);
        live_until(&arms[0], day, false);
        live_until(&arms[1], day, false);
        assert_int_equal(run_digest(&arms[0]), run_digest(&arms[1]));
        live_until(&arms[0], base.run->end, false);
        live_until(&arms[1], base.run->end, true);
        if (run_digest(&arms[0]) == run_digest(&arms[1])) {
            fail_msg("%s = %s changes nothing", reforms[k].path, reforms[k].value);
        }
        run_clear(&arms[0]);
        run_clear(&arms[1]);
        scenario_clear(&base);
        scenario_clear(&reform);
    }
}

/* Whoever enters after the reform is the same person in both arms: traits come from the population's rng,
 * and the day of leaving does not depend on the market, but for a day where a second job ends first. */
static void test_arms_share_people(void **state)
{
    (void)state;
    struct scenario base = whole(), reform = whole();
    struct run arms[2] = {{0}, {0}};
    base.run->end = reform.run->end = base.run->start + 1500;
    change_at(&reform, base.run->start + 10, "demand.level", "-0.5");
    live_through(&arms[0], &base, 1, false);
    live_through(&arms[1], &reform, 1, false);
    const struct world *a = arms[0].world, *b = arms[1].world;
    int64_t later = 0, entered = 0;
    for (size_t i = 0; i < a->people.table.rows; i++) {
        if (a->people.row[i].generation != b->people.row[i].generation) {
            later++; /* one that leaves on the last day */
            continue;
        }
        entered += a->people.row[i].generation > 0;
        assert_true(abs(a->people.row[i].birth_day - b->people.row[i].birth_day) <= 2);
        assert_true(a->people.row[i].ability == b->people.row[i].ability);
        assert_true(a->people.row[i].attachment == b->people.row[i].attachment);
        assert_int_equal(a->people.row[i].qualification, b->people.row[i].qualification);
        assert_int_equal(a->people.row[i].female, b->people.row[i].female);
    }
    assert_true(later < 5 && entered > 100);
    for (int arm = 0; arm < 2; arm++) {
        run_clear(&arms[arm]);
    }
    scenario_clear(&base);
    scenario_clear(&reform);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_off_leaves_no_trace),
        cmocka_unit_test(test_on_with_the_same_rules),
        cmocka_unit_test(test_fixed_term),
        cmocka_unit_test(test_employment_protection),
        cmocka_unit_test(test_nothing_before_the_reform),
        cmocka_unit_test(test_arms_share_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
