/* Pairs: what a person is worth in one firm more or less than in others.
 *
 * Output of a match is that of the person plus a part of the pair's own, drawn once for person and firm. So
 * nobody is below the line of all posts, and a higher line takes some posts from everyone rather than all
 * posts from some (Eckstein and Wolpin 1990; Pissarides 2000, chapter 6). Who comes back to a firm is worth
 * the same there again, and the same pair is worth the same under every reform. */
#ifndef LABOUR_MARKET_PAIRS_H
#define LABOUR_MARKET_PAIRS_H

#include "models/labour_market/state/part.h"

#define PAIR_STREAMS(S)                                                                                      \
    S(PAIR, 42, "pair", POPULATION) /* person and firm: what they are worth to each other */
enum { PAIR_STREAMS(STREAM_NUMBER) };

/* In log points, 0 in the mean of all pairs (of those that are made it is more). One draw. */
double pair_worth(const struct world *w, size_t person, size_t firm);

/* Log ability of a person in a firm, experience counted. */
double pair_skill(const struct world *w, size_t person, size_t firm, int32_t day);

#endif
