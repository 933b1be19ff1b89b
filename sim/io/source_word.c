#include "sim/io/source_word.h"

#include <stdio.h>
#include <string.h>

#include "sim/text.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool word_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool word_is_hex_digit(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool is_word(char c)
{
    return word_is_letter(c) || is_digit(c) || (c != '\0' && strchr("_.+-*", c) != NULL);
}

size_t word_length(const char *text)
{
    size_t length = 0;
    while (is_word(text[length])) {
        length++;
    }
    return length;
}

static size_t digits_length(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && is_digit(text[count])) {
        count++;
    }
    return count;
}

static bool is_long_mark(const char *text, size_t length)
{
    return length == 0 || (length <= 2 && text[0] == 'L' && (length == 1 || text[1] == 'L'));
}

static bool is_hexadecimal(const char *text, size_t length)
{
    if (length < 3 || text[0] != '0' || (text[1] | 0x20) != 'x') {
        return false;
    }
    size_t end = 2;
    while (end < length && word_is_hex_digit(text[end])) {
        end++;
    }
    return end > 2 && is_long_mark(text + end, length - end);
}

static bool is_integer(const char *text, size_t length)
{
    size_t sign = text[0] == '+' || text[0] == '-';
    size_t digits = digits_length(text + sign, length - sign);
    return is_hexadecimal(text, length) ||
           (digits != 0 && is_long_mark(text + sign + digits, length - sign - digits));
}

static bool is_real(const char *text, size_t length)
{
    size_t at = text[0] == '+' || text[0] == '-';
    size_t whole = digits_length(text + at, length - at);
    size_t fraction = 0;
    at += whole;
    if (at < length && text[at] == '.') {
        fraction = digits_length(text + at + 1, length - at - 1);
        at += 1 + fraction;
    }
    if (whole + fraction == 0) {
        return false;
    }
    if (at < length && (text[at] | 0x20) == 'e') {
        at++;
        at += at < length && (text[at] == '+' || text[at] == '-');
        size_t exponent = digits_length(text + at, length - at);
        at += exponent;
        return exponent != 0 && at == length;
    }
    return at == length;
}

static bool equals(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if ((word_is_letter(text[i]) ? text[i] | 0x20 : text[i]) != word[i]) {
            return false;
        }
    }
    return true;
}

bool word_is_value(const char *word, size_t length, enum source_kind *kind)
{
    if (is_integer(word, length)) {
        *kind = SOURCE_INTEGER;
    } else if (is_real(word, length)) {
        *kind = SOURCE_REAL;
    } else if (equals(word, length, "true") || equals(word, length, "false")) {
        *kind = SOURCE_BOOL;
    } else {
        return false;
    }
    return true;
}

static bool looks_like_date(const char *text, size_t length)
{
    return length >= 8 && digits_length(text, length) == 4 && text[4] == '-';
}

const char *word_fault(const char *word, size_t length, char fault[WORD_FAULT_MAX])
{
    char quoted[TEXT_QUOTE_MAX];
    size_t sign = word[0] == '+' || word[0] == '-';
    const char *bare = word + sign;
    size_t bare_length = length - sign;
    const char *what = "is not a number";
    text_quote(word, length, quoted);
    if (looks_like_date(word, length)) {
        snprintf(fault, WORD_FAULT_MAX, "a date stands in quotes; expected \"%.*s\"",
                 length > 40 ? 40 : (int)length, word);
        return fault;
    }
    if (equals(bare, bare_length, "nan") || equals(bare, bare_length, "inf") ||
        equals(bare, bare_length, "infinity")) {
        what = "is not a finite number";
    } else if (equals(word, length, "yes") || equals(word, length, "no") || equals(word, length, "on") ||
               equals(word, length, "off")) {
        what = "is not a value; expected true or false";
    } else if (word_is_letter(word[0])) {
        what = "is not a value; text stands in quotes";
    }
    snprintf(fault, WORD_FAULT_MAX, "%s %s", quoted, what);
    return fault;
}
