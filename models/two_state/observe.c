/* What is counted, what must hold, and what a person reads after a run. */
#include "models/two_state/two_state.h"

static int64_t count_unemployed(void *context, const struct span *span)
{
    const struct people *people = context;
    int64_t unemployed = 0;
    for (size_t i = span->begin; i < span->end; i++) {
        unemployed += people->state[i] == UNEMPLOYED;
    }
    return unemployed;
}

/* Counts who went where during the month, and begins the next one. */
static void count_flows(void *context, const struct span *span)
{
    struct world *world = context;
    struct people *people = &world->people;
    int64_t flow[STATE_COUNT * STATE_COUNT] = {0};
    for (size_t i = span->begin; i < span->end; i++) {
        flow[people->state_before[i] * STATE_COUNT + people->state[i]] += 1;
        people->state_before[i] = people->state[i];
    }
    int64_t *tally = outputs_tally(&world->sim->outputs, OUTPUT_gross_flow, span->thread);
    for (int cell = 0; cell < STATE_COUNT * STATE_COUNT; cell++) {
        tally[cell] += flow[cell];
    }
}

static void fill_stock(struct world *world, int64_t stock[STATE_COUNT])
{
    struct people *people = &world->people;
    int64_t unemployed =
        parallel_sum(&world->sim->parallel, people->table.rows, PARALLEL_BLOCK, count_unemployed, people);
    stock[EMPLOYED] = (int64_t)people->table.rows - unemployed;
    stock[UNEMPLOYED] = unemployed;
}

enum status two_state_observe(void *observed, enum output_axis axis, int32_t first_day, int32_t last_day,
                              struct error *error)
{
    (void)first_day;
    (void)last_day;
    (void)error;
    struct world *world = observed;
    const struct outputs *outputs = &world->sim->outputs;
    size_t people = world->people.table.rows;
    if (axis == OUTPUT_DAILY) {
        fill_stock(world, outputs_tally(outputs, OUTPUT_daily_stock, 0));
    } else if (axis == OUTPUT_MONTHLY) {
        int64_t *stock = outputs_tally(outputs, OUTPUT_stock, 0);
        fill_stock(world, stock);
        *outputs_reals(outputs, OUTPUT_unemployment_rate) = (double)stock[UNEMPLOYED] / (double)people;
        parallel_for(&world->sim->parallel, people, PARALLEL_BLOCK, count_flows, world);
    }
    return STATUS_OK;
}

enum status two_state_audit(const void *audited, int32_t day, struct error *error)
{
    const struct people *people = &((const struct world *)audited)->people;
    for (size_t i = 0; i < people->table.rows; i++) {
        bool states = people->state[i] < STATE_COUNT && people->state_before[i] < STATE_COUNT;
        bool days = people->since[i] <= day && day < people->due[i];
        if (!states || !days) {
            return error_set(error, STATUS_FAILED,
                             "person %zu after day %d: state %d (before %d), since day %d, due on day %d", i,
                             (int)day, people->state[i], people->state_before[i], (int)people->since[i],
                             (int)people->due[i]);
        }
    }
    return STATUS_OK;
}

/* Means over the recorded months beside what the theory says for the last rates: the share of people without
 * a job settles at s / (s + f), and as many are hired as lose their job. */
enum status two_state_measure(const struct sim *sim, double *values, struct error *error)
{
    (void)error;
    const struct two_state_params *params = sim->params;
    const struct outputs *outputs = &sim->outputs;
    double s = params->rates.job_loss;
    double f = params->rates.job_finding;
    size_t months = outputs->period_count[OUTPUT_MONTHLY];
    double rate = 0;
    double hires = 0;
    double losses = 0;
    for (size_t month = 0; month < months; month++) {
        rate += *(const double *)outputs_record(outputs, OUTPUT_unemployment_rate, month);
        hires += (double)*(const int64_t *)outputs_record(outputs, OUTPUT_hires, month);
        losses += (double)*(const int64_t *)outputs_record(outputs, OUTPUT_job_losses, month);
    }
    double days = sim->end_day - sim->start_day;
    double jobless = s / (s + f); /* not a number when nobody changes: then it stays as it began */
    values[MEASURE_jobless] = 100 * rate / (double)months;
    values[MEASURE_jobless_exact] = 100 * jobless;
    values[MEASURE_found] = hires / days;
    values[MEASURE_lost] = losses / days;
    values[MEASURE_flow_exact] = (double)params->population.size * jobless * f;
    return STATUS_OK;
}

void two_state_steady_month(const struct sim *sim, size_t record, double *values)
{
    values[STEADY_jobless] =
        100 * *(const double *)outputs_record(&sim->outputs, OUTPUT_unemployment_rate, record);
}
