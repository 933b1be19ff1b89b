#include "sim/io/source.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/text_file.h"
#include "sim/list.h"
#include "sim/text.h"

enum {
    DEPTH_MAX = 12,   /* of brackets: a scenario needs three */
    NAMES_MAX = 1000, /* in a group: libconfig compares each with all others */
};

/* An open bracket; the first of all is the file. */
struct bracket {
    struct place place;
    char closing;
    int names;
};

struct scan {
    struct source *source;
    struct text_buffer *text;
    size_t at;
    struct place place; /* of the byte at `at` */
    struct bracket brackets[DEPTH_MAX + 1];
    int depth;
    size_t comma;    /* the last thing that was not blank; SIZE_MAX: it was no comma */
    bool after_text; /* pieces of text that follow each other are one */
    bool has_name;   /* a name and "=" stand before what comes next */
    struct place name;
    size_t word; /* a word that is a name if "=" follows; its length, 0: none */
    size_t word_length;
    struct place word_place;
    struct error *error;
};

static const char *here(const struct scan *scan)
{
    return scan->text->text + scan->at;
}

/* All but continuation bytes begin a character. */
static void advance(struct scan *scan, size_t bytes)
{
    for (size_t end = scan->at + bytes; scan->at < end; scan->at++) {
        if (*here(scan) == '\n') {
            scan->place.line++;
            scan->place.column = 1;
        } else {
            scan->place.column += ((unsigned char)*here(scan) & 0xC0) != 0x80;
        }
    }
}

static enum status add_setting(struct scan *scan, const struct place *value, int64_t integer)
{
    struct source *source = scan->source;
    void *grown = list_room(source->settings, source->setting_count, sizeof *source->settings);
    if (grown == NULL) {
        return error_memory(scan->error, "settings of a scenario");
    }
    source->settings = grown;
    source->settings[source->setting_count++] =
        (struct source_setting){scan->has_name ? scan->name : *value, *value, integer};
    scan->has_name = false;
    return STATUS_OK;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || (c != '\0' && strchr("_.+-*", c) != NULL);
}

static enum status refuse_word(const struct scan *scan, const char *what)
{
    char quoted[TEXT_QUOTE_MAX];
    text_quote(scan->text->text + scan->word, scan->word_length, quoted);
    return error_set_at(scan->error, STATUS_INPUT, &scan->word_place, "%s %s", quoted, what);
}

static bool is_word_of(const char *word, size_t length, const char *letters)
{
    return strspn(word, letters) >= length;
}

/* Whether a word is a number as libconfig reads them; `*integer`: what it is if it is a whole one.
 * STATUS_INPUT when it is too large. */
static enum status read_number(struct scan *scan, const char *word, size_t length, bool *is_number,
                               int64_t *integer)
{
    char *end;
    bool is_hex = length > 2 && (word[1] | 0x20) == 'x';
    double real = strtod(word, &end);
    end += end[0] == 'L' ? 1 + (end[1] == 'L') : 0;
    *is_number = end == word + length &&
                 is_word_of(word, length, is_hex ? "0123456789xXabcdefABCDEFL" : "0123456789+-.eEL");
    errno = 0;
    if (is_hex) {
        uint64_t value = strtoull(word, NULL, 16);
        *integer = value > INT64_MAX ? INT64_MAX : (int64_t)value;
        errno = value > INT64_MAX ? ERANGE : 0;
    } else if (is_word_of(word, length, "0123456789+-L")) {
        *integer = strtoll(word, NULL, 10);
    }
    if (*is_number && (errno != 0 || !isfinite(real))) {
        return refuse_word(scan, "is too large");
    }
    return STATUS_OK;
}

/* A value without quotes: a number, true or false. */
static enum status end_value(struct scan *scan)
{
    enum status status = STATUS_OK;
    const char *word = scan->text->text + scan->word;
    size_t length = scan->word_length;
    char in = scan->brackets[scan->depth].closing;
    bool is_number = false;
    int64_t integer = 0;
    if (!scan->has_name && (in == '}' || in == '\0')) {
        return refuse_word(scan, "stands alone; expected NAME = VALUE");
    }
    TRY(read_number(scan, word, length, &is_number, &integer));
    if (!is_number && !(length == 4 && strncasecmp(word, "true", length) == 0) &&
        !(length == 5 && strncasecmp(word, "false", length) == 0)) {
        return refuse_word(scan, "is not a number, true or false; text and dates stand in quotes");
    }
    TRY(add_setting(scan, &scan->word_place, integer));
out:
    scan->word_length = 0;
    return status;
}

static enum status end_name(struct scan *scan)
{
    const char *word = scan->text->text + scan->word;
    if (!(is_letter(word[0]) || word[0] == '*') || strcspn(word, ".+") < scan->word_length) {
        return refuse_word(scan, "is not a name; expected letters, digits and _");
    }
    if (++scan->brackets[scan->depth].names > NAMES_MAX) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->word_place,
                            "too many settings in a group; expected at most %d", NAMES_MAX);
    }
    scan->name = scan->word_place;
    scan->has_name = true;
    scan->word_length = 0;
    return STATUS_OK;
}

static enum status open_bracket(struct scan *scan)
{
    char c = *here(scan);
    if (scan->depth == DEPTH_MAX) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->place, "brackets are nested too deep");
    }
    scan->brackets[++scan->depth] = (struct bracket){.place = scan->place,
                                                     .closing = c == '{'   ? '}'
                                                                : c == '(' ? ')'
                                                                           : ']'};
    return add_setting(scan, &scan->place, 0);
}

static enum status close_bracket(struct scan *scan)
{
    const struct bracket *open = &scan->brackets[scan->depth];
    char c = *here(scan);
    if (scan->depth == 0) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->place, "\"%c\" closes nothing", c);
    }
    if (open->closing != c) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->place,
                            "expected \"%c\", which closes line %d column %d, found \"%c\"", open->closing,
                            open->place.line, open->place.column, c);
    }
    if (c != '}' && scan->comma != SIZE_MAX) {
        scan->text->text[scan->comma] = ' ';
    }
    scan->depth--;
    return STATUS_OK;
}

/* Others libconfig would keep as they are, and \x00 would end the text. */
static bool is_escape(const char *c)
{
    return (c[1] != '\0' && strchr("\\\"nrtf", c[1]) != NULL) ||
           (c[1] == 'x' && isxdigit((unsigned char)c[2]) && isxdigit((unsigned char)c[3]) &&
            strncmp(c + 2, "00", 2) != 0);
}

static enum status read_text(struct scan *scan)
{
    const struct place begin = scan->place;
    advance(scan, 1);
    for (; *here(scan) != '"'; advance(scan, *here(scan) == '\\' ? 2 : 1)) {
        if (*here(scan) == '\n' || *here(scan) == '\0') {
            return error_set_at(scan->error, STATUS_INPUT, &begin,
                                "this text has no closing quote on its line");
        }
        if (*here(scan) == '\\' && !is_escape(here(scan))) {
            return error_set_at(scan->error, STATUS_INPUT, &scan->place,
                                "unknown escape in text; expected \\\\ \\\" \\n \\r \\t \\f or \\xHH");
        }
    }
    return scan->after_text ? STATUS_OK : add_setting(scan, &begin, 0);
}

/* True when blanks or a comment were skipped. */
static enum status skip_blank(struct scan *scan, bool *skipped)
{
    const char *c = here(scan);
    *skipped = true;
    if (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\r') {
        advance(scan, 1);
    } else if (*c == '#' || (c[0] == '/' && c[1] == '/')) {
        advance(scan, strcspn(c, "\n"));
    } else if (c[0] == '/' && c[1] == '*') {
        const char *end = strstr(c + 2, "*/");
        if (end == NULL) {
            return error_set_at(scan->error, STATUS_INPUT, &scan->place,
                                "this comment is never closed; expected */");
        }
        advance(scan, (size_t)(end + 2 - c));
    } else {
        *skipped = false;
    }
    return STATUS_OK;
}

/* Whether nothing but blanks stands before this on its line. */
static bool begins_line(const struct scan *scan)
{
    size_t at = scan->at;
    while (at > 0 && strchr(" \t", scan->text->text[at - 1]) != NULL) {
        at--;
    }
    return at == 0 || scan->text->text[at - 1] == '\n';
}

static enum status read_include(struct scan *scan)
{
    static const char keyword[] = "@include";
    struct source *source = scan->source;
    const char *line = here(scan);
    bool is_keyword = strncmp(line, keyword, strlen(keyword)) == 0;
    const char *name = line + (is_keyword ? strlen(keyword) : 0);
    name += strspn(name, " \t");
    size_t length = *name == '"' ? strcspn(name + 1, "\"\n") : 0;
    const char *rest = length != 0 && name[1 + length] == '"' ? name + length + 2 : NULL;
    if (!is_keyword || !begins_line(scan) || rest == NULL ||
        strchr("\r\n#/", rest[strspn(rest, " \t")]) == NULL) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->place,
                            "expected @include \"FILE\" alone on its line");
    }
    if (scan->depth != 0 || scan->has_name) {
        return error_set_at(scan->error, STATUS_INPUT, &scan->place,
                            "a file is included between settings, not inside brackets");
    }
    void *grown = list_room(source->includes, source->include_count, sizeof *source->includes);
    if (grown == NULL) {
        return error_memory(scan->error, "includes");
    }
    source->includes = grown;
    struct source_include *include = &source->includes[source->include_count++];
    *include = (struct source_include){.begin = scan->at, .name_length = length, .place = scan->place};
    advance(scan, (size_t)(name - line));
    include->place = scan->place;
    include->name = scan->at + 1;
    advance(scan, length + 1); /* the closing quote is left to the caller */
    include->end = scan->at + 1;
    return STATUS_OK;
}

/* What stands here, known not to be blank; the last byte of it is left. */
static enum status read_token(struct scan *scan)
{
    switch (*here(scan)) {
    case '"':
        return read_text(scan);
    case '{':
    case '(':
    case '[':
        return open_bracket(scan);
    case '}':
    case ')':
    case ']':
        return close_bracket(scan);
    case '@':
        return read_include(scan);
    default:
        return STATUS_OK; /* "=", ",", ";", or a fault that libconfig finds */
    }
}

static enum status scan_next(struct scan *scan)
{
    char c = *here(scan);
    if (scan->word_length != 0) {
        PASS(c == '=' || c == ':' ? end_name(scan) : end_value(scan));
    }
    if (is_word(c)) {
        scan->word = scan->at;
        scan->word_place = scan->place;
        while (is_word(here(scan)[scan->word_length])) {
            scan->word_length++;
        }
        advance(scan, scan->word_length);
    } else if (c != '\0') {
        size_t comma = c == ',' ? scan->at : SIZE_MAX;
        PASS(read_token(scan));
        scan->comma = comma;
        advance(scan, 1);
    }
    scan->after_text = c == '"';
    scan->comma = is_word(c) ? SIZE_MAX : scan->comma;
    return STATUS_OK;
}

static enum status check_bytes(const struct text_buffer *text, const char *file, struct error *error)
{
    struct text_line line = {.place = {.file = file}};
    for (size_t at = text_file_begin(text); at < text->length;) {
        text_line_next(text, &at, &line);
        PASS(text_line_check(&line, error));
    }
    return STATUS_OK;
}

enum status source_scan(struct source *source, struct text_buffer *text, const char *file,
                        struct error *error)
{
    struct scan scan = {
        .source = source, .text = text, .place = {file, 1, 1}, .comma = SIZE_MAX, .error = error};
    *source = (struct source){0};
    PASS(check_bytes(text, file, error));
    memset(text->text, ' ', text_file_begin(text));
    scan.at = text_file_begin(text);
    do {
        bool skipped = true;
        while (skipped) {
            PASS(skip_blank(&scan, &skipped));
        }
        PASS(scan_next(&scan));
    } while (*here(&scan) != '\0' || scan.word_length != 0);
    if (scan.depth != 0) {
        const struct bracket *open = &scan.brackets[scan.depth];
        return error_set_at(error, STATUS_INPUT, &open->place,
                            "this bracket is never closed; expected \"%c\"", open->closing);
    }
    return STATUS_OK;
}

void source_clear(struct source *source)
{
    memory_free(source->settings);
    memory_free(source->includes);
    *source = (struct source){0};
}
