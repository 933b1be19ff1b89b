/* Small territories made in memory, for tests of the labour market: one plain one, and any number of random
 * ones. */
#ifndef TESTS_SMALL_TERRITORY_H
#define TESTS_SMALL_TERRITORY_H

#include "models/labour_market/labour_market.h"
#include "models/labour_market/world.h"
#include "sim/run.h"

/* Two zones of 1000 people each, two occupations, two sectors, CDI and CDD of French law; about one in ten
 * without a job. 200 days from 2016-01-01. */
enum status plain_territory(struct scenario *scenario, struct error *error);

/* 1 to 4 zones of 20 to 600 people, 1 to 5 occupations and sectors, and parameters drawn within wide bounds.
 */
enum status random_territory(struct scenario *scenario, uint32_t seed, struct error *error);

/* The values of the model, to be altered before a run. */
static inline struct parameters *values_of(struct scenario *scenario)
{
    return scenario->sets[SCENARIO_SET_MODEL].values;
}

static inline struct contract *contract_of(struct scenario *scenario, size_t row)
{
    return &((struct contract *)values_of(scenario)->contracts.rows)[row];
}

/* Runs a scenario to its end and hands the finished run over; fails the cmocka test on any error. With
 * `audited` every day is audited. */
void live_through(struct run *run, const struct scenario *scenario, int threads, bool audited);

/* Sum over all records of cells begin <= cell < end of an I64 monthly output. */
int64_t sum_of(const struct run *run, size_t output, size_t begin, size_t end);

/* Number of cells of one record. */
size_t cells_of(const struct run *run, size_t output);

#endif
