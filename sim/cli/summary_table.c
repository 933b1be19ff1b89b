#include "sim/cli/summary_table.h"

#include <math.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"

enum { LABEL_MIN = 22, LABEL_MAX = 60 };

/* One line as text. */
struct cells {
    char value[48];
    char published[48];
    char gap[48];
    char mark[24]; /* "[2]" */
};

/* Columns of the widest cell of each kind. */
struct widths {
    int value;
    int unit;
    int published;
    int gap;
    int mark;
    int label;
    bool compared; /* some line has a published figure */
    bool stacked;  /* too narrow for a table: figures stand below their label */
};

/* Number of the line's source among the different ones, from 1; 0 when it has none. */
static size_t source_number(const struct summary *summary, size_t line)
{
    size_t number = 0;
    if (summary->lines[line].source[0] == '\0') {
        return 0;
    }
    for (size_t i = 0; i <= line; i++) {
        const char *source = summary->lines[i].source;
        bool first = source[0] != '\0';
        for (size_t j = 0; j < i && first; j++) {
            first = strcmp(source, summary->lines[j].source) != 0;
        }
        number += first;
        if (strcmp(source, summary->lines[line].source) == 0) {
            break;
        }
    }
    return number;
}

/* Shares ("%", "% of them") are compared in points, all else in percent of what is published. */
static void gap_text(char *text, size_t size, const struct summary_line *line)
{
    double gap = line->value - line->published;
    bool share = line->unit[0] == '%';
    if (!isfinite(gap) || (!share && line->published == 0)) {
        snprintf(text, size, "n/a");
    } else if (share) {
        snprintf(text, size, "%+.*f pt", line->digits, gap);
    } else {
        snprintf(text, size, "%+.1f %%", 100 * gap / fabs(line->published));
    }
}

static struct cells line_cells(const struct summary *summary, size_t index)
{
    const struct summary_line *line = &summary->lines[index];
    struct cells cells = {0};
    text_number(cells.value, sizeof cells.value, line->value, line->digits);
    if (line->has_published) {
        text_number(cells.published, sizeof cells.published, line->published, line->digits);
        gap_text(cells.gap, sizeof cells.gap, line);
    }
    size_t number = source_number(summary, index);
    if (number > 0) {
        snprintf(cells.mark, sizeof cells.mark, "[%zu]", number);
    }
    return cells;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static struct widths measure(const struct summary *summary, int columns)
{
    struct widths widths = {.value = text_columns("this run")};
    for (size_t i = 0; i < summary->count; i++) {
        struct cells cells = line_cells(summary, i);
        widths.value = larger(widths.value, text_columns(cells.value));
        widths.unit = larger(widths.unit, text_columns(summary->lines[i].unit));
        widths.published = larger(widths.published, text_columns(cells.published));
        widths.gap = larger(widths.gap, text_columns(cells.gap));
        widths.mark = larger(widths.mark, text_columns(cells.mark));
        widths.label = larger(widths.label, text_columns(summary->lines[i].label));
        widths.compared |= summary->lines[i].has_published;
    }
    int rest = 2 + 2 + widths.value + 1 + widths.unit;
    if (widths.compared) {
        widths.published = larger(widths.published, text_columns("published"));
        widths.gap = larger(widths.gap, text_columns("gap"));
        rest += 2 + widths.published + 2 + widths.gap + 1 + widths.mark;
    }
    int wanted = widths.label < LABEL_MAX ? widths.label : LABEL_MAX;
    widths.label = wanted < columns - rest ? wanted : columns - rest;
    widths.stacked = widths.label < wanted && widths.label < LABEL_MIN;
    return widths;
}

/* `text` on the left or right of a field counted in columns, not bytes. */
static void put(FILE *out, const char *text, int width)
{
    fputs(text, out);
    text_spaces(out, width - text_columns(text));
}

static void put_right(FILE *out, const char *text, int width)
{
    text_spaces(out, width - text_columns(text));
    fputs(text, out);
}

static void print_column_titles(FILE *out, const struct widths *widths, const struct terminal *terminal)
{
    fputs(terminal_dim(terminal), out);
    put_right(out, "this run", widths->value);
    if (widths->compared) {
        text_spaces(out, 1 + widths->unit + 2);
        put_right(out, "published", widths->published);
        fputs("  ", out);
        put_right(out, "gap", widths->gap);
    }
    fprintf(out, "%s\n", terminal_plain(terminal));
}

/* The section, with the titles of the columns beside it or, when it is too long for that, below. */
static void print_heading(FILE *out, const char *section, const struct widths *widths, int columns)
{
    struct terminal terminal = terminal_of(out);
    bool beside = !widths->stacked && text_columns(section) <= widths->label + 2;
    fputs(terminal_bold(&terminal), out);
    if (beside) {
        put(out, section, widths->label + 4);
    } else {
        text_wrap(out, section, 0, 0, columns);
    }
    fputs(terminal_plain(&terminal), out);
    if (!widths->stacked) {
        text_spaces(out, beside ? 0 : widths->label + 4);
        print_column_titles(out, widths, &terminal);
    }
}

/* label  value unit  published  gap [source]; a long label takes what a short value leaves free, and goes on
 * in further lines. */
static void print_row(FILE *out, const struct summary *summary, size_t index, const struct widths *widths)
{
    const struct summary_line *line = &summary->lines[index];
    struct cells cells = line_cells(summary, index);
    const char *rest = line->label;
    const char *piece;
    char label[sizeof line->label];
    int spare = widths->value - text_columns(cells.value);
    size_t length = text_next_line(&rest, widths->label + spare, &piece);
    snprintf(label, sizeof label, "%.*s", (int)length, piece != NULL ? piece : "");
    fputs("  ", out);
    put(out, label, widths->label + 2 + spare);
    fputs(cells.value, out);
    bool more = line->has_published || cells.mark[0] != '\0';
    fputs(line->unit[0] != '\0' ? " " : "", out);
    put(out, line->unit, more ? widths->unit + (line->unit[0] == '\0') : 0);
    if (more) {
        fputs("  ", out);
        put_right(out, cells.published, widths->published);
        fputs("  ", out);
        put_right(out, cells.gap, widths->gap);
        fprintf(out, "%s%s", cells.mark[0] != '\0' ? " " : "", cells.mark);
    }
    fputc('\n', out);
    if (rest[0] != '\0') {
        text_wrap(out, rest, 4, 0, widths->label + 2);
    }
}

/* For narrow terminals: the label, and the figures below it. */
static void print_stacked(FILE *out, const struct summary *summary, size_t index, int columns)
{
    const struct summary_line *line = &summary->lines[index];
    struct cells cells = line_cells(summary, index);
    text_wrap(out, line->label, 2, 0, columns);
    fprintf(out, "      %s%s%s\n", cells.value, line->unit[0] != '\0' ? " " : "", line->unit);
    if (line->has_published) {
        fprintf(out, "      published %s %s\n      gap %s\n", cells.published, cells.mark, cells.gap);
    }
}

static void print_sources(FILE *out, const struct summary *summary, int columns)
{
    size_t told = 0;
    for (size_t i = 0; i < summary->count; i++) {
        size_t number = source_number(summary, i);
        if (number > told) {
            fputs(told == 0 ? "\nPublished figures:\n" : "", out);
            told = number;
            int used = fprintf(out, "  [%zu] ", number);
            text_wrap(out, summary->lines[i].source, 6, used, columns);
        }
    }
}

void summary_print(FILE *out, const struct summary *summary, int columns)
{
    struct widths widths = measure(summary, columns);
    for (size_t i = 0; i < summary->count; i++) {
        const struct summary_line *line = &summary->lines[i];
        if (i == 0 || strcmp(line->section, summary->lines[i - 1].section) != 0) {
            fputs(i > 0 ? "\n" : "", out);
            print_heading(out, line->section, &widths, columns);
        }
        if (widths.stacked) {
            print_stacked(out, summary, i, columns);
        } else {
            print_row(out, summary, i, &widths);
        }
    }
    print_sources(out, summary, columns);
}
