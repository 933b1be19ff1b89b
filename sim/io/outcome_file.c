#include "sim/io/outcome_file.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/date.h"
#include "sim/memory.h"
#include "sim/name_hint.h"
#include "sim/text.h"

struct title {
    const char *name;
};
static const struct title titles[OUTCOME_COLUMNS] = {
    [OUTCOME_ID] = {"id"},
    [OUTCOME_EXPERIMENT] = {"experiment"},
    [OUTCOME_ARM] = {"arm"},
    [OUTCOME_BASELINE] = {"baseline"},
    [OUTCOME_FIGURE] = {"figure"},
    [OUTCOME_OVER] = {"over"},
    [OUTCOME_PERIOD] = {"period"},
    [OUTCOME_EXPRESSED] = {"expressed"},
    [OUTCOME_PER] = {"per"},
    [OUTCOME_LOW] = {"low"},
    [OUTCOME_HIGH] = {"high"},
    [OUTCOME_UNIT] = {"unit"},
    [OUTCOME_WHAT] = {"what"},
    [OUTCOME_SOURCE] = {"source"},
    [OUTCOME_CONFIDENCE] = {"confidence"},
    [OUTCOME_MISSING] = {"missing"},
};

const char *outcome_column_name(enum outcome_column column)
{
    return titles[column].name;
}

/* Columns without which nothing can be said. */
static const enum outcome_column required[] = {
    OUTCOME_ID,   OUTCOME_EXPERIMENT, OUTCOME_ARM,       OUTCOME_FIGURE, OUTCOME_LOW,
    OUTCOME_HIGH, OUTCOME_SOURCE,     OUTCOME_EXPRESSED, OUTCOME_WHAT,   OUTCOME_CONFIDENCE};
enum { REQUIRED = sizeof required / sizeof required[0] };

/* ---- columns ---- */

static enum status find_columns(struct outcome_file *file, struct error *error)
{
    const struct csv_file *csv = &file->csv;
    const struct place place = csv_file_title_place(csv, 0);
    PASS(csv_file_find_columns(csv, titles, OUTCOME_COLUMNS, sizeof titles[0], file->columns, error));
    for (size_t i = 0; i < REQUIRED; i++) {
        if (file->columns[required[i]] == csv->columns) {
            return error_set_at(error, STATUS_INPUT, &place, "no column is called \"%s\"; expected one",
                                titles[required[i]].name);
        }
    }
    return csv->rows > 0
               ? STATUS_OK
               : error_set_at(error, STATUS_INPUT, &place, "there is no row; expected some outcomes");
}

/* ---- one row ---- */

static bool has(const struct known_outcome *row, enum outcome_column column)
{
    return row->text[column][0] != '\0';
}

/* Something is to stand in the cell, or the row lacks its column. */
static enum status need(const struct known_outcome *row, enum outcome_column column, const char *why,
                        struct error *error)
{
    return has(row, column) ? STATUS_OK
                            : error_set_at(error, STATUS_INPUT, &row->place[column],
                                           "%s: nothing stands in \"%s\"; expected %s", row->text[OUTCOME_ID],
                                           titles[column].name, why);
}

static enum status refuse(const struct known_outcome *row, enum outcome_column column, const char *expected,
                          struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    const char *text = row->text[column];
    return error_set_at(error, STATUS_INPUT, &row->place[column], "%s: %s is %s; expected %s",
                        row->text[OUTCOME_ID], titles[column].name, text_quote(text, strlen(text), quoted),
                        expected);
}

/* Leaves `*number` alone where the cell is empty. */
static enum status read_number(const struct outcome_file *file, size_t index, enum outcome_column column,
                               double *number, struct error *error)
{
    const struct known_outcome *row = &file->rows[index];
    char buffer[CSV_NUMBER_MAX];
    const char *text;
    char *end;
    if (!has(row, column)) {
        return STATUS_OK;
    }
    PASS(csv_file_number(&file->csv, index, file->columns[column], buffer, &text, error));
    *number = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*number) ? STATUS_OK
                                                            : refuse(row, column, "a number", error);
}

static enum status read_kind(struct known_outcome *row, struct error *error)
{
    static const struct title kinds[OUTCOME_KINDS] = {{"percent"}, {"points"},     {"difference"},
                                                      {"ratio"},   {"elasticity"}, {"multiplier"}};
    const char *text = row->text[OUTCOME_EXPRESSED];
    size_t kind = name_find(text, strlen(text), kinds, OUTCOME_KINDS, sizeof kinds[0]);
    if (kind == OUTCOME_KINDS) {
        const struct name_hint hint = name_hint_among(text, kinds, OUTCOME_KINDS, sizeof kinds[0]);
        refuse(row, OUTCOME_EXPRESSED, "percent, points, difference, ratio, elasticity or multiplier", error);
        name_hint_tell(&hint, "", error);
        return STATUS_INPUT;
    }
    row->range.kind = (enum outcome_kind)kind;
    return STATUS_OK;
}

/* "2018", "2018-12", "2018-12-31", or from one to another: "2016-07..2016-12". */
static enum status read_period(struct known_outcome *row, struct error *error)
{
    const char *text = row->text[OUTCOME_PERIOD];
    const char *dots = strstr(text, "..");
    size_t length = dots != NULL ? (size_t)(dots - text) : strlen(text);
    const char *to = dots != NULL ? dots + 2 : text;
    int32_t between[2];
    row->dated = has(row, OUTCOME_PERIOD);
    if (!row->dated ||
        (date_parse_period(text, length, &row->first_day, &between[0]) &&
         date_parse_period(to, strlen(to), &between[1], &row->last_day) && row->first_day <= row->last_day)) {
        return STATUS_OK;
    }
    return refuse(row, OUTCOME_PERIOD, "a day, a month, a year, or FROM..TO", error);
}

static enum status check_confidence(const struct known_outcome *row, struct error *error)
{
    static const struct title codes[] = {{"V"}, {"V2"}, {"S"}, {"D"}, {"A"}};
    const char *text = row->text[OUTCOME_CONFIDENCE];
    return name_find(text, strlen(text), codes, 5, sizeof codes[0]) < 5
               ? STATUS_OK
               : refuse(row, OUTCOME_CONFIDENCE, "V, V2, S, D or A", error);
}

static enum status check_id(const struct outcome_file *file, size_t index, struct error *error)
{
    const struct known_outcome *row = &file->rows[index];
    if (!has(row, OUTCOME_ID)) {
        return error_set_at(error, STATUS_INPUT, &row->place[OUTCOME_ID],
                            "an outcome without an id; expected a name for it");
    }
    for (size_t i = 0; i < index; i++) {
        if (strcmp(file->rows[i].text[OUTCOME_ID], row->text[OUTCOME_ID]) == 0) {
            return error_set_at(error, STATUS_INPUT, &row->place[OUTCOME_ID],
                                "two outcomes are called \"%.60s\"; the first stands at line %d",
                                row->text[OUTCOME_ID], file->rows[i].place[OUTCOME_ID].line);
        }
    }
    return STATUS_OK;
}

static enum status read_range(struct outcome_file *file, size_t index, struct error *error)
{
    struct known_outcome *row = &file->rows[index];
    struct outcome_range *range = &row->range;
    range->low = -INFINITY;
    range->high = INFINITY;
    PASS(read_number(file, index, OUTCOME_LOW, &range->low, error));
    PASS(read_number(file, index, OUTCOME_HIGH, &range->high, error));
    if (!has(row, OUTCOME_LOW) && !has(row, OUTCOME_HIGH)) {
        return need(row, OUTCOME_LOW, "a number in low, in high, or in both", error);
    }
    return range->low <= range->high ? STATUS_OK
                                     : refuse(row, OUTCOME_LOW, "a number that is not above high", error);
}

/* What only a row with an experiment has. */
static enum status read_question(struct outcome_file *file, size_t index, struct error *error)
{
    struct known_outcome *row = &file->rows[index];
    PASS(need(row, OUTCOME_ARM, "the arm whose outcome is known", error));
    PASS(need(row, OUTCOME_FIGURE, "a measure or a series", error));
    PASS(read_kind(row, error));
    PASS(read_period(row, error));
    PASS(read_number(file, index, OUTCOME_PER, &row->range.per, error));
    bool elasticity = row->range.kind == OUTCOME_ELASTICITY;
    bool multiplier = row->range.kind == OUTCOME_MULTIPLIER;
    if (elasticity != (row->range.per != 0)) {
        return refuse(
            row, OUTCOME_PER,
            elasticity ? "by how many percent something was changed" : "nothing but for elasticities", error);
    }
    if (multiplier != has(row, OUTCOME_OVER)) {
        return refuse(row, OUTCOME_OVER,
                      multiplier ? "the figure of whose difference it is a multiple"
                                 : "nothing but for multipliers",
                      error);
    }
    return STATUS_OK;
}

static enum status read_row(struct outcome_file *file, size_t index, struct error *error)
{
    const struct csv_file *csv = &file->csv;
    struct known_outcome *row = &file->rows[index];
    for (int i = 0; i < OUTCOME_COLUMNS; i++) {
        bool there = file->columns[i] < csv->columns;
        row->text[i] = there ? csv_file_text(csv, index, file->columns[i]) : "";
        row->place[i] = csv_file_place(csv, index, there ? file->columns[i] : 0);
    }
    row->asked = has(row, OUTCOME_EXPERIMENT);
    PASS(check_id(file, index, error));
    PASS(need(row, OUTCOME_WHAT, "what the figure is, for people", error));
    PASS(need(row, OUTCOME_SOURCE, "where it is known from", error));
    PASS(check_confidence(row, error));
    PASS(read_range(file, index, error));
    return row->asked ? read_question(file, index, error)
                      : need(row, OUTCOME_MISSING, "an experiment, or what is missing to ask for one", error);
}

enum status outcome_file_read(struct outcome_file *file, const char *name, struct error *error)
{
    *file = (struct outcome_file){0};
    PASS(csv_file_read(&file->csv, name, NULL, error));
    PASS(find_columns(file, error));
    file->rows = memory_alloc(file->csv.rows, sizeof *file->rows);
    if (file->rows == NULL) {
        return error_memory(error, "known outcomes");
    }
    for (file->count = 0; file->count < file->csv.rows; file->count++) {
        PASS(read_row(file, file->count, error));
    }
    return STATUS_OK;
}

void outcome_file_clear(struct outcome_file *file)
{
    csv_file_clear(&file->csv);
    memory_free(file->rows);
    *file = (struct outcome_file){0};
}
