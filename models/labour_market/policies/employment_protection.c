/* What ending an open-ended contract costs: notice, severance, risk; the trial period; agreed terminations.
 */
#include "models/labour_market/policies/policies.h"
#include "models/labour_market/world.h"

void employment_protection_apply(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct protection_params *rules = &p->employment_protection;
    if (!rules->active) {
        return;
    }
    institutions->agreed = rules->agreed;
    for (size_t c = 0; c < p->contracts.count; c++) {
        struct contract *contract = &institutions->contract[c];
        if (contract->status == STATUS_CDI) {
            contract->trial_days = rules->trial_days;
            contract->dismissal_months =
                rules->notice_months + rules->severance * p->staffing.tenure_years + rules->risk_months;
        }
    }
}
