#include "sim/cli/text.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "sim/text.h"

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

int text_columns(const char *text)
{
    int columns = 0;
    for (; *text != '\0'; text++) {
        columns += !continues_character(*text);
    }
    return columns;
}

size_t text_fit(const char *text, int columns)
{
    size_t bytes = 0;
    for (int used = 0; text[bytes] != '\0'; bytes++) {
        if (!continues_character(text[bytes]) && ++used > columns) {
            break;
        }
    }
    return bytes;
}

size_t text_next_line(const char **text, int columns, const char **line)
{
    const char *begin = *text;
    while (*begin == ' ') {
        begin++;
    }
    *line = *begin == '\0' ? NULL : begin;
    size_t fit = text_fit(begin, columns > 0 ? columns : 1);
    const char *newline = memchr(begin, '\n', fit + (begin[fit] == '\n'));
    if (newline != NULL) {
        *text = newline + 1;
        return (size_t)(newline - begin);
    }
    size_t end = fit;
    if (begin[fit] != '\0' && begin[fit] != ' ') {
        while (end > 0 && begin[end - 1] != ' ') {
            end--;
        }
        end = end > 0 ? end : fit;
    }
    *text = begin + end;
    while (end > 0 && begin[end - 1] == ' ') {
        end--;
    }
    return end;
}

void text_spaces(FILE *out, int count)
{
    fprintf(out, "%*s", count > 0 ? count : 0, "");
}

void text_wrap(FILE *out, const char *text, int indent, int used, int columns)
{
    const char *line;
    int column = used;
    bool first = true;
    for (;;) {
        size_t length = text_next_line(&text, columns - (column > indent ? column : indent), &line);
        if (line == NULL) {
            break;
        }
        if (!first) {
            fputc('\n', out);
        }
        if (length > 0) {
            text_spaces(out, indent - column);
            fprintf(out, "%.*s", (int)length, line);
        }
        column = 0;
        first = false;
    }
    fputc('\n', out);
}

void text_number(char *text, size_t size, double value, int digits)
{
    if (!isfinite(value)) {
        snprintf(text, size, "n/a");
        return;
    }
    char plain[400];
    snprintf(plain, sizeof plain, "%.*f", digits, value);
    size_t sign = plain[0] == '-';
    size_t whole = strcspn(plain + sign, ".");
    size_t used = 0;
    for (size_t i = 0; plain[i] != '\0' && used + 2 < size; i++) {
        size_t digit = i - sign; /* of the whole part, from the left; huge for the sign itself */
        if (i > sign && digit < whole && (whole - digit) % 3 == 0) {
            text[used++] = ' ';
        }
        text[used++] = plain[i];
    }
    text[used] = '\0';
}

void text_duration(char *text, size_t size, double seconds)
{
    if (!(seconds >= 0) || seconds > 1e9) {
        snprintf(text, size, "-:--");
        return;
    }
    long whole = (long)(seconds + 0.5);
    if (whole < 3600) {
        snprintf(text, size, "%ld:%02ld", whole / 60, whole % 60);
    } else {
        snprintf(text, size, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    }
}

void text_bytes(char *text, size_t size, double bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    for (; bytes >= 999.95 && unit + 1 < sizeof units / sizeof units[0]; unit++) {
        bytes /= 1000;
    }
    snprintf(text, size, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
}

/* As it is when that is safe, else in single quotes. */
static void put_quoted(struct text_buffer *out, const char *word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    bool plain = word[0] != '\0' && word[strspn(word, safe)] == '\0';
    text_buffer_put(out, plain ? word : "'");
    for (; !plain && *word != '\0'; word++) {
        text_buffer_add(out, word, 1);
        text_buffer_put(out, *word == '\'' ? "\\''" : ""); /* ' becomes '\'' */
    }
    text_buffer_put(out, plain ? "" : "'");
}

char *text_shell_command(int count, const char *const *words, int extra_at, const char *extra)
{
    struct text_buffer text = {0};
    text_buffer_put(&text, "");
    for (int i = 0; i < count; i++) {
        put_quoted(&text, words[i]);
        if (extra != NULL && i + 1 == extra_at) {
            text_buffer_put(&text, " ");
            text_buffer_put(&text, extra);
        }
        text_buffer_put(&text, i + 1 < count ? " " : "");
    }
    if (text.failed) {
        text_buffer_clear(&text);
    }
    return text.text;
}
