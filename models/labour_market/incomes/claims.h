/* Claims to unemployment benefit: opened when someone is without a job against his or her will and was long
 * enough under contract, paid by the month, kept through short jobs until they are used up. */
#ifndef LABOUR_MARKET_CLAIMS_H
#define LABOUR_MARKET_CLAIMS_H

#include "models/labour_market/incomes/month.h"

/* Before the first month: who has a job has been insured in it, as far as the law looks back. */
void claim_begin(const struct month_books *b, size_t i);

/* The month is over and all its pay is booked: days are forgotten, a claim is opened, benefit is paid. */
void claim_month(const struct month_books *b, size_t i);

#endif
