/* Rules and price of CDDs: the bonus at the end, the extra contribution on short ones, renewals, duration. */
#include "models/labour_market/policies/policies.h"
#include "models/labour_market/world.h"

void fixed_term_apply(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct fixed_term_params *rules = &p->fixed_term;
    for (size_t c = 0; c < p->contracts.count && rules->active; c++) {
        struct contract *contract = &institutions->contract[c];
        if (contract->status == STATUS_CDD) {
            contract->end_bonus = rules->end_bonus;
            contract->short_tax = rules->short_tax;
            contract->short_days = rules->short_days;
            contract->renewals = rules->renewals;
            contract->longest_days = rules->longest_days;
        }
    }
}
