/* Search: where people look for work and what they apply for.
 *
 * On a day of search a person looks at a few places: in the own occupation or a similar one, near home more
 * often than far. A look finds an open post with probability V / (V + openness x jobs) of the cell of zone
 * and occupation, so both scarce posts and many rivals make search long. The person applies where the post is
 * worth more than the reservation pay, travel and the kind of contract counted. */
#ifndef LABOUR_MARKET_SEARCH_H
#define LABOUR_MARKET_SEARCH_H

#include "models/labour_market/world.h"
#include "sim/memory.h"

/* Sets the first day of search after a change of status: the unemployed look at once and often, people on a
 * fixed term and of the halo now and then, students before they leave school, a share of those on a CDI
 * rarely; others look for marginal jobs, where there are any, or never. */
void search_start(struct world *w, size_t i, int32_t day);

/* Would person i take vacancy v if offered it? Sets pay and worth, in cents per hour. */
bool search_takes(const struct world *w, size_t i, size_t v, int32_t day, int32_t *wage, int32_t *worth);

/* Asks the memory for what `search_takes` reads of a person without a main job. */
static inline void search_fetch(const struct people *people, size_t i)
{
    memory_fetch(&people->zone[i]);
    memory_fetch(&people->qualification[i]);
    memory_fetch(&people->school_end[i]);
    memory_fetch(&people->wage[i]);
    memory_fetch(&people->ability[i]);
    memory_fetch(&people->work_days[i]);
    memory_fetch(&people->jobless_since[i]);
    memory_fetch(&people->detached_since[i]);
}

/* Is paid unemployment benefit on this day. */
bool search_draws_benefit(const struct world *w, size_t i, int32_t day);

/* Works out what follows from parameters. */
void search_prepare(struct world *w);

/* A step of the day: those who search today apply; fills `applications`, sorted by vacancy. */
enum status search_act(struct world *w, int32_t day, struct error *error);

#endif
