#include "sim/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/memory.h"

enum { QUOTED_BYTES = 60, FIRST_CAPACITY = 4096, FORMAT_MAX = 4096 };

static bool continues(const char *text, size_t length, size_t at, unsigned char min, unsigned char max)
{
    unsigned char c = at < length ? (unsigned char)text[at] : 0;
    return c >= min && c <= max;
}

/* The table of well-formed sequences of the Unicode standard (3.9, table 3-7): what the second byte may be
 * depends on the first, which rules out needlessly long forms, surrogates and values above U+10FFFF. */
size_t text_character(const char *text, size_t length)
{
    if (length == 0) {
        return 0;
    }
    unsigned char first = (unsigned char)text[0];
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    unsigned char min = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char max = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    size_t bytes = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (!continues(text, length, 1, min, max)) {
        return 0;
    }
    for (size_t i = 2; i < bytes; i++) {
        if (!continues(text, length, i, 0x80, 0xBF)) {
            return 0;
        }
    }
    return bytes;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

bool text_is_plain(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t bytes = text_character(text + at, length - at);
        if (bytes == 0 || is_control(text[at])) {
            return false;
        }
        at += bytes;
    }
    return true;
}

const char *text_quote(const char *text, size_t length, char out[TEXT_QUOTE_MAX])
{
    size_t end = 0;
    size_t at = 0;
    out[end++] = '"';
    while (at < length && end < QUOTED_BYTES) {
        size_t bytes = text_character(text + at, length - at);
        if (bytes == 0 || is_control(text[at])) {
            out[end++] = '?';
            at++;
            continue;
        }
        memcpy(out + end, text + at, bytes);
        end += bytes;
        at += bytes;
    }
    strcpy(out + end, at < length ? "...\"" : "\"");
    return out;
}

size_t text_json_byte(char byte, char out[TEXT_JSON_MAX])
{
    if ((unsigned char)byte < 0x20) {
        return (size_t)snprintf(out, TEXT_JSON_MAX, "\\u%04x", (unsigned)byte);
    }
    size_t length = 0;
    if (byte == '"' || byte == '\\') {
        out[length++] = '\\';
    }
    out[length++] = byte;
    return length;
}

void text_buffer_add(struct text_buffer *buffer, const char *bytes, size_t count)
{
    if (!buffer->failed && buffer->capacity - buffer->length <= count) {
        size_t capacity = buffer->capacity < FIRST_CAPACITY ? FIRST_CAPACITY : buffer->capacity;
        while (capacity - buffer->length <= count) {
            capacity *= 2;
        }
        char *text = memory_grow(buffer->text, buffer->length, capacity, 1);
        buffer->failed = text == NULL;
        if (text != NULL) {
            buffer->text = text;
            buffer->capacity = capacity;
        }
    }
    if (!buffer->failed) {
        memcpy(buffer->text + buffer->length, bytes, count);
        buffer->length += count;
        buffer->text[buffer->length] = '\0';
    }
}

void text_buffer_put(struct text_buffer *buffer, const char *text)
{
    text_buffer_add(buffer, text, strlen(text));
}

void text_buffer_format(struct text_buffer *buffer, const char *format, ...)
{
    char piece[FORMAT_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    assert(length >= 0 && length < FORMAT_MAX);
    text_buffer_add(buffer, piece, (size_t)length);
}

enum status text_buffer_status(const struct text_buffer *buffer, struct error *error)
{
    return buffer->failed ? error_memory(error, "text") : STATUS_OK;
}

void text_buffer_clear(struct text_buffer *buffer)
{
    memory_free(buffer->text);
    *buffer = (struct text_buffer){0};
}
