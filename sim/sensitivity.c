#include "sim/sensitivity.h"

#include <math.h>
#include <stdlib.h>

#include "sim/memory.h"

/* ---- points ---- */

/* Trajectories move along the range itself; base samples have every value of it as often. */
static void write_text(struct sensitivity *plan, size_t index)
{
    size_t f = index % plan->design->factor_count;
    const struct factor *factor = &plan->design->factors[f];
    double *x = &plan->points[index];
    double position = plan->method == SENSITIVITY_SOBOL ? factor_spread(factor, *x) : *x;
    factor_text(factor, position, FACTOR_DIGITS, plan->texts[index]);
    *x = factor->whole ? factor_position(factor, strtod(plan->texts[index], NULL)) : position;
}

enum status sensitivity_init(struct sensitivity *plan, int64_t draw, struct error *error)
{
    size_t n = plan->design->factor_count;
    size_t width = sensitivity_width(plan);
    plan->points = memory_alloc(sensitivity_points(plan) * n, sizeof *plan->points);
    plan->texts = memory_alloc(sensitivity_points(plan) * n, sizeof *plan->texts);
    plan->moved = memory_alloc(plan->units * n, sizeof *plan->moved);
    if (plan->points == NULL || plan->texts == NULL || plan->moved == NULL) {
        return error_memory(error, "points of an analysis of sensitivity");
    }
    if (plan->method == SENSITIVITY_SOBOL) {
        sobol_rows(n, plan->units, draw, plan->points);
    }
    for (size_t unit = 0; plan->method == SENSITIVITY_MORRIS && unit < plan->units; unit++) {
        morris_trajectory(n, unit, draw, plan->points + unit * width * n, plan->moved + unit * n);
    }
    for (size_t i = 0; i < sensitivity_points(plan) * n; i++) {
        write_text(plan, i);
    }
    return STATUS_OK;
}

void sensitivity_clear(struct sensitivity *plan)
{
    memory_free(plan->points);
    memory_free(plan->texts);
    memory_free(plan->moved);
    *plan = (struct sensitivity){0};
}

/* ---- what comes out ---- */

static double find_mean(const double *values, size_t count)
{
    double sum = 0;
    double given = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(values[i])) {
            sum += values[i];
            given++;
        }
    }
    return sum / given;
}

/* Writes the effects of each factor in each trajectory to effects[factors][units][seeds]. */
static void find_effects(const struct sensitivity *plan, const double *values, double *effects)
{
    size_t n = plan->design->factor_count;
    for (size_t unit = 0; unit < plan->units; unit++) {
        for (size_t i = 0; i < n; i++) {
            size_t f = plan->moved[unit * n + i];
            const double *x = plan->points + (unit * (n + 1) + i) * n + f;
            const double *y = values + (unit * (n + 1) + i) * plan->seeds;
            double step = x[n] - x[0];
            for (size_t s = 0; s < plan->seeds; s++) {
                effects[(f * plan->units + unit) * plan->seeds + s] =
                    step != 0 ? (y[plan->seeds + s] - y[s]) / step : NAN;
            }
        }
    }
}

static enum status estimate_effects(const struct sensitivity *plan, const double *values, double level,
                                    struct sensitivity_figure *figure, struct error *error)
{
    size_t n = plan->design->factor_count;
    size_t each = plan->units * plan->seeds;
    double *effects = memory_alloc(n * each, sizeof *effects);
    figure->effects = memory_alloc(n, sizeof *figure->effects);
    if (effects == NULL || figure->effects == NULL) {
        memory_free(effects);
        return error_memory(error, "effects");
    }
    find_effects(plan, values, effects);
    for (size_t f = 0; f < n; f++) {
        morris_estimate(effects + f * each, plan->units, plan->seeds, level, &figure->effects[f]);
    }
    memory_free(effects);
    return STATUS_OK;
}

enum status sensitivity_estimate(const struct sensitivity *plan, const double *values, double level,
                                 struct sensitivity_figure *figure, struct error *error)
{
    size_t n = plan->design->factor_count;
    *figure = (struct sensitivity_figure){.mean = find_mean(values, sensitivity_points(plan) * plan->seeds)};
    if (plan->method == SENSITIVITY_MORRIS) {
        return estimate_effects(plan, values, level, figure, error);
    }
    figure->indices = memory_alloc(n, sizeof *figure->indices);
    return figure->indices == NULL ? error_memory(error, "indices")
                                   : sobol_estimate(values, plan->units, n, plan->seeds, level,
                                                    &figure->summary, figure->indices, error);
}

void sensitivity_figure_clear(struct sensitivity_figure *figure)
{
    memory_free(figure->effects);
    memory_free(figure->indices);
    *figure = (struct sensitivity_figure){0};
}
