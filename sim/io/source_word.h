/* Words of a scenario without quotes: names, numbers, true and false. The same rules as libconfig's, except
 * that a word must be one value as a whole ("1.2.3" is not two numbers). */
#ifndef SIM_IO_SOURCE_WORD_H
#define SIM_IO_SOURCE_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/io/source_scan.h"

bool word_is_letter(char c);
bool word_is_hex_digit(char c);

/* Bytes of the word that `text` begins with; 0 when there is none. */
size_t word_length(const char *text);

/* Whether a word is an integer, a number, true or false, and which. */
bool word_is_value(const char *word, size_t length, enum source_kind *kind);

/* What is wrong with a word that is no value, in words. Returns `fault`. */
enum { WORD_FAULT_MAX = 192 };
const char *word_fault(const char *word, size_t length, char fault[WORD_FAULT_MAX]);

#endif
