#include "sim/cli/settled_text.h"

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "sim/cli/format.h"
#include "sim/cli/line.h"
#include "sim/cli/record.h"
#include "sim/cli/text.h"
#include "sim/date.h"
#include "sim/due.h"

enum { COLUMNS = 80, TEXT = 1024, DATE_TEXT = 11, LABEL = 25, FIGURE = 9, CHANGE = 10, BOUND = 7 };

/* A text that grows; what is too long for it is left out. */
struct text {
    char chars[TEXT];
    size_t length;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text->chars + text->length, TEXT - text->length, format, arguments);
    va_end(arguments);
    text->length += length > 0 ? (size_t)length : 0;
    text->length = text->length < TEXT ? text->length : TEXT - 1;
}

static const char *unit_of(const struct steady *figure)
{
    return strcmp(figure->unit, "1") == 0 ? "" : figure->unit;
}

/* " before minimum.level changes on 2018-01-01", or nothing; `comma` stands before it. */
static void add_change(struct text *text, const struct settled *settled, const char *comma)
{
    char date[DATE_TEXT];
    if (settled->change_day == DUE_NEVER) {
        return;
    }
    date_format(settled->change_day, date);
    if (settled->changes != NULL) {
        add(text, "%s before %s changes on %s", comma, settled->changes, date);
    } else {
        add(text, "%s before the rules change on %s", comma, date);
    }
}

static void add_unknown(struct text *text, const struct settled *settled)
{
    if (settled->years >= DRIFT_LEAST_YEARS) {
        add(text, "Settled or not: cannot be told from what this run gives.");
        return;
    }
    add(text, "Settled or not: cannot be told. The run records %zu whole year%s", settled->years,
        settled->years == 1 ? "" : "s");
    add_change(text, settled, "");
    add(text, "; it takes %d.", DRIFT_LEAST_YEARS);
}

/* "the 5 years after it, before ...". */
static void add_years(struct text *text, const struct settled *settled)
{
    add(text, "the %zu years after it", settled->years - 1);
    add_change(text, settled, ",");
}

static void add_drifts(struct text *text, const struct settled *settled)
{
    size_t told = 0;
    add(text, "Still settling: ");
    for (size_t i = 0; i < settled->count; i++) {
        const struct settled_line *line = &settled->lines[i];
        const struct steady *figure = line->figure;
        const char *unit = unit_of(figure);
        char first[48];
        char later[48];
        if (line->verdict != SETTLED_DRIFTS) {
            continue;
        }
        text_number(first, sizeof first, line->drift.first, figure->digits);
        text_number(later, sizeof later, line->drift.later, figure->digits);
        add(text, "%s%s %s%s%s", told > 0 ? "; " : "", figure->label, first, unit[0] != '\0' ? " " : "",
            unit);
        if (told++ == 0) {
            add(text, " in the first recorded year, %s in ", later);
            add_years(text, settled);
        } else {
            add(text, ", then %s", later);
        }
    }
    add(text, ". A longer run.burn_in_days helps.");
}

static void add_luck(struct text *text, const struct settled *settled)
{
    size_t told = 0;
    add(text, "No drift beyond luck from the first recorded year to ");
    add_years(text, settled);
    add(text, ": ");
    for (size_t i = 0; i < settled->count; i++) {
        if (settled->lines[i].verdict == SETTLED_LUCK) {
            add(text, "%s%s", told++ > 0 ? ", " : "", settled->lines[i].figure->label);
        }
    }
    add(text, " changed by more than the bound, as one run does by luck alone. More seeds tell more.");
}

void settled_tell(const struct settled *settled)
{
    struct text text = {.length = 0};
    if (settled->count == 0) {
        return;
    }
    if (settled->verdict == SETTLED_WITHIN) {
        add(&text, "Settled: no figure changed by more than its bound from the first recorded year to ");
        add_years(&text, settled);
        add(&text, ".");
    } else if (settled->verdict == SETTLED_LUCK) {
        add_luck(&text, settled);
    } else if (settled->verdict == SETTLED_DRIFTS) {
        add_drifts(&text, settled);
    } else {
        add_unknown(&text, settled);
    }
    putchar('\n');
    text_wrap(stdout, text.chars, 0, 0, COLUMNS);
}

/* ---- The table ---- */

/* "+1.3", "+1.3 %": in the scale of the bound. */
static void scaled_text(char *text, size_t size, double value, const struct steady *figure, bool sign)
{
    bool percent = figure->scale == STEADY_PERCENT;
    char number[48];
    int digits = percent ? 1 : figure->digits;
    text_number(number, sizeof number, value, digits);
    snprintf(text, size, "%s%s%s", sign && value > 0 ? "+" : "", number,
             percent && isfinite(value) ? " %" : "");
}

static void print_line(const struct settled_line *line)
{
    const struct steady *figure = line->figure;
    const char *unit = unit_of(figure);
    char label[128], first[48], later[48], change[64], luck[64], bound[64];
    snprintf(label, sizeof label, "%s%s%s%s", figure->label, unit[0] != '\0' ? " (" : "", unit,
             unit[0] != '\0' ? ")" : "");
    text_number(first, sizeof first, line->drift.first, figure->digits);
    text_number(later, sizeof later, line->drift.later, figure->digits);
    scaled_text(change, sizeof change, line->change, figure, true);
    scaled_text(luck, sizeof luck, line->luck, figure, false);
    scaled_text(bound, sizeof bound, figure->bound, figure, false);
    line_print(6, "  %s%*s%*s%*s%*s%*s%*s  %s", label, LABEL - text_columns(label), "", FIGURE, first, FIGURE,
               later, CHANGE, change, FIGURE, luck, BOUND, bound, settled_word(line->verdict));
}

void settled_print(const struct settled *settled)
{
    struct text text = {.length = 0};
    if (settled->count == 0) {
        return;
    }
    if (settled->verdict == SETTLED_UNKNOWN) {
        add_unknown(&text, settled);
        putchar('\n');
        line_print(0, "%s", text.chars);
        return;
    }
    char first[DATE_TEXT], last[DATE_TEXT];
    date_format(settled->first_day, first);
    date_format(settled->last_day, last);
    add(&text, "settled: the first recorded year beside the %zu years after it (%s to %s)",
        settled->years - 1, first, last);
    add_change(&text, settled, ",");
    putchar('\n');
    line_print(9, "%s", text.chars);
    line_print(6, "  %*s%*s%*s%*s%*s%*s", LABEL, "", FIGURE, "first", FIGURE, "later", CHANGE, "change",
               FIGURE, "luck", BOUND, "bound");
    for (size_t i = 0; i < settled->count; i++) {
        print_line(&settled->lines[i]);
    }
}

/* ---- JSON ---- */

static void json_line(struct record_writer *writer, const struct settled_line *line)
{
    const struct steady *figure = line->figure;
    struct record record = {.count = 0};
    record_put_text(&record, "name", figure->name);
    record_put_text(&record, "unit", figure->unit);
    record_put_number(&record, "first", line->drift.first);
    record_put_number(&record, "later", line->drift.later);
    record_put_text(&record, "scale", figure->scale == STEADY_PERCENT ? "percent" : "unit");
    record_put_number(&record, "change", line->change);
    record_put_number(&record, "luck", line->luck);
    record_put_number(&record, "bound", figure->bound);
    record_put_number(&record, "chance", line->drift.chance);
    record_put_text(&record, "verdict", settled_word(line->verdict));
    records_write(writer, record.fields, record.count);
}

void settled_json(const struct settled *settled)
{
    char date[DATE_TEXT];
    if (settled->count == 0) {
        return;
    }
    format_json_member(stdout, ",\n  \"settled\": {", "verdict", settled_word(settled->verdict));
    printf(", \"years\": %zu", settled->years);
    date_format(settled->first_day, date);
    format_json_member(stdout, ", ", "first_day", date);
    date_format(settled->last_day, date);
    format_json_member(stdout, ", ", "last_day", date);
    if (settled->change_day != DUE_NEVER) {
        date_format(settled->change_day, date);
        format_json_member(stdout, ", ", "change_day", date);
    }
    if (settled->changes != NULL) {
        format_json_member(stdout, ", ", "changes", settled->changes);
    }
    fputs(", \"figures\": ", stdout);
    struct record_writer writer = records_begin(stdout, FORMAT_JSON);
    for (size_t i = 0; i < settled->count; i++) {
        json_line(&writer, &settled->lines[i]);
    }
    fputs("\n  ]}", stdout);
}
