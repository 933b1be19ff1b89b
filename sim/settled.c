#include "sim/settled.h"

#include <math.h>
#include <string.h>

#include "sim/due.h"
#include "sim/memory.h"

const char *settled_word(enum settled_verdict verdict)
{
    static const char *const words[SETTLED_VERDICTS] = {"within", "luck", "drifts", "unknown"};
    return words[verdict];
}

/* The first day of the recorded time on which anything but luck changes. */
static void find_change(struct settled *settled, const struct scenario *scenario, const struct sim *sim)
{
    const struct change_list *list = &scenario->changes;
    const struct model *model = scenario->model;
    settled->change_day = DUE_NEVER;
    for (size_t i = 0; i < list->count && settled->change_day == DUE_NEVER; i++) {
        const struct change *change = &list->changes[i];
        if (change->day >= sim->start_day && strcmp(change->path, "run.luck") != 0) {
            settled->change_day = change->day;
            settled->changes = change->path;
        }
    }
    int32_t step = model->next_step != NULL
                       ? model->next_step(scenario->sets[SCENARIO_SET_MODEL].values, sim->start_day - 1)
                       : DUE_NEVER;
    if (step < settled->change_day) {
        settled->change_day = step;
        settled->changes = NULL;
    }
    if (settled->change_day >= sim->end_day) {
        settled->change_day = DUE_NEVER;
        settled->changes = NULL;
    }
}

/* Months that ended before the change. */
static size_t months_before(const struct outputs *outputs, int32_t change_day)
{
    size_t months = 0;
    while (months < outputs->period_count[OUTPUT_MONTHLY] &&
           outputs->periods[OUTPUT_MONTHLY][months].last_day < change_day) {
        months++;
    }
    return months;
}

static enum settled_verdict judge(const struct settled_line *line, size_t figures)
{
    if (!isfinite(line->change) || !isfinite(line->drift.chance)) {
        return SETTLED_UNKNOWN;
    }
    if (fabs(line->change) <= line->figure->bound) {
        return SETTLED_WITHIN;
    }
    return line->drift.chance < SETTLED_LEVEL / (double)figures ? SETTLED_DRIFTS : SETTLED_LUCK;
}

static void fill_line(struct settled_line *line, const struct steady *figure, const struct drift *drift,
                      size_t figures)
{
    double unit = figure->scale == STEADY_PERCENT ? 100 / fabs(drift->first) : 1;
    *line = (struct settled_line){.figure = figure,
                                  .drift = *drift,
                                  .change = unit * (drift->later - drift->first),
                                  .luck = unit * drift->luck};
    line->verdict = judge(line, figures);
}

static enum settled_verdict verdict_of(const struct settled *settled)
{
    size_t with[SETTLED_VERDICTS] = {0};
    for (size_t i = 0; i < settled->count; i++) {
        with[settled->lines[i].verdict]++;
    }
    return with[SETTLED_DRIFTS] > 0   ? SETTLED_DRIFTS
           : with[SETTLED_LUCK] > 0   ? SETTLED_LUCK
           : with[SETTLED_WITHIN] > 0 ? SETTLED_WITHIN
                                      : SETTLED_UNKNOWN;
}

/* series[count * months], a figure after the other. */
static void take_series(const struct model *model, const struct sim *sim, size_t months, double *values,
                        double *series)
{
    for (size_t month = 0; month < months; month++) {
        for (size_t i = 0; i < model->steady_count; i++) {
            values[i] = NAN;
        }
        model->steady_month(sim, month, values);
        for (size_t i = 0; i < model->steady_count; i++) {
            series[i * months + month] = values[i];
        }
    }
}

enum status settled_init(struct settled *settled, const struct scenario *scenario, const struct sim *sim,
                         struct error *error)
{
    const struct model *model = scenario->model;
    enum status status = STATUS_OK;
    *settled = (struct settled){.verdict = SETTLED_UNKNOWN};
    find_change(settled, scenario, sim);
    size_t months = months_before(&sim->outputs, settled->change_day);
    settled->years = months / DRIFT_MONTHS;
    months = settled->years * DRIFT_MONTHS;
    settled->first_day = sim->start_day;
    settled->last_day =
        months > 0 ? sim->outputs.periods[OUTPUT_MONTHLY][months - 1].last_day : sim->start_day - 1;
    double *values = memory_alloc(model->steady_count + 1, sizeof *values);
    double *series = memory_alloc(model->steady_count * months + 1, sizeof *series);
    settled->lines = memory_alloc(model->steady_count + 1, sizeof *settled->lines);
    if (values == NULL || series == NULL || settled->lines == NULL) {
        TRY(error_memory(error, "steady figures"));
    }
    settled->count = model->steady_count;
    if (settled->count > 0) {
        take_series(model, sim, months, values, series);
    }
    for (size_t i = 0; i < settled->count; i++) {
        struct drift drift = drift_of(series + i * months, months);
        fill_line(&settled->lines[i], &model->steady[i], &drift, settled->count);
    }
    settled->verdict = verdict_of(settled);
out:
    memory_free(values);
    memory_free(series);
    return status;
}

void settled_clear(struct settled *settled)
{
    memory_free(settled->lines);
    *settled = (struct settled){0};
}
