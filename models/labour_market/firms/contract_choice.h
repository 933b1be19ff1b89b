/* Choice of contract: which contract a firm offers for a need of a given length.
 *
 * A multinomial logit on unit cost among what the law allows and the length fits: log odds are minus the cost
 * times staffing.cost_sensitivity, plus the preference that the contract table holds for what cost leaves
 * out. So a dearer contract is signed less, and one that is not allowed never. */
#ifndef LABOUR_MARKET_CHOICE_H
#define LABOUR_MARKET_CHOICE_H

#include "models/labour_market/state/world.h"

/* Cost of an hour of work over the gross pay of an hour of experienced core staff, hiring and firing costs
 * spread over `days`. */
double contract_unit_cost(const struct world *w, uint8_t contract, double days);

/* Share of the days of a fixed term signed for a peak in which there is work for it. A peak passes as
 * transitory demand does, in 1/e of cases after demand.transitory_months; who was hired for it stays to the
 * end of the term: Code du travail L1243-1 lets a fixed term end before only for a grave fault. */
double contract_useful(const struct world *w, uint8_t contract, double days);

/* Cost of an hour that is worked for a peak of `days`: idle hours are paid, too. The longer the term, the
 * more of them; a mission is short and renewed while the peak lasts. */
double contract_peak_unit_cost(const struct world *w, uint8_t contract, double days);

/* Unit cost of a short task, which is filled mostly by people who are known. */
double contract_task_cost(const struct world *w, uint8_t contract, double days);

/* Its weight in the logit at a unit cost `dearer` than another's of weight one; `interim`: log odds of
 * agency work. */
double contract_weight(const struct world *w, uint8_t contract, double dearer, double interim);

/* The contract for a need of `days` in a sector, or NO_CONTRACT when the law allows none. Core: open-ended
 * contracts; peaks and tasks: fixed terms. How much is core and how much is peak the newsvendor has decided
 * (staffing.h). */
uint8_t contract_choose(const struct world *w, struct rng *rng, enum need need, size_t sector, int32_t days);

/* The contract for a core post in which someone learns, by the same logit; NO_CONTRACT: none is allowed. */
uint8_t contract_choose_training(const struct world *w, struct rng *rng);

/* A contract that is weighed for a post. */
struct contract_option {
    uint8_t contract; /* NO_CONTRACT: the need is not covered, and the sale is lost */
    double cost;      /* of an hour of work, as above */
    double share;     /* chance of being chosen; NaN: decided elsewhere */
};
enum { MOST_OPTIONS = 2 * MAX_CONTRACTS + 2 };

/* What a firm weighs today when it opens a post for a need of `days` (of no meaning where work is needed for
 * good): all that the law allows. Draws nothing; says what contract_choose and posting.h decide by. */
size_t contract_options(const struct world *w, size_t firm, enum need need, double days,
                        struct contract_option options[MOST_OPTIONS]);

/* Unit cost of covering a peak of `days`, or of losing the sale: the inclusive value of the logit (Small and
 * Rosen 1981) among the contracts and that, turned back into a cost. It rises with the cost of each contract,
 * and when one is no longer allowed: firms then make do with what suits less, and in the end lose the sale.
 */
double contract_peak_cost(const struct world *w, double days);

/* Share of peaks of `days` for which staff is hired by that logit; the sales of the others are lost. */
double contract_peak_cover(const struct world *w, double days);

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

/* What today's caps leave a marginal job of typical pay, by zone and sector; from then on the cost below
 * knows it. */
void contract_set_marginal_hours(struct world *w);

/* Unit cost of a post of the firm cut into marginal jobs, where the law knows them: the fewer hours each may
 * have, the more people are hired for it. */
double contract_marginal_cost(const struct world *w, size_t firm, double days);

#endif
