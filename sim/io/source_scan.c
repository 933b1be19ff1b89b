#include "sim/io/source_scan.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/source_word.h"
#include "sim/memory.h"
#include "sim/text.h"

enum { DEPTH_MAX = 12 }; /* of brackets: a scenario needs three */

struct scan {
    struct source *source;
    struct source_settings *settings;
    size_t at;
    int depth;
    struct error *error;
};

static const char *here(const struct scan *scan)
{
    return scan->source->text.text + scan->at;
}

__attribute__((format(printf, 3, 4))) static enum status refuse(const struct scan *scan, size_t offset,
                                                                const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct place place = source_place(scan->source, offset);
    return error_set_at(scan->error, STATUS_INPUT, &place, "%s", text);
}

/* Blanks and comments; block comments are known to be closed. */
static void skip_blank(struct scan *scan)
{
    for (;;) {
        const char *c = here(scan);
        if (*c == ' ' || *c == '\t' || *c == '\n') {
            scan->at++;
        } else if (*c == '#' || (c[0] == '/' && c[1] == '/')) {
            scan->at += strcspn(c, "\n");
        } else if (c[0] == '/' && c[1] == '*') {
            const char *end = strstr(c + 2, "*/");
            scan->at += end == NULL ? strlen(c) : (size_t)(end + 2 - c);
        } else {
            return;
        }
    }
}

/* What stands here, for a message. */
static const char *found(const struct scan *scan, char out[TEXT_QUOTE_MAX])
{
    const char *c = here(scan);
    if (*c == '\0') {
        return strcpy(out, "the end of the file");
    }
    if (*c == '"') {
        return strcpy(out, "text in quotes");
    }
    size_t length = word_length(c);
    return text_quote(c, length != 0 ? length : text_character(c, strlen(c)), out);
}

static enum status add(struct scan *scan, const struct source_setting *setting, size_t *index)
{
    struct source_settings *settings = scan->settings;
    if (settings->count == settings->capacity) {
        size_t capacity = settings->capacity < 256 ? 256 : settings->capacity * 2;
        void *grown = memory_grow(settings->items, settings->count, capacity, sizeof *settings->items);
        if (grown == NULL) {
            return error_memory(scan->error, "settings of a scenario");
        }
        settings->items = grown;
        settings->capacity = capacity;
    }
    *index = settings->count++;
    settings->items[*index] = *setting;
    return STATUS_OK;
}

static enum status scan_word(struct scan *scan, struct source_setting *setting)
{
    const char *word = here(scan);
    size_t length = word_length(word);
    if (!word_is_value(word, length, &setting->kind)) {
        char fault[WORD_FAULT_MAX];
        return refuse(scan, scan->at, "%s", word_fault(word, length, fault));
    }
    scan->at += length;
    return STATUS_OK;
}

static enum status scan_escape(struct scan *scan)
{
    const char *c = here(scan);
    if (c[1] != '\0' && strchr("\\\"nrtf", c[1]) != NULL) {
        scan->at += 2;
        return STATUS_OK;
    }
    bool is_byte =
        c[1] == 'x' && word_is_hex_digit(c[2]) && word_is_hex_digit(c[3]) && !(c[2] == '0' && c[3] == '0');
    if (!is_byte) {
        return refuse(scan, scan->at, "unknown escape in text; expected \\\\ \\\" \\n \\r \\t \\f or \\xHH");
    }
    scan->at += 4;
    return STATUS_OK;
}

/* Pieces that follow each other are one text. */
static enum status scan_text(struct scan *scan, struct source_setting *setting)
{
    enum status status = STATUS_OK;
    setting->kind = SOURCE_TEXT;
    for (size_t end = scan->at;; end = scan->at) {
        skip_blank(scan);
        if (*here(scan) != '"') {
            scan->at = end;
            return STATUS_OK;
        }
        size_t begin = scan->at++;
        while (*here(scan) != '"') {
            if (*here(scan) == '\n' || *here(scan) == '\0') {
                return refuse(scan, begin, "this text has no closing quote on its line");
            }
            if (*here(scan) == '\\') {
                TRY(scan_escape(scan));
            } else {
                scan->at++;
            }
        }
        scan->at++;
    }
out:
    return status;
}

static enum status scan_settings(struct scan *scan, size_t opening, const char *name, size_t name_length);
static enum status scan_value(struct scan *scan, size_t index);

static enum status never_closed(const struct scan *scan, size_t opening, const char *name, size_t name_length)
{
    char quoted[TEXT_QUOTE_MAX];
    char of_name[TEXT_QUOTE_MAX + 8] = "";
    if (name_length != 0) {
        snprintf(of_name, sizeof of_name, " of %s", text_quote(name, name_length, quoted));
    }
    return refuse(scan, opening, "\"%c\"%s is never closed", scan->source->text.text[opening], of_name);
}

/* One element of a list or an array: a setting without a name. */
static enum status scan_element(struct scan *scan, bool in_array)
{
    enum status status = STATUS_OK;
    char buffer[TEXT_QUOTE_MAX];
    size_t index;
    struct source_setting element = {.name = scan->at, .value = scan->at, .previous = SOURCE_NONE};
    if (in_array && strchr("{([", *here(scan)) != NULL && *here(scan) != '\0') {
        return refuse(scan, scan->at, "expected a plain value in \"[ ]\", found %s; lists stand in \"( )\"",
                      found(scan, buffer));
    }
    TRY(add(scan, &element, &index));
    TRY(scan_value(scan, index));
out:
    return status;
}

static enum status scan_elements(struct scan *scan, size_t opening, char closing, const char *name,
                                 size_t name_length)
{
    enum status status = STATUS_OK;
    char buffer[TEXT_QUOTE_MAX];
    for (;;) {
        skip_blank(scan);
        if (*here(scan) == closing) {
            break;
        }
        TRY(scan_element(scan, closing == ']'));
        skip_blank(scan);
        if (*here(scan) == ',') {
            size_t comma = scan->at++;
            skip_blank(scan);
            if (*here(scan) == closing) {
                scan->source->text.text[comma] = ' ';
            }
        } else if (*here(scan) == '\0') {
            return never_closed(scan, opening, name, name_length);
        } else if (*here(scan) != closing) {
            return refuse(scan, scan->at, "expected \",\" or \"%c\" after an element, found %s", closing,
                          found(scan, buffer));
        }
    }
    scan->at++;
out:
    return status;
}

static enum status scan_bracket(struct scan *scan, struct source_setting *setting, const char *name,
                                size_t name_length)
{
    enum status status = STATUS_OK;
    size_t opening = scan->at++;
    if (++scan->depth > DEPTH_MAX) {
        return refuse(scan, opening, "brackets are nested too deep");
    }
    switch (scan->source->text.text[opening]) {
    case '{':
        setting->kind = SOURCE_GROUP;
        TRY(scan_settings(scan, opening, name, name_length));
        break;
    case '(':
        setting->kind = SOURCE_LIST;
        TRY(scan_elements(scan, opening, ')', name, name_length));
        break;
    default:
        setting->kind = SOURCE_ARRAY;
        TRY(scan_elements(scan, opening, ']', name, name_length));
        break;
    }
    scan->depth--;
out:
    return status;
}

/* The value of the setting `index`, which is filled. */
static enum status scan_value(struct scan *scan, size_t index)
{
    enum status status = STATUS_OK;
    struct source_setting setting = scan->settings->items[index]; /* a copy: the list moves as it grows */
    const char *text = scan->source->text.text;
    char c = *here(scan);
    setting.value = scan->at;
    if (c == '{' || c == '(' || c == '[') {
        TRY(scan_bracket(scan, &setting, text + setting.name, setting.name_length));
    } else if (c == '"') {
        TRY(scan_text(scan, &setting));
    } else if (word_length(here(scan)) != 0) {
        TRY(scan_word(scan, &setting));
    } else {
        char buffer[TEXT_QUOTE_MAX];
        char quoted[TEXT_QUOTE_MAX];
        found(scan, buffer);
        if (setting.name_length == 0) {
            return refuse(scan, scan->at, "expected a value, found %s", buffer);
        }
        return refuse(scan, scan->at, "expected a value for %s, found %s",
                      text_quote(text + setting.name, setting.name_length, quoted), buffer);
    }
    setting.length = scan->at - setting.value;
    scan->settings->items[index] = setting;
out:
    return status;
}

/* libconfig refuses a second setting of the same name, without saying where the first is. */
static enum status check_duplicate(const struct scan *scan, const struct source_setting *setting)
{
    const char *text = scan->source->text.text;
    const char *name = text + setting->name;
    for (long i = setting->previous; i != SOURCE_NONE; i = scan->settings->items[i].previous) {
        const struct source_setting *other = &scan->settings->items[i];
        if (other->name_length == setting->name_length &&
            memcmp(text + other->name, name, setting->name_length) == 0) {
            char quoted[TEXT_QUOTE_MAX];
            struct place first = source_place(scan->source, other->name);
            refuse(scan, setting->name, "%s is given twice; the first is at %.200s:%d:%d",
                   text_quote(name, setting->name_length, quoted), first.file, first.line, first.column);
            error_hint(scan->error, "keep one, or change values of an included file in `overrides`");
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static enum status scan_name(struct scan *scan, struct source_setting *setting)
{
    char buffer[TEXT_QUOTE_MAX];
    const char *name = here(scan);
    size_t length = word_length(name);
    if (length == 0 || !(word_is_letter(name[0]) || name[0] == '*')) {
        return refuse(scan, scan->at, "expected the name of a setting, found %s", found(scan, buffer));
    }
    if (memchr(name, '.', length) != NULL || memchr(name, '+', length) != NULL) {
        return refuse(scan, scan->at, "%s is not a name; expected letters, digits and _",
                      text_quote(name, length, buffer));
    }
    setting->name_length = length;
    scan->at += length;
    skip_blank(scan);
    if (*here(scan) != '=' && *here(scan) != ':') {
        char quoted[TEXT_QUOTE_MAX];
        return refuse(scan, scan->at, "expected \"=\" after %s, found %s", text_quote(name, length, quoted),
                      found(scan, buffer));
    }
    scan->at++;
    skip_blank(scan);
    return STATUS_OK;
}

/* NAME = VALUE; */
static enum status scan_setting(struct scan *scan, long *previous)
{
    enum status status = STATUS_OK;
    size_t index;
    struct source_setting setting = {.name = scan->at, .previous = *previous};
    TRY(scan_name(scan, &setting));
    TRY(check_duplicate(scan, &setting));
    TRY(add(scan, &setting, &index));
    *previous = (long)index;
    TRY(scan_value(scan, index));
    skip_blank(scan);
    if (*here(scan) == ';' || *here(scan) == ',') {
        scan->at++;
    }
out:
    return status;
}

/* Settings up to "}", or to the end of the text when nothing was opened. */
static enum status scan_settings(struct scan *scan, size_t opening, const char *name, size_t name_length)
{
    enum status status = STATUS_OK;
    bool is_inner = scan->depth != 0;
    long previous = SOURCE_NONE;
    for (;;) {
        skip_blank(scan);
        if (*here(scan) == '\0') {
            return is_inner ? never_closed(scan, opening, name, name_length) : STATUS_OK;
        }
        if (is_inner && *here(scan) == '}') {
            scan->at++;
            return STATUS_OK;
        }
        TRY(scan_setting(scan, &previous));
    }
out:
    return status;
}

enum status source_scan(struct source *source, struct source_settings *settings, struct error *error)
{
    *settings = (struct source_settings){0};
    struct scan scan = {.source = source, .settings = settings, .error = error};
    return scan_settings(&scan, 0, NULL, 0);
}

void source_settings_clear(struct source_settings *settings)
{
    memory_free(settings->items);
    *settings = (struct source_settings){0};
}
