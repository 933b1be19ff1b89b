/* The state of incomes: what each person has received and is due, and the accounts. */
#ifndef LABOUR_MARKET_INCOME_TABLES_H
#define LABOUR_MARKET_INCOME_TABLES_H

#include "models/labour_market/incomes/accounts.h"
#include "models/labour_market/incomes/pay_levies.h"
#include "sim/table.h"

/* One row a person, as in `people`. What is of the household stands in the row of its head. */
#define INCOME_FIELDS(C, self)                                                                               \
    C(self, I64, total, "cent", "received less paid since the person came")                                  \
    C(self, I32, pay, "cent", "gross pay of the month")                                                      \
    C(self, I32, earned, "cent", "net pay and net income from own work of the month")                        \
    C(self, I32, taxable, "cent", "income of the month that income tax counts")                              \
    C(self, I32, net, "cent", "received less paid in the month")                                             \
    C(self, I32, public_cost, "cent",                                                                        \
      "what state and insurances paid for the person in the month, less what they received")                 \
    C(self, I32, earned_quarter, "cent", "earned in the quarter of the household that runs")                 \
    C(self, I32, other_quarter, "cent", "benefits and pensions, net, of that quarter")                       \
    C(self, I32, taxable_year, "cent", "income of the calendar year that income tax counts")                 \
    C(self, I32, taxable_before, "cent", "the same of the year before")                                      \
    C(self, I32, net_year, "cent", "received less paid in the calendar year")                                \
    C(self, I32, earned_year, "cent", "earned in the calendar year")                                         \
    C(self, I32, tax, "cent/month", "income tax of the household on the year before")                        \
    C(self, F32, tax_rate, "1", "the same over its taxable income")                                          \
    C(self, I32, minimum_income, "cent/month", "of the household")                                           \
    C(self, I32, in_work, "cent/month", "in-work benefit of the household")                                  \
    C(self, I32, family, "cent/month", "family allowances of the household")                                 \
    C(self, I32, housing, "cent/month", "housing allowance of the household")                                \
    C(self, I32, insured_pay, "cent", "gross pay that a next claim to benefit counts")                       \
    C(self, F32, insured_time, "days", "days of it, in days of full time")                                   \
    C(self, I32, claim_reference, "cent/day", "reference wage of the claim")                                 \
    C(self, I32, claim_daily, "cent/day", "gross benefit of the claim")                                      \
    C(self, U16, insured_days, "days", "days under contract that a next claim counts")                       \
    C(self, U16, claim_days, "days", "days of benefit that are left of the claim")                           \
    C(self, U16, hours, "hours/10", "hours worked in the month")                                             \
    C(self, U8, days, "days", "days under contract in the month")                                            \
    C(self, U8, idle, "months", "months since the last day under contract")                                  \
    C(self, U8, waiting, "days", "days that the claim has still to wait")                                    \
    C(self, U8, paid_days, "days", "days of benefit paid in the month")                                      \
    C(self, U32, parents, "row+1", "household of the parents, as found at the end of a year; 0: none")       \
    C(self, U8, months_here, "months", "months of the calendar year that are closed for the person")         \
    C(self, U8, months_worked, "months", "months of the calendar year with pay or own work")                 \
    C(self, I32, other, "cent/month", "pension, or income from own work, as drawn for life")                 \
    C(self, U8, other_status, "code", "one more than the labour status that it was drawn for; 0: none")      \
    C(self, U8, registered, "code", "0: not registered without a job, 1: category A, 2: B, 3: C")

struct income {
    INCOME_FIELDS(TABLE_FIELD, struct income)
};

struct income_people {
    struct table table;
    struct income *row;
};

/* Accounts x lines. */
#define INCOME_FLOW_COLUMNS(C, self)                                                                         \
    C(self, I64, paid, "cent", "paid by the account in the month that runs")                                 \
    C(self, I64, received, "cent", "received by the account in the month that runs")

struct income_flows {
    struct table table;
    INCOME_FLOW_COLUMNS(TABLE_MEMBER, struct income_flows)
};

#define INCOME_ACCOUNT_COLUMNS(C, self)                                                                      \
    C(self, I64, balance, "cent", "received less paid in all months that are closed")

struct income_accounts {
    struct table table;
    INCOME_ACCOUNT_COLUMNS(TABLE_MEMBER, struct income_accounts)
};

/* One row. */
#define INCOME_BOOK_COLUMNS(C, self)                                                                         \
    C(self, I64, left, "cent", "received less paid by people who have left, while they were here")           \
    C(self, I32, begin, "day", "first day of the month that runs")                                           \
    C(self, U8, open, "1", "1: incomes are kept")

struct income_books {
    struct table table;
    INCOME_BOOK_COLUMNS(TABLE_MEMBER, struct income_books)
};

/* A household of the last day of the year, in the row of its head. */
struct home_sum {
    int64_t cents;    /* disposable income of the year */
    float scale;      /* needs over those of one person */
    uint32_t parents; /* of the person of this row: the row of the household of the parents; NOBODY: none */
    uint16_t able;    /* people of working age who do not study, times twelve months ... */
    uint16_t months;  /* ... and the months in which they worked */
    uint8_t people;   /* who live in it, children too; 0: not counted */
};

/* Counts in equal steps; the last one holds all above it. */
enum { SPREAD_BINS = 16384 };
struct spread {
    int64_t step; /* cents */
    int64_t count[SPREAD_BINS];
};

/* All, and the poor among them, by what persons are. */
struct poor {
    int64_t status[2][STATUS_COUNT], sex[2][2], age[2][MAX_AGE_GROUPS], zone[2][MAX_ZONES], working[2];
};

struct year_scratch {
    struct spread spread;
    struct poor poor;
};

struct incomes {
    struct income_people people;
    struct income_flows flows;
    struct income_accounts accounts;
    struct income_books books;

    /* Not of the state: what follows from the law of the month. */
    int32_t looked_up;         /* day on which the law was looked up last; 0: never */
    struct law_values *law;    /* [2] of the month, and of the year whose income is taxed */
    struct pay_levies *levies; /* [2 * PAY_TABLE] of firms small and large, by hourly pay in cents */
    int64_t *scratch;          /* [threads * 2 * flows] */
    struct home_sum *homes;    /* [people] of the last day of a year; NULL until then */
    struct year_scratch *year;
};

#endif
