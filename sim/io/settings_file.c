#include "sim/io/settings_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv_file.h"
#include "sim/io/text_file.h"
#include "sim/memory.h"

enum { NAME_MAX_BYTES = 4000, LINE_MAX_BYTES = 1000 };

/* "FILE:ROW" taken apart. A row of 0: none was given. */
struct source_name {
    char file[NAME_MAX_BYTES];
    size_t row;
};

static enum status take_name(const char *name, struct source_name *source, struct error *error)
{
    const char *colon = strrchr(name, ':');
    bool has_row = colon != NULL && colon[1] != '\0' && colon[1 + strspn(colon + 1, "0123456789")] == '\0';
    size_t length = has_row ? (size_t)(colon - name) : strlen(name);
    *source = (struct source_name){0};
    if (length == 0 || length >= sizeof source->file) {
        return error_set(error, STATUS_INPUT, "--set-from %.60s: expected FILE or FILE.csv:ROW", name);
    }
    memcpy(source->file, name, length);
    if (has_row) {
        errno = 0;
        source->row = strtoull(colon + 1, NULL, 10);
        if (source->row == 0 || errno != 0) {
            return error_set(error, STATUS_INPUT, "--set-from %.60s: rows count from 1", name);
        }
    }
    return STATUS_OK;
}

/* A path that the file has given before, after the first `before` of the list, is a fault. */
static enum status refuse_twin(const struct assignments *list, size_t before, struct error *error)
{
    const struct assignment *new = &list->items[list->count - 1];
    for (size_t i = before; i + 1 < list->count; i++) {
        const struct assignment *old = &list->items[i];
        if (strcmp(old->path, new->path) == 0 && old->dated == new->dated && old->day == new->day) {
            return error_set_at(error, STATUS_INPUT, &new->path_place,
                                "%s is given twice; the first is at line %d, column %d", new->path,
                                old->path_place.line, old->path_place.column);
        }
    }
    return STATUS_OK;
}

/* ---- a setting a line ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* A path ends at "=", or where there is none at the first blank; so names with blanks can be written. */
static enum status add_line(const struct text_line *line, struct assignments *list, struct error *error)
{
    char text[LINE_MAX_BYTES];
    struct place path_place = line->place;
    struct place value_place = line->place;
    if (line->length >= sizeof text) {
        return error_set_at(error, STATUS_INPUT, &path_place, "this line is too long for a setting");
    }
    memcpy(text, line->text, line->length);
    text[line->length] = '\0';
    size_t begin = strspn(text, " \t");
    const char *equals = strchr(text, '=');
    size_t end = equals != NULL ? (size_t)(equals - text) : begin + strcspn(text + begin, " \t");
    size_t value = end + (equals != NULL);
    value += strspn(text + value, " \t");
    path_place.column = text_line_column(text, begin);
    value_place.column = text_line_column(text, value);
    if (equals == NULL && text[value] == '\0') {
        error_set_at(error, STATUS_INPUT, &value_place, "no value; expected PATH VALUE, as in run.seed 7");
        error_hint(error, "a row of a CSV file is named --set-from FILE.csv:ROW");
        return STATUS_INPUT;
    }
    for (size_t last = line->length; last > value && is_blank(text[last - 1]); last--) {
        text[last - 1] = '\0';
    }
    text[end] = '\0';
    return assignments_add(list, text + begin, text + value, &path_place, &value_place, error);
}

static bool is_comment(const struct text_line *line)
{
    size_t at = 0;
    while (at < line->length && is_blank(line->text[at])) {
        at++;
    }
    return at == line->length || line->text[at] == '#';
}

static enum status read_lines(const char *file, struct assignments *list, struct error *error)
{
    enum status status = STATUS_OK;
    struct text_buffer bytes = {0};
    struct text_file_identity identity;
    struct text_line line = {.place = {.file = file}};
    size_t before = list->count;
    TRY(text_file_load(file, false, NULL, &bytes, &identity, error));
    for (size_t at = text_file_begin(&bytes); at < bytes.length;) {
        text_line_next(&bytes, &at, &line);
        TRY(text_line_check(&line, error));
        if (!is_comment(&line)) {
            TRY(add_line(&line, list, error));
            TRY(refuse_twin(list, before, error));
        }
    }
out:
    text_buffer_clear(&bytes);
    return status;
}

/* ---- a row of a CSV file ---- */

static enum status add_row(const struct csv_file *csv, size_t row, struct assignments *list,
                           struct error *error)
{
    size_t before = list->count;
    for (size_t column = 0; column < csv->columns; column++) {
        char buffer[CSV_NUMBER_MAX];
        const char *value;
        struct place path_place = csv_file_title_place(csv, column);
        struct place value_place = csv_file_place(csv, row, column);
        PASS(csv_file_number(csv, row, column, buffer, &value, error));
        PASS(assignments_add(list, csv_file_title(csv, column), value, &path_place, &value_place, error));
        PASS(refuse_twin(list, before, error));
    }
    return STATUS_OK;
}

static enum status refuse_row(const struct csv_file *csv, size_t row, struct error *error)
{
    struct place place = {.file = csv->name};
    if (row == 0) {
        return error_set_at(error, STATUS_INPUT, &place,
                            "the table has %zu rows; expected %.60s:ROW with one of 1 to %zu", csv->rows,
                            csv->name, csv->rows);
    }
    return error_set_at(error, STATUS_INPUT, &place, "there is no row %zu; the table has %zu row%s", row,
                        csv->rows, csv->rows == 1 ? "" : "s");
}

static enum status read_row(const char *file, size_t row, struct assignments *list, struct error *error)
{
    enum status status = STATUS_OK;
    struct csv_file csv;
    TRY(csv_file_read(&csv, file, NULL, error));
    size_t wanted = row == 0 && csv.rows == 1 ? 1 : row;
    if (wanted == 0 || wanted > csv.rows) {
        TRY(refuse_row(&csv, wanted, error));
    }
    TRY(add_row(&csv, wanted - 1, list, error));
out:
    csv_file_clear(&csv);
    return status;
}

static bool is_table(const char *file)
{
    const char *dot = strrchr(file, '.');
    return dot != NULL && strcmp(dot, ".csv") == 0;
}

enum status settings_file_read(const char *name, struct assignments *list, struct error *error)
{
    struct source_name *source = memory_alloc(1, sizeof *source);
    enum status status = STATUS_OK;
    if (source == NULL) {
        return error_memory(error, "settings of the command line");
    }
    TRY(take_name(name, source, error));
    if (source->row != 0 || is_table(source->file)) {
        TRY(read_row(source->file, source->row, list, error));
    } else {
        TRY(read_lines(source->file, list, error));
    }
out:
    memory_free(source);
    return status;
}
