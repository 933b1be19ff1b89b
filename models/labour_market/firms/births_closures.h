/* Births and deaths of firms: small ones close more often than large ones, and a new firm, smaller at first,
 * takes the place of each. So places, sectors and the heavy tail of sizes stay, while firms come and go. */
#ifndef LABOUR_MARKET_CLOSURES_H
#define LABOUR_MARKET_CLOSURES_H

#include "models/labour_market/state/part.h"

#define FIRM_STREAMS(S)                                                                                      \
    S(FIRM_TRAITS, 3, "firm traits", POPULATION) /* firm: pay premium, rounding, transitory demand */        \
    S(FIRM_AGE, 44, "firm age", POPULATION)      /* firm of the first day: how old it is */                  \
    S(FIRM_EXIT, 27, "firm exit", DYNAMICS)      /* firm and day: does it close */
enum { FIRM_STREAMS(STREAM_NUMBER) };

/* Rate per year at which it closes; and does it close now? `days` since it was last asked. */
double closure_rate(const struct world *w, size_t firm);
bool closure_strikes(const struct world *w, size_t firm, int32_t day, double days);

/* Which employers are closed by sectors.closed; before the firms of a day plan. Costs a sort where the
 * parameters of the day are new and close some, else nothing. */
enum status closures_order(struct world *w, struct error *error);

/* Whether this one is: it has no demand. */
static inline bool closure_is_ordered(const struct world *w, size_t firm)
{
    const struct employer *row = &w->employers.row[firm];
    return row->reference >= w->closed_from[row->sector];
}

/* Whether it has not closed yet: it has staff or open posts. */
bool closure_is_due(const struct world *w, size_t firm);

/* In the phase that owns the firm: all staff leaves, a new firm begins in the row. Open posts lapse with the
 * next vacancies_open. */
void closure_settle(struct world *w, const struct span *span, size_t firm, int32_t day);

/* Lasting traits of a firm of `reference` jobs that is founded on `day`. */
void firm_found(struct world *w, size_t firm, int32_t day);

/* The same of a firm of the first day, which was founded some years ago. */
void firm_first(struct world *w, size_t firm, int32_t day);

#endif
