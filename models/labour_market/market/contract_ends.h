/* The end of fixed-term contracts: converted into an open-ended one, renewed, or closed.
 *
 * A firm short of core staff keeps a person, an apprentice too, with a given chance; otherwise it renews the
 * contract when the need goes on and the law allows it; otherwise the contract closes, and the employer keeps
 * the person in mind (state/contacts.h). Short tasks end when they end. */
#ifndef LABOUR_MARKET_CONTRACTS_H
#define LABOUR_MARKET_CONTRACTS_H

#include "models/labour_market/state/part.h"

#define CONTRACT_END_STREAMS(S)                                                                              \
    S(CONTRACT_END, 38, "contract end",                                                                      \
      DYNAMICS) /* person and day: is a CDD converted or renewed, for how long */
enum { CONTRACT_END_STREAMS(STREAM_NUMBER) };

/* The first step of the day: contracts whose last day was yesterday end. */
enum status contracts_end(struct world *w, int32_t day, struct error *error);

#endif
