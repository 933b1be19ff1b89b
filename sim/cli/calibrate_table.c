#include "sim/cli/calibrate_table.h"

#include <math.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"

enum { NAME = 33, LABEL = 40, FIGURE = 11, GAP = 7, MOVERS = 6, COLUMNS = 80 };

static void print_name(FILE *out, const char *name, int width)
{
    int length = (int)text_fit(name, width - 1);
    fprintf(out, "%.*s", length, name);
    text_spaces(out, width - text_columns(name) + text_columns(name + length));
}

static void print_heading(FILE *out, const char *heading, int width, const char *columns)
{
    struct terminal terminal = terminal_of(out);
    fprintf(out, "\n%s%s%s", terminal_bold(&terminal), heading, terminal_plain(&terminal));
    text_spaces(out, width - text_columns(heading));
    fprintf(out, "%s%s%s\n", terminal_dim(&terminal), columns, terminal_plain(&terminal));
}

/* ---- values ---- */

static void print_values(FILE *out, const struct calibrated *calibrated)
{
    print_heading(out, "Values", NAME, "     before       after  about as good");
    for (size_t f = 0; f < calibrated->design->factor_count; f++) {
        const struct found_value *value = &calibrated->values[f];
        print_name(out, calibrated->design->factors[f].path, NAME);
        fprintf(out, "%11s %11s  ", value->before, value->after);
        if (value->deviation >= POSITION_UNKNOWN) {
            fprintf(out, "the targets hardly say");
        } else {
            fprintf(out, "%s to %s", value->low, value->high);
        }
        fprintf(out, "%s\n", value->at_bound ? ", bound" : "");
    }
}

/* ---- targets ---- */

static void print_figure(FILE *out, double value, int digits)
{
    char text[48];
    text_number(text, sizeof text, value, digits);
    fprintf(out, "%*s", FIGURE, text);
}

static void print_target(FILE *out, const struct calibrated *calibrated, size_t index)
{
    const struct moment *moment = &calibrated->moments->items[index];
    const struct measure *measure = &calibrated->scenario->model->measures[moment->measure];
    const struct target *target = moment->target;
    double before = moment_mean(moment, &calibrated->before, NULL);
    double after = moment_mean(moment, &calibrated->after, NULL);
    print_name(out, target->id.chars, LABEL - 7);
    print_figure(out, target->value, measure->digits);
    print_figure(out, before, measure->digits);
    print_figure(out, after, measure->digits);
    fprintf(out, "%+*.1f%+*.1f\n", GAP, (before - target->value) / target->tolerance, GAP,
            (after - target->value) / target->tolerance);
}

static void print_targets(FILE *out, const struct calibrated *calibrated, const char *heading, size_t first,
                          size_t end)
{
    if (first == end) {
        return;
    }
    print_heading(out, heading, LABEL - 7, "  published     before      after gap/tolerance");
    for (size_t i = first; i < end; i++) {
        print_target(out, calibrated, i);
    }
}

/* ---- which parameter moves which target ---- */

/* The move of target `index` is the strongest of those not printed yet. */
static size_t strongest(const struct calibrated *calibrated, size_t factor, const bool *printed)
{
    size_t n = calibrated->design->factor_count;
    size_t best = calibrated->moments->count;
    for (size_t i = 0; i < calibrated->moments->count; i++) {
        double move = fabs(calibrated->slope[i * n + factor]);
        bool clear = move > 0 && move > 2 * calibrated->noise[i * n + factor];
        if (clear && !printed[i] &&
            (best == calibrated->moments->count || move > fabs(calibrated->slope[best * n + factor]))) {
            best = i;
        }
    }
    return best;
}

static void print_movers(FILE *out, const struct calibrated *calibrated, size_t factor)
{
    enum { TEXT = 1024 };
    size_t n = calibrated->design->factor_count;
    bool printed[TARGETS_MAX] = {false};
    char text[TEXT];
    int used = snprintf(text, sizeof text, "%s:", calibrated->design->factors[factor].path);
    for (int rank = 0; rank < MOVERS; rank++) {
        size_t i = strongest(calibrated, factor, printed);
        if (i == calibrated->moments->count) {
            break;
        }
        const struct moment *moment = &calibrated->moments->items[i];
        double tolerances =
            0.1 * calibrated->slope[i * n + factor] * moment->scale / moment->target->tolerance;
        printed[i] = true;
        used += snprintf(text + used, sizeof text - (size_t)used, "%s %s %+.2g", rank > 0 ? "," : "",
                         moment->target->id.chars, tolerances);
    }
    if (text[used - 1] == ':') {
        snprintf(text + used, sizeof text - (size_t)used, " nothing beyond the noise");
    }
    text_wrap(out, text, 2, 0, COLUMNS);
}

/* ---- the sum of it ---- */

static void print_sum(FILE *out, const struct calibrated *calibrated)
{
    const struct moments *moments = calibrated->moments;
    const struct sample *samples[] = {&calibrated->before, &calibrated->after};
    print_heading(out, "", NAME, "     before       after");
    for (int side = 0; side < (moments->count > moments->searched ? 2 : 1); side++) {
        size_t first = side == 0 ? 0 : moments->searched;
        size_t end = side == 0 ? moments->searched : moments->count;
        print_name(out, side == 0 ? "loss of the search" : "loss of the targets held out", NAME);
        fprintf(out, "%11.3g %11.3g\n", calibrated_loss(calibrated, samples[0], side == 1),
                calibrated_loss(calibrated, samples[1], side == 1));
        print_name(out, "  within tolerance", NAME);
        fprintf(out, "%11zu %11zu of %zu\n", moments_within(moments, samples[0], first, end),
                moments_within(moments, samples[1], first, end), end - first);
    }
    print_name(out, "mean relative gap, all targets", NAME);
    fprintf(out, "%10.1f%% %10.1f%%\n", 100 * moments_relative_gap(moments, samples[0]),
            100 * moments_relative_gap(moments, samples[1]));
}

void calibrate_print(FILE *out, const struct calibrated *calibrated)
{
    const struct moments *moments = calibrated->moments;
    print_values(out, calibrated);
    print_targets(out, calibrated, "Targets of the search", 0, moments->searched);
    print_targets(out, calibrated, "Targets held out", moments->searched, moments->count);
    print_heading(out, "What a tenth of the range moves, in tolerances", 0, "");
    for (size_t f = 0; f < calibrated->design->factor_count; f++) {
        print_movers(out, calibrated, f);
    }
    print_sum(out, calibrated);
}
