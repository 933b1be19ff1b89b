/* The first day: a synthetic population whose margins are those of the territory, its firms, and who works
 * where.
 *
 * People: a table of age x sex x level x status is fitted to the margins (iterative proportional fitting),
 * each zone draws its residents from it by systematic sampling, so that counts differ from the margins by
 * less than one person a cell and zone. Firms: sizes are drawn class by class from a bounded Pareto law until
 * the jobs of each sector and zone are given out. Jobs: the employed are put on the firms' places in random
 * order, near home first. The market has not met yet: a burn-in lets it settle. */
#ifndef LABOUR_MARKET_SYNTHESIS_H
#define LABOUR_MARKET_SYNTHESIS_H

#include "models/labour_market/state/part.h"

#define FIRST_DAY_STREAMS(S)                                                                                 \
    S(PERSON_CELL, 1, "person cell", POPULATION) /* zone: where the systematic sample begins */              \
    S(FIRM_SIZE, 2, "firm size", POPULATION)     /* firm: reference size */                                  \
    S(FIRST_PLAN, 4, "first plan", POPULATION)   /* firm: day of the first plan */                           \
    S(PLACE_ORDER, 7, "place order", POPULATION) /* zone: in which order its first places are taken */       \
    S(FIRST_JOB, 8, "first job", POPULATION)     /* person: where the employed of the first day work */
enum { FIRST_DAY_STREAMS(STREAM_NUMBER) };

/* The fitted table: cells of age group x sex x level x state, adding up to 1. */
enum first_state { FIRST_CDI, FIRST_CDD, FIRST_SELF, FIRST_UNEMPLOYED, FIRST_OUTSIDE, FIRST_STATES };

struct cube {
    size_t ages, levels;
    double *cells; /* [ages * 2 * levels * FIRST_STATES] */
};

static inline size_t cube_index(const struct cube *cube, size_t age, size_t sex, size_t level, size_t state)
{
    return ((age * 2 + sex) * cube->levels + level) * FIRST_STATES + state;
}

/* Fits the table to the territory's margins; `cube_clear` frees it, also after a failure. */
enum status cube_fit(const struct parameters *p, struct cube *cube, struct error *error);
void cube_clear(struct cube *cube);

/* One step each, in this order. */
enum status synthesis_people(struct world *w, struct error *error);
enum status synthesis_firms(struct world *w, struct error *error);
enum status synthesis_jobs(struct world *w, struct error *error);

/* Margins asked and got, for the result: "people 15-19", "level none", "unemployed", ... */
size_t synthesis_margin_count(const struct parameters *p);
void synthesis_margin_label(const struct parameters *p, size_t margin, char *text, size_t size);
void synthesis_margins_asked(const struct parameters *p, double *persons);

/* The same margins counted in the population of the first day, before people have jobs (after
 * synthesis_people) */
enum status synthesis_count_margins(struct world *w, struct error *error);

/* Residents of all zones together. */
int64_t synthesis_population(const struct parameters *p);

#endif
