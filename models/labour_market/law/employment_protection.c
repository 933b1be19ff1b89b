/* What ending an open-ended contract costs: notice, severance, risk; the trial period; agreed terminations.
 */
#include "models/labour_market/law/employment_protection.h"

#include "models/labour_market/codes.h"

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct protection_params *rules = part_params(p, &part_employment_protection);
    if (!rules->active) {
        return;
    }
    institutions->agreed = rules->agreed;
    for (size_t c = 0; c < p->contracts.count; c++) {
        struct contract *contract = &institutions->contract[c];
        if (status_role((uint8_t)contract->status) == ROLE_CORE) {
            contract->trial_days = rules->trial_days;
            contract->dismissal_months =
                rules->notice_months + rules->severance * p->staffing.tenure_years + rules->risk_months;
        }
    }
}

static const struct param protection_params[] = {PROTECTION_PARAMS(PARAM_ENTRY, struct protection_params)};
static const struct param_group groups[] = {
    PART_SCALARS(employment_protection, "Policy: what ending a CDI costs.", protection_params),
};

static const struct requirement needs[] = {
    {"employment_protection", NULL, "employment_protection.active", false},
    {"contracts.trial_days", "status=cdi", "employment_protection.active", true},
    {"contracts.dismissal_months", "status=cdi", "employment_protection.active", true},
    {0},
};
static const struct usual_range usuals[] = {
    {"employment_protection.notice_months", 0, 6, "assumption"},
    {"employment_protection.severance", 0, 2, "assumption: European laws"},
    {"employment_protection.risk_months", 0, 12, "assumption"},
    {"employment_protection.agreed", 0, 3, "assumption"},
    {0},
};

const struct part part_employment_protection = {
    .name = "employment_protection",
    PART_OWN_GROUPS(groups, struct protection_params),
    .declares = {.needs = needs, .usuals = usuals},
    .law = law,
};
