#include "sim/calibration.h"

#include <math.h>
#include <string.h>

#include "sim/dense.h"
#include "sim/digest.h"
#include "sim/memory.h"
#include "sim/random.h"
#include "sim/search.h"

/* ---- moments ---- */

bool moment_is_held_out(const char *name, int held_out)
{
    uint64_t digest = digest_text(digest_text(0, "held out of calibration"), name);
    return rng_mix(digest) % 100 < (uint64_t)held_out;
}

static size_t find_measure(const struct model *model, const char *name)
{
    size_t id = 0;
    while (id < model->measure_count && strcmp(model->measures[id].name, name) != 0) {
        id++;
    }
    return id;
}

enum status moments_init(struct moments *moments, const struct scenario *scenario, int held_out,
                         struct error *error)
{
    const struct param_rows *rows = &scenario->targets->targets;
    const struct target *targets = rows->rows;
    *moments = (struct moments){.items = memory_alloc(rows->count + 1, sizeof *moments->items)};
    if (moments->items == NULL) {
        return error_memory(error, "targets");
    }
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < rows->count; i++) {
            const char *measure = targets[i].measure.chars;
            if (moment_is_held_out(measure, held_out) == (side == 1)) {
                moments->items[moments->count++] = (struct moment){
                    .target = &targets[i],
                    .measure = find_measure(scenario->model, measure),
                    .held_out = side == 1,
                    .scale = targets[i].tolerance,
                };
            }
        }
        moments->searched = side == 0 ? moments->count : moments->searched;
    }
    if (moments->searched > 0) {
        return STATUS_OK;
    }
    error_set(error, STATUS_INPUT, "the scenario has %s",
              rows->count == 0 ? "no targets to come near to" : "only targets that are held out");
    error_hint(error, rows->count == 0
                          ? "give some: targets = \"FILE.csv\"; in the scenario, or --targets FILE.csv"
                          : "--held-out 0 searches by all of them");
    return STATUS_INPUT;
}

void moments_clear(struct moments *moments)
{
    memory_free(moments->items);
    *moments = (struct moments){0};
}

double moment_mean(const struct moment *moment, const struct sample *sample, double *noise)
{
    double sum = 0;
    double squares = 0;
    double count = (double)sample->seeds;
    for (size_t seed = 0; seed < sample->seeds; seed++) {
        sum += sample->values[seed * sample->measures + moment->measure];
    }
    double mean = sum / count;
    for (size_t seed = 0; seed < sample->seeds; seed++) {
        double off = sample->values[seed * sample->measures + moment->measure] - mean;
        squares += off * off;
    }
    if (noise != NULL) {
        *noise = sample->seeds > 1 ? sqrt(squares / (count - 1) / count) : 0;
    }
    return mean;
}

void moments_begin(struct moments *moments, const struct sample *start)
{
    size_t kept = 0;
    size_t searched = 0;
    for (size_t i = 0; i < moments->count; i++) {
        struct moment moment = moments->items[i];
        double tolerance = moment.target->tolerance;
        double noise;
        if (isfinite(moment_mean(&moment, start, &noise))) {
            moment.scale = sqrt(tolerance * tolerance + noise * noise);
            moments->items[kept++] = moment;
            searched += !moment.held_out;
        }
    }
    moments->missing = moments->count - kept;
    moments->count = kept;
    moments->searched = searched;
}

void moments_gaps(const struct moments *moments, const struct sample *sample, double *gaps)
{
    for (size_t i = 0; i < moments->count; i++) {
        const struct moment *moment = &moments->items[i];
        double gap = (moment_mean(moment, sample, NULL) - moment->target->value) / moment->scale;
        gaps[i] = isfinite(gap) ? gap : MOMENT_MISSING;
    }
}

size_t moments_within(const struct moments *moments, const struct sample *sample, size_t first, size_t end)
{
    size_t within = 0;
    for (size_t i = first; i < end; i++) {
        const struct target *target = moments->items[i].target;
        double gap = fabs(moment_mean(&moments->items[i], sample, NULL) - target->value);
        within += gap <= target->tolerance * (1 + 1e-12);
    }
    return within;
}

double moments_relative_gap(const struct moments *moments, const struct sample *sample)
{
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < moments->count; i++) {
        double published = moments->items[i].target->value;
        double mean = moment_mean(&moments->items[i], sample, NULL);
        if (published != 0 && isfinite(mean)) {
            sum += fabs(mean / published - 1);
            count++;
        }
    }
    return sum / (double)count;
}

/* ---- what the targets leave open ---- */

void positions_deviation(const struct moments *moments, const double *slope, const double *noise, size_t n,
                         const double *gaps, double *deviations)
{
    enum { N = SEARCH_FACTORS_MAX };
    double form[N * N] = {0};
    double values[N];
    double vectors[N * N];
    for (size_t i = 0; i < moments->searched; i++) {
        double weight = search_weight(gaps[i]);
        for (size_t j = 0; j < n; j++) {
            for (size_t k = 0; k < n; k++) {
                form[j * n + k] += weight * slope[i * n + j] * slope[i * n + k];
            }
            form[j * n + j] -= weight * noise[i * n + j] * noise[i * n + j];
        }
    }
    dense_eigen(form, n, values, vectors);
    dense_inverse(values, vectors, n, 1, form);
    for (size_t j = 0; j < n; j++) {
        deviations[j] = sqrt(form[j * n + j]);
    }
}

double calibrated_loss(const struct calibrated *calibrated, const struct sample *sample, bool held_out)
{
    const struct moments *moments = calibrated->moments;
    double gaps[SEARCH_FIGURES_MAX];
    moments_gaps(moments, sample, gaps);
    return held_out ? search_loss(gaps + moments->searched, moments->count - moments->searched)
                    : search_loss(gaps, moments->searched);
}
