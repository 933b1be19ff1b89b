/* Measures of a run, from records made by hand whose figures can be counted. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/output/measures.h"
#include "tests/labour_market/small_territory.h"
#include "tests/support/declarations.h"

enum { MONTHS = 24, ZONES = 11, SECTORS = 3 };

/* All contract types, three sectors of three branches, eleven zones, occupations of two groups. */
static struct scenario territory(void)
{
    struct scenario scenario = whole();
    for (int zone = 2; zone < ZONES; zone++) {
        char name[16];
        snprintf(name, sizeof name, "zone %d", zone);
        new_row(&scenario, "zones", name);
    }
    new_row(&scenario, "sectors", "public");
    enum { INDUSTRY = 1, SERVICES = 3, PUBLIC = 4, MANAGERS = 0, UNSKILLED = 4 };
    sector_of(&scenario, 0)->branch = INDUSTRY;
    sector_of(&scenario, 1)->branch = SERVICES;
    sector_of(&scenario, 2)->branch = PUBLIC;
    struct occupation *occupations = values_of(&scenario)->occupations.rows;
    occupations[0].group = MANAGERS;
    occupations[1].group = UNSKILLED;
    values_of(&scenario)->wages.net = 0.78;
    return scenario;
}

static int64_t *cells(const struct run *run, size_t output)
{
    return outputs_tally(&run->sim.outputs, output, 0);
}

static double *reals(const struct run *run, size_t output)
{
    return outputs_reals(&run->sim.outputs, output);
}

/* Residents by age (four groups) and status; all of them men but for those of 15 to 24 who are unemployed or
 * on a CDD and those with a mini-job. */
static void fill_people(const struct run *run)
{
    enum { STATUSES = 10 };
    static const enum status_code statuses[STATUSES] = {
        STATUS_CDI,           STATUS_CDD,        STATUS_INTERIM, STATUS_APPRENTICE, STATUS_MINI_JOB,
        STATUS_SELF_EMPLOYED, STATUS_UNEMPLOYED, STATUS_HALO,    STATUS_INACTIVE,   STATUS_RETIRED};
    static const int64_t people[4][STATUSES] = {{10, 20, 0, 10, 0, 0, 10, 20, 40, 0},
                                                {600, 60, 20, 0, 10, 80, 60, 30, 140, 0},
                                                {100, 0, 0, 0, 0, 20, 15, 5, 60, 100},
                                                {0, 0, 0, 0, 0, 10, 0, 0, 0, 190}};
    for (size_t age = 0; age < 4; age++) {
        for (size_t s = 0; s < STATUSES; s++) {
            bool young = age == 0 && (statuses[s] == STATUS_UNEMPLOYED || statuses[s] == STATUS_CDD);
            size_t sex = young || statuses[s] == STATUS_MINI_JOB;
            cells(run, OUTPUT_stock)[((size_t)statuses[s] * 4 + age) * 2 + sex] = people[age][s];
        }
    }
    int64_t *by_occupation = cells(run, OUTPUT_stock_by_occupation);
    by_occupation[STATUS_UNEMPLOYED * 2 + 0] = 5;
    by_occupation[STATUS_CDI * 2 + 0] = 95;
    by_occupation[STATUS_UNEMPLOYED * 2 + 1] = 30;
    by_occupation[STATUS_CDD * 2 + 1] = 50;
    by_occupation[STATUS_SELF_EMPLOYED * 2 + 1] = 20;
    by_occupation[STATUS_INACTIVE * 2 + 1] = 1000;
    cells(run, OUTPUT_second_jobs)[0] = 15;
    cells(run, OUTPUT_second_jobs_only)[0] = 5;
    cells(run, OUTPUT_part_time)[0] = 70;
    cells(run, OUTPUT_part_time)[1] = 13;
    cells(run, OUTPUT_more_hours)[0] = 42;
    static const int64_t tenures[TENURE_COUNT] = {10, 20, 30, 100, 240};
    for (size_t class = 0; class < TENURE_COUNT; class ++) {
        cells(run, OUTPUT_jobs_by_tenure)[class] = tenures[class];
    }
}

static void expect_people(const double *values)
{
    assert_float_equal(values[MEASURE_unemployment_15_24], 100 * 10.0 / 50, 1e-9);
    assert_float_equal(values[MEASURE_unemployment_25_49], 100 * 60.0 / 830, 1e-9);
    assert_float_equal(values[MEASURE_unemployment_50plus], 100 * 15.0 / 145, 1e-9);
    assert_float_equal(values[MEASURE_unemployment_cadres], 5, 1e-9);
    assert_float_equal(values[MEASURE_unemployment_unskilled], 30, 1e-9);
    assert_float_equal(values[MEASURE_employment_15_24], 100 * 40.0 / 110, 1e-9);
    assert_float_equal(values[MEASURE_employment_15_64], 100 * 930.0 / 1410, 1e-9);
    assert_float_equal(values[MEASURE_employment_50_64], 40, 1e-9);
    assert_float_equal(values[MEASURE_inactive], 295, 1e-9);
    assert_float_equal(values[MEASURE_halo], 55, 1e-9);
    assert_float_equal(values[MEASURE_jobs], 940, 1e-9);
    assert_float_equal(values[MEASURE_status_cdi], 100 * 710.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_status_cdd], 100 * 80.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_status_interim], 100 * 20.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_status_apprentice], 100 * 10.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_status_independent], 100 * 110.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_mini_jobs_exclusive], 100 * 15.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_mini_jobs_second], 100 * 15.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_part_time], 10, 1e-9);
    assert_float_equal(values[MEASURE_status_cdd_women], 100 * 20.0 / 30, 1e-9);
    assert_float_equal(values[MEASURE_status_cdd_men], 100 * 60.0 / 910, 1e-9);
    assert_float_equal(values[MEASURE_part_time_men], 100 * 70.0 / 800, 1e-9);
    assert_float_equal(values[MEASURE_part_time_women], 100 * 13.0 / 30, 1e-9);
    assert_float_equal(values[MEASURE_more_hours], 100 * 42.0 / 83, 1e-9);
    assert_float_equal(values[MEASURE_more_hours_men], 60, 1e-9);
    assert_float_equal(values[MEASURE_more_hours_women], 0, 0);
    assert_float_equal(values[MEASURE_underemployed], 100 * 42.0 / 940, 1e-9);
    assert_float_equal(values[MEASURE_tenure_under_year], 15, 1e-9);
}

/* A month signs 20 CDIs and 80 CDDs, and missions that count nowhere here. */
static void fill_hires(const struct run *run)
{
    int64_t *hires = cells(run, OUTPUT_hires);
    hires[ROW_CDI * LENGTH_COUNT + LENGTH_OPEN_ENDED] = 20;
    hires[ROW_CDD * LENGTH_COUNT + LENGTH_DAY] = 30;
    hires[ROW_CDD * LENGTH_COUNT + LENGTH_WEEK] = 20;
    hires[ROW_CDD * LENGTH_COUNT + LENGTH_MONTH] = 10;
    hires[ROW_CDD * LENGTH_COUNT + LENGTH_QUARTER] = 15;
    hires[ROW_CDD * LENGTH_COUNT + LENGTH_LONGER] = 5;
    hires[ROW_INTERIM * LENGTH_COUNT + LENGTH_DAY] = 999;
    int64_t *by_channel = cells(run, OUTPUT_hires_by_channel);
    by_channel[ROW_CDI * CHANNEL_COUNT + CHANNEL_PES] = 4;
    by_channel[ROW_CDD * CHANNEL_COUNT + CHANNEL_PES] = 6;
    by_channel[ROW_CDD * CHANNEL_COUNT + CHANNEL_CALL_BACK] = 20;
    by_channel[ROW_INTERIM * CHANNEL_COUNT + CHANNEL_PES] = 999;
    cells(run, OUTPUT_vacancies)[ROW_CDD * TENURE_COUNT + TENURE_MONTH] = 30;
    cells(run, OUTPUT_vacancies)[ROW_CDI * TENURE_COUNT + TENURE_YEAR] = 11;
}

static void expect_hires(const double *values)
{
    assert_float_equal(values[MEASURE_hires_quarter], 300, 1e-9);
    assert_float_equal(values[MEASURE_hires_cdd_share], 80, 1e-9);
    assert_float_equal(values[MEASURE_hires_cdd_under_month], 60, 1e-9);
    assert_float_equal(values[MEASURE_hires_cdd_under_month_of_cdd], 75, 1e-9);
    assert_float_equal(values[MEASURE_hires_one_day_of_cdd], 37.5, 1e-9);
    assert_float_equal(values[MEASURE_hires_recalled_of_cdd], 25, 1e-9);
    assert_float_equal(values[MEASURE_pes_share_of_hires], 10, 1e-9);
    assert_float_equal(values[MEASURE_vacancy_rate], 100 * 41.0 / 830, 1e-9);
}

/* Industry, services, public: staff 110, 240, 1000. */
static void fill_sectors(const struct run *run)
{
    static const int64_t staff[NEED_COUNT][SECTORS] = {{100, 200, 1000}, {10, 20, 0}, {0, 10, 0}, {0, 10, 0}};
    static const struct {
        size_t contract;
        int64_t hires[SECTORS], separations[SECTORS];
    } moves[] = {{ROW_CDI, {2, 5, 500}, {2, 4, 500}},
                 {ROW_CDD, {11, 24, 500}, {9, 19, 500}},
                 {ROW_MINI_JOB, {0, 6, 500}, {0, 2, 500}},
                 {ROW_INTERIM, {100, 100, 100}, {77, 77, 77}}}; /* missions are left out */
    for (size_t s = 0; s < SECTORS; s++) {
        for (size_t need = 0; need < NEED_COUNT; need++) {
            cells(run, OUTPUT_staff_by_sector)[need * SECTORS + s] = staff[need][s];
        }
        for (size_t k = 0; k < sizeof moves / sizeof moves[0]; k++) {
            size_t cell = moves[k].contract * SECTORS + s;
            cells(run, OUTPUT_hires_by_sector)[cell] = moves[k].hires[s];
            cells(run, OUTPUT_separations_by_sector)[cell] = moves[k].separations[s];
        }
    }
}

static void expect_sectors(const double *values)
{
    assert_float_equal(values[MEASURE_entry_rate_cdd], 100 * 12 * 35.0 / 350, 1e-9);
    assert_float_equal(values[MEASURE_entry_rate_cdi], 100 * 12 * 7.0 / 350, 1e-9);
    assert_float_equal(values[MEASURE_turnover_industry], 100 * 12 * (13 + 11) / 2.0 / 110, 1e-9);
    assert_float_equal(values[MEASURE_turnover_services], 100 * 12 * (35 + 25) / 2.0 / 240, 1e-9);
}

/* Of the 20 CDIs of a month one ends at once, one and one a month later, two after three months and one after
 * twelve. Cohorts that cannot be followed to the end, the last twelve, end seven times as often. */
static void fill_cohorts(const struct run *run, int record)
{
    static const struct {
        int months, class;
        int64_t ends;
    } ends[] = {{0, TENURE_MONTH, 1}, {1, TENURE_MONTH, 1}, {1, TENURE_QUARTER, 1},
                {3, TENURE_YEAR, 2},  {12, TENURE_YEAR, 1}, {12, TENURE_FIVE_YEARS, 5}};
    for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
        int cohort = record - ends[k].months;
        cells(run, OUTPUT_new_cdi_ended)[ends[k].months * TENURE_COUNT + ends[k].class] =
            ends[k].ends * (cohort >= 12 || cohort < 0 ? 7 : 1);
    }
}

static void expect_cohorts(const double *values)
{
    assert_float_equal(values[MEASURE_cdi_ended_1m], 10, 1e-9);
    assert_float_equal(values[MEASURE_cdi_ended_3m], 15, 1e-9);
    assert_float_equal(values[MEASURE_cdi_ended_12m], 30, 1e-9);
}

static void fill_flows(const struct run *run)
{
    static const struct {
        enum status_code from, to;
        int64_t people;
    } flows[] = {{STATUS_CDI, STATUS_CDI, 90},
                 {STATUS_CDI, STATUS_UNEMPLOYED, 4},
                 {STATUS_SELF_EMPLOYED, STATUS_SELF_EMPLOYED, 5},
                 {STATUS_SELF_EMPLOYED, STATUS_INACTIVE, 1},
                 {STATUS_CDD, STATUS_CDD, 20},
                 {STATUS_CDD, STATUS_CDI, 10},
                 {STATUS_INTERIM, STATUS_CDD, 5},
                 {STATUS_APPRENTICE, STATUS_UNEMPLOYED, 15},
                 {STATUS_UNEMPLOYED, STATUS_CDD, 10},
                 {STATUS_UNEMPLOYED, STATUS_CDI, 5},
                 {STATUS_UNEMPLOYED, STATUS_HALO, 15},
                 {STATUS_UNEMPLOYED, STATUS_INACTIVE, 9},
                 {STATUS_UNEMPLOYED, STATUS_RETIRED, 1},
                 {STATUS_UNEMPLOYED, STATUS_UNEMPLOYED, 60},
                 {STATUS_HALO, STATUS_UNEMPLOYED, 10},
                 {STATUS_INACTIVE, STATUS_MINI_JOB, 4},
                 {STATUS_INACTIVE, STATUS_CDI, 1},
                 {STATUS_RETIRED, STATUS_RETIRED, 85},
                 {STATUS_MINI_JOB, STATUS_UNEMPLOYED, 500}};
    for (size_t k = 0; k < sizeof flows / sizeof flows[0]; k++) {
        size_t cell = (size_t)flows[k].from * STATUS_COUNT + flows[k].to;
        cells(run, OUTPUT_transitions_quarter)[cell] = flows[k].people;
    }
}

static void expect_flows(const double *values)
{
    assert_float_equal(values[MEASURE_flow_permanent_unemployed], 4, 1e-9);
    assert_float_equal(values[MEASURE_flow_permanent_stay], 95, 1e-9);
    assert_float_equal(values[MEASURE_flow_limited_permanent], 20, 1e-9);
    assert_float_equal(values[MEASURE_flow_limited_unemployed], 30, 1e-9);
    assert_float_equal(values[MEASURE_flow_limited_stay], 50, 1e-9);
    assert_float_equal(values[MEASURE_flow_unemployed_limited], 10, 1e-9);
    assert_float_equal(values[MEASURE_flow_unemployed_permanent], 5, 1e-9);
    assert_float_equal(values[MEASURE_flow_unemployed_inactive], 25, 1e-9);
    assert_float_equal(values[MEASURE_flow_inactive_unemployed], 10, 1e-9);
    assert_float_equal(values[MEASURE_flow_inactive_employed], 5, 1e-9);
}

/* Zones on exact lines but for what lasts in a zone or holds in a year: pay x unemployment^-0.1 and hires per
 * vacancy x (unemployed per vacancy)^0.6. */
static void fill_zones(const struct run *run, int record)
{
    const int year = record / 12;
    for (size_t z = 0; z < ZONES; z++) {
        int64_t unemployed =
            5000000 + 1000000 * (int64_t)((z * 7 + (size_t)year * 3) % 5) + 500000 * (int64_t)z;
        int64_t vacancies = 1000000 + 100000 * (int64_t)z;
        int64_t(*stock)[ZONES] = (int64_t(*)[ZONES])cells(run, OUTPUT_stock_by_zone);
        double lasting = exp(0.05 * (double)z), of_year = exp(0.03 * year);
        double slack = (double)unemployed / (double)vacancies;
        stock[STATUS_UNEMPLOYED][z] = unemployed;
        stock[STATUS_CDI][z] = 90000000 - unemployed;
        stock[STATUS_SELF_EMPLOYED][z] = 10000000;
        cells(run, OUTPUT_vacancies_by_zone)[z] = vacancies;
        cells(run, OUTPUT_hires_by_zone)[z] =
            (int64_t)((double)vacancies * lasting * of_year * pow(slack, 0.6) + 0.5);
        reals(run, OUTPUT_mean_pay_by_zone)[z] = 12 * lasting * of_year * pow((double)unemployed / 1e8, -0.1);
    }
}

/* Of the unemployed of a class of duration and of an age a tenth more each are at work three months later. */
static void fill_finding(const struct run *run)
{
    for (size_t class = 0; class < DURATION_COUNT; class ++) {
        for (size_t age = 0; age < 4; age++) {
            int64_t *to = &cells(run, OUTPUT_unemployed_quarter)[(class * 4 + age) * STATUS_COUNT];
            to[STATUS_CDI] = 50 - 5 * (int64_t) class;
            to[STATUS_SELF_EMPLOYED] = 10 * (int64_t)age;
            to[STATUS_HALO] = 20;
            to[STATUS_UNEMPLOYED] = 100 - to[STATUS_CDI] - to[STATUS_SELF_EMPLOYED] - to[STATUS_HALO];
        }
    }
}

static void expect_finding(const double *values)
{
    assert_float_equal(values[MEASURE_finding], 35 + 15, 1e-9); /* all classes, all ages: means */
    assert_float_equal(values[MEASURE_finding_15_24], 35, 1e-9);
    assert_float_equal(values[MEASURE_finding_25_49], 35 + 10, 1e-9);
    assert_float_equal(values[MEASURE_finding_50_64], 35 + 20, 1e-9);
    assert_float_equal(values[MEASURE_finding_month], 50 + 15, 1e-9);
    assert_float_equal(values[MEASURE_finding_year], 50 - 7.5 + 15, 1e-9);
    assert_float_equal(values[MEASURE_finding_third_year], 50 - 25 + 15, 1e-9);
    assert_float_equal(values[MEASURE_finding_longer], 50 - 30 + 15, 1e-9);
}

static size_t income(size_t own)
{
    return part_output(&part_incomes, own);
}

/* Counts each month; what is known once a year in its last month, and more of it each year. */
static void fill_incomes(const struct run *run, int record)
{
    static const int64_t registered[3] = {60, 10, 30};
    for (size_t category = 0; category < 3; category++) {
        cells(run, income(OWN_registered))[category] = registered[category];
    }
    cells(run, income(OWN_paid_benefit))[0] = 40;
    if (record % 12 != 11) {
        return;
    }
    reals(run, income(OWN_poverty))[0] = record;
    reals(run, income(OWN_poverty))[1] = record / 2.0;
    reals(run, income(OWN_gini))[0] = 2 * record;
    reals(run, income(OWN_low_pay))[0] = 3 * record;
    double *by_status = reals(run, income(OWN_poverty_by_status));
    by_status[STATUS_CDI] = 5;
    by_status[STATUS_CDD] = 10;
    by_status[STATUS_INTERIM] = 20;
    by_status[STATUS_APPRENTICE] = 0;
    by_status[STATUS_MINI_JOB] = 30;
    by_status[STATUS_UNEMPLOYED] = 4 * record;
}

static void expect_incomes(const double *values)
{
    assert_float_equal(values[MEASURE_poverty], 23, 1e-9);
    assert_float_equal(values[MEASURE_poverty_50], 11.5, 1e-9);
    assert_float_equal(values[MEASURE_poverty_unemployed], 92, 1e-9);
    assert_float_equal(values[MEASURE_poverty_employees],
                       (710 * 5 + 80 * 10 + 20 * 20 + 10 * 0 + 10 * 30) / 830.0, 1e-9);
    assert_float_equal(values[MEASURE_gini], 46, 1e-9);
    assert_float_equal(values[MEASURE_low_pay], 69, 1e-9);
    assert_float_equal(values[MEASURE_benefit_paid_share], 40, 1e-9);
}

static void fill_month(const struct run *run, int record)
{
    fill_people(run);
    fill_incomes(run, record);
    fill_hires(run);
    fill_sectors(run);
    fill_cohorts(run, record);
    fill_flows(run);
    fill_finding(run);
    fill_zones(run, record);
    reals(run, OUTPUT_unemployment_rate)[0] = record;
    reals(run, OUTPUT_long_term_share)[0] = 2 * record;
    reals(run, OUTPUT_cdi_share)[0] = 3 * record;
    reals(run, OUTPUT_at_minimum)[0] = 8;
    reals(run, OUTPUT_mean_pay_by_sex)[0] = 20;
    reals(run, OUTPUT_mean_pay_by_sex)[1] = 17;
    reals(run, OUTPUT_pay_decile)[0] = 10;
    reals(run, OUTPUT_pay_decile)[4] = 15;
    reals(run, OUTPUT_pay_decile)[8] = 30;
}

static void fill_end(const struct run *run)
{
    reals(run, OUTPUT_size_exponent)[0] = 1.07;
    cells(run, OUTPUT_staff_by_size)[0] = 30;
    cells(run, OUTPUT_staff_by_size)[1] = 70;
}

/* Measures of a run of so many months, the end included where `finished`. */
static void measure(int months, bool finished, double values[MEASURE_COUNT])
{
    struct scenario scenario = territory();
    struct run run = {0};
    struct error error = {0};
    must(run_recall(&run, &scenario, &error), &error);
    for (int record = 0; record < months; record++) {
        fill_month(&run, record);
        must(outputs_commit(&run.sim.outputs, OUTPUT_MONTHLY, record * 30, record * 30 + 29, &error), &error);
    }
    if (finished) {
        fill_end(&run);
        must(outputs_commit(&run.sim.outputs, OUTPUT_FINAL, 0, 0, &error), &error);
    }
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        values[m] = NAN;
    }
    must(measures_take(&run.sim, values, &error), &error);
    run_clear(&run);
    scenario_clear(&scenario);
}

static void test_all_measures(void **state)
{
    (void)state;
    double values[MEASURE_COUNT];
    measure(MONTHS, true, values);
    expect_people(values);
    expect_hires(values);
    expect_sectors(values);
    expect_cohorts(values);
    expect_finding(values);
    expect_flows(values);
    expect_incomes(values);
    assert_float_equal(values[MEASURE_unemployment_rate], 17.5, 1e-9); /* mean of 12 to 23 */
    assert_float_equal(values[MEASURE_long_term_share], 35, 1e-9);
    assert_float_equal(values[MEASURE_cdi_share], 52.5, 1e-9);
    assert_float_equal(values[MEASURE_at_minimum], 8, 1e-9);
    assert_float_equal(values[MEASURE_pay_women], 15, 1e-9);
    assert_float_equal(values[MEASURE_pay_d1], 10 * 151.67 * 0.78, 1e-9);
    assert_float_equal(values[MEASURE_pay_median], 15 * 151.67 * 0.78, 1e-9);
    assert_float_equal(values[MEASURE_pay_d9], 30 * 151.67 * 0.78, 1e-9);
    assert_float_equal(values[MEASURE_firms_tail], 1.07, 1e-9);
    assert_float_equal(values[MEASURE_staff_0_9], 30, 1e-9);
    assert_float_equal(values[MEASURE_staff_250plus], 0, 1e-9);
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        bool of_years = m == MEASURE_wage_curve || m == MEASURE_matching_elasticity;
        if (isnan(values[m]) != of_years) { /* two years are too few for these */
            fail_msg("%s is not measured", labour_market_measures[m].name);
        }
    }
}

/* Lines within zones and years: what lasts in a zone or holds in a year is no part of them. */
static void test_lines_of_zones(void **state)
{
    (void)state;
    double values[MEASURE_COUNT];
    measure(5 * 12, true, values);
    assert_float_equal(values[MEASURE_wage_curve], -0.1, 1e-6);
    assert_float_equal(values[MEASURE_matching_elasticity], 0.6, 1e-5);
    measure(3 * 12, true, values);
    assert_true(isnan(values[MEASURE_wage_curve]) && isnan(values[MEASURE_matching_elasticity]));
}

/* A run that is too short gives what it can: nothing without a month, means of what there is, no cohort that
 * is not followed through. */
static void test_short_runs(void **state)
{
    (void)state;
    double values[MEASURE_COUNT];
    measure(0, false, values);
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        assert_true(isnan(values[m]));
    }
    measure(5, false, values);
    assert_float_equal(values[MEASURE_unemployment_rate], 2, 1e-9);
    assert_float_equal(values[MEASURE_hires_quarter], 300, 1e-9);
    assert_true(isnan(values[MEASURE_cdi_ended_12m]) && isnan(values[MEASURE_firms_tail]));
    measure(12, false, values);
    assert_true(isnan(values[MEASURE_cdi_ended_1m]));
    measure(13, false, values);
    assert_float_equal(values[MEASURE_cdi_ended_12m], 30, 1e-9);
}

static void test_declarations(void **state)
{
    (void)state;
    struct error error = {0};
    must(measures_check(labour_market_measures, MEASURE_COUNT, &error), &error);
}

/* Fewer than ten zones make no line. */
static void test_too_few_zones(void **state)
{
    (void)state;
    struct scenario scenario = plain();
    struct run run = {0};
    struct error error = {0};
    double values[MEASURE_COUNT];
    for (int zone = 2; zone < 9; zone++) {
        char name[16];
        snprintf(name, sizeof name, "zone %d", zone);
        struct zone *row = new_row(&scenario, "zones", name);
        row->population = 1000;
        row->jobs_share = 0;
        struct travel *way = new_row(&scenario, "travel", NULL);
        way->from = 0;
        way->to = zone;
    }
    live_through(&run, &scenario, 1, false);
    for (size_t m = 0; m < MEASURE_COUNT; m++) {
        values[m] = NAN;
    }
    must(measures_take(&run.sim, values, &error), &error);
    assert_true(isnan(values[MEASURE_wage_curve]) && isnan(values[MEASURE_matching_elasticity]));
    assert_true(values[MEASURE_unemployment_rate] > 0 && values[MEASURE_firms_tail] > 0);
    run_clear(&run);
    scenario_clear(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarations),   cmocka_unit_test(test_all_measures),
        cmocka_unit_test(test_lines_of_zones), cmocka_unit_test(test_short_runs),
        cmocka_unit_test(test_too_few_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
