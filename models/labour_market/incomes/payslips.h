/* Pay for the days of a job in a month, with all that is taken from it and added to it. */
#ifndef LABOUR_MARKET_PAYSLIPS_H
#define LABOUR_MARKET_PAYSLIPS_H

#include "models/labour_market/incomes/month.h"

/* Levies of the month's law by hourly pay. */
void payslips_prepare(const struct law_values *law, struct pay_levies *table);

/* Days of a job at one pay. */
struct work {
    size_t person, sector; /* sector of the place of work */
    int32_t since, until;  /* the first of these days, and the day after the last one */
    int32_t pay;           /* cents per hour */
    uint16_t size;         /* staff of the place */
    uint8_t contract, hours, status;
};

/* Books the days that lie in the month. Pay that rises within a month counts from its first day. */
void payslip_book(const struct month_books *b, const struct work *work);

#endif
