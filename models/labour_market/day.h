/* One day of the labour market. */
#ifndef LABOUR_MARKET_DAY_H
#define LABOUR_MARKET_DAY_H

#include "sim/error.h"
#include <stdint.h>

enum status day_step(void *world, int32_t day, struct error *error);

#endif
