#include "sim/score.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "sim/memory.h"

/* A value that is exactly as far off as the tolerance allows is within: what differs in the last bits,
 * because 12.3 - 11.7 is more than 0.6, is not off. */
static bool is_within(const struct target *target, double gap)
{
    double rounding = 8 * DBL_EPSILON * (fabs(target->value) + target->tolerance);
    return fabs(gap) <= target->tolerance + rounding;
}

static bool same_source(const struct target *a, const struct target *b)
{
    return strcmp(a->territory.chars, b->territory.chars) == 0 && strcmp(a->year.chars, b->year.chars) == 0 &&
           strcmp(a->definition.chars, b->definition.chars) == 0 &&
           strcmp(a->source.chars, b->source.chars) == 0 && a->confidence == b->confidence;
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
    line->within = is_within(target, line->gap);
    score->targets++;
    score->within += line->within;
    size_t last = 0;
    for (struct score_line *other = score->lines; other < line; other++) {
        if (other->target != NULL && same_source(other->target, target)) {
            line->source = other->source;
            return;
        }
        last = other->source > last ? other->source : last;
    }
    line->source = last + 1;
}

static void add_targets(struct score *score, const struct model *model, const struct param_rows *rows,
                        const double *values)
{
    const struct target *targets = rows->rows;
    for (size_t row = 0; row < rows->count; row++) {
        int id = measure_find(model->measures, model->measure_count, targets[row].measure.chars);
        if (id >= 0) { /* else targets_check has refused it */
            add_line(score, &model->measures[id], values[id], &targets[row]);
        }
    }
}

static void add_measures(struct score *score, const struct model *model, const struct param_rows *rows,
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

enum status score_init(struct score *score, const struct scenario *scenario, const struct sim *sim,
                       enum score_scope scope, struct error *error)
{
    const struct model *model = scenario->model;
    const struct param_rows *rows = &scenario->targets->targets;
    enum status status = STATUS_OK;
    *score = (struct score){0};
    double *values = memory_alloc(model->measure_count, sizeof *values);
    score->lines = memory_alloc(model->measure_count + rows->count, sizeof *score->lines);
    if (values == NULL || score->lines == NULL) {
        TRY(error_memory(error, "scorecard"));
    }
    for (size_t id = 0; id < model->measure_count; id++) {
        values[id] = NAN;
    }
    if (model->measure != NULL) {
        TRY(model->measure(sim, values, error));
    }
    if (scope == SCORE_TARGETS) {
        add_targets(score, model, rows, values);
    } else {
        add_measures(score, model, rows, values);
    }
out:
    memory_free(values);
    return status;
}

void score_clear(struct score *score)
{
    memory_free(score->lines);
    *score = (struct score){0};
}
