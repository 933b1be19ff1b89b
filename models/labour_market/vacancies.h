/* Vacancies: posted, shown by place and occupation, filled or withdrawn.
 *
 * Open vacancies are rows of one short table, in the order of posting. Each morning the closed ones are taken
 * out; before people search, an index puts the open ones in order of their cell (zone x occupation). */
#ifndef LABOUR_MARKET_VACANCIES_H
#define LABOUR_MARKET_VACANCIES_H

#include "models/labour_market/world.h"

static inline size_t cell_of(const struct world *w, size_t zone, size_t occupation)
{
    return zone * w->occupation_count + occupation;
}

/* In the phase of plans, with `postings` open: the firm posts `count` vacancies on a contract. */
void vacancies_post(struct world *w, const struct span *span, size_t firm, int32_t day, uint8_t contract,
                    int32_t count);

/* Withdraws what firms have cancelled, removes closed rows, adds today's postings, and makes the index by
 * cell. */
enum status vacancies_open(struct world *w, int32_t day, struct error *error);

/* Jobs in each cell, the measure of how many places there are to look at: the staff of the zone's firms,
 * spread over occupations as their sectors employ them. */
void vacancies_count_jobs(struct world *w);

#endif
