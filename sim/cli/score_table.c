#include "sim/cli/score_table.h"

#include <math.h>
#include <string.h>

#include "sim/cli/terminal.h"
#include "sim/cli/text.h"

enum { LABEL_MIN = 22, LABEL_MAX = 60 };

static const char *const TITLES[] = {"published", "this run", "gap", "gap/tol"};
static const char NOT_GIVEN[] = "not in this run";

/* One line as text; what it has not is empty. */
struct cells {
    char label[256]; /* with the unit */
    char published[48];
    char value[48];
    char gap[48];
    char tolerances[48];
    const char *verdict;
    char mark[24]; /* "[2]" */
};

/* Columns of the widest cell of each kind. */
struct widths {
    int label;
    int published;
    int value;
    int gap;
    int tolerances;
    int verdict;
    int mark;
    bool compared; /* some line has a target */
    bool stacked;  /* too narrow for a table: figures stand below their label */
};

/* What the functions that print share. */
struct printing {
    FILE *out;
    const struct score *score;
    struct terminal terminal;
    struct widths widths;
    bool definitions;
    int columns;
};

/* Digits after the point of the shortest text of a number, but at least `digits`: what is published is not
 * rounded. */
static int digits_of(double value, int digits)
{
    char text[48];
    text_shortest(text, sizeof text, value);
    const char *point = strchr(text, '.');
    int given = point == NULL || strchr(text, 'e') != NULL ? 0 : (int)strlen(point + 1);
    return given > digits ? given : digits;
}

static void signed_number(char *text, size_t size, double value, int digits)
{
    snprintf(text, size, "%s", value < 0 ? "-" : "+");
    text_number(text + 1, size - 1, fabs(value), digits);
}

/* In definitions every target is told by itself, else every publication once. */
static size_t note_number(const struct printing *printing, size_t index)
{
    const struct score_line *line = &printing->score->lines[index];
    return line->target == NULL ? 0 : printing->definitions ? index + 1 : line->source;
}

static struct cells line_cells(const struct printing *printing, size_t index)
{
    const struct score_line *line = &printing->score->lines[index];
    const struct measure *measure = line->measure;
    struct cells cells = {.verdict = ""};
    bool has_unit = strcmp(measure->unit, "1") != 0;
    snprintf(cells.label, sizeof cells.label, "%s%s%s%s", measure->label, has_unit ? " (" : "",
             has_unit ? measure->unit : "", has_unit ? ")" : "");
    if (!isnan(line->value)) {
        text_number(cells.value, sizeof cells.value, line->value, measure->digits);
    }
    if (line->target != NULL) {
        text_number(cells.published, sizeof cells.published, line->target->value,
                    digits_of(line->target->value, measure->digits));
        cells.verdict = line->within ? "pass" : "miss";
        snprintf(cells.mark, sizeof cells.mark, "[%zu]", note_number(printing, index));
    }
    if (line->target != NULL && !isnan(line->value)) {
        signed_number(cells.gap, sizeof cells.gap, line->gap, measure->digits);
        signed_number(cells.tolerances, sizeof cells.tolerances, line->gap_tolerances, 1);
    }
    return cells;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Columns that all but the label take. */
static int rest_of(const struct widths *widths)
{
    int rest = 2 + 2 + widths->value;
    if (widths->compared) {
        rest += 2 + widths->published + 2 + widths->gap + 2 + widths->tolerances + 2 + widths->verdict + 1 +
                widths->mark;
    }
    return rest;
}

static void measure_widths(struct printing *printing)
{
    struct widths widths = {.value = text_columns(TITLES[1])};
    for (size_t i = 0; i < printing->score->count; i++) {
        struct cells cells = line_cells(printing, i);
        widths.label = larger(widths.label, text_columns(cells.label));
        widths.published = larger(widths.published, text_columns(cells.published));
        widths.value = larger(widths.value, text_columns(cells.value));
        widths.gap = larger(widths.gap, text_columns(cells.gap));
        widths.tolerances = larger(widths.tolerances, text_columns(cells.tolerances));
        widths.verdict = larger(widths.verdict, text_columns(cells.verdict));
        widths.mark = larger(widths.mark, text_columns(cells.mark));
        widths.compared |= printing->score->lines[i].target != NULL;
    }
    if (widths.compared) {
        widths.published = larger(widths.published, text_columns(TITLES[0]));
        widths.gap = larger(widths.gap, text_columns(TITLES[2]));
        widths.tolerances = larger(widths.tolerances, text_columns(TITLES[3]));
    }
    int wanted = widths.label < LABEL_MAX ? widths.label : LABEL_MAX;
    int room = printing->columns - rest_of(&widths);
    widths.label = wanted < room ? wanted : room;
    widths.stacked = widths.label < wanted && widths.label < LABEL_MIN;
    printing->widths = widths;
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

static void print_titles(const struct printing *printing)
{
    const struct widths *widths = &printing->widths;
    FILE *out = printing->out;
    fputs(terminal_dim(&printing->terminal), out);
    if (widths->compared) {
        put_right(out, TITLES[0], widths->published);
        fputs("  ", out);
    }
    put_right(out, TITLES[1], widths->value);
    if (widths->compared) {
        fputs("  ", out);
        put_right(out, TITLES[2], widths->gap);
        fputs("  ", out);
        put_right(out, TITLES[3], widths->tolerances);
    }
    fprintf(out, "%s\n", terminal_plain(&printing->terminal));
}

/* The section, with the titles of the columns beside it or, when it is too long for that, below. */
static void print_heading(const struct printing *printing, const char *section)
{
    const struct widths *widths = &printing->widths;
    FILE *out = printing->out;
    bool beside = !widths->stacked && text_columns(section) <= widths->label + 2;
    fputs(terminal_bold(&printing->terminal), out);
    if (beside) {
        put(out, section, widths->label + 4);
    } else {
        text_wrap(out, section, 0, 0, printing->columns);
    }
    fputs(terminal_plain(&printing->terminal), out);
    if (!widths->stacked) {
        text_spaces(out, beside ? 0 : widths->label + 4);
        print_titles(printing);
    }
}

static void print_verdict(const struct printing *printing, const struct cells *cells, bool miss)
{
    fputs(miss ? terminal_red(&printing->terminal) : "", printing->out);
    fputs(cells->verdict, printing->out);
    fputs(miss ? terminal_plain(&printing->terminal) : "", printing->out);
}

/* this run  gap  gap/tol  verdict [source] */
static void print_comparison(const struct printing *printing, const struct cells *cells, bool miss)
{
    const struct widths *widths = &printing->widths;
    FILE *out = printing->out;
    if (cells->value[0] == '\0') {
        put_right(out, NOT_GIVEN, widths->value + 2 + widths->gap + 2 + widths->tolerances);
    } else {
        put_right(out, cells->value, widths->value);
        fputs("  ", out);
        put_right(out, cells->gap, widths->gap);
        fputs("  ", out);
        put_right(out, cells->tolerances, widths->tolerances);
    }
    fputs("  ", out);
    print_verdict(printing, cells, miss);
    fprintf(out, " %s", cells->mark);
}

/* A long label takes what a short figure after it leaves free, and goes on in further lines. */
static void print_row(const struct printing *printing, size_t index)
{
    const struct widths *widths = &printing->widths;
    const struct score_line *line = &printing->score->lines[index];
    struct cells cells = line_cells(printing, index);
    FILE *out = printing->out;
    const char *rest = cells.label;
    const char *piece;
    char label[sizeof cells.label];
    int spare = widths->compared ? widths->published - text_columns(cells.published)
                                 : widths->value - text_columns(cells.value);
    size_t length = text_next_line(&rest, widths->label + spare, &piece);
    snprintf(label, sizeof label, "%.*s", (int)length, piece != NULL ? piece : "");
    fputs("  ", out);
    put(out, label, widths->label + 2 + spare);
    if (widths->compared) {
        fprintf(out, "%s  ", cells.published);
    }
    if (line->target != NULL) {
        print_comparison(printing, &cells, !line->within);
    } else {
        put_right(out, cells.value, widths->compared ? widths->value : 0);
    }
    fputc('\n', out);
    if (rest[0] != '\0') {
        text_wrap(out, rest, 4, 0, widths->label + 2);
    }
}

/* For narrow terminals: the label, and the figures below it. */
static void print_stacked(const struct printing *printing, size_t index)
{
    const struct score_line *line = &printing->score->lines[index];
    struct cells cells = line_cells(printing, index);
    FILE *out = printing->out;
    text_wrap(out, cells.label, 2, 0, printing->columns);
    if (line->target != NULL) {
        fprintf(out, "      published %s %s\n", cells.published, cells.mark);
    }
    fprintf(out, "      %s\n", cells.value[0] != '\0' ? cells.value : NOT_GIVEN);
    if (cells.gap[0] != '\0') {
        fprintf(out, "      gap %s\n      gap/tol %s\n", cells.gap, cells.tolerances);
    }
    if (line->target != NULL) {
        fputs("      ", out);
        print_verdict(printing, &cells, !line->within);
        fputc('\n', out);
    }
}

/* All lines of one section, from the first of them on. */
static void print_section(const struct printing *printing, size_t first)
{
    const struct score *score = printing->score;
    const char *section = score->lines[first].measure->section;
    print_heading(printing, section);
    for (size_t i = first; i < score->count; i++) {
        if (strcmp(score->lines[i].measure->section, section) != 0) {
            continue;
        }
        if (printing->widths.stacked) {
            print_stacked(printing, i);
        } else {
            print_row(printing, i);
        }
    }
}

static bool begins_section(const struct score *score, size_t index)
{
    const char *section = score->lines[index].measure->section;
    for (size_t i = 0; i < index; i++) {
        if (strcmp(score->lines[i].measure->section, section) == 0) {
            return false;
        }
    }
    return true;
}

/* "Mulhouse, 2016: ILO. INSEE zones (V)". */
static void publication(char *text, size_t size, const struct target *target)
{
    const char *territory = target->territory.chars;
    const char *year = target->year.chars;
    const char *definition = target->definition.chars;
    bool dated = territory[0] != '\0' || year[0] != '\0';
    snprintf(text, size, "%s%s%s%s%s%s%s (%s)", territory,
             territory[0] != '\0' && year[0] != '\0' ? ", " : "", year, dated ? ": " : "", definition,
             definition[0] != '\0' ? ". " : "", target->source.chars, target_confidence(target));
}

static void print_note(const struct printing *printing, size_t index)
{
    const struct score_line *line = &printing->score->lines[index];
    FILE *out = printing->out;
    char text[1024];
    int used = fprintf(out, "  [%zu] ", note_number(printing, index));
    if (printing->definitions) {
        snprintf(text, sizeof text, "%s: %s", line->measure->label, line->measure->definition);
        text_wrap(out, text, 6, used, printing->columns);
        used = 0;
    }
    publication(text, sizeof text, line->target);
    text_wrap(out, text, 6, used, printing->columns);
}

static void print_notes(const struct printing *printing)
{
    size_t told = 0;
    for (size_t i = 0; i < printing->score->count; i++) {
        size_t number = note_number(printing, i);
        if (number > told) {
            if (told == 0) {
                text_wrap(printing->out,
                          printing->definitions ? "\nWhat is compared, and where it is published:"
                                                : "\nWhere it is published:",
                          0, 0, printing->columns);
            }
            told = number;
            print_note(printing, i);
        }
    }
    if (told > 0) {
        text_wrap(printing->out,
                  "V: read at the publisher. V2: read where it is quoted. S: printed in a book. D: derived.",
                  2, 0, printing->columns);
    }
}

void score_print(FILE *out, const struct score *score, bool definitions, int columns)
{
    struct printing printing = {.out = out,
                                .score = score,
                                .terminal = terminal_of(out),
                                .definitions = definitions,
                                .columns = columns};
    bool some = false;
    measure_widths(&printing);
    for (size_t i = 0; i < score->count; i++) {
        if (begins_section(score, i)) {
            fputs(some ? "\n" : "", out);
            print_section(&printing, i);
            some = true;
        }
    }
    print_notes(&printing);
    if (score->targets > 0) {
        fprintf(out, "\n%zu of %zu within tolerance\n", score->within, score->targets);
    }
}
