#include "sim/score.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "sim/memory.h"

/* A value that is exactly as far off as the tolerance allows is within: what differs in the last bits,
 * because 12.3 - 11.7 is more than 0.6, is not off. */
bool score_is_within(const struct target *target, double gap, double share)
{
    double rounding = 8 * DBL_EPSILON * (fabs(target->value) + target->tolerance);
    return fabs(gap) <= share * target->tolerance + rounding;
}

static void add_line(struct score *score, const struct measure *measure, double value,
                     const struct target *target)
{
    struct score_line *line = &score->lines[score->count++];
    *line = (struct score_line){
        .measure = measure, .target = target, .value = value, .gap = NAN, .gap_tolerances = NAN};
    if (target == NULL) {
        return;
    }
    line->gap = value - target->value;
    line->gap_tolerances = line->gap / target->tolerance;
    line->within = score_is_within(target, line->gap, 1);
    score->targets++;
    score->within += line->within;
}

static void add_lines(struct score *score, const struct model *model, const struct param_rows *rows,
                      const double *values)
{
    const struct target *targets = rows->rows;
    for (size_t id = 0; id < model->measure_count; id++) {
        const struct measure *measure = &model->measures[id];
        size_t before = score->count;
        for (size_t row = 0; row < rows->count; row++) {
            if (strcmp(targets[row].measure.chars, measure->name) == 0) {
                add_line(score, measure, values[id], &targets[row]);
            }
        }
        if (score->count == before && !isnan(values[id])) {
            add_line(score, measure, values[id], NULL);
        }
    }
}

enum status measures_compute(const struct model *model, const struct sim *sim, double *values,
                             struct error *error)
{
    for (size_t id = 0; id < model->measure_count; id++) {
        values[id] = NAN;
    }
    return model->measure != NULL ? model->measure(sim, values, error) : STATUS_OK;
}

enum status score_init_values(struct score *score, const struct scenario *scenario, const double *values,
                              struct error *error)
{
    const struct model *model = scenario->model;
    const struct param_rows *rows = &scenario->targets->targets;
    *score = (struct score){0};
    score->lines = memory_alloc(model->measure_count + rows->count, sizeof *score->lines);
    if (score->lines == NULL) {
        return error_memory(error, "scorecard");
    }
    add_lines(score, model, rows, values);
    return STATUS_OK;
}

enum status score_init(struct score *score, const struct scenario *scenario, const struct sim *sim,
                       struct error *error)
{
    enum status status = STATUS_OK;
    *score = (struct score){0};
    double *values = memory_alloc(scenario->model->measure_count, sizeof *values);
    if (values == NULL) {
        TRY(error_memory(error, "scorecard"));
    }
    TRY(measures_compute(scenario->model, sim, values, error));
    TRY(score_init_values(score, scenario, values, error));
out:
    memory_free(values);
    return status;
}

void score_clear(struct score *score)
{
    memory_free(score->lines);
    *score = (struct score){0};
}
