/* What must hold after any day, checked with --audit: a breach is a bug in the program. */
#ifndef LABOUR_MARKET_AUDIT_H
#define LABOUR_MARKET_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct world;

/* The part that looks at the household of one person. */
enum status audit_household(const struct world *w, size_t i, struct error *error);

enum status audit(const void *world, int32_t day, struct error *error);

#endif
