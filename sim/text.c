#include "sim/text.h"

#include <string.h>

enum { QUOTED_BYTES = 60 };

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
