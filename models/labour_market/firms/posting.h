/* Posting: what a firm offers for a need: occupation, contract, length, hours, pay, and how it makes the post
 * known. */
#ifndef LABOUR_MARKET_POSTING_H
#define LABOUR_MARKET_POSTING_H

#include "models/labour_market/state/part.h"

#define POSTING_STREAMS(S)                                                                                   \
    S(CORE_VACANCY, 25, "core vacancy",                                                                      \
      DYNAMICS) /* firm and day: kind, occupation, hours, channel of new core posts */                       \
    S(PEAK_VACANCY, 26, "peak vacancy",                                                                      \
      DYNAMICS) /* firm and day: the same of posts above the core, and their length */
enum { POSTING_STREAMS(STREAM_NUMBER) };

/* Planned length of a contract that covers a peak: lognormal, at most `most` days. */
int32_t contract_peak_length(const struct world *w, struct rng *rng, bool mission, int32_t most);

/* Mean weekly hours of a post by sector: of its occupations, with their shares of part-time. Demand is
 * counted in such posts. To be set when parameters are. */
void posting_set_hours(struct world *w);

static inline double posting_mean_hours(const struct world *w, size_t firm)
{
    return w->post_hours[w->employers.row[firm].sector];
}

/* So many weekly hours are missing that a post more comes nearer to what is wanted than none does. */
static inline bool posting_is_due(const struct world *w, size_t firm, double missing)
{
    return missing >= posting_mean_hours(w, firm) / 2;
}

/* Chance that a core post is cut into marginal jobs: the logit of contracts, on the posts that can be cut. */
double posting_marginal_chance(const struct world *w, size_t firm);

/* In a parallel phase over firms, with `postings` open: the firm posts, post by post, each with the hours of
 * its occupation, until less than half a mean post is missing. */
void firm_post_core(struct world *w, const struct span *span, size_t firm, int32_t day, double missing);
void firm_post_peak(struct world *w, const struct span *span, size_t firm, int32_t day, double missing);
void firm_post_task(struct world *w, const struct span *span, size_t firm, struct rng *rng, int32_t length);

/* A full-time post of one occupation, of someone who lends staff. */
void firm_post_shared(struct world *w, const struct span *span, size_t firm, struct rng *rng,
                      uint8_t contract, enum need need, int32_t length, uint32_t occupation);

#endif
