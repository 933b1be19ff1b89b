/* Marginal employment (the German mini-job): few hours, little pay, flat contributions. Contract types with
 * the status mini_job are allowed only where this policy allows them. */
#include "models/labour_market/policies/policies.h"
#include "models/labour_market/world.h"

void mini_jobs_apply(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct mini_job_params *rules = &p->mini_jobs;
    for (size_t c = 0; c < p->contracts.count; c++) {
        struct contract *contract = &institutions->contract[c];
        if (contract->status != STATUS_MINI_JOB) {
            continue;
        }
        contract->allowed = contract->allowed && rules->allowed;
        contract->pay_cap = rules->pay_cap;
        contract->hours = rules->hours_cap;
        contract->contributions = rules->contributions;
        contract->beside = rules->beside;
    }
}
