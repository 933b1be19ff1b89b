#include "sim/cli/sensitivity_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/memory.h"
#include "sim/text.h"

enum { COLUMNS = 80, NAME = 33, FIGURE = 9 };

struct printing {
    FILE *out;
    const struct sensitivity_view *view;
    struct terminal terminal;
    size_t *order; /* [factors] the parameters of a measure, those that matter most first */
};

/* ---- numbers ---- */

/* Digits after the point with which `scale` has two that count. */
static int digits_for(double scale)
{
    enum { MOST = 6 };
    int digits = 0;
    if (!(scale > 0)) {
        return 2;
    }
    while (scale < 10 && digits < MOST) {
        scale *= 10;
        digits++;
    }
    return digits;
}

static void print_figure(FILE *out, double value, int digits, const char *sign)
{
    char text[48];
    char whole[56];
    text_number(text, sizeof text, fabs(value), digits);
    snprintf(whole, sizeof whole, "%s%s", isnan(value) ? "" : value < 0 ? "-" : sign, text);
    fprintf(out, " %*s", FIGURE - 1, isnan(value) ? "-" : whole);
}

static void print_name(FILE *out, const char *name)
{
    int length = (int)text_fit(name, NAME - 3);
    fprintf(out, "  %.*s", length, name);
    text_spaces(out, NAME - 2 - (text_columns(name) - text_columns(name + length)));
}

/* ---- in which order ---- */

static double weight_of(const struct sensitivity_figure *figure, size_t f)
{
    double weight = figure->effects != NULL ? figure->effects[f].mu_star : figure->indices[f].total.value;
    return isnan(weight) ? -1 : weight;
}

static void sort(const struct printing *printing, const struct sensitivity_figure *figure)
{
    size_t n = printing->view->plan->design->factor_count;
    size_t *order = printing->order;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && weight_of(figure, order[at - 1]) < weight_of(figure, i); at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/* Whether a parameter gets a line; the others are named together, under what `why` says. */
static bool is_shown(const struct sensitivity_figure *figure, size_t f)
{
    const double little = 0.01;
    if (figure->effects != NULL) {
        return figure->effects[f].finding == MORRIS_MOVES || figure->effects[f].finding == MORRIS_UNTOLD;
    }
    const struct sobol_figure *total = &figure->indices[f].total;
    return total->value > total->half && total->value >= little;
}

static const char *why(const struct sensitivity_figure *figure, size_t f)
{
    if (figure->effects != NULL) {
        return figure->effects[f].count == 0                  ? "no trajectory gives it"
               : figure->effects[f].finding == MORRIS_NOTHING ? "does not move it"
                                                              : "not told from luck";
    }
    return "total below 0.01, or its interval holds 0";
}

static void print_others(const struct printing *printing, const struct sensitivity_figure *figure)
{
    const struct design *design = printing->view->plan->design;
    const char *printed = NULL;
    struct text_buffer text = {0};
    for (size_t rank = 0; rank <= design->factor_count; rank++) {
        bool end = rank == design->factor_count;
        size_t f = end ? 0 : printing->order[rank];
        if (!end && is_shown(figure, f)) {
            continue;
        }
        const char *reason = end ? NULL : why(figure, f);
        if (printed != NULL && reason != printed && text.text != NULL) {
            fputs("  ", printing->out);
            text_wrap(printing->out, text.text, 4, 2, COLUMNS);
            text_buffer_clear(&text);
        }
        if (!end) {
            text_buffer_format(&text, "%s%s", reason != printed ? reason : ",",
                               reason != printed ? ": " : " ");
            text_buffer_put(&text, design->factors[f].path);
        }
        printed = reason;
    }
    text_buffer_clear(&text);
}

/* ---- Morris ---- */

static void print_effect(FILE *out, const char *path, const struct morris_effect *effect)
{
    int digits = digits_for(effect->mu_star_half > 0 ? effect->mu_star_half : effect->mu_star / 10);
    print_name(out, path);
    print_figure(out, effect->mu, digits, "+");
    print_figure(out, effect->mu_star, digits, "");
    print_figure(out, effect->mu_star_half, digits, "");
    print_figure(out, effect->sigma, digits, "");
    print_figure(out, effect->luck, digits, "");
    fputs("\n", out);
}

/* ---- Sobol ---- */

static void print_index(FILE *out, const char *path, const struct sobol_index *index)
{
    const struct sobol_figure *const figures[] = {&index->first, &index->total};
    print_name(out, path);
    for (size_t i = 0; i < 2; i++) {
        print_figure(out, figures[i]->value, 2, "");
        print_figure(out, figures[i]->half, 2, "");
        fputs(i == 0 ? "   " : "\n", out);
    }
}

static void summary_text(const struct sobol_summary *summary, char *text, size_t size)
{
    double deviation = sqrt(fmax(summary->variance.value, 0));
    int used = 0;
    if (!summary->moved) {
        used = snprintf(text, size, "; the ranges do not move it%s",
                        isnan(summary->luck.value) ? "" : " beyond luck");
    } else {
        used = snprintf(text, size, ", standard deviation over the ranges %.3g", deviation);
    }
    if (!isnan(summary->luck.value) && summary->luck.half > 0) {
        snprintf(text + used, size - (size_t)used, "; luck is %.1f +- %.1f %% of the variance of a run",
                 100 * summary->luck.value, 100 * summary->luck.half);
    }
}

static void print_sum(FILE *out, const struct sobol_summary *summary)
{
    const struct sobol_index sum = {summary->first_sum, {NAN, NAN}};
    print_name(out, "all first order");
    print_figure(out, sum.first.value, 2, "");
    print_figure(out, sum.first.half, 2, "");
    fputs("\n", out);
}

/* ---- one measure ---- */

static void print_heading(const struct printing *printing, size_t index)
{
    const struct sensitivity_view *view = printing->view;
    const struct measure *measure = &view->model->measures[view->measures[index]];
    const struct sensitivity_figure *figure = &view->figures[index];
    char mean[48];
    char more[256] = "";
    char text[384];
    bool has_unit = strcmp(measure->unit, "1") != 0;
    text_number(mean, sizeof mean, figure->mean, measure->digits);
    if (figure->indices != NULL) {
        summary_text(&figure->summary, more, sizeof more);
    }
    snprintf(text, sizeof text, "%s%s%s: mean %s%s", has_unit ? "(" : "", has_unit ? measure->unit : "",
             has_unit ? ")" : "", mean, more);
    fprintf(printing->out, "%s%s%s%s", terminal_bold(&printing->terminal), measure->name,
            terminal_plain(&printing->terminal), has_unit ? " " : "");
    text_wrap(printing->out, text, 4, text_columns(measure->name) + has_unit, COLUMNS);
}

static void print_measure(const struct printing *printing, size_t index)
{
    const struct sensitivity_figure *figure = &printing->view->figures[index];
    const struct design *design = printing->view->plan->design;
    print_heading(printing, index);
    if (isnan(figure->mean)) {
        fputs("  no run gives it\n", printing->out);
        return;
    }
    if (figure->indices != NULL && !figure->summary.moved) {
        return;
    }
    sort(printing, figure);
    for (size_t rank = 0; rank < design->factor_count; rank++) {
        size_t f = printing->order[rank];
        if (is_shown(figure, f) && figure->effects != NULL) {
            print_effect(printing->out, design->factors[f].path, &figure->effects[f]);
        } else if (is_shown(figure, f)) {
            print_index(printing->out, design->factors[f].path, &figure->indices[f]);
        }
    }
    if (figure->indices != NULL) {
        print_sum(printing->out, &figure->summary);
    }
    print_others(printing, figure);
}

/* ---- all measures ---- */

/* How many measures a parameter moves, which decides what may be left alone. */
static void print_reach(const struct printing *printing)
{
    const struct sensitivity_view *view = printing->view;
    fprintf(printing->out, "\n%sMeasures that a parameter moves, of %zu%s\n",
            terminal_bold(&printing->terminal), view->count, terminal_plain(&printing->terminal));
    for (size_t f = 0; f < view->plan->design->factor_count; f++) {
        size_t moved = 0;
        for (size_t i = 0; i < view->count; i++) {
            moved += is_shown(&view->figures[i], f);
        }
        print_name(printing->out, view->plan->design->factors[f].path);
        fprintf(printing->out, "%*zu\n", FIGURE, moved);
    }
}

/* ---- all ---- */

static void print_columns(const struct printing *printing)
{
    const struct sensitivity_view *view = printing->view;
    char level[16];
    snprintf(level, sizeof level, "+- %.4g%%", 100 * view->level);
    text_spaces(printing->out, NAME);
    fputs(terminal_dim(&printing->terminal), printing->out);
    if (view->plan->method == SENSITIVITY_MORRIS) {
        fprintf(printing->out, "%*s%*s%*s%*s%*s", FIGURE, "mu", FIGURE, "mu*", FIGURE, level, FIGURE, "sigma",
                FIGURE, "luck");
    } else {
        fprintf(printing->out, "%*s%*s   %*s%*s", FIGURE, "first", FIGURE, level, FIGURE, "total", FIGURE,
                level);
    }
    fprintf(printing->out, "%s\n", terminal_plain(&printing->terminal));
}

static const char morris_legend[] =
    "\nWhat a parameter does to the measure when it goes through its range, in the unit of the measure. mu: "
    "the mean over trajectories; mu*: the mean of its size; sigma: how much it differs from place to place "
    "(bent, or because others matter to it). ";
static const char morris_luck[] =
    "luck: standard deviation of one such effect by seeds alone, which sigma is without; where there is no "
    "effect, mu* is 0.8 luck.";
static const char sobol_legend[] =
    "\nShares of the variance of the measure over the ranges. first: of the parameter alone; total: of all "
    "in "
    "which it has a part. What all first order indices leave of 1 is made by parameters together. ";
static const char sobol_luck[] = "Luck between seeds is not in them.";
static const char one_seed[] = "With one seed luck is part of all of this: --seeds 2 tells it apart.";

static void print_legend(const struct printing *printing)
{
    bool morris = printing->view->plan->method == SENSITIVITY_MORRIS;
    const char *luck = printing->view->plan->seeds < 2 ? one_seed : morris ? morris_luck : sobol_luck;
    char text[1024];
    snprintf(text, sizeof text, "%s%s", morris ? morris_legend : sobol_legend, luck);
    text_wrap(printing->out, text, 0, 0, COLUMNS);
}

enum status sensitivity_print_text(FILE *out, const struct sensitivity_view *view, struct error *error)
{
    struct printing printing = {.out = out,
                                .view = view,
                                .terminal = terminal_of(out),
                                .order =
                                    memory_alloc(view->plan->design->factor_count, sizeof *printing.order)};
    if (printing.order == NULL) {
        return error_memory(error, "a table");
    }
    print_columns(&printing);
    for (size_t i = 0; i < view->count; i++) {
        print_measure(&printing, i);
    }
    if (view->count > 1) {
        print_reach(&printing);
    }
    print_legend(&printing);
    memory_free(printing.order);
    return STATUS_OK;
}
