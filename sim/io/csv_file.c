#include "sim/io/csv_file.h"

#include <stdbool.h>
#include <string.h>

#include "sim/io/latin_text.h"
#include "sim/io/text_file.h"
#include "sim/list.h"
#include "sim/name_hint.h"
#include "sim/text.h"

static enum status refuse(const struct text_line *line, size_t at, const char *what, struct error *error)
{
    struct place place = line->place;
    place.column = text_line_column(line->text, at);
    return error_set_at(error, STATUS_INPUT, &place, "%s", what);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t skip_blanks(const struct text_line *line, size_t at)
{
    while (at < line->length && is_blank(line->text[at])) {
        at++;
    }
    return at;
}

static enum status begin_cell(struct csv_file *csv, const struct text_line *line, size_t at,
                              struct error *error)
{
    struct csv_cell *cells = list_room(csv->cells, csv->cell_count, sizeof *cells);
    if (cells == NULL) {
        return error_memory(error, "cells of a table");
    }
    csv->cells = cells;
    csv->cells[csv->cell_count++] =
        (struct csv_cell){csv->text.length, line->place.line, text_line_column(line->text, at)};
    return STATUS_OK;
}

/* The text between quotes, where "" is one of them; `*at` moves from the opening one to what follows. */
static enum status add_quoted(struct csv_file *csv, const struct text_line *line, size_t *at,
                              struct error *error)
{
    size_t opening = (*at)++;
    for (;; ++*at) {
        if (*at == line->length) {
            return refuse(line, opening, "this cell has no closing quote on its line", error);
        }
        if (line->text[*at] == '"' && (++*at == line->length || line->text[*at] != '"')) {
            break;
        }
        text_buffer_add(&csv->text, line->text + *at, 1);
    }
    *at = skip_blanks(line, *at);
    if (*at < line->length && line->text[*at] != csv->separator) {
        return refuse(line, *at,
                      "text after the closing quote; expected a separator, and quotes inside a cell "
                      "written twice",
                      error);
    }
    return STATUS_OK;
}

static enum status add_plain(struct csv_file *csv, const struct text_line *line, size_t *at,
                             struct error *error)
{
    size_t begin = *at;
    while (*at < line->length && line->text[*at] != csv->separator) {
        if (line->text[*at] == '"') {
            return refuse(line, *at,
                          "a quote inside a cell; expected the whole cell in quotes, and those "
                          "inside it written twice",
                          error);
        }
        ++*at;
    }
    size_t end = *at;
    while (end > begin && is_blank(line->text[end - 1])) {
        end--;
    }
    text_buffer_add(&csv->text, line->text + begin, end - begin);
    return STATUS_OK;
}

/* All cells of a line; their number. */
static enum status add_cells(struct csv_file *csv, const struct text_line *line, size_t *count,
                             struct error *error)
{
    size_t at = 0;
    for (*count = 1;; ++*count) {
        at = skip_blanks(line, at);
        PASS(begin_cell(csv, line, at, error));
        bool quoted = at < line->length && line->text[at] == '"';
        PASS((quoted ? add_quoted : add_plain)(csv, line, &at, error));
        text_buffer_add(&csv->text, "", 1);
        if (at == line->length) {
            return text_buffer_status(&csv->text, error);
        }
        at++; /* the separator */
    }
}

static enum status check_width(const struct csv_file *csv, const struct text_line *line, size_t count,
                               struct error *error)
{
    struct place place = line->place;
    if (count == csv->columns) {
        return STATUS_OK;
    }
    if (count > csv->columns) {
        place = csv_file_place(csv, csv->rows, csv->columns);
    } else {
        place.column = text_line_column(line->text, line->length);
    }
    error_set_at(error, STATUS_INPUT, &place,
                 "this row has %zu cell%s; expected %zu, as many as line %d names", count,
                 count == 1 ? "" : "s", csv->columns, csv->cells[0].line);
    if (count > csv->columns) {
        error_hint(error, "a cell that holds a %s stands in quotes",
                   csv->separator == ',' ? "comma" : "semicolon");
    }
    return STATUS_INPUT;
}

/* What separates the cells of the first line, the names of columns, does so in all. */
static enum status choose_separator(struct csv_file *csv, const struct text_line *line, struct error *error)
{
    const char *semicolon = memchr(line->text, ';', line->length);
    if (semicolon != NULL && memchr(line->text, ',', line->length) != NULL) {
        refuse(line, (size_t)(semicolon - line->text), "commas and semicolons in the names of columns",
               error);
        error_hint(error, "in a spreadsheet, save the table as CSV UTF-8");
        return STATUS_INPUT;
    }
    csv->separator = semicolon == NULL ? ',' : ';';
    return STATUS_OK;
}

static enum status read_lines(struct csv_file *csv, const struct text_buffer *bytes, struct error *error)
{
    struct text_line line = {.place = {.file = csv->name}};
    size_t at = text_file_begin(bytes);
    while (at < bytes->length) {
        size_t count;
        text_line_next(bytes, &at, &line);
        PASS(text_line_check(&line, error));
        if ((line.length != 0 && line.text[0] == '#') || skip_blanks(&line, 0) == line.length) {
            continue;
        }
        bool is_first = csv->cell_count == 0;
        if (is_first) {
            PASS(choose_separator(csv, &line, error));
        }
        PASS(add_cells(csv, &line, &count, error));
        if (is_first) {
            csv->columns = count;
            continue;
        }
        PASS(check_width(csv, &line, count, error));
        csv->rows++;
    }
    if (csv->cell_count == 0) {
        struct place place = {.file = csv->name};
        return error_set_at(error, STATUS_INPUT, &place,
                            "the file is empty; expected a line that names the columns");
    }
    return STATUS_OK;
}

enum status csv_file_read(struct csv_file *csv, const char *name, const struct place *place,
                          struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer bytes = {0};
    struct text_file_identity identity;
    *csv = (struct csv_file){.name = name};
    TRY(text_file_load(name, false, place, &bytes, &identity, error));
    if (text_is_latin(&bytes)) {
        TRY(text_from_latin(&bytes, error));
    }
    TRY(read_lines(csv, &bytes, error));
out:
    text_buffer_clear(&bytes);
    return status;
}

void csv_file_clear(struct csv_file *csv)
{
    text_buffer_clear(&csv->text);
    memory_free(csv->cells);
    *csv = (struct csv_file){0};
}

static const struct csv_cell *cell_at(const struct csv_file *csv, size_t row, size_t column)
{
    return &csv->cells[(row + 1) * csv->columns + column];
}

static struct place place_of(const struct csv_file *csv, const struct csv_cell *cell)
{
    return (struct place){csv->name, cell->line, cell->column};
}

const char *csv_file_title(const struct csv_file *csv, size_t column)
{
    return csv->text.text + csv->cells[column].text;
}

const char *csv_file_text(const struct csv_file *csv, size_t row, size_t column)
{
    return csv->text.text + cell_at(csv, row, column)->text;
}

struct place csv_file_title_place(const struct csv_file *csv, size_t column)
{
    return place_of(csv, &csv->cells[column]);
}

struct place csv_file_place(const struct csv_file *csv, size_t row, size_t column)
{
    return place_of(csv, cell_at(csv, row, column));
}

/* Bytes of a blank between thousands: plain, no-break, narrow no-break, thin; 0: it is none. */
static size_t thousands_blank(const char *text)
{
    return text[0] == ' '                          ? 1
           : strncmp(text, "\xC2\xA0", 2) == 0     ? 2
           : strncmp(text, "\xE2\x80\xAF", 3) == 0 ? 3
           : strncmp(text, "\xE2\x80\x89", 3) == 0 ? 3
                                                   : 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A point may be one of thousands here: in 1.234 and in 1.234,5. */
static bool is_ambiguous(const char *text)
{
    const char *point = strchr(text, '.');
    return point != NULL && (strchr(text, ',') != NULL || strspn(point + 1, "0123456789") == 3);
}

enum status csv_file_number(const struct csv_file *csv, size_t row, size_t column,
                            char buffer[CSV_NUMBER_MAX], const char **text, struct error *error)
{
    const char *cell = csv_file_text(csv, row, column);
    size_t length = 0;
    *text = cell;
    if (csv->separator == ',' || strlen(cell) >= CSV_NUMBER_MAX) {
        return STATUS_OK;
    }
    if (is_ambiguous(cell)) {
        struct place place = csv_file_place(csv, row, column);
        error_set_at(error, STATUS_INPUT, &place,
                     "%s is ambiguous in a table with semicolons; expected a decimal comma and no points",
                     cell);
        error_hint(error,
                   "in a spreadsheet, save the table as CSV UTF-8 with numbers without thousands marks");
        return STATUS_INPUT;
    }
    for (size_t at = 0; cell[at] != '\0';) {
        size_t blank = thousands_blank(cell + at);
        bool between = at > 0 && is_digit(cell[at - 1]) && strspn(cell + at + blank, "0123456789") == 3;
        if (blank != 0 && between) {
            at += blank;
            continue;
        }
        buffer[length++] = cell[at] == ',' ? '.' : cell[at];
        at++;
    }
    buffer[length] = '\0';
    *text = buffer;
    return STATUS_OK;
}

static enum status unknown_column(const char *title, const struct place *place, const struct name_hint *hint,
                                  struct error *error)
{
    char quoted[TEXT_QUOTE_MAX];
    error_set_at(error, STATUS_INPUT, place, "unknown column %s", text_quote(title, strlen(title), quoted));
    name_hint_tell(hint, "", error);
    return STATUS_INPUT;
}

enum status csv_file_find_columns(const struct csv_file *csv, const void *known, size_t count, size_t size,
                                  size_t *columns, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        columns[i] = csv->columns;
    }
    for (size_t column = 0; column < csv->columns; column++) {
        const char *title = csv_file_title(csv, column);
        const struct place place = csv_file_title_place(csv, column);
        size_t id = name_find(title, strlen(title), known, count, size);
        if (id == count) {
            const struct name_hint hint = name_hint_among(title, known, count, size);
            return unknown_column(title, &place, &hint, error);
        }
        if (columns[id] != csv->columns) {
            return error_set_at(error, STATUS_INPUT, &place, "there are two columns \"%s\"", title);
        }
        columns[id] = column;
    }
    return STATUS_OK;
}
