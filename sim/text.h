/* Text that a user gave: shown in a message without harm, checked before it is kept. Text that grows. */
#ifndef SIM_TEXT_H
#define SIM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

/* Room for what text_quote writes. */
enum { TEXT_QUOTE_MAX = 96 };

/* Copies the first `length` bytes of `text` for a message: between quotes, cut after some 60 bytes (never
 * inside a UTF-8 sequence), with a question mark for every byte that is not printable. Returns `out`. */
const char *text_quote(const char *text, size_t length, char out[TEXT_QUOTE_MAX]);

/* Bytes of the UTF-8 character that `text` begins with; 0 when it begins with none. */
size_t text_character(const char *text, size_t length);

/* How a byte stands in a string of JSON: itself, or escaped. Returns the bytes written. */
enum { TEXT_JSON_MAX = 7 };
size_t text_json_byte(char byte, char out[TEXT_JSON_MAX]);

/* Valid UTF-8 without control characters. */
bool text_is_plain(const char *text, size_t length);

/* Text that grows. What is added after memory ran out is lost; who added it asks text_buffer_status once. */
struct text_buffer {
    char *text; /* ends with a zero once anything was added; memory_free */
    size_t length;
    size_t capacity;
    bool failed;
};

void text_buffer_add(struct text_buffer *buffer, const char *bytes, size_t count);
void text_buffer_put(struct text_buffer *buffer, const char *text);

/* At most 4 kB at a time. */
__attribute__((format(printf, 2, 3))) void text_buffer_format(struct text_buffer *buffer, const char *format,
                                                              ...);
enum status text_buffer_status(const struct text_buffer *buffer, struct error *error);
void text_buffer_clear(struct text_buffer *buffer);

#endif
