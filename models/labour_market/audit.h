/* What must hold after any day, checked with --audit: a breach is a bug in the program. */
#ifndef LABOUR_MARKET_AUDIT_H
#define LABOUR_MARKET_AUDIT_H

#include <stdint.h>

#include "sim/error.h"

/* People, their jobs and their employers, then what each part says of itself. */
enum status audit(const void *world, int32_t day, struct error *error);

#endif
