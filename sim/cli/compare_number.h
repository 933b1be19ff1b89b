/* Numbers of a comparison that fit into columns, and words for what they say. */
#ifndef SIM_CLI_COMPARE_NUMBER_H
#define SIM_CLI_COMPARE_NUMBER_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/paired.h"

/* Digits after the point with which two figures of `value` are seen. */
int compare_digits(double value);

/* In at most `width` - 1 columns. */
void compare_print_number(FILE *out, int width, double value, int digits, bool sign);

/* "effect", "alone", "holds 0" ... */
const char *compare_finding_text(enum paired_finding finding, size_t pairs);

#endif
