/* The figures of a run that are held against published ones: of its last year. */
#include "models/labour_market/output/measures.h"

#include <math.h>
#include <string.h>

#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/output/record_view.h"
#include "models/labour_market/output/zone_slopes.h"
#include "models/labour_market/parameters.h"
#include "models/labour_market/state/territory.h"

const struct measure labour_market_measures[MEASURE_COUNT] = {MEASURES(MEASURE_ENTRY)};

/* ---- People ---------------------------------------------------------------------------------------- */

/* People with a status from `first` to `last`, of an age from `from` to before `to`. */
static double people(const struct view *v, enum status_code first, enum status_code last, int64_t from,
                     int64_t to)
{
    size_t ages = v->p->age_groups.count;
    double sum = 0;
    for (size_t s = (size_t)first; s <= (size_t)last; s++) {
        for (size_t a = 0; a < ages; a++) {
            int64_t age = ROWS(age_group, v->p->age_groups)[a].from_age;
            if (age >= from && age < to) {
                sum += view_means(v, OUTPUT_stock, (s * ages + a) * 2, (s * ages + a + 1) * 2);
            }
        }
    }
    return sum;
}

static double all(const struct view *v, enum status_code first, enum status_code last)
{
    return people(v, first, last, LOWEST_AGE, HIGHEST_AGE);
}

static double unemployment(const struct view *v, int64_t from, int64_t to)
{
    double jobless = people(v, STATUS_UNEMPLOYED, STATUS_UNEMPLOYED, from, to);
    return 100 * jobless / (jobless + people(v, FIRST_EMPLOYEE, LAST_EMPLOYED, from, to));
}

static double employment(const struct view *v, int64_t from, int64_t to)
{
    double employed = people(v, FIRST_EMPLOYEE, LAST_EMPLOYED, from, to);
    return 100 * employed / people(v, FIRST_EMPLOYEE, STATUS_RETIRED, from, to);
}

/* Of the occupations of a socio-professional group. */
static double unemployment_of_group(const struct view *v, int32_t group)
{
    size_t count = v->p->occupations.count;
    double jobless = 0, employed = 0;
    for (size_t o = 0; o < count; o++) {
        if (ROWS(occupation, v->p->occupations)[o].group == group) {
            jobless += view_mean(v, OUTPUT_stock_by_occupation, STATUS_UNEMPLOYED * count + o);
            for (size_t s = FIRST_EMPLOYEE; s <= LAST_EMPLOYED; s++) {
                employed += view_mean(v, OUTPUT_stock_by_occupation, s * count + o);
            }
        }
    }
    return 100 * jobless / (jobless + employed);
}

static void measure_joblessness(const struct view *v, double *values)
{
    size_t open = v->p->contracts.count * TENURE_COUNT;
    values[MEASURE_unemployment_rate] = view_mean(v, OUTPUT_unemployment_rate, 0);
    values[MEASURE_unemployment_15_24] = unemployment(v, 15, 25);
    values[MEASURE_unemployment_25_49] = unemployment(v, 25, 50);
    values[MEASURE_unemployment_50plus] = unemployment(v, 50, HIGHEST_AGE);
    values[MEASURE_unemployment_cadres] = unemployment_of_group(v, GROUP_MANAGERS);
    values[MEASURE_unemployment_unskilled] = unemployment_of_group(v, GROUP_UNSKILLED_MANUAL);
    values[MEASURE_long_term_share] = view_mean(v, OUTPUT_long_term_share, 0);
    values[MEASURE_vacancy_rate] =
        100 * view_means(v, OUTPUT_vacancies, 0, open) / all(v, FIRST_EMPLOYEE, LAST_EMPLOYEE);
    values[MEASURE_employment_15_64] = employment(v, 15, 65);
    values[MEASURE_employment_15_24] = employment(v, 15, 25);
    values[MEASURE_employment_50_64] = employment(v, 50, 65);
    values[MEASURE_inactive] = all(v, STATUS_HALO, STATUS_INACTIVE);
    values[MEASURE_halo] = all(v, STATUS_HALO, STATUS_HALO);
}

/* People with a status from `first` to `last` who are men (0) or women (1). */
static double people_of(const struct view *v, enum status_code first, enum status_code last, size_t sex)
{
    size_t ages = v->p->age_groups.count;
    double sum = 0;
    for (size_t cell = (size_t)first * ages; cell < ((size_t)last + 1) * ages; cell++) {
        sum += view_mean(v, OUTPUT_stock, cell * 2 + sex);
    }
    return sum;
}

static double employees_of(const struct view *v, size_t sex)
{
    return people_of(v, FIRST_EMPLOYEE, LAST_EMPLOYEE, sex);
}

static double cdd_share_of(const struct view *v, size_t sex)
{
    return 100 * people_of(v, STATUS_CDD, STATUS_CDD, sex) / people_of(v, FIRST_EMPLOYEE, LAST_EMPLOYED, sex);
}

static void measure_stocks(const struct view *v, double *values)
{
    double employees = all(v, FIRST_EMPLOYEE, LAST_EMPLOYEE);
    double employed = all(v, FIRST_EMPLOYEE, LAST_EMPLOYED);
    double marginal = all(v, STATUS_MINI_JOB, STATUS_MINI_JOB) + view_mean(v, OUTPUT_second_jobs_only, 0);
    values[MEASURE_jobs] = employed;
    values[MEASURE_status_cdi] = 100 * all(v, STATUS_CDI, STATUS_CDI) / employed;
    values[MEASURE_status_cdd] = 100 * all(v, STATUS_CDD, STATUS_CDD) / employed;
    values[MEASURE_status_cdd_women] = cdd_share_of(v, 1);
    values[MEASURE_status_cdd_men] = cdd_share_of(v, 0);
    values[MEASURE_status_interim] = 100 * all(v, STATUS_INTERIM, STATUS_INTERIM) / employed;
    values[MEASURE_status_apprentice] = 100 * all(v, STATUS_APPRENTICE, STATUS_APPRENTICE) / employed;
    values[MEASURE_status_independent] = 100 * all(v, STATUS_SELF_EMPLOYED, STATUS_SELF_EMPLOYED) / employed;
    values[MEASURE_mini_jobs_exclusive] = 100 * marginal / employed;
    values[MEASURE_mini_jobs_second] = 100 * view_mean(v, OUTPUT_second_jobs, 0) / employed;
    values[MEASURE_cdi_share] = view_mean(v, OUTPUT_cdi_share, 0);
    values[MEASURE_part_time] = 100 * view_means(v, OUTPUT_part_time, 0, 2) / employees;
    values[MEASURE_part_time_men] = 100 * view_mean(v, OUTPUT_part_time, 0) / employees_of(v, 0);
    values[MEASURE_part_time_women] = 100 * view_mean(v, OUTPUT_part_time, 1) / employees_of(v, 1);
    values[MEASURE_more_hours] =
        100 * view_means(v, OUTPUT_more_hours, 0, 2) / view_means(v, OUTPUT_part_time, 0, 2);
    values[MEASURE_more_hours_men] =
        100 * view_mean(v, OUTPUT_more_hours, 0) / view_mean(v, OUTPUT_part_time, 0);
    values[MEASURE_more_hours_women] =
        100 * view_mean(v, OUTPUT_more_hours, 1) / view_mean(v, OUTPUT_part_time, 1);
    values[MEASURE_underemployed] = 100 * view_means(v, OUTPUT_more_hours, 0, 2) / employed;
    values[MEASURE_tenure_under_year] = 100 * view_means(v, OUTPUT_jobs_by_tenure, 0, TENURE_FIVE_YEARS) /
                                        view_means(v, OUTPUT_jobs_by_tenure, 0, TENURE_COUNT);
}

/* ---- Hires ----------------------------------------------------------------------------------------- */

/* Contracts of a type signed a month, by class of planned length. */
static double hires(const struct view *v, size_t contract, enum length_class first, enum length_class last)
{
    size_t begin = contract * LENGTH_COUNT;
    return view_means(v, OUTPUT_hires, begin + first, begin + last + 1);
}

static double hires_by_channel(const struct view *v, size_t contract, enum channel channel)
{
    return view_mean(v, OUTPUT_hires_by_channel, contract * CHANNEL_COUNT + channel);
}

static void measure_hires(const struct view *v, double *values)
{
    double of_cdd = hires(v, v->cdd, 0, LENGTH_COUNT - 1);
    double signed_all = hires(v, v->cdi, 0, LENGTH_COUNT - 1) + of_cdd;
    double short_cdd = hires(v, v->cdd, LENGTH_DAY, LENGTH_MONTH);
    double pes = hires_by_channel(v, v->cdi, CHANNEL_PES) + hires_by_channel(v, v->cdd, CHANNEL_PES);
    values[MEASURE_hires_quarter] = 3 * signed_all;
    values[MEASURE_hires_cdd_share] = 100 * of_cdd / signed_all;
    values[MEASURE_hires_cdd_under_month] = 100 * short_cdd / signed_all;
    values[MEASURE_hires_cdd_under_month_of_cdd] = 100 * short_cdd / of_cdd;
    values[MEASURE_hires_one_day_of_cdd] = 100 * hires(v, v->cdd, LENGTH_DAY, LENGTH_DAY) / of_cdd;
    values[MEASURE_hires_recalled_of_cdd] = 100 * hires_by_channel(v, v->cdd, CHANNEL_CALL_BACK) / of_cdd;
    values[MEASURE_pes_share_of_hires] = 100 * pes / signed_all;
}

/* Sum over the sectors of the branches `first` to `last`. */
static double by_branch(const struct view *v, size_t id, size_t row, int32_t first, int32_t last)
{
    size_t sectors = v->p->sectors.count;
    double sum = 0;
    for (size_t s = 0; s < sectors; s++) {
        int32_t branch = ROWS(sector, v->p->sectors)[s].branch;
        sum += branch >= first && branch <= last ? view_mean(v, id, row * sectors + s) : 0;
    }
    return sum;
}

static double staff_of(const struct view *v, int32_t first, int32_t last)
{
    double sum = 0;
    for (size_t need = 0; need < NEED_COUNT; need++) {
        sum += by_branch(v, OUTPUT_staff_by_sector, need, first, last);
    }
    return sum;
}

/* Percent a year. */
static double turnover(const struct view *v, int32_t branch)
{
    double moves = 0;
    for (size_t c = 0; c < v->p->contracts.count; c++) {
        if (ROWS(contract, v->p->contracts)[c].agency_markup <= 0) {
            moves += by_branch(v, OUTPUT_hires_by_sector, c, branch, branch);
            moves += by_branch(v, OUTPUT_separations_by_sector, c, branch, branch);
        }
    }
    return 100 * MONTHS * moves / 2 / staff_of(v, branch, branch);
}

static void measure_turnover(const struct view *v, double *values)
{
    double staff = staff_of(v, BRANCH_INDUSTRY, BRANCH_SERVICES);
    values[MEASURE_entry_rate_cdd] =
        100 * MONTHS * by_branch(v, OUTPUT_hires_by_sector, v->cdd, BRANCH_INDUSTRY, BRANCH_SERVICES) / staff;
    values[MEASURE_entry_rate_cdi] =
        100 * MONTHS * by_branch(v, OUTPUT_hires_by_sector, v->cdi, BRANCH_INDUSTRY, BRANCH_SERVICES) / staff;
    values[MEASURE_turnover_industry] = turnover(v, BRANCH_INDUSTRY);
    values[MEASURE_turnover_services] = turnover(v, BRANCH_SERVICES);
}

/* CDIs signed in month `record`, and those of them that have ended within the classes up to `last`: the
 * cohort is followed through the month of signing and the twelve after it. */
static double cohort_signed(const struct view *v, size_t record)
{
    double sum = 0;
    for (size_t length = 0; length < LENGTH_COUNT; length++) {
        sum += view_cell(v, OUTPUT_hires, record, v->cdi * LENGTH_COUNT + length);
    }
    return sum;
}

static double cohort_ended(const struct view *v, size_t record, enum tenure_class last)
{
    double sum = 0;
    for (size_t months = 0; months < COHORT_MONTHS; months++) {
        for (size_t class = 0; class <= (size_t)last; class ++) {
            sum += view_cell(v, OUTPUT_new_cdi_ended, record + months, months * TENURE_COUNT + class);
        }
    }
    return sum;
}

/* Of the last twelve cohorts that could be followed to the end, or of fewer. */
static double cdi_ended(const struct view *v, enum tenure_class last)
{
    size_t cohorts = v->records >= COHORT_MONTHS ? v->records - COHORT_MONTHS + 1 : 0;
    size_t first = cohorts > MONTHS ? cohorts - MONTHS : 0;
    double all_signed = 0, ended = 0;
    for (size_t record = first; record < cohorts; record++) {
        all_signed += cohort_signed(v, record);
        ended += cohort_ended(v, record, last);
    }
    return all_signed > 0 ? 100 * ended / all_signed : NAN;
}

static void measure_new_cdis(const struct view *v, double *values)
{
    values[MEASURE_cdi_ended_1m] = cdi_ended(v, TENURE_MONTH);
    values[MEASURE_cdi_ended_3m] = cdi_ended(v, TENURE_QUARTER);
    values[MEASURE_cdi_ended_12m] = cdi_ended(v, TENURE_YEAR);
}

/* ---- Flows over a quarter ------------------------------------------------------------------------------ */

/* Sets of groups of statuses, a bit each. */
enum {
    PERMANENT = 1 << GROUP_PERMANENT,
    LIMITED = 1 << GROUP_LIMITED,
    MARGINAL = 1 << GROUP_MARGINAL,
    JOBLESS_SEARCHING = 1 << GROUP_SEARCHING,
    OUTSIDE = 1 << GROUP_OUTSIDE
};

static bool is_of(size_t status, int groups)
{
    return (groups >> status_kinds[status].group & 1) != 0;
}

static double flow(const struct view *v, int from, int to)
{
    double stayed = 0, sum = 0;
    for (size_t before = 0; before < STATUS_COUNT; before++) {
        for (size_t after = 0; after < STATUS_COUNT && is_of(before, from); after++) {
            double flowed = view_mean(v, OUTPUT_transitions_quarter, before * STATUS_COUNT + after);
            sum += flowed;
            stayed += is_of(after, to) ? flowed : 0;
        }
    }
    return sum > 0 ? 100 * stayed / sum : NAN;
}

/* Of the unemployed with a time without a job from `first` to `last` and of an age from `from` to before
 * `to`: the share that is at work three months later. */
static double finding(const struct view *v, size_t first, size_t last, int64_t from, int64_t to)
{
    size_t ages = v->p->age_groups.count;
    double found = 0, sum = 0;
    for (size_t class = first * ages; class < (last + 1) * ages; class ++) {
        int64_t age = ROWS(age_group, v->p->age_groups)[class % ages].from_age;
        if (age >= from && age < to) {
            size_t cell = class * STATUS_COUNT;
            found +=
                view_means(v, OUTPUT_unemployed_quarter, cell + FIRST_EMPLOYEE, cell + LAST_EMPLOYED + 1);
            sum += view_means(v, OUTPUT_unemployed_quarter, cell, cell + STATUS_COUNT);
        }
    }
    return sum > 0 ? 100 * found / sum : NAN;
}

static void measure_finding(const struct view *v, double *values)
{
    const size_t all = DURATION_LONGER;
    values[MEASURE_finding] = finding(v, 0, all, LOWEST_AGE, HIGHEST_AGE);
    values[MEASURE_finding_15_24] = finding(v, 0, all, 15, 25);
    values[MEASURE_finding_25_49] = finding(v, 0, all, 25, 50);
    values[MEASURE_finding_50_64] = finding(v, 0, all, 50, 65);
    values[MEASURE_finding_month] = finding(v, 0, DURATION_MONTH, LOWEST_AGE, HIGHEST_AGE);
    values[MEASURE_finding_year] = finding(v, 0, DURATION_YEAR, LOWEST_AGE, HIGHEST_AGE);
    values[MEASURE_finding_third_year] = finding(v, DURATION_THREE, DURATION_THREE, LOWEST_AGE, HIGHEST_AGE);
    values[MEASURE_finding_longer] = finding(v, DURATION_LONGER, DURATION_LONGER, LOWEST_AGE, HIGHEST_AGE);
}

static void measure_flows(const struct view *v, double *values)
{
    values[MEASURE_flow_permanent_unemployed] = flow(v, PERMANENT, JOBLESS_SEARCHING);
    values[MEASURE_flow_permanent_stay] = flow(v, PERMANENT, PERMANENT);
    values[MEASURE_flow_limited_permanent] = flow(v, LIMITED, PERMANENT);
    values[MEASURE_flow_limited_unemployed] = flow(v, LIMITED, JOBLESS_SEARCHING);
    values[MEASURE_flow_limited_stay] = flow(v, LIMITED, LIMITED);
    values[MEASURE_flow_unemployed_limited] = flow(v, JOBLESS_SEARCHING, LIMITED);
    values[MEASURE_flow_unemployed_permanent] = flow(v, JOBLESS_SEARCHING, PERMANENT);
    values[MEASURE_flow_unemployed_inactive] = flow(v, JOBLESS_SEARCHING, OUTSIDE);
    values[MEASURE_flow_inactive_unemployed] = flow(v, OUTSIDE, JOBLESS_SEARCHING);
    values[MEASURE_flow_inactive_employed] = flow(v, OUTSIDE, PERMANENT | LIMITED | MARGINAL);
}

/* ---- Pay, places, firms ----------------------------------------------------------------------------------
 */

static void measure_pay(const struct view *v, double *values)
{
    const double month_hours = 151.67; /* 35 hours a week */
    double net_month = month_hours * v->p->wages.net;
    values[MEASURE_pay_d1] = view_mean(v, OUTPUT_pay_decile, 0) * net_month;
    values[MEASURE_pay_median] = view_mean(v, OUTPUT_pay_decile, 4) * net_month;
    values[MEASURE_pay_d9] = view_mean(v, OUTPUT_pay_decile, 8) * net_month;
    double women = view_mean(v, OUTPUT_mean_pay_by_sex, 1), men = view_mean(v, OUTPUT_mean_pay_by_sex, 0);
    values[MEASURE_pay_women] = men > 0 ? 100 * (1 - women / men) : NAN;
    values[MEASURE_at_minimum] = view_mean(v, OUTPUT_at_minimum, 0);
}

/* Staff in the size classes from `from` to before `to`, in percent of all. */
static double staff_in_sizes(const struct view *v, double from, double to)
{
    const int64_t *staff = outputs_record(v->outputs, OUTPUT_staff_by_size, 0);
    double here = 0, sum = 0;
    for (size_t c = 0; c < v->p->sizes.count; c++) {
        double begin = ROWS(size_class, v->p->sizes)[c].from;
        sum += (double)staff[c];
        here += begin >= from && begin < to ? (double)staff[c] : 0;
    }
    return sum > 0 ? 100 * here / sum : NAN;
}

static void measure_firms(const struct view *v, double *values)
{
    if (v->outputs->period_count[OUTPUT_FINAL] == 0) {
        return;
    }
    values[MEASURE_firms_tail] = ((const double *)outputs_record(v->outputs, OUTPUT_size_exponent, 0))[0];
    values[MEASURE_staff_0_9] = staff_in_sizes(v, 0, 10);
    values[MEASURE_staff_250plus] = staff_in_sizes(v, 250, INFINITY);
}

/* ---- Incomes --------------------------------------------------------------------------------------- */

/* Of a series that has a figure once a year: the last one. NaN where there is none. */
static double last_year(const struct view *v, size_t own, size_t cell)
{
    double value = NAN;
    for (size_t record = v->records; record > 0 && isnan(value); record--) {
        value = view_cell(v, part_output(&part_incomes, own), record - 1, cell);
    }
    return value;
}

static double poverty_of_employees(const struct view *v)
{
    double poor = 0, people_all = 0;
    for (size_t s = FIRST_EMPLOYEE; s <= LAST_EMPLOYEE; s++) {
        double count = all(v, (enum status_code)s, (enum status_code)s);
        poor += count > 0 ? count * last_year(v, OWN_poverty_by_status, s) : 0;
        people_all += count;
    }
    return poor / people_all;
}

static void measure_incomes(const struct view *v, double *values)
{
    values[MEASURE_poverty] = last_year(v, OWN_poverty, 0);
    values[MEASURE_poverty_50] = last_year(v, OWN_poverty, 1);
    values[MEASURE_poverty_unemployed] = last_year(v, OWN_poverty_by_status, STATUS_UNEMPLOYED);
    values[MEASURE_poverty_employees] = poverty_of_employees(v);
    values[MEASURE_gini] = last_year(v, OWN_gini, 0);
    values[MEASURE_low_pay] = last_year(v, OWN_low_pay, 0);
    double registered = view_means(v, part_output(&part_incomes, OWN_registered), 0, 3);
    if (registered > 0) {
        values[MEASURE_benefit_paid_share] =
            100 * view_mean(v, part_output(&part_incomes, OWN_paid_benefit), 0) / registered;
    }
}

enum status measures_take(const struct sim *sim, double *values, struct error *error)
{
    const struct parameters *p = sim->params;
    const struct view view = {
        .p = p,
        .outputs = &sim->outputs,
        .records = sim->outputs.period_count[OUTPUT_MONTHLY],
        .cdi = contract_for(p, ROLE_CORE),
        .cdd = contract_with(p, STATUS_CDD),
    };
    (void)error;
    if (view.records == 0) {
        return STATUS_OK;
    }
    measure_joblessness(&view, values);
    measure_stocks(&view, values);
    measure_hires(&view, values);
    measure_turnover(&view, values);
    measure_new_cdis(&view, values);
    measure_finding(&view, values);
    measure_flows(&view, values);
    measure_pay(&view, values);
    measure_incomes(&view, values);
    zone_slopes(&view, values);
    measure_firms(&view, values);
    return STATUS_OK;
}
