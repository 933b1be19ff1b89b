/* Rules and price of CDDs: the bonus at the end, the extra contribution on short ones, renewals, duration. */
#include "models/labour_market/law/fixed_term.h"

#include "models/labour_market/codes.h"

static void law(struct institutions *institutions, const struct parameters *p, int32_t day)
{
    (void)day;
    const struct fixed_term_params *rules = part_params(p, &part_fixed_term);
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

static const struct param fixed_term_params[] = {FIXED_TERM_PARAMS(PARAM_ENTRY, struct fixed_term_params)};
static const struct param_group groups[] = {
    PART_SCALARS(fixed_term, "Policy: rules and price of CDDs.", fixed_term_params),
};

static const struct requirement needs[] = {
    {"fixed_term", NULL, "fixed_term.active", false},
    {"contracts.end_bonus", "status=cdd", "fixed_term.active", true},
    {"contracts.short_tax", "status=cdd", "fixed_term.active", true},
    {"contracts.short_days", "status=cdd", "fixed_term.active", true},
    {"contracts.renewals", "status=cdd", "fixed_term.active", true},
    {"contracts.longest_days", "status=cdd", "fixed_term.active", true},
    {0},
};
static const struct usual_range usuals[] = {
    {"fixed_term.end_bonus", 0, 0.3, "assumption: up to three times the French bonus"}, {0}};

const struct part part_fixed_term = {
    .name = "fixed_term",
    PART_OWN_GROUPS(groups, struct fixed_term_params),
    .declares = {.needs = needs, .usuals = usuals},
    .law = law,
};
