/* Lists for people and programs: the same records as Markdown, CSV or JSON.
 *
 * Text for a terminal has its own layout in each subcommand; this file is for the other three. */
#ifndef SIM_CLI_FORMAT_H
#define SIM_CLI_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/params.h"

enum format {
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
    FORMAT_CSV,
    FORMAT_JSON,
    FORMAT_ROW,    /* one line of numbers */
    FORMAT_MATRIX, /* lines of numbers */
    FORMAT_SALIB,
    FORMAT_NETCDF,
};

/* "text", "markdown" ...; NULL after the last. */
const char *format_name(size_t format);

/* `known` names those that a command has: "text, csv or json". STATUS_INPUT with the nearest name as a hint.
 */
enum status format_parse(const char *name, const char *known, enum format *format, struct error *error);

enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_BOOL };

/* One value of a record, as text: a number as JSON would have it, "true" or "false". NULL: there is none. */
struct field {
    const char *name;
    enum field_kind kind;
    const char *value;
};

struct record_writer {
    FILE *out;
    enum format format;
    size_t count;
};

/* Writes records of equal fields: CSV (RFC 4180, a header line first) or a JSON array of objects. For
 * FORMAT_MARKDOWN a table begins with the first record after `records_begin`. */
struct record_writer records_begin(FILE *out, enum format format);
void records_write(struct record_writer *writer, const struct field *fields, size_t count);
void records_end(struct record_writer *writer);

void format_csv_field(FILE *out, const char *text);
void format_json_string(FILE *out, const char *text);

/* `before`, then "NAME": "TEXT" */
void format_json_member(FILE *out, const char *before, const char *name, const char *text);
void format_markdown_cell(FILE *out, const char *text);

/* How JSON writes values of a type of parameter. */
enum field_kind format_of_param(enum param_type type);

/* True when `name` matches `pattern` (NULL matches all): a shell pattern when it has any of *?[, else any
 * part of the name; upper and lower case alike. */
bool format_matches(const char *pattern, const char *name);

#endif
