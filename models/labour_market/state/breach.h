/* What an audit says when something does not hold. */
#ifndef LABOUR_MARKET_BREACH_H
#define LABOUR_MARKET_BREACH_H

#include "sim/error.h"

/* Leaves a function that returns a status where `condition` is true. */
#define BREACH(condition, ...)                                                                               \
    do {                                                                                                     \
        if (condition) {                                                                                     \
            return error_set(error, STATUS_FAILED, "audit: " __VA_ARGS__);                                   \
        }                                                                                                    \
    } while (0)

#endif
