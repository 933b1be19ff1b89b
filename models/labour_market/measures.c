/* The figures of a run that are held against published ones: of its last year. */
#include "models/labour_market/measures.h"

#include <math.h>
#include <string.h>

#include "models/labour_market/observe.h"
#include "models/labour_market/parameters.h"

const struct measure labour_market_measures[MEASURE_COUNT] = {MEASURES(MEASURE_ENTRY)};

enum { MONTHS = 12 };

/* Mean over the last twelve months (or fewer) of the sum of the cells begin, begin + step, ... below end. */
static double last_year(const struct outputs *outputs, size_t id, size_t begin, size_t end, size_t step)
{
    size_t records = outputs->period_count[OUTPUT_MONTHLY];
    size_t months = records < MONTHS ? records : MONTHS;
    double sum = 0;
    for (size_t r = records - months; r < records; r++) {
        for (size_t cell = begin; cell < end; cell += step) {
            const void *record = outputs_record(outputs, id, r);
            sum += outputs->declared[id].type == COLUMN_I64 ? (double)((const int64_t *)record)[cell]
                                                            : ((const double *)record)[cell];
        }
    }
    return months > 0 ? sum / (double)months : NAN;
}

/* What all figures are made from. */
struct view {
    const struct parameters *p;
    const struct outputs *outputs;
    size_t ages;
    size_t cdi; /* rows of the table of contracts */
    size_t cdd;
};

/* Mean of a series without dimensions, or of one cell of another. */
static double mean(const struct view *v, size_t id, size_t cell)
{
    return last_year(v->outputs, id, cell, cell + 1, 1);
}

static double stock(const struct view *v, enum status_code status)
{
    size_t cells = v->ages * 2;
    return last_year(v->outputs, OUTPUT_stock, status * cells, (status + 1) * cells, 1);
}

static void measure_stocks(const struct view *v, double *values)
{
    values[MEASURE_cdi] = stock(v, STATUS_CDI);
    values[MEASURE_cdd] = stock(v, STATUS_CDD);
    values[MEASURE_unemployed] = stock(v, STATUS_UNEMPLOYED);
    values[MEASURE_inactive] = stock(v, STATUS_INACTIVE);
    values[MEASURE_retired] = stock(v, STATUS_RETIRED);
    values[MEASURE_jobs] = values[MEASURE_cdi] + values[MEASURE_cdd];
    values[MEASURE_cdi_share] = mean(v, OUTPUT_cdi_share, 0);
}

static void measure_joblessness(const struct view *v, double *values)
{
    size_t cells = v->p->contracts.count * TENURE_COUNT;
    values[MEASURE_unemployment_rate] = mean(v, OUTPUT_unemployment_rate, 0);
    values[MEASURE_long_term_share] = mean(v, OUTPUT_long_term_share, 0);
    values[MEASURE_vacancy_rate] =
        100 * last_year(v->outputs, OUTPUT_vacancies, 0, cells, 1) / values[MEASURE_jobs];
}

/* Contracts of a type signed a month, by class of planned length. */
static double hires(const struct view *v, size_t contract, enum length_class first, enum length_class last)
{
    size_t begin = contract * LENGTH_COUNT;
    return last_year(v->outputs, OUTPUT_hires, begin + first, begin + last + 1, 1);
}

static void measure_hires(const struct view *v, double *values)
{
    double of_cdd = hires(v, v->cdd, 0, LENGTH_COUNT - 1);
    double all = hires(v, v->cdi, 0, LENGTH_COUNT - 1) + of_cdd;
    double short_cdd = hires(v, v->cdd, LENGTH_DAY, LENGTH_MONTH);
    values[MEASURE_hires_quarter] = 3 * all;
    values[MEASURE_hires_cdd_share] = 100 * of_cdd / all;
    values[MEASURE_hires_cdd_under_month] = 100 * short_cdd / all;
    values[MEASURE_hires_cdd_under_month_of_cdd] = 100 * short_cdd / of_cdd;
    values[MEASURE_hires_one_day_of_cdd] = 100 * hires(v, v->cdd, LENGTH_DAY, LENGTH_DAY) / of_cdd;
    values[MEASURE_hires_cdd_quarter_of_cdd] =
        100 * hires(v, v->cdd, LENGTH_QUARTER, LENGTH_QUARTER) / of_cdd;
    values[MEASURE_hires_cdd_longer_of_cdd] = 100 * hires(v, v->cdd, LENGTH_YEAR, LENGTH_LONGER) / of_cdd;
}

/* Share of new CDIs that end within some time: the year's ends by time since signing over the year's
 * signatures, exact when the market is steady. CDDs continued as CDIs are in neither. */
static double cdi_ended(const struct view *v, enum tenure_class last)
{
    double ended = last_year(v->outputs, OUTPUT_new_cdi_ended, 0, (size_t)last + 1, 1);
    return 100 * ended / hires(v, v->cdi, 0, LENGTH_COUNT - 1);
}

static void measure_new_cdis(const struct view *v, double *values)
{
    values[MEASURE_cdi_ended_1m] = cdi_ended(v, TENURE_MONTH);
    values[MEASURE_cdi_ended_3m] = cdi_ended(v, TENURE_QUARTER);
    values[MEASURE_cdi_ended_12m] = cdi_ended(v, TENURE_YEAR);
}

/* Full time is 35 hours a week; employees' contributions are 22 % of gross pay. */
static const double FULL_TIME_HOURS = 151.67;
static const double NET_OF_GROSS = 0.78;

static void measure_pay(const struct view *v, double *values)
{
    double net_month = FULL_TIME_HOURS * NET_OF_GROSS;
    values[MEASURE_pay_hour_d1] = mean(v, OUTPUT_pay_decile, 0);
    values[MEASURE_pay_hour_median] = mean(v, OUTPUT_pay_decile, 4);
    values[MEASURE_pay_hour_d9] = mean(v, OUTPUT_pay_decile, 8);
    values[MEASURE_pay_d1] = values[MEASURE_pay_hour_d1] * net_month;
    values[MEASURE_pay_median] = values[MEASURE_pay_hour_median] * net_month;
    values[MEASURE_pay_d9] = values[MEASURE_pay_hour_d9] * net_month;
    values[MEASURE_at_minimum] = mean(v, OUTPUT_at_minimum, 0);
}

static size_t contract_row(const struct parameters *p, const char *name)
{
    size_t row = 0;
    for (size_t c = 0; c < p->contracts.count; c++) {
        row = strcmp(ROWS(contract, p->contracts)[c].name.chars, name) == 0 ? c : row;
    }
    return row;
}

enum status measures_take(const struct sim *sim, double *values, struct error *error)
{
    const struct parameters *p = sim->params;
    const struct view view = {
        .p = p,
        .outputs = &sim->outputs,
        .ages = p->age_groups.count,
        .cdi = contract_row(p, "cdi"),
        .cdd = contract_row(p, "cdd"),
    };
    (void)error;
    measure_stocks(&view, values);
    measure_joblessness(&view, values);
    measure_hires(&view, values);
    measure_new_cdis(&view, values);
    measure_pay(&view, values);
    return STATUS_OK;
}
