/* The figures by which one sees that a run has settled, month by month. */
#include "models/labour_market/output/steady.h"

#include "models/labour_market/law/minimum_wage.h"
#include "models/labour_market/output/observe.h"
#include "models/labour_market/parameters.h"

const struct steady labour_market_steady[STEADY_COUNT] = {STEADY(STEADY_ENTRY)};

static double real(const struct sim *sim, size_t id, size_t record)
{
    return *(const double *)outputs_record(&sim->outputs, id, record);
}

/* Cells from `begin` to before `end`. */
static double count(const struct sim *sim, size_t id, size_t record, size_t begin, size_t end)
{
    const int64_t *cells = outputs_record(&sim->outputs, id, record);
    int64_t sum = 0;
    for (size_t cell = begin; cell < end; cell++) {
        sum += cells[cell];
    }
    return (double)sum;
}

void steady_month(const struct sim *sim, size_t record, double *values)
{
    const struct parameters *p = sim->params;
    size_t of_status = 2 * p->age_groups.count;
    values[STEADY_unemployment_rate] = real(sim, OUTPUT_unemployment_rate, record);
    values[STEADY_long_term_share] = real(sim, OUTPUT_long_term_share, record);
    values[STEADY_cdi_share] = real(sim, OUTPUT_cdi_share, record);
    values[STEADY_jobs] =
        count(sim, OUTPUT_stock, record, FIRST_EMPLOYEE * of_status, (LAST_EMPLOYED + 1) * of_status);
    values[STEADY_mean_pay] = real(sim, OUTPUT_mean_pay, record);
    values[STEADY_vacancies] = count(sim, OUTPUT_vacancies, record, 0, p->contracts.count * TENURE_COUNT);
}

int32_t steady_next_step(const void *params, int32_t day)
{
    return minimum_wage_next_step(params, day);
}
