#include "sim/cli/score_runs_table.h"

#include <math.h>

#include "sim/cli/score_sections.h"
#include "sim/cli/text.h"

enum { PUBLISHED = 10, GAP = 8, VERDICT = 6, LABEL_MIN = 16 };

/* Widths of the columns that depend on what stands in them, blanks before included: two before figures, in
 * which a blank parts thousands. */
struct widths {
    const struct score_runs *score;
    int figure; /* mean, min and max */
    int within; /* "18/20" */
};

static int width_of(double value, int digits)
{
    char text[48];
    text_number(text, sizeof text, value, digits);
    return text_columns(text) + 2;
}

static struct widths widths_of(const struct score_runs *score)
{
    struct widths widths = {.score = score};
    int digits = snprintf(NULL, 0, "%zu", score->runs);
    widths.figure = (int)sizeof "  mean" - 1;
    widths.within = digits < 3 ? (int)sizeof " within" - 1 : 2 * digits + 2;
    for (size_t i = 0; i < score->mean.count; i++) {
        const struct score_line *line = &score->mean.lines[i];
        const double values[] = {line->value, score->spreads[i].low, score->spreads[i].high};
        for (int v = 0; v < 3; v++) {
            int width = width_of(values[v], line->measure->digits);
            widths.figure = width > widths.figure ? width : widths.figure;
        }
    }
    return widths;
}

static void print_real(FILE *out, int width, double value, int digits)
{
    char text[48];
    text_number(text, sizeof text, value, digits);
    fprintf(out, " %*s", width - 1, text);
}

/* How far off the mean is, and how many runs are within; without a target, how many give the measure where
 * not all do. */
static void print_judged(FILE *out, const struct widths *widths, const struct score_line *line,
                         const struct score_spread *spread)
{
    char text[64];
    if (line->target != NULL) {
        snprintf(text, sizeof text, "%zu/%zu", spread->runs_within, spread->runs);
        fprintf(out, " %+*.1f %*s", GAP - 1, line->gap_tolerances, widths->within - 1, text);
    } else if (spread->runs < widths->score->runs) {
        snprintf(text, sizeof text, "%zu run%s", spread->runs, spread->runs == 1 ? "" : "s");
        fprintf(out, " %*s", GAP + widths->within - 1, text);
    }
}

static void print_figures(const struct score_sections *sections, size_t index)
{
    const struct widths *widths = sections->context;
    const struct score_line *line = &widths->score->mean.lines[index];
    const struct score_spread *spread = &widths->score->spreads[index];
    FILE *out = sections->out;
    int digits = line->measure->digits;
    char published[48];
    score_published_text(published, sizeof published, line);
    fprintf(out, " %*s", PUBLISHED - 1, published);
    if (spread->runs == 0) {
        fprintf(out, "%*s", 3 * widths->figure + GAP + widths->within, "in no run");
    } else {
        print_real(out, widths->figure, line->value, digits);
        print_real(out, widths->figure, spread->low, digits);
        print_real(out, widths->figure, spread->high, digits);
        print_judged(out, widths, line, spread);
    }
    if (line->target != NULL) {
        score_print_verdict(sections, line->within);
    }
}

/* Targets that have no relative gap: " (without 1 published as 0 and 2 in no run)". */
static void left_out_text(char *text, size_t size, const struct score_total *total)
{
    char zero[48] = "";
    char missing[48] = "";
    if (total->zero > 0) {
        snprintf(zero, sizeof zero, "%zu published as 0", total->zero);
    }
    if (total->missing > 0) {
        snprintf(missing, sizeof missing, "%s%zu in no run", total->zero > 0 ? " and " : "", total->missing);
    }
    bool any = total->zero > 0 || total->missing > 0;
    snprintf(text, size, "%s%s%s%s", any ? " (without " : "", zero, missing, any ? ")" : "");
}

static void print_total(FILE *out, const char *head, const struct score_total *total)
{
    char text[512];
    char left_out[128];
    char gap[32] = "none";
    left_out_text(left_out, sizeof left_out, total);
    if (isfinite(total->relative_gap)) {
        snprintf(gap, sizeof gap, "%.1f %%", 100 * total->relative_gap);
    }
    snprintf(
        text, sizeof text,
        "%s. Mean: %zu of %zu within tolerance, %zu within half of it. Single runs: %zu to %zu (mean %.1f) "
        "of %zu. Mean relative gap %s%s.",
        head, total->within, total->targets, total->within_half, total->least, total->most, total->mean,
        total->targets, gap, left_out);
    fputc('\n', out);
    text_wrap(out, text, 0, 0, SCORE_COLUMNS);
}

static void print_totals(FILE *out, const struct score_runs *score)
{
    char head[48];
    snprintf(head, sizeof head, "%zu run%s", score->runs, score->runs == 1 ? "" : "s");
    if (score->totals[SCORE_ALL].targets > 0) {
        print_total(out, head, &score->totals[SCORE_ALL]);
    }
    if (score->totals[SCORE_HELD_OUT].targets > 0 && score->totals[SCORE_OTHERS].targets > 0) {
        print_total(out, "Held out of calibration by name", &score->totals[SCORE_HELD_OUT]);
        print_total(out, "The others", &score->totals[SCORE_OTHERS]);
    }
}

void score_runs_print(FILE *out, const struct score_runs *score)
{
    const struct widths widths = widths_of(score);
    int label = SCORE_COLUMNS - PUBLISHED - 3 * widths.figure - GAP - widths.within - VERDICT;
    char headings[256];
    snprintf(headings, sizeof headings, "%*s%*s%*s%*s%*s%*s", PUBLISHED, "published", widths.figure, "mean",
             widths.figure, "min", widths.figure, "max", GAP, "gap/tol", widths.within, "within");
    const struct score_sections sections = {
        .out = out,
        .score = &score->mean,
        .terminal = terminal_of(out),
        .label = label > LABEL_MIN ? label : LABEL_MIN,
        .label_rest = SCORE_COLUMNS,
        .headings = headings,
        .figures = print_figures,
        .context = &widths,
    };
    score_sections_print(&sections, true);
    print_totals(out, score);
}
