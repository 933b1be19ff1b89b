/* The statutory minimum wage: one level, or a ladder of steps by date and zone. */
#ifndef LABOUR_MARKET_MINIMUM_WAGE_H
#define LABOUR_MARKET_MINIMUM_WAGE_H

#include "models/labour_market/state/part.h"

#define MINIMUM_WAGE_PARAMS(P, self)                                                                         \
    P(self, REAL, level, "9.67", 0, 100000, "EUR/hour", SWEEP_DATED,                                         \
      "Statutory minimum wage, gross, in every zone; 0: none.", "SMIC 2016: INSEE 4503058")
struct minimum_wage_params {
    MINIMUM_WAGE_PARAMS(PARAM_MEMBER, )
};

#define MINIMUM_WAGE_FIELDS(P, self)                                                                         \
    P(self, DATE, date, "2000-01-01", 0, 0, "date", PARAM_REQUIRED | PARAM_USES,                             \
      "Day from which on the step holds.", "law")                                                            \
    P(self, REAL, level, "0", 0, 100000, "EUR/hour", PARAM_REQUIRED,                                         \
      "Minimum wage, gross; the latest step that has begun replaces minimum_wage.level.", "law")             \
    P(self, REF, zone, "", 0, 0, "zones", PARAM_PLAIN, "Where it holds; none: everywhere.", "law")
struct minimum_wage_step {
    MINIMUM_WAGE_FIELDS(PARAM_MEMBER, )
};

struct minimum_wage_law {
    struct minimum_wage_params minimum_wage;
    struct param_rows minimum_wages; /* of struct minimum_wage_step */
};

extern const struct part part_minimum_wage;

/* The day of the first step of the minimum wage after `day`, or DUE_NEVER: steps change institutions by
 * themselves, without a dated change of a parameter. */
int32_t minimum_wage_next_step(const struct parameters *p, int32_t day);

#endif
