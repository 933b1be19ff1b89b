/* Where couples form: the single men of a zone who can be met this month, by age, and the women who look for
 * one.
 *
 * A woman looks for a man of an age of her choice. The zone settles those who look in the order of their
 * rows: each takes one of the free men of that age by chance, or of the nearest age at which there is one.
 * How many couples form is thus up to the women, of which age the men are to the law of the gap. */
#ifndef LABOUR_MARKET_COUPLES_H
#define LABOUR_MARKET_COUPLES_H

#include "models/labour_market/state/world.h"

/* Begins phases of `blocks` blocks over people, in which men stand and women seek. */
enum status couples_open(struct world *w, size_t blocks, struct error *error);

/* Man i can be met. */
void couple_stand(struct world *w, const struct span *span, size_t i, int32_t day);

/* Woman i looks for a man. If he were over 74, she finds him outside the model at once. */
void couple_seek(struct world *w, const struct span *span, size_t i, int32_t day, struct rng *rng);

/* Ends the phases: every zone brings its people together. */
enum status couples_form(struct world *w, struct error *error);

#endif
