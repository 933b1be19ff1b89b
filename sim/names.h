/* Lists of names that must last: each is copied, and all are freed together by their owner. */
#ifndef SIM_NAMES_H
#define SIM_NAMES_H

#include <stddef.h>

#include "sim/error.h"

/* Adds a copy of `name` to `*names` and points `*kept` to it. */
enum status names_keep(char ***names, size_t *count, const char *name, const char **kept,
                       struct error *error);

void names_clear(char ***names, size_t *count);

#endif
