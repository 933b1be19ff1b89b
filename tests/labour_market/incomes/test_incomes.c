/* Incomes and accounts: the market does not feel them, every euro has a payer and a payee, pay is that of the
 * days worked, and people get what the law says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "models/labour_market/incomes/home_month.h"
#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/incomes/inequality.h"
#include "models/labour_market/incomes/pay_levies.h"
#include "models/labour_market/outputs.h"
#include "models/labour_market/people/households.h"
#include "sim/date.h"
#include "tests/labour_market/law_of_france.h"
#include "tests/labour_market/small_territory.h"

static struct income_params *incomes_of(struct scenario *scenario)
{
    return (struct income_params *)part_params(values_of(scenario), &part_incomes);
}

static struct incomes *kept_in(const struct world *w)
{
    return part_state(w, &part_incomes);
}

static struct scenario with_incomes(void)
{
    struct scenario scenario = whole();
    read_law_of_france(&scenario);
    incomes_of(&scenario)->active = true;
    return scenario;
}

static size_t output(size_t own)
{
    return part_output(&part_incomes, own);
}

/* What was paid under a line in all months. */
static int64_t line_sum(const struct run *run, enum income_line line)
{
    int64_t sum = 0;
    size_t cells = run->sim.outputs.cells[output(OWN_account_paid)];
    for (size_t cell = line; cell < cells; cell += LINE_COUNT) {
        sum += sum_of(run, output(OWN_account_paid), cell, cell + 1);
    }
    return sum;
}

/* All that was recorded of the market before is recorded to the byte with incomes on. */
static void test_the_market_does_not_feel_them(void **state)
{
    (void)state;
    struct scenario off = whole(), on = with_incomes();
    struct run without = {0}, with = {0};
    live_through(&without, &off, 2, false);
    live_through(&with, &on, 2, false);
    size_t months = without.sim.outputs.period_count[OUTPUT_MONTHLY];
    assert_true(months >= 6);
    for (size_t id = 0; id < output(0); id++) {
        if (without.sim.outputs.declared[id].axis == OUTPUT_MONTHLY) {
            size_t bytes = months * without.sim.outputs.cells[id] * 8;
            assert_memory_equal(without.sim.outputs.records[id], with.sim.outputs.records[id], bytes);
        }
    }
    assert_true(line_sum(&with, LINE_GROSS_PAY) > 0);
    assert_int_equal(line_sum(&without, LINE_GROSS_PAY), 0);
    run_clear(&without);
    run_clear(&with);
    scenario_clear(&off);
    scenario_clear(&on);
}

/* Every day is audited; each line is received as it was paid; all accounts together have nothing. */
static void test_accounts_close(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    struct run run = {0};
    live_through(&run, &scenario, 2, true);
    const struct outputs *outputs = &run.sim.outputs;
    size_t cells = outputs->cells[output(OWN_account_paid)];
    for (size_t month = 0; month < outputs->period_count[OUTPUT_MONTHLY]; month++) {
        const int64_t *paid = outputs_record(outputs, output(OWN_account_paid), month);
        const int64_t *received = outputs_record(outputs, output(OWN_account_received), month);
        for (size_t line = 0; line < LINE_COUNT; line++) {
            int64_t difference = 0;
            for (size_t cell = line; cell < cells; cell += LINE_COUNT) {
                difference += paid[cell] - received[cell];
            }
            assert_int_equal(difference, 0);
        }
    }
    for (size_t line = 0; line < LINE_COUNT; line++) {
        bool some = line_sum(&run, line) > 0;
        assert_true(some || line == LINE_INCOME_TAX || line == LINE_FAMILY_ALLOWANCE);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_audit_sees_a_cent(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    struct run run = {0};
    struct error error = {0};
    struct world *w = begin(&run, &scenario, 1);
    live_until(&run, run.sim.first_day + 100, true);
    struct incomes *kept = kept_in(w);
    kept->accounts.balance[ACCOUNT_STATE]++;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    kept->accounts.balance[ACCOUNT_STATE]--;
    kept->people.row[7].total++;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    kept->people.row[7].total--;
    kept->flows.paid[LINE_PENSION]++;
    assert_int_equal(run_audit(&run, &error), STATUS_FAILED);
    kept->flows.paid[LINE_PENSION]--;
    error_clear(&error);
    must(run_audit(&run, &error), &error);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Gross pay against a book kept by the day: an hour's pay times a seventh of weekly hours, for each job that
 * is held in the evening. Pay that rises in a month counts for all of it, a cent is rounded for each job. */
static void test_pay_by_the_day(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    scenario.run->end = date_month_begin(scenario.run->end);
    struct run run = {0};
    struct error error = {0};
    const struct world *w = begin(&run, &scenario, 1);

    double book = 0;
    while (run.day < run.sim.end_day) {
        live_until(&run, run.day + 1, false);
        for (size_t job = 0; job < w->jobs.table.rows; job++) {
            book += job_held(w, job) ? w->jobs.row[job].pay * w->jobs.row[job].hours / 7.0 : 0;
        }
    }
    must(run_finish(&run, &error), &error);
    double gross = (double)line_sum(&run, LINE_GROSS_PAY);
    print_message("gross pay %.0f, by the day %.0f\n", gross, book);
    assert_true(gross > 0.998 * book && gross < 1.002 * book);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Without levies and transfers net is gross: all that is left are pay, pensions and own income. */
static void test_no_law(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    static const char *const kept[] = {"smic_hourly", "smic_hours", "pss_monthly", "complementary_ceiling",
                                       "unemployment_ceiling"};
    struct dated_law *law = (struct dated_law *)part_params(values_of(&scenario), &part_dated_law);
    for (size_t k = 0; k < law->law.count; k++) {
        struct dated_law_row *row = (struct dated_law_row *)law->law.rows + k;
        bool keep = false;
        for (size_t r = 0; r < sizeof kept / sizeof kept[0]; r++) {
            keep |= strcmp(row->rule.chars, kept[r]) == 0;
        }
        row->value = keep ? row->value : 0;
    }
    incomes_of(&scenario)->own_contributions = 0;
    struct run run = {0};
    live_through(&run, &scenario, 1, true);
    for (size_t line = 0; line < LINE_COUNT; line++) {
        bool left = line == LINE_GROSS_PAY || line == LINE_PENSION || line == LINE_OWN_INCOME;
        assert_int_equal(line_sum(&run, line) > 0, left);
    }
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Nobody takes up: nothing is paid by means. More take-up costs more. */
static void test_take_up(void **state)
{
    (void)state;
    int64_t before = -1;
    for (int tenth = 0; tenth <= 10; tenth += 5) {
        struct scenario scenario = with_incomes();
        struct run run = {0};
        incomes_of(&scenario)->minimum_income_take_up = incomes_of(&scenario)->in_work_take_up = tenth / 10.0;
        live_through(&run, &scenario, 1, false);
        int64_t paid = line_sum(&run, LINE_MINIMUM_INCOME) + line_sum(&run, LINE_IN_WORK_BENEFIT);
        assert_true(paid > before && (tenth > 0 || paid == 0));
        before = paid;
        run_clear(&run);
        scenario_clear(&scenario);
    }
}

/* A person alone at 35 hours and the minimum wage in the small firms of the territory: the month's net pay is
 * the law's, for each day of the month a seventh of a week. */
static void test_a_month_at_the_minimum(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    struct run run = {0};
    struct world *w = begin(&run, &scenario, 1);
    int32_t day = date_month_next(run.sim.start_day + 40);
    live_until(&run, day - 1, true); /* the last day of a month is to come */
    size_t i = 0;
    while (w->people.row[i].status != STATUS_CDI || w->people.row[i].since > day - 40 ||
           w->people.row[i].beside > 0 || w->people.partner[i] != NOBODY ||
           w->people.row[i].leave_day <= day + 1) {
        i++;
    }
    w->jobs.row[i].pay = 967;
    kept_in(w)->people.row[i].tax = 0;
    int64_t before = kept_in(w)->people.row[i].earned_year;
    uint8_t hours = w->jobs.row[i].hours;
    bool public = world_sector(w, w->employers.row[w->jobs.row[i].place].sector)->branch == BRANCH_PUBLIC;
    struct law_values law = law_of_france("2016-03-01");
    struct pay_levies levies;
    pay_levies_at(&law, 9.67, w->jobs.row[i].size_since >= 20, &levies);
    int32_t days = day - date_month_begin(day - 1);
    live_until(&run, day, true);
    double gross = 9.67 * hours * days / 7;
    double net = gross * (pay_net_share(&levies) + (public ? levies.employee_unemployment : 0));
    double got = (double)(kept_in(w)->people.row[i].earned_year - before) / 100;
    assert_true(got > net - 0.05 && got < net + 0.05);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_threads(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    uint64_t one = digest_of(&scenario, 1);
    assert_int_equal(digest_of(&scenario, 3), one);
    scenario_clear(&scenario);
}

/* ---- Who is poor ------------------------------------------------------------------------------------ */

/* A year and some days, whose last day can be looked at again with other incomes. */
static struct world *a_year(struct run *run, const struct scenario *scenario, struct month_books *b)
{
    struct world *w = begin(run, scenario, 1);
    live_until(run, scenario->run->end - 1, true);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        kept_in(w)->people.row[i].months_here = 12;
    }
    int32_t year = date_year_begin(run->day);
    *b = (struct month_books){.w = w, .state = kept_in(w), .begin = date_month_begin(year - 1), .end = year};
    return w;
}

/* What a household needs, times `euros`, in the hands of its head; young people at home have their share. */
static void give(struct world *w, size_t i, int32_t end, double euros)
{
    bool home = household_living(w, i, end) == LIVING_PARENTS;
    double needs = home ? 0.5 : home_is_head(w, i) ? household_scale(w, i) : 0;
    kept_in(w)->people.row[i].net_year = (int32_t)(needs * euros * 100 + 0.5);
}

static double figure(const struct world *w, size_t own, size_t cell)
{
    return outputs_reals(&w->sim->outputs, output(own))[cell];
}

/* All have the same for their needs: no spread, nobody is poor. */
static void test_equals(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    scenario.run->end = scenario.run->start + 380;
    struct run run = {0};
    struct month_books b;
    struct world *w = a_year(&run, &scenario, &b);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        give(w, i, b.end, 12000);
    }
    inequality_observe(&b);
    for (size_t d = 0; d < 9; d++) {
        assert_true(figure(w, OWN_disposable_decile, d) > 11989 &&
                    figure(w, OWN_disposable_decile, d) < 12011);
    }
    assert_true(figure(w, OWN_gini, 0) < 0.1);
    assert_true(figure(w, OWN_poverty, 0) == 0 && figure(w, OWN_poverty, 1) == 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* All have 30 000 EUR for their needs but some who live alone in one zone of two, who have 10 000: they are
 * the poor, by both lines. */
static void test_the_poor(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    scenario.run->end = scenario.run->start + 380;
    values_of(&scenario)->households.home_age = 0; /* nobody lives with the parents */
    struct run run = {0};
    struct month_books b;
    struct world *w = a_year(&run, &scenario, &b);
    for (size_t i = 0; i < w->people.table.rows; i++) {
        bool poor = w->people.row[i].zone == 1 && i % 3 == 0 && w->people.partner[i] == NOBODY &&
                    household_living(w, i, b.end) != LIVING_PARENTS;
        give(w, i, b.end, poor ? 10000 : 30000);
    }
    inequality_observe(&b);
    double poor = figure(w, OWN_poverty, 0);
    assert_true(poor > 0 && poor < 30);
    assert_float_equal(figure(w, OWN_poverty, 1), poor, 1e-9);
    assert_float_equal(figure(w, OWN_poverty_by_zone, 0), 0, 1e-9);
    assert_true(figure(w, OWN_poverty_by_zone, 1) > poor);
    assert_true(figure(w, OWN_disposable_decile, 4) > 29980);
    double men = figure(w, OWN_poverty_by_sex, 0), women = figure(w, OWN_poverty_by_sex, 1);
    assert_true(men > 0 && women > 0);
    /* Two groups: Gini is the share of the poor among people less their share of income. */
    double share = poor / 100, income = share * 10000 / (share * 10000 + (1 - share) * 30000);
    assert_float_equal(figure(w, OWN_gini, 0), 100 * (share - income), 0.05);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Incomes need a law that says something of the first day. */
static void test_no_law_is_an_error(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct error error = {0};
    incomes_of(&scenario)->active = true;
    assert_int_equal(labour_market.check(values_of(&scenario), &error), STATUS_INPUT);
    assert_non_null(strstr(error.text, "law"));
    scenario_clear(&scenario);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    struct scenario scenario = with_incomes();
    assert_true(allocations_of_days(&scenario, 2) > 50);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_market_does_not_feel_them),
        cmocka_unit_test(test_accounts_close),
        cmocka_unit_test(test_audit_sees_a_cent),
        cmocka_unit_test(test_pay_by_the_day),
        cmocka_unit_test(test_no_law),
        cmocka_unit_test(test_take_up),
        cmocka_unit_test(test_a_month_at_the_minimum),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_equals),
        cmocka_unit_test(test_the_poor),
        cmocka_unit_test(test_no_law_is_an_error),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
