/* Double entry: every amount is paid by one account and received by another, under a line that says for what.
 *
 * Accounts are households by labour status, the state, social insurance, unemployment insurance, people's own
 * businesses, and firms by sector. State and insurances lie outside the territory: what they pay and receive
 * in all is money that crosses its border. All sums are whole cents in integers, so they are exact. */
#ifndef LABOUR_MARKET_ACCOUNTS_H
#define LABOUR_MARKET_ACCOUNTS_H

#include "models/labour_market/state/world.h"

#define INCOME_LINES(L)                                                                                      \
    L(GROSS_PAY, "gross pay")                                                                                \
    L(EMPLOYER_CONTRIBUTIONS, "employers' contributions")                                                    \
    L(EMPLOYER_UNEMPLOYMENT, "employers' unemployment contributions")                                        \
    L(REDUCTION, "general reduction, paid by the state")                                                     \
    L(TAX_CREDIT, "tax credit on pay")                                                                       \
    L(EMPLOYEE_CONTRIBUTIONS, "employees' contributions")                                                    \
    L(EMPLOYEE_UNEMPLOYMENT, "employees' unemployment contributions")                                        \
    L(SOCIAL_LEVIES, "CSG and CRDS")                                                                         \
    L(OWN_INCOME, "income from own work")                                                                    \
    L(OWN_CONTRIBUTIONS, "contributions of the self-employed")                                               \
    L(UNEMPLOYMENT_BENEFIT, "unemployment benefit")                                                          \
    L(BENEFIT_CONTRIBUTIONS, "pension contributions on benefit")                                             \
    L(PENSION, "pensions")                                                                                   \
    L(MINIMUM_INCOME, "minimum income")                                                                      \
    L(IN_WORK_BENEFIT, "in-work benefit")                                                                    \
    L(FAMILY_ALLOWANCE, "family allowances")                                                                 \
    L(HOUSING_ALLOWANCE, "housing allowance")                                                                \
    L(INCOME_TAX, "income tax")

#define INCOME_LINE_CODE(code, label) LINE_##code,
enum income_line { INCOME_LINES(INCOME_LINE_CODE) LINE_COUNT };

/* Households by status come first, firms by sector last. */
enum { ACCOUNT_STATE = STATUS_COUNT, ACCOUNT_SOCIAL, ACCOUNT_UNEMPLOYMENT, ACCOUNT_BUSINESS, ACCOUNT_FIRMS };

static inline size_t account_count(const struct parameters *p)
{
    return ACCOUNT_FIRMS + p->sectors.count;
}

/* Cells of accounts x lines: what was paid, and what was received. */
struct ledger {
    int64_t *paid;     /* [accounts * LINE_COUNT] */
    int64_t *received; /* the same */
};

static inline void ledger_book(const struct ledger *ledger, enum income_line line, size_t payer, size_t payee,
                               int64_t cents)
{
    ledger->paid[payer * LINE_COUNT + line] += cents;
    ledger->received[payee * LINE_COUNT + line] += cents;
}

/* Dimensions "account", "line", "registered_category" and "poverty_line" of outputs. */
enum status accounts_dimensions(const struct parameters *p, struct outputs *outputs, struct error *error);

#endif
