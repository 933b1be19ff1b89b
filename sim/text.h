/* Text that a user gave: shown in a message without harm, checked before it is kept. */
#ifndef SIM_TEXT_H
#define SIM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Room for what text_quote writes. */
enum { TEXT_QUOTE_MAX = 96 };

/* Copies the first `length` bytes of `text` for a message: between quotes, cut after some 60 bytes (never
 * inside a UTF-8 sequence), with a question mark for every byte that is not printable. Returns `out`. */
const char *text_quote(const char *text, size_t length, char out[TEXT_QUOTE_MAX]);

/* Bytes of the UTF-8 character that `text` begins with; 0 when it begins with none. */
size_t text_character(const char *text, size_t length);

/* Valid UTF-8 without control characters. */
bool text_is_plain(const char *text, size_t length);

#endif
