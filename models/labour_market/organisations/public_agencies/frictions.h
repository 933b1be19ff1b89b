/* Frictions: what keeps people from posts that they could do and would take. A person has some of five, drawn
 * for life; one that is lifted stays lifted.
 *
 * Each of the first four closes the posts of a share of employers to the person, and which ones is a lasting
 * matter of the pair: where a bus does not go, it does not go tomorrow either. The last wastes looks. */
#ifndef LABOUR_MARKET_FRICTIONS_H
#define LABOUR_MARKET_FRICTIONS_H

#include "models/labour_market/organisations/public_agencies/public_agencies.h"

/* Draws those of a person who has just come. */
void frictions_draw(const struct world *w, size_t i);

/* Can the person have a post of this firm? */
bool friction_lets(const struct world *w, size_t i, size_t firm);

/* Share of the person's looks that are worth something. */
double friction_looks(const struct world *w, size_t i);

/* Chance that an interview at the agency lifts the friction; 0: it is not of its mission. */
double friction_treated(const struct agency *agency, enum friction friction);

#endif
