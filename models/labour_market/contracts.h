/* Contracts that end: converted to open-ended, renewed, or closed.
 *
 * What may be signed and renewed is data (the table of contracts); whether it is, the firm decides by its
 * need. */
#ifndef LABOUR_MARKET_CONTRACTS_H
#define LABOUR_MARKET_CONTRACTS_H

#include "models/labour_market/world.h"

/* Hourly cost of an hour's output on a contract of `days` expected length (wage = 1): contributions, bonus,
 * hiring spread over its length, output, and for open-ended ones the expected cost of dismissal. */
double contract_unit_cost(const struct world *w, uint8_t contract, double days);

/* Longest planned length the law still allows to a contract that began `used` days ago; at least 0. */
int32_t contract_days_left(const struct world *w, uint8_t contract, int32_t used);

/* A planned length of a contract that covers a peak: lognormal, within the law, at least a day. */
int32_t contract_flexible_length(const struct world *w, struct rng *luck, int32_t most);

/* The first step of the day: fixed-term contracts whose last day was yesterday. */
enum status contracts_end(struct world *w, int32_t day, struct error *error);

#endif
