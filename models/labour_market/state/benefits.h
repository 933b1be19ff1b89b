/* Rights to unemployment benefit: earned by insured work, used up by joblessness. */
#ifndef LABOUR_MARKET_BENEFITS_H
#define LABOUR_MARKET_BENEFITS_H

#include "models/labour_market/state/world.h"

/* Has no claim to benefit, whatever the rights: has left the last job freely. */
bool benefit_barred(const struct world *w, size_t i);

/* Is paid unemployment benefit on this day. */
bool benefit_drawn(const struct world *w, size_t i, int32_t day);

/* What is paid for a month without a job by the pay of the last one, cents. */
double benefit_month(const struct world *w, size_t i);

/* Work that began on `began` ends: rights grow with the days of it, where it was insured. */
void benefit_earn(struct world *w, size_t i, int32_t began, int32_t day);

/* Work begins: of the rights is left what joblessness has not used up. */
void benefit_use(struct world *w, size_t i, int32_t day);

#endif
