/* Unemployment insurance in its simple form: rights earned by the day worked, a replacement rate, a duration.
 */
#include "models/labour_market/policies/policies.h"

void unemployment_insurance_apply(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct insurance_params *rules = &p->unemployment_insurance;
    institutions->insurance.replacement = rules->replacement;
    institutions->insurance.days_per_day = rules->days_per_day;
    institutions->insurance.effort = rules->effort;
    institutions->insurance.least_days = (int32_t)rules->least_days;
    institutions->insurance.most_days = (int32_t)rules->most_days;
}
