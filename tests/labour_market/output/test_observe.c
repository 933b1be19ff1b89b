/* What is written down of a month is what there is on its last day, counted again one by one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "models/labour_market/state/hours_wanted.h"
#include "models/labour_market/state/person.h"
#include "sim/date.h"
#include "tests/labour_market/small_territory.h"

static const int64_t *last_record(const struct run *run, size_t output)
{
    const struct outputs *outputs = &run->sim.outputs;
    return outputs_record(outputs, output, outputs->period_count[OUTPUT_MONTHLY] - 1);
}

static double last_real(const struct run *run, size_t output, size_t cell)
{
    const struct outputs *outputs = &run->sim.outputs;
    return ((const double *)outputs_record(outputs, output, outputs->period_count[OUTPUT_MONTHLY] - 1))[cell];
}

/* A territory on the first day of a month, with people counted by a reference week of so many days. */
static const struct world *live_six_months(struct run *run, struct scenario *scenario, int64_t reference_days)
{
    values_of(scenario)->statistics.reference_days = reference_days;
    values_of(scenario)->search.looks = 1; /* some stay unemployed for a year */
    values_of(scenario)->search.second_share = 1;
    values_of(scenario)->search.marginal_days = 5;
    const struct world *w = begin(run, scenario, 2);
    live_until(run, date_day((struct date){2016, 7, 1}), true);
    return w;
}

static void test_people(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    const struct world *w = live_six_months(&run, &scenario, 0);
    const struct people *people = &w->people;
    int64_t stock[STATUS_COUNT][4][2] = {{{0}}}, zones[STATUS_COUNT][2] = {{0}};
    int64_t levels[STATUS_COUNT][2] = {{0}}, occupations[STATUS_COUNT][2] = {{0}};
    int64_t part_time[2] = {0}, more[2] = {0}, hours = 0, under_year = 0, beside = 0, only = 0, year = 0;
    for (size_t i = 0; i < people->table.rows; i++) {
        size_t s = people->row[i].status;
        int32_t age = person_age(w, i, run.day - 1);
        stock[s][age < 25 ? 0 : age < 55 ? 1 : age < 65 ? 2 : 3][people->row[i].female]++;
        zones[s][people->row[i].zone]++;
        levels[s][people->row[i].qualification]++;
        occupations[s][people->row[i].occupation]++;
        bool employee = status_employee(people->row[i].status);
        part_time[people->row[i].female] += employee && w->jobs.row[i].hours < 32;
        more[people->row[i].female] += employee && hours_lacking(w, i, run.day - 1);
        hours += employee ? w->jobs.row[i].hours : 0;
        hours += employee && job_beside(w, i) != NO_JOB ? w->jobs.row[job_beside(w, i)].hours : 0;
        under_year += status_employed(people->row[i].status) && run.day - person_works_since(w, i) <= 365;
        beside += job_beside(w, i) != NO_JOB && status_employed(people->row[i].status);
        only += job_beside(w, i) != NO_JOB && !status_employed(people->row[i].status);
        year += s == STATUS_UNEMPLOYED && run.day - people->row[i].jobless_since >= 365;
    }
    assert_memory_equal(last_record(&run, OUTPUT_stock), stock, sizeof stock);
    assert_memory_equal(last_record(&run, OUTPUT_stock_by_zone), zones, sizeof zones);
    assert_memory_equal(last_record(&run, OUTPUT_stock_by_qualification), levels, sizeof levels);
    assert_memory_equal(last_record(&run, OUTPUT_stock_by_occupation), occupations, sizeof occupations);
    assert_memory_equal(last_record(&run, OUTPUT_part_time), part_time, sizeof part_time);
    assert_memory_equal(last_record(&run, OUTPUT_more_hours), more, sizeof more);
    assert_int_equal(*last_record(&run, OUTPUT_weekly_hours), hours);
    const int64_t *tenures = last_record(&run, OUTPUT_jobs_by_tenure);
    assert_int_equal(tenures[TENURE_MONTH] + tenures[TENURE_QUARTER] + tenures[TENURE_YEAR], under_year);
    assert_int_equal(*last_record(&run, OUTPUT_second_jobs), beside);
    assert_int_equal(*last_record(&run, OUTPUT_second_jobs_only), only);
    const int64_t *durations = last_record(&run, OUTPUT_unemployed_by_duration);
    assert_int_equal(durations[DURATION_TWO] + durations[DURATION_THREE] + durations[DURATION_LONGER], year);
    assert_true(part_time[0] > 20 && part_time[1] > 20 && more[0] > 0 && more[1] > 0);
    assert_true(under_year > 50 && beside > 0 && year > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

static int ascending(const void *a, const void *b)
{
    return *(const int32_t *)a - *(const int32_t *)b;
}

/* Of all hours of the private sector, not of full-time posts alone. */
static void expect_pay_by_sex(const struct world *w, const struct run *run)
{
    double cents[2] = {0}, hours[2] = {0};
    size_t public = 0;
    for (size_t i = 0; i < w->people.table.rows; i++) {
        const struct job *job = &w->jobs.row[i];
        uint8_t status = w->people.row[i].status;
        if (!status_employee(status) || status == STATUS_APPRENTICE) {
            continue;
        }
        int32_t branch = world_sector(w, w->employers.row[job->place].sector)->branch;
        public += branch == BRANCH_PUBLIC;
        if (branch >= BRANCH_INDUSTRY && branch <= BRANCH_SERVICES) {
            cents[w->people.row[i].female] += (double)job->pay * job->hours;
            hours[w->people.row[i].female] += job->hours;
        }
    }
    assert_true(public > 50);
    for (size_t sex = 0; sex < 2; sex++) {
        assert_true(hours[sex] > 35 * 50);
        assert_float_equal(last_real(run, OUTPUT_mean_pay_by_sex, sex), cents[sex] / hours[sex] / 100, 1e-9);
    }
}

static void expect_pay(double minimum, double error)
{
    struct scenario scenario = whole();
    struct run run = {0};
    minimum_wage_of(values_of(&scenario))->level = minimum;
    sector_of(&scenario, 1)->branch = BRANCH_PUBLIC;
    const struct world *w = live_six_months(&run, &scenario, 0);
    const struct people *people = &w->people;
    int32_t *pay = calloc(people->table.rows, sizeof *pay);
    size_t full_time = 0, all = 0, at_minimum = 0;
    double sum = 0;
    for (size_t i = 0; i < people->table.rows; i++) {
        if (status_employee(people->row[i].status) && people->row[i].status != STATUS_APPRENTICE) {
            all++;
            at_minimum += w->jobs.row[i].pay <= minimum * 102;
            if (w->jobs.row[i].hours >= 32) {
                pay[full_time++] = w->jobs.row[i].pay;
                sum += w->jobs.row[i].pay;
            }
        }
    }
    qsort(pay, full_time, sizeof *pay, ascending);
    for (size_t decile = 1; decile <= 9; decile++) { /* the least pay that so many do not exceed */
        size_t place = (full_time * decile + 9) / 10 - 1;
        assert_float_equal(last_real(&run, OUTPUT_pay_decile, decile - 1), pay[place] / 100.0, error);
    }
    assert_float_equal(last_real(&run, OUTPUT_mean_pay, 0), sum / (double)full_time / 100, 1e-9);
    assert_float_equal(last_real(&run, OUTPUT_at_minimum, 0), 100 * (double)at_minimum / (double)all, 1e-9);
    assert_true(at_minimum > 5);
    expect_pay_by_sex(w, &run);
    free(pay);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* To the cent where people are paid so, and within 0.2 % whatever the pay: nothing is cut off. */
static void test_pay(void **state)
{
    (void)state;
    expect_pay(9, 1e-9);
    expect_pay(150, 0.002 * 300);
    expect_pay(1000, 0.002 * 2000);
    expect_pay(100000, 0.002 * 200000);
}

static void test_firms_and_vacancies(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    const struct world *w = live_six_months(&run, &scenario, 0);
    int64_t staff[NEED_COUNT][2] = {{0}}, open[2] = {0};
    for (size_t f = 0; f < world_firms(w); f++) {
        for (int need = 0; need < NEED_COUNT; need++) {
            staff[need][w->employers.row[f].sector] += *firm_staff(&w->employers, f, (enum need)need);
        }
    }
    for (size_t v = 0; v < w->vacancies.table.rows; v++) {
        open[w->vacancies.row[v].zone] += !w->vacancies.row[v].closed;
    }
    assert_memory_equal(last_record(&run, OUTPUT_staff_by_sector), staff, sizeof staff);
    assert_memory_equal(last_record(&run, OUTPUT_vacancies_by_zone), open, sizeof open);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* With a reference week people who worked in it count as at work in their last job, not as unemployed;
 * nothing that happens depends on how it is counted. */
static void test_reference_week(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    const struct world *w = live_six_months(&run, &scenario, 7);
    const struct people *people = &w->people;
    int64_t counted[STATUS_COUNT] = {0}, worked = 0;
    for (size_t i = 0; i < people->table.rows; i++) {
        bool out = people->row[i].status >= STATUS_UNEMPLOYED && people->row[i].status <= STATUS_INACTIVE;
        bool week = out && run.day - people->row[i].jobless_since < 7;
        counted[week ? people->row[i].last_status : people->row[i].status]++;
        worked += week && people->row[i].last_status <= STATUS_MINI_JOB;
    }
    for (size_t s = 0; s < STATUS_COUNT; s++) {
        int64_t stock = 0;
        for (size_t cell = 0; cell < 8; cell++) {
            stock += last_record(&run, OUTPUT_stock)[s * 8 + cell];
        }
        assert_int_equal(stock, counted[s]);
    }
    assert_true(worked > 3);
    uint64_t hires = (uint64_t)sum_all(&run, OUTPUT_hires);
    run_clear(&run);
    live_six_months(&run, &scenario, 0);
    assert_int_equal(sum_all(&run, OUTPUT_hires), hires);
    run_clear(&run);
    scenario_clear(&scenario);
}

/* Contracts signed by any of the ways of counting are as many, and all jobs that end are counted by sector,
 * too.
 */
static void test_flows_add_up(void **state)
{
    (void)state;
    struct scenario scenario = whole();
    struct run run = {0};
    live_through(&run, &scenario, 2, false);
    int64_t hires = sum_all(&run, OUTPUT_hires);
    assert_true(hires > 100);
    assert_int_equal(sum_all(&run, OUTPUT_hires_by_sector), hires);
    assert_int_equal(sum_all(&run, OUTPUT_hires_from), hires);
    assert_int_equal(sum_all(&run, OUTPUT_hires_by_channel), hires);
    assert_int_equal(sum_all(&run, OUTPUT_vacancies_filled), hires);
    assert_int_equal(sum_all(&run, OUTPUT_vacancies_posted_by_channel),
                     sum_all(&run, OUTPUT_vacancies_posted));
    int64_t called = 0;
    for (size_t c = 0; c < ROW_COUNT; c++) {
        size_t cell = c * CHANNEL_COUNT + CHANNEL_CALL_BACK;
        called += sum_of(&run, OUTPUT_hires_by_channel, cell, cell + 1);
    }
    assert_int_equal(sum_all(&run, OUTPUT_hires_by_zone), hires - called);
    assert_int_equal(sum_all(&run, OUTPUT_separations_by_sector), sum_all(&run, OUTPUT_separations));
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_pay),
        cmocka_unit_test(test_firms_and_vacancies),
        cmocka_unit_test(test_reference_week),
        cmocka_unit_test(test_flows_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
