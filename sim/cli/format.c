#include "sim/cli/format.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "sim/name_hint.h"
#include "sim/text.h"

static const char *const format_names[] = {"text", "markdown", "csv",   "json",
                                           "row",  "matrix",   "salib", "netcdf"};
enum { FORMATS = sizeof format_names / sizeof format_names[0] };

const char *format_name(size_t format)
{
    return format < FORMATS ? format_names[format] : NULL;
}

enum status format_parse(const char *name, const char *known, enum format *format, struct error *error)
{
    for (size_t i = 0; i < FORMATS; i++) {
        if (strcmp(name, format_names[i]) == 0 && strstr(known, name) != NULL) {
            *format = (enum format)i;
            return STATUS_OK;
        }
    }
    const struct name_hint hint = name_hint_among(name, format_names, FORMATS, sizeof format_names[0]);
    error_set(error, STATUS_INPUT, "--format %s: expected %s", name, known);
    if (hint.best[0] != '\0' && strstr(known, hint.best) != NULL) {
        name_hint_tell(&hint, "", error);
    }
    return STATUS_INPUT;
}

void format_csv_field(FILE *out, const char *text)
{
    if (text[strcspn(text, "\",\r\n")] == '\0') {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            fputc('"', out);
        }
        fputc(*text, out);
    }
    fputc('"', out);
}

void format_json_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        char bytes[TEXT_JSON_MAX];
        fwrite(bytes, 1, text_json_byte(*text, bytes), out);
    }
    fputc('"', out);
}

void format_json_member(FILE *out, const char *before, const char *name, const char *text)
{
    fputs(before, out);
    format_json_string(out, name);
    fputs(": ", out);
    format_json_string(out, text);
}

void format_markdown_cell(FILE *out, const char *text)
{
    bool code = false; /* between backquotes only the bar has a meaning */
    for (; *text != '\0'; text++) {
        code ^= *text == '`';
        if (*text == '|' || (!code && strchr("*<\\[", *text) != NULL)) {
            fputc('\\', out);
        }
        fputc(*text == '\n' ? ' ' : *text, out);
    }
}

struct record_writer records_begin(FILE *out, enum format format)
{
    if (format == FORMAT_JSON) {
        fputs("[", out);
    }
    return (struct record_writer){out, format, 0};
}

static void write_csv(struct record_writer *writer, const struct field *fields, size_t count)
{
    for (size_t i = 0; writer->count == 0 && i < count; i++) {
        format_csv_field(writer->out, fields[i].name);
        fputs(i + 1 < count ? "," : "\n", writer->out);
    }
    for (size_t i = 0; i < count; i++) {
        format_csv_field(writer->out, fields[i].value != NULL ? fields[i].value : "");
        fputs(i + 1 < count ? "," : "\n", writer->out);
    }
}

static void write_json(struct record_writer *writer, const struct field *fields, size_t count)
{
    fputs(writer->count == 0 ? "\n  {" : ",\n  {", writer->out);
    for (size_t i = 0; i < count; i++) {
        format_json_string(writer->out, fields[i].name);
        fputs(": ", writer->out);
        if (fields[i].value == NULL) {
            fputs("null", writer->out);
        } else if (fields[i].kind == FIELD_TEXT) {
            format_json_string(writer->out, fields[i].value);
        } else {
            fputs(fields[i].value, writer->out);
        }
        fputs(i + 1 < count ? ", " : "}", writer->out);
    }
}

static void write_markdown(struct record_writer *writer, const struct field *fields, size_t count)
{
    for (size_t i = 0; writer->count == 0 && i < count; i++) {
        fprintf(writer->out, "| %s %s", fields[i].name, i + 1 < count ? "" : "|\n");
    }
    for (size_t i = 0; writer->count == 0 && i < count; i++) {
        fprintf(writer->out, "| %s %s", fields[i].kind == FIELD_NUMBER ? "---:" : "---",
                i + 1 < count ? "" : "|\n");
    }
    for (size_t i = 0; i < count; i++) {
        fputs("| ", writer->out);
        format_markdown_cell(writer->out, fields[i].value != NULL ? fields[i].value : "");
        fputs(i + 1 < count ? " " : " |\n", writer->out);
    }
}

void records_write(struct record_writer *writer, const struct field *fields, size_t count)
{
    switch (writer->format) {
    case FORMAT_CSV:
        write_csv(writer, fields, count);
        break;
    case FORMAT_JSON:
        write_json(writer, fields, count);
        break;
    default:
        write_markdown(writer, fields, count);
        break;
    }
    writer->count++;
}

void records_end(struct record_writer *writer)
{
    if (writer->format == FORMAT_JSON) {
        fputs(writer->count == 0 ? "]\n" : "\n]\n", writer->out);
    }
}

static void lower(char *out, size_t size, const char *text)
{
    size_t i = 0;
    for (; text[i] != '\0' && i + 1 < size; i++) {
        out[i] = (char)tolower((unsigned char)text[i]);
    }
    out[i] = '\0';
}

bool format_matches(const char *pattern, const char *name)
{
    char low_pattern[256];
    char low_name[256];
    if (pattern == NULL) {
        return true;
    }
    lower(low_pattern, sizeof low_pattern, pattern);
    lower(low_name, sizeof low_name, name);
    if (strpbrk(pattern, "*?[") != NULL) {
        return fnmatch(low_pattern, low_name, 0) == 0;
    }
    return strstr(low_name, low_pattern) != NULL;
}

enum field_kind format_of_param(enum param_type type)
{
    return type == PARAM_BOOL                        ? FIELD_BOOL
           : type == PARAM_INT || type == PARAM_REAL ? FIELD_NUMBER
                                                     : FIELD_TEXT;
}
