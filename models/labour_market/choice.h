/* Choice of contract: which contract a firm offers for a need of a given length.
 *
 * A multinomial logit on unit cost among what the law allows and the length fits: log odds are minus the cost
 * over that of the base contract times staffing.cost_sensitivity, plus the preference that the contract table
 * holds for what cost leaves out. So a dearer contract is signed less, and one that is not allowed never. */
#ifndef LABOUR_MARKET_CHOICE_H
#define LABOUR_MARKET_CHOICE_H

#include "models/labour_market/world.h"

/* Cost of an hour of work over the gross pay of an hour of experienced core staff, hiring and firing costs
 * spread over `days`. */
double contract_unit_cost(const struct world *w, uint8_t contract, double days);

/* The same for a short task, which is filled mostly by people who are known. */
double contract_task_cost(const struct world *w, uint8_t contract, double days);

/* The contract for a need of `days` in a sector, or NO_CONTRACT when the law allows none. Core: open-ended
 * contracts; peaks and tasks: fixed terms. How much is core and how much is peak the newsvendor has decided
 * (staffing.h). */
uint8_t contract_choose(const struct world *w, struct rng *luck, enum need need, size_t sector, int32_t days);

/* Mean unit cost of covering a peak of `days`, over the contracts that firms would choose. */
double contract_peak_cost(const struct world *w, double days);

/* Days a contract may still last by law after `used` days; a large number where there is no limit. */
int32_t contract_days_left(const struct world *w, uint8_t contract, int32_t used);

/* Longest fixed term that the law allows for a peak or a task, in days; 0 where it allows none. */
int32_t contract_longest_flexible(const struct world *w);

/* Weekly hours of a post: those of the contract, cut so that monthly pay does not exceed its cap; at least
 * one.
 */
int32_t contract_hours(const struct world *w, uint8_t contract, int32_t wage, int32_t usual);

/* The contract type of marginal jobs, or NO_CONTRACT where the law knows none. */
uint8_t contract_marginal(const struct world *w);

/* Marginal jobs that make a post; 0 where the law knows none. */
int32_t contract_marginal_per_post(const struct world *w);

#endif
