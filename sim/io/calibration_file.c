#include "sim/io/calibration_file.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/file_out.h"

__attribute__((format(printf, 2, 3))) static void put(struct file_out *out, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    file_out_text(out, text);
}

/* ---- values ---- */

static void put_head(struct file_out *out, const struct calibrated *calibrated,
                     const struct calibration_origin *origin)
{
    const struct moments *moments = calibrated->moments;
    const struct run_params *run = calibrated->scenario->run;
    size_t seeds = calibrated->after.seeds;
    put(out, "# Values found by\n#     ");
    file_out_text(out, origin->command);
    put(out, "\n# %s; %zu points, each with %zu seed%s from %lld (population %lld)\n", origin->program,
        calibrated->evaluations, seeds, seeds == 1 ? "" : "s", (long long)run->seed,
        (long long)run->population_seed);
    put(out, "# loss %.4g before, %.4g after; %zu of %zu targets within tolerance\n",
        calibrated_loss(calibrated, &calibrated->before, false),
        calibrated_loss(calibrated, &calibrated->after, false),
        moments_within(moments, &calibrated->after, 0, moments->searched), moments->searched);
    if (moments->count > moments->searched) {
        put(out, "# held out: loss %.4g before, %.4g after; %zu of %zu within tolerance\n",
            calibrated_loss(calibrated, &calibrated->before, true),
            calibrated_loss(calibrated, &calibrated->after, true),
            moments_within(moments, &calibrated->after, moments->searched, moments->count),
            moments->count - moments->searched);
    }
    put(out, "#\n# To be included by a scenario, below the include of %s.\n", origin->scenario);
}

/* "0.0012; # was 0.001; 0.0011 to 0.0013 do about as well" */
static void put_value(struct file_out *out, const struct found_value *value, bool whole, const char *end)
{
    bool is_long = whole && fabs(strtod(value->after, NULL)) > INT32_MAX;
    put(out, "%s%s%s # was %s; ", value->after, is_long ? "L" : "", end, value->before);
    if (value->deviation >= POSITION_UNKNOWN) {
        put(out, "the targets hardly say");
    } else {
        put(out, "%s to %s do about as well", value->low, value->high);
    }
    put(out, "%s\n", value->at_bound ? "; at its bound" : "");
}

static size_t group_length(const struct factor *factor)
{
    return (size_t)(strrchr(factor->path, '.') - factor->path);
}

static bool same_group(const struct factor *a, const struct factor *b)
{
    return group_length(a) == group_length(b) && memcmp(a->path, b->path, group_length(a)) == 0;
}

static bool is_row(const struct factor *factor)
{
    return strchr(factor->path, '.') != strrchr(factor->path, '.');
}

/* A group of scalars stands where its first parameter is. */
static void put_group(struct file_out *out, const struct calibrated *calibrated, size_t first)
{
    const struct factor *factors = calibrated->design->factors;
    for (size_t f = 0; f < first; f++) {
        if (same_group(&factors[f], &factors[first])) {
            return;
        }
    }
    put(out, "\n%.*s = {\n", (int)group_length(&factors[first]), factors[first].path);
    for (size_t f = first; f < calibrated->design->factor_count; f++) {
        if (same_group(&factors[f], &factors[first])) {
            put(out, "    %s = ", factors[f].path + group_length(&factors[f]) + 1);
            put_value(out, &calibrated->values[f], factors[f].whole, ";");
        }
    }
    put(out, "};\n");
}

static void put_overrides(struct file_out *out, const struct calibrated *calibrated)
{
    const struct design *design = calibrated->design;
    size_t left = 0;
    for (size_t f = 0; f < design->factor_count; f++) {
        left += is_row(&design->factors[f]);
    }
    if (left == 0) {
        return;
    }
    put(out, "\noverrides = (\n");
    for (size_t f = 0; f < design->factor_count; f++) {
        if (is_row(&design->factors[f])) {
            put(out, "    { path = \"%s\"; value = ", design->factors[f].path);
            put_value(out, &calibrated->values[f], design->factors[f].whole, --left > 0 ? "; }," : "; }");
        }
    }
    put(out, ");\n");
}

enum status calibration_write_values(const char *path, const struct calibrated *calibrated,
                                     const struct calibration_origin *origin, bool replace,
                                     struct error *error)
{
    struct file_out out;
    file_out_begin(&out, path, NULL, error);
    put_head(&out, calibrated, origin);
    for (size_t f = 0; f < calibrated->design->factor_count; f++) {
        if (!is_row(&calibrated->design->factors[f])) {
            put_group(&out, calibrated, f);
        }
    }
    put_overrides(&out, calibrated);
    return file_out_commit(&out, replace);
}

/* ---- targets ---- */

static void put_number(struct file_out *out, double number)
{
    char text[32] = "nan";
    if (isfinite(number)) {
        param_format_real(number, text);
    }
    put(out, ",%s", text);
}

static void put_target(struct file_out *out, const struct calibrated *calibrated, size_t index)
{
    const struct moment *moment = &calibrated->moments->items[index];
    const struct target *target = moment->target;
    size_t n = calibrated->design->factor_count;
    double noise;
    double before = moment_mean(moment, &calibrated->before, NULL);
    double after = moment_mean(moment, &calibrated->after, &noise);
    file_out_cell(out, "", target->id.chars);
    file_out_cell(out, ",", target->measure.chars);
    put(out, ",%s", moment->held_out ? "true" : "false");
    put_number(out, target->value);
    put_number(out, target->tolerance);
    put_number(out, before);
    put_number(out, after);
    put_number(out, (before - target->value) / target->tolerance);
    put_number(out, (after - target->value) / target->tolerance);
    put_number(out, noise);
    for (size_t f = 0; f < n; f++) {
        double tenth = 0.1 * moment->scale / target->tolerance;
        put_number(out, tenth * calibrated->slope[index * n + f]);
        put_number(out, tenth * calibrated->noise[index * n + f]);
    }
    put(out, "\n");
}

enum status calibration_write_targets(const char *path, const struct calibrated *calibrated, bool replace,
                                      struct error *error)
{
    struct file_out out;
    const struct design *design = calibrated->design;
    file_out_begin(&out, path, NULL, error);
    put(&out, "id,measure,held_out,published,tolerance,before,after,gap_before,gap_after,noise");
    for (size_t f = 0; f < design->factor_count; f++) {
        char noise[PARAM_PATH_MAX + 16];
        snprintf(noise, sizeof noise, "noise of %s", design->factors[f].path);
        file_out_cell(&out, ",", design->factors[f].path);
        file_out_cell(&out, ",", noise);
    }
    put(&out, "\n");
    for (size_t i = 0; i < calibrated->moments->count; i++) {
        put_target(&out, calibrated, i);
    }
    return file_out_commit(&out, replace);
}
