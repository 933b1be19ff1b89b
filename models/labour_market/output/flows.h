/* Flows: what is counted, and written down as spells, of each transition. */
#ifndef LABOUR_MARKET_FLOWS_H
#define LABOUR_MARKET_FLOWS_H

#include "models/labour_market/output/observe.h"
#include "models/labour_market/state/part.h"
#include "models/labour_market/state/transitions.h"

#define SPELL_STREAMS(S) S(PANEL, 15, "panel", POPULATION) /* person: in the panel or not */
enum { SPELL_STREAMS(STREAM_NUMBER) };

/* Hires, separations, conversions, renewals: into the tallies of the month. */
void flows_count(const struct world *w, const struct span *span, const struct transition *t, int32_t day);

/* The spell that the transition ended, to the panel; nothing where none did. */
void spells_write(const struct world *w, const struct span *span, const struct transition *t, int32_t day);

/* The spells that are still running when recording ends, and the traits of a person. */
void spells_write_open(const struct world *w, const struct span *span, size_t i, int32_t day);
void traits_write(const struct world *w, const struct span *span, size_t i);

#endif
