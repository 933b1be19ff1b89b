#include "sim/score_runs.h"

#include <math.h>

#include "sim/calibration.h"
#include "sim/memory.h"

/* What the runs gave. */
struct figures {
    const double *values; /* [runs][measures] */
    const struct measure *measures;
    size_t runs;
    size_t measure_count;
};

static double value_of(const struct figures *figures, size_t run, size_t measure)
{
    return figures->values[run * figures->measure_count + measure];
}

static bool run_is_within(const struct figures *figures, size_t run, const struct score_line *line)
{
    double value = value_of(figures, run, (size_t)(line->measure - figures->measures));
    return score_is_within(line->target, value - line->target->value, 1);
}

/* Over the runs that give it, NaN without any. In the order of the runs: a sum of reals. */
static double mean_of(const struct figures *figures, size_t measure)
{
    double sum = 0;
    size_t count = 0;
    for (size_t run = 0; run < figures->runs; run++) {
        double value = value_of(figures, run, measure);
        if (isfinite(value)) {
            sum += value;
            count++;
        }
    }
    return count > 0 ? sum / (double)count : NAN;
}

/* fmin and fmax pass over the NaN of the beginning. */
static struct score_spread spread_of(const struct figures *figures, const struct score_line *line)
{
    struct score_spread spread = {.low = NAN, .high = NAN, .relative_gap = NAN};
    size_t measure = (size_t)(line->measure - figures->measures);
    for (size_t run = 0; run < figures->runs; run++) {
        double value = value_of(figures, run, measure);
        if (isfinite(value)) {
            spread.runs++;
            spread.low = fmin(spread.low, value);
            spread.high = fmax(spread.high, value);
            spread.runs_within += line->target != NULL && run_is_within(figures, run, line);
        }
    }
    if (line->target != NULL) {
        spread.within_half = score_is_within(line->target, line->gap, 0.5);
        spread.held_out = moment_is_held_out(line->measure->name, HELD_OUT_PERCENT);
    }
    if (line->target != NULL && line->target->value != 0) {
        spread.relative_gap = fabs(line->gap) / fabs(line->target->value);
    }
    return spread;
}

static bool is_part(const struct score_runs *score, size_t line, enum score_part part)
{
    return score->mean.lines[line].target != NULL &&
           (part == SCORE_ALL || score->spreads[line].held_out == (part == SCORE_HELD_OUT));
}

static void count_means(struct score_runs *score, enum score_part part)
{
    struct score_total *total = &score->totals[part];
    double sum = 0;
    for (size_t i = 0; i < score->mean.count; i++) {
        const struct score_line *line = &score->mean.lines[i];
        const struct score_spread *spread = &score->spreads[i];
        if (!is_part(score, i, part)) {
            continue;
        }
        total->targets++;
        total->within += line->within;
        total->within_half += spread->within_half;
        total->missing += spread->runs == 0 && line->target->value != 0;
        total->zero += line->target->value == 0;
        sum += isnan(spread->relative_gap) ? 0 : spread->relative_gap;
    }
    size_t compared = total->targets - total->zero - total->missing;
    total->relative_gap = compared > 0 ? sum / (double)compared : NAN;
}

static void count_single_runs(struct score_runs *score, enum score_part part, const struct figures *figures)
{
    struct score_total *total = &score->totals[part];
    size_t all = 0;
    total->least = total->targets;
    for (size_t run = 0; run < figures->runs; run++) {
        size_t within = 0;
        for (size_t i = 0; i < score->mean.count; i++) {
            within += is_part(score, i, part) && run_is_within(figures, run, &score->mean.lines[i]);
        }
        total->least = within < total->least ? within : total->least;
        total->most = within > total->most ? within : total->most;
        all += within;
    }
    total->mean = (double)all / (double)figures->runs;
}

static enum status score_means(struct score *score, const struct scenario *scenario,
                               const struct figures *figures, struct error *error)
{
    double *means = memory_alloc(figures->measure_count, sizeof *means);
    if (means == NULL) {
        return error_memory(error, "scorecard");
    }
    for (size_t measure = 0; measure < figures->measure_count; measure++) {
        means[measure] = mean_of(figures, measure);
    }
    enum status status = score_init_values(score, scenario, means, error);
    memory_free(means);
    return status;
}

enum status score_runs_init(struct score_runs *score, const struct scenario *scenario, const double *values,
                            size_t runs, struct error *error)
{
    const struct model *model = scenario->model;
    const struct figures figures = {values, model->measures, runs, model->measure_count};
    *score = (struct score_runs){.runs = runs};
    PASS(score_means(&score->mean, scenario, &figures, error));
    score->spreads = memory_alloc(score->mean.count, sizeof *score->spreads);
    if (score->spreads == NULL) {
        return error_memory(error, "scorecard");
    }
    for (size_t i = 0; i < score->mean.count; i++) {
        score->spreads[i] = spread_of(&figures, &score->mean.lines[i]);
    }
    for (int part = 0; part < SCORE_PARTS; part++) {
        count_means(score, (enum score_part)part);
        count_single_runs(score, (enum score_part)part, &figures);
    }
    return STATUS_OK;
}

void score_runs_clear(struct score_runs *score)
{
    score_clear(&score->mean);
    memory_free(score->spreads);
    *score = (struct score_runs){0};
}
