/* Vacancies: posted by firms (firms/posting.h), withdrawn when they are no longer needed, indexed by where
 * one looks for them.
 *
 * Each says what it is there for (need), under which contract, and how it is made known (channel): registered
 * with the public employment service, advertised, or passed on by word of mouth. */
#ifndef LABOUR_MARKET_VACANCIES_H
#define LABOUR_MARKET_VACANCIES_H

#include "models/labour_market/state/world.h"

/* Ends the phase of plans: yesterday's closed posts are removed, what firms withdraw and what lapses goes,
 * posts that have stayed open take part in raised offers, new ones are added. */
enum status vacancies_open(struct world *w, int32_t day, struct error *error);

/* Adds the closed mailbox of postings; rows from first_new_vacancy on are new today. */
enum status vacancies_add(struct world *w, int32_t day, struct error *error);

/* Sorts the posts that are ready to be filled by cell of zone and occupation, where search looks for them. */
enum status vacancies_index(struct world *w, int32_t day, struct error *error);

/* Jobs by cell, once a month, from the firms' staff and the occupations of their sectors. */
void vacancies_count_jobs(struct world *w);

/* Cell of a zone and an occupation. */
static inline size_t cell_of(const struct world *w, size_t zone, size_t occupation)
{
    return zone * w->occupation_count + occupation;
}

#endif
