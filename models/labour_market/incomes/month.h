/* A month that is being booked: what all functions of the booking need. */
#ifndef LABOUR_MARKET_MONTH_H
#define LABOUR_MARKET_MONTH_H

#include "models/labour_market/incomes/incomes.h"
#include "models/labour_market/incomes/pay_levies.h"

enum { PAY_TABLE = 8192 }; /* hourly pay in cents up to which levies are kept by pay */

struct month_books {
    struct world *w;
    const struct incomes *state;
    const struct income_params *p;
    int32_t begin, end; /* its first day, and the day after its last one */
    int32_t month;      /* counted from the year 0 */
    struct ledger ledger;
    int64_t *outputs[INCOME_TALLIES]; /* of the thread, by OWN_... */
    const struct span *span;          /* of the households that are closed */
    bool spends;                      /* residents buy of firms: local_economy.h */
};

static inline int64_t cents_of(double euros)
{
    return (int64_t)(euros * 100 + (euros < 0 ? -0.5 : 0.5));
}

/* Weekly hours of a job over those of a full week (Code du travail L3121-27), at most 1. */
static inline double full_time_share(uint8_t hours)
{
    const double full_week = 35;
    return hours >= full_week ? 1 : hours / full_week;
}

static inline bool account_is_public(size_t account)
{
    return account == ACCOUNT_STATE || account == ACCOUNT_SOCIAL || account == ACCOUNT_UNEMPLOYMENT;
}

/* The person receives, or pays. */
static inline void person_receives(const struct month_books *b, struct income *me, enum income_line line,
                                   size_t payer, size_t own, int64_t cents)
{
    ledger_book(&b->ledger, line, payer, own, cents);
    me->net += (int32_t)cents;
    me->public_cost += account_is_public(payer) ? (int32_t)cents : 0;
}
static inline void person_pays(const struct month_books *b, struct income *me, enum income_line line,
                               size_t payee, size_t own, int64_t cents)
{
    ledger_book(&b->ledger, line, own, payee, cents);
    me->net -= (int32_t)cents;
    me->public_cost -= account_is_public(payee) ? (int32_t)cents : 0;
}

#endif
