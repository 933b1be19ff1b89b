/* The labour market: one local market (a bassin d'emploi), day by day and person by person. */
#ifndef LABOUR_MARKET_H
#define LABOUR_MARKET_H

#include "sim/model.h"

extern const struct model labour_market;

#endif
