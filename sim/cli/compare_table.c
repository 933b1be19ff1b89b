#include "sim/cli/compare_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/compare_number.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/memory.h"

enum { COLUMNS = 80, LABEL = 20, BASE = 10, DIFFERENCE = 10, HALF = 9, PERCENT = 8, RATIO = 6, NEEDS = 7 };
enum { AFTER_LABEL = BASE + DIFFERENCE + HALF + PERCENT + RATIO + NEEDS, CELL_TEXT = 400 };

/* ---- what all formats say ---- */

void compare_side(const struct experiment *experiment, size_t arm, size_t point, char *text, size_t size)
{
    bool swept = experiment->design.points > 0;
    if (swept && experiment->arm_count == 1) {
        snprintf(text, size, "point %zu", point);
    } else if (swept) {
        snprintf(text, size, "%s at point %zu", experiment->arms[arm].name, point);
    } else {
        snprintf(text, size, "%s", experiment->arms[arm].name);
    }
}

struct compare_needs compare_needs(const struct compare_view *view, const struct paired *pairs)
{
    double half = view->in_percent ? view->precision / 100 * fabs(pairs->first) : view->precision;
    return (struct compare_needs){paired_needed(pairs, view->level, half),
                                  paired_needed_unpaired(pairs, view->level, half)};
}

/* ---- rows ---- */

struct printing {
    FILE *out;
    const struct compare_view *view;
    size_t contrast;
    size_t most; /* pairs of any figure of the contrast */
    struct terminal terminal;
};

static void figure_label(const struct printing *printing, const struct figure *figure, size_t pairs,
                         char *label)
{
    const char *unit = figure->measure != NULL ? figure->measure->unit : figure->output->unit;
    bool has_unit = strcmp(unit, "1") != 0;
    int length = snprintf(label, CELL_TEXT - 80, "%s%s",
                          figure->measure != NULL ? figure->measure->name : figure->output->name,
                          figure->labels != NULL ? ": " : "");
    for (const char *at = figure->labels; at != NULL && *at != '\0' && length < CELL_TEXT - 100; at++) {
        label[length++] = *at;
        if (*at == ',') {
            label[length++] = ' ';
        }
    }
    length += snprintf(label + length, (size_t)(CELL_TEXT - length), "%s%.40s%s", has_unit ? " (" : "",
                       has_unit ? unit : "", has_unit ? ")" : "");
    if (pairs > 0 && pairs < printing->most) {
        snprintf(label + length, (size_t)(CELL_TEXT - length), ", %zu pair%s", pairs, pairs == 1 ? "" : "s");
    }
}

static void print_figures(const struct printing *printing, const struct figure *figure, size_t row)
{
    const struct compare_view *view = printing->view;
    const struct paired *pairs = &view->comparison->pairs[row];
    const struct paired_estimate *estimate = &view->comparison->estimates[row];
    double share = 100 / fabs(pairs->first);
    int digits = estimate->half > 0 ? compare_digits(estimate->half)
                 : figure->measure != NULL
                     ? figure->measure->digits
                     : compare_digits(fabs(pairs->first)) + 2 * (fabs(pairs->first) < 1000);
    bool effect = estimate->finding == PAIRED_EFFECT;
    if (pairs->count == 0) {
        fprintf(printing->out, "%*s  no pairs\n", AFTER_LABEL, "");
        return;
    }
    compare_print_number(printing->out, BASE, pairs->first, digits, false);
    compare_print_number(printing->out, DIFFERENCE, pairs->difference, digits, pairs->difference != 0);
    compare_print_number(printing->out, HALF, estimate->half, digits, false);
    compare_print_number(printing->out, PERCENT, pairs->difference * share,
                         compare_digits(estimate->half > 0 ? estimate->half * share : 1),
                         pairs->difference != 0);
    compare_print_number(printing->out, RATIO, estimate->ratio, estimate->ratio < 100, false);
    double needs = estimate->finding == PAIRED_IDENTICAL ? 0 : compare_needs(view, pairs).paired;
    compare_print_number(printing->out, NEEDS, needs > 0 ? needs : NAN, 0, false);
    fprintf(printing->out, "  %s%s%s\n", effect ? terminal_bold(&printing->terminal) : "",
            compare_finding_text(estimate->finding, pairs->count),
            effect ? terminal_plain(&printing->terminal) : "");
}

/* A label that is too long for its column goes on below the figures; a name is never cut. */
static void print_row(const struct printing *printing, size_t index)
{
    const struct comparison *comparison = printing->view->comparison;
    const struct figure *figure = &comparison->figures[index];
    size_t row = printing->contrast * comparison->figure_count + index;
    char label[CELL_TEXT];
    const char *rest = label;
    const char *first;
    figure_label(printing, figure, comparison->pairs[row].count, label);
    if (strcspn(label, " ") > LABEL) {
        text_wrap(printing->out, label, 2, 2, COLUMNS);
        text_spaces(printing->out, LABEL);
        print_figures(printing, figure, row);
        return;
    }
    int length = (int)text_next_line(&rest, LABEL, &first);
    int width = text_columns(label) - text_columns(label + length);
    fprintf(printing->out, "%.*s", length, label);
    text_spaces(printing->out, LABEL - width);
    print_figures(printing, figure, row);
    if (rest[0] != '\0') {
        fputs("  ", printing->out);
        text_wrap(printing->out, rest, 2, 2, LABEL + BASE);
    }
}

/* ---- headings ---- */

/* "2018-12", "2018", "2018-12-31", "2018-12-01 to 2018-12-10", and of how many records it is the mean. */
static void period_text(const struct figure *figure, char *text, size_t size)
{
    char first[11];
    char last[11];
    date_format(figure->first_day, first);
    date_format(figure->last_day, last);
    int32_t begin = figure->first_day;
    int32_t next = figure->last_day + 1;
    int cut = figure->output->axis == OUTPUT_FINAL                                 ? 0
              : begin + 1 == next                                                  ? 10
              : date_month_begin(begin) == begin && date_month_next(begin) == next ? 7
              : date_year_begin(begin) == begin && date_year_begin(next) == next &&
                      date_year_begin(next - 1) == begin
                  ? 4
                  : 0;
    if (figure->output->axis == OUTPUT_FINAL) {
        snprintf(text, size, "At the end, %s", last);
    } else if (cut > 0) {
        snprintf(text, size, "%.*s", cut, first);
    } else {
        snprintf(text, size, "%s to %s", first, last);
    }
    if (figure->records > 1) {
        size_t used = strlen(text);
        snprintf(text + used, size - used, ", mean of %zu %s", figure->records,
                 figure->output->axis == OUTPUT_DAILY ? "days" : "months");
    }
}

static void print_heading(const struct printing *printing, const char *text)
{
    const struct terminal *terminal = &printing->terminal;
    char half[32];
    snprintf(half, sizeof half, "+- %.6g %%", 100 * printing->view->level);
    fprintf(printing->out, "\n%s%s%s", terminal_bold(terminal), text, terminal_plain(terminal));
    if (text_columns(text) > LABEL) {
        fputs("\n", printing->out);
        text = "";
    }
    text_spaces(printing->out, LABEL - text_columns(text));
    fprintf(printing->out, "%s%*s%*s%*s%*s%*s%*s%s\n", terminal_dim(terminal), BASE, "baseline", DIFFERENCE,
            "differ.", HALF, half, PERCENT, "percent", RATIO, "x var", NEEDS, "needs",
            terminal_plain(terminal));
}

static bool same_period(const struct figure *one, const struct figure *other)
{
    if (one->output == NULL || other->output == NULL) {
        return one->output == other->output; /* measures are of the whole run */
    }
    return one->first_day == other->first_day && one->last_day == other->last_day &&
           one->records == other->records &&
           (one->output->axis == OUTPUT_FINAL) == (other->output->axis == OUTPUT_FINAL);
}

/* The tables of a contrast, a period after the other. */
static void print_contrast(const struct printing *printing, bool *printed)
{
    const struct comparison *comparison = printing->view->comparison;
    const struct figure *figures = comparison->figures;
    for (size_t i = 0; i < comparison->figure_count; i++) {
        printed[i] = false;
    }
    for (size_t i = 0; i < comparison->figure_count; i++) {
        char text[96] = "Measures of the run";
        if (printed[i]) {
            continue;
        }
        if (figures[i].output != NULL) {
            period_text(&figures[i], text, sizeof text);
        }
        print_heading(printing, text);
        for (size_t k = i; k < comparison->figure_count; k++) {
            if (!printed[k] && same_period(&figures[i], &figures[k])) {
                print_row(printing, k);
                printed[k] = true;
            }
        }
    }
}

static void print_point(const struct printing *printing, const struct contrast *contrast)
{
    const struct design *design = &printing->view->batch->experiment.design;
    for (size_t f = 0; f < design->factor_count; f++) {
        char text[PARAM_PATH_MAX + 2 * PARAM_TEXT_MAX + 32];
        const char *value = design_value(design, contrast->point, f);
        const char *before = design_value(design, contrast->base_point, f);
        if (contrast->point == contrast->base_point) {
            snprintf(text, sizeof text, "%s = %s", design->factors[f].path, value);
        } else {
            snprintf(text, sizeof text, "%s = %s, baseline %s", design->factors[f].path, value, before);
        }
        fputs("  ", printing->out);
        text_wrap(printing->out, text, 4, 2, COLUMNS);
    }
}

static void print_contrast_heading(const struct printing *printing, const struct contrast *contrast)
{
    const struct experiment *experiment = &printing->view->batch->experiment;
    char sides[2][ARM_NAME_MAX + 40];
    char text[sizeof sides + 80];
    compare_side(experiment, contrast->arm, contrast->point, sides[0], sizeof sides[0]);
    compare_side(experiment, contrast->base_arm, contrast->base_point, sides[1], sizeof sides[1]);
    snprintf(text, sizeof text, "%s against %s: %zu pair%s of %zu with the same seeds", sides[0], sides[1],
             printing->most, printing->most == 1 ? "" : "s", experiment->replicate_count);
    fputs(terminal_bold(&printing->terminal), printing->out);
    text_wrap(printing->out, text, 0, 0, COLUMNS);
    fputs(terminal_plain(&printing->terminal), printing->out);
    if (experiment->arm_count > 1 && experiment->arms[contrast->arm].text[0] != '\0') {
        fputs("  ", printing->out);
        text_wrap(printing->out, experiment->arms[contrast->arm].text, 2, 2, COLUMNS);
    }
    print_point(printing, contrast);
}

/* ---- the legend ---- */

static int by_value(const void *one, const void *other)
{
    double a = *(const double *)one;
    double b = *(const double *)other;
    return (a > b) - (a < b);
}

/* NaN: there is none. */
static enum status median_ratio(const struct comparison *comparison, double *median, struct error *error)
{
    size_t rows = comparison->contrast_count * comparison->figure_count;
    size_t count = 0;
    double *ratios = memory_alloc(rows, sizeof *ratios);
    if (ratios == NULL) {
        return error_memory(error, "figures to compare");
    }
    for (size_t i = 0; i < rows; i++) {
        if (!isnan(comparison->estimates[i].ratio)) {
            ratios[count++] = comparison->estimates[i].ratio;
        }
    }
    qsort(ratios, count, sizeof *ratios, by_value);
    *median = count == 0 ? NAN : (ratios[(count - 1) / 2] + ratios[count / 2]) / 2;
    memory_free(ratios);
    return STATUS_OK;
}

static void print_legend(FILE *out, const struct compare_view *view, double median)
{
    const struct comparison *comparison = view->comparison;
    double percent = 100 * view->level;
    char text[1600];
    int used =
        snprintf(text, sizeof text,
                 "\ndiffer. is the mean of arm less baseline over the pairs; +- is half of its %.6g %% "
                 "interval (Student's t), percent the difference over the baseline. x var: how many "
                 "times the variance of the difference would be greater without pairs, with other "
                 "seeds in each arm",
                 percent);
    used += isnan(median) ? 0 : snprintf(text + used, sizeof text - (size_t)used, " (median %.3g)", median);
    used +=
        snprintf(text + used, sizeof text - (size_t)used, ". needs: replicates for an interval of +- %.6g%s.",
                 view->precision, view->in_percent ? " % of the baseline" : " in the unit of the figure");
    snprintf(text + used, sizeof text - (size_t)used,
             "\neffect: zero is outside of the interval, and remains so when %zu figures are looked at "
             "together (Holm's correction: at most %.3g %% for one false effect or more among them); alone: "
             "outside, but no longer so among that many; holds 0: zero is in the interval; same: equal in "
             "every pair; constant: the same difference in every pair, no spread to judge it by.",
             comparison->tested, 100 - percent);
    text_wrap(out, text, 0, 0, COLUMNS);
}

/* ---- all ---- */

enum status compare_print_text(FILE *out, const struct compare_view *view, struct error *error)
{
    const struct comparison *comparison = view->comparison;
    struct printing printing = {.out = out, .view = view, .terminal = terminal_of(out)};
    double median;
    PASS(median_ratio(comparison, &median, error));
    bool *printed = memory_alloc(comparison->figure_count, sizeof *printed);
    if (printed == NULL) {
        return error_memory(error, "figures to compare");
    }
    bool single = true;
    for (size_t c = 0; c < comparison->contrast_count; c++) {
        printing.contrast = c;
        printing.most = 0;
        for (size_t i = 0; i < comparison->figure_count; i++) {
            size_t pairs = comparison->pairs[c * comparison->figure_count + i].count;
            printing.most = pairs > printing.most ? pairs : printing.most;
        }
        single &= printing.most < 2;
        fputs(c > 0 ? "\n" : "", out);
        print_contrast_heading(&printing, &comparison->contrasts[c]);
        print_contrast(&printing, printed);
    }
    memory_free(printed);
    if (single) {
        text_wrap(out,
                  "\nThere is one pair at most: no interval can be given, and any difference may be chance. "
                  "Give the experiment more replicates: replicates = { count = 20; };",
                  0, 0, COLUMNS);
    } else {
        print_legend(out, view, median);
    }
    return STATUS_OK;
}
