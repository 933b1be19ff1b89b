/* Tables of groups of persons. */
#include "sim/cli/compare_persons.h"

#include <math.h>
#include <string.h>

#include "sim/cli/compare_number.h"
#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/date.h"

enum { COLUMNS = 80, LABEL = 23, PERSONS = 8, NUMBER = 9, HALF = 8, WORD = 9, PLACEBO = 8, PLACEBO_HALF = 6 };

void persons_unit(const struct persons_view *view, const struct persons_row *row, char unit[PERSONS_UNIT_MAX])
{
    const char *known = row->figure == PERSON_FIGURES ? "%" : person_figure_unit(row->figure);
    const char *money = view->batch->experiment.model->lives->money;
    bool is_money = strncmp(known, "money", strlen("money")) == 0;
    snprintf(unit, PERSONS_UNIT_MAX, "%.20s%.30s", is_money ? money : "",
             known + (is_money ? strlen("money") : 0));
}

/* ---- rows ---- */

struct printing {
    FILE *out;
    const struct persons_view *view;
    size_t contrast;
    struct terminal terminal;
};

static size_t at_row(const struct printing *printing, size_t row)
{
    return printing->contrast * printing->view->comparison->row_count + row;
}

static bool has_placebo(const struct printing *printing)
{
    return printing->view->comparison->about[printing->contrast].placebo != SIZE_MAX;
}

static const char *state_name(const struct persons_comparison *comparison, uint32_t state)
{
    return state < comparison->states->size ? comparison->states->labels[state] : "gone";
}

static void row_label(const struct persons_comparison *comparison, const struct persons_row *row,
                      char label[PERSON_GROUP_TEXT])
{
    if (row->figure == PERSON_FIGURES) {
        snprintf(label, PERSON_GROUP_TEXT, "%.150s > %.150s", state_name(comparison, row->from),
                 state_name(comparison, row->to));
    } else {
        person_group_text(&comparison->groups, row->group, label);
    }
}

/* A label that does not fit stands on a line of its own. */
static void print_label(const struct printing *printing, size_t index)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    char label[PERSON_GROUP_TEXT];
    row_label(comparison, &comparison->rows[index], label);
    if (text_columns(label) > LABEL) {
        text_wrap(printing->out, label, 2, 0, COLUMNS);
        label[0] = '\0';
    }
    fputs(label, printing->out);
    text_spaces(printing->out, LABEL - text_columns(label));
    fprintf(printing->out, "%*.0f", PERSONS, comparison->sizes[at_row(printing, index)]);
}

/* Filled up where a placebo follows. */
static void print_finding(const struct printing *printing, enum paired_finding finding, size_t pairs)
{
    bool effect = finding == PAIRED_EFFECT;
    int width = has_placebo(printing) ? WORD - 2 : 0;
    fprintf(printing->out, "  %s%-*s%s", effect ? terminal_bold(&printing->terminal) : "", width,
            compare_finding_text(finding, pairs), effect ? terminal_plain(&printing->terminal) : "");
}

static int digits_of(const struct paired *pairs, const struct paired_estimate *estimate)
{
    int small = fabs(pairs->first) < 1000 ? 2 : 0;
    return estimate->half > 0 ? compare_digits(estimate->half) : compare_digits(fabs(pairs->first)) + small;
}

static void print_difference(const struct printing *printing, size_t index)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    size_t at = at_row(printing, index);
    const struct paired *pairs = &comparison->pairs[at];
    const struct paired_estimate *estimate = &comparison->estimates[at];
    const struct paired *placebo = &comparison->placebos[at];
    int digits = digits_of(pairs, estimate);
    compare_print_number(printing->out, NUMBER, pairs->first, digits, false);
    compare_print_number(printing->out, NUMBER, pairs->difference, digits, pairs->difference != 0);
    compare_print_number(printing->out, HALF, estimate->half, digits, false);
    print_finding(printing, estimate->finding, pairs->count);
    if (placebo->count > 0) {
        compare_print_number(printing->out, PLACEBO, placebo->difference, digits, placebo->difference != 0);
        compare_print_number(printing->out, PLACEBO_HALF, comparison->placebo_estimates[at].half, digits,
                             false);
    }
}

/* The share of persons whose days differ, beside that of the placebo: no test of one against the other. */
static void print_share(const struct printing *printing, size_t index)
{
    const struct paired *pairs = &printing->view->comparison->pairs[at_row(printing, index)];
    compare_print_number(printing->out, NUMBER, pairs->second, 1, false);
    if (has_placebo(printing)) {
        compare_print_number(printing->out, NUMBER, pairs->first, 1, false);
    }
}

/* ---- tables ---- */

static void figure_heading(const struct printing *printing, const struct persons_row *row, char *text,
                           size_t size)
{
    const struct persons_about *about = &printing->view->comparison->about[printing->contrast];
    char unit[PERSONS_UNIT_MAX];
    char eve[11];
    char last[11];
    persons_unit(printing->view, row, unit);
    date_format(about->days.first - 1, eve);
    date_format(about->days.end - 1, last);
    if (row->figure == PERSON_FIGURES) {
        snprintf(text, size, "From the state on %s to that on %s (%% of those in the first)", eve, last);
    } else if (row->figure == PERSON_CHANGED) {
        snprintf(text, size, "%s by more than %d days in all (%s)", person_figure_text(row->figure),
                 (int)printing->view->threshold, unit);
    } else {
        snprintf(text, size, "%s (%s)", person_figure_text(row->figure), unit);
    }
}

static void print_heading(const struct printing *printing, const struct persons_row *row)
{
    const struct terminal *terminal = &printing->terminal;
    const struct experiment *experiment = &printing->view->batch->experiment;
    const struct contrast *contrast = &printing->view->comparison->contrasts[printing->contrast];
    bool share = row->figure == PERSON_CHANGED;
    bool placebo = has_placebo(printing);
    char text[200];
    char half[32];
    figure_heading(printing, row, text, sizeof text);
    snprintf(half, sizeof half, "+- %.4g %%", 100 * printing->view->level);
    fprintf(printing->out, "\n%s", terminal_bold(terminal));
    text_wrap(printing->out, text, 0, 0, COLUMNS);
    fprintf(printing->out, "%s%s%*s%*.*s", terminal_plain(terminal), terminal_dim(terminal), LABEL + PERSONS,
            "persons", NUMBER, NUMBER - 1, share ? experiment->arms[contrast->arm].name : "baseline");
    if (share) {
        fprintf(printing->out, "%*s", placebo ? NUMBER : 0, placebo ? "placebo" : "");
    } else {
        fprintf(printing->out, "%*s%*s%*s", NUMBER, "differ.", HALF, half, placebo ? WORD + PLACEBO : 0,
                placebo ? "placebo" : "");
        fprintf(printing->out, "%*s", placebo ? PLACEBO_HALF : 0, placebo ? "+-" : "");
    }
    fprintf(printing->out, "%s\n", terminal_plain(terminal));
}

/* Changes that few make are left to CSV and JSON. */
static bool is_shown(const struct printing *printing, size_t index)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    const struct paired *pairs = &comparison->pairs[at_row(printing, index)];
    double most = pairs->first > pairs->second ? pairs->first : pairs->second;
    return pairs->count > 0 && (comparison->rows[index].figure != PERSON_FIGURES || most >= 0.5);
}

static size_t print_tables(const struct printing *printing)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    size_t left_out = 0;
    for (size_t i = 0; i < comparison->row_count; i++) {
        if (i == 0 || comparison->rows[i].figure != comparison->rows[i - 1].figure) {
            print_heading(printing, &comparison->rows[i]);
        }
        if (!is_shown(printing, i)) {
            const struct paired *pairs = &comparison->pairs[at_row(printing, i)];
            left_out += pairs->count > 0 && (pairs->first > 0 || pairs->second > 0);
            continue;
        }
        print_label(printing, i);
        if (comparison->rows[i].figure == PERSON_CHANGED) {
            print_share(printing, i);
        } else {
            print_difference(printing, i);
        }
        fputs("\n", printing->out);
    }
    return left_out;
}

static void print_about(const struct printing *printing)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    const struct persons_about *about = &comparison->about[printing->contrast];
    const struct experiment *experiment = &printing->view->batch->experiment;
    char persons[32];
    char later[32];
    char eve[11];
    char last[11];
    char text[512];
    date_format(about->days.first - 1, eve);
    date_format(about->days.end - 1, last);
    text_number(persons, sizeof persons, about->persons, 0);
    text_number(later, sizeof later, about->later, 0);
    snprintf(text, sizeof text,
             "Of %s persons a run who were there on %s, until %s. %s a run who came later are left out.",
             persons, eve, last, later);
    fputs("  ", printing->out);
    text_wrap(printing->out, text, 2, 2, COLUMNS);
    if (about->placebo != SIZE_MAX) {
        snprintf(text, sizeof text, "Beside it the arm %s: %s", experiment->arms[about->placebo].name,
                 experiment->arms[about->placebo].text);
    } else {
        snprintf(
            text, sizeof text,
            "There is no placebo that begins on that day: nothing says what chance alone does to paths of "
            "persons. Add { name = \"placebo\"; placebo = true; } to the arms.");
    }
    fputs("  ", printing->out);
    text_wrap(printing->out, text, 2, 2, COLUMNS);
}

static void print_contrast_heading(const struct printing *printing)
{
    const struct persons_comparison *comparison = printing->view->comparison;
    const struct contrast *contrast = &comparison->contrasts[printing->contrast];
    const struct experiment *experiment = &printing->view->batch->experiment;
    char sides[2][ARM_NAME_MAX + 40];
    char text[sizeof sides + 120];
    size_t pairs = comparison->about[printing->contrast].pairs;
    compare_side(experiment, contrast->arm, contrast->point, sides[0], sizeof sides[0]);
    compare_side(experiment, contrast->base_arm, contrast->base_point, sides[1], sizeof sides[1]);
    snprintf(text, sizeof text, "%s against %s: %zu pair%s of %zu that have panels", sides[0], sides[1],
             pairs, pairs == 1 ? "" : "s", experiment->keep.panels);
    fputs(terminal_bold(&printing->terminal), printing->out);
    text_wrap(printing->out, text, 0, 0, COLUMNS);
    fputs(terminal_plain(&printing->terminal), printing->out);
    if (experiment->arms[contrast->arm].text[0] != '\0') {
        fputs("  ", printing->out);
        text_wrap(printing->out, experiment->arms[contrast->arm].text, 2, 2, COLUMNS);
    }
    print_about(printing);
}

static void print_legend(const struct printing *printing, size_t left_out)
{
    const struct persons_view *view = printing->view;
    char text[1600];
    int used = snprintf(
        text, sizeof text,
        "\nGroups are made of what was known of persons before the arms part; what is said is said of "
        "groups, "
        "never of a person in one of them: after the first difference paths part by chance, as those under a "
        "placebo do. differ. is the mean over pairs of runs of the group's figure less that in the baseline, "
        "+- half "
        "of its %.6g %% interval (Student's t, the run is the unit).\neffect: zero is outside of the "
        "interval, and "
        "remains so when %zu figures are looked at together (Holm's correction); alone: outside, but no "
        "longer so "
        "among that many; holds 0: zero is in the interval. A placebo has no effect: where its interval "
        "leaves zero "
        "out, that is chance.",
        100 * view->level, view->comparison->tested);
    if (left_out > 0) {
        snprintf(text + used, sizeof text - (size_t)used,
                 " %zu changes of state below 0.5 %% are in --format csv.", left_out);
    }
    text_wrap(printing->out, text, 0, 0, COLUMNS);
}

void persons_print_text(FILE *out, const struct persons_view *view)
{
    struct printing printing = {.out = out, .view = view, .terminal = terminal_of(out)};
    size_t left_out = 0;
    for (size_t c = 0; c < view->comparison->contrast_count; c++) {
        printing.contrast = c;
        fputs(c > 0 ? "\n" : "", out);
        print_contrast_heading(&printing);
        left_out += print_tables(&printing);
    }
    print_legend(&printing, left_out);
}
