#include "sim/io/csv_file.h"

#include <stdbool.h>
#include <string.h>

#include "sim/io/text_file.h"
#include "sim/memory.h"

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
    if (csv->cell_count == csv->cell_capacity) {
        size_t capacity = csv->cell_capacity < 256 ? 256 : csv->cell_capacity * 2;
        struct csv_cell *cells = memory_grow(csv->cells, csv->cell_count, capacity, sizeof *cells);
        if (cells == NULL) {
            return error_memory(error, "cells of a table");
        }
        csv->cells = cells;
        csv->cell_capacity = capacity;
    }
    csv->cells[csv->cell_count++] =
        (struct csv_cell){csv->text.length, line->place.line, text_line_column(line->text, at)};
    return STATUS_OK;
}

/* The text between quotes, where "" is one of them; `*at` moves from the opening one to what follows. */
static enum status add_quoted(struct csv_file *csv, const struct text_line *line, size_t *at,
                              struct error *error)
{
    enum status status = STATUS_OK;
    size_t opening = (*at)++;
    for (;; ++*at) {
        if (*at == line->length) {
            return refuse(line, opening, "this cell has no closing quote on its line", error);
        }
        if (line->text[*at] == '"') {
            bool doubled = *at + 1 < line->length && line->text[*at + 1] == '"';
            if (!doubled) {
                break;
            }
            ++*at;
        }
        TRY(text_buffer_add(&csv->text, line->text + *at, 1, error));
    }
    *at = skip_blanks(line, *at + 1);
    if (*at < line->length && line->text[*at] != ',') {
        return refuse(line, *at,
                      "text after the closing quote; expected a comma, and quotes inside a cell "
                      "written twice",
                      error);
    }
out:
    return status;
}

static enum status add_plain(struct csv_file *csv, const struct text_line *line, size_t *at,
                             struct error *error)
{
    size_t begin = *at;
    while (*at < line->length && line->text[*at] != ',') {
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
    return text_buffer_add(&csv->text, line->text + begin, end - begin, error);
}

/* All cells of a line; their number. */
static enum status add_cells(struct csv_file *csv, const struct text_line *line, size_t *count,
                             struct error *error)
{
    enum status status = STATUS_OK;
    size_t at = 0;
    for (*count = 1;; ++*count) {
        at = skip_blanks(line, at);
        TRY(begin_cell(csv, line, at, error));
        if (at < line->length && line->text[at] == '"') {
            TRY(add_quoted(csv, line, &at, error));
        } else {
            TRY(add_plain(csv, line, &at, error));
        }
        TRY(text_buffer_add(&csv->text, "", 1, error));
        if (at == line->length) {
            break;
        }
        at++; /* the comma */
    }
out:
    return status;
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
        error_hint(error, "a cell that holds a comma stands in quotes");
    }
    return STATUS_INPUT;
}

static enum status read_lines(struct csv_file *csv, const struct text_buffer *bytes, struct error *error)
{
    enum status status = STATUS_OK;
    struct text_line line = {.place = {.file = csv->name}};
    size_t at = text_file_begin(bytes);
    while (at < bytes->length) {
        size_t count;
        text_line_next(bytes, &at, &line);
        TRY(text_line_check(&line, error));
        if ((line.length != 0 && line.text[0] == '#') || skip_blanks(&line, 0) == line.length) {
            continue;
        }
        bool is_first = csv->cell_count == 0;
        TRY(add_cells(csv, &line, &count, error));
        if (is_first) {
            csv->columns = count;
            continue;
        }
        TRY(check_width(csv, &line, count, error));
        csv->rows++;
    }
    if (csv->cell_count == 0) {
        struct place place = {.file = csv->name};
        return error_set_at(error, STATUS_INPUT, &place,
                            "the file is empty; expected a line that names the columns");
    }
out:
    return status;
}

enum status csv_file_read(struct csv_file *csv, const char *name, const struct place *place,
                          struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer bytes = {0};
    struct text_file_identity identity;
    *csv = (struct csv_file){.name = name};
    TRY(text_file_load(name, false, place, &bytes, &identity, error));
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
