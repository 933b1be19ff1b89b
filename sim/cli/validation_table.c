/* Known outcomes for people: range against result, in 80 columns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"
#include "sim/cli/validation.h"

enum { COLUMNS = 80, LABEL = 34, RANGE = 16, RESULT = 9, HALF = 8, NUMBER = 40, LABEL_TEXT = 512 };

/* What the functions that print share. */
struct printing {
    FILE *out;
    const struct validation *validation;
    struct terminal terminal;
};

/* ---- numbers that fit ---- */

/* Digits after the point with which two figures of `value` are seen. */
static int digits_for(double value)
{
    int digits = value > 0 && isfinite(value) ? 1 - (int)floor(log10(value)) : 2;
    return digits < 0 ? 0 : digits > 4 ? 4 : digits;
}

/* In at most `width` - 1 columns. */
static void print_number(FILE *out, int width, double value, int digits, bool sign)
{
    char text[400] = "";
    if (isfinite(value)) {
        snprintf(text, sizeof text, sign ? "%+.*f" : "%.*f", digits, value);
        for (int precision = 4; precision > 0 && (int)strlen(text) >= width; precision--) {
            snprintf(text, sizeof text, sign ? "%+.*g" : "%.*g", precision, value);
        }
    }
    fprintf(out, "%*s", width, text);
}

static void range_text(const struct outcome_range *range, char *text, size_t size)
{
    char low[NUMBER];
    char high[NUMBER];
    snprintf(low, sizeof low, "%.6g", range->low);
    snprintf(high, sizeof high, "%.6g", range->high);
    if (isinf(range->low)) {
        snprintf(text, size, "at most %s", high);
    } else if (isinf(range->high)) {
        snprintf(text, size, "at least %s", low);
    } else {
        snprintf(text, size, "%s to %s", low, high);
    }
}

/* ---- rows ---- */

static const char *unit_of(const struct known_outcome *row)
{
    static const char *const units[] = {
        [OUTCOME_PERCENT] = "%",   [OUTCOME_POINTS] = "points",         [OUTCOME_DIFFERENCE] = "",
        [OUTCOME_RATIO] = "ratio", [OUTCOME_ELASTICITY] = "elasticity", [OUTCOME_MULTIPLIER] = ""};
    const char *unit = row->text[OUTCOME_UNIT];
    return unit[0] != '\0' || !row->asked ? unit : units[row->range.kind];
}

static void label_of(const struct known_outcome *row, char text[LABEL_TEXT])
{
    const char *unit = unit_of(row);
    snprintf(text, LABEL_TEXT, "%.400s%s%.40s%s", row->text[OUTCOME_WHAT], unit[0] != '\0' ? " (" : "", unit,
             unit[0] != '\0' ? ")" : "");
}

static void print_verdict(const struct printing *printing, const struct finding *finding)
{
    static const char *const texts[] = {
        [OUTCOME_INSIDE] = "inside",         [OUTCOME_OUTSIDE] = "outside",
        [OUTCOME_WRONG_SIGN] = "WRONG SIGN", [OUTCOME_CANNOT_TELL] = "cannot tell",
        [OUTCOME_NOT_RUN] = "not run",       [OUTCOME_NOT_ASKED] = "",
    };
    bool miss = finding->verdict == OUTCOME_OUTSIDE || finding->verdict == OUTCOME_WRONG_SIGN;
    const struct terminal *terminal = &printing->terminal;
    fprintf(printing->out, "  %s%s%s\n", miss ? terminal_red(terminal) : "", texts[finding->verdict],
            miss ? terminal_plain(terminal) : "");
}

static void print_figures(const struct printing *printing, const struct finding *finding)
{
    const struct outcome_estimate *estimate = &finding->estimate;
    const struct outcome_range *range = &finding->row->range;
    char text[2 * NUMBER + 8];
    bool signs = range->kind <= OUTCOME_DIFFERENCE;
    int digits = digits_for(estimate->half > 0 ? estimate->half : fabs(estimate->value) / 10);
    range_text(range, text, sizeof text);
    fprintf(printing->out, "%*s", RANGE, text);
    print_number(printing->out, RESULT, estimate->value, digits, signs && estimate->value != 0);
    print_number(printing->out, HALF, estimate->half, digits, false);
    print_verdict(printing, finding);
}

/* A label that is too long for its column goes on below the figures. */
static void print_row(const struct printing *printing, const struct finding *finding)
{
    char label[LABEL_TEXT];
    const char *rest = label;
    const char *first;
    label_of(finding->row, label);
    int length = (int)text_next_line(&rest, LABEL - 2, &first);
    int width = text_columns(label) - text_columns(label + length);
    fprintf(printing->out, "  %.*s", length, label);
    text_spaces(printing->out, LABEL - 2 - width);
    print_figures(printing, finding);
    if (rest[0] != '\0') {
        text_wrap(printing->out, rest, 4, 0, LABEL);
    }
}

/* ---- experiments ---- */

static void print_columns(const struct printing *printing)
{
    char half[32];
    snprintf(half, sizeof half, "+- %.4g%%", 100 * printing->validation->level);
    text_spaces(printing->out, LABEL);
    fprintf(printing->out, "%s%*s%*s%*s%s\n", terminal_dim(&printing->terminal), RANGE, "expected", RESULT,
            "result", HALF, half, terminal_plain(&printing->terminal));
}

/* "  4 pairs in validation/minimum_wage.h5, found there" */
static void print_origin(const struct printing *printing, const struct source *source, size_t pairs)
{
    static const char *const texts[] = {
        [SOURCE_ABSENT] = "not run",       [SOURCE_BEGUN] = "begun, not all members are done",
        [SOURCE_COMPLETE] = "found there", [SOURCE_OTHER] = "of another program or experiment, not used",
        [SOURCE_RUN] = "run now",
    };
    char text[OUTPUT_PATH_MAX + 128];
    snprintf(text, sizeof text, "%zu pair%s in %s, %s", pairs, pairs == 1 ? "" : "s", source->result,
             texts[source->state]);
    fputs("  ", printing->out);
    text_wrap(printing->out, text, 2, 2, COLUMNS);
}

static void print_source(const struct printing *printing, size_t index)
{
    const struct validation *validation = printing->validation;
    const struct source *source = &validation->sources[index];
    size_t most = 0;
    for (size_t i = 0; i < validation->finding_count; i++) {
        const struct finding *finding = &validation->findings[i];
        most = finding->source == index && finding->estimate.pairs > most ? finding->estimate.pairs : most;
    }
    fprintf(printing->out, "%s%s", index > 0 ? "\n" : "", terminal_bold(&printing->terminal));
    text_wrap(printing->out, source->title[0] != '\0' ? source->title : source->name, 0, 0, COLUMNS);
    fputs(terminal_plain(&printing->terminal), printing->out);
    print_origin(printing, source, most);
    print_columns(printing);
    for (size_t i = 0; i < validation->finding_count; i++) {
        if (validation->findings[i].source == index) {
            print_row(printing, &validation->findings[i]);
        }
    }
}

/* ---- what cannot be asked, and how many of each ---- */

static void print_not_asked(const struct printing *printing)
{
    const struct validation *validation = printing->validation;
    bool first = true;
    for (size_t i = 0; i < validation->finding_count; i++) {
        const struct known_outcome *row = validation->findings[i].row;
        char range[2 * NUMBER + 8];
        char text[2 * LABEL_TEXT];
        char label[LABEL_TEXT];
        if (validation->findings[i].verdict != OUTCOME_NOT_ASKED) {
            continue;
        }
        if (first) {
            fprintf(printing->out, "%s%sKnown, not asked yet%s\n", validation->source_count > 0 ? "\n" : "",
                    terminal_bold(&printing->terminal), terminal_plain(&printing->terminal));
            first = false;
        }
        label_of(row, label);
        range_text(&row->range, range, sizeof range);
        snprintf(text, sizeof text, "%.100s: %s: %s. Missing: %.300s", row->text[OUTCOME_ID], label, range,
                 row->text[OUTCOME_MISSING]);
        fputs("  ", printing->out);
        text_wrap(printing->out, text, 4, 4, COLUMNS);
    }
}

static void print_legend(FILE *out)
{
    text_wrap(out,
              "\nresult: the arm less what it is compared with, mean over pairs of runs with the same seeds; "
              "+- half of its interval (Student's t). inside: the whole interval lies in the range that is "
              "known; outside: no part of it does; WRONG SIGN: the range has one sign, the whole interval "
              "the other; cannot tell: the interval crosses an end of the range, or none can be given.",
              0, 0, COLUMNS);
}

static void print_counts(FILE *out, const struct validation *validation)
{
    char text[256];
    size_t asked = validation->finding_count - validation_count(validation, OUTCOME_NOT_ASKED);
    size_t not_run = validation_count(validation, OUTCOME_NOT_RUN);
    int used = snprintf(
        text, sizeof text, "\n%zu of %zu inside, %zu outside, %zu with the wrong sign, %zu cannot be told",
        validation_count(validation, OUTCOME_INSIDE), asked, validation_count(validation, OUTCOME_OUTSIDE),
        validation_count(validation, OUTCOME_WRONG_SIGN), validation_count(validation, OUTCOME_CANNOT_TELL));
    if (not_run > 0) {
        used += snprintf(text + used, sizeof text - (size_t)used, ", %zu not run", not_run);
    }
    snprintf(text + used, sizeof text - (size_t)used, "; %zu not asked yet",
             validation->finding_count - asked);
    text_wrap(out, text, 0, 0, COLUMNS);
}

void validation_print_text(FILE *out, const struct validation *validation)
{
    const struct printing printing = {out, validation, terminal_of(out)};
    for (size_t i = 0; i < validation->source_count; i++) {
        print_source(&printing, i);
    }
    print_not_asked(&printing);
    if (validation->source_count > 0) {
        print_legend(out);
    }
    print_counts(out, validation);
}
